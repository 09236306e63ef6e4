//! Whose doing a claim is about, and what part the actor has in it.

use std::ops::Range;

use bellwether_coder::names::Class;
use bellwether_registry::actors::normalise;

use super::read::{Claimed, Sentence};
use super::what::{People, What};
use super::words::{AGAINST, DOING, INVOLVING, KILLING, SUFFERING, is_fighter, is_in};
use super::{Measure, Party, Relation};

/// Who, and how.
#[derive(Debug, Clone)]
pub(super) struct Who {
    pub(super) actor: Option<Party>,
    pub(super) relation: Relation,
    /// Whether words say what part the actor has.
    pub(super) said: bool,
    /// Whether the people who are counted are the actor's own.
    pub(super) own: bool,
    /// What the claim says of further parties, which a count of one actor does not follow.
    pub(super) narrower: Vec<String>,
}

/// An organisation that the sentence names, with its tokens.
struct Named {
    party: Party,
    tokens: Range<usize>,
}

fn named(sentence: &Sentence<'_>) -> Vec<Named> {
    let mut all: Vec<Named> = sentence
        .names
        .iter()
        .filter(|(_, name)| name.class == Class::Actor)
        .filter_map(|(tokens, name)| {
            let actor = sentence.lists.actors.get(name.id)?;
            let party = Party::Known { id: actor.id.to_string(), name: actor.name.clone() };
            Some(Named { party, tokens: tokens.clone() })
        })
        .collect();
    if all.is_empty() {
        all.extend(native(sentence));
    }
    all
}

/// The longest name of an actor of a dataset that stands in the sentence.
fn native(sentence: &Sentence<'_>) -> Option<Named> {
    const LETTERS_MIN: usize = 4;
    const NOBODY: &[&str] = &["civilians", "unknown", "unidentified armed group"];
    let text = format!(" {} ", normalise(sentence.tokens.words(sentence.range.clone())));
    let fits = |name: &String| {
        name.chars().count() >= LETTERS_MIN
            && !NOBODY.contains(&name.as_str())
            && text.contains(&format!(" {name} "))
    };
    let best = sentence
        .lists
        .natives
        .iter()
        .filter(|native| !native.native_id.is_empty())
        .filter(|native| !sentence.lists.actors.claims_native(native))
        .filter_map(|native| {
            let names = std::iter::once(&native.name).chain(&native.other_names);
            let longest = names
                .map(|name| normalise(name))
                .filter(|name| fits(name))
                .max_by_key(String::len)?;
            Some((longest, native))
        })
        .max_by_key(|(name, _)| name.len())?;
    let (name, actor) = best;
    let first = name.split(' ').next().unwrap_or_default().to_owned();
    let words = name.split(' ').count();
    let start = sentence.range.clone().find(|&at| normalise(sentence.tokens.word(at)) == first)?;
    Some(Named {
        party: Party::Native { actor: actor.clone() },
        tokens: start..(start + words).min(sentence.range.end),
    })
}

/// The first organisation of a sentence.
pub(super) fn first_named(sentence: &Sentence<'_>) -> Option<Party> {
    named(sentence).into_iter().next().map(|named| named.party)
}

/// Who is meant for one number of a sentence.
pub(super) fn who(
    sentence: &Sentence<'_>,
    claimed: &Claimed,
    region: &Range<usize>,
    what: &What,
) -> Who {
    let all = named(sentence);
    // A name after another number belongs to that number.
    let near: Vec<&Named> = all.iter().filter(|n| n.tokens.start < region.end).collect();
    let first = near.first().map(|named| (*named, part(sentence, claimed, named, what)));
    let best = near
        .iter()
        .map(|named| (*named, part(sentence, claimed, named, what)))
        .find(|(_, part)| part.said)
        .or(first);
    let Some((named, part)) = best else {
        let relation = if what.mutual { Relation::Involving } else { Relation::By };
        return Who { actor: None, relation, said: false, own: false, narrower: Vec::new() };
    };
    let others = near.iter().filter(|other| other.party != named.party);
    let narrower: Vec<String> = others
        .map(|other| format!("only those in which {} took part too", other.party.name()))
        .collect();
    Who {
        actor: Some(named.party.clone()),
        relation: part.relation,
        said: part.said,
        own: part.own,
        narrower,
    }
}

struct Part {
    relation: Relation,
    said: bool,
    own: bool,
}

/// The word before a name, articles and nouns for a group passed over.
fn lead(sentence: &Sentence<'_>, start: usize) -> String {
    let mut at = start;
    while at > sentence.range.start {
        at -= 1;
        let word = sentence.word(at);
        if !matches!(
            word.as_str(),
            "the" | "a" | "group" | "militant" | "rebel" | "alleged" | "suspected" | "so-called"
        ) {
            return word;
        }
    }
    String::new()
}

/// What part a named organisation has in what is counted.
fn part(sentence: &Sentence<'_>, claimed: &Claimed, named: &Named, what: &What) -> Part {
    let is = |relation| Part { relation, said: true, own: false };
    let own = Part { relation: Relation::Against, said: true, own: true };
    let events = what.measure == Measure::Events;
    let behind = named.tokens.start >= claimed.tokens.end;
    let next = sentence.word(named.tokens.end);
    let noun = claimed.noun.unwrap_or(claimed.tokens.end);
    let of_members = what.people == People::Fighters || is_fighter(&next);
    if behind
        && (named.tokens.end <= noun || of_members && named.tokens.start <= claimed.tokens.end + 1)
    {
        // "84 Boko Haram attacks", "200 Boko Haram fighters".
        return if events { is(Relation::By) } else { own };
    }
    let lead = lead(sentence, named.tokens.start);
    let with = |list: &[&str]| is_in(list, &lead);
    let joined = lead == "and"
        && sentence
            .any(sentence.range.start..named.tokens.start, &["between", "involving", "with"]);
    if lead == "by" {
        return is(Relation::By);
    }
    if lead == "to"
        && sentence.any(sentence.range.start..named.tokens.start, &["attributed", "ascribed"])
    {
        return is(Relation::By);
    }
    if with(INVOLVING) || joined {
        return is(Relation::Involving);
    }
    if with(AGAINST) {
        return is(if events { Relation::Against } else { Relation::Involving });
    }
    if lead == "of" && of_members && !events {
        return own;
    }
    if behind {
        return Part { relation: default(what), said: false, own: false };
    }
    let between = named.tokens.end..claimed.tokens.start;
    if sentence.any(between.clone(), SUFFERING) {
        return if events { is(Relation::Against) } else { own };
    }
    if sentence.any(between.clone(), &["took", "fought", "involved", "clashed"]) {
        return is(Relation::Involving);
    }
    let does =
        sentence.any(between.clone(), DOING) || sentence.any(between, KILLING) || next == "'s";
    Part { relation: if does { Relation::By } else { default(what) }, said: does, own: false }
}

/// What is taken where no word says it.
const fn default(what: &What) -> Relation {
    if what.mutual { Relation::Involving } else { Relation::By }
}
