//! Training of the models, and of the chances from which something is taken.

use super::candidate::candidates;
use super::fill::{Chances, Cuts, Incident, fill};
use super::model::{Base, Incidents, sentence_chances};
use super::page::Page;
use super::role;
use crate::linear::{Head, Logistic, Model, ModelError, Training};
use crate::muc4::{Document, INCIDENTS, ROLES, Template, normalise, score};
use rustc_hash::FxHashSet;

/// Of the candidates that fill no role, each how many-th is learned from, and what it then weighs.
const EMPTY_EVERY: usize = 3;
const EMPTY_WEIGHT: f32 = 2.0;

/// Weights below this are left out of the files.
const WEIGHT_MIN: f32 = 0.05;

/// How the models are trained; found on a quarter of the training documents that was held out.
const SENTENCES: Training = Training { rounds: 8, rate: 0.1, pull: 5e-3, examples_min: 3 };
const KINDS: Training = Training { rounds: 15, rate: 0.1, pull: 2e-2, examples_min: 3 };
const PARTS: Training = Training { rounds: 10, rate: 0.1, pull: 1e-2, examples_min: 4 };

/// Texts of the models.
#[derive(Debug, Clone)]
pub struct Trained {
    /// Which kinds of incident a sentence tells of.
    pub sentences: String,
    /// Which kinds of incident a document reports.
    pub kinds: String,
    /// Which roles a candidate fills.
    pub roles: String,
}

/// Trains the models on documents with keys.
///
/// The models of documents and roles take the chances of sentences as features. While they are trained,
/// these come from a model that did not see the document: one for each half of the documents.
///
/// # Errors
/// A feature's name cannot be read again.
pub fn train(base: &Base, documents: &[&Document]) -> Result<Trained, ModelError> {
    let half = |part: usize| -> Result<Model, ModelError> {
        let part: Vec<&Document> = documents.iter().skip(part).step_by(2).copied().collect();
        Model::parse(&train_sentences(base, &part))
    };
    let halves = [half(1)?, half(0)?];
    let (mut kinds, mut roles) = (Logistic::default(), Logistic::default());
    for (number, document) in documents.iter().enumerate() {
        let page = base.page(&document.text);
        let chances = sentence_chances(&halves[number % 2], &page);
        let told = kinds_of(&document.templates);
        kinds.push(&page.features(&chances), told, 1.0);
        if told != 0 {
            push_candidates(base, &page, document, &chances, &mut roles);
        }
    }
    Ok(Trained {
        sentences: train_sentences(base, documents),
        kinds: kinds.write(&head("incident-kinds", &INCIDENTS), KINDS, WEIGHT_MIN),
        roles: roles.write(&head("incident-roles", &ROLES), PARTS, WEIGHT_MIN),
    })
}

/// A sentence tells of a kind when it has a trigger and a victim, a target or a perpetrator of that kind.
fn train_sentences(base: &Base, documents: &[&Document]) -> String {
    let mut sentences = Logistic::default();
    for document in documents {
        let page = base.page(&document.text);
        let keys: Vec<(usize, [FxHashSet<String>; 5])> =
            kinds_in(document).map(|kind| (kind, mentions(document, kind))).collect();
        for (number, sentence) in page.sentences.iter().enumerate() {
            let text = format!(" {} ", normalise(page.tokens.words(sentence.tokens.clone())));
            let holds = |mention: &String| text.contains(&format!(" {mention} "));
            let tells = |key: &[FxHashSet<String>; 5]| {
                let has = |role: usize| key[role].iter().any(holds);
                !sentence.triggers.is_empty() && (has(2) || has(3) || has(4) || has(0) && has(1))
            };
            let truths = keys
                .iter()
                .filter(|(_, key)| tells(key))
                .fold(0, |bits, (kind, _)| bits | 1 << kind);
            sentences.push(&page.sentence_features(number), truths, 1.0);
        }
    }
    sentences.write(&head("incident-sentences", &INCIDENTS), SENTENCES, WEIGHT_MIN)
}

fn push_candidates(
    base: &Base,
    page: &Page<'_>,
    document: &Document,
    chances: &[[f32; 6]],
    roles: &mut Logistic,
) {
    let organisations = base.organisations(page);
    let keys: Vec<(usize, [FxHashSet<String>; 5])> =
        kinds_in(document).map(|kind| (kind, mentions(document, kind))).collect();
    for (index, candidate) in candidates(page, &organisations).iter().enumerate() {
        let mut plain = None;
        for (kind, key) in &keys {
            let truths = key.iter().enumerate().filter(|(_, role)| role.contains(&candidate.text));
            let truths = truths.fold(0, |bits, (role, _)| bits | 1 << role);
            if truths == 0 && index % EMPTY_EVERY != 0 {
                continue;
            }
            let plain =
                plain.get_or_insert_with(|| role::features(page, candidate, &organisations));
            let weight = if truths == 0 { EMPTY_WEIGHT } else { 1.0 };
            roles.push(&role::for_kind(plain, *kind, candidate, chances), truths, weight);
        }
    }
}

/// The kinds that a document reports.
fn kinds_in(document: &Document) -> impl Iterator<Item = usize> {
    let told = kinds_of(&document.templates);
    (0..INCIDENTS.len()).filter(move |kind| told >> kind & 1 == 1)
}

fn head(name: &str, classes: &[&str]) -> Head {
    Head {
        name: name.to_owned(),
        version: 1,
        licence: "CC BY-SA 4.0".to_owned(),
        source: "the 1,300 training documents of the reduced MUC-4 task (Du, Rush & Cardie 2021); parts of speech by the tagger, CC BY-SA 4.0".to_owned(),
        classes: classes.iter().map(|class| class.replace(' ', "_")).collect(),
    }
}

/// Kinds of the templates as bits; of a key with two kinds the first counts.
fn kinds_of(templates: &[Template]) -> u32 {
    templates.iter().filter_map(kind_of).fold(0, |bits, kind| bits | 1 << kind)
}

fn kind_of(template: &Template) -> Option<usize> {
    let first = template.incident.split(" / ").next()?;
    INCIDENTS.iter().position(|kind| *kind == first)
}

/// All mentions of each role in the templates of a kind.
fn mentions(document: &Document, kind: usize) -> [FxHashSet<String>; 5] {
    let templates: Vec<&Template> =
        document.templates.iter().filter(|t| kind_of(t) == Some(kind)).collect();
    std::array::from_fn(|role| {
        templates
            .iter()
            .flat_map(|t| t.roles[role].iter().flatten())
            .map(|mention| normalise(mention))
            .collect()
    })
}

/// The template of an incident, each filler by its words in the text.
#[must_use]
pub fn template(text: &str, incident: &Incident) -> Template {
    Template {
        incident: INCIDENTS[incident.kind].to_owned(),
        roles: std::array::from_fn(|role| {
            incident.roles[role]
                .iter()
                .map(|filler| vec![filler.span.of(text).to_owned()])
                .collect()
        }),
    }
}

/// The cuts with the highest micro F1 on documents that the models did not learn from, found one by one
/// in four rounds over a grid.
#[must_use]
pub fn tune(incidents: &Incidents, documents: &[&Document]) -> Cuts {
    const GRID: [f32; 12] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7];
    const ROUNDS: usize = 4;
    let chances: Vec<Chances> =
        documents.iter().map(|document| incidents.chances(&document.text)).collect();
    let f1 = |cuts: &Cuts| {
        let predicted: Vec<Vec<Template>> = documents
            .iter()
            .zip(&chances)
            .map(|(document, chances)| {
                fill(chances, cuts).iter().map(|i| template(&document.text, i)).collect()
            })
            .collect();
        let pairs =
            predicted.iter().zip(documents).map(|(p, d)| (p.as_slice(), d.templates.as_slice()));
        score(pairs).micro().f1()
    };
    let mut cuts = Cuts::default();
    let mut best = f1(&cuts);
    for _ in 0..ROUNDS {
        for sentences_apart in [2, 3, 4, 6, 9, 1000] {
            let tried = Cuts { sentences_apart, ..cuts.clone() };
            let found = f1(&tried);
            if found > best {
                (best, cuts) = (found, tried);
            }
        }
        for place in 0..INCIDENTS.len() + ROLES.len() {
            for value in GRID {
                let mut tried = cuts.clone();
                match place.checked_sub(INCIDENTS.len()) {
                    None => tried.kinds[place] = value,
                    Some(role) => tried.roles[role] = value,
                }
                let found = f1(&tried);
                if found > best {
                    (best, cuts) = (found, tried);
                }
            }
        }
    }
    cuts
}
