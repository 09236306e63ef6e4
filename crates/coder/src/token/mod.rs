//! Text into sentences and tokens, each with its bytes.
//!
//! Tokens follow the habits of Universal Dependencies for English: clitics stand apart (`did` `n't`,
//! `army` `'s`), hyphens between words are tokens, an abbreviation keeps its period, a number keeps its
//! commas. No rule asks for capitals where the text has none: [`Case`] says what a text is written in.

mod abbreviation;
mod case;
mod sentence;
mod split;

pub use case::Case;
pub use sentence::SENTENCE_TOKENS_MAX;

use crate::Span;
use std::ops::Range;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits, apostrophes or periods among them.
    Word,
    /// Digits, perhaps with commas and periods between them.
    Number,
    /// A mark of punctuation.
    Mark,
}

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether blank stands before it.
    pub spaced: bool,
}

/// A text cut into tokens and sentences.
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    /// The text that all spans are of.
    pub text: &'a str,
    /// How the text is written.
    pub case: Case,
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of `tokens`, in order and without gaps.
    pub sentences: Vec<Range<usize>>,
}

impl<'a> Tokens<'a> {
    /// Cuts a text. Takes time that grows with the length of the text alone.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let case = Case::of(text);
        let tokens = split::split(text);
        let sentences = sentence::sentences(text, case, &tokens);
        Self { text, case, tokens, sentences }
    }

    /// The words of a token, empty past the end.
    #[must_use]
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| self.text.get(token.span.range()).unwrap_or(""))
    }

    /// The bytes from the first to the last of some tokens.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        match (
            self.tokens.get(range.start),
            range.end.checked_sub(1).and_then(|i| self.tokens.get(i)),
        ) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// The text of some tokens as it stands.
    #[must_use]
    pub fn words(&self, range: Range<usize>) -> &'a str {
        self.text.get(self.span(range).range()).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text);
        (0..tokens.tokens.len()).map(|i| tokens.word(i)).collect()
    }

    fn sentences(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text);
        tokens.sentences.iter().map(|range| tokens.words(range.clone())).collect()
    }

    #[test]
    fn clitics_and_hyphens_stand_apart_and_numbers_keep_their_commas() {
        assert_eq!(
            words("It didn't say 3,000-4,000."),
            ["It", "did", "n't", "say", "3,000", "-", "4,000", "."]
        );
        assert_eq!(words("the army's AK-47s"), ["the", "army", "'s", "AK", "-", "47s"]);
        assert_eq!(words("4.5% (about $3)"), ["4.5", "%", "(", "about", "$", "3", ")"]);
    }

    #[test]
    fn an_abbreviation_keeps_its_period_and_does_not_end_a_sentence() {
        let text = "Col. Isaacs left the U.S. embassy on Jan. 3. He said nothing.";
        assert_eq!(
            sentences(text),
            ["Col. Isaacs left the U.S. embassy on Jan. 3.", "He said nothing."]
        );
    }

    #[test]
    fn text_in_capitals_or_without_any_is_cut_like_other_text() {
        let text = "THE ARMY DENIED IT. COL. ISAACS SAID SO.";
        assert_eq!(sentences(text), ["THE ARMY DENIED IT.", "COL. ISAACS SAID SO."]);
        let lower = text.to_lowercase();
        assert_eq!(sentences(&lower), ["the army denied it.", "col. isaacs said so."]);
    }

    #[test]
    fn a_line_that_breaks_does_not_end_a_sentence_and_a_blank_line_does() {
        assert_eq!(
            sentences("Rebels attacked\nthe town.\n\nHEADLINE\n\nThen they left."),
            ["Rebels attacked\nthe town.", "HEADLINE", "Then they left."]
        );
    }

    #[test]
    fn a_sentence_has_an_end_however_long_it_is() {
        let text = "word ".repeat(10_000);
        let tokens = Tokens::new(&text);
        assert!(tokens.sentences.iter().all(|range| range.len() <= SENTENCE_TOKENS_MAX));
    }

    proptest! {
        #[test]
        fn tokens_hold_every_byte_that_is_not_blank(text in "\\PC{0,80}") {
            let tokens = Tokens::new(&text);
            let mut end = 0;
            for token in &tokens.tokens {
                let range = token.span.range();
                prop_assert!(text[end..range.start].chars().all(|c| c.is_whitespace() || c.is_control()));
                prop_assert!(!range.is_empty());
                end = range.end;
            }
            prop_assert!(text[end..].chars().all(|c| c.is_whitespace() || c.is_control()));
        }

        #[test]
        fn sentences_hold_every_token_once(text in "[A-Za-z .?!\"\\n]{0,120}") {
            let tokens = Tokens::new(&text);
            let mut next = 0;
            for range in &tokens.sentences {
                prop_assert_eq!(range.start, next);
                prop_assert!(!range.is_empty());
                next = range.end;
            }
            prop_assert_eq!(next, tokens.tokens.len());
        }
    }
}
