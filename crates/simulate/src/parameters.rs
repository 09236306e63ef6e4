//! What a user may choose about a world.

use bellwether_model::Date;
use jiff::civil::date;
use serde::{Deserialize, Serialize};

use crate::{Beyond, NewsParameters, SimulateError, Sources};

/// The size, the time and the seed of a world. The same parameters give the same bytes on any machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// Where chance starts; any number.
    pub seed: u64,
    /// About how many reports the GED-shaped source makes in all, 1,000 to 10,000,000; the exact count
    /// is in [`crate::Summary::reports`].
    pub reports: u64,
    /// Yearly releases, 1 to 10.
    pub vintages: u8,
    /// Whether the last year is covered by monthly candidate releases instead of a yearly one.
    pub candidates: bool,
    /// Whether `truth.ndjson` is written; it is as long as the data.
    pub truth: bool,
    /// The first day.
    pub from: Date,
    /// The last day, included.
    pub to: Date,
    /// Countries, 1 to 25.
    pub countries: u8,
    /// First-level units in each country, 2 to 24.
    pub units: u8,
    /// Towns in all, from one a unit to 200,000.
    pub towns: u32,
    /// Armed groups, 3 to 2,000: the headline group, its parent, its rival, and others.
    pub groups: u16,
    /// Which sources are written; the GED-shaped one alone unless said otherwise.
    #[serde(skip_serializing_if = "Sources::is_default")]
    pub sources: Sources,
    /// What happens beside armed violence; nothing unless said otherwise.
    #[serde(skip_serializing_if = "Beyond::is_default")]
    pub beyond: Beyond,
    /// News about the same world, in the folder `news`; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub news: Option<NewsParameters>,
}

impl Default for Parameters {
    /// The demo's world: ten years, three countries, eight groups, about 3,000 reports, four yearly
    /// releases and twelve monthly ones.
    fn default() -> Self {
        Self {
            seed: 1,
            reports: 3_000,
            vintages: 4,
            candidates: true,
            truth: true,
            from: date(2015, 1, 1),
            to: date(2024, 12, 31),
            countries: 3,
            units: 6,
            towns: 90,
            groups: 8,
            sources: Sources::default(),
            beyond: Beyond::default(),
            news: None,
        }
    }
}

/// The shortest time in which formation, silence, resurgence and releases have their place.
const DAYS_LEAST: i64 = 3 * 365;

impl Parameters {
    /// A world for measuring speed: one yearly release that covers everything, 3,000 towns, no truth.
    #[must_use]
    pub fn for_benchmark(seed: u64, reports: u64) -> Self {
        Self {
            seed,
            reports,
            vintages: 1,
            candidates: false,
            truth: false,
            countries: 12,
            units: 12,
            towns: 3_000,
            groups: 60,
            ..Self::default()
        }
    }

    /// A world on which reconciliation is measured: about `reports` reports from each of so many sources
    /// (GED, ACLED, GTD, GDELT in this order; fewer than 2 count as 2, more than 4 as 4), 3,000 towns with
    /// Zipf activity over ten years. The GED-shaped source is exact; half of each further source's reports
    /// are about incidents that it tells too, with [`crate::Errors::for_reconciliation`], the other half about
    /// others. There are near-misses, summaries beside daily reports, and the truth.
    #[must_use]
    pub fn for_reconciliation(seed: u64, reports: u64, sources: u8) -> Self {
        // Series, operations and near-misses are there, and do not rule the figure.
        let sequences = u16::try_from(reports / 1_000).unwrap_or(u16::MAX).min(400);
        Self {
            truth: true,
            units: 6,
            groups: 150,
            sources: Sources::for_reconciliation(sources),
            beyond: Beyond {
                unrest: 0.07,
                near_misses: 0.02,
                surges: 0,
                sequences,
                operations: 0.003,
            },
            ..Self::for_benchmark(seed, reports)
        }
    }

    /// The same world with everything on: all four sources ([`Sources::all`]), a little of everything
    /// beside armed violence ([`Beyond::some`]), and the newspapers.
    #[must_use]
    pub fn with_everything(self) -> Self {
        Self {
            sources: Sources::all(),
            beyond: Beyond::some(),
            news: Some(NewsParameters::default()),
            ..self
        }
    }

    /// Whether the GED-shaped source tells of the world alone, and nothing happens beside what it tells.
    pub(crate) fn is_ged_alone(&self) -> bool {
        self.sources.is_default() && self.beyond.is_default()
    }

    /// Checks every bound.
    ///
    /// # Errors
    /// When a value lies outside its range, with the range.
    pub fn check(&self) -> Result<(), SimulateError> {
        let units_all = u64::from(self.countries) * u64::from(self.units);
        for (name, value, low, high) in [
            ("reports", self.reports, 1_000, 10_000_000),
            ("vintages", u64::from(self.vintages), 1, 10),
            ("countries", u64::from(self.countries), 1, 25),
            ("units", u64::from(self.units), 2, 24),
            ("towns", u64::from(self.towns), units_all, 200_000),
            ("groups", u64::from(self.groups), 3, 2_000),
            ("the year of the first day", year(self.from), 1990, 2090),
            ("the year of the last day", year(self.to), 2003, 2097),
        ] {
            if !(low..=high).contains(&value) {
                return Err(SimulateError::OutOfRange { name, value, low, high });
            }
        }
        self.sources.check()?;
        self.beyond.check()?;
        if let Some(news) = &self.news {
            news.check()?;
        }
        let days = i64::from((self.to - self.from).get_days()) + 1;
        if days < DAYS_LEAST {
            return Err(SimulateError::TooShort { days, least: DAYS_LEAST });
        }
        let years = year(self.to) - year(self.from) + u64::from(!self.candidates);
        if u64::from(self.vintages) > years {
            return Err(SimulateError::TooManyVintages { vintages: self.vintages, years });
        }
        Ok(())
    }
}

fn year(day: Date) -> u64 {
    u64::try_from(day.year()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_and_the_benchmark_are_within_bounds() {
        Parameters::default().check().expect("the demo's world");
        Parameters::for_benchmark(1, 10_000_000).check().expect("the largest world");
        Parameters::default().with_everything().check().expect("everything");
    }

    #[test]
    fn a_value_outside_its_range_is_refused_with_the_range() {
        let small = Parameters { reports: 999, ..Parameters::default() };
        assert_eq!(
            small.check().expect_err("too few").to_string(),
            "reports is 999, but must lie between 1000 and 10000000; choose a value within"
        );
        let few_towns = Parameters { towns: 17, ..Parameters::default() };
        assert!(matches!(few_towns.check(), Err(SimulateError::OutOfRange { low: 18, .. })));
    }

    #[test]
    fn a_world_that_ends_before_it_begins_is_refused() {
        let turned =
            Parameters { from: date(2024, 1, 1), to: date(2020, 1, 1), ..Parameters::default() };
        assert!(matches!(turned.check(), Err(SimulateError::TooShort { .. })));
        let crowded = Parameters { from: date(2021, 1, 1), vintages: 4, ..Parameters::default() };
        assert!(matches!(crowded.check(), Err(SimulateError::TooManyVintages { years: 3, .. })));
    }
}
