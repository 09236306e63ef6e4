//! Where the rows of one commit came from, beyond the release that they belong to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::DatasetId;

/// One file of a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileOrigin {
    /// The file's name, without its folder.
    pub name: String,
    /// SHA-256 of the file as it lay on the disk, lower-case hexadecimal.
    pub sha256: String,
    /// Where it was fetched from; `None` for a file that was brought by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What is added to the row numbers of this file, so that each row of the commit has one number.
    #[serde(default)]
    pub rows_before: u64,
}

/// The mapping by which a table was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingOrigin {
    /// SHA-256 of its text, lower-case hexadecimal.
    pub sha256: String,
    /// Its text, so that the store can say how the rows were read after the file is gone.
    pub text: String,
}

/// Where the rows of one commit came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// The files, in the order in which they were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileOrigin>,
    /// The mapping, for a table that no reader knows by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<MappingOrigin>,
    /// How far fetching has come with this commit, as the feed wrote it; opaque here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<Checkpoint>,
}

/// How far the fetching of a feed has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The feed: `ucdp`, `gdelt`, `acled`.
    pub feed: String,
    /// What the feed needs in order to go on, as JSON.
    pub state: String,
}

/// A stretch of time for which a source should have published something and did not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Gap {
    /// The dataset.
    pub dataset: DatasetId,
    /// Its first instant.
    pub from: Timestamp,
    /// Its end, not included.
    pub to: Timestamp,
    /// Why it is known to be one: `not in the list`, `404`.
    pub reason: String,
}

/// A row that the source itself says it has taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The dataset that it is taken back from.
    pub dataset: DatasetId,
    /// The row's id in it.
    pub native: String,
    /// When the source did so, if it says.
    pub at: Option<Timestamp>,
    /// The row of the file that says so.
    pub row: u64,
}
