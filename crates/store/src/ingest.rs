//! Bringing in one file of a release: classify each row, write what is new, commit once.

mod documents;
mod known;
mod small;
pub(crate) mod writers;

use std::collections::{BTreeMap, HashMap};

use bellwether_model::{
    Batch, CalendarEntry, CountryYearTotal, Digest, Finding, Gap, KeptText, LIMITS, NativeActor,
    Provenance, Release, Scope, Severity, Statement,
};
use deltalake::kernel::Add;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::columns::{ReportRow, ending_batch, gap_batch, reject_batch, text_batch};
use crate::commits::{Commit, CommitKind};
use crate::digests::{ending_digest, finding_digest, row_digest};
use crate::history::{Placement, Return, Step};
use crate::lock::WriteLock;
use crate::revisions::{Ending, Reason};
use crate::schema::{ENDINGS, GAPS, MENTIONS, REJECTS, REPORTS, TEXTS};
use crate::snapshot::AsOf;
use crate::store::{Store, StoreState, state_of};
use crate::{Snapshot, StoreError, StoredReport, commits};
use documents::Documents;
use known::Known;
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
    /// Documents that came in which mention events.
    #[serde(default)]
    pub mentions: u64,
    /// Gaps in what the source published that became known.
    #[serde(default)]
    pub gaps: u64,
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
    /// What was there before; it stays true, since nobody else writes while the lock is held.
    snapshot: Snapshot<'s>,
    commits: Vec<Commit>,
    release: Release,
    known_from: Timestamp,
    store_version: i64,
    next_revision: i64,
    known: Known,
    returns: Vec<Return>,
    writers: Writers,
    endings: Vec<Ending>,
    /// What is wrong with rows, and which file of the commit they are in.
    findings: Vec<(usize, Finding)>,
    counts: Counts,
    digest: Digest,
    totals: Vec<CountryYearTotal>,
    actors: Vec<NativeActor>,
    statements: Vec<Statement>,
    calendar: Vec<CalendarEntry>,
    documents: Documents,
    gaps: Vec<(Gap, bool)>,
    /// Texts that were coded; where there are any, statements of other texts stay as they are.
    texts: Vec<KeptText>,
    provenance: Provenance,
    /// The highest row number so far.
    last_row: u64,
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
        let snapshot = store.snapshot(&AsOf::default())?;
        let known = Known::read(&snapshot, &release, known_from, &commits)?;
        Ok(Self {
            store,
            lock,
            snapshot,
            next_revision: commits.last().map_or(1, |commit| commit.next_revision),
            commits,
            known_from,
            store_version,
            known,
            returns: Vec::new(),
            writers,
            endings: Vec::new(),
            findings: Vec::new(),
            counts: Counts::default(),
            digest: state.digest,
            totals: Vec::new(),
            actors: Vec::new(),
            statements: Vec::new(),
            calendar: Vec::new(),
            documents: Documents::default(),
            gaps: Vec::new(),
            texts: Vec::new(),
            provenance: Provenance::default(),
            last_row: 0,
            release,
        })
    }

    /// Takes what a reader made of some rows, in the file's order.
    ///
    /// # Errors
    /// When rows cannot be written.
    pub fn push(&mut self, batch: Batch) -> Result<(), StoreError> {
        let store = self.store;
        self.take(batch).map_err(|error| error.at(store.path()))
    }

    fn take(&mut self, batch: Batch) -> Result<(), StoreError> {
        self.counts.read += batch.rows;
        batch.findings.into_iter().for_each(|finding| self.find(finding));
        self.totals.extend(batch.totals);
        self.actors.extend(batch.actors);
        self.statements.extend(batch.statements);
        self.counts.added += batch.mentions.len() as u64;
        self.take_mentions(batch.mentions)?;
        self.calendar.extend(batch.calendar);
        self.take_back(batch.withdrawals);
        let mut rows = Vec::with_capacity(batch.reports.len());
        for mut report in batch.reports {
            let content_hash = report.content_hash();
            let placement = match self.known.place(&report, content_hash) {
                Step::Same => {
                    self.counts.unchanged += 1;
                    continue;
                }
                Step::Repeated => {
                    self.find(repeated(report.row, &report.id.native));
                    continue;
                }
                Step::New(placement) => {
                    self.counts.added += 1;
                    placement
                }
                Step::Changed(placement) => {
                    self.counts.changed += 1;
                    placement
                }
            };
            report.row = self.row_of_commit(report.row);
            let revision = self.begin_revision();
            self.apply(placement, Some((revision, report.id.to_string())));
            let row = ReportRow {
                revision,
                known_from: self.known_from,
                origin_version: None,
                content_hash,
                report,
            };
            self.digest_row(&row);
            rows.push(row);
        }
        self.writers.send(rows)
    }

    /// Commits. `sha256` is the file's, known only once it has been read; `scope` is what the release
    /// is complete for: a live row within it that did not come is withdrawn.
    ///
    /// # Errors
    /// When something cannot be written; the store is then as it was.
    pub fn finish(self, sha256: String, scope: Option<Scope>) -> Result<IngestOutcome, StoreError> {
        let store = self.store;
        self.conclude(sha256, scope).map_err(|error| error.at(store.path()))
    }

    fn conclude(
        mut self,
        sha256: String,
        scope: Option<Scope>,
    ) -> Result<IngestOutcome, StoreError> {
        self.release.sha256 = sha256;
        self.release.scope = scope;
        self.withdraw_missing()?;
        self.write_returns()?;
        let store = self.store;
        let small = self.small_changes()?;
        let report_files = store.runtime().block_on(self.writers.finish())?;
        let mention_files = self.finish_documents()?;
        self.counts.gaps = self.gaps.iter().filter(|(_, filled)| !filled).count() as u64;
        let changed = self.counts.added + self.counts.changed + self.counts.withdrawn;
        if changed == 0 && self.gaps.is_empty() && self.texts.is_empty() && self.is_known() {
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
            self.writers.append(store, MENTIONS, mention_files).await?;
            let gaps = gap_batch(self.store_version, self.known_from, &self.gaps);
            write_once(store, GAPS, self.store_version, &gaps).await?;
            let (version, dataset) = (self.store_version, &self.release.dataset);
            let texts = text_batch(version, self.known_from, dataset, &self.texts);
            write_once(store, TEXTS, version, &texts).await?;
            for (schema, batch) in small {
                write_once(store, schema, self.store_version, &batch).await?;
            }
            let endings = ending_batch(self.store_version, &self.endings);
            write_once(store, ENDINGS, self.store_version, &endings).await?;
            let rejects = reject_batch(
                self.store_version,
                &self.release,
                &self.provenance.files,
                &self.findings,
            );
            write_once(store, REJECTS, self.store_version, &rejects).await
        })?;
        self.commit()
    }

    /// Closes the file of documents; those of a file that came in before are left out.
    fn finish_documents(&mut self) -> Result<Vec<Add>, StoreError> {
        let files = self.store.runtime().block_on(self.documents.finish())?;
        if self.documents.count > 0 && self.documents_are_known() {
            self.counts.unchanged += self.documents.count;
            self.counts.added -= self.documents.count;
            self.documents = Documents::default();
            return Ok(Vec::new());
        }
        self.counts.mentions = self.documents.count;
        Ok(files)
    }

    /// The single step by which everything becomes visible.
    fn commit(mut self) -> Result<IngestOutcome, StoreError> {
        for (file, finding) in &self.findings {
            let sha256 = self.provenance.files.get(*file).map(|file| file.sha256.as_str());
            let sha256 = sha256.unwrap_or(&self.release.sha256);
            self.digest.add(finding_digest(sha256, finding, finding.rule));
        }
        self.digest_gaps();
        self.digest_texts();
        self.digest.add(self.documents.digest);
        self.digest.add(Commit::own_digest(&self.release));
        self.commits.push(Commit {
            tables: BTreeMap::new(),
            store_version: self.store_version,
            kind: CommitKind::Ingest,
            committed_at: Timestamp::now(),
            known_from: self.known_from,
            counts: self.counts,
            next_revision: self.next_revision,
            digest: self.digest,
            release: self.release.clone(),
            provenance: self.provenance.clone(),
        });
        make_visible(self.store, &self.lock, &mut self.commits)?;
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
        let ingests = self.commits.iter().filter(|commit| commit.kind == CommitKind::Ingest);
        ingests.into_iter().any(|commit| Commit::own_digest(&commit.release) == own)
    }

    fn find(&mut self, finding: Finding) {
        match finding.severity {
            Severity::Reject => self.counts.rejected += 1,
            Severity::Repair => self.counts.repaired += 1,
            Severity::Warning => self.counts.warned += 1,
        }
        if self.findings.len() < LIMITS.findings_per_file {
            self.findings.push((self.provenance.files.len().saturating_sub(1), finding));
        }
    }

    /// A revision number for a row that begins.
    fn begin_revision(&mut self) -> i64 {
        let revision = self.next_revision;
        self.next_revision += 1;
        revision
    }

    /// Carries out what a release does to one report; `begun` is the revision that begins with it.
    fn apply(&mut self, placement: Placement, begun: Option<(i64, String)>) {
        if let Some((revision, report_id, reason)) = placement.ends {
            self.end(REPORTS.name, revision, report_id, self.known_from, reason);
        }
        if let (Some((until, reason)), Some((revision, report_id))) = (placement.until, begun) {
            self.end(REPORTS.name, revision, report_id, until, reason);
        }
        self.returns.extend(placement.returns);
    }

    fn end(
        &mut self,
        table: &'static str,
        revision: i64,
        key: String,
        known_until: Timestamp,
        reason: Reason,
    ) {
        self.enter_ending(Ending { table, revision, key, known_until, reason });
    }

    fn enter_ending(&mut self, ending: Ending) {
        self.digest.add(ending_digest(&ending));
        self.endings.push(ending);
    }

    fn digest_row(&mut self, row: &ReportRow) {
        let id = row.report.id.to_string();
        self.digest.add(row_digest(REPORTS.name, &id, row.content_hash, row.known_from));
    }

    /// Ends the live reports that the release lacks within its scope.
    fn withdraw_missing(&mut self) -> Result<(), StoreError> {
        let Some(scope) = self.release.scope.clone() else { return Ok(()) };
        if self.counts.read == 0 {
            return Ok(());
        }
        let missing = self.known.missing(&self.snapshot, &self.release.dataset, &scope)?;
        self.counts.withdrawn += missing.len() as u64;
        missing.into_iter().for_each(|placement| self.apply(placement, None));
        Ok(())
    }

    /// Writes the revisions once more that count again after an older release.
    fn write_returns(&mut self) -> Result<(), StoreError> {
        let returns = std::mem::take(&mut self.returns);
        if returns.is_empty() {
            return Ok(());
        }
        for chunk in returns.chunks(1_000) {
            let revisions: Vec<String> = chunk.iter().map(|r| r.revision.to_string()).collect();
            let sql = format!(
                "SELECT * FROM reports_log WHERE revision IN ({}) ORDER BY revision",
                revisions.join(", ")
            );
            let mut stored: HashMap<i64, StoredReport> =
                self.snapshot.stored(&sql)?.into_iter().map(|row| (row.revision, row)).collect();
            let mut rows = Vec::new();
            for again in chunk {
                let row = stored.remove(&again.revision).ok_or_else(|| {
                    StoreError::Integrity(format!("a revision of {} is gone", again.report_id))
                })?;
                let revision = self.begin_revision();
                if let Some((until, reason)) = again.until {
                    self.end(REPORTS.name, revision, again.report_id.clone(), until, reason);
                }
                let row = ReportRow {
                    revision,
                    known_from: again.from,
                    origin_version: Some(row.origin_version),
                    content_hash: row.report.content_hash(),
                    report: row.report,
                };
                self.digest_row(&row);
                rows.push(row);
            }
            self.writers.send(rows)?;
        }
        Ok(())
    }
}

/// Puts the log with its last commit in the place of the one before: the step that makes the commit's rows
/// visible. Upkeep comes after it; where that fails the next commit tries again.
pub(crate) fn make_visible(
    store: &Store,
    lock: &WriteLock,
    commits: &mut [Commit],
) -> Result<(), StoreError> {
    let tables = store.runtime().block_on(writers::table_versions(store))?;
    let mut version = 0;
    if let Some(last) = commits.last_mut() {
        last.tables = tables;
        version = last.store_version;
    }
    let batch = commits::to_batch(commits);
    store.runtime().block_on(writers::replace_log(store, version, &batch))?;
    if let Err(error) = store.compact_if_needed(lock) {
        tracing::warn!(%error, "small files could not be put together");
    }
    Ok(())
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
