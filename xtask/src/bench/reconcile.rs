//! `bench reconcile`: which reports are the same incident, against Splink, the rules of MELTT and xSub, and an
//! oracle that knows how the simulator errs, on the same records of one simulated world with planted truth.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::measure::{data_folder, json, measured, number};
use super::options::Options;
use super::table::{last_line, markdown, thousands};
use crate::command::{capture, cargo, command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, out, tree};

/// Reports of each source, ascending, with two sources; the smaller ones with three and four as well.
const SIZES: &[u64] = &[20_000, 200_000, 1_000_000];
const QUICK_SIZES: &[u64] = &[20_000];
/// From how many reports a source on more than two sources are left out.
const TWO_SOURCES_FROM: u64 = 1_000_000;
/// From how many reports a source on the oracle takes one year of ten where there are more than two sources.
const ORACLES_YEAR_FROM: u64 = 200_000;
/// Reports of each source in the world whose copies show how time grows.
const GROWTH_BASE: u64 = 10_000;
const GROWTH_COPIES: &[u64] = &[1, 10, 100, 1_000];
/// The cores that the budget is written for.
const THREADS: &str = "2";
const SEED: &str = "1";

/// What one method took and found.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    method: String,
    f1: f64,
    precision: f64,
    recall: f64,
    /// Nothing for a rule that knows no probabilities.
    calibration_error: Option<f64>,
    seconds: f64,
    peak_mib: f64,
}

/// Measures all sizes.
pub(crate) fn run(options: &Options) -> Outcome {
    run_command(&mut cargo(&["build", "--release", "-p", "bellwether-linkage", "--examples"]))?;
    let python = python();
    let sizes = match options.rows {
        Some(rows) => vec![rows],
        None if options.quick => QUICK_SIZES.to_vec(),
        None => SIZES.to_vec(),
    };
    let mut lines = Vec::new();
    for size in sizes {
        let most = if options.quick || size >= TWO_SOURCES_FROM { 2 } else { 4 };
        for sources in 2..=most {
            let folder = world(size, sources, options.fresh)?;
            let year = sources > 2 && size >= ORACLES_YEAR_FROM;
            let rows = compare(&folder, python.as_deref(), year)?;
            out::answer(format!("{} reports from each of {sources} sources", thousands(size)));
            out::answer(table(&rows));
            if sources == 2 {
                lines.push(summary(size, &rows));
            }
        }
    }
    if !options.quick && options.rows.is_none() {
        out::answer("growth at constant density, two sources");
        out::answer(growth(options.fresh)?);
    }
    lines.iter().for_each(out::answer);
    Ok(())
}

/// The peer's Python, or nothing where it cannot be had: then its columns say so.
fn python() -> Option<PathBuf> {
    let found = crate::python::environment("reconcile-venv", "reconcile-requirements.txt");
    found.inspect_err(|failure| out::say(format_args!("without Splink: {failure}"))).ok()
}

fn example(name: &str) -> Outcome<PathBuf> {
    Ok(metadata::target_directory()?.join("release").join("examples").join(name))
}

/// The folder of a world's records and truth, made where it is not there.
fn world(size: u64, sources: u8, fresh: bool) -> Outcome<PathBuf> {
    let folder = data_folder()?.join(format!("reconcile-{size}-{sources}"));
    if fresh || !folder.join("truth.parquet").is_file() {
        let (size, sources) = (size.to_string(), sources.to_string());
        let mut make = command(example("prepare_world")?);
        make.arg(&folder).args([SEED, &size, &sources]);
        // The answer goes to the person, not to the program's own output.
        out::say(capture(&mut make)?.trim_end());
    }
    Ok(folder)
}

/// Compares all methods; the oracle takes one year only where `year` says so, and then ours is said for that year too.
fn compare(folder: &Path, python: Option<&Path>, year: bool) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    let link = |method: &str| {
        let path = folder.to_string_lossy();
        let taken = measured(&example("link_world")?, &[&path, method])?;
        Ok::<_, Failure>((json(&taken.stdout, "link_world")?, taken.peak_mib))
    };
    let (ours, peak_mib) = link("ours")?;
    rows.push(row("ours", &ours, peak_mib, "link_world")?);
    if let Some(python) = python {
        rows.push(splink(python, folder)?);
    }
    for (name, method) in [("MELTT rule", "meltt"), ("xSub rule", "xsub")] {
        let (answer, peak_mib) = link(method)?;
        rows.push(row(name, &answer, peak_mib, "link_world")?);
    }
    if year {
        let own = row("ours, one year", of_year(&ours)?, peak_mib, "link_world")?;
        rows.push(own);
        let (answer, peak_mib) = link("oracle-of-year")?;
        rows.push(row("oracle, one year", of_year(&answer)?, peak_mib, "link_world")?);
    } else {
        let (answer, peak_mib) = link("oracle")?;
        rows.push(row("oracle", &answer, peak_mib, "link_world")?);
    }
    Ok(rows)
}

/// What was found of the one year.
fn of_year(answer: &Value) -> Outcome<&Value> {
    let missing = || Failure::Answer("link_world: there is no year in its answer".to_owned());
    answer.get("year").ok_or_else(missing)
}

fn splink(python: &Path, folder: &Path) -> Outcome<Row> {
    const WHO: &str = "splink_reconcile.py";
    let script = tree::root().join("bench").join(WHO);
    let answer = json(&capture(command(python).arg(script).arg(folder).arg(THREADS))?, WHO)?;
    row("Splink", &answer, number(&answer, "peak_kib", WHO)? / 1024.0, WHO)
}

/// Reads what a method answered.
fn row(name: &str, answer: &Value, peak_mib: f64, who: &str) -> Outcome<Row> {
    let windows = answer.get("windows").and_then(Value::as_str);
    Ok(Row {
        method: windows.map_or_else(|| name.to_owned(), |windows| format!("{name}, {windows}")),
        f1: number(answer, "f1", who)?,
        precision: number(answer, "precision", who)?,
        recall: number(answer, "recall", who)?,
        calibration_error: answer.get("calibration_error").and_then(Value::as_f64),
        seconds: number(answer, "seconds", who)?,
        peak_mib,
    })
}

fn table(rows: &[Row]) -> String {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.method.clone(),
                format!("{:.4}", row.f1),
                format!("{:.4}", row.precision),
                format!("{:.4}", row.recall),
                row.calibration_error.map_or_else(String::new, |error| format!("{error:.4}")),
                format!("{:.2}", row.seconds),
                format!("{:.0}", row.peak_mib),
            ]
        })
        .collect();
    markdown(
        &["method", "F1", "precision", "recall", "calibration error", "seconds", "peak MiB"],
        &cells,
    )
}

fn summary(size: u64, rows: &[Row]) -> String {
    let of = |name: &str, value: fn(&Row) -> f64, digits: usize| {
        let row = rows.iter().find(|row| row.method.starts_with(name));
        row.map_or_else(|| "none".to_owned(), |row| format!("{:.digits$}", value(row)))
    };
    let f1: fn(&Row) -> f64 = |row| row.f1;
    last_line(
        "reconcile",
        &[
            ("n", size.to_string()),
            ("f1", of("ours", f1, 4)),
            ("precision", of("ours", |row| row.precision, 4)),
            ("recall", of("ours", |row| row.recall, 4)),
            ("calibration_error", of("ours", |row| row.calibration_error.unwrap_or(1.0), 4)),
            ("seconds", of("ours", |row| row.seconds, 3)),
            ("peak_mib", of("ours", |row| row.peak_mib, 0)),
            ("splink_f1", of("Splink", f1, 4)),
            ("splink_seconds", of("Splink", |row| row.seconds, 2)),
            ("meltt_rule_f1", of("MELTT", f1, 4)),
            ("oracle_f1", of("oracle", f1, 4)),
        ],
    )
}

/// Time and memory with more and more copies of one world, each later than the one before, and the time for the slabs on
/// which the last day bears.
fn growth(fresh: bool) -> Outcome<String> {
    let folder = world(GROWTH_BASE, 2, fresh)?;
    let mut cells = Vec::new();
    for copies in GROWTH_COPIES {
        let (path, count) = (folder.to_string_lossy(), copies.to_string());
        let taken = measured(&example("grow_world")?, &[&path, &count])?;
        let answer = json(&taken.stdout, "grow_world")?;
        let seconds = number(&answer, "seconds", "grow_world")?;
        let records = number(&answer, "records", "grow_world")?;
        cells.push(vec![
            thousands(GROWTH_BASE * copies),
            format!("{seconds:.2}"),
            format!("{:.2}", taken.cpu_seconds),
            format!("{:.2}", taken.cpu_seconds / records * 1e6),
            format!("{:.0}", taken.peak_mib),
            format!("{:.3}", number(&answer, "day_seconds", "grow_world")?),
        ]);
    }
    let head =
        ["reports a source", "seconds", "CPU s", "CPU µs a report", "peak MiB", "a new day, s"];
    Ok(markdown(&head, &cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(method: &str, f1: f64, calibration_error: Option<f64>) -> Row {
        Row {
            method: method.to_owned(),
            f1,
            precision: 0.9,
            recall: 0.8,
            calibration_error,
            seconds: 1.25,
            peak_mib: 100.0,
        }
    }

    #[test]
    fn the_last_line_has_every_name_also_without_the_peer() {
        let rows = [
            found("ours", 0.95, Some(0.02)),
            found("MELTT rule, 3 km, 1 d", 0.3, None),
            found("oracle", 0.96, Some(0.01)),
        ];
        assert_eq!(
            summary(20_000, &rows),
            "reconcile n=20000 f1=0.9500 precision=0.9000 recall=0.8000 calibration_error=0.0200 \
             seconds=1.250 peak_mib=100 splink_f1=none splink_seconds=none meltt_rule_f1=0.3000 \
             oracle_f1=0.9600"
        );
    }

    #[test]
    fn the_windows_of_a_rule_stand_beside_its_name() {
        let answer = json(
            r#"{"f1": 0.1, "precision": 0.9, "recall": 0.05, "calibration_error": null,
                "seconds": 0.1, "windows": "3 km, 1 d"}"#,
            "link_world",
        )
        .expect("is JSON");
        let row = row("xSub rule", &answer, 1.0, "link_world").expect("is complete");
        assert_eq!((row.method.as_str(), row.calibration_error), ("xSub rule, 3 km, 1 d", None));
    }
}
