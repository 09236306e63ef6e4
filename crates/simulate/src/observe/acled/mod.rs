//! What an ACLED-shaped source got to know: all political violence, lethal or not, and unrest.
//!
//! It publishes by the week, some of it weeks late. What it holds twice is mostly deleted later, and what
//! it edits keeps its id and gets a new timestamp. It gives one number of dead.

mod coding;

pub(crate) use coding::{Coding, Deed, Side};

use super::{Telling, Tells, covered_from, covers, ged::Role, stream};
use crate::{
    AcledParameters,
    calendar::Day,
    rng::{Rng, Stream},
    world::{Episode, EpisodeKind, Incident, Unrest, World},
};

/// One report over its whole life.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Account {
    /// Index of the country whose letters begin the id.
    pub(crate) country: u8,
    /// The number in the id, counted from 1 in each country.
    pub(crate) serial: u32,
    pub(crate) tells: Tells,
    /// The day of its first publication.
    pub(crate) published: Day,
    /// As it was first published.
    coding: Coding,
    /// The day of its edit and the coding from then on.
    edit: Option<(Day, Coding)>,
    /// The day from which it is gone.
    pub(crate) deleted: Option<Day>,
}

impl Account {
    /// How the report stood on a day, and since when it stood so; `None` before its publication and
    /// after its deletion.
    pub(crate) fn on(&self, day: Day) -> Option<(&Coding, Day)> {
        if self.published > day || self.deleted.is_some_and(|deleted| deleted <= day) {
            return None;
        }
        match &self.edit {
            Some((edited, coding)) if *edited <= day => Some((coding, *edited)),
            _ => Some((&self.coding, self.published)),
        }
    }
}

/// Share of reports that come out one to four, and five to twenty-six weeks late.
const LATE: [f64; 2] = [0.1, 0.05];
/// Share of second reports of an incident that are found and deleted.
const DELETED: f64 = 0.8;

/// The source at work.
#[derive(Debug)]
pub(crate) struct AcledSource<'w> {
    world: &'w World,
    parameters: AcledParameters,
    /// First covered day, by country.
    from: Vec<Day>,
    /// Ids given so far, by country.
    serials: Vec<u32>,
}

impl<'w> AcledSource<'w> {
    /// A source that has seen nothing yet.
    pub(crate) fn new(world: &'w World, parameters: AcledParameters) -> Self {
        let countries = world.parameters.countries;
        let late = parameters.late_countries;
        let from = (0..countries).map(|country| covered_from(world, late, country)).collect();
        Self { world, parameters, from, serials: vec![0; usize::from(countries)] }
    }

    /// The accounts of an episode; `told` says which of its incidents the GED-shaped source tells.
    pub(crate) fn observe(
        &mut self,
        episode: &Episode,
        told: &[bool],
        accounts: &mut Vec<Account>,
    ) {
        accounts.clear();
        let telling = if episode.kind == EpisodeKind::Operation {
            let mut rng = self.rng(episode.incidents[0].number, [0, 0]);
            [Telling::Daily, Telling::Summary, Telling::Both][rng.class(&[0.7, 0.9, 1.0])]
        } else {
            Telling::Daily
        };
        if telling != Telling::Summary {
            for (index, incident) in episode.incidents.iter().enumerate() {
                self.one(incident, index, told[index], accounts);
            }
        }
        if telling != Telling::Daily {
            self.summary(episode, told, accounts);
        }
    }

    /// The account of a protest, a riot or a strategic development.
    pub(crate) fn observe_unrest(&mut self, unrest: &Unrest, accounts: &mut Vec<Account>) {
        accounts.clear();
        let mut rng = self.rng(unrest.number, [1, 0]);
        let country = self.world.land.town(unrest.town).country;
        if unrest.day < self.from[usize::from(country)] || !rng.chance(self.parameters.unrest) {
            return;
        }
        let coding = Coding::of_unrest(&mut rng, self.world, &self.parameters, unrest);
        let tells = Tells { incidents: (0, 0), role: Role::Primary };
        let account = self.begin(&mut rng, tells, unrest.day, coding.clone(), coding);
        accounts.push(account);
    }

    fn rng(&self, number: u64, what: [u64; 2]) -> Rng {
        stream(self.world, Stream::Acled, number, what)
    }

    fn sees(&self, rng: &mut Rng, incident: &Incident, told: bool) -> bool {
        let country = self.world.land.town(incident.town).country;
        covers(rng, self.parameters.coverage, told)
            && incident.day >= self.from[usize::from(country)]
    }

    fn one(&mut self, incident: &Incident, index: usize, told: bool, all: &mut Vec<Account>) {
        let mut rng = self.rng(incident.number, [2, 0]);
        if !self.sees(&mut rng, incident, told) {
            return;
        }
        let copies = 1 + u64::from(rng.chance(self.parameters.duplicates));
        for copy in 0..copies {
            let mut rng = self.rng(incident.number, [3, copy]);
            let (world, parameters) = (self.world, &self.parameters);
            let first = Coding::of_incident(&mut rng, world, parameters, incident);
            let later = first.corrected(&mut rng, world, incident);
            let role = if copy == 0 { Role::Primary } else { Role::Duplicate };
            let tells = Tells { incidents: (index, index), role };
            let account = self.begin(&mut rng, tells, incident.day, first, later);
            all.push(account);
        }
    }

    fn summary(&mut self, episode: &Episode, told: &[bool], all: &mut Vec<Account>) {
        let first = &episode.incidents[0];
        let mut rng = self.rng(first.number, [4, 0]);
        if !self.sees(&mut rng, first, told[0]) {
            return;
        }
        let coding = Coding::of_operation(&mut rng, self.world, &self.parameters, episode);
        let last = episode.incidents.len() - 1;
        let tells = Tells { incidents: (0, last), role: Role::Summary };
        let day = episode.incidents[last].day;
        let account = self.begin(&mut rng, tells, day, coding.clone(), coding);
        all.push(account);
    }

    /// Publishes a report in the week after `day`, or later.
    fn begin(
        &mut self,
        rng: &mut Rng,
        tells: Tells,
        day: Day,
        coding: Coding,
        later: Coding,
    ) -> Account {
        let country = self.world.land.town(coding.town).country;
        let serial = &mut self.serials[usize::from(country)];
        *serial += 1;
        let late = match rng.class(&[1.0 - LATE[0] - LATE[1], 1.0 - LATE[1], 1.0]) {
            0 => 0,
            1 => rng.between(1, 4),
            _ => rng.between(5, 26),
        };
        // Weeks are counted from the calendar's first day; what is coded of a day comes out in the next.
        let known = day.max(coding.last_day);
        let published = (known / 7 + 1) * 7 + 2 + 7 * late;
        let weeks = |rng: &mut Rng| 7 * rng.between(1, 40);
        let edited = rng.chance(self.parameters.edited).then(|| published + weeks(rng));
        let edit = edited.filter(|_| later != coding).map(|day| (day, later));
        let duplicate = tells.role == Role::Duplicate;
        let deleted = (duplicate && rng.chance(DELETED)).then(|| published + weeks(rng));
        Account { country, serial: *serial, tells, published, coding, edit, deleted }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
