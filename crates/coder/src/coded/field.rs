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
    #[serde(serialize_with = "decimal")]
    pub confidence: f32,
}

/// Writes a number with the digits that it has: 0.88, where a number twice as exact would be 0.8799999952316284.
#[allow(clippy::trivially_copy_pass_by_ref)] // the form that serde asks for
pub(super) fn decimal<S: Serializer>(number: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    let digits = number.to_string().parse().unwrap_or_else(|_| f64::from(*number));
    serializer.serialize_f64(digits)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_is_written_with_the_digits_that_it_has() {
        let field = Field { value: 1, words: Vec::new(), rule: Rule::new("a"), confidence: 0.88 };
        let value = serde_json::to_value(&field).expect("JSON");
        assert_eq!(value["confidence"].to_string(), "0.88");
    }
}
