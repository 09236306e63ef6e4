//! Numbers in words, vague ones, fractions and percentages.

use super::{Value, digits};
use crate::token::{TokenKind, Tokens};

/// What vague words mean: the least, and the most where the word has one. A choice of this project, in
/// the spirit of what newsrooms' style guides ask of such words.
pub const VAGUE: &[(&str, f64, Option<f64>)] = &[
    ("dozens", 24.0, None),
    ("scores", 40.0, None),
    ("tens", 20.0, None),
    ("hundreds", 200.0, None),
    ("thousands", 2000.0, None),
    ("millions", 2_000_000.0, None),
    ("several", 3.0, Some(9.0)),
    ("few", 2.0, Some(5.0)),
    ("couple", 2.0, Some(2.0)),
    ("handful", 3.0, Some(6.0)),
    ("pair", 2.0, Some(2.0)),
];

const SMALL: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];

const SCALES: &[(&str, f64)] =
    &[("dozen", 12.0), ("hundred", 100.0), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9)];

const FRACTIONS: &[(&str, f64)] = &[
    ("half", 2.0),
    ("third", 3.0),
    ("thirds", 3.0),
    ("quarter", 4.0),
    ("quarters", 4.0),
    ("fifth", 5.0),
    ("fifths", 5.0),
    ("tenth", 10.0),
    ("tenths", 10.0),
];

fn find(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|&(_, value)| value)
}

/// The number that begins at a token.
pub(super) fn value(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<Value> {
    fraction(tokens, at, end).or_else(|| vague(tokens, at, end)).or_else(|| exact(tokens, at, end))
}

/// "a third", "two thirds", "half": only where "of" or the end of a noun group follows.
fn fraction(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<Value> {
    let word = tokens.word(at);
    let (parts, place) = match word.to_ascii_lowercase().as_str() {
        "half" => (1.0, at),
        "a" | "one" => (1.0, at + 1),
        _ => (find(SMALL, word)?, at + 1 + usize::from(tokens.word(at + 1) == "-")),
    };
    let whole = find(FRACTIONS, tokens.word(place))?;
    let next = place + 1;
    if next > end
        || !tokens.word(next).eq_ignore_ascii_case("of")
            && !tokens.word(next).eq_ignore_ascii_case("the")
    {
        return None;
    }
    let share = parts / whole;
    Some(Value { low: share, high: Some(share), exact: false, share: true, next })
}

/// "dozens", "hundreds of thousands", "several hundred", "a few dozen".
fn vague(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<Value> {
    let article = usize::from(matches!(tokens.word(at).to_ascii_lowercase().as_str(), "a" | "the"));
    let place = at + article;
    let &(_, low, high) =
        VAGUE.iter().find(|(name, ..)| tokens.word(place).eq_ignore_ascii_case(name))?;
    if place >= end || (article == 1 && high.is_none()) {
        return None;
    }
    let mut next = place + 1;
    let of = usize::from(tokens.word(next).eq_ignore_ascii_case("of"));
    let scale_word = tokens.word(next + of);
    let scale = find(SCALES, scale_word).or_else(|| find(SCALES, scale_word.strip_suffix('s')?));
    let mut factor = 1.0;
    if let Some(scale) = scale.filter(|_| next + of < end) {
        next += of + 1;
        factor = scale;
    } else if of == 1 && !matches!(tokens.word(at).to_ascii_lowercase().as_str(), "the") {
        next += 1;
    }
    Some(Value {
        low: low * factor,
        high: high.map(|high| high * factor),
        exact: false,
        share: false,
        next,
    })
}

/// Digits or words with scales: "3,000", "1.5 million", "two hundred and six", "a dozen", "40 percent".
fn exact(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<Value> {
    let (mut total, mut group, mut next, mut any) = (0.0, 0.0, at, false);
    while next < end {
        let word = tokens.word(next);
        let is_digits = tokens.tokens[next].kind == TokenKind::Number;
        if is_digits && !any {
            group = digits::parse(word)?;
        } else if let Some(small) =
            find(SMALL, word).filter(|_| !is_digits && (!any || group % 10.0 == 0.0 && group > 0.0))
        {
            group += small;
        } else if let Some(scale) = find(SCALES, word).filter(|_| any || article(tokens, at, next))
        {
            group = if group == 0.0 { scale } else { group * scale };
            if scale >= 1e3 {
                total += group;
                group = 0.0;
            }
        } else if leads_on(tokens, at, next, group, any) {
            next += 1;
            continue;
        } else {
            break;
        }
        any = true;
        next += 1;
    }
    let number = any.then_some(total + group)?;
    let percent = tokens.word(next) == "%"
        || tokens.word(next).eq_ignore_ascii_case("percent")
        || tokens.word(next).eq_ignore_ascii_case("per")
            && tokens.word(next + 1).eq_ignore_ascii_case("cent");
    if percent && next < end {
        let taken = if tokens.word(next).eq_ignore_ascii_case("per") { 2 } else { 1 };
        let share = number / 100.0;
        return Some(Value {
            low: share,
            high: Some(share),
            exact: false,
            share: true,
            next: next + taken,
        });
    }
    Some(Value {
        low: number,
        high: Some(number),
        exact: number.fract() == 0.0,
        share: false,
        next,
    })
}

/// Whether the token at `next` is none of the number's own words and the number goes on after it.
fn leads_on(tokens: &Tokens<'_>, at: usize, next: usize, group: f64, any: bool) -> bool {
    if any {
        joins_tens(tokens, next, group) || joins_hundreds(tokens, next, group)
    } else {
        next == at && article_then_scale(tokens, at)
    }
}

/// Whether a scale at `next` stands after an article at the start.
fn article(tokens: &Tokens<'_>, at: usize, next: usize) -> bool {
    next == at + 1 && article_then_scale(tokens, at)
}

fn article_then_scale(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word(at).eq_ignore_ascii_case("a") && find(SCALES, tokens.word(at + 1)).is_some()
}

/// The hyphen of "twenty-three".
fn joins_tens(tokens: &Tokens<'_>, at: usize, group: f64) -> bool {
    tokens.word(at) == "-"
        && (20.0..100.0).contains(&(group % 100.0))
        && find(SMALL, tokens.word(at + 1)).is_some_and(|small| (1.0..10.0).contains(&small))
        && tokens.tokens[at - 1].kind == TokenKind::Word
}

/// The "and" of "two hundred and six".
fn joins_hundreds(tokens: &Tokens<'_>, at: usize, group: f64) -> bool {
    tokens.word(at).eq_ignore_ascii_case("and")
        && group >= 100.0
        && group % 100.0 == 0.0
        && tokens.tokens[at - 1].kind == TokenKind::Word
        && find(SMALL, tokens.word(at + 1)).is_some()
}
