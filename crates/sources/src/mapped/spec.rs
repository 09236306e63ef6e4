//! The fields of an event and of a calendar entry, and where each comes from.

use bellwether_model::{DatePrecision, EventType, PlacePrecision};

use super::cells::{ColumnId, Columns, Use};
use super::date::DateFrom;
use super::error::MappingError;
use super::number::Count;
use super::tree::Section;
use super::value::{Text, Vocabulary};

const TYPES: Vocabulary = Vocabulary {
    what: "a type of event",
    words: &["state-based", "non-state", "one-sided", "protest", "riot", "strategic", "unspecified"],
};
const PLACES: Vocabulary = Vocabulary {
    what: "a precision of places",
    words: &["exact", "near", "admin2", "admin1", "region", "country", "international"],
};
const DAYS: Vocabulary = Vocabulary {
    what: "a precision of dates",
    words: &["day", "days", "week", "month", "year"],
};
const YES_NO: Vocabulary = Vocabulary { what: "yes or no", words: &["yes", "no"] };

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

/// Reads the keys of one section, noting the columns that they name.
struct Fields<'a, 'c> {
    section: Section<'a>,
    columns: &'c mut Columns,
}

impl Fields<'_, '_> {
    fn text(&mut self, key: &str) -> Result<Option<Text>, MappingError> {
        self.section.get(key).map(|node| Text::parse(&node, self.columns, None)).transpose()
    }

    fn words(&mut self, key: &str, words: Vocabulary) -> Result<Option<Text>, MappingError> {
        self.section.get(key).map(|node| Text::parse(&node, self.columns, Some(words))).transpose()
    }

    fn count(&mut self, key: &str) -> Result<Option<Count>, MappingError> {
        self.section.get(key).map(|node| Count::parse(&node, self.columns)).transpose()
    }

    /// `{ id = …, name = … }`, or the source of the name alone.
    fn reference(&mut self, key: &str) -> Result<Reference, MappingError> {
        let Some(node) = self.section.get(key) else { return Ok(Reference::default()) };
        if let Some(section) = node.as_section()
            && (section.get("id").is_some() || section.get("name").is_some())
        {
            section.only(&["id", "name"])?;
            let mut inner = Fields { section, columns: &mut *self.columns };
            return Ok(Reference { id: inner.text("id")?, name: inner.text("name")? });
        }
        let name = Text::parse(&node, self.columns, None)?;
        Ok(Reference { id: None, name: Some(name) })
    }

    fn id(&mut self) -> Result<Id, MappingError> {
        const REMEDY: &str = "name the column of the source's own id, or write id = { hash = \"row\" } \
                              when there is none";
        let node = self.section.required("id", REMEDY)?;
        let Some(hash) = node.as_section().and_then(|section| section.get("hash")) else {
            return Text::parse(&node, self.columns, None).map(Id::Text);
        };
        node.section()?.only(&["hash"])?;
        if hash.as_text() == Some("row") {
            return Ok(Id::Hash(Vec::new()));
        }
        let names = hash.list()?;
        if names.is_empty() {
            return Err(hash.wrong("\"row\", or a list of columns"));
        }
        let names = names.iter().map(|node| self.columns.name(node, Use::Looked));
        names.collect::<Result<_, _>>().map(Id::Hash)
    }

    fn country_code(&mut self) -> Result<Option<CountryCode>, MappingError> {
        const CODES: [(&str, Codes); 8] = [
            ("name", Codes::Name),
            ("gw", Codes::Gw),
            ("cow", Codes::Cow),
            ("iso3", Codes::Iso3),
            ("iso2", Codes::Iso2),
            ("iso-numeric", Codes::IsoNumeric),
            ("fips", Codes::Fips),
            ("cameo", Codes::Cameo),
        ];
        let Some(node) = self.section.get("country_code") else { return Ok(None) };
        let section = node.section()?;
        section.only(&["codes", "of"])?;
        let codes = section.required("codes", "say which: name, gw, cow, iso3, iso2, …")?;
        let word = codes.text()?;
        let Some((_, known)) = CODES.into_iter().find(|(name, _)| *name == word) else {
            return Err(MappingError::UnknownWord {
                at: codes.at(),
                word: word.to_owned(),
                what: "a numbering of countries",
                hint: super::error::hint(word, CODES.map(|(name, _)| name)),
                known: super::error::listed(CODES.map(|(name, _)| name)),
            });
        };
        let of = section.required("of", "name the column that holds the codes")?;
        // Only a Gleditsch-Ward number stands in a field as it is.
        let of = match known {
            Codes::Gw => Text::parse(&of, self.columns, None)?,
            _ => Text::parse_looked(&of, self.columns)?,
        };
        Ok(Some(CountryCode { codes: known, of }))
    }

    fn date(&mut self) -> Result<DateSpec, MappingError> {
        const REMEDY: &str = "name the column that holds the date";
        let node = self.section.required("date", REMEDY)?;
        if let Some(section) = node.as_section()
            && section.get("start").is_some()
        {
            section.only(&["start", "end", "precision"])?;
            let start = section.required("start", REMEDY)?;
            let start = DateFrom::parse(&start, self.columns)?;
            let end = section.get("end").map(|end| DateFrom::parse(&end, self.columns));
            let end = end.transpose()?;
            let mut inner = Fields { section, columns: &mut *self.columns };
            let precision = inner.words("precision", DAYS)?;
            return Ok(DateSpec { start, end, precision });
        }
        let start = DateFrom::parse(&node, self.columns)?;
        Ok(DateSpec { start, end: None, precision: None })
    }

    /// Low, best and high under their keys in this section.
    fn estimate(&mut self) -> Result<EstimateSpec, MappingError> {
        let spec = EstimateSpec {
            low: self.count("low")?,
            best: self.count("best")?,
            high: self.count("high")?,
        };
        if spec.best.is_none() && (spec.low.is_some() || spec.high.is_some()) {
            let reason = "low or high without best; say which column, or which sum, is the best \
                          estimate, for example best = { sum = [\"…\", \"…\"] }";
            return Err(self.section.unusable(reason));
        }
        Ok(spec)
    }
}

impl EventSpec {
    pub(super) fn parse(section: Section<'_>, columns: &mut Columns) -> Result<Self, MappingError> {
        section.only(&[
            "id",
            "relid",
            "type",
            "native_type",
            "civilians",
            "conflict",
            "dyad",
            "side_a",
            "side_b",
            "date",
            "place",
            "deaths",
            "injured",
            "plover",
            "targets",
            "clarity",
            "sources_count",
        ])?;
        let mut fields = Fields { section, columns };
        Ok(Self {
            id: fields.id()?,
            relid: fields.text("relid")?,
            kind: fields.words("type", TYPES)?,
            native_type: fields.text("native_type")?,
            civilians: fields.words("civilians", YES_NO)?,
            conflict: fields.reference("conflict")?,
            dyad: fields.reference("dyad")?,
            side_a: fields.reference("side_a")?,
            side_b: fields.reference("side_b")?,
            date: fields.date()?,
            place: place(&section, fields.columns)?,
            deaths: deaths(&section, fields.columns)?,
            injured: injured(&section, fields.columns)?,
            plover: fields.text("plover")?,
            targets: fields.text("targets")?,
            clarity: fields.count("clarity")?,
            sources_count: fields.count("sources_count")?,
        })
    }
}

impl CalendarSpec {
    pub(super) fn parse(section: Section<'_>, columns: &mut Columns) -> Result<Self, MappingError> {
        section.only(&["id", "kind", "what", "country", "country_code", "date"])?;
        let mut fields = Fields { section, columns };
        let id = fields.id()?;
        let kind = fields.text("kind")?;
        let what = fields.text("what")?;
        let spec = Self {
            id,
            kind: kind.ok_or_else(|| {
                section.missing("kind", "say what kind of date, for example { constant = \"election\" }")
            })?,
            what: what.ok_or_else(|| section.missing("what", "say what in a few words"))?,
            country: fields.text("country")?,
            country_code: fields.country_code()?,
            date: fields.date()?,
        };
        if spec.country.is_none() && spec.country_code.is_none() {
            return Err(section.missing("country", "name the column of the country"));
        }
        Ok(spec)
    }
}

fn place(event: &Section<'_>, columns: &mut Columns) -> Result<PlaceSpec, MappingError> {
    let Some(node) = event.get("place") else {
        return Err(event.missing("place", "give at least place = { country = \"…\" }"));
    };
    let section = node.section()?;
    section.only(&[
        "country",
        "country_code",
        "admin1",
        "admin2",
        "name",
        "latitude",
        "longitude",
        "precision",
    ])?;
    let mut fields = Fields { section, columns };
    let spec = PlaceSpec {
        country: fields.text("country")?,
        country_code: fields.country_code()?,
        admin1: fields.text("admin1")?,
        admin2: fields.text("admin2")?,
        name: fields.text("name")?,
        latitude: fields.text("latitude")?,
        longitude: fields.text("longitude")?,
        precision: place_precision(&section, fields.columns)?,
    };
    if spec.latitude.is_some() != spec.longitude.is_some() {
        return Err(section.unusable("one of latitude and longitude is missing; give both"));
    }
    Ok(spec)
}

/// `None` where it is what is filled in that decides.
fn place_precision(
    place: &Section<'_>,
    columns: &mut Columns,
) -> Result<Option<Text>, MappingError> {
    let Some(node) = place.get("precision") else { return Ok(None) };
    let Some(by) = node.as_section().and_then(|section| section.get("by")) else {
        return Text::parse(&node, columns, Some(PLACES)).map(Some);
    };
    node.section()?.only(&["by"])?;
    match by.text()? {
        "filled" => Ok(None),
        _ => Err(by.wrong("\"filled\": by which of name, admin2 and admin1 is filled in")),
    }
}

fn deaths(event: &Section<'_>, columns: &mut Columns) -> Result<DeathsSpec, MappingError> {
    let Some(node) = event.get("deaths") else { return Ok(DeathsSpec::default()) };
    let Some(section) = node.as_section().filter(is_not_a_source) else {
        let best = Some(Count::parse(&node, columns)?);
        let total = EstimateSpec { best, ..EstimateSpec::default() };
        return Ok(DeathsSpec { total, ..DeathsSpec::default() });
    };
    section.only(&["low", "best", "high", "side_a", "side_b", "civilians", "unknown"])?;
    let mut fields = Fields { section, columns };
    Ok(DeathsSpec {
        total: fields.estimate()?,
        side_a: fields.count("side_a")?,
        side_b: fields.count("side_b")?,
        civilians: fields.count("civilians")?,
        unknown: fields.count("unknown")?,
    })
}

fn injured(event: &Section<'_>, columns: &mut Columns) -> Result<EstimateSpec, MappingError> {
    let Some(node) = event.get("injured") else { return Ok(EstimateSpec::default()) };
    let Some(section) = node.as_section().filter(is_not_a_source) else {
        let best = Some(Count::parse(&node, columns)?);
        return Ok(EstimateSpec { best, ..EstimateSpec::default() });
    };
    section.only(&["low", "best", "high"])?;
    Fields { section, columns }.estimate()
}

/// Whether a table lists fields, and is not itself a source of text or a sum.
fn is_not_a_source(section: &Section<'_>) -> bool {
    !["column", "constant", "join", "cases", "sum"].iter().any(|key| section.get(key).is_some())
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
