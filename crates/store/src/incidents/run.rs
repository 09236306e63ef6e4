//! A reconciliation on its way in: what it found is compared with what is live, written, committed once.

use std::collections::{BTreeMap, HashSet};

use arrow::array::{BooleanArray, Int64Array, RecordBatch};
use bellwether_model::{ContentHash, Date, Provenance};
use jiff::Timestamp;
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::sync::Arc;

use super::lane::{Lane, Stamp};
use super::rows::{Forward, IncidentRow, LinkRow, MemberRow};
use crate::columns::{Cells, ending_batch, instants, texts};
use crate::commits::{Commit, CommitKind, stand_in};
use crate::digests::row_digest;
use crate::ingest::writers::{take_out_uncommitted, write_once};
use crate::ingest::{Counts, make_visible};
use crate::lock::WriteLock;
use crate::revisions::Ending;
use crate::schema::{ENDINGS, FORWARDS, INCIDENTS, LINKS, MEMBERS, RUNS};
use crate::store::state_of;
use crate::table::Table;
use crate::{AsOf, Snapshot, Store, StoreError, StoreState};

/// What a run replaces.
#[derive(Debug, Clone, Default)]
pub enum Replaces {
    /// Everything that was found before.
    #[default]
    Everything,
    /// What these reports are part of: every link with one of them on either end, every membership of one
    /// of them, and every incident that one of them belonged to. So the set must hold all reports of an
    /// incident that is to change.
    Reports(FxHashSet<String>),
}

/// What a run is.
#[derive(Debug, Clone, Default)]
pub struct RunPlan {
    /// How reports are put together: `linkage`, `meltt`, `xsub`.
    pub method: String,
    /// The datasets that take part.
    pub datasets: Vec<String>,
    /// What the method had set or learnt, as JSON, without clock times.
    pub parameters: serde_json::Value,
    /// What is replaced.
    pub replaces: Replaces,
    /// Days that every link touches that is replaced or handed in, first and last, where they are known: of other
    /// days none is read.
    pub days: Option<(Date, Date)>,
}

/// How the rows of a run stood to what was live.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RunCounts {
    /// Rows that were not there before.
    pub added: u64,
    /// Rows that say something else than before.
    pub changed: u64,
    /// Rows that say the same as before.
    pub unchanged: u64,
    /// Rows that are no longer so.
    pub ended: u64,
}

/// What a run came to.
#[derive(Debug, Clone)]
pub struct RunOutcome {
    /// Links.
    pub links: RunCounts,
    /// Memberships.
    pub members: RunCounts,
    /// Incidents.
    pub incidents: RunCounts,
    /// Whether anything was committed; a run that finds what is there and covers no more leaves no trace.
    pub committed: bool,
    /// What the store has come to.
    pub state: StoreState,
}

/// Takes what was found: a run on its way into the store, or an [`super::Overlay`] of a snapshot.
pub trait TakeIncidents {
    /// Takes links, by ascending days.
    ///
    /// # Errors
    /// When rows cannot be written, or are none that the run replaces.
    fn links(&mut self, rows: &[LinkRow<'_>]) -> Result<(), StoreError>;
    /// Takes memberships.
    ///
    /// # Errors
    /// As for links.
    fn members(&mut self, rows: &[MemberRow<'_>]) -> Result<(), StoreError>;
    /// Takes incidents.
    ///
    /// # Errors
    /// As for links.
    fn incidents(&mut self, rows: &[IncidentRow<'_>]) -> Result<(), StoreError>;
}

/// A run on its way in. Dropping it leaves the store as it was.
#[derive(Debug)]
pub struct Reconciliation<'s> {
    store: &'s Store,
    lock: WriteLock,
    snapshot: Snapshot<'s>,
    commits: Vec<Commit>,
    plan: RunPlan,
    stamp: Stamp,
    links: Lane,
    members: Lane,
    incidents: Lane,
    /// Incidents handed in by a run that does not replace everything, to see that none of another is hit.
    named: HashSet<String>,
    forwards: Vec<Forward>,
}

impl Store {
    /// Begins a run over what the store knows now. Nothing is visible until [`Reconciliation::finish`].
    ///
    /// # Errors
    /// [`StoreError::Locked`] while somebody else writes; [`StoreError::Question`] where the store has no
    /// reports yet.
    pub fn begin_run(&self, plan: RunPlan) -> Result<Reconciliation<'_>, StoreError> {
        let lock = WriteLock::take(self.path())?;
        let commits = self.commits()?;
        let Some(known_from) = commits.iter().map(|commit| commit.known_from).max() else {
            return Err(StoreError::Question(
                "there are no reports to put together; `bellwether ingest FILE` brings some in"
                    .into(),
            ));
        };
        self.bring_up()?;
        let state = state_of(&commits);
        self.runtime().block_on(take_out_uncommitted(self, state.version))?;
        let snapshot = self.snapshot(&AsOf::default())?;
        let stamp = Stamp {
            store_version: state.version + 1,
            known_from,
            next_revision: commits.last().map_or(1, |commit| commit.next_revision),
            digest: state.digest,
            endings: Vec::new(),
        };
        let open = |schema, replaces: &Replaces| {
            Lane::open(self, &snapshot, schema, (replaces, plan.days), stamp.store_version)
        };
        let links = open(LINKS, &plan.replaces)?;
        let members = open(MEMBERS, &plan.replaces)?;
        let incidents = match plan.replaces {
            Replaces::Everything => open(INCIDENTS, &Replaces::Everything)?,
            // By their own ids: those that the members replaced belonged to.
            Replaces::Reports(_) => open(INCIDENTS, &Replaces::Reports(members.incidents.clone()))?,
        };
        Ok(Reconciliation {
            store: self,
            lock,
            snapshot,
            commits,
            plan,
            stamp,
            links,
            members,
            incidents,
            named: HashSet::new(),
            forwards: Vec::new(),
        })
    }
}

impl TakeIncidents for Reconciliation<'_> {
    fn links(&mut self, rows: &[LinkRow<'_>]) -> Result<(), StoreError> {
        if let Replaces::Reports(reports) = &self.plan.replaces {
            let strange = |row: &&LinkRow<'_>| {
                [row.report_a, row.report_b].iter().all(|id| !reports.contains(*id))
            };
            if let Some(row) = rows.iter().find(strange) {
                return Err(not_replaced(&format!("the link {}|{}", row.report_a, row.report_b)));
            }
        }
        self.links.take(rows, &mut self.stamp)
    }

    fn members(&mut self, rows: &[MemberRow<'_>]) -> Result<(), StoreError> {
        if let Replaces::Reports(reports) = &self.plan.replaces
            && let Some(row) = rows.iter().find(|row| !reports.contains(row.report_id))
        {
            return Err(not_replaced(&format!("the report {}", row.report_id)));
        }
        self.members.take(rows, &mut self.stamp)
    }

    fn incidents(&mut self, rows: &[IncidentRow<'_>]) -> Result<(), StoreError> {
        if matches!(self.plan.replaces, Replaces::Reports(_)) {
            self.named.extend(rows.iter().map(|row| row.incident_id.to_owned()));
        }
        self.incidents.take(rows, &mut self.stamp)
    }
}

fn not_replaced(what: &str) -> StoreError {
    StoreError::Question(format!("{what} was handed in, and is not among what the run replaces"))
}

impl<'s> Reconciliation<'s> {
    /// What the store knew when the run began; it stays true, since nobody else writes meanwhile.
    #[must_use]
    pub const fn snapshot(&self) -> &Snapshot<'s> {
        &self.snapshot
    }

    /// Takes names of incidents that lead to others from now on.
    pub fn forwards(&mut self, forwards: Vec<Forward>) {
        self.forwards.extend(forwards);
    }

    /// Commits. `counts` is what the run says about itself, as JSON, without clock times.
    ///
    /// # Errors
    /// When something cannot be written; the store is then as it was.
    pub fn finish(self, counts: serde_json::Value) -> Result<RunOutcome, StoreError> {
        let store = self.store;
        self.conclude(&counts).map_err(|error| error.at(store.path()))
    }

    fn conclude(mut self, counts: &serde_json::Value) -> Result<RunOutcome, StoreError> {
        let changed = self.write()?;
        let covers = state_of(&self.commits).version;
        let last = self.snapshot.last_run()?;
        let news = self.news_since(last.as_ref().map_or(0, |run| run.covers_version));
        let again = last.is_some_and(|run| {
            run.method == self.plan.method
                && run.parameters == self.plan.parameters
                && run.datasets == self.plan.datasets
        });
        let committed = changed || !again || news;
        if committed {
            self.write_run(covers, counts)?;
            self.commit()?;
        }
        Ok(RunOutcome {
            links: self.links.tally,
            members: self.members.tally,
            incidents: self.incidents.tally,
            committed,
            state: state_of(&self.commits),
        })
    }

    /// Whether anything came in after a version that a run has to look at.
    fn news_since(&self, version: i64) -> bool {
        self.commits.iter().any(|commit| {
            commit.store_version > version
                && !matches!(commit.kind, CommitKind::Reconcile | CommitKind::Watch)
        })
    }

    /// Writes and appends all rows; says whether there are any. Without a commit nobody sees them.
    pub(crate) fn write(&mut self) -> Result<bool, StoreError> {
        self.check_named()?;
        let (snapshot, stamp) = (&self.snapshot, &mut self.stamp);
        for lane in [&mut self.links, &mut self.members, &mut self.incidents] {
            lane.end_unseen(snapshot, stamp)?;
        }
        let files = [
            (LINKS, self.links.finish(self.store)?),
            (MEMBERS, self.members.finish(self.store)?),
            (INCIDENTS, self.incidents.finish(self.store)?),
        ];
        let changed = files.iter().any(|(_, adds)| !adds.is_empty())
            || !self.stamp.endings.is_empty()
            || !self.forwards.is_empty();
        let (store, version) = (self.store, self.stamp.store_version);
        let forwards = self.forward_batch();
        store.runtime().block_on(async {
            for (schema, adds) in files {
                if !adds.is_empty() {
                    Table::open_or_create(store.root(), schema).await?.append(adds).await?;
                }
            }
            write_once(store, FORWARDS, version, &forwards).await?;
            write_endings(store, version, &self.stamp.endings).await
        })?;
        Ok(changed)
    }

    /// A run that replaces a part must not hand in an incident that it does not replace.
    fn check_named(&self) -> Result<(), StoreError> {
        if self.named.is_empty() {
            return Ok(());
        }
        let others: Vec<&str> = self
            .named
            .iter()
            .filter(|id| !self.members.incidents.contains(*id))
            .map(String::as_str)
            .collect();
        if others.is_empty() {
            return Ok(());
        }
        let mut strange = None;
        let sql = format!(
            "SELECT incident_id FROM {} WHERE incident_id IN ({})",
            super::SEVERAL,
            super::read::list(&others)
        );
        self.snapshot.stream(&sql, |batch| {
            if batch.num_rows() > 0 {
                strange = Some(Cells(&batch).must("incident_id", 0)?.to_owned());
            }
            Ok(())
        })?;
        strange.map_or(Ok(()), |id| Err(not_replaced(&format!("the incident {id}"))))
    }

    fn forward_batch(&mut self) -> RecordBatch {
        let (forwards, stamp) = (&self.forwards, &mut self.stamp);
        for forward in forwards {
            let reason = forward.reason.as_str();
            let key = format!("{}|{}|{reason}", forward.from_id, forward.to_id);
            stamp.digest.add(row_digest(FORWARDS.name, &key, ContentHash(0), stamp.known_from));
        }
        let columns = vec![
            Arc::new(Int64Array::from(vec![stamp.store_version; forwards.len()])) as _,
            instants(forwards.iter().map(|_| stamp.known_from)),
            texts(forwards.iter().map(|forward| Some(forward.from_id.as_str()))),
            texts(forwards.iter().map(|forward| Some(forward.to_id.as_str()))),
            texts(forwards.iter().map(|forward| Some(forward.reason.as_str()))),
        ];
        RecordBatch::try_new(FORWARDS.arrow(), columns).expect("columns in the order of the schema")
    }

    fn write_run(&mut self, covers: i64, counts: &serde_json::Value) -> Result<(), StoreError> {
        let plan = &self.plan;
        let datasets = plan.datasets.join(" ");
        let (parameters, counts) = (plan.parameters.to_string(), counts.to_string());
        let key = format!("{}|{covers}|{datasets}|{parameters}|{counts}", plan.method);
        let stamp = &mut self.stamp;
        stamp.digest.add(row_digest(RUNS.name, &key, ContentHash(0), stamp.known_from));
        let text = |text: &str| texts(std::iter::once(Some(text)));
        let columns = vec![
            Arc::new(Int64Array::from(vec![stamp.store_version])) as _,
            instants(std::iter::once(stamp.known_from)),
            text(&plan.method),
            Arc::new(Int64Array::from(vec![covers])) as _,
            Arc::new(BooleanArray::from(vec![matches!(plan.replaces, Replaces::Everything)])) as _,
            text(&datasets),
            text(&parameters),
            text(&counts),
        ];
        let batch = RecordBatch::try_new(RUNS.arrow(), columns)
            .expect("columns in the order of the schema");
        let version = stamp.store_version;
        self.store.runtime().block_on(write_once(self.store, RUNS, version, &batch))
    }

    /// The single step by which everything becomes visible.
    fn commit(&mut self) -> Result<(), StoreError> {
        let tallies = [self.links.tally, self.members.tally, self.incidents.tally];
        let sum = |get: fn(&RunCounts) -> u64| tallies.iter().map(get).sum();
        let counts = Counts {
            added: sum(|counts| counts.added),
            changed: sum(|counts| counts.changed),
            unchanged: sum(|counts| counts.unchanged),
            withdrawn: sum(|counts| counts.ended),
            ..Counts::default()
        };
        let commit = commit_of(CommitKind::Reconcile, &self.stamp, counts);
        self.commits.push(commit);
        make_visible(self.store, &self.lock, &mut self.commits)
    }
}

/// A commit with which nothing came in from outside. Its own part of the digest is added.
pub(super) fn commit_of(kind: CommitKind, stamp: &Stamp, counts: Counts) -> Commit {
    let now = Timestamp::now();
    let mut commit = Commit {
        tables: BTreeMap::new(),
        store_version: stamp.store_version,
        kind,
        committed_at: now,
        known_from: stamp.known_from,
        counts,
        next_revision: stamp.next_revision,
        digest: stamp.digest,
        release: stand_in(now),
        provenance: Provenance::default(),
    };
    commit.digest.add(commit.digest_of_itself());
    commit
}

/// Writes endings, those of each table into a file of its own: who asks for the endings of one table need
/// not read those of the others.
pub(super) async fn write_endings(
    store: &Store,
    store_version: i64,
    endings: &[Ending],
) -> Result<(), StoreError> {
    let mut tables: Vec<&str> = endings.iter().map(|ending| ending.table).collect();
    tables.sort_unstable();
    tables.dedup();
    for table in tables {
        let own: Vec<Ending> =
            endings.iter().filter(|ending| ending.table == table).cloned().collect();
        write_once(store, ENDINGS, store_version, &ending_batch(store_version, &own)).await?;
    }
    Ok(())
}
