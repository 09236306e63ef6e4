//! Why a series, a rule or a measurement could not be made.

use jiff::civil::Date;

/// Why a series, a rule or a measurement could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WatchError {
    /// A count is negative or no number.
    #[error("the count of period {index} is {value}; counts must be 0 or more")]
    BadCount {
        /// Position of the period, from 0.
        index: usize,
        /// The count as given.
        value: f64,
    },
    /// A monthly series does not begin on the first of a month.
    #[error("a monthly series begins on {first}; begin it on the first day of a month")]
    MonthBegins {
        /// The first day as given.
        first: Date,
    },
    /// A series reaches beyond the calendar.
    #[error("a series of {periods} periods from {first} leaves the calendar; shorten it")]
    LeavesCalendar {
        /// The first day.
        first: Date,
        /// How many periods it was to have.
        periods: usize,
    },
    /// A series was to be cut into shorter periods than it has.
    #[error("a series by {from} has no counts by {to}; aggregate only to longer periods")]
    Finer {
        /// The period of the series.
        from: &'static str,
        /// The period that was asked for.
        to: &'static str,
    },
    /// A parameter lies outside its range.
    #[error("{name} is {value}, but must lie between {low} and {high}; choose a value within")]
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// Its value as given.
        value: f64,
        /// The least that is accepted.
        low: f64,
        /// The most that is accepted.
        high: f64,
    },
    /// There is too little to measure with.
    #[error("{what}: there are {have}, and {need} are needed; add history or ask for less")]
    TooLittle {
        /// What is too few.
        what: &'static str,
        /// How many there are.
        have: usize,
        /// How many are needed.
        need: usize,
    },
    /// No detector has this name.
    #[error("no detector is named `{name}`; the names are: {known}")]
    UnknownDetector {
        /// The name as given.
        name: String,
        /// The names there are, with commas.
        known: String,
    },
}

/// `value`, if it lies between `low` and `high`, both included.
pub(crate) fn within(
    name: &'static str,
    value: f64,
    low: f64,
    high: f64,
) -> Result<f64, WatchError> {
    if value >= low && value <= high {
        Ok(value)
    } else {
        Err(WatchError::OutOfRange { name, value, low, high })
    }
}
