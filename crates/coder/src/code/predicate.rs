//! Verbs with their voice, mood and parts.

use super::mention::Mention;
use super::page::Page;
use crate::tag::{Chunk, ChunkKind};
use std::ops::Range;

/// How certain and how near a verb is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// It is told as a fact.
    Fact,
    /// "could", "may", "would", "if".
    Possible,
    /// "will", "plans to", "vowed to".
    Future,
}

/// A verb group with its parts.
#[derive(Debug, Clone)]
pub(crate) struct Predicate {
    pub(crate) tokens: Range<usize>,
    /// The main verb.
    pub(crate) head: usize,
    pub(crate) passive: bool,
    pub(crate) negated: bool,
    pub(crate) mood: Mood,
    /// A participle in "-ing" without an auxiliary.
    pub(crate) participle: bool,
    /// A passive participle without an auxiliary: "people killed in".
    pub(crate) reduced: bool,
    /// "to" and a verb.
    pub(crate) infinitive: bool,
    /// The mention that is its subject; of a passive, whom it was done to.
    pub(crate) subject: Option<usize>,
    /// The first mention right after it.
    pub(crate) object: Option<usize>,
    /// The mention after "by" of a passive.
    pub(crate) agent: Option<usize>,
    /// The verb that it hangs on, as an infinitive or a participle does.
    pub(crate) governor: Option<usize>,
}

/// All verbs of a sentence with their parts.
pub(crate) fn predicates(
    page: &Page<'_>,
    range: &Range<usize>,
    mentions: &[Mention],
    chunks: &[&Chunk],
) -> Vec<Predicate> {
    let mut verbs: Vec<Predicate> = Vec::with_capacity(chunks.len());
    for (index, chunk) in chunks.iter().enumerate() {
        let next = chunks.get(index + 1).map_or(range.end, |chunk| chunk.tokens.start);
        let predicate = predicate(page, range, mentions, chunk, next, &verbs);
        verbs.push(predicate);
    }
    verbs
}

fn predicate(
    page: &Page<'_>,
    range: &Range<usize>,
    mentions: &[Mention],
    chunk: &Chunk,
    next: usize,
    before: &[Predicate],
) -> Predicate {
    let (tagged_passive, negated) = match chunk.kind {
        ChunkKind::Verb { passive, negated } => (passive, negated),
        ChunkKind::Noun => (false, false),
    };
    let tokens = chunk.tokens.clone();
    let alone = tokens.start == chunk.head
        || tokens.clone().all(|at| at == chunk.head || matches!(page.tag(at), "RB" | "RP"));
    let after = mentions.partition_point(|mention| mention.tokens.start < tokens.end);
    let directly = mentions.get(after).filter(|mention| {
        let from = mention.count.map_or(mention.tokens.start, |q| {
            page.token_at(page.quantities[q].span.start).min(mention.tokens.start)
        });
        (from <= tokens.end || from == tokens.end + 1 && page.tag(tokens.end) == "RB")
            && !(mention.time && mention.count.is_none())
    });
    let directly = directly.is_some();
    let participle = alone && page.tag(chunk.head) == "VBG";
    let by = page.word(tokens.end) == "by";
    // "Gunmen killed 12": a past tense that the tagger took for a participle.
    let bare = tagged_passive && alone;
    let active_after_all = bare && directly && !by;
    let passive = tagged_passive && !active_after_all;
    let mut found = Predicate {
        head: chunk.head,
        passive,
        negated,
        mood: mood(page, &tokens),
        participle,
        reduced: passive && alone,
        infinitive: page.tag(tokens.start) == "TO",
        subject: None,
        object: directly.then_some(after),
        agent: None,
        governor: None,
        tokens,
    };
    found.subject = subject(page, range, mentions, &found, before);
    found.governor = governor(page, &found, before);
    if found.subject.is_none()
        && let Some(governor) = found.governor
    {
        let above = &before[governor];
        found.subject = if above.passive && !found.passive { above.subject } else { above.subject };
    }
    if passive {
        found.agent = agent(page, mentions, &found, next);
    }
    found
}

fn mood(page: &Page<'_>, tokens: &Range<usize>) -> Mood {
    for at in tokens.clone() {
        match page.word(at) {
            "could" | "may" | "might" | "would" | "can" | "should" | "must" | "'d" => {
                return Mood::Possible;
            }
            "will" | "shall" | "'ll" | "wo" => return Mood::Future,
            _ => {}
        }
    }
    Mood::Fact
}

/// Words that begin a clause of its own.
fn begins_clause(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.word(at),
        "when"
            | "after"
            | "as"
            | "while"
            | "because"
            | "that"
            | "if"
            | "before"
            | "since"
            | "although"
            | "though"
            | "until"
            | "where"
            | ";"
            | ":"
            | "but"
            | "unless"
            | "whether"
    )
}

/// The subject: the nearest group to the left that no preposition governs.
fn subject(
    page: &Page<'_>,
    range: &Range<usize>,
    mentions: &[Mention],
    verb: &Predicate,
    before: &[Predicate],
) -> Option<usize> {
    if verb.infinitive {
        return None;
    }
    let start = verb.tokens.start;
    let mut last = mentions.partition_point(|mention| mention.tokens.end <= start);
    let floor = before.last().map_or(range.start, |verb| verb.tokens.end);
    // "who", "which" and "that" stand for the group before them.
    if let Some(at) = last.checked_sub(1)
        && matches!(page.word(mentions[at].head), "who" | "which" | "that")
        && mentions[at].tokens.end == start
    {
        last = at;
        return last.checked_sub(1).map(|at| owner(mentions, at));
    }
    if page.before(start) == "that"
        && start > range.start + 1
        && mentions[..last].last().is_some_and(|m| m.tokens.end + 1 == start)
    {
        return last.checked_sub(1).map(|at| owner(mentions, at));
    }
    if verb.participle || (verb.reduced && page.before(start) == ",") {
        // ", killing 12": the subject of the verb before, through the governor.
        let right_before = last.checked_sub(1).filter(|&at| mentions[at].tokens.end == start);
        return right_before.filter(|_| page.before(start) != ",").map(|at| owner(mentions, at));
    }
    while let Some(at) = last.checked_sub(1) {
        last = at;
        let mention = &mentions[at];
        if mention.tokens.start < floor {
            break;
        }
        if mention.within.is_some_and(|owner| owner < at) {
            continue;
        }
        if mention.time && mention.count.is_none() {
            continue;
        }
        let between = mention.tokens.end..start;
        if between.clone().any(|at| begins_clause(page, at) && page.tag(at) != "DT") {
            break;
        }
        let led = super::sentence::preposition(page, mentions, at);
        let clause = matches!(
            led,
            "as" | "after"
                | "when"
                | "while"
                | "because"
                | "before"
                | "since"
                | "if"
                | "though"
                | "although"
                | "until"
                | "where"
                | "than"
        ) && begins_here(page, mention, led);
        if led.is_empty() || clause {
            return Some(owner(mentions, at));
        }
    }
    // "… and wounded 20": the subject of the verb that "and" joins it to.
    let joined = matches!(page.before(start), "and" | "or" | "but" | "then" | ",");
    before.last().filter(|_| joined).and_then(|verb| verb.subject)
}

/// Whether a word that may be a preposition begins the clause of a group: it stands right before it.
fn begins_here(page: &Page<'_>, mention: &Mention, led: &str) -> bool {
    let start = mention.count.map_or(mention.tokens.start, |q| {
        page.token_at(page.quantities[q].span.start).min(mention.tokens.start)
    });
    page.before(start) == led
}

/// The group that a mention stands within, or itself.
fn owner(mentions: &[Mention], at: usize) -> usize {
    mentions[at].within.filter(|&owner| owner < at).unwrap_or(at)
}

/// The verb that an infinitive or a participle hangs on: the one before.
fn governor(page: &Page<'_>, verb: &Predicate, before: &[Predicate]) -> Option<usize> {
    let last = before.len().checked_sub(1)?;
    let hangs = verb.infinitive || verb.participle && verb.subject.is_none();
    let joined = matches!(page.before(verb.tokens.start), "and" | "or" | "but" | ",")
        && verb.subject == before[last].subject
        && verb.subject.is_some();
    if hangs {
        // The nearest verb that is finite, or one that hangs itself.
        return Some(last);
    }
    joined.then(|| before[last].governor).flatten()
}

/// The group after "by", before the next verb.
fn agent(page: &Page<'_>, mentions: &[Mention], verb: &Predicate, next: usize) -> Option<usize> {
    let first = mentions.partition_point(|mention| mention.tokens.start < verb.tokens.end);
    (first..mentions.len())
        .take_while(|&at| mentions[at].tokens.start < next)
        .find(|&at| super::sentence::preposition(page, mentions, at) == "by" && !mentions[at].time)
}
