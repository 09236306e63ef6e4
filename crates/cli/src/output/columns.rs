//! Rows as Parquet.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::{Cell, Grid};
use crate::failure::Failure;

/// A column is as wide as its widest cell: text, else real numbers, else whole ones.
fn column(grid: &Grid, index: usize) -> ArrayRef {
    let cells = || grid.rows.iter().map(|row| &row[index]);
    if cells().any(|cell| matches!(cell, Cell::Text(_))) {
        let texts = cells().map(|cell| match cell {
            Cell::Empty => None,
            Cell::Text(text) => Some(text.clone()),
            Cell::Int(value) => Some(value.to_string()),
            Cell::Real(value) => Some(value.to_string()),
        });
        return Arc::new(texts.collect::<StringArray>());
    }
    if cells().any(|cell| matches!(cell, Cell::Real(_))) {
        let reals = cells().map(|cell| match cell {
            // Whole numbers among fractions are counts far below 2^53.
            #[allow(clippy::cast_precision_loss)]
            Cell::Int(value) => Some(*value as f64),
            Cell::Real(value) => Some(*value),
            _ => None,
        });
        return Arc::new(reals.collect::<Float64Array>());
    }
    if cells().all(|cell| *cell == Cell::Empty) {
        return Arc::new(cells().map(|_| None::<String>).collect::<StringArray>());
    }
    let ints = cells().map(|cell| if let Cell::Int(value) = cell { Some(*value) } else { None });
    Arc::new(ints.collect::<Int64Array>())
}

pub(super) fn parquet(grid: &Grid) -> Result<Vec<u8>, Failure> {
    let columns: Vec<ArrayRef> = (0..grid.columns.len()).map(|n| column(grid, n)).collect();
    let fields: Vec<Field> = grid
        .columns
        .iter()
        .zip(&columns)
        .map(|(name, column)| Field::new(name, DataType::clone(column.data_type()), true))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let failed =
        |error: &dyn std::fmt::Display| Failure::Data(format!("cannot write Parquet: {error}"));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(|e| failed(&e))?;
    let level = ZstdLevel::try_new(3).map_err(|e| failed(&e))?;
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
    let mut bytes = Vec::new();
    let mut writer =
        ArrowWriter::try_new(&mut bytes, schema, Some(properties)).map_err(|e| failed(&e))?;
    writer.write(&batch).map_err(|e| failed(&e))?;
    writer.close().map_err(|e| failed(&e))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_takes_the_widest_type_of_its_cells() {
        let mut grid = Grid::new(&["a", "b", "c"]);
        grid.push(vec![Cell::Int(1), Cell::Int(1), Cell::Empty]);
        grid.push(vec![Cell::Int(2), Cell::Real(0.5), Cell::Empty]);
        assert_eq!(column(&grid, 0).data_type(), &DataType::Int64);
        assert_eq!(column(&grid, 1).data_type(), &DataType::Float64);
        assert_eq!(column(&grid, 2).null_count(), 2);
        assert_eq!(&parquet(&grid).expect("Parquet")[..4], b"PAR1");
    }
}
