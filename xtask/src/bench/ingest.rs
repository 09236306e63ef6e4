//! `bench ingest`: a table of each source into an empty store, against DuckDB's `read_csv` to Parquet.

use std::path::{Path, PathBuf};

use super::measure::{self, Measured, data_folder};
use super::options::Options;
use super::peer::{self, Peer};
use super::program;
use super::source::{self, GED, SOURCES, Table};
use super::table::{last_line, markdown, median, thousands};
use super::world::{self, World};
use crate::failure::{Failure, Outcome};
use crate::{out, tree};

/// One source, measured.
struct Line {
    source: &'static str,
    rows: u64,
    /// Medians over the runs.
    seconds: f64,
    duckdb_seconds: f64,
    /// The largest over the runs.
    peak_mib: f64,
    duckdb_peak_mib: f64,
}

/// Measures all sources, or the one that was asked for.
pub(crate) fn run(options: &Options) -> Outcome {
    let sources = source::chosen(options)?;
    let program = program::released()?;
    let python = peer::python()?;
    let mut lines = Vec::new();
    let mut version = String::new();
    for source in sources {
        let table = source::prepare(&program, source, options.table_rows(), options)?;
        let (line, peer) = measure(&program, &python, &table, options.runs(table.size))?;
        lines.push(line);
        version = peer;
    }
    report(&lines, &version);
    Ok(())
}

/// One table, by both sides in turns; and the peer's version.
fn measure(program: &Path, python: &Path, table: &Table, runs: u32) -> Outcome<(Line, String)> {
    warm(&table.path)?;
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    let mut rows = 0;
    // One after the other in each round, so that both see the same machine.
    for _ in 0..runs {
        let measured;
        (measured, rows) = ingest(program, table)?;
        ours.push(measured);
        theirs.push(duckdb(python, table, rows)?);
    }
    let version = theirs.first().map(|peer| peer.version.clone()).unwrap_or_default();
    Ok((line(table.source.name, rows, &ours, &theirs)?, version))
}

/// Ingests the world that all benchmarks share for `bench count`, and says how many rows came in.
pub(crate) fn ingest_world(program: &Path, world: &World) -> Outcome<u64> {
    let ged = SOURCES.iter().find(|source| source.name == GED);
    let source = ged.ok_or_else(|| Failure::Answer("GED is not listed".to_owned()))?;
    let table = Table { path: world.ged.clone(), size: world.size, source };
    ingest(program, &table).map(|(_, rows)| rows)
}

/// Ingests into an empty store; also says how many rows came in. The store of the world that all
/// benchmarks share stays behind for `bench count`.
fn ingest(program: &Path, table: &Table) -> Outcome<(Measured, u64)> {
    if table.source.name != GED {
        let store = data_folder()?.join("store-passing");
        world::empty(&store)?;
        let ingested = ingest_into(program, table, &store);
        std::fs::remove_dir_all(&store).map_err(Failure::file(&store))?;
        return ingested;
    }
    let (store, done) = kept_store(table.size)?;
    if done.exists() {
        std::fs::remove_file(&done).map_err(Failure::file(&done))?;
    }
    world::empty(&store)?;
    let (measured, rows) = ingest_into(program, table, &store)?;
    std::fs::write(&done, rows.to_string()).map_err(Failure::file(&done))?;
    Ok((measured, rows))
}

fn ingest_into(program: &Path, table: &Table, store: &Path) -> Outcome<(Measured, u64)> {
    let arguments = arguments(table, store, &tree::root());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let measured = measure::measured(program, &arguments)?;
    let rows = world::ingested_rows(&measured.stdout, table.size)?;
    Ok((measured, rows))
}

/// The words of the command.
fn arguments(table: &Table, store: &Path, root: &Path) -> Vec<String> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let mut words = vec!["--store".to_owned(), text(store), "ingest".to_owned(), text(&table.path)];
    if let Some(mapping) = table.source.mapping {
        words.extend(["--mapping".to_owned(), text(&root.join(mapping))]);
    }
    words.push("--json".to_owned());
    words
}

/// Where the store of a size lies, and the file beside it that says it is whole and of how many rows.
pub(crate) fn kept_store(size: u64) -> Outcome<(PathBuf, PathBuf)> {
    let store = data_folder()?.join(format!("store-{size}"));
    let done = store.with_extension("complete");
    Ok((store, done))
}

fn duckdb(python: &Path, table: &Table, rows: u64) -> Outcome<Peer> {
    let peer = peer::ingest(python, &table.path, table.source.form)?;
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

fn line(source: &'static str, rows: u64, ours: &[Measured], theirs: &[Peer]) -> Outcome<Line> {
    let nothing = || Failure::Answer("nothing was measured".to_owned());
    let middle = |values: Vec<f64>| median(&values).ok_or_else(nothing);
    Ok(Line {
        source,
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
            line.source.to_owned(),
            thousands(line.rows),
            format!("{:.2}", line.seconds),
            format!("{:.2}", line.duckdb_seconds),
            format!("{:.2}", line.ratio()),
            format!("{:.0}", line.peak_mib),
            format!("{:.0}", line.duckdb_peak_mib),
        ]
    };
    let rows: Vec<Vec<String>> = lines.iter().map(cells).collect();
    out::answer(format_args!("against DuckDB {version}, 2 threads\n"));
    let header = ["source", "rows", "seconds", "DuckDB s", "ratio", "peak MiB", "DuckDB MiB"];
    out::answer(markdown(&header, &rows));
    for line in lines {
        let mut pairs = vec![("source", line.source.to_owned())];
        pairs.extend(line.figures());
        out::answer(last_line("ingest", &pairs));
    }
    out::answer(summary(lines));
}

impl Line {
    fn ratio(&self) -> f64 {
        self.seconds / self.duckdb_seconds
    }

    fn figures(&self) -> [(&'static str, String); 5] {
        [
            ("rows", self.rows.to_string()),
            ("seconds", format!("{:.2}", self.seconds)),
            ("duckdb_seconds", format!("{:.2}", self.duckdb_seconds)),
            ("ratio", format!("{:.2}", self.ratio())),
            ("peak_mib", format!("{:.0}", self.peak_mib)),
        ]
    }
}

/// The last line: GED's figures under the names that they had when it was the only source, where it was
/// measured, and ratio and memory of each.
fn summary(lines: &[Line]) -> String {
    let ged = lines.iter().find(|line| line.source == GED);
    let ged = ged
        .into_iter()
        .flat_map(|line| line.figures().map(|(name, figure)| (name.to_owned(), figure)));
    let each = lines.iter().flat_map(|line| {
        let source = line.source.replace('-', "_");
        [
            (format!("{source}_ratio"), format!("{:.2}", line.ratio())),
            (format!("{source}_peak_mib"), format!("{:.0}", line.peak_mib)),
        ]
    });
    let pairs: Vec<(String, String)> = ged.chain(each).collect();
    let pairs: Vec<(&str, String)> =
        pairs.iter().map(|(name, figure)| (name.as_str(), figure.clone())).collect();
    last_line("ingest", &pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(source: &'static str) -> Line {
        let ours = |seconds, peak_mib| Measured {
            seconds,
            cpu_seconds: seconds,
            peak_mib,
            stdout: String::new(),
        };
        let theirs = Peer { version: String::new(), rows: 10, seconds: 2.0, peak_mib: 50.0 };
        let ours = [ours(3.0, 10.0), ours(5.0, 30.0), ours(4.0, 20.0)];
        line(source, 10, &ours, &[theirs]).expect("was measured")
    }

    #[test]
    fn the_last_line_has_the_names_of_ged_first_and_then_each_source() {
        let lines = [measured("ged"), measured("gdelt-mentions")];
        let expected = "ingest rows=10 seconds=4.00 duckdb_seconds=2.00 ratio=2.00 peak_mib=30 \
                        ged_ratio=2.00 ged_peak_mib=30 gdelt_mentions_ratio=2.00 \
                        gdelt_mentions_peak_mib=30";
        assert_eq!(summary(&lines), expected);
        let alone = "ingest gdelt_mentions_ratio=2.00 gdelt_mentions_peak_mib=30";
        assert_eq!(summary(&lines[1..]), alone);
    }

    #[test]
    fn nothing_measured_is_a_failure() {
        assert!(line(GED, 10, &[], &[]).is_err());
    }

    #[test]
    fn a_mapped_table_is_ingested_through_its_mapping() {
        let words = |name: &str| {
            let source = SOURCES.iter().find(|source| source.name == name).expect("is listed");
            let table = Table { path: "t.csv".into(), size: 10, source };
            arguments(&table, Path::new("s"), Path::new("r")).join(" ")
        };
        assert_eq!(words("gdelt"), "--store s ingest t.csv --json");
        let mapped = "--store s ingest t.csv --mapping r/data/mappings/ucdp-aec.toml --json";
        assert_eq!(words("mapped"), mapped);
    }
}
