//! What a GDELT-shaped source got to know: whatever a machine read in the news, many times over.
//!
//! One incident is many rows, each with errors of its own. Groups are mostly known by what they are,
//! rarely by name. The counts of mentions cover the first quarter of an hour.

use super::{
    Tells, covers,
    ged::Role,
    stream,
    told::{self, Spot, Told},
};
use crate::{
    GdeltParameters,
    calendar::Day,
    rng::{Rng, Stream},
    world::{Degrees, Episode, Incident, Method, Party, Unrest, UnrestKind, World, attacker},
};

/// A quarter of an hour: the day, and 0-95 of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stamp {
    pub(crate) day: Day,
    pub(crate) quarter: u32,
}

impl Stamp {
    /// So many quarters of an hour later.
    pub(crate) const fn later(self, quarters: u32) -> Self {
        let all = self.quarter + quarters;
        Self { day: self.day + all / 96, quarter: all % 96 }
    }
}

/// Who is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Actor {
    Nobody,
    Group(u16),
    Rebels,
    Military,
    Police,
    Civilians,
    Protesters,
}

/// Where the machine put it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Geography {
    Country,
    Unit,
    Town(Degrees),
}

/// A CAMEO code with what GDELT derives from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cameo {
    pub(crate) code: &'static str,
    /// 1 to 4.
    pub(crate) quad: u8,
    /// Goldstein scale in tenths.
    pub(crate) goldstein: i32,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Account {
    /// `GLOBALEVENTID`.
    pub(crate) id: u64,
    pub(crate) tells: Tells,
    /// `SQLDATE`.
    pub(crate) day: Day,
    pub(crate) added: Stamp,
    pub(crate) cameo: Cameo,
    pub(crate) actors: [Actor; 2],
    pub(crate) town: u32,
    pub(crate) geography: Geography,
    /// Mentions in the first quarter of an hour.
    pub(crate) mentions: u32,
    /// When it was mentioned later.
    pub(crate) later: Vec<Stamp>,
    /// `AvgTone` in millionths.
    pub(crate) tone: i32,
    /// The article: several rows may come from one.
    pub(crate) article: u64,
}

/// Share of rows in which a group that is known as what it is, is named at all.
const NAMED: f64 = 0.6;
/// The first id, less one.
const BEFORE_FIRST: u64 = 400_000_000;

/// The source at work.
#[derive(Debug)]
pub(crate) struct GdeltSource<'w> {
    world: &'w World,
    parameters: GdeltParameters,
    begun: u64,
}

impl<'w> GdeltSource<'w> {
    /// A source that has seen nothing yet.
    pub(crate) const fn new(world: &'w World, parameters: GdeltParameters) -> Self {
        Self { world, parameters, begun: BEFORE_FIRST }
    }

    /// The rows about an episode; `told` says which of its incidents the GED-shaped source tells.
    pub(crate) fn observe(
        &mut self,
        episode: &Episode,
        told: &[bool],
        accounts: &mut Vec<Account>,
    ) {
        accounts.clear();
        for (index, incident) in episode.incidents.iter().enumerate() {
            let mut rng = self.rng(incident.number, [0, 0]);
            if covers(&mut rng, self.parameters.coverage, told[index]) {
                for copy in 0..self.copies(&mut rng) {
                    let account = self.row(incident, index, copy);
                    accounts.push(account);
                }
            }
        }
    }

    /// The rows about a protest, a riot or a strategic development.
    pub(crate) fn observe_unrest(&mut self, unrest: &Unrest, accounts: &mut Vec<Account>) {
        accounts.clear();
        let mut rng = self.rng(unrest.number, [1, 0]);
        if rng.chance(self.parameters.unrest) {
            for copy in 0..self.copies(&mut rng) {
                let account = self.unrest_row(unrest, copy);
                accounts.push(account);
            }
        }
    }

    fn rng(&self, number: u64, what: [u64; 2]) -> Rng {
        stream(self.world, Stream::Gdelt, number, what)
    }

    fn copies(&self, rng: &mut Rng) -> u64 {
        1 + u64::from(rng.poisson(self.parameters.repeats - 1.0))
    }

    fn row(&mut self, incident: &Incident, index: usize, copy: u64) -> Account {
        let mut rng = self.rng(incident.number, [2, copy]);
        let told = Told::draw(&mut rng, self.world, &self.parameters.errors, incident);
        let first = attacker(self.world, incident);
        let dyad = self.world.cast.dyads[incident.dyad as usize];
        let second = if first == dyad.a { dyad.b } else { dyad.a };
        let (named, police) = (rng.chance(NAMED), rng.chance(0.2));
        let actor = |party: Party| match told.party(self.world, incident, party) {
            Some(Party::Group(index)) if named => Actor::Group(index),
            Some(Party::Group(_)) | None => Actor::Rebels,
            Some(Party::Government(_)) if police => Actor::Police,
            Some(Party::Government(_)) => Actor::Military,
            Some(Party::Civilians) => Actor::Civilians,
        };
        let mut actors = [actor(first), actor(second)];
        if rng.chance(0.15) {
            actors[rng.below(2) as usize] = Actor::Nobody;
        }
        let cameo = method_code(&mut rng, told.method, told.killed.total());
        let seen = Seen { number: incident.number, tells: index, day: incident.day };
        let mut account = self.begin(&mut rng, seen, incident.minute, copy);
        account.cameo = cameo;
        account.actors = actors;
        account.day = self.not_foreseen(told.day, &account);
        (account.town, account.geography) = (told.town, self.place(&mut rng, told.spot, told.at));
        account
    }

    fn unrest_row(&mut self, unrest: &Unrest, copy: u64) -> Account {
        let mut rng = self.rng(unrest.number, [3, copy]);
        let errors = &self.parameters.errors;
        let day = told::wrong_day(&mut rng, self.world, errors, unrest.day);
        let (spot, at) = told::place(&mut rng, self.world, errors, unrest.town);
        let group = unrest.group.map_or(Actor::Rebels, Actor::Group);
        let (cameo, actors) = match unrest.kind {
            UnrestKind::Protest => (DEMONSTRATE, [Actor::Protesters, Actor::Nobody]),
            UnrestKind::Dispersed => (REPRESS, [Actor::Police, Actor::Protesters]),
            UnrestKind::Excessive => (REPRESS, [Actor::Police, Actor::Protesters]),
            UnrestKind::Riot => (RIOT, [Actor::Protesters, Actor::Police]),
            UnrestKind::Mob => (RIOT, [Actor::Protesters, Actor::Civilians]),
            UnrestKind::Looting => (DESTROY, [group, Actor::Civilians]),
            UnrestKind::Agreement => (AGREE, [group, Actor::Rebels]),
            UnrestKind::Arrests => (ARREST, [Actor::Police, group]),
        };
        let seen = Seen { number: UNREST_ARTICLES + unrest.number, tells: 0, day: unrest.day };
        let mut account = self.begin(&mut rng, seen, unrest.minute, copy);
        account.cameo = cameo;
        account.actors = actors;
        account.day = self.not_foreseen(day, &account);
        (account.town, account.geography) = (unrest.town, self.place(&mut rng, spot, at));
        account
    }

    /// A wrong day behind the article's is as wrong the other way: nobody tells what is to come. Until it
    /// is known, the row's day is the true one.
    fn not_foreseen(&self, day: Day, account: &Account) -> Day {
        let mirrored = account.day.saturating_sub(day.saturating_sub(account.day));
        if day > account.added.day { mirrored.max(self.world.calendar.from) } else { day }
    }

    fn place(&self, rng: &mut Rng, spot: Spot, at: Degrees) -> Geography {
        if rng.chance(self.parameters.country_only) {
            Geography::Country
        } else if spot == Spot::Unit {
            Geography::Unit
        } else {
            Geography::Town(at)
        }
    }

    /// A row with its times and counts; what it tells is filled in by the caller.
    fn begin(&mut self, rng: &mut Rng, seen: Seen, minute: u32, copy: u64) -> Account {
        self.begun += 1;
        let happened = Stamp { day: seen.day, quarter: minute / 15 };
        let delay = match (copy, rng.class(&[0.7, 0.95, 1.0])) {
            (0, _) => rng.between(1, 12),
            (_, 0) => rng.between(2, 96),
            (_, 1) => rng.between(48, 3 * 96),
            _ => rng.between(3 * 96, 9 * 96),
        };
        let added = happened.later(delay);
        let count =
            if self.parameters.mentions > 0.0 { rng.poisson(self.parameters.mentions) } else { 0 };
        let later = (0..count).map(|_| added.later(rng.between(1, 4 * 96))).collect();
        let role = if copy == 0 { Role::Primary } else { Role::Duplicate };
        Account {
            id: self.begun,
            tells: Tells { incidents: (seen.tells, seen.tells), role },
            day: seen.day,
            added,
            cameo: DEMONSTRATE,
            actors: [Actor::Nobody; 2],
            town: 0,
            geography: Geography::Country,
            mentions: rng.between(1, 10),
            later,
            tone: -i32::try_from(rng.below(11_000_000)).unwrap_or(0) + 1_000_000,
            article: seen.number * 32 + copy / 2 % 32,
        }
    }
}

/// What a row is about.
struct Seen {
    number: u64,
    tells: usize,
    day: Day,
}

/// Added to the numbers of unrest for those of articles; more than any world has incidents.
const UNREST_ARTICLES: u64 = 1 << 40;

const fn cameo(code: &'static str, quad: u8, goldstein: i32) -> Cameo {
    Cameo { code, quad, goldstein }
}

const DEMONSTRATE: Cameo = cameo("141", 3, -65);
const RIOT: Cameo = cameo("145", 3, -75);
const REPRESS: Cameo = cameo("175", 4, -90);
const DESTROY: Cameo = cameo("1712", 4, -92);
const ARREST: Cameo = cameo("173", 4, -50);
const AGREE: Cameo = cameo("057", 1, 80);

/// The code that a machine gives to a method; there are several for each.
fn method_code(rng: &mut Rng, method: Method, dead: u32) -> Cameo {
    let second = rng.chance(0.35);
    match (method, second) {
        (Method::Firefight, false) => cameo("193", 4, -100),
        (Method::Firefight, true) | (Method::Ambush, _) => cameo("190", 4, -100),
        (Method::Shelling, _) => cameo("194", 4, -100),
        (Method::Bombing, false) => cameo("183", 4, -100),
        (Method::Bombing, true) => cameo("1833", 4, -100),
        (Method::SuicideBombing, _) => cameo("1831", 4, -100),
        (Method::Raid, true) if dead > 10 => cameo("202", 4, -100),
        (Method::Raid, true) => cameo("182", 4, -95),
        (Method::Raid, false) => cameo("180", 4, -90),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Parameters, Sources};

    #[test]
    fn one_incident_is_as_many_rows_as_asked_and_none_is_added_before_it() {
        let parameters = GdeltParameters { repeats: 3.0, ..GdeltParameters::default() };
        let world = World::new(&Parameters { sources: Sources::all(), ..Parameters::default() });
        let mut source = GdeltSource::new(&world, parameters);
        let (mut rows, mut told, mut all, mut accounts) = (0.0, 0.0, 0.0, Vec::new());
        let Ok(()) = world.happen::<std::convert::Infallible>(&mut |episode| {
            source.observe(episode, &vec![true; episode.incidents.len()], &mut accounts);
            all += episode.incidents.len() as f64;
            for account in &accounts {
                let incident = &episode.incidents[account.tells.incidents.0];
                assert!(account.added.day >= incident.day && account.added.quarter < 96);
                assert!(account.later.iter().all(|later| *later > account.added));
                rows += 1.0;
                told += f64::from(u8::from(account.tells.role == Role::Primary));
            }
            Ok(())
        });
        assert!((rows / told - 3.0f64).abs() < 0.15, "{}", rows / told);
        assert!((told / all - parameters.coverage.with_ged).abs() < 0.03, "{}", told / all);
    }

    #[test]
    fn quarters_of_an_hour_run_over_into_the_next_day() {
        let late = Stamp { day: 5, quarter: 95 };
        assert_eq!(late.later(1), Stamp { day: 6, quarter: 0 });
        assert_eq!(late.later(97), Stamp { day: 7, quarter: 0 });
    }
}
