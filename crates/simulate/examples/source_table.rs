//! Writes one simulated table of one source and about as many rows as are asked for, for `cargo xtask
//! bench ingest`, and prints where it lies.
//!
//! usage: source_table acled|gtd|gdelt|gdelt-mentions ROWS FOLDER
//!
//! How many reports a world must have for so many rows follows from a small world that is made first.
//! What a source publishes in many files becomes one, which is what a reader is measured on; the rest of
//! the world is removed again.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use bellwether_simulate::{
    AcledParameters, Beyond, Coverage, GdeltParameters, GtdParameters, Parameters, SourceFile,
    Sources, simulate,
};

/// The seed of all that the benchmarks measure on.
const SEED: u64 = 1;
/// Reports of the world that tells how many rows a source makes of each.
const SMALL: u64 = 50_000;
/// Every incident is told, so that the world need not be larger than its tables.
const ALL: Coverage = Coverage { with_ged: 1.0, alone: 1.0 };

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, rows, folder] = arguments.as_slice() else {
        return Err("give a source, a number of rows and a folder".into());
    };
    let (rows, folder) = (rows.parse::<u64>()?, Path::new(folder));
    let source = Source::named(source)?;
    let world = folder.join("world");
    let small = rows_of(&make(source, SMALL, &world)?);
    let reports = (SMALL * rows).checked_div(small).ok_or("a small world gave no rows")?;
    let files = make(source, reports.max(1_000), &world)?;
    let table = join(&files, folder)?;
    fs::remove_dir_all(&world)?;
    writeln!(io::stdout(), "{}", table.display())?;
    Ok(())
}

/// What is written, and in which of a world's files it stands.
#[derive(Debug, Clone, Copy)]
struct Source {
    sources: Sources,
    shape: &'static str,
}

impl Source {
    fn named(name: &str) -> Result<Self, String> {
        let none = Sources::default();
        let gdelt = |mentions| {
            let files = GdeltParameters {
                coverage: ALL,
                mentions,
                quarter_hour_days: 0,
                ..Default::default()
            };
            Sources { gdelt: Some(GdeltParameters { missing: 0.0, ..files }), ..none }
        };
        let (sources, shape) = match name {
            "acled" => (Sources { acled: Some(acled()), ..none }, "acled-csv"),
            "gtd" => (Sources { gtd: Some(gtd()), ..none }, "gtd-csv"),
            "gdelt" => (gdelt(0.0), "gdelt-events-2.0"),
            "gdelt-mentions" => (gdelt(3.0), "gdelt-mentions"),
            other => return Err(format!("no table of {other:?} is made here")),
        };
        Ok(Self { sources, shape })
    }
}

/// One export of everything.
fn acled() -> AcledParameters {
    AcledParameters {
        coverage: ALL,
        late_countries: 0.0,
        vintages: 1,
        other_shapes: false,
        ..AcledParameters::default()
    }
}

/// One release of everything, as text alone.
fn gtd() -> GtdParameters {
    GtdParameters { coverage: ALL, vintages: 1, xlsx_rows_max: 0, ..GtdParameters::default() }
}

/// Makes a world anew and says which of its files are the source's, in the order of their publication.
fn make(source: Source, reports: u64, world: &Path) -> Result<Vec<SourceFile>, Box<dyn Error>> {
    if world.exists() {
        fs::remove_dir_all(world)?;
    }
    let parameters = Parameters {
        sources: source.sources,
        // Protests stand in the files of ACLED and GDELT beside violence.
        beyond: Beyond { unrest: 0.5, ..Beyond::default() },
        ..Parameters::for_benchmark(SEED, reports)
    };
    let summary = simulate(&parameters, world, &|_| {})?;
    let files = summary.sources.into_iter().flat_map(|source| source.files);
    Ok(files.filter(|file| file.shape == source.shape).collect())
}

fn rows_of(files: &[SourceFile]) -> u64 {
    files.iter().map(|file| file.rows).sum()
}

/// The one file, moved out of its world; several files without a header, one after the other.
fn join(files: &[SourceFile], folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let first = files.first().ok_or("the world has no such file")?;
    let table = folder.join(first.path.file_name().ok_or("a file without a name")?);
    if files.len() == 1 {
        fs::rename(&first.path, &table)?;
        return Ok(table);
    }
    if !first.shape.starts_with("gdelt-") {
        return Err(format!("{} files of {} have a header each", files.len(), first.shape).into());
    }
    let mut out = BufWriter::new(File::create(&table)?);
    for file in files {
        io::copy(&mut File::open(&file.path)?, &mut out)?;
        fs::remove_file(&file.path)?;
    }
    out.into_inner()?.sync_all()?;
    Ok(table)
}
