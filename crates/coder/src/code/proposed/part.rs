//! Words that a model took for parts of an event, given to the event of their sentence.

use super::locate::Located;
use super::{Reader, same, told_in};
use crate::assist::weights::{Part, ProposedPart};
use crate::assist::{CONFIDENCE_MAX, Candidate, Reason};
use crate::code::event::ucdp;
use crate::coded::{Coded, Event, Fate, Field, Statement};
use std::ops::Range;

/// A part with its tokens.
type At<'l> = (&'l ProposedPart, &'l Range<usize>);

/// What became of a part.
enum Outcome {
    /// It gave a field.
    Filled,
    /// The field was there.
    Known,
    /// The grammars do not read it; that is counted already.
    Lost,
}

/// On which side of an event somebody is.
#[derive(Clone, Copy)]
enum Side {
    A,
    B,
}

impl Reader<'_, '_, '_> {
    /// Takes the parts of a sentence into what was read so far. Those that tell of an event come first; the others belong to the
    /// nearest of these, else to the one event of the sentence, else to its one statement. `taken` are tokens that
    /// statements have counted.
    pub(super) fn parts(
        &mut self,
        here: &[Located<'_>],
        taken: &[Range<usize>],
        coded: &mut Coded,
    ) {
        let parts = here.iter().filter_map(|located| match located.candidate {
            Candidate::Part(part) => Some((part, &located.quote)),
            _ => None,
        });
        let (tell, others): (Vec<At<'_>>, Vec<At<'_>>) =
            parts.partition(|(part, _)| matches!(part.part, Part::Event(_)));
        for &(part, quote) in &tell {
            let is_own = |at: &&At<'_>| nearest(&tell, at.1) == Some(quote);
            let own: Vec<At<'_>> = others.iter().filter(is_own).copied().collect();
            match self.event_of(part, quote, &own, taken, &mut coded.events) {
                Ok(true) => self.tally.joined += 1,
                Ok(false) => self.tally.added += 1,
                Err(reason) => self.tally.drop(reason),
            }
        }
        if tell.is_empty() {
            let told = told_in(self.sentence, &coded.events);
            for at in others {
                let outcome = match told.as_slice() {
                    [event] => self.fill(&mut coded.events[*event], at, taken),
                    [] => self.fill_statement(&mut coded.statements, at),
                    _ => Err(Reason::Ambiguous),
                };
                self.count(outcome);
            }
        }
    }

    fn count(&mut self, outcome: Result<Outcome, Reason>) {
        match outcome {
            Ok(Outcome::Filled) => self.tally.filled += 1,
            Ok(Outcome::Known) => self.tally.known += 1,
            Ok(Outcome::Lost) => {}
            Err(reason) => self.tally.drop(reason),
        }
    }

    /// The event that some words tell of, with its other parts. Whether the rules had read it.
    ///
    /// # Errors
    /// Why there is none; its other parts are counted.
    fn event_of(
        &mut self,
        part: &ProposedPart,
        quote: &Range<usize>,
        own: &[At<'_>],
        taken: &[Range<usize>],
        events: &mut Vec<Event>,
    ) -> Result<bool, Reason> {
        let kind = if let Part::Event(kind) = &part.part { kind.as_str() } else { "" };
        self.trust = part.score.min(CONFIDENCE_MAX);
        let (kind, predicate) = match self.told(kind, quote, taken) {
            Ok(told) => told,
            Err(reason) => {
                own.iter().for_each(|_| self.tally.drop(Reason::NoEvent));
                return Err(reason);
            }
        };
        if let Some(at) = same(kind.value, quote, self.sentence, events) {
            for part in own {
                let outcome = self.fill(&mut events[at], *part, taken);
                self.count(outcome);
            }
            return Ok(true);
        }
        let mut event = self.bare(kind);
        let mut outcomes = Vec::with_capacity(own.len());
        for part in own {
            outcomes.push(self.fill(&mut event, *part, taken));
        }
        event.attribution = self.attribution(&[]);
        let event = self.whole(event, &predicate, &[]);
        for outcome in outcomes {
            let gone = event.is_err() && !matches!(outcome, Ok(Outcome::Lost));
            self.count(if gone { Err(Reason::NoEvent) } else { outcome });
        }
        events.push(event?);
        Ok(false)
    }

    /// Gives an event a field that it has not.
    fn fill(
        &mut self,
        event: &mut Event,
        (part, at): At<'_>,
        taken: &[Range<usize>],
    ) -> Result<Outcome, Reason> {
        self.trust = part.score.min(CONFIDENCE_MAX);
        let by = match &part.part {
            Part::Perpetrator => Some(Side::A),
            Part::Side => match self.side(event, part, at) {
                None => return Ok(Outcome::Known),
                Some(side) => Some(side?),
            },
            _ => None,
        };
        let outcome = match (&part.part, by) {
            (_, Some(Side::A)) => give(&mut event.side_a, || self.party_at(at)),
            (_, Some(Side::B)) => give(&mut event.side_b, || self.party_at(at)),
            (Part::Target, _) => {
                if event.side_b.is_some() || event.target.is_some() {
                    return Ok(Outcome::Known);
                }
                (event.side_b, event.target) = self.whom(at);
                filled(event.side_b.is_some() || event.target.is_some())
            }
            (Part::Weapon, _) => give(&mut event.weapon, || self.weapon(at)),
            (Part::Place, _) => give(&mut event.place, || self.place_at(at)),
            (Part::Date, _) => give(&mut event.date, || self.date_at(at)),
            (Part::Victims(fate), _) => self.victims_at(event, *fate, at, taken)?,
            (Part::Event(_) | Part::Perpetrator | Part::Side, _) => Outcome::Known,
        };
        if matches!(outcome, Outcome::Filled) {
            let Event { kind, side_a, side_b, target, .. } = &*event;
            let code = ucdp(kind.value, side_a.as_ref(), side_b.as_ref(), target.as_ref());
            event.codes.ucdp = event.codes.ucdp.take().or(code);
        }
        Ok(outcome)
    }

    /// People to whom something was done, unless their number is told already.
    fn victims_at(
        &mut self,
        event: &mut Event,
        fate: Fate,
        at: &Range<usize>,
        taken: &[Range<usize>],
    ) -> Result<Outcome, Reason> {
        if taken.iter().any(|range| range.start < at.end && at.start < range.end) {
            return Err(Reason::Counted);
        }
        if event.victims.iter().any(|victims| victims.value.fate == fate) {
            return Ok(Outcome::Known);
        }
        let side_a = event.side_a.as_ref().map(|field| &field.value);
        let group = self.group(fate, at, side_a);
        let found = group.is_some();
        event.victims.extend(group);
        Ok(filled(found))
    }

    /// On which side of an event a party is, by its place about the event's verb or noun; `None` where the event has the party
    /// already.
    fn side(
        &self,
        event: &Event,
        part: &ProposedPart,
        at: &Range<usize>,
    ) -> Option<Result<Side, Reason>> {
        let has = |words: &[crate::Span]| words.iter().any(|words| words.overlaps(part.at));
        let sides = [&event.side_a, &event.side_b];
        let known = sides.into_iter().flatten().any(|field| has(&field.words))
            || event.target.as_ref().is_some_and(|field| has(&field.words))
            || event.victims.iter().any(|field| has(&field.words))
            || event.attribution.iter().any(|field| has(&field.words));
        if known {
            return None;
        }
        let mention = self.mentions_at(at).into_iter().next();
        Some(mention.and_then(|mention| self.side_of(event, mention)).ok_or(Reason::Ambiguous))
    }

    fn side_of(&self, event: &Event, mention: usize) -> Option<Side> {
        let sentence = self.sentence;
        match sentence.preposition(mention) {
            "by" => return Some(Side::A),
            "against" | "on" => return Some(Side::B),
            "" => {}
            _ => return None,
        }
        let told = |tokens: &Range<usize>| {
            let words = sentence.page.span(tokens.clone());
            event.kind.words.iter().any(|own| own.overlaps(words))
        };
        let verb = sentence.verbs.iter().find(|verb| told(&verb.tokens))?;
        let is = |one: Option<usize>| one == Some(mention);
        match (is(verb.subject), is(verb.object), verb.passive) {
            (true, _, false) => Some(Side::A),
            (true, _, true) | (_, true, false) => Some(Side::B),
            _ => None,
        }
    }

    /// Gives the one statement of the sentence a field that it has not.
    fn fill_statement(
        &mut self,
        statements: &mut [Statement],
        (part, at): At<'_>,
    ) -> Result<Outcome, Reason> {
        self.trust = part.score.min(CONFIDENCE_MAX);
        let here = self.sentence.page.span(self.sentence.range.clone());
        let mut own = statements.iter_mut().rev().take_while(|own| own.sentence == here);
        let (statement, more) = (own.next().ok_or(Reason::NoEvent)?, own.next().is_some());
        if more {
            return Err(Reason::Ambiguous);
        }
        match part.part {
            Part::Side | Part::Perpetrator => Ok(give(&mut statement.actor, || self.party_at(at))),
            Part::Place => Ok(give(&mut statement.place, || self.place_at(at))),
            Part::Date => Ok(give(&mut statement.as_of, || self.date_at(at))),
            _ => Err(Reason::NoEvent),
        }
    }
}

/// The words that tell of an event which stand nearest to some tokens, the first of equals.
fn nearest<'l>(tell: &[At<'l>], at: &Range<usize>) -> Option<&'l Range<usize>> {
    let distance = |told: &Range<usize>| match told.end <= at.start {
        true => at.start - told.end,
        false => told.start.saturating_sub(at.end),
    };
    tell.iter().map(|(_, told)| *told).min_by_key(|told| distance(told))
}

/// Fills a field that is empty.
fn give<T>(field: &mut Option<Field<T>>, read: impl FnOnce() -> Option<Field<T>>) -> Outcome {
    if field.is_some() {
        return Outcome::Known;
    }
    *field = read();
    filled(field.is_some())
}

fn filled(found: bool) -> Outcome {
    if found { Outcome::Filled } else { Outcome::Lost }
}
