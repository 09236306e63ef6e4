//! From a name, in any spelling or script, to organisations, ranked and with reasons.

use std::cmp::Ordering;

use bellwether_model::NativeActor;

use super::normalise::normalise;
use super::schema::{Actor, NameKind};
use super::score::{Searchable, Weights, best};

/// What a query may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject<'a> {
    /// An organisation of the registry.
    Actor(&'a Actor),
    /// A dataset's own actor that no organisation of the registry claims.
    Native(&'a NativeActor),
}

impl Subject<'_> {
    /// The name to show.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Actor(actor) => &actor.name,
            Self::Native(native) => &native.name,
        }
    }
}

/// One answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<'a> {
    /// What is meant.
    pub subject: Subject<'a>,
    /// How well the query fits, from 0.45 (less is not given) to 1 (the very name). Not a probability.
    pub score: f64,
    /// Why, the strongest reason first: `the name itself`, `acronym "TTP"`, …; never empty.
    pub reasons: Vec<String>,
}

/// Answers that score less are not given.
pub(super) const FLOOR: f64 = 0.45;

/// The names of all organisations in their normal form.
#[derive(Debug)]
pub(super) struct SearchIndex {
    /// For each actor, in the registry's order, its names.
    names: Vec<Vec<Searchable>>,
    weights: Weights,
}

impl SearchIndex {
    pub(super) fn new(actors: &[Actor]) -> Self {
        let names: Vec<Vec<Searchable>> = actors.iter().map(names_of).collect();
        let weights = Weights::new(names.iter().map(Vec::as_slice));
        Self { names, weights }
    }
}

fn names_of(actor: &Actor) -> Vec<Searchable> {
    // The id is how the command line names an actor, so it must find it.
    let own = [(None, actor.name.as_str()), (Some(NameKind::Short), actor.id.as_str())];
    let names = own.into_iter().chain(actor.names.iter().map(|n| (Some(n.kind), n.text.as_str())));
    searchables(names)
}

fn names_of_native(native: &NativeActor) -> Vec<Searchable> {
    let others = native.other_names.iter().map(|n| (Some(NameKind::Spelling), n.as_str()));
    searchables(std::iter::once((None, native.name.as_str())).chain(others))
}

/// The names without those that are equal to an earlier one in their normal form.
fn searchables<'n>(names: impl Iterator<Item = (Option<NameKind>, &'n str)>) -> Vec<Searchable> {
    let mut out: Vec<Searchable> = Vec::new();
    for (kind, text) in names {
        let searchable = Searchable::new(kind, text);
        if !searchable.is_empty() && !out.iter().any(|s| s.same_words(&searchable)) {
            out.push(searchable);
        }
    }
    out
}

/// Ranks; see [`super::Registry::find`].
pub(super) fn find<'a>(
    index: &SearchIndex,
    actors: &'a [Actor],
    natives: impl Iterator<Item = &'a NativeActor>,
    query: &str,
    limit: usize,
) -> Vec<Match<'a>> {
    let query = Searchable::new(None, &normalise(query));
    if query.is_empty() {
        return Vec::new();
    }
    let known = actors.iter().zip(&index.names).filter_map(|(actor, names)| {
        let (score, reasons) = best(&query, names, &index.weights)?;
        Some(Match { subject: Subject::Actor(actor), score, reasons })
    });
    let native = natives.filter_map(|native| {
        let (score, mut reasons) = best(&query, &names_of_native(native), &index.weights)?;
        reasons.push(format!("{} actor {}", native.dataset, native.native_id));
        Some(Match { subject: Subject::Native(native), score, reasons })
    });
    let mut matches: Vec<Match<'a>> = known.chain(native).filter(|m| m.score >= FLOOR).collect();
    matches.sort_by(compare);
    matches.truncate(limit);
    matches
}

/// Better scores first; at equal scores the registry before natives, then by name and id.
fn compare(a: &Match<'_>, b: &Match<'_>) -> Ordering {
    let rank = |m: &Match<'_>| match m.subject {
        Subject::Actor(actor) => (0, String::new(), actor.id.to_string()),
        Subject::Native(n) => (1, n.dataset.to_string(), n.native_id.clone()),
    };
    b.score.total_cmp(&a.score).then_with(|| rank(a).cmp(&rank(b)))
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
