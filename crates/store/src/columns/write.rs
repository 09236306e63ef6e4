//! Reports to columns.

use std::fmt::Write as _;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Float64Array, Int32Array, Int64Array, RecordBatch,
    StringBuilder,
};
use bellwether_model::{ContentHash, Extra, NativeRef, Report};
use jiff::Timestamp;

use super::{days, instants, texts};
use crate::schema::REPORTS;

/// What all rows of an ingest have in common.
#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    pub(crate) store_version: i64,
    pub(crate) licence: String,
}

/// A report on its way into the table.
#[derive(Debug)]
pub(crate) struct ReportRow {
    pub(crate) revision: i64,
    pub(crate) known_from: Timestamp,
    /// The store version whose file the row was read from; `None` for the one being made.
    pub(crate) origin_version: Option<i64>,
    pub(crate) content_hash: ContentHash,
    pub(crate) report: Report,
}

fn integer(value: u32) -> i32 {
    i32::try_from(value).expect("counts are limited far below this")
}

fn json(extra: &Extra) -> Option<String> {
    (!extra.is_empty()).then(|| serde_json::to_string(extra).expect("a map of texts is JSON"))
}

fn report_ids(rows: &[ReportRow]) -> ArrayRef {
    let mut ids = StringBuilder::with_capacity(rows.len(), rows.len() * 24);
    for row in rows {
        write!(ids, "{}", row.report.id).expect("writing to a column does not fail");
        ids.append_value("");
    }
    Arc::new(ids.finish())
}

fn conflict_or_dyad<'a>(
    rows: &'a [ReportRow],
    get: impl Fn(&'a Report) -> (&'a Option<NativeRef>, bool),
) -> ArrayRef {
    texts(rows.iter().map(|row| {
        let (native, id) = get(&row.report);
        native.as_ref().map(|native| if id { native.id.as_str() } else { native.name.as_str() })
    }))
}

/// The rows as a batch in the schema of `reports`.
pub(crate) fn report_batch(stamp: &Stamp, rows: &[ReportRow]) -> RecordBatch {
    let text = |get: &dyn Fn(&Report) -> Option<&str>| -> ArrayRef {
        texts(rows.iter().map(|row| get(&row.report)))
    };
    let owned = |get: &dyn Fn(&Report) -> Option<String>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| get(&row.report)).collect::<arrow::array::StringArray>())
    };
    let int = |get: &dyn Fn(&Report) -> Option<u32>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| get(&row.report).map(integer)).collect::<Int32Array>())
    };
    let real = |get: &dyn Fn(&Report) -> Option<f64>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| get(&row.report)).collect::<Float64Array>())
    };
    let long = |get: &dyn Fn(&ReportRow) -> i64| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(get(row))).collect::<Int64Array>())
    };

    let columns: Vec<ArrayRef> = vec![
        long(&|_| stamp.store_version),
        long(&|row| row.revision),
        instants(rows.iter().map(|row| row.known_from)),
        long(&|row| row.origin_version.unwrap_or(stamp.store_version)),
        report_ids(rows),
        text(&|r| Some(r.id.dataset.as_str())),
        text(&|r| Some(&r.id.native)),
        Arc::new(BinaryArray::from_iter_values(
            rows.iter().map(|row| row.content_hash.0.to_be_bytes()),
        )),
        texts(rows.iter().map(|_| Some(stamp.licence.as_str()))),
        long(&|row| i64::try_from(row.report.row).expect("a row number fits")),
        text(&|r| r.relid.as_deref()),
        text(&|r| Some(r.event_type.as_str())),
        text(&|r| Some(&r.native_type)),
        Arc::new(
            rows.iter().map(|row| Some(row.report.civilians_targeted)).collect::<BooleanArray>(),
        ),
        conflict_or_dyad(rows, |r| (&r.conflict, true)),
        conflict_or_dyad(rows, |r| (&r.conflict, false)),
        conflict_or_dyad(rows, |r| (&r.dyad, true)),
        conflict_or_dyad(rows, |r| (&r.dyad, false)),
        text(&|r| r.side_a.native_id.as_deref()),
        text(&|r| Some(&r.side_a.name)),
        text(&|r| r.side_b.native_id.as_deref()),
        text(&|r| Some(&r.side_b.name)),
        days(rows.iter().map(|row| row.report.date.start())),
        days(rows.iter().map(|row| row.report.date.end())),
        text(&|r| Some(r.date.precision().as_str())),
        real(&|r| r.place.point.map(|point| point.latitude.degrees())),
        real(&|r| r.place.point.map(|point| point.longitude.degrees())),
        text(&|r| Some(r.place.precision.as_str())),
        text(&|r| Some(&r.place.country)),
        int(&|r| r.place.gw.map(|gw| u32::from(gw.0))),
        text(&|r| r.place.iso3.as_ref().map(|code| code.as_str())),
        text(&|r| r.place.admin1.as_deref()),
        text(&|r| r.place.admin1_id.as_deref()),
        text(&|r| r.place.admin2.as_deref()),
        text(&|r| r.place.name.as_deref()),
        int(&|r| r.place.grid().map(|cell| cell.get())),
        int(&|r| r.deaths.total.map(|total| total.low())),
        int(&|r| r.deaths.total.map(|total| total.best())),
        int(&|r| r.deaths.total.map(|total| total.high())),
        int(&|r| r.deaths.side_a),
        int(&|r| r.deaths.side_b),
        int(&|r| r.deaths.civilians),
        int(&|r| r.deaths.unknown),
        int(&|r| r.injured.map(|injured| injured.low())),
        int(&|r| r.injured.map(|injured| injured.best())),
        int(&|r| r.injured.map(|injured| injured.high())),
        text(&|r| r.plover.as_deref()),
        owned(&|r| (!r.targets.is_empty()).then(|| r.targets.to_string())),
        int(&|r| r.clarity.map(u32::from)),
        int(&|r| r.sources_count),
        owned(&|r| json(&r.extra)),
        owned(&|r| json(&r.added)),
    ];
    RecordBatch::try_new(REPORTS.arrow(), columns).expect("columns in the order of the schema")
}
