//! Who did it and to whom, for verbs and nouns of events.

use super::core::Core;
use crate::code::sentence::Sentence;
use crate::code::words::{Object, Trigger};
use crate::names::Class;

/// Prepositions after which what is aimed at stands.
const AIMS: &[&str] = &[
    "on",
    "at",
    "against",
    "into",
    "upon",
    "towards",
    "toward",
    "targeting",
    "outside",
    "inside",
    "near",
    "in",
];

/// Fills agent and patients of a verb.
pub(super) fn of_verb(sentence: &Sentence<'_, '_>, at: usize, row: &Trigger, core: &mut Core) {
    let verb = &sentence.verbs[at];
    let somebody = |mention: &usize| {
        let mention = &sentence.mentions[*mention];
        mention.is_somebody() && !mention.negative
            || mention.thing.is_some()
            || is_pronoun(sentence, mention.head)
    };
    if row.object == Object::Dies {
        if let Some(subject) = verb.subject {
            core.patients
                .extend(left(sentence, subject).into_iter().map(|m| (m, "event.patient.dies")));
        }
        return;
    }
    if verb.passive {
        core.agent = verb.agent.filter(somebody).map(|agent| (agent, "event.side-a.by"));
        if let Some(subject) = verb.subject {
            let rule = if verb.reduced { "event.patient.reduced" } else { "event.patient.passive" };
            core.patients.extend(left(sentence, subject).into_iter().map(|m| (m, rule)));
        }
        return;
    }
    core.agent = verb
        .subject
        .filter(|&m| {
            let mention = &sentence.mentions[m];
            mention.is_somebody() || is_pronoun(sentence, mention.head)
        })
        .map(|agent| (agent, "event.side-a.subject"));
    let end = core.words.end.max(verb.tokens.end);
    let object = sentence
        .mention_from(end)
        .filter(|&m| {
            starts(sentence, m) <= end + 1
                && sentence.preposition(m).is_empty()
                && (!sentence.mentions[m].time || sentence.mentions[m].count.is_some())
        })
        .or(verb.object.filter(|_| core.words.len() == 1));
    if let Some(object) = object {
        core.patients
            .extend(sentence.list(object).into_iter().map(|m| (m, "event.patient.object")));
    } else {
        aims(sentence, end, core);
        if core.patients.is_empty() && row.object == Object::OtherSide {
            with(sentence, end, core);
        }
    }
    if row.object == Object::OtherSide && core.patients.is_empty() {
        with(sentence, end, core);
    }
    // "clashed": both sides stand before the verb.
    if row.object == Object::OtherSide
        && core.patients.is_empty()
        && let Some((agent, _)) = core.agent
    {
        let both = left(sentence, agent);
        if let [first, .., last] = both.as_slice() {
            core.agent = Some((*first, "event.side-a.both"));
            core.patients.push((*last, "event.side-b.both"));
        }
    }
}

fn is_pronoun(sentence: &Sentence<'_, '_>, head: usize) -> bool {
    sentence.page.tag(head) == "PRP"
}

/// Where a mention begins with the words of its number.
pub(crate) fn starts(sentence: &Sentence<'_, '_>, mention: usize) -> usize {
    let page = sentence.page;
    let start = sentence.mentions[mention].tokens.start;
    sentence.mentions[mention]
        .count
        .map_or(start, |q| page.token_at(page.quantities[q].span.start).min(start))
}

/// A mention and those joined to it on its left, in order: "12 soldiers and three civilians" were killed.
pub(super) fn left(sentence: &Sentence<'_, '_>, last: usize) -> Vec<usize> {
    let mut list = vec![last];
    let mut first = last;
    let page = sentence.page;
    while let Some(before) = first.checked_sub(1) {
        let before =
            sentence.mentions[before].within.filter(|&owner| owner < before).unwrap_or(before);
        let between = sentence.end(before)..starts(sentence, first);
        let joined = !between.is_empty()
            && between.len() <= 2
            && between.clone().all(|at| matches!(page.word(at), "and" | "," | "or" | "plus" | "&"));
        let verb = sentence.verbs.iter().any(|verb| {
            verb.tokens.start >= sentence.mentions[before].tokens.start
                && verb.tokens.end <= starts(sentence, first)
        });
        let people = sentence.mentions[before].is_somebody()
            && !sentence.mentions[before].time
            && !page.tag(sentence.mentions[before].head).starts_with("PRP");
        let both = people && sentence.mentions[first].is_somebody()
            || sentence.mentions[before].thing.is_some()
                && sentence.mentions[first].thing.is_some();
        // A list that is the object of a verb before ends there: "shot a guard and four people died".
        let object = sentence.verbs.iter().any(|verb| !verb.passive && verb.object == Some(before));
        let led = !sentence.preposition(before).is_empty();
        if !joined || verb || !both || object || led {
            break;
        }
        list.insert(0, before);
        first = before;
    }
    list
}

/// Patients after words of aim: "on an army post and a police station".
pub(super) fn aims(sentence: &Sentence<'_, '_>, end: usize, core: &mut Core) {
    let page = sentence.page;
    let limit = sentence
        .verbs
        .iter()
        .find(|verb| verb.tokens.start > end && !verb.reduced)
        .map_or(sentence.range.end, |verb| verb.tokens.start);
    let first = (0..sentence.mentions.len())
        .filter(|&m| {
            sentence.mentions[m].tokens.start >= end && sentence.mentions[m].tokens.start < limit
        })
        .filter(|&m| sentence.mentions[m].tokens.start < end + 12)
        .find(|&m| {
            let mention = &sentence.mentions[m];
            let word = page.before(starts(sentence, m));
            let led = AIMS.contains(&word)
                || matches!(word, "to" | "of") && page.before(starts(sentence, m) - 1) == "close"
                || word == "to" && matches!(page.before(starts(sentence, m) - 1), "next")
                || matches!(
                    word,
                    "beside" | "by" | "through" | "from" | "among" | "under" | "behind" | "between"
                ) && matches!(word, "beside" | "through" | "among" | "under");
            let strong = mention.thing.is_some()
                || mention.is_somebody()
                    && mention.party.as_ref().is_none_or(|p| p.name.is_none() || word != "in");
            led && strong && mention.trigger.is_none() && !mention.time
        });
    if let Some(first) = first {
        core.patients.extend(sentence.list(first).into_iter().map(|m| (m, "event.patient.aim")));
    }
}

/// The other side after "with", "against", "between … and".
pub(super) fn with(sentence: &Sentence<'_, '_>, end: usize, core: &mut Core) {
    let page = sentence.page;
    let between = (end..(end + 4).min(sentence.range.end)).find(|&at| page.word(at) == "between");
    if let Some(between) = between {
        let sides: Vec<usize> =
            sentence.mention_from(between + 1).map_or_else(Vec::new, |first| sentence.list(first));
        if let [first, .., last] = sides.as_slice() {
            core.agent = Some((*first, "event.side-a.between"));
            core.patients = vec![(*last, "event.side-b.between")];
            return;
        }
    }
    let other = (0..sentence.mentions.len()).find(|&m| {
        let start = sentence.mentions[m].tokens.start;
        start >= end
            && start < end + 12
            && matches!(sentence.preposition(m), "with" | "against")
            && sentence.mentions[m].is_somebody()
    });
    core.patients.extend(other.map(|m| (m, "event.side-b.with")));
}

/// Whether a light verb has the noun as its object or passive subject.
pub(super) fn light_governs(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    light(sentence, mention).is_some()
}

fn light(sentence: &Sentence<'_, '_>, mention: usize) -> Option<usize> {
    let page = sentence.page;
    sentence.verbs.iter().position(|verb| {
        let words = &page.world.words.light;
        let Some(((), length)) =
            words.find(page.lemma(verb.head), |i| page.word(verb.head + 1 + i))
        else {
            return false;
        };
        let end = verb.head + length;
        if verb.passive {
            return verb.subject == Some(mention);
        }
        let object = sentence.mention_from(end.max(verb.tokens.end));
        object.is_some_and(|object| {
            object == mention && starts(sentence, object) <= end + 2
                || sentence.list(object).contains(&mention)
                || sentence.mentions[mention].within == Some(object)
        })
    })
}

/// Whether a place or a day stands with a noun: then even a bare plural tells of an event.
pub(super) fn has_place_or_day(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    let page = sentence.page;
    let end = sentence.mentions[mention].tokens.end;
    page.times[sentence.times.clone()].iter().any(|time| {
        time.granularity <= crate::time::Granularity::Week
            && page.tokens_of(time.span).start < end + 8
    }) || matches!(page.word(end), "between")
}

/// Fills agent and patients of a noun.
pub(super) fn of_noun(sentence: &Sentence<'_, '_>, index: usize, row: &Trigger, core: &mut Core) {
    let page = sentence.page;
    let mention = &sentence.mentions[index];
    if let Some(verb) = light(sentence, index) {
        let verb = &sentence.verbs[verb];
        let agent = if verb.passive { verb.agent } else { verb.subject };
        core.agent = agent
            .filter(|&m| {
                sentence.mentions[m].is_somebody()
                    || is_pronoun(sentence, sentence.mentions[m].head)
            })
            .map(|m| (m, "event.side-a.light"));
        core.refers = core.refers && verb.passive;
    }
    let by = (index + 1..sentence.mentions.len()).take(5).find(|&m| {
        sentence.preposition(m) == "by"
            && sentence.mentions[m].is_somebody()
            && !sentence.verbs.iter().any(|verb| {
                verb.tokens.start >= mention.tokens.end
                    && verb.tokens.end <= sentence.mentions[m].tokens.start
                    && !matches!(page.lemma(verb.head), "carry" | "blame" | "conduct" | "stage")
            })
    });
    if core.agent.is_none() {
        core.agent = by.map(|m| (m, "event.side-a.by-noun"));
    }
    // "a Taliban attack", "the army's shelling": who stands before the noun.
    if core.agent.is_none()
        && mention
            .party
            .as_ref()
            .is_some_and(|party| party.name.is_some() || party.role != crate::coded::Role::Unknown)
        && mention.party_words.end <= core.words.start
    {
        core.agent = Some((index, "event.side-a.premodifier"));
    }
    if row.tactic == Some(crate::coded::Tactic::Clash) {
        with(sentence, mention.tokens.end, core);
    } else {
        let end = mention.tokens.end;
        // What the blast hit stands as the object of a verb of which it is the subject.
        let hits = sentence.verbs.iter().find(|verb| {
            verb.subject == Some(index)
                && !verb.passive
                && page
                    .world
                    .words
                    .occur
                    .find(page.lemma(verb.head), |i| page.word(verb.head + 1 + i))
                    .is_some()
                && !matches!(page.lemma(verb.head), "kill" | "leave" | "claim" | "wound" | "injure")
        });
        let target = hits
            .and_then(|verb| {
                sentence
                    .mention_from(verb.tokens.end)
                    .filter(|&m| starts(sentence, m) <= verb.tokens.end + 1)
            })
            .filter(|&m| {
                sentence.mentions[m].thing.is_some() || sentence.mentions[m].is_somebody()
            });
        if let Some(target) = target {
            core.patients
                .extend(sentence.list(target).into_iter().map(|m| (m, "event.patient.hit")));
        }
        if core.patients.is_empty() {
            aims(sentence, end, core);
        }
    }
}

/// Whether a mention is only a country or a place: "attacked Kabul".
pub(crate) fn is_place(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    let page = sentence.page;
    let span = page.span(sentence.mentions[mention].tokens.clone());
    page.found.iter().any(|found| found.class == Class::Country && found.span.overlaps(span))
}
