//! Where else a source says that an event was told of.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ReportId;

/// One document that tells of an event which a source has coded: a row of GDELT's table of mentions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The report that it mentions.
    pub report: ReportId,
    /// When the source first recorded the event.
    pub recorded_at: Timestamp,
    /// When the document was seen.
    pub seen_at: Timestamp,
    /// What kind of document it is, in the source's words: `web`, `citation-only`, `core`, `dtic`, …
    pub kind: String,
    /// Who published it: a domain, or the source's word for it.
    pub outlet: String,
    /// Where it is: a URL, else a citation.
    pub locator: String,
    /// The source's confidence that the event was read rightly, 0 to 100.
    pub confidence: Option<u8>,
    /// The sentence of the document, counted from 1.
    pub sentence: Option<u32>,
    /// The row of the file that it was read from.
    pub row: u64,
}
