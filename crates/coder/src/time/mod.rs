//! Expressions of time, as intervals of days.
//!
//! What comes in: the tokens of a text and the day that it was written on. What goes out: for each
//! expression its first and last day, how fine it is, what it was reckoned from, what the words make of it
//! ("as of", "since", "until"), and its bytes. "Mid-2016" is May to August 2016; "last Friday" is the
//! Friday before the day of the text; "the following day" is the day after the expression before it.
//!
//! Without a day of the text, expressions that need one are left out rather than guessed.

mod piece;
mod relative;
mod vocabulary;

pub use vocabulary::is_month;

pub(crate) use vocabulary::{MONTHS, WEEKDAYS};

use crate::Span;
use crate::token::Tokens;
use jiff::ToSpan;
use jiff::civil::Date;
use piece::Piece;
use serde::{Deserialize, Serialize};

/// How fine an expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Granularity {
    /// One day.
    Day,
    /// A week.
    Week,
    /// A month, or a third of one.
    Month,
    /// Some months: a quarter, a season, a part of a year.
    Season,
    /// A year.
    Year,
    /// Some years.
    Decade,
}

/// What an expression was reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Nothing: the words give the year.
    Absolute,
    /// The day that the text was written on.
    Written,
    /// The expression before it in the text.
    Before,
}

/// What the words make of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Within it: "on", "in", "during".
    During,
    /// From one end to the other: "from … to", "between … and".
    Throughout,
    /// The state at its end: "as of", "by".
    AsOf,
    /// From its start to the day of the text: "since", "after".
    Since,
    /// To its end: "until", "before". The start is the same as the end.
    Until,
}

/// An expression of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// First day.
    pub start: Date,
    /// Last day, never before the first.
    pub end: Date,
    /// How fine the expression is; of a range, how fine its coarser end is.
    pub granularity: Granularity,
    /// What it was reckoned from.
    pub anchor: Anchor,
    /// What the words make of it.
    pub relation: Relation,
    /// Its words, with those that say what to make of it.
    pub span: Span,
}

/// What expressions are reckoned from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    /// The day of the text.
    written: Option<Date>,
    /// First day of the expression before.
    before: Option<Date>,
}

/// All expressions of time of a text, in order, none within another.
#[must_use]
pub fn times(tokens: &Tokens<'_>, written: Option<Date>) -> Vec<Time> {
    let mut clock = Clock { written, before: None };
    let mut found = Vec::new();
    for sentence in &tokens.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let Some((time, next)) = time(tokens, at, sentence.end, clock) else {
                at += 1;
                continue;
            };
            clock.before = Some(time.start);
            found.push(time);
            at = next.max(at + 1);
        }
    }
    found
}

/// Words before an expression that say what to make of it, the longest first.
const RELATIONS: &[(&[&str], Relation)] = &[
    (&["as", "of"], Relation::AsOf),
    (&["by", "the", "end", "of"], Relation::AsOf),
    (&["at", "the", "end", "of"], Relation::AsOf),
    (&["as", "at"], Relation::AsOf),
    (&["by"], Relation::AsOf),
    (&["ever", "since"], Relation::Since),
    (&["since"], Relation::Since),
    (&["starting", "in"], Relation::Since),
    (&["after"], Relation::Since),
    (&["until"], Relation::Until),
    (&["till"], Relation::Until),
    (&["before"], Relation::Until),
    (&["prior", "to"], Relation::Until),
    (&["from"], Relation::Throughout),
    (&["between"], Relation::Throughout),
    (&["during"], Relation::During),
    (&["throughout"], Relation::Throughout),
    (&["on"], Relation::During),
    (&["in"], Relation::During),
    (&["over"], Relation::Throughout),
    (&["within"], Relation::During),
];

fn time(tokens: &Tokens<'_>, start: usize, end: usize, clock: Clock) -> Option<(Time, usize)> {
    let relation = RELATIONS
        .iter()
        .filter(|(words, _)| start + words.len() < end && vocabulary::are(tokens, start, words))
        .max_by_key(|(words, _)| words.len());
    let at = start + relation.map_or(0, |(words, _)| words.len());
    let led = relation.is_some() || follows_relation(tokens, start);
    let between = relation.is_some_and(|(words, _)| words[0] == "between");
    let first = piece::piece(tokens, at, end, clock, led)
        .or_else(|| piece::first_day(tokens, at, clock, between))
        .or_else(|| {
            let written = year_of_range(tokens, at, end, clock, between)?;
            piece::piece(tokens, at, end, Clock { written: Some(written), ..clock }, led)
        })?;
    let joint = tokens.word(first.next).to_lowercase();
    let joins = match joint.as_str() {
        "to" | "-" | "\u{2013}" | "\u{2014}" | "until" | "through" | "till" => true,
        "and" => between,
        _ => false,
    };
    let second = if joins && first.next + 1 < end {
        // "October to December 2019": the year stands once, and the first month goes by the second.
        piece::piece(tokens, first.next + 1, end, clock, true)
            .or_else(|| piece::short_year(tokens, first))
    } else {
        None
    };
    let (first, second) = match second {
        Some(second) => (piece::with_year_of(tokens, at, first, second), Some(second)),
        None => (first, None),
    };
    if second.is_some_and(|second| second.end < first.start) {
        return None;
    }
    let next = second.map_or(first.next, |second| second.next);
    let said = relation.map_or(Relation::During, |(_, relation)| *relation);
    let relation = match (second, said) {
        (Some(_), _) => Relation::Throughout,
        (None, Relation::Throughout) if tokens.word(start).eq_ignore_ascii_case("from") => {
            Relation::Since
        }
        (None, said) => said,
    };
    let last = second.map_or(first.end, |second| second.end);
    let (from, to) = match relation {
        Relation::Since => {
            (first.start, clock.written.filter(|day| *day >= first.start).unwrap_or(last))
        }
        Relation::Until => (first.start, first.start),
        _ => (first.start, last),
    };
    let granularity =
        second.map_or(first.granularity, |second| first.granularity.max(second.granularity));
    let time = Time {
        start: from,
        end: to,
        granularity,
        anchor: first.anchor,
        relation,
        span: tokens.span(start..next),
    };
    Some((time, next))
}

/// Words from the start of a range to the one that joins its ends.
const RANGE_START_MAX: usize = 3;

/// The last day of the second end of a range whose first end borrows its year: "between January and June 2014"
/// needs no day of the text.
fn year_of_range(
    tokens: &Tokens<'_>,
    at: usize,
    end: usize,
    clock: Clock,
    between: bool,
) -> Option<Date> {
    let joint = (at + 1..=at + RANGE_START_MAX).find(|&at| {
        let word = tokens.word(at).to_lowercase();
        matches!(word.as_str(), "to" | "until" | "through" | "till" | "-" | "\u{2013}" | "\u{2014}")
            || between && word == "and"
    })?;
    let second = piece::piece(tokens, joint + 1, end, clock, true)?;
    second.has_year.then_some(second.end)
}

/// Whether the word before a token is one that a bare year may follow.
fn follows_relation(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    [
        "in", "of", "since", "by", "until", "from", "and", "early", "late", "during", "to", "the",
        "through", "before", "after", "year", "(",
    ]
    .iter()
    .any(|word| tokens.word(before).eq_ignore_ascii_case(word))
}

/// The last day of the month of a day.
fn month_end(day: Date) -> Date {
    day.last_of_month()
}

/// A day some months later, the first of its month.
fn months_on(day: Date, months: i32) -> Option<Date> {
    day.first_of_month().checked_add(months.months()).ok()
}

impl Piece {
    fn days(start: Date, end: Date, granularity: Granularity, anchor: Anchor, next: usize) -> Self {
        Self { start, end, granularity, anchor, next, has_year: anchor == Anchor::Absolute }
    }
}

#[cfg(test)]
mod tests;
