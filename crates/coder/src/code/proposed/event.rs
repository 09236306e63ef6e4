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
        let page = self.sentence.page;
        let known = kinds().any(|kind| kind == proposed.kind);
        let kind = EventType::parse(&proposed.kind).filter(|_| known);
        let kind = kind.ok_or(Reason::UnknownKind)?;
        let predicate = self.predicate(quote)?;
        if taken.iter().any(|range| range.contains(&predicate.tokens.start)) {
            return Err(Reason::Counted);
        }
        let words = vec![page.span(predicate.tokens.clone())];
        let kind = self.field(kind, words, "", CONFIDENCE_MAX);
        let side_a = self.party(proposed.by.as_deref());
        let (side_b, target) = self.whom(proposed.to.as_deref());
        let weapon = self.weapon(proposed.weapon.as_deref());
        let date = self.date(proposed.date.as_deref());
        let place = self.place(proposed.place.as_deref());
        let victims = self.victims(proposed, side_a.as_ref().map(|field| &field.value));
        let said = side_a.is_some() || side_b.is_some() || target.is_some() || place.is_some();
        if !said && victims.is_empty() {
            return Err(Reason::Incomplete);
        }
        let attribution = self.attribution(&proposed.said);
        let marks = self.event_marks(&predicate, proposed, date.as_ref());
        let mut codes = Codes::of(kind.value);
        codes.ucdp = ucdp(kind.value, side_a.as_ref(), side_b.as_ref(), target.as_ref());
        Ok(Event {
            sentence: page.span(self.sentence.range.clone()),
            kind,
            codes,
            side_a,
            side_b,
            target,
            tactic: None,
            weapon,
            date,
            place,
            victims,
            attribution,
            marks,
        })
    }

    /// Whom it was done to, and the class of what was aimed at.
    fn whom(&mut self, words: Option<&str>) -> (Option<Field<Party>>, Option<Field<TargetClass>>) {
        let Some(words) = words else { return (None, None) };
        let page = self.sentence.page;
        let target = self.mentions(words).into_iter().find_map(|at| {
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
        let party = self.mentions(words).into_iter().any(|at| self.mention(at).party.is_some());
        // A thing is whom it was done to as well as a party is; only who is neither is dropped.
        let side = if party || target.is_none() { self.party(Some(words)) } else { None };
        (side, target)
    }

    fn weapon(&mut self, words: Option<&str>) -> Option<Field<&'static str>> {
        let words = words?;
        let found = self.mentions(words).into_iter().find_map(|at| self.mention(at).weapon.clone());
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
                let found = self.mentions(words).into_iter().find_map(|at| {
                    victims_of(self.sentence, at, fate, "event.patient.object", side_a)
                });
                let Some(found) = found else {
                    self.tally.drop_field(Reason::NoNumber);
                    continue;
                };
                // The same people under two strings are counted once.
                let twice = all.iter().any(|known| {
                    known.value.fate == fate
                        && known.words.iter().any(|a| found.words.iter().any(|b| a.overlaps(*b)))
                });
                if !twice {
                    all.push(self.field(found.value, found.words, "number", found.confidence));
                }
            }
        }
        all
    }

    fn event_marks(
        &self,
        predicate: &Predicate,
        proposed: &ProposedEvent,
        date: Option<&Field<crate::coded::When>>,
    ) -> Vec<Field<Mark>> {
        let mut marks = self.marks(predicate, &proposed.marks);
        if let Some(past) = historical(self.sentence, date)
            && !marks.iter().any(|mark| mark.value == Mark::Historical)
        {
            marks.push(past);
        }
        marks
    }
}
