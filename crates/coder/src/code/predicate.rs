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
    let says = bare
        && !by
        && ((tokens.end..tokens.end + 4).any(|at| page.word(at) == "that")
            || page.word(tokens.end) == "how")
        && super::report::VERBS.iter().any(|(verb, _)| *verb == page.lemma(chunk.head));
    // "…, a spokesman insisted.": speech at the end of its clause.
    let speaker = mentions[..mentions.partition_point(|m| m.tokens.start < tokens.start)]
        .last()
        .is_some_and(|m| m.is_somebody() && m.tokens.end == tokens.start);
    let ends = bare
        && !by
        && speaker
        && (matches!(page.word(tokens.end), "." | "," | "")
            || super::mention::is_time(page, tokens.end)
            || page.word(tokens.end) == "on" && super::mention::is_time(page, tokens.end + 1))
        && super::report::VERBS.iter().any(|(verb, _)| *verb == page.lemma(chunk.head));
    // "police fired on a procession"
    let fires = bare
        && page.word(chunk.head) == "fired"
        && matches!(page.word(tokens.end), "on" | "at" | "into" | "upon")
        && page.tag(tokens.start.saturating_sub(1)).starts_with("NN");
    let active_after_all = bare && directly && !by
        || says
        || ends
        || fires
        || bare && !by && shares_object(page, &tokens);
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
    found.governor = governor(page, mentions, &found, before);
    if found.subject.is_none()
        && let Some(governor) = found.governor
    {
        let above = &before[governor];
        found.subject = accused(page, above, &found).or(above.subject);
    }
    if passive {
        found.agent = agent(page, mentions, &found, next);
    }
    found
}

/// "abducted and later killed two traders": the object stands after the second verb and is the first's too.
pub(crate) fn shares_object(page: &Page<'_>, tokens: &Range<usize>) -> bool {
    if page.word(tokens.end) != "and" || page.tag(tokens.start.saturating_sub(1)).starts_with("VB")
    {
        return false;
    }
    let mut next = tokens.end + 1;
    while page.tag(next).starts_with("RB") {
        next += 1;
    }
    let behind = next + 1;
    matches!(page.tag(next), "VBD" | "VBN")
        && (matches!(page.tag(behind), "DT" | "CD" | "PRP$" | "JJ" | "NNS" | "NNP")
            || matches!(page.word(behind), "at" | "up" | "more" | "some" | "about"))
}

/// "accused soldiers of killing", "prevented rebels from entering": the object of the verb above does it.
fn accused(page: &Page<'_>, above: &Predicate, verb: &Predicate) -> Option<usize> {
    let led = matches!(page.before(verb.tokens.start), "of" | "for" | "from");
    let charges = matches!(page.lemma(above.head), "accuse" | "suspect" | "blame" | "prevent");
    above.object.filter(|_| verb.participle && led && charges && !above.passive)
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
#[expect(
    clippy::too_many_lines,
    reason = "the ways to a subject, in the order in which the words are asked"
)]
fn subject(
    page: &Page<'_>,
    range: &Range<usize>,
    mentions: &[Mention],
    verb: &Predicate,
    before: &[Predicate],
) -> Option<usize> {
    let start = verb.tokens.start;
    let mut last = mentions.partition_point(|mention| mention.tokens.end <= start);
    if verb.infinitive {
        return attempts(page, &mentions[..last], start);
    }
    let floor = before.last().map_or(range.start, |verb| verb.tokens.end);
    // "killed six and injured 15": what stands before "and" is no subject of what follows it.
    let joint = |at: usize| matches!(page.before(at), "and" | "or" | "but" | "then");
    let joined_verb =
        joint(start) || page.tag(start.saturating_sub(1)).starts_with("RB") && joint(start - 1);
    if joined_verb
        && !verb.participle
        && let Some(verb) = before.last()
    {
        return verb.subject;
    }
    // "The attack, in which 60 people died, was": the group before the first comma.
    if page.before(start) == ","
        && !before.is_empty()
        && let Some(at) = around_relative(page, range, mentions, start)
    {
        return Some(at);
    }
    // "The judge who had led the trials was killed": who the clause is about.
    if let Some(clause) = before.last()
        && matches!(page.before(clause.tokens.start), "who" | "which")
        && !verb.participle
        && !verb.reduced
        && !(clause.tokens.end..start)
            .any(|at| matches!(page.word(at), "," | "and" | "or") || begins_clause(page, at))
    {
        return clause.subject;
    }
    // "who", "which" and "that" stand for the group before them.
    if let Some(at) = last.checked_sub(1)
        && matches!(page.word(mentions[at].head), "who" | "which" | "that")
        && mentions[at].tokens.end == start
    {
        last = at;
        return last
            .checked_sub(1)
            .map(|at| if mentions[at].count.is_some() { at } else { owner(mentions, at) });
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
    // "Gunmen riding motorcycles sprayed", "stopped a bus, robbed the driver and fled": an object of the verb before is no
    // subject.
    if let Some(above) = before.last()
        && let Some(at) = last.checked_sub(1)
        && above.object.is_some_and(|object| object <= at)
        && (above.participle && page.before(start) != "," && above.subject.is_some()
            || page.before(start) == "," && same_past(page, above, verb))
        && above.governor.is_none()
        && !(above.tokens.end..start - 1).any(|at| page.word(at) == "," || begins_clause(page, at))
    {
        return above.subject;
    }
    // "with four soldiers killed", "in an attack claimed by": the group that the participle stands right behind.
    if let Some(at) = last.checked_sub(1)
        && verb.reduced
        && mentions[at].tokens.end == start
        && (mentions[at].trigger.is_some()
            || page.before(start_of(page, &mentions[at])) == "with" && mentions[at].people)
    {
        return Some(owner(mentions, at));
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
        // "Fourteen passengers, three of them children, burned to death"
        let part = page.are(mention.tokens.end, &["of", "them"])
            || page.before(mention.tokens.start) == "them"
                && page.before(mention.tokens.start - 1) == "of";
        if mention.time && mention.count.is_none()
            || part && page.before(start) == ","
            || matches!(page.before(start_of(page, mention)), "including" | "like")
            || matches!(page.before(start_of(page, mention)), "them" | "whom")
                && page.before(start_of(page, mention) - 1) == "among"
        {
            continue;
        }
        let between = mention.tokens.end..start;
        if between.clone().any(|at| begins_clause(page, at) && page.tag(at) != "DT") {
            break;
        }
        let led = direct(page, mentions, at);
        let role = led == "as" && takes_as(page.before(start_of(page, mention) - 1));
        let clause = !role
            && matches!(
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
            )
            && begins_here(page, mention, led);
        if led.is_empty() || clause {
            let around = apposed(page, mentions, at, start);
            return Some(owner(mentions, around.unwrap_or(at)));
        }
    }
    // "… and wounded 20": the subject of the verb that "and" joins it to.
    let joined = matches!(page.before(start), "and" | "or" | "but" | "then" | ",");
    // "A lorry packed with explosives was driven": the group that the participle is of.
    let of_participle =
        before.last().filter(|above| above.reduced && !verb.reduced && page.before(start) != ",");
    before.last().filter(|_| joined).or(of_participle).and_then(|verb| verb.subject)
}

/// Whether two verbs tell of one thing after the other: both are in the past and active.
fn same_past(page: &Page<'_>, above: &Predicate, verb: &Predicate) -> bool {
    let past = |verb: &Predicate| {
        !verb.passive
            && !verb.participle
            && !verb.infinitive
            && verb.tokens.len() == 1
            && matches!(page.tag(verb.head), "VBD" | "VBN")
    };
    past(above) && past(verb) && above.subject.is_some()
}

/// Words after which "as" says what somebody is taken for: "fighters disguised as soldiers".
fn takes_as(word: &str) -> bool {
    matches!(
        word,
        "disguised"
            | "dressed"
            | "posing"
            | "masquerading"
            | "known"
            | "described"
            | "identified"
            | "acting"
    )
}

/// "The Front, an affiliate of the Caliphate, controls": of a group in commas right before a verb, the one that
/// it says more of.
fn apposed(page: &Page<'_>, mentions: &[Mention], at: usize, start: usize) -> Option<usize> {
    let comma = start_of(page, &mentions[at]).checked_sub(1)?;
    if page.before(start) != "," || page.word(comma) != "," {
        return None;
    }
    let before = mentions[..at].iter().rposition(|mention| mention.tokens.end == comma)?;
    let organisation = mentions[before].party.as_ref().is_some_and(|party| party.name.is_some());
    organisation.then_some(before)
}

/// "an attempt by the group to bomb": who stands after "by".
fn attempts(page: &Page<'_>, mentions: &[Mention], start: usize) -> Option<usize> {
    let last = mentions.len().checked_sub(1).filter(|&at| mentions[at].tokens.end == start)?;
    let who = owner(mentions, last);
    let by = start_of(page, &mentions[who]).checked_sub(1)?;
    let tried = matches!(
        page.before(by),
        "attempt"
            | "attempts"
            | "bid"
            | "plot"
            | "plan"
            | "plans"
            | "effort"
            | "efforts"
            | "threat"
    );
    (page.word(by) == "by" && tried).then_some(who)
}

/// The group before a relative clause in commas that ends right before a token.
fn around_relative(
    page: &Page<'_>,
    range: &Range<usize>,
    mentions: &[Mention],
    start: usize,
) -> Option<usize> {
    let comma = (range.start + 1..start - 1).rev().find(|&at| {
        page.word(at) == ","
            && (matches!(page.word(at + 1), "which" | "who" | "whose" | "where")
                || matches!(page.word(at + 2), "which" | "whom") && page.tag(at + 1) == "IN")
    })?;
    (0..mentions.len())
        .rev()
        .filter(|&at| {
            mentions[at].tokens.end <= comma
                && !mentions[at].time
                && mentions[at].within.is_none_or(|owner| owner > at)
        })
        .find(|&at| direct(page, mentions, at).is_empty())
}

/// The preposition right before a group, or before those that "and" joins it to.
fn direct<'p>(page: &'p Page<'_>, mentions: &[Mention], at: usize) -> &'p str {
    if page.before(start_of(page, &mentions[at])) == "," {
        return "";
    }
    super::sentence::preposition(page, mentions, at)
}

/// Where a group begins with the words of its number.
fn start_of(page: &Page<'_>, mention: &Mention) -> usize {
    mention.count.map_or(mention.tokens.start, |q| {
        page.token_at(page.quantities[q].span.start).min(mention.tokens.start)
    })
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
fn governor(
    page: &Page<'_>,
    mentions: &[Mention],
    verb: &Predicate,
    before: &[Predicate],
) -> Option<usize> {
    let mut last = before.len().checked_sub(1)?;
    // "fired on the bus, witnesses said, wounding five": the words of speech stand apart.
    if last > 0 && verb.participle && said_between(page, mentions, &before[last], verb) {
        last -= 1;
    }
    // "sprayed bullets at worshippers leaving prayers, killing nine": a participle that only says who somebody is.
    let after_comma = verb.participle && page.before(verb.tokens.start) == ",";
    while last > 0 && after_comma && describes(page, &before[last]) {
        last -= 1;
    }
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

/// Whether a verb says more of the group right before it: "worshippers leaving prayers", "a bomb hidden in a bin".
fn describes(page: &Page<'_>, verb: &Predicate) -> bool {
    let own = verb.participle && verb.governor.is_none() || verb.reduced;
    own && verb.subject.is_some() && page.before(verb.tokens.start) != ","
}

/// Whether a verb of speech stands in commas with its subject right before a participle.
fn said_between(page: &Page<'_>, mentions: &[Mention], said: &Predicate, verb: &Predicate) -> bool {
    let lemma = page.lemma(said.head);
    let speech = super::report::VERBS.iter().any(|(known, _)| *known == lemma);
    let opened = said.subject.is_some_and(|subject| {
        let start = start_of(page, &mentions[subject]);
        page.before(start) == "," && start < said.tokens.start && start + 9 > said.tokens.start
    });
    let near = verb.tokens.start <= said.tokens.end + 4;
    speech && opened && near && page.before(verb.tokens.start) == ","
}

/// The group after "by", before the next verb.
fn agent(page: &Page<'_>, mentions: &[Mention], verb: &Predicate, next: usize) -> Option<usize> {
    let first = mentions.partition_point(|mention| mention.tokens.start < verb.tokens.end);
    (first..mentions.len())
        .take_while(|&at| mentions[at].tokens.start < next)
        .find(|&at| super::sentence::preposition(page, mentions, at) == "by" && !mentions[at].time)
}
