//! Rows as Arrow columns.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray,
};
use arrow::datatypes::{DataType, Field};
use bellwether_model::Date;

use crate::grid::{Cell, Column, Grid, Kind};

/// Rows in one batch.
pub(super) const BATCH_ROWS: usize = 8_192;

/// The fields of a grid with these kinds.
pub(super) fn fields(columns: &[Column], kinds: &[Kind]) -> Vec<Field> {
    let field = |(column, kind): (&Column, &Kind)| Field::new(&column.name, data_type(*kind), true);
    columns.iter().zip(kinds).map(field).collect()
}

const fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Int => DataType::Int64,
        Kind::Real | Kind::Latitude | Kind::Longitude => DataType::Float64,
        Kind::Day => DataType::Date32,
        Kind::Flag => DataType::Boolean,
    }
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    (day - Date::constant(1970, 1, 1)).get_days()
}

/// One column of some rows.
fn array(rows: &[Vec<Cell>], index: usize, kind: Kind) -> ArrayRef {
    let cells = rows.iter().map(|row| &row[index]);
    match kind {
        Kind::Text => Arc::new(
            cells.map(|cell| (!cell.is_empty()).then(|| cell.text())).collect::<StringArray>(),
        ),
        Kind::Int => Arc::new(
            cells
                .map(|cell| if let Cell::Int(value) = cell { Some(*value) } else { None })
                .collect::<Int64Array>(),
        ),
        Kind::Real | Kind::Latitude | Kind::Longitude => {
            Arc::new(cells.map(Cell::real).collect::<Float64Array>())
        }
        Kind::Day => Arc::new(cells.map(|cell| cell.day().map(days)).collect::<Date32Array>()),
        Kind::Flag => Arc::new(
            cells
                .map(|cell| if let Cell::Flag(flag) = cell { Some(*flag) } else { None })
                .collect::<BooleanArray>(),
        ),
    }
}

/// All columns of some rows.
pub(super) fn arrays(grid: &Grid, rows: &[Vec<Cell>], kinds: &[Kind]) -> Vec<ArrayRef> {
    debug_assert_eq!(grid.columns.len(), kinds.len());
    kinds.iter().enumerate().map(|(index, kind)| array(rows, index, *kind)).collect()
}

/// A batch of some rows under a schema.
pub(super) fn batch(
    schema: &arrow::datatypes::SchemaRef,
    arrays: Vec<ArrayRef>,
    rows: usize,
) -> Result<RecordBatch, arrow::error::ArrowError> {
    // The number of rows is said, because a grid may have no columns.
    let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::clone(schema), arrays, &options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::Array as _;

    #[test]
    fn each_kind_has_its_type_and_nothing_is_null() {
        let mut grid = Grid::new(&["a", "b", "date", "flag", "text"]);
        grid.push(vec![1u32.into(), Cell::Real(0.5), "1970-01-11".into(), true.into(), "x".into()]);
        grid.push(vec![Cell::Empty; 5]);
        let arrays = arrays(&grid, &grid.rows, &grid.kinds());
        let types: Vec<&DataType> = arrays.iter().map(|array| array.data_type()).collect();
        use DataType::{Boolean, Date32, Float64, Int64, Utf8};
        assert_eq!(types, [&Int64, &Float64, &Date32, &Boolean, &Utf8]);
        assert!(arrays.iter().all(|array| array.null_count() == 1));
        assert_eq!(days(Date::constant(1970, 1, 11)), 10);
        assert_eq!(days(Date::constant(1969, 12, 31)), -1);
    }
}
