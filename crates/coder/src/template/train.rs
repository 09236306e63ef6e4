//! Training of the models, and of the chances from which something is taken.

use super::candidate::candidates;
use super::fill::{Chances, Cuts, Incident, fill};
use super::model::{Base, Incidents};
use super::role;
use crate::linear::{Head, Logistic, Training};
use crate::muc4::{Document, INCIDENTS, ROLES, Template, normalise, score};
use rustc_hash::FxHashSet;

/// Of the candidates that fill no role, each how many-th is learned from, and what it then weighs.
const EMPTY_EVERY: usize = 3;
const EMPTY_WEIGHT: f32 = 2.0;

/// Weights below this are left out of the files.
const WEIGHT_MIN: f32 = 0.05;

/// How the two models are trained.
const KINDS: Training = Training { rounds: 15, rate: 0.05, pull: 1e-3, examples_min: 3 };
const PARTS: Training = Training { rounds: 6, rate: 0.1, pull: 1e-4, examples_min: 4 };

/// Texts of the two models.
#[derive(Debug, Clone)]
pub struct Trained {
    /// Which kinds of incident a document reports.
    pub kinds: String,
    /// Which roles a candidate fills.
    pub roles: String,
}

/// Trains both models on documents with keys.
#[must_use]
pub fn train(base: &Base, documents: &[&Document]) -> Trained {
    let (mut kinds, mut roles) = (Logistic::default(), Logistic::default());
    for document in documents {
        let page = base.page(&document.text);
        kinds.push(&page.features(), kinds_of(&document.templates), 1.0);
        let told = kinds_of(&document.templates);
        if told == 0 {
            continue;
        }
        let organisations = base.organisations(&page);
        let found = candidates(&page, &organisations);
        let keys: Vec<(usize, [FxHashSet<String>; 5])> =
            (0..INCIDENTS.len()).filter(|kind| told >> kind & 1 == 1).map(|kind| (kind, mentions(document, kind))).collect();
        for (index, candidate) in found.iter().enumerate() {
            let mut plain = None;
            for (kind, key) in &keys {
                let truths = key.iter().enumerate().filter(|(_, role)| role.contains(&candidate.text));
                let truths = truths.fold(0, |bits, (role, _)| bits | 1 << role);
                if truths == 0 && index % EMPTY_EVERY != 0 {
                    continue;
                }
                let plain = plain.get_or_insert_with(|| role::features(&page, candidate, &organisations));
                let weight = if truths == 0 { EMPTY_WEIGHT } else { 1.0 };
                roles.push(&role::for_kind(plain, *kind), truths, weight);
            }
        }
    }
    Trained {
        kinds: kinds.write(&head("incident-kinds", &INCIDENTS), KINDS, WEIGHT_MIN),
        roles: roles.write(&head("incident-roles", &ROLES), PARTS, WEIGHT_MIN),
    }
}

fn head(name: &str, classes: &[&str]) -> Head {
    Head {
        name: name.to_owned(),
        version: 1,
        licence: "weights of words; learned from the MUC-4 development texts, a research corpus that is not part of them".to_owned(),
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
    let templates: Vec<&Template> = document.templates.iter().filter(|t| kind_of(t) == Some(kind)).collect();
    std::array::from_fn(|role| {
        templates.iter().flat_map(|t| t.roles[role].iter().flatten()).map(|mention| normalise(mention)).collect()
    })
}

/// The template of an incident, each filler by its words in the text.
#[must_use]
pub fn template(text: &str, incident: &Incident) -> Template {
    Template {
        incident: INCIDENTS[incident.kind].to_owned(),
        roles: std::array::from_fn(|role| {
            incident.roles[role].iter().map(|filler| vec![filler.span.of(text).to_owned()]).collect()
        }),
    }
}

/// The cuts with the highest micro F1 on documents that the models did not learn from, found one by one
/// in two rounds over a grid.
#[must_use]
pub fn tune(incidents: &Incidents, documents: &[&Document]) -> Cuts {
    const GRID: [f32; 12] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7];
    const ROUNDS: usize = 2;
    let chances: Vec<Chances> = documents.iter().map(|document| incidents.chances(&document.text)).collect();
    let f1 = |cuts: &Cuts| {
        let predicted: Vec<Vec<Template>> = documents
            .iter()
            .zip(&chances)
            .map(|(document, chances)| fill(chances, cuts).iter().map(|i| template(&document.text, i)).collect())
            .collect();
        let pairs = predicted.iter().zip(documents).map(|(p, d)| (p.as_slice(), d.templates.as_slice()));
        score(pairs).micro().f1()
    };
    let mut cuts = Cuts::default();
    let mut best = f1(&cuts);
    for _ in 0..ROUNDS {
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
