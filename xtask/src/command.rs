//! Running other programs, in the open: each command is shown before it runs.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::{out, tree};

/// What `cargo run` tells this program about itself. Passed on, it would make the build scripts that
/// watch these variables run again, and half of the dependencies with them.
const OWN_VARIABLES: &[&str] = &["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_NAME"];

/// A command in the workspace root, with a clean environment.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(tree::root());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_own_variable) {
            command.env_remove(name);
        }
    }
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = command(program);
    command.args(arguments);
    command
}

fn is_own_variable(name: &str) -> bool {
    OWN_VARIABLES.iter().any(|own| name.starts_with(own))
}

/// Shows and runs a command; its output goes where this program's goes.
///
/// # Errors
/// When it cannot be started or does not end with code 0.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let line = shown(command);
    out::say(format_args!("$ {line}"));
    let status = command.status().map_err(not_started(command))?;
    if status.success() { Ok(()) } else { Err(Failure::Command { line, code: status.code() }) }
}

/// Runs a command quietly and returns its standard output.
///
/// # Errors
/// When it cannot be started, does not end with code 0, or answers with something other than UTF-8.
pub(crate) fn capture(command: &mut Command) -> Outcome<String> {
    let line = shown(command);
    let output = command.stderr(Stdio::piped()).output().map_err(not_started(command))?;
    if !output.status.success() {
        out::say(String::from_utf8_lossy(&output.stderr).trim_end());
        return Err(Failure::Command { line, code: output.status.code() });
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Failure::Answer(format!("`{line}` answered with something other than UTF-8")))
}

/// Whether a command can be run at all and ends with code 0; says nothing.
pub(crate) fn works(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The command as it could be typed, with the variables that were set for it.
fn shown(command: &Command) -> String {
    let set = command.get_envs().filter_map(|(name, value)| {
        value.map(|value| format!("{}={}", name.display(), quoted(value)))
    });
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args()).map(quoted);
    set.chain(words).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    if word.is_empty() || word.contains(char::is_whitespace) {
        format!("'{word}'")
    } else {
        word.into_owned()
    }
}

fn not_started(command: &Command) -> impl FnOnce(std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy().into_owned();
    move |source| Failure::NotStarted { program, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_says_of_this_program_is_not_passed_on() {
        assert!(is_own_variable("CARGO_PKG_VERSION"));
        assert!(is_own_variable("CARGO_MANIFEST_DIR"));
        assert!(!is_own_variable("CARGO_TARGET_DIR"));
        assert!(!is_own_variable("CARGO_TERM_COLOR"));
    }

    #[test]
    fn a_command_is_shown_as_it_could_be_typed() {
        let mut shown_command = Command::new("cargo");
        shown_command.args(["doc", "a b"]).env("RUSTDOCFLAGS", "-D warnings");
        assert_eq!(shown(&shown_command), "RUSTDOCFLAGS='-D warnings' cargo doc 'a b'");
    }

    #[test]
    fn a_failing_command_is_a_failure_with_its_code() {
        let failure = run(Command::new("sh").args(["-c", "exit 3"])).expect_err("ends with 3");
        assert!(matches!(failure, Failure::Command { code: Some(3), .. }));
    }

    #[test]
    fn a_program_that_is_not_there_does_not_work() {
        assert!(!works(&mut Command::new("no-such-program-anywhere")));
    }
}
