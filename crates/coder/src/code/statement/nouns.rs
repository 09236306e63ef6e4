//! What nouns say of a group.

use super::group::{Said, Says};
use super::says::{named, names_any, two_named};
use crate::code::sentence::Sentence;
use crate::coded::Link;

/// Nouns that say how groups stand to each other, what they want and live on.
pub(super) fn nouns_say(sentence: &Sentence<'_, '_>) -> Vec<Said> {
    let says = |at: usize| {
        standing(sentence, at)
            .or_else(|| holding(sentence, at))
            .or_else(|| leaning(sentence, at))
            .or_else(|| menacing(sentence, at))
    };
    let range = sentence.range.clone();
    range.filter_map(|at| says(at).map(|says| (says.0, at..at + 1, says.1))).collect()
}

/// What a word says of what a group came out of, and how it stands to others.
fn standing(sentence: &Sentence<'_, '_>, at: usize) -> Option<(Says, &'static str)> {
    let page = sentence.page;
    let of = |ahead: usize| matches!(page.word(at + ahead), "of" | "to" | "with");
    Some(match page.word(at) {
        "splinter" | "offshoot" | "breakaway" if page.word(at + 1) != "ed" => {
            (Says::Split, "statement.split.noun")
        }
        "branch" | "affiliate" | "wing" | "franchise" | "chapter" | "arm" | "subsidiary"
        | "front"
            if of(1) || page.tag(at) == "NN" && page.tag(at - usize::from(at > 0)) == "POS" =>
        {
            (Says::Linked(Link::BranchOf), "statement.relation.branch")
        }
        "ally" | "allies" | "alliance" | "partner" | "pact" if page.tag(at).starts_with("NN") => {
            (Says::Linked(Link::AlliedWith), "statement.relation.ally-noun")
        }
        "rival" | "rivals" | "enemy" | "foe" | "rivalry" | "feud" | "foes" | "enemies" => {
            (Says::Linked(Link::RivalOf), "statement.relation.rival-noun")
        }
        "origins" | "origin" | "creation" | "formation" | "founding" | "establishment"
        | "birth" | "inception" | "emergence"
            if of(1) || page.tag(at.saturating_sub(1)) == "POS" =>
        {
            (Says::Formed, "statement.formation.noun")
        }
        "war" if page.before(at) == "at" && two_named(sentence) => {
            (Says::Linked(Link::RivalOf), "statement.relation.rival-noun")
        }
        "hostile" | "odds" | "loggerheads" | "enmity" | "hostility"
            if page.tag(at) != "NNP" && two_named(sentence) =>
        {
            (Says::Linked(Link::RivalOf), "statement.relation.rival-noun")
        }
        "patron" | "sponsor" | "backer" | "backers" | "sponsors" | "patrons" | "paymaster"
            if page.word(at + 1) == "of" && names_any(sentence, at) =>
        {
            (Says::Linked(Link::BackedBy), "statement.relation.patron")
        }
        "ties" | "links" | "cooperation" | "collaboration"
            if two_named(sentence)
                && !(at.saturating_sub(3)..at).any(|at| {
                    matches!(
                        page.word(at),
                        "severed"
                            | "cut"
                            | "broke"
                            | "broken"
                            | "no"
                            | "denied"
                            | "ended"
                            | "cutting"
                            | "severing"
                            | "lost"
                            | "without"
                    )
                }) =>
        {
            (Says::Linked(Link::AlliedWith), "statement.relation.ally-noun")
        }
        _ => return None,
    })
}

/// What a word says of what a group wants, lives on and was called.
fn leaning(sentence: &Sentence<'_, '_>, at: usize) -> Option<(Says, &'static str)> {
    let page = sentence.page;
    let of = |ahead: usize| matches!(page.word(at + ahead), "of" | "to" | "with");
    Some(match page.word(at) {
        "purpose" | "mission" | "cause" | "agenda" | "programme" | "platform" | "vision"
            if page.tag(at).starts_with("NN")
                && (0..sentence.mentions.len()).any(|m| named(sentence, Some(m))) =>
        {
            (Says::Wants, "statement.aim.noun")
        }
        "goal" | "goals" | "aim" | "aims" | "objective" | "objectives" | "ambition" | "demands"
        | "ideology" | "stated" | "demand"
            if page.tag(at).starts_with("NN") =>
        {
            (Says::Wants, "statement.aim.noun")
        }
        "income" | "revenue" | "revenues" | "funding" | "finances" | "funds" | "financing"
        | "earnings" | "budget" | "coffers" | "arsenal" => {
            (Says::LivesOn, "statement.resources.noun")
        }
        "stronghold" | "heartland" | "bastion" | "presence" | "foothold" => {
            (Says::Active, "statement.area.noun")
        }
        "campaign" | "fight" | "struggle" | "insurgency" | "rebellion" | "uprising"
            if (page.word(at + 1) == "for" || page.are(at + 1, &["is", "for"]))
                && page.tag(at).starts_with("NN")
                && (0..sentence.mentions.len()).any(|m| named(sentence, Some(m))) =>
        {
            (Says::Wants, "statement.aim.noun")
        }
        "campaigns" | "fights" if page.word(at + 1) == "for" && page.tag(at) == "NNS" => {
            (Says::Wants, "statement.aim.noun")
        }
        "seeks" if !page.tag(at).starts_with("VB") => (Says::Wants, "statement.aim.noun"),
        "wants" if page.word(at + 1) == "to" => (Says::Wants, "statement.aim.noun"),
        "lives" | "relies" | "rely" if page.word(at + 1) == "on" => {
            (Says::LivesOn, "statement.resources.noun")
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
        "allegiance" | "fealty" | "loyalty" if page.word(at + 1) == "to" => {
            (Says::Linked(Link::PledgedTo), "statement.relation.pledged")
        }
        "successor" if of(1) => (Says::Linked(Link::RenamedFrom), "statement.relation.renamed"),
        _ => return None,
    })
}

/// What a word says of the ground that a group holds.
fn holding(sentence: &Sentence<'_, '_>, at: usize) -> Option<(Says, &'static str)> {
    let page = sentence.page;
    let of = |ahead: usize| matches!(page.word(at + ahead), "of" | "to" | "with");
    Some(match page.word(at) {
        "hands" | "grip"
            if sentence.mentions.iter().enumerate().any(|(m, mention)| {
                mention.head == at
                    && named(sentence, Some(m))
                    && page.before(mention.tokens.start) == "in"
            }) =>
        {
            (Says::Active, "statement.area.noun")
        }
        "rule" | "reach" | "writ" | "influence" | "control"
            if of(1)
                && (at..(at + 12).min(sentence.range.end)).any(|at| {
                    matches!(page.word(at), "extends" | "reaches" | "stretches" | "runs")
                }) =>
        {
            (Says::Active, "statement.area.noun")
        }
        "hands" | "grip" if of(1) => (Says::Active, "statement.area.noun"),
        "control" | "rule" | "sway"
            if of(1) && matches!(page.before(at), "under" | "de" | "the" | "effective") =>
        {
            (Says::Active, "statement.area.noun")
        }
        "cells" | "fighters" | "bases" | "camps" | "units" | "hideouts"
            if (at..(at + 12).min(sentence.range.end)).any(|next| {
                matches!(page.word(next), "found" | "located" | "based" | "stationed" | "present")
                    && page.word(next + 1) == "in"
            }) =>
        {
            (Says::Active, "statement.area.noun")
        }
        _ => return None,
    })
}

/// What a word says of whom a group threatens.
fn menacing(sentence: &Sentence<'_, '_>, at: usize) -> Option<(Says, &'static str)> {
    let page = sentence.page;
    let of = |ahead: usize| matches!(page.word(at + ahead), "of" | "to" | "with");
    Some(match page.word(at) {
        "threat" | "threats" | "warning"
            if of(1)
                || page.word(at + 1) == "against"
                || page.are(at.saturating_sub(1), &["under"]) && page.word(at + 1) == "from"
                || page.word(at) == "threats" && page.word(at + 1) == "from" =>
        {
            (Says::Threatens, "statement.threat.noun")
        }
        // "Churches remain prime targets of the group"
        "target" | "targets"
            if page.word(at + 1) == "of"
                && matches!(
                    page.before(at),
                    "prime"
                        | "main"
                        | "favourite"
                        | "favorite"
                        | "likely"
                        | "potential"
                        | "soft"
                        | "preferred"
                        | "legitimate"
                        | "possible"
                        | "next"
                        | "declared"
                )
                && sentence.mention_from(at + 2).is_some_and(|m| named(sentence, Some(m))) =>
        {
            (Says::Threatens, "statement.threat.noun")
        }
        _ => return None,
    })
}
