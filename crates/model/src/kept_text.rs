//! A text that was kept: what is known of it, without its words.

use jiff::civil::Date;

use crate::ContentHash;

/// A text that was coded, as it was at one time. Its words are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptText {
    /// What identifies it within its dataset: the hash of its address, else of its words.
    pub key: String,
    /// The hash of its headline, day and words.
    pub content: ContentHash,
    /// Who publishes it.
    pub outlet: String,
    /// Its address.
    pub url: Option<String>,
    /// The Admiralty grade of its source, as `B2`.
    pub grade: String,
    /// The day on which it was written.
    pub written: Option<Date>,
    /// The text that it is a copy of; then it has no reports and no statements.
    pub copy_of: Option<String>,
    /// Reports that were read out of it.
    pub reports: u32,
    /// Statements that were read out of it.
    pub statements: u32,
    /// Its sketch, by which copies are told.
    pub sketch: Vec<u8>,
    /// For each statement, by its id, the bytes, rule and confidence of each field, as JSON.
    pub trail: Option<String>,
}
