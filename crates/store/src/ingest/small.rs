//! The small tables of an ingest: totals, actors, statements, a calendar, each compared whole.

use std::collections::{HashMap, HashSet};

use arrow::array::RecordBatch;
use bellwether_model::{ContentHash, Severity};

use super::Ingest;
use crate::columns::{Cells, SmallRow, actor_batch, calendar_batch, statement_batch, total_batch};
use crate::digests::{hash_from, row_digest};
use crate::revisions::{Change, Small, compare};
use crate::schema::{ACTORS, CALENDAR, STATEMENTS, TOTALS};
use crate::{StoreError, TableSchema};

impl Ingest<'_> {
    /// What the release changes in the small tables, as batches ready to be written.
    pub(super) fn small_changes(&mut self) -> Result<Vec<(TableSchema, RecordBatch)>, StoreError> {
        let (version, dataset) = (self.store_version, self.release.dataset.clone());
        let mut batches = Vec::new();
        let totals = std::mem::take(&mut self.totals);
        if let Some(rows) = self.small_change(totals, true)? {
            batches.push((TOTALS, total_batch(version, &dataset, &rows)));
        }
        let actors = std::mem::take(&mut self.actors);
        if let Some(rows) = self.small_change(actors, true)? {
            batches.push((ACTORS, actor_batch(version, &dataset, &rows)));
        }
        let statements = std::mem::take(&mut self.statements);
        self.counts.statements = statements.len() as u64;
        if let Some(rows) = self.small_change(statements, false)? {
            batches.push((STATEMENTS, statement_batch(version, &dataset, &rows)));
        }
        let calendar = std::mem::take(&mut self.calendar);
        if let Some(rows) = self.small_change(calendar, true)? {
            batches.push((CALENDAR, calendar_batch(version, &dataset, &rows)));
        }
        Ok(batches)
    }

    /// Compares one table; `counted` says whether its rows are the rows of the file.
    fn small_change<T: Small>(
        &mut self,
        values: Vec<T>,
        counted: bool,
    ) -> Result<Option<Vec<SmallRow<T>>>, StoreError> {
        if values.is_empty() && self.texts.is_empty() {
            return Ok(None);
        }
        let mut live = self.live_rows(T::TABLE)?;
        if !self.texts.is_empty() {
            let own: HashSet<&str> = self.texts.iter().map(|text| text.key.as_str()).collect();
            live.retain(|key, _| key.split_once('.').is_some_and(|(text, _)| own.contains(text)));
        }
        let change: Change<T> = compare(&live, values, self.known_from, &mut self.next_revision);
        if counted {
            self.counts.added += change.added;
            self.counts.changed += change.changed;
            self.counts.unchanged += change.unchanged;
            self.counts.withdrawn += change.withdrawn;
        }
        for key in change.repeated {
            let message = "an earlier row of the same file has this key; the earlier row was kept";
            self.find(bellwether_model::Finding::new(
                Severity::Reject,
                0,
                "",
                "id-repeated",
                message,
                &key,
            ));
        }
        change.ended.into_iter().for_each(|ending| self.enter_ending(ending));
        for row in &change.begun {
            self.digest.add(row_digest(T::TABLE, &row.key, row.content_hash, row.known_from));
        }
        Ok((!change.begun.is_empty()).then_some(change.begun))
    }

    fn live_rows(&self, table: &str) -> Result<HashMap<String, (i64, ContentHash)>, StoreError> {
        let sql = format!(
            "SELECT key, revision, content_hash FROM {table} WHERE dataset = '{}'",
            self.release.dataset
        );
        let mut live = HashMap::new();
        self.snapshot.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let revision = cells.integer("revision", row)?.unwrap_or_default();
                let content = hash_from(cells.bytes("content_hash", row)?)?;
                live.insert(cells.must("key", row)?.to_owned(), (revision, content));
            }
            Ok(())
        })?;
        Ok(live)
    }
}
