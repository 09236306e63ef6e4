//! `cargo xtask test`: the tests.

use crate::command::{cargo, run as run_command};
use crate::failure::Outcome;

/// Runs `cargo test` over the workspace, or over what the arguments say.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let mut command = cargo(&["test"]);
    if arguments.is_empty() {
        command.arg("--workspace");
    }
    run_command(command.args(arguments))
}
