//! What the benchmarks can be told.

use std::fmt::Display;
use std::str::FromStr;

use crate::failure::{Failure, Outcome};

/// Rows of the simulated files when `--quick` is not given, ascending.
const SIZES: &[u64] = &[1_000_000, 10_000_000];

/// Rows of the simulated file with `--quick`.
const QUICK_SIZES: &[u64] = &[200_000];

/// Rows of each source's table when neither `--quick` nor `--rows` is given.
const TABLE_ROWS: u64 = 1_000_000;

/// How often a time is taken with `--quick`.
const QUICK_RUNS: u32 = 2;

/// The simulator makes no smaller worlds.
const ROWS_LEAST: u64 = 1_000;

/// Up to this many rows a long measurement is taken three times, above it once.
const REPEATED_ROWS_MAX: u64 = 1_000_000;

/// What the benchmarks can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Only the smallest size.
    pub(crate) quick: bool,
    /// Make data and stores again.
    pub(crate) fresh: bool,
    /// How often a time is taken, if said.
    pub(crate) runs: Option<u32>,
    /// The actor to count, if not the most frequent one.
    pub(crate) actor: Option<String>,
    /// The one source to ingest, if not all.
    pub(crate) source: Option<String>,
    /// Rows of the one size to measure, if said.
    pub(crate) rows: Option<u64>,
    /// The documents to read, if not the task's own.
    pub(crate) docs: Option<String>,
    /// Where to write what was found in them.
    pub(crate) out: Option<String>,
}

impl Options {
    /// Reads `--quick`, `--fresh`, `--runs N`, `--rows N`, `--source NAME`, `--actor NAME`, `--docs FILE` and
    /// `--out FILE`.
    ///
    /// # Errors
    /// For anything else.
    pub(crate) fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--fresh" => options.fresh = true,
                "--runs" => options.runs = Some(number(argument, rest.next(), 1)?),
                "--rows" => options.rows = Some(number(argument, rest.next(), ROWS_LEAST)?),
                "--source" => options.source = Some(name(argument, rest.next())?),
                "--actor" => options.actor = Some(name(argument, rest.next())?),
                "--docs" => options.docs = Some(name(argument, rest.next())?),
                "--out" => options.out = Some(name(argument, rest.next())?),
                other => return Err(Failure::Usage(format!("bench does not take {other:?}"))),
            }
        }
        Ok(options)
    }

    /// The sizes to measure on the world that all benchmarks share, in rows, ascending.
    pub(crate) fn sizes(&self) -> Vec<u64> {
        match self.rows {
            Some(rows) => vec![rows],
            None if self.quick => QUICK_SIZES.to_vec(),
            None => SIZES.to_vec(),
        }
    }

    /// The rows of each source's table, of which there are many.
    pub(crate) fn table_rows(&self) -> u64 {
        self.rows.unwrap_or(if self.quick { QUICK_SIZES[0] } else { TABLE_ROWS })
    }

    /// How often a long measurement over so many rows is taken.
    pub(crate) fn runs(&self, rows: u64) -> u32 {
        self.runs.unwrap_or(match rows {
            _ if self.quick => QUICK_RUNS,
            ..=REPEATED_ROWS_MAX => 3,
            _ => 1,
        })
    }
}

/// A whole number that is not below the least.
fn number<T: FromStr + PartialOrd + Display>(
    option: &str,
    text: Option<&String>,
    least: T,
) -> Outcome<T> {
    let number = text.and_then(|text| text.parse().ok()).filter(|number| *number >= least);
    number.ok_or_else(|| {
        Failure::Usage(format!("{option} takes a whole number from {least} upwards"))
    })
}

fn name(option: &str, text: Option<&String>) -> Outcome<String> {
    text.cloned().ok_or_else(|| Failure::Usage(format!("{option} takes a name")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Outcome<Options> {
        Options::parse(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn quick_means_the_small_size_only() {
        let quick = parsed(&["--quick"]).expect("fine");
        assert_eq!((quick.sizes(), quick.table_rows()), (vec![200_000], 200_000));
        let usual = parsed(&[]).expect("fine");
        assert_eq!((usual.sizes(), usual.table_rows()), (SIZES.to_vec(), 1_000_000));
    }

    #[test]
    fn a_size_that_was_said_is_the_only_one() {
        let said = parsed(&["--rows", "10000000", "--source", "gdelt"]).expect("fine");
        assert_eq!((said.sizes(), said.table_rows()), (vec![10_000_000], 10_000_000));
        assert_eq!(said.source.as_deref(), Some("gdelt"));
    }

    #[test]
    fn a_large_file_is_measured_once_unless_told_otherwise() {
        let usual = Options::default();
        assert_eq!((usual.runs(1_000_000), usual.runs(10_000_000)), (3, 1));
        assert_eq!(parsed(&["--quick"]).expect("fine").runs(200_000), 2);
        assert_eq!(parsed(&["--runs", "5"]).expect("fine").runs(10_000_000), 5);
    }

    #[test]
    fn nonsense_is_a_usage_error() {
        for words in [
            &["--runs"][..],
            &["--runs", "0"],
            &["--rows", "999"],
            &["--rows", "many"],
            &["--source"],
            &["--actor"],
            &["--slow"],
            &["quick"],
        ] {
            assert_eq!(parsed(words).expect_err("nonsense").exit_code(), 2, "{words:?}");
        }
    }
}
