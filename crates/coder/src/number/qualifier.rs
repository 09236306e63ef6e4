//! What words say of a number: at least, up to, nearly, about.

use crate::token::Tokens;
use serde::{Deserialize, Serialize};

/// What words say of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Qualifier {
    /// The number and nothing else.
    Exactly,
    /// It and more: "at least", "no fewer than".
    AtLeast,
    /// More than it: "more than", "over".
    MoreThan,
    /// It and less: "up to", "at most", "as many as".
    AtMost,
    /// Less than it: "fewer than", "under".
    LessThan,
    /// A little less: "nearly", "almost".
    Nearly,
    /// A little less or more: "about", "some", "around".
    About,
    /// From one number to another.
    Between,
}

const BEFORE: &[(&[&str], Qualifier)] = &[
    (&["at", "least"], Qualifier::AtLeast),
    (&["no", "fewer", "than"], Qualifier::AtLeast),
    (&["no", "less", "than"], Qualifier::AtLeast),
    (&["not", "less", "than"], Qualifier::AtLeast),
    (&["a", "minimum", "of"], Qualifier::AtLeast),
    (&["more", "than"], Qualifier::MoreThan),
    (&["upwards", "of"], Qualifier::MoreThan),
    (&["well", "over"], Qualifier::MoreThan),
    (&["in", "excess", "of"], Qualifier::MoreThan),
    (&["over"], Qualifier::MoreThan),
    (&["above"], Qualifier::MoreThan),
    (&["up", "to"], Qualifier::AtMost),
    (&["at", "most"], Qualifier::AtMost),
    (&["as", "many", "as"], Qualifier::AtMost),
    (&["no", "more", "than"], Qualifier::AtMost),
    (&["not", "more", "than"], Qualifier::AtMost),
    (&["a", "maximum", "of"], Qualifier::AtMost),
    (&["fewer", "than"], Qualifier::LessThan),
    (&["less", "than"], Qualifier::LessThan),
    (&["under"], Qualifier::LessThan),
    (&["below"], Qualifier::LessThan),
    (&["just", "under"], Qualifier::LessThan),
    (&["nearly"], Qualifier::Nearly),
    (&["almost"], Qualifier::Nearly),
    (&["close", "to"], Qualifier::Nearly),
    (&["about"], Qualifier::About),
    (&["around"], Qualifier::About),
    (&["roughly"], Qualifier::About),
    (&["approximately"], Qualifier::About),
    (&["approx."], Qualifier::About),
    (&["an", "estimated"], Qualifier::About),
    (&["estimated", "at"], Qualifier::About),
    (&["some"], Qualifier::About),
    (&["circa"], Qualifier::About),
    (&["between"], Qualifier::Between),
    (&["exactly"], Qualifier::Exactly),
    (&["only"], Qualifier::Exactly),
];

const AFTER: &[(&[&str], Qualifier)] = &[
    (&["or", "more"], Qualifier::AtLeast),
    (&["or", "so"], Qualifier::About),
    (&["or", "fewer"], Qualifier::AtMost),
    (&["or", "less"], Qualifier::AtMost),
    (&["-", "plus"], Qualifier::AtLeast),
    (&["+"], Qualifier::AtLeast),
];

/// The qualifier that begins at a token, and the token after it.
pub(super) fn before(tokens: &Tokens<'_>, at: usize, end: usize) -> (Qualifier, usize) {
    longest(BEFORE, tokens, at, end).unwrap_or((Qualifier::Exactly, at))
}

/// The qualifier that follows a number, and the token after it.
pub(super) fn after(tokens: &Tokens<'_>, at: usize, end: usize) -> (Option<Qualifier>, usize) {
    longest(AFTER, tokens, at, end).map_or((None, at), |(qualifier, next)| (Some(qualifier), next))
}

fn longest(
    table: &[(&[&str], Qualifier)],
    tokens: &Tokens<'_>,
    at: usize,
    end: usize,
) -> Option<(Qualifier, usize)> {
    let fits = |words: &[&str]| {
        at + words.len() <= end
            && words
                .iter()
                .enumerate()
                .all(|(i, word)| tokens.word(at + i).eq_ignore_ascii_case(word))
    };
    let (words, qualifier) =
        table.iter().filter(|(words, _)| fits(words)).max_by_key(|(words, _)| words.len())?;
    Some((*qualifier, at + words.len()))
}
