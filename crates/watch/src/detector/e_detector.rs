//! An e-detector (Shin, Ramdas & Rinaldo 2024): a promise about false alarms without a model of the counts.
//!
//! For counts that are 0 or more and whose mean, given the past, is at most `m`, each of the factors
//! `1 + b (x / m - 1)` with `b` between 0 and 1 is 0 or more and has a mean of at most 1. The Shiryaev-
//! Roberts sum `M = (M + 1) * factor` then has a mean of at most the number of periods, whatever the
//! distribution and however one period depends on another, and the first time it reaches `1 / alpha` comes
//! on average after `1 / alpha` periods or later (Shin et al. 2024, theorem 2.4).
//!
//! What remains to be assumed is the bound on the mean, and nothing else. Here it is the greatest yearly
//! mean of the group's past before the latest periods, with a margin; where activity in the absence of any
//! change has a higher mean than that, the promise does not hold.

use super::{Detector, Parameter, Reading, history::Sums};
use crate::series::{Period, Stretch};

/// Sequential evidence that the mean exceeds the greatest of the group's past.
#[derive(Debug, Clone, PartialEq)]
pub struct EDetector {
    /// The promised rate: at most one false alarm in `1 / alpha` periods.
    pub alpha: f64,
    /// Bets that are mixed in equal parts, each above 0 and at most 1.
    pub bets: Vec<f64>,
    /// The periods over which past means are taken: a year.
    pub mean_periods: usize,
    /// The latest periods that are no baseline.
    pub left_out: usize,
    /// How many periods of history there must be.
    pub history_min: usize,
    /// The factor on the greatest past mean that allows for its own error.
    pub margin: f64,
}

impl Default for EDetector {
    fn default() -> Self {
        Self {
            alpha: 1.0 / 52.0,
            bets: vec![0.1, 0.3, 0.6, 0.9],
            mean_periods: 52,
            left_out: 13,
            history_min: 104,
            margin: 1.1,
        }
    }
}

/// The Shiryaev-Roberts sums of a mixture of bets.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    sums: Vec<(f64, f64)>,
}

impl Evidence {
    pub(crate) fn new(bets: &[f64]) -> Self {
        Self { sums: bets.iter().map(|bet| (bet.clamp(0.0, 1.0), 0.0)).collect() }
    }

    /// Takes in a count whose mean is at most `bound` as long as nothing changed; gives the mixed sum.
    pub(crate) fn take(&mut self, count: f64, bound: f64) -> f64 {
        for (bet, sum) in &mut self.sums {
            let factor = 1.0 + *bet * (count / bound - 1.0);
            *sum = ((*sum + 1.0) * factor).min(1e290);
        }
        self.sums.iter().map(|(_, sum)| sum).sum::<f64>() / self.sums.len().max(1) as f64
    }
}

impl EDetector {
    /// The bound on the mean of each period: known before the period is.
    fn bounds(&self, counts: &[f64]) -> Vec<Option<f64>> {
        let sums = Sums::new(counts);
        let length = self.mean_periods.max(1);
        let mut greatest = 0.0_f64;
        (0..counts.len())
            .map(|now| {
                let end = now.checked_sub(self.left_out)?;
                if end >= length {
                    greatest = greatest.max(sums.before(end, length));
                }
                let known = end >= self.history_min.max(length);
                known.then(|| (greatest + 3.0) / length as f64 * self.margin)
            })
            .collect()
    }
}

impl Detector for EDetector {
    fn name(&self) -> &'static str {
        "e-detector"
    }

    fn source(&self) -> &'static str {
        "Shin, Ramdas & Rinaldo 2024, New England Journal of Statistics in Data Science 2(2): 229-260"
    }

    fn period(&self) -> Period {
        Period::Week
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("alpha", self.alpha, "false alarms per period, at most"),
            Parameter::new("bets", format!("{:?}", self.bets), "bets that are mixed"),
            Parameter::new("mean_periods", self.mean_periods, "periods of a past mean"),
            Parameter::new("left_out", self.left_out, "latest periods that are no baseline"),
            Parameter::new("history_min", self.history_min, "periods that there must be"),
            Parameter::new("margin", self.margin, "factor on the greatest past mean"),
        ]
    }

    fn limit(&self) -> f64 {
        -self.alpha.log10()
    }

    fn with_limit(&self, limit: f64) -> Box<dyn Detector> {
        Box::new(Self { alpha: 10_f64.powf(-limit), ..self.clone() })
    }

    fn restarts(&self) -> bool {
        true
    }

    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading> {
        let bounds = self.bounds(stretch.counts);
        let mut evidence = Evidence::new(&self.bets);
        // Periods since the evidence last stood at its start.
        let mut since = 0;
        let reading = |(count, bound): (&f64, Option<f64>)| {
            let Some(bound) = bound else { return Reading::default() };
            let statistic = evidence.take(*count, bound).max(1e-300).log10();
            since = if statistic > 0.0 { since + 1 } else { 1 };
            let window = since;
            if statistic > self.limit() {
                evidence = Evidence::new(&self.bets);
                since = 0;
            }
            Reading {
                expected: Some(bound * window as f64),
                statistic: Some(statistic),
                window: Some(window),
                ..Reading::default()
            }
        };
        stretch.counts.iter().zip(bounds).map(reading).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Random;

    /// By hand: bound 2, one bet of 1/2. A count of 4 multiplies by 1.5, one of 0 by 0.5.
    #[test]
    fn the_sum_by_hand() {
        let mut evidence = Evidence::new(&[0.5]);
        assert!((evidence.take(4.0, 2.0) - 1.5).abs() < 1e-12);
        assert!((evidence.take(0.0, 2.0) - 1.25).abs() < 1e-12);
        assert!((evidence.take(4.0, 2.0) - 3.375).abs() < 1e-12);
    }

    /// The promise, on heavy-tailed counts with a memory: days of war and days of peace by turns whose mean
    /// given the past never exceeds 1.
    #[test]
    fn the_mean_run_to_a_false_alarm_keeps_the_promise_without_a_model() {
        let (alpha, runs) = (0.02, 400);
        let mut total = 0_u64;
        for run in 0..runs {
            let mut random = Random::keyed(3, &[run]);
            let mut evidence = Evidence::new(&[0.1, 0.3, 0.6, 0.9]);
            let mut size = 0.1;
            loop {
                total += 1;
                let count = random.negative_binomial(1.0, size);
                size = if count > 3.0 { 0.05 } else { 1.0 };
                if evidence.take(count, 1.0) >= 1.0 / alpha {
                    break;
                }
            }
        }
        let mean = total as f64 / runs as f64;
        assert!(mean >= 1.0 / alpha, "a false alarm after {mean} periods");
    }
}
