//! How incidents come about, day by day and group by group.
//!
//! The number of episodes of a group on a day is Poisson with a rate that is the group's regime times
//! season and elections, plus a self-exciting part that fades by a fifth each day: a daily form of the
//! Hawkes process (Hawkes 1971, Biometrika 58). Deaths follow a power law (Clauset, Young and Gleditsch
//! 2007, Journal of Conflict Resolution 51). What is kept in memory is one number a group.

use super::{
    Episode, EpisodeKind, Incident, Killed, Method, Party, World,
    cast::{Group, Presence},
    near_miss,
    script::Planted,
};
use crate::{
    Beyond, Parameters,
    calendar::Day,
    rng::{Rng, Stream},
};

/// Episodes that one episode sets off in the days after it, on average.
const BRANCHING: f64 = 0.35;
/// What is left of the excitement after a day.
const MEMORY: f64 = 0.8;
/// Share of incidents in which nobody dies.
pub(crate) const BLOODLESS: f64 = 0.22;

/// Lets a world happen; see [`World::happen`].
pub(super) fn run<E>(
    world: &World,
    visit: &mut dyn FnMut(&Episode) -> Result<(), E>,
) -> Result<(), E> {
    let scale = scale(world);
    let mut excitement = vec![0.0; world.cast.groups.len()];
    let mut teller = Teller {
        world,
        number: 0,
        clusters: 0,
        episode: Episode {
            kind: EpisodeKind::Single,
            cluster: 0,
            incidents: Vec::with_capacity(8),
        },
    };
    for day in world.calendar.from..=world.calendar.to {
        for (index, group) in world.cast.groups.iter().enumerate() {
            let rate = world.script.rate(index, day);
            if rate <= 0.0 {
                excitement[index] = 0.0;
                continue;
            }
            let home = group.presences[0].country;
            let factor = world.script.factor(home, group.election_linked, &world.calendar, day);
            let mean = rate * factor * group.weight * scale;
            let key = [index as u64, u64::from(day), 0];
            let mut rng = Rng::keyed(world.parameters.seed, Stream::Tempo, key);
            let count = rng.poisson(mean + excitement[index]);
            excitement[index] =
                MEMORY * excitement[index] + BRANCHING * (1.0 - MEMORY) * f64::from(count);
            for episode in 0..count {
                teller.tell(index, day, episode, None);
                visit(&teller.episode)?;
            }
            for planted in planted_on(world, index, day) {
                teller.tell(index, day, u32::MAX, Some(planted));
                visit(&teller.episode)?;
            }
        }
    }
    Ok(())
}

fn planted_on(world: &World, index: usize, day: Day) -> impl Iterator<Item = Planted> {
    let planted = &world.script.planted[index];
    let first = planted.partition_point(|(other, _)| *other < day);
    planted[first..].iter().take_while(move |(other, _)| *other == day).map(|(_, planted)| *planted)
}

/// Episodes a day for a rate of one and a weight of one, so that the world is as large as was asked.
fn scale(world: &World) -> f64 {
    let mut exposure = 0.0;
    for (index, group) in world.cast.groups.iter().enumerate() {
        let home = group.presences[0].country;
        for phase in &world.script.phases[index] {
            for day in phase.from..=phase.to {
                let factor = world.script.factor(home, group.election_linked, &world.calendar, day);
                exposure += world.script.rate(index, day) * factor * group.weight;
            }
        }
    }
    let Beyond { near_misses, operations, .. } = world.parameters.beyond;
    let episodes = incidents_expected(&world.parameters) / (1.0 + operations * 4.0 + near_misses);
    episodes * (1.0 - BRANCHING) / exposure.max(1.0)
}

/// About how many incidents a world of these parameters has.
#[allow(clippy::cast_precision_loss)] // a double holds every count up to ten million
pub(crate) fn incidents_expected(parameters: &Parameters) -> f64 {
    let reports = parameters.reports as f64;
    reports / crate::observe::ged::REPORTS_AN_INCIDENT / parameters.sources.ged.coverage
}

struct Teller<'w> {
    world: &'w World,
    number: u64,
    clusters: u64,
    episode: Episode,
}

impl Teller<'_> {
    /// Fills the episode with what happens.
    fn tell(&mut self, index: usize, day: Day, counter: u32, planted: Option<Planted>) {
        let salt = matches!(planted, Some(Planted::MassCasualty(_)));
        let key = [index as u64, u64::from(day), u64::from(counter) + u64::from(salt)];
        let mut rng = Rng::keyed(self.world.parameters.seed, Stream::Episode, key);
        self.episode.incidents.clear();
        let first = self.incident(index, day, &mut rng);
        match planted {
            Some(Planted::Sequence(count)) => self.sequence(first, index, count, &mut rng),
            Some(Planted::MassCasualty(dead)) => self.mass_casualty(first, index, dead),
            None if rng.chance(self.world.parameters.beyond.operations) => {
                self.operation(first, index, &mut rng)
            }
            None => {
                let beside = near_miss::beside(self.world, &first, key);
                self.episode.incidents.push(first);
                self.episode.kind = beside.map_or(EpisodeKind::Single, |(kind, second)| {
                    self.episode.incidents.push(second);
                    kind
                });
            }
        }
        self.episode.cluster = if self.episode.kind == EpisodeKind::Single {
            0
        } else {
            self.clusters += 1;
            self.clusters
        };
        for incident in &mut self.episode.incidents {
            self.number += 1;
            incident.number = self.number;
        }
    }

    fn incident(&self, index: usize, day: Day, rng: &mut Rng) -> Incident {
        let group = &self.world.cast.groups[index];
        let presence = match group.presences.get(1) {
            Some(abroad) if !rng.chance(group.home_share) => abroad,
            _ => &group.presences[0],
        };
        let dyad = self.dyad(group, presence, day, rng);
        let land = &self.world.land;
        let town = if rng.chance(0.7) {
            let unit = presence.units[rng.below(narrow(presence.units.len())) as usize];
            land.unit(unit).towns.draw(rng)
        } else {
            land.countries[usize::from(presence.country)].towns.draw(rng)
        };
        let violence = self.world.cast.dyads[dyad as usize].violence();
        let method = method(violence, rng);
        let centre = land.town(town).at;
        let at = if rng.chance(0.5) {
            centre
        } else {
            centre.shifted_km(24.0 * rng.unit() - 12.0, 24.0 * rng.unit() - 12.0)
        };
        let total = if rng.chance(BLOODLESS) { 0 } else { toll(method, rng) };
        let killed = divide(total, violence, rng);
        Incident { number: 0, day, minute: rng.below(1440), dyad, town, at, method, killed }
    }

    /// Whom the group fights this time; its rival only while that one is active itself.
    fn dyad(&self, group: &Group, presence: &Presence, day: Day, rng: &mut Rng) -> u32 {
        let [government, civilians, government_civilians] = presence.dyads;
        match rng.class(&group.mix) {
            0 => government,
            1 => match group.rival {
                Some((rival, dyad))
                    if self.world.script.active_phase(usize::from(rival), day).is_some() =>
                {
                    dyad
                }
                _ => government,
            },
            2 => civilians,
            _ => government_civilians,
        }
    }

    /// Bombings of civilians in one town, an hour apart.
    fn sequence(&mut self, first: Incident, index: usize, count: u32, rng: &mut Rng) {
        self.episode.kind = EpisodeKind::SequentialBombing;
        let start = 480 + rng.below(360);
        let dyad = self.civilians_of(index);
        let town = self.capital_of(index);
        let centre = self.world.land.town(town).at;
        for step in 0..count {
            let total = 2 + rng.power_law(2.3, 60);
            self.episode.incidents.push(Incident {
                minute: start + 60 * step,
                dyad,
                town,
                at: centre.shifted_km(3.0 * rng.unit() - 1.5, 3.0 * rng.unit() - 1.5),
                method: Method::Bombing,
                killed: Killed { civilians: total, ..Killed::default() },
                ..first.clone()
            });
        }
    }

    fn mass_casualty(&mut self, first: Incident, index: usize, dead: u32) {
        self.episode.kind = EpisodeKind::MassCasualty;
        let town = self.capital_of(index);
        self.episode.incidents.push(Incident {
            minute: 1_050,
            dyad: self.civilians_of(index),
            town,
            at: self.world.land.town(town).at,
            method: Method::SuicideBombing,
            killed: Killed { civilians: dead, ..Killed::default() },
            ..first
        });
    }

    /// Three to seven days of fighting in one town, as far as year and phase allow.
    fn operation(&mut self, first: Incident, index: usize, rng: &mut Rng) {
        let days = rng.between(3, 7);
        let phase_end =
            self.world.script.active_phase(index, first.day).map_or(first.day, |phase| phase.to);
        let last = self.world.calendar.year_bounds(first.day).1.min(phase_end);
        let violence = self.world.cast.dyads[first.dyad as usize].violence();
        self.episode.kind = EpisodeKind::Operation;
        for day in first.day..=last.min(first.day + days - 1) {
            let total = toll(first.method, rng);
            self.episode.incidents.push(Incident {
                day,
                minute: rng.below(1440),
                killed: divide(total, violence, rng),
                ..first.clone()
            });
        }
    }

    fn civilians_of(&self, index: usize) -> u32 {
        self.world.cast.groups[index].presences[0].dyads[1]
    }

    fn capital_of(&self, index: usize) -> u32 {
        let unit = self.world.cast.groups[index].presences[0].units[0];
        self.world.land.unit(unit).towns.towns[0]
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn method(violence: u8, rng: &mut Rng) -> Method {
    const ALL: [Method; 6] = [
        Method::Firefight,
        Method::Ambush,
        Method::Shelling,
        Method::Bombing,
        Method::SuicideBombing,
        Method::Raid,
    ];
    let weights = match violence {
        1 => [0.45, 0.7, 0.82, 0.95, 0.98, 1.0],
        2 => [0.7, 0.9, 0.95, 1.0, 1.0, 1.0],
        _ => [0.0, 0.0, 0.1, 0.3, 0.36, 1.0],
    };
    ALL[rng.class(&weights)]
}

/// At least one death; explosives have the heavier tail.
fn toll(method: Method, rng: &mut Rng) -> u32 {
    match method {
        Method::SuicideBombing => 2 + rng.power_law(2.1, 90),
        Method::Bombing | Method::Shelling => rng.power_law(2.3, 80),
        Method::Firefight | Method::Ambush | Method::Raid => rng.power_law(2.5, 80),
    }
}

/// Divides deaths over the sides as the kind of violence has it.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a share of the total
fn divide(total: u32, violence: u8, rng: &mut Rng) -> Killed {
    if violence == 3 {
        return Killed { civilians: total, ..Killed::default() };
    }
    let part = |of: u32, share: f64| (f64::from(of) * share + 0.5) as u32;
    let civilians = if rng.chance(0.2) { part(total, 0.6 * rng.unit()) } else { 0 };
    let a = part(total - civilians, 0.1 + 0.6 * rng.unit()).min(total - civilians);
    Killed { a, b: total - civilians - a, civilians, unknown: 0 }
}

/// The groups that take part in an incident: none, one or two.
pub(crate) fn groups_in(world: &World, incident: &Incident) -> impl Iterator<Item = usize> {
    let dyad = world.cast.dyads[incident.dyad as usize];
    [dyad.a, dyad.b].into_iter().filter_map(|party| match party {
        Party::Group(index) => Some(usize::from(index)),
        Party::Government(_) | Party::Civilians => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn episodes(parameters: &Parameters) -> (World, Vec<Episode>) {
        let world = World::new(parameters);
        let mut all = Vec::new();
        world
            .happen::<Infallible>(&mut |episode| {
                all.push(episode.clone());
                Ok(())
            })
            .expect("nothing can fail");
        (world, all)
    }

    #[test]
    fn a_world_happens_the_same_way_twice() {
        let (world, first) = episodes(&Parameters::default());
        let mut second = Vec::new();
        world
            .happen::<Infallible>(&mut |episode| {
                second.push(episode.clone());
                Ok(())
            })
            .expect("nothing can fail");
        assert_eq!(first, second);
    }

    #[test]
    fn nobody_acts_while_dormant() {
        let (world, all) = episodes(&Parameters::default());
        for story in &world.script.resurgences {
            let quiet = story.dormant.0..=story.dormant.1;
            for incident in all.iter().flat_map(|episode| &episode.incidents) {
                assert!(
                    !(quiet.contains(&incident.day)
                        && groups_in(&world, incident).any(|group| group == story.group))
                );
            }
        }
    }

    #[test]
    fn bombings_in_series_are_an_hour_apart_in_one_town() {
        let (_, all) = episodes(&Parameters::default());
        let series: Vec<_> =
            all.iter().filter(|episode| episode.kind == EpisodeKind::SequentialBombing).collect();
        assert!(series.len() >= 8, "{}", series.len());
        for episode in series {
            assert!(episode.incidents.len() >= 3);
            for pair in episode.incidents.windows(2) {
                assert_eq!((pair[0].day, pair[0].town), (pair[1].day, pair[1].town));
                assert_eq!(pair[0].minute + 60, pair[1].minute);
            }
        }
    }

    #[test]
    fn deaths_have_a_heavy_tail() {
        let (_, all) = episodes(&Parameters { reports: 20_000, ..Parameters::default() });
        let mut tolls: Vec<u32> = all
            .iter()
            .flat_map(|episode| &episode.incidents)
            .map(|incident| incident.killed.total())
            .filter(|total| *total > 0)
            .collect();
        tolls.sort_unstable();
        let at = |share: usize| tolls[tolls.len() * share / 100];
        assert!(at(50) <= 2 && at(99) >= 12, "{} {}", at(50), at(99));
        assert!(*tolls.last().expect("some") >= 60);
    }
}
