//! Who a noun group means: an organisation, or people by what they are. Never a person.

use super::page::Page;
use crate::coded::{Party, Role};
use crate::names::Class;
use bellwether_model::{ActorKind, Iso3};
use bellwether_registry::crosswalks::Scheme;
use std::ops::Range;

/// The role of an organisation of a kind.
pub(crate) const fn role_of(kind: ActorKind) -> Role {
    match kind {
        ActorKind::Government => Role::Government,
        ActorKind::Coalition => Role::International,
        ActorKind::Civilians => Role::Civilians,
        ActorKind::Other => Role::Unknown,
        ActorKind::ArmedGroup | ActorKind::Cartel | ActorKind::Militia => Role::ArmedGroup,
    }
}

/// The embedded code of a weapon.
pub(crate) fn weapon_code(id: &str) -> Option<&'static str> {
    Scheme::GtdWeapon.code(id).map(|code| code.code.as_str())
}

/// The role that the head noun says, without what stands before it.
pub(crate) fn head_role(page: &Page<'_>, tokens: &Range<usize>, head: usize) -> Option<Role> {
    role_at(page, tokens, head).map(|(role, _)| role)
}

/// The longest word for people that ends with the head.
fn role_at(page: &Page<'_>, tokens: &Range<usize>, head: usize) -> Option<(Role, Range<usize>)> {
    (tokens.start..=head).find_map(|at| {
        let (role, length) =
            page.world.words.roles.find(page.word(at), |index| page.word(at + 1 + index))?;
        (at + length == head + 1).then_some((role, at..at + length))
    })
}

/// The last word for people that ends before a token, and is no word of an office.
pub(crate) fn role_before(
    page: &Page<'_>,
    start: usize,
    end: usize,
) -> Option<(Role, Range<usize>)> {
    let mut last = None;
    let mut at = start;
    while at < end {
        match page.world.words.roles.find(page.word(at), |index| page.word(at + 1 + index)) {
            Some((role, length)) if at + length <= end => {
                if !is_office(page, at) || matches!(page.word(at), "force" | "forces") {
                    last = Some((role, at..at + length));
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    last
}

pub(crate) fn is_office(page: &Page<'_>, at: usize) -> bool {
    page.world.words.office.find(page.word(at), |index| page.word(at + 1 + index)).is_some()
}

/// The country of a name or adjective within the group.
pub(crate) fn country(page: &Page<'_>, tokens: &Range<usize>) -> Option<Iso3> {
    for at in tokens.clone() {
        let found = page.world.words.demonyms.find(page.word(at), |i| page.word(at + 1 + i));
        if let Some((iso3, _)) = found
            && !(page.word(at) == "us" && page.tokens.word(at) != "US")
        {
            return Some(iso3);
        }
    }
    let span = page.span(tokens.clone());
    let first = page.found.partition_point(|found| found.span.end <= span.start);
    page.found[first..]
        .iter()
        .take_while(|found| found.span.start < span.end)
        .find(|found| found.class == Class::Country)
        .and_then(|found| Iso3::new(found.id).ok())
}

/// Who a noun group means, with the tokens that say so.
pub(crate) fn party(
    page: &Page<'_>,
    tokens: &Range<usize>,
    head: usize,
) -> Option<(Party, Range<usize>)> {
    let span = page.span(tokens.clone());
    let first = page.found.partition_point(|found| found.span.end <= span.start);
    let actor = page.found[first..]
        .iter()
        .take_while(|found| found.span.start < span.end)
        .filter(|found| found.class == Class::Actor)
        .last();
    let role = role_at(page, tokens, head);
    if let Some(found) = actor {
        let words = page.tokens_of(found.span);
        let civilians = role.as_ref().is_some_and(|(role, _)| *role == Role::Civilians)
            && !is_office(page, head);
        if !civilians {
            let role = page.world.actors.get(found.id).copied().unwrap_or(Role::Unknown);
            let party = Party {
                actor: Some(found.id.to_owned()),
                name: Some(page.text(words.clone())),
                ..Party::of(role)
            };
            return Some((party, words));
        }
    }
    if let Some(named) = super::organisation::organisation(page, tokens, head) {
        return Some(named);
    }
    if super::mention::generic(page.word(head))
        && role.as_ref().is_some_and(|(_, words)| words.len() == 1)
        && !by_office_before(page, tokens, head)
        && country(page, tokens).is_none()
    {
        return None;
    }
    let country = country(page, tokens);
    let (role, words) = match role {
        Some((Role::Monitor, words))
            if matches!(
                role_before(page, tokens.start, words.start),
                Some((Role::International, _))
            ) =>
        {
            (Role::International, words)
        }
        Some((role, words)) if !is_office(page, words.end - 1) || words.len() > 1 => (role, words),
        Some((role, words)) => {
            let alone = page.world.words.office_alone.find(page.word(head), |_| "");
            role_before(page, tokens.start, words.start)
                .map(|(role, before)| (role, before.start..words.end))
                .unwrap_or((alone.map_or(role, |(role, _)| role), words))
        }
        None => by_office(page, tokens, head)?,
    };
    Some((Party { country, ..Party::of(role) }, words))
}

/// Whether a word before a generic head says whose people they are: "army personnel", "rebel victims" not.
fn by_office_before(page: &Page<'_>, tokens: &Range<usize>, head: usize) -> bool {
    matches!(page.word(head), "men" | "man") && role_before(page, tokens.start, head).is_some()
}

/// People whose head noun is a name or a word of an office: "police spokesman N. N.", "the army's base".
fn by_office(page: &Page<'_>, tokens: &Range<usize>, head: usize) -> Option<(Role, Range<usize>)> {
    let named = page.tag(head).starts_with("NNP");
    // "the second-in-command": an office of several words.
    let several = (tokens.start..head).find_map(|at| {
        let rest = |i: usize| page.word(at + 1 + i);
        let (role, length) = page.world.words.office_alone.find(page.word(at), rest)?;
        (at + length == head + 1).then_some((role, at..head + 1))
    });
    if let Some((role, words)) = several {
        return Some(role_before(page, tokens.start, words.start).unwrap_or((role, words)));
    }
    let office = (tokens.start..=head).rev().find(|&at| is_office(page, at));
    match office {
        Some(at) => role_before(page, tokens.start, at)
            .map(|(role, words)| (role, words.start..at + 1))
            .or_else(|| {
                let (role, _) = page.world.words.office_alone.find(page.word(at), |_| "")?;
                Some((role, at..at + 1))
            }),
        None if named => role_before(page, tokens.start, head),
        None => None,
    }
}
