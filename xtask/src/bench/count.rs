//! `bench count`: a filtered count by year, repeated inside one process and as fresh processes.

use std::path::{Path, PathBuf};

use super::ingest;
use super::measure::{json, number, process_ms};
use super::options::Options;
use super::program;
use super::table::{last_line, markdown, median, thousands};
use super::world::{self, Question, World};
use crate::command::{capture, command};
use crate::failure::{Failure, Outcome};
use crate::out;

/// How often the count runs inside one process.
const REPEATS: &str = "20";

/// How many fresh processes are timed.
const PROCESSES: u32 = 10;

/// One size, measured; medians in milliseconds.
struct Line {
    rows: u64,
    warm_ms: f64,
    process_ms: f64,
}

/// Measures all sizes.
pub(crate) fn run(options: &Options) -> Outcome {
    let program = program::released()?;
    let mut lines = Vec::new();
    for size in options.sizes() {
        let world = world::prepare(&program, size, options)?;
        let (store, rows) = store(&program, &world, options)?;
        let question = world::question(&world, options)?;
        out::say(format_args!("counting {question:?}"));
        lines.push(measure(&program, &store, rows, &question, options)?);
    }
    let cells = |line: &Line| {
        vec![
            thousands(line.rows),
            format!("{:.1}", line.warm_ms),
            format!("{:.1}", line.process_ms),
        ]
    };
    let rows: Vec<Vec<String>> = lines.iter().map(cells).collect();
    out::answer(markdown(&["rows", "warm ms", "process ms"], &rows));
    lines.iter().for_each(|line| out::answer(summary(line)));
    Ok(())
}

/// The store of a size and its rows; what `bench ingest` left behind when it is whole.
fn store(program: &Path, world: &World, options: &Options) -> Outcome<(PathBuf, u64)> {
    let (store, done) = ingest::kept_store(world.size)?;
    if !options.fresh {
        let kept = std::fs::read_to_string(&done).ok().and_then(|text| text.parse().ok());
        if let Some(rows) = kept {
            return Ok((store, rows));
        }
    }
    let rows = ingest::ingest_world(program, world)?;
    Ok((store, rows))
}

fn measure(
    program: &Path,
    store: &Path,
    rows: u64,
    question: &Question,
    options: &Options,
) -> Outcome<Line> {
    let store = store.to_string_lossy();
    let Question { actor, from, to } = question;
    let count = [
        "--store", &store, "count", "--actor", actor, "--from", from, "--to", to, "--by", "year",
        "--json",
    ];
    let answer = capture(command(program).args(count).args(["--bench-repeat", REPEATS]))?;
    let warm_ms = warm(&answer)?;
    let runs = options.runs.unwrap_or(PROCESSES);
    let times = (0..runs).map(|_| process_ms(program, &count)).collect::<Outcome<Vec<_>>>()?;
    let process_ms =
        median(&times).ok_or_else(|| Failure::Answer("nothing was measured".to_owned()))?;
    Ok(Line { rows, warm_ms, process_ms })
}

/// The time inside the process, from an answer that did count something.
fn warm(answer: &str) -> Outcome<f64> {
    let value = json(answer, "count")?;
    if number(&value, "value", "count")? <= 0.0 {
        return Err(Failure::Answer(
            "count found nothing, so its time means nothing; name an actor with --actor".to_owned(),
        ));
    }
    number(&value, "bench.warm_ms", "count")
}

fn summary(line: &Line) -> String {
    last_line(
        "count",
        &[
            ("rows", line.rows.to_string()),
            ("warm_ms", format!("{:.1}", line.warm_ms)),
            ("process_ms", format!("{:.1}", line.process_ms)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_has_the_agreed_names_in_order() {
        let line = Line { rows: 1_000_000, warm_ms: 12.34, process_ms: 200.0 };
        assert_eq!(summary(&line), "count rows=1000000 warm_ms=12.3 process_ms=200.0");
    }

    #[test]
    fn a_count_of_nothing_is_not_a_measurement() {
        let answer = |value: u32| format!(r#"{{"value": {value}, "bench": {{"warm_ms": 7.5}}}}"#);
        assert_eq!(warm(&answer(3)).expect("counted"), 7.5);
        assert!(warm(&answer(0)).is_err());
        assert!(warm(r#"{"value": 3}"#).is_err());
    }
}
