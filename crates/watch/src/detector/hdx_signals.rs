//! The conflict rule of HDX Signals (OCHA), as a comparator.

use std::collections::VecDeque;

use super::{Detector, Parameter, Reading, history::Sums};
use crate::series::{Period, Stretch};

/// Thirty days of deaths at or above the most in a year, and at least 100; then half a year of silence.
#[derive(Debug, Clone, PartialEq)]
pub struct HdxSignals {
    /// How many days are summed.
    pub window_days: usize,
    /// How many days back the greatest sum is sought.
    pub history_days: usize,
    /// The least sum that counts: 100 deaths.
    pub least: f64,
    /// Days of silence after an alarm.
    pub silence_days: usize,
    /// The ratio to the greatest sum at which it alarms: 1.
    pub ratio: f64,
}

impl Default for HdxSignals {
    fn default() -> Self {
        Self { window_days: 30, history_days: 366, least: 100.0, silence_days: 180, ratio: 1.0 }
    }
}

/// For each day the greatest sum of the windows that end on the `history - 1` days before it.
fn greatest_before(sums: &Sums, window: usize, history: usize, days: usize) -> Vec<f64> {
    // Days whose sums fall, so that the first is the greatest.
    let mut falling: VecDeque<(usize, f64)> = VecDeque::new();
    let mut greatest = Vec::with_capacity(days);
    for day in 0..days {
        while falling.front().is_some_and(|(then, _)| then + history <= day) {
            falling.pop_front();
        }
        greatest.push(falling.front().map_or(0.0, |(_, sum)| *sum));
        let sum = sums.before(day + 1, window);
        while falling.back().is_some_and(|(_, earlier)| *earlier <= sum) {
            falling.pop_back();
        }
        falling.push_back((day, sum));
    }
    greatest
}

/// Makes "at or above" of "above".
const HAIR: f64 = 1e-9;

impl Detector for HdxSignals {
    fn name(&self) -> &'static str {
        "hdx-signals"
    }

    fn source(&self) -> &'static str {
        "OCHA Centre for Humanitarian Data, HDX Signals, conflict indicator: documented thresholds"
    }

    fn period(&self) -> Period {
        Period::Day
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("window_days", self.window_days, "days that are summed"),
            Parameter::new("history_days", self.history_days, "days back to the greatest sum"),
            Parameter::new("least", self.least, "least sum that counts"),
            Parameter::new("silence_days", self.silence_days, "days of silence after an alarm"),
            Parameter::new("ratio", self.ratio, "ratio to the greatest sum at which it alarms"),
        ]
    }

    fn limit(&self) -> f64 {
        self.ratio - HAIR
    }

    fn with_limit(&self, limit: f64) -> Box<dyn Detector> {
        Box::new(Self { ratio: limit + HAIR, ..self.clone() })
    }

    fn restarts(&self) -> bool {
        true
    }

    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading> {
        let days = stretch.counts.len();
        let sums = Sums::new(stretch.counts);
        let mut readings = vec![Reading::default(); days];
        let mut silent_until = 0;
        let first = self.window_days + self.history_days;
        let greatest = greatest_before(&sums, self.window_days, self.history_days, days);
        for (day, reading) in readings.iter_mut().enumerate().skip(first) {
            let greatest = greatest[day];
            let sum = sums.before(day + 1, self.window_days);
            let speaks = sum >= self.least && day >= silent_until;
            let ratio = if greatest > 0.0 { sum / greatest } else { sum };
            let statistic = if speaks { ratio } else { 0.0 };
            if statistic > self.limit() {
                silent_until = day + self.silence_days;
            }
            *reading = Reading {
                expected: None,
                threshold: Some((greatest * self.ratio).max(self.least)),
                statistic: Some(statistic),
                ..Reading::default()
            };
        }
        readings
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Random, Series, baseline::Baseline};

    #[test]
    fn it_speaks_at_a_years_most_and_then_keeps_silent_for_half_a_year() {
        let mut counts = vec![3.0; 900];
        counts[500..600].fill(4.0);
        counts[650..].fill(9.0);
        let series = Series::new(Period::Day, date(2015, 1, 1), counts).unwrap();
        let steps = HdxSignals::default().run(&series);
        let alarms: Vec<usize> = (0..900).filter(|day| steps[*day].alarm).collect();
        // 30 days of 3 are 90 and too few; with ten 4s among them they are 100. At a level that stays, the
        // rule speaks again each time its silence ends.
        assert_eq!(alarms, [509, 689, 869]);
    }

    /// Said of the rule: 0.9 alarms a year in a country in which nothing changes. With independent days, 300 deaths
    /// in 30 of them, it is 0.74.
    #[test]
    fn it_speaks_three_times_in_four_years_where_nothing_changes() {
        let rule = HdxSignals::default();
        let (mut alarms, mut days) = (0, 0);
        for key in 0..20 {
            let mut random = Random::keyed(6, &[key]);
            let truth = Baseline::negative_binomial(10.0, 2.0);
            let series = truth.simulate(Period::Day, date(2000, 1, 1), 4000, &mut random).unwrap();
            let steps = rule.run(&series);
            alarms += steps.iter().filter(|step| step.alarm).count();
            days += steps.iter().filter(|step| step.statistic.is_some()).count();
        }
        let rate = alarms as f64 / days as f64 * 365.25;
        assert!((rate - 0.74).abs() < 0.05, "{rate}");
    }
}
