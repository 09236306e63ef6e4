//! What happens beside armed violence: protests, riots and strategic developments.
//!
//! Each day and country has its own stream of chance, so that nothing here moves the violence, and the
//! other way round. Two protests on one day in one town happen, and are not the same.

use super::{Degrees, World};
use crate::{
    calendar::Day,
    rng::{Rng, Stream},
};

/// What it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnrestKind {
    /// People protested and nobody hindered them.
    Protest,
    /// The police broke it up.
    Dispersed,
    /// The police shot.
    Excessive,
    /// Demonstrators were violent.
    Riot,
    /// A mob attacked somebody.
    Mob,
    /// A group was found to have done something without violence.
    Looting,
    /// A group made an agreement.
    Agreement,
    /// A group's people were arrested.
    Arrests,
}

impl UnrestKind {
    const ALL: [Self; 8] = [
        Self::Protest,
        Self::Dispersed,
        Self::Excessive,
        Self::Riot,
        Self::Mob,
        Self::Looting,
        Self::Agreement,
        Self::Arrests,
    ];
    const WEIGHTS: [f64; 8] = [0.5, 0.58, 0.61, 0.74, 0.82, 0.9, 0.94, 1.0];

    /// The word in truth files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Protest => "protest",
            Self::Dispersed => "dispersed-protest",
            Self::Excessive => "excessive-force",
            Self::Riot => "riot",
            Self::Mob => "mob",
            Self::Looting => "looting",
            Self::Agreement => "agreement",
            Self::Arrests => "arrests",
        }
    }

    /// Whether an armed group takes part.
    pub(crate) const fn has_group(self) -> bool {
        matches!(self, Self::Looting | Self::Agreement | Self::Arrests)
    }
}

/// Something that happened and was no armed violence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unrest {
    /// Counted from 1.
    pub(crate) number: u64,
    pub(crate) day: Day,
    /// Minutes since midnight.
    pub(crate) minute: u32,
    pub(crate) kind: UnrestKind,
    pub(crate) town: u32,
    pub(crate) at: Degrees,
    /// The armed group that takes part, for those kinds that have one.
    pub(crate) group: Option<u16>,
    pub(crate) killed: u32,
}

/// All of it, day by day.
#[derive(Debug)]
pub(crate) struct UnrestDays {
    /// Happenings a day and country, on average.
    mean: f64,
    day: Day,
    number: u64,
}

impl UnrestDays {
    /// From the first day on.
    #[allow(clippy::cast_precision_loss)] // a double holds every count up to ten million
    pub(crate) fn new(world: &World) -> Self {
        let incidents = super::incidents_expected(&world.parameters);
        let days = f64::from(world.calendar.length()) * f64::from(world.parameters.countries);
        let mean = world.parameters.beyond.unrest * incidents / days;
        Self { mean, day: world.calendar.from, number: 0 }
    }

    /// Adds what happened on the next day, if that day lies before `until` and in the world; `false` when
    /// it does not.
    pub(crate) fn next_day(&mut self, world: &World, until: Day, found: &mut Vec<Unrest>) -> bool {
        if self.mean <= 0.0 || self.day >= until || self.day > world.calendar.to {
            return false;
        }
        for country in 0..world.parameters.countries {
            let key = [u64::from(country), u64::from(self.day), 0];
            let mut rng = Rng::keyed(world.parameters.seed, Stream::Unrest, key);
            for _ in 0..rng.poisson(self.mean / (1.0 + TWINS)) {
                let first = self.one(world, country, &mut rng);
                let twin = rng.chance(TWINS).then(|| self.twin(&first, &mut rng));
                found.push(first);
                found.extend(twin);
            }
        }
        self.day += 1;
        true
    }

    fn one(&mut self, world: &World, country: u8, rng: &mut Rng) -> Unrest {
        let kind = UnrestKind::ALL[rng.class(&UnrestKind::WEIGHTS)];
        let town = world.land.countries[usize::from(country)].towns.draw(rng);
        let killed = match kind {
            UnrestKind::Excessive => rng.power_law(2.6, 30),
            UnrestKind::Mob if rng.chance(0.4) => 1,
            UnrestKind::Riot if rng.chance(0.1) => 1,
            _ => 0,
        };
        let minute = 480 + rng.below(720);
        let group = kind.has_group().then(|| a_group(world, country, self.day, rng)).flatten();
        let kind = if kind.has_group() && group.is_none() { UnrestKind::Protest } else { kind };
        self.number += 1;
        let at = world.land.town(town).at;
        Unrest { number: self.number, day: self.day, minute, kind, town, at, group, killed }
    }

    fn twin(&mut self, first: &Unrest, rng: &mut Rng) -> Unrest {
        self.number += 1;
        let minute = 480 + rng.below(720);
        Unrest { number: self.number, minute, ..first.clone() }
    }
}

/// Share of happenings beside which another of its kind happens in the same town on the same day.
const TWINS: f64 = 0.05;

/// A group that is active in the country on the day.
fn a_group(world: &World, country: u8, day: Day, rng: &mut Rng) -> Option<u16> {
    let groups = u32::try_from(world.cast.groups.len()).unwrap_or(u32::MAX);
    let start = rng.below(groups);
    (0..groups)
        .map(|step| ((start + step) % groups) as usize)
        .find(|index| {
            let group = &world.cast.groups[*index];
            group.presences.iter().any(|presence| presence.country == country)
                && world.script.active_phase(*index, day).is_some()
        })
        .and_then(|index| u16::try_from(index).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Beyond, Parameters};

    fn all(parameters: &Parameters) -> Vec<Unrest> {
        let world = World::new(parameters);
        let (mut days, mut found) = (UnrestDays::new(&world), Vec::new());
        while days.next_day(&world, Day::MAX, &mut found) {}
        found
    }

    #[test]
    fn there_is_as_much_unrest_as_was_asked_and_none_by_default() {
        assert!(all(&Parameters::default()).is_empty());
        let beyond = Beyond { unrest: 0.5, ..Beyond::default() };
        let parameters = Parameters { reports: 20_000, beyond, ..Parameters::default() };
        let found = all(&parameters);
        let share = found.len() as f64 / super::super::incidents_expected(&parameters);
        assert!((0.47..0.53).contains(&share), "{share}");
        assert!(found.iter().enumerate().all(|(index, one)| one.number == index as u64 + 1));
        assert!(found.iter().all(|one| one.kind.has_group() == one.group.is_some()));
        assert!(found.windows(2).all(|pair| pair[0].day <= pair[1].day));
        let twins = found.windows(2).filter(|p| (p[0].day, p[0].town) == (p[1].day, p[1].town));
        assert!(twins.count() > 300);
    }
}
