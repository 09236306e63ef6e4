//! Places, first-level units and their outlines: from names and coordinates to both.
//!
//! The data are under `data/gazetteer` (its README says how they are made) and are embedded, packed;
//! [`Gazetteer::embedded`] unpacks them and builds nothing, since places are stored in the order of
//! their grid cell and names in alphabetical order, and both are searched where they lie. A simulated
//! world adds its own with [`Gazetteer::with_dir`]. [`Resolver`] is what an ingest calls for each report.

mod bytes;
mod extra;
mod find;
mod gazetteer;
mod names;
mod normalise;
mod outlines;
#[cfg(test)]
mod real;
mod resolve;
mod table;
mod units;

use std::path::PathBuf;

pub use find::{MatchReason, PlaceMatch};
pub use gazetteer::{Gazetteer, PlaceRecord};
pub use normalise::normalise;
pub use outlines::Polygon;
pub use resolve::Resolver;
pub use units::Admin1;

/// Why a gazetteer cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// An embedded file is damaged.
    #[error("the embedded {file} is damaged ({why}); rebuild the program from a clean checkout")]
    Damaged {
        /// The file.
        file: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A file of a world cannot be read.
    #[error("cannot read {path}: {source}; check that the folder is the right one")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A row of a world's file is not as documented.
    #[error("{path}, row {row}: {why}; compare it with the documented columns")]
    Row {
        /// The file.
        path: PathBuf,
        /// The row; 1 is the first after the header.
        row: u64,
        /// What is wrong with it.
        why: String,
    },
    /// A world's outlines are not as documented.
    #[error("{path} is no GeoJSON of unit outlines: {why}")]
    Outlines {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}
