//! `cargo xtask bless`: what the code says now becomes what is expected.
//!
//! Nothing is approved by it: the changed files are there to be read in `git diff` and committed.

use crate::command::{capture, cargo, command, run as run_command};
use crate::drift;
use crate::failure::{Failure, Outcome};
use crate::out;

/// Writes snapshots and generated files anew, then names the files that changed.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err(Failure::Usage("bless takes no arguments".to_owned()));
    }
    let mut tests = cargo(&["test", "--workspace"]);
    run_command(tests.env("INSTA_UPDATE", "always").env("BELLWETHER_BLESS", "1"))?;
    drift::write()?;
    let changed = capture(command("git").args(["status", "--short"]))?;
    out::say(if changed.is_empty() { "nothing changed" } else { "to be read and committed:" });
    out::say(changed.trim_end());
    Ok(())
}
