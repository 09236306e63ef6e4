//! Days, weeks and months.

use jiff::{Span, civil::Date};

/// The length of a period of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One day.
    Day,
    /// Seven days, beginning on the weekday on which the series begins.
    Week,
    /// A calendar month.
    Month,
}

impl Period {
    /// `day`, `week` or `month`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// How many of these make a year: 365.25, 52.18 or 12.
    pub fn per_year(self) -> f64 {
        match self {
            Self::Day => 365.25,
            Self::Week => 365.25 / 7.0,
            Self::Month => 12.0,
        }
    }

    /// The mean length in days: 1, 7 or 30.4375.
    pub fn days(self) -> f64 {
        365.25 / self.per_year()
    }

    /// The date `count` periods after `first`; `None` beyond the calendar.
    pub fn after(self, first: Date, count: usize) -> Option<Date> {
        let count = i64::try_from(count).ok()?;
        let span = match self {
            Self::Day => Span::new().try_days(count),
            Self::Week => Span::new().try_weeks(count),
            Self::Month => Span::new().try_months(count),
        };
        first.checked_add(span.ok()?).ok()
    }

    /// How many whole periods lie between `first` and `date`; `None` where `date` comes first.
    pub fn index(self, first: Date, date: Date) -> Option<usize> {
        let count = match self {
            Self::Day => days_between(first, date),
            Self::Week => days_between(first, date).div_euclid(7),
            Self::Month => {
                let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
                months(date) - months(first)
            }
        };
        usize::try_from(count).ok()
    }
}

/// Days from `from` to `to`; negative where `to` comes first.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}
