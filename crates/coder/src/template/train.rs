//! Training of the models, and of the chances from which something is taken.

use super::candidate::candidates;
use super::decide::{Choice, Decided, Decisions, Lessons};
use super::fill::{Chances, Cuts, Incident, fill, taken};
use super::group::{Member, push_pairs};
use super::model::{Base, Linear, sentence_chances};
use super::page::Page;
use super::role;
use crate::linear::{Head, Logistic, Model, ModelError, Training};
use crate::muc4::{Document, FullTemplate, INCIDENTS, ROLES, Slot, Template, normalise, score};
use rustc_hash::FxHashSet;

/// Of the candidates that fill no role, each how many-th is learned from, and what it then weighs.
const EMPTY_EVERY: usize = 2;
const EMPTY_WEIGHT: f32 = 1.5;

/// Weights below this are left out of the files.
const WEIGHT_MIN: f32 = 0.05;

/// How the models are trained; found on a quarter of the training documents that was held out.
const SENTENCES: Training = Training { rounds: 8, rate: 0.1, pull: 1e-2, examples_min: 3 };
const KINDS: Training = Training { rounds: 15, rate: 0.1, pull: 1e-1, examples_min: 3 };
const FILLERS: Training = Training { rounds: 8, rate: 0.1, pull: 1.5e-2, examples_min: 4 };

/// Parts of the documents; each is answered by models that learned from the others.
const PARTS: usize = 5;

/// Texts of the models.
#[derive(Debug, Clone)]
pub struct Trained {
    /// Which kinds of incident a sentence tells of.
    pub sentences: String,
    /// Which kinds of incident a document reports.
    pub kinds: String,
    /// Which roles a candidate fills.
    pub roles: String,
    /// The trees that look at the chances of these.
    pub decisions: String,
    /// From which chance on something is taken.
    pub cuts: Cuts,
    /// The answers of each document by models that did not learn from it, with these cuts.
    pub held_out: Vec<Vec<Template>>,
}

/// A document with its keys.
struct Lesson<'a> {
    document: &'a Document,
    page: Page<'a>,
    /// For each kind, what victims are called other than by name.
    described: [FxHashSet<String>; 6],
}

/// Trains the models on documents with keys.
///
/// Each model learns from what the ones before say of documents that they did not learn from: the documents
/// are parted, and each part is answered by models of the others. The cuts are those with the best score of
/// such answers.
///
/// # Errors
/// A feature's name cannot be read again.
pub fn train(
    base: &Base,
    documents: &[&Document],
    full: &[FullTemplate],
) -> Result<Trained, ModelError> {
    let lessons: Vec<Lesson<'_>> = documents
        .iter()
        .map(|document| Lesson {
            document,
            page: base.page(&document.text),
            described: described(&document.id, full),
        })
        .collect();
    let mut chances: Vec<Chances> = documents.iter().map(|_| Chances::default()).collect();
    for part in 0..PARTS {
        let others: Vec<&Lesson<'_>> = other(&lessons, part).collect();
        let linear = linear(base, &others)?.parse()?;
        for (index, lesson) in lessons.iter().enumerate().filter(|(i, _)| i % PARTS == part) {
            chances[index] = linear.chances(base, &lesson.page);
        }
    }
    let decisions = |without: Option<usize>| {
        let mut all = Lessons::default();
        for (index, (document, chances)) in documents.iter().zip(&chances).enumerate() {
            if without != Some(index % PARTS) {
                push_decisions(document, chances, &mut all);
            }
        }
        all.learn()
    };
    let parts: Vec<Decisions> = (0..PARTS).map(|part| decisions(Some(part))).collect();
    let decided: Vec<Decided> =
        chances.iter().enumerate().map(|(index, c)| parts[index % PARTS].decide(c)).collect();
    let held = Held { documents, chances: &chances, decided: &decided };
    let cuts = tune(&held);
    let all: Vec<&Lesson<'_>> = lessons.iter().collect();
    let texts = linear(base, &all)?;
    Ok(Trained {
        sentences: texts.sentences,
        kinds: texts.kinds,
        roles: texts.roles,
        decisions: decisions(None).write(&head("incident-decisions", &[])),
        held_out: held.answers(&cuts),
        cuts,
    })
}

/// For each kind what the full keys of a document call victims other than by name.
fn described(id: &str, full: &[FullTemplate]) -> [FxHashSet<String>; 6] {
    let mut all: [FxHashSet<String>; 6] = Default::default();
    for template in full.iter().filter(|template| template.document == id) {
        let kinds = template.slot(Slot::Kind).iter().flat_map(|entry| &entry.values);
        let kinds: Vec<usize> = kinds
            .filter_map(|value| INCIDENTS.iter().position(|kind| value.eq_ignore_ascii_case(kind)))
            .collect();
        for string in template.slot(Slot::VictimDescription).iter().flat_map(|e| &e.strings) {
            kinds.iter().for_each(|&kind| {
                all[kind].insert(normalise(string));
            });
        }
    }
    all
}

/// All but a part.
fn other<'l, 'a>(lessons: &'l [Lesson<'a>], part: usize) -> impl Iterator<Item = &'l Lesson<'a>> {
    lessons.iter().enumerate().filter(move |(i, _)| i % PARTS != part).map(|(_, lesson)| lesson)
}

fn push_decisions(document: &Document, chances: &Chances, all: &mut Lessons) {
    let told = kinds_of(&document.templates);
    let keys: Vec<[FxHashSet<String>; 5]> =
        (0..INCIDENTS.len()).map(|kind| mentions(document, kind)).collect();
    let reports = |kind: usize| told >> kind & 1 == 1;
    all.push(chances, reports, |kind, role, candidate| {
        keys[kind][role].contains(&candidate.words.join(" "))
    });
    for kind in chances.likely().filter(|kind| told >> kind & 1 == 1) {
        push_pairs_of(document, chances, kind, &keys[kind], all);
    }
}

/// Adds the pairs of right fillers of a kind, and whether a template has both.
fn push_pairs_of(
    document: &Document,
    chances: &Chances,
    kind: usize,
    key: &[FxHashSet<String>; 5],
    all: &mut Lessons,
) {
    let templates: Vec<&Template> =
        document.templates.iter().filter(|t| kind_of(t) == Some(kind)).collect();
    let candidates = &chances.candidates[kind];
    let choices = candidates.iter().enumerate().flat_map(|(candidate, scored)| {
        (0..ROLES.len())
            .filter(|&role| key[role].contains(&scored.words.join(" ")))
            .map(move |role| Choice { role, candidate, chance: scored.chances[role] })
    });
    let right = taken(candidates, &choices.collect::<Vec<_>>(), &[0.0; 5]);
    let members: Vec<Member<'_>> =
        right.iter().map(|choice| (choice.role, &candidates[choice.candidate])).collect();
    let has = |template: &Template, (role, scored): Member<'_>| {
        let text = scored.words.join(" ");
        template.roles[role].iter().flatten().any(|mention| normalise(mention) == text)
    };
    push_pairs(
        chances,
        kind,
        &members,
        |a, b| Some(templates.iter().any(|template| has(template, a) && has(template, b))),
        &mut all.pairs,
    );
}

/// Texts of the linear models.
struct Texts {
    sentences: String,
    kinds: String,
    roles: String,
}

impl Texts {
    fn parse(&self) -> Result<Linear, ModelError> {
        Ok(Linear {
            sentences: Model::parse(&self.sentences)?,
            kinds: Model::parse(&self.kinds)?,
            roles: Model::parse(&self.roles)?,
        })
    }
}

/// Trains the linear models. Those of documents and roles take the chances of sentences as features; while
/// they are trained, these come from a model of the other half of the documents.
fn linear(base: &Base, lessons: &[&Lesson<'_>]) -> Result<Texts, ModelError> {
    let half = |part: usize| -> Result<Model, ModelError> {
        let part: Vec<&Lesson<'_>> = lessons.iter().skip(part).step_by(2).copied().collect();
        Model::parse(&train_sentences(&part))
    };
    let halves = [half(1)?, half(0)?];
    let (mut kinds, mut roles) = (Logistic::default(), Logistic::default());
    for (number, lesson) in lessons.iter().enumerate() {
        let Lesson { document, page, .. } = lesson;
        let chances = sentence_chances(&halves[number % 2], page);
        let told = kinds_of(&document.templates);
        kinds.push(&page.features(&chances), told, 1.0);
        if told != 0 {
            push_candidates(base, lesson, &chances, &mut roles);
        }
    }
    Ok(Texts {
        sentences: train_sentences(lessons),
        kinds: kinds.write(&head("incident-kinds", &INCIDENTS), KINDS, WEIGHT_MIN),
        roles: roles.write(&head("incident-roles", &CLASSES), FILLERS, WEIGHT_MIN),
    })
}

/// A sentence tells of a kind when it has a trigger and a victim, a target or a perpetrator of that kind.
fn train_sentences(lessons: &[&Lesson<'_>]) -> String {
    let mut sentences = Logistic::default();
    for Lesson { document, page, described } in lessons {
        let keys: Vec<Key<'_>> = keys(document, described);
        for (number, sentence) in page.sentences.iter().enumerate() {
            let text = format!(" {} ", normalise(page.tokens.words(sentence.tokens.clone())));
            let holds = |mention: &String| text.contains(&format!(" {mention} "));
            let tells = |key: &Key<'_>| {
                let has = |role: usize| key.roles[role].iter().any(holds);
                let told = has(2) || has(3) || has(4) || has(0) && has(1);
                !sentence.triggers.is_empty() && (told || key.described.iter().any(holds))
            };
            let truths =
                keys.iter().filter(|key| tells(key)).fold(0, |bits, key| bits | 1 << key.kind);
            sentences.push(&page.sentence_features(number), truths, 1.0);
        }
    }
    sentences.write(&head("incident-sentences", &INCIDENTS), SENTENCES, WEIGHT_MIN)
}

/// What fills the roles of a kind in a document.
struct Key<'a> {
    kind: usize,
    roles: [FxHashSet<String>; 5],
    described: &'a FxHashSet<String>,
}

fn keys<'a>(document: &Document, described: &'a [FxHashSet<String>; 6]) -> Vec<Key<'a>> {
    let key = |kind| Key { kind, roles: mentions(document, kind), described: &described[kind] };
    kinds_in(document).map(key).collect()
}

/// The classes of the model of roles.
const CLASSES: [&str; 6] = ["PerpInd", "PerpOrg", "Target", "Victim", "Weapon", "Described"];

/// The class after the roles: victims that are described and not named.
const DESCRIBED: usize = ROLES.len();

fn push_candidates(base: &Base, lesson: &Lesson<'_>, chances: &[[f32; 6]], roles: &mut Logistic) {
    let Lesson { document, page, described } = lesson;
    let organisations = base.organisations(page);
    let keys = keys(document, described);
    for (index, candidate) in candidates(page, &organisations).iter().enumerate() {
        let mut plain = None;
        for key in &keys {
            let truths = key.roles.iter().enumerate();
            let truths = truths.filter(|(_, role)| role.contains(&candidate.text));
            let mut truths = truths.fold(0, |bits, (role, _)| bits | 1 << role);
            if key.described.contains(&candidate.text) {
                truths |= 1 << DESCRIBED;
            }
            if truths == 0 && index % EMPTY_EVERY != 0 {
                continue;
            }
            let plain =
                plain.get_or_insert_with(|| role::features(page, candidate, &organisations));
            let weight = if truths == 0 { EMPTY_WEIGHT } else { 1.0 };
            roles.push(&role::for_kind(plain, key.kind, candidate, chances), truths, weight);
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

/// Documents with what models say that did not learn from them.
struct Held<'a> {
    documents: &'a [&'a Document],
    chances: &'a [Chances],
    decided: &'a [Decided],
}

impl Held<'_> {
    fn answers(&self, cuts: &Cuts) -> Vec<Vec<Template>> {
        let all = self.documents.iter().zip(self.chances).zip(self.decided);
        all.map(|((document, chances), decided)| {
            fill(chances, decided, cuts).iter().map(|i| template(&document.text, i)).collect()
        })
        .collect()
    }

    fn f1(&self, cuts: &Cuts) -> f64 {
        let answers = self.answers(cuts);
        let pairs = answers.iter().zip(self.documents);
        score(pairs.map(|(p, d)| (p.as_slice(), d.templates.as_slice()))).micro().f1()
    }
}

/// The cuts. What is right with more than half of the F1 that is reached is worth its answer (Lipton, Elkan &
/// Naryanaswamy 2014, "Optimal Thresholding of Classifiers to Maximize F1 Measure"), and the trees' chances are
/// those of being right, so one least chance holds for kinds and roles, as in [`Cuts::default`]. What parts
/// incidents of one kind is that with the highest micro F1.
fn tune(held: &Held<'_>) -> Cuts {
    const ONE: [f32; 8] = [0.0, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7];
    const MORE: [f32; 6] = [0.0, 0.3, 0.35, 0.4, 0.45, 0.5];
    let mut cuts = Cuts::default();
    let mut best = held.f1(&cuts);
    let mut take = |cuts: &mut Cuts, tried: Cuts| {
        let found = held.f1(&tried);
        if found > best {
            (best, *cuts) = (found, tried);
        }
    };
    for one in ONE {
        let tried = Cuts { one, ..cuts.clone() };
        take(&mut cuts, tried);
    }
    for more in MORE {
        let tried = Cuts { more, ..cuts.clone() };
        take(&mut cuts, tried);
    }
    cuts
}
