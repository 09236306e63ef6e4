//! `bench watch`: how fast detectors are; `bench scorecard`: how soon they find planted surges, at the same rate of
//! false alarms; `bench no-change`: whether they keep the rate that they promise.

use std::path::PathBuf;

use super::options::Options;
use super::table::last_line;
use crate::command::{capture, cargo, command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, out, tree};

/// The windows of the scan, in days: the longest first, and the one that a quick run takes.
const WINDOWS: &[&str] = &["30", "7"];
const QUICK_WINDOWS: &[&str] = &["7"];

/// Surges planted into each group, of each kind.
const STARTS: &str = "20";
const QUICK_STARTS: &str = "2";

/// Series in which nothing changes, over all families.
const SERIES: &str = "10000";
const QUICK_SERIES: &str = "200";

/// What R needs for a fit, in microseconds, where it is not installed: as measured on another machine.
const R_US_RECORDED: &str = "38000";

/// Times a Farrington fit beside R's, a screen of many groups and a scan.
pub(crate) fn run(options: &Options) -> Outcome {
    build()?;
    let rules = answer("bench", &[])?;
    peer(&value(&rules, "farrington_us_per_fit")?);
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

/// R's `surveillance` on the same kind of fit, here if it is installed.
fn peer(ours: &str) {
    let script = tree::root().join("bench").join("farrington.R");
    let measured =
        capture(command("Rscript").arg(script)).and_then(|said| value(&said, "r_us_per_fit"));
    let (theirs, how) = match measured {
        Ok(theirs) => (theirs, "measured now, processor time"),
        Err(_) => (R_US_RECORDED.to_owned(), "recorded; R with surveillance is not installed"),
    };
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    let ratio = number(&theirs) / number(ours);
    out::answer(format!(
        "farrington peer=surveillance r_us_per_fit={theirs} ratio={ratio:.0} ({how})"
    ));
}

/// Scores every rule on real groups, on those held out and on simulated ones; the full run writes
/// `docs/SCORECARD.md` and its picture.
pub(crate) fn scorecard(options: &Options) -> Outcome {
    build()?;
    let folder = tree::root().join("../shared/data/ged").display().to_string();
    let docs = tree::root().join("docs").display().to_string();
    if options.quick {
        return answer("scorecard", &[&folder, QUICK_STARTS]).map(|_| ());
    }
    answer("scorecard", &[&folder, STARTS, &docs]).map(|_| ())
}

/// Counts the alarms of every rule on series in which nothing changes.
pub(crate) fn no_change(options: &Options) -> Outcome {
    build()?;
    let series = if options.quick { QUICK_SERIES } else { SERIES };
    answer("no_change", &[series]).map(|_| ())
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
