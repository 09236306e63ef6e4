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
