//! The fields of an event and of a calendar entry, and where each comes from.

use bellwether_model::{DatePrecision, EventType, PlacePrecision};

use super::cells::ColumnId;
use super::date::DateFrom;
use super::number::Count;
use super::value::{Text, Vocabulary};

pub(super) const TYPES: Vocabulary = Vocabulary {
    what: "a type of event",
    words: &[
        "state-based",
        "non-state",
        "one-sided",
        "protest",
        "riot",
        "strategic",
        "unspecified",
    ],
};
pub(super) const PLACES: Vocabulary = Vocabulary {
    what: "a precision of places",
    words: &["exact", "near", "admin2", "admin1", "region", "country", "international"],
};
pub(super) const DAYS: Vocabulary =
    Vocabulary { what: "a precision of dates", words: &["day", "days", "week", "month", "year"] };
pub(super) const YES_NO: Vocabulary = Vocabulary { what: "yes or no", words: &["yes", "no"] };

/// What tells a row from others.
#[derive(Debug, Clone)]
pub(super) enum Id {
    /// The source's own id.
    Text(Text),
    /// The hash of these columns; of all that are kept when there are none.
    Hash(Vec<ColumnId>),
}

/// The numbering of a column of countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    Name,
    Gw,
    Cow,
    Iso3,
    Iso2,
    IsoNumeric,
    Fips,
    Cameo,
}

/// Which country it is, as far as a table says so beyond a name.
#[derive(Debug, Clone)]
pub(super) struct CountryCode {
    pub(super) codes: Codes,
    pub(super) of: Text,
}

/// An id and a name, each from its own source.
#[derive(Debug, Clone, Default)]
pub(super) struct Reference {
    pub(super) id: Option<Text>,
    pub(super) name: Option<Text>,
}

/// The dates.
#[derive(Debug, Clone)]
pub(super) struct DateSpec {
    pub(super) start: DateFrom,
    pub(super) end: Option<DateFrom>,
    pub(super) precision: Option<Text>,
}

/// The place.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceSpec {
    pub(super) country: Option<Text>,
    pub(super) country_code: Option<CountryCode>,
    pub(super) admin1: Option<Text>,
    pub(super) admin2: Option<Text>,
    pub(super) name: Option<Text>,
    pub(super) latitude: Option<Text>,
    pub(super) longitude: Option<Text>,
    /// `None`: by what is filled in.
    pub(super) precision: Option<Text>,
}

/// Low, best and high.
#[derive(Debug, Clone, Default)]
pub(super) struct EstimateSpec {
    pub(super) low: Option<Count>,
    pub(super) best: Option<Count>,
    pub(super) high: Option<Count>,
}

/// The deaths.
#[derive(Debug, Clone, Default)]
pub(super) struct DeathsSpec {
    pub(super) total: EstimateSpec,
    pub(super) side_a: Option<Count>,
    pub(super) side_b: Option<Count>,
    pub(super) civilians: Option<Count>,
    pub(super) unknown: Option<Count>,
}

/// The fields of a report.
#[derive(Debug, Clone)]
pub(super) struct EventSpec {
    pub(super) id: Id,
    pub(super) relid: Option<Text>,
    pub(super) kind: Option<Text>,
    pub(super) native_type: Option<Text>,
    pub(super) civilians: Option<Text>,
    pub(super) conflict: Reference,
    pub(super) dyad: Reference,
    pub(super) side_a: Reference,
    pub(super) side_b: Reference,
    pub(super) date: DateSpec,
    pub(super) place: PlaceSpec,
    pub(super) deaths: DeathsSpec,
    pub(super) injured: EstimateSpec,
    pub(super) plover: Option<Text>,
    pub(super) targets: Option<Text>,
    pub(super) clarity: Option<Count>,
    pub(super) sources_count: Option<Count>,
}

/// The fields of a date of a political calendar.
#[derive(Debug, Clone)]
pub(super) struct CalendarSpec {
    pub(super) id: Id,
    pub(super) kind: Text,
    pub(super) what: Text,
    pub(super) country: Option<Text>,
    pub(super) country_code: Option<CountryCode>,
    pub(super) date: DateSpec,
}

/// The words of the mapping for yes.
pub(super) fn is_yes(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" | "" => Some(false),
        _ => None,
    }
}

/// The type that a word means.
pub(super) fn event_type(word: &str) -> Option<EventType> {
    EventType::parse(word)
}

/// The precision of a place that a word means.
pub(super) fn place_word(word: &str) -> Option<PlacePrecision> {
    PlacePrecision::ALL.into_iter().find(|precision| precision.as_str() == word)
}

/// The precision of a date that a word means.
pub(super) fn date_word(word: &str) -> Option<DatePrecision> {
    DatePrecision::ALL.into_iter().find(|precision| precision.as_str() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_mapping_are_those_of_the_model() {
        assert!(TYPES.words.iter().copied().eq(EventType::ALL.map(EventType::as_str)));
        assert!(PLACES.words.iter().copied().eq(PlacePrecision::ALL.map(PlacePrecision::as_str)));
        assert!(DAYS.words.iter().copied().eq(DatePrecision::ALL.map(DatePrecision::as_str)));
        assert!(YES_NO.words.iter().all(|word| is_yes(word).is_some()));
    }
}
