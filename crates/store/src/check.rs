//! Whether the store's rows are what its commits say.

use bellwether_model::{ContentHash, Digest, Finding, Severity};

use crate::columns::{Cells, reports};
use crate::digests::{
    ending_digest, finding_digest, gap_digest, hash_from, mention_digest, row_digest,
};
use crate::incidents::{FORWARD_KEY, RUN_KEY, key_of_table};
use crate::revisions::{Ending, Reason};
use crate::schema::{ALERTS, FORWARDS, JOINED_TABLES, REPORTS, RUNS, SMALL_TABLES, TEXTS, WATCHES};
use crate::watching::{ALERT_KEY, WATCH_KEY};
use crate::{Snapshot, StoreError};

/// What a check of all rows found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CheckOutcome {
    /// Rows of all tables that were read.
    pub rows: u64,
    /// The digest that the newest commit promises.
    pub expected: Digest,
    /// The digest of the rows as they are.
    pub found: Digest,
    /// Reports whose fields no longer have the hash that was stored with them.
    pub altered: Vec<String>,
}

impl CheckOutcome {
    /// Whether the store is as it should be.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.expected == self.found && self.altered.is_empty()
    }
}

impl Snapshot<'_> {
    /// Reads every row, hashes each report again and adds up the digest.
    ///
    /// # Errors
    /// When a table cannot be read at all.
    pub fn check(&self) -> Result<CheckOutcome, StoreError> {
        let mut outcome = CheckOutcome {
            rows: 0,
            expected: self.state().digest,
            found: Digest::default(),
            altered: Vec::new(),
        };
        for commit in self.all_commits() {
            outcome.found.add(commit.digest_of_itself());
        }
        self.check_reports(&mut outcome)?;
        for table in SMALL_TABLES {
            self.check_small(table.name, "key", &mut outcome)?;
        }
        for table in JOINED_TABLES {
            self.check_small(table.name, key_of_table(table.name), &mut outcome)?;
        }
        self.check_small(TEXTS.name, "key", &mut outcome)?;
        self.check_small(WATCHES.name, WATCH_KEY, &mut outcome)?;
        self.check_small(ALERTS.name, ALERT_KEY, &mut outcome)?;
        self.check_added(RUNS.name, RUN_KEY, &mut outcome)?;
        self.check_added(FORWARDS.name, FORWARD_KEY, &mut outcome)?;
        self.check_mentions(&mut outcome)?;
        self.check_gaps(&mut outcome)?;
        self.check_endings(&mut outcome)?;
        self.check_rejects(&mut outcome)?;
        Ok(outcome)
    }

    fn check_reports(&self, outcome: &mut CheckOutcome) -> Result<(), StoreError> {
        let sql =
            format!("SELECT * FROM reports_log WHERE store_version <= {}", self.state().version);
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for (row, report) in reports(&batch)?.into_iter().enumerate() {
                let stored = hash_from(cells.bytes("content_hash", row)?)?;
                let id = cells.must("report_id", row)?;
                if report.content_hash() != stored && outcome.altered.len() < 100 {
                    outcome.altered.push(id.to_owned());
                }
                outcome.rows += 1;
                outcome.found.add(row_digest("reports", id, stored, known(&cells, row)?));
            }
            Ok(())
        })
    }

    /// The rows of a table that are never revised: all that they say is their key.
    fn check_added(
        &self,
        table: &str,
        key: &str,
        outcome: &mut CheckOutcome,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT {key} AS key, known_from FROM {table}_log WHERE store_version <= {}",
            self.state().version
        );
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let key = cells.must("key", row)?;
                outcome.rows += 1;
                outcome.found.add(row_digest(table, key, ContentHash(0), known(&cells, row)?));
            }
            Ok(())
        })
    }

    fn check_small(
        &self,
        table: &str,
        key: &str,
        outcome: &mut CheckOutcome,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT {key} AS key, content_hash, known_from FROM {table}_log WHERE store_version <= {}",
            self.state().version
        );
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let stored: ContentHash = hash_from(cells.bytes("content_hash", row)?)?;
                outcome.rows += 1;
                let key = cells.must("key", row)?;
                outcome.found.add(row_digest(table, key, stored, known(&cells, row)?));
            }
            Ok(())
        })
    }

    fn check_mentions(&self, outcome: &mut CheckOutcome) -> Result<(), StoreError> {
        let sql =
            format!("SELECT * FROM mentions_log WHERE store_version <= {}", self.state().version);
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                outcome.rows += 1;
                outcome.found.add(mention_digest(
                    cells.must("report_id", row)?,
                    cells.must("locator", row)?,
                    cells.instant("seen_at", row)?.unwrap_or_default(),
                    cells.integer("row", row)?.unwrap_or_default().unsigned_abs(),
                ));
            }
            Ok(())
        })
    }

    fn check_gaps(&self, outcome: &mut CheckOutcome) -> Result<(), StoreError> {
        let sql = format!("SELECT * FROM gaps_log WHERE store_version <= {}", self.state().version);
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                outcome.rows += 1;
                outcome.found.add(gap_digest(
                    cells.must("dataset", row)?,
                    cells.instant("gap_from", row)?.unwrap_or_default(),
                    cells.instant("gap_to", row)?.unwrap_or_default(),
                    cells.flag("filled", row)?,
                ));
            }
            Ok(())
        })
    }

    fn check_endings(&self, outcome: &mut CheckOutcome) -> Result<(), StoreError> {
        self.stream("SELECT * FROM endings", |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let reason = match cells.must("reason", row)? {
                    "changed" => Reason::Changed,
                    _ => Reason::Withdrawn,
                };
                let table = cells.must("table", row)?;
                let table = SMALL_TABLES
                    .into_iter()
                    .chain(JOINED_TABLES)
                    .find(|small| small.name == table)
                    .unwrap_or(REPORTS)
                    .name;
                outcome.rows += 1;
                outcome.found.add(ending_digest(&Ending {
                    table,
                    revision: cells.integer("revision", row)?.unwrap_or_default(),
                    key: cells.must("key", row)?.to_owned(),
                    known_until: cells.instant("known_until", row)?.unwrap_or_default(),
                    reason,
                }));
            }
            Ok(())
        })
    }

    fn check_rejects(&self, outcome: &mut CheckOutcome) -> Result<(), StoreError> {
        self.stream("SELECT * FROM rejects", |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let severity = [Severity::Reject, Severity::Repair, Severity::Warning]
                    .into_iter()
                    .find(|s| Some(s.as_str()) == cells.text("severity", row).ok().flatten())
                    .unwrap_or(Severity::Reject);
                let line = cells.integer("row", row)?.unwrap_or_default().unsigned_abs();
                let mut finding =
                    Finding::new(severity, line, cells.must("column", row)?, "", "", "");
                finding.rule = "";
                outcome.rows += 1;
                outcome.found.add(finding_digest(
                    cells.must("sha256", row)?,
                    &finding,
                    cells.must("rule", row)?,
                ));
            }
            Ok(())
        })
    }
}

fn known(cells: &Cells<'_>, row: usize) -> Result<jiff::Timestamp, StoreError> {
    Ok(cells.instant("known_from", row)?.unwrap_or_default())
}
