//! Statements about a group without a number: how it came to be, to whom it belongs, what it wants, where it
//! is, what it threatens and lives on.

use super::nouns::nouns_say;
use super::says::{named, verb_says};
use super::themes::{List, themes};
use super::{Memory, blank, party_of};
use crate::Span;
use crate::code::place::Place;
use crate::code::sentence::Sentence;
use crate::code::when;
use crate::coded::{Attribution, Field, Link, Party, Role, Statement, StatementKind, Theme, Where};
use bellwether_model::PlacePrecision;
use std::ops::Range;

/// What a verb or noun says of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    Formed,
    Split,
    Linked(Link),
    Wants,
    Active,
    Threatens,
    LivesOn,
}

/// The statements without a number.
pub(super) fn group(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    attributions: &[Field<Attribution>],
    memory: &Memory,
) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    for verb in 0..sentence.verbs.len() {
        let Some((says, words, rule)) = verb_says(sentence, verb) else { continue };
        if let Some(statement) =
            build(sentence, places, attributions, memory, says, words, rule, Some(verb))
        {
            push(&mut found, statement);
        }
    }
    for (says, words, rule) in nouns_say(sentence) {
        if let Some(statement) =
            build(sentence, places, attributions, memory, says, words, rule, None)
        {
            push(&mut found, statement);
        }
    }
    if found.is_empty()
        && let Some((says, words, rule)) = super::context::context(sentence)
        && let Some(statement) =
            build(sentence, places, attributions, memory, says, words, rule, None)
    {
        found.push(statement);
    }
    found
}

/// One statement of each kind and link; a formation as a splinter is no split besides.
fn push(found: &mut Vec<Statement>, statement: Statement) {
    let link = |s: &Statement| s.link.as_ref().map(|link| link.value);
    let same = found.iter().any(|known| {
        known.kind.value == statement.kind.value
            && (link(known) == link(&statement) || known.kind.value != StatementKind::Relation)
            || known.kind.value == StatementKind::Formation
                && statement.kind.value == StatementKind::Split
            || matches!(known.kind.value, StatementKind::Aim | StatementKind::Threat)
                && statement.kind.value == StatementKind::Resources
            || known.kind.value == StatementKind::Split
                && matches!(statement.kind.value, StatementKind::Formation | StatementKind::Split)
    });
    // "Three commanders broke ranks with it and established the Brigade": one that came out of another.
    let out_of = found.iter().position(|known| {
        known.kind.value == StatementKind::Split
            && statement.kind.value == StatementKind::Formation
            && statement.kind.rule.as_str() == "statement.formation.active"
            && known.actor.as_ref().map(|a| a.value.label())
                != statement.actor.as_ref().map(|a| a.value.label())
    });
    if let Some(at) = out_of {
        let known = &mut found[at];
        let mut statement = statement;
        statement.link = known.link.take();
        statement.other = known.actor.take();
        statement.as_of = statement.as_of.take().or(known.as_of.take());
        found[at] = statement;
        return;
    }
    // "A share of the revenue tops the list of their demands": money that is asked for is nothing to live on.
    if statement.kind.value == StatementKind::Aim {
        found.retain(|known| known.kind.rule.as_str() != "statement.resources.noun");
    }
    if !same {
        found.push(statement);
    }
}

pub(super) type Said = (Says, Range<usize>, &'static str);

#[expect(clippy::too_many_arguments, reason = "one builder for all kinds")]
fn build(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    attributions: &[Field<Attribution>],
    memory: &Memory,
    says: Says,
    words: Range<usize>,
    rule: &'static str,
    verb: Option<usize>,
) -> Option<Statement> {
    let page = sentence.page;
    let spans: Vec<Span> = vec![page.span(words.clone())];
    let (kind, link) = match says {
        Says::Formed => (StatementKind::Formation, splinter(sentence)),
        Says::Split => (StatementKind::Split, Some(Link::SplitFrom)),
        Says::Linked(link) => (StatementKind::Relation, Some(link)),
        Says::Wants => (StatementKind::Aim, None),
        Says::Active => (StatementKind::Area, None),
        Says::Threatens => (StatementKind::Threat, None),
        Says::LivesOn => (StatementKind::Resources, None),
    };
    let mut statement = blank(sentence, kind, spans.clone(), rule, attributions);
    statement.link = link.map(|link| Field::new(link, spans.clone(), rule));
    statement.actor = actor(sentence, memory, says, verb, words.start)?;
    if link.is_some() {
        statement.other = other(sentence, statement.actor.as_ref(), says, words.start);
        let needs = matches!(says, Says::Linked(_));
        if needs && statement.other.is_none() {
            return None;
        }
        if matches!(says, Says::Linked(Link::BackedBy | Link::RenamedFrom)) {
            turn(sentence, verb, &mut statement);
        }
    }
    if matches!(says, Says::Formed | Says::Split | Says::Linked(_) | Says::Active) {
        // "Founded in 2009, it is active in Taren": a time before another verb is that verb's.
        let of_another = |tokens: &std::ops::Range<usize>| {
            says == Says::Active
                && tokens.end <= words.start
                && sentence.verbs.iter().enumerate().any(|(at, other)| {
                    other.tokens.end <= tokens.start
                        && Some(at) != verb
                        && verb_says(sentence, at).is_some()
                })
        };
        statement.as_of = when::all(sentence)
            .filter(|(tokens, _)| !of_another(tokens))
            .map(|(_, time)| when::field(time, "statement.as-of.only"))
            .next();
    }
    // "Forty of its members are active in Harun": how many there are, and not where it is.
    let counted = says == Says::Active
        && sentence.mentions.iter().any(|mention| {
            mention.count.is_some()
                && mention.people
                && mention.tokens.end <= words.start
                && mention.party.as_ref().is_some_and(|party| party.role == Role::ArmedGroup)
        });
    if counted {
        return None;
    }
    if matches!(says, Says::Active | Says::Formed) {
        statement.place = place(sentence, places, says, &words);
        if says == Says::Active && statement.place.is_none() {
            return None;
        }
    }
    statement.themes = themes_of(sentence, says, &words, rule, verb)?;
    if let Some(verb) = verb {
        let governed = super::super::marks_of(sentence, verb);
        statement.marks = governed
            .into_iter()
            .filter(|mark| says != Says::Threatens || mark.value == crate::coded::Mark::Negated)
            .filter(|mark| mark.value != crate::coded::Mark::Historical)
            // "Without levies it could not pay its men": it lives on them.
            .filter(|mark| says != Says::LivesOn || mark.value != crate::coded::Mark::Negated)
            // "Farmers must hand over zakat": they do.
            .filter(|_| {
                says != Says::LivesOn
                    || sentence.page.word(sentence.verbs[verb].tokens.start) != "must"
            })
            .collect();
    }
    Some(statement)
}

/// The place that is said to be a stronghold: "Belkor has long been a stronghold of the group".
fn stronghold(sentence: &Sentence<'_, '_>, at: usize) -> Option<Field<Where>> {
    let page = sentence.page;
    if !matches!(page.word(at), "stronghold" | "heartland" | "bastion") {
        return None;
    }
    let mention = sentence.mentions.iter().find(|mention| {
        mention.tokens.start == sentence.range.start
            && mention.tokens.end <= at
            && mention.party.is_none()
            && mention.tokens.clone().all(|at| page.tag(at).starts_with("NNP"))
    })?;
    let place = Where {
        name: page.text(mention.tokens.clone()),
        country: None,
        precision: PlacePrecision::Near,
        geonameid: None,
        point: None,
    };
    let words = vec![page.span(mention.tokens.clone())];
    Some(Field::new(place, words, "statement.area.noun"))
}

/// Whether words of violence follow a threat.
fn violent(sentence: &Sentence<'_, '_>, from: usize) -> bool {
    let page = sentence.page;
    (from..sentence.range.end).any(|at| {
        matches!(
            page.word(at),
            "attack"
                | "attacks"
                | "strike"
                | "strikes"
                | "bomb"
                | "kill"
                | "violence"
                | "war"
                | "retaliate"
                | "revenge"
                | "retaliation"
                | "offensive"
                | "bloodshed"
                | "punish"
                | "execute"
                | "target"
                | "resume"
                | "avenge"
        )
    })
}

fn splinter(sentence: &Sentence<'_, '_>) -> Option<Link> {
    let page = sentence.page;
    let found = sentence.range.clone().any(|at| {
        matches!(
            page.word(at),
            "splinter"
                | "offshoot"
                | "breakaway"
                | "dissident"
                | "dissidents"
                | "defectors"
                | "defected"
                | "disaffected"
                | "disgruntled"
        ) || page.are(at, &["broke", "away"])
            || page.are(at, &["split", "from"])
            || page.are(at, &["former", "members", "of"])
            || page.are(at, &["factions", "of"])
            || page.are(at, &["former", "fighters", "of"])
            || page.are(at, &["former", "commanders", "of"])
    });
    found.then_some(Link::SplitFrom)
}

/// The group that a statement is about. The outer `None` is: nobody that it could be.
fn actor(
    sentence: &Sentence<'_, '_>,
    memory: &Memory,
    says: Says,
    verb: Option<usize>,
    at: usize,
) -> Option<Option<Field<Party>>> {
    let armed = |m: usize| {
        sentence.mentions[m].party.as_ref().is_some_and(|p| {
            p.role == Role::ArmedGroup || p.name.is_some() && p.role == Role::Unknown
        })
    };
    if let Some(verb) = verb {
        let found = &sentence.verbs[verb];
        if says == Says::Formed && !found.passive && named(sentence, found.object) {
            return Some(party_of(sentence, found.object?, "statement.actor.object"));
        }
        let mut subject = found.subject;
        let mut above = found.governor;
        while subject.is_none_or(|m| !armed(m)) && above.is_some() {
            let index = above?;
            subject = sentence.verbs[index].subject.or(subject);
            above = sentence.verbs[index].governor;
        }
        if matches!(says, Says::Linked(Link::RivalOf | Link::AlliedWith | Link::MergedWith))
            && let Some(first) = subject.filter(|&m| armed(m)).and_then(|last| {
                (0..=last).find(|&m| {
                    armed(m)
                        && sentence.mentions[m].party.as_ref().is_some_and(|p| p.name.is_some())
                        && sentence.preposition(m).is_empty()
                })
            })
        {
            return Some(party_of(sentence, first, "statement.actor.subject"));
        }
        if let Some(subject) = subject
            && armed(subject)
            && sentence.mentions[subject].party.as_ref().is_some_and(|p| p.name.is_some())
        {
            return Some(party_of(sentence, subject, "statement.actor.subject"));
        }
        if subject.is_some_and(|m| {
            !armed(m)
                && sentence.mentions[m].party.as_ref().is_some_and(|p| {
                    p.role.is_state()
                        && !matches!(says, Says::Linked(Link::BackedBy) | Says::LivesOn)
                })
        }) && !found.passive
        {
            return None;
        }
    }
    let first = (0..sentence.mentions.len()).find(|&m| {
        armed(m)
            && sentence.mentions[m].party.as_ref().is_some_and(|p| p.name.is_some())
            && sentence.mentions[m].tokens.start
                <= at + usize::from(says == Says::Split || says == Says::Formed) * 30
    });
    if let Some(first) = first {
        return Some(party_of(sentence, first, "statement.actor.named"));
    }
    let refers = refers(sentence) || verb.is_some_and(|v| sentence.verbs[v].subject.is_none());
    if let Some(party) = memory.actor.clone().filter(|_| refers) {
        return Some(Some(Field::new(party, Vec::new(), "statement.actor.before")));
    }
    let later = (0..sentence.mentions.len()).find(|&m| named(sentence, Some(m)));
    if refers && later.is_none() && !matches!(says, Says::Linked(_)) {
        return Some(None);
    }
    if let Some(later) = later.filter(|_| {
        matches!(
            says,
            Says::Wants
                | Says::LivesOn
                | Says::Active
                | Says::Threatens
                | Says::Linked(Link::BackedBy)
        )
    }) {
        return Some(party_of(sentence, later, "statement.actor.named"));
    }
    let class = (0..sentence.mentions.len()).find(|&m| armed(m));
    if let Some(class) = class {
        return Some(party_of(sentence, class, "statement.actor.class"));
    }
    matches!(says, Says::Formed | Says::Split).then_some(None)
}

/// Whether "it", "their" or "the militants" stand for a group that was named before.
fn refers(sentence: &Sentence<'_, '_>) -> bool {
    let page = sentence.page;
    sentence.mentions.iter().any(|mention| {
        matches!(page.word(mention.head), "it" | "they" | "its" | "their")
            || matches!(page.word(mention.tokens.start), "its" | "their")
            || mention
                .party
                .as_ref()
                .is_some_and(|p| p.role == Role::ArmedGroup && p.name.is_none())
    })
}

/// The other organisation: the first named one that is not the actor, after the words or before them.
fn other(
    sentence: &Sentence<'_, '_>,
    actor: Option<&Field<Party>>,
    says: Says,
    at: usize,
) -> Option<Field<Party>> {
    let label = actor.map(|actor| actor.value.label());
    let fits = |m: usize| {
        sentence.mentions[m].party.as_ref().is_some_and(|party| {
            let organisation =
                party.name.is_some() && !matches!(party.role, Role::Monitor | Role::Media);
            let with = says == Says::Linked(Link::AlliedWith) && sentence.preposition(m) == "with";
            let sponsor = (says == Says::Linked(Link::BackedBy) || with) && party.role.is_state();
            (organisation || sponsor) && Some(party.label()) != label
        })
    };
    // "gets its arms from Iran, according to Israeli officials": who stands after "from".
    let from = says == Says::Linked(Link::BackedBy);
    let from = from
        .then(|| {
            (0..sentence.mentions.len()).find(|&m| {
                sentence.mentions[m].tokens.start > at && sentence.preposition(m) == "from"
            })
        })
        .flatten();
    if let Some(from) = from
        && super::super::event_is_place(sentence, from)
        && let Some(iso3) =
            crate::code::party::country(sentence.page, &sentence.mentions[from].tokens)
        && sentence.mentions[from].party.is_none()
    {
        let party = Party { country: Some(iso3), ..Party::of(Role::Government) };
        let words = vec![sentence.page.span(sentence.mentions[from].tokens.clone())];
        return Some(Field::new(party, words, "statement.other.country"));
    }
    let after = (0..sentence.mentions.len())
        .filter(|&m| sentence.mentions[m].tokens.end > at)
        .find(|&m| fits(m));
    let found = after.or_else(|| (0..sentence.mentions.len()).find(|&m| fits(m)));
    if let Some(found) = found {
        return party_of(sentence, found, "statement.other.named");
    }
    if says == Says::Linked(Link::BackedBy) {
        let country =
            (0..sentence.mentions.len()).find(|&m| super::super::event_is_place(sentence, m))?;
        let mention = &sentence.mentions[country];
        let iso3 = crate::code::party::country(sentence.page, &mention.tokens)?;
        let party = Party { country: Some(iso3), ..Party::of(Role::Government) };
        return Some(Field::new(
            party,
            vec![sentence.page.span(mention.tokens.clone())],
            "statement.other.country",
        ));
    }
    None
}

/// "X backs Y": Y is backed by X. "X renamed itself Y": Y was X before.
fn turn(sentence: &Sentence<'_, '_>, verb: Option<usize>, statement: &mut Statement) {
    let Some(verb) = verb.map(|verb| &sentence.verbs[verb]) else { return };
    let page = sentence.page;
    let backs = statement.link.as_ref().is_some_and(|l| l.value == Link::BackedBy)
        && !verb.passive
        && !matches!(page.lemma(verb.head), "get" | "receive" | "obtain");
    let became = statement.link.as_ref().is_some_and(|l| l.value == Link::RenamedFrom)
        && matches!(page.lemma(verb.head), "rename" | "rebrand" | "change" | "restyle");
    let subject = verb.subject.and_then(|m| sentence.mentions[m].party.as_ref()).map(Party::label);
    let is_subject = statement.actor.as_ref().map(|a| a.value.label()) == subject;
    if (backs || became) && is_subject && statement.other.is_some() {
        std::mem::swap(&mut statement.actor, &mut statement.other);
    }
}

/// Where a group is active or was formed.
fn place(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    says: Says,
    words: &Range<usize>,
) -> Option<Field<Where>> {
    // The place of a later clause is not where a group was formed.
    let later = |place: &Place| {
        sentence.verbs.iter().any(|other| {
            other.tokens.start >= words.end
                && other.tokens.end <= place.tokens.start
                && !other.passive
                && sentence.page.word(other.head) != "being"
        })
    };
    let named = places
        .iter()
        .find(|place| says == Says::Active || place.tokens.start > words.start && !later(place));
    let named = named.map(|place| place.field(sentence));
    named.or_else(|| (says == Says::Active).then(|| stronghold(sentence, words.start)).flatten())
}

/// What a group wants, threatens or lives on; nothing of other statements. `None` where a statement without it says nothing.
fn themes_of(
    sentence: &Sentence<'_, '_>,
    says: Says,
    words: &Range<usize>,
    rule: &'static str,
    verb: Option<usize>,
) -> Option<Vec<Field<Theme>>> {
    let list = match says {
        Says::Wants => List::Aims,
        Says::Threatens => List::Threats,
        Says::LivesOn => List::Resources,
        _ => return Some(Vec::new()),
    };
    let whole = says == Says::LivesOn || rule.ends_with(".context");
    let from = if whole { sentence.range.start } else { words.start };
    let mut found = themes(sentence, list, from..sentence.range.end, rule);
    // "Independence is what they fight for", "schools could be attacked".
    let passive = verb.is_some_and(|verb| sentence.verbs[verb].passive);
    let stands_before = rule == "statement.threat.modal" && passive
        || found.is_empty() && matches!(says, Says::Wants | Says::Threatens);
    if stands_before {
        found = themes(sentence, list, sentence.range.start..words.start, rule);
    }
    let says_nothing =
        found.is_empty() && (says != Says::Threatens || !violent(sentence, words.start));
    (!says_nothing).then_some(found)
}
