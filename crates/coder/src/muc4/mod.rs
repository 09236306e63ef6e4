//! The reduced MUC-4 task: which incidents a document reports, and the five roles of each.
//!
//! What comes in: documents as the JSON lines of GTT (Du, Rush & Cardie 2021, "Template Filling with
//! Generative Transformers") with or without keys, and predicted templates. What goes out: scores. This is
//! the one place where spans of text, names among them, are an answer: the task is defined so. Nothing
//! here is written to a store.

mod details;
mod document;
mod full_key;
mod normalise;
mod ree;
mod score;

pub use details::{Answer, DetailScore, score_details};
pub use document::{Document, DocumentError, Template, parse_documents, predictions_json};
pub use full_key::{Entry, FullKeyError, FullTemplate, Slot, parse_full_keys};
pub use normalise::normalise;
pub use ree::ree;
pub use score::{Counts, Score, score};

/// The roles, as the files name them, in the order in which they are reported.
pub const ROLES: [&str; 5] = ["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"];

/// The kinds of incident, as the files name them.
pub const INCIDENTS: [&str; 6] =
    ["attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage"];
