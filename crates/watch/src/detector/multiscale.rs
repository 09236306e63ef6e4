//! The latest days, weeks and months against the group's own two years.
//!
//! A surge of many events shows within days, a doubling of few only over months; nobody knows beforehand
//! which will come. So the sums over several windows that end today are each held against what the years
//! before lead to expect of such a window, and the most surprising one speaks: a scan over windows in time
//! (Naus 1965), each with a gamma-Poisson predictive distribution widened by the dispersion that sums of
//! that length have shown in this group.

use super::{Detector, Parameter, Reading, history::Sums, surprise};
use crate::{
    series::{Period, Stretch},
    special::upper_tail,
};

/// The most surprising of several windows that end today.
#[derive(Debug, Clone, PartialEq)]
pub struct Multiscale {
    /// Lengths of the windows, in days.
    pub windows_days: Vec<usize>,
    /// How many days before a window are its baseline, at most.
    pub baseline_days: usize,
    /// How many days of baseline there must be.
    pub baseline_days_min: usize,
    /// Events that a window must hold to be evidence.
    pub events_min: f64,
    /// The negative common logarithm of the predictive probability above which it alarms.
    pub limit: f64,
}

impl Default for Multiscale {
    fn default() -> Self {
        Self {
            windows_days: vec![1, 3, 7, 14, 28, 56],
            baseline_days: 730,
            baseline_days_min: 180,
            events_min: 2.0,
            limit: 4.0,
        }
    }
}

/// Events added to every baseline: Jeffreys' prior of a Poisson rate.
const PRIOR_EVENTS: f64 = 0.5;

/// Sums over windows of one length, and sums of their squares.
struct Scale {
    length: usize,
    sums: Sums,
    squares: Sums,
}

impl Scale {
    fn new(counts: &[f64], length: usize) -> Self {
        let daily = Sums::new(counts);
        let windows: Vec<f64> =
            (length..=counts.len()).map(|end| daily.over(end - length, end)).collect();
        let squares: Vec<f64> = windows.iter().map(|sum| sum * sum).collect();
        Self { length, sums: Sums::new(&windows), squares: Sums::new(&squares) }
    }

    /// The dispersion of overlapping windows within `from..to`, corrected for how few do not overlap.
    fn dispersion(&self, from: usize, to: usize) -> f64 {
        let apart = (to - from) as f64 / self.length as f64;
        if apart < 4.0 {
            return 1.0;
        }
        let last = to - self.length + 1;
        let n = (last - from) as f64;
        let mean = self.sums.over(from, last) / n;
        if mean <= 0.0 {
            return 1.0;
        }
        let variance = (self.squares.over(from, last) / n - mean * mean) * apart / (apart - 1.0);
        (variance / mean).max(1.0)
    }
}

/// The expectation of a window.
#[derive(Debug, Clone, Copy)]
struct Expectation {
    mean: f64,
    dispersion: f64,
}

impl Multiscale {
    fn expect(&self, daily: &Sums, scale: &Scale, end: usize) -> Option<Expectation> {
        let to = end.checked_sub(scale.length)?;
        let from = to.saturating_sub(self.baseline_days);
        let days = to - from;
        if days < self.baseline_days_min.max(scale.length) {
            return None;
        }
        let share = scale.length as f64 / days as f64;
        let mean = (daily.over(from, to) + PRIOR_EVENTS) * share;
        let dispersion = scale.dispersion(from, to) * (1.0 + share);
        Some(Expectation { mean, dispersion })
    }

    fn reading(&self, daily: &Sums, scales: &[Scale], end: usize) -> Reading {
        let mut best = Reading::default();
        for scale in scales {
            let Some(expected) = self.expect(daily, scale, end) else { continue };
            let sum = daily.before(end, scale.length);
            let evidence = if sum + 1e-9 < self.events_min {
                0.0
            } else {
                surprise(upper_tail(sum, expected.mean, expected.dispersion))
            };
            if best.statistic.is_none_or(|statistic| evidence > statistic) {
                best = Reading {
                    expected: Some(expected.mean),
                    threshold: None,
                    statistic: Some(evidence),
                };
            }
        }
        best
    }
}

impl Detector for Multiscale {
    fn name(&self) -> &'static str {
        "multiscale"
    }

    fn source(&self) -> &'static str {
        "scan over windows in time (Naus 1965, JASA 60: 532-538) with gamma-Poisson predictive tails"
    }

    fn period(&self) -> Period {
        Period::Day
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("windows_days", format!("{:?}", self.windows_days), "window lengths"),
            Parameter::new("baseline_days", self.baseline_days, "days of baseline, at most"),
            Parameter::new("baseline_days_min", self.baseline_days_min, "and at least"),
            Parameter::new("events_min", self.events_min, "events without which it is silent"),
            Parameter::new("limit", self.limit, "-log10 probability above which it alarms"),
        ]
    }

    fn limit(&self) -> f64 {
        self.limit
    }

    fn with_limit(&self, limit: f64) -> Box<dyn Detector> {
        Box::new(Self { limit, ..self.clone() })
    }

    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading> {
        let daily = Sums::new(stretch.counts);
        let scales: Vec<Scale> = self
            .windows_days
            .iter()
            .filter(|length| (1..=stretch.counts.len()).contains(*length))
            .map(|length| Scale::new(stretch.counts, *length))
            .collect();
        (1..=stretch.counts.len()).map(|end| self.reading(&daily, &scales, end)).collect()
    }
}
