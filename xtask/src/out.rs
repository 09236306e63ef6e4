//! Words go to standard error, answers to standard output.
//!
//! A closed pipe is no reason to fail, so what could not be written is let go.

use std::fmt::Display;
use std::io::Write as _;

/// One line for the person who watches.
pub(crate) fn say(text: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// One line that a program may want to read.
pub(crate) fn answer(text: impl Display) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
