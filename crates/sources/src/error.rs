//! Why a file as a whole cannot be read. What is wrong with one row is a finding, not an error.

use std::io;
use std::path::PathBuf;

/// A file that cannot be read, with what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The operating system refused.
    #[error("cannot read {}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        error: io::Error,
    },
    /// There is nothing in it.
    #[error("{} has no rows: it is empty or holds only a header; download it again", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file on the disk is larger than the limit.
    #[error("{} has {seen} bytes, above the limit of {limit} for an input file; split it or raise the limit", path.display())]
    InputTooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        seen: u64,
        /// The limit hit.
        limit: u64,
    },
    /// The decompressed content is larger than the limit.
    #[error(
        "the content expands to more than {limit} bytes, the limit for one file; split it or raise the limit"
    )]
    ExpandedTooLarge {
        /// The limit hit.
        limit: u64,
    },
    /// The content expands faster than any real table does.
    #[error(
        "the content expands to {seen} bytes from {compressed}, above the limit of {limit} for one: this looks like a decompression bomb; unpack it yourself if you trust it"
    )]
    ExpansionRatio {
        /// Expanded bytes so far.
        seen: u64,
        /// Compressed bytes so far.
        compressed: u64,
        /// The limit hit.
        limit: u64,
    },
    /// The archive is not one that can be read.
    #[error("{} cannot be read as an archive: {reason}", path.display())]
    Archive {
        /// The file.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
    /// A workbook that is not read.
    #[error("{} is not read as a workbook: {reason}; save the sheet as UTF-8 CSV", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// An archive within an archive, or a compressed file within one.
    #[error("{} holds another archive ({inner}); unpack the outer one and bring in the inner file", path.display())]
    NestedArchive {
        /// The file.
        path: PathBuf,
        /// What the inner one is.
        inner: &'static str,
    },
    /// The file cannot be decompressed from its first byte on.
    #[error("{} is damaged: {reason}; download it again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the decoder said.
        reason: String,
    },
    /// The first record does not end within the limit.
    #[error("the header does not end within {limit} bytes; is this a table with one row a line?")]
    HeaderTooLong {
        /// The limit hit.
        limit: usize,
    },
    /// The header is not a well-formed record.
    #[error("the header is not well-formed CSV ({reason}); export the table again as UTF-8 CSV")]
    HeaderMalformed {
        /// What is wrong.
        reason: String,
    },
    /// More columns than the limit.
    #[error("the header has {seen} columns, above the limit of {limit}")]
    TooManyColumns {
        /// Columns seen.
        seen: usize,
        /// The limit hit.
        limit: usize,
    },
    /// Two columns have one name, so that either could be meant.
    #[error("the header names the column {column:?} twice; remove or rename one of them")]
    DuplicateColumn {
        /// The name.
        column: String,
    },
    /// Nearly a known table, but columns that it needs are missing.
    #[error("this looks like {dataset}, but it lacks the columns {}; export it again with all columns and the source's own English column names", missing.join(", "))]
    MissingColumns {
        /// The dataset that it resembles.
        dataset: &'static str,
        /// The columns that are missing.
        missing: Vec<String>,
    },
    /// Not a table that any reader knows.
    #[error("no reader knows a table with the columns {}; readable are {readable}, with the source's own English column names in the first row; for any other table draft a mapping with --suggest-mapping", columns.join(", "))]
    Unrecognised {
        /// The columns seen, at most twelve.
        columns: Vec<String>,
        /// The datasets that can be read.
        readable: String,
    },
    /// A table that one of the bundled mappings reads.
    #[error("this looks like {title}; read it with --mapping {name}")]
    BundledMapping {
        /// The mapping's name.
        name: &'static str,
        /// The title of its dataset.
        title: String,
    },
    /// The mapping is not one, or not one for this table.
    #[error(transparent)]
    Mapping(#[from] crate::mapped::MappingError),
    /// JSON, but no table.
    #[error(
        "the file is JSON but neither a table (an array of objects, or one object a line) nor a GeoJSON feature collection: {reason}; export it as CSV, or as JSON of one of these forms"
    )]
    NotAJsonTable {
        /// What is wrong.
        reason: String,
    },
    /// A dataset's rows in a form in which they cannot be told apart or completed.
    #[error("this is {dataset} in a form that is not read: {reason}")]
    WrongForm {
        /// The dataset.
        dataset: &'static str,
        /// What form it is, why it is refused, and what to do.
        reason: String,
    },
    /// Binary content.
    #[error("{} is not text ({reason}); export it as CSV or GeoJSON", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// What it is.
        reason: &'static str,
    },
}
