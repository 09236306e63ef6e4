//! `cargo xtask lint`: clippy, then the house's own rules.

use crate::command::{cargo, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{house, metadata, out, tree};

/// Clippy and the house rules; with `--house`, only the latter.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    match arguments {
        [] => clippy().and_then(|()| house_rules()),
        [flag] if flag == "--house" => house_rules(),
        _ => Err(Failure::Usage("lint takes nothing or --house".to_owned())),
    }
}

/// Clippy over all targets of the workspace, warnings denied.
pub(crate) fn clippy() -> Outcome {
    run_command(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// The rules of [`house`] over all files.
pub(crate) fn house_rules() -> Outcome {
    let files = tree::files()?;
    let findings = house::examine(&files, &metadata::workspace()?);
    for finding in &findings {
        out::say(finding);
    }
    if findings.is_empty() {
        out::say(format_args!("house rules: {} files, nothing found", files.len()));
        Ok(())
    } else {
        Err(Failure::Found { check: "house rules", count: findings.len() })
    }
}
