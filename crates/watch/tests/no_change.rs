//! Where nothing changes, a calibrated rule alarms no more often than it says, whatever the background.

use bellwether_watch::{
    Detector, Period, Random, Series,
    baseline::Baseline,
    calibrate::{false_alarm_rate, shape, tune_on_background},
    detector::{EDetector, Ears, EarsKind, GlrCusum, Trendfinder},
};
use jiff::civil::date;

/// Backgrounds by week: Poisson, negative binomial, with memory, with a season.
fn backgrounds() -> [(&'static str, Baseline); 4] {
    [
        ("poisson", Baseline::poisson(6.0)),
        ("negative binomial", Baseline::negative_binomial(6.0, 2.0)),
        ("with memory", Baseline::negative_binomial(6.0, 4.0).with_memory(0.5)),
        ("with a season", Baseline::negative_binomial(6.0, 8.0).with_season(0.4, 0.3)),
    ]
}

/// Seven years by week, with a quarter in the fourth year that is not covered.
fn weeks(gap: bool) -> Series {
    let weeks = shape(Period::Week, date(2010, 1, 4), 7.0).expect("within the calendar");
    if gap { weeks.not_covered(date(2013, 4, 1), date(2013, 6, 30)) } else { weeks }
}

fn rules() -> Vec<Box<dyn Detector>> {
    vec![
        Box::new(GlrCusum::default()),
        Box::new(Ears::new(EarsKind::C1)),
        Box::new(Ears::new(EarsKind::C3)),
        Box::new(Trendfinder::default()),
    ]
}

#[test]
fn a_calibrated_rule_keeps_its_rate_on_every_background() {
    for (name, truth) in backgrounds() {
        for gap in [false, true] {
            for rule in rules() {
                let tuned = tune_on_background(&*rule, &truth, &weeks(gap), 40, 0.5, 1).unwrap();
                let fresh = false_alarm_rate(&*tuned, &truth, &weeks(gap), 30, 2);
                let rule = rule.name();
                assert!(fresh.low <= 0.5, "{rule} on {name}, gap {gap}: {fresh:?}");
                assert!(fresh.high >= 0.2, "{rule} on {name}, gap {gap}: {fresh:?}");
            }
        }
    }
}

/// The promise of the e-detector needs no calibration: its limit is the promise.
#[test]
fn the_e_detector_keeps_its_promise_uncalibrated_on_every_background() {
    let rule = EDetector::default();
    let promised = rule.alpha * Period::Week.per_year();
    for (name, truth) in backgrounds() {
        let rate = false_alarm_rate(&rule, &truth, &weeks(true), 100, 3);
        assert!(rate.per_year() <= promised, "{name}: {rate:?}");
    }
}

#[test]
fn nothing_is_compared_across_a_gap() {
    let mut random = Random::keyed(5, &[]);
    let before = Baseline::poisson(2.0).simulate_like(&weeks(true), &mut random);
    let gap_ends = before.index(date(2013, 7, 1)).unwrap();
    // After the gap the counts are ten times what they were: another way of counting, not a surge.
    let counts = before.counts().iter().enumerate();
    let counts = counts.map(|(at, count)| if at >= gap_ends { count * 10.0 } else { *count });
    let series = before.with_counts(counts.collect()).unwrap();
    let alone =
        Series::new(Period::Week, series.date(gap_ends), series.counts()[gap_ends..].to_vec());
    for rule in rules() {
        let after = &rule.run(&series)[gap_ends..];
        assert_eq!(after, rule.run(alone.as_ref().unwrap()), "{}", rule.name());
    }
}
