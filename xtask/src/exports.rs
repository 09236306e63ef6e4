//! `cargo xtask exports`: one export of each form, opened with the programs that people use.
//!
//! The rows are a few invented ones with all that is awkward in them, from the example of the crate; which
//! programs were there, and what each read, is printed by `bench/check_exports.py`, one line each. No part
//! of continuous integration: the packages come from the network.

use std::path::{Path, PathBuf};

use crate::command::{cargo, command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, out, python, tree};

/// Writes the files and checks them.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let everything = is_everything(arguments)?;
    let folder = metadata::target_directory()?.join("exports");
    write(&folder)?;
    let python = python::environment("exports-venv", "exports-requirements.txt")?;
    let script: PathBuf = tree::root().join("bench").join("check_exports.py");
    let mut check = command(&python);
    check.arg(script).args(everything.then_some("--all")).arg(&folder);
    match run_command(&mut check) {
        // The script's exit code is the number of its findings.
        Err(Failure::Command { code: Some(count @ 1..), .. }) => {
            Err(Failure::Found { check: "exports", count: usize::try_from(count).unwrap_or(1) })
        }
        other => other,
    }
}

/// Makes the files anew.
fn write(folder: &Path) -> Outcome {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(Failure::file(folder))?;
    }
    let example = ["run", "-q", "-p", "bellwether-export", "--example", "each_form", "--"];
    run_command(cargo(&example).arg(folder))?;
    out::say(format_args!("wrote one file of each form to {}", folder.display()));
    Ok(())
}

/// Whether a program that is not there is a failure.
fn is_everything(arguments: &[String]) -> Outcome<bool> {
    match arguments {
        [] => Ok(false),
        [flag] if flag == "--all" => Ok(true),
        _ => Err(Failure::Usage("exports takes nothing or --all".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_or_all_is_asked_for_and_nothing_else() {
        assert!(!is_everything(&[]).expect("nothing"));
        assert!(is_everything(&["--all".to_owned()]).expect("all"));
        for words in [&["all"][..], &["--all", "--all"], &["folder"]] {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            assert_eq!(is_everything(&words).expect_err("nonsense").exit_code(), 2);
        }
    }
}
