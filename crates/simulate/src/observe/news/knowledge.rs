//! What a newsroom believes of an incident: the world's facts, sharpened or blurred, and at times wrong.

use crate::{
    calendar::Day,
    observe::ged::NOTORIOUS,
    rng::{Rng, Stream},
    world::{Degrees, Episode, EpisodeKind, Incident, Killed, Method, Party, World, attacker},
};

/// How finely the place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlaceKnown {
    Town,
    NearTown,
    District,
    Unit,
    Country,
}

/// How finely the day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateKnown {
    Day,
    Week,
    PartOfMonth,
}

/// What is said of who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribution {
    /// The group said so itself.
    Claimed,
    /// The other side said so.
    Blamed,
    /// The other side said so, and the one that is blamed denied it.
    Denied,
    /// Nobody has said anything yet.
    Open,
}

/// How the toll is hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hedge {
    Exact,
    AtLeast,
    MoreThan,
    Nearly,
    About,
    UpTo,
    Between,
    /// `dozens`, `several`.
    Vague,
}

/// Who acted, for incidents in which one side did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Actor {
    A,
    B,
    /// Two sides clashed.
    Both,
}

/// What a newsroom believes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Known {
    /// The numbers of the incidents, first and last.
    pub(crate) incidents: (u64, u64),
    /// The day that is believed, with how finely.
    pub(crate) day: Day,
    pub(crate) date: DateKnown,
    /// Minutes since midnight.
    pub(crate) minute: u32,
    pub(crate) town: u32,
    pub(crate) at: Degrees,
    pub(crate) place: PlaceKnown,
    pub(crate) method: Method,
    pub(crate) actor: Actor,
    /// Sides A and B as believed.
    pub(crate) sides: (Party, Party),
    pub(crate) killed: Killed,
    pub(crate) injured: u32,
    pub(crate) hedge: Hedge,
    pub(crate) attribution: Attribution,
    /// What is wrong against the world, by field.
    pub(crate) errors: Vec<&'static str>,
}

impl Known {
    /// The side that acted, if one did.
    pub(crate) const fn attacker(&self) -> Option<Party> {
        match self.actor {
            Actor::A => Some(self.sides.0),
            Actor::B => Some(self.sides.1),
            Actor::Both => None,
        }
    }

    /// The side that was acted on; side B of a clash.
    pub(crate) const fn target(&self) -> Party {
        match self.actor {
            Actor::B => self.sides.0,
            Actor::A | Actor::Both => self.sides.1,
        }
    }

    /// How many incidents it is.
    pub(crate) const fn count(&self) -> u64 {
        self.incidents.1 - self.incidents.0 + 1
    }
}

/// What is the same for all newsrooms: who acted, who was hurt, and when a group spoke up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Common {
    pub(crate) actor: Actor,
    pub(crate) injured: u32,
    /// What will be said of who did it, and how many minutes afterwards.
    pub(crate) attribution: (Attribution, u32),
}

impl Common {
    /// Of one incident.
    pub(crate) fn of(world: &World, incident: &Incident) -> Self {
        let mut rng = Rng::keyed(world.parameters.seed, Stream::News, [2, incident.number, 0]);
        let dyad = world.cast.dyads[incident.dyad as usize];
        let drawn = match (dyad.violence(), incident.method) {
            (3, _) => Actor::A,
            (_, Method::Firefight) => Actor::Both,
            (1, Method::Ambush | Method::Bombing | Method::SuicideBombing) => Actor::B,
            (1, Method::Shelling) if rng.chance(0.7) => Actor::A,
            (1, _) if rng.chance(0.4) => Actor::A,
            (1, _) => Actor::B,
            _ if rng.chance(0.5) => Actor::A,
            _ => Actor::B,
        };
        // Other sources than the GED-shaped one tell who began: the news then agree with them. Where it is
        // alone nobody else does, and worlds keep the news that they always had.
        let actor = match drawn {
            Actor::Both => Actor::Both,
            _ if world.parameters.is_ged_alone() => drawn,
            _ if attacker(world, incident) == dyad.a => Actor::A,
            _ => Actor::B,
        };
        let dead = incident.killed.total();
        let injured = match incident.method {
            Method::Bombing | Method::SuicideBombing | Method::Shelling => {
                dead * rng.between(1, 3) + rng.below(6)
            }
            Method::Firefight | Method::Ambush | Method::Raid => rng.below(dead + 3),
        };
        let by_group = match actor {
            Actor::A => matches!(dyad.a, Party::Group(_)),
            Actor::B => matches!(dyad.b, Party::Group(_)),
            Actor::Both => false,
        };
        let after = rng.between(30, 2_600);
        let attribution = match rng.class(&[0.4, 0.75, 0.9, 1.0]) {
            0 if by_group => (Attribution::Claimed, after),
            1 => (Attribution::Blamed, after / 4),
            2 => (Attribution::Denied, after),
            _ => (Attribution::Open, 0),
        };
        Self { actor, injured, attribution }
    }
}

/// How often a newsroom errs, as a share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Erring(pub(crate) f64);

/// What a newsroom believes of part of an episode when it writes so many minutes afterwards.
pub(crate) fn known(
    world: &World,
    episode: &Episode,
    (first, last): (usize, usize),
    after: u32,
    erring: Erring,
    rng: &mut Rng,
) -> Known {
    let incident = &episode.incidents[first];
    let common = Common::of(world, incident);
    let dyad = world.cast.dyads[incident.dyad as usize];
    let mut known = Known {
        incidents: (incident.number, episode.incidents[last].number),
        day: incident.day,
        date: DateKnown::Day,
        minute: incident.minute,
        town: incident.town,
        at: incident.at,
        place: place(world, incident, rng),
        method: incident.method,
        actor: common.actor,
        sides: (dyad.a, dyad.b),
        killed: Killed::default(),
        injured: common.injured,
        hedge: Hedge::Exact,
        attribution: if common.attribution.1 <= after {
            common.attribution.0
        } else {
            Attribution::Open
        },
        errors: Vec::new(),
    };
    for part in &episode.incidents[first..=last] {
        known.killed.a += part.killed.a;
        known.killed.b += part.killed.b;
        known.killed.civilians += part.killed.civilians;
    }
    let notorious = known.killed.total() > NOTORIOUS || episode.kind == EpisodeKind::MassCasualty;
    if notorious {
        known.place = PlaceKnown::Town;
    } else if first == last {
        known.date =
            [DateKnown::Day, DateKnown::Week, DateKnown::PartOfMonth][rng.class(&[0.9, 0.97, 1.0])];
    }
    err(world, &mut known, erring.0, notorious, rng);
    known.hedge = hedge(known.killed.total(), rng);
    known
}

fn place(world: &World, incident: &Incident, rng: &mut Rng) -> PlaceKnown {
    let at_town = incident.at == world.land.town(incident.town).at;
    match rng.class(&[0.72, 0.84, 0.95, 1.0]) {
        0 if at_town => PlaceKnown::Town,
        0 => PlaceKnown::NearTown,
        1 => PlaceKnown::District,
        2 => PlaceKnown::Unit,
        _ => PlaceKnown::Country,
    }
}

/// Puts errors in and says so.
fn err(world: &World, known: &mut Known, share: f64, notorious: bool, rng: &mut Rng) {
    if rng.chance(share) {
        let before = known.killed;
        mistake_toll(&mut known.killed, rng);
        if known.killed.total() == before.total() {
            known.killed = before;
        } else {
            known.errors.push("deaths");
        }
    }
    if notorious {
        return;
    }
    let towns = &world.land.unit(world.land.town(known.town).unit).towns.towns;
    if rng.chance(share / 3.0) && towns.len() > 1 {
        let other = towns[rng.below(u32::try_from(towns.len()).unwrap_or(1)) as usize];
        if other != known.town {
            known.town = other;
            known.at = world.land.town(other).at;
            known.errors.push("place");
        }
    }
    if rng.chance(share / 3.0) && known.day > world.calendar.from {
        known.day -= 1;
        known.errors.push("date");
    }
    if rng.chance(share / 4.0) {
        mistake_side(world, known, rng);
    }
}

fn mistake_toll(killed: &mut Killed, rng: &mut Rng) {
    let factor = 0.5 + rng.unit();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a share of a small count
    let scaled = |count: u32| (f64::from(count) * factor + 0.5) as u32;
    let changed = Killed {
        a: scaled(killed.a),
        b: scaled(killed.b),
        civilians: scaled(killed.civilians),
        unknown: 0,
    };
    if changed.total() > 0 || killed.total() == 0 {
        *killed = changed;
    }
}

/// Another group of the same country is taken for the one that it was.
fn mistake_side(world: &World, known: &mut Known, rng: &mut Rng) {
    let country = world.land.town(known.town).country;
    let (Party::Group(was), first) = (match known.sides.0 {
        Party::Group(_) => (known.sides.0, true),
        _ => (known.sides.1, false),
    }) else {
        return;
    };
    let count = u32::try_from(world.cast.groups.len()).unwrap_or(1);
    let start = rng.below(count);
    let other = (0..count).map(|step| (start + step) % count).find(|index| {
        let party = Party::Group(u16::try_from(*index).unwrap_or(0));
        *index != u32::from(was)
            && party != known.sides.0
            && party != known.sides.1
            && world.cast.groups[*index as usize].presences[0].country == country
    });
    if let Some(other) = other {
        let party = Party::Group(u16::try_from(other).unwrap_or(0));
        if first {
            known.sides.0 = party;
        } else {
            known.sides.1 = party;
        }
        known.attribution = Attribution::Blamed;
        known.errors.push("side");
    }
}

/// How a newsroom hedges a toll of this size.
pub(crate) fn hedge(dead: u32, rng: &mut Rng) -> Hedge {
    match dead {
        0 | 1 => Hedge::Exact,
        2..=4 => [Hedge::Exact, Hedge::AtLeast][rng.class(&[0.7, 1.0])],
        5..=11 => [Hedge::Exact, Hedge::AtLeast, Hedge::UpTo, Hedge::Between, Hedge::Vague]
            [rng.class(&[0.5, 0.8, 0.88, 0.94, 1.0])],
        _ => [
            Hedge::Exact,
            Hedge::AtLeast,
            Hedge::MoreThan,
            Hedge::Nearly,
            Hedge::About,
            Hedge::UpTo,
            Hedge::Between,
            Hedge::Vague,
        ][rng.class(&[0.36, 0.6, 0.7, 0.77, 0.84, 0.9, 0.95, 1.0])],
    }
}

/// A first count, from half to almost all of what it will be; the same when it is too small to differ.
pub(crate) fn early(killed: Killed, rng: &mut Rng) -> Killed {
    let share = 0.45 + 0.4 * rng.unit();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a share of a small count
    let part = |count: u32| libm::ceil(f64::from(count) * share) as u32;
    Killed { a: part(killed.a), b: part(killed.b), civilians: part(killed.civilians), unknown: 0 }
}
