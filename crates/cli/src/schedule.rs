//! When something that is done again and again is due.

use std::collections::BTreeMap;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::failure::Failure;

/// The keys of the table `serve`.
const KEYS: [&str; 3] = ["every", "at", "fetch"];

/// Less than this would be a loop and not a schedule.
const SHORTEST: SignedDuration = SignedDuration::from_secs(60);

/// A rule by which something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schedule {
    /// So long after the last time.
    Every(SignedDuration),
    /// Each day at this time (UTC).
    At(Time),
}

impl Schedule {
    /// `every` is a number with d, h or m, such as 1d or 6h; `at` a time of the day such as 06:30, in UTC. Without
    /// both it is once a day.
    pub(crate) fn of(every: Option<&str>, at: Option<&str>) -> Result<Self, Failure> {
        match (every, at) {
            (Some(_), Some(_)) => {
                Err(Failure::Usage("a schedule is either --every or --at, not both".into()))
            }
            (None, Some(text)) => text.parse().map(Self::At).map_err(|_| {
                Failure::Usage(format!("{text:?} is no time of the day; write it as 06:30 (UTC)"))
            }),
            (every, None) => span(every.unwrap_or("1d")).map(Self::Every),
        }
    }

    /// What the table `serve` of the configuration says, unless flags say it.
    pub(crate) fn of_settings(
        table: &BTreeMap<String, String>,
        every: Option<&str>,
        at: Option<&str>,
    ) -> Result<Self, Failure> {
        if let Some(unknown) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(Failure::Usage(format!(
                "serve has {unknown:?}; known are {}",
                KEYS.join(", ")
            )));
        }
        let own = |key: &str| table.get(key).map(String::as_str);
        match (every, at) {
            (None, None) => Self::of(own("every"), own("at")),
            (every, at) => Self::of(every, at),
        }
    }

    /// In words.
    pub(crate) fn words(self) -> String {
        match self {
            Self::Every(span) => format!("a round every {span:#}"),
            Self::At(time) => format!("a round each day at {} UTC", time.strftime("%H:%M")),
        }
    }

    /// When it is due after it was last done. However many times were missed in between, it is due once.
    pub(crate) fn due(self, last: Timestamp) -> Timestamp {
        let far = Timestamp::MAX;
        match self {
            Self::Every(span) => last.checked_add(span).unwrap_or(far),
            Self::At(time) => {
                let last_day = last.to_zoned(TimeZone::UTC).date();
                let days = [Some(last_day), last_day.tomorrow().ok()];
                let at = |day: jiff::civil::Date| {
                    day.to_datetime(time).to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp())
                };
                let times = days.into_iter().flatten().filter_map(|day| at(day).ok());
                times.filter(|instant| *instant > last).min().unwrap_or(far)
            }
        }
    }
}

fn span(text: &str) -> Result<SignedDuration, Failure> {
    let wrong = || {
        Failure::Usage(format!(
            "{text:?} is no span of at least a minute; write days, hours or minutes as 1d, 6h or 30m"
        ))
    };
    let seconds = match text.trim().chars().last() {
        Some('d') => 86_400,
        Some('h') => 3_600,
        Some('m') => 60,
        _ => return Err(wrong()),
    };
    let number: i64 = text.trim().trim_end_matches(['d', 'h', 'm']).parse().map_err(|_| wrong())?;
    let span = number.checked_mul(seconds).map(SignedDuration::from_secs);
    span.filter(|span| *span >= SHORTEST).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn a_span_is_counted_from_the_last_time() {
        let daily = Schedule::of(Some("1d"), None).expect("valid");
        assert_eq!(daily, Schedule::of(None, None).expect("the default"));
        assert_eq!(daily.due(time("2025-03-01T05:00:00Z")), time("2025-03-02T05:00:00Z"));
        let half_hours = Schedule::of(Some("30m"), None).expect("valid");
        assert_eq!(half_hours.due(time("2025-03-01T05:00:00Z")), time("2025-03-01T05:30:00Z"));
    }

    #[test]
    fn a_time_of_the_day_is_due_the_next_time_that_it_comes() {
        let at = Schedule::of(None, Some("06:30")).expect("valid");
        assert_eq!(at.due(time("2025-03-01T05:00:00Z")), time("2025-03-01T06:30:00Z"));
        assert_eq!(at.due(time("2025-03-01T06:30:00Z")), time("2025-03-02T06:30:00Z"));
        assert_eq!(at.due(time("2025-12-31T23:00:00Z")), time("2026-01-01T06:30:00Z"));
    }

    #[test]
    fn what_is_no_schedule_is_refused_with_how_to_write_it() {
        for every in ["", "d", "1", "2w", "0d", "10s", "-1d", "99999999999999999d"] {
            let error = Schedule::of(Some(every), None).expect_err(every).to_string();
            assert!(error.contains("30m"), "{error}");
        }
        assert!(
            Schedule::of(None, Some("25:00")).expect_err("no time").to_string().contains("06:30")
        );
        assert!(Schedule::of(Some("1d"), Some("06:30")).is_err());
    }
}
