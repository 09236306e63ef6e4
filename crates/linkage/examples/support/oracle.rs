//! What a perfect matcher could know of a simulated world: how often each source errs in which way, and how
//! much happens where, when and by whom.
//!
//! The odds of a pair are the ratio of two intensities (Poisson processes of incidents that both tell, that
//! only the first tells and that only the second tells): how many pairs of reports of one incident look like
//! this pair, against how many unrelated pairs do. What really happened at a place and who did it is summed
//! over: towns of the unit by the share of its incidents, groups by what they did in the unit and around the
//! day. Days, kinds and tolls are tables of the planted pairs and of what has no counterpart. Rates are of
//! units, towns and groups, never of single incidents, so that no answer is given away.

use std::collections::{BTreeMap, HashMap};

use bellwether_linkage::{Day, Record};
use rustc_hash::FxHashMap;

use super::truth::{Truth, UNREST};
use super::world::Prepared;
use super::world_truth::Happenings;

mod channels;
mod tables;

use channels::{Who, who};
use tables::Tables;

/// Days on each side of a day over which a group's activity is averaged.
const ACTIVITY: Day = 45;
/// Beyond this a source with errors does not place a report, in kilometres.
const KM_MAX: f32 = 25.5;

/// A group of groups that acts: the groups of an incident.
pub(crate) type Acting = [Option<u16>; 2];

/// What one record may tell of.
struct Behind {
    unit: u32,
    /// Towns with how likely the record's place is there.
    towns: Vec<(u32, f32)>,
    /// How many incidents a day look like this record, in place and in organisations.
    place: f32,
    who: f32,
}

/// The oracle of a world.
pub(crate) struct Oracle<'p> {
    prepared: &'p Prepared,
    /// All sets of groups that ever acted.
    sets: Vec<Acting>,
    /// By the records' number of a unit: which set acted in it, and how often a day.
    acting: FxHashMap<u32, Vec<(usize, f32)>>,
    /// By town: its share among the incidents of its unit.
    shares: Vec<f32>,
    /// How active each set was around each day, against its mean.
    activity: Vec<Vec<f32>>,
    span: (Day, Day),
    /// The organisation numbers of the records, by group.
    numbers: Vec<u32>,
    who: Who,
    tables: FxHashMap<(u8, u8), Tables>,
    /// By record: the number of its type and means.
    kinds: Vec<u16>,
    behind: Vec<Behind>,
}

impl<'p> Oracle<'p> {
    /// Learns everything from the planted truth.
    pub(crate) fn new(prepared: &'p Prepared, truth: &Truth, happenings: &Happenings) -> Self {
        let units = units(prepared, truth, happenings);
        let numbers = channels::numbers(prepared, truth, happenings);
        let who = Who::new(prepared, truth, happenings, &numbers);
        let days = happenings.incidents.values().map(|happened| happened.day);
        let span = (days.clone().min().unwrap_or(0), days.max().unwrap_or(0));
        let kinds = tables::kinds_of(prepared);
        let mut oracle = Self {
            prepared,
            sets: Vec::new(),
            acting: FxHashMap::default(),
            shares: vec![0.5; happenings.towns.len()],
            activity: Vec::new(),
            span,
            numbers,
            who,
            tables: tables::all(prepared, truth, &kinds, happenings.incidents.len()),
            kinds,
            behind: Vec::new(),
        };
        oracle.count(happenings, &units);
        oracle.behind = oracle.all_behind(happenings, &units);
        oracle
    }

    #[allow(clippy::cast_precision_loss)] // counts
    fn count(&mut self, happenings: &Happenings, units: &HashMap<&str, u32>) {
        let days = (self.span.1 - self.span.0 + 1) as f32;
        let mut counts: HashMap<(u32, Acting), f32> = HashMap::new();
        let mut by_unit: HashMap<u32, f32> = HashMap::new();
        let mut days_of: BTreeMap<Acting, Vec<Day>> = BTreeMap::new();
        for happened in happenings.incidents.values() {
            self.shares[happened.town as usize] += 1.0;
            days_of.entry(happened.groups).or_default().push(happened.day);
            let town = &happenings.towns[happened.town as usize];
            if let Some(unit) = units.get(town.unit.as_str()) {
                *counts.entry((*unit, happened.groups)).or_default() += 1.0;
            }
        }
        let index: HashMap<Acting, usize> = days_of.keys().copied().zip(0..).collect();
        self.sets = days_of.keys().copied().collect();
        self.activity = days_of.into_values().map(|days| activity(days, self.span)).collect();
        for ((unit, acting), count) in counts {
            self.acting.entry(unit).or_default().push((index[&acting], count / days));
        }
        for (town, share) in happenings.towns.iter().zip(&self.shares) {
            if let Some(unit) = units.get(town.unit.as_str()) {
                *by_unit.entry(*unit).or_default() += share;
            }
        }
        for (town, share) in happenings.towns.iter().zip(&mut self.shares) {
            if let Some(all) = units.get(town.unit.as_str()).and_then(|unit| by_unit.get(unit)) {
                *share /= all;
            }
        }
    }

    fn all_behind(&self, happenings: &Happenings, units: &HashMap<&str, u32>) -> Vec<Behind> {
        let mut towns: HashMap<u32, Vec<u32>> = HashMap::new();
        for (position, town) in (0..).zip(&happenings.towns) {
            if let Some(unit) = units.get(town.unit.as_str()) {
                towns.entry(*unit).or_default().push(position);
            }
        }
        let none = Vec::new();
        let exact =
            |record: &Record| self.prepared.datasets[usize::from(record.dataset.0)] == "sim-ged";
        let records = self.prepared.rows.iter().map(|row| &row.record);
        records
            .map(|record| {
                let own = towns.get(&record.unit).unwrap_or(&none);
                let near = own.iter().filter_map(|town| {
                    let at = happenings.towns[*town as usize].at;
                    let likely = kernel(record, at, exact(record))?;
                    Some((*town, likely))
                });
                let towns: Vec<(u32, f32)> = near.collect();
                let place =
                    towns.iter().map(|(town, likely)| likely * self.shares[*town as usize]).sum();
                let who =
                    self.acted(record.unit, record.middle(), |acting| self.says(record, acting));
                Behind { unit: record.unit, towns, place, who }
            })
            .collect()
    }

    /// How many incidents a day there are in a unit around a day, each weighted.
    fn acted(&self, unit: u32, day: Day, weight: impl Fn(&Acting) -> f32) -> f32 {
        let Some(acting) = self.acting.get(&unit) else { return 0.0 };
        let at = usize::try_from(day.clamp(self.span.0, self.span.1) - self.span.0).unwrap_or(0);
        let weighted = acting.iter().map(|(set, rate)| {
            let weight = weight(&self.sets[*set]);
            if weight > 0.0 { weight * rate * self.activity[*set][at] } else { 0.0 }
        });
        weighted.sum()
    }

    fn says(&self, record: &Record, acting: &Acting) -> f32 {
        self.who.likely(record.dataset, who(record, acting, &self.numbers), acting)
    }

    /// The odds that two records tell of one incident, against that neither has a counterpart.
    pub(crate) fn odds(&self, a: u32, b: u32) -> f32 {
        let (one, other) = (&self.behind[a as usize], &self.behind[b as usize]);
        let (first, second) = (&self.prepared.rows[a as usize], &self.prepared.rows[b as usize]);
        let key = (first.record.dataset.0, second.record.dataset.0);
        let Some(tables) = self.tables.get(&key).filter(|_| one.unit == other.unit) else {
            return 0.0;
        };
        let mut place = 0.0;
        for (town, likely) in &one.towns {
            if let Some((_, also)) = other.towns.iter().find(|(own, _)| own == town) {
                place += likely * also * self.shares[*town as usize];
            }
        }
        if place <= 0.0 || one.who <= 0.0 || other.who <= 0.0 {
            return 0.0;
        }
        let ratio = tables.ratio((first, self.kinds[a as usize]), (second, self.kinds[b as usize]));
        if ratio <= 0.0 {
            return 0.0;
        }
        let day = i32::midpoint(first.record.middle(), second.record.middle());
        let who = self.acted(one.unit, day, |acting| {
            self.says(&first.record, acting) * self.says(&second.record, acting)
        });
        ratio * (place / (one.place * other.place)) * (who / (one.who * other.who))
    }
}

/// How active a set of groups is around each day of a span, against its mean.
#[allow(clippy::cast_precision_loss)] // counts and days
fn activity(mut days: Vec<Day>, span: (Day, Day)) -> Vec<f32> {
    days.sort_unstable();
    let all = (span.1 - span.0 + 1) as f32;
    let around = |day: Day| {
        let (from, to) = ((day - ACTIVITY).max(span.0), (day + ACTIVITY).min(span.1));
        let found = days.partition_point(|d| *d <= to) - days.partition_point(|d| *d < from);
        let expected = days.len() as f32 * (to - from + 1).max(1) as f32 / all;
        (found as f32 + 1.0) / (expected + 1.0)
    };
    (span.0..=span.1).map(around).collect()
}

/// How likely a record is placed so when its town is there; only proportions within one record matter. A source
/// without errors gives the town's own point; one with errors a distance that is even from 0 to its bound.
fn kernel(record: &Record, town: [f32; 2], exact: bool) -> Option<f32> {
    if !record.is_located() {
        return Some(1.0);
    }
    let km = record.distance_km(&Record { at: town, ..*record });
    if exact { (km < 0.2).then_some(1.0) } else { (km <= KM_MAX).then(|| 1.0 / km.max(0.3)) }
}

/// The records' numbers of units by the world's ids, by what most records of incidents there say.
fn units<'h>(
    prepared: &Prepared,
    truth: &Truth,
    happenings: &'h Happenings,
) -> HashMap<&'h str, u32> {
    let mut votes: HashMap<&str, HashMap<u32, u32>> = HashMap::new();
    for (row, tells) in prepared.rows.iter().zip(&truth.tells) {
        let happened = tells.first().and_then(|incident| happenings.incidents.get(incident));
        if let Some(happened) = happened.filter(|_| row.record.unit != 0) {
            let unit = happenings.towns[happened.town as usize].unit.as_str();
            *votes.entry(unit).or_default().entry(row.record.unit).or_default() += 1;
        }
    }
    let most = |votes: HashMap<u32, u32>| votes.into_iter().max_by_key(|(_, count)| *count);
    votes.into_iter().filter_map(|(unit, votes)| Some((unit, most(votes)?.0))).collect()
}

/// Whether a record tells of armed violence, which alone has counterparts everywhere.
pub(crate) fn is_armed(tells: &[u32]) -> bool {
    tells.first().is_some_and(|incident| incident & UNREST == 0)
}
