//! What an example is told.

use std::path::PathBuf;
use std::str::FromStr;

use super::Outcome;

/// The words after the example's name, in order.
pub(crate) struct Arguments(std::vec::IntoIter<String>);

impl Arguments {
    /// Those of this process.
    pub(crate) fn of_process() -> Self {
        Self(std::env::args().skip(1).collect::<Vec<_>>().into_iter())
    }

    /// The next word.
    pub(crate) fn word(&mut self, what: &str) -> Outcome<String> {
        self.0.next().ok_or_else(|| format!("{what} is missing").into())
    }

    /// The next word as a path.
    pub(crate) fn path(&mut self, what: &str) -> Outcome<PathBuf> {
        self.word(what).map(PathBuf::from)
    }

    /// The next word as a number.
    pub(crate) fn number<T: FromStr>(&mut self, what: &str) -> Outcome<T> {
        self.word(what)?.parse().map_err(|_| format!("{what} is not a whole number").into())
    }
}
