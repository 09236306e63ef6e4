//! Values of the model to columns of the tables, and back.

mod read;
mod small;
mod write;

pub(crate) use read::{Cells, Texts, reports};
pub(crate) use small::{
    SmallRow, actor_batch, calendar_batch, ending_batch, gap_batch, mention_batch, reject_batch,
    statement_batch, text_batch, total_batch,
};
pub(crate) use write::{ReportRow, Stamp, report_batch};

use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::error::ArrowError;
use bellwether_model::Date;
use jiff::Timestamp;

use crate::TableSchema;

/// Days since 1970-01-01.
pub(crate) fn day_number(date: Date) -> i32 {
    (date - Date::constant(1970, 1, 1)).get_days()
}

/// The inverse of [`day_number`].
pub(crate) fn day_of_number(days: i32) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

pub(crate) fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}

pub(crate) fn days(values: impl Iterator<Item = Date>) -> ArrayRef {
    Arc::new(values.map(|date| Some(day_number(date))).collect::<Date32Array>())
}

pub(crate) fn instants(values: impl Iterator<Item = Timestamp>) -> ArrayRef {
    let array: TimestampMicrosecondArray =
        values.map(|instant| Some(instant.as_microsecond())).collect();
    Arc::new(array.with_timezone("UTC"))
}

/// A batch as it was scanned, in the schema in which it is written.
pub(crate) fn as_written(
    batch: &RecordBatch,
    table: TableSchema,
) -> Result<RecordBatch, ArrowError> {
    let schema = table.arrow();
    let columns = schema
        .fields()
        .iter()
        .zip(batch.columns())
        .map(|(field, column)| arrow::compute::cast(column, field.data_type()))
        .collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(schema, columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970_and_back() {
        assert_eq!(day_number(Date::constant(1970, 1, 2)), 1);
        assert_eq!(day_number(Date::constant(1969, 12, 31)), -1);
        for number in [-25_567, 0, 20_000] {
            assert_eq!(day_of_number(number).map(day_number), Some(number));
        }
    }
}
