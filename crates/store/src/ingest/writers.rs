//! The threads that encode reports, and the commits of the tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::RecordBatch;
use deltalake::kernel::Add;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::columns::{ReportRow, Stamp, report_batch};
use crate::schema::{COMMITS, REPORTS, TABLES};
use crate::table::Table;
use crate::writer::FileWriter;
use crate::{Store, StoreError, TableSchema};

/// Files that are written side by side, each by a task of its own.
const LANES: usize = 2;

/// Encodes reports while the caller goes on reading.
#[derive(Debug)]
pub(super) struct Writers {
    lanes: Vec<mpsc::Sender<Vec<ReportRow>>>,
    tasks: Vec<JoinHandle<Result<Vec<Add>, StoreError>>>,
    next: usize,
}

impl Writers {
    /// Takes out what a dead process left behind, then makes ready to write.
    pub(crate) async fn start(
        store: &Store,
        newest: i64,
        licence: &str,
    ) -> Result<Self, StoreError> {
        take_out_uncommitted(store, newest).await?;
        let reports = Table::open_or_create(store.root(), REPORTS).await?;
        let stamp = Arc::new(Stamp { store_version: newest + 1, licence: licence.to_owned() });
        let mut lanes = Vec::new();
        let mut tasks = Vec::new();
        for _ in 0..LANES {
            let (sender, receiver) = mpsc::channel(2);
            let writer = FileWriter::new(REPORTS, reports.object_store(), stamp.store_version);
            lanes.push(sender);
            tasks.push(tokio::spawn(encode(receiver, writer, Arc::clone(&stamp))));
        }
        Ok(Self { lanes, tasks, next: 0 })
    }

    /// Hands rows to the next lane; waits while all are busy.
    pub(super) fn send(&mut self, rows: Vec<ReportRow>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let lane = self.next;
        self.next = (self.next + 1) % self.lanes.len();
        self.lanes[lane].blocking_send(rows).map_err(|_| {
            // The lane has ended early; finish() brings its error to light.
            StoreError::Integrity("a writer stopped; its reason follows".into())
        })
    }

    /// Waits for all lanes; says which files they wrote.
    pub(crate) async fn finish(&mut self) -> Result<Vec<Add>, StoreError> {
        self.lanes.clear();
        let mut adds = Vec::new();
        for task in self.tasks.drain(..) {
            let written = task
                .await
                .map_err(|error| StoreError::Integrity(format!("a writer broke off: {error}")))?;
            adds.extend(written?);
        }
        Ok(adds)
    }

    /// Tells the table of its new files.
    pub(crate) async fn append(
        &self,
        store: &Store,
        schema: TableSchema,
        adds: Vec<Add>,
    ) -> Result<(), StoreError> {
        if adds.is_empty() {
            return Ok(());
        }
        Table::open_or_create(store.root(), schema).await?.append(adds).await
    }
}

async fn encode(
    mut rows: mpsc::Receiver<Vec<ReportRow>>,
    mut writer: FileWriter,
    stamp: Arc<Stamp>,
) -> Result<Vec<Add>, StoreError> {
    while let Some(rows) = rows.recv().await {
        writer.write(&report_batch(&stamp, &rows)).await?;
    }
    writer.finish().await
}

/// Takes out what a process left behind that died before its commit.
pub(crate) async fn take_out_uncommitted(store: &Store, newest: i64) -> Result<(), StoreError> {
    for schema in TABLES.into_iter().filter(|schema| schema.name != COMMITS.name) {
        if let Some(mut table) = Table::open(store.root(), schema).await?
            && table.remove_uncommitted(newest).await?
        {
            tracing::info!(table = schema.name, "took out rows that were never committed");
        }
    }
    Ok(())
}

/// Writes a batch as one file of a table.
pub(crate) async fn write_once(
    store: &Store,
    schema: TableSchema,
    store_version: i64,
    batch: &RecordBatch,
) -> Result<(), StoreError> {
    if batch.num_rows() == 0 {
        return Ok(());
    }
    let mut table = Table::open_or_create(store.root(), schema).await?;
    let mut writer = FileWriter::new(schema, table.object_store(), store_version);
    writer.write(batch).await?;
    table.append(writer.finish().await?).await
}

/// Puts the whole log in the place of the one before it, in one commit.
pub(crate) async fn replace_log(
    store: &Store,
    store_version: i64,
    batch: &RecordBatch,
) -> Result<(), StoreError> {
    let mut table = Table::open_or_create(store.root(), COMMITS).await?;
    let mut writer = FileWriter::new(COMMITS, table.object_store(), store_version);
    writer.write(batch).await?;
    let adds = writer.finish().await?;
    table.replace(adds, true, |_| true).await
}

/// How far the log of each table but the log of commits has come.
pub(crate) async fn table_versions(store: &Store) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut versions = BTreeMap::new();
    for schema in TABLES.into_iter().filter(|schema| schema.name != COMMITS.name) {
        if let Some(table) = Table::open(store.root(), schema).await? {
            versions.insert(schema.name.to_owned(), table.delta_version());
        }
    }
    Ok(versions)
}
