//! Features of a candidate for the roles of an incident.

use super::candidate::{Candidate, Occurrence};
use super::page::{Page, STEPS};
use crate::tag::ChunkKind;
use std::ops::Range;

/// Features that are also taken together with the kind of incident begin with one of these.
const WITH_KIND: &[&str] = &["h|", "obj|", "subj|", "tr|", "pv|", "pn|", "org", "tl|", "tn|"];

/// Features of a candidate for an incident of the kind `kind`: `plain` and those that belong to the kind.
/// `chances` are those of each sentence for each kind.
pub(super) fn for_kind(
    plain: &[String],
    kind: usize,
    candidate: &Candidate,
    chances: &[[f32; 6]],
) -> Vec<String> {
    let mut features = Vec::with_capacity(plain.len() * 2);
    features.extend(plain.iter().cloned());
    for feature in plain.iter().filter(|f| WITH_KIND.iter().any(|start| f.starts_with(start))) {
        features.push(format!("{kind}|{feature}"));
    }
    features.push(format!("kind|{kind}"));
    let told =
        |place: &Occurrence| chances.get(place.sentence).map_or(0.0, |chances| chances[kind]);
    let most = candidate.occurrences.iter().map(told).fold(0.0, f32::max);
    let all = chances.iter().map(|chances| chances[kind]).fold(0.0, f32::max);
    for step in STEPS.iter().filter(|&&step| most >= step) {
        features.push(format!("sk|{step}"));
        features.push(format!(
            "sk|{step}|{}",
            plain.iter().find(|f| f.starts_with("h|")).map_or("", |f| &f[2..])
        ));
    }
    features.push(format!("sbest|{}", most >= all * 0.8));
    features
}

/// Features of a candidate from all places where it stands, each once.
pub(super) fn features(
    page: &Page<'_>,
    candidate: &Candidate,
    organisations: &[Range<usize>],
) -> Vec<String> {
    const PLACES_MAX: usize = 12;
    let mut features = vec!["bias".to_owned()];
    for occurrence in candidate.occurrences.iter().take(PLACES_MAX) {
        inside(page, occurrence, &mut features);
        around(page, occurrence, &mut features);
        told(page, occurrence, &mut features);
    }
    if let Some(first) = candidate.occurrences.first() {
        if organisations.contains(&first.tokens) {
            features.push("org".to_owned());
        } else if organisations
            .iter()
            .any(|range| range.start < first.tokens.end && first.tokens.start < range.end)
        {
            features.push("org_part".to_owned());
        }
        features.push(format!("pos|{}", step(first.sentence, &[0, 1, 2, 4, 8, 16])));
    }
    features.push(format!("count|{}", step(candidate.occurrences.len(), &[1, 2, 3, 5])));
    features.sort_unstable();
    features.dedup();
    features
}

/// The lowest of the steps that the number does not pass, or the number of steps.
fn step(number: usize, steps: &[usize]) -> usize {
    steps.iter().position(|&step| number <= step).unwrap_or(steps.len())
}

/// The candidate's own words and what was left off of its group.
fn inside(page: &Page<'_>, occurrence: &Occurrence, features: &mut Vec<String>) {
    let tokens = occurrence.tokens.clone();
    let head = head(page, occurrence);
    let first = tokens.start;
    let stem = &page.stems[head];
    features.push(format!("h|{stem}"));
    features.push(format!("ht|{}", page.tags[head]));
    features.push(format!("f|{}", page.stems[first]));
    features.push(format!("ft|{}|{}", page.tags[first], step(tokens.len(), &[1, 2, 3, 4, 6])));
    let shape: Vec<&str> = tokens.clone().take(5).map(|i| short(page.tags[i])).collect();
    features.push(format!("sh|{}", shape.join("_")));
    for index in tokens.clone().filter(|&i| i != head) {
        features.push(format!("m|{}", page.stems[index]));
    }
    if tokens.len() > 1 && tokens.len() < 4 {
        let words: Vec<&str> = tokens.clone().map(|i| page.stems[i].as_str()).collect();
        features.push(format!("all|{}", words.join("_")));
    }
    let Some(chunk) = occurrence.chunk.map(|c| &page.sentences[occurrence.sentence].chunks[c])
    else {
        return;
    };
    let whole = chunk.tokens.clone();
    if whole.start < first {
        let before = first - 1;
        features.push(format!("cut|{}|{}", short(page.tags[before]), short(page.tags[first])));
        features.push(format!("cutw|{}", page.stems[before]));
    } else {
        features.push("cut|none".to_owned());
    }
    if tokens.end < whole.end {
        features.push(format!("left|{}", page.stems[tokens.end]));
        features.push("left".to_owned());
    } else if tokens.end > whole.end {
        features.push("joined".to_owned());
        features.push(format!("joined|{}", page.stems[tokens.end - 1]));
    } else if page.lower.get(tokens.end).is_some_and(|word| word == "of") {
        features.push("of_left".to_owned());
        features.push(format!("of_left|{stem}"));
    }
}

/// The candidate's last noun before an "of".
fn head(page: &Page<'_>, occurrence: &Occurrence) -> usize {
    let chunk = occurrence.chunk.map(|c| &page.sentences[occurrence.sentence].chunks[c]);
    let end = chunk.map_or(occurrence.tokens.end, |c| c.tokens.end.min(occurrence.tokens.end));
    end.max(occurrence.tokens.start + 1) - 1
}

/// Nouns of one kind as one letter, other tags as they are.
fn short(tag: &str) -> &str {
    match tag {
        "NNP" | "NNPS" => "P",
        "NN" | "NNS" => "N",
        "JJ" | "JJR" | "JJS" => "J",
        other => other,
    }
}

/// Words beside the candidate, the verbs around it, and what it is to them.
fn around(page: &Page<'_>, occurrence: &Occurrence, features: &mut Vec<String>) {
    let sentence = &page.sentences[occurrence.sentence];
    let whole =
        occurrence.chunk.map_or(occurrence.tokens.clone(), |c| sentence.chunks[c].tokens.clone());
    let end = whole.end.max(occurrence.tokens.end);
    let left =
        |back: usize| whole.start.checked_sub(back).filter(|at| sentence.tokens.contains(at));
    let right = |on: usize| Some(end + on).filter(|at| sentence.tokens.contains(at));
    features.push(format!("l1|{}", page.stem(left(1))));
    features.push(format!("l2|{}|{}", page.stem(left(2)), page.stem(left(1))));
    features.push(format!("r1|{}", page.stem(right(0))));
    features.push(format!("r2|{}|{}", page.stem(right(0)), page.stem(right(1))));
    let verb = |chunk: &crate::tag::Chunk| match chunk.kind {
        ChunkKind::Verb { passive, .. } => {
            Some(format!("{}|{}", page.stems[chunk.head], if passive { "p" } else { "a" }))
        }
        ChunkKind::Noun => None,
    };
    let before: Vec<_> = sentence.chunks.iter().filter(|c| c.tokens.end <= whole.start).collect();
    let after: Vec<_> = sentence.chunks.iter().filter(|c| c.tokens.start >= end).collect();
    if let Some(found) = before.iter().rev().find_map(|c| verb(c)) {
        features.push(format!("lv|{found}"));
    }
    if let Some(found) = after.iter().find_map(|c| verb(c)) {
        features.push(format!("rv|{found}"));
    }
    if let Some(last) = before.last() {
        let gap = whole.start - last.tokens.end;
        let preposition = left(1)
            .filter(|&at| matches!(page.tags[at], "IN" | "TO" | "RP"))
            .map(|at| page.stems[at].as_str());
        match (verb(last), preposition) {
            (Some(verb), None) if gap == 0 => features.push(format!("obj|{verb}")),
            (Some(verb), Some(preposition)) if gap <= 2 => {
                features.push(format!("pv|{preposition}|{verb}"))
            }
            (None, Some(preposition)) => {
                let noun = &page.stems[last.head];
                features.push(format!("pn|{preposition}|{noun}"));
                if let Some(verb) = before.iter().rev().find_map(|c| verb(c)) {
                    features.push(format!("pvn|{preposition}|{verb}"));
                }
            }
            (None, None)
                if left(1).is_some_and(|at| {
                    matches!(page.lower[at].as_str(), "," | "and" | "or" | "(")
                }) =>
            {
                features.push(format!("with|{}", page.stems[last.head]));
                // In a list the first member's verb holds for all of them.
                if let Some(verb) = before.iter().rev().take(4).find_map(|c| verb(c)) {
                    features.push(format!("lobj|{verb}"));
                }
            }
            _ => {}
        }
    }
    if let Some(next) = after.first() {
        let gap = next.tokens.start - end;
        match verb(next) {
            Some(verb) if gap <= 1 => features.push(format!("subj|{verb}")),
            Some(verb) => features.push(format!("subj_far|{verb}")),
            None => {
                let between =
                    right(0).filter(|_| gap == 1).map_or("far", |at| page.stems[at].as_str());
                features.push(format!("n1|{between}|{}", page.stems[next.head]));
            }
        }
    }
}

/// Triggers of the sentence and of the one before.
fn told(page: &Page<'_>, occurrence: &Occurrence, features: &mut Vec<String>) {
    let sentence = &page.sentences[occurrence.sentence];
    let tokens = &occurrence.tokens;
    for (_, stem) in &sentence.triggers {
        features.push(format!("tr|{stem}"));
    }
    if sentence.triggers.is_empty() {
        features.push("tr|none".to_owned());
    }
    if let Some((at, stem)) = sentence.triggers.iter().rev().find(|(at, _)| *at < tokens.start) {
        features.push(format!("tl|{stem}|{}", step(tokens.start - at, &[1, 2, 4, 8])));
    }
    if let Some((at, stem)) = sentence.triggers.iter().find(|(at, _)| *at >= tokens.end) {
        features.push(format!("tn|{stem}|{}", step(at - tokens.end, &[0, 1, 3, 7])));
    }
    if let Some((_, stem)) = sentence.triggers.iter().find(|(at, _)| tokens.contains(at)) {
        features.push(format!("tin|{stem}"));
    }
    let head = &page.stems[head(page, occurrence)];
    for (_, stem) in sentence.triggers.iter().take(6) {
        features.push(format!("htr|{head}|{stem}"));
    }
    let before = occurrence.sentence.checked_sub(1).map(|at| &page.sentences[at]);
    for (_, stem) in before.iter().flat_map(|sentence| &sentence.triggers) {
        features.push(format!("ptr|{stem}"));
    }
}
