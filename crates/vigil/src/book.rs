//! The book of alerts: what was known of each on a day, from entries that are only ever added.

use std::collections::BTreeMap;

use bellwether_model::Date;
use bellwether_store::{AlertColumns, AlertEntry, KeptAlert, KeptWatch, Snapshot};
use bellwether_watch::alert::Alert;
use serde::{Deserialize, Serialize};

use crate::definition::Watch;
use crate::error::VigilError;
use crate::judge::NearMiss;
use crate::run::Notice;

/// That a watch was run, and what it nearly found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// The watch.
    pub watch: String,
    /// The day of knowledge.
    pub known_on: Date,
    /// The version of the store with which the newest reports came in.
    pub data_version: i64,
    /// The datasets that the series rest on.
    pub datasets: Vec<String>,
    /// The last day of the series.
    pub last_day: Option<Date>,
    /// Near misses.
    pub near: Vec<NearMiss>,
    /// What no rule tests.
    pub notices: Vec<Notice>,
}

/// What is written down.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// An alert, or what became of it.
    Alert(Box<Alert>),
    /// A run.
    Run(RunRecord),
    /// A muting, with its reason; none takes it back. The watch, the alert, the day and the datasets.
    Mute(String, String, Date, Option<String>, Vec<String>),
}

#[derive(Serialize, Deserialize)]
struct Reason {
    why: String,
}

impl Entry {
    /// The row of the store.
    #[must_use]
    pub fn row(&self) -> KeptAlert {
        let json = |value: Result<String, serde_json::Error>| value.expect("entries are JSON");
        match self {
            Self::Alert(alert) => KeptAlert {
                entry: AlertEntry::Alert,
                watch: alert.watch.clone(),
                alert_id: Some(alert.id.clone()),
                known_on: alert.known_on,
                columns: Some(AlertColumns {
                    rule: alert.rule.name.clone(),
                    facet: alert.facet.as_str().into(),
                    state: alert.state.as_str().into(),
                    first_signal: alert.first_signal,
                    window_from: alert.window.from,
                    window_to: alert.window.to,
                    observed: alert.observed,
                    expected: alert.baseline.expected,
                    statistic: alert.statistic,
                    threshold: alert.threshold,
                    promised_per_year: alert.false_alarms.promised_per_year,
                    measured_per_year: alert.false_alarms.measured_per_year,
                }),
                datasets: alert.datasets.clone(),
                body: json(serde_json::to_string(alert)),
            },
            Self::Run(run) => KeptAlert {
                entry: AlertEntry::Run,
                watch: run.watch.clone(),
                alert_id: None,
                known_on: run.known_on,
                columns: None,
                datasets: run.datasets.clone(),
                body: json(serde_json::to_string(run)),
            },
            Self::Mute(watch, id, day, why, datasets) => KeptAlert {
                entry: if why.is_some() { AlertEntry::Mute } else { AlertEntry::Unmute },
                watch: watch.clone(),
                alert_id: Some(id.clone()),
                known_on: *day,
                columns: None,
                datasets: datasets.clone(),
                body: json(serde_json::to_string(&Reason { why: why.clone().unwrap_or_default() })),
            },
        }
    }
}

/// Alerts and runs as of a day of knowledge.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Each alert as it is known, by id.
    pub alerts: BTreeMap<String, Alert>,
    /// The newest run of each watch.
    pub runs: BTreeMap<String, RunRecord>,
    /// Rows that are there, to tell what is new.
    rows: Vec<KeptAlert>,
}

impl Book {
    /// Reads the book of a snapshot.
    ///
    /// # Errors
    /// When the query fails, or an entry was written by a version of another form.
    pub fn open(snapshot: &Snapshot<'_>) -> Result<Self, VigilError> {
        let mut book = Self { rows: snapshot.alert_entries()?, ..Self::default() };
        let mut muted: BTreeMap<String, Option<String>> = BTreeMap::new();
        for row in &book.rows {
            let id = row.alert_id.clone().unwrap_or_default();
            let unreadable = |error| VigilError::Unreadable {
                what: "alert or run",
                name: if id.is_empty() { row.watch.clone() } else { id.clone() },
                error,
            };
            match row.entry {
                AlertEntry::Alert => {
                    let alert: Alert = serde_json::from_str(&row.body).map_err(unreadable)?;
                    book.alerts.insert(id, alert);
                }
                AlertEntry::Run => {
                    let run: RunRecord = serde_json::from_str(&row.body).map_err(unreadable)?;
                    book.runs.insert(row.watch.clone(), run);
                }
                AlertEntry::Mute => {
                    let reason: Reason = serde_json::from_str(&row.body).map_err(unreadable)?;
                    muted.insert(id, Some(reason.why));
                }
                AlertEntry::Unmute => {
                    muted.insert(id, None);
                }
            }
        }
        for (id, why) in muted {
            if let Some(alert) = book.alerts.get_mut(&id) {
                alert.muted = why;
            }
        }
        Ok(book)
    }

    /// The rows of entries that are not in the book as they stand.
    #[must_use]
    pub fn new_rows(&self, entries: &[Entry]) -> Vec<KeptAlert> {
        let there = |row: &KeptAlert| {
            self.rows.iter().rev().any(|old| {
                (old.entry, &old.alert_id, &old.watch, old.known_on, &old.body)
                    == (row.entry, &row.alert_id, &row.watch, row.known_on, &row.body)
            })
        };
        entries.iter().map(Entry::row).filter(|row| !there(row)).collect()
    }

    /// The alert of this id, or of an id that begins so.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Alert> {
        self.alerts.get(id).or_else(|| {
            let mut all = self.alerts.iter().filter(|(own, _)| own.starts_with(id));
            all.next().filter(|_| all.next().is_none()).map(|(_, alert)| alert)
        })
    }
}

/// The watches of a snapshot, by name.
///
/// # Errors
/// When the query fails, or a watch was written by a version of another form.
pub fn watches(snapshot: &Snapshot<'_>) -> Result<Vec<Watch>, VigilError> {
    let read = |kept: KeptWatch| {
        serde_json::from_str(&kept.definition).map_err(|error| VigilError::Unreadable {
            what: "watch",
            name: kept.name.clone(),
            error,
        })
    };
    snapshot.watches()?.into_iter().map(read).collect()
}

/// A watch as the store keeps it.
#[must_use]
pub fn kept(watch: &Watch, removed: bool) -> KeptWatch {
    let definition = serde_json::to_string(watch).expect("a watch is JSON");
    KeptWatch { name: watch.name.clone(), removed, definition }
}
