//! What verbs say of a group.

use super::group::{Said, Says};
use super::themes::{List, themes};
use crate::code::predicate::Mood;
use crate::code::sentence::Sentence;
use crate::code::when;
use crate::coded::{Link, Role};

#[expect(clippy::too_many_lines, reason = "a table of verbs, read from top to bottom")]
pub(super) fn verb_says(sentence: &Sentence<'_, '_>, at: usize) -> Option<Said> {
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
        "date"
            if page.word(end) == "from"
                && named(sentence, verb.subject)
                && page.times.iter().any(|time| page.tokens_of(time.span).contains(&(end + 1))) =>
        {
            (Says::Formed, "statement.formation.dated")
        }
        "start" | "launch" if named(sentence, verb.object) && !verb.passive => {
            (Says::Formed, "statement.formation.active")
        }
        // "grew out of village committees", "was born of a mutiny", "gave rise to the Brigade"
        "grow" if near(&["out"]) && near(&["of"]) => (Says::Formed, "statement.formation.emerged"),
        "born" if near(&["out", "of", "from", "in"]) => {
            (Says::Formed, "statement.formation.emerged")
        }
        "come" if near(&["being", "existence"]) => (Says::Formed, "statement.formation.emerged"),
        "begin" | "start"
            if next(&["as"]) || page.word(end) == "as" || page.word(end) == "life" =>
        {
            (Says::Formed, "statement.formation.emerged")
        }
        "date" | "trace" | "go" | "reach"
            if (matches!(lemma, "date" | "trace") || near(&["back"]))
                && !money_flows(sentence, verb.subject)
                && near(&["founding", "origins", "formation", "back", "roots", "birth"]) =>
        {
            (Says::Formed, "statement.formation.dated")
        }
        "break" | "split" | "splinter" | "secede"
            if near(&["from", "away", "off", "with", "ranks"]) || lemma == "splinter" =>
        {
            (Says::Split, "statement.split.verb")
        }
        "drive" | "force" | "push" | "expel" | "throw"
            if near(&["out"]) && near(&["of"]) && two_named(sentence) =>
        {
            (Says::Split, "statement.split.driven")
        }
        "part" if next(&["company", "ways"]) && names_any(sentence, verb.tokens.end) => {
            (Says::Split, "statement.split.left")
        }
        // "is made up of fighters who left the Front"
        "quit" | "leave" | "desert"
            if page.before(verb.tokens.start) == "who"
                && named(sentence, verb.object)
                && two_named(sentence)
                && (sentence.range.start..verb.tokens.start).any(|at| {
                    page.are(at, &["made", "up", "of"])
                        || page.are(at, &["composed", "of"])
                        || page.are(at, &["consists", "of"])
                }) =>
        {
            (Says::Split, "statement.split.left")
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
        "take" if near(&["orders"]) && near(&["from"]) && two_named(sentence) => {
            (Says::Linked(Link::BranchOf), "statement.relation.branch")
        }
        "take" if near(&["oath", "bay'ah"]) && names_any(sentence, end) => {
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
            if near(&["with", "into", "by"]) || matches!(lemma, "unite" | "merge") =>
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
        // Classes of people and nameless states that pay: what it lives on.
        "bankroll" | "finance" | "fund"
            if !verb.passive
                && named(sentence, verb.object)
                && verb.subject.is_some_and(|m| !names_sponsor(sentence, m))
                && pays(sentence, at, lemma) =>
        {
            (Says::LivesOn, "statement.resources.verb")
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
        "get" | "receive" | "obtain"
            if near(&["arms", "weapons", "money", "funding", "support", "training", "aid"])
                && near(&["from"]) =>
        {
            (Says::Linked(Link::BackedBy), "statement.relation.receives")
        }
        "reach" | "flow" | "come" | "arrive" | "pass"
            if near(&["from"])
                && !verb.passive
                && money_flows(sentence, verb.subject)
                && two_parties(sentence) =>
        {
            (Says::Linked(Link::BackedBy), "statement.relation.receives")
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
        "call"
            if page.word(verb.head + 1) == "for"
                && !verb.passive
                && named(sentence, verb.subject) =>
        {
            (Says::Wants, "statement.aim.calls")
        }
        "dream" if near(&["of", "about"]) => (Says::Wants, "statement.aim.verb"),
        "be" if page.word(end) == "after" && named(sentence, verb.subject) => {
            (Says::Wants, "statement.aim.after")
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
        // "Cocaine has made the Militia rich", "get by on extortion"
        "make" if near(&["rich", "wealthy", "prosperous"]) && pays(sentence, at, lemma) => {
            (Says::LivesOn, "statement.resources.verb")
        }
        "grow"
            if near(&["fat", "rich"]) && named(sentence, verb.subject) && deals(sentence, at) =>
        {
            (Says::LivesOn, "statement.resources.deals")
        }
        "get" | "survive" | "subsist" | "thrive" | "prosper"
            if near(&["on", "from"]) && named(sentence, verb.subject) && deals(sentence, at) =>
        {
            (Says::LivesOn, "statement.resources.deals")
        }
        "run" | "sell" | "export" | "own"
            if !verb.passive && named(sentence, verb.subject) && deals(sentence, at) =>
        {
            (Says::LivesOn, "statement.resources.deals")
        }
        "bring" | "earn" | "net"
            if !verb.passive && pays(sentence, at, lemma) && !money(sentence, at, lemma) =>
        {
            (Says::LivesOn, "statement.resources.verb")
        }
        "pay" | "fill" | "keep" | "underpin" | "enrich" | "feed" | "swell" | "hand" | "provide"
        | "account" | "yield" | "come" | "prop" | "line" | "bankroll" | "sustain" | "finance"
        | "fund"
            if pays(sentence, at, lemma) =>
        {
            (Says::LivesOn, "statement.resources.verb")
        }
        "attack" | "target" | "strike" | "hit" | "bomb" | "storm" | "disrupt"
            if verb.mood != Mood::Fact
                && !verb.negated
                && !verb.tokens.clone().any(|at| page.word(at) == "have")
                && (named(sentence, verb.subject) && !verb.passive
                    || named(sentence, verb.agent)
                    || pronoun_of_group(sentence, verb.subject)) =>
        {
            (Says::Threatens, "statement.threat.modal")
        }
        // "Leaflets tell teachers to stay away from schools"
        "tell" | "order" | "advise"
            if near(&["away"])
                && verb.object.is_some()
                && (0..sentence.mentions.len()).any(|m| named(sentence, Some(m))) =>
        {
            (Says::Threatens, "statement.threat.warned")
        }
        "threaten" | "vow" | "promise" => (Says::Threatens, "statement.threat.verb"),
        "warn" if near(&["attack", "attacks", "target", "strike", "targeted"]) => {
            (Says::Threatens, "statement.threat.warned")
        }
        // "has warned teachers not to reopen schools"
        "warn"
            if named(sentence, verb.subject)
                && !verb.passive
                && near(&["not", "against", "off", "away"]) =>
        {
            (Says::Threatens, "statement.threat.warned")
        }
        "plot" | "plan" | "prepare"
            if named(sentence, verb.subject)
                && !verb.passive
                && near(&[
                    "attack",
                    "attacks",
                    "bombings",
                    "strikes",
                    "assaults",
                    "kidnappings",
                ]) =>
        {
            (Says::Threatens, "statement.threat.plotted")
        }
        "urge" | "call" if near(&["attack", "attacks", "supporters", "followers", "target"]) => {
            (Says::Threatens, "statement.threat.called")
        }
        "move" | "moves" | "moved" if near(&["freely", "openly", "unhindered"]) => {
            (Says::Active, "statement.area.verb")
        }
        "train" | "recruit" | "gather"
            if near(&["camps", "camp", "bases", "base", "hideouts"])
                && named(sentence, verb.subject) =>
        {
            (Says::Active, "statement.area.verb")
        }
        "hold" if verb.passive => return None,
        "hold" | "keep"
            if verb.object.is_some_and(|m| {
                matches!(
                    page.word(sentence.mentions[m].head),
                    "conference"
                        | "talks"
                        | "meeting"
                        | "meetings"
                        | "rally"
                        | "rallies"
                        | "election"
                        | "elections"
                        | "congress"
                        | "vote"
                        | "ceremony"
                        | "hostages"
                        | "trial"
                        | "march"
                )
            }) =>
        {
            return None;
        }
        "serve"
            if near(&["refuge", "base", "sanctuary", "hideout", "haven", "rear", "stronghold"]) =>
        {
            (Says::Active, "statement.area.presence")
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
                "headquarters",
                "refuge",
                "sanctuary",
                "seat",
                "sway",
                "rear",
            ]) =>
        {
            (Says::Active, "statement.area.presence")
        }
        _ => return None,
    };
    Some((says.0, words, says.1))
}

pub(super) fn named(sentence: &Sentence<'_, '_>, mention: Option<usize>) -> bool {
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

/// Whether a sponsor is one that has a name: a state by its country, an organisation.
fn names_sponsor(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    let m = &sentence.mentions[mention];
    m.party.as_ref().is_some_and(|party| party.name.is_some() || party.country.is_some())
        || super::super::event_is_place(sentence, mention)
}

/// Whether an organisation is named at or after a token.
pub(super) fn names_any(sentence: &Sentence<'_, '_>, from: usize) -> bool {
    (0..sentence.mentions.len())
        .any(|m| sentence.mentions[m].tokens.start >= from && named(sentence, Some(m)))
}

/// Whether what a verb runs or sells is something to live on: "runs gold pits", "sells charcoal".
fn deals(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let end = sentence.verbs[at].tokens.end;
    let goods = end..(end + 6).min(sentence.range.end);
    !themes(sentence, List::Resources, goods, "statement.resources.deals").is_empty()
}

/// Whether two organisations are named.
pub(super) fn two_named(sentence: &Sentence<'_, '_>) -> bool {
    (0..sentence.mentions.len()).filter(|&m| named(sentence, Some(m))).count() >= 2
}

/// Whether an organisation is named, and somebody who may back it.
fn two_parties(sentence: &Sentence<'_, '_>) -> bool {
    let all = 0..sentence.mentions.len();
    all.clone().any(|m| named(sentence, Some(m)))
        && all.clone().any(|m| !named(sentence, Some(m)) && is_sponsor(sentence, m))
}

/// Whether money, arms or men are the subject.
fn money_flows(sentence: &Sentence<'_, '_>, subject: Option<usize>) -> bool {
    subject.is_some_and(|m| {
        let mention = &sentence.mentions[m];
        (mention.tokens.start.saturating_sub(3).max(sentence.range.start)..mention.tokens.end).any(
            |at| {
                matches!(
                    sentence.page.word(at),
                    "money"
                        | "weapons"
                        | "arms"
                        | "funds"
                        | "cash"
                        | "supplies"
                        | "ammunition"
                        | "funding"
                        | "training"
                        | "support"
                        | "aid"
                        | "advisers"
                )
            },
        )
    })
}

/// Whether "they" or "it" stands for an organisation of the sentence.
fn pronoun_of_group(sentence: &Sentence<'_, '_>, subject: Option<usize>) -> bool {
    subject.is_some_and(|m| {
        matches!(sentence.page.word(sentence.mentions[m].head), "they" | "it" | "we")
            && (0..m).any(|before| named(sentence, Some(before)))
    })
}

/// Whether what something is paid with stands anywhere beside a verb of paying, and a group too.
fn pays(sentence: &Sentence<'_, '_>, at: usize, lemma: &str) -> bool {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let near = |words: &[&str]| {
        (verb.tokens.end..(verb.tokens.end + 8).min(sentence.range.end))
            .any(|at| words.contains(&page.word(at)))
    };
    let group = (0..sentence.mentions.len()).any(|m| named(sentence, Some(m)));
    let before = |words: &[&str]| {
        (sentence.range.start..verb.tokens.start).any(|at| words.contains(&page.word(at)))
    };
    let pays = match lemma {
        "pay" => near(&["for", "to", "men", "fighters", "wages", "salaries", "recruits"]),
        "bring" | "earn" | "net" => near(&[
            "million", "millions", "income", "revenue", "money", "cash", "dollars", "euros", "$",
        ]),
        "hand" => near(&["over"]) && near(&["to"]),
        "keep" => near(&["going", "afloat", "alive", "supplied", "running"]),
        "fill" | "swell" | "line" => near(&["coffers", "chest", "pockets", "treasury"]),
        "come" => {
            near(&["from"])
                && before(&["money", "income", "revenue", "funds", "cash", "funding", "budget"])
        }
        "account" => near(&["for"]) && near(&["income", "revenue", "funds", "budget", "money"]),
        "prop" => near(&["up"]),
        "provide" | "yield" => near(&["income", "revenue", "money", "cash", "funds"]),
        _ => true,
    };
    group
        && pays
        && !themes(sentence, List::Resources, sentence.range.clone(), "statement.resources.verb")
            .is_empty()
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
