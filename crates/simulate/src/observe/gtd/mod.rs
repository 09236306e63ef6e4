//! What a GTD-shaped source got to know: attacks by non-state groups, lethal or not.
//!
//! What governments begin is not in it. Bombings in series are linked, an operation may be one extended
//! incident, and `nkill` counts the attackers who died.

mod coding;

pub(crate) use coding::{Coding, Target};

use super::{Tells, covers, ged::Role, stream};
use crate::{
    GtdParameters,
    calendar::Day,
    rng::{Rng, Stream},
    world::{Episode, EpisodeKind, Incident, Party, World, attacker},
};

/// One attack over all releases.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Account {
    /// `eventid`, twelve digits: date and number.
    pub(crate) id: u64,
    pub(crate) tells: Tells,
    /// The first release that has it; all later ones have it too.
    pub(crate) first: usize,
    coding: Coding,
    /// The release from which it is coded otherwise.
    revised: Option<(usize, Coding)>,
    /// The ids of the attacks of the same series, its own among them; empty for most.
    pub(crate) related: Vec<u64>,
}

impl Account {
    /// How a release codes it; `None` before the first that has it.
    pub(crate) fn in_release(&self, release: usize) -> Option<&Coding> {
        match &self.revised {
            _ if release < self.first => None,
            Some((from, coding)) if *from <= release => Some(coding),
            _ => Some(&self.coding),
        }
    }
}

/// Share of attacks that come a release late, and of those that a release codes anew.
const LATE: f64 = 0.05;
const REVISED: f64 = 0.06;
/// Share of operations told as one extended incident.
const EXTENDED: f64 = 0.4;

/// The source at work.
#[derive(Debug)]
pub(crate) struct GtdSource<'w> {
    world: &'w World,
    parameters: GtdParameters,
    /// The last year that each release covers.
    releases: Vec<i16>,
    /// Attacks so far by coded day, and by month where the day is not known.
    by_day: Vec<u32>,
    by_month: Vec<u32>,
}

impl<'w> GtdSource<'w> {
    /// A source that has seen nothing yet; `releases` are the last years covered, rising.
    pub(crate) fn new(world: &'w World, parameters: GtdParameters, releases: Vec<i16>) -> Self {
        let by_day = vec![0; world.calendar.to as usize + 1];
        let by_month = vec![0; world.calendar.years() * 12];
        Self { world, parameters, releases, by_day, by_month }
    }

    /// The accounts of an episode; `told` says which of its incidents the GED-shaped source tells.
    pub(crate) fn observe(
        &mut self,
        episode: &Episode,
        told: &[bool],
        accounts: &mut Vec<Account>,
    ) {
        accounts.clear();
        let mut rng = self.rng(episode.incidents[0].number, 0);
        if episode.kind == EpisodeKind::Operation && rng.chance(EXTENDED) {
            let last = episode.incidents.len() - 1;
            self.one(episode, (0, last), Role::Summary, told[0], accounts);
            return;
        }
        for (index, told) in told.iter().enumerate() {
            self.one(episode, (index, index), Role::Primary, *told, accounts);
        }
        if episode.kind == EpisodeKind::SequentialBombing && accounts.len() > 1 {
            let ids: Vec<u64> = accounts.iter().map(|account| account.id).collect();
            for account in accounts {
                account.related.clone_from(&ids);
            }
        }
    }

    fn rng(&self, number: u64, what: u64) -> Rng {
        stream(self.world, Stream::Gtd, number, [what, 0])
    }

    fn one(
        &mut self,
        episode: &Episode,
        incidents: (usize, usize),
        role: Role,
        told: bool,
        accounts: &mut Vec<Account>,
    ) {
        let parts = &episode.incidents[incidents.0..=incidents.1];
        let incident = &parts[0];
        let mut rng = self.rng(incident.number, 1);
        if !is_attack_by_group(self.world, incident)
            || !covers(&mut rng, self.parameters.coverage, told)
        {
            return;
        }
        let linked = episode.kind == EpisodeKind::SequentialBombing;
        let coding = Coding::first(&mut rng, self.world, &self.parameters, parts, linked);
        let year = self.world.calendar.date(coding.day).year();
        if self.parameters.missing_year == Some(year) {
            return;
        }
        let covering = self.releases.partition_point(|last| *last < year);
        let first = covering + usize::from(rng.chance(LATE));
        if first >= self.releases.len() {
            return;
        }
        let revised = (first + 1 < self.releases.len() && rng.chance(REVISED))
            .then(|| (first + 1, coding.corrected(self.world, parts)));
        let id = self.id(&coding);
        let tells = Tells { incidents, role };
        accounts.push(Account { id, tells, first, coding, revised, related: Vec::new() });
    }

    /// The next number of the coded date, behind the date: `00` stands for a day that is not known.
    fn id(&mut self, coding: &Coding) -> u64 {
        let date = self.world.calendar.date(coding.day);
        let count = if coding.day_known {
            &mut self.by_day[coding.day.min(self.world.calendar.to) as usize]
        } else {
            &mut self.by_month[self.world.calendar.month_index(coding.day)]
        };
        *count += 1;
        let part = |value: i64| u64::try_from(value).unwrap_or(0);
        let day = if coding.day_known { part(date.day().into()) } else { 0 };
        let ymd = part(date.year().into()) * 10_000 + part(date.month().into()) * 100 + day;
        ymd * 10_000 + u64::from(*count)
    }
}

/// Whether the attacker was a non-state group: the source's first rule.
pub(crate) fn is_attack_by_group(world: &World, incident: &Incident) -> bool {
    matches!(attacker(world, incident), Party::Group(_))
}

/// The last year that each of so many yearly releases covers, rising; the last covers the whole world.
pub(crate) fn last_years(world: &World, vintages: u8) -> Vec<i16> {
    let (first, last): (Day, Day) = (world.calendar.from, world.calendar.to);
    let (first, last) = (world.calendar.date(first).year(), world.calendar.date(last).year());
    let mut years: Vec<i16> =
        (0..i16::from(vintages)).map(|back| last - back).filter(|year| *year >= first).collect();
    years.reverse();
    years
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
