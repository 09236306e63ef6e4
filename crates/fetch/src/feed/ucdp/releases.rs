//! Which releases UCDP has, and where each lies.
//!
//! Rules, not a list, as seen in the addresses on the download page and in use elsewhere: yearly releases
//! `NN.1` from 17.1 on, in June of the year; candidate months `NN.0.M`, around the 20th of the month after.
//! Verified in third-party use: `ged171`…`ged261-csv.zip`; candidate months from 18.0.1 (18 and 19 cover
//! only Africa, 20 not yet all regions); `ucdp-actor-261-csv.zip`; `organizedviolencecy-251-csv.zip` and
//! `-261-`. Not verified: older yearly names of the last two, which follow the same pattern here.

use jiff::civil::{Date, date};

use crate::FetchError;

/// The products that are fetched as files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// The yearly Georeferenced Event Dataset.
    Ged,
    /// Candidate events, a month each.
    Candidate,
    /// The actor list.
    Actors,
    /// Organized violence by country and year.
    OrganizedViolence,
}

/// The year from which releases carry their year in their number.
const FIRST_YEAR: i16 = 2017;

/// The first candidate month.
const FIRST_CANDIDATE: Date = date(2018, 1, 1);

impl Product {
    /// The dataset that readers make of it.
    #[must_use]
    pub const fn dataset(self) -> &'static str {
        match self {
            Self::Ged | Self::Candidate => "ucdp-ged",
            Self::Actors => "ucdp-actor",
            Self::OrganizedViolence => "ucdp-orgviolence-cy",
        }
    }

    pub(super) const fn feed(self) -> &'static str {
        match self {
            Self::Ged => "ucdp-bulk:ged",
            Self::Candidate => "ucdp-bulk:candidate",
            Self::Actors => "ucdp-bulk:actors",
            Self::OrganizedViolence => "ucdp-bulk:organized-violence",
        }
    }

    /// Where a version lies below the downloads.
    pub(super) fn path(self, label: &str) -> Result<String, FetchError> {
        let wrong = || {
            let form = match self {
                Self::Candidate => "NN.0.M or NN.MM.NN.MM, as in 25.0.10 or 25.01.25.06",
                _ => "NN.1, as in 25.1",
            };
            FetchError::Request(format!("{label:?} is no version of {}; give {form}", self.feed()))
        };
        let numbers: Option<Vec<u8>> = label
            .split('.')
            .map(|part| {
                let digits =
                    matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
                digits.then(|| part.parse().ok()).flatten()
            })
            .collect();
        let numbers = numbers.ok_or_else(wrong)?;
        let month = |month: u8| (1..=12).contains(&month);
        match (self, numbers.as_slice()) {
            (Self::Candidate, [year, 0, number]) if *year >= 18 && month(*number) => {
                Ok(format!("candidateged/GEDEvent_v{year}_0_{number}.csv"))
            }
            (Self::Candidate, [y1, m1, y2, m2])
                if *y1 >= 18 && month(*m1) && month(*m2) && (y1, m1) <= (y2, m2) =>
            {
                Ok(format!("candidateged/GEDEvent_v{y1:02}_{m1:02}_{y2:02}_{m2:02}.csv"))
            }
            (Self::Candidate, _) => Err(wrong()),
            (_, [year, number]) if *year >= 17 && (1..10).contains(number) => {
                let version = format!("{year}{number}");
                Ok(match self {
                    Self::Actors => format!("actor/ucdp-actor-{version}-csv.zip"),
                    Self::OrganizedViolence => {
                        format!("organizedviolencecy/organizedviolencecy-{version}-csv.zip")
                    }
                    _ => format!("ged/ged{version}-csv.zip"),
                })
            }
            _ => Err(wrong()),
        }
    }

    /// The labels that there may be on a day, oldest first, with the first month that each newly covers.
    pub(super) fn expected(self, today: Date) -> Vec<(String, Date)> {
        if self == Self::Candidate {
            let months = std::iter::successors(Some(FIRST_CANDIDATE), |month| {
                month.checked_add(jiff::Span::new().months(1)).ok()
            });
            return months
                .take_while(|month| *month < today.first_of_month())
                .map(|month| (format!("{}.0.{}", month.year() - 2000, month.month()), month))
                .collect();
        }
        (FIRST_YEAR..=today.year())
            .map(|year| (format!("{}.1", year - 2000), date(year - 1, 1, 1)))
            .collect()
    }

    /// The last day that a release covers which begins to cover new ground on `first`.
    pub(super) fn last_day(self, first: Date) -> Date {
        if self == Self::Candidate { first.last_of_month() } else { first.last_of_year() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_lead_to_the_known_addresses() {
        for (product, label, path) in [
            (Product::Ged, "25.1", "ged/ged251-csv.zip"),
            (Product::Ged, "17.2", "ged/ged172-csv.zip"),
            (Product::Candidate, "25.0.10", "candidateged/GEDEvent_v25_0_10.csv"),
            (Product::Candidate, "25.01.25.06", "candidateged/GEDEvent_v25_01_25_06.csv"),
            (Product::Actors, "26.1", "actor/ucdp-actor-261-csv.zip"),
            (
                Product::OrganizedViolence,
                "25.1",
                "organizedviolencecy/organizedviolencecy-251-csv.zip",
            ),
        ] {
            assert_eq!(product.path(label).expect(label), path);
        }
    }

    #[test]
    fn what_is_no_version_is_refused_with_the_form() {
        for (product, label) in [
            (Product::Ged, "25.0.10"),
            (Product::Ged, "5.0"),
            (Product::Ged, "../25.1"),
            (Product::Candidate, "25.1"),
            (Product::Candidate, "25.0.13"),
            (Product::Candidate, "25.06.25.01"),
            (Product::Actors, ""),
        ] {
            let error = product.path(label).expect_err(label);
            assert!(error.to_string().contains("as in"), "{error}");
        }
    }

    #[test]
    fn expected_releases_end_with_the_last_whole_month_and_the_year() {
        let today = date(2025, 3, 4);
        let candidates = Product::Candidate.expected(today);
        assert_eq!(candidates.first().map(|(label, _)| label.as_str()), Some("18.0.1"));
        assert_eq!(candidates.last(), Some(&("25.0.2".to_owned(), date(2025, 2, 1))));
        let yearly = Product::Ged.expected(today);
        assert_eq!(yearly.first(), Some(&("17.1".to_owned(), date(2016, 1, 1))));
        assert_eq!(yearly.last(), Some(&("25.1".to_owned(), date(2024, 1, 1))));
    }
}
