//! The peer of `ingest`: DuckDB's Python package in an environment of its own under `target/`.

use std::path::{Path, PathBuf};

use super::measure::{data_folder, json, number};
use crate::command::{capture, command};
use crate::failure::{Failure, Outcome};
use crate::tree;

/// The cores that the budget is written for.
const THREADS: &str = "2";

/// What DuckDB took.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Peer {
    /// Its version.
    pub(crate) version: String,
    /// Rows that it wrote.
    pub(crate) rows: u64,
    /// Wall time of the one statement, in seconds.
    pub(crate) seconds: f64,
    /// The largest resident set of its process, in MiB.
    pub(crate) peak_mib: f64,
}

/// The environment's Python; made, and filled from `bench/requirements.txt`, when that has changed.
///
/// # Errors
/// When Python cannot make it, or the package cannot be had.
pub(crate) fn python() -> Outcome<PathBuf> {
    crate::python::environment("bench-venv", "requirements.txt")
}

/// Reads a table of the form that the script calls so into Parquet with DuckDB.
///
/// # Errors
/// When DuckDB fails, or its script answers with something else than its contract says.
pub(crate) fn ingest(python: &Path, source: &Path, form: &str) -> Outcome<Peer> {
    let target = data_folder()?.join("duckdb.parquet");
    let script = tree::root().join("bench").join("duckdb_ingest.py");
    let answer =
        capture(command(python).arg(script).arg(source).arg(&target).args([THREADS, form]))?;
    std::fs::remove_file(&target).map_err(Failure::file(&target))?;
    read(&answer)
}

fn read(answer: &str) -> Outcome<Peer> {
    const WHO: &str = "duckdb_ingest.py";
    let value = json(answer, WHO)?;
    let version = value.get("version").and_then(serde_json::Value::as_str);
    let rows = value.get("rows").and_then(serde_json::Value::as_u64);
    let (Some(version), Some(rows)) = (version, rows) else {
        return Err(Failure::Answer(format!("{WHO} did not answer with version and rows")));
    };
    Ok(Peer {
        version: version.to_owned(),
        rows,
        seconds: number(&value, "seconds", WHO)?,
        peak_mib: number(&value, "peak_kib", WHO)? / 1024.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_of_the_script_is_read() {
        let answer = r#"{"version": "2.0.0", "rows": 7, "seconds": 0.5, "peak_kib": 1024}"#;
        let expected = Peer { version: "2.0.0".to_owned(), rows: 7, seconds: 0.5, peak_mib: 1.0 };
        assert_eq!(read(answer).expect("is complete"), expected);
    }

    #[test]
    fn an_answer_without_its_rows_is_refused() {
        assert!(read(r#"{"version": "2.0.0", "seconds": 0.5, "peak_kib": 1024}"#).is_err());
        assert!(read("Traceback").is_err());
    }
}
