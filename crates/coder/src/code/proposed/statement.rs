//! A statement that a model proposed.

use super::Reader;
use crate::assist::{CONFIDENCE_MAX, ProposedStatement, Reason};
use crate::code::statement::{List, themes};
use crate::coded::{Amount, Field, Measure, Statement, StatementKind as Kind, Theme};
use crate::number::Unit;
use std::ops::Range;

impl Reader<'_, '_, '_> {
    /// The statement of a candidate, its fields read again.
    ///
    /// # Errors
    /// Why there is none: a strength without a number, a relation without the other.
    pub(super) fn statement(
        &mut self,
        proposed: &ProposedStatement,
        quote: &Range<usize>,
    ) -> Result<Statement, Reason> {
        let page = self.sentence.page;
        let predicate = self.predicate(quote)?;
        let words = vec![page.span(predicate.tokens.clone())];
        let quantity = self.number(proposed.number.as_deref());
        let measure = self.measure(proposed, quantity.as_ref());
        let own = |value| (value, words.clone());
        let relation = proposed.relation.map(own);
        let link = proposed.link.map(|link| (link, words.clone()));
        let statement = Statement {
            sentence: page.span(self.sentence.range.clone()),
            kind: self.field(proposed.kind, words.clone(), "", CONFIDENCE_MAX),
            actor: self.party(proposed.actor.as_deref()),
            relation: relation.map(|(value, words)| self.field(value, words, "", CONFIDENCE_MAX)),
            other: self.party(proposed.other.as_deref()),
            link: link.map(|(value, words)| self.field(value, words, "", CONFIDENCE_MAX)),
            measure,
            quantity,
            victims: None,
            as_of: self.date(proposed.as_of.as_deref()),
            place: self.place(proposed.place.as_deref()),
            trend: None,
            themes: self.themes(proposed.kind),
            attribution: self.attribution(&proposed.said),
            marks: self.marks(&predicate, &proposed.marks),
        };
        if is_whole(&statement) { Ok(statement) } else { Err(Reason::Incomplete) }
    }

    /// The number in some words, with what it counts by the grammar; a day or a distance is none.
    fn number(&mut self, words: Option<&str>) -> Option<Field<Amount>> {
        let page = self.sentence.page;
        let span = page.span(self.tokens(words?)?);
        let found = page.quantities.iter().find(|quantity| {
            quantity.span.overlaps(span)
                && !matches!(quantity.unit, Unit::Time | Unit::Distance)
                && !page.times.iter().any(|time| time.span.overlaps(quantity.span))
        });
        let Some(quantity) = found else {
            self.tally.drop_field(Reason::NoNumber);
            return None;
        };
        let amount = Amount {
            low: quantity.low,
            best: quantity.best,
            high: quantity.high,
            qualifier: quantity.qualifier,
        };
        Some(self.field(amount, vec![quantity.span], "number", CONFIDENCE_MAX))
    }

    /// What is counted: what the noun of the number says, else what was proposed.
    fn measure(
        &self,
        proposed: &ProposedStatement,
        quantity: Option<&Field<Amount>>,
    ) -> Option<Field<Measure>> {
        let words = quantity?.words.clone();
        let page = self.sentence.page;
        let unit = page.quantities.iter().find(|one| words.first() == Some(&one.span))?.unit;
        let told = match unit {
            Unit::Killed => Some(Measure::Killed),
            Unit::Injured => Some(Measure::Injured),
            Unit::Abducted => Some(Measure::Abducted),
            Unit::Captured => Some(Measure::Captured),
            Unit::Surrendered => Some(Measure::Surrendered),
            Unit::Displaced => Some(Measure::Displaced),
            Unit::Fighters if proposed.kind == Kind::Strength => Some(Measure::Fighters),
            Unit::Attacks => Some(Measure::Attacks),
            Unit::Money => Some(Measure::Money),
            Unit::Share => Some(Measure::Share),
            _ => None,
        };
        let strength = (proposed.kind == Kind::Strength).then_some(Measure::Fighters);
        let measure = told.or(proposed.measure).or(strength)?;
        Some(self.field(measure, words, "", CONFIDENCE_MAX))
    }

    /// The themes of the sentence by the word lists.
    fn themes(&self, kind: Kind) -> Vec<Field<Theme>> {
        let list = match kind {
            Kind::Aim => List::Aims,
            Kind::Threat => List::Threats,
            Kind::Resources => List::Resources,
            _ => return Vec::new(),
        };
        themes(self.sentence, list, self.sentence.range.clone(), "statement.theme")
            .into_iter()
            .map(|found| self.field(found.value, found.words, "theme", found.confidence))
            .collect()
    }
}

/// Whether a statement of its kind says something.
fn is_whole(statement: &Statement) -> bool {
    let (actor, number) = (statement.actor.is_some(), statement.quantity.is_some());
    let measure = statement.measure.as_ref().map(|field| field.value);
    match statement.kind.value {
        Kind::Strength => actor && number && measure == Some(Measure::Fighters),
        Kind::Tally => number && measure.is_some_and(|measure| measure != Measure::Other),
        Kind::Losses => {
            let lost = [Measure::Killed, Measure::Injured, Measure::Captured, Measure::Surrendered];
            actor && number && measure.is_some_and(|measure| lost.contains(&measure))
        }
        Kind::Formation => actor,
        Kind::Split => actor && statement.other.is_some(),
        Kind::Relation => actor && statement.other.is_some() && statement.link.is_some(),
        Kind::Area => actor && statement.place.is_some(),
        Kind::Aim | Kind::Threat | Kind::Resources => actor && !statement.themes.is_empty(),
    }
}

/// Fills what the rules left empty.
pub(super) fn fill(own: &mut Statement, other: Statement) {
    own.actor = own.actor.take().or(other.actor);
    own.relation = own.relation.take().or(other.relation);
    own.other = own.other.take().or(other.other);
    own.link = own.link.take().or(other.link);
    own.measure = own.measure.take().or(other.measure);
    own.quantity = own.quantity.take().or(other.quantity);
    own.as_of = own.as_of.take().or(other.as_of);
    own.place = own.place.take().or(other.place);
    if own.themes.is_empty() {
        own.themes = other.themes;
    }
    for said in other.attribution {
        if !own.attribution.iter().any(|known| known.value == said.value) {
            own.attribution.push(said);
        }
    }
}
