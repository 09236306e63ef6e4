//! A spreadsheet: the rows, and the card as the sheet `Citation`.

use std::io::Write;

use bellwether_model::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Style, Workbook, Worksheet};

use crate::card::Card;
use crate::error::ExportError;
use crate::format::Format;
use crate::grid::{Cell, Grid};
use crate::hxl;

/// Rows below the header that a sheet holds: 2^20 less the header.
const ROWS_MAX: usize = 1_048_575;
/// Columns that a sheet holds.
const COLUMNS_MAX: usize = 16_384;
/// UTF-16 units that a cell holds.
const TEXT_MAX: usize = 32_767;
/// Whole numbers from here on lose digits: a sheet keeps fifteen.
const EXACT_BELOW: u64 = 1_000_000_000_000_000;

/// How cells look.
struct Styles {
    header: Style,
    day: Style,
    /// Text for good: also when somebody edits the cell, it does not become a formula.
    text: Style,
}

/// Builds the workbook in memory and writes it. The file has a fixed date of creation, so that the same
/// rows give the same bytes.
pub(crate) fn write(
    grid: &Grid,
    card: &Card,
    tags: bool,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    fits(grid, tags)?;
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new().set_title(&card.title).set_creation_datetime(&created),
    );
    let styles = Styles {
        header: Style::new().set_bold(),
        day: Style::new().set_num_format("yyyy-mm-dd"),
        text: Style::new().set_quote_prefix(),
    };
    data(workbook.add_worksheet().set_name("Data")?, grid, tags, &styles)?;
    citation(workbook.add_worksheet().set_name("Citation")?, card, &styles)?;
    out.write_all(&workbook.save_to_buffer()?)?;
    Ok(())
}

fn fits(grid: &Grid, tags: bool) -> Result<(), ExportError> {
    let format = Format::Xlsx;
    let (rows, limit) = (grid.rows.len(), ROWS_MAX - usize::from(tags));
    if rows > limit {
        return Err(ExportError::TooManyRows { format, rows, limit });
    }
    let columns = grid.columns.len();
    if columns > COLUMNS_MAX {
        return Err(ExportError::TooManyColumns { format, columns, limit: COLUMNS_MAX });
    }
    for (row, cells) in grid.rows.iter().enumerate() {
        for (cell, column) in cells.iter().zip(grid.names()) {
            // A text has at most as many UTF-16 units as bytes, so most need not be counted.
            if let Cell::Text(text) = cell
                && text.len() > TEXT_MAX
                && text.encode_utf16().count() > TEXT_MAX
            {
                return Err(ExportError::TextTooLong {
                    format,
                    row: row + 1,
                    column: column.to_owned(),
                    length: text.encode_utf16().count(),
                    limit: TEXT_MAX,
                });
            }
        }
    }
    Ok(())
}

fn data(
    sheet: &mut Worksheet,
    grid: &Grid,
    tags: bool,
    styles: &Styles,
) -> Result<(), ExportError> {
    let kinds = grid.kinds();
    let mut first = 1;
    for (column, name) in (0u16..).zip(grid.names()) {
        sheet.write_string_with_format(0, column, name, &styles.header)?;
        if let Some(tag) = hxl::tag(name).filter(|_| tags) {
            sheet.write_string(1, column, tag)?;
        }
    }
    if tags {
        first = 2;
    }
    sheet.set_freeze_panes(first, 0)?;
    for (row, cells) in (first..).zip(&grid.rows) {
        for ((column, cell), kind) in (0u16..).zip(cells).zip(&kinds) {
            let day = cell.day().filter(|_| *kind == crate::Kind::Day);
            match day.and_then(excel_day) {
                Some(day) => sheet.write_datetime_with_format(row, column, &day, &styles.day)?,
                None => put(sheet, row, column, cell, styles)?,
            };
        }
    }
    Ok(())
}

/// A day as a spreadsheet counts them; `None` before 1900, which it cannot hold.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let (month, day) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

fn put<'a>(
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    styles: &Styles,
) -> Result<&'a mut Worksheet, ExportError> {
    let sheet = match cell {
        Cell::Empty => sheet,
        // Below 2^53.
        #[allow(clippy::cast_precision_loss)]
        Cell::Int(value) if value.unsigned_abs() < EXACT_BELOW => {
            sheet.write_number(row, column, *value as f64)?
        }
        Cell::Real(value) if value.is_finite() => sheet.write_number(row, column, *value)?,
        Cell::Real(_) => sheet,
        Cell::Flag(flag) => sheet.write_boolean(row, column, *flag)?,
        Cell::Text(text) if text.is_empty() => sheet,
        other => sheet.write_string_with_format(row, column, other.text(), &styles.text)?,
    };
    Ok(sheet)
}

fn citation(sheet: &mut Worksheet, card: &Card, styles: &Styles) -> Result<(), ExportError> {
    sheet.set_column_width(0, 18)?.set_column_width(1, 100)?;
    let wrapped = Style::new().set_quote_prefix().set_text_wrap();
    for (row, (label, text)) in (0u32..).zip(card.lines()) {
        let text: String = text.chars().take(TEXT_MAX / 2).collect();
        sheet
            .write_string_with_format(row, 0, label, &styles.header)?
            .write_string_with_format(row, 1, text, &wrapped)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, grid};
    use calamine::{Data, DataRef, Reader as _, Xlsx};
    use std::io::Cursor;

    type Sheet = Vec<((u32, u32), Data)>;

    /// The cells of a sheet that are not empty, through the cells reader.
    fn cells(bytes: &[u8], sheet: &str) -> Sheet {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("XLSX");
        let mut reader = book.worksheet_cells_reader(sheet).expect("a sheet");
        let mut cells = Vec::new();
        while let Some(cell) = reader.next_cell().expect("well formed") {
            if *cell.get_value() != DataRef::Empty {
                cells.push((cell.get_position(), Data::from(cell.get_value().clone())));
            }
        }
        cells
    }

    fn written(grid: &Grid, tags: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(grid, &card(), tags, &mut bytes).expect("written");
        bytes
    }

    fn at(cells: &Sheet, row: u32, column: u32) -> &Data {
        let found = cells.iter().find(|(position, _)| *position == (row, column));
        found.map_or(&Data::Empty, |(_, value)| value)
    }

    #[test]
    fn values_keep_their_kinds_and_a_formula_is_text() {
        let bytes = written(&grid(), false);
        let sheet = cells(&bytes, "Data");
        assert_eq!(*at(&sheet, 0, 2), Data::String("date_start".into()));
        let Data::DateTime(day) = at(&sheet, 1, 2) else { panic!("{:?}", at(&sheet, 1, 2)) };
        assert!((day.as_f64() - 44_434.0).abs() < 1e-9, "2021-08-26 is day 44434");
        assert_eq!(*at(&sheet, 1, 3), Data::Float(34.25));
        assert_eq!(*at(&sheet, 1, 6), Data::String("=cmd|'x'!A1".into()));
        assert_eq!(*at(&sheet, 1, 7), Data::Float(13.0));
        assert_eq!(*at(&sheet, 3, 3), Data::Empty);
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).expect("XLSX");
        assert!(book.worksheet_formula("Data").expect("a sheet").is_empty());
    }

    #[test]
    fn the_card_is_the_second_sheet() {
        let sheet = cells(&written(&grid(), false), "Citation");
        let texts: Vec<String> = sheet.iter().map(|(_, value)| value.to_string()).collect();
        assert!(texts.iter().any(|text| text.contains("CC-BY-4.0")), "{texts:?}");
    }

    #[test]
    fn tags_stand_under_the_header() {
        let sheet = cells(&written(&grid(), true), "Data");
        assert_eq!(*at(&sheet, 1, 7), Data::String("#affected+killed".into()));
        assert_eq!(*at(&sheet, 2, 7), Data::Float(13.0));
    }

    #[test]
    fn a_number_with_more_digits_than_a_sheet_keeps_is_text() {
        let mut grid = Grid::new(&["n"]);
        grid.push(vec![Cell::Int(i64::MAX)]);
        grid.push(vec![Cell::Int(-7)]);
        let sheet = cells(&written(&grid, false), "Data");
        assert_eq!(*at(&sheet, 1, 0), Data::String(i64::MAX.to_string()));
        assert_eq!(*at(&sheet, 2, 0), Data::Float(-7.0));
    }

    #[test]
    fn what_a_sheet_cannot_hold_is_refused_with_the_way_out() {
        let mut long = Grid::new(&["note"]);
        long.push(vec!["ß".repeat(TEXT_MAX).into()]);
        assert!(write(&long, &card(), false, &mut std::io::sink()).is_ok());
        long.push(vec!["x".repeat(TEXT_MAX + 1).into()]);
        let error = write(&long, &card(), false, &mut std::io::sink()).expect_err("too long");
        let words = error.to_string();
        assert!(words.contains("row 2, column note") && words.contains("csv"), "{words}");
        let mut many = Grid::new(&["n"]);
        many.rows = vec![vec![Cell::Empty]; ROWS_MAX + 1];
        let error = write(&many, &card(), false, &mut std::io::sink()).expect_err("too many");
        assert!(error.to_string().contains("1048576 rows are more than the 1048575"), "{error}");
        many.rows.truncate(ROWS_MAX);
        assert!(fits(&many, false).is_ok());
        assert!(fits(&many, true).is_err());
    }
}
