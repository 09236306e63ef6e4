//! Time of one Farrington fit, and of a screen of 1,000 groups by week over 30 years.

#![allow(clippy::print_stdout, reason = "a measurement is what it prints")]

use std::{hint::black_box, time::Instant};

use bellwether_watch::{
    Detector, Period, Random, Series,
    baseline::Baseline,
    detector::{Farrington, Multiscale},
    screen::benjamini_hochberg,
};
use jiff::civil::date;
use rayon::prelude::*;

fn series(period: Period, mean: f64, periods: usize, key: u64) -> Series {
    Baseline::negative_binomial(mean, 2.0)
        .simulate(period, date(1994, 1, 3), periods, &mut Random::keyed(1, &[key]))
        .expect("within the calendar")
}

fn main() {
    let rule = Farrington { cases_min: 0.0, ..Farrington::default() };
    let weeks = series(Period::Week, 5.0, 1565, 0);
    let stretch = weeks.stretches().pop().expect("a covered series");
    // The fastest of many short runs is the one that no other program disturbed.
    let fits = 40;
    let run = || {
        let begun = Instant::now();
        black_box(rule.read_latest(stretch, fits));
        begun.elapsed().as_secs_f64() * 1e6 / fits as f64
    };
    let fit_us = (0..50).map(|_| run()).fold(f64::INFINITY, f64::min);

    let groups: Vec<Series> =
        (0..1000).map(|key| series(Period::Week, 3.0, 1565, key + 1)).collect();
    let begun = Instant::now();
    // Every group is judged in its latest week; the history of its alarms is read with it.
    let last: Vec<f64> = groups
        .par_iter()
        .map(|weeks| {
            let steps = Multiscale::weekly().run(weeks);
            steps.last().and_then(|step| step.statistic).map_or(f64::NAN, |s| 10_f64.powf(-s))
        })
        .collect();
    let kept = benjamini_hochberg(&last, 0.05).len();
    let screen_seconds = begun.elapsed().as_secs_f64();

    let begun = Instant::now();
    let rule = Farrington::default();
    let alarms: usize = groups
        .par_iter()
        .flat_map_iter(|weeks| {
            let readings = weeks.stretches().pop().map(|stretch| rule.read_latest(stretch, 52));
            readings.unwrap_or_default()
        })
        .filter(|reading| reading.statistic.is_some_and(|statistic| statistic > rule.limit()))
        .count();
    let farrington_seconds = begun.elapsed().as_secs_f64();
    println!(
        "watch farrington_us_per_fit={fit_us:.1} fits={fits} screen_seconds={screen_seconds:.2} \
         screen_kept={kept} farrington_last_year_seconds={farrington_seconds:.2} alarms={alarms}"
    );
}
