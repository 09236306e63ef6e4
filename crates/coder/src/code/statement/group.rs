//! Statements about a group without a number: how it came to be, to whom it belongs, what it wants, where it
//! is, what it threatens and lives on.

use super::themes::{List, themes};
use super::{Memory, blank, party_of};
use crate::Span;
use crate::code::place::Place;
use crate::code::sentence::Sentence;
use crate::code::when;
use crate::coded::{Attribution, Field, Link, Party, Role, Statement, StatementKind};
use std::ops::Range;

/// What a verb or noun says of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
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
            || known.kind.value == StatementKind::Split
                && matches!(statement.kind.value, StatementKind::Formation | StatementKind::Split)
    });
    if !same {
        found.push(statement);
    }
}

type Said = (Says, Range<usize>, &'static str);

fn verb_says(sentence: &Sentence<'_, '_>, at: usize) -> Option<Said> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let lemma = page.lemma(verb.head);
    let end = verb.tokens.end;
    let words = verb.head..end;
    let next = |words: &[&str]| words.contains(&page.word(verb.head + 1));
    let near = |words: &[&str]| {
        (end..(end + 8).min(sentence.range.end)).any(|at| words.contains(&page.word(at)))
    };
    let says = match lemma {
        "form" | "found" | "establish" | "create" | "set" | "constitute"
            if verb.passive && (lemma != "set" || next(&["up"])) =>
        {
            (Says::Formed, "statement.formation.passive")
        }
        "form" | "found" | "establish" | "create" | "set"
            if (lemma != "set" || next(&["up"])) && names_group(sentence, verb.object) =>
        {
            (Says::Formed, "statement.formation.active")
        }
        "emerge" | "originate" | "arise" if !near(&["evidence", "details"]) => {
            (Says::Formed, "statement.formation.emerged")
        }
        "come" if near(&["being", "existence"]) => (Says::Formed, "statement.formation.emerged"),
        "begin" | "start"
            if next(&["as"]) || page.word(end) == "as" || page.word(end) == "life" =>
        {
            (Says::Formed, "statement.formation.emerged")
        }
        "date" | "trace"
            if near(&["founding", "origins", "formation", "back", "roots", "birth"]) =>
        {
            (Says::Formed, "statement.formation.dated")
        }
        "break" | "split" | "splinter" | "secede"
            if near(&["from", "away", "off", "with", "ranks"]) || lemma == "splinter" =>
        {
            (Says::Split, "statement.split.verb")
        }
        "quit" | "leave" | "abandon"
            if near(&["faction", "form", "became", "group"])
                && names_group(sentence, verb.object) =>
        {
            (Says::Split, "statement.split.left")
        }
        "pledge" | "swear" | "declare" | "renew" | "give"
            if near(&["allegiance", "loyalty", "bay'ah", "fealty"]) =>
        {
            (Says::Linked(Link::PledgedTo), "statement.relation.pledged")
        }
        "ally" | "cooperate" | "coordinate" | "collaborate" | "partner" => {
            (Says::Linked(Link::AlliedWith), "statement.relation.allied")
        }
        "align" | "side" | "join" if lemma != "join" || near(&["forces", "hands"]) => {
            (Says::Linked(Link::AlliedWith), "statement.relation.allied")
        }
        "affiliate" if verb.passive => (Says::Linked(Link::BranchOf), "statement.relation.branch"),
        "merge" | "unite" | "absorb" | "amalgamate" | "dissolve"
            if near(&["with", "into", "by"]) || lemma == "unite" =>
        {
            (Says::Linked(Link::MergedWith), "statement.relation.merged")
        }
        "join" if names_group(sentence, verb.object) => {
            (Says::Linked(Link::MergedWith), "statement.relation.merged")
        }
        "rename" | "rebrand" | "restyle" => {
            (Says::Linked(Link::RenamedFrom), "statement.relation.renamed")
        }
        "know" | "call"
            if page.before(verb.head) == "formerly"
                || page.before(verb.head) == "previously"
                || page.before(verb.head) == "originally"
                || page.word(verb.head.saturating_sub(1)) == "formerly" =>
        {
            (Says::Linked(Link::RenamedFrom), "statement.relation.renamed")
        }
        "change" if near(&["name"]) => {
            (Says::Linked(Link::RenamedFrom), "statement.relation.renamed")
        }
        "back" | "sponsor" | "support" | "arm" | "bankroll" | "shelter" | "supply" | "finance"
        | "fund" | "equip" | "train"
            if verb.passive && verb.agent.is_some_and(|m| is_sponsor(sentence, m))
                || !verb.passive
                    && named(sentence, verb.object)
                    && verb.subject.is_some_and(|m| is_sponsor(sentence, m)) =>
        {
            (Says::Linked(Link::BackedBy), "statement.relation.backed")
        }
        "rival" | "compete" | "oppose" | "vie" | "feud"
            if near(&["with", "against"]) || verb.object.is_some() =>
        {
            (Says::Linked(Link::RivalOf), "statement.relation.rival")
        }
        "fight" | "clash" | "battle" | "war"
            if both_named(sentence, at) && habitual(sentence, at) =>
        {
            (Says::Linked(Link::RivalOf), "statement.relation.rival")
        }
        "seek" | "aim" | "want" | "campaign" | "strive" | "demand" | "aspire" | "advocate"
        | "pursue" | "intend" | "struggle" | "push" | "press" | "hope" => {
            (Says::Wants, "statement.aim.verb")
        }
        "fight" | "wage" | "call" | "commit" | "take"
            if near(&["for", "to"])
                && !verb.passive
                && (lemma == "fight"
                    || near(&[
                        "insurgency",
                        "war",
                        "arms",
                        "rebellion",
                        "jihad",
                        "campaign",
                        "establish",
                    ])) =>
        {
            (Says::Wants, "statement.aim.fights")
        }
        "finance" | "fund" | "earn" | "derive" | "generate" | "raise" | "rely" | "draw"
        | "collect" | "levy" | "profit" | "tax" | "extort" | "live" | "support" | "sustain"
        | "make" | "depend" | "bring" | "benefit" | "smuggle" | "charge" | "impose"
            if money(sentence, at, lemma) =>
        {
            (Says::LivesOn, "statement.resources.verb")
        }
        "threaten" | "vow" | "promise" => (Says::Threatens, "statement.threat.verb"),
        "warn" if near(&["attack", "attacks", "target", "strike", "targeted"]) => {
            (Says::Threatens, "statement.threat.warned")
        }
        "urge" | "call" if near(&["attack", "attacks", "supporters", "followers", "target"]) => {
            (Says::Threatens, "statement.threat.called")
        }
        "operate" | "base" | "control" | "hold" | "dominate" | "roam" | "occupy" | "govern"
        | "rule" | "maintain" | "entrench" | "confine" | "expand" | "spread" | "contest"
        | "concentrate" | "headquarter" | "administer" | "shelter" | "extend" | "hide" => {
            (Says::Active, "statement.area.verb")
        }
        "have" | "keep" | "retain" | "be" | "remain" | "establish" | "stay"
            if near(&[
                "active",
                "presence",
                "foothold",
                "stronghold",
                "bases",
                "camps",
                "safe",
                "strongest",
                "strongholds",
                "hideouts",
                "base",
                "present",
                "heartland",
                "cells",
            ]) =>
        {
            (Says::Active, "statement.area.presence")
        }
        _ => return None,
    };
    Some((says.0, words, says.1))
}

/// Nouns that say how groups stand to each other, what they want and live on.
fn nouns_say(sentence: &Sentence<'_, '_>) -> Vec<Said> {
    let page = sentence.page;
    let mut found = Vec::new();
    for at in sentence.range.clone() {
        let word = page.word(at);
        let of = |ahead: usize| matches!(page.word(at + ahead), "of" | "to" | "with");
        let says = match word {
            "splinter" | "offshoot" | "breakaway" if page.word(at + 1) != "ed" => {
                (Says::Split, "statement.split.noun")
            }
            "branch" | "affiliate" | "wing" | "franchise" | "chapter" | "arm" | "subsidiary"
            | "front"
                if of(1) || page.tag(at) == "NN" && page.tag(at - usize::from(at > 0)) == "POS" =>
            {
                (Says::Linked(Link::BranchOf), "statement.relation.branch")
            }
            "ally" | "allies" | "alliance" | "partner" | "pact"
                if page.tag(at).starts_with("NN") =>
            {
                (Says::Linked(Link::AlliedWith), "statement.relation.ally-noun")
            }
            "rival" | "rivals" | "enemy" | "foe" | "rivalry" | "feud" | "foes" | "enemies" => {
                (Says::Linked(Link::RivalOf), "statement.relation.rival-noun")
            }
            "goal" | "goals" | "aim" | "aims" | "objective" | "objectives" | "ambition"
            | "demands" | "ideology" | "stated"
                if page.tag(at).starts_with("NN") =>
            {
                (Says::Wants, "statement.aim.noun")
            }
            "income" | "revenue" | "revenues" | "funding" | "finances" | "funds" | "financing"
            | "earnings" | "budget" | "coffers" => (Says::LivesOn, "statement.resources.noun"),
            "stronghold" | "heartland" | "bastion" | "presence" | "foothold" => {
                (Says::Active, "statement.area.noun")
            }
            "active"
                if matches!(
                    page.word(at + 1),
                    "in" | "across"
                        | "around"
                        | "along"
                        | "throughout"
                        | "mainly"
                        | "mostly"
                        | "chiefly"
                        | "on"
                        | "near"
                ) =>
            {
                (Says::Active, "statement.area.active")
            }
            "allegiance" if page.word(at + 1) == "to" => {
                (Says::Linked(Link::PledgedTo), "statement.relation.pledged")
            }
            "threat" | "threats" | "warning" if of(1) || page.word(at + 1) == "against" => {
                (Says::Threatens, "statement.threat.noun")
            }
            "successor" if of(1) => (Says::Linked(Link::RenamedFrom), "statement.relation.renamed"),
            _ => continue,
        };
        found.push((says.0, at..at + 1, says.1));
    }
    found
}

fn named(sentence: &Sentence<'_, '_>, mention: Option<usize>) -> bool {
    mention.is_some_and(|m| {
        sentence.mentions[m]
            .party
            .as_ref()
            .is_some_and(|party| party.name.is_some() && party.role == Role::ArmedGroup)
    })
}

/// Whether a mention is an organisation or a word for one.
fn names_group(sentence: &Sentence<'_, '_>, mention: Option<usize>) -> bool {
    named(sentence, mention)
        || mention.is_some_and(|m| {
            matches!(
                sentence.page.word(sentence.mentions[m].head),
                "group"
                    | "movement"
                    | "faction"
                    | "organisation"
                    | "organization"
                    | "militia"
                    | "alliance"
                    | "coalition"
                    | "front"
            )
        })
}

fn is_sponsor(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    let m = &sentence.mentions[mention];
    m.party.as_ref().is_some_and(|party| party.name.is_some() || party.role.is_state())
        || super::super::event_is_place(sentence, mention)
}

fn both_named(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let verb = &sentence.verbs[at];
    let count = sentence
        .mentions
        .iter()
        .filter(|m| {
            m.party.as_ref().is_some_and(|p| p.name.is_some() && p.role == Role::ArmedGroup)
        })
        .count();
    count >= 2 && verb.subject.is_some()
}

/// Whether a verb tells of a state and not of one fight: no day stands with it.
fn habitual(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let day =
        when::all(sentence).any(|(_, time)| time.granularity <= crate::time::Granularity::Week);
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let perfect = (verb.tokens.clone()).any(|i| matches!(page.word(i), "have" | "has" | "been"));
    let present = matches!(page.tag(verb.head), "VBP" | "VBZ") || perfect;
    !day && present
}

/// Whether a verb of earning has money words with it.
fn money(sentence: &Sentence<'_, '_>, at: usize, lemma: &str) -> bool {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let window = verb.tokens.end..(verb.tokens.end + 14).min(sentence.range.end);
    let has_theme =
        !themes(sentence, List::Resources, window.clone(), "statement.resources.verb").is_empty();
    let own = matches!(page.word(verb.tokens.end), "itself" | "themselves" | "its" | "their");
    let words = window.clone().any(|i| {
        matches!(
            page.word(i),
            "money"
                | "income"
                | "revenue"
                | "cash"
                | "taxes"
                | "funds"
                | "million"
                | "$"
                | "tolls"
                | "levies"
                | "funding"
                | "fees"
                | "coffers"
                | "profit"
                | "profits"
        )
    });
    match lemma {
        "finance" | "fund" | "tax" | "extort" | "levy" | "smuggle" => {
            has_theme || own || words || lemma == "tax" || lemma == "extort"
        }
        "earn" | "derive" | "generate" | "collect" | "rely" | "depend" | "raise" | "draw"
        | "profit" | "live" | "benefit" => has_theme || words,
        _ => has_theme && (words || own) || words && verb.passive,
    }
}

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
        statement.as_of =
            when::all(sentence).map(|(_, time)| when::field(time, "statement.as-of.only")).next();
    }
    if matches!(says, Says::Active | Says::Formed) {
        statement.place = places
            .iter()
            .find(|place| says == Says::Active || place.tokens.start > words.start)
            .map(|place| place.field(sentence));
        if says == Says::Active && statement.place.is_none() {
            return None;
        }
    }
    let list = match says {
        Says::Wants => Some(List::Aims),
        Says::Threatens => Some(List::Threats),
        Says::LivesOn => Some(List::Resources),
        _ => None,
    };
    if let Some(list) = list {
        let from = if says == Says::LivesOn { sentence.range.start } else { words.start };
        statement.themes = themes(sentence, list, from..sentence.range.end, rule);
        if statement.themes.is_empty() && says != Says::Threatens {
            return None;
        }
        if says == Says::Threatens && statement.themes.is_empty() && !violent(sentence, words.start)
        {
            return None;
        }
    }
    if let Some(verb) = verb {
        let governed = super::super::marks_of(sentence, verb);
        statement.marks = governed
            .into_iter()
            .filter(|mark| says != Says::Threatens || mark.value == crate::coded::Mark::Negated)
            .filter(|mark| mark.value != crate::coded::Mark::Historical)
            .collect();
    }
    Some(statement)
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
    let page = sentence.page;
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
        if let Some(subject) = subject
            && armed(subject)
            && sentence.mentions[subject].party.as_ref().is_some_and(|p| p.name.is_some())
        {
            return Some(party_of(sentence, subject, "statement.actor.subject"));
        }
        if subject.is_some_and(|m| {
            !armed(m)
                && sentence.mentions[m]
                    .party
                    .as_ref()
                    .is_some_and(|p| p.role.is_state() && says != Says::Linked(Link::BackedBy))
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
    let refers = sentence.mentions.iter().any(|mention| {
        matches!(page.word(mention.head), "it" | "they" | "its" | "their")
            || matches!(page.word(mention.tokens.start), "its" | "their")
            || mention
                .party
                .as_ref()
                .is_some_and(|p| p.role == Role::ArmedGroup && p.name.is_none())
    }) || verb.is_some_and(|v| sentence.verbs[v].subject.is_none());
    if let Some(party) = memory.actor.clone().filter(|_| refers) {
        return Some(Some(Field::new(party, Vec::new(), "statement.actor.before")));
    }
    let later = (0..sentence.mentions.len()).find(|&m| named(sentence, Some(m)));
    if let Some(later) =
        later.filter(|_| matches!(says, Says::Wants | Says::LivesOn | Says::Active))
    {
        return Some(party_of(sentence, later, "statement.actor.named"));
    }
    let class = (0..sentence.mentions.len()).find(|&m| armed(m));
    if let Some(class) = class {
        return Some(party_of(sentence, class, "statement.actor.class"));
    }
    matches!(says, Says::Formed | Says::Split).then_some(None)
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
            let sponsor = says == Says::Linked(Link::BackedBy) && party.role.is_state();
            (organisation || sponsor) && Some(party.label()) != label
        })
    };
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
    let backs = statement.link.as_ref().is_some_and(|l| l.value == Link::BackedBy) && !verb.passive;
    let became = statement.link.as_ref().is_some_and(|l| l.value == Link::RenamedFrom)
        && matches!(page.lemma(verb.head), "rename" | "rebrand" | "change" | "restyle");
    let subject = verb.subject.and_then(|m| sentence.mentions[m].party.as_ref()).map(Party::label);
    let is_subject = statement.actor.as_ref().map(|a| a.value.label()) == subject;
    if (backs || became) && is_subject && statement.other.is_some() {
        std::mem::swap(&mut statement.actor, &mut statement.other);
    }
}
