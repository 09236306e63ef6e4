//! What is counted, by its head noun or by the word that says what became of them.

use crate::Span;
use crate::token::Tokens;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Dead people.
    Killed,
    /// Injured people.
    Injured,
    /// Abducted people.
    Abducted,
    /// Arrested or captured people.
    Captured,
    /// Members of armed groups who gave up.
    Surrendered,
    /// Displaced people.
    Displaced,
    /// Members of an armed group.
    Fighters,
    /// Soldiers and police.
    Forces,
    /// People who bear no arms.
    Civilians,
    /// People of whom nothing else is said.
    People,
    /// Attacks, clashes, bombings, incidents.
    Attacks,
    /// Money.
    Money,
    /// A length of time.
    Time,
    /// A distance or an area.
    Distance,
    /// A part of a whole.
    Share,
    /// Something else, or nothing that was found.
    Unknown,
}

/// Words by what they count. Of people, what became of them counts more than who they were.
pub const UNITS: &[(Unit, &[&str])] = &[
    (
        Unit::Killed,
        &[
            "dead",
            "deaths",
            "killed",
            "fatalities",
            "murdered",
            "slain",
            "bodies",
            "lives",
            "massacred",
            "executed",
            "died",
            "corpses",
            "murders",
            "killings",
        ],
    ),
    (Unit::Injured, &["wounded", "injured", "hurt", "injuries"]),
    (Unit::Abducted, &["abducted", "kidnapped", "hostages", "captives", "abductees"]),
    (Unit::Captured, &["arrested", "detained", "captured", "prisoners", "arrests", "detainees"]),
    (
        Unit::Surrendered,
        &["surrendered", "defected", "defectors", "surrenders", "defections", "surrendering"],
    ),
    (Unit::Displaced, &["displaced", "fled", "refugees", "uprooted"]),
    (
        Unit::Fighters,
        &[
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
            "commanders",
            "recruits",
            "bandits",
            "attackers",
            "bombers",
            "fighter",
            "militant",
            "men",
        ],
    ),
    (
        Unit::Forces,
        &[
            "soldiers",
            "troops",
            "policemen",
            "officers",
            "police",
            "servicemen",
            "guards",
            "peacekeepers",
            "soldier",
            "policeman",
            "marines",
            "personnel",
        ],
    ),
    (
        Unit::Civilians,
        &[
            "civilians",
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
            "civilian",
            "schoolgirls",
            "journalists",
            "pilgrims",
            "girls",
            "boys",
        ],
    ),
    (
        Unit::People,
        &["people", "persons", "person", "victims", "casualties", "individuals", "others"],
    ),
    (
        Unit::Attacks,
        &[
            "attacks",
            "incidents",
            "clashes",
            "bombings",
            "operations",
            "raids",
            "assaults",
            "ambushes",
            "strikes",
            "explosions",
            "attack",
            "airstrikes",
            "battles",
            "blasts",
            "shootings",
        ],
    ),
    (Unit::Money, &["dollars", "euros", "pesos", "rupees", "usd", "afghanis", "naira"]),
    (
        Unit::Time,
        &[
            "days", "weeks", "months", "years", "hours", "minutes", "day", "week", "month", "year",
            "hour", "seconds", "decades",
        ],
    ),
    (
        Unit::Distance,
        &[
            "km",
            "kilometers",
            "kilometres",
            "miles",
            "meters",
            "metres",
            "hectares",
            "kilometer",
            "mile",
        ],
    ),
];

/// Words that a unit may stand behind.
const PAST_MAX: usize = 7;

/// What the words from `at` on count, with the noun: the first unit word of the noun group, and, for people, what became
/// of them where the text says so right after ("12 soldiers were killed", "dozens were wounded").
pub(super) fn find(tokens: &Tokens<'_>, at: usize, end: usize) -> (Unit, Option<Span>) {
    // "four of them lost their lives": what they are stands before.
    let of_them = tokens.word(at).eq_ignore_ascii_case("of")
        && tokens.word(at + 1).eq_ignore_ascii_case("them");
    if of_them && at + 1 < end {
        return (fate(tokens, at + 2, end).unwrap_or(Unit::Unknown), None);
    }
    if let Some(fate) = fate(tokens, at, end) {
        return (fate, None);
    }
    let limit = end.min(at + PAST_MAX);
    let mut noun = None;
    for index in at..limit {
        let word = tokens.word(index);
        if is_end(word) {
            break;
        }
        if let Some(unit) = unit(word) {
            noun = Some((unit, index));
            if !is_person(unit) || !goes_on(tokens.word(index + 1)) {
                break;
            }
        }
    }
    let Some((unit, index)) = noun else { return (Unit::Unknown, None) };
    let span = Some(tokens.span(index..index + 1));
    if !is_person(unit) {
        return (unit, span);
    }
    (fate(tokens, index + 1, end).unwrap_or(unit), span)
}

/// Whether a noun that follows a person's word may be the head: "police officers", "militant fighters".
fn goes_on(next: &str) -> bool {
    unit(next).is_some()
}

/// What became of people, in the words right after them: "were killed", "have surrendered", "dead".
fn fate(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<Unit> {
    const AUXILIARIES: &[&str] =
        &["were", "was", "have", "has", "had", "been", "are", "being", "who", "reportedly", "also"];
    let mut index = at;
    while index < end.min(at + 5)
        && AUXILIARIES.iter().any(|word| tokens.word(index).eq_ignore_ascii_case(word))
    {
        index += 1;
    }
    let fate = unit(tokens.word(index)).filter(|_| index < end)?;
    matches!(
        fate,
        Unit::Killed
            | Unit::Injured
            | Unit::Abducted
            | Unit::Captured
            | Unit::Surrendered
            | Unit::Displaced
    )
    .then_some(fate)
}

fn is_end(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_punctuation() && b != b'-' && b != b'\'')
        || [
            "in", "and", "to", "for", "at", "by", "on", "with", "from", "were", "was", "between",
            "during", "since", "as", "that", "within", "over", "after", "against", "than", "but",
            "or", "this",
        ]
        .iter()
        .any(|end| word.eq_ignore_ascii_case(end))
}

fn is_person(unit: Unit) -> bool {
    matches!(unit, Unit::Fighters | Unit::Forces | Unit::Civilians | Unit::People)
}

fn unit(word: &str) -> Option<Unit> {
    UNITS
        .iter()
        .find(|(_, words)| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
        .map(|&(unit, _)| unit)
}
