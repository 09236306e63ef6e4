//! Statements with a number: strengths, tallies, losses.

use super::measure::{Item, items};
use super::{Memory, blank, party_of};
use crate::Span;
use crate::code::place::Place;
use crate::code::predicate::Mood;
use crate::code::sentence::Sentence;
use crate::code::when;
use crate::coded::{
    ActorRelation, Amount, Attribution, Field, Mark, Measure, Party, Role, Statement,
    StatementKind, Trend, When,
};
use crate::time::{Granularity, Relation};
use std::ops::Range;

/// The statements with a number, and the tokens that they took.
pub(super) fn counts(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    attributions: &[Field<Attribution>],
    memory: &Memory,
    taken: &mut Vec<Range<usize>>,
) -> Vec<Statement> {
    let items = items(sentence);
    let mut found: Vec<Statement> = Vec::new();
    let mut last: Option<(StatementKind, Measure, usize)> = None;
    for (index, item) in items.iter().enumerate() {
        let before = last.filter(|_| index > 0);
        let Some((kind, measure, rule)) = kind(sentence, &items, index, before) else { continue };
        last = Some((kind, measure, index));
        let page = sentence.page;
        let quantity = &page.quantities[item.quantity];
        let mut words = vec![quantity.span];
        words.extend(quantity.noun);
        let mut statement = blank(sentence, kind, words.clone(), rule, attributions);
        statement.measure = Some(Field::new(measure, words.clone(), rule));
        let amount = Amount {
            low: quantity.low,
            best: quantity.best,
            high: quantity.high,
            qualifier: quantity.qualifier,
        };
        statement.quantity = Some(Field::new(amount, vec![quantity.span], "statement.quantity"));
        statement.as_of = as_of(sentence, &items, index, kind);
        statement.place = place(sentence, places, &items, index, kind);
        statement.trend = trend(sentence, &items, index, kind);
        actor(sentence, &items, index, memory, attributions, &mut statement);
        victims(sentence, item, &mut statement);
        marks(sentence, item, &mut statement);
        let own = item.verb.map(|verb| sentence.verbs[verb].tokens.clone());
        taken.push(item.start..item.end);
        if matches!(kind, StatementKind::Tally | StatementKind::Losses) {
            taken.extend(own);
        }
        // The same words count events of the actor: no event besides.
        if kind == StatementKind::Tally {
            taken.extend(
                sentence
                    .mentions
                    .iter()
                    .filter(|m| m.trigger.is_some() && m.count == Some(item.quantity))
                    .map(|m| m.tokens.clone()),
            );
        }
        found.push(statement);
    }
    share(&mut found);
    found
}

/// What a list of counts says once holds for all: the actor, the relation.
fn share(found: &mut [Statement]) {
    for index in 1..found.len() {
        let (before, after) = found.split_at_mut(index);
        let (Some(first), Some(next)) = (before.last(), after.first_mut()) else { continue };
        let same = first.kind.value == next.kind.value
            || matches!(
                (first.kind.value, next.kind.value),
                (StatementKind::Tally, StatementKind::Losses)
            );
        if !same {
            continue;
        }
        if next.actor.is_none() {
            next.actor.clone_from(&first.actor);
        }
        if next.relation.is_none() && next.kind.value == StatementKind::Tally {
            next.relation.clone_from(&first.relation);
        }
        if next.victims.is_none()
            && first.measure.as_ref().map(|f| f.value) == next.measure.as_ref().map(|f| f.value)
        {
            next.victims.clone_from(&first.victims);
        }
    }
    for index in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(index);
        let (Some(first), Some(next)) = (before.last_mut(), after.first()) else { continue };
        if first.kind.value == next.kind.value && first.actor.is_none() {
            first.actor.clone_from(&next.actor);
            if first.relation.is_none() {
                first.relation.clone_from(&next.relation);
            }
        }
    }
}

fn has(sentence: &Sentence<'_, '_>, range: Range<usize>, words: &[&str]) -> bool {
    range.into_iter().any(|at| words.contains(&sentence.page.word(at)))
}

/// What kind of statement a number makes, if any.
fn kind(
    sentence: &Sentence<'_, '_>,
    items: &[Item],
    index: usize,
    before: Option<(StatementKind, Measure, usize)>,
) -> Option<(StatementKind, Measure, &'static str)> {
    let item = &items[index];
    if let Some(found) = by_comparison(sentence, items, index, before) {
        return Some(found);
    }
    match item.measure? {
        Measure::Fighters => {
            strength(sentence, item).map(|rule| (StatementKind::Strength, Measure::Fighters, rule))
        }
        Measure::Surrendered => {
            Some((StatementKind::Losses, Measure::Surrendered, "statement.losses.surrender"))
        }
        Measure::Attacks => {
            attacks(sentence, item).map(|rule| (StatementKind::Tally, Measure::Attacks, rule))
        }
        measure @ (Measure::Killed
        | Measure::Injured
        | Measure::Abducted
        | Measure::Captured
        | Measure::Displaced
        | Measure::Casualties) => people(sentence, item, measure),
        _ => None,
    }
}

/// A number that stands beside another one: "and 11 in Pakistan", "down from 3,000".
fn by_comparison(
    sentence: &Sentence<'_, '_>,
    items: &[Item],
    index: usize,
    before: Option<(StatementKind, Measure, usize)>,
) -> Option<(StatementKind, Measure, &'static str)> {
    let (kind, measure, at) = before?;
    if at + 1 != index {
        return None;
    }
    let item = &items[index];
    let page = sentence.page;
    let gap = items[at].end..item.start;
    let fresh = item.measure.is_some_and(|own| {
        own != measure && !(own == Measure::Fighters && kind == StatementKind::Strength)
    });
    let same_noun = item.measure == Some(measure);
    if fresh {
        // "11,668 killed, 696 captured and 375 surrendered"
        let fate = matches!(
            item.measure,
            Some(
                Measure::Killed
                    | Measure::Injured
                    | Measure::Captured
                    | Measure::Surrendered
                    | Measure::Abducted
            )
        );
        let close = gap.len() <= 8 && has(sentence, gap.clone(), &["and", ",", "while", "with"]);
        return (fate
            && close
            && matches!(kind, StatementKind::Losses | StatementKind::Tally)
            && measure != Measure::Attacks)
            .then_some((kind, item.measure?, "statement.list"));
    }
    let compares = has(
        sentence,
        gap.clone(),
        &["from", "compared", "against", "up", "down", "versus", "to", "than", "before"],
    );
    let joined = has(sentence, gap.clone(), &["and", ",", "while", "but", "with", ";", "followed"]);
    let action = gap.clone().any(|at| {
        sentence.verbs.iter().any(|verb| {
            verb.head == at
                && !matches!(
                    page.lemma(verb.head),
                    "rise"
                        | "fall"
                        | "drop"
                        | "grow"
                        | "shrink"
                        | "have"
                        | "be"
                        | "estimate"
                        | "compare"
                        | "reach"
                        | "dwindle"
                        | "swell"
                        | "stand"
                        | "put"
                        | "record"
                        | "count"
                        | "carry"
                        | "claim"
                        | "conduct"
                        | "document"
                        | "number"
                )
        })
    });
    let followed = page.word(item.end);
    let bare = item.measure.is_none()
        && (matches!(
            followed,
            "in" | "by"
                | "as"
                | ","
                | "."
                | "a"
                | "the"
                | "at"
                | "during"
                | "between"
                | "from"
                | "last"
                | "for"
                | "across"
                | "two"
                | "five"
                | "only"
                | "around"
                | "ten"
                | "three"
                | "on"
                | "earlier"
                | ";"
                | ")"
                | "since"
                | "four"
                | "over"
                | "six"
                | "near"
                | "elsewhere"
                | "this"
                | "before"
                | "times"
        ) || page.tag(item.end) == "JJ")
        && item.mention.is_none_or(|m| {
            page.tag(sentence.mentions[m].head) == "CD" || sentence.mentions[m].count.is_some()
        });
    ((compares || joined) && (bare || same_noun) && !action && kind != StatementKind::Losses
        || (compares || joined) && bare && !action)
        .then_some((kind, measure, if compares { "statement.compared" } else { "statement.list" }))
}

/// Words that say that fighters are counted as such.
const STRENGTH_VERBS: &[&str] = &[
    "have",
    "number",
    "count",
    "field",
    "command",
    "boast",
    "muster",
    "comprise",
    "retain",
    "be",
    "estimate",
    "believe",
    "stand",
    "drop",
    "fall",
    "grow",
    "shrink",
    "swell",
    "rise",
    "dwindle",
    "reach",
    "total",
    "consist",
    "remain",
    "keep",
    "put",
    "maintain",
    "include",
    "employ",
    "lead",
    "mount",
    "constitute",
];

fn strength(sentence: &Sentence<'_, '_>, item: &Item) -> Option<&'static str> {
    let page = sentence.page;
    let whole = sentence.range.clone();
    let noun = has(
        sentence,
        whole.clone(),
        &["strength", "ranks", "size", "membership", "manpower", "strong", "headcount"],
    );
    let fate = sentence.verbs.iter().any(|verb| {
        matches!(
            page.lemma(verb.head),
            "kill"
                | "die"
                | "capture"
                | "arrest"
                | "wound"
                | "detain"
                | "surrender"
                | "abduct"
                | "defect"
                | "injure"
                | "execute"
        ) && (verb.subject == item.mention || verb.object == item.mention)
            && item.mention.is_some()
    });
    if fate {
        return None;
    }
    let group = item.mention.and_then(|m| sentence.mentions[m].party.as_ref().map(|p| p.role));
    if matches!(group, Some(Role::Civilians)) && !noun {
        let head = item.mention.map_or("", |m| page.word(sentence.mentions[m].head));
        if !matches!(head, "men" | "people" | "members") {
            return None;
        }
    }
    if let Some(verb) = item.verb {
        let verb = &sentence.verbs[verb];
        let lemma = page.lemma(verb.head);
        let is_subject = verb.subject == item.mention;
        if noun && STRENGTH_VERBS.contains(&lemma) {
            return Some("statement.strength.noun");
        }
        if is_subject
            && matches!(
                lemma,
                "be" | "remain"
                    | "operate"
                    | "exist"
                    | "believe"
                    | "estimate"
                    | "think"
                    | "base"
                    | "station"
            )
            && !(lemma == "operate" && !verb.passive && group.is_none())
        {
            let stays = verb.passive
                || matches!(lemma, "remain" | "operate" | "exist")
                || has(
                    sentence,
                    verb.tokens.end..verb.tokens.end + 3,
                    &[
                        "active", "left", "in", "under", "based", "believed", "still", "thought",
                        "present",
                    ],
                );
            return stays.then_some("statement.strength.exist");
        }
        if !is_subject && STRENGTH_VERBS.contains(&lemma) {
            let kidnapped = lemma == "have"
                && has(
                    sentence,
                    item.end..item.end + 3,
                    &["killed", "captured", "dead", "wounded", "arrested"],
                );
            return (!kidnapped).then_some("statement.strength.has");
        }
        return None;
    }
    let before = item.start.saturating_sub(3).max(whole.start)..item.start;
    if has(
        sentence,
        before.clone(),
        &[
            "with",
            "has",
            "had",
            "numbering",
            "comprising",
            "commanding",
            "of",
            "at",
            "have",
            "fielding",
            "totalling",
        ],
    ) || noun
    {
        return Some("statement.strength.has");
    }
    // A bare phrase with its time: "between 600 and 800 fighters as of October 2018".
    let acted = sentence
        .verbs
        .iter()
        .any(|verb| page.world.words.verbs.find(page.lemma(verb.head), |_| "").is_some());
    let timed = when::all(sentence)
        .any(|(_, time)| time.granularity >= Granularity::Month || time.relation == Relation::AsOf);
    let believed =
        sentence.verbs.iter().any(|verb| STRENGTH_VERBS.contains(&page.lemma(verb.head)));
    (!acted && (timed || believed)).then_some("statement.strength.bare")
}

/// Whether the sentence counts over a stretch and not on a day.
fn over_a_stretch(sentence: &Sentence<'_, '_>) -> bool {
    let mut any = false;
    for (_, time) in when::all(sentence) {
        let long = time.relation == Relation::Throughout
            || time.relation == Relation::Since
            || time.granularity >= Granularity::Month;
        if time.granularity <= Granularity::Week && time.relation == Relation::During {
            return false;
        }
        any |= long;
    }
    let page = sentence.page;
    any || page.position(sentence.range.clone(), &["so", "far"]).is_some()
        || page.position(sentence.range.clone(), &["to", "date"]).is_some()
        || page.position(sentence.range.clone(), &["in", "total"]).is_some()
        || page.position(sentence.range.clone(), &["over", "the", "years"]).is_some()
}

const COUNTING: &[&str] = &[
    "record",
    "count",
    "document",
    "log",
    "register",
    "tally",
    "attribute",
    "report",
    "claim",
    "list",
    "verify",
    "note",
];

fn attacks(sentence: &Sentence<'_, '_>, item: &Item) -> Option<&'static str> {
    let page = sentence.page;
    let quantity = &page.quantities[item.quantity];
    let few = quantity.best <= 3.0;
    let counted = sentence.verbs.iter().any(|verb| COUNTING.contains(&page.lemma(verb.head)));
    let stretch = over_a_stretch(sentence);
    let exact_day = when::all(sentence).any(|(_, time)| {
        time.granularity <= Granularity::Week && time.relation == Relation::During
    });
    if exact_day && few {
        return None;
    }
    if stretch || counted && !exact_day {
        return Some("statement.tally.attacks");
    }
    (!few && !exact_day).then_some("statement.tally.attacks.bare")
}

fn people(
    sentence: &Sentence<'_, '_>,
    item: &Item,
    measure: Measure,
) -> Option<(StatementKind, Measure, &'static str)> {
    let page = sentence.page;
    let stretch = over_a_stretch(sentence);
    // One attack told with its dead is an event.
    let one_event = sentence.mentions.iter().any(|mention| {
        mention.trigger.is_some()
            && page.tag(mention.head) == "NN"
            && mention.count.is_none()
            && !matches!(
                page.word(mention.head),
                "violence"
                    | "fighting"
                    | "shelling"
                    | "combat"
                    | "insurgency"
                    | "incident"
                    | "gunfire"
                    | "bombardment"
                    | "kidnapping"
            )
    }) || sentence.verbs.iter().any(|verb| {
        let lemma = page.lemma(verb.head);
        let action = matches!(
            lemma,
            "bomb"
                | "explode"
                | "storm"
                | "ambush"
                | "detonate"
                | "raid"
                | "shell"
                | "open"
                | "blow"
                | "ram"
                | "attack"
                | "overrun"
                | "torch"
                | "hit"
                | "strike"
        );
        action && !verb.passive && verb.subject.is_some()
    });
    let party = item.mention.and_then(|m| sentence.mentions[m].party.as_ref());
    let of_group = party.is_some_and(|party| party.role == Role::ArmedGroup);
    let lost = item.verb.is_some_and(|verb| {
        page.lemma(sentence.verbs[verb].head) == "lose"
            && sentence.verbs[verb].subject != item.mention
    });
    let counted = sentence
        .verbs
        .iter()
        .any(|verb| COUNTING.contains(&page.lemma(verb.head)) && verb.subject != item.mention);
    let exact = when::all(sentence).any(|(_, time)| {
        time.granularity <= Granularity::Week && time.relation == Relation::During
    });
    let tally = (stretch && !one_event) || counted && !exact && !one_event;
    if !tally && !(lost && !exact) {
        return None;
    }
    if lost {
        return Some((StatementKind::Losses, measure, "statement.losses.lost"));
    }
    if of_group && matches!(measure, Measure::Killed | Measure::Captured | Measure::Injured) {
        return Some((StatementKind::Losses, measure, "statement.losses.fate"));
    }
    Some((StatementKind::Tally, measure, "statement.tally.people"))
}

/// The stretch of tokens that belongs to an item: from its words to those of the next.
fn after(sentence: &Sentence<'_, '_>, items: &[Item], index: usize) -> Range<usize> {
    let next = items.get(index + 1).map_or(sentence.range.end, |next| next.start);
    items[index].end.min(next)..next
}

fn as_of(
    sentence: &Sentence<'_, '_>,
    items: &[Item],
    index: usize,
    kind: StatementKind,
) -> Option<Field<When>> {
    let spoken = |tokens: &Range<usize>| {
        let page = sentence.page;
        sentence.verbs.iter().any(|verb| {
            verb.tokens.end == tokens.start
                && matches!(page.lemma(verb.head), "say" | "tell" | "report" | "announce" | "state")
                && !verb.passive
        })
    };
    let in_range = |range: Range<usize>| {
        when::all(sentence)
            .filter(|(tokens, _)| range.contains(&tokens.start) && !spoken(tokens))
            .map(|(_, time)| when::field(time, "statement.as-of.after"))
            .next()
    };
    let own = in_range(after(sentence, items, index));
    // "from 3,000 in 2016 to 600 as of October 2018": each has what stands after it.
    if own.is_some() {
        let page = sentence.page;
        // "11 in Pakistan between …": the time after the last holds for all; one right after "in 2016 and 40" is its own.
        let _ = page;
        return own;
    }
    let start = if index == 0 { sentence.range.start } else { items[index - 1].end };
    let before = when::all(sentence)
        .filter(|(tokens, _)| {
            tokens.start >= start && tokens.end <= items[index].start && !spoken(tokens)
        })
        .map(|(_, time)| when::field(time, "statement.as-of.before"))
        .last();
    let before_own =
        before.filter(|_| index == 0 || items.len() == 1 || clause_between(sentence, items, index));
    if before_own.is_some() {
        return before_own;
    }
    let later = || {
        when::all(sentence)
            .filter(|(tokens, _)| tokens.start >= items[index].end && !spoken(tokens))
            .map(|(_, time)| when::field(time, "statement.as-of.shared"))
            .next()
    };
    let earlier = || {
        when::all(sentence)
            .filter(|(tokens, _)| tokens.end <= items[index].start && !spoken(tokens))
            .map(|(_, time)| when::field(time, "statement.as-of.shared"))
            .next()
    };
    let compared = compared(sentence, items, index)
        || items.get(index + 1).is_some() && compared(sentence, items, index + 1);
    if kind == StatementKind::Strength && compared {
        return None;
    }
    later().or_else(earlier)
}

/// Whether words between an item and the one before begin a clause: the time there is the item's own.
fn clause_between(sentence: &Sentence<'_, '_>, items: &[Item], index: usize) -> bool {
    let gap = items[index - 1].end..items[index].start;
    let page = sentence.page;
    let time = when::all(sentence).filter(|(tokens, _)| gap.contains(&tokens.start)).last();
    time.is_some_and(|(tokens, _)| {
        (gap.start..tokens.start)
            .any(|at| matches!(page.word(at), "and" | "but" | ";" | "while" | "by"))
            && tokens.start > gap.start + 1
            || matches!(page.word(tokens.start), "by")
    })
}

fn compared(sentence: &Sentence<'_, '_>, items: &[Item], index: usize) -> bool {
    index > 0
        && has(
            sentence,
            items[index - 1].end..items[index].start,
            &["from", "compared", "down", "up", "against", "to"],
        )
}

fn place(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    items: &[Item],
    index: usize,
    kind: StatementKind,
) -> Option<Field<crate::coded::Where>> {
    let own = after(sentence, items, index);
    let mine = |range: &Range<usize>| {
        places
            .iter()
            .filter(|place| range.contains(&place.tokens.start))
            .min_by_key(|place| place.tokens.start)
            .map(|place| place.field(sentence))
    };
    let start = if index == 0 { sentence.range.start } else { items[index - 1].end };
    let single = items.len() == 1;
    let inside = mine(&(items[index].start..items[index].end));
    let found = inside
        .or_else(|| mine(&own))
        .or_else(|| (index == 0 || single).then(|| mine(&(start..items[index].start))).flatten());
    if found.is_some() || kind == StatementKind::Strength && index > 0 {
        return found.or_else(|| {
            (kind == StatementKind::Strength && index > 0)
                .then(|| mine(&(sentence.range.start..items[0].start)))
                .flatten()
        });
    }
    // What stands once for all counts.
    (places.len() == 1).then(|| places[0].field(sentence))
}

fn trend(
    sentence: &Sentence<'_, '_>,
    items: &[Item],
    index: usize,
    kind: StatementKind,
) -> Option<Field<Trend>> {
    if !matches!(kind, StatementKind::Strength | StatementKind::Tally) {
        return None;
    }
    let page = sentence.page;
    const DOWN: &[&str] = &[
        "down",
        "fell",
        "fallen",
        "dropped",
        "shrank",
        "shrunk",
        "dwindled",
        "declined",
        "decreased",
        "falling",
        "halved",
        "shrinking",
        "dropping",
        "reduced",
    ];
    const UP: &[&str] = &[
        "up",
        "rose",
        "risen",
        "grew",
        "grown",
        "swelled",
        "swollen",
        "climbed",
        "increased",
        "rising",
        "doubled",
        "growing",
        "tripled",
        "expanded",
    ];
    // "600, down from 3,000": the first is the new number. "fell from 3,000 to 600": the second is.
    let find = |range: Range<usize>| {
        range.into_iter().find_map(|at| {
            let trend = if DOWN.contains(&page.word(at)) {
                Trend::Down
            } else if UP.contains(&page.word(at)) && page.word(at + 1) != "to"
                || page.word(at) == "up" && page.word(at + 1) == "from"
            {
                Trend::Up
            } else {
                return None;
            };
            Some(Field::new(trend, vec![page.span(at..at + 1)], "statement.trend"))
        })
    };
    let next = items.get(index + 1).map(|next| items[index].end..next.start);
    let next = next.filter(|gap| has(sentence, gap.clone(), &["from", "compared"]));
    if let Some(found) = next.and_then(find) {
        return Some(found);
    }
    let from = items[..index].last().map(|item| item.start).unwrap_or(items[index].start);
    let led = index > 0
        && has(sentence, items[index - 1].end..items[index].start, &["to"])
        && has(sentence, from.saturating_sub(2).max(sentence.range.start)..from, &["from"]);
    if led {
        return find(sentence.range.start..from);
    }
    let gap = index > 0 && has(sentence, items[index - 1].end..items[index].start, &["to"]);
    gap.then(|| find(items[index - 1].end..items[index].start)).flatten().or_else(|| {
        (items.len() == 1).then(|| find(sentence.range.start..items[index].start)).flatten()
    })
}

fn org(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    sentence.mentions[mention].party.as_ref().is_some_and(|party| {
        party.name.is_some()
            && !matches!(party.role, Role::Monitor | Role::Media | Role::International)
    })
}

fn actor(
    sentence: &Sentence<'_, '_>,
    items: &[Item],
    index: usize,
    memory: &Memory,
    attributions: &[Field<Attribution>],
    statement: &mut Statement,
) {
    let page = sentence.page;
    let item = &items[index];
    let kind = statement.kind.value;
    let set = |statement: &mut Statement,
               mention: usize,
               rule,
               relation: Option<(ActorRelation, Span)>| {
        statement.actor = party_of(sentence, mention, rule);
        if let Some((relation, span)) = relation {
            statement.relation = Some(Field::new(relation, vec![span], rule));
        }
    };
    let span_before = |mention: usize| {
        let start = super::super::event_start(sentence, mention);
        page.span(start.saturating_sub(1)..start)
    };
    // Prepositions decide the part: "by", "against", "involving".
    for mention in 0..sentence.mentions.len() {
        if kind != StatementKind::Tally {
            break;
        }
        let mine = sentence.mentions[mention].party.as_ref().is_some_and(|p| {
            p.name.is_some() && p.role != Role::Monitor && p.role != Role::Media
                || p.role == Role::ArmedGroup
        });
        if !mine
            || sentence.mentions[mention].within.is_some()
                && !matches!(sentence.preposition(mention), "by" | "against")
        {
            continue;
        }
        let start = super::super::event_start(sentence, mention);
        let relation = match (sentence.preposition(mention), page.before(start)) {
            ("by", _) if !counted_by(sentence, mention) => ActorRelation::By,
            ("against" | "on", _)
                if sentence.mentions[mention].tokens.start < item.end + 10
                    && sentence.mentions[mention]
                        .party
                        .as_ref()
                        .is_some_and(|p| p.name.is_some()) =>
            {
                ActorRelation::Against
            }
            (_, "involving") => ActorRelation::Involving,
            ("to", _)
                if has(
                    sentence,
                    sentence.range.start..start,
                    &["attributed", "ascribed", "linked"],
                ) =>
            {
                ActorRelation::By
            }
            _ => continue,
        };
        set(
            statement,
            mention,
            "statement.actor.preposition",
            Some((relation, span_before(mention))),
        );
        return;
    }
    // "600 fighters of X", "X fighters".
    if let Some(mention) = item.mention
        && (org(sentence, mention) && kind != StatementKind::Tally
            || kind == StatementKind::Tally
                && org(sentence, mention)
                && sentence.mentions[mention].trigger.is_some())
    {
        let by = (kind == StatementKind::Tally).then(|| {
            (ActorRelation::By, page.span(sentence.mentions[mention].party_words.clone()))
        });
        set(statement, mention, "statement.actor.own", by);
        return;
    }
    let subject_of =
        |verb: usize| sentence.verbs[verb].subject.filter(|&m| Some(m) != item.mention);
    let mut verb = item.verb;
    while let Some(at) = verb {
        let lemma = page.lemma(sentence.verbs[at].head);
        let speech = COUNTING.contains(&lemma) && lemma != "claim"
            || matches!(lemma, "say" | "estimate" | "put" | "believe" | "report");
        let subject = subject_of(at).filter(|_| !speech || sentence.verbs[at].passive);
        if let Some(subject) = subject
            && sentence.mentions[subject].party.as_ref().is_some_and(|p| {
                p.name.is_some()
                    || p.role == Role::ArmedGroup
                    || kind == StatementKind::Tally && p.role.is_state()
            })
        {
            let span = page.span(sentence.verbs[at].tokens.clone());
            let relation = (kind == StatementKind::Tally).then(|| match lemma {
                "claim" => (ActorRelation::Claimed, span),
                "involve" => (ActorRelation::Involving, span),
                "take" if page.are(sentence.verbs[at].head, &["took", "part"]) => {
                    (ActorRelation::Involving, span)
                }
                "suffer" | "face" | "lose" => (ActorRelation::Against, span),
                _ => (ActorRelation::By, span),
            });
            set(statement, subject, "statement.actor.subject", relation);
            return;
        }
        if sentence.verbs[at].passive
            && let Some(agent) = sentence.verbs[at].agent
            && org(sentence, agent)
        {
            let span = page.span(sentence.verbs[at].tokens.clone());
            let relation = (kind == StatementKind::Tally).then_some((ActorRelation::By, span));
            set(statement, agent, "statement.actor.agent", relation);
            return;
        }
        verb = sentence.verbs[at].governor;
    }
    fallback(sentence, item, memory, attributions, statement);
}

fn counted_by(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    let page = sentence.page;
    let start = sentence.mentions[mention].tokens.start;
    (start.saturating_sub(4)..start).any(|at| {
        matches!(
            page.word(at),
            "counted"
                | "recorded"
                | "documented"
                | "reported"
                | "estimated"
                | "compiled"
                | "verified"
        )
    }) && sentence.mentions[mention].party.as_ref().is_none_or(|p| p.role != Role::ArmedGroup)
}

/// An organisation that the sentence names elsewhere, or the one that was spoken of last.
fn fallback(
    sentence: &Sentence<'_, '_>,
    item: &Item,
    memory: &Memory,
    attributions: &[Field<Attribution>],
    statement: &mut Statement,
) {
    let page = sentence.page;
    let kind = statement.kind.value;
    let source = |party: &Party| {
        attributions.iter().any(|field| {
            field.value.by.as_ref() == Some(party)
                && field.value.stance == crate::coded::Stance::Said
        })
    };
    let named = (0..sentence.mentions.len()).find(|&m| {
        org(sentence, m)
            && sentence.mentions[m]
                .party
                .as_ref()
                .is_some_and(|p| p.role == Role::ArmedGroup && !source(p))
    });
    if let Some(named) = named {
        statement.actor = party_of(sentence, named, "statement.actor.named");
        if kind == StatementKind::Tally && statement.actor.is_some() {
            let mention = &sentence.mentions[named];
            let involved = has(sentence, sentence.range.clone(), &["involved", "involving"])
                || page.position(sentence.range.clone(), &["took", "part"]).is_some();
            let suffers = matches!(sentence.preposition(named), "against" | "on");
            let relation = if involved {
                ActorRelation::Involving
            } else if suffers {
                ActorRelation::Against
            } else if has(sentence, sentence.range.clone(), &["claimed"]) {
                ActorRelation::Claimed
            } else {
                ActorRelation::By
            };
            statement.relation = Some(Field::new(
                relation,
                vec![page.span(mention.party_words.clone())],
                "statement.actor.named",
            ));
        }
        return;
    }
    let refers = sentence.mentions.iter().any(|mention| {
        matches!(page.word(mention.head), "it" | "they") && mention.tokens.start <= item.start
            || mention.definite && matches!(page.word(mention.tokens.start), "its" | "their")
            || mention
                .party
                .as_ref()
                .is_some_and(|p| p.role == Role::ArmedGroup && p.name.is_none())
    });
    if let Some(actor) = memory.actor.clone().filter(|_| refers) {
        statement.actor = Some(Field::new(actor, Vec::new(), "statement.actor.before"));
        if kind == StatementKind::Tally {
            statement.relation =
                Some(Field::new(ActorRelation::By, Vec::new(), "statement.actor.before"));
        }
    }
}

/// Whom a count of attacks or dead was done to.
fn victims(sentence: &Sentence<'_, '_>, item: &Item, statement: &mut Statement) {
    if statement.kind.value != StatementKind::Tally {
        return;
    }
    let page = sentence.page;
    let own = item
        .mention
        .filter(|&m| sentence.mentions[m].trigger.is_none())
        .and_then(|m| Some((m, sentence.mentions[m].group?)));
    let aimed = || {
        (0..sentence.mentions.len()).find_map(|m| {
            let mention = &sentence.mentions[m];
            let near = mention.tokens.start >= item.end
                && mention.tokens.start < item.end + 9
                && matches!(sentence.preposition(m), "on" | "against" | "targeting")
                || mention.tokens.start > 0
                    && page.before(super::super::event_start(sentence, m)) == "targeting";
            let attacked = sentence.verbs.iter().any(|verb| {
                matches!(page.lemma(verb.head), "attack" | "target" | "hit" | "strike")
                    && (!verb.passive && verb.object == Some(m))
            });
            let class = mention
                .group
                .or_else(|| mention.thing.as_ref().map(|(class, _)| *class))
                .or_else(|| mention.party.as_ref()?.role.target())?;
            let named = mention.party.as_ref().is_some_and(|p| p.name.is_some());
            ((near || attacked) && !named).then_some((m, class))
        })
    };
    let found = if statement.measure.as_ref().is_some_and(|m| m.value == Measure::Attacks) {
        aimed()
    } else {
        own
    };
    if let Some((mention, class)) = found {
        let words =
            vec![page.span(sentence.mentions[mention].head..sentence.mentions[mention].head + 1)];
        statement.victims = Some(Field::new(class, words, "statement.victims"));
    }
}

fn marks(sentence: &Sentence<'_, '_>, item: &Item, statement: &mut Statement) {
    let Some(verb) = item.verb else { return };
    let verb = &sentence.verbs[verb];
    let words = vec![sentence.page.span(verb.tokens.clone())];
    if verb.negated {
        statement.marks.push(Field::new(Mark::Negated, words.clone(), "mark.negated.verb"));
    }
    match verb.mood {
        Mood::Future => statement.marks.push(Field::new(Mark::Future, words, "mark.future.verb")),
        Mood::Possible => {
            statement.marks.push(Field::new(Mark::Hypothetical, words, "mark.hypothetical.modal"))
        }
        Mood::Fact => {}
    }
}
