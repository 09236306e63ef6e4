//! Tokens into sentences.

use super::abbreviation::{Abbreviation, abbreviation};
use super::{Case, Token, TokenKind};
use std::ops::Range;

/// Tokens that one sentence may have; a longer one is cut. What reads sentences can rely on it.
pub const SENTENCE_TOKENS_MAX: usize = 400;

/// Words that often begin a sentence and seldom follow an abbreviation within one.
const STARTERS: &[&str] = &[
    "a",
    "after",
    "an",
    "and",
    "as",
    "at",
    "but",
    "by",
    "he",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "it",
    "its",
    "meanwhile",
    "no",
    "on",
    "she",
    "since",
    "that",
    "the",
    "their",
    "there",
    "these",
    "they",
    "this",
    "those",
    "we",
    "when",
    "while",
    "who",
    "you",
];

/// Sentences as ranges of tokens; each token is in one of them.
pub(super) fn sentences(text: &str, case: Case, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for index in 0..tokens.len() {
        let last = index + 1 == tokens.len();
        let long = index + 1 - start >= SENTENCE_TOKENS_MAX;
        if last || long || ends(text, case, tokens, index) {
            sentences.push(start..index + 1);
            start = index + 1;
        }
    }
    sentences
}

/// Whether a sentence ends after the token at `index`, which is not the last one.
fn ends(text: &str, case: Case, tokens: &[Token], index: usize) -> bool {
    let (token, next) = (tokens[index], tokens[index + 1]);
    let between = &text[token.span.end as usize..next.span.start as usize];
    if between.bytes().filter(|&b| b == b'\n').count() > 1 || between.contains('\u{2029}') {
        return true;
    }
    let word = token.span.of(text);
    // A closing mark after a stop belongs to the sentence that it closes.
    if closes(next.span.of(text)) && !next.spaced {
        return false;
    }
    let stop = stop_before(text, tokens, index);
    let Some(stop) = stop else { return false };
    if !next.spaced && !closes(word) {
        return false;
    }
    begins(text, case, tokens, index + 1, stop)
}

/// How certain the stop is that stands at a token, or before the marks that close at it.
#[derive(Clone, Copy, PartialEq)]
enum Stop {
    Plain,
    AfterAbbreviation,
}

fn stop_before(text: &str, tokens: &[Token], index: usize) -> Option<Stop> {
    let mut at = index;
    while closes(tokens[at].span.of(text)) && at > 0 && !tokens[at].spaced {
        at -= 1;
    }
    let word = tokens[at].span.of(text);
    match word {
        "." | "?" | "!" | "\u{3002}" | "\u{61f}" | "\u{6d4}" | "\u{964}" => Some(Stop::Plain),
        _ if tokens[at].kind == TokenKind::Word => {
            let stem = word.strip_suffix('.')?;
            (abbreviation(stem) == Abbreviation::MayEnd).then_some(Stop::AfterAbbreviation)
        }
        _ => None,
    }
}

fn closes(word: &str) -> bool {
    matches!(word, "\"" | "'" | "''" | ")" | "]" | "\u{201d}" | "\u{2019}" | "\u{bb}")
}

/// Whether the token at `index` can begin a sentence.
fn begins(text: &str, case: Case, tokens: &[Token], index: usize, stop: Stop) -> bool {
    let mut at = index;
    while at + 1 < tokens.len() && opens(tokens[at].span.of(text)) {
        at += 1;
    }
    let word = tokens[at].span.of(text);
    let lower = word.to_lowercase();
    if stop == Stop::AfterAbbreviation {
        let capital = case != Case::Mixed || word.starts_with(char::is_uppercase);
        return capital && STARTERS.contains(&lower.as_str());
    }
    case != Case::Mixed || at > index || !word.starts_with(char::is_lowercase)
}

fn opens(word: &str) -> bool {
    matches!(word, "\"" | "'" | "``" | "(" | "[" | "\u{201c}" | "\u{2018}" | "\u{ab}" | "-" | "--")
}
