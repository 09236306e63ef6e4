//! What happens beside an incident and is easily taken for the same one.

use super::{EpisodeKind, Incident, Party, World};
use crate::rng::{Rng, Stream};

/// An incident beside another one, and what binds the two together; mostly there is none.
pub(super) fn beside(
    world: &World,
    first: &Incident,
    key: [u64; 3],
) -> Option<(EpisodeKind, Incident)> {
    let share = world.parameters.beyond.near_misses;
    if share <= 0.0 {
        return None;
    }
    let mut rng = Rng::keyed(world.parameters.seed, Stream::NearMiss, key);
    if !rng.chance(share) {
        return None;
    }
    if rng.chance(0.5) {
        same_town(world, first, &mut rng)
    } else {
        next_town(world, first, &mut rng)
    }
}

/// Another group attacks civilians in the same town on the same or the next day.
fn same_town(world: &World, first: &Incident, rng: &mut Rng) -> Option<(EpisodeKind, Incident)> {
    let country = world.land.town(first.town).country;
    let day = (first.day + rng.below(2)).min(world.calendar.year_bounds(first.day).1);
    let dyad = world.cast.dyads[first.dyad as usize];
    let groups = world.cast.groups.len();
    let start = rng.below(u32::try_from(groups).unwrap_or(u32::MAX)) as usize;
    let other = (0..groups).map(|step| (start + step) % groups).find(|index| {
        let group = &world.cast.groups[*index];
        let party = Party::Group(u16::try_from(*index).unwrap_or(u16::MAX));
        dyad.a != party
            && dyad.b != party
            && group.presences.iter().any(|presence| presence.country == country)
            && world.script.active_phase(*index, day).is_some()
    })?;
    let second = Incident {
        day,
        minute: rng.below(1440),
        dyad: world.cast.groups[other].presences[0].dyads[1],
        method: super::Method::Raid,
        killed: super::Killed { civilians: rng.power_law(2.5, 40), ..super::Killed::default() },
        ..first.clone()
    };
    Some((EpisodeKind::SameTown, second))
}

/// The same sides meet again on the same day in the nearest other town of the unit.
fn next_town(world: &World, first: &Incident, rng: &mut Rng) -> Option<(EpisodeKind, Incident)> {
    let here = world.land.town(first.town);
    let (latitude, longitude) = here.at.decimal();
    let narrowing = libm::cos(latitude.to_radians());
    let apart = |town: u32| {
        let (north, east) = world.land.town(town).at.decimal();
        let (north, east) = (north - latitude, (east - longitude) * narrowing);
        north * north + east * east
    };
    let towns = &world.land.unit(here.unit).towns.towns;
    let others = towns.iter().copied().filter(|town| *town != first.town);
    let town = others.min_by(|a, b| apart(*a).total_cmp(&apart(*b)))?;
    let second = Incident {
        minute: rng.below(1440),
        town,
        at: world.land.town(town).at,
        killed: super::Killed { civilians: rng.below(4), ..super::Killed::default() },
        ..first.clone()
    };
    Some((EpisodeKind::NextTown, second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Beyond, Parameters, world::groups_in};

    #[test]
    fn near_misses_are_near_and_are_not_the_same() {
        let beyond = Beyond { near_misses: 0.1, ..Beyond::default() };
        let world = World::new(&Parameters { beyond, ..Parameters::default() });
        let (mut town, mut next, mut all) = (0, 0, 0);
        let Ok(()) = world.happen::<std::convert::Infallible>(&mut |episode| {
            all += 1;
            let [first, second] = &episode.incidents[..] else { return Ok(()) };
            let shared =
                groups_in(&world, first).any(|own| groups_in(&world, second).any(|b| b == own));
            match episode.kind {
                EpisodeKind::SameTown => {
                    assert_eq!(first.town, second.town);
                    assert!(!shared && second.day - first.day <= 1);
                    town += 1;
                }
                EpisodeKind::NextTown => {
                    assert_ne!(first.town, second.town);
                    assert_eq!((first.day, first.dyad), (second.day, second.dyad));
                    next += 1;
                }
                _ => {}
            }
            Ok(())
        });
        assert!(town > 60 && next > 60, "{town} {next}");
        assert!((0.06..0.12).contains(&(f64::from(town + next) / f64::from(all))));
    }
}
