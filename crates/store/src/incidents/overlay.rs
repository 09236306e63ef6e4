//! Incidents that were computed just now, laid over a snapshot: for days of knowledge for which the store has
//! no run, and for answers that leave.

use std::sync::Arc;

use arrow::array::RecordBatch;
use bellwether_model::ContentHash;
use datafusion::datasource::MemTable;
use jiff::Timestamp;

use super::encode::{Head, Row};
use super::rows::{IncidentRow, LinkRow, MemberRow};
use super::run::TakeIncidents;
use super::views::{every_incident, live};
use crate::schema::{INCIDENTS, LINKS, MEMBERS};
use crate::{Snapshot, StoreError, TableSchema};

/// What was found, in memory. It must have been found from the reports of the very snapshot that it is laid
/// over: then nothing is in it that is not in the snapshot.
#[derive(Debug, Default)]
pub struct Overlay {
    links: Vec<RecordBatch>,
    members: Vec<RecordBatch>,
    incidents: Vec<RecordBatch>,
    next_revision: i64,
}

impl Overlay {
    /// An empty one: every report is an incident of its own.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn encode<R: Row>(&mut self, rows: &[R]) -> RecordBatch {
        let count = i64::try_from(rows.len()).unwrap_or_default();
        let revisions: Vec<i64> = (self.next_revision..self.next_revision + count).collect();
        self.next_revision += count;
        let hashes: Vec<ContentHash> = rows.iter().map(Row::content).collect();
        let head = Head {
            store_version: 0,
            known_from: Timestamp::UNIX_EPOCH,
            revisions: &revisions,
            hashes: &hashes,
        };
        R::batch(&head, &rows.iter().collect::<Vec<_>>())
    }
}

impl TakeIncidents for Overlay {
    fn links(&mut self, rows: &[LinkRow<'_>]) -> Result<(), StoreError> {
        let batch = self.encode(rows);
        self.links.push(batch);
        Ok(())
    }

    fn members(&mut self, rows: &[MemberRow<'_>]) -> Result<(), StoreError> {
        let batch = self.encode(rows);
        self.members.push(batch);
        Ok(())
    }

    fn incidents(&mut self, rows: &[IncidentRow<'_>]) -> Result<(), StoreError> {
        let batch = self.encode(rows);
        self.incidents.push(batch);
        Ok(())
    }
}

impl Snapshot<'_> {
    /// Puts what was computed in the place of what is stored: `links`, `members` and `incidents` then are
    /// these, and questions about incidents are answered from them.
    ///
    /// # Errors
    /// When the relations cannot be put in place.
    pub fn lay_over(&mut self, overlay: Overlay) -> Result<(), StoreError> {
        self.part_from_others()?;
        for (schema, batches) in
            [(LINKS, overlay.links), (MEMBERS, overlay.members), (INCIDENTS, overlay.incidents)]
        {
            self.replace_relation(schema, batches)?;
        }
        self.mark_overlaid();
        self.grouped().forget();
        let sql = every_incident();
        let view = self
            .store()
            .runtime()
            .block_on(async { Ok::<_, StoreError>(self.context().sql(&sql).await?) })?;
        self.context().deregister_table(INCIDENTS.name)?;
        self.context().register_table(INCIDENTS.name, view.into_view())?;
        Ok(())
    }

    fn replace_relation(
        &self,
        schema: TableSchema,
        batches: Vec<RecordBatch>,
    ) -> Result<(), StoreError> {
        let views = schema.arrow_views();
        let batches = batches
            .iter()
            .map(|batch| {
                let columns = views
                    .fields()
                    .iter()
                    .zip(batch.columns())
                    .map(|(field, column)| arrow::compute::cast(column, field.data_type()))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(RecordBatch::try_new(Arc::clone(&views), columns)?)
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        let table = MemTable::try_new(views, vec![batches])?;
        self.context().deregister_table(live(schema.name))?;
        self.context().register_table(live(schema.name), Arc::new(table))?;
        Ok(())
    }
}
