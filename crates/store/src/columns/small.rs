//! The smaller tables: endings, rejects, totals, actors, statements.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Int32Array, Int64Array, RecordBatch,
    StringArray,
};
use bellwether_model::{
    CalendarEntry, ContentHash, CountryYearTotal, DatasetId, FileOrigin, Finding, Gap, KeptText,
    Mention, NativeActor, Release, Statement,
};
use jiff::Timestamp;

use super::{day_number, days, instants, texts};
use crate::revisions::Ending;
use crate::schema::{
    ACTORS, CALENDAR, ENDINGS, GAPS, MENTIONS, REJECTS, STATEMENTS, TEXTS, TOTALS, TableSchema,
};

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
    files: &[FileOrigin],
    rows: &[(usize, Finding)],
) -> RecordBatch {
    let origin = |get: fn(&FileOrigin) -> &str, own| -> ArrayRef {
        texts(rows.iter().map(|(file, _)| Some(files.get(*file).map_or(own, get))))
    };
    let text = |get: fn(&Finding) -> &str| -> ArrayRef {
        texts(rows.iter().map(|(_, finding)| Some(get(finding))))
    };
    batch(
        REJECTS,
        vec![
            long(rows.iter().map(|_| store_version)),
            constant(release.dataset.as_str(), rows.len()),
            origin(|file| &file.name, release.file.as_str()),
            origin(|file| &file.sha256, release.sha256.as_str()),
            long(rows.iter().map(|(_, row)| i64::try_from(row.row).expect("a row number fits"))),
            text(|finding| &finding.column),
            text(|finding| finding.rule),
            text(|finding| finding.severity.as_str()),
            text(|finding| &finding.message),
            text(|finding| &finding.value),
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

pub(crate) fn calendar_batch(
    store_version: i64,
    dataset: &DatasetId,
    rows: &[SmallRow<CalendarEntry>],
) -> RecordBatch {
    let text = |get: &dyn Fn(&CalendarEntry) -> Option<&str>| -> ArrayRef {
        texts(rows.iter().map(|row| get(&row.value)))
    };
    let extras: StringArray = rows
        .iter()
        .map(|row| {
            let extra = &row.value.extra;
            (!extra.is_empty()).then(|| serde_json::to_string(extra).expect("texts are JSON"))
        })
        .collect();
    let mut columns = head(store_version, dataset, rows);
    columns.extend([
        text(&|entry| Some(&entry.kind)),
        text(&|entry| Some(&entry.country)),
        Arc::new(
            rows.iter().map(|row| row.value.gw.map(|gw| i32::from(gw.0))).collect::<Int32Array>(),
        ),
        text(&|entry| entry.iso3.as_ref().map(|code| code.as_str())),
        days(rows.iter().map(|row| row.value.date.start())),
        days(rows.iter().map(|row| row.value.date.end())),
        text(&|entry| Some(entry.date.precision().as_str())),
        text(&|entry| Some(&entry.what)),
        Arc::new(extras) as ArrayRef,
    ]);
    batch(CALENDAR, columns)
}

pub(crate) fn mention_batch(
    store_version: i64,
    known_from: Timestamp,
    dataset: &DatasetId,
    rows: &[Mention],
) -> RecordBatch {
    let ids: StringArray = rows.iter().map(|row| Some(row.report.to_string())).collect();
    let int = |get: &dyn Fn(&Mention) -> Option<u32>| -> ArrayRef {
        let values = rows.iter().map(|row| get(row).and_then(|value| i32::try_from(value).ok()));
        Arc::new(values.collect::<Int32Array>())
    };
    batch(
        MENTIONS,
        vec![
            long(rows.iter().map(|_| store_version)),
            instants(rows.iter().map(|_| known_from)),
            constant(dataset.as_str(), rows.len()),
            Arc::new(ids),
            instants(rows.iter().map(|row| row.recorded_at)),
            instants(rows.iter().map(|row| row.seen_at)),
            texts(rows.iter().map(|row| Some(row.kind.as_str()))),
            texts(rows.iter().map(|row| Some(row.outlet.as_str()))),
            texts(rows.iter().map(|row| Some(row.locator.as_str()))),
            int(&|row| row.confidence.map(u32::from)),
            int(&|row| row.sentence),
            long(rows.iter().map(|row| i64::try_from(row.row).expect("a row number fits"))),
        ],
    )
}

/// Texts as they were coded.
pub(crate) fn text_batch(
    store_version: i64,
    known_from: Timestamp,
    dataset: &DatasetId,
    rows: &[KeptText],
) -> RecordBatch {
    let count = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let days = rows.iter().map(|row| row.written.map(day_number)).collect::<Date32Array>();
    batch(
        TEXTS,
        vec![
            long(rows.iter().map(|_| store_version)),
            instants(rows.iter().map(|_| known_from)),
            constant(dataset.as_str(), rows.len()),
            texts(rows.iter().map(|row| Some(row.key.as_str()))),
            Arc::new(BinaryArray::from_iter_values(
                rows.iter().map(|row| row.content.0.to_be_bytes()),
            )),
            texts(rows.iter().map(|row| Some(row.outlet.as_str()))),
            texts(rows.iter().map(|row| row.url.as_deref())),
            texts(rows.iter().map(|row| Some(row.grade.as_str()))),
            Arc::new(days),
            texts(rows.iter().map(|row| row.copy_of.as_deref())),
            int(rows.iter().map(|row| count(row.reports))),
            int(rows.iter().map(|row| count(row.statements))),
            Arc::new(BinaryArray::from_iter_values(rows.iter().map(|row| &row.sketch))),
            texts(rows.iter().map(|row| row.trail.as_deref())),
        ],
    )
}

/// Gaps as they became known; `filled` says of each whether it has been filled since.
pub(crate) fn gap_batch(
    store_version: i64,
    known_from: Timestamp,
    rows: &[(Gap, bool)],
) -> RecordBatch {
    batch(
        GAPS,
        vec![
            long(rows.iter().map(|_| store_version)),
            instants(rows.iter().map(|_| known_from)),
            texts(rows.iter().map(|(gap, _)| Some(gap.dataset.as_str()))),
            instants(rows.iter().map(|(gap, _)| gap.from)),
            instants(rows.iter().map(|(gap, _)| gap.to)),
            texts(rows.iter().map(|(gap, _)| Some(gap.reason.as_str()))),
            Arc::new(rows.iter().map(|(_, filled)| Some(*filled)).collect::<BooleanArray>()),
        ],
    )
}
