//! How often a rule alarms where nothing changes, and the limit at which it keeps a wanted rate.
//!
//! What is counted is episodes ([`crate::detector::episodes`]) per year in which the rule had an answer:
//! one surge is one alarm, for every rule. The series are simulated from a group's own fitted background
//! ([`Baseline`]) or are real ones; the random numbers depend on the seed and the replication only.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    Detector, Random, WatchError,
    baseline::Baseline,
    detector::{Step, onsets},
    error::within,
    series::{Period, Series},
    special::poisson_interval,
};

/// How alarms are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counting {
    /// Days for which an alarm, once raised, is not raised again: one surge is one alarm.
    pub quiet_days: f64,
    /// First days of each series that do not count, so that rules that need different histories are
    /// measured on the same days.
    pub skip_days: f64,
}

impl Default for Counting {
    fn default() -> Self {
        Self { quiet_days: 30.0, skip_days: 0.0 }
    }
}

impl Counting {
    /// Quiet days as periods.
    pub(crate) fn quiet(self, period: Period) -> usize {
        (self.quiet_days / period.days()).round() as usize
    }

    fn skip(self, period: Period) -> usize {
        (self.skip_days / period.days()).round() as usize
    }
}

/// A measured rate of alarms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlarmRate {
    /// Episodes of alarms.
    pub alarms: usize,
    /// Years in which the rule had an answer, over all series.
    pub years: f64,
    /// Lower end of the exact 95% Poisson interval (Garwood 1936) of the rate per year.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl AlarmRate {
    pub(crate) fn new(alarms: usize, years: f64) -> Self {
        let (low, high) = poisson_interval(alarms as f64, 0.95);
        Self { alarms, years, low: low / years, high: high / years }
    }

    /// Alarms per year; no number where no year was judged.
    pub fn per_year(&self) -> f64 {
        self.alarms as f64 / self.years
    }
}

/// The alarm rate of a rule on series by the rule's own period.
pub fn alarm_rate(rule: &dyn Detector, series: &[Series], counting: Counting) -> AlarmRate {
    let parts: Vec<(usize, f64)> =
        series.par_iter().map(|one| count(&rule.run(one), one.period(), counting)).collect();
    total(&parts)
}

/// The false-alarm rate of a rule on `replications` simulated series of the shape of a real one, made from
/// a background in which nothing changes.
pub fn false_alarm_rate(
    rule: &dyn Detector,
    background: &Baseline,
    shape: &Series,
    replications: usize,
    seed: u64,
) -> AlarmRate {
    let one = |replication: usize| {
        let mut random = Random::keyed(seed, &[replication as u64]);
        let series = background.simulate_like(shape, &mut random);
        count(&rule.run(&series), series.period(), Counting::default())
    };
    let parts: Vec<(usize, f64)> = (0..replications).into_par_iter().map(one).collect();
    total(&parts)
}

/// An empty series of some years for [`false_alarm_rate`].
///
/// # Errors
///
/// The series leaves the calendar.
pub fn shape(period: Period, first: Date, years: f64) -> Result<Series, WatchError> {
    Series::new(period, first, vec![0.0; (years * period.per_year()).round() as usize])
}

/// The rule with the least limit from which on it alarms at most `per_year` times a year on these series.
///
/// # Errors
///
/// The rate is not above 0, or the rule has no answer anywhere in the series.
pub fn tune(
    rule: &dyn Detector,
    series: &[Series],
    per_year: f64,
    counting: Counting,
) -> Result<Box<dyn Detector>, WatchError> {
    within("per_year", per_year, 1e-9, 1e9)?;
    // A rule that never alarms never restarts, so its statistics reach as high as any limit needs.
    let never = rule.with_limit(f64::MAX);
    let runs: Vec<(Vec<Step>, Period)> =
        series.par_iter().map(|one| (never.run(one), one.period())).collect();
    let mut statistics: Vec<f64> =
        runs.iter().flat_map(|(steps, _)| steps).filter_map(|step| step.statistic).collect();
    statistics.sort_by(|left, right| right.total_cmp(left));
    statistics.dedup();
    if statistics.is_empty() {
        return Err(WatchError::TooLittle { what: "periods with an answer", have: 0, need: 1 });
    }
    let unbroken = |limit: f64| {
        let one = |(steps, period): &(Vec<Step>, Period)| above(steps, limit, *period, counting);
        total(&runs.par_iter().map(one).collect::<Vec<_>>()).per_year()
    };
    let mut at = least_limit(&statistics, 0, per_year, &unbroken);
    if rule.restarts() {
        let rate = |limit: f64| alarm_rate(&*rule.with_limit(limit), series, counting).per_year();
        while at > 0 && rate(statistics[at]) > per_year {
            at /= 2;
        }
        at = least_limit(&statistics, at, per_year, &rate);
    }
    Ok(rule.with_limit(statistics[at]))
}

/// The position of the least of the falling statistics from which on, up to `good`, the rate is at most the
/// wanted one. It goes down in growing strides until the rate is too high, then halves the last stride: a
/// rule that always alarms may alarm seldom anew, so the search must come from above.
fn least_limit(
    statistics: &[f64],
    mut good: usize,
    wanted: f64,
    rate: &dyn Fn(f64) -> f64,
) -> usize {
    let mut stride = (good / 8).max(4);
    let mut bad = statistics.len();
    while good + stride < statistics.len() {
        let next = good + stride;
        if rate(statistics[next]) > wanted {
            bad = next;
            break;
        }
        good = next;
        stride += stride * 2 / 5 + 1;
    }
    while bad - good > 1 {
        let middle = usize::midpoint(good, bad);
        if rate(statistics[middle]) <= wanted { good = middle } else { bad = middle }
    }
    good
}

/// A background-calibrated rule: the least limit at which it alarms at most `per_year` times a year on
/// simulated series, with the error of the simulation counted against it: the upper end of the 95%
/// interval of the simulated rate is at most `per_year`. The more replications, the less is given away.
///
/// # Errors
///
/// As [`tune`]; also where so few years are simulated that not even no alarm at all would show the rate.
pub fn tune_on_background(
    rule: &dyn Detector,
    background: &Baseline,
    shape: &Series,
    replications: usize,
    per_year: f64,
    seed: u64,
) -> Result<Box<dyn Detector>, WatchError> {
    let one = |replication: usize| {
        background.simulate_like(shape, &mut Random::keyed(seed, &[replication as u64]))
    };
    let series: Vec<Series> = (0..replications).into_par_iter().map(one).collect();
    let Some(first) = series.first() else {
        return Err(WatchError::TooLittle { what: "replications", have: 0, need: 1 });
    };
    let never = rule.with_limit(f64::MAX).run(first);
    let years = count(&never, first.period(), Counting::default()).1 * series.len() as f64;
    let shown = |alarms: &usize| poisson_interval(*alarms as f64, 0.95).1 <= per_year * years;
    let Some(alarms) = (0..).take_while(shown).last() else {
        let need = (poisson_interval(0.0, 0.95).1 / per_year).ceil() as usize;
        return Err(WatchError::TooLittle { what: "simulated years", have: years as usize, need });
    };
    tune(rule, &series, (alarms as f64 / years).max(1e-9), Counting::default())
}

/// A rule calibrated on a group's own past: the least limit that [`tune_on_background`] finds good on every
/// background that the past does not rule out ([`Baseline::corners`]). One fit is not enough where a past is
/// short or remembers itself: it is then known too badly for a promise.
///
/// # Errors
///
/// As [`Baseline::fit`] and [`tune_on_background`].
pub fn tune_on_past(
    rule: &dyn Detector,
    past: &Series,
    shape: &Series,
    replications: usize,
    per_year: f64,
    seed: u64,
) -> Result<Box<dyn Detector>, WatchError> {
    tune_on_backgrounds(rule, &Baseline::corners(past)?, shape, replications, per_year, seed)
}

/// The strictest limit that [`tune_on_background`] finds on any of some backgrounds.
///
/// # Errors
///
/// As [`tune_on_background`]; also where there is no background.
pub fn tune_on_backgrounds(
    rule: &dyn Detector,
    backgrounds: &[Baseline],
    shape: &Series,
    replications: usize,
    per_year: f64,
    seed: u64,
) -> Result<Box<dyn Detector>, WatchError> {
    let mut strictest: Option<Box<dyn Detector>> = None;
    for background in backgrounds {
        let tuned = tune_on_background(rule, background, shape, replications, per_year, seed)?;
        if strictest.as_ref().is_none_or(|other| tuned.limit() > other.limit()) {
            strictest = Some(tuned);
        }
    }
    strictest.ok_or(WatchError::TooLittle { what: "backgrounds", have: 0, need: 1 })
}

fn count(steps: &[Step], period: Period, counting: Counting) -> (usize, f64) {
    raised(steps, |step| step.alarm, period, counting)
}

fn above(steps: &[Step], limit: f64, period: Period, counting: Counting) -> (usize, f64) {
    raised(steps, |step| step.statistic.is_some_and(|s| s > limit), period, counting)
}

/// Alarms raised after the skipped periods, and the years judged there.
fn raised(
    steps: &[Step],
    alarms: impl Fn(&Step) -> bool,
    period: Period,
    counting: Counting,
) -> (usize, f64) {
    let skip = counting.skip(period).min(steps.len());
    let begins = onsets(steps.iter().map(alarms), counting.quiet(period));
    let judged = steps[skip..].iter().filter(|step| step.statistic.is_some()).count();
    (begins.into_iter().filter(|at| *at >= skip).count(), judged as f64 / period.per_year())
}

fn total(parts: &[(usize, f64)]) -> AlarmRate {
    let (alarms, years) =
        parts.iter().fold((0, 0.0), |(alarms, years), (a, y)| (alarms + a, years + y));
    AlarmRate::new(alarms, years)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::detector::{Ears, EarsKind, HdxSignals, Multiscale, Trendfinder};

    fn weekly() -> Series {
        shape(Period::Week, date(2000, 1, 3), 10.0).unwrap()
    }

    #[test]
    fn a_tuned_rule_keeps_the_wanted_rate_on_fresh_series() {
        let background = Baseline::negative_binomial(5.0, 3.0);
        let rule = Ears::new(EarsKind::C1);
        let tuned = tune_on_background(&rule, &background, &weekly(), 100, 0.5, 1).unwrap();
        let fresh = false_alarm_rate(&*tuned, &background, &weekly(), 100, 2);
        assert!((fresh.per_year() - 0.44).abs() < 0.08, "{fresh:?}");
    }

    #[test]
    fn a_rule_that_depends_on_its_own_alarms_is_tuned_as_well() {
        let background = Baseline::poisson(4.0);
        let days = shape(Period::Day, date(2000, 1, 1), 6.0).unwrap();
        let rule = HdxSignals { least: 30.0, ..HdxSignals::default() };
        let tuned = tune_on_background(&rule, &background, &days, 6, 0.2, 1).unwrap();
        let fresh = false_alarm_rate(&*tuned, &background, &days, 6, 1);
        assert!(fresh.per_year() <= 0.2, "{fresh:?}");
    }

    #[test]
    fn the_rate_is_the_same_for_every_number_of_threads() {
        let background = Baseline::poisson(5.0);
        let measure = || false_alarm_rate(&Trendfinder::default(), &background, &weekly(), 20, 9);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(pool.install(measure), measure());
    }

    #[test]
    fn a_series_too_short_for_the_rule_cannot_tune_it() {
        let short = Series::new(Period::Day, date(2000, 1, 1), vec![1.0; 20]).unwrap();
        let error = tune(&Multiscale::default(), &[short], 1.0, Counting::default()).err().unwrap();
        assert_eq!(
            error.to_string(),
            "periods with an answer: there are 0, and 1 are needed; add history or ask for less"
        );
    }
}
