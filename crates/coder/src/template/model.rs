//! The models that ship with the program, and what they say of a document.

use super::candidate::candidates;
use super::fill::{Chances, Cuts, Incident, Scored, fill};
use super::page::Page;
use super::role;
use super::train::Trained;
use super::triggers::Triggers;
use crate::linear::{Feature, Model, ModelError, chance};
use crate::tag::Tagger;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::ops::Range;
use thiserror::Error;

const ORGANISATIONS: &str = include_str!("../../../../data/lexicons/organisations.toml");
const KINDS: &[u8] = include_bytes!("../../../../data/models/incident-kinds.tsv.zst");
const SENTENCES: &[u8] = include_bytes!("../../../../data/models/incident-sentences.tsv.zst");
const ROLES: &[u8] = include_bytes!("../../../../data/models/incident-roles.tsv.zst");
const CUTS: &str = include_str!("../../../../data/models/incident-cuts.toml");

/// Chances of a kind or a role below this are not looked into.
const CHANCE_MIN: f32 = 0.08;

/// Why the embedded files cannot be used.
#[derive(Debug, Error)]
pub enum IncidentsError {
    /// A model is damaged.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A list is damaged.
    #[error("a word list or the cuts under data/ cannot be read: {0}")]
    List(#[from] toml::de::Error),
}

#[derive(Debug, Deserialize)]
struct Organisations {
    names: Vec<String>,
}

/// What is needed before any model: the tagger and the lists.
#[derive(Debug)]
pub struct Base {
    tagger: Tagger,
    triggers: Triggers,
    /// Names as words, by their first word, the longest first.
    organisations: FxHashMap<String, Vec<Vec<String>>>,
    organisation_words: FxHashSet<String>,
}

impl Base {
    /// The tagger and lists that ship with the program.
    ///
    /// # Errors
    /// An embedded file is damaged.
    pub fn embedded() -> Result<Self, IncidentsError> {
        let list: Organisations = toml::from_str(ORGANISATIONS)?;
        let mut organisations: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
        let mut organisation_words = FxHashSet::default();
        for name in &list.names {
            let tokens = crate::token::Tokens::new(name);
            let words: Vec<String> =
                (0..tokens.tokens.len()).map(|i| tokens.word(i).to_owned()).collect();
            organisation_words.extend(words.iter().cloned());
            if let Some(first) = words.first() {
                organisations.entry(first.clone()).or_default().push(words);
            }
        }
        organisations
            .values_mut()
            .for_each(|names| names.sort_by_key(|name| std::cmp::Reverse(name.len())));
        Ok(Self {
            tagger: Tagger::embedded()?,
            triggers: Triggers::embedded()?,
            organisations,
            organisation_words,
        })
    }

    /// Prepares a text for the models.
    pub(super) fn page<'a>(&'a self, text: &'a str) -> Page<'a> {
        Page::new(text, &self.tagger, &self.triggers, |word| self.organisation_words.contains(word))
    }

    /// Tokens of the names of organisations in a page, none within another.
    pub(super) fn organisations(&self, page: &Page<'_>) -> Vec<Range<usize>> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < page.lower.len() {
            let names = self.organisations.get(&page.lower[at]);
            let name = names.into_iter().flatten().find(|name| page.lower[at..].starts_with(name));
            let length = name.map_or(1, Vec::len);
            if name.is_some() {
                found.push(at..at + length);
            }
            at += length;
        }
        found
    }
}

/// Tells the incidents that a document reports.
#[derive(Debug)]
pub struct Incidents {
    base: Base,
    sentences: Model,
    kinds: Model,
    roles: Model,
    cuts: Cuts,
}

impl Incidents {
    /// The models that ship with the program.
    ///
    /// # Errors
    /// An embedded file is damaged.
    pub fn embedded() -> Result<Self, IncidentsError> {
        let (kinds, roles) = (Model::parse_compressed(KINDS)?, Model::parse_compressed(ROLES)?);
        let sentences = Model::parse_compressed(SENTENCES)?;
        Ok(Self { base: Base::embedded()?, sentences, kinds, roles, cuts: toml::from_str(CUTS)? })
    }

    /// Other models.
    ///
    /// # Errors
    /// A text is no model.
    pub fn new(base: Base, trained: &Trained, cuts: Cuts) -> Result<Self, ModelError> {
        let sentences = Model::parse(&trained.sentences)?;
        let (kinds, roles) = (Model::parse(&trained.kinds)?, Model::parse(&trained.roles)?);
        Ok(Self { base, sentences, kinds, roles, cuts })
    }

    /// The same models with other cuts.
    #[must_use]
    pub fn with_cuts(self, cuts: Cuts) -> Self {
        Self { cuts, ..self }
    }

    /// What the models were built upon.
    #[must_use]
    pub fn into_base(self) -> Base {
        self.base
    }

    /// The incidents of a text, in the order of their kinds.
    #[must_use]
    pub fn read(&self, text: &str) -> Vec<Incident> {
        fill(&self.chances(text), &self.cuts)
    }

    pub(super) fn chances(&self, text: &str) -> Chances {
        let page = self.base.page(text);
        let told = sentence_chances(&self.sentences, &page);
        let kinds = chances_of(&self.kinds, &page.features(&told));
        let mut chances = Chances { kinds, candidates: Default::default() };
        if kinds.iter().all(|&chance| chance < CHANCE_MIN) {
            return chances;
        }
        let organisations = self.base.organisations(&page);
        let found = candidates(&page, &organisations);
        let plain: Vec<Vec<String>> = found
            .iter()
            .map(|candidate| role::features(&page, candidate, &organisations))
            .collect();
        for kind in (0..kinds.len()).filter(|&kind| kinds[kind] >= CHANCE_MIN) {
            for (candidate, plain) in found.iter().zip(&plain) {
                let roles = chances_of(&self.roles, &role::for_kind(plain, kind, candidate, &told));
                if roles.iter().any(|&chance| chance >= CHANCE_MIN) {
                    let span = page.tokens.span(candidate.occurrences[0].tokens.clone());
                    chances.candidates[kind].push(Scored::new(candidate.clone(), span, roles));
                }
            }
        }
        chances
    }
}

/// The chance of each sentence to tell of each kind of incident.
pub(super) fn sentence_chances(model: &Model, page: &Page<'_>) -> Vec<[f32; 6]> {
    (0..page.sentences.len())
        .map(|number| chances_of(model, &page.sentence_features(number)))
        .collect()
}

/// The chances of a model's first classes.
fn chances_of<const N: usize>(model: &Model, names: &[String]) -> [f32; N] {
    let features: Vec<Feature> = names.iter().map(|name| Feature::named(name)).collect();
    let scores = model.scores(&features);
    std::array::from_fn(|class| scores.get(class).map_or(0.0, |&score| chance(score)))
}
