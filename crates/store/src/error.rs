//! What can go wrong with a store.

use std::path::PathBuf;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is nothing at the path, or something that is not a store.
    #[error("{path} is not a store: {why}", path = path.display())]
    NotAStore {
        /// The directory that was asked for.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The store was written by a newer program.
    #[error(
        "the store has format {found}, this program reads up to {supported}; use a newer bellwether"
    )]
    FormatTooNew {
        /// The format found.
        found: u32,
        /// The newest format that this program reads.
        supported: u32,
    },
    /// The store was written by an older program whose tables this one cannot read.
    #[error(
        "the store has format {found}, this program reads {supported}; ingest the files again into a new store"
    )]
    FormatTooOld {
        /// The format found.
        found: u32,
        /// The format that this program reads.
        supported: u32,
    },
    /// Somebody else is writing.
    #[error(
        "another process is writing to the store ({holder}); wait until it has ended and try again"
    )]
    Locked {
        /// What the lock file says about the writer.
        holder: String,
    },
    /// Two writers met; the other one won.
    #[error("another writer committed version {version} first; run the command again")]
    Conflict {
        /// The version that both wanted.
        version: i64,
    },
    /// The disk is full or a quota is reached.
    #[error(
        "no space left while writing {what}; the store is as it was before; free some space and run the command again"
    )]
    NoSpace {
        /// What was being written.
        what: String,
    },
    /// A file could not be read or written.
    #[error("cannot {doing} {path}: {source}", path = path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The store's rows are not what its commits say.
    #[error("the store is damaged: {0}")]
    Integrity(String),
    /// A store version was asked for that does not exist.
    #[error("the store has no version {asked}; its newest is {newest}")]
    NoSuchVersion {
        /// The version asked for.
        asked: i64,
        /// The newest there is.
        newest: i64,
    },
    /// A question cannot be put.
    #[error("{0}")]
    Question(String),
    /// An answer would pass a limit.
    #[error(
        "the answer passes the limit of {limit} {what}; ask for less, or raise the limit in the configuration"
    )]
    Limit {
        /// The limit.
        limit: u64,
        /// What it limits.
        what: &'static str,
    },
    /// The table layer failed.
    #[error("the store is damaged or out of reach: {doing} failed: {}", brief(source))]
    Delta {
        /// What was being done.
        doing: String,
        /// The cause.
        source: Box<deltalake::DeltaTableError>,
    },
    /// The query engine failed.
    #[error("the query failed: {}", brief(.0))]
    Query(#[from] Box<datafusion::error::DataFusionError>),
    /// A file in the store could not be written or read as Parquet.
    #[error("cannot handle a Parquet file of the table {table}: {}", brief(source))]
    Parquet {
        /// The table.
        table: &'static str,
        /// The cause.
        source: Box<parquet::errors::ParquetError>,
    },
}

/// An error's words without the stack that some layers append to them.
fn brief(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let is_frame = |line: &str| {
        let line = line.trim_start();
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        digits > 0 && line[digits..].starts_with(": ")
    };
    let words: Vec<&str> = text
        .lines()
        .take_while(|line| !line.to_lowercase().contains("backtrace") && !is_frame(line))
        .filter(|line| !line.trim().is_empty())
        .collect();
    words.join(" ")
}

impl StoreError {
    /// The same failure with the store named, where space ran out.
    pub(crate) fn at(self, store: &std::path::Path) -> Self {
        match self {
            Self::NoSpace { what } if !what.contains(&store.display().to_string()) => {
                Self::NoSpace { what: format!("{what} in {}", store.display()) }
            }
            other => other,
        }
    }

    pub(crate) fn io(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| {
            if source.kind() == std::io::ErrorKind::StorageFull {
                Self::NoSpace { what: path.display().to_string() }
            } else {
                Self::Io { doing, path, source }
            }
        }
    }

    pub(crate) fn delta(
        doing: impl Into<String>,
    ) -> impl FnOnce(deltalake::DeltaTableError) -> Self {
        let doing = doing.into();
        move |source| {
            if is_no_space(&source) {
                Self::NoSpace { what: doing }
            } else {
                Self::Delta { doing, source: Box::new(source) }
            }
        }
    }

    pub(crate) fn parquet(
        table: &'static str,
    ) -> impl FnOnce(parquet::errors::ParquetError) -> Self {
        move |source| {
            if is_no_space(&source) {
                Self::NoSpace { what: format!("the table {table}") }
            } else {
                Self::Parquet { table, source: Box::new(source) }
            }
        }
    }
}

impl From<datafusion::error::DataFusionError> for StoreError {
    fn from(error: datafusion::error::DataFusionError) -> Self {
        Self::Query(Box::new(error))
    }
}

impl From<arrow::error::ArrowError> for StoreError {
    fn from(error: arrow::error::ArrowError) -> Self {
        Self::Query(Box::new(error.into()))
    }
}

/// Whether somewhere among its causes an error says that the disk is full. The layers between wrap
/// the operating system's error in their own, so the chain is walked.
fn is_no_space(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        let full = error
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| io.kind() == std::io::ErrorKind::StorageFull);
        if full || error.to_string().contains("No space left on device") {
            return true;
        }
        cause = error.source();
    }
    false
}
