//! The study's time, cut into intervals.

use bellwether_model::Date;
use jiff::{Span, ToSpan};

use super::ScanError;

/// How long an interval is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many days, at least 1.
    Days(u16),
    /// So many months, at least 1.
    Months(u16),
    /// So many years, at least 1.
    Years(u16),
    /// The whole study is one interval.
    Whole,
}

impl Step {
    /// The span of so many intervals; `None` for intervals of no length.
    fn times(self, count: i64) -> Option<Span> {
        match self {
            Self::Days(0) | Self::Months(0) | Self::Years(0) | Self::Whole => None,
            Self::Days(days) => 0.days().try_days(i64::from(days) * count).ok(),
            Self::Months(months) => 0.months().try_months(i64::from(months) * count).ok(),
            Self::Years(years) => 0.years().try_years(i64::from(years) * count).ok(),
        }
    }
}

/// The study's time, cut into intervals. They are counted back from the end, so that the last one is
/// complete; the first may be shorter than the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeAxis {
    starts: Vec<Date>,
    end: Date,
}

impl TimeAxis {
    /// The days from `start` to `end`, both included.
    ///
    /// # Errors
    /// When the end lies before the start, or the intervals have no length.
    pub fn new(start: Date, end: Date, step: Step) -> Result<Self, ScanError> {
        if end < start {
            return Err(ScanError::EndBeforeStart { start, end });
        }
        if step == Step::Whole {
            return Ok(Self { starts: vec![start], end });
        }
        let after = end.tomorrow().unwrap_or(end);
        let mut starts = Vec::new();
        for count in 1.. {
            let span = step.times(count).ok_or(ScanError::EmptyStep)?;
            let begin = after.checked_sub(span).unwrap_or(start).max(start);
            starts.push(begin);
            if begin == start {
                break;
            }
        }
        starts.reverse();
        Ok(Self { starts, end })
    }

    /// How many intervals there are; at least 1.
    #[must_use]
    pub const fn intervals(&self) -> usize {
        self.starts.len()
    }

    /// The interval that a day lies in; `None` outside the study.
    #[must_use]
    pub fn interval(&self, day: Date) -> Option<usize> {
        if day > self.end {
            return None;
        }
        self.starts.partition_point(|start| *start <= day).checked_sub(1)
    }

    /// The first and last day of an interval, which must lie within the axis.
    #[must_use]
    pub fn days(&self, interval: usize) -> (Date, Date) {
        let next = self.starts.get(interval + 1).and_then(|start| start.yesterday().ok());
        (self.starts[interval], next.unwrap_or(self.end))
    }

    /// How many days the last interval has: how often a prospective scan is repeated.
    pub(super) fn step_days(&self) -> f64 {
        let (start, end) = self.days(self.intervals() - 1);
        f64::from((end - start).get_days() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_are_counted_back_from_the_end_and_the_first_may_be_short() {
        let axis =
            TimeAxis::new(date(2024, 1, 1), date(2024, 1, 17), Step::Days(7)).expect("valid");
        assert_eq!(axis.intervals(), 3);
        assert_eq!(axis.days(0), (date(2024, 1, 1), date(2024, 1, 3)));
        assert_eq!(axis.days(2), (date(2024, 1, 11), date(2024, 1, 17)));
        assert_eq!(axis.interval(date(2024, 1, 3)), Some(0));
        assert_eq!(axis.interval(date(2024, 1, 4)), Some(1));
        assert_eq!(axis.interval(date(2024, 1, 18)), None);
        assert_eq!(axis.interval(date(2023, 12, 31)), None);
    }

    #[test]
    fn calendar_years_have_their_own_lengths() {
        let axis =
            TimeAxis::new(date(1973, 1, 1), date(1991, 12, 31), Step::Years(1)).expect("valid");
        assert_eq!(axis.intervals(), 19);
        assert_eq!(axis.days(12), (date(1985, 1, 1), date(1985, 12, 31)));
    }

    #[test]
    fn a_study_that_ends_before_it_starts_or_has_no_steps_is_refused() {
        let (early, late) = (date(2024, 1, 1), date(2024, 1, 2));
        assert!(matches!(
            TimeAxis::new(late, early, Step::Whole),
            Err(ScanError::EndBeforeStart { .. })
        ));
        assert_eq!(TimeAxis::new(early, late, Step::Days(0)), Err(ScanError::EmptyStep));
    }
}
