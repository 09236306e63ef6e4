//! Who was killed, injured, taken: each group with its number.

use super::gather::Group;
use crate::code::mention::Mention;
use crate::code::sentence::Sentence;
use crate::coded::{Amount, Fate, Field, Party, Role, Victims};
use crate::number::Unit;
use bellwether_model::TargetClass;

/// The victims that the cores of an event tell of.
pub(super) fn victims(
    sentence: &Sentence<'_, '_>,
    group: &Group,
    side_a: Option<&Party>,
) -> Vec<Field<Victims>> {
    let mut found: Vec<(usize, Field<Victims>)> = Vec::new();
    let mut previous: Option<Option<TargetClass>> = None;
    for core in &group.cores {
        let Some(fate) = core.fate else { continue };
        // "The attack could have killed dozens": the attack is a fact, its dead are not.
        let possible = |core: &super::core::Core| {
            core.verb.is_some_and(|verb| {
                sentence.verbs[verb].mood == crate::code::predicate::Mood::Possible
            })
        };
        if possible(core)
            && group.cores.iter().any(|other| !other.outcome && other.refers && !possible(other))
        {
            continue;
        }
        for &(mention, rule) in &core.patients {
            if found.iter().any(|(known, field)| *known == mention && field.value.fate == fate) {
                continue;
            }
            let row = &sentence.page.world.words.triggers[core.trigger];
            let people = is_people(sentence, mention);
            if !people
                || row.object == crate::code::words::Object::CapturedOrPlace
                    && sentence.mentions[mention].count.is_none()
            {
                continue;
            }
            let Some(mut field) = one(sentence, mention, fate, rule, side_a, previous.flatten())
            else {
                continue;
            };
            field.value.part |= rule == "event.victims.included";
            if rule == "event.patient.lost"
                && let Some((loser, _)) = core.agent
                && let Some(party) = &sentence.mentions[loser].party
            {
                field.value.group = party.role.target().or(field.value.group);
                field.value.attackers = side_a.is_some_and(|side| side.label() == party.label());
            }
            previous = Some(field.value.group);
            let group = field.value.group;
            found.push((mention, field));
            found.extend(parts(sentence, mention, fate, side_a, group));
            let of_them = of_them(sentence, mention, fate, side_a, group);
            found.extend(of_them.filter(|(m, _)| !found.iter().any(|(known, _)| known == m)));
        }
    }
    found.into_iter().map(|(_, field)| field).collect()
}

/// Whether a mention is of people and not of a thing or a toll.
fn is_people(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    let mention = &sentence.mentions[mention];
    let unit = mention.count.map(|q| sentence.page.quantities[q].unit);
    let other = matches!(unit, Some(Unit::Money | Unit::Time | Unit::Distance | Unit::Attacks));
    !other
        && (mention.people
            || mention.negative
            || mention.count.is_some() && mention.thing.is_none())
        && !(mention.thing.is_some() && mention.group.is_none() && mention.party.is_none())
}

/// The victims that one group is, if it is of people and gives their number.
pub(super) fn of_mention(
    sentence: &Sentence<'_, '_>,
    mention: usize,
    fate: Fate,
    rule: &'static str,
    side_a: Option<&Party>,
) -> Option<Field<Victims>> {
    is_people(sentence, mention).then(|| one(sentence, mention, fate, rule, side_a, None)).flatten()
}

fn one(
    sentence: &Sentence<'_, '_>,
    index: usize,
    fate: Fate,
    rule: &'static str,
    side_a: Option<&Party>,
    before: Option<TargetClass>,
) -> Option<Field<Victims>> {
    let mention = &sentence.mentions[index];
    let (count, words) = number(sentence, mention)?;
    let attackers = attacker(sentence, mention, side_a);
    let head = sentence.page.word(mention.head);
    // "killing 12 soldiers and wounding 20": the second number counts the same people.
    let bare = mention.group.is_none()
        && mention.party.is_none()
        && sentence.page.tag(mention.head) == "CD"
        && fate == Fate::Injured;
    let group = mention
        .group
        .or_else(|| class(mention))
        .or_else(|| of_whom(sentence, mention))
        .or(before.filter(|_| bare && head != "others"));
    let victims = Victims { fate, group, count, part: false, attackers };
    Some(Field::new(victims, words, rule))
}

/// "a police vehicle …, killing four officers": officers are of the forces that the sentence speaks of before.
fn of_whom(sentence: &Sentence<'_, '_>, mention: &Mention) -> Option<TargetClass> {
    if !matches!(sentence.page.word(mention.head), "officers" | "officer") {
        return None;
    }
    let before = sentence
        .mentions
        .iter()
        .filter(|other| other.tokens.end <= mention.tokens.start)
        .filter_map(|other| other.party.as_ref())
        .find(|party| matches!(party.role, Role::Police | Role::Military))
        .and_then(|party| party.role.target());
    // "officers were hurt … a police academy": whose place was hit.
    let housed = || {
        sentence.mentions.iter().filter_map(|other| other.thing.as_ref()).find_map(|(class, _)| {
            matches!(class, TargetClass::Police | TargetClass::Military).then_some(*class)
        })
    };
    before.or_else(housed)
}

fn class(mention: &Mention) -> Option<TargetClass> {
    let party = mention.party.as_ref()?;
    party.name.is_some().then(|| party.role.target()).flatten()
}

/// The number of a mention: its quantity, none, or one.
fn number(sentence: &Sentence<'_, '_>, mention: &Mention) -> Option<(Amount, Vec<crate::Span>)> {
    let page = sentence.page;
    let mut words = vec![page.span(mention.tokens.clone())];
    if mention.negative || matches!(page.word(mention.head), "nobody" | "none") {
        return Some((Amount::exactly(0.0), safe(page, mention)));
    }
    if let Some(at) = mention.count {
        let quantity = &page.quantities[at];
        if quantity.unit == Unit::Share || quantity.low.is_some_and(|low| low > 0.0 && low < 1.0) {
            return None;
        }
        let amount = Amount {
            low: quantity.low,
            best: quantity.best,
            high: quantity.high,
            qualifier: quantity.qualifier,
        };
        words = vec![quantity.span];
        words.extend(quantity.noun);
        return Some((amount, words));
    }
    let singular = page.tag(mention.head) == "NN"
        || mention.party.is_some() && page.tag(mention.head) == "NNP";
    let led = (mention.tokens.start.saturating_sub(3)..mention.tokens.start)
        .any(|at| matches!(page.word(at), "a" | "an"));
    let article =
        led || matches!(
            page.word(mention.tokens.start),
            "a" | "an" | "one" | "another" | "the" | "his" | "her" | "its" | "their"
        ) || mention.party.is_some() && page.tag(mention.tokens.start).starts_with("NN");
    let collective = matches!(
        page.word(mention.head),
        "police"
            | "army"
            | "military"
            | "group"
            | "family"
            | "crowd"
            | "government"
            | "staff"
            | "patrol"
            | "militia"
            | "force"
            | "movement"
            | "public"
            | "opposition"
            | "convoy"
            | "network"
            | "gang"
    );
    let organisation = mention.party.as_ref().is_some_and(|p| p.name.is_some()) && !mention.people;
    (singular && article && !collective && !organisation && mention.people)
        .then(|| (Amount::exactly(1.0), safe(page, mention)))
}

/// The words of a mention without a name.
fn safe(page: &crate::code::page::Page<'_>, mention: &Mention) -> Vec<crate::Span> {
    let words = if mention.party.is_some() {
        mention.party_words.clone()
    } else {
        mention.head..mention.head + 1
    };
    vec![page.span(words)]
}

/// Whether people are on the side of those who attacked.
fn attacker(sentence: &Sentence<'_, '_>, mention: &Mention, side_a: Option<&Party>) -> bool {
    let head = sentence.page.word(mention.head);
    let said = sentence.page.text(mention.tokens.clone()).to_lowercase();
    if ["attacker", "assailant", "bomber", "gunmen", "gunman", "raiders", "hijacker"]
        .iter()
        .any(|word| said.contains(word))
    {
        return true;
    }
    let own = sentence.mentions.iter().any(|other| {
        other.within.is_some_and(|owner| sentence.mentions[owner].tokens == mention.tokens)
            && ["attackers", "assailants", "gunmen", "raiders", "bombers"]
                .contains(&sentence.page.word(other.head))
    });
    let same = side_a.is_some_and(|side| {
        mention.party.as_ref().is_some_and(|party| {
            side.role == Role::ArmedGroup && party.label() == side.label() && party.name.is_some()
        })
    });
    own || same && head != "civilians"
}

/// "…, six of them critically", "…, three of them children": a number of those before, with what they are.
fn of_them(
    sentence: &Sentence<'_, '_>,
    whole: usize,
    fate: Fate,
    side_a: Option<&Party>,
    group: Option<TargetClass>,
) -> Option<(usize, Field<Victims>)> {
    let page = sentence.page;
    let end = sentence.end(whole);
    let window = end..(end + 8).min(sentence.range.end);
    let of = page.position(window, &["of", "them"])?;
    let number = (whole + 1..sentence.mentions.len()).find(|&m| {
        let count = sentence.mentions[m].count;
        count.is_some_and(|q| page.tokens_of(page.quantities[q].span).end == of)
    })?;
    let starts = super::arguments::starts(sentence, number);
    if !matches!(page.before(starts), "," | "\u{2013}" | "\u{2014}" | "-" | "and") {
        return None;
    }
    let mut field = one(sentence, number, fate, "event.victims.part", side_a, None)?;
    let next = sentence.mention_from(of + 2).filter(|&m| {
        sentence.mentions[m].tokens.start <= of + 3
            && sentence.mentions[m].people
            && (sentence.mentions[m].count.is_none() || m == number)
    });
    field.value.group = next.map_or(group, |m| sentence.mentions[m].group);
    field.value.part = true;
    Some((number, field))
}

/// "…, including three children", "among them two policemen".
fn parts(
    sentence: &Sentence<'_, '_>,
    whole: usize,
    fate: Fate,
    side_a: Option<&Party>,
    group: Option<TargetClass>,
) -> Vec<(usize, Field<Victims>)> {
    let page = sentence.page;
    let end = sentence.end(whole);
    let window = end..(end + 5).min(sentence.range.end);
    let phrases: [&[&str]; 6] = [
        &["including"],
        &["among", "them"],
        &["among", "whom"],
        &["most", "of", "them"],
        &["of", "them"],
        &["mostly"],
    ];
    let Some((at, length)) = phrases
        .iter()
        .find_map(|phrase| Some((page.position(window.clone(), phrase)?, phrase.len())))
    else {
        return Vec::new();
    };
    if sentence.verbs.iter().any(|verb| {
        verb.tokens.start >= end
            && verb.tokens.start < at
            && page.tag(verb.head) != "VBG"
            && !verb.reduced
            && verb.passive
    }) {
        return Vec::new();
    }
    let Some(first) = sentence.mention_from(at + length) else { return Vec::new() };
    sentence
        .list(first)
        .into_iter()
        .filter(|&m| m > whole && is_people(sentence, m))
        .filter_map(|m| {
            let mut field = one(sentence, m, fate, "event.victims.part", side_a, None)?;
            field.value.part = true;
            // "11 soldiers, including two officers": ranks are of those that they are part of.
            let rank = matches!(
                page.word(sentence.mentions[m].head),
                "officers" | "officer" | "commanders" | "commander" | "recruits" | "leaders"
            );
            if rank && sentence.mentions[m].tokens.len() <= 2 {
                field.value.group = group;
            }
            Some((m, field))
        })
        .collect()
}
