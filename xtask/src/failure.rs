//! Why a verb did not end well.

use std::fmt;
use std::path::PathBuf;

/// What every verb returns.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a verb did not end well.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments do not make sense.
    Usage(String),
    /// A command ended with a code other than 0, or by a signal (`None`).
    Command {
        /// The command as it could be typed.
        line: String,
        /// Its exit code.
        code: Option<i32>,
    },
    /// A command could not be started at all.
    NotStarted {
        /// The program.
        program: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A check found something.
    Found {
        /// Which check.
        check: &'static str,
        /// How many findings, each already printed.
        count: usize,
    },
    /// Something needed is not there; the text says what to do.
    Missing(String),
    /// What a command answered is not what its contract says.
    Answer(String),
    /// A file could not be read or written.
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A step of a longer run failed.
    Step {
        /// Its name.
        step: &'static str,
        /// Why.
        reason: Box<Failure>,
    },
}

impl Failure {
    /// 2 for wrong usage, 1 for everything else.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }

    /// An adapter for `map_err` on file operations.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::File { path: path.into(), source }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) | Self::Missing(text) | Self::Answer(text) => f.write_str(text),
            Self::Command { line, code: Some(code) } => {
                write!(f, "`{line}` ended with code {code}")
            }
            Self::Command { line, code: None } => write!(f, "`{line}` was ended by a signal"),
            Self::NotStarted { program, source } => {
                write!(f, "{program} could not be started: {source}; install it or mend PATH")
            }
            Self::Found { check, count: 1 } => write!(f, "{check}: 1 finding, see above"),
            Self::Found { check, count } => write!(f, "{check}: {count} findings, see above"),
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Step { step, reason } => write!(f, "step {step} failed: {reason}"),
        }
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_names_itself_and_its_reason() {
        let reason = Failure::Command { line: "cargo doc".to_owned(), code: Some(101) };
        let failure = Failure::Step { step: "doc", reason: Box::new(reason) };
        assert_eq!(failure.to_string(), "step doc failed: `cargo doc` ended with code 101");
        assert_eq!(failure.exit_code(), 1);
    }

    #[test]
    fn one_finding_is_not_called_findings() {
        let found = |count| Failure::Found { check: "house rules", count }.to_string();
        assert_eq!(found(1), "house rules: 1 finding, see above");
        assert_eq!(found(2), "house rules: 2 findings, see above");
    }
}
