//! `ingest`: files to the store.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use bellwether_model::{CountryScope, Date, ReleaseLabel, Scope};
use bellwether_sources::{
    DateOrder, Mapping, Recognised, SourceError, bundled, recognise, recognise_with, suggest,
};
use bellwether_store::{Store, StoreState};
use clap::Args;
use serde::Serialize;

use crate::failure::Failure;
use crate::inflow::{Declared, DeclaredScope, FileReport, bring_in};
use crate::output::{Cell, Grid};
use crate::period::{first_day, last_day};
use crate::reconciling::after_inflow;
use crate::session::Session;
use crate::world::copy_registry;

/// Arguments of `ingest`.
#[derive(Debug, Args)]
#[command(
    after_help = "A release's label and publication day are read from its name where they are known. \
A row that a later release lacks counts as withdrawn only within what that release is complete for."
)]
pub(crate) struct IngestArgs {
    /// Files to bring in; plain, .gz, .zip or .zst. What they are is recognised from their content.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The source's name for the version, such as 25.1.
    #[arg(long, value_name = "LABEL")]
    pub(crate) release: Option<String>,
    /// The day on which the source published it.
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Date>,
    /// What the file is complete for: `country=UKR,from=2014-01-01,to=2020-12-31`; repeat `country=`
    /// for several, leave it out for the world; `nothing` for a sample.
    #[arg(long, value_name = "SCOPE")]
    pub(crate) complete_for: Option<String>,
    /// The order of dates written with slashes.
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(crate) dates: Option<DatesWord>,
    /// Read tables that no reader knows through a mapping: a TOML file, or one that comes with the program
    /// (own-calendar, reign-elections, ucdp-aec).
    #[arg(long, value_name = "MAPPING")]
    pub(crate) mapping: Option<String>,
    /// Do not put what came in together with the reports of other datasets, where the store has incidents.
    #[arg(long)]
    pub(crate) no_reconcile: bool,
    /// Draft a mapping for the file and print it; nothing comes in.
    #[arg(long, conflicts_with_all = ["mapping", "release", "published", "complete_for"])]
    pub(crate) suggest_mapping: bool,
}

/// The order of dates written with slashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DatesWord {
    /// Month, day, year.
    Mdy,
    /// Day, month, year.
    Dmy,
}

impl From<DatesWord> for DateOrder {
    fn from(word: DatesWord) -> Self {
        match word {
            DatesWord::Mdy => Self::Mdy,
            DatesWord::Dmy => Self::Dmy,
        }
    }
}

#[derive(Debug, Serialize)]
struct Document {
    files: Vec<FileReport>,
    store: StoreState,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &IngestArgs) -> Result<ExitCode, Failure> {
    if args.suggest_mapping {
        return draft(session, args);
    }
    let output = session.output()?;
    let mapping = args.mapping.as_deref().map(mapping).transpose()?;
    let declared = Declared {
        label: args.release.clone().map(ReleaseLabel),
        published: args.published,
        scope: args.complete_for.as_deref().map(|text| parse_scope(session, text)).transpose()?,
        dates: args.dates.map(Into::into),
    };
    // What each file is must be clear before the store is touched.
    let limits = session.settings.limits();
    let several = args.files.len() > 1;
    let recognised = args
        .files
        .iter()
        .filter_map(|path| {
            let found = look_at(path, mapping.as_ref(), &limits);
            match found {
                // Among several files one without rows says nothing, and stops nothing.
                Err(SourceError::Empty { .. }) if several => {
                    session.say(&format!("{}: has no rows; passed over", path.display()));
                    None
                }
                other => Some(
                    other
                        .map(|found| (path.as_path(), found))
                        .map_err(|error| Failure::from(error).in_file(path)),
                ),
            }
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let store = session.store_or_new()?;
    bring_world(session, &store, &recognised)?;
    let resolver = session.world()?.resolver()?;
    let mut files = Vec::new();
    for (path, recognised) in &recognised {
        files.push(bring_in(session, &store, &resolver, path, recognised, &declared)?);
    }
    if !args.no_reconcile {
        after_inflow(session, &store, files.iter().any(FileReport::brought_something));
    }
    let grid = grid(&files);
    let document = Document { files, store: store.state()? };
    for file in &document.files {
        remarks(session, file);
    }
    session.say(&format!(
        "store {} at version {}, digest {}",
        store.path().display(),
        document.store.version,
        document.store.digest
    ));
    output.catalogue(&grid, &document)?;
    Ok(ExitCode::SUCCESS)
}

/// What a file is, by the mapping if there is one.
fn look_at(
    path: &Path,
    mapping: Option<&Arc<Mapping>>,
    limits: &bellwether_model::Limits,
) -> Result<Recognised, SourceError> {
    match mapping {
        Some(mapping) => recognise_with(path, mapping, limits),
        None => recognise(path, limits),
    }
}

/// The groups, countries and places of a simulated world lie beside its files; they come in with the
/// first of these.
fn bring_world(
    session: &Session,
    store: &Store,
    recognised: &[(&Path, Recognised)],
) -> Result<(), Failure> {
    let simulated = |found: &Recognised| found.dataset.as_str().starts_with("sim-");
    let Some((path, _)) = recognised.iter().find(|(_, found)| simulated(found)) else {
        return Ok(());
    };
    let beside = path.ancestors().skip(1).take(3).map(|folder| folder.join("registry"));
    let world = beside.into_iter().find(|folder| folder.join("actors").is_dir());
    if let (Some(world), false) = (world, store.registry_dir().exists()) {
        copy_registry(&world, &store.registry_dir())?;
        session.say(&format!("brought in the registry of the world, {}", world.display()));
    }
    Ok(())
}

/// Prints a draft of a mapping.
fn draft(session: &Session, args: &IngestArgs) -> Result<ExitCode, Failure> {
    let [path] = args.files.as_slice() else {
        return Err(Failure::Usage("a mapping is drafted for one file at a time".into()));
    };
    let text = suggest(path, &session.settings.limits())
        .map_err(|error| Failure::from(error).in_file(path))?;
    session.output()?.text(&text)?;
    session.say(&format!(
        "answer what is marked `# decide:`, save it, then: bellwether ingest {} --mapping FILE.toml",
        path.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// The mapping of a file, or one that comes with the program.
fn mapping(name: &str) -> Result<Arc<Mapping>, Failure> {
    let path = Path::new(name);
    let text = match bundled().iter().find(|(known, _)| *known == name) {
        Some((_, text)) => (*text).to_owned(),
        None => std::fs::read_to_string(path).map_err(|error| {
            let known: Vec<&str> = bundled().iter().map(|(known, _)| *known).collect();
            if error.kind() == std::io::ErrorKind::NotFound {
                Failure::Usage(format!(
                    "there is no mapping {name:?}: neither a file nor one of {}; \
                     `ingest --suggest-mapping FILE` drafts one",
                    known.join(", ")
                ))
            } else {
                Failure::io("read", path)(error)
            }
        })?,
    };
    let mapping =
        Mapping::parse(&text, path).map_err(|error| Failure::from(SourceError::from(error)))?;
    Ok(Arc::new(mapping))
}

/// Reads `country=UKR,from=2014-01-01,to=2020-12-31`.
fn parse_scope(session: &Session, text: &str) -> Result<DeclaredScope, Failure> {
    if text.trim() == "nothing" {
        return Ok(DeclaredScope::Nothing);
    }
    let (mut countries, mut from, mut to) = (Vec::new(), None, None);
    for part in text.split(',') {
        match part.trim().split_once('=') {
            Some(("country", name)) => {
                let found = session.world()?.countries()?.find(name).map(|country| country.iso3);
                countries.push(found.ok_or_else(|| {
                    Failure::Usage(format!("no country is called {name:?} in --complete-for"))
                })?);
            }
            Some(("from", day)) => from = Some(first_day(day)?),
            Some(("to", day)) => to = Some(last_day(day)?),
            _ if part.trim() == "world" => {}
            _ => {
                return Err(Failure::Usage(format!(
                    "{part:?} in --complete-for is not country=, from= or to=; write for example \
                     country=UKR,from=2014-01-01,to=2020-12-31"
                )));
            }
        }
    }
    countries.sort_unstable();
    countries.dedup();
    let countries =
        if countries.is_empty() { CountryScope::World } else { CountryScope::Only(countries) };
    Ok(DeclaredScope::Scope(Scope { countries, from, to }))
}

pub(super) fn grid(files: &[FileReport]) -> Grid {
    let mut grid = Grid::new(&[
        "file",
        "source",
        "release",
        "read",
        "added",
        "changed",
        "unchanged",
        "withdrawn",
        "rejected",
        "complete for",
    ]);
    for file in files {
        let name =
            Path::new(&file.path).file_name().map(|name| name.to_string_lossy().into_owned());
        let counts = &file.counts;
        grid.push(vec![
            Cell::maybe(name),
            file.source.as_str().into(),
            Cell::maybe(file.release.clone()),
            counts.read.into(),
            counts.added.into(),
            counts.changed.into(),
            counts.unchanged.into(),
            counts.withdrawn.into(),
            counts.rejected.into(),
            Cell::maybe(file.complete_for.clone()),
        ]);
    }
    grid
}

/// What a person should know about a file beside its counts.
pub(super) fn remarks(session: &Session, file: &FileReport) {
    let path = &file.path;
    if file.hashtag_row {
        session.say(&format!("{path}: the second row holds HXL hashtags"));
    }
    let counts = &file.counts;
    if counts.rejected + counts.repaired + counts.warned > 0 {
        session.say(&format!(
            "{path}: {} rows rejected, {} repaired, {} warnings; `bellwether rejects --all` lists them",
            counts.rejected, counts.repaired, counts.warned
        ));
    }
    if counts.rejected > 0 && file.complete_for.is_some() {
        session.say(&format!(
            "{path}: note that a rejected row counts as missing from the release, so its report is \
             withdrawn within what the release is complete for"
        ));
    }
    if !file.unknown_columns.is_empty() {
        session.say(&format!(
            "{path}: columns the source does not document, kept as they are: {}",
            file.unknown_columns.join(", ")
        ));
    }
    if !file.missing_columns.is_empty() {
        session.say(&format!(
            "{path}: columns of the current release that the file lacks: {}",
            file.missing_columns.join(", ")
        ));
    }
    if let Some(damage) = &file.damage {
        session.say(&format!("{path}: the file breaks off ({damage}); the rows before are in"));
    }
}
