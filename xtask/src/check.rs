//! `cargo xtask check`: everything compiles, all targets.

use crate::command::{cargo, run as run_command};
use crate::failure::Outcome;

/// Runs `cargo check` over the workspace, or over what the arguments say.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let mut command = cargo(&["check", "--all-targets"]);
    if arguments.is_empty() {
        command.arg("--workspace");
    }
    run_command(command.args(arguments))
}
