//! `bench places`: a place found by name in a fresh process, less what any process takes.

use super::measure::process_ms;
use super::options::Options;
use super::program;
use super::table::{last_line, markdown, median};
use crate::failure::{Failure, Outcome};
use crate::out;

/// Names of different lengths and commonness; the last has several bearers.
const NAMES: &[&str] = &["Kabul", "Maiduguri", "Jalalabad", "San Fernando"];

/// How often each name is looked for.
const PROCESSES: u32 = 10;

/// Measures all names.
pub(crate) fn run(options: &Options) -> Outcome {
    let program = program::released()?;
    let runs = options.runs.unwrap_or(PROCESSES);
    let timed = |arguments: &[&str]| {
        let times =
            (0..runs).map(|_| process_ms(&program, arguments)).collect::<Outcome<Vec<_>>>()?;
        median(&times).ok_or_else(|| Failure::Answer("nothing was measured".to_owned()))
    };
    let baseline = timed(&["--version"])?;
    let found: Vec<(&str, f64)> = NAMES
        .iter()
        .map(|name| Ok((*name, timed(&["place", "find", name, "--json"])?)))
        .collect::<Outcome<_>>()?;
    let rows: Vec<Vec<String>> =
        found.iter().map(|(name, ms)| vec![(*name).to_owned(), format!("{ms:.1}")]).collect();
    out::answer(markdown(&["name", "process ms"], &rows));
    let slowest = found.iter().map(|&(_, ms)| ms).fold(0.0, f64::max);
    out::answer(summary(slowest, baseline));
    Ok(())
}

fn summary(process: f64, baseline: f64) -> String {
    last_line(
        "places",
        &[
            ("process_ms", format!("{process:.1}")),
            ("baseline_ms", format!("{baseline:.1}")),
            ("ready_ms", format!("{:.1}", process - baseline)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_any_process_takes_is_taken_off() {
        assert_eq!(summary(60.0, 4.5), "places process_ms=60.0 baseline_ms=4.5 ready_ms=55.5");
    }
}
