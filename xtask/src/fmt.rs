//! `cargo xtask fmt`: formatting.

use crate::command::{cargo, run as run_command};
use crate::failure::{Failure, Outcome};

/// Formats all crates; with `--check`, only says what is not formatted and fails.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    match arguments {
        [] => run_command(&mut cargo(&["fmt", "--all"])),
        [flag] if flag == "--check" => run_command(&mut cargo(&["fmt", "--all", "--check"])),
        _ => Err(Failure::Usage("fmt takes nothing or --check".to_owned())),
    }
}
