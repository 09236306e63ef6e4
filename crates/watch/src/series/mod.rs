//! Counts by day, week or month, with what was not covered.
//!
//! Counts are `f64` because an event that is known to an interval of dates is spread evenly over it
//! ([`daily`]). A period is complete, or incomplete (its reports are still coming in), or not covered (no
//! source was collecting). A break marks a period from which on the counts mean something else, such as a
//! change in how a source collects. Detectors see [`Stretch`]es, which end at every gap and break: nothing
//! is compared across one.

mod aggregate;
mod period;
mod spread;

use jiff::civil::Date;

use crate::WatchError;
pub use period::Period;
pub(crate) use period::days_between;
pub use spread::{DatedCount, daily};

/// How well a period is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Covered, and no more reports are expected.
    Complete,
    /// Covered, but reports may still come in; the count can only be expected to grow.
    Incomplete,
    /// No source was collecting; the count says nothing.
    NotCovered,
}

/// Counts of one thing in consecutive periods of one length.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    period: Period,
    first: Date,
    counts: Vec<f64>,
    states: Vec<State>,
    /// Positions of the periods that begin a new way of counting, ascending.
    breaks: Vec<usize>,
}

impl Series {
    /// A series whose periods are all complete; `first` is the first day of its first period.
    ///
    /// # Errors
    ///
    /// A count is negative or not finite, a monthly series begins within a month, or the series leaves the
    /// calendar.
    pub fn new(period: Period, first: Date, counts: Vec<f64>) -> Result<Self, WatchError> {
        if let Some((index, value)) =
            counts.iter().enumerate().find(|(_, count)| !count.is_finite() || **count < 0.0)
        {
            return Err(WatchError::BadCount { index, value: *value });
        }
        if period == Period::Month && first.day() != 1 {
            return Err(WatchError::MonthBegins { first });
        }
        let periods = counts.len();
        if period.after(first, periods).is_none() {
            return Err(WatchError::LeavesCalendar { first, periods });
        }
        let states = vec![State::Complete; periods];
        Ok(Self { period, first, counts, states, breaks: Vec::new() })
    }

    /// Marks the periods that end on or after `from` as incomplete, where they are covered.
    #[must_use]
    pub fn incomplete_from(mut self, from: Date) -> Self {
        for index in 0..self.len() {
            if self.last_day(index) >= from && self.states[index] == State::Complete {
                self.states[index] = State::Incomplete;
            }
        }
        self
    }

    /// Marks the periods that share a day with `from..=to` as not covered.
    #[must_use]
    pub fn not_covered(mut self, from: Date, to: Date) -> Self {
        for index in 0..self.len() {
            if self.date(index) <= to && self.last_day(index) >= from {
                self.states[index] = State::NotCovered;
            }
        }
        self
    }

    /// Marks a change in how the counts are collected on `date`. A period that begins on that day begins a
    /// new stretch; one in which the day falls later mixes both ways and counts as not covered.
    #[must_use]
    pub fn break_at(mut self, date: Date) -> Self {
        let Some(index) = self.index(date) else { return self };
        if self.date(index) == date {
            self.breaks.push(index);
            self.breaks.sort_unstable();
            self.breaks.dedup();
        } else {
            self.states[index] = State::NotCovered;
        }
        self
    }

    /// The same series with other counts.
    ///
    /// # Errors
    ///
    /// A count is negative or not finite, or there are not as many as periods.
    pub fn with_counts(&self, counts: Vec<f64>) -> Result<Self, WatchError> {
        if counts.len() != self.len() {
            let (have, need) = (counts.len(), self.len());
            return Err(WatchError::TooLittle { what: "counts for the series", have, need });
        }
        let fresh = Self::new(self.period, self.first, counts)?;
        Ok(Self { states: self.states.clone(), breaks: self.breaks.clone(), ..fresh })
    }

    /// The first `periods` periods: the series as it stood then.
    #[must_use]
    pub fn until(&self, periods: usize) -> Self {
        let periods = periods.min(self.len());
        Self {
            period: self.period,
            first: self.first,
            counts: self.counts[..periods].to_vec(),
            states: self.states[..periods].to_vec(),
            breaks: self.breaks.iter().copied().filter(|at| *at < periods).collect(),
        }
    }

    /// The length of a period.
    pub fn period(&self) -> Period {
        self.period
    }

    /// How many periods there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there is no period at all.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The counts, one a period; those of periods that are not covered say nothing.
    pub fn counts(&self) -> &[f64] {
        &self.counts
    }

    /// How well each period is covered.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// Positions of the periods that begin a new way of counting, ascending.
    pub fn breaks(&self) -> &[usize] {
        &self.breaks
    }

    /// The first day of a period; a position behind the last gives the day after the series.
    pub fn date(&self, index: usize) -> Date {
        self.period
            .after(self.first, index.min(self.len()))
            .expect("a series does not leave the calendar")
    }

    /// The last day of a period.
    pub fn last_day(&self, index: usize) -> Date {
        self.date(index + 1).yesterday().unwrap_or(self.first)
    }

    /// The position of the period in which a date falls; `None` outside the series.
    pub fn index(&self, date: Date) -> Option<usize> {
        self.period.index(self.first, date).filter(|index| *index < self.len())
    }

    /// How many years are covered.
    pub fn years_covered(&self) -> f64 {
        let covered = self.states.iter().filter(|state| **state != State::NotCovered).count();
        covered as f64 / self.period.per_year()
    }

    /// The longest runs of covered periods without a break, in order.
    pub fn stretches(&self) -> Vec<Stretch<'_>> {
        let mut stretches = Vec::new();
        let mut from = 0;
        for index in 0..=self.len() {
            let ends = index == self.len()
                || self.states[index] == State::NotCovered
                || self.breaks.binary_search(&index).is_ok();
            if !ends {
                continue;
            }
            if index > from {
                stretches.push(self.stretch(from, index));
            }
            let gap = self.states.get(index) == Some(&State::NotCovered);
            from = if gap { index + 1 } else { index };
        }
        stretches
    }

    fn stretch(&self, from: usize, to: usize) -> Stretch<'_> {
        Stretch {
            period: self.period,
            first: self.date(from),
            offset: from,
            counts: &self.counts[from..to],
        }
    }
}

/// Consecutive covered periods that may be compared with each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch<'a> {
    /// The length of a period.
    pub period: Period,
    /// The first day of the first period.
    pub first: Date,
    /// Where the stretch begins in its series.
    pub offset: usize,
    /// The counts, one a period.
    pub counts: &'a [f64],
}

impl Stretch<'_> {
    /// The first day of a period of the stretch.
    pub fn date(&self, index: usize) -> Date {
        self.period.after(self.first, index).unwrap_or(self.first)
    }
}

#[cfg(test)]
mod tests;
