use jiff::civil::date;

use super::*;
use crate::{
    baseline::Baseline,
    detector::{Ears, EarsKind, Multiscale},
};

fn backgrounds() -> Vec<Background> {
    let one = |key: u64| {
        let mut random = Random::keyed(21, &[key]);
        let days = Baseline::negative_binomial(0.4, 0.5)
            .simulate(Period::Day, date(2010, 1, 1), 1800, &mut random)
            .unwrap();
        Background { name: format!("group {key}"), days }
    };
    (0..6).map(one).collect()
}

fn plan() -> Plan {
    Plan { starts: 4, history_days_min: 900, history_days_max: 1100, ..Plan::default() }
}

#[test]
fn tuned_rules_alarm_equally_often_and_find_a_tripling_more_often_than_a_doubling() {
    let rules: Vec<Box<dyn Detector>> = vec![Box::new(Multiscale::default())];
    let scores = score(&rules, &backgrounds(), &plan()).unwrap();
    let rule = &scores[0];
    assert!(rule.alarms.per_year() <= 1.0 && rule.alarms.per_year() > 0.8, "{:?}", rule.alarms);
    assert!(rule.detections[1].detected > rule.detections[0].by_chance, "{rule:?}");
    assert!(rule.detections[1].detected >= rule.detections[0].detected, "{rule:?}");
}

#[test]
fn a_scorecard_is_the_same_for_every_number_of_threads() {
    let rules: Vec<Box<dyn Detector>> = vec![Box::new(Ears::new(EarsKind::C2))];
    let run = || score(&rules, &backgrounds()[..2], &plan()).unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(pool.install(run), run());
}

#[test]
fn a_return_is_planted_after_a_silence() {
    let background = &backgrounds()[0].days;
    let surge = Surge::Return { silence_days: 200, share: 1.0 };
    let planted = plant::plant(background, surge, 1000, (300, 1090), &mut Random::keyed(1, &[]));
    assert!(planted.counts()[500..700].iter().all(|count| *count == 0.0));
    assert!(planted.counts()[700..].iter().sum::<f64>() > 5.0);
    assert_eq!(planted.counts()[..500], background.counts()[300..800]);
}

#[test]
fn short_histories_give_no_scorecard() {
    let mut short = backgrounds();
    short.iter_mut().for_each(|background| background.days = background.days.until(500));
    let error = score(&[], &short, &plan()).unwrap_err();
    assert!(error.to_string().starts_with("starts with enough history"), "{error}");
}

fn detection(delays: Vec<Vec<f64>>) -> Detection {
    Detection {
        surge: Surge::Times(2),
        planted: delays.iter().map(Vec::len).sum(),
        detected: 0,
        by_chance: 0,
        share: (0.0, 1.0),
        delay_median_days: None,
        delay_interval_days: (0.0, 0.0),
        delays,
    }
}

/// By hand: of four surges the first rule finds all, in 10 days; the second misses one and needs 20.
#[test]
fn two_rules_are_compared_surge_by_surge() {
    let first = detection(vec![vec![10.0, 10.0], vec![10.0, 10.0]]);
    let second = detection(vec![vec![20.0, f64::INFINITY], vec![20.0, 20.0]]);
    let difference = compare(&first, &second, &Plan::default()).unwrap();
    assert!((difference.share - 0.25).abs() < 1e-12);
    assert!((difference.delay_mean_days + (10.0 + 80.0 + 10.0 + 10.0) / 4.0).abs() < 1e-12);
    assert!(difference.share_interval.0 >= 0.0 && difference.delay_interval_days.1 < 0.0);
    assert!(compare(&first, &detection(vec![vec![1.0]]), &Plan::default()).is_err());
}

#[test]
fn a_scorecard_says_the_same_as_lines_as_a_page_and_as_a_picture() {
    let plan = Plan { starts: 1, ..plan() };
    let scorecard = Scorecard::measure(&backgrounds(), &plan).unwrap();
    let lines = scorecard.lines();
    assert_eq!(lines.len(), entrants().len());
    assert!(lines[0].starts_with("scorecard rule=resurgence alarms_per_group_year="), "{lines:?}");
    let (page, picture) = (scorecard.document(), scorecard.svg());
    for score in &scorecard.sheets[0].scores {
        assert!(score.alarms.per_year() <= 1.0, "{}: {:?}", score.rule, score.alarms);
        assert!(page.contains(&format!("| `{}` |", score.rule)), "{}", score.rule);
        assert!(picture.contains(&format!(">{}</text>", score.rule)), "{}", score.rule);
    }
    let panels = plan.surges.len() * scorecard.sheets[0].scores.len();
    assert_eq!(picture.matches("<circle").count(), panels);
    assert!(!picture.contains("NaN") && !picture.contains("inf"));
}

/// Interval by interval: the share found is told apart, the delay is not.
#[test]
fn a_difference_is_named_by_what_its_intervals_leave_out() {
    let difference = |share_interval, delay_interval_days| Difference {
        share: 0.0,
        share_interval,
        delay_mean_days: 0.0,
        delay_interval_days,
    };
    assert_eq!(difference((0.1, 0.2), (-9.0, 1.0)).verdict(), "more often");
    assert_eq!(difference((0.1, 0.2), (-9.0, -1.0)).verdict(), "better");
    assert_eq!(difference((-0.2, -0.1), (1.0, 2.0)).verdict(), "worse");
    assert_eq!(difference((-0.2, 0.1), (-1.0, 2.0)).verdict(), "not told apart");
    assert_eq!(difference((-0.2, 0.1), (-3.0, -2.0)).verdict(), "sooner");
}
