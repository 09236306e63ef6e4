//! `bench ingest`: simulated GED into an empty store, against DuckDB's `read_csv` to Parquet.

use std::path::{Path, PathBuf};

use super::measure::{self, Measured};
use super::options::Options;
use super::peer::{self, Peer};
use super::table::{last_line, markdown, median, thousands};
use super::world::{self, World};
use super::{measure::data_folder, program};
use crate::failure::{Failure, Outcome};
use crate::out;

/// One size, measured.
struct Line {
    rows: u64,
    /// Medians over the runs.
    seconds: f64,
    duckdb_seconds: f64,
    /// The largest over the runs.
    peak_mib: f64,
    duckdb_peak_mib: f64,
}

/// Measures all sizes.
pub(crate) fn run(options: &Options) -> Outcome {
    let program = program::released()?;
    let python = peer::python()?;
    let mut lines = Vec::new();
    let mut version = String::new();
    for &size in options.sizes() {
        let world = world::prepare(&program, size, options)?;
        warm(&world.ged)?;
        let mut ours = Vec::new();
        let mut theirs = Vec::new();
        let mut rows = 0;
        // One after the other in each round, so that both see the same machine.
        for _ in 0..options.runs(size) {
            let measured;
            (measured, rows) = ingest(&program, &world)?;
            ours.push(measured);
            theirs.push(duckdb(&python, &world, rows)?);
        }
        if let Some(peer) = theirs.first() {
            version.clone_from(&peer.version);
        }
        lines.push(line(rows, &ours, &theirs)?);
    }
    report(&lines, &version);
    Ok(())
}

/// Ingests into an empty store, which stays behind for `bench count`; also says how many rows came in.
pub(crate) fn ingest(program: &Path, world: &World) -> Outcome<(Measured, u64)> {
    let (store, done) = kept_store(world)?;
    if done.exists() {
        std::fs::remove_file(&done).map_err(Failure::file(&done))?;
    }
    world::empty(&store)?;
    let (store, ged) = (store.to_string_lossy(), world.ged.to_string_lossy());
    let measured = measure::measured(program, &["--store", &store, "ingest", &ged, "--json"])?;
    let rows = world::ingested_rows(&measured.stdout, world.size)?;
    std::fs::write(&done, rows.to_string()).map_err(Failure::file(&done))?;
    Ok((measured, rows))
}

/// Where the store of a size lies, and the file beside it that says it is whole and of how many rows.
pub(crate) fn kept_store(world: &World) -> Outcome<(PathBuf, PathBuf)> {
    let store = data_folder()?.join(format!("store-{}", world.size));
    let done = store.with_extension("complete");
    Ok((store, done))
}

fn duckdb(python: &Path, world: &World, rows: u64) -> Outcome<Peer> {
    let peer = peer::ingest(python, &world.ged)?;
    if peer.rows == rows {
        Ok(peer)
    } else {
        Err(Failure::Answer(format!("duckdb read {} rows of {rows}", peer.rows)))
    }
}

/// Reads the file once, so that neither side pays for the disk.
fn warm(path: &Path) -> Outcome {
    let mut file = std::fs::File::open(path).map_err(Failure::file(path))?;
    std::io::copy(&mut file, &mut std::io::sink()).map_err(Failure::file(path))?;
    Ok(())
}

fn line(rows: u64, ours: &[Measured], theirs: &[Peer]) -> Outcome<Line> {
    let nothing = || Failure::Answer("nothing was measured".to_owned());
    let middle = |values: Vec<f64>| median(&values).ok_or_else(nothing);
    Ok(Line {
        rows,
        seconds: middle(ours.iter().map(|run| run.seconds).collect())?,
        duckdb_seconds: middle(theirs.iter().map(|run| run.seconds).collect())?,
        peak_mib: ours.iter().map(|run| run.peak_mib).fold(0.0, f64::max),
        duckdb_peak_mib: theirs.iter().map(|run| run.peak_mib).fold(0.0, f64::max),
    })
}

fn report(lines: &[Line], version: &str) {
    let cells = |line: &Line| {
        vec![
            thousands(line.rows),
            format!("{:.2}", line.seconds),
            format!("{:.2}", line.duckdb_seconds),
            format!("{:.2}", line.seconds / line.duckdb_seconds),
            format!("{:.0}", line.peak_mib),
            format!("{:.0}", line.duckdb_peak_mib),
        ]
    };
    let rows: Vec<Vec<String>> = lines.iter().map(cells).collect();
    out::answer(format_args!("against DuckDB {version}, 2 threads\n"));
    let header = ["rows", "seconds", "DuckDB s", "ratio", "peak MiB", "DuckDB MiB"];
    out::answer(markdown(&header, &rows));
    lines.iter().for_each(|line| out::answer(summary(line)));
}

fn summary(line: &Line) -> String {
    last_line(
        "ingest",
        &[
            ("rows", line.rows.to_string()),
            ("seconds", format!("{:.2}", line.seconds)),
            ("duckdb_seconds", format!("{:.2}", line.duckdb_seconds)),
            ("ratio", format!("{:.2}", line.seconds / line.duckdb_seconds)),
            ("peak_mib", format!("{:.0}", line.peak_mib)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_has_the_agreed_names_in_order() {
        let ours = |seconds, peak_mib| Measured { seconds, peak_mib, stdout: String::new() };
        let theirs = Peer { version: String::new(), rows: 10, seconds: 2.0, peak_mib: 50.0 };
        let line = line(10, &[ours(3.0, 10.0), ours(5.0, 30.0), ours(4.0, 20.0)], &[theirs]);
        let expected = "ingest rows=10 seconds=4.00 duckdb_seconds=2.00 ratio=2.00 peak_mib=30";
        assert_eq!(summary(&line.expect("was measured")), expected);
    }

    #[test]
    fn nothing_measured_is_a_failure() {
        assert!(line(10, &[], &[]).is_err());
    }
}
