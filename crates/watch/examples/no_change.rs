//! The false-alarm rate of every rule on series in which nothing changes, against what it promises:
//! `no_change [SERIES] [RULE] [FAMILY]`, 10,000 series, all rules and all families by default.
//!
//! The last lines are the table of `docs/METHODS.md`.

#![allow(clippy::print_stdout, reason = "a measurement is what it prints")]

use bellwether_watch::no_change::{Effort, Promise, families, measure, rules};

/// Alarms per year that each calibrated rule promises.
const PROMISED: f64 = 1.0;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let series = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(10_000_usize);
    let only = arguments.next();
    let only_family = arguments.next();
    let families: Vec<_> = families()
        .into_iter()
        .filter(|family| only_family.as_deref().is_none_or(|only| only == family.name))
        .collect();
    let effort = Effort { trainings: 2, calibration: 50, series: series / families.len().max(1) };
    let mut table = Vec::new();
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    for rule in rules().into_iter().filter(|rule| wanted(rule.name())) {
        let mut row = vec![format!("`{}`", rule.name())];
        for family in &families {
            match measure(&*rule, family, PROMISED, effort) {
                Ok(promise) => {
                    print(rule.name(), family.name, effort.series, &promise);
                    if row.len() == 1 {
                        row.push(format!("{:.2}", promise.promised));
                    }
                    let measured = promise.measured;
                    let (low, high) = (measured.low, measured.high);
                    row.push(format!("{:.2} ({low:.2} to {high:.2})", measured.per_year()));
                }
                Err(error) => {
                    println!(
                        "no_change rule={} family={} error=\"{error}\"",
                        rule.name(),
                        family.name
                    );
                }
            }
        }
        table.push(row);
    }
    let names: Vec<&str> = families.iter().map(|family| family.name).collect();
    println!("| rule | promised | {} |", names.join(" | "));
    println!("|---|---|{}", "---|".repeat(names.len()));
    table.iter().for_each(|row| println!("| {} |", row.join(" | ")));
}

fn print(rule: &str, family: &str, series: usize, promise: &Promise) {
    let measured = promise.measured;
    println!(
        "no_change rule={rule} family={family} series={series} promised={:.2} alarms_per_year={:.3} low={:.3} \
         high={:.3} kept={}",
        promise.promised,
        measured.per_year(),
        measured.low,
        measured.high,
        promise.is_kept()
    );
}
