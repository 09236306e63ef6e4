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
    "over",
];

/// Fills agent and patients of a verb.
#[expect(
    clippy::too_many_lines,
    reason = "the parts of a verb, in the order in which the words are asked"
)]
pub(super) fn of_verb(sentence: &Sentence<'_, '_>, at: usize, row: &Trigger, core: &mut Core) {
    let verb = &sentence.verbs[at];
    let somebody = |mention: &usize| {
        let mention = &sentence.mentions[*mention];
        mention.is_somebody() && !mention.negative
            || mention.thing.is_some()
            || is_pronoun(sentence, mention.head)
    };
    if row.object == Object::Suffers {
        core.patients.extend(verb.subject.map(|m| (m, "event.patient.suffers")));
        core.agent = (0..sentence.mentions.len())
            .find(|&m| {
                sentence.mentions[m].tokens.start >= core.words.end
                    && matches!(sentence.preposition(m), "from" | "by")
                    && sentence.mentions[m].is_somebody()
            })
            .map(|m| (m, "event.side-a.by"));
        return;
    }
    if row.object == Object::None && row.kind.root() != "ASSAULT" {
        // "Students marched": the tagger takes the past tense for a participle.
        let agent = if verb.passive && !(verb.reduced && verb.agent.is_none()) {
            verb.agent
        } else {
            verb.subject
        };
        core.agent = agent
            .filter(|&m| sentence.mentions[m].is_somebody())
            .map(|m| (m, "event.side-a.subject"));
        return;
    }
    // "the killing of four aid workers by rebels": the words after "of" are the object.
    if page_tag(sentence, verb.head) == "VBG"
        && page_word(sentence, verb.head + 1) == "of"
        && row.object != Object::None
        && let Some(object) = sentence.mention_from(verb.head + 2)
    {
        core.patients
            .extend(sentence.list(object).into_iter().map(|m| (m, "event.patient.object")));
        core.agent = (object + 1..sentence.mentions.len())
            .take(4)
            .find(|&m| sentence.preposition(m) == "by" && sentence.mentions[m].is_somebody())
            .map(|m| (m, "event.side-a.by"));
        return;
    }
    if hits_device(sentence, at) {
        core.patients.extend(verb.subject.map(|m| (m, "event.patient.suffers")));
        return;
    }
    if row.object == Object::Dies {
        if let Some(subject) = verb.subject {
            core.patients
                .extend(left(sentence, subject).into_iter().map(|m| (m, "event.patient.dies")));
        }
        return;
    }
    let fights = row.object == Object::OtherSide && verb.reduced && verb.agent.is_none();
    if verb.passive && !fights {
        core.agent = verb.agent.filter(somebody).map(|agent| (agent, "event.side-a.by"));
        if let Some(subject) = verb.subject {
            let rule = if verb.reduced { "event.patient.reduced" } else { "event.patient.passive" };
            let subject = stood_for(sentence, at, subject);
            core.patients.extend(left(sentence, subject).into_iter().map(|m| (m, rule)));
        }
        // "A bomb planted under a bridge": what the device was to hit.
        if row.object == Object::Bomb {
            aims(sentence, verb.tokens.end, core);
        }
        return;
    }
    core.agent = verb
        .subject
        .filter(|&m| {
            let mention = &sentence.mentions[m];
            mention.is_somebody() || is_pronoun(sentence, mention.head)
        })
        .map(|agent| (told_before(sentence, at, agent), "event.side-a.subject"));
    // "police and soldiers arrested": the first of them.
    if row.object != Object::OtherSide
        && let Some((agent, rule)) = core.agent
        && let Some(&first) = left(sentence, agent).first()
        && sentence.mentions[first].is_armed()
    {
        core.agent = Some((first, rule));
    }
    let end = core.words.end.max(verb.tokens.end);
    // "set fire to a school": the preposition is of the verb.
    let own = (core.words.len() > 1).then(|| page_word(sentence, core.words.end - 1));
    let end = shared_object(sentence, at).unwrap_or(end);
    let object = sentence
        .mention_from(end)
        .filter(|&m| {
            let led = sentence.preposition(m);
            (starts(sentence, m) <= end
                || starts(sentence, m) == end + 1 && page_tag(sentence, end) == "RB")
                && (led.is_empty() || own == Some(led))
                && (!sentence.mentions[m].time || sentence.mentions[m].count.is_some())
        })
        .or(verb.object.filter(|_| core.words.len() == 1));
    if let Some(object) = object {
        let object =
            sentence.mentions[object].within.filter(|&owner| owner > object).unwrap_or(object);
        core.patients
            .extend(sentence.list(object).into_iter().map(|m| (m, "event.patient.object")));
        core.patients.extend(beyond(sentence, object));
    } else if !core.outcome {
        aims(sentence, end, core);
        if core.patients.is_empty() && row.object == Object::OtherSide {
            with(sentence, end, core);
        }
    }
    if row.object == Object::OtherSide && core.patients.is_empty() {
        with(sentence, end, core);
    }
    // "… and six injured": a participle that the tagger takes for a past tense.
    let bare = core.outcome
        && core.patients.is_empty()
        && core.agent.is_none_or(|(m, _)| sentence.mentions[m].count.is_some());
    if bare && let Some(subject) = verb.subject.filter(|&m| sentence.mentions[m].count.is_some()) {
        core.agent = None;
        core.patients.push((subject, "event.patient.bare"));
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

/// "abducted and later killed two traders": where the second verb ends, behind which the object of both stands.
fn shared_object(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let next = sentence.verbs.get(at + 1)?;
    let verb = &sentence.verbs[at];
    let shared = crate::code::predicate::shares_object(sentence.page, &verb.tokens);
    (shared && next.object.is_some() && !next.passive && next.tokens.start <= verb.tokens.end + 3)
        .then_some(next.tokens.end)
}

/// What stands behind an object and is hit with it: who was in "a bus carrying soldiers", of what something is a part in
/// "the gate of the prison".
fn beyond(sentence: &Sentence<'_, '_>, object: usize) -> Option<(usize, &'static str)> {
    let end = sentence.mentions[object].tokens.end;
    let carried = sentence.verbs.iter().find(|verb| {
        verb.participle
            && verb.tokens.start == end
            && matches!(
                sentence.page.word(verb.head),
                "carrying" | "transporting" | "ferrying" | "bringing" | "escorting" | "housing"
            )
    });
    let inside =
        carried.and_then(|verb| verb.object).filter(|&m| sentence.mentions[m].is_somebody());
    inside.or_else(|| whole(sentence, object)).map(|m| (m, "event.patient.beyond"))
}

/// What a part belongs to: "the gate of the prison", "the entrance to a hotel".
fn whole(sentence: &Sentence<'_, '_>, part: usize) -> Option<usize> {
    let mention = &sentence.mentions[part];
    let of = matches!(page_word(sentence, mention.tokens.end), "of" | "to");
    let named = matches!(
        page_word(sentence, mention.head),
        "gate"
            | "gates"
            | "entrance"
            | "entrances"
            | "door"
            | "doors"
            | "walls"
            | "wall"
            | "edge"
            | "perimeter"
            | "roof"
            | "courtyard"
            | "wing"
            | "grounds"
            | "offices"
            | "front"
            | "steps"
            | "queue"
            | "site"
            | "compound"
    );
    (of && named)
        .then(|| sentence.mention_from(mention.tokens.end + 1))
        .flatten()
        .filter(|&m| sentence.mentions[m].thing.is_some())
}

/// "they", "it": the subject of a verb before, where that is somebody.
fn told_before(sentence: &Sentence<'_, '_>, at: usize, agent: usize) -> usize {
    if !matches!(sentence.page.word(sentence.mentions[agent].head), "they" | "it" | "he" | "she") {
        return agent;
    }
    sentence.verbs[..at]
        .iter()
        .rev()
        .filter_map(|verb| verb.subject)
        .find(|&m| sentence.mentions[m].is_armed())
        .unwrap_or(agent)
}

/// "… had just left when it was ambushed": a thing or armed people that are the subject of a verb before.
fn stood_for(sentence: &Sentence<'_, '_>, at: usize, subject: usize) -> usize {
    if !matches!(page_word(sentence, sentence.mentions[subject].head), "it" | "they") {
        return subject;
    }
    let fits = |&m: &usize| sentence.mentions[m].thing.is_some() || sentence.mentions[m].is_armed();
    let before = sentence.verbs[..at].iter().rev().filter_map(|verb| verb.subject);
    before.into_iter().find(fits).unwrap_or(subject)
}

/// "a patrol struck a roadside bomb": the subject is hit by the object.
pub(super) fn hits_device(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let verb = &sentence.verbs[at];
    let device = verb.object.is_some_and(|m| {
        let mention = &sentence.mentions[m];
        mention
            .weapon
            .as_ref()
            .is_some_and(|(code, own)| *code == "6" && own.contains(&mention.head))
            && mention.trigger.is_none()
    });
    device
        && !verb.passive
        && matches!(sentence.page.lemma(verb.head), "hit" | "strike" | "trigger")
}

fn page_word<'s>(sentence: &'s Sentence<'_, '_>, at: usize) -> &'s str {
    sentence.page.word(at)
}

fn page_tag<'s>(sentence: &'s Sentence<'_, '_>, at: usize) -> &'s str {
    sentence.page.tag(at)
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

/// As [`left`], also where the list is the object of a verb: "leaving six soldiers and 11 rebels dead".
pub(super) fn left_of(sentence: &Sentence<'_, '_>, last: usize) -> Vec<usize> {
    let before = last.checked_sub(1).filter(|&before| sentence.list(before).contains(&last));
    before.map_or_else(|| vec![last], |before| vec![before, last])
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
                || word == "of" && starts(sentence, m) == end + 1
                || word == "to" && matches!(page.before(starts(sentence, m) - 1), "next")
                || matches!(
                    word,
                    "beside" | "by" | "through" | "from" | "among" | "under" | "behind" | "between"
                ) && matches!(word, "beside" | "through" | "among" | "under");
            let part = m > 0 && word == "of" && whole(sentence, m - 1) == Some(m) && {
                let before = page.before(starts(sentence, m - 1));
                AIMS.contains(&before)
            };
            let led = led || part;
            let strong = mention.thing.is_some()
                || mention.is_somebody()
                    && mention.party.as_ref().is_none_or(|p| p.name.is_none() || word != "in");
            led && strong && mention.trigger.is_none() && !mention.time
        });
    if let Some(first) = first {
        core.patients.extend(sentence.list(first).into_iter().map(|m| (m, "event.patient.aim")));
    }
}

/// Patients after words of aim right behind a device: "a bomb attached to a bus", "a mine under a bridge".
pub(super) fn aims_behind(sentence: &Sentence<'_, '_>, end: usize, core: &mut Core) {
    let near = (0..sentence.mentions.len()).find(|&m| {
        let start = sentence.mentions[m].tokens.start;
        start >= end && start <= end + 4 && sentence.mentions[m].thing.is_some()
    });
    core.patients.extend(near.map(|m| (m, "event.patient.aim")));
}

/// The other side after "with", "against", "between … and".
pub(super) fn with(sentence: &Sentence<'_, '_>, end: usize, core: &mut Core) {
    let page = sentence.page;
    let between = (end..(end + 12).min(sentence.range.end)).find(|&at| page.word(at) == "between");
    if let Some(between) = between {
        let first = sentence.mention_from(between + 1);
        let next = first.and_then(|first| {
            let end = sentence.end(first);
            (page.word(end) == "and").then(|| sentence.mention_from(end + 1)).flatten()
        });
        let sides: Vec<usize> = first.into_iter().chain(next.or(first)).collect();
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
#[expect(
    clippy::too_many_lines,
    reason = "who did it and to whom, in the order in which the words are asked"
)]
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
    // "a suicide bomber struck": the noun is who did it.
    if core.agent.is_none()
        && mention.people
        && sentence.verbs.iter().any(|verb| verb.subject == Some(index) && !verb.passive)
    {
        core.agent = Some((index, "event.side-a.bomber"));
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
    let repelled = sentence.verbs.iter().find(|verb| {
        verb.object == Some(index) && matches!(page.lemma(verb.head), "repel" | "repulse")
    });
    if let Some(subject) = repelled.and_then(|verb| verb.subject) {
        core.patients.push((subject, "event.patient.repelled"));
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
        // "A mosque was damaged by rocket fire"
        let done = sentence.verbs.iter().find(|verb| {
            verb.passive
                && verb.agent == Some(index)
                && matches!(
                    page.word(verb.head),
                    "damaged"
                        | "hit"
                        | "destroyed"
                        | "struck"
                        | "gutted"
                        | "flattened"
                        | "wrecked"
                        | "levelled"
                )
        });
        if let Some(subject) = done.and_then(|verb| verb.subject)
            && (sentence.mentions[subject].thing.is_some()
                || sentence.mentions[subject].is_somebody())
        {
            core.patients
                .extend(left(sentence, subject).into_iter().map(|m| (m, "event.patient.hit")));
        }
        if core.patients.is_empty() {
            aims(sentence, end, core);
        }
        // "the killing of four aid workers" says what became of them.
        if page.word(end) == "of" && !core.patients.is_empty() {
            core.fate = match page.word(mention.head) {
                "killing" | "murder" | "massacre" | "execution" | "assassination" | "beheading"
                | "slaughter" | "killings" => Some(crate::coded::Fate::Killed),
                "abduction" | "kidnapping" => Some(crate::coded::Fate::Abducted),
                _ => None,
            };
        }
    }
}

/// Whether a mention is only a country or a place: "attacked Kabul".
pub(crate) fn is_place(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    let page = sentence.page;
    let span = page.span(sentence.mentions[mention].tokens.clone());
    page.found.iter().any(|found| found.class == Class::Country && found.span.overlaps(span))
}
