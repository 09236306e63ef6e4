//! `cargo xtask fuzz`: one fuzz target for a while.

use crate::command::{command, run as run_command, works};
use crate::failure::{Failure, Outcome};
use crate::{out, tree};

/// How long a target runs when nothing else is said, in seconds.
const SECONDS: u32 = 60;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Request {
    target: Option<String>,
    seconds: u32,
}

/// Runs a target with cargo-fuzz on a nightly toolchain; without one, lists the targets.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let request = parse(arguments)?;
    let targets = targets()?;
    let Some(target) = request.target else {
        targets.iter().for_each(out::answer);
        return Ok(());
    };
    if !targets.contains(&target) {
        return Err(Failure::Usage(format!(
            "there is no fuzz target {target:?}; there are: {}",
            targets.join(", ")
        )));
    }
    if !works(command("rustup").args(["run", "nightly", "rustc", "--version"])) {
        return Err(Failure::Missing(
            "fuzzing needs a nightly toolchain: `rustup toolchain install nightly`".to_owned(),
        ));
    }
    if !works(command("rustup").args(["run", "nightly", "cargo", "fuzz", "--version"])) {
        return Err(Failure::Missing(
            "fuzzing needs cargo-fuzz: `cargo install cargo-fuzz`".to_owned(),
        ));
    }
    let limit = format!("-max_total_time={}", request.seconds);
    run_command(
        command("rustup").args(["run", "nightly", "cargo", "fuzz", "run", &target, "--", &limit]),
    )
}

/// The arguments as a request.
fn parse(arguments: &[String]) -> Outcome<Request> {
    let mut request = Request { target: None, seconds: SECONDS };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--seconds" => {
                request.seconds =
                    rest.next().and_then(|text| text.parse().ok()).filter(|&n| n > 0).ok_or_else(
                        || Failure::Usage("--seconds takes a whole number above 0".to_owned()),
                    )?;
            }
            target if request.target.is_none() && !target.starts_with('-') => {
                request.target = Some(target.to_owned());
            }
            other => return Err(Failure::Usage(format!("fuzz does not take {other:?}"))),
        }
    }
    Ok(request)
}

/// The names of the targets in `fuzz/fuzz_targets`, sorted.
fn targets() -> Outcome<Vec<String>> {
    let folder = tree::root().join("fuzz").join("fuzz_targets");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Err(Failure::Missing("there are no fuzz targets: fuzz/fuzz_targets".to_owned()));
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
        .collect();
    names.sort_unstable();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Outcome<Request> {
        parse(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_target_runs_for_a_minute_unless_told_otherwise() {
        let target = Some("ged".to_owned());
        assert_eq!(
            parsed(&["ged"]).expect("fine"),
            Request { target: target.clone(), seconds: 60 }
        );
        let given = parsed(&["--seconds", "5", "ged"]).expect("fine");
        assert_eq!(given, Request { target, seconds: 5 });
    }

    #[test]
    fn nonsense_is_a_usage_error() {
        for words in [&["--seconds"][..], &["--seconds", "0"], &["a", "b"], &["--fast"]] {
            assert_eq!(parsed(words).expect_err("nonsense").exit_code(), 2, "{words:?}");
        }
    }
}
