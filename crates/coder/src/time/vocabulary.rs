//! Words of the calendar.

use crate::token::Tokens;
use jiff::civil::Weekday;

pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(crate) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// The month of a name or of an abbreviation of three or four letters, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    let lower = word.to_ascii_lowercase();
    let stem = lower.strip_suffix('.').unwrap_or(&lower);
    let index = MONTHS.iter().position(|month| {
        stem == *month
            || (stem.len() == 3 && month.starts_with(stem))
            || (stem == "sept" && *month == "september")
    })?;
    i8::try_from(index + 1).ok()
}

/// Whether a word is the name of a month or its abbreviation. "May" and "March" count.
#[must_use]
pub fn is_month(word: &str) -> bool {
    month(word).is_some()
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|&(_, day)| day)
}

/// A small count in digits or words: "a", "three", "12".
pub(super) fn count(word: &str) -> Option<i32> {
    let lower = word.to_ascii_lowercase();
    if matches!(lower.as_str(), "a" | "an") {
        return Some(1);
    }
    if lower == "few" || lower == "several" {
        return None;
    }
    NUMBERS
        .iter()
        .position(|number| *number == lower)
        .and_then(|number| i32::try_from(number).ok())
        .or_else(|| lower.parse().ok().filter(|number| (0..=999).contains(number)))
}

/// Whether the tokens from `at` on are these words.
pub(super) fn are(tokens: &Tokens<'_>, at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(index, word)| tokens.word(at + index).eq_ignore_ascii_case(word))
}
