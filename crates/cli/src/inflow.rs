//! Files on their way into the store: brought by hand or fetched, one commit at a time.

use std::path::Path;

use bellwether_model::{
    Checkpoint, DatasetId, Date, Gap, Provenance, Release, ReleaseLabel, Scope,
};
use bellwether_registry::places::Resolver;
use bellwether_sources::{
    Dataset, DateOrder, ReadOptions, Recognised, Summary, describe, published_of, read, scope_of,
};
use bellwether_store::{CommitKind, Counts, Ingest, Store};
use serde::Serialize;

use crate::failure::Failure;
use crate::session::Session;

/// One file as `--json` reports it.
#[derive(Debug, Serialize)]
pub(crate) struct FileReport {
    pub(crate) path: String,
    pub(crate) source: String,
    pub(crate) release: Option<String>,
    pub(crate) published: Option<String>,
    #[serde(flatten)]
    pub(crate) counts: Counts,
    pub(crate) hashtag_row: bool,
    pub(crate) complete_for: Option<String>,
    pub(crate) licence: String,
    pub(crate) sha256: String,
    pub(crate) unknown_columns: Vec<String>,
    pub(crate) missing_columns: Vec<String>,
    pub(crate) damage: Option<String>,
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

    /// Whether it changed what the store knows of events.
    pub(crate) const fn brought_something(&self) -> bool {
        self.counts.added + self.counts.changed + self.counts.withdrawn > 0
    }

    /// How its rows stood to what was known.
    pub(crate) const fn counts(&self) -> &Counts {
        &self.counts
    }
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
pub(crate) fn commit_gaps(
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
        bellwether_model::hex(&hasher.finalize())
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
pub(crate) fn refuse_mixture(store: &Store, dataset: &DatasetId) -> Result<(), Failure> {
    let simulated = |id: &DatasetId| id.as_str().starts_with("sim-");
    let other = store
        .commits()?
        .into_iter()
        .filter(|commit| commit.kind == CommitKind::Ingest)
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
