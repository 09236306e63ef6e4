//! The tagger that ships with the program.

use super::features::{Words, plain};
use crate::linear::{Feature, Model, ModelError, best};
use crate::token::{Case, Tokens};
use std::ops::Range;

/// The model, made by the training command.
const MODEL: &[u8] = include_bytes!("../../../../data/models/tagger.tsv.zst");

/// A part of speech by its place in [`Tagger::tags`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(pub u16);

/// Gives each token its part of speech.
#[derive(Debug)]
pub struct Tagger {
    model: Model,
}

impl Tagger {
    /// The tagger that ships with the program.
    ///
    /// # Errors
    /// The embedded file is damaged.
    pub fn embedded() -> Result<Self, ModelError> {
        Ok(Self::new(Model::parse_compressed(MODEL)?))
    }

    /// A tagger by another model.
    #[must_use]
    pub fn new(model: Model) -> Self {
        Self { model }
    }

    /// Names of all tags, in the order of [`Tag`].
    #[must_use]
    pub fn tags(&self) -> &[String] {
        &self.model.head().classes
    }

    /// The name of a tag.
    #[must_use]
    pub fn name(&self, tag: Tag) -> &str {
        self.tags().get(usize::from(tag.0)).map_or("X", String::as_str)
    }

    /// Whether a word in lower case is one that the tagger knows, and not foremost as a name.
    #[must_use]
    pub fn is_common(&self, word: &str) -> bool {
        let scores = self.model.scores(&[Feature::new(&["w", &plain(word)])]);
        let best = best(&scores);
        scores.get(best).is_some_and(|&score| score > 0.0) && !self.tags()[best].starts_with("NNP")
    }

    /// One tag for each token of a sentence.
    #[must_use]
    pub fn tag(&self, tokens: &Tokens<'_>, sentence: Range<usize>) -> Vec<Tag> {
        let cased = tokens.case == Case::Mixed && !shouted(tokens, sentence.clone());
        self.tag_words(sentence.map(|index| tokens.word(index)), cased)
    }

    /// One name of a tag for each token of a text, sentence by sentence.
    #[must_use]
    pub fn tag_all(&self, tokens: &Tokens<'_>) -> Vec<&str> {
        let mut tags = Vec::with_capacity(tokens.tokens.len());
        for sentence in &tokens.sentences {
            tags.extend(self.tag(tokens, sentence.clone()).into_iter().map(|tag| self.name(tag)));
        }
        tags
    }

    /// One tag for each word; `cased` says whether capitals mean anything.
    #[must_use]
    pub fn tag_words<'a>(&self, words: impl Iterator<Item = &'a str>, cased: bool) -> Vec<Tag> {
        let words = Words::new(words, cased);
        let mut tags: Vec<Tag> = Vec::with_capacity(words.len());
        let mut scores = vec![0.0_f32; self.tags().len()];
        for index in 0..words.len() {
            let before =
                |back: usize| index.checked_sub(back).map_or("<s>", |at| self.name(tags[at]));
            scores.fill(0.0);
            words.each(index, [before(1), before(2)], |parts| {
                self.model.add(Feature::new(parts), &mut scores);
            });
            tags.push(Tag(u16::try_from(best(&scores)).unwrap_or(0)));
        }
        tags
    }
}

/// Whether a sentence is all capitals in a text that is not, as a headline is.
fn shouted(tokens: &Tokens<'_>, sentence: Range<usize>) -> bool {
    let words = tokens.words(sentence);
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<String> {
        let tagger = Tagger::embedded().expect("embedded model");
        tagger.tag_all(&Tokens::new(text)).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn capitals_and_lower_case_are_tagged_alike() {
        let expected = ["DT", "NNS", "VBD", "VBN", "IN", "NNS", "."];
        let text = "The villages were attacked by rebels.";
        assert_eq!(tags(text), expected);
        assert_eq!(tags(&text.to_uppercase()), expected);
        assert_eq!(tags(&text.to_lowercase()), expected);
    }

    #[test]
    fn nothing_has_no_tags() {
        assert!(tags("").is_empty());
    }
}
