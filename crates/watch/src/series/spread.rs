//! Events to days.

use jiff::civil::Date;

use super::{Period, Series};
use crate::WatchError;

/// A count that belongs to an interval of days: an event, or its deaths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DatedCount {
    /// The first day on which it may have happened.
    pub from: Date,
    /// The last day on which it may have happened; not before `from`.
    pub to: Date,
    /// How many: 1 for an event.
    pub count: f64,
}

/// A daily series over `from..=to` in which each count is spread evenly over its interval, never piled on
/// one of its days. Shares that fall outside are left out, as are intervals longer than `days_max` days,
/// which say too little about when.
///
/// # Errors
///
/// A count is negative or not finite.
pub fn daily(
    from: Date,
    to: Date,
    days_max: usize,
    counts: impl IntoIterator<Item = DatedCount>,
) -> Result<Series, WatchError> {
    let length = Period::Day.index(from, to).map_or(0, |index| index + 1);
    let mut days = vec![0.0; length];
    for item in counts {
        let span = super::days_between(item.from, item.to).max(0) + 1;
        if usize::try_from(span).is_ok_and(|span| span > days_max) {
            continue;
        }
        let share = item.count / span as f64;
        let start = super::days_between(from, item.from);
        for day in start..start + span {
            if let Some(slot) = usize::try_from(day).ok().and_then(|day| days.get_mut(day)) {
                *slot += share;
            }
        }
    }
    Series::new(Period::Day, from, days)
}
