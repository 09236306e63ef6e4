//! What a newsroom's archive holds: the last incidents of each country and the worst ones, a bounded
//! number of them.

use std::collections::{BTreeMap, VecDeque};

use super::knowledge::{DateKnown, Known};
use crate::{calendar::Day, rng::Rng, world::Party};

/// Incidents kept of the last days, a country.
const RECENT: usize = 24;
/// Incidents kept as worth remembering, a country.
const NOTABLE: usize = 40;
/// Dead from which an incident is remembered.
const NOTABLE_FROM: u32 = 5;

/// The archive.
#[derive(Debug, Default)]
pub(super) struct Memory {
    countries: BTreeMap<u8, Archive>,
}

#[derive(Debug, Default)]
struct Archive {
    recent: VecDeque<Known>,
    notable: VecDeque<Known>,
}

impl Memory {
    /// Files an incident.
    pub(super) fn keep(&mut self, fact: Known, country: u8, dead: u32) {
        let archive = self.countries.entry(country).or_default();
        if dead >= NOTABLE_FROM {
            archive.notable.push_back(fact.clone());
            if archive.notable.len() > NOTABLE {
                archive.notable.pop_front();
            }
        }
        archive.recent.push_back(fact);
        if archive.recent.len() > RECENT {
            archive.recent.pop_front();
        }
    }

    /// A remembered incident at least two months older than the day.
    pub(super) fn older(&self, country: u8, day: Day, rng: &mut Rng) -> Option<Known> {
        let archive = self.countries.get(&country)?;
        let old = archive.notable.iter().filter(|known| known.day + 60 < day).count();
        let pick = rng.below(u32::try_from(old).unwrap_or(0)) as usize;
        let mut fact =
            archive.notable.iter().filter(|known| known.day + 60 < day).nth(pick).cloned()?;
        fact.date = [DateKnown::Day, DateKnown::PartOfMonth][rng.class(&[0.3, 1.0])];
        Some(fact)
    }

    /// Up to five incidents of the last six days.
    pub(super) fn recent(&self, country: u8, day: Day, rng: &mut Rng) -> Vec<Known> {
        let Some(archive) = self.countries.get(&country) else { return Vec::new() };
        let most = rng.between(3, 5) as usize;
        let mut found: Vec<Known> = archive
            .recent
            .iter()
            .filter(|known| known.day + 6 >= day && known.day <= day && known.killed.total() > 0)
            .cloned()
            .collect();
        found.drain(..found.len().saturating_sub(most));
        found.iter_mut().for_each(|known| known.date = DateKnown::Day);
        found
    }
}

/// The group that an incident is about: the one that acted, else the first that took part.
pub(super) fn group_of(known: &Known) -> Option<u16> {
    [known.attacker(), Some(known.sides.0), Some(known.sides.1)].into_iter().flatten().find_map(
        |party| match party {
            Party::Group(index) => Some(index),
            Party::Government(_) | Party::Civilians => None,
        },
    )
}
