//! One door to all forms of files.

use std::fmt;
use std::io::Write;

use crate::card::Card;
use crate::error::ExportError;
use crate::form;
use crate::grid::Grid;
use crate::policy::Cleared;

/// A form of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Comma-separated values, with the card beside them.
    Csv,
    /// A JSON object on each line, with the card beside them.
    Ndjson,
    /// One JSON document, card and rows.
    Json,
    /// GeoJSON, the card as a foreign member.
    Geojson,
    /// GeoParquet 1.1, the card in its metadata.
    Geoparquet,
    /// Parquet, the card in its metadata.
    Parquet,
    /// An Arrow IPC stream, the card in its schema's metadata.
    Arrow,
    /// A spreadsheet, the card as its second sheet.
    Xlsx,
    /// A STIX 2.1 bundle; only for an actor and its incidents ([`crate::stix`]).
    Stix,
}

impl Format {
    /// All forms, in the order in which they are listed to people.
    pub const ALL: [Self; 9] = [
        Self::Csv,
        Self::Ndjson,
        Self::Json,
        Self::Geojson,
        Self::Geoparquet,
        Self::Parquet,
        Self::Arrow,
        Self::Xlsx,
        Self::Stix,
    ];

    /// The word by which people ask for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Json => "json",
            Self::Geojson => "geojson",
            Self::Geoparquet => "geoparquet",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
            Self::Xlsx => "xlsx",
            Self::Stix => "stix",
        }
    }

    /// The inverse of [`Format::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// The ending of its files, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Geoparquet => "parquet",
            Self::Stix => "json",
            Self::Arrow => "arrows",
            other => other.as_str(),
        }
    }

    /// The media type (IANA where there is one).
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
            Self::Json => "application/json",
            Self::Geojson => "application/geo+json",
            Self::Geoparquet | Self::Parquet => "application/vnd.apache.parquet",
            Self::Arrow => "application/vnd.apache.arrow.stream",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Stix => "application/stix+json;version=2.1",
        }
    }

    /// Whether it is not text, so that it does not belong on a terminal.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Geoparquet | Self::Parquet | Self::Arrow | Self::Xlsx)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// A row of HXL tags directly under the header; CSV and XLSX only.
    pub hxl: bool,
    /// Draw points also for places that are known only to a unit, whose point is the unit's centre and
    /// nowhere that anything happened.
    pub points_of_units: bool,
}

/// Writes cleared rows in one form. What the clearing did (permissions used, cells withheld, places
/// coarsened) is added to the card.
///
/// CSV, NDJSON, JSON and GeoJSON are written row by row; Parquet in batches; a spreadsheet is built
/// in a temporary file first. The writer is flushed, and given back by the caller's own means.
///
/// # Errors
/// When the writer fails; when the form cannot hold these rows; when the card does not cite a dataset that
/// the rows come from.
pub fn write(
    format: Format,
    rows: &Cleared<Grid>,
    card: &Card,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    if options.hxl && !matches!(format, Format::Csv | Format::Xlsx) {
        return Err(ExportError::NoTagRow(format));
    }
    let card = rows.card(card)?;
    let grid = rows.get();
    match format {
        Format::Csv => form::csv::write(grid, options.hxl, out)?,
        Format::Ndjson => form::ndjson::write(grid, out)?,
        Format::Json => form::json::write(grid, &card, out)?,
        Format::Geojson => form::geojson::write(grid, &card, options.points_of_units, out)?,
        Format::Geoparquet => form::geoparquet::write(grid, &card, options.points_of_units, out)?,
        Format::Parquet => form::parquet::write(grid, &card, out)?,
        Format::Arrow => form::arrow::write(grid, &card, out)?,
        Format::Xlsx => form::xlsx::write(grid, &card, options.hxl, out)?,
        Format::Stix => return Err(ExportError::NotForRows(format)),
    }
    out.flush()?;
    Ok(())
}

/// The files that must lie beside a file of the form, which has no room for the card: each the suffix
/// that follows the file's name (`-metadata.json`, where CSV on the Web looks for it first), and its bytes. `name` is the file's own name, as the
/// companion refers to it.
///
/// # Errors
/// When the card does not cite a dataset that the rows come from.
pub fn companions(
    format: Format,
    rows: &Cleared<Grid>,
    card: &Card,
    options: &Options,
    name: &str,
) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let card = rows.card(card)?;
    let document = match format {
        Format::Csv => form::csvw::document(rows.get(), &card, options.hxl, name),
        Format::Ndjson => card.json(),
        _ => return Ok(Vec::new()),
    };
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(vec![("-metadata.json".to_owned(), bytes)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, cleared};

    #[test]
    fn words_and_forms_are_each_others_inverse() {
        for format in Format::ALL {
            assert_eq!(Format::parse(format.as_str()), Some(format));
        }
        assert_eq!(Format::parse("xml"), None);
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_in_every_form() {
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Stix) {
            let bytes = || {
                let mut bytes = Vec::new();
                write(format, &cleared(), &card(), &Options::default(), &mut bytes)
                    .expect("written");
                bytes
            };
            assert!(bytes() == bytes(), "{format} differs from run to run");
        }
    }

    #[test]
    fn rows_whose_dataset_is_not_cited_do_not_leave() {
        let bare = Card::new("t", "q", Vec::new());
        for format in Format::ALL {
            let result =
                write(format, &cleared(), &bare, &Options::default(), &mut std::io::sink());
            assert!(matches!(result, Err(ExportError::Uncited(_))), "{format}");
        }
    }

    #[test]
    fn tags_are_refused_where_there_is_no_row_for_them() {
        let options = Options { hxl: true, ..Options::default() };
        let result = write(Format::Json, &cleared(), &card(), &options, &mut std::io::sink());
        assert!(matches!(result, Err(ExportError::NoTagRow(Format::Json))));
    }

    #[test]
    fn rows_are_not_a_stix_bundle() {
        let options = Options::default();
        let result = write(Format::Stix, &cleared(), &card(), &options, &mut std::io::sink());
        assert!(matches!(result, Err(ExportError::NotForRows(_))));
    }

    #[test]
    fn only_forms_without_room_for_the_card_have_a_companion() {
        for format in Format::ALL {
            let files = companions(format, &cleared(), &card(), &Options::default(), "a.csv")
                .expect("cited");
            let expected = matches!(format, Format::Csv | Format::Ndjson);
            assert_eq!(files.len(), usize::from(expected), "{format}");
        }
    }
}
