//! What the coder says of a text: events and statements, each field with its words.
//!
//! Every field is a [`Field`]: a value, the bytes it was read from, the rule that read it and how often
//! such a reading is right. Values are codes, classes, numbers, days, names of places and of
//! organisations. No value holds a person's name: who is not an organisation is a class and a count.

mod amount;
mod attribution;
mod codes;
mod event;
mod field;
mod party;
mod statement;
mod whence;

pub use amount::{Amount, Fate, Measure, Victims};
pub use attribution::{Attribution, Mark, Stance};
pub use codes::{Codes, EventType};
pub use event::{Event, Tactic};
pub use field::{Field, Rule};
pub use party::{Party, Role};
pub use statement::{ActorRelation, Link, Statement, StatementKind, Theme, Trend};
pub use whence::{When, Where};

use serde::Serialize;

/// What one document says.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Coded {
    /// Events in the order of the text.
    pub events: Vec<Event>,
    /// Statements in the order of the text.
    pub statements: Vec<Statement>,
}

/// One step of the way from words to a field, for a person to read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The field: `kind`, `side_a`, `killed`, …
    pub field: &'static str,
    /// The value as a word.
    pub value: String,
    /// The bytes that the value was read from.
    pub words: Vec<crate::Span>,
    /// The rule that read it.
    pub rule: Rule,
    /// What the rule looks for, in a sentence.
    pub why: &'static str,
    /// How often a field read by this rule is right, 0..=1.
    #[serde(serialize_with = "field::decimal")]
    pub confidence: f32,
}
