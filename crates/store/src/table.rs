//! One Delta table of the store: its files, and commits to it.

use std::collections::HashMap;
use std::sync::Arc;

use deltalake::kernel::transaction::{CommitBuilder, CommitProperties};
use deltalake::kernel::{Action, Add, StructField};
use deltalake::operations::vacuum::VacuumMode;
use deltalake::protocol::{DeltaOperation, SaveMode};
use deltalake::{DeltaTable, DeltaTableBuilder, DeltaTableError};
use object_store::ObjectStore;
use url::Url;

use crate::writer::version_of_file;
use crate::{StoreError, TableSchema};

/// Commits between two checkpoints of a table's log, so that opening it stays quick.
const CHECKPOINT_INTERVAL: &str = "20";

/// A Delta table as it was when it was opened.
pub(crate) struct Table {
    pub(crate) schema: TableSchema,
    delta: DeltaTable,
}

/// One file of a table.
#[derive(Debug, Clone)]
pub(crate) struct DataFile {
    pub(crate) path: String,
    pub(crate) size: u64,
    /// The newest store version of which it may hold rows; `None` when its name does not tell.
    pub(crate) store_version: Option<i64>,
}

impl Table {
    fn url(root: &Url, schema: TableSchema) -> Url {
        root.join(&format!("{}/", schema.name)).expect("a table name is a path segment")
    }

    /// Opens the table, or returns `None` where there is none yet.
    pub(crate) async fn open(root: &Url, schema: TableSchema) -> Result<Option<Self>, StoreError> {
        let opening = || format!("opening the table {}", schema.name);
        let mut delta = DeltaTableBuilder::from_url(Self::url(root, schema))
            .and_then(DeltaTableBuilder::build)
            .map_err(StoreError::delta(opening()))?;
        let there = delta.log_store().is_delta_table_location().await;
        if !there.map_err(StoreError::delta(opening()))? {
            return Ok(None);
        }
        delta.load().await.map_err(StoreError::delta(opening()))?;
        Ok(Some(Self { schema, delta }))
    }

    /// Opens the table and makes it where there is none; gives it the columns that a store of an older format lacks.
    pub(crate) async fn open_or_create(
        root: &Url,
        schema: TableSchema,
    ) -> Result<Self, StoreError> {
        if let Some(table) = Self::open(root, schema).await? {
            return table.with_all_columns().await;
        }
        let url = Self::url(root, schema);
        let delta = DeltaTableBuilder::from_url(url)
            .and_then(DeltaTableBuilder::build)
            .map_err(StoreError::delta(format!("making the table {}", schema.name)))?
            .create()
            .with_table_name(schema.name)
            .with_columns(schema.delta())
            .with_configuration([
                ("delta.checkpointInterval", Some(CHECKPOINT_INTERVAL)),
                ("delta.appendOnly", Some("false")),
            ])
            .await
            .map_err(StoreError::delta(format!("making the table {}", schema.name)))?;
        Ok(Self { schema, delta })
    }

    /// Adds columns that came with a later format. They are null in older rows.
    async fn with_all_columns(self) -> Result<Self, StoreError> {
        let Self { schema, delta } = self;
        let adding = || format!("adding columns to the table {}", schema.name);
        let there = delta.snapshot().map_err(StoreError::delta(adding()))?.schema();
        let lacking: Vec<StructField> = schema
            .delta()
            .into_iter()
            .filter(|field| there.field(field.name()).is_none())
            .collect();
        if lacking.is_empty() {
            return Ok(Self { schema, delta });
        }
        let delta = delta.add_columns().with_fields(lacking).await;
        Ok(Self { schema, delta: delta.map_err(StoreError::delta(adding()))? })
    }

    /// The directory of the store that the table belongs to.
    pub(crate) fn root(&self) -> Url {
        self.delta.table_url().join("..").expect("a table lies in a directory")
    }

    /// Where the table's files lie.
    pub(crate) fn object_store(&self) -> Arc<dyn ObjectStore> {
        self.delta.object_store()
    }

    /// The table's own version in Delta's count.
    pub(crate) fn delta_version(&self) -> i64 {
        self.delta.version().and_then(|version| i64::try_from(version).ok()).unwrap_or(0)
    }

    /// The files that hold the table's rows just now.
    pub(crate) fn files(&self) -> Result<Vec<DataFile>, StoreError> {
        let snapshot = self
            .delta
            .snapshot()
            .map_err(StoreError::delta(format!("listing the table {}", self.schema.name)))?;
        let mut files: Vec<DataFile> = snapshot
            .log_data()
            .iter()
            .map(|file| {
                let path = file.path().into_owned();
                let store_version = version_of_file(&path);
                DataFile { path, size: file.size().unsigned_abs(), store_version }
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// Adds files of new rows.
    pub(crate) async fn append(&mut self, adds: Vec<Add>) -> Result<(), StoreError> {
        if adds.is_empty() {
            return Ok(());
        }
        self.commit(adds.into_iter().map(Action::Add).collect(), SaveMode::Append).await
    }

    /// Puts files in the place of those for which `out` is true. Used where the rows stay the same
    /// (compaction), and for the log of commits, which is always one file.
    pub(crate) async fn replace(
        &mut self,
        mut adds: Vec<Add>,
        rows_change: bool,
        out: impl Fn(&str) -> bool,
    ) -> Result<(), StoreError> {
        adds.iter_mut().for_each(|add| add.data_change = rows_change);
        let mut actions = self.removals(rows_change, out)?;
        if actions.is_empty() && adds.is_empty() {
            return Ok(());
        }
        actions.extend(adds.into_iter().map(Action::Add));
        self.commit(actions, SaveMode::Overwrite).await
    }

    /// Takes out the files of store versions above `newest`: what a process wrote that died before
    /// its ingest was committed.
    pub(crate) async fn remove_uncommitted(&mut self, newest: i64) -> Result<bool, StoreError> {
        let actions = self
            .removals(true, |path| version_of_file(path).is_some_and(|version| version > newest))?;
        if actions.is_empty() {
            return Ok(false);
        }
        self.commit(actions, SaveMode::Overwrite).await?;
        Ok(true)
    }

    /// Removes files that the table does not refer to; says how many.
    pub(crate) async fn vacuum(&self, keep_hours: u32, dry_run: bool) -> Result<u64, StoreError> {
        let (_, metrics) = self
            .delta
            .clone()
            .vacuum()
            .with_retention_period(chrono::Duration::hours(i64::from(keep_hours)))
            .with_enforce_retention_duration(false)
            .with_mode(VacuumMode::Full)
            .with_dry_run(dry_run)
            .await
            .map_err(StoreError::delta(format!("vacuuming the table {}", self.schema.name)))?;
        Ok(metrics.files_deleted.len() as u64)
    }

    fn removals(
        &self,
        rows_change: bool,
        out: impl Fn(&str) -> bool,
    ) -> Result<Vec<Action>, StoreError> {
        let snapshot = self
            .delta
            .snapshot()
            .map_err(StoreError::delta(format!("listing the table {}", self.schema.name)))?;
        Ok(snapshot
            .log_data()
            .iter()
            .filter(|file| out(&file.path()))
            .map(|file| Action::Remove(file.remove_action(rows_change)))
            .collect())
    }

    async fn commit(&mut self, actions: Vec<Action>, mode: SaveMode) -> Result<(), StoreError> {
        let name = self.schema.name;
        let committing = || format!("committing to the table {name}");
        let wanted = self.delta_version() + 1;
        {
            let snapshot = self.delta.snapshot().map_err(StoreError::delta(committing()))?;
            let builder: CommitBuilder = CommitProperties::default()
                .with_max_retries(0)
                .with_create_checkpoint(true)
                .with_cleanup_expired_logs(Some(false))
                .into();
            builder
                .with_actions(actions)
                .with_app_metadata(HashMap::new())
                .build(
                    Some(snapshot),
                    self.delta.log_store(),
                    DeltaOperation::Write { mode, partition_by: None, predicate: None },
                )
                .await
                .map_err(|error| match error {
                    DeltaTableError::VersionAlreadyExists(_)
                    | DeltaTableError::VersionMismatch(..) => {
                        StoreError::Conflict { version: wanted }
                    }
                    other => StoreError::delta(committing())(other),
                })?;
        }
        self.delta.load().await.map_err(StoreError::delta(committing()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::LINKS;

    #[tokio::test]
    async fn a_table_of_an_older_format_gets_the_columns_that_came_later() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let root = Url::from_directory_path(dir.path()).expect("absolute");
        let is_old = |column: &&crate::schema::Column| {
            !["bits_cited", "bits_third", "bits_rivals"].contains(&column.name)
        };
        let older: Vec<_> = LINKS.columns.iter().filter(is_old).copied().collect();
        let older = TableSchema { name: LINKS.name, columns: older.leak() };
        Table::open_or_create(&root, older).await.expect("made");
        let table = Table::open_or_create(&root, LINKS).await.expect("opened");
        let columns = table.delta.snapshot().expect("loaded").schema();
        assert!(LINKS.columns.iter().all(|column| columns.field(column.name).is_some()));
        let version = table.delta_version();
        let again = Table::open_or_create(&root, LINKS).await.expect("opened");
        assert_eq!(again.delta_version(), version);
    }
}
