//! What a careful counter would count of the world: the truth against which tallies are right or wrong.

use crate::{
    calendar::Day,
    world::{Episode, Party, World, groups_in},
};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Incidents in which the group took part, lethal or not.
    Incidents,
    /// Of these, the ones that killed somebody.
    LethalIncidents,
    /// Attacks of the group on civilians, lethal or not.
    AttacksOnCivilians,
    /// Civilians who died in those.
    CiviliansKilled,
    /// Members of the group who died.
    OwnDead,
}

impl Measure {
    /// The word in truth files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Incidents => "incidents-involving",
            Self::LethalIncidents => "lethal-incidents-involving",
            Self::AttacksOnCivilians => "attacks-on-civilians-by",
            Self::CiviliansKilled => "civilians-killed-by",
            Self::OwnDead => "members-killed",
        }
    }
}

const MEASURES: usize = 5;
/// Countries counted apart for a group: its two, and all others together.
const SLOTS: usize = 3;

/// Counts by group, country and month. It grows with groups and months only.
#[derive(Debug)]
pub(crate) struct Ledger {
    months: usize,
    counts: Vec<[u32; MEASURES]>,
}

impl Ledger {
    /// An empty ledger of a world.
    pub(crate) fn new(world: &World) -> Self {
        let months = world.calendar.years() * 12;
        Self { months, counts: vec![[0; MEASURES]; world.cast.groups.len() * SLOTS * months] }
    }

    /// Counts an episode.
    pub(crate) fn count(&mut self, world: &World, episode: &Episode) {
        for incident in &episode.incidents {
            let dyad = world.cast.dyads[incident.dyad as usize];
            let country = world.land.town(incident.town).country;
            let month = world.calendar.month_index(incident.day);
            for group in groups_in(world, incident) {
                let slot = slot(world, group, country);
                let row = &mut self.counts[(group * SLOTS + slot) * self.months + month];
                let is_a = matches!(dyad.a, Party::Group(index) if usize::from(index) == group);
                row[Measure::Incidents as usize] += 1;
                row[Measure::LethalIncidents as usize] += u32::from(incident.killed.total() > 0);
                row[Measure::OwnDead as usize] +=
                    if is_a { incident.killed.a } else { incident.killed.b };
                if dyad.b == Party::Civilians {
                    row[Measure::AttacksOnCivilians as usize] += 1;
                    row[Measure::CiviliansKilled as usize] += incident.killed.civilians;
                }
            }
        }
    }

    /// The count for a group, in one country or everywhere, from one month to another, both included.
    pub(crate) fn total(
        &self,
        world: &World,
        group: usize,
        country: Option<u8>,
        measure: Measure,
        months: (usize, usize),
    ) -> u64 {
        let slots = match country {
            Some(country) => {
                let slot = slot(world, group, country);
                slot..slot + 1
            }
            None => 0..SLOTS,
        };
        let last = months.1.min(self.months - 1);
        slots
            .flat_map(|slot| {
                let first = (group * SLOTS + slot) * self.months;
                &self.counts[first + months.0..=first + last]
            })
            .map(|row| u64::from(row[measure as usize]))
            .sum()
    }
}

fn slot(world: &World, group: usize, country: u8) -> usize {
    let presences = &world.cast.groups[group].presences;
    presences.iter().position(|presence| presence.country == country).unwrap_or(SLOTS - 1)
}

/// The months of whole days `from` to `to`, for [`Ledger::total`].
pub(crate) fn months(world: &World, (from, to): (Day, Day)) -> (usize, usize) {
    (world.calendar.month_index(from), world.calendar.month_index(to))
}
