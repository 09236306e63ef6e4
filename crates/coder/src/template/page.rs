//! A document prepared for the models: tokens, tags, groups, stems.

use super::stem::stem;
use super::triggers::Triggers;
use crate::tag::{Chunk, Tagger, chunk};
use crate::token::{TokenKind, Tokens};

/// What stands for a name in features.
const NAME: &str = "_name";
/// What stands for a number in features.
const NUMBER: &str = "_number";

/// A sentence's tokens and groups.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) tokens: std::ops::Range<usize>,
    pub(super) chunks: Vec<Chunk>,
    /// Stems of triggers with the token that each stands at.
    pub(super) triggers: Vec<(usize, String)>,
}

/// A document as the models see it.
#[derive(Debug)]
pub struct Page<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) tags: Vec<&'a str>,
    pub(super) lower: Vec<String>,
    /// The stem of each word, or a mark for names and numbers.
    pub(super) stems: Vec<String>,
    pub(super) sentences: Vec<Sentence>,
    /// Kinds of incident that each token tells of.
    pub(super) kinds: Vec<u8>,
}

impl<'a> Page<'a> {
    /// Prepares a text.
    pub(super) fn new(
        text: &'a str,
        tagger: &'a Tagger,
        triggers: &Triggers,
        is_organisation_word: impl Fn(&str) -> bool,
    ) -> Self {
        let tokens = Tokens::new(text);
        let tags = tagger.tag_all(&tokens);
        let lower: Vec<String> = (0..tokens.tokens.len()).map(|i| tokens.word(i).to_lowercase()).collect();
        let mut kinds = Vec::with_capacity(lower.len());
        let mut stems = Vec::with_capacity(lower.len());
        for (token, word) in tokens.tokens.iter().zip(&lower) {
            let stem = stem(word);
            let told = triggers.kinds(&stem) | triggers.kinds(word);
            kinds.push(told);
            stems.push(if token.kind == TokenKind::Number {
                NUMBER.to_owned()
            } else if told != 0 || token.kind == TokenKind::Mark || tagger.is_common(word) || is_organisation_word(word) {
                plain(&stem)
            } else {
                NAME.to_owned()
            });
        }
        let sentences = tokens
            .sentences
            .iter()
            .map(|range| Sentence {
                tokens: range.clone(),
                chunks: chunk(&tokens, &tags, range.clone()),
                triggers: range.clone().filter(|&i| kinds[i] != 0).map(|i| (i, stems[i].clone())).collect(),
            })
            .collect();
        Self { tokens, tags, lower, stems, sentences, kinds }
    }

    /// The stem at a token, or a mark for what is outside of the text.
    pub(super) fn stem(&self, index: Option<usize>) -> &str {
        index.and_then(|index| self.stems.get(index)).map_or("_end", String::as_str)
    }

    /// Features of the document as a whole, each once.
    pub(super) fn features(&self) -> Vec<String> {
        const LEAD: usize = 3;
        let mut features = vec!["bias".to_owned()];
        for (number, sentence) in self.sentences.iter().enumerate() {
            let words: Vec<usize> = sentence
                .tokens
                .clone()
                .filter(|&i| self.tokens.tokens[i].kind != TokenKind::Mark)
                .collect();
            for (at, &index) in words.iter().enumerate() {
                let stem = &self.stems[index];
                features.push(format!("u|{stem}"));
                if number < LEAD {
                    features.push(format!("lead|{stem}"));
                }
                if let Some(&next) = words.get(at + 1) {
                    features.push(format!("b|{stem}|{}", self.stems[next]));
                }
            }
            for chunk in &sentence.chunks {
                if let crate::tag::ChunkKind::Verb { passive, negated } = chunk.kind {
                    let tense = self.tags[chunk.head];
                    features.push(format!("v|{}|{passive}|{negated}|{tense}", self.stems[chunk.head]));
                }
            }
            let mut told: Vec<&str> = sentence.triggers.iter().map(|(_, stem)| stem.as_str()).collect();
            told.sort_unstable();
            told.dedup();
            for (at, first) in told.iter().enumerate() {
                for second in &told[at + 1..] {
                    features.push(format!("tt|{first}|{second}"));
                }
            }
        }
        for kind in 0..6 {
            let count = self.kinds.iter().filter(|told| **told >> kind & 1 == 1).count();
            for step in [1, 2, 4, 8, 16].into_iter().filter(|&step| count >= step) {
                features.push(format!("k|{kind}|{step}"));
            }
        }
        features.sort_unstable();
        features.dedup();
        features
    }
}

/// A stem without what parts names in a file.
fn plain(stem: &str) -> String {
    stem.replace(['|', '\t', '\n'], "_")
}
