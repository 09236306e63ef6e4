//! Bringing in one file of a release: classify each row, write what is new, commit once.

mod small;
mod writers;

use bellwether_model::{
    Batch, ContentHash, ContentHasher, CountryYearTotal, Digest, Finding, Iso3, LIMITS,
    NativeActor, Release, Scope, Severity, Statement,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::columns::ReportRow;
use crate::commits::{Commit, CommitKind};
use crate::index::{Index, Key, Standing};
use crate::lock::WriteLock;
use crate::revisions::{Ending, Reason};
use crate::schema::{ENDINGS, REJECTS, REPORTS};
use crate::snapshot::AsOf;
use crate::store::{Store, StoreState, state_of};
use crate::{Snapshot, StoreError, commits};
use writers::{Writers, write_once};

/// How the rows of a file stood to what was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Rows that were read.
    pub read: u64,
    /// Rows the store did not have.
    pub added: u64,
    /// Rows that say something else than before.
    pub changed: u64,
    /// Rows that say the same as before.
    pub unchanged: u64,
    /// Rows of the store that the release no longer has, within its scope.
    pub withdrawn: u64,
    /// Rows that are not reports.
    pub rejected: u64,
    /// Rows that came in after a repair that is named in `rejects`.
    pub repaired: u64,
    /// Warnings about rows that came in as they stood.
    pub warned: u64,
    /// Statements that came in beside the rows.
    pub statements: u64,
}

/// What an ingest came to.
#[derive(Debug, Clone)]
pub struct IngestOutcome {
    /// How the rows stood.
    pub counts: Counts,
    /// The release as it was committed.
    pub release: Release,
    /// Whether anything was committed; a file that changes nothing and is known leaves no trace.
    pub committed: bool,
    /// What the store has come to.
    pub state: StoreState,
}

/// A file on its way in. Dropping it leaves the store as it was.
#[derive(Debug)]
pub struct Ingest<'s> {
    store: &'s Store,
    lock: WriteLock,
    commits: Vec<Commit>,
    release: Release,
    known_from: Timestamp,
    store_version: i64,
    next_revision: i64,
    index: Index,
    writers: Writers,
    endings: Vec<Ending>,
    findings: Vec<Finding>,
    counts: Counts,
    digest: Digest,
    totals: Vec<CountryYearTotal>,
    actors: Vec<NativeActor>,
    statements: Vec<Statement>,
}

impl<'s> Ingest<'s> {
    pub(crate) fn begin(
        store: &'s Store,
        lock: WriteLock,
        release: Release,
    ) -> Result<Self, StoreError> {
        let commits = store.commits()?;
        let state = state_of(&commits);
        let known_from = release.known_from();
        let store_version = state.version + 1;
        let writers =
            store.runtime().block_on(Writers::start(store, state.version, &release.licence))?;
        let index = live_index(&store.snapshot(&AsOf::default())?, &release)?;
        Ok(Self {
            store,
            lock,
            next_revision: commits.last().map_or(1, |commit| commit.next_revision),
            commits,
            known_from,
            store_version,
            index,
            writers,
            endings: Vec::new(),
            findings: Vec::new(),
            counts: Counts::default(),
            digest: state.digest,
            totals: Vec::new(),
            actors: Vec::new(),
            statements: Vec::new(),
            release,
        })
    }

    /// Takes what a reader made of some rows, in the file's order.
    ///
    /// # Errors
    /// When rows cannot be written.
    pub fn push(&mut self, batch: Batch) -> Result<(), StoreError> {
        self.counts.read += batch.rows;
        batch.findings.into_iter().for_each(|finding| self.find(finding));
        self.totals.extend(batch.totals);
        self.actors.extend(batch.actors);
        self.statements.extend(batch.statements);
        let mut rows = Vec::with_capacity(batch.reports.len());
        for report in batch.reports {
            let content_hash = report.content_hash();
            match self.index.classify(Key::of(&report.id.native), content_hash) {
                Standing::Same => {
                    self.counts.unchanged += 1;
                    continue;
                }
                Standing::Repeated => {
                    self.find(repeated(report.row, &report.id.native));
                    continue;
                }
                Standing::New => self.counts.added += 1,
                Standing::Changed(revision) => {
                    self.counts.changed += 1;
                    self.end(Ending {
                        table: REPORTS.name,
                        revision,
                        key: report.id.to_string(),
                        known_until: self.known_from,
                        reason: Reason::Changed,
                    });
                }
            }
            let row = ReportRow {
                revision: self.next_revision,
                known_from: self.known_from,
                content_hash,
                report,
            };
            self.next_revision += 1;
            self.digest.add(row_digest(
                REPORTS.name,
                &row.report.id.to_string(),
                row.content_hash,
                row.known_from,
            ));
            rows.push(row);
        }
        self.writers.send(rows)
    }

    /// Commits. `sha256` is the file's, known only once it has been read; `scope` is what the release
    /// is complete for: a live row within it that did not come is withdrawn.
    ///
    /// # Errors
    /// When something cannot be written; the store is then as it was.
    pub fn finish(
        mut self,
        sha256: String,
        scope: Option<Scope>,
    ) -> Result<IngestOutcome, StoreError> {
        self.release.sha256 = sha256;
        self.release.scope = scope;
        self.withdraw_missing()?;
        let store = self.store;
        let small = self.small_changes()?;
        let report_files = store.runtime().block_on(self.writers.finish())?;
        let changed = self.counts.added + self.counts.changed + self.counts.withdrawn;
        if changed == 0 && self.is_known() {
            let state = state_of(&self.commits);
            return Ok(IngestOutcome {
                counts: self.counts,
                release: self.release,
                committed: false,
                state,
            });
        }
        store.runtime().block_on(async {
            self.writers.append(store, REPORTS, report_files).await?;
            for (schema, batch) in small {
                write_once(store, schema, self.store_version, &batch).await?;
            }
            let endings = crate::columns::ending_batch(self.store_version, &self.endings);
            write_once(store, ENDINGS, self.store_version, &endings).await?;
            let rejects = crate::columns::reject_batch(
                self.store_version,
                &self.release,
                &self.release.sha256,
                &self.findings,
            );
            write_once(store, REJECTS, self.store_version, &rejects).await
        })?;
        self.commit()
    }

    /// The single step by which everything becomes visible.
    fn commit(mut self) -> Result<IngestOutcome, StoreError> {
        for finding in &self.findings {
            self.digest.add(finding_digest(&self.release.sha256, finding, finding.rule));
        }
        self.digest.add(Commit::own_digest(&self.release));
        self.commits.push(Commit {
            store_version: self.store_version,
            kind: CommitKind::Ingest,
            committed_at: Timestamp::now(),
            known_from: self.known_from,
            counts: self.counts,
            next_revision: self.next_revision,
            digest: self.digest,
            release: self.release.clone(),
        });
        let batch = commits::to_batch(&self.commits);
        self.store.runtime().block_on(writers::replace_log(
            self.store,
            self.store_version,
            &batch,
        ))?;
        // The ingest stands. Upkeep that fails is tried again by the next one.
        if let Err(error) = self.store.compact_if_needed(&self.lock) {
            tracing::warn!(%error, "small files could not be put together");
        }
        Ok(IngestOutcome {
            counts: self.counts,
            release: self.release,
            committed: true,
            state: state_of(&self.commits),
        })
    }

    /// Whether the log has this very file under the same name, date and scope.
    fn is_known(&self) -> bool {
        let own = Commit::own_digest(&self.release);
        self.commits.iter().any(|commit| Commit::own_digest(&commit.release) == own)
    }

    fn find(&mut self, finding: Finding) {
        match finding.severity {
            Severity::Reject => self.counts.rejected += 1,
            Severity::Repair => self.counts.repaired += 1,
            Severity::Warning => self.counts.warned += 1,
        }
        if self.findings.len() < LIMITS.findings_per_file {
            self.findings.push(finding);
        }
    }

    fn end(&mut self, ending: Ending) {
        self.digest.add(ending_digest(&ending));
        self.endings.push(ending);
    }

    fn withdraw_missing(&mut self) -> Result<(), StoreError> {
        let Some(scope) = self.release.scope.clone() else { return Ok(()) };
        if self.counts.read == 0 || !self.index.has_unseen() {
            return Ok(());
        }
        let snapshot = self.store.snapshot(&AsOf::default())?;
        let mut gone = Vec::new();
        let sql = format!(
            "SELECT revision, report_id, native_id, iso3, date_start FROM reports \
             WHERE dataset = '{}'",
            self.release.dataset
        );
        let (index, known_from) = (&self.index, self.known_from);
        snapshot.stream(&sql, |batch| {
            let cells = crate::columns::Cells(&batch);
            for row in 0..batch.num_rows() {
                if !index.is_unseen(Key::of(cells.must("native_id", row)?)) {
                    continue;
                }
                let iso3 = cells.text("iso3", row)?.and_then(|code| Iso3::new(code).ok());
                let covered =
                    cells.day("date_start", row)?.is_some_and(|day| scope.covers(iso3, day));
                if covered {
                    gone.push(Ending {
                        table: REPORTS.name,
                        revision: cells.integer("revision", row)?.unwrap_or_default(),
                        key: cells.must("report_id", row)?.to_owned(),
                        known_until: known_from,
                        reason: Reason::Withdrawn,
                    });
                }
            }
            Ok(())
        })?;
        gone.sort_by_key(|ending| ending.revision);
        self.counts.withdrawn += gone.len() as u64;
        gone.into_iter().for_each(|ending| self.end(ending));
        Ok(())
    }
}

fn repeated(row: u64, native_id: &str) -> Finding {
    Finding::new(
        Severity::Reject,
        row,
        "id",
        "id-repeated",
        "an earlier row of the same file has this id; the earlier row was kept",
        native_id,
    )
}

fn live_index(snapshot: &Snapshot<'_>, release: &Release) -> Result<Index, StoreError> {
    let sql = format!(
        "SELECT native_id, content_hash, revision FROM reports WHERE dataset = '{}'",
        release.dataset
    );
    let count = format!("SELECT count(*) AS n FROM reports WHERE dataset = '{}'", release.dataset);
    let mut rows = 0;
    snapshot.stream(&count, |batch| {
        rows = crate::columns::Cells(&batch).integer("n", 0)?.unwrap_or_default();
        Ok(())
    })?;
    let mut index = Index::with_capacity(usize::try_from(rows).unwrap_or_default());
    snapshot.stream(&sql, |batch| {
        let cells = crate::columns::Cells(&batch);
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

pub(crate) fn hash_from(bytes: &[u8]) -> Result<ContentHash, StoreError> {
    let bytes: [u8; 16] = bytes
        .try_into()
        .map_err(|_| StoreError::Integrity("a content hash is not 16 bytes long".into()))?;
    Ok(ContentHash(u128::from_be_bytes(bytes)))
}

/// The instant as it goes into the digest: only where a source gave it as a day. The time of day of a
/// retrieval is not part of the history, so that the same history has the same digest on any machine.
fn dated(instant: Timestamp) -> String {
    let micros_of_day = instant.as_microsecond().rem_euclid(86_400_000_000);
    if micros_of_day == 0 { instant.to_string() } else { String::new() }
}

/// The part of the digest that stands for one revision of one row.
pub(crate) fn row_digest(
    table: &str,
    key: &str,
    content: ContentHash,
    known_from: Timestamp,
) -> Digest {
    ContentHasher::new()
        .field(b"row")
        .field(table.as_bytes())
        .field(key.as_bytes())
        .field(&content.0.to_be_bytes())
        .field(dated(known_from).as_bytes())
        .digest()
}

/// The part of the digest that stands for the end of a revision.
pub(crate) fn ending_digest(ending: &Ending) -> Digest {
    ContentHasher::new()
        .field(b"ending")
        .field(ending.table.as_bytes())
        .field(&ending.revision.to_le_bytes())
        .field(ending.key.as_bytes())
        .field(ending.reason.as_str().as_bytes())
        .field(dated(ending.known_until).as_bytes())
        .digest()
}

/// The part of the digest that stands for a finding in a file.
pub(crate) fn finding_digest(sha256: &str, finding: &Finding, rule: &str) -> Digest {
    ContentHasher::new()
        .field(b"finding")
        .field(sha256.as_bytes())
        .field(&finding.row.to_le_bytes())
        .field(finding.column.as_bytes())
        .field(rule.as_bytes())
        .field(finding.severity.as_str().as_bytes())
        .digest()
}
