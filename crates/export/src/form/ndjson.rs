//! A JSON object on each line.

use std::io::Write;

use serde_json::Value;

use crate::error::ExportError;
use crate::grid::Grid;

/// Each row, ended by a line feed.
pub(crate) fn write(grid: &Grid, out: &mut dyn Write) -> Result<(), ExportError> {
    for row in &grid.rows {
        serde_json::to_writer(&mut *out, &Value::Object(grid.object(row)))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::Cell;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_row_is_one_line_and_can_be_had_back(
            rows in proptest::collection::vec((any::<String>(), any::<i64>()), 0..6)
        ) {
            let mut grid = Grid::new(&["text", "n"]);
            for (text, n) in &rows {
                grid.push(vec![Cell::from(text.as_str()), Cell::Int(*n)]);
            }
            let mut bytes = Vec::new();
            write(&grid, &mut bytes).expect("a vector does not fail");
            let text = String::from_utf8(bytes).expect("text");
            let read: Vec<(String, i64)> = text
                .split_terminator('\n')
                .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
                .map(|row| (row["text"].as_str().unwrap().into(), row["n"].as_i64().unwrap()))
                .collect();
            prop_assert_eq!(read, rows);
        }
    }
}
