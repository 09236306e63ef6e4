//! What is kept of a store that stays open, as in a server: snapshots, and what they answered.
//!
//! A snapshot never changes, so the next one of the same state can be the same one. Whether the state is still the
//! same is asked of the folders of the tables' logs, which takes microseconds.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use arrow::array::RecordBatch;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::prelude::SessionContext;

use crate::incidents::Grouped;
use crate::leaving::Leaving;
use crate::schema::{COMMITS, TABLES};
use crate::snapshot::AsOf;
use crate::store::StoreState;
use crate::{Commit, StoreError};

/// Snapshots that are kept at most; the one that was asked longest ago goes first.
const SNAPSHOTS: usize = 8;
/// Bytes of the answers that one snapshot keeps, and of the largest of them.
const ANSWERS_BYTES: usize = 32 << 20;
const ANSWER_BYTES: usize = 1 << 20;

/// Answers to queries of our own, by their text.
#[derive(Debug, Default)]
pub(crate) struct Memo(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    bytes: usize,
    by_text: HashMap<String, Vec<RecordBatch>>,
}

impl Memo {
    /// What the query answered before.
    pub(crate) fn recall(&self, sql: &str) -> Option<Vec<RecordBatch>> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.by_text.get(sql).cloned()
    }

    /// Keeps an answer, if it is small. When there are too many, all are forgotten.
    pub(crate) fn keep(&self, sql: &str, batches: &[RecordBatch]) {
        let bytes: usize =
            batches.iter().map(RecordBatch::get_array_memory_size).sum::<usize>() + sql.len();
        if bytes > ANSWER_BYTES {
            return;
        }
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.bytes + bytes > ANSWERS_BYTES {
            *answers = Answers::default();
        }
        if answers.by_text.insert(sql.to_owned(), batches.to_vec()).is_none() {
            answers.bytes += bytes;
        }
    }
}

/// What makes a snapshot, apart from the store that it is of.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) context: SessionContext,
    pub(crate) commits: Arc<[Commit]>,
    pub(crate) state: StoreState,
    pub(crate) grouped: Grouped,
    pub(crate) parted: bool,
    pub(crate) memo: Arc<Memo>,
    /// Delta's own version of the table of commits, when the snapshot was opened.
    pub(crate) log: Option<i64>,
}

/// What tells one state of the tables from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp(Vec<Option<SystemTime>>);

impl Stamp {
    /// When each table's log last got or lost a file.
    pub(crate) fn of(store: &Path) -> Self {
        let when = |name: &str| {
            let log = store.join(name).join("_delta_log");
            std::fs::metadata(log).and_then(|meta| meta.modified()).ok()
        };
        Self(TABLES.iter().map(|table| when(table.name)).collect())
    }
}

/// What is kept.
pub(crate) struct Warm {
    /// Shared by all snapshots: it holds what was read of the files' ends.
    pub(crate) environment: Arc<RuntimeEnv>,
    kept: Mutex<All>,
}

#[derive(Default)]
struct All {
    stamp: Option<Stamp>,
    snapshots: Vec<(AsOf, Leaving, Kept)>,
}

impl std::fmt::Debug for Warm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Warm").finish_non_exhaustive()
    }
}

impl Warm {
    pub(crate) fn new() -> Result<Self, StoreError> {
        let environment = RuntimeEnvBuilder::new().build_arc()?;
        Ok(Self { environment, kept: Mutex::default() })
    }

    /// The snapshot of a state, if it is kept and nothing came in since.
    pub(crate) fn find(&self, store: &Path, as_of: &AsOf, leaving: &Leaving) -> Option<Kept> {
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if all.stamp.as_ref() != Some(&Stamp::of(store)) {
            return None;
        }
        let at = all.snapshots.iter().position(|(own, left, _)| own == as_of && left == leaving)?;
        let found = all.snapshots.remove(at);
        // Two changes within one tick of the disk's clock have one time, so the next entry is looked for too.
        if next_commit(store, found.2.log) {
            all.snapshots.clear();
            return None;
        }
        let kept = found.2.clone();
        all.snapshots.push(found);
        Some(kept)
    }

    /// Keeps a snapshot that was opened after the stamp was taken.
    pub(crate) fn keep(&self, stamp: Stamp, as_of: &AsOf, leaving: &Leaving, kept: Kept) {
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if all.stamp.as_ref() != Some(&stamp) {
            all.snapshots.clear();
            all.stamp = Some(stamp);
        }
        all.snapshots.retain(|(own, left, _)| own != as_of || left != leaving);
        if all.snapshots.len() >= SNAPSHOTS {
            all.snapshots.remove(0);
        }
        all.snapshots.push((*as_of, leaving.clone(), kept));
    }
}

/// Whether the log of commits has gone on.
fn next_commit(store: &Path, log: Option<i64>) -> bool {
    let next = log.map_or(0, |version| version + 1);
    store.join(COMMITS.name).join("_delta_log").join(format!("{next:020}.json")).exists()
}
