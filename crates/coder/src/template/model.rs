//! The models that ship with the program, and what they say of a document.

use super::boost::TreesError;
use super::candidate::{Candidate, Occurrence, candidates};
use super::classes::Classes;
use super::decide::Decisions;
use super::detail::{Details, details};
use super::fill::{CHANCE_MIN, Chances, Cuts, Facts, Incident, Scored, Told, fill};
use super::page::Page;
use super::role;
use super::train::Trained;
use super::triggers::Triggers;
use crate::linear::{Feature, Model, ModelError, chance};
use crate::names::Names;
use crate::tag::Tagger;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::ops::Range;
use thiserror::Error;

const ORGANISATIONS: &str = include_str!("../../../../data/lexicons/organisations.toml");
const DEMONYMS: &str = include_str!("../../../../data/lexicons/demonyms.toml");
const KINDS: &[u8] = include_bytes!("../../../../data/models/incident-kinds.tsv.zst");
const SENTENCES: &[u8] = include_bytes!("../../../../data/models/incident-sentences.tsv.zst");
const ROLES: &[u8] = include_bytes!("../../../../data/models/incident-roles.tsv.zst");
const DECISIONS: &[u8] = include_bytes!("../../../../data/models/incident-decisions.txt.zst");
const CUTS: &str = include_str!("../../../../data/models/incident-cuts.toml");

/// Candidates whose chances for all roles are below this are left out.
const ROLE_MIN: f32 = 0.03;

/// Why the embedded files cannot be used.
#[derive(Debug, Error)]
pub enum IncidentsError {
    /// A model is damaged.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The trees are damaged.
    #[error(transparent)]
    Trees(#[from] TreesError),
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
    classes: Classes,
    /// Names as words, by their first word, the longest first.
    organisations: FxHashMap<String, Vec<Vec<String>>>,
    organisation_words: FxHashSet<String>,
    /// ISO 3166-1 alpha-3 codes by who is of the country, in one word.
    demonyms: FxHashMap<String, String>,
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
            classes: Classes::embedded()?,
            organisations,
            organisation_words,
            demonyms: demonyms()?,
        })
    }

    /// The country whose people a word in lower case names.
    pub(super) fn country_of(&self, word: &str) -> Option<&str> {
        self.demonyms.get(word).map(String::as_str)
    }

    /// Prepares a text for the models.
    pub(super) fn page<'a>(&'a self, text: &'a str) -> Page<'a> {
        Page::new(text, &self.tagger, &self.triggers, &self.classes, |word| {
            self.organisation_words.contains(word)
        })
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

fn demonyms() -> Result<FxHashMap<String, String>, toml::de::Error> {
    let lists: FxHashMap<String, Vec<String>> = toml::from_str(DEMONYMS)?;
    let words = lists.into_iter().flat_map(|(country, words)| {
        words
            .into_iter()
            .filter(|word| !word.contains(' '))
            .map(move |word| (word, country.clone()))
    });
    Ok(words.collect())
}

/// The linear models.
#[derive(Debug)]
pub(super) struct Linear {
    pub(super) sentences: Model,
    pub(super) kinds: Model,
    pub(super) roles: Model,
}

/// Tells the incidents that a document reports.
#[derive(Debug)]
pub struct Incidents {
    base: Base,
    linear: Linear,
    decisions: Decisions,
    cuts: Cuts,
}

impl Incidents {
    /// The models that ship with the program.
    ///
    /// # Errors
    /// An embedded file is damaged.
    pub fn embedded() -> Result<Self, IncidentsError> {
        let linear = Linear {
            sentences: Model::parse_compressed(SENTENCES)?,
            kinds: Model::parse_compressed(KINDS)?,
            roles: Model::parse_compressed(ROLES)?,
        };
        let text = zstd::decode_all(DECISIONS).map_err(|_| ModelError::Compressed)?;
        let decisions = Decisions::parse(&String::from_utf8_lossy(&text))?;
        Ok(Self { base: Base::embedded()?, linear, decisions, cuts: toml::from_str(CUTS)? })
    }

    /// Other models.
    ///
    /// # Errors
    /// A text is no model.
    pub fn new(base: Base, trained: &Trained) -> Result<Self, IncidentsError> {
        let linear = Linear {
            sentences: Model::parse(&trained.sentences)?,
            kinds: Model::parse(&trained.kinds)?,
            roles: Model::parse(&trained.roles)?,
        };
        let decisions = Decisions::parse(&trained.decisions)?;
        Ok(Self { base, linear, decisions, cuts: trained.cuts.clone() })
    }

    /// The incidents of a text, in the order of their kinds.
    #[must_use]
    pub fn read(&self, text: &str) -> Vec<Incident> {
        let chances = self.linear.chances(&self.base, &self.base.page(text));
        fill(&chances, &self.decisions.decide(&chances), &self.cuts)
    }

    /// More of an incident of a text that was written on a day; `names` gives countries.
    #[must_use]
    pub fn details(
        &self,
        names: &Names,
        text: &str,
        written: Option<Date>,
        incident: &Incident,
    ) -> Details {
        details(&self.base, names, text, written, incident)
    }
}

impl Linear {
    /// What the models say of a document.
    pub(super) fn chances(&self, base: &Base, page: &Page<'_>) -> Chances {
        let told = sentence_chances(&self.sentences, page);
        let kinds = chances_of(&self.kinds, &page.features(&told));
        let mut chances = Chances {
            kinds,
            told: std::array::from_fn(|kind| told_of(&told, kind)),
            sentences: page.sentences.len(),
            candidates: Default::default(),
            marks: (0..page.sentences.len()).map(|number| page.marks(number)).collect(),
            by_sentence: told,
        };
        if kinds.iter().all(|&chance| chance < CHANCE_MIN) {
            return chances;
        }
        let told = chances.by_sentence.clone();
        let organisations = base.organisations(page);
        let found = candidates(page, &organisations);
        let plain: Vec<Vec<String>> =
            found.iter().map(|candidate| role::features(page, candidate, &organisations)).collect();
        for kind in (0..kinds.len()).filter(|&kind| kinds[kind] >= CHANCE_MIN) {
            for (candidate, plain) in found.iter().zip(&plain) {
                let all: [f32; 6] =
                    chances_of(&self.roles, &role::for_kind(plain, kind, candidate, &told));
                if all.iter().any(|&chance| chance >= ROLE_MIN) {
                    let roles = std::array::from_fn(|role| all[role]);
                    let span = page.tokens.span(candidate.occurrences[0].tokens.clone());
                    let facts =
                        Facts { described: all[5], ..facts(page, candidate, &told, kind, plain) };
                    chances.candidates[kind].push(Scored::new(
                        candidate.clone(),
                        span,
                        roles,
                        facts,
                    ));
                }
            }
        }
        chances
    }
}

fn told_of(told: &[[f32; 6]], kind: usize) -> Told {
    const LEAD: usize = 3;
    const TELLS: f32 = 0.3;
    let chances = || told.iter().map(|chances| chances[kind]);
    let mut ranked: Vec<f32> = chances().collect();
    ranked.sort_by(|a, b| b.total_cmp(a));
    Told {
        ranked: std::array::from_fn(|rank| ranked.get(rank).copied().unwrap_or(0.0)),
        telling: chances().filter(|&chance| chance >= TELLS).count(),
        lead: chances().take(LEAD).fold(0.0, f32::max),
        first: chances().position(|chance| chance >= TELLS).unwrap_or(told.len()),
    }
}

fn facts(
    page: &Page<'_>,
    candidate: &Candidate,
    told: &[[f32; 6]],
    kind: usize,
    features: &[String],
) -> Facts {
    let most = |places: &[Occurrence]| {
        places.iter().map(|place| told[place.sentence][kind]).fold(0.0, f32::max)
    };
    let own = most(&candidate.occurrences);
    let tokens = candidate.occurrences[0].tokens.clone();
    Facts {
        told: own,
        told_kin: most(&candidate.kin).max(own),
        kin: candidate.kin.len(),
        names: tokens.filter(|&at| page.is_name(at)).count(),
        organisation: features.iter().any(|feature| feature == "org"),
        described: 0.0,
        class: class(features),
        counted: page.noun(candidate.occurrences[0].tokens.start) == "number",
    }
}

/// The class of a candidate's head by its place in a line from who attacks to what is attacked.
fn class(features: &[String]) -> u8 {
    const LINE: [&str; 23] = [
        "armed",
        "criminal",
        "band",
        "people",
        "soldiers",
        "police",
        "organisation",
        "name",
        "number",
        "-",
        "officials",
        "civilians",
        "dead",
        "settlement",
        "way",
        "vehicle",
        "aircraft",
        "utility",
        "business",
        "building",
        "gun",
        "blade",
        "incendiary",
    ];
    let class = features.iter().find_map(|feature| feature.strip_prefix("hc|")).unwrap_or("-");
    let place = LINE.iter().position(|known| *known == class).unwrap_or(LINE.len());
    u8::try_from(place).unwrap_or(u8::MAX)
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
