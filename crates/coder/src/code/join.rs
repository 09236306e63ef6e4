//! Sentences that say more of an event that was told before.

use super::event::Told;
use super::sentence::Sentence;
use crate::coded::{Attribution, Event, Field, Role, Stance};
use std::collections::VecDeque;

/// How many sentences back an event may be that "the attack" refers to.
const SENTENCES_BACK_MAX: usize = 6;

/// Adds the events of a sentence to those before, joining what refers to the last one.
pub(super) fn join(
    sentence: &Sentence<'_, '_>,
    events: &mut Vec<Event>,
    told: Vec<Told>,
    attributions: &[Field<Attribution>],
) {
    let mut told: VecDeque<Told> = told.into();
    let here = sentence.page.span(sentence.range.clone());
    let near = events.last().is_some_and(|last| {
        let from = sentence.page.token_at(last.sentence.end);
        let passed = sentence
            .page
            .tokens
            .sentences
            .iter()
            .filter(|range| range.start >= from && range.end <= sentence.range.start)
            .count();
        passed < SENTENCES_BACK_MAX
    });
    if let Some(first) = told.front()
        && first.refers
        && near
        && let Some(last) = events.last_mut()
        && fits(last, &first.event)
        && let Some(first) = told.pop_front()
    {
        merge(last, first.event);
    } else if told.is_empty()
        && near
        && let Some(last) = events.last_mut()
    {
        // "No group claimed responsibility", "X claimed it": only who says so.
        if last.sentence == here {
            return;
        }
        for field in attributions
            .iter()
            .filter(|field| matches!(field.value.stance, Stance::Claimed | Stance::Blamed))
        {
            say(last, field.clone());
        }
    }
    events.extend(told.into_iter().filter(|told| !told.rest).map(|told| told.event));
}

/// Whether one event may be the other: no place, day or kind stands against it.
fn fits(last: &Event, next: &Event) -> bool {
    let root = last.kind.value.root() == next.kind.value.root();
    let place = match (&last.place, &next.place) {
        (Some(a), Some(b)) => a.value.name == b.value.name,
        _ => true,
    };
    let date = match (&last.date, &next.date) {
        (Some(a), Some(b)) => a.value.start <= b.value.end && b.value.start <= a.value.end,
        _ => true,
    };
    let own = || next.marks.iter().filter(|mark| mark.rule.as_str() != super::event::NOBODY);
    let marks =
        last.marks.iter().map(|m| m.value).eq(own().map(|m| m.value)) || own().next().is_none();
    root && place && date && marks
}

/// Gives an event what another telling of it says more.
pub(super) fn merge(last: &mut Event, next: Event) {
    let known = |last: &Event, victims: &crate::coded::Victims| {
        last.victims.iter().any(|field| field.value.fate == victims.fate && !field.value.part)
    };
    for mut field in next.victims {
        if known(last, &field.value) && !field.value.part {
            let same = last.victims.iter().any(|old| {
                old.value.fate == field.value.fate
                    && (old.value.group == field.value.group
                        || old.value.count == field.value.count)
            });
            if same {
                continue;
            }
            field.value.part = true;
        }
        last.victims.push(field);
    }
    if last.side_a.as_ref().is_none_or(|side| side.value.name.is_none())
        && let Some(side) = next.side_a
        && (side.value.name.is_some() || last.side_a.is_none())
    {
        last.side_a = Some(side);
    }
    last.side_b = last.side_b.take().or(next.side_b);
    last.target = last.target.take().or(next.target);
    last.tactic = last.tactic.take().or(next.tactic);
    last.weapon = last.weapon.take().or(next.weapon);
    last.date = last.date.take().or(next.date);
    last.place = last.place.take().or(next.place);
    next.attribution.into_iter().for_each(|field| say(last, field));
}

/// Adds who says so, and takes who claims it or is blamed for who did it where nobody is named.
fn say(event: &mut Event, field: Field<Attribution>) {
    let who = match field.value.stance {
        Stance::Claimed => field.value.by.clone(),
        Stance::Blamed => field.value.on.clone(),
        _ => None,
    };
    if let Some(who) = who
        && event
            .side_a
            .as_ref()
            .is_none_or(|side| side.value.name.is_none() && side.value.role == Role::ArmedGroup)
    {
        event.side_a = Some(Field::new(who, field.words.clone(), "event.side-a.later"));
    }
    if !event.attribution.iter().any(|known| known.value == field.value) {
        event.attribution.push(field);
    }
}
