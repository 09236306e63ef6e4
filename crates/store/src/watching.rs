//! Watches and alerts: kept beside the reports, as rows that are only ever added.
//!
//! What comes in: the definition of a watch ([`Store::keep_watch`]) and what its runs found
//! ([`Store::keep_alerts`]), both with a body in JSON whose form is the caller's. What goes out: the watches
//! there are, and every entry that was known by a day. What of an alert counts is for who wrote it to say.

use std::sync::Arc;

use arrow::array::{ArrayRef, BinaryArray, BooleanArray, Float64Array, Int64Array, RecordBatch};
use bellwether_model::{ContentHash, ContentHasher, Date, Provenance};
use jiff::Timestamp;

use crate::columns::{Cells, day_number, instants, texts};
use crate::commits::{CommitKind, stand_in};
use crate::digests::row_digest;
use crate::ingest::writers::{take_out_uncommitted, write_once};
use crate::ingest::{Counts, make_visible};
use crate::lock::WriteLock;
use crate::schema::{ALERTS, WATCHES};
use crate::store::state_of;
use crate::{Commit, Snapshot, Store, StoreError, StoreState, TableSchema};

/// The key of a row of `watches` in SQL.
pub(crate) const WATCH_KEY: &str = "name";
/// The key of a row of `alerts` in SQL.
pub(crate) const ALERT_KEY: &str = "concat(entry, '|', watch, '|', coalesce(alert_id, ''))";

/// A watch as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptWatch {
    /// Its name.
    pub name: String,
    /// Whether it has been removed.
    pub removed: bool,
    /// What it watches, as JSON.
    pub definition: String,
}

/// What an entry of `alerts` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertEntry {
    /// What was found of an alert.
    Alert,
    /// That a watch was run, with what it nearly found.
    Run,
    /// That somebody muted an alert.
    Mute,
    /// That somebody took that back.
    Unmute,
}

impl AlertEntry {
    const ALL: [Self; 4] = [Self::Alert, Self::Run, Self::Mute, Self::Unmute];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Run => "run",
            Self::Mute => "mute",
            Self::Unmute => "unmute",
        }
    }
}

/// The columns of an alert by which it can be asked for in SQL.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertColumns {
    /// The rule that fired.
    pub rule: String,
    /// What it looked at.
    pub facet: String,
    /// What later data make of it.
    pub state: String,
    /// The day on which the rule first fired.
    pub first_signal: Date,
    /// The first day of the window.
    pub window_from: Date,
    /// The last day of the window.
    pub window_to: Date,
    /// What was observed.
    pub observed: f64,
    /// What was expected.
    pub expected: f64,
    /// The statistic.
    pub statistic: f64,
    /// The value above which the rule would have fired.
    pub threshold: Option<f64>,
    /// Alarms a year that the rule promises at most.
    pub promised_per_year: f64,
    /// Alarms a year that were measured.
    pub measured_per_year: f64,
}

/// One row of `alerts`.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptAlert {
    /// What it is.
    pub entry: AlertEntry,
    /// The watch.
    pub watch: String,
    /// The alert; none for a run.
    pub alert_id: Option<String>,
    /// The day of knowledge: the row counts from it on.
    pub known_on: Date,
    /// What can be asked for; of alerts only.
    pub columns: Option<AlertColumns>,
    /// The datasets whose reports it rests on.
    pub datasets: Vec<String>,
    /// All of it, as JSON.
    pub body: String,
}

impl KeptWatch {
    fn content(&self) -> ContentHash {
        let mut hasher = ContentHasher::new();
        hasher.field(&[u8::from(self.removed)]).field(self.definition.as_bytes()).finish()
    }
}

impl KeptAlert {
    fn key(&self) -> String {
        let id = self.alert_id.as_deref().unwrap_or_default();
        format!("{}|{}|{id}", self.entry.as_str(), self.watch)
    }

    fn content(&self) -> ContentHash {
        let mut hasher = ContentHasher::new();
        hasher.field(self.datasets.join(" ").as_bytes()).field(self.body.as_bytes()).finish()
    }

    fn known_from(&self) -> Timestamp {
        let midnight = self.known_on.to_zoned(jiff::tz::TimeZone::UTC);
        midnight.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    }
}

impl Snapshot<'_> {
    /// The watches that have not been removed, by name. A day of knowledge does not hide them: what is asked
    /// of the past is asked today.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn watches(&self) -> Result<Vec<KeptWatch>, StoreError> {
        let version = self.state().version;
        let sql = format!(
            "SELECT w.name, w.removed, w.definition FROM watches_log AS w JOIN (SELECT name, \
             max(store_version) AS newest FROM watches_log WHERE store_version <= {version} GROUP BY name) \
             AS n ON w.name = n.name AND w.store_version = n.newest ORDER BY w.name"
        );
        let mut watches = Vec::new();
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                watches.push(KeptWatch {
                    name: cells.must("name", row)?.to_owned(),
                    removed: cells.flag("removed", row)?,
                    definition: cells.must("definition", row)?.to_owned(),
                });
            }
        }
        watches.retain(|watch| !watch.removed);
        Ok(watches)
    }

    /// Every entry that was known by the day of knowledge, in the order of that day and then of coming in.
    /// Columns are not read back: the body has them.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn alert_entries(&self) -> Result<Vec<KeptAlert>, StoreError> {
        let sql = "SELECT entry, watch, alert_id, known_from, datasets, body FROM alerts \
                   ORDER BY known_from, store_version, entry, alert_id";
        let damaged = |what: &str| StoreError::Integrity(format!("a row of alerts has no {what}"));
        let mut entries = Vec::new();
        for batch in self.query(sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let word = cells.must("entry", row)?;
                let entry = AlertEntry::ALL.into_iter().find(|entry| entry.as_str() == word);
                let known = cells.instant("known_from", row)?.ok_or_else(|| damaged("day"))?;
                entries.push(KeptAlert {
                    entry: entry.ok_or_else(|| damaged("known kind"))?,
                    watch: cells.must("watch", row)?.to_owned(),
                    alert_id: cells.text("alert_id", row)?.map(str::to_owned),
                    known_on: known.to_zoned(jiff::tz::TimeZone::UTC).date(),
                    columns: None,
                    datasets: cells
                        .must("datasets", row)?
                        .split_whitespace()
                        .map(str::to_owned)
                        .collect(),
                    body: cells.must("body", row)?.to_owned(),
                });
            }
        }
        Ok(entries)
    }
}

impl Store {
    /// Keeps a watch, or that it was removed.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while somebody else writes; when something cannot be written, and the store is
    /// then as it was.
    pub fn keep_watch(&self, watch: &KeptWatch) -> Result<StoreState, StoreError> {
        let now = Timestamp::now();
        let row = (watch.name.clone(), watch.content(), now);
        self.keep(WATCHES, &[row], |version| {
            vec![
                Arc::new(Int64Array::from(vec![version])) as ArrayRef,
                instants(std::iter::once(now)),
                Arc::new(BinaryArray::from_iter_values([watch.content().0.to_be_bytes()])),
                texts(std::iter::once(Some(watch.name.as_str()))),
                Arc::new(BooleanArray::from(vec![watch.removed])),
                texts(std::iter::once(Some(watch.definition.as_str()))),
            ]
        })
    }

    /// Keeps what was found of alerts. Nothing is written for an empty list.
    ///
    /// # Errors
    /// As [`Store::keep_watch`].
    pub fn keep_alerts(&self, alerts: &[KeptAlert]) -> Result<StoreState, StoreError> {
        let rows: Vec<(String, ContentHash, Timestamp)> =
            alerts.iter().map(|row| (row.key(), row.content(), row.known_from())).collect();
        self.keep(ALERTS, &rows, |version| alert_columns(version, alerts))
    }

    /// Appends rows to one table and commits them.
    fn keep(
        &self,
        table: TableSchema,
        rows: &[(String, ContentHash, Timestamp)],
        columns: impl FnOnce(i64) -> Vec<ArrayRef>,
    ) -> Result<StoreState, StoreError> {
        let lock = WriteLock::take(self.path())?;
        let mut commits = self.commits()?;
        let state = state_of(&commits);
        if rows.is_empty() {
            return Ok(state);
        }
        self.bring_up()?;
        let version = state.version + 1;
        let batch = RecordBatch::try_new(table.arrow(), columns(version))
            .expect("columns in the order of the schema");
        self.runtime().block_on(async {
            take_out_uncommitted(self, state.version).await?;
            write_once(self, table, version, &batch).await
        })?;
        let now = Timestamp::now();
        let mut commit = Commit {
            store_version: version,
            kind: CommitKind::Watch,
            committed_at: now,
            release: stand_in(now),
            provenance: Provenance::default(),
            known_from: rows.iter().map(|row| row.2).max().unwrap_or(now),
            counts: Counts { added: rows.len() as u64, ..Counts::default() },
            tables: std::collections::BTreeMap::new(),
            next_revision: commits.last().map_or(1, |commit| commit.next_revision),
            digest: state.digest,
        };
        for (key, content, known) in rows {
            commit.digest.add(row_digest(table.name, key, *content, *known));
        }
        commit.digest.add(commit.digest_of_itself());
        commits.push(commit);
        make_visible(self, &lock, &mut commits).map_err(|error| error.at(self.path()))?;
        Ok(state_of(&commits))
    }
}

fn alert_columns(version: i64, rows: &[KeptAlert]) -> Vec<ArrayRef> {
    let text = |get: fn(&AlertColumns) -> &str| {
        texts(rows.iter().map(|row| row.columns.as_ref().map(get)))
    };
    let day = |get: fn(&AlertColumns) -> Date| -> ArrayRef {
        let days = rows.iter().map(|row| row.columns.as_ref().map(|one| day_number(get(one))));
        Arc::new(days.collect::<arrow::array::Date32Array>())
    };
    let real = |get: fn(&AlertColumns) -> Option<f64>| -> ArrayRef {
        Arc::new(
            rows.iter().map(|row| row.columns.as_ref().and_then(get)).collect::<Float64Array>(),
        )
    };
    let datasets: Vec<String> = rows.iter().map(|row| row.datasets.join(" ")).collect();
    vec![
        Arc::new(Int64Array::from(vec![version; rows.len()])),
        instants(rows.iter().map(KeptAlert::known_from)),
        Arc::new(BinaryArray::from_iter_values(
            rows.iter().map(|row| row.content().0.to_be_bytes()),
        )),
        texts(rows.iter().map(|row| Some(row.entry.as_str()))),
        texts(rows.iter().map(|row| Some(row.watch.as_str()))),
        texts(rows.iter().map(|row| row.alert_id.as_deref())),
        text(|one| &one.rule),
        text(|one| &one.facet),
        text(|one| &one.state),
        day(|one| one.first_signal),
        day(|one| one.window_from),
        day(|one| one.window_to),
        real(|one| Some(one.observed)),
        real(|one| Some(one.expected)),
        real(|one| Some(one.statistic)),
        real(|one| one.threshold),
        real(|one| Some(one.promised_per_year)),
        real(|one| Some(one.measured_per_year)),
        texts(datasets.iter().map(|ids| Some(ids.as_str()))),
        texts(rows.iter().map(|row| Some(row.body.as_str()))),
    ]
}
