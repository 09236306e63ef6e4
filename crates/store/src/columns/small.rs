//! The smaller tables: endings, rejects, totals, actors, statements.

use std::sync::Arc;

use arrow::array::{ArrayRef, BinaryArray, Int32Array, Int64Array, RecordBatch, StringArray};
use bellwether_model::{
    ContentHash, CountryYearTotal, DatasetId, Finding, NativeActor, Release, Statement,
};
use jiff::Timestamp;

use super::{instants, texts};
use crate::revisions::Ending;
use crate::schema::{ACTORS, ENDINGS, REJECTS, STATEMENTS, TOTALS, TableSchema};

/// A row of a small table on its way in.
#[derive(Debug)]
pub(crate) struct SmallRow<T> {
    pub(crate) revision: i64,
    pub(crate) known_from: Timestamp,
    pub(crate) key: String,
    pub(crate) content_hash: ContentHash,
    pub(crate) value: T,
}

fn long(values: impl Iterator<Item = i64>) -> ArrayRef {
    Arc::new(values.map(Some).collect::<Int64Array>())
}

fn int(values: impl Iterator<Item = i32>) -> ArrayRef {
    Arc::new(values.map(Some).collect::<Int32Array>())
}

fn batch(table: TableSchema, columns: Vec<ArrayRef>) -> RecordBatch {
    RecordBatch::try_new(table.arrow(), columns).expect("columns in the order of the schema")
}

fn constant(text: &str, count: usize) -> ArrayRef {
    texts(std::iter::repeat_n(Some(text), count))
}

/// The columns with which every revisioned small table begins.
fn head<T>(store_version: i64, dataset: &DatasetId, rows: &[SmallRow<T>]) -> Vec<ArrayRef> {
    vec![
        long(rows.iter().map(|_| store_version)),
        long(rows.iter().map(|row| row.revision)),
        instants(rows.iter().map(|row| row.known_from)),
        constant(dataset.as_str(), rows.len()),
        texts(rows.iter().map(|row| Some(row.key.as_str()))),
        Arc::new(BinaryArray::from_iter_values(
            rows.iter().map(|row| row.content_hash.0.to_be_bytes()),
        )),
    ]
}

pub(crate) fn ending_batch(store_version: i64, rows: &[Ending]) -> RecordBatch {
    batch(
        ENDINGS,
        vec![
            long(rows.iter().map(|_| store_version)),
            texts(rows.iter().map(|row| Some(row.table))),
            long(rows.iter().map(|row| row.revision)),
            texts(rows.iter().map(|row| Some(row.key.as_str()))),
            instants(rows.iter().map(|row| row.known_until)),
            texts(rows.iter().map(|row| Some(row.reason.as_str()))),
        ],
    )
}

pub(crate) fn reject_batch(
    store_version: i64,
    release: &Release,
    sha256: &str,
    rows: &[Finding],
) -> RecordBatch {
    batch(
        REJECTS,
        vec![
            long(rows.iter().map(|_| store_version)),
            constant(release.dataset.as_str(), rows.len()),
            constant(&release.file, rows.len()),
            constant(sha256, rows.len()),
            long(rows.iter().map(|row| i64::try_from(row.row).expect("a row number fits"))),
            texts(rows.iter().map(|row| Some(row.column.as_str()))),
            texts(rows.iter().map(|row| Some(row.rule))),
            texts(rows.iter().map(|row| Some(row.severity.as_str()))),
            texts(rows.iter().map(|row| Some(row.message.as_str()))),
            texts(rows.iter().map(|row| Some(row.value.as_str()))),
        ],
    )
}

pub(crate) fn total_batch(
    store_version: i64,
    dataset: &DatasetId,
    rows: &[SmallRow<CountryYearTotal>],
) -> RecordBatch {
    let count = |value: u32| i32::try_from(value).expect("counts are limited far below this");
    let mut columns = head(store_version, dataset, rows);
    columns.extend([
        int(rows.iter().map(|row| i32::from(row.value.gw.0))),
        texts(rows.iter().map(|row| Some(row.value.country.as_str()))),
        int(rows.iter().map(|row| i32::from(row.value.year))),
        texts(rows.iter().map(|row| Some(row.value.kind.as_str()))),
        int(rows.iter().map(|row| count(row.value.deaths.low()))),
        int(rows.iter().map(|row| count(row.value.deaths.best()))),
        int(rows.iter().map(|row| count(row.value.deaths.high()))),
        Arc::new(rows.iter().map(|row| row.value.dyads.map(count)).collect::<Int32Array>()),
    ]);
    batch(TOTALS, columns)
}

pub(crate) fn actor_batch(
    store_version: i64,
    dataset: &DatasetId,
    rows: &[SmallRow<NativeActor>],
) -> RecordBatch {
    let mut columns = head(store_version, dataset, rows);
    let bodies: StringArray = rows
        .iter()
        .map(|row| Some(serde_json::to_string(&row.value).expect("an actor is JSON")))
        .collect();
    columns.extend([
        texts(rows.iter().map(|row| Some(row.value.native_id.as_str()))),
        texts(rows.iter().map(|row| Some(row.value.name.as_str()))),
        Arc::new(bodies) as ArrayRef,
    ]);
    batch(ACTORS, columns)
}

pub(crate) fn statement_batch(
    store_version: i64,
    dataset: &DatasetId,
    rows: &[SmallRow<Statement>],
) -> RecordBatch {
    let text = |get: &dyn Fn(&Statement) -> Option<&str>| -> ArrayRef {
        texts(rows.iter().map(|row| get(&row.value)))
    };
    let bound = |get: &dyn Fn(&Statement) -> Option<u64>| -> ArrayRef {
        let bounds = rows.iter().map(|row| get(&row.value).and_then(|n| i64::try_from(n).ok()));
        Arc::new(bounds.collect::<Int64Array>())
    };
    let mut columns = head(store_version, dataset, rows);
    columns.extend([
        text(&|s| Some(s.kind.as_str())),
        text(&|s| Some(&s.actor)),
        text(&|s| s.actor_native_id.as_deref()),
        text(&|s| s.object.as_deref()),
        text(&|s| s.object_native_id.as_deref()),
        bound(&|s| s.quantity.as_ref()?.low),
        bound(&|s| s.quantity.as_ref()?.high),
        text(&|s| s.quantity.as_ref().map(|quantity| quantity.unit.as_str())),
        text(&|s| s.as_of.as_deref()),
        text(&|s| s.attributed_to.as_deref()),
        text(&|s| Some(&s.text)),
    ]);
    batch(STATEMENTS, columns)
}
