//! Why a file could not be written.

use std::io;
use std::path::PathBuf;

use bellwether_model::DatasetId;

use crate::Format;

/// Why an export failed. A refusal by licence or policy is not one: see [`crate::policy::Refusal`].
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The writer that was given failed.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
    /// A file could not be written; nothing of it is left, and what stood there before still stands.
    #[error("cannot write {}: {source}; free space or choose another place", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A form that shows places was asked for rows without any.
    #[error("these rows have no latitude and longitude, so they cannot be {0}; use csv or json")]
    NoPlaces(Format),
    /// More rows than the form can hold.
    #[error(
        "{rows} rows are more than the {limit} that {format} holds; \
         narrow the question or use csv or parquet"
    )]
    TooManyRows {
        /// The form.
        format: Format,
        /// How many rows there are.
        rows: usize,
        /// How many it holds.
        limit: usize,
    },
    /// More columns than the form can hold.
    #[error("{columns} columns are more than the {limit} that {format} holds; use csv or parquet")]
    TooManyColumns {
        /// The form.
        format: Format,
        /// How many columns there are.
        columns: usize,
        /// How many it holds.
        limit: usize,
    },
    /// A text is longer than the form can hold.
    #[error(
        "the text in row {row}, column {column} has {length} characters, more than the {limit} \
         that a cell of {format} holds; use csv or parquet, or leave the column out"
    )]
    TextTooLong {
        /// The form.
        format: Format,
        /// The row, the first is 1.
        row: usize,
        /// The column's name.
        column: String,
        /// How many UTF-16 units the text has.
        length: usize,
        /// How many it holds.
        limit: usize,
    },
    /// A column has the name of one that the form adds.
    #[error("the column {0} has the name of one that the form adds; rename it")]
    ColumnTaken(String),
    /// Rows of a dataset that the card does not cite.
    #[error("rows of {0} are not cited on the card; cite the dataset")]
    Uncited(DatasetId),
    /// The form is for an actor and its incidents, not for rows.
    #[error("{0} holds an actor and its incidents, not rows; use csv, json or parquet")]
    NotForRows(Format),
    /// A row-tagging scheme was asked of a form that has no room for it.
    #[error("{0} has no row for HXL tags; use csv or xlsx")]
    NoTagRow(Format),
    /// The Parquet library failed.
    #[error("cannot write Parquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// The Arrow library failed.
    #[error("cannot build columns: {0}")]
    Arrow(#[from] arrow::error::ArrowError),
    /// The XLSX library failed.
    #[error("cannot write XLSX: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// A line could not be added to the audit file.
    #[error("cannot add to the audit file {}: {source}; nothing may be exported unrecorded", path.display())]
    Audit {
        /// The audit file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// JSON values of ours always serialize, so what fails is the writer.
impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Write(error.into())
    }
}
