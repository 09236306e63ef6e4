//! The release as a workbook with one sheet, `Data`.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{COLUMNS, Cell};
use crate::{SimulateError, write::line::Line};

/// A workbook under construction, in memory.
pub(crate) struct Book {
    sheet: Worksheet,
    rows: u32,
}

impl Book {
    /// A workbook with its header row.
    ///
    /// # Errors
    /// When the library refuses, which would be a fault of this crate.
    pub(crate) fn new() -> Result<Self, SimulateError> {
        let mut sheet = Worksheet::new();
        let mut head = || {
            sheet.set_name("Data")?;
            for (column, name) in (0..).zip(COLUMNS) {
                sheet.write_string(0, column, name)?;
            }
            Ok::<(), XlsxError>(())
        };
        fault(head())?;
        Ok(Self { sheet, rows: 0 })
    }

    /// Rows without the header.
    pub(crate) const fn rows(&self) -> u32 {
        self.rows
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When the sheet is full.
    #[allow(clippy::cast_precision_loss)] // an eventid has twelve digits, a double holds fifteen
    pub(crate) fn add(&mut self, cells: &[Cell]) -> Result<(), SimulateError> {
        self.rows += 1;
        let (sheet, row) = (&mut self.sheet, self.rows);
        for (column, cell) in (0..).zip(cells) {
            let written = match cell {
                Cell::Empty => continue,
                Cell::Whole(number) => sheet.write_number(row, column, *number as f64),
                Cell::Degrees(value) => sheet.write_number(row, column, degrees(*value)),
                Cell::Text(text) => sheet.write_string(row, column, *text),
                Cell::Owned(text) => sheet.write_string(row, column, text),
            };
            fault(written.map(|_| ()))?;
        }
        Ok(())
    }

    /// Writes the file; its date of creation is fixed, so that the same world gives the same bytes.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn save(self, path: &Path) -> Result<(), SimulateError> {
        let mut book = Workbook::new();
        let created = fault(ExcelDateTime::from_ymd(2000, 1, 1))?;
        let properties = DocProperties::new()
            .set_title("SIMULATED: nothing here is real")
            .set_creation_datetime(&created);
        book.set_properties(&properties);
        book.push_worksheet(self.sheet);
        let bytes = fault(book.save_to_buffer())?;
        std::fs::write(path, bytes).map_err(SimulateError::write(path))
    }
}

/// As the CSV has them, so that both files hold the same numbers.
fn degrees(value: i32) -> f64 {
    let mut line = Line::default();
    line.degrees(value);
    std::str::from_utf8(&line.bytes).ok().and_then(|text| text.parse().ok()).unwrap_or_default()
}

fn fault<T>(result: Result<T, XlsxError>) -> Result<T, SimulateError> {
    result.map_err(|error| SimulateError::Format {
        what: "a workbook".to_owned(),
        reason: error.to_string(),
    })
}
