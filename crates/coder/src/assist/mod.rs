//! A second reader beside the rules: a language model or another program that proposes what a text says.
//!
//! What comes in: an [`Assistant`], which gives for a document the words that it takes for events and
//! statements. What goes out: the same [`Coded`](crate::coded::Coded) as without one, and a [`Tally`] of
//! what became of each proposal ([`code_with`](crate::code_with)). Nothing that an assistant says is
//! believed because it says so. It names words and classes, never values: each string must stand in the
//! text, numbers and days are read again by the grammars of [`number`](crate::number) and
//! [`time`](crate::time), places and parties by the rules that read them everywhere, and what these do not
//! read is dropped and counted. So no person's name comes in this way, and a text that gives orders to a
//! model can at most have words of itself proposed. Without an assistant nothing of this module runs.
//!
//! The module asks no network. [`request`] and [`reply`] are what is sent to an endpoint that speaks the
//! chat protocol of OpenAI, and how its answer is read. [`weights`] is a model in a file.

mod candidate;
mod reply;
mod request;
mod tally;
pub mod weights;

pub use candidate::{Candidate, ProposedEvent, ProposedStatement, Said};
pub use reply::{CANDIDATES_MAX, REPLY_BYTES_MAX, STRING_BYTES_MAX, reply};
pub use request::{STRETCH_BYTES, STRETCHES_MAX, kinds, request, stretch_ranges, stretches};
pub use tally::{Reason, Tally};

use crate::input::Document;
use jiff::civil::Date;
use std::fmt;

/// Characters of a model's name that are kept.
const NAME_CHARACTERS_MAX: usize = 64;

/// The most that a field which a model proposed is trusted, 0..=1. Nobody has measured the model that a user
/// brings on the labelled set, so it is held for no better than a coin; a field that was read again by a rule
/// which is right less often keeps the rule's figure.
pub const CONFIDENCE_MAX: f32 = 0.5;

/// The name under which a model's readings are marked: letters, digits and `-._/:` of what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelName(String);

impl ModelName {
    /// The name of a model; what has none of these characters is called `unnamed`.
    #[must_use]
    pub fn new(called: &str) -> Self {
        let kept = |c: char| c.is_ascii_alphanumeric() || "-._/:".contains(c);
        let name: String = called.chars().filter(|c| kept(*c)).take(NAME_CHARACTERS_MAX).collect();
        Self(if name.is_empty() { "unnamed".to_owned() } else { name })
    }

    /// The name of a model in a file: what the file is called, and the SHA-256 of its bytes.
    #[must_use]
    pub fn of_file(called: &str, sha256: &str) -> Self {
        Self(format!("{}:{}", Self::new(called), Self::new(sha256)))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ModelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an assistant proposes for a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proposal {
    /// Events, statements and parts of them in the words of the text.
    pub candidates: Vec<Candidate>,
    /// What was dropped before it became one.
    pub tally: Tally,
}

impl Proposal {
    /// Adds what was proposed for another stretch of the same document.
    pub fn join(&mut self, other: Self) {
        self.candidates.extend(other.candidates);
        self.tally.join(&other.tally);
    }
}

/// A reader that proposes what texts say: an endpoint, recorded replies, a file of weights.
pub trait Assistant {
    /// Why it could not be asked.
    type Error;

    /// The name under which its readings are marked.
    fn name(&self) -> &ModelName;

    /// What it takes for the events and statements of a document that was written on a day.
    ///
    /// A reply that cannot be read is no error: it is an empty proposal whose tally says so.
    ///
    /// # Errors
    /// When it could not be asked.
    fn propose(&self, document: &Document, written: Option<Date>) -> Result<Proposal, Self::Error>;
}

/// What a rule of this kind looks for, by the end of its id; none for rules of other kinds.
pub(crate) fn why(rule: &str) -> Option<&'static str> {
    let read = rule.strip_prefix("model:")?.rsplit_once('>').map_or("", |(_, read)| read);
    Some(match read {
        "number" => "words that a model proposed, read again by the grammar of numbers",
        "time" => "words that a model proposed, read again by the grammar of time",
        "place" => "words that a model proposed, read again as the name of a place",
        "party" => {
            "words that a model proposed, read again as an organisation or a class of people"
        }
        "target" | "weapon" | "theme" => "words that a model proposed, found in the word lists",
        _ => "a model proposed it, and its words stand in the text",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_models_name_is_one_word_without_control_characters() {
        assert_eq!(ModelName::new("org/Model-7b:q4").as_str(), "org/Model-7b:q4");
        assert_eq!(ModelName::new("a\u{1b}[31m b>\n").as_str(), "a31mb");
        assert_eq!(ModelName::new("\u{202e}").as_str(), "unnamed");
        assert_eq!(ModelName::new(&"x".repeat(999)).as_str().len(), NAME_CHARACTERS_MAX);
        assert_eq!(ModelName::of_file("model .onnx", "0a1b").as_str(), "model.onnx:0a1b");
    }

    #[test]
    fn each_way_of_reading_again_is_told() {
        assert!(why("model:a/b:1>number").is_some_and(|why| why.contains("numbers")));
        assert!(why("model:x").is_some_and(|why| why.contains("proposed")));
        assert_eq!(why("event.verb.kill"), None);
    }
}
