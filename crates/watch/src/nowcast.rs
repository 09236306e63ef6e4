//! What the latest periods will come to when all reports are in.
//!
//! A reporting triangle holds, for each period, how many events became known in the same period, one period
//! later, and so on. From the periods of which more is known, the chance that a report comes with each
//! delay is estimated backwards (reverse hazards: Lawless 1994, Canadian Journal of Statistics 22: 15-31;
//! the chain-ladder estimate of actuaries), and what is still missing is added to what is there.

use crate::{
    WatchError,
    error::within,
    special::{bisect, normal_quantile, upper_tail},
};

/// Counts by period and delay, as they are known at the end of the last period.
#[derive(Debug, Clone, PartialEq)]
pub struct Triangle {
    /// `counts[period][delay]`, `delay` from 0 to what can be known of the period, at most `delay_max`.
    counts: Vec<Vec<f64>>,
    delay_max: usize,
}

/// What a period is expected to come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nowcast {
    /// What is known of it.
    pub reported: f64,
    /// The share of its reports that is expected to be in, 0 to 1.
    pub completeness: f64,
    /// What it is expected to come to.
    pub expected: f64,
    /// Lower end of the interval: not below what is reported.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Half an event is added to what is reported, so that a period without a report is not taken for empty.
const PRIOR: f64 = 0.5;

impl Triangle {
    /// The triangle of reports given as (period, delay, count), all delays in periods. What could not be
    /// known yet is left out, and reports later than `delay_max` count at `delay_max`.
    ///
    /// # Errors
    ///
    /// There are fewer than two periods, or a count is negative or not finite.
    pub fn new(
        periods: usize,
        delay_max: usize,
        reports: impl IntoIterator<Item = (usize, usize, f64)>,
    ) -> Result<Self, WatchError> {
        if periods < 2 {
            return Err(WatchError::TooLittle {
                what: "periods of the triangle",
                have: periods,
                need: 2,
            });
        }
        let known = |period: usize| (periods - period).min(delay_max + 1);
        let mut counts: Vec<Vec<f64>> =
            (0..periods).map(|period| vec![0.0; known(period)]).collect();
        for (period, delay, count) in reports {
            if !count.is_finite() || count < 0.0 {
                return Err(WatchError::BadCount { index: period, value: count });
            }
            if period + delay < periods
                && let Some(cell) = counts[period].get_mut(delay.min(delay_max))
            {
                *cell += count;
            }
        }
        Ok(Self { counts, delay_max })
    }

    /// One nowcast a period. Reports that come later than the longest delay are not foreseen.
    ///
    /// # Errors
    ///
    /// The confidence is not between 0.5 and 0.999.
    pub fn nowcast(&self, confidence: f64) -> Result<Vec<Nowcast>, WatchError> {
        within("confidence", confidence, 0.5, 0.999)?;
        let hazards = self.hazards();
        let dispersion = self.dispersion(&hazards);
        Ok(self.counts.iter().map(|row| complete(row, &hazards, dispersion, confidence)).collect())
    }

    /// For each delay the share that came with just that delay of all that came with it or sooner, and how
    /// many those were.
    fn hazards(&self) -> Vec<(f64, f64)> {
        (0..=self.delay_max)
            .map(|delay| {
                let rows = self.counts.iter().filter(|row| row.len() > delay);
                let (with, sooner) = rows.fold((0.0, 0.0), |(with, sooner), row| {
                    (with + row[delay], sooner + row[..=delay].iter().sum::<f64>())
                });
                (if sooner > 0.0 { with / sooner } else { 0.0 }, sooner)
            })
            .collect()
    }

    /// Pearson's dispersion of the cells around what the hazards lead to expect; at least 1.
    fn dispersion(&self, hazards: &[(f64, f64)]) -> f64 {
        let (mut sum, mut cells) = (0.0, 0.0);
        for row in &self.counts {
            for delay in 1..row.len() {
                let (hazard, _) = hazards[delay];
                let n = row[..=delay].iter().sum::<f64>();
                let variance = n * hazard * (1.0 - hazard);
                if variance > 0.0 {
                    sum += (row[delay] - n * hazard).powi(2) / variance;
                    cells += 1.0;
                }
            }
        }
        let free = cells - self.delay_max as f64;
        if free > 0.0 { (sum / free).max(1.0) } else { 1.0 }
    }
}

fn complete(row: &[f64], hazards: &[(f64, f64)], dispersion: f64, confidence: f64) -> Nowcast {
    let reported: f64 = row.iter().sum();
    let (mut completeness, mut relative) = (1.0, 0.0);
    for (hazard, n) in &hazards[row.len()..] {
        // A hazard of one would say that nothing at all comes sooner.
        let hazard = hazard.min(1.0 - 0.5 / (n + 1.0));
        completeness *= 1.0 - hazard;
        if *n > 0.0 {
            relative += hazard / ((1.0 - hazard) * n);
        }
    }
    let sure =
        |expected| Nowcast { reported, completeness, expected, low: expected, high: expected };
    if completeness > 1.0 - 1e-12 {
        return sure(reported);
    }
    // What is missing is negative binomial given what is there; the error of the delays adds to it.
    let base = reported + PRIOR;
    let missing = base * (1.0 - completeness) / completeness;
    let total = base / completeness;
    let variance = dispersion * (missing / completeness + total * total * relative);
    let spread = (variance / missing).max(1.0);
    let half = (1.0 - confidence) / 2.0;
    let top = missing + 10.0 + 12.0 * variance.sqrt() * normal_quantile(1.0 - half);
    let at = |tail: f64| bisect(0.0, top, |count| tail - upper_tail(count, missing, spread));
    let (low, high) = (at(1.0 - half), at(half));
    Nowcast {
        reported,
        completeness,
        expected: reported + missing,
        low: reported + (low.ceil() - 1.0).max(0.0),
        high: reported + high.ceil(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Random;

    /// By hand: the first two periods came half with delay 0 and half with delay 1, so of the last one half
    /// is in.
    #[test]
    fn half_of_the_last_period_is_in_when_half_comes_late() {
        let reports = [(0, 0, 10.0), (0, 1, 10.0), (1, 0, 6.0), (1, 1, 6.0), (2, 0, 8.0)];
        let last = Triangle::new(3, 1, reports).unwrap().nowcast(0.9).unwrap()[2];
        assert!((last.completeness - 0.5).abs() < 1e-12);
        assert!((last.expected - (8.0 + 8.5)).abs() < 1e-12);
        assert!(last.low < 16.5 && last.high > 16.5 && last.low >= 8.0, "{last:?}");
    }

    #[test]
    fn a_period_behind_the_longest_delay_is_what_was_reported() {
        let reports = [(0, 0, 10.0), (0, 1, 10.0), (1, 0, 6.0)];
        let first = Triangle::new(3, 1, reports).unwrap().nowcast(0.9).unwrap()[0];
        assert_eq!((first.expected, first.low, first.high), (20.0, 20.0, 20.0));
    }

    #[test]
    fn what_is_not_yet_known_is_left_out() {
        let known = Triangle::new(3, 1, [(0, 0, 4.0), (2, 0, 4.0), (2, 1, 99.0)]).unwrap();
        assert_eq!(known.counts[2], [4.0]);
    }

    /// Simulated reports with delays of 50, 25, 15 and 10 in 100: intervals of 90% hold the truth about as
    /// often as they say.
    #[test]
    fn the_interval_holds_the_truth_as_often_as_it_says() {
        let shares = [0.5, 0.75, 0.9, 1.0];
        let (mut held, mut asked) = (0, 0);
        for run in 0..120 {
            let mut random = Random::keyed(31, &[run]);
            let mut totals = vec![0.0; 40];
            let mut reports = Vec::new();
            for (period, total) in totals.iter_mut().enumerate() {
                *total = random.negative_binomial(12.0, 4.0);
                for _ in 0..*total as usize {
                    let u = random.uniform();
                    reports.push((period, shares.iter().filter(|share| u >= **share).count(), 1.0));
                }
            }
            let nowcasts = Triangle::new(40, 3, reports).unwrap().nowcast(0.9).unwrap();
            for period in 37..40 {
                asked += 1;
                let truth = totals[period];
                held +=
                    usize::from(nowcasts[period].low <= truth && truth <= nowcasts[period].high);
            }
        }
        let share = held as f64 / asked as f64;
        assert!((0.86..=0.98).contains(&share), "{share}");
    }
}
