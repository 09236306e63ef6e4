//! The "large increase" of ACLED's Trendfinder, as a comparator.

use super::{Detector, Parameter, Reading, history::Sums};
use crate::series::{Period, Stretch};

/// A week more than 25% above the mean of the four weeks before it.
///
/// The rule has no model of noise: at 20 events a week it marks 17 of 100 weeks in which nothing changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Trendfinder {
    /// How many periods before make the mean.
    pub baseline: usize,
    /// The ratio to the mean above which it alarms.
    pub ratio: f64,
}

impl Default for Trendfinder {
    fn default() -> Self {
        Self { baseline: 4, ratio: 1.25 }
    }
}

/// The least total of the periods before, in events: half an event, so that there is a ratio to nothing.
const EVENTS_BEFORE_MIN: f64 = 0.5;

impl Detector for Trendfinder {
    fn name(&self) -> &'static str {
        "acled-trendfinder"
    }

    fn source(&self) -> &'static str {
        "ACLED Trendfinder, documentation: a large increase is more than 25% above the 4-week mean"
    }

    fn period(&self) -> Period {
        Period::Week
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("baseline", self.baseline, "periods before that make the mean"),
            Parameter::new("ratio", self.ratio, "ratio to the mean above which it alarms"),
        ]
    }

    fn limit(&self) -> f64 {
        self.ratio
    }

    fn with_limit(&self, limit: f64) -> Box<dyn Detector> {
        Box::new(Self { ratio: limit, ..self.clone() })
    }

    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading> {
        let sums = Sums::new(stretch.counts);
        let reading = |(now, count): (usize, &f64)| {
            if now < self.baseline || self.baseline == 0 {
                return Reading::default();
            }
            let mean = sums.before(now, self.baseline) / self.baseline as f64;
            let ratio = count / mean.max(EVENTS_BEFORE_MIN / self.baseline as f64);
            Reading {
                expected: Some(mean),
                threshold: Some(mean * self.ratio),
                statistic: Some(ratio),
                ..Reading::default()
            }
        };
        stretch.counts.iter().enumerate().map(reading).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Random, Series};

    #[test]
    fn a_quarter_above_the_mean_of_four_weeks_is_no_alarm_and_more_is() {
        let series = |last| {
            Series::new(Period::Week, date(2020, 1, 6), vec![8.0, 12.0, 10.0, 10.0, last]).unwrap()
        };
        assert!(!Trendfinder::default().run(&series(12.5))[4].alarm);
        assert!(Trendfinder::default().run(&series(13.0))[4].alarm);
    }

    /// Known of the rule: 17% of weeks at 20 events a week in which nothing changes.
    #[test]
    fn it_marks_a_sixth_of_quiet_weeks() {
        let mut random = Random::keyed(1, &[]);
        let counts = (0..10_000).map(|_| random.poisson(20.0)).collect();
        let series = Series::new(Period::Week, date(1800, 1, 6), counts).unwrap();
        let alarms = Trendfinder::default().run(&series).iter().filter(|step| step.alarm).count();
        assert!((alarms as f64 / 10_000.0 - 0.17).abs() < 0.015, "{alarms}");
    }
}
