//! ICEWS: coded events as the Dataverse publishes them, and as its re-publishers write them.
//!
//! As in GDELT a machine coded what articles say, with CAMEO's codes, but one story gives one event, and
//! sources are news agencies of a fixed list. No row counts the dead. Persons stand among the parties
//! under the sectors of the organisations that they belong to; see [`crate::parties`].

mod parties;
mod rows;

use crate::recognise::{Recognised, Shape};
use crate::source::{Match, ReadRow, Sample, Source, Verdict};
use crate::text::Header;
use crate::text::value::DateOrder;
use rows::{COLUMNS, IcewsRows};

/// The dataset.
pub(crate) const DATASET: &str = "icews";

/// Without these a row cannot become a report.
const NEEDED: [&str; 8] = [
    "event_id",
    "event_date",
    "source_name",
    "source_sectors",
    "target_name",
    "target_sectors",
    "cameo_code",
    "country",
];

/// The reader of ICEWS.
pub(crate) struct Icews;

/// Whether a header has a column, with `_` or a blank between its words.
fn has(header: &Header, name: &str) -> bool {
    header.names().any(|known| same(known, name))
}

fn same(known: &str, name: &str) -> bool {
    known.len() == name.len()
        && known.bytes().zip(name.bytes()).all(|(a, b)| a == b || (a == b' ' && b == b'_'))
}

impl Source for Icews {
    fn recognise(&self, sample: &Sample<'_>) -> Verdict {
        let header = sample.header;
        if !(has(header, "cameo_code") && has(header, "source_sectors")) {
            return Verdict::No;
        }
        let lacking = |names: &[&str]| -> Vec<String> {
            names.iter().filter(|name| !has(header, name)).map(|name| (*name).to_owned()).collect()
        };
        let missing = lacking(&NEEDED);
        if !missing.is_empty() {
            return Verdict::Almost { dataset: DATASET, missing };
        }
        let is_known = |name: &&str| COLUMNS.iter().any(|known| same(name, known));
        Verdict::Yes(Match {
            dataset: DATASET,
            shape: Shape::Icews,
            label: None,
            evidence: vec!["the columns of ICEWS, cameo_code and source_sectors among them".into()],
            unknown_columns: header
                .names()
                .filter(|name| !name.is_empty() && !is_known(name))
                .map(str::to_owned)
                .collect(),
            missing_columns: lacking(&COLUMNS),
        })
    }

    /// Releases are named by the time of their making: `events.2018.20200427084805.tab` of 2018,
    /// `20181004-icews-events.tab` of a day.
    fn version_in(&self, name: &str) -> Option<String> {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
        if !(base.contains("icews") || base.starts_with("events.")) {
            return None;
        }
        base.split(|c: char| !c.is_ascii_digit())
            .filter(|digits| matches!(digits.len(), 8 | 14))
            .find(|digits| crate::text::value::compact_date(&digits[..8]).is_ok())
            .map(str::to_owned)
    }

    fn reader(
        &self,
        recognised: &Recognised,
        header: &Header,
        order: Option<DateOrder>,
    ) -> Box<dyn ReadRow> {
        Box::new(IcewsRows::new(recognised.dataset.clone(), header, order))
    }

    fn shapes(&self) -> &'static [Shape] {
        &[Shape::Icews]
    }

    fn describe(&self) -> &'static [&'static str] {
        &[include_str!("../../../../data/datasets/icews.toml")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_with_blanks_and_with_underscores() {
        let header = Header::of(&["event id", "cameo_code"]);
        assert!(has(&header, "event_id") && has(&header, "cameo_code"));
        assert!(!has(&header, "event_date") && !has(&header, "cameo"));
    }

    #[test]
    fn names_of_releases_give_the_time_of_their_making() {
        let of = |name| Icews.version_in(name);
        assert_eq!(of("events.2018.20200427084805.tab").as_deref(), Some("20200427084805"));
        assert_eq!(of("20181004-icews-events.tab").as_deref(), Some("20181004"));
        assert_eq!(of("icews-2018-06.csv"), None);
        assert_eq!(of("20181004-other.csv"), None);
    }
}
