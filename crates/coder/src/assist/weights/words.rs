//! Text to words in the way of BERT, each with its bytes.
//!
//! After the `BasicTokenizer` of Devlin et al. (2018, "BERT", arXiv:1810.04805): blanks part words, each mark of
//! punctuation and each Chinese character is a word, signs that are not seen are left out; where the model was
//! trained so, accents are taken off and letters are small.

use std::ops::Range;
use unicode_general_category::{GeneralCategory as Category, get_general_category};
use unicode_normalization::UnicodeNormalization as _;

/// How words are made plain before they are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plain {
    /// Small letters.
    pub(super) lowercase: bool,
    /// Without accents.
    pub(super) strip_accents: bool,
    /// Whether each Chinese character is a word.
    pub(super) chinese: bool,
    /// Whether signs that are not seen are left out.
    pub(super) clean: bool,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its letters as they are looked up.
    pub(super) plain: String,
    /// Its bytes in the text.
    pub(super) bytes: Range<usize>,
}

/// The words of a text in order. Their bytes do not overlap, but for letters that come apart into marks.
pub(super) fn words(text: &str, plain: Plain) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    // Whether the next letter goes on with the last word.
    let mut open = false;
    for (at, letter) in text.char_indices() {
        if plain.clean && is_unseen(letter) {
            continue;
        }
        if letter.is_whitespace() {
            open = false;
            continue;
        }
        let bytes = at..at + letter.len_utf8();
        let alone = plain.chinese && is_chinese(letter);
        for letter in plainly(letter, plain) {
            let alone = alone || is_punctuation(letter);
            match words.last_mut().filter(|_| open && !alone) {
                Some(word) => {
                    word.plain.push(letter);
                    word.bytes.end = bytes.end;
                }
                None => words.push(Word { plain: letter.to_string(), bytes: bytes.clone() }),
            }
            open = !alone;
        }
    }
    words
}

/// A letter without its accents and small, as far as the model wants it.
fn plainly(letter: char, plain: Plain) -> Vec<char> {
    let apart: Vec<char> = if plain.strip_accents {
        let is_accent = |c: &char| get_general_category(*c) == Category::NonspacingMark;
        std::iter::once(letter).nfd().filter(|c| !is_accent(c)).collect()
    } else {
        vec![letter]
    };
    if plain.lowercase { apart.into_iter().flat_map(char::to_lowercase).collect() } else { apart }
}

/// Signs that are not seen, and those that stand for bytes that were none.
fn is_unseen(letter: char) -> bool {
    if matches!(letter, '\t' | '\n' | '\r') {
        return false;
    }
    letter == '\u{fffd}'
        || matches!(
            get_general_category(letter),
            Category::Control | Category::Format | Category::PrivateUse | Category::Unassigned
        )
}

fn is_punctuation(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || matches!(
            get_general_category(letter),
            Category::ConnectorPunctuation
                | Category::DashPunctuation
                | Category::OpenPunctuation
                | Category::ClosePunctuation
                | Category::InitialPunctuation
                | Category::FinalPunctuation
                | Category::OtherPunctuation
        )
}

/// The blocks of ideographs that BERT parts.
fn is_chinese(letter: char) -> bool {
    matches!(letter,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b920}'..='\u{2ceaf}'
        | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNCASED: Plain =
        Plain { lowercase: true, strip_accents: true, chinese: true, clean: true };
    const CASED: Plain =
        Plain { lowercase: false, strip_accents: false, chinese: true, clean: true };

    fn plain(text: &str, how: Plain) -> Vec<String> {
        words(text, how).into_iter().map(|word| word.plain).collect()
    }

    #[test]
    fn punctuation_parts_words_and_case_and_accents_go_where_the_model_wants_it() {
        assert_eq!(
            plain("Al-Shabaab's Café.", UNCASED),
            ["al", "-", "shabaab", "'", "s", "cafe", "."]
        );
        assert_eq!(plain("Café «no»", CASED), ["Café", "«", "no", "»"]);
        assert_eq!(plain("ÀÉ\u{200b}x 在北a", UNCASED), ["aex", "在", "北", "a"]);
        assert_eq!(plain(" \n\u{7}", UNCASED), Vec::<String>::new());
    }

    #[test]
    fn each_word_knows_its_bytes_whatever_was_taken_off() {
        for text in ["Kundûz — Ḩarūn’s  ﬁre", "İstanbul ẞ", "a\u{301}b\u{200d}c", "\u{37e}x"]
        {
            let found = words(text, UNCASED);
            let mut last = 0;
            for word in &found {
                assert!(word.bytes.start >= last, "{text}: {found:?}");
                assert!(text.get(word.bytes.clone()).is_some(), "{text}: {word:?}");
                last = word.bytes.start;
            }
        }
        let text = "Kundûz — x";
        let found = words(text, UNCASED);
        assert_eq!(&text[found[0].bytes.clone()], "Kundûz");
        assert_eq!(&text[found[1].bytes.clone()], "—");
    }

    #[test]
    fn bytes_of_words_are_those_that_the_reference_gives() {
        // Offsets of BertWordPieceTokenizer (Hugging Face tokenizers 0.23.3), in bytes, pieces of a word joined.
        type Case = (&'static str, &'static [(usize, usize)]);
        let cases: [Case; 10] = [
            (
                "Al-Shabaab's Café.",
                &[(0, 2), (2, 3), (3, 10), (10, 11), (11, 12), (13, 18), (18, 19)],
            ),
            ("in KUNDÛZ — «no»", &[(0, 2), (3, 10), (11, 14), (15, 17), (17, 19), (19, 21)]),
            ("ÀÉ\u{200b}x 在北a", &[(0, 8), (9, 12), (12, 15), (15, 16)]),
            ("a\u{301}b\u{200d}b", &[(0, 8)]),
            ("\u{37e}x", &[(0, 2), (2, 3)]),
            ("İstanbul is", &[(0, 9), (10, 12)]),
            ("ﬁre fire", &[(0, 5), (6, 10)]),
            ("a\u{a0}b\tb\nb", &[(0, 1), (3, 4), (5, 6), (7, 8)]),
            ("a\u{fffd}b", &[(0, 5)]),
            ("₤ no $no +no", &[(0, 3), (4, 6), (7, 8), (8, 10), (11, 12), (12, 14)]),
        ];
        for (text, bytes) in cases {
            let found = words(text, UNCASED);
            let found: Vec<(usize, usize)> =
                found.into_iter().map(|word| (word.bytes.start, word.bytes.end)).collect();
            assert_eq!(found, bytes, "{text}");
        }
    }
}
