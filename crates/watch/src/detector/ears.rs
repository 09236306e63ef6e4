//! EARS C1, C2 and C3 (Hutwagner, Thompson, Seeman & Treadwell 2003).

use super::{Detector, Parameter, Reading, history::moments};
use crate::series::{Period, Stretch};

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EarsKind {
    /// The seven periods just before.
    C1,
    /// Seven periods with a gap of two, so that a slow rise is no part of its own baseline.
    C2,
    /// What C2 exceeded 1 by, over three periods.
    C3,
}

/// A count against the mean and standard deviation of seven recent ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Ears {
    /// Which of the three.
    pub kind: EarsKind,
    /// How many recent periods make the baseline.
    pub baseline: usize,
    /// The least standard deviation, without which one event after a quiet week would be an alarm.
    pub sd_min: f64,
    /// The statistic above which it alarms: 3 for C1 and C2, 2 for C3.
    pub limit: f64,
}

impl Ears {
    /// The rule with its published parameters.
    pub fn new(kind: EarsKind) -> Self {
        let limit = if kind == EarsKind::C3 { 2.0 } else { 3.0 };
        Self { kind, baseline: 7, sd_min: 0.5, limit }
    }

    /// Mean and standard deviation of the baseline of a period.
    fn baseline(&self, counts: &[f64], now: usize) -> Option<(f64, f64)> {
        let gap = if self.kind == EarsKind::C1 { 0 } else { 2 };
        let end = now.checked_sub(gap)?;
        let from = end.checked_sub(self.baseline.max(2))?;
        let (mean, variance) = moments(&counts[from..end]);
        Some((mean, variance.sqrt().max(self.sd_min)))
    }

    fn score(&self, counts: &[f64], now: usize) -> Option<f64> {
        let (mean, sd) = self.baseline(counts, now)?;
        Some((counts[now] - mean) / sd)
    }

    fn cumulated(&self, counts: &[f64], from: usize, to: usize) -> Option<f64> {
        (from..to).map(|at| Some((self.score(counts, at)? - 1.0).max(0.0))).sum()
    }

    fn reading(&self, counts: &[f64], now: usize) -> Option<Reading> {
        let (mean, sd) = self.baseline(counts, now)?;
        let (statistic, scores) = if self.kind == EarsKind::C3 {
            let earlier = self.cumulated(counts, now.checked_sub(2)?, now)?;
            let today = (counts[now] - mean) / sd - 1.0;
            (earlier + today.max(0.0), (self.limit - earlier).max(0.0) + 1.0)
        } else {
            ((counts[now] - mean) / sd, self.limit)
        };
        Some(Reading {
            expected: Some(mean),
            threshold: Some(mean + scores * sd),
            statistic: Some(statistic),
            ..Reading::default()
        })
    }
}

impl Detector for Ears {
    fn name(&self) -> &'static str {
        match self.kind {
            EarsKind::C1 => "ears-c1",
            EarsKind::C2 => "ears-c2",
            EarsKind::C3 => "ears-c3",
        }
    }

    fn source(&self) -> &'static str {
        "Hutwagner et al. 2003, Journal of Urban Health 80(2, suppl. 1): i89-i96"
    }

    fn period(&self) -> Period {
        Period::Day
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("baseline", self.baseline, "recent periods that make the baseline"),
            Parameter::new("sd_min", self.sd_min, "least standard deviation"),
            Parameter::new("limit", self.limit, "standard deviations above which it alarms"),
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
        (0..counts.len()).map(|now| self.reading(counts, now).unwrap_or_default()).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Series;

    fn last(kind: EarsKind, counts: &[f64]) -> crate::Step {
        let series = Series::new(Period::Day, date(2020, 1, 1), counts.to_vec()).unwrap();
        *Ears::new(kind).run(&series).last().unwrap()
    }

    /// By hand: the seven counts 1 to 7 have mean 4 and variance 28/6.
    #[test]
    fn c1_is_the_distance_from_the_last_seven_in_standard_deviations() {
        let step = last(EarsKind::C1, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 11.0]);
        let sd = (28.0_f64 / 6.0).sqrt();
        assert!((step.statistic.unwrap() - 7.0 / sd).abs() < 1e-12);
        assert!((step.threshold.unwrap() - (4.0 + 3.0 * sd)).abs() < 1e-12);
        assert!(step.alarm);
    }

    #[test]
    fn c2_leaves_out_the_two_days_before() {
        let step = last(EarsKind::C2, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 90.0, 90.0, 11.0]);
        assert!((step.expected.unwrap() - 4.0).abs() < 1e-12);
        assert!(step.alarm);
    }

    /// By hand: a flat baseline of 1 has the least deviation 0.5, so each 2 scores 2 and exceeds 1 by 1; the
    /// baseline of the third day ends before the first 2.
    #[test]
    fn c3_sums_what_three_days_exceed_one_by() {
        let mut counts = vec![1.0; 9];
        counts.extend([2.0, 2.0, 2.0]);
        let step = last(EarsKind::C3, &counts);
        assert!((step.statistic.unwrap() - 3.0).abs() < 1e-12);
        assert!(step.alarm);
    }

    #[test]
    fn the_first_week_has_no_answer() {
        let step = last(EarsKind::C1, &[1.0; 7]);
        assert_eq!(step.statistic, None);
        assert_eq!(step.standing, crate::Standing::NoAnswer);
    }
}
