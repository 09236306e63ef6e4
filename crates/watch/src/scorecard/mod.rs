//! Who finds a surge, how soon, and at what price.
//!
//! Every rule is first tuned on the real backgrounds to the same rate of alarms, so that none buys early
//! detection with noise. Then surges of known size and start are planted into the backgrounds, history is
//! replayed up to the horizon, and a surge counts as found when an episode of alarms begins between its
//! start and the horizon; the delay runs to the end of the period that alarmed. Starts, plants and
//! bootstrap depend on the seed only.

mod chart;
mod entrants;
mod groups;
mod measure;
mod plant;
mod sheet;

use rayon::prelude::*;

use crate::{
    Detector, Random, WatchError,
    calibrate::{AlarmRate, Counting, alarm_rate, tune},
    detector::episodes,
    series::{Period, Series},
};
pub use entrants::entrants;
pub use groups::{Part, simulated};
pub use measure::{Detection, Difference, compare};
pub use plant::Surge;
pub use sheet::{Scorecard, Sheet};

/// A real series by day into which surges are planted.
#[derive(Debug, Clone, PartialEq)]
pub struct Background {
    /// What it is the series of.
    pub name: String,
    /// Its events by day.
    pub days: Series,
}

/// What is planted, and how it is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The surges.
    pub surges: Vec<Surge>,
    /// Starts per background and surge.
    pub starts: usize,
    /// Days of history before a start, at least.
    pub history_days_min: usize,
    /// Days of history that a rule is shown, at most.
    pub history_days_max: usize,
    /// Events in the year of reference, at least: a doubling of nothing is nothing.
    pub events_min: f64,
    /// Days after the start within which the surge must be found.
    pub horizon_days: usize,
    /// Alarms per group-year to which each rule is tuned.
    pub alarms_per_year: f64,
    /// Alarms within this many days of the one before belong to one episode.
    pub quiet_days: f64,
    /// The seed of all random numbers.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            surges: vec![
                Surge::Times(2),
                Surge::Times(3),
                Surge::Return { silence_days: 365, share: 0.5 },
            ],
            starts: 10,
            history_days_min: 1200,
            history_days_max: 2200,
            events_min: 24.0,
            horizon_days: 90,
            alarms_per_year: 1.0,
            quiet_days: 30.0,
            seed: 2024,
        }
    }
}

/// What a rule achieved.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The rule's name.
    pub rule: String,
    /// The limit it was tuned to.
    pub limit: f64,
    /// Its alarms on the backgrounds as they are, after tuning.
    pub alarms: AlarmRate,
    /// What it found of each surge, in the order of the plan.
    pub detections: Vec<Detection>,
}

impl Score {
    /// The share found of all surges of the plan together, and the median days to the alarm.
    pub fn overall(&self) -> (f64, Option<f64>) {
        let delays: Vec<f64> = self.detections.iter().flat_map(|one| one.delays.concat()).collect();
        (measure::share(&delays), Some(measure::median(delays)).filter(|days| days.is_finite()))
    }
}

/// One planted surge: the replayed days, and where in them it starts.
struct Replay {
    surge: usize,
    background: usize,
    start: usize,
    planted: Series,
    plain: Series,
}

/// Scores rules at matched rates of alarms. A rule by weeks is shown the same days as weeks.
///
/// # Errors
///
/// No background is long and active enough for a start, or a rule has no answer on any of them.
pub fn score(
    rules: &[Box<dyn Detector>],
    backgrounds: &[Background],
    plan: &Plan,
) -> Result<Vec<Score>, WatchError> {
    let replays = replays(backgrounds, plan);
    if replays.is_empty() {
        let what = "starts with enough history and events before them";
        return Err(WatchError::TooLittle { what, have: 0, need: 1 });
    }
    rules.iter().map(|rule| score_one(&**rule, backgrounds, &replays, plan)).collect()
}

fn score_one(
    rule: &dyn Detector,
    backgrounds: &[Background],
    replays: &[Replay],
    plan: &Plan,
) -> Result<Score, WatchError> {
    let series: Vec<Series> = backgrounds
        .iter()
        .map(|background| background.days.aggregate(rule.period()))
        .collect::<Result<_, _>>()?;
    let skip_days = plan.history_days_min as f64;
    let counting = Counting { quiet_days: plan.quiet_days, skip_days };
    let tuned = tune(rule, &series, plan.alarms_per_year, counting)?;
    let alarms = alarm_rate(&*tuned, &series, counting);
    let outcome = |replay: &Replay| -> Result<measure::Outcome, WatchError> {
        Ok(measure::Outcome {
            surge: replay.surge,
            background: replay.background,
            delay: delay(&*tuned, &replay.planted, replay.start, plan)?,
            by_chance: delay(&*tuned, &replay.plain, replay.start, plan)?.is_some(),
        })
    };
    let outcomes: Vec<measure::Outcome> =
        replays.par_iter().map(outcome).collect::<Result<_, _>>()?;
    let detections = (0..plan.surges.len())
        .map(|surge| measure::summarise(plan.surges[surge], surge, &outcomes, plan))
        .collect();
    Ok(Score { rule: rule.name().to_owned(), limit: tuned.limit(), alarms, detections })
}

/// Days from the start to the first new episode within the horizon.
fn delay(
    rule: &dyn Detector,
    days: &Series,
    start: usize,
    plan: &Plan,
) -> Result<Option<usize>, WatchError> {
    let series = days.aggregate(rule.period())?;
    let steps = rule.run(&series);
    let counting = Counting { quiet_days: plan.quiet_days, skip_days: 0.0 };
    let quiet = counting.quiet(rule.period());
    let found = episodes(&steps, quiet).into_iter().find_map(|at| {
        let end = days.index(series.last_day(at))?;
        (end >= start && end < start + plan.horizon_days).then(|| end - start + 1)
    });
    Ok(found)
}

/// All plants of a plan, in the order of backgrounds, surges and starts.
fn replays(backgrounds: &[Background], plan: &Plan) -> Vec<Replay> {
    let of = |(at, background): (usize, &Background)| {
        let mut made = Vec::new();
        for (number, surge) in plan.surges.iter().enumerate() {
            let days = &background.days;
            let starts = eligible(days, *surge, plan);
            if starts.is_empty() {
                continue;
            }
            for draw in 0..plan.starts {
                let key = [at as u64, number as u64, draw as u64];
                let mut random = Random::keyed(plan.seed, &key);
                let start = starts[random.below(starts.len())];
                let from = start.saturating_sub(plan.history_days_max);
                let to = start + plan.horizon_days;
                let planted = plant::plant(days, *surge, start, (from, to), &mut random);
                let plain =
                    Series::new(Period::Day, days.date(from), days.counts()[from..to].to_vec())
                        .expect("part of a series is a series");
                made.push(Replay {
                    surge: number,
                    background: at,
                    start: start - from,
                    planted,
                    plain,
                });
            }
        }
        made
    };
    backgrounds.par_iter().enumerate().map(of).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Days on which a surge can start: enough history before, the horizon after, and a year of reference that
/// holds events. Series with gaps are left out: what is planted there might not be seen.
fn eligible(days: &Series, surge: Surge, plan: &Plan) -> Vec<usize> {
    let reach = plan.history_days_min.max(surge.reach_days());
    if days.stretches().len() != 1 || days.len() < reach + plan.horizon_days {
        return Vec::new();
    }
    (reach..=days.len() - plan.horizon_days)
        .filter(|start| {
            plant::reference(days, *start, surge).iter().sum::<f64>() >= plan.events_min
        })
        .collect()
}

#[cfg(test)]
mod tests;
