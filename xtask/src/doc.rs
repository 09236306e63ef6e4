//! The documentation builds, and every link in it leads somewhere.

use crate::command::{cargo, run as run_command};
use crate::failure::Outcome;

/// Builds the documentation of the workspace with warnings denied.
pub(crate) fn run() -> Outcome {
    let mut command = cargo(&["doc", "--workspace", "--no-deps"]);
    run_command(command.env("RUSTDOCFLAGS", "-D warnings"))
}
