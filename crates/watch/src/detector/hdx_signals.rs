//! The conflict rule of HDX Signals (OCHA), as a comparator.

use std::collections::VecDeque;

use super::{Detector, Parameter, Reading, history::Sums};
use crate::series::{Period, Stretch};

/// Thirty days of deaths at or above the most in a year, and at least 100; then half a year of silence. The
/// silence after a signal of that level is broken by one of the higher level: the most in three years.
#[derive(Debug, Clone, PartialEq)]
pub struct HdxSignals {
    /// How many days are summed.
    pub window_days: usize,
    /// How many days back the greatest sum is sought.
    pub history_days: usize,
    /// The same for the higher level.
    pub long_history_days: usize,
    /// The least sum that counts: 100 deaths.
    pub least: f64,
    /// Days of silence after an alarm of the same or of a higher level.
    pub silence_days: usize,
    /// The ratio to the greatest sum at which it alarms: 1.
    pub ratio: f64,
}

impl Default for HdxSignals {
    fn default() -> Self {
        Self {
            window_days: 30,
            history_days: 366,
            long_history_days: 1096,
            least: 100.0,
            silence_days: 180,
            ratio: 1.0,
        }
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

/// The days of the last alarms.
#[derive(Default)]
struct Last {
    /// Of any level.
    any: Option<usize>,
    /// Of the higher one.
    higher: Option<usize>,
}

/// Makes "at or above" of "above".
const HAIR: f64 = 1e-9;

impl Detector for HdxSignals {
    fn name(&self) -> &'static str {
        "hdx-signals"
    }

    fn source(&self) -> &'static str {
        "OCHA Centre for Humanitarian Data, HDX Signals, conflict indicator: documented thresholds and levels"
    }

    fn period(&self) -> Period {
        Period::Day
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("window_days", self.window_days, "days that are summed"),
            Parameter::new("history_days", self.history_days, "days back to the greatest sum"),
            Parameter::new(
                "long_history_days",
                self.long_history_days,
                "days back to the greatest sum of the higher level",
            ),
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
        let first = self.window_days + self.history_days;
        let long_first = self.window_days + self.long_history_days;
        let greatest = greatest_before(&sums, self.window_days, self.history_days, days);
        let longest = greatest_before(&sums, self.window_days, self.long_history_days, days);
        let mut last = Last::default();
        for (day, reading) in readings.iter_mut().enumerate().skip(first) {
            let sum = sums.before(day + 1, self.window_days);
            let ratio = |greatest: f64| if greatest > 0.0 { sum / greatest } else { sum };
            let higher = (day >= long_first).then(|| ratio(longest[day]));
            let heard = |at: Option<usize>| at.is_none_or(|at| day > at + self.silence_days);
            let statistic = if sum < self.least {
                0.0
            } else if heard(last.any) {
                ratio(greatest[day])
            } else {
                higher.filter(|_| heard(last.higher)).unwrap_or(0.0)
            };
            if statistic > self.limit() {
                last.any = Some(day);
                if higher.is_some_and(|ratio| ratio > self.limit()) {
                    last.higher = Some(day);
                }
            }
            *reading = Reading {
                expected: None,
                threshold: Some((greatest[day] * self.ratio).max(self.least)),
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
        assert_eq!(alarms, [509, 690, 871]);
    }

    /// By hand: 3 a day are too few. On the fifth day of 5 a day they are 100, the most of a year but not of three, of
    /// which a month of 300 is the most. Within the silence after it 400 on one day are heard, and 800 after those are
    /// not.
    #[test]
    fn the_most_of_three_years_breaks_the_silence_after_the_most_of_one() {
        let mut counts = vec![3.0; 1600];
        counts[300..330].fill(10.0);
        counts[1200..1231].fill(5.0);
        counts[1250] = 400.0;
        counts[1300] = 800.0;
        let steps = HdxSignals::default().run(&series(counts));
        let alarms: Vec<usize> = (0..1600).filter(|day| steps[*day].alarm).collect();
        assert_eq!(alarms, [1204, 1250]);
    }

    fn series(counts: Vec<f64>) -> Series {
        Series::new(Period::Day, date(2015, 1, 1), counts).unwrap()
    }

    /// Said of the rule: 0.9 alarms a year in a country in which nothing changes. With 300 deaths in 30 independent
    /// days it is that; without the higher level it would be 0.7.
    #[test]
    fn it_speaks_nine_times_in_ten_years_where_nothing_changes() {
        let rate = |rule: HdxSignals| {
            let (mut alarms, mut days) = (0, 0);
            for key in 0..60 {
                let mut random = Random::keyed(6, &[key]);
                let truth = Baseline::negative_binomial(10.0, 2.0);
                let first = date(2000, 1, 1);
                let series = truth.simulate(Period::Day, first, 5000, &mut random).unwrap();
                let steps = rule.run(&series);
                // The higher level needs three years.
                alarms += steps[1126..].iter().filter(|step| step.alarm).count();
                days += steps.len() - 1126;
            }
            alarms as f64 / days as f64 * 365.25
        };
        let both = rate(HdxSignals::default());
        assert!((both - 0.9).abs() < 0.05, "{both}");
        let one = rate(HdxSignals { long_history_days: 100_000, ..HdxSignals::default() });
        assert!((one - 0.71).abs() < 0.04, "{one}");
    }
}
