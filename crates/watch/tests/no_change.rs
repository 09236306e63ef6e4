//! Where nothing changes, a calibrated rule alarms no more often than it says, whatever the background.

use bellwether_watch::{
    Detector, Period, Random, Series,
    baseline::Baseline,
    calibrate::shape,
    detector::{Bocpd, EDetector, Ears, EarsKind, GlrCusum, Trendfinder},
    no_change::{Effort, families, measure},
};
use jiff::civil::date;

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

/// Rules calibrated on one past each, on series of a truth that they were not told. With less caution than
/// [`Baseline::corners`] the change-point rule alarms more often than it promises where series remember
/// themselves.
#[test]
fn a_rule_calibrated_on_a_past_keeps_its_promise_in_every_family() {
    let effort = Effort { trainings: 2, calibration: 40, series: 60 };
    for family in families() {
        for rule in rules().into_iter().chain([Box::new(Bocpd::default()) as Box<dyn Detector>]) {
            let promise = measure(&*rule, &family, 1.0, effort).unwrap();
            let (rule, family) = (rule.name(), family.name);
            assert!(promise.is_kept(), "{rule} on {family}: {promise:?}");
            // A rule that keeps silent keeps every promise.
            assert!(promise.measured.per_year() > 0.25, "{rule} on {family}: {promise:?}");
        }
    }
}

/// The promise of the e-detector needs no calibration: its limit is the promise.
#[test]
fn the_e_detector_keeps_its_promise_uncalibrated_in_every_family() {
    let effort = Effort { trainings: 1, calibration: 0, series: 100 };
    for family in families() {
        let promise = measure(&EDetector::default(), &family, 0.0, effort).unwrap();
        assert!((promise.promised - 365.25 / 7.0 / 52.0).abs() < 1e-9, "{promise:?}");
        assert!(promise.is_kept(), "{}: {promise:?}", family.name);
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
