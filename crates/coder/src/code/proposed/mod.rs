//! What an assistant proposed, held against the text: the way of its candidates into the coder's own findings.
//!
//! Each candidate is first found in the text ([`locate`]), then read again by the rules of the sentence that
//! it stands in ([`event`], [`statement`]), and joined to what the rules read themselves: what they found stays,
//! what they left empty is filled. A candidate that is only a part of an event fills an event of its sentence ([`part`]).

mod event;
mod locate;
mod part;
mod read;
mod statement;

use super::join;
use super::page::Page;
use super::place::Place;
use super::sentence::Sentence;
use crate::assist::{Candidate, ModelName, Proposal, Reason, Tally};
use crate::coded::{Attribution, Coded, Event, EventType, Field, Rule, Statement};
use crate::{Span, assist};
use locate::Located;
use std::borrow::Cow;
use std::ops::Range;

/// The candidates of a document on their way.
pub(crate) struct Proposed<'c> {
    name: &'c ModelName,
    /// Candidates with the place of their quote, in the order of the text.
    waiting: Vec<Located<'c>>,
    pub(crate) tally: Tally,
}

impl<'c> Proposed<'c> {
    /// Finds the candidates in the text; those that do not stand there are dropped.
    pub(crate) fn new(name: &'c ModelName, proposal: &'c Proposal, page: &Page<'_>) -> Self {
        let mut tally = proposal.tally.clone();
        let mut waiting = Vec::new();
        for candidate in &proposal.candidates {
            match locate::locate(page, candidate) {
                Ok(located) => waiting.push(located),
                Err(reason) => tally.drop(reason),
            }
        }
        waiting.sort_by_key(|located: &Located<'_>| (located.sentence, located.quote.start));
        Self { name, waiting, tally }
    }

    /// Takes the candidates of a sentence, given by its number, into what was read so far.
    pub(crate) fn sentence(
        &mut self,
        number: usize,
        sentence: &Sentence<'_, '_>,
        places: &[Place],
        attributions: &[Field<Attribution>],
        taken: &[Range<usize>],
        coded: &mut Coded,
    ) {
        let count = self.waiting.partition_point(|located| located.sentence <= number);
        let mut here: Vec<Located<'c>> = self.waiting.drain(..count).collect();
        here.retain(|located| located.sentence == number);
        let mut tally = std::mem::take(&mut self.tally);
        let mut reader = Reader {
            name: self.name,
            sentence,
            places,
            attributions,
            trust: assist::CONFIDENCE_MAX,
            tally: &mut tally,
        };
        for located in &here {
            let outcome = match located.candidate {
                Candidate::Event(event) => reader
                    .event(event, &located.quote, taken)
                    .map(|event| join_event(event, &located.quote, sentence, &mut coded.events)),
                Candidate::Statement(statement) => reader
                    .statement(statement, &located.quote)
                    .and_then(|statement| join_statement(statement, sentence, coded)),
                // They are taken together, for one may tell of the event of the others.
                Candidate::Part(_) => continue,
            };
            match outcome {
                Ok(true) => reader.tally.joined += 1,
                Ok(false) => reader.tally.added += 1,
                Err(reason) => reader.tally.drop(reason),
            }
        }
        reader.parts(&here, taken, coded);
        self.tally = tally;
    }
}

/// What a candidate is read with.
pub(super) struct Reader<'r, 'p, 'a> {
    name: &'r ModelName,
    sentence: &'r Sentence<'p, 'a>,
    places: &'r [Place],
    attributions: &'r [Field<Attribution>],
    /// The most that its fields are trusted.
    trust: f32,
    tally: &'r mut Tally,
}

impl Reader<'_, '_, '_> {
    /// A field that the model proposed and a rule of ours read, trusted no more than either.
    fn field<T>(&self, value: T, words: Vec<Span>, read: &str, trusted: f32) -> Field<T> {
        let rule = match read {
            "" => format!("model:{}", self.name),
            read => format!("model:{}>{read}", self.name),
        };
        let confidence = trusted.min(self.trust);
        Field { value, words, rule: Rule(Cow::Owned(rule)), confidence }
    }
}

/// Joins an event to the one of the rules that it is, else adds it. Whether it was joined.
fn join_event(
    event: Event,
    quote: &Range<usize>,
    sentence: &Sentence<'_, '_>,
    events: &mut Vec<Event>,
) -> bool {
    let own = same(event.kind.value, quote, sentence, events);
    match own {
        Some(at) => join::merge(&mut events[at], event),
        None => events.push(event),
    }
    own.is_some()
}

/// The events that a sentence tells of, the last first.
fn told_in(sentence: &Sentence<'_, '_>, events: &[Event]) -> Vec<usize> {
    let here = sentence.page.span(sentence.range.clone());
    let told_here = |own: &Event| {
        own.sentence == here || own.kind.words.iter().any(|words| words.overlaps(here))
    };
    (0..events.len())
        .rev()
        .take_while(|&at| events[at].sentence.end >= here.start || told_here(&events[at]))
        .filter(|&at| told_here(&events[at]))
        .collect()
}

/// The event of the sentence that one of this kind, told by the quote, is.
fn same(
    kind: EventType,
    quote: &Range<usize>,
    sentence: &Sentence<'_, '_>,
    events: &[Event],
) -> Option<usize> {
    let quote = sentence.page.span(quote.clone());
    let family = |kind: EventType| super::event::family(kind.code());
    let mut alike = told_in(sentence, events);
    alike.retain(|&at| family(events[at].kind.value) == family(kind));
    let by_words = alike.iter().copied().find(|&at| {
        let own = &events[at];
        let victims = own.victims.iter().flat_map(|victims| &victims.words);
        own.kind.words.iter().chain(victims).any(|words| words.overlaps(quote))
    });
    by_words.or_else(|| (alike.len() == 1).then(|| alike[0]))
}

/// Joins a statement to the one of the rules that it is, else adds it. Whether it was joined.
fn join_statement(
    statement: Statement,
    sentence: &Sentence<'_, '_>,
    coded: &mut Coded,
) -> Result<bool, Reason> {
    let here = sentence.page.span(sentence.range.clone());
    let number =
        |one: &Statement| one.quantity.as_ref().and_then(|field| field.words.first().copied());
    let mine = number(&statement);
    let own =
        coded.statements.iter_mut().rev().take_while(|own| own.sentence == here).find(|own| {
            let same_number = match (mine, number(own)) {
                (Some(mine), Some(theirs)) => mine.overlaps(theirs),
                (None, None) => true,
                _ => false,
            };
            same_number && own.kind.value == statement.kind.value
        });
    if let Some(own) = own {
        statement::fill(own, statement);
        return Ok(true);
    }
    // The dead of an event are no tally beside it.
    let counted = mine.is_some_and(|mine| {
        let events = coded.events.iter().flat_map(|event| &event.victims);
        let statements = coded.statements.iter().filter_map(number);
        events
            .flat_map(|victims| victims.words.iter().copied())
            .chain(statements)
            .any(|words| words.overlaps(mine))
    });
    if counted {
        return Err(Reason::Counted);
    }
    coded.statements.push(statement);
    Ok(false)
}
