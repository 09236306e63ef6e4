//! Committed files that are generated from the program: they must say what the program says.
//!
//! A file made by a test (a schema, a snapshot) is compared by that test; here stand those that the
//! binary itself prints. `cargo xtask bless` writes them.

use std::path::PathBuf;

use crate::command::{capture, cargo, command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, out, tree};

/// One generated file: the arguments that print it, and where it is kept.
struct Generated {
    arguments: &'static [&'static str],
    path: &'static str,
}

/// The one list of them.
const GENERATED: &[Generated] = &[
    Generated { arguments: &["man"], path: "docs/generated/bellwether.1" },
    Generated { arguments: &["completions", "bash"], path: "docs/generated/bellwether.bash" },
    Generated { arguments: &["completions", "zsh"], path: "docs/generated/_bellwether" },
    Generated { arguments: &["completions", "fish"], path: "docs/generated/bellwether.fish" },
    Generated { arguments: &["serve", "openapi"], path: "docs/openapi.json" },
    Generated { arguments: &["config", "schema"], path: "docs/generated/config.schema.json" },
];

/// Fails when a generated file is missing or does not say what the program says.
pub(crate) fn run() -> Outcome {
    let binary = built()?;
    let mut drifted = 0;
    for generated in GENERATED {
        let now = capture(command(&binary).args(generated.arguments))?;
        let kept = std::fs::read_to_string(tree::root().join(generated.path)).ok();
        if let Some(message) = difference(kept.as_deref(), &now) {
            out::say(format_args!("{}: {message}; run `cargo xtask bless`", generated.path));
            drifted += 1;
        }
    }
    if drifted == 0 {
        out::say(format_args!("generated files: {} are up to date", GENERATED.len()));
        Ok(())
    } else {
        Err(Failure::Found { check: "generated files", count: drifted })
    }
}

/// Writes all generated files.
pub(crate) fn write() -> Outcome {
    let binary = built()?;
    for generated in GENERATED {
        let now = capture(command(&binary).args(generated.arguments))?;
        let path = tree::root().join(generated.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Failure::file(folder))?;
        }
        std::fs::write(&path, now).map_err(Failure::file(&path))?;
    }
    Ok(())
}

/// Builds the binary as `cargo run` would and says where it is.
fn built() -> Outcome<PathBuf> {
    run_command(&mut cargo(&["build", "--bin", "bellwether"]))?;
    Ok(metadata::target_directory()?.join("debug").join("bellwether"))
}

/// What is wrong with the kept text, and where, if anything.
fn difference(kept: Option<&str>, now: &str) -> Option<String> {
    let Some(kept) = kept else { return Some("is missing".to_owned()) };
    if kept == now {
        return None;
    }
    let same = kept.lines().zip(now.lines()).take_while(|(kept, now)| kept == now).count();
    Some(format!("differs from what the program prints, first in line {}", same + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_and_a_changed_line_are_differences() {
        assert_eq!(difference(None, "a"), Some("is missing".to_owned()));
        let message = difference(Some("a\nb\n"), "a\nc\n").expect("differs");
        assert!(message.ends_with("line 2"), "{message}");
        let message = difference(Some("a\n"), "a\nb\n").expect("is shorter");
        assert!(message.ends_with("line 2"), "{message}");
    }

    #[test]
    fn the_same_text_is_no_difference() {
        assert_eq!(difference(Some("a\n"), "a\n"), None);
    }
}
