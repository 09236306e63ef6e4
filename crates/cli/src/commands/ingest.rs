//! `ingest`: files to the store.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use bellwether_model::{
    Checkpoint, CountryScope, DatasetId, Date, Gap, Provenance, Release, ReleaseLabel, Scope,
};
use bellwether_registry::places::Resolver;
use bellwether_sources::{
    Dataset, DateOrder, Mapping, ReadOptions, Recognised, SourceError, Summary, bundled, describe,
    published_of, read, recognise, recognise_with, scope_of, suggest,
};
use bellwether_store::{Counts, Ingest, Store, StoreState};
use clap::Args;
use serde::Serialize;

use crate::failure::Failure;
use crate::output::{Cell, Grid};
use crate::period::{first_day, last_day};
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
    /// (ucdp-aec, reign-elections).
    #[arg(long, value_name = "MAPPING")]
    pub(crate) mapping: Option<String>,
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
    /// What of a fetched file is not as its source documents it, if anything.
    pub(crate) fn schema_drift(&self) -> Option<String> {
        let parts: Vec<String> = [
            ("new columns", &self.unknown_columns),
            ("columns that are gone", &self.missing_columns),
        ]
        .into_iter()
        .filter(|(_, columns)| !columns.is_empty())
        .map(|(what, columns)| format!("{what} {}", columns.join(", ")))
        .collect();
        (!parts.is_empty()).then(|| format!("{} has {}", self.path, parts.join(" and ")))
    }

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

/// Files that come in as one commit.
pub(crate) struct Inflow<'a> {
    /// The files, recognised, all of one dataset.
    pub(crate) files: Vec<Arrival<'a>>,
    /// What is said about them beside what they hold.
    pub(crate) declared: Declared,
    /// What is fetched with them: how far the feed has come, gaps found and closed.
    pub(crate) fetched: Option<FetchedWith>,
}

/// One file on its way in.
pub(crate) struct Arrival<'a> {
    pub(crate) path: &'a Path,
    pub(crate) name: String,
    pub(crate) recognised: &'a Recognised,
    /// Its checksum and address, when it was fetched.
    pub(crate) origin: Option<(String, String)>,
}

/// What a feed says beside its files.
pub(crate) struct FetchedWith {
    pub(crate) checkpoint: Checkpoint,
    pub(crate) open: Vec<Gap>,
    pub(crate) closed: Vec<Gap>,
    pub(crate) retrieved_at: jiff::Timestamp,
}

impl<'a> Arrival<'a> {
    /// A file that was brought by hand.
    pub(crate) fn by_hand(path: &'a Path, recognised: &'a Recognised) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self { path, name, recognised, origin: None }
    }
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
    let files = vec![Arrival::by_hand(path, recognised)];
    let inflow = Inflow { files, declared: declared.clone(), fetched: None };
    commit(session, store, resolver, &inflow)
}

/// Brings files in, all of them or none.
pub(crate) fn commit(
    session: &Session,
    store: &Store,
    resolver: &Resolver,
    inflow: &Inflow<'_>,
) -> Result<FileReport, Failure> {
    let first = inflow.files.first().expect("an inflow has a file");
    let recognised = first.recognised;
    let mut release = release(&first.name, recognised, &inflow.declared)?;
    if let Some(fetched) = &inflow.fetched {
        release.retrieved_at = fetched.retrieved_at;
    }
    if inflow.files.len() > 1 {
        release.file = format!("{} and {} more", first.name, inflow.files.len() - 1);
    }
    refuse_mixture(store, &release.dataset)?;
    let mut ingest = store.begin(release)?;
    let mut whole = Whole::default();
    for arrival in &inflow.files {
        if let Some((sha256, url)) = &arrival.origin {
            ingest.next_file(arrival.name.clone(), sha256.clone(), Some(url.clone()));
        }
        whole.add(read_one(session, resolver, arrival, &inflow.declared, &mut ingest)?);
    }
    ingest.set_provenance(Provenance {
        mapping: recognised.mapping.as_ref().map(|mapping| mapping.origin()),
        checkpoint: inflow.fetched.as_ref().map(|fetched| fetched.checkpoint.clone()),
        ..Provenance::default()
    });
    if let Some(fetched) = &inflow.fetched {
        ingest.note_gaps(fetched.open.clone(), fetched.closed.clone());
    }
    let scope = match &inflow.declared.scope {
        Some(DeclaredScope::Nothing) => None,
        Some(DeclaredScope::Scope(scope)) => Some(scope.clone()),
        None => whole.single().and_then(|summary| scope_of(recognised, summary)),
    };
    // A file that broke off says nothing about the rows that it did not reach.
    let scope = scope.filter(|_| whole.damage.is_none());
    let outcome = ingest.finish(whole.sha256(), scope)?;
    let mut unknown_columns = Vec::new();
    for column in inflow.files.iter().flat_map(|file| &file.recognised.unknown_columns) {
        if !unknown_columns.contains(column) {
            unknown_columns.push(column.clone());
        }
    }
    Ok(FileReport {
        path: match inflow.files.as_slice() {
            [one] if one.origin.is_none() => one.path.display().to_string(),
            _ => outcome.release.file.clone(),
        },
        source: outcome.release.dataset.to_string(),
        release: outcome.release.label.as_ref().map(ToString::to_string),
        published: outcome.release.published.map(|day| day.to_string()),
        counts: outcome.counts,
        hashtag_row: whole.hashtag_row,
        complete_for: outcome.release.scope.as_ref().map(ToString::to_string),
        licence: outcome.release.licence,
        sha256: outcome.release.sha256,
        unknown_columns,
        missing_columns: recognised.missing_columns.clone(),
        damage: whole.damage,
    })
}

/// Notes gaps and a checkpoint when a feed had no file to give.
pub(super) fn commit_gaps(
    store: &Store,
    dataset: DatasetId,
    fetched: FetchedWith,
) -> Result<(), Failure> {
    refuse_mixture(store, &dataset)?;
    let described = described(&dataset)?;
    let mut ingest = store.begin(Release {
        licence: described.licence.id.clone(),
        dataset,
        label: None,
        published: None,
        retrieved_at: fetched.retrieved_at,
        file: "no file".into(),
        sha256: String::new(),
        scope: None,
    })?;
    ingest.note_gaps(fetched.open, fetched.closed);
    ingest.set_provenance(Provenance {
        checkpoint: Some(fetched.checkpoint),
        ..Provenance::default()
    });
    ingest.finish(String::new(), None)?;
    Ok(())
}

/// Reads one file into an ingest that has begun.
fn read_one(
    session: &Session,
    resolver: &Resolver,
    arrival: &Arrival<'_>,
    declared: &Declared,
    ingest: &mut Ingest<'_>,
) -> Result<Summary, Failure> {
    let path = arrival.path;
    let size = std::fs::metadata(path).map_err(Failure::io("read", path))?.len();
    let progress = session.progress(&arrival.name, size);
    let options = ReadOptions {
        limits: session.settings.limits(),
        threads: session.settings.threads.value,
        date_order: declared.dates,
        enrich: &|report| resolver.resolve(&mut report.place),
        progress: &|at| progress.at(at.bytes_done, at.rows),
    };
    let summary = read(path, arrival.recognised, &options, |batch| -> Result<(), Failure> {
        Ok(ingest.push(batch)?)
    });
    progress.done();
    summary.map_err(|failure| failure.in_file(path))
}

/// What the files of one commit came to together.
#[derive(Default)]
struct Whole {
    summaries: Vec<Summary>,
    hashtag_row: bool,
    damage: Option<String>,
}

impl Whole {
    fn add(&mut self, summary: Summary) {
        self.hashtag_row |= summary.hashtag_row;
        if self.damage.is_none() {
            self.damage.clone_from(&summary.damage);
        }
        self.summaries.push(summary);
    }

    /// The summary, when there is one file: only a whole file can be complete for something.
    fn single(&self) -> Option<&Summary> {
        match self.summaries.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The checksum of the file, or of the checksums of the files.
    fn sha256(&self) -> String {
        use sha2::Digest as _;
        if let Some(one) = self.single() {
            return one.sha256.clone();
        }
        let mut hasher = sha2::Sha256::new();
        self.summaries.iter().for_each(|summary| hasher.update(summary.sha256.as_bytes()));
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn release(name: &str, recognised: &Recognised, declared: &Declared) -> Result<Release, Failure> {
    let label = declared.label.clone().or_else(|| recognised.label.clone());
    let published = declared.published.or_else(|| {
        label.as_ref().and_then(|label| published_of(recognised.dataset.as_str(), label))
    });
    let licence = match &recognised.mapping {
        Some(mapping) => mapping.describe().licence.id.clone(),
        None => described(&recognised.dataset)?.licence.id.clone(),
    };
    Ok(Release {
        dataset: recognised.dataset.clone(),
        label,
        published,
        retrieved_at: jiff::Timestamp::now(),
        file: name.to_owned(),
        sha256: String::new(),
        licence,
        scope: None,
    })
}

fn described(dataset: &DatasetId) -> Result<&'static Dataset, Failure> {
    describe(dataset.as_str())
        .ok_or_else(|| Failure::Data(format!("the dataset {dataset} has no description")))
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
