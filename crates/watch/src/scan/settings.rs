//! Which windows are looked at, and how often chance is asked.

use super::ScanError;

/// Which stretches of time a window may cover; lengths are in intervals of the [`TimeAxis`].
///
/// [`TimeAxis`]: super::TimeAxis
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Windows {
    /// The whole study: a purely spatial scan.
    Whole,
    /// Any stretch of `min` to `max` intervals: clusters of the past.
    Retrospective {
        /// The shortest, at least 1.
        min: usize,
        /// The longest, at most the length of the study.
        max: usize,
    },
    /// The last `min` to `max` intervals: clusters that are still alive when the study ends.
    Prospective {
        /// The shortest, at least 1.
        min: usize,
        /// The longest, at most the length of the study.
        max: usize,
    },
}

/// How to scan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScanSettings {
    /// The largest part of the population at risk within a circle: above 0, at most 0.5. The population at
    /// risk is the cases of the study (permutation), the expected cases (Poisson), or cases and controls
    /// (Bernoulli).
    pub share_max: f64,
    /// The largest radius of a circle: kilometres, or the unit of planar coordinates; `None` for no limit.
    pub radius_max: Option<f64>,
    /// The stretches of time.
    pub windows: Windows,
    /// The fewest cases in a cluster.
    pub cases_min: u32,
    /// How many random data sets are made. The smallest possible p is 1 / (`replications` + 1).
    pub replications: usize,
    /// What the random data sets depend on.
    pub seed: u64,
    /// How many clusters are reported at most.
    pub clusters_max: usize,
}

impl ScanSettings {
    /// `SaTScan`'s defaults: circles of up to half the population at risk, clusters of at least 2 cases,
    /// 999 random data sets; at most 20 clusters.
    #[must_use]
    pub const fn new(windows: Windows) -> Self {
        Self {
            share_max: 0.5,
            radius_max: None,
            windows,
            cases_min: 2,
            replications: 999,
            seed: 1,
            clusters_max: 20,
        }
    }

    /// Checks the settings against a study of so many intervals.
    pub(super) fn check(&self, intervals: usize) -> Result<(), ScanError> {
        if !(self.share_max > 0.0 && self.share_max <= 0.5) {
            return Err(ScanError::Share(self.share_max));
        }
        if let Some(radius) = self.radius_max.filter(|radius| radius.is_nan() || *radius <= 0.0) {
            return Err(ScanError::Radius(radius));
        }
        match self.windows {
            Windows::Whole => Ok(()),
            Windows::Retrospective { min, max } | Windows::Prospective { min, max } => {
                if (1..=max).contains(&min) && max <= intervals {
                    Ok(())
                } else {
                    Err(ScanError::WindowLength { min, max, intervals })
                }
            }
        }
    }
}
