//! A document with all that its layers found, token by token.

use super::world::{Toponym, World};
use crate::Span;
use crate::names::Found;
use crate::number::{Quantity, quantities};
use crate::time::{Time, times};
use crate::token::{Case, Tokens};
use jiff::civil::Date;
use std::ops::Range;

/// A document as its layers see it.
pub(crate) struct Page<'a> {
    pub(crate) world: &'a World,
    pub(crate) tokens: &'a Tokens<'a>,
    pub(crate) written: Option<Date>,
    /// Each token in lower case, with plain apostrophes.
    pub(crate) lower: Vec<String>,
    pub(crate) tags: Vec<&'a str>,
    pub(crate) found: Vec<Found<'a>>,
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) times: Vec<Time>,
    pub(crate) toponyms: Vec<Toponym>,
}

impl<'a> Page<'a> {
    /// Runs the layers after the tagger, whose `tags` they are.
    pub(crate) fn new(
        tokens: &'a Tokens<'a>,
        mut tags: Vec<&'a str>,
        world: &'a World,
        toponyms: Vec<Toponym>,
        written: Option<Date>,
    ) -> Self {
        let lower: Vec<String> = (0..tokens.tokens.len())
            .map(|index| tokens.word(index).to_lowercase().replace('\u{2019}', "'"))
            .collect();
        put_right(tokens, world, &lower, &mut tags);
        Self {
            found: world.names.find(tokens.text, written),
            quantities: quantities(tokens),
            times: times(tokens, written),
            world,
            tokens,
            written,
            lower,
            tags,
            toponyms,
        }
    }

    /// A token in lower case, empty past the end.
    pub(crate) fn word(&self, index: usize) -> &str {
        self.lower.get(index).map_or("", String::as_str)
    }

    /// The token before `index`, empty at the start.
    pub(crate) fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |at| self.word(at))
    }

    /// A token's part of speech, empty past the end.
    pub(crate) fn tag(&self, index: usize) -> &str {
        self.tags.get(index).copied().unwrap_or("")
    }

    /// The base form of the verb at a token.
    pub(crate) fn lemma(&self, index: usize) -> &str {
        self.world.words.lemma(self.word(index))
    }

    /// Whether the tokens from `at` on are these words.
    pub(crate) fn are(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(index, word)| self.word(at + index) == *word)
    }

    /// Where words stand in a stretch of tokens.
    pub(crate) fn position(&self, range: Range<usize>, words: &[&str]) -> Option<usize> {
        let end = (range.end + 1).saturating_sub(words.len());
        (range.start..end).find(|&at| self.are(at, words))
    }

    /// Whether capitals mean something here.
    pub(crate) fn cased(&self) -> bool {
        self.tokens.case == Case::Mixed
    }

    /// The first token that begins at or after a byte.
    pub(crate) fn token_at(&self, byte: u32) -> usize {
        self.tokens.tokens.partition_point(|token| token.span.start < byte)
    }

    /// The tokens of a span.
    pub(crate) fn tokens_of(&self, span: Span) -> Range<usize> {
        let start = self.tokens.tokens.partition_point(|token| token.span.end <= span.start);
        start..self.token_at(span.end).max(start)
    }

    /// Bytes of some tokens.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        self.tokens.span(range)
    }

    /// The words of some tokens with single blanks.
    pub(crate) fn text(&self, range: Range<usize>) -> String {
        let mut text = String::new();
        for index in range {
            let token = self.tokens.tokens[index];
            if token.spaced && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(self.tokens.word(index));
        }
        text
    }
}

/// Past tenses that are nothing else, and that the tagger knows too little.
const PAST: &[&str] = &[
    "overran",
    "ambushed",
    "torched",
    "abducted",
    "kidnapped",
    "beheaded",
    "strafed",
    "bombarded",
    "stormed",
];

/// Verbs of the third person that the tagger takes for plurals: "the group controls the roads".
const THIRD: &[&str] = &[
    "controls",
    "pays",
    "levies",
    "taxes",
    "wants",
    "seeks",
    "lives",
    "relies",
    "operates",
    "fields",
    "commands",
    "reports",
    "holds",
    "dominates",
    "claims",
    "receives",
    "tolls",
];

/// Verbs of speech that the tagger takes for plurals.
const SPEECH: &[&str] =
    &["reports", "cautions", "claims", "estimates", "warns", "notes", "records", "insists"];

/// Tags that the word lists know better: past tenses of violence, and the last word of an organisation's name.
fn put_right(tokens: &Tokens<'_>, world: &World, lower: &[String], tags: &mut [&str]) {
    let capital = |at: usize| tokens.word(at).starts_with(char::is_uppercase);
    for at in 0..tags.len() {
        if !tags[at].starts_with("VB") && PAST.contains(&lower[at].as_str()) {
            tags[at] = "VBD";
        }
        // After a name or "it", and before what can only be an object or a place.
        let third = tags[at] == "NNS"
            && at > 0
            && THIRD.contains(&lower[at].as_str())
            && (tags[at - 1].starts_with("NNP") || matches!(tags[at - 1], "PRP" | ","))
            && tags.get(at + 1).is_some_and(|next| {
                matches!(*next, "DT" | "PRP$" | "CD" | "IN" | "RB" | "JJR" | "NNS")
                    || lower[at + 1] == "much"
            });
        // "…, our correspondent reports, …", "the army claims that": speech.
        let speech = tags[at] == "NNS"
            && at > 1
            && SPEECH.contains(&lower[at].as_str())
            && (tags[at - 1] == "NN" || tags[at - 1].starts_with("NNP"))
            && matches!(tags[at - 2], "DT" | "PRP$" | "JJ" | "NN")
            && lower.get(at + 1).is_some_and(|next| matches!(next.as_str(), "," | "." | "that"));
        if third || speech {
            tags[at] = "VBZ";
        }
        let in_name = at > 0
            && tokens.case == Case::Mixed
            && matches!(tags[at], "JJ" | "NN" | "VB" | "VBP" | "RB")
            && capital(at)
            && capital(at - 1)
            && world.words.heads.contains(&lower[at])
            && tokens.tokens[at].spaced;
        if in_name {
            tags[at] = "NNP";
        }
    }
}
