//! When something happened: an interval of days, and how well the days are known.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How precisely a source knows the day of an event.
///
/// The order is from most to least precise. Codes: UCDP GED codebook, `date_prec` 1-5; ACLED codebook,
/// `time_precision` 1-3 (3 means that only the month is known, whatever some clients say).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatePrecision {
    /// The exact day is known.
    Day,
    /// The event lies within two to six known days.
    Days,
    /// Only the week is known.
    Week,
    /// Only the month is known.
    Month,
    /// Only the year is known.
    Year,
}

impl DatePrecision {
    /// All values, most precise first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Days, Self::Week, Self::Month, Self::Year];

    /// UCDP GED `date_prec`: 1 day, 2 two to six days, 3 week, 4 month, 5 year; `None` for anything else.
    #[must_use]
    pub const fn from_ged(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Day),
            2 => Some(Self::Days),
            3 => Some(Self::Week),
            4 => Some(Self::Month),
            5 => Some(Self::Year),
            _ => None,
        }
    }

    /// The inverse of [`DatePrecision::from_ged`].
    #[must_use]
    pub const fn to_ged(self) -> u8 {
        self as u8 + 1
    }

    /// ACLED `time_precision`: 1 day, 2 within the week, 3 month; `None` for anything else.
    #[must_use]
    pub const fn from_acled(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Day),
            2 => Some(Self::Week),
            3 => Some(Self::Month),
            _ => None,
        }
    }

    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Days => "days",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The earliest and latest possible day of an event, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateInterval {
    start: Date,
    end: Date,
    precision: DatePrecision,
}

/// Why a pair of dates is not an interval.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The interval would end before it starts.
    #[error("the end {end} lies before the start {start}")]
    EndBeforeStart {
        /// The start as given.
        start: Date,
        /// The end as given.
        end: Date,
    },
    /// No source in this field has an event outside the years 1900 to 2100.
    #[error("the year {year} lies outside 1900 to 2100")]
    YearOutOfRange {
        /// The year as given.
        year: i16,
    },
}

impl DateInterval {
    /// An interval of days, both ends included.
    ///
    /// # Errors
    /// When the end lies before the start, or a year lies outside 1900 to 2100.
    pub fn new(start: Date, end: Date, precision: DatePrecision) -> Result<Self, DateError> {
        for date in [start, end] {
            if !(1900..=2100).contains(&date.year()) {
                return Err(DateError::YearOutOfRange { year: date.year() });
            }
        }
        if end < start {
            return Err(DateError::EndBeforeStart { start, end });
        }
        Ok(Self { start, end, precision })
    }

    /// The earliest possible day.
    #[must_use]
    pub const fn start(&self) -> Date {
        self.start
    }

    /// The latest possible day.
    #[must_use]
    pub const fn end(&self) -> Date {
        self.end
    }

    /// How well the day is known.
    #[must_use]
    pub const fn precision(&self) -> DatePrecision {
        self.precision
    }

    /// The number of days from start to end, both included; at least 1.
    #[must_use]
    pub fn days(&self) -> i32 {
        (self.end - self.start).get_days() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ged_codes_go_both_ways_and_stop_at_five() {
        for code in 1..=5 {
            let precision = DatePrecision::from_ged(code).expect("a documented code");
            assert_eq!(i64::from(precision.to_ged()), code);
        }
        assert_eq!(DatePrecision::from_ged(0), None);
        assert_eq!(DatePrecision::from_ged(6), None);
    }

    #[test]
    fn acled_three_is_a_month() {
        assert_eq!(DatePrecision::from_acled(3), Some(DatePrecision::Month));
        assert_eq!(DatePrecision::from_acled(4), None);
    }

    #[test]
    fn an_interval_counts_both_of_its_ends() {
        let leap = DateInterval::new(date(2020, 2, 28), date(2020, 3, 1), DatePrecision::Days);
        assert_eq!(leap.expect("valid").days(), 3);
    }

    #[test]
    fn an_interval_that_ends_before_it_starts_is_refused() {
        let error = DateInterval::new(date(2020, 2, 2), date(2020, 2, 1), DatePrecision::Day)
            .expect_err("ends before it starts");
        assert_eq!(error.to_string(), "the end 2020-02-01 lies before the start 2020-02-02");
        assert!(matches!(
            DateInterval::new(date(1, 1, 1), date(2020, 1, 1), DatePrecision::Day),
            Err(DateError::YearOutOfRange { year: 1 })
        ));
    }
}
