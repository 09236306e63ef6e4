//! A published version of a dataset, and what it is complete for.

use std::fmt;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{DatasetId, Iso3};

/// The name a source gives to a version: `25.1`, `25.0.3`, `25.01.25.06`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReleaseLabel(pub String);

impl fmt::Display for ReleaseLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The countries for which a release is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountryScope {
    /// All of them.
    World,
    /// Only these; sorted.
    Only(Vec<Iso3>),
}

/// What a release is complete for: a row that is missing from it **within** this scope has been
/// withdrawn by the source; outside, its absence means nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The countries.
    pub countries: CountryScope,
    /// The first day, `None` when open.
    pub from: Option<Date>,
    /// The last day, included; `None` when open.
    pub to: Option<Date>,
}

impl Scope {
    /// Whether an event that starts on `start` in `country` falls within the scope. An event whose
    /// country is not known is only within a scope of the whole world.
    #[must_use]
    pub fn covers(&self, country: Option<Iso3>, start: Date) -> bool {
        let place = match &self.countries {
            CountryScope::World => true,
            CountryScope::Only(countries) => country.is_some_and(|c| countries.contains(&c)),
        };
        place && self.from.is_none_or(|from| start >= from) && self.to.is_none_or(|to| start <= to)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.countries {
            CountryScope::World => f.write_str("world")?,
            CountryScope::Only(countries) => {
                let names: Vec<&str> = countries.iter().map(Iso3::as_str).collect();
                f.write_str(&names.join(" "))?;
            }
        }
        match (self.from, self.to) {
            (None, None) => Ok(()),
            (Some(from), None) => write!(f, " from {from}"),
            (None, Some(to)) => write!(f, " to {to}"),
            (Some(from), Some(to)) => write!(f, " {from} to {to}"),
        }
    }
}

/// One published version of a dataset, as one file brought it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The dataset.
    pub dataset: DatasetId,
    /// The version by the source's name, if it has one.
    pub label: Option<ReleaseLabel>,
    /// The day on which the source published it, if known.
    pub published: Option<Date>,
    /// When the file was brought in.
    pub retrieved_at: Timestamp,
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file as it lay on the disk, lower-case hexadecimal.
    pub sha256: String,
    /// The licence id, e.g. `CC-BY-4.0`.
    pub licence: String,
    /// What it is complete for, if that is known.
    pub scope: Option<Scope>,
}

impl Release {
    /// The instant from which its rows count as known: midnight UTC of the publication day, else the
    /// retrieval time.
    #[must_use]
    pub fn known_from(&self) -> Timestamp {
        self.published
            .and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok())
            .map_or(self.retrieved_at, |day| day.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_country_slice_says_nothing_about_the_world() {
        let ukraine = Iso3::new("UKR").expect("valid");
        let scope = Scope {
            countries: CountryScope::Only(vec![ukraine]),
            from: Some(date(2014, 1, 1)),
            to: Some(date(2020, 12, 31)),
        };
        assert!(scope.covers(Some(ukraine), date(2014, 1, 1)));
        assert!(scope.covers(Some(ukraine), date(2020, 12, 31)));
        assert!(!scope.covers(Some(ukraine), date(2021, 1, 1)));
        assert!(!scope.covers(Iso3::new("RUS").ok(), date(2015, 1, 1)));
        assert!(!scope.covers(None, date(2015, 1, 1)));
        assert_eq!(scope.to_string(), "UKR 2014-01-01 to 2020-12-31");
    }
}
