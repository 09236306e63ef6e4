//! The words by which a claim says what it is about, one table for each question.

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

/// Nouns of events that one side does to another.
pub(super) const ONE_WAY: &[&str] = &[
    "attacks",
    "attack",
    "bombings",
    "bombing",
    "raids",
    "raid",
    "assaults",
    "assault",
    "ambushes",
    "ambush",
    "strikes",
    "strike",
    "airstrikes",
    "explosions",
    "blasts",
    "shootings",
    "operations",
    "massacres",
    "massacre",
    "killings",
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

/// Classes of civilians, which datasets of deaths do not part.
pub(super) const CIVILIAN_CLASSES: &[&str] = &[
    "villagers",
    "children",
    "women",
    "students",
    "worshippers",
    "passengers",
    "workers",
    "residents",
    "farmers",
    "peasants",
    "schoolgirls",
    "journalists",
    "pilgrims",
    "girls",
    "boys",
    "teachers",
    "pupils",
];

/// Nouns for a state's forces.
pub(super) const FORCES: &[&str] = &[
    "soldiers",
    "troops",
    "policemen",
    "police",
    "servicemen",
    "guards",
    "marines",
    "soldier",
    "policeman",
    "personnel",
    "officers",
];

/// Nouns for a group's members.
pub(super) const FIGHTERS: &[&str] = &[
    "fighters",
    "militants",
    "insurgents",
    "rebels",
    "guerrillas",
    "terrorists",
    "extremists",
    "gunmen",
    "members",
    "jihadists",
    "combatants",
    "militiamen",
    "cadres",
];

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

/// Whether a word is in a list, in any case.
pub(super) fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}
