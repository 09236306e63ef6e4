//! Upkeep: many small files into few, and files that nothing refers to any more removed.

use bellwether_model::Limits;
use serde::Serialize;

use crate::lock::WriteLock;
use crate::schema::{COMMITS, ENDINGS, TABLES};
use crate::snapshot;
use crate::table::{DataFile, Table};
use crate::writer::FileWriter;
use crate::{Store, StoreError, TableSchema};

/// Files below this size are put together.
const SMALL_BYTES: u64 = 32 << 20;
/// An ingest that leaves this many small files in a table puts them together.
const SMALL_FILES: usize = 32;

/// What upkeep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Upkeep {
    /// Small files that were put together.
    pub files_before: u64,
    /// Files that they became.
    pub files_after: u64,
    /// Files removed from the disk because no version refers to them.
    pub files_removed: u64,
}

impl Store {
    /// Puts small files together where there are at least `least` of them in a table. No row changes:
    /// every earlier state can still be asked for. A dry run only says what would be done.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while somebody writes; when files cannot be written.
    pub fn compact(&self, least: usize, dry_run: bool) -> Result<Upkeep, StoreError> {
        let lock = WriteLock::take(self.path())?;
        if dry_run {
            return self.would_compact(least);
        }
        self.compact_locked(&lock, least).map_err(|error| error.at(self.path()))
    }

    /// What a compaction would put together; each table's small files become one.
    fn would_compact(&self, least: usize) -> Result<Upkeep, StoreError> {
        let mut upkeep = Upkeep::default();
        for schema in TABLES.into_iter().filter(|table| table.name != COMMITS.name) {
            let Some(table) = self.runtime().block_on(Table::open(self.root(), schema))? else {
                continue;
            };
            let small = table.files()?.into_iter().filter(|file| file.size < SMALL_BYTES).count();
            if small >= least.max(2) {
                upkeep.files_before += small as u64;
                upkeep.files_after += 1;
            }
        }
        Ok(upkeep)
    }

    /// Data files that a table names and that are not on the disk as they were written.
    ///
    /// # Errors
    /// When a log cannot be read.
    pub fn missing_files(&self) -> Result<Vec<String>, StoreError> {
        let mut missing = Vec::new();
        for schema in TABLES {
            let Some(table) = self.runtime().block_on(Table::open(self.root(), schema))? else {
                continue;
            };
            for file in table.files()? {
                let path = self.path().join(schema.name).join(&file.path);
                if !std::fs::metadata(&path).is_ok_and(|meta| meta.len() == file.size) {
                    missing.push(format!("{}/{}", schema.name, file.path));
                }
            }
        }
        Ok(missing)
    }

    /// Called at the end of an ingest, which holds the lock already.
    pub(crate) fn compact_if_needed(&self, lock: &WriteLock) -> Result<Upkeep, StoreError> {
        self.compact_locked(lock, SMALL_FILES)
    }

    fn compact_locked(&self, _lock: &WriteLock, least: usize) -> Result<Upkeep, StoreError> {
        let newest = self.state()?.version;
        let mut upkeep = Upkeep::default();
        for schema in TABLES.into_iter().filter(|table| table.name != COMMITS.name) {
            self.runtime().block_on(self.compact_table(schema, newest, least, &mut upkeep))?;
        }
        Ok(upkeep)
    }

    async fn compact_table(
        &self,
        schema: TableSchema,
        newest: i64,
        least: usize,
        upkeep: &mut Upkeep,
    ) -> Result<(), StoreError> {
        let Some(mut table) = Table::open(self.root(), schema).await? else { return Ok(()) };
        table.remove_uncommitted(newest).await?;
        let small: Vec<DataFile> =
            table.files()?.into_iter().filter(|file| file.size < SMALL_BYTES).collect();
        if small.len() < least.max(2) {
            return Ok(());
        }
        let version = small.iter().filter_map(|file| file.store_version).max().unwrap_or(newest);
        let context = snapshot::context(Some(Limits::default().sql_memory_bytes))?;
        snapshot::register_files(&context, self.root(), schema, &small)?;
        let order = if schema.name == ENDINGS.name {
            // So that who asks for the endings of one table need not read those of the others.
            "\"table\", revision"
        } else if schema.columns.iter().any(|column| column.name == "revision") {
            "revision"
        } else {
            "store_version"
        };
        let sql = format!("SELECT * FROM {}_log ORDER BY {order}", schema.name);
        let mut rows = context.sql(&sql).await?.execute_stream().await?;
        let mut writer = FileWriter::new(schema, table.object_store(), version);
        while let Some(batch) = futures::StreamExt::next(&mut rows).await {
            writer.write(&crate::columns::as_written(&batch?, schema)?).await?;
        }
        let adds = writer.finish().await?;
        upkeep.files_before += small.len() as u64;
        upkeep.files_after += adds.len() as u64;
        table.replace(adds, false, |path| small.iter().any(|file| file.path == path)).await
    }

    /// Removes files from the disk that no current version of a table refers to and that are older than
    /// `keep_hours`: what compaction replaced, and what a process left that died while writing. Rows are
    /// never removed, so every earlier state can still be asked for. `keep_hours` protects readers that
    /// began before.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while somebody writes; when files cannot be listed or removed.
    pub fn vacuum(&self, keep_hours: u32, dry_run: bool) -> Result<Upkeep, StoreError> {
        let _lock = WriteLock::take(self.path())?;
        let mut upkeep = Upkeep::default();
        self.runtime().block_on(async {
            for schema in TABLES {
                let Some(table) = Table::open(self.root(), schema).await? else { continue };
                upkeep.files_removed += table.vacuum(keep_hours, dry_run).await?;
            }
            Ok(upkeep)
        })
    }
}
