//! From single outcomes to shares and medians with intervals.

use super::{Plan, Surge};
use crate::{Random, WatchError};

/// What became of one planted surge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Outcome {
    pub(super) surge: usize,
    pub(super) background: usize,
    pub(super) delay: Option<usize>,
    pub(super) by_chance: bool,
}

/// How a rule did on one kind of surge. Intervals are 95% bootstrap intervals that draw whole groups, since
/// surges planted into one group are alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Detection {
    /// What was planted.
    pub surge: Surge,
    /// How many.
    pub planted: usize,
    /// How many were found within the horizon.
    pub detected: usize,
    /// In how many an episode would have begun within the horizon without any surge.
    pub by_chance: usize,
    /// The interval of the share found.
    pub share: (f64, f64),
    /// Median days from the start to the alarm, a surge that was not found counting as longer than any;
    /// `None` where fewer than half were found.
    pub delay_median_days: Option<f64>,
    /// The interval of the median; an end is infinite where fewer than half were found.
    pub delay_interval_days: (f64, f64),
    /// For each group that surges were planted into, the days to the alarm of each, infinite where it was
    /// not found; the same order for every rule of a scorecard.
    pub delays: Vec<Vec<f64>>,
}

/// How two rules differ on the same surges, with 95% bootstrap intervals that draw whole groups. The
/// surges are the same, so the difference is known better than each share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Share found by the first less that by the second.
    pub share: f64,
    /// Its interval.
    pub share_interval: (f64, f64),
    /// Mean days to the alarm of the first less those of the second, a surge that was not found counting
    /// as the horizon.
    pub delay_mean_days: f64,
    /// Its interval.
    pub delay_interval_days: (f64, f64),
}

/// How `first` and `second` differ on the surges of one scorecard.
///
/// # Errors
///
/// They were not measured on the same surges.
pub fn compare(
    first: &Detection,
    second: &Detection,
    plan: &Plan,
) -> Result<Difference, WatchError> {
    let sizes = |one: &Detection| one.delays.iter().map(Vec::len).collect::<Vec<_>>();
    if sizes(first) != sizes(second) || first.surge != second.surge || first.planted == 0 {
        let (have, need) = (second.planted, first.planted.max(1));
        return Err(WatchError::TooLittle { what: "surges that both rules saw", have, need });
    }
    let horizon = plan.horizon_days as f64;
    // Each group as its number of surges and the sums of both differences.
    let pair = |(left, right): (&f64, &f64)| {
        let found = f64::from(u8::from(left.is_finite())) - f64::from(u8::from(right.is_finite()));
        (found, left.min(horizon) - right.min(horizon))
    };
    let group = |(left, right): (&Vec<f64>, &Vec<f64>)| {
        let (share, delay) = left
            .iter()
            .zip(right)
            .map(pair)
            .fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        (left.len() as f64, share, delay)
    };
    let groups: Vec<(f64, f64, f64)> = first.delays.iter().zip(&second.delays).map(group).collect();
    let mean = |drawn: &[(f64, f64, f64)]| {
        let sum = drawn
            .iter()
            .fold((0.0, 0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2));
        (sum.1 / sum.0, sum.2 / sum.0)
    };
    let mut random = Random::keyed(plan.seed, &[u64::MAX]);
    let (mut shares, mut delays) = (Vec::with_capacity(DRAWS), Vec::with_capacity(DRAWS));
    for _ in 0..DRAWS {
        let drawn: Vec<_> = groups.iter().map(|_| groups[random.below(groups.len())]).collect();
        let (share, delay) = mean(&drawn);
        shares.push(share);
        delays.push(delay);
    }
    let (share, delay_mean_days) = mean(&groups);
    Ok(Difference {
        share,
        share_interval: ends(shares),
        delay_mean_days,
        delay_interval_days: ends(delays),
    })
}

impl Difference {
    /// What the intervals say of the first rule: `better`, `worse`, `more often`, `sooner`, and so on where
    /// only one of the two is told apart from chance, `not told apart` where neither is.
    pub fn verdict(&self) -> &'static str {
        let (more, less) = (self.share_interval.0 > 0.0, self.share_interval.1 < 0.0);
        let (sooner, later) = (self.delay_interval_days.1 < 0.0, self.delay_interval_days.0 > 0.0);
        match (more, less, sooner, later) {
            (true, _, true, _) => "better",
            (_, true, _, true) => "worse",
            (true, _, _, true) => "more often, later",
            (_, true, true, _) => "less often, sooner",
            (true, ..) => "more often",
            (_, true, ..) => "less often",
            (_, _, true, _) => "sooner",
            (_, _, _, true) => "later",
            _ => "not told apart",
        }
    }
}

impl Detection {
    /// The share found.
    pub fn probability(&self) -> f64 {
        self.detected as f64 / self.planted as f64
    }
}

/// Draws of the bootstrap.
const DRAWS: usize = 1000;

pub(super) fn summarise(
    surge: Surge,
    number: usize,
    outcomes: &[Outcome],
    plan: &Plan,
) -> Detection {
    let mine: Vec<Outcome> = outcomes.iter().filter(|one| one.surge == number).copied().collect();
    let mut groups: Vec<Vec<f64>> = Vec::new();
    let mut last = None;
    for outcome in &mine {
        if last != Some(outcome.background) {
            groups.push(Vec::new());
            last = Some(outcome.background);
        }
        let delay = outcome.delay.map_or(f64::INFINITY, |days| days as f64);
        groups.last_mut().expect("a group was pushed").push(delay);
    }
    let all: Vec<f64> = groups.concat();
    let (mut shares, mut medians) = (Vec::with_capacity(DRAWS), Vec::with_capacity(DRAWS));
    let mut random = Random::keyed(plan.seed, &[number as u64, u64::MAX]);
    for _ in 0..DRAWS {
        let drawn: Vec<f64> = (0..groups.len())
            .flat_map(|_| groups[random.below(groups.len())].iter().copied())
            .collect();
        shares.push(share(&drawn));
        medians.push(median(drawn));
    }
    let middle = median(all);
    Detection {
        surge,
        planted: mine.len(),
        detected: mine.iter().filter(|one| one.delay.is_some()).count(),
        by_chance: mine.iter().filter(|one| one.by_chance).count(),
        share: ends(shares),
        delay_median_days: middle.is_finite().then_some(middle),
        delay_interval_days: ends(medians),
        delays: groups,
    }
}

pub(super) fn share(delays: &[f64]) -> f64 {
    delays.iter().filter(|delay| delay.is_finite()).count() as f64 / delays.len().max(1) as f64
}

pub(super) fn median(mut values: Vec<f64>) -> f64 {
    if values.is_empty() {
        return f64::INFINITY;
    }
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len().is_multiple_of(2) {
        f64::midpoint(values[half - 1], values[half])
    } else {
        values[half]
    }
}

/// The 2.5% and 97.5% points.
fn ends(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let at = |share: f64| values.get((share * last as f64).round() as usize).copied();
    (at(0.025).unwrap_or(f64::NAN), at(0.975).unwrap_or(f64::NAN))
}
