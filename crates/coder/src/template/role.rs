//! Features of a candidate for the roles of an incident.

use super::candidate::{Candidate, Occurrence};
use super::page::{Page, STEPS};
use super::relation::{Relation, relations};
use std::ops::Range;

/// Features that are also taken together with the kind of incident begin with one of these.
const WITH_KIND: &[&str] = &[
    "h|", "hc|", "obj|", "subj|", "tr|", "pv|", "pn|", "org", "tl|", "tn|", "obj@", "subj@", "pv@",
    "K:", "names|",
];

/// Places of a candidate that are looked at.
const PLACES_MAX: usize = 12;

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
    let told = |sentence: usize| chances.get(sentence).map_or(0.0, |chances| chances[kind]);
    let own = candidate.occurrences.iter().map(|place| told(place.sentence)).fold(0.0, f32::max);
    let kin = candidate.kin.iter().map(|place| told(place.sentence)).fold(own, f32::max);
    let all = chances.iter().map(|chances| chances[kind]).fold(0.0, f32::max);
    let class = plain.iter().find(|f| f.starts_with("hc|")).map_or("", |f| &f[3..]);
    let head = plain.iter().find(|f| f.starts_with("h|")).map_or("", |f| &f[2..]);
    for step in STEPS.iter().filter(|&&step| own >= step) {
        features.push(format!("sk|{step}"));
        features.push(format!("sk|{step}|{head}"));
        features.push(format!("skc|{step}|{class}"));
    }
    for step in STEPS.iter().filter(|&&step| kin >= step) {
        features.push(format!("kk|{step}"));
        features.push(format!("kkc|{step}|{class}"));
    }
    features.push(format!("sbest|{}", own >= all * 0.8));
    features.push(format!("kbest|{}", kin >= all * 0.8));
    features
}

/// Features of a candidate from all places where it stands, each once.
pub(super) fn features(
    page: &Page<'_>,
    candidate: &Candidate,
    organisations: &[Range<usize>],
) -> Vec<String> {
    let mut features = vec!["bias".to_owned()];
    for occurrence in candidate.occurrences.iter().take(PLACES_MAX) {
        inside(page, occurrence, &mut features);
        around(page, occurrence, "", &mut features);
        beside(page, occurrence, &mut features);
        told(page, occurrence, &mut features);
    }
    for occurrence in candidate.kin.iter().take(PLACES_MAX) {
        around(page, occurrence, "K:", &mut features);
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
        features.push(names(page, first));
    }
    features.push(format!("count|{}", step(candidate.occurrences.len(), &[1, 2, 3, 5])));
    features.push(format!("kin|{}", step(candidate.kin.len(), &[0, 1, 2, 3, 5])));
    features.sort_unstable();
    features.dedup();
    features
}

/// The lowest of the steps that the number does not pass, or the number of steps.
fn step(number: usize, steps: &[usize]) -> usize {
    steps.iter().position(|&step| number <= step).unwrap_or(steps.len())
}

/// Whether the candidate is a name whole, in part or not, and how long.
fn names(page: &Page<'_>, occurrence: &Occurrence) -> String {
    let tokens = occurrence.tokens.clone();
    let names = tokens.clone().filter(|&at| page.is_name(at)).count();
    let whole = tokens.clone().all(|at| page.is_name(at) || page.is_particle(at));
    let before = tokens.start.checked_sub(1).is_some_and(|at| page.is_name(at));
    let after = page.stems.len() > tokens.end && page.is_name(tokens.end);
    format!("names|{}|{whole}|{before}|{after}", names.min(4))
}

/// The candidate's own words and what was left off of its group.
fn inside(page: &Page<'_>, occurrence: &Occurrence, features: &mut Vec<String>) {
    let tokens = occurrence.tokens.clone();
    let head = head(page, occurrence);
    let first = tokens.start;
    let stem = &page.stems[head];
    let class = page.noun(head);
    features.push(format!("h|{stem}"));
    features.push(format!("hc|{class}"));
    features.push(format!("ht|{}", page.tags[head]));
    features.push(format!("f|{}", page.stems[first]));
    features.push(format!("fc|{}|{class}", page.noun(first)));
    features.push(format!("ft|{}|{}", page.tags[first], step(tokens.len(), &[1, 2, 3, 4, 6])));
    let shape: Vec<&str> = tokens.clone().take(5).map(|i| short(page.tags[i])).collect();
    features.push(format!("sh|{}", shape.join("_")));
    features.push(format!("shc|{}|{class}", shape.join("_")));
    for index in tokens.clone().filter(|&i| i != head) {
        features.push(format!("m|{}", page.stems[index]));
        features.push(format!("mc|{}|{class}", page.noun(index)));
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
        features.push(format!("cutc|{}|{class}", page.noun(before)));
    } else {
        features.push("cut|none".to_owned());
        features.push(format!("cutc|none|{class}"));
    }
    if tokens.end < whole.end {
        features.push(format!("left|{}", page.stems[tokens.end]));
        features.push("left".to_owned());
        features.push(format!("leftc|{}|{class}", page.noun(whole.end - 1)));
    } else if tokens.end > whole.end {
        features.push("joined".to_owned());
        features.push(format!("joined|{}", page.stems[tokens.end - 1]));
        features.push(format!("joinedc|{}|{class}", page.noun(tokens.end - 1)));
    } else if page.lower.get(tokens.end).is_some_and(|word| word == "of") {
        features.push("of_left".to_owned());
        features.push(format!("of_left|{stem}"));
        features.push(format!("of_leftc|{class}"));
    }
}

/// The candidate's last noun before an "of".
pub(super) fn head(page: &Page<'_>, occurrence: &Occurrence) -> usize {
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

/// What the candidate is to the verbs and nouns around it, by word and by class. With a mark, for other
/// places of the same thing, by class alone.
fn around(page: &Page<'_>, occurrence: &Occurrence, mark: &str, features: &mut Vec<String>) {
    let class = page.noun(head(page, occurrence));
    for relation in relations(page, occurrence) {
        let Relation { name, word, class: of, voice, far } = relation;
        if mark.is_empty() {
            features.push(format!("{name}|{word}|{voice}"));
            if let Some(far) = &far {
                features.push(format!("{name}+|{word}|{voice}|{far}"));
            }
        }
        if of != "-" {
            features.push(format!("{mark}{name}@{of}|{voice}"));
            features.push(format!("{mark}{name}@{of}|{voice}|{class}"));
            if let Some(far) = &far {
                features.push(format!("{mark}{name}@{of}|{voice}|>{far}"));
            }
        }
    }
}

/// Words beside the candidate's group.
fn beside(page: &Page<'_>, occurrence: &Occurrence, features: &mut Vec<String>) {
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
    let at = head(page, occurrence);
    let (head, class) = (&page.stems[at], page.noun(at));
    for (_, stem) in sentence.triggers.iter().take(6) {
        features.push(format!("htr|{head}|{stem}"));
        features.push(format!("ctr|{class}|{stem}"));
    }
    let before = occurrence.sentence.checked_sub(1).map(|at| &page.sentences[at]);
    for (_, stem) in before.iter().flat_map(|sentence| &sentence.triggers) {
        features.push(format!("ptr|{stem}"));
    }
}
