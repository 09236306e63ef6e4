//! Why a command did not do what it was asked, and the exit code that says so.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellwether_export::ExportError;
use bellwether_export::policy::Refusal;
use bellwether_fetch::FetchError;
use bellwether_registry::actors::RegistryError;
use bellwether_registry::countries::CountryError;
use bellwether_registry::places::GazetteerError;
use bellwether_simulate::SimulateError;
use bellwether_sources::SourceError;
use bellwether_store::StoreError;

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// What was typed cannot be done.
    #[error("{0}")]
    Usage(String),
    /// What was asked for by its name is not there.
    #[error("{0}")]
    Unknown(String),
    /// The data that are there do not serve.
    #[error("{0}")]
    Data(String),
    /// There is no event of whom was asked for, or none that may be passed on.
    #[error("{0}")]
    NoEvents(String),
    /// A licence or a policy forbids it.
    #[error("{0}")]
    Refused(String),
    /// Whoever read our output has gone; nothing is wrong.
    #[error("the reader of the output has gone")]
    PipeClosed,
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
    /// A source file could not be read.
    #[error("{path}: {error}", path = path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// Why.
        error: SourceError,
    },
    /// A source file could not be read; the message names it.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Something could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// Something may not leave.
    #[error(transparent)]
    Guarded(#[from] Refusal),
    /// A file could not be exported.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A file could not be exported to where it was to go.
    #[error("cannot write {path}: {error}", path = path.display())]
    ExportTo {
        /// Where it was to go.
        path: PathBuf,
        /// Why.
        error: ExportError,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A registry file is wrong.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// A file of countries is wrong.
    #[error(transparent)]
    Countries(#[from] CountryError),
    /// A gazetteer file is wrong.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    /// A world cannot be simulated.
    #[error(transparent)]
    Simulate(#[from] SimulateError),
}

/// Whether a form was asked for what it cannot hold.
const fn is_usage(error: &ExportError) -> bool {
    matches!(
        error,
        ExportError::NoTagRow(_) | ExportError::NotForRows(_) | ExportError::NoPlaces(_)
    )
}

impl Failure {
    /// The exit code that tells a script what kind of failure it was.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::PipeClosed => 0,
            Self::Usage(_) | Self::Unknown(_) => 2,
            Self::Store(StoreError::Question(_) | StoreError::NoSuchVersion { .. }) => 2,
            Self::Simulate(
                SimulateError::OutOfRange { .. }
                | SimulateError::TooShort { .. }
                | SimulateError::TooManyVintages { .. },
            ) => 2,
            Self::Export(error) | Self::ExportTo { error, .. } if is_usage(error) => 2,
            Self::Refused(_) | Self::Guarded(_) | Self::Store(StoreError::Limit { .. }) => 4,
            Self::Store(
                StoreError::Integrity(_)
                | StoreError::Query(_)
                | StoreError::Delta { .. }
                | StoreError::Parquet { .. },
            ) => 6,
            Self::Fetch(error) => match error.failure() {
                bellwether_fetch::Failure::Usage => 2,
                bellwether_fetch::Failure::Refused => 4,
                bellwether_fetch::Failure::Network => 5,
                bellwether_fetch::Failure::Integrity => 6,
                bellwether_fetch::Failure::Local => 3,
            },
            _ => 3,
        })
    }

    /// The same failure, with the file named if its message does not.
    pub(crate) fn in_file(self, path: &Path) -> Self {
        match self {
            Self::Source(error) if !error.to_string().contains(&path.display().to_string()) => {
                Self::InFile { path: path.to_path_buf(), error }
            }
            other => other,
        }
    }

    /// The same failure, with the file named if its message does not.
    pub(crate) fn at(self, path: &Path) -> Self {
        match self {
            Self::Export(ExportError::Write(source)) => Self::io("write", path)(source),
            Self::Export(error) if !error.to_string().contains(&path.display().to_string()) => {
                Self::ExportTo { path: path.to_path_buf(), error }
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
            if source.kind() == std::io::ErrorKind::BrokenPipe {
                Self::PipeClosed
            } else {
                Self::Io { doing, path, source }
            }
        }
    }
}
