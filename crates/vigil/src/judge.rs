//! From what a rule read to what is said: signals, alerts, near misses.

use bellwether_model::{ContentHasher, Date};
use bellwether_watch::{
    Series, Step,
    alert::{Alert, Days, Expectation, Facet, Revision, State},
    detector::episodes,
};
use serde::{Deserialize, Serialize};

use crate::error::VigilError;
use crate::latest::incomplete;
use crate::run::Look;
use crate::test::{Kind, Test};

/// A test that did not fire, and how near it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NearMiss {
    /// What it looked at.
    pub facet: Facet,
    /// The rule.
    pub rule: String,
    /// The day on which it came nearest, of those that were looked at.
    pub day: Date,
    /// The statistic on that day.
    pub statistic: f64,
    /// The statistic above which it would have fired.
    pub limit: f64,
    /// What was observed in its window.
    pub observed: f64,
    /// What was to be expected.
    pub expected: f64,
    /// Why it did not fire, in words.
    pub why: String,
}

/// A reading of a rule, whichever rule it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub(crate) day: Date,
    pub(crate) window: (Date, Date),
    pub(crate) observed: f64,
    pub(crate) expected: f64,
    pub(crate) threshold: Option<f64>,
    pub(crate) statistic: f64,
    pub(crate) fires: bool,
}

/// What a test read of a group, day by day.
pub(crate) struct Read {
    /// Every reading with an answer.
    pub(crate) readings: Vec<Reading>,
    /// Positions at which a signal begins.
    pub(crate) signals: Vec<usize>,
    /// The series, where the facet is a count.
    pub(crate) series: Option<Series>,
}

/// Days for which a signal is not raised again.
pub(crate) const QUIET_DAYS: i64 = 30;
/// Days before a window that are called its baseline.
const BASELINE_DAYS: i64 = 365;

/// Runs a test over all that a look may see.
pub(crate) fn read(test: &Test, look: &Look<'_>) -> Result<Read, VigilError> {
    let Some(days) = look.days() else {
        return Ok(Read { readings: Vec::new(), signals: Vec::new(), series: None });
    };
    match &test.kind {
        Kind::Counts(rule, period) => {
            let series = look.events.series(test.facet, days, look.collections, *period)?;
            let steps = rule.run(&series);
            let quiet = (QUIET_DAYS as f64 / period.days()).round() as usize;
            let begins: Vec<Date> =
                episodes(&steps, quiet).into_iter().map(|at| steps[at].to).collect();
            let readings: Vec<Reading> = steps
                .iter()
                .enumerate()
                .filter_map(|(at, step)| of_step(&series, at, step))
                .collect();
            let signals = positions(&readings, &begins);
            Ok(Read { readings, signals, series: Some(series) })
        }
        Kind::Marks(rule) => {
            let steps = rule.run(&look.marks(test.facet, days));
            let begins: Vec<Date> =
                rule.episodes(&steps).into_iter().map(|at| steps[at].day).collect();
            let readings: Vec<Reading> = steps
                .iter()
                .filter_map(|step| {
                    let statistic = step.statistic?;
                    Some(Reading {
                        day: step.day,
                        window: (step.from, step.day),
                        observed: step.observed,
                        expected: step.expected,
                        threshold: None,
                        statistic,
                        fires: statistic > rule.limit,
                    })
                })
                .collect();
            let signals = positions(&readings, &begins);
            Ok(Read { readings, signals, series: None })
        }
    }
}

fn positions(readings: &[Reading], days: &[Date]) -> Vec<usize> {
    days.iter().filter_map(|day| readings.iter().position(|one| one.day == *day)).collect()
}

fn of_step(series: &Series, at: usize, step: &Step) -> Option<Reading> {
    let begin = (at + 1).saturating_sub(step.window);
    Some(Reading {
        day: step.to,
        window: (series.date(begin), step.to),
        observed: series.counts()[begin..=at].iter().sum(),
        expected: step.expected.unwrap_or(0.0),
        threshold: step.threshold,
        statistic: step.statistic?,
        fires: step.alarm,
    })
}

/// The alert of a signal.
pub(crate) fn alert(test: &Test, look: &Look<'_>, read: &Read, at: usize) -> Alert {
    let reading = read.readings[at];
    let rule = test.rule();
    let (mut evidence, datasets) =
        look.events.evidence(test.facet, reading.window.0, reading.window.1);
    let total = evidence.len();
    evidence.truncate(Alert::EVIDENCE_MAX);
    Alert {
        id: id(&look.watch.name, &rule.name, test.facet, reading.day),
        watch: look.watch.name.clone(),
        subject: look.subject(),
        facet: test.facet,
        unit: look.unit.to_owned(),
        rule,
        first_signal: reading.day,
        window: Days { from: reading.window.0, to: reading.window.1 },
        observed: reading.observed,
        baseline: baseline(test, look, read, reading),
        threshold: reading.threshold,
        statistic: reading.statistic,
        false_alarms: test.false_alarms(),
        incomplete: look
            .settles
            .then(|| incomplete(look, test.facet, reading.window, reading.observed))
            .flatten(),
        evidence,
        evidence_total: total,
        datasets,
        known_on: look.known_on,
        basis: look.basis,
        store_version: look.store_version,
        state: State::New,
        revisions: vec![Revision {
            known_on: look.known_on,
            state: State::New,
            observed: reading.observed,
            why: "raised".into(),
        }],
        muted: None,
    }
}

/// What was to be expected of a window, and what such windows of the year before came to.
fn baseline(test: &Test, look: &Look<'_>, read: &Read, reading: Reading) -> Expectation {
    let back = |day: Date, days: i64| day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day);
    let first = look.days().map_or(reading.window.0, |days| days.0);
    let to = back(reading.window.0, 1);
    let from = back(reading.window.0, BASELINE_DAYS).max(first).min(to);
    let mut sums = match (&read.series, &test.kind) {
        (Some(series), _) => window_sums(series, reading, from, to),
        (None, _) => {
            let marks = look.marks(test.facet, (from, to));
            let length = (reading.window.1 - reading.window.0).get_days().max(1);
            let mut means = Vec::new();
            let mut begin = from;
            while let Ok(end) = begin.checked_add(jiff::Span::new().days(length)) {
                if end > to {
                    break;
                }
                let inside: Vec<f64> = marks
                    .iter()
                    .filter(|mark| mark.day >= begin && mark.day <= end)
                    .map(|mark| mark.value)
                    .collect();
                if inside.len() >= 3 {
                    means.push(inside.iter().sum::<f64>() / inside.len() as f64);
                }
                begin = begin.checked_add(jiff::Span::new().days(7)).unwrap_or(end);
            }
            means
        }
    };
    sums.sort_by(f64::total_cmp);
    let point = |share: f64| {
        let at = (share * sums.len().saturating_sub(1) as f64).round() as usize;
        sums.get(at).copied().unwrap_or(reading.expected)
    };
    Expectation {
        expected: reading.expected,
        low: point(0.05),
        high: point(0.95),
        days: Days { from, to },
    }
}

/// What each window of the same length came to that lies within the baseline.
fn window_sums(series: &Series, reading: Reading, from: Date, to: Date) -> Vec<f64> {
    let index = |day: Date| series.index(day);
    let (Some(begin), Some(end)) = (index(from), index(to)) else { return Vec::new() };
    let length = match (index(reading.window.0), index(reading.window.1)) {
        (Some(first), Some(last)) => last + 1 - first,
        _ => 1,
    };
    let counts = &series.counts()[begin..=end];
    counts.windows(length.max(1)).map(|window| window.iter().sum()).collect()
}

/// The id of an alert: the same for the same signal of the same test.
fn id(watch: &str, rule: &str, facet: Facet, day: Date) -> String {
    let mut hasher = ContentHasher::new();
    hasher.field(watch.as_bytes()).field(rule.as_bytes()).field(facet.as_str().as_bytes());
    let hash = hasher.field(day.to_string().as_bytes()).finish();
    format!("a{:012x}", hash.0 >> 80)
}

/// How near a test came that did not fire on or after a day; none where it had no answer.
pub(crate) fn near(test: &Test, read: &Read, since: Date) -> Option<NearMiss> {
    let late = read.readings.iter().filter(|one| one.day >= since);
    let best = late.max_by(|a, b| a.statistic.total_cmp(&b.statistic).then(b.day.cmp(&a.day)))?;
    let limit = test.rule().limit;
    let why = if best.fires {
        "it still fires for a signal that began before the days that were looked at".to_owned()
    } else if best.statistic <= 0.0 {
        "nothing in these days exceeds what was to be expected".to_owned()
    } else {
        format!(
            "the evidence came to {:.2} on {}, {:.0}% of the {limit:.2} that keeps the rule to its false alarms",
            best.statistic,
            best.day,
            100.0 * best.statistic / limit
        )
    };
    Some(NearMiss {
        facet: test.facet,
        rule: test.rule().name,
        day: best.day,
        statistic: best.statistic,
        limit,
        observed: best.observed,
        expected: best.expected,
        why,
    })
}
