//! The rules that tell whether a count is out of the ordinary, one file each.
//!
//! A detector reads one stretch of counts and says for each period what it expected, from which count on it
//! alarms, and a statistic that grows with the evidence. An alarm is a statistic above the detector's
//! limit, for every detector; so one way of measuring false alarms and of setting limits serves them all.

mod bocpd;
mod dormancy;
mod e_detector;
mod ears;
mod farrington;
mod farrington_windows;
mod glr_cusum;
mod hdx_signals;
mod history;
pub mod list;
mod multiscale;
mod resurgence;
mod shiryaev_roberts;
mod trendfinder;

use jiff::civil::Date;

use crate::series::{Period, Series, State, Stretch};

pub use bocpd::Bocpd;
pub use dormancy::Dormancy;
pub use e_detector::EDetector;
pub use ears::{Ears, EarsKind};
pub use farrington::{Farrington, Threshold, Transform};
pub use glr_cusum::GlrCusum;
pub use hdx_signals::HdxSignals;
pub use multiscale::Multiscale;
pub use resurgence::Resurgence;
pub use shiryaev_roberts::ShiryaevRoberts;
pub use trendfinder::Trendfinder;

/// A rule that reads counts and alarms.
pub trait Detector: Send + Sync {
    /// The name under which the rule is listed: lower case, words joined by hyphens.
    fn name(&self) -> &'static str;

    /// Where the method was published: authors, year, place.
    fn source(&self) -> &'static str;

    /// The period of the series that the rule is made for.
    fn period(&self) -> Period;

    /// Every parameter with its value and what it means.
    fn parameters(&self) -> Vec<Parameter>;

    /// The statistic above which the rule alarms.
    fn limit(&self) -> f64;

    /// The same rule with another limit.
    fn with_limit(&self, limit: f64) -> Box<dyn Detector>;

    /// Whether an alarm changes what the rule says afterwards, so that its statistics depend on the limit.
    fn restarts(&self) -> bool {
        false
    }

    /// Reads consecutive counts, all covered and comparable; one reading a period. A reading uses nothing
    /// that lies after its period.
    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading>;

    /// Reads a series stretch by stretch; one step a period. A series by a shorter period than the rule's
    /// is the caller's to aggregate ([`Series::aggregate`]).
    fn run(&self, series: &Series) -> Vec<Step> {
        let mut steps: Vec<Step> =
            (0..series.len()).map(|index| Step::blank(series, index)).collect();
        for stretch in series.stretches() {
            for (at, reading) in self.read(stretch).into_iter().enumerate() {
                steps[stretch.offset + at].take(reading, self.limit());
            }
        }
        steps
    }
}

/// A parameter of a rule, with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name, with the unit last.
    pub name: &'static str,
    /// Its value as text.
    pub value: String,
    /// What it means, in one line.
    pub meaning: &'static str,
}

impl Parameter {
    /// A parameter with a value that can be shown.
    pub fn new(name: &'static str, value: impl ToString, meaning: &'static str) -> Self {
        Self { name, value: value.to_string(), meaning }
    }
}

/// What a detector says of one period.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Reading {
    /// The count that the rule expected, where it has an expectation.
    pub expected: Option<f64>,
    /// The count above which it alarms, where it can be put as a count.
    pub threshold: Option<f64>,
    /// The evidence for a rise; `None` where the rule has no answer, such as too little history.
    pub statistic: Option<f64>,
    /// How many periods, this one the last, expectation and statistic are about; `None` for this one alone.
    pub window: Option<usize>,
}

/// Whether a period could be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It was judged on a complete count.
    Judged,
    /// It was judged, but reports may still come in: an alarm stands, silence says little.
    Incomplete,
    /// The rule has no answer: too little history since the start, a gap or a break, or no fit.
    NoAnswer,
    /// The period is not covered.
    NotCovered,
}

/// What a detector says of one period of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The first day of the period.
    pub from: Date,
    /// The last day of the period: the day on which the alarm is known.
    pub to: Date,
    /// The count.
    pub observed: f64,
    /// The count that the rule expected, where it has an expectation.
    pub expected: Option<f64>,
    /// The count above which the rule alarms, where it can be put as a count.
    pub threshold: Option<f64>,
    /// The evidence for a rise, in the rule's own units.
    pub statistic: Option<f64>,
    /// How many periods, this one the last, expectation and statistic are about.
    pub window: usize,
    /// Whether the statistic is above the limit.
    pub alarm: bool,
    /// Whether the period could be judged.
    pub standing: Standing,
}

impl Step {
    fn blank(series: &Series, index: usize) -> Self {
        let standing = match series.states()[index] {
            State::NotCovered => Standing::NotCovered,
            State::Incomplete => Standing::Incomplete,
            State::Complete => Standing::Judged,
        };
        Self {
            from: series.date(index),
            to: series.last_day(index),
            observed: series.counts()[index],
            expected: None,
            threshold: None,
            statistic: None,
            window: 1,
            alarm: false,
            standing,
        }
    }

    fn take(&mut self, reading: Reading, limit: f64) {
        self.expected = reading.expected;
        self.threshold = reading.threshold;
        self.statistic = reading.statistic;
        self.window = reading.window.unwrap_or(1).max(1);
        self.alarm = reading.statistic.is_some_and(|statistic| statistic > limit);
        if reading.statistic.is_none() {
            self.standing = Standing::NoAnswer;
        }
    }
}

/// Positions at which an alarm is raised: once raised it is not raised again for `quiet` periods, and a rule
/// that still alarms then raises it anew. So one surge is one alarm for every rule, and a rule that always
/// alarms gains nothing by it.
pub fn episodes(steps: &[Step], quiet: usize) -> Vec<usize> {
    onsets(steps.iter().map(|step| step.alarm), quiet)
}

/// The same for plain marks.
pub(crate) fn onsets(alarms: impl IntoIterator<Item = bool>, quiet: usize) -> Vec<usize> {
    let (mut begins, mut last) = (Vec::new(), None);
    for (at, alarm) in alarms.into_iter().enumerate() {
        if !alarm {
            continue;
        }
        if last.is_none_or(|last| at - last > quiet) {
            begins.push(at);
            last = Some(at);
        }
    }
    begins
}

/// A tail probability as evidence: its negative common logarithm.
pub(crate) fn surprise(probability: f64) -> f64 {
    -probability.log10()
}
