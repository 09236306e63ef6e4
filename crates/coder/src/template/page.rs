//! A document prepared for the models: tokens, tags, groups, stems.

use super::candidate::Occurrence;
use super::classes::Classes;
use super::fill::Marks;
use super::relation::{Relation, relations};
use super::stem::stem;
use super::triggers::Triggers;
use crate::tag::{Chunk, ChunkKind, Tagger, chunk};
use crate::time::{MONTHS, WEEKDAYS};
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
pub(super) struct Page<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) tags: Vec<&'a str>,
    pub(super) lower: Vec<String>,
    /// The stem of each word, or a mark for names and numbers.
    pub(super) stems: Vec<String>,
    pub(super) sentences: Vec<Sentence>,
    /// Kinds of incident that each token tells of.
    pub(super) kinds: Vec<u8>,
    classes: &'a Classes,
}

impl<'a> Page<'a> {
    /// Prepares a text.
    pub(super) fn new(
        text: &'a str,
        tagger: &'a Tagger,
        triggers: &Triggers,
        classes: &'a Classes,
        is_organisation_word: impl Fn(&str) -> bool,
    ) -> Self {
        let tokens = Tokens::new(text);
        let tags = tagger.tag_all(&tokens);
        let lower: Vec<String> =
            (0..tokens.tokens.len()).map(|i| tokens.word(i).to_lowercase()).collect();
        let mut kinds = Vec::with_capacity(lower.len());
        let mut stems = Vec::with_capacity(lower.len());
        for (token, word) in tokens.tokens.iter().zip(&lower) {
            let stem = stem(word);
            let told = triggers.kinds(&stem) | triggers.kinds(word);
            kinds.push(told);
            stems.push(if token.kind == TokenKind::Number {
                NUMBER.to_owned()
            } else if told != 0
                || token.kind == TokenKind::Mark
                || classes.noun(word).is_some()
                || classes.verb(word).is_some()
                || tagger.is_common(word)
                || is_organisation_word(word)
            {
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
                triggers: range
                    .clone()
                    .filter(|&i| kinds[i] != 0)
                    .map(|i| (i, stems[i].clone()))
                    .collect(),
            })
            .collect();
        Self { tokens, tags, lower, stems, sentences, kinds, classes }
    }

    /// The class of the noun at a token, `name` for names, else `-`.
    pub(super) fn noun(&self, index: usize) -> &str {
        match self.classes.noun(&self.lower[index]) {
            Some(class) => class,
            None if self.is_name(index) => "name",
            None if self.stems[index] == NUMBER => "number",
            None => "-",
        }
    }

    /// The class of the verb at a token, else `-`.
    pub(super) fn verb(&self, index: usize) -> &str {
        self.classes.verb(&self.lower[index]).unwrap_or("-")
    }

    /// Whether a token is a word that is not known, or known as a name.
    pub(super) fn is_name(&self, index: usize) -> bool {
        self.stems[index] == NAME
    }

    /// Whether a token stands within names: "de", "la".
    pub(super) fn is_particle(&self, index: usize) -> bool {
        matches!(
            self.lower[index].as_str(),
            "de" | "la" | "del" | "los" | "las" | "y" | "san" | "von" | "da" | "dos" | "el"
        )
    }

    /// The stem at a token, or a mark for what is outside of the text.
    pub(super) fn stem(&self, index: Option<usize>) -> &str {
        index.and_then(|index| self.stems.get(index)).map_or("_end", String::as_str)
    }

    /// Words with which something new is told, and dates.
    pub(super) fn marks(&self, number: usize) -> Marks {
        const ANEW: &[&str] = &[
            "another",
            "meanwhile",
            "elsewhere",
            "separately",
            "also",
            "second",
            "other",
            "later",
            "similarly",
            "addition",
            "furthermore",
            "moreover",
            "previously",
            "earlier",
            "hours",
        ];
        const DAYS: &[&str] = &["yesterday", "today", "tonight", "week", "month"];
        let is_dated = |word: &str| {
            DAYS.contains(&word)
                || MONTHS.contains(&word)
                || WEEKDAYS.iter().any(|(name, _)| *name == word)
        };
        let words = || self.sentences[number].tokens.clone().map(|at| self.lower[at].as_str());
        Marks { anew: words().any(|word| ANEW.contains(&word)), dated: words().any(is_dated) }
    }

    /// Features of a sentence, each once.
    pub(super) fn sentence_features(&self, number: usize) -> Vec<String> {
        let sentence = &self.sentences[number];
        let mut features = vec!["bias".to_owned()];
        self.words(sentence, |stem, next| {
            features.push(format!("u|{stem}"));
            if let Some(next) = next {
                features.push(format!("b|{stem}|{next}"));
            }
        });
        let mut verb: Option<&str> = None;
        for chunk in &sentence.chunks {
            let stem = &self.stems[chunk.head];
            match chunk.kind {
                ChunkKind::Verb { passive, negated } => {
                    features
                        .push(format!("v|{stem}|{passive}|{negated}|{}", self.tags[chunk.head]));
                    verb = Some(stem);
                }
                ChunkKind::Noun => {
                    if let Some(verb) = verb.take() {
                        features.push(format!("vo|{verb}|{stem}"));
                    }
                }
            }
        }
        self.relations(number, &mut features);
        for pair in told(sentence) {
            features.push(format!("tt|{}|{}", pair.0, pair.1));
        }
        features.push(format!("lead|{}", number.min(4)));
        let names = sentence.tokens.clone().any(|i| self.stems[i] == NAME);
        features.push(format!("names|{names}"));
        if sentence.triggers.is_empty() {
            features.push("silent".to_owned());
        }
        features.sort_unstable();
        features.dedup();
        features
    }

    /// Features of the document as a whole, each once. `chances` are those of each sentence for each kind.
    pub(super) fn features(&self, chances: &[[f32; 6]]) -> Vec<String> {
        const LEAD: usize = 3;
        let mut features = vec!["bias".to_owned()];
        for (number, sentence) in self.sentences.iter().enumerate() {
            self.words(sentence, |stem, next| {
                features.push(format!("u|{stem}"));
                if number < LEAD {
                    features.push(format!("lead|{stem}"));
                }
                if let Some(next) = next {
                    features.push(format!("b|{stem}|{next}"));
                }
            });
            self.relations(number, &mut features);
            for pair in told(sentence) {
                features.push(format!("tt|{}|{}", pair.0, pair.1));
            }
        }
        for kind in 0..6 {
            let count = self.kinds.iter().filter(|told| **told >> kind & 1 == 1).count();
            for step in [1, 2, 4, 8, 16].into_iter().filter(|&step| count >= step) {
                features.push(format!("k|{kind}|{step}"));
            }
            let mut ranked: Vec<f32> = chances.iter().map(|chances| chances[kind]).collect();
            ranked.sort_by(|a, b| b.total_cmp(a));
            for (rank, &chance) in ranked.iter().take(3).enumerate() {
                for step in STEPS.iter().filter(|&&step| chance >= step) {
                    features.push(format!("s|{kind}|{rank}|{step}"));
                }
            }
            let lead = chances.iter().take(LEAD).map(|chances| chances[kind]).fold(0.0, f32::max);
            for step in STEPS.iter().filter(|&&step| lead >= step) {
                features.push(format!("sl|{kind}|{step}"));
            }
        }
        features.sort_unstable();
        features.dedup();
        features
    }

    /// Who does what to whom in a sentence, by classes of nouns and verbs.
    fn relations(&self, number: usize, features: &mut Vec<String>) {
        let groups = self.sentences[number].chunks.iter().enumerate();
        for (chunk, group) in groups.filter(|(_, group)| group.kind == ChunkKind::Noun) {
            let place =
                Occurrence { sentence: number, chunk: Some(chunk), tokens: group.tokens.clone() };
            let noun = self.noun(group.head);
            for relation in relations(self, &place).into_iter().filter(|found| found.class != "-") {
                let Relation { name, class, voice, far, .. } = relation;
                features.push(format!("rel|{name}|{class}|{voice}|{noun}"));
                if let Some(far) = far {
                    features.push(format!("rel|{name}|{class}|{voice}|{noun}|{far}"));
                }
            }
        }
    }

    /// Gives each word of a sentence with the one after it.
    fn words<'p>(&'p self, sentence: &Sentence, mut take: impl FnMut(&'p str, Option<&'p str>)) {
        let kept = |&i: &usize| self.tokens.tokens[i].kind != TokenKind::Mark;
        let words: Vec<usize> = sentence.tokens.clone().filter(kept).collect();
        for (at, &index) in words.iter().enumerate() {
            take(&self.stems[index], words.get(at + 1).map(|&next| self.stems[next].as_str()));
        }
    }
}

/// Chances at which features of a chance begin.
pub(super) const STEPS: [f32; 8] = [0.03, 0.06, 0.12, 0.2, 0.3, 0.45, 0.6, 0.8];

/// Pairs of different triggers of a sentence.
fn told(sentence: &Sentence) -> Vec<(&str, &str)> {
    let mut told: Vec<&str> = sentence.triggers.iter().map(|(_, stem)| stem.as_str()).collect();
    told.sort_unstable();
    told.dedup();
    told.truncate(12);
    let rest = |at: usize| told[at + 1..].to_vec();
    (0..told.len())
        .flat_map(|at| rest(at).into_iter().map(move |second| (at, second)))
        .map(|(at, second)| (told[at], second))
        .collect()
}

/// A stem without what parts names in a file.
fn plain(stem: &str) -> String {
    stem.replace(['|', '\t', '\n'], "_")
}
