//! The words by which a claim says what it is about, one table for each question.
//!
//! What a noun counts is the coder's table of units ([`UNITS`]); here stand the distinctions that a claim needs beyond
//! it, and the few nouns that it does not have.

use bellwether_coder::number::{UNITS, Unit};

/// Verbs by which an actor kills.
pub(super) const KILLING: &[&str] = &[
    "killed",
    "kill",
    "kills",
    "killing",
    "murdered",
    "massacred",
    "slaughtered",
    "executed",
    "slain",
];

/// Verbs by which an actor does what is counted.
pub(super) const DOING: &[&str] = &[
    "carried",
    "launched",
    "conducted",
    "staged",
    "mounted",
    "perpetrated",
    "committed",
    "made",
    "initiated",
    "undertook",
    "executed",
    "claimed",
    "attacked",
];

/// Verbs by which an actor suffers what is counted.
pub(super) const SUFFERING: &[&str] = &["lost", "suffered", "lose", "loses", "losing"];

/// What stands before an actor that took part, on whichever side.
pub(super) const INVOLVING: &[&str] = &[
    "involving",
    "involved",
    "with",
    "between",
    "fighting",
    "war",
    "conflict",
    "battling",
    "took",
];

/// What stands before an actor to whom it was done.
pub(super) const AGAINST: &[&str] = &["against", "on", "targeting", "upon"];

/// Nouns of events in which two sides take part.
pub(super) const MUTUAL: &[&str] = &[
    "clashes",
    "clash",
    "battles",
    "battle",
    "engagements",
    "firefights",
    "skirmishes",
    "incidents",
    "incident",
    "events",
    "event",
    "fights",
];

/// Nouns of events that are a kind that not every dataset tells apart, with what they are called here.
pub(super) const KINDS: &[(&str, &str)] = &[
    ("bombings", "bombings"),
    ("bombing", "bombings"),
    ("airstrikes", "air strikes"),
    ("explosions", "explosions"),
    ("blasts", "explosions"),
    ("ambushes", "ambushes"),
    ("shootings", "shootings"),
    ("suicide", "suicide attacks"),
    ("massacres", "massacres"),
    ("raids", "raids"),
    ("complex", "complex attacks"),
    ("rocket", "rocket attacks"),
    ("drone", "drone strikes"),
    ("terrorist", "attacks that somebody calls terrorist"),
    ("terror", "attacks that somebody calls terrorist"),
    ("sectarian", "sectarian attacks"),
    ("claimed", "attacks that the group itself claimed"),
];

/// Words that say that somebody died.
pub(super) const LETHAL: &[&str] = &["deadly", "lethal", "fatal", "deadliest"];

/// Words that make a claim one about two counts, or about a rank.
pub(super) const COMPARING: &[&str] = &[
    "twice",
    "doubled",
    "tripled",
    "halved",
    "quadrupled",
    "deadliest",
    "fewest",
    "rose",
    "fell",
    "increased",
    "decreased",
    "dropped",
    "declined",
    "grew",
    "ranked",
    "compared",
];

/// Words that deny.
pub(super) const DENYING: &[&str] = &["not", "n't", "never"];

/// Words for a group that was named before.
pub(super) const GROUP: &[&str] =
    &["group", "organisation", "organization", "movement", "militants", "insurgents"];

/// Nouns for people who bear no arms, without further word on who they are.
pub(super) const CIVILIANS: &[&str] = &["civilians", "civilian", "non-combatants", "noncombatants"];

/// Parts of a country by points of the compass.
pub(super) const COMPASS: &[&str] = &[
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north-eastern",
    "north-western",
    "south-eastern",
    "south-western",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "north",
    "south",
    "east",
    "west",
    "rural",
    "urban",
];

/// Words for the whole world.
pub(super) const WORLD: &[&str] = &["worldwide", "globally", "world-wide"];

/// Regions that are no country, whose countries people count differently.
pub(super) const REGIONS: &[&str] = &[
    "Sahel",
    "Middle East",
    "Africa",
    "Asia",
    "Europe",
    "Levant",
    "Maghreb",
    "West Africa",
    "East Africa",
    "Lake Chad",
    "Lake Chad Basin",
    "South Asia",
    "Central Asia",
    "Southeast Asia",
    "Latin America",
    "Horn of Africa",
    "Caucasus",
    "Balkans",
    "Kashmir",
    "Kurdistan",
    "North Africa",
    "Central Africa",
    "Central America",
];

/// Further nouns of events that one side does to another; most are [`Unit::Attacks`] of the coder.
pub(super) const MORE_ONE_WAY: &[&str] =
    &["bombing", "raid", "assault", "ambush", "strike", "massacres", "massacre", "killings"];

/// Further nouns for people who bear no arms.
pub(super) const MORE_CLASSES: &[&str] = &["teachers", "pupils"];

/// Further nouns for a group's members.
pub(super) const MORE_FIGHTERS: &[&str] = &["cadres"];

/// Whether the coder's table counts a noun so.
fn counts(word: &str, unit: Unit) -> bool {
    UNITS.iter().any(|(known, nouns)| *known == unit && is_in(nouns, word))
}

/// Whether a noun is of events that one side does to another.
pub(super) fn is_one_way(word: &str) -> bool {
    is_in(MORE_ONE_WAY, word) || counts(word, Unit::Attacks) && !is_in(MUTUAL, word)
}

/// Whether a noun is of events.
pub(super) fn is_event(word: &str) -> bool {
    is_in(MUTUAL, word) || is_one_way(word)
}

/// Whether a noun is of a class of people who bear no arms, which datasets of deaths do not part from others.
pub(super) fn is_class(word: &str) -> bool {
    is_in(MORE_CLASSES, word) || counts(word, Unit::Civilians) && !is_in(CIVILIANS, word)
}

/// Whether a noun is of people who bear no arms.
pub(super) fn is_civilian(word: &str) -> bool {
    is_in(CIVILIANS, word) || is_class(word)
}

/// Whether a noun is of a state's forces.
pub(super) fn is_force(word: &str) -> bool {
    counts(word, Unit::Forces)
}

/// Whether a noun is of a group's members.
pub(super) fn is_fighter(word: &str) -> bool {
    is_in(MORE_FIGHTERS, word) || counts(word, Unit::Fighters)
}

/// Whether a word is in a list, in any case.
pub(super) fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_noun_is_listed_that_the_coder_counts_the_same_way() {
        for (list, unit) in [
            (MORE_ONE_WAY, Unit::Attacks),
            (MORE_CLASSES, Unit::Civilians),
            (MORE_FIGHTERS, Unit::Fighters),
        ] {
            let twice: Vec<&&str> = list.iter().filter(|word| counts(word, unit)).collect();
            assert!(
                twice.is_empty(),
                "{twice:?} stand in the coder's table of units; take them out here"
            );
        }
    }

    #[test]
    fn nouns_are_parted_as_claims_need_it() {
        assert!(is_one_way("attacks") && is_one_way("Bombing") && !is_one_way("clashes"));
        assert!(is_event("clashes") && is_event("incidents") && !is_event("soldiers"));
        assert!(is_class("villagers") && is_class("teachers") && !is_class("civilians"));
        assert!(is_civilian("civilians") && is_force("troops") && is_fighter("militants"));
        assert!(!is_fighter("soldiers") && !is_force("civilians"));
    }
}
