//! When and where an event was.

use super::core::Core;
use super::gather::Group;
use crate::code::place::Place;
use crate::code::sentence::Sentence;
use crate::code::when;
use crate::coded::{Field, When, Where};
use bellwether_model::PlacePrecision;

/// The days of the event of the group at an index.
pub(super) fn date(
    sentence: &Sentence<'_, '_>,
    groups: &[Group],
    at: usize,
) -> Option<Field<When>> {
    when::of_event(sentence, &groups[at].own).or_else(|| {
        (at > 0 && groups.len() == 2).then(|| when::of_event(sentence, &groups[0].own)).flatten()
    })
}

/// The place of the event of the group at an index: the best known of its words, else of the first event's.
pub(super) fn place(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    groups: &[Group],
    at: usize,
) -> Option<Field<Where>> {
    let precise = |own: &std::ops::Range<usize>| {
        let mut mine: Vec<&Place> =
            places.iter().filter(|place| own.contains(&place.tokens.start)).collect();
        let first_cores = groups[at].cores.first().map_or(0, Core::at);
        mine.sort_by_key(|place| {
            let coarse = match place.place.precision {
                PlacePrecision::Country => 2,
                PlacePrecision::Admin1 | PlacePrecision::Region => 1,
                _ => 0,
            };
            (
                coarse,
                place.tokens.start < first_cores && mine_led(sentence, place),
                place.tokens.start,
            )
        });
        mine.first().map(|place| place.field(sentence))
    };
    precise(&groups[at].own).or_else(|| (at > 0).then(|| precise(&groups[0].own)).flatten())
}

/// Whether a place belongs to who somebody is: "residents of Harun".
fn mine_led(sentence: &Sentence<'_, '_>, place: &Place) -> bool {
    matches!(sentence.page.before(place.tokens.start), "of" | "from")
}
