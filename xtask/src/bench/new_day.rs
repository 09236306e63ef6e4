//! `bench new-day`: a store of a million reports of two sources, put together, to which one more day comes in: how long the
//! incidents take to be right again.
//!
//! The day is the last one with at least half of the rows that a day has on average; what the source tells of later days
//! stays out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::measure::{self, data_folder, json, number};
use super::options::Options;
use super::table::{last_line, markdown, median, thousands};
use super::{program, world};
use crate::command::{command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::out;

/// Reports of each of the two sources.
const REPORTS: u64 = 500_000;
const QUICK_REPORTS: u64 = 20_000;
/// How often the day comes in, each time into a copy of the store without it.
const RUNS: u32 = 3;
const SEED: &str = "1";
/// Where the world's second source lies, and how its rows tell their day.
const SECOND: &str = "acled";
const DAY_COLUMN: usize = 1;
const FILE_BEFORE: &str = "SIM-acled_2025-01-27.csv";
const FILE_OF_DAY: &str = "SIM-acled_2025-01-28.csv";

/// The files of a world: one source whole, the other without its last days, and these days.
struct Parts {
    first: PathBuf,
    before: PathBuf,
    day: PathBuf,
    rows: u64,
}

/// Measures.
pub(crate) fn run(options: &Options) -> Outcome {
    let program = program::released()?;
    let size = match options.rows {
        Some(rows) => rows,
        None if options.quick => QUICK_REPORTS,
        None => REPORTS,
    };
    let folder = data_folder()?.join(format!("new-day-{size}"));
    let parts = prepare(&program, &folder, size, options.fresh)?;
    let (store, copy) = (folder.join("store"), folder.join("store-copy"));
    let base = folder.join("store.complete");
    if options.fresh || !base.exists() {
        world::empty(&store)?;
        for file in [&parts.first, &parts.before] {
            bellwether(&program, &store, &["ingest", &text(file), "--no-reconcile", "--json"])?;
        }
        bellwether(&program, &store, &["reconcile", "--json"])?;
        std::fs::write(&base, "").map_err(Failure::file(&base))?;
    }
    let mut seconds = Vec::new();
    let mut peaks = Vec::new();
    let mut reports = 0.0;
    for _ in 0..options.runs.unwrap_or(RUNS) {
        world::empty(&copy)?;
        run_command(command("cp").arg("-a").arg(store.join(".")).arg(&copy))?;
        bellwether(&program, &copy, &["ingest", &text(&parts.day), "--no-reconcile", "--json"])?;
        let again = bellwether(&program, &copy, &["reconcile", "--json"])?;
        let said = json(&again.stdout, "reconcile")?;
        if said["outcome"]["full"] != false || said["committed"] != true {
            return Err(Failure::Answer("the day was not taken in as a part".to_owned()));
        }
        reports = number(&said, "outcome.reports", "reconcile")?;
        seconds.push(again.seconds);
        peaks.push(again.peak_mib);
    }
    let all = bellwether(&program, &copy, &["count", "--unit", "reports", "--json"])?;
    let all = number(&json(&all.stdout, "count")?, "value", "count")?;
    let seconds = median(&seconds).unwrap_or_default();
    let peak = median(&peaks).unwrap_or_default();
    out::answer(markdown(
        &["reports in the store", "of the new day", "compared", "seconds", "peak MiB"],
        &[vec![
            thousands(all as u64),
            thousands(parts.rows),
            thousands(reports as u64),
            format!("{seconds:.2}"),
            format!("{peak:.0}"),
        ]],
    ));
    out::answer(last_line(
        "new-day",
        &[
            ("n", format!("{all}")),
            ("new", format!("{}", parts.rows)),
            ("seconds", format!("{seconds:.2}")),
            ("peak_mib", format!("{peak:.0}")),
        ],
    ));
    Ok(())
}

/// Makes the world and takes the day out of its second source.
fn prepare(program: &Path, folder: &Path, size: u64, fresh: bool) -> Outcome<Parts> {
    let (before, day) = (folder.join(FILE_BEFORE), folder.join(FILE_OF_DAY));
    let made = folder.join("world");
    if fresh || !day.exists() {
        world::empty(folder)?;
        let size = size.to_string();
        let words = ["simulate", "--reconciliation", "2", "--reports", &size, "--seed", SEED];
        run_command(command(program).args(words).arg(&made).arg("--quiet"))?;
        let export = made.join(SECOND).join(FILE_OF_DAY);
        let rows = std::fs::read_to_string(&export).map_err(Failure::file(&export))?;
        let (rest, of_day) = without_last_day(&rows)
            .ok_or_else(|| Failure::Answer(format!("{} has no rows", export.display())))?;
        std::fs::write(&before, rest).map_err(Failure::file(&before))?;
        std::fs::write(&day, of_day).map_err(Failure::file(&day))?;
    }
    let rows = world::lines_below_header(&day)?;
    Ok(Parts { first: world::find_ged(&made)?, before, day, rows })
}

/// The rows before the last full day, and those of that day, each with the header.
fn without_last_day(table: &str) -> Option<(String, String)> {
    let (header, rows) = table.split_once('\n')?;
    let day_of = |row: &str| row.split(',').nth(DAY_COLUMN).map(str::to_owned);
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for day in rows.lines().filter_map(day_of) {
        *days.entry(day).or_default() += 1;
    }
    let all: usize = days.values().sum();
    let (last, _) = days.iter().rev().find(|(_, rows)| **rows * 2 * days.len() >= all)?;
    let (mut before, mut of_day) = (format!("{header}\n"), format!("{header}\n"));
    for row in rows.lines() {
        let Some(day) = day_of(row) else { continue };
        let into = match day.cmp(last) {
            std::cmp::Ordering::Less => &mut before,
            std::cmp::Ordering::Equal => &mut of_day,
            std::cmp::Ordering::Greater => continue,
        };
        into.push_str(row);
        into.push('\n');
    }
    Some((before, of_day))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn bellwether(program: &Path, store: &Path, words: &[&str]) -> Outcome<measure::Measured> {
    let store = text(store);
    let mut all = vec!["--store", store.as_str()];
    all.extend(words);
    measure::measured(program, &all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_full_day_is_set_apart_and_later_days_are_left_out() {
        let table = "id,date\na,2024-01-01\nb,2024-01-01\nc,2024-01-02\nd,2024-01-02\ne,2024-01-02\nf,2024-01-02\n\
                     g,2024-01-03\n";
        let (before, day) = without_last_day(table).expect("has rows");
        assert_eq!(before, "id,date\na,2024-01-01\nb,2024-01-01\n");
        assert_eq!(day.lines().count(), 5);
        assert!(day.starts_with("id,date\nc,") && !day.contains("g,"));
    }
}
