//! UCDP's names for versions.
//!
//! The grammar, as it is seen in file names on the download page: yearly `17.1` to `25.1`
//! (`GEDEvent_v25_1.csv`, `ged251-csv.zip`), candidate months `25.0.3` (`GEDEvent_v25_0_3.csv`: March
//! 2025), candidate spans `25.01.25.06` (`GEDEvent_v25_01_25_06.csv`: January to June 2025).

use bellwether_model::Date;
use jiff::civil::date;

/// One version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// A yearly release: its year (17 means 2017; before 17 it is a running number) and its number.
    Yearly { year: u8, number: u8 },
    /// A candidate month.
    Month { year: u8, month: u8 },
    /// Candidate months from one to another, both included.
    Span { from: (u8, u8), to: (u8, u8) },
}

impl Version {
    /// Reads a label.
    pub(crate) fn parse(label: &str) -> Option<Self> {
        let parts: Vec<&str> = label.split('.').collect();
        let number = |part: &&str| -> Option<u8> {
            (matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let numbers: Vec<u8> = parts.iter().map(number).collect::<Option<_>>()?;
        let is_month = |month: u8| (1..=12).contains(&month);
        match (numbers.as_slice(), parts.as_slice()) {
            ([year, number], _) if *number < 10 && *year > 0 => {
                Some(Self::Yearly { year: *year, number: *number })
            }
            ([year, 0, month], [_, "0", _]) if is_month(*month) && *year >= 17 => {
                Some(Self::Month { year: *year, month: *month })
            }
            ([y1, m1, y2, m2], _)
                if is_month(*m1) && is_month(*m2) && (y1, m1) <= (y2, m2) && *y1 >= 17 =>
            {
                Some(Self::Span { from: (*y1, *m1), to: (*y2, *m2) })
            }
            _ => None,
        }
    }

    /// Finds a version in a GED file's name, behind `v`: `GEDEvent_v25_0_3.csv`; or `ged251`.
    pub(crate) fn in_ged_name(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let stem = lower.rsplit(['/', '\\']).next().unwrap_or(&lower);
        let marked = stem.match_indices('v').filter_map(|(at, _)| {
            let before = stem[..at].chars().next_back();
            let free = before.is_none_or(|c| !c.is_alphanumeric());
            let digits: String = stem[at + 1..]
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, '_' | '.'))
                .map(|c| if c == '_' { '.' } else { c })
                .collect();
            free.then(|| Self::parse(digits.trim_matches('.'))).flatten()
        });
        marked.into_iter().next().or_else(|| {
            let rest = &stem[stem.find("ged")? + 3..];
            let digits: String = rest
                .trim_start_matches(['-', '_'])
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            let (year, number) = (digits.len() == 3).then(|| digits.split_at(2))?;
            // Releases count from 1; `ged-200` is a file of two hundred rows.
            (number != "0").then_some(())?;
            Self::parse(&format!("{year}.{number}"))
        })
    }

    /// The label as UCDP writes it.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Yearly { year, number } => format!("{year}.{number}"),
            Self::Month { year, month } => format!("{year}.0.{month}"),
            Self::Span { from, to } => {
                format!("{:02}.{:02}.{:02}.{:02}", from.0, from.1, to.0, to.1)
            }
        }
    }

    /// The first and last day that a GED release of this version covers. Releases before 17.1 do not
    /// carry their year in their version, so nothing is certain about them.
    pub(crate) fn covers(self) -> Option<(Date, Date)> {
        let year_of = |short: u8| 2000 + i16::from(short);
        let month_of = |month: u8| i8::try_from(month).unwrap_or(1);
        match self {
            Self::Yearly { year, .. } if year >= 17 => {
                Some((date(1989, 1, 1), date(year_of(year) - 1, 12, 31)))
            }
            Self::Yearly { .. } => None,
            Self::Month { year, month } => {
                let first = date(year_of(year), month_of(month), 1);
                Some((first, first.last_of_month()))
            }
            Self::Span { from, to } => Some((
                date(year_of(from.0), month_of(from.1), 1),
                date(year_of(to.0), month_of(to.1), 1).last_of_month(),
            )),
        }
    }
}

/// A version such as `v1_0` or `221` in the name of another UCDP file.
pub(crate) fn in_name(name: &str) -> Option<String> {
    Version::in_ged_name(name).map(Version::label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_give_their_versions() {
        for (name, label) in [
            ("GEDEvent_v25_1.csv", "25.1"),
            ("GEDEvent_v25_0_3.csv", "25.0.3"),
            ("GEDEvent_v25_01_25_06.csv", "25.01.25.06"),
            ("GEDEvent_v23_1", "23.1"),
            ("ged251-csv.zip", "25.1"),
            ("ged251.csv", "25.1"),
            ("car-v23_1.geojson", "23.1"),
            ("deco-v1_0.csv", "1.0"),
            ("GEDEvent_v25_0_12.csv", "25.0.12"),
        ] {
            assert_eq!(
                Version::in_ged_name(name).map(Version::label).as_deref(),
                Some(label),
                "{name}"
            );
        }
    }

    #[test]
    fn other_names_give_none() {
        for name in [
            "mexico.csv",
            "syria-2016-2019.csv",
            "ged.csv",
            "GEDEvent_v25_13_25_06.csv",
            "november2020.csv",
            "ged2021.csv",
            "GEDEvent_v25_01_24_06.csv",
            "sample-1000.csv",
        ] {
            assert_eq!(Version::in_ged_name(name), None, "{name}");
        }
    }

    #[test]
    fn versions_cover_what_their_grammar_says() {
        let covers = |label: &str| Version::parse(label).and_then(Version::covers);
        assert_eq!(covers("25.1"), Some((date(1989, 1, 1), date(2024, 12, 31))));
        assert_eq!(covers("24.0.2"), Some((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(covers("24.11.25.02"), Some((date(2024, 11, 1), date(2025, 2, 28))));
        assert_eq!(covers("5.0"), None);
        assert_eq!(Version::parse("25.1.1.1"), None);
        assert_eq!(Version::parse("x"), None);
    }

    #[test]
    fn every_label_is_read_back() {
        for label in ["17.2", "25.1", "25.0.3", "25.01.25.06"] {
            assert_eq!(Version::parse(label).map(Version::label).as_deref(), Some(label));
        }
    }
}
