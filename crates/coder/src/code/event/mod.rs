//! Events of a sentence: which words tell of one, which belong together, and what they say.

mod arguments;
mod core;
mod fill;
mod gather;
mod made;
mod marks;
mod outcome;
mod victims;
mod whence;

pub(crate) use arguments::{is_place, starts};
pub(crate) use fill::{NOBODY, ucdp};
pub(crate) use gather::family;
pub(crate) use marks::{historical, marks_at};

use super::place::Place;
use super::sentence::Sentence;
use crate::coded::{Attribution, Event, Fate, Field, Party, Victims};

/// An event with what joins it to others of the document.
pub(crate) struct Told {
    pub(crate) event: Event,
    /// Whether it says more of what was told before: "the blast", "the dead included".
    pub(crate) refers: bool,
    /// Whether it is nothing without what was told before: "24 others were injured".
    pub(crate) rest: bool,
}

/// The events of a sentence in order. `elsewhere` are bytes that statements have taken: their numbers are
/// no event's.
pub(crate) fn events(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    attributions: &[Field<Attribution>],
    taken: &[std::ops::Range<usize>],
) -> Vec<Told> {
    let mut cores = core::cores(sentence);
    cores.retain(|core| !taken.iter().any(|range| range.contains(&core.at())));
    let groups = gather::gather(sentence, places, cores);
    (0..groups.len())
        .filter_map(|at| fill::fill(sentence, places, attributions, &groups, at))
        .collect()
}

/// The people of a noun group as victims of a fate, where the group gives their number.
pub(crate) fn victims_of(
    sentence: &Sentence<'_, '_>,
    mention: usize,
    fate: Fate,
    rule: &'static str,
    side_a: Option<&Party>,
) -> Option<Field<Victims>> {
    victims::of_mention(sentence, mention, fate, rule, side_a)
}
