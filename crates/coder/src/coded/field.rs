//! A value with the words that it was read from.

use crate::Span;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// The id of the rule or model that read a field, as `event.passive` or `statement.strength.has`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rule(pub Cow<'static, str>);

impl Rule {
    /// A rule of the tables of this crate.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        Self(Cow::Borrowed(id))
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A value, the bytes that it was read from, the rule that read it, and how far to trust it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Bytes of the document's text; empty for what follows from other fields.
    pub words: Vec<Span>,
    /// What read it.
    pub rule: Rule,
    /// How often a field read by this rule is right, 0..=1.
    pub confidence: f32,
}

impl<T> Field<T> {
    /// A field whose confidence is that of its rule.
    #[must_use]
    pub fn new(value: T, words: Vec<Span>, rule: &'static str) -> Self {
        let confidence = crate::code::reliability(rule);
        Self { value, words, rule: Rule::new(rule), confidence }
    }

    /// The same field with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        let Self { value, words, rule, confidence } = self;
        Field { value: change(value), words, rule, confidence }
    }
}
