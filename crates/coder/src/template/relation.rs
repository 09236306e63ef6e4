//! What a noun group is to the verbs and nouns of its sentence, by the order of groups.

use super::candidate::Occurrence;
use super::page::{Page, Sentence};
use crate::tag::{Chunk, ChunkKind};

/// One relation to a verb or a noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// What it is: `obj`, `subj`, `pv|by`, …
    pub(super) name: String,
    /// The stem of the verb or noun.
    pub(super) word: String,
    /// Its class, or `-`.
    pub(super) class: String,
    /// `a` for active, `p` for passive, `n` for nouns, and `!` where it is negated.
    pub(super) voice: &'static str,
    /// The class of what stands on the verb's other side, where something does.
    pub(super) far: Option<String>,
}

/// All relations of a place.
pub(super) fn relations(page: &Page<'_>, occurrence: &Occurrence) -> Vec<Relation> {
    let sentence = &page.sentences[occurrence.sentence];
    let whole =
        occurrence.chunk.map_or(occurrence.tokens.clone(), |c| sentence.chunks[c].tokens.clone());
    let end = whole.end.max(occurrence.tokens.end);
    let before: Vec<&Chunk> =
        sentence.chunks.iter().filter(|c| c.tokens.end <= whole.start).collect();
    let after: Vec<&Chunk> = sentence.chunks.iter().filter(|c| c.tokens.start >= end).collect();
    let mut found = Vec::new();
    to_the_left(page, sentence, whole.start, &before, &mut found);
    to_the_right(page, sentence, end, &after, &mut found);
    found
}

fn voice(chunk: &Chunk) -> Option<&'static str> {
    match chunk.kind {
        ChunkKind::Verb { negated: true, .. } => Some("!"),
        ChunkKind::Verb { passive: true, .. } => Some("p"),
        ChunkKind::Verb { .. } => Some("a"),
        ChunkKind::Noun => None,
    }
}

fn relation(page: &Page<'_>, name: String, chunk: &Chunk, far: Option<&Chunk>) -> Relation {
    let voice = voice(chunk);
    let class = if voice.is_some() { page.verb(chunk.head) } else { page.noun(chunk.head) };
    Relation {
        name,
        word: page.stems[chunk.head].clone(),
        class: class.to_owned(),
        voice: voice.unwrap_or("n"),
        far: far.map(|chunk| page.noun(chunk.head).to_owned()),
    }
}

/// The nearest noun of the groups.
fn noun<'c>(mut chunks: impl Iterator<Item = &'c Chunk>) -> Option<&'c Chunk> {
    chunks.next().filter(|chunk| chunk.kind == ChunkKind::Noun)
}

fn to_the_left(
    page: &Page<'_>,
    sentence: &Sentence,
    start: usize,
    before: &[&Chunk],
    found: &mut Vec<Relation>,
) {
    let verb_at = before.iter().rposition(|chunk| voice(chunk).is_some());
    if let Some(at) = verb_at {
        found.push(relation(page, "lv".to_owned(), before[at], None));
    }
    let Some(last) = before.last() else { return };
    let gap = start - last.tokens.end;
    let left = start.checked_sub(1).filter(|at| sentence.tokens.contains(at));
    let preposition = left
        .filter(|&at| matches!(page.tags[at], "IN" | "TO" | "RP"))
        .map(|at| page.stems[at].as_str());
    let subject = |at: usize| noun(before[..at].iter().rev().copied());
    match (voice(last), preposition) {
        (Some(_), None) if gap == 0 => {
            found.push(relation(page, "obj".to_owned(), last, subject(before.len() - 1)));
        }
        (Some(_), Some(preposition)) if gap <= 2 => {
            let name = format!("pv|{preposition}");
            found.push(relation(page, name, last, subject(before.len() - 1)));
        }
        (None, Some(preposition)) => {
            found.push(relation(page, format!("pn|{preposition}"), last, None));
            if let Some(at) = verb_at {
                let name = format!("pvn|{preposition}");
                found.push(relation(page, name, before[at], Some(last)));
            }
        }
        (None, None)
            if left.is_some_and(|at| {
                matches!(page.lower[at].as_str(), "," | "and" | "or" | "(" | "--")
            }) =>
        {
            found.push(relation(page, "with".to_owned(), last, None));
            // In a list the first member's verb holds for all of them.
            if let Some(at) = verb_at.filter(|&at| before.len() - at <= 5) {
                found.push(relation(page, "lobj".to_owned(), before[at], subject(at)));
            }
        }
        _ => {}
    }
}

fn to_the_right(
    page: &Page<'_>,
    sentence: &Sentence,
    end: usize,
    after: &[&Chunk],
    found: &mut Vec<Relation>,
) {
    let verb_at = after.iter().position(|chunk| voice(chunk).is_some());
    let object = |at: usize| noun(after[at + 1..].iter().copied());
    if let Some(at) = verb_at {
        found.push(relation(page, "rv".to_owned(), after[at], object(at)));
    }
    let Some(next) = after.first() else { return };
    let gap = next.tokens.start - end;
    match voice(next) {
        Some(_) if gap <= 1 => found.push(relation(page, "subj".to_owned(), next, object(0))),
        Some(_) => found.push(relation(page, "subj_far".to_owned(), next, object(0))),
        None => {
            let right = Some(end).filter(|at| gap == 1 && sentence.tokens.contains(at));
            let between = right.map_or("far", |at| page.stems[at].as_str());
            found.push(relation(page, format!("n1|{between}"), next, None));
            // After "X, the mayor of Y," and after "X of Y" the verb is still X's.
            if let Some(at) = verb_at.filter(|&at| at <= 4) {
                let stop = (end..after[at].tokens.start)
                    .any(|at| matches!(page.lower[at].as_str(), "who" | "which" | "that" | ";"));
                let name = if stop { "rel" } else { "app" };
                found.push(relation(page, name.to_owned(), after[at], object(at)));
            }
        }
    }
}
