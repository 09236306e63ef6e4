//! `bench watch`: how fast detectors are; `bench scorecard`: how soon they find planted surges, at the same rate of
//! false alarms.

use std::path::PathBuf;

use super::options::Options;
use super::table::last_line;
use crate::command::{capture, cargo, command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, out};

/// The windows of the scan, in days: the longest first, and the one that a quick run takes.
const WINDOWS: &[&str] = &["30", "7"];
const QUICK_WINDOWS: &[&str] = &["7"];

/// Times a Farrington fit, a screen of many groups and a scan.
pub(crate) fn run(options: &Options) -> Outcome {
    build()?;
    let rules = answer("bench", &[])?;
    let mut scan = String::new();
    for window in if options.quick { QUICK_WINDOWS } else { WINDOWS } {
        scan = answer("scan_bench", &[window])?;
    }
    out::answer(last_line(
        "watch",
        &[
            ("farrington_us_per_fit", value(&rules, "farrington_us_per_fit")?),
            ("scan_seconds", value(&scan, "scan_seconds")?),
            ("screen_seconds", value(&rules, "screen_seconds")?),
        ],
    ));
    Ok(())
}

/// Scores every rule on real backgrounds with planted surges.
pub(crate) fn scorecard(options: &Options) -> Outcome {
    if options.quick {
        out::say("the scorecard has one size; it takes some minutes");
    }
    build()?;
    answer("scorecard", &[]).map(|_| ())
}

fn build() -> Outcome {
    run_command(&mut cargo(&["build", "--release", "-p", "bellwether-watch", "--examples"]))
}

/// Runs an example, shows what it says and answers with it.
fn answer(name: &str, arguments: &[&str]) -> Outcome<String> {
    let path: PathBuf = metadata::target_directory()?.join("release").join("examples").join(name);
    let said = capture(command(path).args(arguments))?;
    out::answer(said.trim_end());
    Ok(said)
}

/// The value of `name=value` in what a program said.
fn value(said: &str, name: &str) -> Outcome<String> {
    said.split_whitespace()
        .find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
        .map(str::to_owned)
        .ok_or_else(|| Failure::Answer(format!("the program did not answer with {name}=")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_whole_name() {
        let said = "watch scan_seconds=5.10 window_days=7\n";
        assert_eq!(value(said, "scan_seconds").expect("there"), "5.10");
        assert!(value(said, "seconds").is_err());
    }
}
