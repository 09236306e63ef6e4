//! What people said about two reports. Judgements are kept apart from scores, so that they outlive them.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{BinaryArray, Int64Array, RecordBatch};
use bellwether_model::{ContentHash, ContentHasher, Date};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lane::Stamp;
use super::rows::words;
use super::run::{commit_of, write_endings};
use crate::columns::{Cells, days, instants, texts};
use crate::commits::CommitKind;
use crate::digests::row_digest;
use crate::ingest::writers::{take_out_uncommitted, write_once};
use crate::ingest::{Counts, make_visible};
use crate::lock::WriteLock;
use crate::revisions::{Ending, Reason};
use crate::schema::JUDGEMENTS;
use crate::store::state_of;
use crate::{AsOf, Snapshot, Store, StoreError, StoreState};

/// What somebody said about two reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They tell of the same incident.
    Same,
    /// They do not.
    Different,
    /// It cannot be told.
    Unsure,
}

words!(Verdict { Same => "same", Different => "different", Unsure => "unsure" });

/// A judgement of two reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The one report.
    pub report_a: String,
    /// The other. Which of the two comes first means nothing; they are kept in ascending order.
    pub report_b: String,
    /// What was said.
    pub verdict: Verdict,
    /// Why.
    pub why: String,
    /// On which day. It counts from this day on.
    pub made_on: Date,
}

/// What became of judgements that were handed in.
#[derive(Debug, Clone)]
pub struct Judged {
    /// About pairs that nobody had judged.
    pub added: u64,
    /// That took the place of another of the same pair.
    pub changed: u64,
    /// That were there already.
    pub unchanged: u64,
    /// That are older than the one that the store has of the same pair, and were left out.
    pub older: u64,
    /// What the store has come to.
    pub state: StoreState,
}

impl Judgement {
    fn in_order(&self) -> Self {
        let mut ordered = self.clone();
        if ordered.report_b < ordered.report_a {
            std::mem::swap(&mut ordered.report_a, &mut ordered.report_b);
        }
        ordered
    }

    fn key(&self) -> String {
        format!("{}|{}", self.report_a, self.report_b)
    }

    fn content(&self) -> ContentHash {
        let mut hasher = ContentHasher::new();
        hasher.field(self.verdict.as_str().as_bytes()).field(self.why.as_bytes());
        hasher.field(self.made_on.to_string().as_bytes()).finish()
    }

    fn known_from(&self) -> Timestamp {
        let midnight = self.made_on.to_zoned(jiff::tz::TimeZone::UTC);
        midnight.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    }
}

impl Snapshot<'_> {
    /// The judgements that count, by their reports.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn judgements(&self) -> Result<Vec<Judgement>, StoreError> {
        Ok(self.stored_judgements()?.into_iter().map(|(_, judgement)| judgement).collect())
    }

    fn stored_judgements(&self) -> Result<Vec<(i64, Judgement)>, StoreError> {
        let damaged = |what: &str| StoreError::Integrity(format!("a judgement has no {what}"));
        let mut judgements = Vec::new();
        for batch in self.query("SELECT * FROM judgements ORDER BY report_a, report_b")? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let verdict = Verdict::parse(cells.must("verdict", row)?);
                judgements.push((
                    cells.integer("revision", row)?.unwrap_or_default(),
                    Judgement {
                        report_a: cells.must("report_a", row)?.to_owned(),
                        report_b: cells.must("report_b", row)?.to_owned(),
                        verdict: verdict.ok_or_else(|| damaged("known verdict"))?,
                        why: cells.must("why", row)?.to_owned(),
                        made_on: cells.day("made_on", row)?.ok_or_else(|| damaged("day"))?,
                    },
                ));
            }
        }
        Ok(judgements)
    }
}

/// Judgements sorted into what is new and what is not.
struct Sorted {
    fresh: Vec<(Judgement, i64)>,
    judged: Judged,
}

impl Store {
    /// Takes judgements: a later one of the same pair ends the earlier one; of those of one day, the one
    /// that comes last counts.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while somebody else writes; [`StoreError::Question`] for a report judged
    /// against itself; when something cannot be written, and the store is then as it was.
    pub fn judge(&self, judgements: &[Judgement]) -> Result<Judged, StoreError> {
        if let Some(same) = judgements.iter().find(|pair| pair.report_a == pair.report_b) {
            return Err(StoreError::Question(format!(
                "{} cannot be judged against itself; name two reports",
                same.report_a
            )));
        }
        let lock = WriteLock::take(self.path())?;
        let mut commits = self.commits()?;
        let state = state_of(&commits);
        self.bring_up()?;
        self.runtime().block_on(take_out_uncommitted(self, state.version))?;
        let snapshot = self.snapshot(&AsOf::default())?;
        let mut stamp = Stamp {
            store_version: state.version + 1,
            known_from: Timestamp::UNIX_EPOCH,
            next_revision: commits.last().map_or(1, |commit| commit.next_revision),
            digest: state.digest,
            endings: Vec::new(),
        };
        let sorted = sort(&snapshot, judgements, &mut stamp, state)?;
        let mut judged = sorted.judged;
        if sorted.fresh.is_empty() {
            return Ok(judged);
        }
        let batch = batch(stamp.store_version, &sorted.fresh);
        self.runtime().block_on(async {
            write_once(self, JUDGEMENTS, stamp.store_version, &batch).await?;
            write_endings(self, stamp.store_version, &stamp.endings).await
        })?;
        let counts = Counts {
            added: judged.added,
            changed: judged.changed,
            unchanged: judged.unchanged,
            ..Counts::default()
        };
        commits.push(commit_of(CommitKind::Judge, &stamp, counts));
        make_visible(self, &lock, &mut commits).map_err(|error| error.at(self.path()))?;
        judged.state = state_of(&commits);
        Ok(judged)
    }
}

/// Compares judgements with those that count.
fn sort(
    snapshot: &Snapshot<'_>,
    judgements: &[Judgement],
    stamp: &mut Stamp,
    state: StoreState,
) -> Result<Sorted, StoreError> {
    let stored = snapshot.stored_judgements()?;
    let live: HashMap<String, (i64, Judgement)> =
        stored.into_iter().map(|(revision, one)| (one.key(), (revision, one))).collect();
    // The last of each pair that was handed in.
    let mut last: Vec<(String, Judgement)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for judgement in judgements.iter().map(Judgement::in_order) {
        let key = judgement.key();
        match places.get(&key) {
            Some(place) if last[*place].1.made_on <= judgement.made_on => {
                last[*place].1 = judgement
            }
            Some(_) => {}
            None => {
                places.insert(key.clone(), last.len());
                last.push((key, judgement));
            }
        }
    }
    let mut sorted = Sorted {
        fresh: Vec::new(),
        judged: Judged { added: 0, changed: 0, unchanged: 0, older: 0, state },
    };
    for (key, judgement) in last {
        match live.get(&key) {
            Some((_, known)) if *known == judgement => {
                sorted.judged.unchanged += 1;
                continue;
            }
            Some((_, known)) if known.made_on > judgement.made_on => {
                sorted.judged.older += 1;
                continue;
            }
            Some((revision, _)) => {
                sorted.judged.changed += 1;
                stamp.end(Ending {
                    table: JUDGEMENTS.name,
                    revision: *revision,
                    key: key.clone(),
                    known_until: judgement.known_from(),
                    reason: Reason::Changed,
                });
            }
            None => sorted.judged.added += 1,
        }
        let known_from = judgement.known_from();
        stamp.known_from = stamp.known_from.max(known_from);
        stamp.digest.add(row_digest(JUDGEMENTS.name, &key, judgement.content(), known_from));
        sorted.fresh.push((judgement, stamp.next_revision));
        stamp.next_revision += 1;
    }
    Ok(sorted)
}

fn batch(store_version: i64, rows: &[(Judgement, i64)]) -> RecordBatch {
    let all = || rows.iter().map(|(judgement, _)| judgement);
    let columns = vec![
        Arc::new(Int64Array::from(vec![store_version; rows.len()])) as _,
        Arc::new(Int64Array::from_iter_values(rows.iter().map(|(_, revision)| *revision))) as _,
        instants(all().map(Judgement::known_from)),
        Arc::new(BinaryArray::from_iter_values(all().map(|one| one.content().0.to_be_bytes())))
            as _,
        texts(all().map(|one| Some(one.report_a.as_str()))),
        texts(all().map(|one| Some(one.report_b.as_str()))),
        texts(all().map(|one| Some(one.verdict.as_str()))),
        texts(all().map(|one| Some(one.why.as_str()))),
        days(all().map(|one| one.made_on)),
    ];
    RecordBatch::try_new(JUDGEMENTS.arrow(), columns).expect("columns in the order of the schema")
}
