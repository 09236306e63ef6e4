//! Parquet, with the card under the key `bellwether.card` of the file's metadata.

use std::io::Write;
use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::datatypes::{Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::columns::{BATCH_ROWS, arrays, batch, fields};
use crate::card::Card;
use crate::error::ExportError;
use crate::grid::{Cell, Grid};

/// The key of the card.
pub(super) const CARD_KEY: &str = "bellwether.card";

/// Columns of a grid and, for each batch, further ones.
pub(super) struct Further<'a> {
    /// Their fields.
    pub(super) fields: Vec<Field>,
    /// Their values for some rows.
    pub(super) arrays: &'a dyn Fn(&[Vec<Cell>]) -> Vec<ArrayRef>,
    /// What the file's metadata say about them: keys and values.
    pub(super) metadata: Vec<(String, String)>,
}

/// All columns of a grid.
pub(crate) fn write(grid: &Grid, card: &Card, out: &mut dyn Write) -> Result<(), ExportError> {
    let none = Further { fields: Vec::new(), arrays: &|_| Vec::new(), metadata: Vec::new() };
    write_with(grid, card, &none, out)
}

/// All columns of a grid, and further ones after them.
pub(super) fn write_with(
    grid: &Grid,
    card: &Card,
    further: &Further<'_>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let kinds = grid.kinds();
    let mut all = fields(&grid.columns, &kinds);
    all.extend(further.fields.iter().cloned());
    let schema = Arc::new(Schema::new(all));
    let mut metadata = vec![KeyValue::new(CARD_KEY.to_owned(), card.json().to_string())];
    for (key, value) in &further.metadata {
        metadata.push(KeyValue::new(key.clone(), value.clone()));
    }
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_key_value_metadata(Some(metadata))
        .build();
    // The writer asks for a Send sink, which the caller's may not be: row groups are encoded in memory
    // and handed on.
    let mut buffer = Buffer::default();
    let mut writer = ArrowWriter::try_new(buffer.clone(), Arc::clone(&schema), Some(properties))?;
    for rows in grid.rows.chunks(BATCH_ROWS) {
        let mut columns = arrays(grid, rows, &kinds);
        columns.extend((further.arrays)(rows));
        writer.write(&batch(&schema, columns, rows.len())?)?;
        if writer.in_progress_size() > ROW_GROUP_BYTES {
            writer.flush()?;
        }
        buffer.hand_on(out)?;
    }
    writer.close()?;
    buffer.hand_on(out)?;
    Ok(())
}

/// Encoded bytes after which a row group ends, so that memory does not grow with the rows.
const ROW_GROUP_BYTES: usize = 32 << 20;

/// Bytes on their way from the encoder to the caller's writer.
#[derive(Clone, Default)]
struct Buffer(Arc<std::sync::Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Vec<u8> {
        // A poisoned lock means that an encoder thread died, and there is none.
        std::mem::take(&mut *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    fn hand_on(&mut self, out: &mut dyn Write) -> std::io::Result<()> {
        out.write_all(&self.take())
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, grid};
    use parquet::file::reader::{FileReader as _, SerializedFileReader};

    #[test]
    fn the_file_holds_all_rows_and_the_card() {
        let mut big = Grid::new(&["n"]);
        (0..20_000u32).for_each(|n| big.push(vec![n.into()]));
        for (grid, rows) in [(grid(), 3), (big, 20_000), (Grid::new(&["a"]), 0)] {
            let mut bytes = Vec::new();
            write(&grid, &card(), &mut bytes).expect("written");
            let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("Parquet");
            let metadata = reader.metadata().file_metadata();
            assert_eq!(metadata.num_rows(), rows);
            let pairs = metadata.key_value_metadata().expect("metadata");
            let card = pairs.iter().find(|pair| pair.key == CARD_KEY).expect("the card");
            assert!(card.value.as_ref().expect("a value").contains("CC-BY-4.0"));
        }
    }
}
