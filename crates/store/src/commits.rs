//! The log of the store: one row for each ingest and each maintenance run.

use std::collections::BTreeMap;

use arrow::array::TimestampMicrosecondArray;
use arrow::array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use bellwether_model::{ContentHasher, DatasetId, Digest, Provenance, Release, ReleaseLabel};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::StoreError;
use crate::columns::{Cells, day_number};
use crate::ingest::Counts;
use crate::schema::COMMITS;

/// What a commit was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommitKind {
    /// A file came in.
    Ingest,
    /// Reports were put together to incidents.
    Reconcile,
    /// Somebody judged whether reports tell of one incident.
    Judge,
    /// A watch was added or removed, or alerts were raised.
    Watch,
}

impl CommitKind {
    const ALL: [Self; 4] = [Self::Ingest, Self::Reconcile, Self::Judge, Self::Watch];

    /// The word in the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Reconcile => "reconcile",
            Self::Judge => "judge",
            Self::Watch => "watch",
        }
    }
}

/// One row of the log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Commit {
    /// The version of the store that this commit made; the first is 1.
    pub store_version: i64,
    /// What it was for.
    pub kind: CommitKind,
    /// When it was made.
    pub committed_at: Timestamp,
    /// What came in. Where nothing came in from outside, a stand-in that names this program.
    pub release: Release,
    /// Where its rows came from, beyond that.
    pub provenance: Provenance,
    /// The instant from which its rows count as known.
    pub known_from: Timestamp,
    /// How its rows stood to what was known.
    pub counts: Counts,
    /// The version of each table in its own log, by which a log that lost its end is told.
    pub tables: BTreeMap<String, i64>,
    /// The first revision number that is still free.
    pub next_revision: i64,
    /// The digest of all rows up to and with this commit.
    pub digest: Digest,
}

impl Commit {
    /// The part of the digest that stands for this commit itself. Clock times are not part of it, so
    /// that the same history has the same digest on any machine.
    pub(crate) fn digest_of_itself(&self) -> Digest {
        match self.kind {
            CommitKind::Ingest => Self::own_digest(&self.release),
            kind => ContentHasher::new().field(b"commit").field(kind.as_str().as_bytes()).digest(),
        }
    }

    /// As [`Commit::digest_of_itself`], of the commit that brings a release in.
    pub(crate) fn own_digest(release: &Release) -> Digest {
        let mut hasher = ContentHasher::new();
        hasher.field(b"commit").field(release.dataset.as_str().as_bytes());
        hasher.field(release.sha256.as_bytes()).field(release.licence.as_bytes());
        hasher.field(release.label.as_ref().map_or("", |label| &label.0).as_bytes());
        hasher.field(release.published.map_or(String::new(), |day| day.to_string()).as_bytes());
        let scope = release.scope.as_ref().map_or(String::new(), ToString::to_string);
        hasher.field(scope.as_bytes());
        hasher.digest()
    }
}

/// What stands for a release in a commit with which nothing came in from outside.
pub(crate) fn stand_in(at: Timestamp) -> Release {
    Release {
        dataset: DatasetId::new("bellwether").expect("kebab-case"),
        label: None,
        published: None,
        retrieved_at: at,
        file: String::new(),
        sha256: String::new(),
        licence: String::new(),
        scope: None,
    }
}

/// All rows of the log as one batch, in order.
pub(crate) fn to_batch(commits: &[Commit]) -> RecordBatch {
    let text = |get: &dyn Fn(&Commit) -> Option<String>| -> ArrayRef {
        Arc::new(commits.iter().map(get).collect::<StringArray>())
    };
    let release = |get: &dyn Fn(&Release) -> Option<String>| -> ArrayRef {
        text(&|commit| (commit.kind == CommitKind::Ingest).then(|| get(&commit.release)).flatten())
    };
    let long = |get: &dyn Fn(&Commit) -> i64| -> ArrayRef {
        Arc::new(commits.iter().map(|commit| Some(get(commit))).collect::<Int64Array>())
    };
    let instant = |get: &dyn Fn(&Commit) -> Timestamp| -> ArrayRef {
        let array: TimestampMicrosecondArray =
            commits.iter().map(|commit| Some(get(commit).as_microsecond())).collect();
        Arc::new(array.with_timezone("UTC"))
    };
    let published: Date32Array =
        commits.iter().map(|commit| commit.release.published.map(day_number)).collect();
    let json = |value: &dyn Fn(&Commit) -> Option<serde_json::Value>| -> ArrayRef {
        text(&|commit| value(commit).map(|value| value.to_string()))
    };
    let columns: Vec<ArrayRef> = vec![
        long(&|commit| commit.store_version),
        text(&|commit| Some(commit.kind.as_str().to_owned())),
        instant(&|commit| commit.committed_at),
        release(&|release| Some(release.dataset.to_string())),
        release(&|release| release.label.as_ref().map(ToString::to_string)),
        Arc::new(published),
        instant(&|commit| commit.known_from),
        instant(&|commit| commit.release.retrieved_at),
        release(&|release| Some(release.file.clone())),
        release(&|release| Some(release.sha256.clone())),
        release(&|release| Some(release.licence.clone())),
        json(&|commit| {
            let scope = commit.release.scope.as_ref()?;
            Some(serde_json::to_value(scope).expect("a scope is JSON"))
        }),
        json(&|commit| {
            let provenance = &commit.provenance;
            (*provenance != Provenance::default())
                .then(|| serde_json::to_value(provenance).expect("a provenance is JSON"))
        }),
        json(&|commit| Some(serde_json::to_value(commit.counts).expect("counts are JSON"))),
        json(&|commit| Some(serde_json::to_value(&commit.tables).expect("versions are JSON"))),
        long(&|commit| commit.next_revision),
        text(&|commit| Some(commit.digest.to_string())),
    ];
    RecordBatch::try_new(COMMITS.arrow(), columns).expect("columns in the order of the schema")
}

/// Reads the log back, sorted by store version.
pub(crate) fn from_batches(batches: &[RecordBatch]) -> Result<Vec<Commit>, StoreError> {
    let mut commits = BTreeMap::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let commit = from_row(&Cells(batch), row)?;
            commits.insert(commit.store_version, commit);
        }
    }
    Ok(commits.into_values().collect())
}

fn damaged(what: impl std::fmt::Display) -> StoreError {
    StoreError::Integrity(format!("a row of the log cannot be read: {what}"))
}

fn from_row(cells: &Cells<'_>, row: usize) -> Result<Commit, StoreError> {
    let long = |name: &str| -> Result<i64, StoreError> {
        cells.integer(name, row)?.ok_or_else(|| damaged(format!("{name} is empty")))
    };
    let instant = |name: &str| -> Result<Timestamp, StoreError> {
        cells.instant(name, row)?.ok_or_else(|| damaged(format!("{name} is empty")))
    };
    let provenance = cells.text("provenance", row)?.map(serde_json::from_str).transpose();
    let word = cells.must("kind", row)?;
    let kind = CommitKind::ALL.into_iter().find(|kind| kind.as_str() == word);
    let kind = kind.ok_or_else(|| damaged(format!("{word:?} is no kind of commit")))?;
    let release = match kind {
        CommitKind::Ingest => release_of(cells, row)?,
        _ => stand_in(instant("committed_at")?),
    };
    Ok(Commit {
        store_version: long("store_version")?,
        kind,
        committed_at: instant("committed_at")?,
        known_from: instant("known_from")?,
        counts: serde_json::from_str(cells.must("counts", row)?).map_err(damaged)?,
        tables: serde_json::from_str(cells.must("tables", row)?).map_err(damaged)?,
        next_revision: long("next_revision")?,
        digest: Digest::parse(cells.must("digest", row)?)
            .ok_or_else(|| damaged("the digest is not one"))?,
        provenance: provenance.map_err(damaged)?.unwrap_or_default(),
        release,
    })
}

fn release_of(cells: &Cells<'_>, row: usize) -> Result<Release, StoreError> {
    let text = |name: &str| -> Result<Option<String>, StoreError> {
        Ok(cells.text(name, row)?.map(str::to_owned))
    };
    let scope = cells.text("scope", row)?.map(serde_json::from_str).transpose();
    Ok(Release {
        dataset: DatasetId::new(cells.must("dataset", row)?).map_err(damaged)?,
        label: text("release")?.map(ReleaseLabel),
        published: cells.day("published", row)?,
        retrieved_at: cells
            .instant("retrieved_at", row)?
            .ok_or_else(|| damaged("retrieved_at is empty"))?,
        file: cells.must("file", row)?.to_owned(),
        sha256: cells.must("sha256", row)?.to_owned(),
        licence: cells.must("licence", row)?.to_owned(),
        scope: scope.map_err(damaged)?,
    })
}
