//! Exactly these files of a table as a relation.
//!
//! The engine's own listing of paths takes a file that is gone for an empty folder and answers without
//! it. A store must not: here every file of the table's snapshot is opened, and one that is missing is
//! an error. The plan is an ordinary Parquet scan over named files, so that it can run elsewhere.

use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::datasource::file_format::FileFormat as _;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::object_store::ObjectStoreUrl;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder};
use datafusion::datasource::table_schema::TableSchema as FileSchema;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;
use url::Url;

use crate::table::DataFile;
use crate::{StoreError, TableSchema};

/// The files of one table.
#[derive(Debug)]
pub(crate) struct ExactFiles {
    schema: SchemaRef,
    store: ObjectStoreUrl,
    files: Vec<PartitionedFile>,
}

impl ExactFiles {
    /// These files of a table that lies under `root`.
    pub(crate) fn new(
        root: &Url,
        table: TableSchema,
        files: &[DataFile],
    ) -> std::result::Result<Self, StoreError> {
        let base = root.join(&format!("{}/", table.name)).expect("a table name is a path segment");
        let store = match base.scheme() {
            "file" => ObjectStoreUrl::local_filesystem(),
            scheme => {
                let host = base.host_str().unwrap_or_default();
                ObjectStoreUrl::parse(format!("{scheme}://{host}"))?
            }
        };
        let files = files
            .iter()
            .map(|file| {
                let url = base.join(&file.path).expect("a file name is a path segment");
                let path = object_store::path::Path::from_url_path(url.path())
                    .map_err(|error| StoreError::Integrity(error.to_string()))?;
                let mut part = PartitionedFile::new(String::new(), file.size);
                part.object_meta.location = path;
                Ok(part)
            })
            .collect::<std::result::Result<Vec<_>, StoreError>>()?;
        Ok(Self { schema: table.arrow_views(), store, files })
    }
}

#[async_trait::async_trait]
impl TableProvider for ExactFiles {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let format = ParquetFormat::default().with_force_view_types(true);
        let source = format.file_source(FileSchema::builder(Arc::clone(&self.schema)).build());
        let partitions = state.config().target_partitions();
        let groups = FileGroup::new(self.files.clone()).split_files(partitions);
        // A limit holds only where no filter stands between it and the rows.
        let limit = limit.filter(|_| filters.is_empty());
        let config = FileScanConfigBuilder::new(self.store.clone(), source)
            .with_file_groups(groups)
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        format.create_physical_plan(state, config).await
    }

    fn supports_filters_pushdown(
        &self,
        filters: &[&Expr],
    ) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Unsupported; filters.len()])
    }
}
