//! Which expression of time belongs to an event or a count.

use super::sentence::Sentence;
use crate::coded::{Field, When};
use crate::time::{Granularity, Relation, Time};
use std::ops::Range;

/// The value of an expression.
pub(crate) fn when(time: &Time) -> When {
    When {
        start: time.start,
        end: time.end,
        granularity: time.granularity,
        relation: time.relation,
    }
}

/// The field of an expression.
pub(crate) fn field(time: &Time, rule: &'static str) -> Field<When> {
    Field::new(when(time), vec![time.span], rule)
}

/// Times of the sentence with their tokens.
pub(crate) fn all<'s>(
    sentence: &'s Sentence<'_, '_>,
) -> impl Iterator<Item = (Range<usize>, &'s Time)> {
    let page = sentence.page;
    page.times[sentence.times.clone()].iter().map(move |time| (page.tokens_of(time.span), time))
}

/// When the event with these tokens of its own took place. A day on which somebody only said so is left out.
pub(crate) fn of_event(sentence: &Sentence<'_, '_>, own: &Range<usize>) -> Option<Field<When>> {
    let mut mine: Vec<(Range<usize>, &Time)> = all(sentence)
        .filter(|(tokens, _)| own.contains(&tokens.start))
        .filter(|(tokens, _)| !is_of_speech(sentence, tokens))
        .filter(|(_, time)| !matches!(time.relation, Relation::Since | Relation::Until))
        .collect();
    mine.sort_by_key(|(_, time)| {
        (time.granularity > Granularity::Week, time.relation == Relation::Throughout)
    });
    mine.first().map(|(_, time)| field(time, "when.event"))
}

/// Whether a day is that of a word of speech: "police said on Tuesday".
fn is_of_speech(sentence: &Sentence<'_, '_>, tokens: &Range<usize>) -> bool {
    let page = sentence.page;
    sentence.verbs.iter().any(|verb| {
        verb.tokens.end == tokens.start
            && matches!(
                page.lemma(verb.head),
                "say" | "tell" | "report" | "announce" | "confirm" | "state" | "warn" | "add"
            )
            && !verb.passive
    })
}
