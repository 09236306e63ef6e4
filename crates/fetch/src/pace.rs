//! One request a second a host.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// When each host may be asked next. Fetchers that share one are polite together.
#[derive(Debug, Default)]
pub struct Pace {
    next: Mutex<HashMap<String, Timestamp>>,
}

impl Pace {
    /// The one that all fetchers of this process share unless they are given another.
    #[must_use]
    pub fn process() -> Arc<Self> {
        static PACE: OnceLock<Arc<Pace>> = OnceLock::new();
        Arc::clone(PACE.get_or_init(Arc::default))
    }

    /// Takes the next turn at a host: how long to wait for it, at most `longest`, which bounds what a
    /// clock that was set back can do.
    pub(crate) fn turn(
        &self,
        host: &str,
        now: Timestamp,
        interval: Duration,
        longest: Duration,
    ) -> Duration {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let free = next.get(host).copied().unwrap_or(now);
        let wait = Duration::try_from(free.duration_since(now)).unwrap_or_default().min(longest);
        let start = now.checked_add(wait).unwrap_or(now);
        next.insert(host.to_owned(), start.checked_add(interval).unwrap_or(start));
        wait
    }

    /// Asks a host nothing before `until`.
    pub(crate) fn hold(&self, host: &str, until: Timestamp) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let free = next.entry(host.to_owned()).or_insert(until);
        *free = (*free).max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const LONGEST: Duration = Duration::from_secs(600);

    #[test]
    fn a_host_is_asked_once_a_second_and_another_at_once() {
        let pace = Pace::default();
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(pace.turn("a", now, SECOND, LONGEST), Duration::ZERO);
        assert_eq!(pace.turn("a", now, SECOND, LONGEST), SECOND);
        assert_eq!(pace.turn("a", now, SECOND, LONGEST), SECOND * 2);
        assert_eq!(pace.turn("b", now, SECOND, LONGEST), Duration::ZERO);
        let later = now + SECOND * 10;
        assert_eq!(pace.turn("a", later, SECOND, LONGEST), Duration::ZERO);
    }

    #[test]
    fn a_host_on_hold_is_left_alone() {
        let pace = Pace::default();
        let now = Timestamp::UNIX_EPOCH;
        pace.hold("a", now + SECOND * 30);
        assert_eq!(pace.turn("a", now, SECOND, LONGEST), SECOND * 30);
    }

    #[test]
    fn a_clock_that_was_set_back_costs_no_more_than_the_longest_wait() {
        let pace = Pace::default();
        let now = Timestamp::UNIX_EPOCH + SECOND * 100_000;
        pace.turn("a", now, SECOND, LONGEST);
        assert_eq!(pace.turn("a", Timestamp::UNIX_EPOCH, SECOND, LONGEST), LONGEST);
    }
}
