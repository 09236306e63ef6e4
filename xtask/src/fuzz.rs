//! `cargo xtask fuzz`: one fuzz target for a while, or all of them in turn.

use crate::command::{command, run as run_command, works};
use crate::failure::{Failure, Outcome};
use crate::{out, tree};

/// How long a target runs when nothing else is said, in seconds.
const SECONDS: u32 = 60;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Request {
    targets: Targets,
    seconds: u32,
}

/// Which targets are run.
#[derive(Debug, PartialEq, Eq)]
enum Targets {
    /// None: they are listed.
    Listed,
    One(String),
    /// All, one after the other.
    All,
}

/// Runs targets with cargo-fuzz on a nightly toolchain; without any, lists them.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let request = parse(arguments)?;
    let all = targets()?;
    let chosen = match request.targets {
        Targets::Listed => {
            all.iter().for_each(out::answer);
            return Ok(());
        }
        Targets::All => all,
        Targets::One(target) if all.contains(&target) => vec![target],
        Targets::One(target) => {
            return Err(Failure::Usage(format!(
                "there is no fuzz target {target:?}; there are: {}",
                all.join(", ")
            )));
        }
    };
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
    for target in &chosen {
        let cargo = ["run", "nightly", "cargo", "fuzz", "run", target, "--", &limit];
        run_command(command("rustup").args(cargo))?;
    }
    Ok(())
}

/// The arguments as a request.
fn parse(arguments: &[String]) -> Outcome<Request> {
    let mut request = Request { targets: Targets::Listed, seconds: SECONDS };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--seconds" => {
                request.seconds =
                    rest.next().and_then(|text| text.parse().ok()).filter(|&n| n > 0).ok_or_else(
                        || Failure::Usage("--seconds takes a whole number above 0".to_owned()),
                    )?;
            }
            "--all" if request.targets == Targets::Listed => request.targets = Targets::All,
            target if request.targets == Targets::Listed && !target.starts_with('-') => {
                request.targets = Targets::One(target.to_owned());
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
        let one = || Targets::One("ged".to_owned());
        let usual = parsed(&["ged"]).expect("fine");
        assert_eq!(usual, Request { targets: one(), seconds: 60 });
        let given = parsed(&["--seconds", "5", "ged"]).expect("fine");
        assert_eq!(given, Request { targets: one(), seconds: 5 });
        assert_eq!(parsed(&["--all"]).expect("fine").targets, Targets::All);
        assert_eq!(parsed(&[]).expect("fine").targets, Targets::Listed);
    }

    #[test]
    fn nonsense_is_a_usage_error() {
        for words in [
            &["--seconds"][..],
            &["--seconds", "0"],
            &["a", "b"],
            &["--all", "b"],
            &["--all", "--all"],
            &["--fast"],
        ] {
            assert_eq!(parsed(words).expect_err("nonsense").exit_code(), 2, "{words:?}");
        }
    }

    /// The text of a file of the project.
    fn read(path: &str) -> String {
        std::fs::read_to_string(tree::root().join(path)).expect("can be read")
    }

    #[test]
    fn each_target_is_built_explained_has_a_corpus_and_its_corpus_is_a_test() {
        let targets = targets().expect("there are some");
        let (manifest, readme) = (read("fuzz/Cargo.toml"), read("fuzz/README.md"));
        let tests = ["sources", "fetch"]
            .map(|krate| read(&format!("crates/{krate}/tests/it/corpora.rs")))
            .concat();
        for target in &targets {
            assert!(manifest.contains(&format!("name = \"{target}\"\n")), "{target} is not built");
            assert!(readme.contains(&format!("`{target}`")), "{target} is not explained");
            assert!(tests.contains(&format!("\"{target}\"")), "the corpus of {target} is no test");
        }
        assert_eq!(manifest.matches("[[bin]]").count(), targets.len());
        let corpora = std::fs::read_dir(tree::root().join("fuzz/corpus")).expect("is there");
        let mut corpora: Vec<String> = corpora
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        corpora.sort_unstable();
        assert_eq!(corpora, targets);
    }
}
