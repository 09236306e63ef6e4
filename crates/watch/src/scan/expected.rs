//! How many cases a Poisson scan expects where and when.

use super::input::Extent;
use super::{Case, Census, ScanError, StratumCase, TimeAxis, population};

/// The cases expected in each place during each interval, up to a factor: a scan scales them to the number
/// of cases observed.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    values: Vec<f64>,
    extent: (usize, usize),
}

impl Expected {
    /// A table of `places` rows with a value for each of `intervals`, row after row.
    ///
    /// # Errors
    /// When there are not so many values, or one is negative or no number.
    pub fn table(places: usize, intervals: usize, values: Vec<f64>) -> Result<Self, ScanError> {
        let wanted = places * intervals;
        if values.len() == wanted && values.iter().all(|value| value.is_finite() && *value >= 0.0) {
            Ok(Self { values, extent: (places, intervals) })
        } else {
            Err(ScanError::ExpectedTable { wanted })
        }
    }

    /// What each place's population would have if every stratum (age, sex, …) had the same risk everywhere
    /// and always: indirect standardisation.
    ///
    /// Between two censuses a population grows or shrinks evenly; before the first and after the last it
    /// stays. A place that a census does not name for a stratum has nobody in it.
    ///
    /// # Errors
    /// When a row names an unknown place or interval, a population is negative or no number, or a stratum
    /// has cases but no population.
    pub fn standardised(
        places: usize,
        axis: &TimeAxis,
        censuses: &[Census],
        cases: &[StratumCase],
    ) -> Result<Self, ScanError> {
        let values = population::expected(places, axis, censuses, cases)?;
        Self::table(places, axis.intervals(), values)
    }

    /// The table, scaled to the number of cases.
    pub(super) fn scaled(&self, extent: Extent, cases: &[Case]) -> Result<Vec<f64>, ScanError> {
        if self.extent != (extent.places, extent.intervals) {
            return Err(ScanError::ExpectedTable { wanted: extent.places * extent.intervals });
        }
        let cell = |case: &Case| case.place * extent.intervals + case.interval;
        if let Some(case) =
            cases.iter().find(|case| case.count > 0 && self.values[cell(case)] <= 0.0)
        {
            let Case { place, interval, .. } = *case;
            return Err(ScanError::CasesWithoutPopulation { place, interval });
        }
        let total: f64 = cases.iter().map(|case| f64::from(case.count)).sum();
        let factor = total / self.values.iter().sum::<f64>();
        Ok(self.values.iter().map(|value| value * factor).collect())
    }
}
