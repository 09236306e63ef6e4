//! `ingest`: files to the store.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellwether_model::{CountryScope, DatasetId, Date, Release, ReleaseLabel, Scope};
use bellwether_registry::places::Resolver;
use bellwether_sources::{
    DateOrder, ReadOptions, Recognised, describe, published_of, read, recognise, scope_of,
};
use bellwether_store::{Counts, Store, StoreState};
use clap::Args;
use serde::Serialize;

use crate::failure::Failure;
use crate::output::{Cell, Grid};
use crate::period::{first_day, last_day};
use crate::session::Session;

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

/// One file as `--json` reports it.
#[derive(Debug, Serialize)]
pub(crate) struct FileReport {
    path: String,
    source: String,
    release: Option<String>,
    published: Option<String>,
    #[serde(flatten)]
    counts: Counts,
    hashtag_row: bool,
    complete_for: Option<String>,
    licence: String,
    sha256: String,
    unknown_columns: Vec<String>,
    missing_columns: Vec<String>,
    damage: Option<String>,
}

impl FileReport {
    /// How its rows stood to what was known.
    pub(crate) const fn counts(&self) -> &Counts {
        &self.counts
    }
}

#[derive(Debug, Serialize)]
struct Document {
    files: Vec<FileReport>,
    store: StoreState,
}

/// What is said about a file beside what it holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Declared {
    pub(crate) label: Option<ReleaseLabel>,
    pub(crate) published: Option<Date>,
    pub(crate) scope: Option<DeclaredScope>,
    pub(crate) dates: Option<DateOrder>,
}

/// What a file was declared to be complete for.
#[derive(Debug, Clone)]
pub(crate) enum DeclaredScope {
    /// Nothing: a sample.
    Nothing,
    /// This.
    Scope(Scope),
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &IngestArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let declared = Declared {
        label: args.release.clone().map(ReleaseLabel),
        published: args.published,
        scope: args.complete_for.as_deref().map(|text| parse_scope(session, text)).transpose()?,
        dates: args.dates.map(Into::into),
    };
    // What each file is must be clear before the store is touched.
    let limits = session.settings.limits();
    let recognised = args
        .files
        .iter()
        .map(|path| {
            let found = recognise(path, &limits).map_err(|e| Failure::from(e).in_file(path))?;
            Ok((path.as_path(), found))
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let store = session.store_or_new()?;
    let resolver = session.world()?.resolver()?;
    let mut files = Vec::new();
    for (path, recognised) in &recognised {
        files.push(bring_in(session, &store, &resolver, path, recognised, &declared)?);
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
    output.rows(&grid, &document)?;
    Ok(ExitCode::SUCCESS)
}

/// Brings one recognised file in.
pub(crate) fn bring_in(
    session: &Session,
    store: &Store,
    resolver: &Resolver,
    path: &Path,
    recognised: &Recognised,
    declared: &Declared,
) -> Result<FileReport, Failure> {
    let release = release(path, recognised, declared)?;
    refuse_mixture(store, &release.dataset)?;
    let name = release.file.clone();
    let mut ingest = store.begin(release)?;
    let size = std::fs::metadata(path).map_err(Failure::io("read", path))?.len();
    let progress = session.progress(&name, size);
    let options = ReadOptions {
        limits: session.settings.limits(),
        threads: session.settings.threads.value,
        date_order: declared.dates,
        enrich: &|report| resolver.resolve(&mut report.place),
        progress: &|at| progress.at(at.bytes_done, at.rows),
    };
    let summary = read(path, recognised, &options, |batch| -> Result<(), Failure> {
        Ok(ingest.push(batch)?)
    });
    progress.done();
    let summary = summary.map_err(|failure| failure.in_file(path))?;
    let scope = match &declared.scope {
        Some(DeclaredScope::Nothing) => None,
        Some(DeclaredScope::Scope(scope)) => Some(scope.clone()),
        None => scope_of(recognised, &summary),
    };
    // A file that broke off says nothing about the rows that it did not reach.
    let scope = scope.filter(|_| summary.damage.is_none());
    let outcome = ingest.finish(summary.sha256.clone(), scope)?;
    Ok(FileReport {
        path: path.display().to_string(),
        source: outcome.release.dataset.to_string(),
        release: outcome.release.label.as_ref().map(ToString::to_string),
        published: outcome.release.published.map(|day| day.to_string()),
        counts: outcome.counts,
        hashtag_row: summary.hashtag_row,
        complete_for: outcome.release.scope.as_ref().map(ToString::to_string),
        licence: outcome.release.licence,
        sha256: outcome.release.sha256,
        unknown_columns: recognised.unknown_columns.clone(),
        missing_columns: recognised.missing_columns.clone(),
        damage: summary.damage,
    })
}

fn release(path: &Path, recognised: &Recognised, declared: &Declared) -> Result<Release, Failure> {
    let label = declared.label.clone().or_else(|| recognised.label.clone());
    let published = declared.published.or_else(|| {
        label.as_ref().and_then(|label| published_of(recognised.dataset.as_str(), label))
    });
    let dataset = describe(recognised.dataset.as_str()).ok_or_else(|| {
        Failure::Data(format!("the dataset {} has no description", recognised.dataset))
    })?;
    Ok(Release {
        dataset: recognised.dataset.clone(),
        label,
        published,
        retrieved_at: jiff::Timestamp::now(),
        file: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        sha256: String::new(),
        licence: dataset.licence.id.clone(),
        scope: None,
    })
}

/// Simulated rows and real ones do not share a store: no answer may mix them.
fn refuse_mixture(store: &Store, dataset: &DatasetId) -> Result<(), Failure> {
    let simulated = |id: &DatasetId| id.as_str().starts_with("sim-");
    let other = store
        .commits()?
        .into_iter()
        .map(|commit| commit.release.dataset)
        .find(|known| simulated(known) != simulated(dataset));
    match other {
        None => Ok(()),
        Some(other) => Err(Failure::Refused(format!(
            "the store holds {other}, and {dataset} may not be mixed with it: simulated and real \
             rows do not share a store; use another one with --store DIR"
        ))),
    }
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

fn grid(files: &[FileReport]) -> Grid {
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
fn remarks(session: &Session, file: &FileReport) {
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
