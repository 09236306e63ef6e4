//! Which cores of a sentence tell of the same event.

use super::core::Core;
use crate::code::place::Place;
use crate::code::sentence::Sentence;
use std::ops::Range;

/// Cores of one event, with the tokens that are its own.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) cores: Vec<Core>,
    pub(crate) own: Range<usize>,
}

/// The family of a kind: kinds of one family in one breath are one event.
pub(crate) fn family(code: &str) -> &str {
    match code {
        "ASSAULT/abduct"
        | "ASSAULT/destroy"
        | "ASSAULT/sexual"
        | "ASSAULT/torture"
        | "ASSAULT/crowd-control" => code,
        code => code.split('/').next().unwrap_or(code),
    }
}

/// The code of a core's kind.
pub(crate) fn code(sentence: &Sentence<'_, '_>, core: &Core) -> &'static str {
    core.made.map_or(sentence.page.world.words.triggers[core.trigger].kind.code(), |made| made.code)
}

/// Puts cores together.
pub(super) fn gather(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    cores: Vec<Core>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for core in cores {
        let at = core.at();
        let home = groups
            .iter()
            .rposition(|group| belongs(sentence, places, group, &core))
            .filter(|&index| index + 1 == groups.len() || core.refers || core.outcome);
        match home {
            Some(index) => groups[index].cores.push(core),
            None => groups.push(Group { own: at..at + 1, cores: vec![core] }),
        }
    }
    // Of an event that is only what became of people and one that follows, as in "12 died when a bomb went off".
    let mut index = 0;
    while index + 1 < groups.len() {
        let outcome = groups[index].cores.iter().all(|core| core.outcome);
        // "arrested 23 people during raids": the noun only says how.
        let how = groups[index + 1].cores.len() == 1
            && groups[index + 1].cores[0]
                .mention
                .is_some_and(|m| matches!(sentence.preposition(m), "during" | "in" | "amid"))
            && !outcome
            && groups[index].cores.iter().all(|core| core.verb.is_some())
            && groups[index + 1].cores[0].at()
                < groups[index].cores.last().map_or(0, |core| core.words.end) + 10;
        if how {
            groups.remove(index + 1);
            continue;
        }
        let first = &groups[index + 1].cores[0];
        let between = groups[index].cores.last().map_or(0, |core| core.words.end)..first.at();
        let apart = is_apart(sentence, between.clone());
        let violent = code(sentence, first).starts_with("ASSAULT")
            || code(sentence, first).starts_with("PROTEST");
        if outcome
            && violent
            && !apart
            && !other_agent(sentence, &groups[index], first)
            && led(sentence, between)
        {
            let mut cores = std::mem::take(&mut groups[index].cores);
            cores.append(&mut groups[index + 1].cores);
            groups[index + 1].cores = cores;
            groups.remove(index);
        } else {
            index += 1;
        }
    }
    let mut start = sentence.range.start;
    for index in 0..groups.len() {
        let end = groups.get(index + 1).map_or(sentence.range.end, |next| next.cores[0].at());
        // The words between two events belong to the first up to "and" or a comma before the second's clause.
        let last = groups[index].cores.iter().map(|core| core.words.end).max().unwrap_or(start);
        let cut =
            if index + 1 < groups.len() { clause_start(sentence, last.min(end), end) } else { end };
        groups[index].own = start..cut.max(start);
        start = cut.max(start);
    }
    groups
}

/// Where the clause of the event at `end` begins, looking back to `from`.
fn clause_start(sentence: &Sentence<'_, '_>, from: usize, end: usize) -> usize {
    let page = sentence.page;
    (from..end)
        .rev()
        .find(|&at| {
            matches!(page.word(at), ";" | "while" | "but" | "before" | "after" | "when" | "then")
                || page.word(at) == "and" && !within_list(sentence, at)
                || page.word(at) == ","
                    && sentence.mention_from(at + 1).is_some_and(|m| {
                        sentence.mentions[m].tokens.start == at + 1
                            && sentence.mentions[m].is_somebody()
                    })
        })
        .unwrap_or(end)
}

/// Whether an "and" joins two groups and not two clauses.
fn within_list(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    (0..sentence.mentions.len()).any(|m| {
        sentence
            .list(m)
            .windows(2)
            .any(|pair| sentence.end(pair[0]) <= at && at < sentence.mentions[pair[1]].tokens.start)
    })
}

/// Words that say that what follows is another event.
fn is_apart(sentence: &Sentence<'_, '_>, between: Range<usize>) -> bool {
    let page = sentence.page;
    // "earlier this week" is a time.
    let timed = |at: usize| crate::code::mention::is_time(page, at + 1);
    // "killed three other militants in a raid": others of the same event.
    let people = |at: usize| {
        matches!(page.word(at), "other" | "another" | "second")
            && sentence.mentions.iter().any(|m| m.tokens.contains(&at) && m.people)
    };
    between.clone().filter(|&at| !timed(at) && !people(at)).any(|at| {
        matches!(
            page.word(at),
            ";" | "separately"
                | "elsewhere"
                | "meanwhile"
                | "separate"
                | "another"
                | "later"
                | "while"
                | "earlier"
        ) || matches!(page.word(at), "second" | "other")
            && page.tag(at) == "JJ"
            && page.word(at + 1) != "people"
    })
}

/// "The army fought rebels; two people were killed": what became of people in a clause of its own that names no
/// other place, day or doer belongs to the deed before.
fn only_told_apart(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    core: &Core,
    between: &Range<usize>,
) -> bool {
    let page = sentence.page;
    let cut = between.clone().rfind(|&at| page.word(at) == ";");
    let Some(cut) = cut.filter(|_| core.outcome && core.agent.is_none()) else { return false };
    let clause = cut + 1..sentence.range.end;
    !is_apart(sentence, between.start..cut)
        && !is_apart(sentence, cut + 1..between.end)
        && !later_place(places, clause.clone())
        && !crate::code::when::all(sentence).any(|(tokens, _)| clause.contains(&tokens.start))
}

/// Whether words lead from people's fate to what did it: "when", "in", "after", "by".
fn led(sentence: &Sentence<'_, '_>, between: Range<usize>) -> bool {
    let page = sentence.page;
    between.into_iter().any(|at| {
        matches!(
            page.word(at),
            "when"
                | "in"
                | "after"
                | "as"
                | "by"
                | "during"
                | "from"
                | "following"
                | "where"
                | "of"
                | "at"
        )
    }) || page.word(sentence.range.start) == "when"
}

fn label(sentence: &Sentence<'_, '_>, mention: usize) -> Option<String> {
    sentence.mentions[mention].party.as_ref().map(crate::coded::Party::label)
}

/// Whether a core has an agent that is another than the group's.
fn other_agent(sentence: &Sentence<'_, '_>, group: &Group, core: &Core) -> bool {
    let Some((mine, _)) = core.agent else { return false };
    group.cores.iter().filter_map(|core| core.agent).any(|(theirs, _)| {
        theirs != mine
            && label(sentence, theirs).is_some()
            && label(sentence, mine).is_some()
            && label(sentence, theirs) != label(sentence, mine)
    })
}

fn belongs(sentence: &Sentence<'_, '_>, places: &[Place], group: &Group, core: &Core) -> bool {
    let mine = family(code(sentence, core));
    let outcome_only = group.cores.iter().all(|core| core.outcome);
    let fits = group.cores.iter().any(|other| family(code(sentence, other)) == mine)
        || core.outcome
            && mine == "ASSAULT"
            && group.cores.iter().any(|other| {
                matches!(
                    family(code(sentence, other)),
                    "PROTEST" | "ASSAULT/crowd-control" | "ASSAULT/abduct"
                )
            });
    // "destroyed a bridge, killing two"
    let along = core.outcome
        && (core.verb.is_some_and(|verb| sentence.verbs[verb].participle)
            // "destroyed a truck, with four soldiers killed"
            || core.patients.iter().any(|&(m, _)| sentence.preposition(m) == "with"))
        && group.cores.iter().any(|other| family(code(sentence, other)) == "ASSAULT/destroy");
    if !fits && !along {
        return false;
    }
    let last = group.cores.iter().map(|core| core.words.end).max().unwrap_or(0);
    let between = last.min(core.at())..core.at();
    if core.refers && !is_apart(sentence, between.clone()) {
        return true;
    }
    if is_apart(sentence, between.clone()) && !only_told_apart(sentence, places, core, &between) {
        return false;
    }
    let answers = core.agent.is_some_and(|(agent, _)| {
        group
            .cores
            .iter()
            .flat_map(|core| &core.patients)
            .any(|&(m, rule)| m == agent && rule == "event.patient.repelled")
    });
    if answers {
        return true;
    }
    if other_agent(sentence, group, core) {
        // "…, killing two of the attackers": the answer belongs to the fight.
        return core.outcome
            && !outcome_only
            && core.patients.iter().any(|&(m, _)| {
                group
                    .cores
                    .iter()
                    .filter_map(|c| c.agent)
                    .any(|(agent, _)| label(sentence, agent) == label(sentence, m))
            });
    }
    let joined =
        between.clone().any(|at| sentence.page.word(at) == "and" && !within_list(sentence, at));
    if joined
        && !core.outcome
        && own_place(places, &between)
        && later_place(places, core.words.end..sentence.range.end)
    {
        return false;
    }
    // Two deeds of one kind, each with its own object, joined by "and" with a place each.
    !(joined
        && core.outcome
        && outcome_only
        && own_place(places, &between)
        && later_place(places, core.words.end..sentence.range.end))
}

fn own_place(places: &[Place], between: &Range<usize>) -> bool {
    places.iter().any(|place| between.contains(&place.tokens.start))
}

fn later_place(places: &[Place], after: Range<usize>) -> bool {
    places.iter().any(|place| after.contains(&place.tokens.start))
}
