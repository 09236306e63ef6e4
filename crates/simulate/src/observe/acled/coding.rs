//! How the ACLED-shaped source codes what it was told.

use crate::{
    AcledParameters,
    calendar::Day,
    observe::told::{self, Spot, Told},
    rng::Rng,
    world::{Degrees, Episode, Incident, Method, Party, Unrest, UnrestKind, World, attacker},
};

/// A pair of event type and sub-event type, with what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Clash,
    GovernmentRegains,
    GroupOvertakes,
    Suicide,
    Shelling,
    Explosive,
    Attack,
    Abduction,
    Unrest(UnrestKind),
}

/// Who is named on a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Nobody,
    Military,
    Police,
    Group(u16),
    Unidentified,
    Civilians,
    Protesters,
    Rioters,
    Militia,
}

/// The coded values of a report.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coding {
    /// `event_date`.
    pub(crate) day: Day,
    /// The last day of which it tells; not published before.
    pub(crate) last_day: Day,
    /// `time_precision`, 1-3.
    pub(crate) time_precision: u8,
    /// The town that is named: for `geo_precision` 3 the capital of its unit.
    pub(crate) town: u32,
    pub(crate) at: Degrees,
    /// `geo_precision`, 1-3.
    pub(crate) geo_precision: u8,
    pub(crate) deed: Deed,
    /// Actor 1 and actor 2; who attacked does not follow from the order.
    pub(crate) sides: [Side; 2],
    /// Whether civilians were the main target.
    pub(crate) civilian_targeting: bool,
    pub(crate) dead: u32,
    /// Which newspaper told it, and which of the usual associates are named.
    pub(crate) office: u8,
    pub(crate) associate: u8,
}

impl Coding {
    /// The first coding of an incident.
    pub(super) fn of_incident(
        rng: &mut Rng,
        world: &World,
        parameters: &AcledParameters,
        incident: &Incident,
    ) -> Self {
        let told = Told::draw(rng, world, &parameters.errors, incident);
        let violence = world.cast.dyads[incident.dyad as usize].violence();
        let deed = deed(rng, told.method, violence, told.killed.total());
        let mut coding = Self::at_place(rng, world, told.day, told.town, told.spot, told.at);
        coding.deed = deed;
        coding.sides = sides(rng, world, incident, &told);
        coding.civilian_targeting = violence == 3 || matches!(deed, Deed::Attack | Deed::Abduction);
        coding.dead = told.killed.total();
        if told.day == incident.day && rng.chance(0.95) {
            coding.time_precision = 1;
        } else if rng.chance(0.5) {
            coding.time_precision = 2;
        }
        coding.blur(rng, world, parameters);
        coding
    }

    /// One report for all days of an operation: dated on its first day, known to the week.
    pub(super) fn of_operation(
        rng: &mut Rng,
        world: &World,
        parameters: &AcledParameters,
        episode: &Episode,
    ) -> Self {
        let first = &episode.incidents[0];
        let mut coding = Self::of_incident(rng, world, parameters, first);
        coding.last_day = episode.incidents.last().map_or(first.day, |last| last.day);
        (coding.day, coding.time_precision) = (first.day, 2);
        coding.dead = episode.incidents.iter().map(|part| part.killed.total()).sum();
        coding
    }

    /// The coding of a protest, a riot or a strategic development.
    pub(super) fn of_unrest(
        rng: &mut Rng,
        world: &World,
        parameters: &AcledParameters,
        unrest: &Unrest,
    ) -> Self {
        let errors = &parameters.errors;
        let day = told::wrong_day(rng, world, errors, unrest.day);
        let (spot, at) = told::place(rng, world, errors, unrest.town);
        let mut coding = Self::at_place(rng, world, day, unrest.town, spot, at);
        coding.deed = Deed::Unrest(unrest.kind);
        coding.dead = unrest.killed;
        let group = unrest.group.map_or(Side::Unidentified, Side::Group);
        coding.sides = match unrest.kind {
            UnrestKind::Protest => [Side::Protesters, Side::Nobody],
            UnrestKind::Dispersed => [Side::Protesters, Side::Police],
            UnrestKind::Excessive => [Side::Police, Side::Protesters],
            UnrestKind::Riot => [Side::Rioters, Side::Nobody],
            UnrestKind::Mob => [Side::Rioters, Side::Civilians],
            UnrestKind::Looting => [group, Side::Civilians],
            UnrestKind::Agreement => [group, Side::Militia],
            UnrestKind::Arrests => [Side::Police, group],
        };
        coding.civilian_targeting = unrest.kind == UnrestKind::Mob;
        coding
    }

    fn at_place(
        rng: &mut Rng,
        world: &World,
        day: Day,
        town: u32,
        spot: Spot,
        at: Degrees,
    ) -> Self {
        let unit = world.land.unit(world.land.town(town).unit);
        let (geo_precision, town, at) = match spot {
            Spot::Town => (1, town, at),
            Spot::Near => (2, town, at),
            Spot::Unit => {
                let capital = unit.towns.towns[0];
                (3, capital, world.land.town(capital).at)
            }
        };
        let small = |value: u32| u8::try_from(value).unwrap_or(0);
        Self {
            day,
            last_day: day,
            time_precision: 1,
            town,
            at,
            geo_precision,
            deed: Deed::Clash,
            sides: [Side::Nobody; 2],
            civilian_targeting: false,
            dead: 0,
            office: small(rng.below(4)),
            associate: small(rng.below(8)),
        }
    }

    /// Makes the month's middle of the date where only the month is known.
    fn blur(&mut self, rng: &mut Rng, world: &World, parameters: &AcledParameters) {
        if rng.chance(parameters.month_only) {
            let (first, last) = world.calendar.month_bounds(self.day);
            self.day = u32::midpoint(first, last);
            self.last_day = last;
            self.time_precision = 3;
        }
    }

    /// What an edit makes of it: the true toll, and the group where it was not identified.
    pub(super) fn corrected(&self, rng: &mut Rng, world: &World, incident: &Incident) -> Self {
        let mut later = self.clone();
        later.dead = incident.killed.total();
        if later.dead == self.dead {
            later.dead += rng.between(1, 2);
        }
        if let Some(own) = told::mistaken_group(world, incident) {
            for side in &mut later.sides {
                if *side == Side::Unidentified {
                    *side = Side::Group(own);
                }
            }
        }
        later
    }
}

/// The pair of types that a method and a kind of violence are filed under.
fn deed(rng: &mut Rng, method: Method, violence: u8, dead: u32) -> Deed {
    match method {
        Method::Firefight if violence < 3 && rng.chance(0.05) => {
            if rng.chance(0.5) {
                Deed::GovernmentRegains
            } else {
                Deed::GroupOvertakes
            }
        }
        Method::Firefight | Method::Ambush => Deed::Clash,
        Method::Shelling => Deed::Shelling,
        Method::Bombing => Deed::Explosive,
        Method::SuicideBombing => Deed::Suicide,
        Method::Raid if dead == 0 && rng.chance(0.4) => Deed::Abduction,
        Method::Raid => Deed::Attack,
    }
}

/// Both sides in an order that says nothing of who began, except that civilians come second.
fn sides(rng: &mut Rng, world: &World, incident: &Incident, told: &Told) -> [Side; 2] {
    let dyad = world.cast.dyads[incident.dyad as usize];
    let first = attacker(world, incident);
    let second = if first == dyad.a { dyad.b } else { dyad.a };
    let police = rng.chance(0.2);
    let side = |party: Party| match told.party(world, incident, party) {
        None => Side::Unidentified,
        Some(Party::Government(_)) if police => Side::Police,
        Some(Party::Government(_)) => Side::Military,
        Some(Party::Group(index)) => Side::Group(index),
        Some(Party::Civilians) => Side::Civilians,
    };
    let sides = [side(first), side(second)];
    if sides[1] != Side::Civilians && rng.chance(0.4) { [sides[1], sides[0]] } else { sides }
}
