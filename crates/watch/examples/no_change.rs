//! The false-alarm rate of every rule on series in which nothing changes, against what it promises.
//!
//! For each kind of background a training series is simulated and a background fitted to it; each rule is
//! calibrated on the fit to the promised rate, and measured on fresh series from the truth. The e-detector
//! promises its rate by itself and is not calibrated. `no_change [SERIES] [RULE]`, 10,000 and all rules by default.

#![allow(clippy::print_stdout, reason = "a measurement is what it prints")]

use bellwether_watch::{
    Detector, Period, Random, Series,
    baseline::Baseline,
    calibrate::{false_alarm_rate, shape, tune_on_background},
    detector::{Farrington, list},
};
use jiff::civil::date;

/// Alarms per year that each calibrated rule promises.
const PROMISED: f64 = 1.0;
/// Series on which a rule is calibrated.
const CALIBRATION: usize = 100;

fn backgrounds() -> [(&'static str, Baseline, bool); 5] {
    let noisy = Baseline::negative_binomial(0.8, 0.8);
    [
        ("poisson", Baseline::poisson(0.8), false),
        ("negative-binomial", noisy, false),
        ("autocorrelated", noisy.with_memory(0.9), false),
        ("seasonal", noisy.with_season(0.4, 0.3), false),
        ("with-gaps", noisy, true),
    ]
}

fn days(years: f64, gap: bool) -> Series {
    let days = shape(Period::Day, date(2010, 1, 4), years).expect("within the calendar");
    if gap { days.not_covered(date(2013, 4, 1), date(2013, 6, 30)) } else { days }
}

fn main() {
    let series = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(10_000_usize);
    let only = std::env::args().nth(2);
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    for (name, truth, gap) in backgrounds() {
        for rule in list::all().into_iter().filter(|rule| wanted(rule.name())) {
            measure(name, &truth, gap, rule, series / backgrounds().len());
        }
    }
}

fn measure(name: &str, truth: &Baseline, gap: bool, rule: Box<dyn Detector>, series: usize) {
    let rule: Box<dyn Detector> = if rule.name() == "farrington-flexible" {
        Box::new(Farrington { years: 3, ..Farrington::default() })
    } else {
        rule
    };
    // A background by day is simulated by the rule's own period: seven days are a week.
    let factor = rule.period().days();
    let truth = Baseline { mean: truth.mean * factor, size: truth.size * factor.sqrt(), ..*truth };
    let shape = days(6.0, gap).aggregate(rule.period()).expect("to a longer period");
    let training = days(20.0, false).aggregate(rule.period()).expect("to a longer period");
    let training = truth.simulate_like(&training, &mut Random::keyed(77, &[]));
    let fit = Baseline::fit(&training).expect("long enough");
    let (rule, promised) = if rule.name() == "e-detector" {
        let promised = 10_f64.powf(-rule.limit()) * rule.period().per_year();
        (rule, promised)
    } else {
        match tune_on_background(&*rule, &fit, &shape, CALIBRATION, PROMISED, 1) {
            Ok(tuned) => (tuned, PROMISED),
            Err(error) => {
                println!("no_change rule={} background={name} error=\"{error}\"", rule.name());
                return;
            }
        }
    };
    let rate = false_alarm_rate(&*rule, &truth, &shape, series, 2);
    println!(
        "no_change rule={} background={name} series={series} promised={promised:.2} \
         alarms_per_year={:.3} low={:.3} high={:.3} kept={}",
        rule.name(),
        rate.per_year(),
        rate.low,
        rate.high,
        rate.per_year() <= promised
    );
}
