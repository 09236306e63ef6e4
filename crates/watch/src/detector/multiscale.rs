//! The latest weeks and months against the group's own past.
//!
//! A surge of many events shows within days, a doubling of few only over months; nobody knows beforehand
//! which will come. So the sums over several windows that end today are each held against what the year
//! before leads to expect of such a window, and the most surprising one speaks: a scan over windows in time
//! (Naus 1965), each with a gamma-Poisson predictive distribution widened by the dispersion that sums of
//! that length have shown in this group beyond slow changes of its rate. After an alarm the rule begins
//! anew from the days of the surge, so that a lasting rise is one alarm and not one a month.

use super::{
    Detector, Parameter, Reading,
    history::{Bursts, Sums},
    surprise,
};
use crate::{
    series::{Period, Stretch},
    special::upper_tail,
};

/// The most surprising of several windows that end today.
#[derive(Debug, Clone, PartialEq)]
pub struct Multiscale {
    /// Lengths of the windows, in periods of the series: days, or weeks by [`Multiscale::weekly`].
    pub windows: Vec<usize>,
    /// How many periods before a window are its baseline, at most.
    pub baseline: usize,
    /// How many periods of history there must be.
    pub history_min: usize,
    /// Over how many periods the dispersion is taken, at most.
    pub dispersion: usize,
    /// Periods from the start of an alarmed surge until there is a new baseline.
    pub restart: usize,
    /// Events that a window must hold to be evidence.
    pub events_min: f64,
    /// The negative common logarithm of the predictive probability above which it alarms.
    pub limit: f64,
}

impl Default for Multiscale {
    fn default() -> Self {
        Self {
            windows: vec![14, 28, 56],
            baseline: 365,
            history_min: 180,
            dispersion: 730,
            restart: 60,
            events_min: 8.0,
            limit: 0.5,
        }
    }
}

impl Multiscale {
    /// The rule for series by week: windows of two to eight weeks.
    pub fn weekly() -> Self {
        Self {
            windows: vec![2, 4, 8],
            baseline: 52,
            history_min: 26,
            dispersion: 104,
            restart: 9,
            ..Self::default()
        }
    }

    /// What to expect of a window that ends before `end`, if a surge that was alarmed began at `restart`.
    fn expect(&self, past: &Past, end: usize, restart: Option<usize>) -> Option<Expectation> {
        let to = end.checked_sub(past.length)?;
        if to < self.history_min.max(past.length) {
            return None;
        }
        let floor = restart.unwrap_or(0);
        let from = to.saturating_sub(self.baseline).max(floor);
        let days = to.checked_sub(from).filter(|days| *days > 0)?;
        if restart.is_some() && days < self.restart.min(self.baseline) {
            return None;
        }
        let share = past.length as f64 / days as f64;
        let mean = (past.sums.over(from, to) + PRIOR_EVENTS) * share;
        let bursts = past.bursts.dispersion(past.sums, to.saturating_sub(self.dispersion), to);
        Some(Expectation { mean, dispersion: bursts * (1.0 + share) })
    }

    /// The most surprising window that ends before `end`, and its length.
    fn reading(&self, pasts: &[Past], end: usize, restart: Option<usize>) -> (Reading, usize) {
        // Between an alarm and the next baseline the rule is silent, which is an answer.
        let statistic = restart.map(|_| 0.0);
        let mut best = (Reading { statistic, ..Reading::default() }, 0);
        for past in pasts {
            let Some(expected) = self.expect(past, end, restart) else { continue };
            let sum = past.sums.before(end, past.length);
            let evidence = if sum + 1e-9 < self.events_min {
                0.0
            } else {
                surprise(upper_tail(sum, expected.mean, expected.dispersion))
            };
            if best.0.statistic.is_none_or(|statistic| evidence > statistic) {
                let reading = Reading {
                    expected: Some(expected.mean),
                    threshold: None,
                    statistic: Some(evidence),
                    window: Some(past.length),
                };
                best = (reading, past.length);
            }
        }
        best
    }
}

/// Events added to every baseline: Jeffreys' prior of a Poisson rate.
const PRIOR_EVENTS: f64 = 0.5;

/// The past as windows of one length see it.
struct Past<'a> {
    length: usize,
    sums: &'a Sums,
    bursts: Bursts,
}

/// The expectation of a window.
#[derive(Debug, Clone, Copy)]
struct Expectation {
    mean: f64,
    dispersion: f64,
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
            Parameter::new("windows", format!("{:?}", self.windows), "lengths of the windows"),
            Parameter::new("baseline", self.baseline, "periods of baseline, at most"),
            Parameter::new("history_min", self.history_min, "periods of history, at least"),
            Parameter::new("dispersion", self.dispersion, "periods of dispersion, at most"),
            Parameter::new("restart", self.restart, "periods from a surge to a new baseline"),
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

    fn restarts(&self) -> bool {
        true
    }

    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading> {
        let periods = stretch.counts.len();
        let sums = Sums::new(stretch.counts);
        let fits = |length: &usize| (1..=periods).contains(length);
        let past = |length: usize| Past {
            length,
            sums: &sums,
            bursts: Bursts::new(&sums, periods, length),
        };
        let pasts: Vec<Past> = self.windows.iter().copied().filter(fits).map(past).collect();
        let mut restart = None;
        (1..=periods)
            .map(|end| {
                let (reading, length) = self.reading(&pasts, end, restart);
                if reading.statistic.is_some_and(|statistic| statistic > self.limit) {
                    restart = Some(end - length);
                }
                reading
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Random, Series, baseline::Baseline};

    /// By hand: 400 days with an event every tenth, then 7 events in 7 days. The 365 days before that week
    /// hold 36 events, or 37 by how they fall, so the week expects 36.5 * 7 / 365 = 0.7.
    #[test]
    fn a_week_is_held_against_the_year_before_it() {
        let mut counts: Vec<f64> = (0..400).map(|day| f64::from(u8::from(day % 10 == 0))).collect();
        counts.extend([1.0; 7]);
        let rule =
            Multiscale { windows: vec![7], events_min: 2.0, limit: 100.0, ..Multiscale::default() };
        let series = Series::new(Period::Day, date(2018, 1, 1), counts).unwrap();
        let last = *rule.run(&series).last().unwrap();
        assert!((last.expected.unwrap() - 36.5 * 7.0 / 365.0).abs() < 1e-12);
        // The weeks of this metronome vary less than Poisson; what remains is the error of the baseline.
        let tail = upper_tail(7.0, 0.7, 1.0 + 7.0 / 365.0);
        assert!((last.statistic.unwrap() + tail.log10()).abs() < 1e-9, "{last:?}");
    }

    #[test]
    fn a_lasting_rise_is_one_alarm() {
        let mut random = Random::keyed(4, &[]);
        let first = date(2015, 1, 1);
        let mut counts = Vec::new();
        for (rate, days) in [(0.5, 800), (2.5, 600)] {
            let part = Baseline::poisson(rate).simulate(Period::Day, first, days, &mut random);
            counts.extend_from_slice(part.unwrap().counts());
        }
        let series = Series::new(Period::Day, first, counts).unwrap();
        let steps = Multiscale { limit: 4.0, ..Multiscale::default() }.run(&series);
        let alarms: Vec<usize> = (0..1400).filter(|day| steps[*day].alarm).collect();
        assert!((800..830).contains(&alarms[0]), "{alarms:?}");
        assert!(alarms.iter().all(|day| *day < 860), "{alarms:?}");
    }
}
