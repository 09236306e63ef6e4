//! Bayesian online change points (Adams & MacKay 2007) with a gamma prior on Poisson rates.

use statrs::function::gamma::ln_gamma;

use super::{Detector, Parameter, Reading};
use crate::series::{Period, Stretch};

/// The odds that the rate has risen within the last few periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Bocpd {
    /// The mean number of periods between changes; the hazard is its inverse.
    pub run_mean: f64,
    /// Shape of the gamma prior of a new rate; its mean is that of the first periods.
    pub prior_shape: f64,
    /// First periods from which the prior's mean is had, and in which there is no answer.
    pub first: usize,
    /// A change counts as news for this many periods.
    pub recent: usize,
    /// Common logarithm of the odds above which it alarms: 0 is a probability of one half.
    pub limit: f64,
}

impl Default for Bocpd {
    fn default() -> Self {
        Self { run_mean: 100.0, prior_shape: 1.0, first: 26, recent: 8, limit: 0.0 }
    }
}

/// Run lengths less probable than this are dropped.
const NEGLIGIBLE: f64 = 1e-12;

/// One hypothesis: the rate has been the same for this many periods.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) length: usize,
    pub(crate) probability: f64,
    shape: f64,
    rate: f64,
}

impl Run {
    fn mean(&self) -> f64 {
        self.shape / self.rate
    }

    /// The gamma-Poisson predictive probability of a count.
    fn predictive(&self, count: f64) -> f64 {
        let (shape, rate) = (self.shape, self.rate);
        let log = ln_gamma(shape + count) - ln_gamma(shape) - ln_gamma(count + 1.0)
            + shape * (rate / (rate + 1.0)).ln()
            - count * (rate + 1.0).ln();
        log.exp()
    }
}

/// The distribution of the run length after one more count (Adams & MacKay 2007, algorithm 1).
pub(crate) fn advance(runs: &mut Vec<Run>, count: f64, hazard: f64, prior: (f64, f64)) {
    let mut changed = 0.0;
    for run in runs.iter_mut() {
        let joint = run.probability * run.predictive(count);
        changed += joint * hazard;
        run.probability = joint * (1.0 - hazard);
        run.length += 1;
        run.shape += count;
        run.rate += 1.0;
    }
    runs.push(Run { length: 0, probability: changed, shape: prior.0, rate: prior.1 });
    let total: f64 = runs.iter().map(|run| run.probability).sum();
    if total > 0.0 {
        runs.iter_mut().for_each(|run| run.probability /= total);
        runs.retain(|run| run.probability > NEGLIGIBLE || run.length == 0);
    } else {
        // A count that no hypothesis allows in double precision begins anew.
        runs.clear();
        runs.push(Run { length: 0, probability: 1.0, shape: prior.0, rate: prior.1 });
    }
}

/// The state before any count.
pub(crate) fn begin(prior: (f64, f64)) -> Vec<Run> {
    vec![Run { length: 0, probability: 1.0, shape: prior.0, rate: prior.1 }]
}

impl Bocpd {
    /// The probability that a run began within the recent periods and has a higher rate than was believed
    /// before them.
    fn risen(&self, runs: &[Run], before: f64) -> f64 {
        runs.iter()
            .filter(|run| (1..=self.recent).contains(&run.length) && run.mean() > before)
            .map(|run| run.probability)
            .sum()
    }
}

/// The probability of all runs that have seen a count.
fn seen(runs: &[Run]) -> f64 {
    runs.iter().filter(|run| run.length > 0).map(|run| run.probability).sum()
}

/// The posterior mean of the rate.
fn believed(runs: &[Run]) -> f64 {
    runs.iter().map(|run| run.probability * run.mean()).sum()
}

impl Detector for Bocpd {
    fn name(&self) -> &'static str {
        "bocpd-gamma-poisson"
    }

    fn source(&self) -> &'static str {
        "Adams & MacKay 2007, arXiv:0710.3742"
    }

    fn period(&self) -> Period {
        Period::Week
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("run_mean", self.run_mean, "mean periods between changes"),
            Parameter::new("prior_shape", self.prior_shape, "shape of the prior of a new rate"),
            Parameter::new("first", self.first, "first periods, which give the prior's mean"),
            Parameter::new("recent", self.recent, "periods for which a change is news"),
            Parameter::new("limit", self.limit, "log10 odds above which it alarms"),
        ]
    }

    fn limit(&self) -> f64 {
        self.limit
    }

    fn with_limit(&self, limit: f64) -> Box<dyn Detector> {
        Box::new(Self { limit, ..self.clone() })
    }

    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading> {
        let counts = stretch.counts;
        let mut readings = vec![Reading::default(); counts.len()];
        if counts.len() <= self.first || self.first == 0 {
            return readings;
        }
        let mean = (counts[..self.first].iter().sum::<f64>() + 0.5) / self.first as f64;
        let prior = (self.prior_shape, self.prior_shape / mean);
        let mut runs = begin(prior);
        let mut means = Vec::with_capacity(counts.len());
        for (at, count) in counts.iter().enumerate() {
            advance(&mut runs, *count, 1.0 / self.run_mean, prior);
            means.push(believed(&runs));
            if let Some(before) = at.checked_sub(self.recent.max(1)).filter(|_| at >= self.first) {
                let before = means[before];
                let risen = self.risen(&runs, before);
                // A change that would begin with the next count has no evidence for or against it.
                let seen = seen(&runs);
                let odds = (risen.max(1e-300) / (seen - risen).max(1e-12)).log10();
                readings[at] =
                    Reading { expected: Some(before), statistic: Some(odds), ..Reading::default() };
            }
        }
        readings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: prior gamma(1, 1), hazard 1/2, counts 0 then 2. A fresh run predicts 0 with 1/2 and 2 with
    /// 1/8; a run that has seen 0 is gamma(1, 2) and predicts 2 with 2/3 * 1/9 = 2/27.
    #[test]
    fn two_counts_by_hand() {
        let prior = (1.0, 1.0);
        let mut runs = begin(prior);
        advance(&mut runs, 0.0, 0.5, prior);
        let of = |runs: &[Run], length| {
            runs.iter().find(|run| run.length == length).unwrap().probability
        };
        assert!((of(&runs, 0) - 0.5).abs() < 1e-12 && (of(&runs, 1) - 0.5).abs() < 1e-12);
        advance(&mut runs, 2.0, 0.5, prior);
        let (fresh, seen) = (0.5 / 8.0, 0.5 * 2.0 / 27.0);
        let total = fresh + seen;
        assert!((of(&runs, 0) - 0.5).abs() < 1e-12);
        assert!((of(&runs, 1) - 0.5 * fresh / total).abs() < 1e-12);
        assert!((of(&runs, 2) - 0.5 * seen / total).abs() < 1e-12);
    }

    #[test]
    fn a_jump_is_news_and_a_fall_is_not() {
        let mut counts = vec![2.0; 60];
        counts.extend([12.0; 4]);
        let stretch = |counts: &[f64]| {
            let stretch = Stretch {
                period: Period::Week,
                first: jiff::civil::date(2020, 1, 6),
                offset: 0,
                counts,
            };
            Bocpd::default().read(stretch).last().unwrap().statistic.unwrap()
        };
        assert!(stretch(&counts) > 2.0);
        counts.truncate(60);
        assert!(stretch(&counts) < -0.9, "{}", stretch(&counts));
        let mut fall = vec![12.0; 60];
        fall.extend([2.0; 4]);
        assert!(stretch(&fall) < -1.0);
    }
}
