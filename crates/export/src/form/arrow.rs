//! An Arrow IPC stream, with the card under the key `bellwether.card` of the schema's metadata: what pyarrow, polars
//! and R's arrow read from a connection without a copy.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use arrow::datatypes::Schema;
use arrow::ipc::writer::StreamWriter;

use super::columns::{BATCH_ROWS, arrays, batch, fields};
use super::parquet::CARD_KEY;
use crate::card::Card;
use crate::error::ExportError;
use crate::grid::Grid;

/// All columns of a grid.
pub(crate) fn write(grid: &Grid, card: &Card, out: &mut dyn Write) -> Result<(), ExportError> {
    let kinds = grid.kinds();
    let metadata = HashMap::from([(CARD_KEY.to_owned(), card.json().to_string())]);
    let schema = Arc::new(Schema::new_with_metadata(fields(&grid.columns, &kinds), metadata));
    let mut writer = StreamWriter::try_new(out, &schema)?;
    for rows in grid.rows.chunks(BATCH_ROWS) {
        writer.write(&batch(&schema, arrays(grid, rows, &kinds), rows.len())?)?;
    }
    writer.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, grid};
    use arrow::ipc::reader::StreamReader;

    #[test]
    fn the_stream_holds_all_rows_and_the_card() {
        let mut big = Grid::new(&["n"]);
        (0..20_000u32).for_each(|n| big.push(vec![n.into()]));
        for (grid, rows) in [(grid(), 3), (big, 20_000), (Grid::new(&["a"]), 0)] {
            let mut bytes = Vec::new();
            write(&grid, &card(), &mut bytes).expect("written");
            let reader = StreamReader::try_new(bytes.as_slice(), None).expect("a stream");
            assert!(reader.schema().metadata()[CARD_KEY].contains("CC-BY-4.0"));
            let found: usize = reader.map(|batch| batch.expect("a batch").num_rows()).sum();
            assert_eq!(found, rows);
        }
    }
}
