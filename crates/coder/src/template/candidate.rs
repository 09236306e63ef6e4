//! Strings of a document that may fill a role.

use super::page::{Page, Sentence};
use crate::muc4::normalise;
use crate::tag::ChunkKind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Tokens that a candidate may have.
const TOKENS_MAX: usize = 10;
/// Tokens from the start of a group that ends before the group's head.
const INNER_TOKENS_MAX: usize = 5;
/// Candidates of one document; further ones are left out.
const CANDIDATES_MAX: usize = 20_000;

/// One place where a candidate stands.
#[derive(Debug, Clone)]
pub(super) struct Occurrence {
    /// Which sentence.
    pub(super) sentence: usize,
    /// Which group of the sentence, where it stands in one.
    pub(super) chunk: Option<usize>,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
}

/// A string with all places where it stands.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The string in the form in which mentions are compared.
    pub(super) text: String,
    /// Its places in order, at least one.
    pub(super) occurrences: Vec<Occurrence>,
    /// Other places of what is likely the same thing: groups that end in the same word.
    pub(super) kin: Vec<Occurrence>,
}

/// All candidates in the order of their first places.
pub(super) fn candidates(page: &Page<'_>, organisations: &[Range<usize>]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    let mut push = |occurrence: Occurrence| {
        let text = normalise(page.tokens.words(occurrence.tokens.clone()));
        if text.is_empty() || all.len() >= CANDIDATES_MAX {
            return;
        }
        let known = *index.entry(text.clone()).or_insert(all.len());
        if known == all.len() {
            all.push(Candidate { text, occurrences: Vec::new(), kin: Vec::new() });
        }
        let places = &mut all[known].occurrences;
        if places.last().is_none_or(|last| {
            last.tokens.start != occurrence.tokens.start || last.tokens.end != occurrence.tokens.end
        }) {
            places.push(occurrence);
        }
    };
    for (number, sentence) in page.sentences.iter().enumerate() {
        for (chunk, tokens) in spans(page, sentence) {
            push(Occurrence { sentence: number, chunk: Some(chunk), tokens });
        }
        for tokens in organisations.iter().filter(|range| sentence.tokens.contains(&range.start)) {
            let chunk = sentence
                .chunks
                .iter()
                .position(|c| c.tokens.contains(&tokens.start) && c.kind == ChunkKind::Noun);
            push(Occurrence { sentence: number, chunk, tokens: tokens.clone() });
        }
        for tokens in names(page, sentence) {
            let chunk = sentence
                .chunks
                .iter()
                .position(|c| c.tokens.contains(&(tokens.end - 1)) && c.kind == ChunkKind::Noun);
            push(Occurrence { sentence: number, chunk, tokens });
        }
    }
    add_kin(page, &mut all);
    all
}

/// Runs of names with the small words within them, whole.
fn names(page: &Page<'_>, sentence: &Sentence) -> Vec<Range<usize>> {
    let (mut runs, mut at) = (Vec::new(), sentence.tokens.start);
    while at < sentence.tokens.end {
        let run = (at..sentence.tokens.end)
            .take_while(|&i| page.is_name(i) || (i > at && page.is_particle(i)))
            .last();
        let Some(mut last) = run else {
            at += 1;
            continue;
        };
        let next = last + 1;
        while last > at && !page.is_name(last) {
            last -= 1;
        }
        if last + 1 - at <= TOKENS_MAX {
            runs.push(at..last + 1);
        }
        at = next;
    }
    runs
}

/// Adds to each candidate the groups elsewhere that end in its last word.
fn add_kin(page: &Page<'_>, all: &mut [Candidate]) {
    let mut groups: FxHashMap<&str, Vec<Occurrence>> = FxHashMap::default();
    for (number, sentence) in page.sentences.iter().enumerate() {
        for (chunk, group) in sentence.chunks.iter().enumerate() {
            if group.kind == ChunkKind::Noun {
                let place = Occurrence {
                    sentence: number,
                    chunk: Some(chunk),
                    tokens: group.tokens.clone(),
                };
                groups.entry(page.lower[group.head].as_str()).or_default().push(place);
            }
        }
    }
    for candidate in all {
        let own = |place: &Occurrence| {
            candidate.occurrences.iter().any(|own| {
                own.tokens.start < place.tokens.end && place.tokens.start < own.tokens.end
            })
        };
        let Some(first) = candidate.occurrences.first() else { continue };
        let last = page.lower[first.tokens.end - 1].as_str();
        let kin = groups.get(last).into_iter().flatten().filter(|place| !own(place)).cloned();
        candidate.kin = kin.collect();
    }
}

/// Spans of a sentence's noun groups: each start with the head as end, inner names, and groups joined by "of".
fn spans(page: &Page<'_>, sentence: &Sentence) -> Vec<(usize, Range<usize>)> {
    let mut spans = Vec::new();
    for (number, chunk) in sentence.chunks.iter().enumerate() {
        if chunk.kind != ChunkKind::Noun
            || matches!(page.tags[chunk.head], "PRP" | "WP" | "WDT" | "EX")
        {
            continue;
        }
        let starts: Vec<usize> = chunk.tokens.clone().filter(|&at| may_begin(page, at)).collect();
        for &start in starts.iter().filter(|&&start| chunk.tokens.end - start <= TOKENS_MAX) {
            spans.push((number, start..chunk.tokens.end));
        }
        for &start in &starts {
            let first = Some(&start) == starts.first();
            for end in start + 1..chunk.tokens.end.min(start + INNER_TOKENS_MAX) {
                let name = page.tags[start..end].iter().all(|tag| tag.starts_with("NNP"));
                if page.tags[end - 1].starts_with("NN") && (first || name) {
                    spans.push((number, start..end));
                }
            }
        }
        if let Some(&start) = starts.first()
            && let Some(end) = joined(page, sentence, number)
            && end - start <= TOKENS_MAX
        {
            for &start in &starts {
                spans.push((number, start..end));
            }
        }
    }
    spans
}

/// The end of the group that follows the group `number` after "of".
fn joined(page: &Page<'_>, sentence: &Sentence, number: usize) -> Option<usize> {
    let (this, next) = (&sentence.chunks[number], sentence.chunks.get(number + 1)?);
    let of = page.lower.get(this.tokens.end)?;
    let adjacent = next.tokens.start == this.tokens.end + 1;
    (of == "of" && adjacent && next.kind == ChunkKind::Noun).then_some(next.tokens.end)
}

/// Whether a candidate may begin with the token.
fn may_begin(page: &Page<'_>, at: usize) -> bool {
    !matches!(page.tags[at], "DT" | "PDT" | "POS" | "HYPH" | "PRP$" | "," | "''" | "CC")
}
