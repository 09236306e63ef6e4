//! From days to weeks and months.

use jiff::civil::Date;

use super::{Period, Series, State};
use crate::WatchError;

impl Series {
    /// The same counts by a longer period. Weeks begin on Monday. Days before the first whole week or
    /// month are left out; a last one that is not whole is incomplete. A week or month with a day that is
    /// not covered, or into whose middle a break falls, is not covered. Weeks become months day by day, an
    /// equal share to each.
    ///
    /// # Errors
    ///
    /// The period is shorter than that of the series, or the calendar ends.
    pub fn aggregate(&self, to: Period) -> Result<Self, WatchError> {
        let from = self.period();
        if to < from {
            return Err(WatchError::Finer { from: from.name(), to: to.name() });
        }
        if to == from {
            return Ok(self.clone());
        }
        if from == Period::Week {
            return self.by_day()?.aggregate(to);
        }
        let first = begin(to, self.date(0));
        let skipped = usize::try_from(super::days_between(self.date(0), first)).unwrap_or(0);
        let days = self.len().saturating_sub(skipped);
        let periods = if days == 0 {
            0
        } else {
            to.index(first, self.date(self.len() - 1)).map_or(0, |index| index + 1)
        };
        let mut whole = Self::new(to, first, vec![0.0; periods])?;
        let mut seen = vec![0_usize; periods];
        for day in skipped..self.len() {
            let at = to.index(first, self.date(day)).filter(|at| *at < periods);
            let at = at.expect("the last day of the series falls into the last period");
            whole.counts[at] += self.counts[day];
            seen[at] += 1;
            whole.states[at] = worse(whole.states[at], self.states[day]);
        }
        for (at, seen) in seen.iter().enumerate() {
            let length = super::days_between(whole.date(at), whole.date(at + 1));
            if usize::try_from(length).is_ok_and(|length| *seen < length) {
                whole.states[at] = worse(whole.states[at], State::Incomplete);
            }
        }
        for at in &self.breaks {
            whole = whole.break_at(self.date(*at));
        }
        Ok(whole)
    }

    fn by_day(&self) -> Result<Self, WatchError> {
        let counts = self.counts.iter().flat_map(|count| [count / 7.0; 7]).collect();
        let mut days = Self::new(Period::Day, self.date(0), counts)?;
        days.states = self.states.iter().flat_map(|state| [*state; 7]).collect();
        days.breaks = self.breaks.iter().map(|at| at * 7).collect();
        Ok(days)
    }
}

/// The first day on or after `date` on which a period begins.
fn begin(period: Period, date: Date) -> Date {
    let ahead = match period {
        Period::Day => return date,
        Period::Week => (7 - date.weekday().to_monday_zero_offset()) % 7,
        Period::Month if date.day() == 1 => 0,
        Period::Month => date.days_in_month() - date.day() + 1,
    };
    date.checked_add(jiff::Span::new().days(i64::from(ahead))).unwrap_or(date)
}

/// The state of a whole that has parts in both states.
fn worse(left: State, right: State) -> State {
    match (left, right) {
        (State::NotCovered, _) | (_, State::NotCovered) => State::NotCovered,
        (State::Incomplete, _) | (_, State::Incomplete) => State::Incomplete,
        _ => State::Complete,
    }
}
