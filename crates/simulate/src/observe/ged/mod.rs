//! What a GED-shaped source got to know.
//!
//! It counts only what is lethal. It misses some events for ever and some until a later release, codes
//! some twice and some that killed nobody, and takes both back one to four releases later. An operation of
//! several days it tells as daily rows, as one summary, or at first as both.

mod coding;

pub(crate) use coding::Coding;

use crate::{
    rng::{Rng, Stream},
    vintages::Schedule,
    world::{Episode, EpisodeKind, Incident, World},
};

/// About how many reports there are for an incident, by the shares below; it only serves to make a world
/// about as large as was asked.
pub(crate) const REPORTS_AN_INCIDENT: f64 = 0.765;

/// Share of lethal incidents that are never found.
const MISSED: f64 = 0.03;
/// Share that is found one release late, and two releases late.
const LATE: [f64; 2] = [0.08, 0.03];
/// Share of reports that are coded a second time.
const DOUBLED: f64 = 0.025;
/// Share of bloodless incidents that are told as lethal.
const MISTAKEN: f64 = 0.05;
/// How many releases such a row lives, rising shares of 1 to 4.
const LIVES: [f64; 4] = [0.5, 0.75, 0.9, 1.0];
/// An incident with more dead than this is found at once.
pub(crate) const NOTORIOUS: u32 = 25;

/// Why the source has this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The row of the incident.
    Primary,
    /// A second row of the same incident, withdrawn later.
    Duplicate,
    /// An incident that killed nobody, told as lethal, withdrawn later.
    Mistake,
    /// One row for several days of fighting.
    Summary,
}

impl Role {
    /// The word in truth files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Duplicate => "duplicate",
            Self::Mistake => "mistake",
            Self::Summary => "summary",
        }
    }
}

/// One row of the source over all its releases.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Account {
    /// The source's id; the same in every release.
    pub(crate) id: u32,
    /// The running number in `relid`.
    pub(crate) serial: u32,
    pub(crate) dyad: u32,
    pub(crate) role: Role,
    /// The incidents of the episode that it tells, first and last.
    pub(crate) tells: (usize, usize),
    /// Releases that have it: from the first, up to and without the second.
    pub(crate) slots: (usize, usize),
    /// As it stands in its first release.
    pub(crate) coding: Coding,
    /// The seed and the key of its revisions.
    key: (u64, u64),
}

impl Account {
    /// What a later release makes of the row: the coding changes in place, and mostly does not.
    pub(crate) fn revise(
        &self,
        coding: &mut Coding,
        world: &World,
        truth: &[Incident],
        slot: usize,
    ) {
        let mut rng = Rng::keyed(self.key.0, Stream::Ged, [self.key.1, 1, slot as u64]);
        coding.revise(&mut rng, world, truth);
    }
}

/// How an operation is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    Daily,
    Summary,
    Both,
}

/// The source at work: what it must remember between episodes.
#[derive(Debug)]
pub(crate) struct GedSource<'w> {
    world: &'w World,
    schedule: &'w Schedule,
    /// Rows begun so far, by the release in which they began; all candidates share the last.
    begun: Vec<u32>,
    /// Rows begun so far, by dyad.
    serials: Vec<u32>,
}

/// Ids that begin in one yearly release; more than any world has.
const IDS_A_RELEASE: u32 = 20_000_000;

impl<'w> GedSource<'w> {
    /// A source that has seen nothing yet.
    pub(crate) fn new(world: &'w World, schedule: &'w Schedule) -> Self {
        Self {
            world,
            schedule,
            begun: vec![0; schedule.yearly + 1],
            serials: vec![0; world.cast.dyads.len()],
        }
    }

    /// Adds the accounts of an episode.
    pub(crate) fn observe(&mut self, episode: &Episode, accounts: &mut Vec<Account>) {
        accounts.clear();
        let telling = if episode.kind == EpisodeKind::Operation {
            let mut rng = self.rng(episode.incidents[0].number, 2);
            [Telling::Daily, Telling::Summary, Telling::Both][rng.class(&[0.5, 0.85, 1.0])]
        } else {
            Telling::Daily
        };
        if telling != Telling::Summary {
            for index in 0..episode.incidents.len() {
                self.observe_one(episode, index, accounts);
            }
        }
        if telling != Telling::Daily && !self.overlooks(&episode.incidents[0]) {
            self.summarise(episode, telling == Telling::Both, accounts);
        }
    }

    fn rng(&self, incident: u64, what: u64) -> Rng {
        Rng::keyed(self.world.parameters.seed, Stream::Ged, [incident, 0, what])
    }

    /// Whether an incident lies outside the source's sight; by default none does.
    fn overlooks(&self, incident: &Incident) -> bool {
        let coverage = self.world.parameters.sources.ged.coverage;
        coverage < 1.0 && !self.rng(incident.number, 4).chance(coverage)
    }

    fn observe_one(&mut self, episode: &Episode, index: usize, accounts: &mut Vec<Account>) {
        let incident = &episode.incidents[index];
        let mut rng = self.rng(incident.number, 0);
        let total = incident.killed.total();
        let notorious = total > NOTORIOUS || episode.kind == EpisodeKind::SequentialBombing;
        if self.overlooks(incident) {
            return;
        }
        if total == 0 {
            if rng.chance(MISTAKEN) {
                let coding = Coding::mistaken(&mut rng, self.world, incident);
                let life = 1 + signed(rng.class(&LIVES));
                self.begin(episode, Role::Mistake, (index, index), 0, Some(life), coding, accounts);
            }
            return;
        }
        if !notorious && rng.chance(MISSED) {
            return;
        }
        let delay = if notorious {
            0
        } else {
            signed(rng.class(&[1.0 - LATE[0] - LATE[1], 1.0 - LATE[1], 1.0]))
        };
        let coding = Coding::first(&mut rng, self.world, incident, notorious);
        let told = (index, index);
        let kept = self.begin(episode, Role::Primary, told, delay, None, coding, accounts);
        if kept && !notorious && rng.chance(DOUBLED) {
            let coding = Coding::first(&mut rng, self.world, incident, false);
            let life = 1 + signed(rng.class(&LIVES));
            self.begin(episode, Role::Duplicate, told, delay, Some(life), coding, accounts);
        }
    }

    fn summarise(&mut self, episode: &Episode, doubled: bool, accounts: &mut Vec<Account>) {
        let mut rng = self.rng(episode.incidents[0].number, 3);
        let coding = Coding::summary(&mut rng, &episode.incidents);
        let told = (0, episode.incidents.len() - 1);
        self.begin(episode, Role::Summary, told, 0, doubled.then_some(1), coding, accounts);
    }

    /// Begins an account `delay` releases after it could first be known, and ends it after `life`
    /// releases; `false` when no release is left to tell it.
    #[allow(clippy::too_many_arguments)] // each is one property of the account
    fn begin(
        &mut self,
        episode: &Episode,
        role: Role,
        tells: (usize, usize),
        delay: isize,
        life: Option<isize>,
        mut coding: Coding,
        accounts: &mut Vec<Account>,
    ) -> bool {
        let yearly = self.schedule.yearly;
        let slots = if let Some(cycle) = self.schedule.cycle(&self.world.calendar, coding.start) {
            let first = cycle + delay;
            // What ended before the first release that is written is seen in none.
            let end = life.map_or(isize::MAX, |life| first + life).min(signed(yearly));
            if end <= first.max(0) {
                return false;
            }
            (first.max(0).unsigned_abs(), end.unsigned_abs())
        } else if delay == 0 {
            coding.know_the_month(&self.world.calendar, episode.incidents[tells.0].day);
            match self.schedule.candidate(coding.start) {
                Some(slot) => (slot, slot + 1),
                None => return false,
            }
        } else {
            return false;
        };
        let family = slots.0.min(yearly);
        self.begun[family] += 1;
        let id = 1_000_000 + narrow(family) * IDS_A_RELEASE + self.begun[family];
        let dyad = episode.incidents[tells.0].dyad;
        let serial = &mut self.serials[dyad as usize];
        *serial += 1;
        let key = (self.world.parameters.seed, u64::from(id));
        let serial = *serial;
        accounts.push(Account { id, serial, dyad, role, tells, slots, coding, key });
        true
    }
}

fn signed(count: usize) -> isize {
    isize::try_from(count).unwrap_or(isize::MAX)
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Parameters;
    use std::convert::Infallible;

    fn accounts(parameters: &Parameters, see: &mut dyn FnMut(&World, &Episode, &[Account])) {
        let world = World::new(parameters);
        let schedule = Schedule::new(parameters, &world.calendar);
        let mut source = GedSource::new(&world, &schedule);
        let mut accounts = Vec::new();
        world
            .happen::<Infallible>(&mut |episode| {
                source.observe(episode, &mut accounts);
                see(&world, episode, &accounts);
                Ok(())
            })
            .expect("nothing can fail");
    }

    #[test]
    fn nothing_that_killed_nobody_is_told_except_by_mistake() {
        let mut mistakes = 0;
        accounts(
            &Parameters { reports: 20_000, ..Parameters::default() },
            &mut |_, episode, accounts| {
                for account in accounts {
                    let dead: u32 = episode.incidents[account.tells.0..=account.tells.1]
                        .iter()
                        .map(|incident| incident.killed.total())
                        .sum();
                    assert_eq!(dead == 0, account.role == Role::Mistake);
                    assert!(account.coding.killed.total() > 0);
                    mistakes += usize::from(dead == 0);
                }
            },
        );
        assert!(mistakes > 20, "{mistakes}");
    }

    #[test]
    fn operations_are_told_by_day_as_one_or_as_both() {
        let mut seen = [0; 3];
        accounts(
            &Parameters { reports: 20_000, ..Parameters::default() },
            &mut |_, episode, accounts| {
                if episode.kind == EpisodeKind::Operation {
                    let summary =
                        accounts.iter().filter(|account| account.role == Role::Summary).count();
                    match (summary, accounts.len()) {
                        (0, _) => seen[0] += 1,
                        (1, 1) => seen[1] += 1,
                        (1, _) => seen[2] += 1,
                        _ => panic!("more than one summary of one operation"),
                    }
                }
            },
        );
        assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
    }

    #[test]
    fn coded_days_stay_in_the_year_and_around_the_truth() {
        accounts(
            &Parameters { reports: 20_000, ..Parameters::default() },
            &mut |world, episode, accounts| {
                for account in accounts {
                    let coding = &account.coding;
                    let day = episode.incidents[account.tells.0].day;
                    let year = world.calendar.year_bounds(day);
                    assert!(
                        year.0 <= coding.start
                            && coding.start <= coding.end
                            && coding.end <= year.1
                    );
                    assert!(
                        coding.start <= day + 1 && day <= coding.end + 1,
                        "off by at most one day"
                    );
                }
            },
        );
    }
}
