//! An event that a model proposed.

use super::Reader;
use super::read::Predicate;
use crate::assist::{CONFIDENCE_MAX, ProposedEvent, Reason, kinds};
use crate::code::event::{historical, ucdp, victims_of};
use crate::coded::{Codes, Event, EventType, Fate, Field, Mark, Party, Victims};
use bellwether_model::TargetClass;
use std::ops::Range;

impl Reader<'_, '_, '_> {
    /// The event of a candidate, its fields read again. `taken` are tokens that statements have counted.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) fn event(
        &mut self,
        proposed: &ProposedEvent,
        quote: &Range<usize>,
        taken: &[Range<usize>],
    ) -> Result<Event, Reason> {
        let (kind, predicate) = self.told(&proposed.kind, quote, taken)?;
        let mut event = self.bare(kind);
        event.side_a = self.party(proposed.by.as_deref());
        if let Some(to) = proposed.to.as_deref() {
            (event.side_b, event.target) = self.whom(&self.here(to));
        }
        event.weapon = proposed.weapon.as_deref().and_then(|words| self.weapon(&self.here(words)));
        event.date = self.date(proposed.date.as_deref());
        event.place = self.place(proposed.place.as_deref());
        event.victims = self.victims(proposed, event.side_a.as_ref().map(|field| &field.value));
        event.attribution = self.attribution(&proposed.said);
        self.whole(event, &predicate, &proposed.marks)
    }

    /// The kind of an event that some tokens tell of, and what tells of it.
    ///
    /// # Errors
    /// When the kind is not known, nothing tells of it, or it is told of something else.
    pub(super) fn told(
        &self,
        kind: &str,
        quote: &Range<usize>,
        taken: &[Range<usize>],
    ) -> Result<(Field<EventType>, Predicate), Reason> {
        let known = kinds().any(|known| known == kind);
        let kind = EventType::parse(kind).filter(|_| known).ok_or(Reason::UnknownKind)?;
        let predicate = self.predicate(quote)?;
        if taken.iter().any(|range| range.contains(&predicate.tokens.start)) {
            return Err(Reason::Counted);
        }
        let words = vec![self.sentence.page.span(predicate.tokens.clone())];
        Ok((self.field(kind, words, "", CONFIDENCE_MAX), predicate))
    }

    /// An event of which only the kind is known.
    pub(super) fn bare(&self, kind: Field<EventType>) -> Event {
        Event {
            sentence: self.sentence.page.span(self.sentence.range.clone()),
            codes: Codes::of(kind.value),
            kind,
            side_a: None,
            side_b: None,
            target: None,
            tactic: None,
            weapon: None,
            date: None,
            place: None,
            victims: Vec::new(),
            attribution: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// The event with its codes and marks.
    ///
    /// # Errors
    /// When it says too little.
    pub(super) fn whole(
        &self,
        mut event: Event,
        predicate: &Predicate,
        marks: &[Mark],
    ) -> Result<Event, Reason> {
        let said = event.side_a.is_some()
            || event.side_b.is_some()
            || event.target.is_some()
            || event.place.is_some();
        if !said && event.victims.is_empty() {
            return Err(Reason::Incomplete);
        }
        let Event { kind, side_a, side_b, target, .. } = &event;
        event.codes.ucdp = ucdp(kind.value, side_a.as_ref(), side_b.as_ref(), target.as_ref());
        event.marks = self.event_marks(predicate, marks, event.date.as_ref());
        Ok(event)
    }

    /// Whom it was done to, and the class of what was aimed at.
    pub(super) fn whom(
        &mut self,
        tokens: &Range<usize>,
    ) -> (Option<Field<Party>>, Option<Field<TargetClass>>) {
        let page = self.sentence.page;
        let target = self.mentions_at(tokens).into_iter().find_map(|at| {
            let mention = self.mention(at);
            let thing = mention.thing.clone();
            let people = || {
                let class = mention.group.or_else(|| mention.party.as_ref()?.role.target())?;
                Some((class, mention.party_words.clone()))
            };
            thing.or_else(people)
        });
        let target = target.map(|(class, tokens)| {
            self.field(class, vec![page.span(tokens)], "target", CONFIDENCE_MAX)
        });
        let party = self.mentions_at(tokens).into_iter().any(|at| self.mention(at).party.is_some());
        // A thing is whom it was done to as well as a party is; only who is neither is dropped.
        let side = if party || target.is_none() { self.party_at(tokens) } else { None };
        (side, target)
    }

    pub(super) fn weapon(&mut self, tokens: &Range<usize>) -> Option<Field<&'static str>> {
        let found =
            self.mentions_at(tokens).into_iter().find_map(|at| self.mention(at).weapon.clone());
        let Some((code, tokens)) = found else {
            self.tally.drop_field(Reason::NoWeapon);
            return None;
        };
        let words = vec![self.sentence.page.span(tokens)];
        Some(self.field(code, words, "weapon", CONFIDENCE_MAX))
    }

    /// The groups of victims whose number the grammar reads.
    fn victims(&mut self, proposed: &ProposedEvent, side_a: Option<&Party>) -> Vec<Field<Victims>> {
        let mut all: Vec<Field<Victims>> = Vec::new();
        for (fate, list) in [
            (Fate::Killed, &proposed.killed),
            (Fate::Injured, &proposed.injured),
            (Fate::Abducted, &proposed.abducted),
            (Fate::Captured, &proposed.captured),
        ] {
            for words in list {
                let Some(found) = self.group(fate, &self.here(words), side_a) else { continue };
                // The same people under two strings are counted once.
                let twice = all.iter().any(|known| {
                    known.value.fate == fate
                        && known.words.iter().any(|a| found.words.iter().any(|b| a.overlaps(*b)))
                });
                if !twice {
                    all.push(found);
                }
            }
        }
        all
    }

    /// A group of victims whose number the grammar reads.
    pub(super) fn group(
        &mut self,
        fate: Fate,
        tokens: &Range<usize>,
        side_a: Option<&Party>,
    ) -> Option<Field<Victims>> {
        let found = self
            .mentions_at(tokens)
            .into_iter()
            .find_map(|at| victims_of(self.sentence, at, fate, "event.patient.object", side_a));
        let Some(found) = found else {
            self.tally.drop_field(Reason::NoNumber);
            return None;
        };
        Some(self.field(found.value, found.words, "number", found.confidence))
    }

    fn event_marks(
        &self,
        predicate: &Predicate,
        proposed: &[Mark],
        date: Option<&Field<crate::coded::When>>,
    ) -> Vec<Field<Mark>> {
        let mut marks = self.marks(predicate, proposed);
        if let Some(past) = historical(self.sentence, date)
            && !marks.iter().any(|mark| mark.value == Mark::Historical)
        {
            marks.push(past);
        }
        marks
    }
}
