//! One JSON document: the card, then the rows as objects.

use std::io::Write;

use serde_json::Value;

use crate::card::Card;
use crate::error::ExportError;
use crate::grid::Grid;

/// `{"card": …, "rows": […]}`, a row a line.
pub(crate) fn write(grid: &Grid, card: &Card, out: &mut dyn Write) -> Result<(), ExportError> {
    write!(out, "{{\"card\":{},\n\"rows\":", card.json())?;
    array(grid.rows.iter().map(|row| Value::Object(grid.object(row))), out)?;
    out.write_all(b"}\n")?;
    Ok(())
}

/// A JSON array, a value a line.
pub(super) fn array(
    values: impl Iterator<Item = Value>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    out.write_all(b"[")?;
    for (index, value) in values.enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &value)?;
    }
    out.write_all(b"\n]")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, grid};

    #[test]
    fn the_card_goes_before_the_rows() {
        let mut bytes = Vec::new();
        write(&grid(), &card(), &mut bytes).expect("a vector does not fail");
        let read: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(read["card"]["licence"]["id"], "CC-BY-4.0");
        assert_eq!(read["rows"].as_array().expect("rows").len(), 3);
        assert_eq!(read["rows"][1]["longitude"], 12.125);
        assert_eq!(read["rows"][2]["longitude"], Value::Null);
    }

    #[test]
    fn no_rows_are_an_empty_array() {
        let mut bytes = Vec::new();
        write(&Grid::new(&["a"]), &card(), &mut bytes).expect("a vector does not fail");
        let read: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(read["rows"], Value::Array(Vec::new()));
    }
}
