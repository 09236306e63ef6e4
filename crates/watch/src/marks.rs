//! Facets that are means or shares over events: deaths per event, the share against civilians.
//!
//! What each event says is a mark: its deaths, or one and zero. The marks of the latest weeks are held against
//! those of the year before by the difference of their means in units of its error, on the scale of
//! `ln(1 + mark)`, so that one massacre does not decide alone. How often the rule alarms where nothing changes
//! is measured on the group's own events with their marks dealt out anew: a permutation test (Fisher 1935),
//! in blocks of neighbouring events (Künsch 1989, Annals of Statistics 17: 1217-1241), because like follows
//! like. No distribution is assumed, and how many events there are plays no part.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::{Random, WatchError, calibrate::AlarmRate, error::within, series::days_between};

/// The name of the rule.
pub const NAME: &str = "shuffled-marks";

/// An event with its mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// Its day.
    pub day: Date,
    /// Its mark, 0 or more.
    pub value: f64,
}

/// The latest marks against those of the year before.
#[derive(Debug, Clone, PartialEq)]
pub struct ShuffledMarks {
    /// Lengths of the windows in days.
    pub windows_days: Vec<i64>,
    /// Days before a window that are its baseline.
    pub baseline_days: i64,
    /// Events that a window must hold.
    pub events_min: usize,
    /// Events that a baseline must hold.
    pub baseline_events_min: usize,
    /// Neighbouring events that stay together when marks are dealt out anew.
    pub block: usize,
    /// Days for which an alarm is not raised again.
    pub quiet_days: i64,
    /// The statistic above which it alarms.
    pub limit: f64,
}

impl Default for ShuffledMarks {
    fn default() -> Self {
        Self {
            windows_days: vec![28, 91],
            baseline_days: 365,
            events_min: 6,
            baseline_events_min: 12,
            block: 5,
            quiet_days: 91,
            limit: 3.0,
        }
    }
}

/// What the rule says on the day of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkStep {
    /// The day.
    pub day: Date,
    /// The first day of the window.
    pub from: Date,
    /// The mean of the marks in the window.
    pub observed: f64,
    /// The mean of the marks in the baseline.
    pub expected: f64,
    /// The difference in units of its error, on the scale of `ln(1 + mark)`; `None` without enough events.
    pub statistic: Option<f64>,
}

/// Running sums of marks.
struct Sums {
    raw: Vec<f64>,
    scaled: Vec<f64>,
    squares: Vec<f64>,
}

impl Sums {
    fn new(values: impl Iterator<Item = f64>) -> Self {
        let (mut raw, mut scaled, mut squares) = (vec![0.0], vec![0.0], vec![0.0]);
        for value in values {
            let on_scale = libm::log1p(value.max(0.0));
            raw.push(raw[raw.len() - 1] + value);
            scaled.push(scaled[scaled.len() - 1] + on_scale);
            squares.push(squares[squares.len() - 1] + on_scale * on_scale);
        }
        Self { raw, scaled, squares }
    }
}

fn mean(sums: &[f64], from: usize, to: usize) -> f64 {
    (sums[to] - sums[from]) / (to - from).max(1) as f64
}

impl ShuffledMarks {
    /// One step for each day with an event. `marks` are sorted by day.
    pub fn run(&self, marks: &[Mark]) -> Vec<MarkStep> {
        let days: Vec<i64> = days_of(marks);
        self.steps(marks, &days, &Sums::new(marks.iter().map(|mark| mark.value)))
    }

    /// Positions among the steps at which an alarm is raised.
    pub fn episodes(&self, steps: &[MarkStep]) -> Vec<usize> {
        let (mut begins, mut last): (Vec<usize>, Option<Date>) = (Vec::new(), None);
        for (at, step) in steps.iter().enumerate() {
            let alarms = step.statistic.is_some_and(|statistic| statistic > self.limit);
            if alarms && last.is_none_or(|last| days_between(last, step.day) > self.quiet_days) {
                begins.push(at);
                last = Some(step.day);
            }
        }
        begins
    }

    fn steps(&self, marks: &[Mark], days: &[i64], sums: &Sums) -> Vec<MarkStep> {
        let mut steps = Vec::new();
        for at in 0..marks.len() {
            if days.get(at + 1) == Some(&days[at]) {
                continue;
            }
            let end = at + 1;
            let mut best: Option<MarkStep> = None;
            for window in &self.windows_days {
                let from = days.partition_point(|day| *day <= days[at] - window);
                let before =
                    days.partition_point(|day| *day <= days[at] - window - self.baseline_days);
                let statistic = self.statistic(sums, before, from, end);
                let better = best.is_none_or(|best| {
                    statistic.is_some_and(|one| best.statistic.is_none_or(|two| one > two))
                });
                if better {
                    let back = jiff::Span::new().days(window - 1);
                    best = Some(MarkStep {
                        day: marks[at].day,
                        from: marks[at].day.checked_sub(back).unwrap_or(marks[at].day),
                        observed: mean(&sums.raw, from, end),
                        expected: mean(&sums.raw, before, from),
                        statistic,
                    });
                }
            }
            steps.extend(best);
        }
        steps
    }

    fn statistic(&self, sums: &Sums, before: usize, from: usize, end: usize) -> Option<f64> {
        let (late, early) = (end - from, from - before);
        if late < self.events_min || early < self.baseline_events_min {
            return None;
        }
        let all = mean(&sums.scaled, before, end);
        let spread = (mean(&sums.squares, before, end) - all * all).max(0.0);
        if spread <= 1e-12 {
            return Some(0.0);
        }
        let error = (spread * (1.0 / late as f64 + 1.0 / early as f64)).sqrt();
        Some((mean(&sums.scaled, from, end) - mean(&sums.scaled, before, from)) / error)
    }

    /// The marks dealt out anew in blocks.
    fn dealt(&self, marks: &[Mark], random: &mut Random) -> Vec<f64> {
        let values: Vec<f64> = marks.iter().map(|mark| mark.value).collect();
        let turn = random.below(values.len().max(1));
        let turned: Vec<f64> = values[turn..].iter().chain(&values[..turn]).copied().collect();
        let mut blocks: Vec<&[f64]> = turned.chunks(self.block.max(1)).collect();
        for at in (1..blocks.len()).rev() {
            blocks.swap(at, random.below(at + 1));
        }
        blocks.concat()
    }

    /// What the rule says of events dealt out anew, once for each replication.
    fn null(&self, marks: &[Mark], replications: usize, seed: u64) -> Vec<Vec<MarkStep>> {
        let days = days_of(marks);
        let one = |replication: usize| {
            let mut random = Random::keyed(seed, &[replication as u64]);
            let dealt = self.dealt(marks, &mut random);
            self.steps(marks, &days, &Sums::new(dealt.into_iter()))
        };
        (0..replications).into_par_iter().map(one).collect()
    }

    /// The rate of alarms on the group's own events with marks dealt out anew.
    pub fn false_alarm_rate(&self, marks: &[Mark], replications: usize, seed: u64) -> AlarmRate {
        let runs = self.null(marks, replications, seed);
        self.rate(&runs, self.limit)
    }

    fn rate(&self, runs: &[Vec<MarkStep>], limit: f64) -> AlarmRate {
        let rule = Self { limit, ..self.clone() };
        let alarms = runs.iter().map(|steps| rule.episodes(steps).len()).sum();
        let years = runs.iter().map(|steps| years_judged(steps)).sum();
        AlarmRate::new(alarms, years)
    }

    /// The same rule with the least limit at which the upper end of the 95% interval of its rate, on the
    /// group's own events dealt out anew, is at most `per_year`.
    ///
    /// # Errors
    ///
    /// The rate is not above 0, or the events are too few for the rule to have an answer.
    pub fn tuned(
        &self,
        marks: &[Mark],
        replications: usize,
        per_year: f64,
        seed: u64,
    ) -> Result<Self, WatchError> {
        within("per_year", per_year, 1e-9, 1e9)?;
        let runs = self.null(marks, replications, seed);
        let mut statistics: Vec<f64> =
            runs.iter().flatten().filter_map(|step| step.statistic).collect();
        statistics.sort_by(|left, right| right.total_cmp(left));
        statistics.dedup();
        if statistics.is_empty() {
            return Err(WatchError::TooLittle {
                what: "days on which enough events lie around",
                have: 0,
                need: 1,
            });
        }
        let keeps = |at: usize| self.rate(&runs, statistics[at]).high <= per_year;
        if !keeps(0) {
            let years: f64 = runs.iter().map(|steps| years_judged(steps)).sum();
            let need = (4.0 / per_year).ceil() as usize;
            return Err(WatchError::TooLittle {
                what: "years of events",
                have: years as usize,
                need,
            });
        }
        // The rate rises as the limit falls, but for the quiet days between alarms.
        let (mut good, mut bad) = (0, statistics.len());
        while bad - good > 1 {
            let middle = usize::midpoint(good, bad);
            if keeps(middle) { good = middle } else { bad = middle }
        }
        Ok(Self { limit: statistics[good], ..self.clone() })
    }
}

fn days_of(marks: &[Mark]) -> Vec<i64> {
    let first = marks.first().map_or(Date::constant(1970, 1, 1), |mark| mark.day);
    marks.iter().map(|mark| days_between(first, mark.day)).collect()
}

/// Years between the first and the last step that has an answer.
fn years_judged(steps: &[MarkStep]) -> f64 {
    let mut judged = steps.iter().filter(|step| step.statistic.is_some()).map(|step| step.day);
    let Some(first) = judged.next() else { return 0.0 };
    let last = judged.next_back().unwrap_or(first);
    (days_between(first, last) + 1) as f64 / 365.25
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn marks(later: f64) -> Vec<Mark> {
        let mut random = Random::keyed(5, &[]);
        let first = date(2010, 1, 1);
        (0..500)
            .map(|at| {
                let mean = if at < 440 { 2.0 } else { later };
                let day = first.checked_add(jiff::Span::new().days(at * 4)).unwrap();
                Mark { day, value: random.negative_binomial(mean, 1.0) }
            })
            .collect()
    }

    #[test]
    fn events_that_grow_deadlier_are_found_and_others_are_not() {
        let rule = ShuffledMarks::default().tuned(&marks(2.0), 60, 0.5, 1).unwrap();
        let alarms = |marks: &[Mark]| {
            let steps = rule.run(marks);
            rule.episodes(&steps).into_iter().map(|at| steps[at].day).collect::<Vec<_>>()
        };
        let turn = marks(2.0)[440].day;
        assert!(alarms(&marks(9.0)).iter().any(|day| *day > turn), "{:?}", alarms(&marks(9.0)));
        assert!(alarms(&marks(2.0)).len() <= 3, "{:?}", alarms(&marks(2.0)));
    }

    #[test]
    fn the_rate_is_kept_on_other_deals() {
        let marks = marks(2.0);
        let rule = ShuffledMarks::default().tuned(&marks, 100, 0.5, 1).unwrap();
        let rate = rule.false_alarm_rate(&marks, 100, 2);
        assert!(rate.low <= 0.5 && rate.per_year() > 0.1, "{rate:?}");
    }

    /// By hand: 12 marks of 0 in the year before, 6 of 1 in the window. On the scale of ln(1 + mark) the
    /// difference is ln 2, the variance of all is (ln 2)² * 1/3 * 2/3.
    #[test]
    fn the_statistic_by_hand() {
        let first = date(2020, 1, 1);
        let day = |days: i64| first.checked_add(jiff::Span::new().days(days)).unwrap();
        let early = (0..12).map(|at| Mark { day: day(at * 20), value: 0.0 });
        let late = (0..6).map(|at| Mark { day: day(300 + at), value: 1.0 });
        let marks: Vec<Mark> = early.chain(late).collect();
        let rule = ShuffledMarks { windows_days: vec![28], ..ShuffledMarks::default() };
        let last = *rule.run(&marks).last().unwrap();
        let by_hand = 1.0 / (2.0_f64 / 9.0 * (1.0 / 6.0 + 1.0 / 12.0)).sqrt();
        assert!((last.statistic.unwrap() - by_hand).abs() < 1e-9, "{last:?}");
        assert_eq!((last.observed, last.expected), (1.0, 0.0));
    }

    #[test]
    fn too_few_events_have_no_answer() {
        let few = &marks(2.0)[..10];
        let error = ShuffledMarks::default().tuned(few, 10, 1.0, 1).unwrap_err();
        assert!(error.to_string().starts_with("days on which enough events lie around"), "{error}");
    }
}
