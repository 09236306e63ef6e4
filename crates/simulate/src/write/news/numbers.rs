//! Counts in words and digits, hedged as newsrooms hedge them, with the interval that each form states.

use serde_json::{Value, json};

use crate::{observe::news::knowledge::Hedge, rng::Rng};

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number in words up to 99, beyond that in digits.
pub(crate) fn words(number: u64) -> String {
    let Ok(small) = usize::try_from(number) else { return digits(number) };
    match small {
        0..=19 => SMALL[small].to_owned(),
        20..=99 if small % 10 == 0 => TENS[small / 10].to_owned(),
        20..=99 => format!("{}-{}", TENS[small / 10], SMALL[small % 10]),
        _ => digits(number),
    }
}

/// A number in digits, with commas from a thousand on.
pub(crate) fn digits(number: u64) -> String {
    let plain = number.to_string();
    let mut text = String::with_capacity(plain.len() + 4);
    for (index, digit) in plain.char_indices() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number as a newsroom writes it that uses digits from `digits_from` on.
pub(crate) fn styled(number: u64, digits_from: u32) -> String {
    if number < u64::from(digits_from).min(100) { words(number) } else { digits(number) }
}

/// A count as it is said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stated {
    /// `at least 12`, `dozens of`.
    pub(crate) words: String,
    pub(crate) low: Option<u64>,
    pub(crate) best: Option<u64>,
    pub(crate) high: Option<u64>,
    pub(crate) qualifier: &'static str,
    /// Whether the noun behind it is singular.
    pub(crate) one: bool,
}

impl Stated {
    /// The value in truth files.
    pub(crate) fn value(&self) -> Value {
        json!({"low": self.low, "best": self.best, "high": self.high, "qualifier": self.qualifier})
    }

    /// Without a hedge.
    pub(crate) fn exact(number: u64, digits_from: u32) -> Self {
        let some = Some(number);
        let words = styled(number, digits_from);
        Self { words, low: some, best: some, high: some, qualifier: "exact", one: number == 1 }
    }
}

/// The number at or below (or above) that newsrooms round to.
fn round(number: u64, up: bool) -> u64 {
    let step = match number {
        0..=29 => 5,
        30..=199 => 10,
        200..=999 => 50,
        _ => 100,
    };
    (if up { number.div_ceil(step) } else { number / step }) * step
}

/// States a count of two or more with a hedge; a hedge that does not fit gives the number itself.
pub(crate) fn stated(number: u64, hedge: Hedge, digits_from: u32, rng: &mut Rng) -> Stated {
    let exact = Stated::exact(number, digits_from);
    let say = |value: u64| styled(value, digits_from);
    let with = |words: String, low, best, high, qualifier| Stated {
        words,
        low,
        best,
        high,
        qualifier,
        one: false,
    };
    let some = Some(number);
    match hedge {
        Hedge::Exact => exact,
        Hedge::AtLeast => {
            let words =
                ["at least", "at least", "at least", "no fewer than"][rng.below(4) as usize];
            Stated {
                one: number == 1,
                ..with(format!("{words} {}", say(number)), some, some, None, "at-least")
            }
        }
        Hedge::MoreThan if number > round(number, false) => {
            let base = round(number, false);
            let words = ["more than", "over", "upwards of"][rng.below(3) as usize];
            with(format!("{words} {}", say(base)), Some(base + 1), None, None, "more-than")
        }
        Hedge::Nearly if number < round(number, true) && number * 10 >= round(number, true) * 9 => {
            let top = round(number, true);
            let words = ["nearly", "almost", "close to"][rng.below(3) as usize];
            with(
                format!("{words} {}", say(top)),
                Some(top * 9 / 10),
                Some(top),
                Some(top),
                "nearly",
            )
        }
        Hedge::About if number >= 12 => {
            let middle = (number + 2) / 5 * 5;
            let words = ["about", "around", "some", "roughly"][rng.below(4) as usize];
            let (low, high) = (middle * 8 / 10, (middle * 12).div_ceil(10));
            with(format!("{words} {}", say(middle)), Some(low), Some(middle), Some(high), "about")
        }
        Hedge::UpTo => {
            let words = ["up to", "as many as"][rng.below(2) as usize];
            with(format!("{words} {}", say(number)), None, None, some, "up-to")
        }
        Hedge::Between => {
            let (low, high) = (number - number / 5 - 1, number + number / 6 + 1);
            let digits_from = if high < u64::from(digits_from) { digits_from } else { 0 };
            let (a, b) = (styled(low, digits_from), styled(high, digits_from));
            let words = if rng.chance(0.5) {
                format!("between {a} and {b}")
            } else {
                format!("{a} to {b}")
            };
            with(words, Some(low), None, Some(high), "between")
        }
        Hedge::Vague if number >= 24 => {
            let (words, low) = match number {
                60.. if rng.chance(0.5) => ("scores of", 40),
                _ => ("dozens of", 24),
            };
            with(words.to_owned(), Some(low), None, None, "vague")
        }
        Hedge::Vague if (4..=9).contains(&number) => {
            let words = ["several", "a number of"][rng.below(2) as usize];
            with(words.to_owned(), Some(3), None, None, "vague")
        }
        Hedge::MoreThan | Hedge::Nearly | Hedge::About | Hedge::Vague => exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        assert_eq!(
            [words(1), words(21), words(80), words(100)],
            ["one", "twenty-one", "eighty", "100"]
        );
        assert_eq!([digits(999), digits(1_400), digits(1_234_567)], ["999", "1,400", "1,234,567"]);
        assert_eq!([styled(9, 10), styled(10, 10), styled(3, 1)], ["nine", "10", "3"]);
    }

    #[test]
    fn a_hedged_count_states_an_interval_that_holds_the_number() {
        let mut rng = Rng::keyed(1, Stream::News, [0; 3]);
        for number in 2..400 {
            for hedge in [
                Hedge::Exact,
                Hedge::AtLeast,
                Hedge::MoreThan,
                Hedge::Nearly,
                Hedge::About,
                Hedge::UpTo,
                Hedge::Between,
                Hedge::Vague,
            ] {
                if number < 5 && hedge != Hedge::AtLeast {
                    continue;
                }
                let stated = stated(number, hedge, 10, &mut rng);
                assert!(stated.low.is_none_or(|low| low <= number), "{number} {stated:?}");
                assert!(stated.high.is_none_or(|high| number <= high), "{number} {stated:?}");
            }
        }
    }
}
