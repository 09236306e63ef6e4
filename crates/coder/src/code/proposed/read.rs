//! Words that a model proposed, read again by the rules that read them everywhere.

use super::Reader;
use super::locate::find;
use crate::Span;
use crate::assist::{CONFIDENCE_MAX, Reason};
use crate::code::mention::Mention;
use crate::code::{report, when};
use crate::coded::{Attribution, Field, Mark, Party, Role, Stance, When, Where};
use std::ops::Range;

/// What tells of an event: a verb or a noun of the quote.
pub(super) struct Predicate {
    pub(super) verb: Option<usize>,
    pub(super) mention: Option<usize>,
    /// Its tokens, without a name.
    pub(super) tokens: Range<usize>,
}

/// Whether two stretches of tokens have one in common.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

impl<'p, 'a> Reader<'_, 'p, 'a> {
    /// The tokens of a string in the sentence.
    pub(super) fn tokens(&self, words: &str) -> Option<Range<usize>> {
        find(self.sentence.page, words, &self.sentence.range)
    }

    /// Its tokens in the sentence, else anywhere in the text.
    fn anywhere(&self, words: &str) -> Option<Range<usize>> {
        let whole = 0..self.sentence.page.tokens.tokens.len();
        self.tokens(words).or_else(|| find(self.sentence.page, words, &whole))
    }

    /// The same, empty where it does not stand there.
    pub(super) fn here(&self, words: &str) -> Range<usize> {
        self.tokens(words).unwrap_or_default()
    }

    /// The groups that some tokens touch, the first within them before those that reach out of them.
    pub(super) fn mentions_at(&self, tokens: &Range<usize>) -> Vec<usize> {
        let mentions = &self.sentence.mentions;
        let mut touched: Vec<usize> =
            (0..mentions.len()).filter(|&at| overlap(&mentions[at].tokens, tokens)).collect();
        touched.sort_by_key(|&at| !tokens.contains(&mentions[at].head));
        touched
    }

    pub(super) fn mention(&self, at: usize) -> &Mention {
        &self.sentence.mentions[at]
    }

    /// The verb or noun of the quote that tells of something: no verb of speech while there is another, and no name.
    pub(super) fn predicate(&self, quote: &Range<usize>) -> Result<Predicate, Reason> {
        let (sentence, page) = (self.sentence, self.sentence.page);
        let verbs =
            || (0..sentence.verbs.len()).filter(|&at| quote.contains(&sentence.verbs[at].head));
        let speech = |at: &usize| {
            let lemma = page.lemma(sentence.verbs[*at].head);
            report::VERBS.iter().any(|(verb, _)| *verb == lemma)
        };
        let noun = |trigger: bool| {
            sentence.mentions.iter().position(|mention| {
                quote.contains(&mention.head)
                    && !page.tag(mention.head).starts_with("NNP")
                    && (page.tag(mention.head).starts_with("NN"))
                    && (mention.trigger.is_some() || !trigger)
            })
        };
        let verb = verbs().find(|at| !speech(at));
        let mention = noun(true).or_else(|| if verb.is_none() { noun(false) } else { None });
        let verb = verb.or_else(|| if mention.is_none() { verbs().next() } else { None });
        let tokens = match (verb, mention) {
            (Some(verb), _) => sentence.verbs[verb].tokens.clone(),
            (None, Some(mention)) => {
                let head = sentence.mentions[mention].head;
                head..head + 1
            }
            (None, None) => return Err(Reason::NoPredicate),
        };
        Ok(Predicate { verb, mention: mention.filter(|_| verb.is_none()), tokens })
    }

    /// An organisation or a class of people; nobody that is neither, for it may be a person.
    pub(super) fn party(&mut self, words: Option<&str>) -> Option<Field<Party>> {
        self.party_at(&self.here(words?))
    }

    /// The same in some tokens.
    pub(super) fn party_at(&mut self, tokens: &Range<usize>) -> Option<Field<Party>> {
        let found = self.mentions_at(tokens).into_iter().find_map(|at| {
            let mention = self.mention(at);
            Some((mention.party.clone()?, self.sentence.page.span(mention.party_words.clone())))
        });
        let Some((party, span)) = found else {
            self.tally.drop_field(Reason::NoParty);
            return None;
        };
        Some(self.field(party, vec![span], "party", CONFIDENCE_MAX))
    }

    /// A day or a stretch of time.
    pub(super) fn date(&mut self, words: Option<&str>) -> Option<Field<When>> {
        self.date_at(&self.anywhere(words?)?)
    }

    /// The same in some tokens.
    pub(super) fn date_at(&mut self, tokens: &Range<usize>) -> Option<Field<When>> {
        let page = self.sentence.page;
        let span = page.span(tokens.clone());
        let Some(time) = page.times.iter().find(|time| time.span.overlaps(span)) else {
            self.tally.drop_field(Reason::NoDate);
            return None;
        };
        Some(self.field(when::when(time), vec![time.span], "time", CONFIDENCE_MAX))
    }

    /// A place that the rules or the gazetteer know.
    pub(super) fn place(&mut self, words: Option<&str>) -> Option<Field<Where>> {
        self.place_at(&self.anywhere(words?)?)
    }

    /// The same in some tokens.
    pub(super) fn place_at(&mut self, tokens: &Range<usize>) -> Option<Field<Where>> {
        let page = self.sentence.page;
        let span = page.span(tokens.clone());
        let here = self.places.iter().find(|place| overlap(&place.tokens, tokens));
        let found: Option<(Where, Vec<Span>, f32)> = match here {
            Some(place) => {
                let field = place.field(self.sentence);
                Some((field.value, field.words, field.confidence))
            }
            None => page
                .toponyms
                .iter()
                .find(|toponym| toponym.span.overlaps(span))
                .map(|toponym| (toponym.place.clone(), vec![toponym.span], toponym.confidence)),
        };
        let Some((place, words, trusted)) = found else {
            self.tally.drop_field(Reason::NoPlace);
            return None;
        };
        Some(self.field(place, words, "place", trusted))
    }

    /// Who says so: what the rules found in the sentence, and what else was proposed.
    pub(super) fn attribution(&mut self, said: &[crate::assist::Said]) -> Vec<Field<Attribution>> {
        let mut all = self.attributions.to_vec();
        for one in said {
            let Some(field) = self.party(Some(&one.who)) else { continue };
            let field = field.map(|party| {
                let party = match (party.role, &party.name) {
                    (Role::Civilians, None) => Party { role: Role::Witnesses, ..party },
                    _ => party,
                };
                match one.stance {
                    Stance::Blamed => Attribution { stance: one.stance, by: None, on: Some(party) },
                    stance => Attribution { stance, by: Some(party), on: None },
                }
            });
            if !all.iter().any(|known| known.value == field.value) {
                all.push(field);
            }
        }
        all
    }

    /// The marks that the rules give the predicate, and those that were proposed.
    pub(super) fn marks(&self, predicate: &Predicate, proposed: &[Mark]) -> Vec<Field<Mark>> {
        let Predicate { verb, mention, tokens } = predicate;
        let at = verb.map_or(tokens.start, |verb| self.sentence.verbs[verb].head);
        let mut marks = crate::code::event::marks_at(self.sentence, *verb, *mention, at);
        for mark in proposed {
            if !marks.iter().any(|known| known.value == *mark) {
                let words = vec![self.sentence.page.span(tokens.clone())];
                marks.push(self.field(*mark, words, "", CONFIDENCE_MAX));
            }
        }
        marks
    }
}
