//! Statements with a number: strengths, tallies, losses.

use super::actor::actor;
use super::kind::kind;
use super::measure::{Item, items};
use super::{Memory, blank};
use crate::code::place::Place;
use crate::code::predicate::Mood;
use crate::code::sentence::Sentence;
use crate::code::when;
use crate::coded::{
    ActorRelation, Amount, Attribution, Field, Mark, Measure, Party, Statement, StatementKind,
    Trend, When,
};
use crate::time::Relation;
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
        let said =
            kind(sentence, &items, index, before).or_else(|| leads_to(sentence, &items, index));
        let Some((kind, measure, rule)) = said else { continue };
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
        claimed(&mut statement);
        let own = item.verb.map(|verb| sentence.verbs[verb].tokens.clone());
        taken.push(item.start..item.end);
        if matches!(kind, StatementKind::Tally | StatementKind::Losses) {
            taken.extend(own);
            let of = |verb: &&crate::code::predicate::Predicate| {
                item.mention.is_some()
                    && (verb.subject == item.mention || verb.object == item.mention)
            };
            taken.extend(sentence.verbs.iter().filter(of).map(|verb| verb.tokens.clone()));
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
    // "Of 120 clashes, 45 involved the group": who took part is said of the part.
    share(&mut found, sentence.page.word(sentence.range.start) == "of");
    found
}

/// "from 50 to 400 men": the first number counts what the second does.
fn leads_to(
    sentence: &Sentence<'_, '_>,
    items: &[Item],
    index: usize,
) -> Option<(StatementKind, Measure, &'static str)> {
    let page = sentence.page;
    let (item, next) = (&items[index], items.get(index + 1)?);
    let led = page.before(item.start) == "from"
        && next.start == item.end + 1
        && page.word(item.end) == "to"
        && item.measure.is_none();
    let (kind, measure, _) = led.then(|| kind(sentence, items, index + 1, None)).flatten()?;
    Some((kind, measure, "statement.compared"))
}

/// Who says that it did what is counted claims it; blame is of the count's own words.
fn claimed(statement: &mut Statement) {
    let actor = statement.actor.as_ref().map(|actor| actor.value.label());
    let claims = statement.attribution.iter().any(|field| {
        field.value.stance == crate::coded::Stance::Claimed
            && field.value.by.as_ref().map(Party::label) == actor
    });
    if claims && let Some(relation) = &mut statement.relation {
        relation.value = ActorRelation::Claimed;
    }
    // "Researchers attribute 64 attacks to the group": they count them.
    for field in &mut statement.attribution {
        if field.value.stance == crate::coded::Stance::Blamed && field.value.by.is_some() {
            field.value.stance = crate::coded::Stance::Said;
            field.value.on = None;
        }
    }
    statement.attribution.retain(|field| field.value.stance != crate::coded::Stance::Blamed);
}

/// What a list of counts says once holds for all: the actor, the relation.
fn share(found: &mut [Statement], of_whole: bool) {
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
        if first.kind.value == next.kind.value && first.actor.is_none() && !of_whole {
            first.actor.clone_from(&next.actor);
            if first.relation.is_none() {
                first.relation.clone_from(&next.relation);
            }
        }
    }
}

pub(super) fn has(sentence: &Sentence<'_, '_>, range: Range<usize>, words: &[&str]) -> bool {
    range.into_iter().any(|at| words.contains(&sentence.page.word(at)))
}

/// The stretch of tokens that belongs to an item: from its words to those of the next.
fn after(sentence: &Sentence<'_, '_>, items: &[Item], index: usize) -> Range<usize> {
    let next = items.get(index + 1).map_or(sentence.range.end, |next| next.start);
    let start = items[index].end.min(next);
    let clause = (start..next).find(|&at| sentence.page.word(at) == ";");
    start..clause.unwrap_or(next)
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
            // "half as many as in 2018": another number's time, which is not given.
            || matches!(page.before(tokens.start), "as" | "than")
            || page.word(tokens.start) == "in"
                && matches!(page.before(tokens.start), "as" | "than")
            || page.before(tokens.start) == "in"
                && page.are(tokens.start.saturating_sub(3), &["many", "as", "in"])
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
        return own;
    }
    let start = if index == 0 { sentence.range.start } else { items[index - 1].end };
    let before = when::all(sentence)
        .filter(|(tokens, _)| {
            tokens.start >= start && tokens.end <= items[index].start && !spoken(tokens)
        })
        .map(|(tokens, time)| since(sentence, &tokens, when::field(time, "statement.as-of.before")))
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

/// "Since the ceasefire of March 2018": from that time on.
fn since(sentence: &Sentence<'_, '_>, tokens: &Range<usize>, field: Field<When>) -> Field<When> {
    let page = sentence.page;
    let start = tokens.start - usize::from(matches!(page.before(tokens.start), "of" | "in"));
    let window = start.saturating_sub(5).max(sentence.range.start)..start;
    let led = start < tokens.start || matches!(page.word(tokens.start), "in" | "of" | "on");
    let since = window
        .clone()
        .find(|&at| page.word(at) == "since")
        .is_some_and(|at| (at..start).all(|i| !page.tag(i).starts_with("VB")));
    let Some(written) = page.written.filter(|day| led && since && *day > field.value.start) else {
        return field;
    };
    field.map(|when| When { end: written, relation: Relation::Since, ..when })
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
    // "Of the 96 attacks, 32 took place in Omdara": the place is of the part.
    let part = index == 0 && sentence.page.word(sentence.range.start) == "of";
    // What stands once for all counts.
    (places.len() == 1 && !part).then(|| places[0].field(sentence))
}

/// Words of a number that fell.
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
    "thinned",
    "plunged",
    "slumped",
    "plummeted",
    "sank",
    "sunk",
    "waned",
    "diminished",
];

/// Words of a number that rose.
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
    "swelling",
    "surged",
    "jumped",
    "soared",
    "ballooned",
    "mushroomed",
];

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
    // "600, down from 3,000": the first is the new number. "fell from 3,000 to 600": the second is.
    let find = |range: Range<usize>| {
        range.into_iter().find_map(|at| {
            let trend = if DOWN.contains(&page.word(at)) {
                Trend::Down
            } else if UP.contains(&page.word(at))
                && (page.word(at) != "up" && page.word(at) != "to")
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
    let against = next.clone().filter(|gap| has(sentence, gap.clone(), &["compared"]));
    if let Some(found) = next.and_then(find) {
        return Some(found);
    }
    if let Some(gap) = against {
        let best = |item: &Item| page.quantities[item.quantity].best;
        let trend =
            if best(&items[index]) < best(&items[index + 1]) { Trend::Down } else { Trend::Up };
        return Some(Field::new(trend, vec![page.span(gap)], "statement.trend"));
    }
    let from = items[..index].last().map(|item| item.start).unwrap_or(items[index].start);
    let led = index > 0
        && has(sentence, items[index - 1].end..items[index].start, &["to"])
        && has(sentence, from.saturating_sub(2).max(sentence.range.start)..from, &["from"]);
    if led && let Some(found) = find(sentence.range.start..from) {
        return Some(found);
    }
    let gap = index > 0 && has(sentence, items[index - 1].end..items[index].start, &["to"]);
    gap.then(|| find(items[index - 1].end..items[index].start)).flatten().or_else(|| {
        (items.len() == 1).then(|| find(sentence.range.start..items[index].start)).flatten()
    })
}

/// Whom a count of attacks or dead was done to.
fn victims(sentence: &Sentence<'_, '_>, item: &Item, statement: &mut Statement) {
    if statement.kind.value != StatementKind::Tally {
        return;
    }
    let page = sentence.page;
    let own = item.mention.filter(|&m| sentence.mentions[m].trigger.is_none()).and_then(|m| {
        let mention = &sentence.mentions[m];
        let inner = || {
            let span = page.span(mention.tokens.clone());
            let found = page.found.iter().find(|found| {
                found.class == crate::names::Class::Victim && found.span.overlaps(span)
            })?;
            bellwether_model::TargetClass::parse(found.id)
        };
        Some((m, mention.group.or_else(inner)?))
    });
    let aimed = || {
        (0..sentence.mentions.len()).find_map(|m| {
            let mention = &sentence.mentions[m];
            let near = mention.tokens.start >= item.end
                && mention.tokens.start < item.end + 9
                && matches!(sentence.preposition(m), "on" | "against" | "targeting")
                || mention.tokens.start > 0
                    && page.before(super::super::event_start(sentence, m)) == "targeting";
            let inner = || {
                let span = page.span(mention.tokens.clone());
                let found = page.found.iter().find(|found| {
                    found.class == crate::names::Class::Victim && found.span.overlaps(span)
                })?;
                bellwether_model::TargetClass::parse(found.id)
            };
            let attacked = sentence.verbs.iter().any(|verb| {
                matches!(page.lemma(verb.head), "attack" | "target" | "hit" | "strike")
                    && (!verb.passive && verb.object == Some(m))
            });
            // "attacks on convoys of aid workers"
            let of = || {
                let end = mention.tokens.end;
                let next = sentence.mention_from(end + 1)?;
                let next = &sentence.mentions[next];
                (page.word(end) == "of" && next.tokens.start == end + 1).then_some(next.group)?
            };
            let class = mention
                .group
                .or_else(|| mention.thing.as_ref().map(|(class, _)| *class))
                .or_else(of)
                .or_else(|| mention.party.as_ref()?.role.target())
                .or_else(inner)?;
            let named = mention.party.as_ref().is_some_and(|p| p.name.is_some());
            ((near || attacked) && !named).then_some((m, class))
        })
    };
    // "Civilian deaths reached 640": who they were stands before the noun.
    let toll = || {
        (0..sentence.mentions.len()).find_map(|m| {
            let mention = &sentence.mentions[m];
            let noun = matches!(
                page.word(mention.head),
                "deaths" | "casualties" | "fatalities" | "killings" | "injuries"
            );
            let span = page.span(mention.tokens.clone());
            let found = page.found.iter().find(|found| {
                found.class == crate::names::Class::Victim && found.span.overlaps(span)
            });
            let class = bellwether_model::TargetClass::parse(found.filter(|_| noun)?.id)?;
            Some((m, class))
        })
    };
    let found = if statement.measure.as_ref().is_some_and(|m| m.value == Measure::Attacks) {
        aimed()
    } else {
        own.or_else(toll)
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
