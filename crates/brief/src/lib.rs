//! The brief: a document about one group in which every number carries the query that gives it.
//!
//! What comes in: an [`Instrument`] that answers typed questions about a store as of a day and a version, and a
//! [`Request`] that says about whom, when and which sections. What goes out: a [`Document`], as HTML, Markdown,
//! JSON or plain text ([`form`]); from such a file, the numbers as they are printed and what a store makes of them
//! today ([`verify`]); and the sentences that break the rules of language ([`language`]).
//!
//! Prose is made from templates. A template holds words without digits, and slots that only a number of the
//! [`Register`] fits; the register takes a number only together with the [`Query`] that gives it. So nothing is
//! printed that cannot be computed again. Nothing here opens a store: the caller is the instrument.

mod claim;
mod compose;
#[cfg(test)]
mod compose_tests;
mod confidence;
mod desk;
mod document;
mod error;
pub mod form;
mod instrument;
mod judge;
pub mod language;
mod map;
mod query;
mod register;
mod rendering;
pub mod sections;
mod silence;
pub mod svg;
#[cfg(test)]
mod testing;
pub mod verify;

pub use claim::{Claim, ClaimAt, ClaimCount, ClaimCountField, ClaimField, ClaimStanding};
pub use compose::compose;
pub use document::{Block, Cell, Document, Figure, Piece, Section, Sentence, Table};
pub use error::BriefError;
pub use instrument::{
    Area, Counted, Incident, Instrument, Outline, Part, Source, Statement, Studied, StudyVerdict,
    Subject, Told, Unanswered,
};
pub use judge::{Judged, Outlook, Rise};
pub use query::{
    AlertField, By, Constant, Count, IncidentField, JudgementField, Measure, Query, SourceField,
    SpanField, StatementField, Study, StudyField, SubjectField, Tally,
};
pub use register::{Numbered, Register};
pub use rendering::{Rendering, Value};

use bellwether_model::Date;
use serde::{Deserialize, Serialize};

/// What a brief is asked to be about, and the state of the store that answered; enough to make it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The actor: an id of the registry, or `DATASET:ID`.
    pub actor: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The day of knowledge, if one was asked for.
    pub as_of: Option<Date>,
    /// Datasets; empty for all that do not repeat another.
    pub sources: Vec<String>,
    /// What is counted: `incidents` or `reports`.
    pub unit: String,
    /// The sections, in their order.
    pub sections: Vec<String>,
    /// Claims that were given to be held against the store.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// The version of the store.
    pub store_version: i64,
    /// The digest of the store at that version.
    pub digest: String,
    /// The version of the program.
    pub program: String,
}
