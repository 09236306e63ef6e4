use jiff::civil::date;

use super::*;
use crate::baseline::Baseline;

fn elections() -> Vec<Date> {
    vec![date(2011, 4, 16), date(2013, 9, 3), date(2015, 3, 28), date(2017, 11, 7)]
}

fn background(key: u64) -> Series {
    Baseline::negative_binomial(0.5, 0.5)
        .with_memory(0.9)
        .simulate(Period::Day, date(2010, 1, 1), 3285, &mut Random::keyed(41, &[key]))
        .unwrap()
}

fn one(series: &Series, dates: &[Date], windows: &Windows) -> EventStudy {
    event_study(&[Stratum { series, dates }], windows).unwrap()
}

/// The counts with those of the days from 5 before each date to 4 after it changed.
fn with(series: &Series, dates: &[Date], change: impl Fn(f64) -> f64) -> Series {
    let mut counts = series.counts().to_vec();
    for date in dates {
        let at = series.index(*date).unwrap();
        counts[at - 5..at + 5].iter_mut().for_each(|count| *count = change(*count));
    }
    series.with_counts(counts).unwrap()
}

/// By hand: ten days, a window of three with 2 + 1 + 3 attacks, 7 days outside with one each; 6/3 over
/// 7/7 is 2. No other run of three days holds as many as 6, so p is 1/10; 13 attacks over 10 days are 3.9
/// in three.
#[test]
fn a_small_study_by_hand() {
    let counts = vec![1.0, 1.0, 1.0, 2.0, 1.0, 3.0, 1.0, 1.0, 1.0, 1.0];
    let series = Series::new(Period::Day, date(2020, 1, 1), counts).unwrap();
    let windows = Windows { before_days: 1, after_days: 1, ..Windows::default() };
    for baseline_days in [None, Some(90)] {
        let study = one(&series, &[date(2020, 1, 5)], &Windows { baseline_days, ..windows });
        assert_eq!((study.within, study.within_days), (6.0, 3));
        assert_eq!((study.outside, study.outside_days), (7.0, 7));
        assert!((study.expected - 3.9).abs() < 1e-12);
        assert!((study.rate_ratio - 2.0).abs() < 1e-12);
        assert!((study.p_more - 0.1).abs() < 1e-12);
        assert!((study.p_either() - 0.2).abs() < 1e-12);
        let offsets: Vec<i64> = study.attacks.iter().map(|attack| attack.offset_days).collect();
        assert_eq!(offsets, [-1, 0, 1]);
    }
}

/// By hand: a quiet country with twice its rate in the window, a violent one with the same. Crude pooling
/// would give 42/(6+3) over 85/(14+7); Mantel and Haenszel (4 x 0.7 + 60 x 0.7) / (14/3 x 0.3 + 70 x 0.3)
/// with 2 attacks a day against 1 in the first and 20 against 10 in the second.
#[test]
fn countries_are_compared_with_themselves() {
    let of = |low: f64| {
        let counts = (0..10).map(|day| if (3..6).contains(&day) { 2.0 * low } else { low });
        Series::new(Period::Day, date(2020, 1, 1), counts.collect()).unwrap()
    };
    let (quiet, violent, day) = (of(1.0), of(10.0), [date(2020, 1, 5)]);
    let windows = Windows { before_days: 1, after_days: 1, ..Windows::default() };
    let strata =
        [Stratum { series: &quiet, dates: &day }, Stratum { series: &violent, dates: &day }];
    let study = event_study(&strata, &windows).unwrap();
    assert!((study.rate_ratio - 2.0).abs() < 1e-12);
    assert_eq!((study.neighbourhoods, study.within), (2, 66.0));
    assert_eq!(study.dates, [(0, day[0]), (1, day[0])]);
    // Both windows lie best: one of 10 x 10 pairs of shifts.
    assert!((study.p_more - 0.01).abs() < 0.004, "{}", study.p_more);
}

#[test]
fn attacks_planted_around_elections_are_found() {
    let planted = with(&background(1), &elections(), |count| count + 4.0);
    let windows = Windows { before_days: 7, after_days: 7, ..Windows::default() };
    let study = one(&planted, &elections(), &windows);
    assert_eq!((study.dates.len(), study.neighbourhoods), (4, 4));
    assert!(study.p_more < 0.01 && study.interval.0 > 1.0, "{study:?}");
    assert!(study.attacks.iter().all(|attack| attack.offset_days.abs() <= 7));
}

/// How many of 600 studies of series without an effect find more attacks at 5%, and how many find fewer.
fn rejected(windows: &Windows, series: impl Fn(u64) -> Series) -> (usize, usize) {
    let studies = (0..600).map(|key| one(&series(100 + key), &elections(), windows));
    studies.fold((0, 0), |(more, fewer), study| {
        (more + usize::from(study.p_more <= 0.05), fewer + usize::from(study.p_fewer <= 0.05))
    })
}

/// Under bursts a test that takes days for independent would reject far too often.
#[test]
fn without_an_effect_the_test_rejects_no_more_than_it_says() {
    for baseline_days in [None, Some(90)] {
        let windows = Windows {
            before_days: 7,
            after_days: 7,
            baseline_days,
            shifts: 499,
            ..Windows::default()
        };
        let (more, fewer) = rejected(&windows, background);
        assert!(more <= 42, "{more} and {fewer} of 600, {baseline_days:?}");
    }
}

/// The level rises and falls over some years and is highest around elections.
#[test]
fn elections_in_violent_years_are_no_effect() {
    let level = |day: Date| -> f64 {
        let bell =
            |e: &Date| (-(crate::series::days_between(*e, day) as f64 / 300.0).powi(2)).exp();
        1.0 + 3.0 * elections().iter().map(bell).sum::<f64>()
    };
    let violent = |key| {
        let plain = background(key);
        let counts = (0..plain.len()).map(|day| plain.counts()[day] * level(plain.date(day)));
        plain.with_counts(counts.collect()).unwrap()
    };
    let near = Windows { shifts: 499, ..Windows::default() };
    let (more, fewer) = rejected(&near, violent);
    assert!(more <= 42, "{more} and {fewer} of 600");
    let ratio = |windows: &Windows| -> f64 {
        let of = |key| one(&violent(key), &elections(), windows).rate_ratio;
        (0..40).map(of).sum::<f64>() / 40.0
    };
    assert!(ratio(&Windows { baseline_days: None, ..near }) > 1.2, "against all days it is one");
    assert!((ratio(&near) - 1.0).abs() < 0.2, "{}", ratio(&near));
}

/// A tripling is planted; 95% intervals hold it nearly as often as they say, and the size of an effect that
/// is said to be noticed four times in five is noticed about so often.
#[test]
fn intervals_hold_the_planted_ratio_and_detectable_ones_are_detected() {
    let windows = Windows { before_days: 5, after_days: 4, shifts: 499, ..Windows::default() };
    let (mut held, mut noticed, mut detectable) = (0, 0, 0.0);
    for key in 0..200 {
        let plain = background(900 + key);
        let study = one(&with(&plain, &elections(), |count| 3.0 * count), &elections(), &windows);
        held += usize::from(study.interval.0 <= 3.0 && 3.0 <= study.interval.1);
        detectable += one(&plain, &elections(), &windows).detectable / 200.0;
    }
    for key in 0..200 {
        let strong = with(&background(900 + key), &elections(), |count| detectable * count);
        noticed += usize::from(one(&strong, &elections(), &windows).p_more <= 0.05);
    }
    assert!(held >= 180, "{held} of 200 hold the truth");
    assert!((130..=185).contains(&noticed), "{noticed} of 200 at a ratio of {detectable}");
}

#[test]
fn dates_with_overlapping_windows_are_one_occasion_whatever_they_are_compared_with() {
    let series = background(1);
    let mut dates = elections();
    dates.push(date(2015, 4, 11));
    for (baseline_days, neighbourhoods) in [(Some(90), 4), (None, 1)] {
        let study = one(&series, &dates, &Windows { baseline_days, ..Windows::default() });
        assert_eq!((study.dates.len(), study.occasions), (5, 4));
        assert_eq!(study.neighbourhoods, neighbourhoods);
    }
}

fn series_broken_at(day: Date) -> Series {
    Series::new(Period::Day, date(2020, 1, 1), vec![1.0; 400]).unwrap().break_at(day)
}

#[test]
fn what_is_not_covered_counts_for_nothing_and_no_break_is_crossed() {
    let counts = vec![1.0; 400];
    let series = Series::new(Period::Day, date(2020, 1, 1), counts).unwrap();
    let dates = [date(2020, 6, 1), date(2025, 1, 1)];
    let windows = Windows { baseline_days: Some(30), ..Windows::default() };
    let whole = one(&series, &dates, &windows);
    assert_eq!((whole.dates.len(), whole.within_days, whole.outside_days), (1, 29, 60));
    let holed = series.clone().not_covered(date(2020, 6, 5), date(2020, 6, 20));
    let study = one(&holed, &dates, &windows);
    assert_eq!((study.within_days, study.outside_days), (18, 55));
    // Before the break there are 20 days of the neighbourhood, all outside: they are left out.
    let broken = series.break_at(date(2020, 5, 8));
    let study = one(&broken, &dates, &windows);
    assert_eq!((study.within_days, study.outside_days), (29, 40));
    // One that falls into the window leaves a neighbourhood on each side, and one date.
    let cut = series_broken_at(date(2020, 6, 3));
    let study = one(&cut, &dates, &windows);
    assert_eq!((study.dates.len(), study.occasions, study.neighbourhoods), (1, 1, 2));
    let gone = one(&holed, &dates[..1], &windows);
    assert_eq!(gone.attacks.len(), 18);
}

#[test]
fn what_cannot_be_studied_is_refused() {
    let weeks = Series::new(Period::Week, date(2020, 1, 6), vec![1.0; 9]).unwrap();
    let days = Series::new(Period::Day, date(2020, 1, 6), vec![1.0; 9]).unwrap();
    let dates = [date(2020, 1, 8)];
    for series in [&weeks, &days] {
        let strata = [Stratum { series, dates: &dates }];
        assert!(event_study(&strata, &Windows::default()).is_err(), "all days lie in the window");
    }
    let strata = [Stratum { series: &days, dates: &[] }];
    let windows = Windows { before_days: 1, after_days: 1, ..Windows::default() };
    assert!(event_study(&strata, &windows).is_err(), "there is no date");
}
