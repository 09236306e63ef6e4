//! The Shiryaev-Roberts statistic of a rise (Shiryaev 1963, Roberts 1966), for overdispersed counts by day.
//!
//! The odds that the rate has been several times the baseline since some day, summed over all days on which
//! that could have begun. Among all rules with the same rate of false alarms it has the least mean delay to
//! a change that comes long after the start (Pollak & Tartakovsky 2009), which is a watch's situation. The
//! likelihood is a Poisson one raised to the power 1 / dispersion (a quasi-likelihood), with the dispersion
//! that sums over two weeks have shown in this group beyond slow changes of its rate. Several sizes of
//! rise are mixed. After an alarm the rule begins anew from the days of the surge, so that a lasting rise is
//! one alarm and not one a month.

use super::{
    Detector, Parameter, Reading,
    history::{Bursts, Sums},
};
use crate::series::{Period, Stretch};

/// The odds that the rate has recently risen to a multiple of the group's own.
#[derive(Debug, Clone, PartialEq)]
pub struct ShiryaevRoberts {
    /// The multiples of the baseline that are looked for, in equal parts.
    pub multiples: Vec<f64>,
    /// How many days the baseline is taken over, at most.
    pub baseline_days: usize,
    /// How many days of history there must be.
    pub history_days_min: usize,
    /// The latest days that are no baseline, so that a surge does not become its own.
    pub left_out_days: usize,
    /// Days over which the dispersion is taken, at most.
    pub dispersion_days: usize,
    /// Length of the sums whose dispersion is taken, in days.
    pub sum_days: usize,
    /// Events a year that are added to the baseline: a few events of a quiet group are no surge.
    pub events_prior: f64,
    /// Days after an alarm from which a new baseline is had.
    pub restart_days: usize,
    /// The common logarithm of the odds above which it alarms.
    pub limit: f64,
}

impl Default for ShiryaevRoberts {
    fn default() -> Self {
        Self {
            multiples: vec![1.5, 2.0, 3.0, 5.0],
            baseline_days: 365,
            history_days_min: 180,
            left_out_days: 28,
            dispersion_days: 730,
            sum_days: 14,
            events_prior: 40.0,
            restart_days: 60,
            limit: 1.4,
        }
    }
}

impl ShiryaevRoberts {
    fn baseline(&self, daily: &Sums, day: usize, restart: usize) -> Option<f64> {
        let to = day.saturating_sub(self.left_out_days).max(restart.min(day));
        let (from, to) = if restart > 0 {
            // Since the surge that was alarmed the group's level is a new one.
            let from = restart.max(to.saturating_sub(self.baseline_days));
            let to = to.max(day.min(restart + self.restart_days));
            (from, to)
        } else {
            (to.saturating_sub(self.baseline_days), to)
        };
        let days = to.checked_sub(from).filter(|days| *days > 0)? as f64;
        let least = if restart > 0 { self.restart_days } else { self.history_days_min };
        (days >= least as f64).then(|| daily.over(from, to) / days + self.events_prior / 365.25)
    }
}

impl Detector for ShiryaevRoberts {
    fn name(&self) -> &'static str {
        "shiryaev-roberts"
    }

    fn source(&self) -> &'static str {
        "Shiryaev 1963, Theory of Probability and its Applications 8: 22-46; Roberts 1966, Technometrics 8: \
         411-430; Pollak & Tartakovsky 2009, Statistica Sinica 19: 1729-1739"
    }

    fn period(&self) -> Period {
        Period::Day
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("multiples", format!("{:?}", self.multiples), "rises looked for"),
            Parameter::new("baseline_days", self.baseline_days, "days of baseline, at most"),
            Parameter::new("history_days_min", self.history_days_min, "and at least"),
            Parameter::new("left_out_days", self.left_out_days, "latest days that are no baseline"),
            Parameter::new("dispersion_days", self.dispersion_days, "days of dispersion, at most"),
            Parameter::new("sum_days", self.sum_days, "sums whose dispersion is taken"),
            Parameter::new(
                "events_prior",
                self.events_prior,
                "events a year added to the baseline",
            ),
            Parameter::new(
                "restart_days",
                self.restart_days,
                "days after an alarm to a new baseline",
            ),
            Parameter::new("limit", self.limit, "log10 odds above which it alarms"),
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
        let counts = stretch.counts;
        let daily = Sums::new(counts);
        let bursts = Bursts::new(&daily, counts.len(), self.sum_days.max(1));
        let mut odds = Odds::new(&self.multiples);
        let mut restart = 0;
        let mut readings = Vec::with_capacity(counts.len());
        for (day, count) in counts.iter().enumerate() {
            let Some(mean) = self.baseline(&daily, day, restart) else {
                let silent = (restart > 0).then_some(f64::MIN);
                readings.push(Reading { statistic: silent, ..Reading::default() });
                continue;
            };
            let from = day.saturating_sub(self.dispersion_days);
            let statistic = odds.take(*count, mean, bursts.dispersion(&daily, from, day));
            if statistic > self.limit {
                restart = day.saturating_sub(self.left_out_days).max(1);
                odds = Odds::new(&self.multiples);
            }
            readings.push(Reading {
                expected: Some(mean),
                threshold: None,
                statistic: Some(statistic),
                ..Reading::default()
            });
        }
        readings
    }
}

/// The sums of one detector: for each multiple the odds.
struct Odds {
    sums: Vec<(f64, f64)>,
}

impl Odds {
    fn new(multiples: &[f64]) -> Self {
        Self { sums: multiples.iter().map(|multiple| (*multiple, 0.0)).collect() }
    }

    /// Takes in a day; gives the common logarithm of the mixed odds.
    fn take(&mut self, count: f64, mean: f64, dispersion: f64) -> f64 {
        for (multiple, sum) in &mut self.sums {
            let log = (count * multiple.ln() - mean * (*multiple - 1.0)) / dispersion;
            *sum = ((*sum + 1.0) * log.exp()).min(1e290);
        }
        let mixed =
            self.sums.iter().map(|(_, sum)| sum).sum::<f64>() / self.sums.len().max(1) as f64;
        mixed.max(1e-290).log10()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Random, Series, Step, baseline::Baseline};

    /// By hand: one multiple of 2 on a mean of ln 2 (so that a day without events halves the odds) and
    /// dispersion 1. Counts 0, 2: (0 + 1) / 2 = 0.5, then (0.5 + 1) * 4 / 2 = 3.
    #[test]
    fn the_odds_by_hand() {
        let mut odds = Odds::new(&[2.0]);
        let mean = 2.0_f64.ln();
        assert!((odds.take(0.0, mean, 1.0) - 0.5_f64.log10()).abs() < 1e-12);
        assert!((odds.take(2.0, mean, 1.0) - 3.0_f64.log10()).abs() < 1e-12);
    }

    fn steps(rates: [f64; 2]) -> Vec<Step> {
        let mut random = Random::keyed(8, &[]);
        let first = date(2015, 1, 1);
        let draw = |rate: f64, days: usize, random: &mut Random| {
            let part = Baseline::poisson(rate).simulate(Period::Day, first, days, random).unwrap();
            part.counts().to_vec()
        };
        let mut counts = draw(rates[0], 900, &mut random);
        counts.extend(draw(rates[1], 300, &mut random));
        let series = Series::new(Period::Day, first, counts).unwrap();
        ShiryaevRoberts { limit: 3.0, ..ShiryaevRoberts::default() }.run(&series)
    }

    #[test]
    fn a_tripling_is_found_within_a_month_and_raised_once() {
        let steps = steps([0.5, 1.5]);
        let alarms: Vec<usize> = (0..1200).filter(|day| steps[*day].alarm).collect();
        assert_eq!(alarms.len(), 1, "{alarms:?}");
        assert!((900..930).contains(&alarms[0]), "{alarms:?}");
    }

    #[test]
    fn a_fall_is_no_alarm() {
        assert!(steps([1.5, 0.5]).iter().all(|step| !step.alarm));
    }
}
