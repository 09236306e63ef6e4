//! Sentences to events and statements.
//!
//! What comes in: a document, and a [`World`] of models, names and words that is loaded once. What goes
//! out: [`Coded`], every field with its words, its rule and a confidence. A sentence is read in steps: who
//! and what its noun groups are (`mention`, `party`, `organisation`), its verbs with voice, mood and parts
//! (`predicate`), who says so (`report`), where and when (`place`, `when`), then what these amount to
//! (`statement`, `event`). The rules' words are in `data/lexicons`, their reliability in
//! `data/models/rules.toml`.

mod dateline;
mod event;
mod explain;
mod groups;
mod join;
mod mention;
mod organisation;
mod page;
mod party;
mod phrases;
mod place;
mod predicate;
mod proposed;
mod reliability;
mod report;
mod rules;
mod sentence;
mod statement;
mod when;
mod words;
mod world;

pub use reliability::reliability;
pub use rules::{rule_of, rules};
pub use world::{Gazetted, Options, Toponym, Toponyms, World, WorldError};

use crate::assist::{ModelName, Proposal, Tally};
use crate::coded::{Coded, Field, Mark};
use crate::input::Document;
use crate::token::Tokens;
use page::Page;
use proposed::Proposed;
use sentence::Sentence;

/// The events and statements of a document's text, in its order.
///
/// Days are reckoned from `options.written`, else from the document's own day; without either, expressions
/// that need one are left out. Sentences that say more of an event told before ("the blast killed 12") are
/// joined to it.
#[must_use]
pub fn code(document: &Document, world: &World, options: &Options<'_>) -> Coded {
    read(document, world, options, None).0
}

/// The same with what an assistant proposed for the document, and what became of it ([`crate::assist`]).
///
/// A candidate is taken where its strings stand in the text and the grammars read its numbers, days, places and
/// parties. What the rules read stays as it is: a candidate of the same event or statement fills what they left
/// empty, others are added. Its fields have rules that begin with `model:` and the assistant's name.
#[must_use]
pub fn code_with(
    document: &Document,
    world: &World,
    options: &Options<'_>,
    (name, proposal): (&ModelName, &Proposal),
) -> (Coded, Tally) {
    read(document, world, options, Some((name, proposal)))
}

fn read(
    document: &Document,
    world: &World,
    options: &Options<'_>,
    proposal: Option<(&ModelName, &Proposal)>,
) -> (Coded, Tally) {
    let tokens = Tokens::new(&document.text);
    let written = options.written.or(document.date);
    let tags = world.tagger.tag_all(&tokens);
    let places = |places: &dyn Toponyms| places.find_tagged(document, &tokens, &tags);
    let toponyms = options.places.map_or_else(Vec::new, places);
    let page = Page::new(&tokens, tags, world, toponyms, written);
    let mut coded = Coded::default();
    let mut memory = statement::Memory::default();
    let mut proposed = proposal.map(|(name, proposal)| Proposed::new(name, proposal, &page));
    for (number, range) in tokens.sentences.iter().enumerate() {
        let range = match number {
            0 => dateline::behind_dateline(&tokens, range.clone()),
            _ => range.clone(),
        };
        let mut sentence = Sentence::new(&page, range);
        memory.resolve(&mut sentence);
        memory.learn(&sentence);
        let places = place::places(&sentence);
        let attributions = report::attributions(&sentence);
        let (statements, taken) = statement::statements(&sentence, &places, &attributions, &memory);
        coded.statements.extend(statements);
        let told = event::events(&sentence, &places, &attributions, &taken);
        join::join(&sentence, &mut coded.events, told, &attributions);
        if let Some(proposed) = &mut proposed {
            proposed.sentence(number, &sentence, &places, &attributions, &taken, &mut coded);
        }
    }
    (coded, proposed.map(|proposed| proposed.tally).unwrap_or_default())
}

/// Where a mention begins with the words of its number.
fn event_start(sentence: &Sentence<'_, '_>, mention: usize) -> usize {
    event::starts(sentence, mention)
}

/// Whether a mention is a country's name.
fn event_is_place(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    event::is_place(sentence, mention)
}

/// Marks of what a verb tells.
fn marks_of(sentence: &Sentence<'_, '_>, verb: usize) -> Vec<Field<Mark>> {
    event::marks_at(sentence, Some(verb), None, sentence.verbs[verb].head)
}
