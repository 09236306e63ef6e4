//! Where a candidate's strings stand in the text.

use crate::Span;
use crate::assist::weights::ProposedPart;
use crate::assist::{Candidate, Reason};
use crate::code::page::Page;
use std::ops::Range;

/// Places of a quote that are looked at.
const PLACES_MAX: usize = 64;

/// Beginnings of words with other blanks than the text's that are looked at.
const STARTS_MAX: usize = 2000;

/// A candidate with the place of its quote.
pub(super) struct Located<'c> {
    pub(super) candidate: &'c Candidate,
    /// The number of its sentence.
    pub(super) sentence: usize,
    /// Tokens of the quote.
    pub(super) quote: Range<usize>,
}

/// The first place of the quote whose sentence holds the candidate's other strings. Days, places and who says so may
/// stand elsewhere in the text.
///
/// # Errors
/// A string does not stand in the text, or no sentence holds those that belong together.
pub(super) fn locate<'c>(page: &Page<'_>, candidate: &'c Candidate) -> Result<Located<'c>, Reason> {
    if let Candidate::Part(part) = candidate {
        let (sentence, quote) = locate_part(page, part)?;
        return Ok(Located { candidate, sentence, quote });
    }
    let whole = 0..page.tokens.tokens.len();
    if candidate.strings().iter().any(|text| find(page, text, &whole).is_none()) {
        return Err(Reason::NotInText);
    }
    let strings = candidate.strings();
    let quote = strings.first().copied().unwrap_or_default();
    let bound = bound(candidate);
    let mut from = 0;
    for _ in 0..PLACES_MAX {
        let Some(place) = find(page, quote, &(from..whole.end)) else { break };
        from = place.start + 1;
        let number = page.tokens.sentences.partition_point(|range| range.end <= place.start);
        let Some(sentence) = page.tokens.sentences.get(number) else { break };
        if place.end <= sentence.end
            && bound.iter().all(|text| find(page, text, sentence).is_some())
        {
            return Ok(Located { candidate, sentence: number, quote: place });
        }
    }
    Err(Reason::Scattered)
}

/// The sentence of a part, and its tokens there: whole ones, where it begins or ends within a word.
fn locate_part(page: &Page<'_>, part: &ProposedPart) -> Result<(usize, Range<usize>), Reason> {
    if part.words.trim().is_empty() || part.at.of(page.tokens.text) != part.words {
        return Err(Reason::NotInText);
    }
    let tokens = page.tokens_of(part.at);
    let number = page.tokens.sentences.partition_point(|range| range.end <= tokens.start);
    let sentence = page.tokens.sentences.get(number).filter(|_| !tokens.is_empty());
    let within = sentence.is_some_and(|range| tokens.end <= range.end);
    if within { Ok((number, tokens)) } else { Err(Reason::Scattered) }
}

/// The strings that must stand in the sentence of the quote.
fn bound(candidate: &Candidate) -> Vec<&str> {
    match candidate {
        Candidate::Event(event) => {
            let some = [&event.by, &event.to, &event.weapon];
            let lists = [&event.killed, &event.injured, &event.abducted, &event.captured];
            let listed = lists.into_iter().flatten().map(String::as_str);
            some.into_iter().filter_map(Option::as_deref).chain(listed).collect()
        }
        Candidate::Statement(said) => [&said.actor, &said.other, &said.number]
            .into_iter()
            .filter_map(Option::as_deref)
            .collect(),
        Candidate::Part(_) => Vec::new(),
    }
}

/// The first tokens within a stretch that are these words, letter by letter; any blanks count as one. A part of a word
/// or a number is no match: "9" does not stand in "19".
pub(super) fn find(page: &Page<'_>, words: &str, within: &Range<usize>) -> Option<Range<usize>> {
    let words = words.trim();
    let mut parts = words.split_whitespace();
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    // Nearly always the blanks are those of the text, and one pass finds the whole.
    let as_written = |at: usize| Some(at + words.len());
    search(page, words, within, usize::MAX, as_written).or_else(|| {
        let follows = |at: usize| follow(page.tokens.text, at + first.len(), &rest);
        if rest.is_empty() { None } else { search(page, first, within, STARTS_MAX, follows) }
    })
}

/// The first whole tokens that begin with some words and end where `end` says, of at most so many beginnings.
fn search(
    page: &Page<'_>,
    words: &str,
    within: &Range<usize>,
    starts_max: usize,
    end: impl Fn(usize) -> Option<usize>,
) -> Option<Range<usize>> {
    let text = page.tokens.text;
    let stretch = page.span(within.clone()).range();
    let mut from = stretch.start;
    for _ in 0..starts_max {
        let start = from + text.get(from..stretch.end)?.find(words)?;
        let end = end(start).filter(|end| *end <= stretch.end);
        if let Some(tokens) = end.and_then(|end| whole_tokens(page, Span::new(start, end))) {
            return Some(tokens);
        }
        from = start + text[start..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Where the further words end, if they follow with blanks between them.
fn follow(text: &str, mut end: usize, rest: &[&str]) -> Option<usize> {
    for part in rest {
        let after = text.get(end..)?;
        let behind = after.trim_start();
        if behind.len() == after.len() || !behind.starts_with(part) {
            return None;
        }
        end = text.len() - behind.len() + part.len();
    }
    Some(end)
}

/// The tokens of a span, if it begins and ends where tokens do.
fn whole_tokens(page: &Page<'_>, span: Span) -> Option<Range<usize>> {
    let tokens = page.tokens_of(span);
    (!tokens.is_empty() && page.span(tokens.clone()) == span).then_some(tokens)
}
