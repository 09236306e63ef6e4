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
const SPEECH: &[&str] = &[
    "reports",
    "cautions",
    "claims",
    "estimates",
    "warns",
    "notes",
    "records",
    "insists",
    "writes",
    "states",
    "says",
];

/// Words whose neighbours say what they are, where the tagger seldom met them.
fn as_what_it_is(tokens: &Tokens<'_>, lower: &[String], tags: &mut [&str], at: usize) {
    let word = lower[at].as_str();
    let next = lower.get(at + 1).map_or("", String::as_str);
    let next_tag = tags.get(at + 1).copied().unwrap_or("");
    let before = at.checked_sub(1).map_or("", |at| tags[at]);
    let unspaced = |at: usize| tokens.tokens.get(at).is_some_and(|token| !token.spaced);
    match word {
        // "gunmen burst into a wedding", "forces shot and killed two men"
        "burst" if matches!(next, "into" | "through") => tags[at] = "VBD",
        "shot" | "hit" | "hurt"
            if tags[at] == "NN" && next == "and" && matches!(before, "NNS" | "NNP" | "NNPS") =>
        {
            tags[at] = "VBD";
        }
        // "were lined up and shot", "policemen hurt in an explosion"
        "shot" | "hurt"
            if tags[at] == "NN"
                && (before == "CC" && at > 1 && matches!(tags[at - 2], "VBN" | "RP")
                    || before == "NNS" && next_tag == "IN") =>
        {
            tags[at] = "VBN";
        }
        "near" | "beside" | "outside"
            if matches!(tags[at], "NN" | "JJ")
                && (next_tag.starts_with("NN") || next_tag == "DT")
                && before != "DT" =>
        {
            tags[at] = "IN";
        }
        // "second-in-command", "passer-by"
        "in" | "by" | "at" | "of" if before == "HYPH" && unspaced(at) => tags[at] = "NN",
        // "a district official said"
        "official" | "militant" | "civilian" | "local" | "regular"
            if tags[at] == "JJ" && next_tag.starts_with("VB") =>
        {
            tags[at] = "NN";
        }
        // "three dead and seven more wounded"
        "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
            if !matches!(tags[at], "CD" | "NNP") && !unspaced(at) =>
        {
            tags[at] = "CD";
        }
        _ => {}
    }
    // "an ambush near", "a night raid in": a noun of violence that is taken for an adjective or a participle.
    let bare = matches!(tags[at], "JJ" | "VBN" | "VB" | "VBP" | "RB")
        && !word.ends_with("ed")
        && (matches!(next_tag, "IN" | "." | "," | "TO" | "VBD") || next == "near")
        && matches!(before, "DT" | "JJ" | "POS" | "PRP$" | "NN");
    if bare
        && (before != "NN" || at > 1 && matches!(tags[at - 2], "DT" | "JJ" | "POS" | "PRP$"))
        && matches!(
            word,
            "ambush" | "raid" | "attack" | "assault" | "strike" | "blast" | "offensive"
        )
    {
        tags[at] = "NN";
    }
    // "ACLED recorded": letters in capitals at the beginning are a name.
    let capitals = tokens.case == Case::Mixed
        && tags[at].starts_with("VB")
        && tokens.word(at).len() > 2
        && tokens.word(at).bytes().all(|byte| byte.is_ascii_uppercase());
    if capitals {
        tags[at] = "NNP";
        if next_tag == "VBN" {
            tags[at + 1] = "VBD";
        }
    }
    // "Supporters of the Movement dream of", "the forests around Omdara serve as": a plural that does.
    let does = matches!(
        (word, next),
        ("dream", "of") | ("serve", "as") | ("speaks", "of") | ("fight", "for" | "alongside")
    ) || matches!(word, "bankroll" | "finance" | "fund")
        && matches!(next_tag, "DT" | "PRP$");
    if does
        && matches!(tags[at], "NN" | "NNS" | "IN" | "JJ")
        && (before.starts_with("NN") || before == "CD")
    {
        tags[at] = "VBP";
    }
}

/// Tags that the word lists know better: past tenses of violence, and the last word of an organisation's name.
fn put_right(tokens: &Tokens<'_>, world: &World, lower: &[String], tags: &mut [&str]) {
    let capital = |at: usize| tokens.word(at).starts_with(char::is_uppercase);
    for at in 0..tags.len() {
        if !tags[at].starts_with("VB") && PAST.contains(&lower[at].as_str()) {
            tags[at] = "VBD";
        }
        as_what_it_is(tokens, lower, tags, at);
        // "dropped barrel bombs on": what is dropped.
        if tags[at] == "VBZ"
            && lower[at] == "bombs"
            && at > 0
            && matches!(
                lower[at - 1].as_str(),
                "barrel" | "cluster" | "petrol" | "nail" | "pipe" | "car" | "roadside" | "fire"
            )
        {
            tags[at] = "NNS";
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
            && matches!(tags[at - 2], "DT" | "PRP$" | "JJ" | "NN" | "NNP")
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
