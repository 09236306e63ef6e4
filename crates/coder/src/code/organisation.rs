//! Names of organisations that no registry has, by their shape. A name that does not say that it is one of
//! an organisation is left alone: it may be a person's.

use super::page::Page;
use crate::coded::{Party, Role};
use std::ops::Range;

/// Tokens that a name may have.
const NAME_TOKENS_MAX: usize = 9;
/// Letters of an acronym.
const ACRONYM_LETTERS: std::ops::RangeInclusive<usize> = 2..=8;

/// Capitals that are no organisation.
const NO_ORGANISATION: &[&str] = &[
    "us", "u.s.", "uk", "eu", "tv", "gmt", "usd", "km", "am", "pm", "ak", "ied", "ieds", "rpg",
    "suv", "ngo", "ngos", "id", "ii", "iii", "iv", "drc", "car", "uae", "ok", "vip", "idp", "idps",
    "un", "u.n.",
];

/// The organisation named in a noun group, and the tokens of its name.
pub(crate) fn organisation(
    page: &Page<'_>,
    tokens: &Range<usize>,
    head: usize,
) -> Option<(Party, Range<usize>)> {
    if !page.cased() {
        return None;
    }
    by_head(page, tokens).or_else(|| acronym(page, tokens, head))
}

fn is_name(page: &Page<'_>, at: usize) -> bool {
    page.tokens.word(at).starts_with(char::is_uppercase)
        && (page.tag(at).starts_with("NN") || matches!(page.tag(at), "JJ" | "VBN" | "VBG" | "CD"))
}

/// "the Kestrel Front", "the Movement for the Free Coast".
fn by_head(page: &Page<'_>, tokens: &Range<usize>) -> Option<(Party, Range<usize>)> {
    let words = &page.world.words;
    let is_head = |at: usize| {
        is_name(page, at)
            && (words.heads.contains(page.word(at)) || words.monitors.contains(page.word(at)))
    };
    let head = tokens.clone().rev().find(|&at| is_head(at))?;
    let mut start = head;
    let joins = |at: usize| page.tag(at) == "HYPH" || page.word(at) == "-";
    while start > tokens.start
        && head - start < NAME_TOKENS_MAX
        && (is_name(page, start - 1) || joins(start - 1))
        && !is_title(page, start - 1)
    {
        start -= 1;
    }
    while start < head
        && (joins(start)
            || matches!(
                page.word(start),
                "suspected" | "alleged" | "former" | "armed" | "some" | "several"
            ))
    {
        start += 1;
    }
    let mut end = head + 1;
    // What follows: "Front for the Liberation of the Coast". A bare head without it is no name.
    let mut at = end;
    while at < end + NAME_TOKENS_MAX
        && (matches!(page.word(at), "of" | "for" | "the" | "and") || is_name(page, at))
        && !page.tokens.word(at).is_empty()
    {
        let led = matches!(page.word(end), "of" | "for");
        at += 1;
        // "suspect the Kestrel Front of Sunday's attack"
        if is_name(page, at - 1) && super::mention::is_time(page, at - 1) {
            break;
        }
        if is_name(page, at - 1) && led {
            end = at;
        }
    }
    let people = words.roles.find(page.word(head), |_| "").is_some();
    if start == head
        && (end == head + 1 || people && !matches!(page.word(head), "movement" | "army"))
    {
        return None;
    }
    // "the Afghan Army" is a class with a country; a country or a demonym alone makes no name.
    let before = start..head;
    let only_country = !before.is_empty()
        && before.clone().all(|at| {
            words.demonyms.find(page.word(at), |_| "").is_some()
                || matches!(
                    page.word(at),
                    "national"
                        | "federal"
                        | "armed"
                        | "defence"
                        | "defense"
                        | "security"
                        | "special"
                        | "police"
                        | "air"
                )
        });
    if only_country && end == head + 1 {
        return None;
    }
    let monitor =
        words.monitors.contains(page.word(head)) && !words.heads.contains(page.word(head));
    let role = if monitor { Role::Monitor } else { Role::ArmedGroup };
    let party = Party { name: Some(page.text(start..end)), ..Party::of(role) };
    Some((party, start..end))
}

/// Titles, after which a person's name may stand.
fn is_title(page: &Page<'_>, at: usize) -> bool {
    let words = &page.world.words;
    let word = page.word(at).trim_end_matches('.');
    words.office.find(word, |_| "").is_some()
        || matches!(
            word,
            "gen"
                | "col"
                | "maj"
                | "capt"
                | "lt"
                | "sgt"
                | "mr"
                | "mrs"
                | "ms"
                | "dr"
                | "sheikh"
                | "mullah"
        )
}

/// "the KLF", "KLF fighters".
fn acronym(page: &Page<'_>, tokens: &Range<usize>, head: usize) -> Option<(Party, Range<usize>)> {
    let at = tokens.clone().rev().find(|&at| {
        let word = page.tokens.word(at);
        ACRONYM_LETTERS.contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'-')
            && page.tag(at).starts_with("NN")
            && !NO_ORGANISATION.contains(&page.word(at))
    })?;
    if at != head && super::party::head_role(page, tokens, head).is_none() {
        return None;
    }
    let role = super::party::head_role(page, tokens, head).filter(|_| at != head);
    let party =
        Party { name: Some(page.text(at..at + 1)), ..Party::of(role.unwrap_or(Role::Unknown)) };
    Some((party, at..at + 1))
}
