//! Invented names: countries, towns, units and groups that are nowhere on a map.
//!
//! Countries come from a list that was chosen by hand to resemble no real one. Towns, units and the
//! peoples after whom groups are named are put together from syllables, one-to-one from a number, so
//! that no two are equal.

/// Names of countries; as many as there are free ISO 3166 codes from `XA` to `XZ` without `XK`.
pub(crate) const COUNTRIES: [&str; 25] = [
    "Orvessa",
    "Quendrel",
    "Tolmiska",
    "Vanthuria",
    "Zhelmora",
    "Ixandor",
    "Brevaqua",
    "Umbrelis",
    "Yarvuum",
    "Drossenfeld",
    "Pelquist",
    "Othmirra",
    "Sundravel",
    "Wexhollow",
    "Ferrowen",
    "Galthorne",
    "Hesperune",
    "Jorvandel",
    "Lyxoria",
    "Mordeqa",
    "Aldermoth",
    "Cirrovane",
    "Evenquar",
    "Nolvarrow",
    "Kestrimor",
];

/// What a group may call itself, behind the name of its invented people.
pub(crate) const BANNERS: [&str; 16] = [
    "Dawn Column",
    "Tide Front",
    "Lantern Brigade",
    "Iron Orchard",
    "Salt Banner",
    "Ninth Bell",
    "Ash Current",
    "Glass Harbour Movement",
    "Red Heron League",
    "Hollow Crown Army",
    "Winter Seed Union",
    "Copper Gate Guard",
    "Long Reed Council",
    "Black Kite Company",
    "Morning Anvil",
    "Silent Well Host",
];

const ONSETS: [&str; 16] =
    ["v", "z", "qu", "dr", "th", "kl", "m", "x", "br", "sh", "g", "n", "pr", "s", "t", "l"];
const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "y"];
const TOWN_ENDS: [&str; 10] =
    ["xel", "ndaq", "rvuth", "zhim", "lqor", "myx", "thuun", "vrek", "squil", "dhox"];
const UNIT_ENDS: [&str; 6] = ["qmarch", "xreach", "vwold", "thfell", "zmoor", "lqvale"];
const PEOPLE_ENDS: [&str; 5] = ["xari", "qeni", "zhoti", "vryni", "lyxi"];

/// Stems of two syllables; when they are used up with every ending, a third is added.
const STEMS_SHORT: u64 = 96 * 96;

/// Walks over all stems in steps that share no factor with their number, so that neighbours in rank
/// do not sound alike.
const fn scatter(index: u64, offset: u64, stems: u64) -> u64 {
    // 96 = 2^5 * 3, and the step has neither factor.
    (index % stems * 5_003 + offset) % stems
}

fn syllables(count: u32, mut rest: u64) -> String {
    let mut word = String::with_capacity(12);
    for _ in 0..count {
        let (onset, vowel) = (rest / 6 % 16, rest % 6);
        word.push_str(pick(&ONSETS, onset));
        word.push_str(pick(&VOWELS, vowel));
        rest /= 96;
    }
    word
}

fn pick<'a>(list: &[&'a str], index: u64) -> &'a str {
    list[usize::try_from(index).unwrap_or(0) % list.len()]
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Stems first, then the same stems with other endings: unique up to the number of both together.
fn word(index: u64, offset: u64, ends: &[&str]) -> String {
    let count = ends.len() as u64;
    let (index, stems, length) = if index < STEMS_SHORT * count {
        (index, STEMS_SHORT, 2)
    } else {
        (index - STEMS_SHORT * count, STEMS_SHORT * 96, 3)
    };
    let stem = syllables(length, scatter(index, offset % stems, stems));
    capital(&format!("{stem}{}", pick(ends, (index / stems + index) % count)))
}

/// The name of the town with this number; unique for a seed.
pub(crate) fn town(index: u64, offset: u64) -> String {
    word(index, offset, &TOWN_ENDS)
}

/// The name of the first-level unit with this number; unique for a seed.
pub(crate) fn unit(index: u64, offset: u64) -> String {
    word(index, offset ^ 0x55, &UNIT_ENDS)
}

/// The name of the people after whom the group with this number is named; unique for a seed.
pub(crate) fn people(index: u64, offset: u64) -> String {
    word(index, offset ^ 0xaaa, &PEOPLE_ENDS)
}

/// How another newsroom would spell the same word.
pub(crate) fn respelled(word: &str) -> String {
    word.replace("zh", "j")
        .replace("qu", "kw")
        .replace('q', "k")
        .replace('x', "ks")
        .replace('y', "i")
}

/// The word in Greek letters, as an invented native script.
pub(crate) fn native_script(word: &str) -> String {
    let mut text = String::new();
    for letter in word.to_lowercase().chars() {
        text.push(match letter {
            'a' => 'α',
            'b' => 'β',
            'c' | 'k' => 'κ',
            'd' => 'δ',
            'e' => 'ε',
            'f' => 'φ',
            'g' => 'γ',
            'h' => 'η',
            'i' | 'j' => 'ι',
            'l' => 'λ',
            'm' => 'μ',
            'n' => 'ν',
            'o' => 'ο',
            'p' => 'π',
            'q' => 'χ',
            'r' => 'ρ',
            's' => 'σ',
            't' => 'τ',
            'u' | 'y' => 'υ',
            'v' | 'w' => 'ω',
            'x' => 'ξ',
            'z' => 'ζ',
            other => other,
        });
    }
    text
}

/// The first letters of the words: `Vazari Dawn Column` gives `VDC`.
pub(crate) fn acronym(name: &str) -> String {
    name.split(' ').filter_map(|word| word.chars().next()).collect::<String>().to_uppercase()
}

/// Lower case with hyphens, for identifiers.
pub(crate) fn kebab(name: &str) -> String {
    name.to_ascii_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_towns_have_one_name() {
        let names: BTreeSet<String> = (0..200_000).map(|index| town(index, 4_711)).collect();
        assert_eq!(names.len(), 200_000);
    }

    #[test]
    fn names_are_plain_letters_that_need_no_escape() {
        for index in 0..500 {
            for name in [town(index, 9), unit(index, 9), people(index, 9)] {
                assert!(name.chars().all(|letter| letter.is_ascii_alphabetic()), "{name}");
                assert!(name.starts_with(|letter: char| letter.is_ascii_uppercase()), "{name}");
            }
        }
    }

    #[test]
    fn one_name_has_several_spellings() {
        assert_eq!(respelled("Quazhyx"), "Quajiks");
        assert_eq!(native_script("Vaxel"), "ωαξελ");
        assert_eq!(acronym("Vazari Dawn Column"), "VDC");
        assert_eq!(kebab("Vazari Dawn Column"), "vazari-dawn-column");
    }
}
