//! Writes rows into new Parquet files of one table, with the bounds that Delta keeps of each file.

use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Date32Type, Int64Type};
use deltalake::kernel::Add;
use object_store::buffered::BufWriter;
use object_store::{ObjectStore, path::Path};
use parquet::arrow::AsyncArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use serde_json::{Map, Value, json};

use crate::{StoreError, schema::TableSchema};

/// Rows in one row group: what is held in memory, encoded, before it goes to the file.
const ROW_GROUP_ROWS: usize = 122_880;
/// Rows after which a file is closed and the next one begun.
const FILE_ROWS: usize = 2_000_000;

/// Writes batches of one table to as many files as needed.
pub(crate) struct FileWriter {
    table: TableSchema,
    store: Arc<dyn ObjectStore>,
    /// The store version that the rows belong to: part of the file name, so that a later writer
    /// recognises files of a commit that never came about.
    store_version: i64,
    open: Option<OpenFile>,
    done: Vec<Add>,
}

struct OpenFile {
    path: Path,
    writer: AsyncArrowWriter<BufWriter>,
    rows: usize,
    bounds: Bounds,
}

impl FileWriter {
    pub(crate) fn new(table: TableSchema, store: Arc<dyn ObjectStore>, store_version: i64) -> Self {
        Self { table, store, store_version, open: None, done: Vec::new() }
    }

    /// Takes a batch in the table's schema.
    pub(crate) async fn write(&mut self, batch: &RecordBatch) -> Result<(), StoreError> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        let table = self.table.name;
        let file = match &mut self.open {
            Some(file) => file,
            none => none.insert(OpenFile::create(&self.table, &self.store, self.store_version)?),
        };
        file.bounds.take(batch);
        file.rows += batch.num_rows();
        file.writer.write(batch).await.map_err(StoreError::parquet(table))?;
        if file.rows >= FILE_ROWS {
            self.close_file().await?;
        }
        Ok(())
    }

    /// Closes the last file; says what Delta must be told.
    pub(crate) async fn finish(mut self) -> Result<Vec<Add>, StoreError> {
        self.close_file().await?;
        Ok(self.done)
    }

    async fn close_file(&mut self) -> Result<(), StoreError> {
        let Some(mut file) = self.open.take() else { return Ok(()) };
        file.writer.finish().await.map_err(StoreError::parquet(self.table.name))?;
        self.done.push(Add {
            path: file.path.to_string(),
            partition_values: Default::default(),
            size: i64::try_from(file.writer.bytes_written()).expect("a file's size fits"),
            modification_time: jiff::Timestamp::now().as_millisecond(),
            data_change: true,
            stats: Some(file.bounds.stats(file.rows)),
            tags: None,
            deletion_vector: None,
            base_row_id: None,
            default_row_commit_version: None,
            clustering_provider: None,
        });
        Ok(())
    }
}

impl OpenFile {
    fn create(
        table: &TableSchema,
        store: &Arc<dyn ObjectStore>,
        store_version: i64,
    ) -> Result<Self, StoreError> {
        let path = Path::from(file_name(store_version));
        let sink = BufWriter::new(Arc::clone(store), path.clone());
        let writer = AsyncArrowWriter::try_new(sink, table.arrow(), Some(properties()))
            .map_err(StoreError::parquet(table.name))?;
        Ok(Self { path, writer, rows: 0, bounds: Bounds::of(table) })
    }
}

/// `rows-0000000012-3f….parquet` for a file of store version 12.
fn file_name(store_version: i64) -> String {
    format!("rows-{store_version:010}-{}.parquet", uuid::Uuid::new_v4().simple())
}

/// The store version in a file's name; `None` for a file that another program wrote.
pub(crate) fn version_of_file(path: &str) -> Option<i64> {
    path.strip_prefix("rows-")?.split_once('-')?.0.parse().ok()
}

/// How Parquet files of the store are written.
pub(crate) fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1).expect("level 1 exists")))
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .build()
}

/// The smallest and the largest value of a column.
type Extremes = (Value, Value);

/// Smallest and largest values of the columns by which files are passed over.
struct Bounds {
    columns: Vec<(usize, &'static str, Option<Extremes>)>,
}

impl Bounds {
    fn of(table: &TableSchema) -> Self {
        let wanted = ["store_version", "revision", "date_start"];
        let columns = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| wanted.contains(&column.name))
            .map(|(index, column)| (index, column.name, None))
            .collect();
        Self { columns }
    }

    fn take(&mut self, batch: &RecordBatch) {
        for (index, _, bounds) in &mut self.columns {
            let array = batch.column(*index);
            let Some((low, high)) = extremes(array.as_ref()) else { continue };
            *bounds = Some(match bounds.take() {
                None => (low, high),
                Some((min, max)) => (smaller(min, low), larger(max, high)),
            });
        }
    }

    fn stats(&self, rows: usize) -> String {
        let pick = |which: fn(&Extremes) -> &Value| -> Map<String, Value> {
            self.columns
                .iter()
                .filter_map(|(_, name, bounds)| {
                    bounds.as_ref().map(|both| ((*name).to_owned(), which(both).clone()))
                })
                .collect()
        };
        json!({
            "numRecords": rows,
            "minValues": pick(|both| &both.0),
            "maxValues": pick(|both| &both.1),
            "nullCount": {},
        })
        .to_string()
    }
}

fn extremes(array: &dyn Array) -> Option<Extremes> {
    use arrow::compute::{max, min};
    if let Some(longs) = array.as_primitive_opt::<Int64Type>() {
        return Some((min(longs)?.into(), max(longs)?.into()));
    }
    let days = array.as_primitive_opt::<Date32Type>()?;
    let text = |day: i32| -> Option<Value> {
        let day = Date32Type::to_naive_date_opt(day)?;
        Some(Value::String(day.to_string()))
    };
    Some((text(min(days)?)?, text(max(days)?)?))
}

/// Whole numbers compare as numbers, ISO dates as text.
fn is_less(a: &Value, b: &Value) -> bool {
    match (a.as_i64(), b.as_i64()) {
        (Some(a), Some(b)) => a < b,
        _ => a.as_str() < b.as_str(),
    }
}

fn smaller(a: Value, b: Value) -> Value {
    if is_less(&b, &a) { b } else { a }
}

fn larger(a: Value, b: Value) -> Value {
    if is_less(&a, &b) { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_tells_its_store_version() {
        assert_eq!(version_of_file(&file_name(12)), Some(12));
        assert_eq!(version_of_file("part-00000-9d2e-c000.zstd.parquet"), None);
    }
}
