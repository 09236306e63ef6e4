//! Quantities in words and digits, as intervals.
//!
//! What comes in: the tokens of a text. What goes out: for each quantity its lowest and highest value as
//! the words say it, the qualifier that they carry, the unit by its head noun, and the bytes. "Between 600
//! and 800 fighters" is 600..=800; "at least 183 dead" has no upper end; "dozens" is from 24 on; "nearly
//! 1,400" ends at 1,400. What a vague word means is one table, [`VAGUE`].
//!
//! Years, ordinals, ages and the numbers of models ("AK-47") and of dates are no quantities.

mod digits;
mod qualifier;
mod unit;
mod words;

pub use qualifier::Qualifier;
pub use unit::{UNITS, Unit};
pub use words::VAGUE;

use crate::Span;
use crate::token::{TokenKind, Tokens};

/// A quantity that a text gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The least that the words allow; absent when they give only an upper end.
    pub low: Option<f64>,
    /// The most that the words allow; absent when they give only a lower end.
    pub high: Option<f64>,
    /// The number as it stands, the middle of a range; what a table would hold.
    pub best: f64,
    /// What the words say of the number.
    pub qualifier: Qualifier,
    /// What is counted.
    pub unit: Unit,
    /// The noun that the unit was read from.
    pub noun: Option<Span>,
    /// The words of the quantity with their qualifier, without the noun.
    pub span: Span,
}

/// A number with the tokens that it takes up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Value {
    low: f64,
    high: Option<f64>,
    exact: bool,
    /// A share of a whole, 0..=1, as "a third" and "40 percent".
    share: bool,
    next: usize,
}

/// Share of a number that "about" allows on both sides.
const ABOUT: f64 = 0.1;

/// All quantities of a text, in order, none within another.
#[must_use]
pub fn quantities(tokens: &Tokens<'_>) -> Vec<Quantity> {
    let mut found = Vec::new();
    for sentence in &tokens.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            match quantity(tokens, at, sentence.end) {
                Some((quantity, next)) => {
                    found.push(quantity);
                    at = next;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// The quantity that begins at a token, and the token after it.
fn quantity(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<(Quantity, usize)> {
    let (before, at) = qualifier::before(tokens, start, end);
    if at == start && within_name(tokens, start) {
        return None;
    }
    let (first, second) = range(tokens, at, end, before)?;
    let mut next = second.map_or(first.next, |value| value.next);
    let (after, past) = qualifier::after(tokens, next, end);
    if after.is_some() {
        next = past;
    }
    let (unit, noun) = unit::find(tokens, next, end);
    if unit == Unit::Unknown && is_no_quantity(tokens, at, next, second.is_some(), before, first) {
        return None;
    }
    let qualifier = match (second, after.unwrap_or(before)) {
        (Some(_), Qualifier::Exactly) => Qualifier::Between,
        (None, Qualifier::Between) => return None,
        (_, qualifier) => qualifier,
    };
    let (low, high) = interval(first, second, qualifier);
    let unit = if first.share && unit == Unit::Unknown { Unit::Share } else { unit };
    let best = second.map_or(first.low, |second| f64::midpoint(first.low, second.low));
    let span = tokens.span(start..next);
    Some((Quantity { low, high, best, qualifier, unit, noun, span }, next))
}

/// A number, and a second one where the words give a range: "600 to 800", "3,000-4,000", "between … and …".
fn range(
    tokens: &Tokens<'_>,
    at: usize,
    end: usize,
    before: Qualifier,
) -> Option<(Value, Option<Value>)> {
    let first = words::value(tokens, at, end)?;
    let joint = tokens.word(first.next).to_lowercase();
    let joins = match joint.as_str() {
        "and" => before == Qualifier::Between,
        "to" | "or" => true,
        "-" | "\u{2013}" | "\u{2014}" => true,
        _ => false,
    };
    // "grew from 50 to 400" tells of two numbers.
    let moved = at >= 2
        && tokens.word(at - 1).eq_ignore_ascii_case("from")
        && [
            "grown",
            "grew",
            "rose",
            "risen",
            "fell",
            "fallen",
            "dropped",
            "swelled",
            "shrank",
            "shrunk",
            "increased",
            "declined",
            "down",
            "up",
        ]
        .iter()
        .any(|verb| tokens.word(at - 2).eq_ignore_ascii_case(verb))
        && !matches!(tokens.word(at - 2), "down" | "up");
    let second = if joins && !moved && first.next + 1 < end {
        words::value(tokens, first.next + 1, end)
    } else {
        None
    };
    let fits = |second: &Value| second.low >= first.low || scale_of(second.low) > 1.0;
    let Some(second) = second.filter(fits) else { return Some((first, None)) };
    // "3 to 4 thousand" has its thousand once.
    let scale = scale_of(second.low);
    let shared = first.low < second.low / scale
        && scale > 1.0
        && first.low < 100.0
        && second.low / scale < 100.0;
    let first = if shared { Value { low: first.low * scale, ..first } } else { first };
    Some((first, Some(second)))
}

/// The thousand or million that a number ends with.
fn scale_of(number: f64) -> f64 {
    [1e9, 1e6, 1e3]
        .into_iter()
        .find(|scale| number >= *scale && number % scale == 0.0)
        .unwrap_or(1.0)
}

fn interval(
    first: Value,
    second: Option<Value>,
    qualifier: Qualifier,
) -> (Option<f64>, Option<f64>) {
    let high = second.map_or(first.high, |second| second.high);
    let (low, top) = (first.low, high.unwrap_or(first.low));
    match qualifier {
        Qualifier::AtLeast => (Some(low), None),
        Qualifier::MoreThan => (Some(if first.exact { low + 1.0 } else { low }), None),
        Qualifier::AtMost => (None, Some(top)),
        Qualifier::LessThan => {
            (None, Some(if first.exact && second.is_none() { top - 1.0 } else { top }))
        }
        Qualifier::Nearly => (Some((low * (1.0 - ABOUT)).floor()), Some(top)),
        // A range says itself how wide it is.
        Qualifier::About if second.is_some() => (Some(low), high),
        Qualifier::About => {
            // A hair less, so that a tenth of a round number is not one more for the binary fraction.
            let most = (top * (1.0 + ABOUT) - 1e-6).ceil();
            (Some((low * (1.0 - ABOUT) + 1e-6).floor()), Some(most))
        }
        Qualifier::Exactly | Qualifier::Between => (Some(low), high),
    }
}

/// Whether the number at a token is part of a name or of a longer number: "AK-47", "M-16", "No. 4".
fn within_name(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let word = tokens.word(before);
    let joined = |index: usize| tokens.tokens.get(index).is_some_and(|token| !token.spaced);
    let hyphen = matches!(word, "-" | "/")
        && joined(at)
        && joined(before)
        && before.checked_sub(1).is_some_and(|at| tokens.tokens[at].kind == TokenKind::Word);
    hyphen
        || ["no.", "nos.", "article", "resolution", "km", "chapter", "line", "route", "highway"]
            .iter()
            .any(|name| word.eq_ignore_ascii_case(name))
}

/// Whether a number without a unit is a year, a day of a month, a time of day or an article.
fn is_no_quantity(
    tokens: &Tokens<'_>,
    at: usize,
    next: usize,
    range: bool,
    before: Qualifier,
    value: Value,
) -> bool {
    let word = tokens.word(at).to_lowercase();
    // "a dozen traders" counts, "a hundred" and "a third of" too; "a" alone is an article.
    if (word == "one" || matches!(word.as_str(), "a" | "an") && next <= at + 1)
        && before == Qualifier::Exactly
        && !range
        && !value.share
    {
        return true;
    }
    let digits = tokens.tokens[at].kind == TokenKind::Number;
    let year = digits
        && !word.contains(',')
        && (1800.0..2200.0).contains(&value.low)
        && value.low.fract() == 0.0;
    let beside_month = crate::time::is_month(tokens.word(next))
        || at.checked_sub(1).is_some_and(|at| crate::time::is_month(tokens.word(at)));
    let clock =
        tokens.word(next) == ":" || matches!(tokens.word(next), "a.m." | "p.m." | "am" | "pm");
    let age = matches!(tokens.word(next).to_lowercase().as_str(), "years" | "year")
        || tokens.word(next) == "-" && tokens.word(next + 1).eq_ignore_ascii_case("year");
    (year && before != Qualifier::AtLeast) || beside_month || clock || age
}

#[cfg(test)]
mod tests;
