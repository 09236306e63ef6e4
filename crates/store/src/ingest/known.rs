//! What the rows of a release are compared with.

use bellwether_model::{ContentHash, DatasetId, Iso3, Release, Report, Scope, Withdrawal};
use jiff::Timestamp;

use crate::columns::Cells;
use crate::digests::hash_from;
use crate::history::{History, Placement, Step};
use crate::index::{Index, Key, Standing};
use crate::revisions::Reason;
use crate::{Commit, Snapshot, StoreError};

/// What the store knows of the dataset's reports: those that are live, or, for a release that is older
/// than others in the store, their whole timelines.
#[derive(Debug)]
pub(super) enum Known {
    Live(Index),
    Timelines(History),
}

impl Known {
    /// Reads what a release of the instant `known_from` must be compared with.
    pub(super) fn read(
        snapshot: &Snapshot<'_>,
        release: &Release,
        known_from: Timestamp,
        commits: &[Commit],
    ) -> Result<Self, StoreError> {
        let newest = commits
            .iter()
            .filter(|commit| commit.release.dataset == release.dataset)
            .map(|commit| commit.known_from)
            .max();
        if newest.is_some_and(|newest| known_from < newest) {
            let dataset = release.dataset.as_str();
            Ok(Self::Timelines(History::read(snapshot, dataset, known_from, commits)?))
        } else {
            Ok(Self::Live(live_index(snapshot, release)?))
        }
    }

    /// The reports known at the release's instant that it lacks within its scope.
    pub(super) fn missing(
        &self,
        snapshot: &Snapshot<'_>,
        dataset: &DatasetId,
        scope: &Scope,
    ) -> Result<Vec<Placement>, StoreError> {
        match self {
            Self::Timelines(history) => Ok(history.missing(scope)),
            Self::Live(index) if !index.has_unseen() => Ok(Vec::new()),
            Self::Live(index) => unseen_within(snapshot, index, dataset, scope),
        }
    }

    /// The end of the live report that the source has taken back; `None` when there is none.
    pub(super) fn take_back(
        &mut self,
        withdrawal: &Withdrawal,
    ) -> Result<Option<Placement>, &'static str> {
        match self {
            Self::Timelines(_) => {
                Err("the store has a newer release of the dataset; bring the list \
                of deletions in with a later day of publication")
            }
            Self::Live(index) => Ok(index.take_out(Key::of(&withdrawal.native)).map(|revision| {
                let report_id = format!("{}:{}", withdrawal.dataset, withdrawal.native);
                Placement {
                    ends: Some((revision, report_id, Reason::Withdrawn)),
                    ..Placement::default()
                }
            })),
        }
    }

    /// Says how a row stands, and marks it as seen.
    pub(super) fn place(&mut self, report: &Report, content: ContentHash) -> Step {
        let key = Key::of(&report.id.native);
        match self {
            Self::Timelines(history) => {
                history.place(key, content, report.place.iso3, report.date.start())
            }
            Self::Live(index) => match index.classify(key, content) {
                Standing::Same => Step::Same,
                Standing::Repeated => Step::Repeated,
                Standing::New => Step::New(Placement::default()),
                Standing::Changed(revision) => Step::Changed(Placement {
                    ends: Some((revision, report.id.to_string(), Reason::Changed)),
                    ..Placement::default()
                }),
            },
        }
    }
}

/// The live reports within a scope that this ingest has not seen, by revision.
fn unseen_within(
    snapshot: &Snapshot<'_>,
    index: &Index,
    dataset: &DatasetId,
    scope: &Scope,
) -> Result<Vec<Placement>, StoreError> {
    let sql = format!(
        "SELECT revision, report_id, native_id, iso3, date_start FROM reports \
         WHERE dataset = '{dataset}'"
    );
    let mut gone = Vec::new();
    snapshot.stream(&sql, |batch| {
        let cells = Cells(&batch);
        for row in 0..batch.num_rows() {
            if !index.is_unseen(Key::of(cells.must("native_id", row)?)) {
                continue;
            }
            let iso3 = cells.text("iso3", row)?.and_then(|code| Iso3::new(code).ok());
            if cells.day("date_start", row)?.is_some_and(|day| scope.covers(iso3, day)) {
                let revision = cells.integer("revision", row)?.unwrap_or_default();
                gone.push((revision, cells.must("report_id", row)?.to_owned()));
            }
        }
        Ok(())
    })?;
    gone.sort_unstable();
    Ok(gone
        .into_iter()
        .map(|(revision, report_id)| Placement {
            ends: Some((revision, report_id, Reason::Withdrawn)),
            ..Placement::default()
        })
        .collect())
}

fn live_index(snapshot: &Snapshot<'_>, release: &Release) -> Result<Index, StoreError> {
    let sql = format!(
        "SELECT native_id, content_hash, revision FROM reports WHERE dataset = '{}'",
        release.dataset
    );
    let count = format!("SELECT count(*) AS n FROM reports WHERE dataset = '{}'", release.dataset);
    let mut rows = 0;
    snapshot.stream(&count, |batch| {
        rows = Cells(&batch).integer("n", 0)?.unwrap_or_default();
        Ok(())
    })?;
    let mut index = Index::with_capacity(usize::try_from(rows).unwrap_or_default());
    snapshot.stream(&sql, |batch| {
        let cells = Cells(&batch);
        for row in 0..batch.num_rows() {
            index.enter(
                Key::of(cells.must("native_id", row)?),
                hash_from(cells.bytes("content_hash", row)?)?,
                cells.integer("revision", row)?.unwrap_or_default(),
            );
        }
        Ok(())
    })?;
    Ok(index)
}
