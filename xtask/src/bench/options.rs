//! What the benchmarks can be told.

use crate::failure::{Failure, Outcome};

/// Rows of the simulated files when `--quick` is not given, ascending.
const SIZES: &[u64] = &[1_000_000, 10_000_000];

/// Rows of the simulated file with `--quick`.
const QUICK_SIZES: &[u64] = &[100_000];

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
}

impl Options {
    /// Reads `--quick`, `--fresh`, `--runs N` and `--actor NAME`.
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
                "--runs" => {
                    let runs = rest.next().and_then(|text| text.parse().ok()).filter(|&n| n > 0);
                    options.runs = Some(runs.ok_or_else(|| {
                        Failure::Usage("--runs takes a whole number above 0".to_owned())
                    })?);
                }
                "--actor" => {
                    let actor = rest.next().cloned();
                    options.actor = Some(
                        actor.ok_or_else(|| Failure::Usage("--actor takes a name".to_owned()))?,
                    );
                }
                other => return Err(Failure::Usage(format!("bench does not take {other:?}"))),
            }
        }
        Ok(options)
    }

    /// The sizes to measure, in rows, ascending.
    pub(crate) fn sizes(&self) -> &'static [u64] {
        if self.quick { QUICK_SIZES } else { SIZES }
    }

    /// How often a long measurement over so many rows is taken.
    pub(crate) fn runs(&self, rows: u64) -> u32 {
        self.runs.unwrap_or(if rows <= REPEATED_ROWS_MAX { 3 } else { 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Outcome<Options> {
        Options::parse(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn quick_means_the_small_size_only() {
        assert_eq!(parsed(&["--quick"]).expect("fine").sizes(), [100_000]);
        assert_eq!(parsed(&[]).expect("fine").sizes(), [1_000_000, 10_000_000]);
    }

    #[test]
    fn a_large_file_is_measured_once_unless_told_otherwise() {
        let usual = Options::default();
        assert_eq!((usual.runs(1_000_000), usual.runs(10_000_000)), (3, 1));
        assert_eq!(parsed(&["--runs", "5"]).expect("fine").runs(10_000_000), 5);
    }

    #[test]
    fn nonsense_is_a_usage_error() {
        for words in [&["--runs"][..], &["--runs", "0"], &["--actor"], &["--slow"], &["quick"]] {
            assert_eq!(parsed(words).expect_err("nonsense").exit_code(), 2, "{words:?}");
        }
    }
}
