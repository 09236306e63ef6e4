//! How long to wait after a failure.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use sha2::{Digest, Sha256};

use crate::Policy;

/// The wait after the `failures`-th failure in a row (from 1): it doubles each time up to the longest,
/// and is shortened by up to half so that many clients do not come back together. The part is drawn from
/// the address and the number, so the same run waits the same times.
pub(crate) fn delay(policy: &Policy, failures: u32, address: &str) -> Duration {
    let doubled = policy.backoff_first.saturating_mul(1_u32 << (failures.clamp(1, 21) - 1));
    let full = doubled.min(policy.backoff_max);
    let mut hasher = Sha256::new();
    hasher.update(address.as_bytes());
    hasher.update(failures.to_be_bytes());
    let part = f64::from(hasher.finalize()[0]) / 255.0;
    full.mul_f64(1.0 - part / 2.0)
}

/// What `Retry-After` says (RFC 9110, section 10.2.3): a number of seconds, or a date, which has passed
/// if the answer is zero. `None` for anything else.
pub(crate) fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    if text.len() > 64 {
        return None;
    }
    let then = DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_vary_by_half_at_most() {
        let policy = Policy::default();
        for (failures, full) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (99, 60)] {
            let full = Duration::from_secs(full);
            let wait = delay(&policy, failures, "https://a.example/x");
            assert!(wait <= full && wait >= full / 2, "{failures}: {wait:?}");
        }
    }

    #[test]
    fn the_same_failure_waits_the_same_time_and_another_address_another() {
        let policy = Policy::default();
        let waits: Vec<_> = (0..8).map(|n| delay(&policy, 3, &n.to_string())).collect();
        assert_eq!(delay(&policy, 3, "5"), waits[5]);
        assert!(waits.iter().any(|wait| *wait != waits[0]));
    }

    #[test]
    fn seconds_and_dates_are_read_and_the_past_is_now() {
        let now: Timestamp = "1994-11-06T08:49:07Z".parse().expect("a time");
        let seconds = |text| retry_after(text, now).map(|wait| wait.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(30));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:48:37 GMT"), Some(0));
        assert_eq!(seconds("99999999999999999999999999"), Some(u64::MAX));
        for odd in ["", "-5", "1.5", "soon", "Sun, 99 Nov 1994 08:49:37 GMT"] {
            assert_eq!(seconds(odd), None, "{odd}");
        }
    }
}
