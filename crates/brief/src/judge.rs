//! Probabilities that a brief states: whether the group's rate rose, and whether the months to come bring more than
//! the last ones. Both are computed from monthly counts alone.

use bellwether_model::Date;
use serde::{Deserialize, Serialize};
use statrs::function::beta::beta_reg;

/// Whether the rate of events was higher in one stretch of months than in another of the same length.
///
/// The counts of both are taken as Poisson, widened by the dispersion of the months. With Jeffreys' prior the share
/// of the later rate in the sum of both is Beta(x₂/φ + ½, x₁/φ + ½), and the probability sought is that it lies above
/// one half (Brown, Cai & DasGupta 2001, Statistical Science 16: 101-133, for the prior; Wedderburn 1974,
/// Biometrika 61: 439-447, for the widening by φ).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rise {
    /// The counts by month, by their place in the register.
    pub of: usize,
    /// The first month of the earlier stretch.
    pub before: Date,
    /// The first month of the later stretch.
    pub since: Date,
    /// Months of each.
    pub months: usize,
}

/// Whether the months after a day bring more events than the last ones before it.
///
/// The reference class is the group's own past: all ends of months at which its level stood to its yearly mean as it
/// does now. A level is the count of the last months divided by their part of the year that ends with them; the
/// cases of the past are cut into thirds by it. The probability is (k + ½)/(n + 1) for k rises in n cases (Jeffreys).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The counts by month, by their place in the register.
    pub of: usize,
    /// The first month of the past.
    pub first: Date,
    /// The first day after the last month.
    pub until: Date,
    /// Months that are looked ahead, and back.
    pub months: usize,
}

/// What a judgement comes to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Judged {
    /// The probability, 0 to 1; none where the past is too short for one.
    pub probability: Option<f64>,
    /// Cases of the past that it rests on, or events.
    pub cases: f64,
    /// Dispersion of the months: 1 for a Poisson process.
    pub dispersion: f64,
    /// What the probability is about exceeding: the events of the last months.
    pub base: f64,
}

/// Cases without which the past tells nothing.
const CASES_MIN: usize = 12;
/// Events of both stretches without which no rate is compared.
const EVENTS_MIN: f64 = 5.0;

impl Rise {
    /// The judgement, from counts by month of the earlier stretch and then the later one.
    #[must_use]
    pub fn judge(&self, counts: &[f64]) -> Judged {
        let (before, since) = counts.split_at(self.months.min(counts.len()));
        let (x1, x2) = (before.iter().sum::<f64>(), since.iter().sum::<f64>());
        let dispersion = dispersion(&[before, since]);
        let enough = counts.len() == 2 * self.months && x1 + x2 >= EVENTS_MIN;
        let share =
            enough.then(|| 1.0 - beta_reg(x2 / dispersion + 0.5, x1 / dispersion + 0.5, 0.5));
        Judged { probability: share, cases: x1 + x2, dispersion, base: x1 }
    }
}

/// Pearson's statistic of months around the mean of their stretch, by its degrees of freedom; at least 1.
fn dispersion(stretches: &[&[f64]]) -> f64 {
    let (mut sum, mut free) = (0.0, 0.0);
    for stretch in stretches {
        let mean = stretch.iter().sum::<f64>() / stretch.len().max(1) as f64;
        if mean > 0.0 && stretch.len() > 1 {
            sum += stretch.iter().map(|count| (count - mean).powi(2) / mean).sum::<f64>();
            free += stretch.len() as f64 - 1.0;
        }
    }
    if free > 0.0 { (sum / free).max(1.0) } else { 1.0 }
}

impl Outlook {
    /// The judgement, from counts by month, the last month last.
    #[must_use]
    pub fn judge(&self, counts: &[f64]) -> Judged {
        let ahead = self.months;
        let sum = |from: usize, to: usize| counts[from..to].iter().sum::<f64>();
        let none = |base| Judged { probability: None, cases: 0.0, dispersion: 1.0, base };
        let end = counts.len();
        if ahead == 0 || end < 12 {
            return none(0.0);
        }
        let base = sum(end - ahead, end);
        // After silence the past tells nothing: a group that was defeated is as silent as one that waits.
        if base <= 0.0 {
            return none(base);
        }
        // Where the last months stand to the year that ends with them: 1 is its mean.
        let level = |at: usize| {
            let year = sum(at - 12, at);
            (year > 0.0).then(|| sum(at - ahead, at) / year * 12.0 / ahead as f64)
        };
        let Some(now) = level(end) else { return none(base) };
        let mut cases: Vec<(f64, bool)> = (12..=end - ahead)
            .filter_map(|at| Some((level(at)?, sum(at, at + ahead) > sum(at - ahead, at))))
            .collect();
        if cases.len() < CASES_MIN {
            return none(base);
        }
        cases.sort_by(|a, b| a.0.total_cmp(&b.0));
        let third = |number: usize| cases[(cases.len() * number / 3).min(cases.len() - 1)].0;
        let (low, high) = (third(1), third(2));
        let class = |level: f64| if level < low { 0 } else { 1 + i32::from(level >= high) };
        let alike = cases.iter().filter(|(level, _)| class(*level) == class(now));
        let (rises, all) = alike.fold((0.0, 0.0), |(rises, all), (_, rose)| {
            (rises + f64::from(u8::from(*rose)), all + 1.0)
        });
        let probability = (all >= 4.0).then(|| (rises + 0.5) / (all + 1.0));
        Judged { probability, cases: all, dispersion: 1.0, base }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rise(months: usize) -> Rise {
        Rise { of: 0, before: date(2019, 1, 1), since: date(2020, 1, 1), months }
    }

    #[test]
    fn equal_counts_are_an_even_chance_and_a_doubling_of_many_is_all_but_sure() {
        let even =
            rise(3).judge(&[10.0, 10.0, 10.0, 10.0, 10.0, 10.0]).probability.expect("enough");
        assert!((even - 0.5).abs() < 1e-9);
        let up = rise(3).judge(&[20.0, 22.0, 18.0, 40.0, 42.0, 38.0]).probability.expect("enough");
        assert!(up > 0.99);
        let down =
            rise(3).judge(&[40.0, 42.0, 38.0, 20.0, 22.0, 18.0]).probability.expect("enough");
        assert!((up + down - 1.0).abs() < 1e-9, "mirrored");
    }

    #[test]
    fn against_a_poisson_pair_it_agrees_with_the_closed_form() {
        // Beta(3.5, 1.5) above one half: 1 - I(1/2; 3.5, 1.5), by the recurrence from arcsine's law = 0.8773.
        let judged = rise(1).judge(&[1.0, 3.0]);
        assert_eq!(judged.probability, None, "four events are too few");
        let judged = rise(1).judge(&[2.0, 8.0]);
        // Beta(8.5, 2.5): P(X > 1/2) = 0.9751 (numerical integration of the density).
        assert!((judged.probability.expect("enough") - 0.975_1).abs() < 2e-3, "{judged:?}");
    }

    #[test]
    fn bursts_make_the_same_rise_less_sure() {
        let calm = rise(4).judge(&[5.0, 5.0, 5.0, 5.0, 8.0, 8.0, 8.0, 8.0]);
        let bursts = rise(4).judge(&[0.0, 20.0, 0.0, 0.0, 0.0, 0.0, 32.0, 0.0]);
        assert!(bursts.dispersion > 10.0 && (calm.dispersion - 1.0).abs() < 1e-9);
        assert!(bursts.probability < calm.probability);
    }

    #[test]
    fn after_a_peak_a_group_of_waves_is_judged_by_its_own_peaks() {
        // A wave of a year: the three months after its top are always fewer.
        let wave = |month: usize| 20.0 + 10.0 * (month as f64 * std::f64::consts::TAU / 12.0).sin();
        let outlook = |until: usize| {
            let counts: Vec<f64> = (0..until).map(wave).collect();
            Outlook { of: 0, first: date(2010, 1, 1), until: date(2018, 1, 1), months: 3 }
                .judge(&counts)
        };
        let (top, bottom) = (outlook(12 * 8 + 5), outlook(12 * 8 + 11));
        assert!(top.probability.expect("a past") < 0.1, "{top:?}");
        assert!(bottom.probability.expect("a past") > 0.9, "{bottom:?}");
    }

    #[test]
    fn a_short_past_gives_no_probability() {
        let outlook =
            Outlook { of: 0, first: date(2010, 1, 1), until: date(2012, 1, 1), months: 3 };
        assert_eq!(outlook.judge(&[1.0; 20]).probability, None);
        assert_eq!(outlook.judge(&[0.0; 60]).probability, None, "nothing happened");
        assert_eq!(outlook.judge(&[]).probability, None);
    }
}
