//! Whether rules keep their promises where nothing changes.
//!
//! Each family of series is a truth that no rule is told. A rule sees one training series of it, as it would
//! see one group's past; the rule is calibrated on what that does not rule out ([`tune_on_past`]) to the rate that
//! it then promises, and its alarms are counted on fresh series of the truth. Over several training series the
//! luck of one fit evens out. The e-detector promises its rate by itself and is not calibrated.

use jiff::civil::date;

use crate::{
    Detector, Random, WatchError,
    baseline::Baseline,
    calibrate::{AlarmRate, false_alarm_rate, shape, tune_on_past},
    detector::{Farrington, list},
    series::{Period, Series},
};

/// A kind of series in which nothing changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Family {
    /// What it is called.
    pub name: &'static str,
    /// The truth, by day.
    pub truth: Baseline,
    /// Whether a quarter of a year in the middle is not covered.
    pub gap: bool,
}

/// Poisson, negative binomial, autocorrelated, seasonal, and with a gap: each with 0.8 events a day on
/// average, which is a group at war.
pub fn families() -> [Family; 5] {
    let noisy = Baseline::negative_binomial(0.8, 0.8);
    let family = |name, truth| Family { name, truth, gap: false };
    [
        family("poisson", Baseline::poisson(0.8)),
        family("negative-binomial", noisy),
        family("autocorrelated", noisy.with_memory(0.9)),
        family("seasonal", noisy.with_season(0.4, 0.3)),
        Family { gap: true, ..family("with-gaps", noisy) },
    ]
}

/// How much is simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Training series, each with a fit and a calibration of its own.
    pub trainings: usize,
    /// Series on which a rule is calibrated.
    pub calibration: usize,
    /// Fresh series on which its alarms are counted, over all trainings.
    pub series: usize,
}

/// What a rule promised, and what it did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Promise {
    /// Alarms a year that it promises at most.
    pub promised: f64,
    /// Its alarms on the fresh series.
    pub measured: AlarmRate,
}

impl Promise {
    /// Whether it alarmed no more often than promised.
    pub fn is_kept(&self) -> bool {
        self.measured.per_year() <= self.promised
    }
}

/// Years of a training series, and of a fresh one.
const TRAINING_YEARS: f64 = 20.0;
const YEARS: f64 = 6.0;

/// All detectors with the settings that six years of history allow.
pub fn rules() -> Vec<Box<dyn Detector>> {
    let shortened = |rule: Box<dyn Detector>| -> Box<dyn Detector> {
        if rule.name() == "farrington-flexible" {
            Box::new(Farrington { years: 3, ..Farrington::default() })
        } else {
            rule
        }
    };
    list::all().into_iter().map(shortened).collect()
}

/// Calibrates a rule to `per_year` alarms a year on what a training series tells of a family, and counts
/// its alarms on fresh series.
///
/// # Errors
///
/// The rule cannot be calibrated: it has no answer, or too little is simulated.
pub fn measure(
    rule: &dyn Detector,
    family: &Family,
    per_year: f64,
    effort: Effort,
) -> Result<Promise, WatchError> {
    let truth = of_period(family.truth, rule.period());
    let fresh = days(YEARS, family.gap)?.aggregate(rule.period())?;
    let past = days(TRAINING_YEARS, false)?.aggregate(rule.period())?;
    let trainings = effort.trainings.max(1);
    let (mut promised, mut alarms, mut years) = (per_year, 0, 0.0);
    for training in 0..trainings {
        let key = training as u64;
        let calibrated;
        let rule = if rule.name() == "e-detector" {
            promised = 10_f64.powf(-rule.limit()) * rule.period().per_year();
            rule
        } else {
            let series = truth.simulate_like(&past, &mut Random::keyed(77, &[key]));
            calibrated =
                tune_on_past(rule, &series, &fresh, effort.calibration, per_year, 1 + key)?;
            &*calibrated
        };
        let seed = 1_000 + key;
        let rate = false_alarm_rate(rule, &truth, &fresh, effort.series / trainings, seed);
        alarms += rate.alarms;
        years += rate.years;
    }
    Ok(Promise { promised, measured: AlarmRate::new(alarms, years) })
}

/// The truth by a rule's own period: as many events, and as much more than Poisson as sums with a little
/// memory of their own have.
fn of_period(truth: Baseline, period: Period) -> Baseline {
    let days = period.days();
    Baseline { mean: truth.mean * days, size: truth.size * days.sqrt(), ..truth }
}

fn days(years: f64, gap: bool) -> Result<Series, WatchError> {
    let days = shape(Period::Day, date(2010, 1, 4), years)?;
    Ok(if gap { days.not_covered(date(2013, 4, 1), date(2013, 6, 30)) } else { days })
}
