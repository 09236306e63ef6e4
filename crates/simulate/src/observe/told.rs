//! How any further source gets an incident wrong: day, place, type, group and toll, each as often as its
//! parameters say, drawn in a fixed order from the incident's own stream.

use crate::{
    Errors,
    calendar::Day,
    rng::Rng,
    world::{Degrees, Incident, Killed, Method, Party, World},
};

/// How the place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// The town, with coordinates up to five kilometres off.
    Town,
    /// Some place near the town.
    Near,
    /// Only the first-level unit.
    Unit,
}

/// As whom the source knows the armed group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// As what it is.
    Truly,
    /// As nobody known.
    Unidentified,
    /// As the group with this index.
    Other(u16),
}

/// An incident as a source was told of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    pub(crate) day: Day,
    /// The true town; its unit is known even where the town is not.
    pub(crate) town: u32,
    pub(crate) spot: Spot,
    /// Coordinates of the town or near it; the unit's centroid where only that is known.
    pub(crate) at: Degrees,
    pub(crate) method: Method,
    pub(crate) named: Named,
    pub(crate) killed: Killed,
}

/// Below this the coordinates are still those of the town.
const TOWN_KM: f64 = 5.0;

impl Told {
    /// Draws what the source was told of an incident.
    pub(crate) fn draw(rng: &mut Rng, world: &World, errors: &Errors, incident: &Incident) -> Self {
        let day = wrong_day(rng, world, errors, incident.day);
        let (spot, at) = place(rng, world, errors, incident.town);
        let method = if rng.chance(errors.type_wrong) {
            another(rng, incident.method)
        } else {
            incident.method
        };
        let named = named(rng, world, errors, incident);
        let killed = toll(rng, errors, incident.killed);
        Self { day, town: incident.town, spot, at, method, named, killed }
    }

    /// The side of the dyad as the source knows it: `None` for a group that nobody identified.
    pub(crate) fn party(&self, world: &World, incident: &Incident, party: Party) -> Option<Party> {
        match (party, self.named) {
            (Party::Group(index), named) if mistaken_group(world, incident) == Some(index) => {
                match named {
                    Named::Truly => Some(party),
                    Named::Unidentified => None,
                    Named::Other(other) => Some(Party::Group(other)),
                }
            }
            _ => Some(party),
        }
    }
}

/// The group that would be mistaken: the attacker's where both sides are groups.
pub(crate) fn mistaken_group(world: &World, incident: &Incident) -> Option<u16> {
    let dyad = world.cast.dyads[incident.dyad as usize];
    match (dyad.a, dyad.b) {
        (Party::Group(_), Party::Group(_)) => match crate::world::attacker(world, incident) {
            Party::Group(index) => Some(index),
            Party::Government(_) | Party::Civilians => None,
        },
        (Party::Group(index), _) | (_, Party::Group(index)) => Some(index),
        _ => None,
    }
}

pub(super) fn wrong_day(rng: &mut Rng, world: &World, errors: &Errors, day: Day) -> Day {
    let wrong = rng.chance(errors.day_wrong) && errors.days_max > 0;
    let (off, later) = (rng.between(1, u32::from(errors.days_max.max(1))), rng.chance(0.5));
    let (from, to) = (world.calendar.from, world.calendar.to);
    match (wrong, later) {
        (false, _) => day,
        // At the ends of the world a day is wrong the other way.
        (true, true) if day + off <= to => day + off,
        (true, false) if day >= from + off => day - off,
        (true, true) => day - off,
        (true, false) => day + off,
    }
}

pub(super) fn place(rng: &mut Rng, world: &World, errors: &Errors, town: u32) -> (Spot, Degrees) {
    let home = world.land.town(town);
    let unit_only = rng.chance(errors.unit_only);
    let wrong = rng.chance(errors.place_wrong);
    let (distance, angle) = (errors.place_km_max * rng.unit(), std::f64::consts::TAU * rng.unit());
    if unit_only {
        (Spot::Unit, world.land.unit(home.unit).centroid)
    } else if wrong {
        let at = home.at.shifted_km(distance * libm::cos(angle), distance * libm::sin(angle));
        (if distance < TOWN_KM { Spot::Town } else { Spot::Near }, at)
    } else {
        (Spot::Town, home.at)
    }
}

/// A method that every source files under another type.
fn another(rng: &mut Rng, method: Method) -> Method {
    let choices: [Method; 2] = match method {
        Method::Firefight | Method::Ambush => [Method::Bombing, Method::Raid],
        Method::Shelling | Method::Bombing | Method::SuicideBombing => {
            [Method::Firefight, Method::Raid]
        }
        Method::Raid => [Method::Firefight, Method::Bombing],
    };
    choices[rng.below(2) as usize]
}

fn named(rng: &mut Rng, world: &World, errors: &Errors, incident: &Incident) -> Named {
    let wrong = rng.chance(errors.actor_wrong);
    let unidentified = rng.chance(errors.actor_unidentified);
    let groups = u32::try_from(world.cast.groups.len()).unwrap_or(u32::MAX);
    let start = rng.below(groups);
    let Some(own) = mistaken_group(world, incident).filter(|_| wrong) else {
        return Named::Truly;
    };
    if unidentified {
        return Named::Unidentified;
    }
    let country = world.land.town(incident.town).country;
    let dyad = world.cast.dyads[incident.dyad as usize];
    (0..groups)
        .filter_map(|step| u16::try_from((start + step) % groups).ok())
        .find(|index| {
            let group = &world.cast.groups[usize::from(*index)];
            *index != own
                && dyad.a != Party::Group(*index)
                && dyad.b != Party::Group(*index)
                && group.presences.iter().any(|presence| presence.country == country)
        })
        .map_or(Named::Unidentified, Named::Other)
}

/// A toll that differs from the true one where it is wrong, unless there were no dead to differ from.
fn toll(rng: &mut Rng, errors: &Errors, killed: Killed) -> Killed {
    let wrong = rng.chance(errors.toll_wrong);
    let factor = 1.0 - errors.toll_spread + 2.0 * errors.toll_spread * rng.unit();
    let more = rng.between(1, 2);
    let fewer = rng.chance(0.4);
    let true_total = killed.total();
    if !wrong || true_total == 0 {
        return killed;
    }
    let scaled = |count: u32| super::scale(count, factor);
    let mut told = Killed {
        a: scaled(killed.a),
        b: scaled(killed.b),
        civilians: scaled(killed.civilians),
        unknown: 0,
    };
    if told.total() == true_total {
        let largest = if told.civilians >= told.a.max(told.b) {
            &mut told.civilians
        } else if told.a >= told.b {
            &mut told.a
        } else {
            &mut told.b
        };
        let less = if fewer { largest.checked_sub(more).filter(|rest| *rest > 0) } else { None };
        *largest = less.unwrap_or(*largest + more);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Parameters, rng::Stream};

    struct Rates {
        all: f64,
        days: [f64; 4],
        unit: f64,
        far: f64,
        method: f64,
        unidentified: f64,
        other: f64,
        with_group: f64,
        toll: f64,
        lethal: f64,
    }

    fn rates(errors: &Errors) -> Rates {
        let world = World::new(&Parameters { reports: 40_000, ..Parameters::default() });
        let mut rates = Rates {
            all: 0.0,
            days: [0.0; 4],
            unit: 0.0,
            far: 0.0,
            method: 0.0,
            unidentified: 0.0,
            other: 0.0,
            with_group: 0.0,
            toll: 0.0,
            lethal: 0.0,
        };
        let Ok(()) = world.happen::<std::convert::Infallible>(&mut |episode| {
            for incident in &episode.incidents {
                let mut rng = Rng::keyed(1, Stream::Acled, [incident.number, 0, 0]);
                let told = Told::draw(&mut rng, &world, errors, incident);
                let count = |yes: bool| f64::from(u8::from(yes));
                rates.all += 1.0;
                rates.days[told.day.abs_diff(incident.day) as usize] += 1.0;
                rates.unit += count(told.spot == Spot::Unit);
                let (latitude, longitude) = world.land.town(incident.town).at.decimal();
                let (north, east) = told.at.decimal();
                let (north, east) = (
                    (north - latitude) * 111.195,
                    (east - longitude) * 111.195 * latitude.to_radians().cos(),
                );
                let far = (north * north + east * east).sqrt();
                assert!(told.spot == Spot::Unit || far <= errors.place_km_max + 0.01, "{far}");
                rates.far += count(told.spot != Spot::Unit && far > errors.place_km_max / 2.0);
                rates.method += count(told.method != incident.method);
                rates.with_group += count(mistaken_group(&world, incident).is_some());
                rates.unidentified += count(told.named == Named::Unidentified);
                rates.other += count(matches!(told.named, Named::Other(_)));
                rates.lethal += count(incident.killed.total() > 0);
                rates.toll += count(told.killed.total() != incident.killed.total());
            }
            Ok(())
        });
        rates
    }

    #[test]
    fn errors_come_out_as_often_as_the_parameters_say() {
        let errors = Errors::for_reconciliation();
        let found = rates(&errors);
        // Some 52,000 incidents: five standard errors of a share of a half are 0.011.
        let near = |what: &str, count: f64, of: f64, share: f64| {
            assert!((count / of - share).abs() < 0.011, "{what}: {} not {share}", count / of);
        };
        for (off, count) in found.days.iter().enumerate() {
            near(&format!("{off} days"), *count, found.all, 0.25);
        }
        near("unit only", found.unit, found.all, errors.unit_only);
        near("beyond half the distance", found.far, found.all, 0.85 * 0.5);
        near("type", found.method, found.all, errors.type_wrong);
        near("not identified", found.unidentified, found.with_group, 0.15 * 0.5);
        near("another group", found.other, found.with_group, 0.15 * 0.5);
        near("toll", found.toll, found.lethal, errors.toll_wrong);
    }

    #[test]
    fn a_source_without_errors_tells_the_truth() {
        let none = Errors {
            day_wrong: 0.0,
            place_wrong: 0.0,
            unit_only: 0.0,
            type_wrong: 0.0,
            actor_wrong: 0.0,
            toll_wrong: 0.0,
            ..Errors::default()
        };
        let found = rates(&none);
        let wrong = found.unit + found.far + found.method + found.unidentified + found.toll;
        assert!(wrong + found.other < 0.5 && (found.days[0] - found.all).abs() < 0.5);
    }
}
