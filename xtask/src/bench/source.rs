//! The sources whose ingest is measured, and the table that each is measured on.

use std::fs;
use std::path::{Path, PathBuf};

use super::measure::data_folder;
use super::options::Options;
use super::repeat::{self, Fixture};
use super::world;
use crate::command::{cargo, run};
use crate::failure::{Failure, Outcome};
use crate::{out, tree};

/// One source.
#[derive(Debug)]
pub(crate) struct Source {
    /// What `--source` calls it.
    pub(crate) name: &'static str,
    /// What the file looks like to the peer, which cannot know that a table has no header.
    pub(crate) form: &'static str,
    /// The mapping that it is read through, by its path from the root.
    pub(crate) mapping: Option<&'static str>,
    made: Made,
}

/// Where its table comes from.
#[derive(Debug)]
enum Made {
    /// The world that all benchmarks share, written by the program itself.
    World,
    /// A further source of the simulator, through its example `source_table`.
    Simulated,
    /// The simulator does not write it: the rows of a fixture over and over, each a new event.
    Repeated(Fixture),
}

/// The one list of sources, in the order in which they are measured.
pub(crate) const SOURCES: &[Source] = &[
    Source { name: GED, form: "csv", mapping: None, made: Made::World },
    Source { name: "acled", form: "csv", mapping: None, made: Made::Simulated },
    Source { name: "gtd", form: "csv", mapping: None, made: Made::Simulated },
    Source { name: "gdelt", form: "tsv", mapping: None, made: Made::Simulated },
    Source { name: "gdelt-mentions", form: "tsv", mapping: None, made: Made::Simulated },
    Source {
        name: "icews",
        form: "csv",
        mapping: None,
        made: Made::Repeated(Fixture {
            path: "crates/sources/fixtures/icews-5.csv",
            id: "event_id",
            years: &["event_date", "year", "yearmonth"],
        }),
    },
    Source {
        name: "mapped",
        form: "csv",
        mapping: Some("data/mappings/ucdp-aec.toml"),
        made: Made::Repeated(Fixture {
            path: "crates/sources/fixtures/aec-40.csv",
            id: "id",
            years: &["start_date", "end_date"],
        }),
    },
];

/// The source whose figures the last line of `bench ingest` has always given.
pub(crate) const GED: &str = "ged";

/// A table to measure on.
#[derive(Debug)]
pub(crate) struct Table {
    /// The file.
    pub(crate) path: PathBuf,
    /// About how many rows were asked for; the file has roughly as many.
    pub(crate) size: u64,
    /// What it is.
    pub(crate) source: &'static Source,
}

/// The sources that were asked for: the one that `--source` names, or all.
///
/// # Errors
/// When there is none of that name.
pub(crate) fn chosen(options: &Options) -> Outcome<Vec<&'static Source>> {
    let Some(name) = &options.source else { return Ok(SOURCES.iter().collect()) };
    let found: Vec<_> = SOURCES.iter().filter(|source| source.name == name).collect();
    if found.is_empty() {
        let names: Vec<&str> = SOURCES.iter().map(|source| source.name).collect();
        let names = names.join(", ");
        return Err(Failure::Usage(format!("there is no source {name:?}; there are: {names}")));
    }
    Ok(found)
}

/// The table of a source and size, made when it is not there or when `--fresh` asks for it.
///
/// # Errors
/// When it cannot be made.
pub(crate) fn prepare(
    program: &Path,
    source: &'static Source,
    size: u64,
    options: &Options,
) -> Outcome<Table> {
    if matches!(source.made, Made::World) {
        let path = world::prepare(program, size, options)?.ged;
        return Ok(Table { path, size, source });
    }
    let folder = data_folder()?.join(format!("{}-{size}", source.name));
    let done = folder.join(".complete");
    if options.fresh || !done.exists() {
        world::empty(&folder)?;
        make(source, size, &folder)?;
        fs::write(&done, "").map_err(Failure::file(&done))?;
    }
    let path = only_table(&folder)?;
    out::say(format_args!("measuring on {}", path.display()));
    Ok(Table { path, size, source })
}

fn make(source: &Source, size: u64, folder: &Path) -> Outcome {
    match &source.made {
        Made::Repeated(fixture) => {
            let table = folder.join(format!("{}.csv", source.name));
            repeat::write(fixture, &tree::root(), size, &table)
        }
        Made::World | Made::Simulated => {
            let rows = size.to_string();
            let example = ["run", "-q", "--release", "-p", "bellwether-simulate", "--example"];
            run(cargo(&example).args(["source_table", "--", source.name, &rows]).arg(folder))
        }
    }
}

/// The one file of a folder beside the mark that says it is complete.
fn only_table(folder: &Path) -> Outcome<PathBuf> {
    let mut files = world::files_under(folder)?;
    files.retain(|path| !path.ends_with(".complete"));
    match <[PathBuf; 1]>::try_from(files) {
        Ok([path]) => Ok(path),
        Err(files) => Err(Failure::Answer(format!(
            "{} files in {} instead of one; make it again with --fresh",
            files.len(),
            folder.display()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_source_is_chosen_by_its_name_and_all_without_one() {
        let options =
            |name: Option<&str>| Options { source: name.map(str::to_owned), ..Options::default() };
        assert_eq!(chosen(&options(None)).expect("all").len(), SOURCES.len());
        let found = chosen(&options(Some("gdelt"))).expect("is there");
        assert_eq!(found.iter().map(|source| source.name).collect::<Vec<_>>(), ["gdelt"]);
        let failure = chosen(&options(Some("gdel"))).expect_err("is not there");
        assert_eq!(failure.exit_code(), 2);
        assert!(failure.to_string().contains("gdelt-mentions"), "{failure}");
    }

    #[test]
    fn what_the_list_names_is_there() {
        for source in SOURCES {
            let fixture = match &source.made {
                Made::Repeated(fixture) => Some(fixture.path),
                _ => None,
            };
            for path in fixture.into_iter().chain(source.mapping) {
                assert!(tree::root().join(path).is_file(), "{path}");
            }
        }
    }

    #[test]
    fn a_repeated_table_has_as_many_rows_as_were_asked_for() {
        let folder = data_folder().expect("can be made").join("test-repeated");
        for source in SOURCES.iter().filter(|source| matches!(source.made, Made::Repeated(_))) {
            world::empty(&folder).expect("can be made");
            make(source, 1_234, &folder).expect("can be written");
            let table = only_table(&folder).expect("one");
            assert_eq!(world::lines_below_header(&table).expect("can be read"), 1_234);
        }
        fs::remove_dir_all(folder).expect("can be removed");
    }

    #[test]
    fn a_folder_with_two_tables_is_not_guessed_at() {
        let folder = data_folder().expect("can be made").join("test-only-table");
        world::empty(&folder).expect("can be made");
        assert!(only_table(&folder).is_err());
        for name in [".complete", "a.csv"] {
            fs::write(folder.join(name), "").expect("can be written");
        }
        assert!(only_table(&folder).expect("one").ends_with("a.csv"));
        fs::write(folder.join("b.csv"), "").expect("can be written");
        assert!(only_table(&folder).is_err());
        fs::remove_dir_all(folder).expect("can be removed");
    }
}
