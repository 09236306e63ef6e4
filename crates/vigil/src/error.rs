//! Why a watch could not be run.

use bellwether_store::StoreError;
use bellwether_watch::WatchError;

/// Why a watch could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VigilError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A series or a rule could not be made.
    #[error(transparent)]
    Watch(#[from] WatchError),
    /// A scan could not be made.
    #[error(transparent)]
    Scan(#[from] bellwether_watch::scan::ScanError),
    /// A watch or an alert in the store cannot be read.
    #[error(
        "the {what} {name:?} in the store cannot be read: {error}; it was written by another version"
    )]
    Unreadable {
        /// What it is.
        what: &'static str,
        /// Its name or id.
        name: String,
        /// Why.
        error: serde_json::Error,
    },
    /// A watch asks for what cannot be.
    #[error("{0}")]
    Definition(String),
}
