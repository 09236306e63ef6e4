//! One point or stretch of the calendar: a date, a month, a year, a part of one.

use super::vocabulary::{are, count, month};
use super::{Anchor, Clock, Granularity, month_end, months_on, relative};
use crate::token::{TokenKind, Tokens};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A stretch with the token after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(super) start: Date,
    pub(super) end: Date,
    pub(super) granularity: Granularity,
    pub(super) anchor: Anchor,
    pub(super) next: usize,
    /// Whether the words give the year.
    pub(super) has_year: bool,
}

/// The stretch that begins at a token. `led` says whether words stand before it after which a bare year is
/// one.
pub(super) fn piece(
    tokens: &Tokens<'_>,
    at: usize,
    end: usize,
    clock: Clock,
    led: bool,
) -> Option<Piece> {
    if at >= end {
        return None;
    }
    let at = if tokens.word(at).eq_ignore_ascii_case("the") && part(tokens, at + 1).is_some() {
        at + 1
    } else {
        at
    };
    if let Some((part, next)) = part(tokens, at) {
        let whole = whole(tokens, next, end, clock, true)
            .or_else(|| relative::running(tokens, next, clock))?;
        return within(part, whole);
    }
    relative::piece(tokens, at, end, clock).or_else(|| whole(tokens, at, end, clock, led))
}

fn whole(tokens: &Tokens<'_>, at: usize, end: usize, clock: Clock, led: bool) -> Option<Piece> {
    let found = iso(tokens, at)
        .or_else(|| day_month(tokens, at, clock))
        .or_else(|| month_day(tokens, at, clock))
        .or_else(|| season(tokens, at))
        .or_else(|| decade(tokens, at))
        .or_else(|| bare_year(tokens, at, led))?;
    (found.next <= end).then_some(found)
}

/// A year of four digits, 1800 to 2199.
fn year(word: &str) -> Option<i16> {
    let year = (word.len() == 4).then(|| word.parse().ok())??;
    (1800..2200).contains(&year).then_some(year)
}

/// A year of two digits, as in wire headers: 70 to 99 are of the last century.
fn two_digits(word: &str) -> Option<i16> {
    let year: i16 = (word.len() == 2).then(|| word.parse().ok())??;
    Some(if year >= 70 { 1900 + year } else { 2000 + year })
}

/// Day of a month: "4", "4th", "26th".
fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let fits = ending.is_empty()
        || ["st", "nd", "rd", "th"].iter().any(|e| ending.eq_ignore_ascii_case(e));
    let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    (fits && digits.len() <= 2).then_some(day)
}

/// "2018-10-31".
fn iso(tokens: &Tokens<'_>, at: usize) -> Option<Piece> {
    let joined = (at + 1..at + 5).all(|i| tokens.tokens.get(i).is_some_and(|token| !token.spaced));
    if !joined || tokens.word(at + 1) != "-" || tokens.word(at + 3) != "-" {
        return None;
    }
    let month = tokens.word(at + 2).parse().ok()?;
    let day = Date::new(year(tokens.word(at))?, month, day(tokens.word(at + 4))?).ok()?;
    Some(Piece::days(day, day, Granularity::Day, Anchor::Absolute, at + 5))
}

/// "26 August 2021", "the 26th of August", "4 FEB 90".
fn day_month(tokens: &Tokens<'_>, at: usize, clock: Clock) -> Option<Piece> {
    let start = at + usize::from(tokens.word(at).eq_ignore_ascii_case("the"));
    let day = day(tokens.word(start))?;
    let place = start + 1 + usize::from(tokens.word(start + 1).eq_ignore_ascii_case("of"));
    let month = month(tokens.word(place))?;
    dated(tokens, day, month, place + 1, clock)
}

/// The first day of "3 to 5 April", "between 3 and 5 April 2020".
pub(super) fn first_day(
    tokens: &Tokens<'_>,
    at: usize,
    clock: Clock,
    between: bool,
) -> Option<Piece> {
    let first = day(tokens.word(at))?;
    let joint = tokens.word(at + 1);
    let joins = matches!(joint, "to" | "-" | "\u{2013}") || between && joint == "and";
    let second = day_month(tokens, at + 2, clock).filter(|_| joins)?;
    let first = Date::new(second.start.year(), second.start.month(), first).ok()?;
    (first < second.start)
        .then(|| Piece::days(first, first, Granularity::Day, second.anchor, at + 1))
}

/// "August 26, 2021", "Aug. 26", "August 2021", "August".
fn month_day(tokens: &Tokens<'_>, at: usize, clock: Clock) -> Option<Piece> {
    let word = tokens.word(at);
    let number = month(word)?;
    let next = at + 1;
    if let Some(day) = day(tokens.word(next)).filter(|_| tokens.tokens[next].spaced) {
        return dated(tokens, day, number, next + 1, clock);
    }
    let place = next
        + usize::from(tokens.word(next) == "," || tokens.word(next).eq_ignore_ascii_case("of"));
    if let Some(year) = year(tokens.word(place)) {
        let first = Date::new(year, number, 1).ok()?;
        return Some(Piece::days(
            first,
            month_end(first),
            Granularity::Month,
            Anchor::Absolute,
            place + 1,
        ));
    }
    // A bare "may" or "march" is a verb more often than a month, and a short form alone is none.
    let verb = matches!(word, "may" | "march" | "MAY" | "MARCH");
    if word.len() < 4 && !word.eq_ignore_ascii_case("may") || verb && !after_in(tokens, at) {
        return None;
    }
    let written = clock.written?;
    let year = if number > written.month() { written.year() - 1 } else { written.year() };
    let first = Date::new(year, number, 1).ok()?;
    Some(Piece::days(first, month_end(first), Granularity::Month, Anchor::Written, next))
}

fn after_in(tokens: &Tokens<'_>, at: usize) -> bool {
    at > 0
        && ["in", "since", "of", "last", "by", "until"]
            .iter()
            .any(|word| tokens.word(at - 1).eq_ignore_ascii_case(word))
}

/// A day of a month with the year that follows, or the last such day up to the day of the text.
fn dated(tokens: &Tokens<'_>, day: i8, month: i8, next: usize, clock: Clock) -> Option<Piece> {
    let place = next + usize::from(tokens.word(next) == ",");
    let given = year(tokens.word(place)).map(|year| (year, place + 1)).or_else(|| {
        // Two digits are a year only right after the month, where a wire's header has them.
        let capitals = next > 0 && tokens.word(next - 1).chars().all(char::is_uppercase);
        let short = two_digits(tokens.word(next))
            .filter(|_| capitals && tokens.tokens[next].kind == TokenKind::Number);
        short.map(|year| (year, next + 1))
    });
    if let Some((year, next)) = given {
        let day = Date::new(year, month, day).ok()?;
        return Some(Piece::days(day, day, Granularity::Day, Anchor::Absolute, next));
    }
    let written = clock.written?;
    let this = Date::new(written.year(), month, day).ok();
    let day = this
        .filter(|day| *day <= written)
        .or_else(|| Date::new(written.year() - 1, month, day).ok())?;
    Some(Piece::days(day, day, Granularity::Day, Anchor::Written, next))
}

/// "summer 2016", "winter of 2016"; seasons of the northern year, winter by the year that it ends in.
fn season(tokens: &Tokens<'_>, at: usize) -> Option<Piece> {
    let first_month = match tokens.word(at).to_ascii_lowercase().as_str() {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 0,
        _ => return None,
    };
    let place = at + 1 + usize::from(tokens.word(at + 1).eq_ignore_ascii_case("of"));
    let year = year(tokens.word(place))?;
    let start = months_on(date(year, 1, 1), first_month - 1)?;
    Some(Piece::days(
        start,
        month_end(months_on(start, 2)?),
        Granularity::Season,
        Anchor::Absolute,
        place + 1,
    ))
}

/// "the 1990s".
fn decade(tokens: &Tokens<'_>, at: usize) -> Option<Piece> {
    let start = at + usize::from(tokens.word(at).eq_ignore_ascii_case("the"));
    let year = year(tokens.word(start).strip_suffix('s')?).filter(|year| year % 10 == 0)?;
    Some(Piece::days(
        date(year, 1, 1),
        date(year + 9, 12, 31),
        Granularity::Decade,
        Anchor::Absolute,
        start + 1,
    ))
}

fn bare_year(tokens: &Tokens<'_>, at: usize, led: bool) -> Option<Piece> {
    let year = year(tokens.word(at))?;
    // A number that counts something is no year: "1900 people".
    let counts = crate::number::UNITS
        .iter()
        .any(|(_, words)| words.iter().any(|word| tokens.word(at + 1).eq_ignore_ascii_case(word)));
    // "the 2015 attack": one attack of a year, not many.
    let named = at > 0
        && tokens.word(at - 1).eq_ignore_ascii_case("the")
        && !tokens.word(at + 1).ends_with('s');
    let counts = counts && !named;
    let range = matches!(tokens.word(at + 1), "-" | "\u{2013}")
        && tokens.tokens.get(at + 2).is_some_and(|token| !token.spaced);
    if (!led && !range) || counts {
        return None;
    }
    Some(Piece::days(
        date(year, 1, 1),
        date(year, 12, 31),
        Granularity::Year,
        Anchor::Absolute,
        at + 1,
    ))
}

/// The second year of "2017-18".
pub(super) fn short_year(tokens: &Tokens<'_>, first: Piece) -> Option<Piece> {
    let place = first.next + 1;
    let whole_year = first.granularity == Granularity::Year && !tokens.tokens.get(place)?.spaced;
    let short = two_digits(tokens.word(place)).filter(|_| whole_year)?;
    let year = first.start.year() / 100 * 100 + short % 100;
    (year > first.start.year()).then(|| {
        Piece::days(
            date(year, 1, 1),
            date(year, 12, 31),
            Granularity::Year,
            Anchor::Absolute,
            place + 1,
        )
    })
}

/// The first end of a range by the year of the second, where only the second gives one.
pub(super) fn with_year_of(tokens: &Tokens<'_>, at: usize, first: Piece, second: Piece) -> Piece {
    if first.has_year || !second.has_year || first.granularity > Granularity::Month {
        return first;
    }
    let on = Clock { written: Some(second.end), before: None };
    let found = month_day(tokens, at, on).or_else(|| day_month(tokens, at, on));
    found.map_or(first, |piece| Piece { anchor: second.anchor, has_year: true, ..piece })
}

/// A part of a stretch.
#[derive(Debug, Clone, Copy)]
enum Part {
    Early,
    Middle,
    Late,
    Half(i32),
    Quarter(i32),
    /// So many months from the first on.
    Months(i32),
    End,
    Start,
}

/// The part that words name, and the token after them: "mid-", "early", "the first half of".
fn part(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    let hyphen = usize::from(tokens.word(at + 1) == "-");
    let single = match tokens.word(at).to_ascii_lowercase().as_str() {
        "early" => Some(Part::Early),
        "mid" | "middle" => Some(Part::Middle),
        "late" => Some(Part::Late),
        _ => None,
    };
    if let Some(part) = single {
        let of = usize::from(tokens.word(at + 1).eq_ignore_ascii_case("of"));
        return Some((part, at + 1 + hyphen.max(of)));
    }
    const PHRASES: &[(&[&str], Part)] = &[
        (&["first", "half", "of"], Part::Half(0)),
        (&["second", "half", "of"], Part::Half(1)),
        (&["first", "quarter", "of"], Part::Quarter(0)),
        (&["second", "quarter", "of"], Part::Quarter(1)),
        (&["third", "quarter", "of"], Part::Quarter(2)),
        (&["fourth", "quarter", "of"], Part::Quarter(3)),
        (&["last", "quarter", "of"], Part::Quarter(3)),
        (&["end", "of"], Part::End),
        (&["beginning", "of"], Part::Start),
        (&["start", "of"], Part::Start),
        (&["turn", "of"], Part::Start),
    ];
    let phrase = PHRASES
        .iter()
        .find(|(words, _)| are(tokens, at, words))
        .map(|(words, part)| (*part, at + words.len()));
    // "the first three months of the year"
    phrase.or_else(|| {
        let first = tokens.word(at).eq_ignore_ascii_case("first");
        let (number, unit, next) = counted(tokens, at + 1).filter(|_| first)?;
        let months = unit == Granularity::Month
            && (1..12).contains(&number)
            && tokens.word(next).eq_ignore_ascii_case("of");
        months.then_some((Part::Months(number), next + 1))
    })
}

/// The part of a year or a month.
fn within(part: Part, whole: Piece) -> Option<Piece> {
    let start = whole.start;
    let stretch = |first: i32, months: i32| {
        Some((months_on(start, first)?, month_end(months_on(start, first + months - 1)?)))
    };
    let (from, to) = match (whole.granularity, part) {
        (Granularity::Year, Part::Early) => stretch(0, 4)?,
        (Granularity::Year, Part::Middle) => stretch(4, 4)?,
        (Granularity::Year, Part::Late) => stretch(8, 4)?,
        (Granularity::Year, Part::Half(half)) => stretch(half * 6, 6)?,
        (Granularity::Year, Part::Quarter(quarter)) => stretch(quarter * 3, 3)?,
        (Granularity::Year, Part::Months(number)) => stretch(0, number)?,
        (Granularity::Year, Part::End) => stretch(11, 1)?,
        (Granularity::Year, Part::Start) => stretch(0, 1)?,
        (Granularity::Month, Part::Early | Part::Start) => {
            (start, start.checked_add(9.days()).ok()?)
        }
        (Granularity::Month, Part::Middle) => {
            (start.checked_add(10.days()).ok()?, start.checked_add(19.days()).ok()?)
        }
        (Granularity::Month, Part::Late | Part::End) => {
            (start.checked_add(20.days()).ok()?, whole.end)
        }
        _ => return Some(whole),
    };
    let granularity = if whole.granularity == Granularity::Year {
        Granularity::Season
    } else {
        Granularity::Month
    };
    Some(Piece { start: from, end: to, granularity, ..whole })
}

/// A count of units that follows: "three months".
pub(super) fn counted(tokens: &Tokens<'_>, at: usize) -> Option<(i32, Granularity, usize)> {
    let number = count(tokens.word(at))?;
    let unit = match tokens.word(at + 1).to_ascii_lowercase().as_str() {
        "day" | "days" => Granularity::Day,
        "week" | "weeks" => Granularity::Week,
        "month" | "months" => Granularity::Month,
        "year" | "years" => Granularity::Year,
        "decade" | "decades" => Granularity::Decade,
        _ => return None,
    };
    Some((number, unit, at + 2))
}
