//! Who the sides of reports are, by the registry's selectors, and by what datasets call those whom no
//! selector names.

use bellwether_linkage::{Day, NameParties, Party, SideWords};
use bellwether_model::{ActorKind, Date, GwCode, Iso3};
use bellwether_registry::actors::{Actor, Registry, normalise};
use bellwether_registry::countries::Countries;

/// Parties by a registry and its countries.
pub struct RegistryParties<'r> {
    /// The organisations.
    pub actors: &'r Registry,
    /// The countries, by which selectors are confined.
    pub countries: &'r Countries,
}

impl RegistryParties<'_> {
    /// The party that a selector of a dataset names; `None` where no selector names the side.
    #[must_use]
    pub fn claimed(
        &self,
        dataset: &str,
        side: SideWords<'_>,
        iso3: Option<&str>,
        day: Day,
    ) -> Option<Party> {
        let date = date_of(day);
        let country = iso3
            .and_then(|code| Iso3::new(code).ok())
            .and_then(|iso3| self.countries.by_iso3(iso3))
            .and_then(|country| country.gw.first())
            .map(|dated| GwCode(dated.code));
        self.actors.claim(dataset, side.native_id, side.name, country, date).map(party_of)
    }
}

impl NameParties for RegistryParties<'_> {
    fn party(&self, dataset: &str, side: SideWords<'_>, iso3: Option<&str>, day: Day) -> Party {
        self.claimed(dataset, side, iso3, day).unwrap_or_else(|| unclaimed(dataset, side))
    }
}

fn date_of(day: Day) -> Option<Date> {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().try_days(day).ok()?).ok()
}

fn party_of(actor: &Actor) -> Party {
    match actor.kind {
        ActorKind::Government => Party::State,
        ActorKind::Civilians => Party::Civilians,
        _ => Party::Organisation(actor.id.to_string()),
    }
}

/// What a name begins with, in normal form, and who that is. The first that fits counts.
const BEGINNINGS: &[(&str, Kind)] = &[
    ("unidentified military", Kind::State),
    ("unidentified", Kind::Nobody),
    ("unknown", Kind::Nobody),
    ("unaffiliated", Kind::Nobody),
    ("terrorists non state militia", Kind::Nobody),
    ("violent political party", Kind::Nobody),
    ("civilians", Kind::Civilians),
    ("private citizens", Kind::Civilians),
    ("protesters", Kind::Crowd),
    ("rioters", Kind::Crowd),
    ("government", Kind::State),
    ("military", Kind::State),
    ("police", Kind::State),
    ("mutiny of", Kind::State),
];

/// The other target types of the GTD (codebook, `targtype1`), which stand for civilians.
const TARGETS: &[&str] = &[
    "business",
    "abortion related",
    "airports aircraft",
    "educational institution",
    "food or water supply",
    "journalists media",
    "maritime",
    "ngo",
    "other",
    "religious figures institutions",
    "telecommunication",
    "tourists",
    "transportation",
    "utilities",
];

#[derive(Clone, Copy)]
enum Kind {
    State,
    Civilians,
    Crowd,
    Nobody,
}

impl Kind {
    const fn party(self) -> Party {
        match self {
            Self::State => Party::State,
            Self::Civilians => Party::Civilians,
            Self::Crowd => Party::Crowd,
            Self::Nobody => Party::Unidentified,
        }
    }
}

/// The party behind words that no selector claims.
fn unclaimed(dataset: &str, side: SideWords<'_>) -> Party {
    if dataset.contains("gdelt") || dataset.contains("icews") {
        return coded(side);
    }
    let name = normalise(side.name);
    if name.is_empty() {
        return Party::Unidentified;
    }
    if let Some((_, kind)) = BEGINNINGS.iter().find(|(start, _)| begins(&name, start)) {
        return kind.party();
    }
    if dataset.contains("gtd") && TARGETS.iter().any(|start| begins(&name, start)) {
        return Party::Civilians;
    }
    Party::Organisation(name)
}

/// Whether a name begins with these words.
fn begins(name: &str, words: &str) -> bool {
    name.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The party behind a CAMEO code: letters in threes, of which the first are often a country's.
fn coded(side: SideWords<'_>) -> Party {
    let code = side.native_id.unwrap_or_default().as_bytes();
    for role in code.chunks(3) {
        match role {
            b"GOV" | b"MIL" | b"COP" | b"SPY" | b"JUD" | b"LEG" => return Party::State,
            b"REB" | b"INS" | b"SEP" | b"RAD" | b"UAF" => return Party::Unidentified,
            b"OPP" => return Party::Crowd,
            b"CVL" | b"REF" | b"EDU" | b"MED" | b"BUS" | b"AGR" | b"HLH" | b"LAB" | b"NGO" => {
                return Party::Civilians;
            }
            _ => {}
        }
    }
    Party::Unidentified
}
