//! Cases as they come in, checked.

use super::ScanError;

/// So many cases in one place during one interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// The place, by its number.
    pub place: usize,
    /// The interval of the [`TimeAxis`](super::TimeAxis), by its number.
    pub interval: usize,
    /// How many cases.
    pub count: u32,
}

/// The size of a study.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// How many places.
    pub(super) places: usize,
    /// How many intervals.
    pub(super) intervals: usize,
}

impl Extent {
    pub(super) const fn check(self, place: usize, interval: usize) -> Result<(), ScanError> {
        let Self { places, intervals } = self;
        if place >= places {
            return Err(ScanError::UnknownPlace { place, places });
        }
        if interval >= intervals {
            return Err(ScanError::UnknownInterval { interval, intervals });
        }
        Ok(())
    }

    /// The number of cases in all, after every row has been checked.
    pub(super) fn total(self, cases: &[Case]) -> Result<u64, ScanError> {
        for case in cases {
            self.check(case.place, case.interval)?;
        }
        Ok(cases.iter().map(|case| u64::from(case.count)).sum())
    }

    /// Cases by place, place numbers in order.
    pub(super) fn by_place(self, cases: &[Case]) -> Vec<f64> {
        let mut counts = vec![0.0; self.places];
        for case in cases {
            counts[case.place] += f64::from(case.count);
        }
        counts
    }
}
