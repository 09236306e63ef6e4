//! Low, best and high: how many, as a source dares to say it.

use serde::{Deserialize, Serialize};

use crate::LIMITS;

/// Three counts with low ≤ best ≤ high. A source with one number only has all three equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Estimate {
    low: u32,
    best: u32,
    high: u32,
}

/// Why three numbers are not an estimate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EstimateError {
    /// Counts cannot be negative.
    #[error("{0} is negative")]
    Negative(i64),
    /// More than the limit for one report.
    #[error("{value} is above the limit of {limit} for one report")]
    TooLarge {
        /// The value seen.
        value: i64,
        /// The limit hit.
        limit: u32,
    },
    /// The three are not in order.
    #[error("low {low}, best {best}, high {high} are not in order")]
    OutOfOrder {
        /// Lowest reliable estimate, as given.
        low: i64,
        /// Most likely estimate, as given.
        best: i64,
        /// Highest reliable estimate, as given.
        high: i64,
    },
}

impl Estimate {
    /// Checks and keeps the three counts.
    ///
    /// # Errors
    /// When one is negative or above `LIMITS.deaths_per_report`, or they are not in order.
    pub fn new(low: i64, best: i64, high: i64) -> Result<Self, EstimateError> {
        let limit = LIMITS.deaths_per_report;
        let checked = |value: i64| -> Result<u32, EstimateError> {
            if value < 0 {
                return Err(EstimateError::Negative(value));
            }
            u32::try_from(value)
                .ok()
                .filter(|count| *count <= limit)
                .ok_or(EstimateError::TooLarge { value, limit })
        };
        let estimate = Self { low: checked(low)?, best: checked(best)?, high: checked(high)? };
        if estimate.low > estimate.best || estimate.best > estimate.high {
            return Err(EstimateError::OutOfOrder { low, best, high });
        }
        Ok(estimate)
    }

    /// One number for all three.
    #[must_use]
    pub const fn exactly(count: u32) -> Self {
        Self { low: count, best: count, high: count }
    }

    /// The lowest reliable count.
    #[must_use]
    pub const fn low(&self) -> u32 {
        self.low
    }

    /// The most likely count.
    #[must_use]
    pub const fn best(&self) -> u32 {
        self.best
    }

    /// The highest reliable count.
    #[must_use]
    pub const fn high(&self) -> u32 {
        self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_counts_in_order_are_kept() {
        let estimate = Estimate::new(1, 2, 3).expect("in order");
        assert_eq!((estimate.low(), estimate.best(), estimate.high()), (1, 2, 3));
    }

    #[test]
    fn what_cannot_be_a_toll_is_refused_with_its_reason() {
        assert_eq!(Estimate::new(-1, 0, 0), Err(EstimateError::Negative(-1)));
        assert!(matches!(
            Estimate::new(0, 0, 1_000_000_000_000),
            Err(EstimateError::TooLarge { value: 1_000_000_000_000, .. })
        ));
        assert_eq!(
            Estimate::new(5, 3, 9).expect_err("low above best").to_string(),
            "low 5, best 3, high 9 are not in order"
        );
    }
}
