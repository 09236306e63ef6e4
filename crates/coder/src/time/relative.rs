//! Expressions that are reckoned from another day.

use super::piece::{Piece, counted};
use super::vocabulary::{are, weekday};
use super::{Anchor, Clock, Granularity, month_end, months_on};
use crate::token::Tokens;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// The relative expression that begins at a token.
pub(super) fn piece(tokens: &Tokens<'_>, at: usize, end: usize, clock: Clock) -> Option<Piece> {
    let found = named_day(tokens, at, clock)
        .or_else(|| story_day(tokens, at, clock))
        .or_else(|| week_day(tokens, at, clock))
        .or_else(|| ago(tokens, at, clock))
        .or_else(|| past(tokens, at, clock))
        .or_else(|| this(tokens, at, clock))?;
    (found.next <= end).then_some(found)
}

fn on(day: Date, anchor: Anchor, next: usize) -> Piece {
    Piece::days(day, day, Granularity::Day, anchor, next)
}

/// "today", "yesterday", "tonight", "tomorrow", "the day before yesterday".
fn named_day(tokens: &Tokens<'_>, at: usize, clock: Clock) -> Option<Piece> {
    let written = clock.written?;
    if are(tokens, at, &["the", "day", "before", "yesterday"]) {
        return Some(on(written.checked_sub(2.days()).ok()?, Anchor::Written, at + 4));
    }
    // "this morning", "last night"
    let part = ["morning", "afternoon", "evening", "night"]
        .iter()
        .any(|part| tokens.word(at + 1).eq_ignore_ascii_case(part));
    let shift = match tokens.word(at).to_ascii_lowercase().as_str() {
        "this" if part => return Some(on(written, Anchor::Written, at + 2)),
        "last" if are(tokens, at, &["last", "night"]) || are(tokens, at, &["last", "evening"]) => {
            return Some(on(written.checked_sub(1.days()).ok()?, Anchor::Written, at + 2));
        }
        "today" | "tonight" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    Some(on(written.checked_add(shift.days()).ok()?, Anchor::Written, at + 1))
}

/// "the following day", "the same day", "a day earlier", "two days later": from the expression before.
fn story_day(tokens: &Tokens<'_>, at: usize, clock: Clock) -> Option<Piece> {
    let before = clock.before?;
    const PHRASES: &[(&[&str], i64)] = &[
        (&["the", "following", "day"], 1),
        (&["the", "next", "day"], 1),
        (&["the", "day", "after"], 1),
        (&["the", "same", "day"], 0),
        (&["that", "day"], 0),
        (&["the", "previous", "day"], -1),
        (&["the", "day", "before"], -1),
    ];
    if let Some((words, shift)) = PHRASES.iter().find(|(words, _)| are(tokens, at, words)) {
        return Some(on(before.checked_add(shift.days()).ok()?, Anchor::Before, at + words.len()));
    }
    let (number, unit, next) = counted(tokens, at)?;
    let sign = match tokens.word(next).to_ascii_lowercase().as_str() {
        "later" => 1,
        "earlier" => -1,
        _ => return None,
    };
    shifted(before, number * sign, unit, Anchor::Before, next + 1)
}

/// "last Friday", "on Friday", "next Monday": the last such day up to the day of the text.
fn week_day(tokens: &Tokens<'_>, at: usize, clock: Clock) -> Option<Piece> {
    let word = tokens.word(at).to_ascii_lowercase();
    let shifted = usize::from(matches!(word.as_str(), "last" | "next" | "this" | "past"));
    let day = weekday(tokens.word(at + shifted))?;
    let written = clock.written?;
    let back = days_back(written.weekday(), day);
    let shift = match word.as_str() {
        "next" => 7 - back,
        "last" | "past" if back == 0 => -7,
        _ => -back,
    };
    Some(on(written.checked_add(shift.days()).ok()?, Anchor::Written, at + shifted + 1))
}

/// Days from the last `day` to a `today`, 0 to 6.
fn days_back(today: Weekday, day: Weekday) -> i64 {
    i64::from(today.since(day))
}

/// "two weeks ago", "a year ago".
fn ago(tokens: &Tokens<'_>, at: usize, clock: Clock) -> Option<Piece> {
    let (number, unit, next) = counted(tokens, at)?;
    if !tokens.word(next).eq_ignore_ascii_case("ago") {
        return None;
    }
    shifted(clock.written?, -number, unit, Anchor::Written, next + 1)
}

/// The stretch of one unit that lies so many units from a day.
fn shifted(
    from: Date,
    number: i32,
    unit: Granularity,
    anchor: Anchor,
    next: usize,
) -> Option<Piece> {
    match unit {
        Granularity::Day => {
            Some(on(from.checked_add(i64::from(number).days()).ok()?, anchor, next))
        }
        Granularity::Week => {
            let day = from.checked_add(i64::from(number).weeks()).ok()?;
            week(day, anchor, next)
        }
        Granularity::Month => month(months_on(from, number)?, anchor, next),
        Granularity::Year => {
            year(from.year().checked_add(i16::try_from(number).ok()?)?, anchor, next)
        }
        _ => year(from.year().checked_add(i16::try_from(number * 10).ok()?)?, anchor, next),
    }
}

fn week(day: Date, anchor: Anchor, next: usize) -> Option<Piece> {
    let monday = day.checked_sub(days_back(day.weekday(), Weekday::Monday).days()).ok()?;
    Some(Piece::days(monday, monday.checked_add(6.days()).ok()?, Granularity::Week, anchor, next))
}

fn month(first: Date, anchor: Anchor, next: usize) -> Option<Piece> {
    Some(Piece::days(first, month_end(first), Granularity::Month, anchor, next))
}

fn year(year: i16, anchor: Anchor, next: usize) -> Option<Piece> {
    (1000..9999)
        .contains(&year)
        .then(|| Piece::days(date(year, 1, 1), date(year, 12, 31), Granularity::Year, anchor, next))
}

/// "the past three months", "the last two years", "in recent weeks" is too vague to be one.
fn past(tokens: &Tokens<'_>, at: usize, clock: Clock) -> Option<Piece> {
    let start = at + usize::from(tokens.word(at).eq_ignore_ascii_case("the"));
    let word = tokens.word(start).to_ascii_lowercase();
    if !matches!(word.as_str(), "past" | "last") {
        return None;
    }
    let (number, unit, next) = counted(tokens, start + 1)?;
    let written = clock.written?;
    let back = match unit {
        Granularity::Day => number.days(),
        Granularity::Week => number.weeks(),
        Granularity::Month => number.months(),
        Granularity::Year => number.years(),
        _ => (number * 10).years(),
    };
    let first = written.checked_sub(back).ok()?.tomorrow().ok()?;
    Some(Piece::days(first.min(written), written, unit, Anchor::Written, next))
}

/// "the year" and "the month" behind a part of it: "the start of the year" is that of the running one.
pub(super) fn running(tokens: &Tokens<'_>, at: usize, clock: Clock) -> Option<Piece> {
    let unit = match tokens.word(at + 1).to_ascii_lowercase().as_str() {
        "year" => Granularity::Year,
        "month" => Granularity::Month,
        _ => return None,
    };
    let article = tokens.word(at).eq_ignore_ascii_case("the");
    article.then(|| shifted(clock.written?, 0, unit, Anchor::Written, at + 2)).flatten()
}

/// "last month", "this year", "next week", "the previous year".
fn this(tokens: &Tokens<'_>, at: usize, clock: Clock) -> Option<Piece> {
    let start = at + usize::from(tokens.word(at).eq_ignore_ascii_case("the"));
    let number = match tokens.word(start).to_ascii_lowercase().as_str() {
        "this" => 0,
        "last" | "past" => -1,
        "next" => 1,
        _ => return None,
    };
    let unit = match tokens.word(start + 1).to_ascii_lowercase().as_str() {
        "week" => Granularity::Week,
        "month" => Granularity::Month,
        "year" => Granularity::Year,
        _ => return None,
    };
    shifted(clock.written?, number, unit, Anchor::Written, start + 2)
}
