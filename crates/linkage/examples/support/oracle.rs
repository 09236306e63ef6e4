//! What a perfect matcher could know of a simulated world: how often each source tells and repeats, how it errs,
//! and how much happens where, when and by whom.
//!
//! Reports are of one incident as a set: the intensity of a set of reports is how many incidents a day there are of
//! which just these reports would be told. What really happened is summed over: towns of the unit by their share of its
//! incidents, groups by what they did in the unit and around the day, days, kinds and tolls. Sets of reports are then
//! sampled from what is left possible (Gibbs sampling, see [`sampler`]), so that the probability of a link is that both
//! reports are in one set, and any number of sources and of repeats within a source is one question.
//!
//! Rates are of units, towns and groups, never of single incidents, so that no answer is given away.

use std::collections::{BTreeMap, HashMap};

use bellwether_linkage::{Day, Record};
use rustc_hash::FxHashMap;

use super::truth::{Truth, UNREST};
use super::world::Prepared;
use super::world_truth::Happenings;

mod channels;
mod errors;
mod sampler;

use channels::Who;
use errors::{CLASSES, Errors};

/// Days on each side of a day over which a group's activity is averaged.
const ACTIVITY: Day = 45;
/// Beyond this a source with errors does not place a report, in kilometres.
const KM_MAX: f32 = 25.5;

/// The groups of an incident.
pub(crate) type Acting = [Option<u16>; 2];

/// What one record says of what may be behind it.
#[derive(Clone)]
struct Seen {
    /// Its position among all records.
    at: u32,
    dataset: usize,
    day: Day,
    wide: bool,
    kind: u16,
    toll: usize,
    /// Towns in ascending order with how likely the record's place is there.
    towns: Vec<(u32, f32)>,
    /// How likely its organisations are, by the sets of its block.
    who: Vec<f32>,
}

/// The records of one unit that tell of armed violence, or of unrest: no record of another block tells of the same.
struct Block {
    class: usize,
    /// Which groups acted here, how often a day.
    sets: Vec<(usize, f32)>,
    seen: Vec<Seen>,
}

/// The oracle of a world.
pub(crate) struct Oracle {
    /// All sets of groups that ever acted.
    sets: Vec<Acting>,
    /// By class and town: its share among the incidents of its unit.
    shares: [Vec<f32>; CLASSES],
    /// How active each set was around each day, against its mean.
    activity: Vec<Vec<f32>>,
    span: (Day, Day),
    errors: Errors,
    blocks: Vec<Block>,
}

/// Whether it is unrest: 1, and not armed violence: 0.
const fn class_of(incident: u32) -> usize {
    (incident & UNREST != 0) as usize
}

impl Oracle {
    /// Learns everything from the planted truth.
    pub(crate) fn new(prepared: &Prepared, truth: &Truth, happenings: &Happenings) -> Self {
        let units = units(prepared, truth, happenings);
        let numbers = channels::numbers(prepared, truth, happenings);
        let who = Who::new(prepared, truth, happenings, &numbers);
        let days = happenings.incidents.values().map(|happened| happened.day);
        let span = (days.clone().min().unwrap_or(0), days.max().unwrap_or(0));
        let mut oracle = Self {
            sets: Vec::new(),
            shares: [(); CLASSES].map(|()| vec![0.5; happenings.towns.len()]),
            activity: Vec::new(),
            span,
            errors: Errors::new(prepared, truth, happenings),
            blocks: Vec::new(),
        };
        let acting = oracle.count(happenings, &units);
        oracle.blocks =
            oracle.all_blocks((prepared, happenings), &units, &acting, (&who, &numbers));
        oracle
    }

    /// Counts who acts where and when; answers which sets act in each unit, and how often a day.
    #[allow(clippy::cast_precision_loss)] // counts
    fn count(
        &mut self,
        happenings: &Happenings,
        units: &HashMap<&str, u32>,
    ) -> FxHashMap<(usize, u32), Vec<(usize, f32)>> {
        let days = (self.span.1 - self.span.0 + 1) as f32;
        let mut counts: BTreeMap<(usize, u32, Acting), f32> = BTreeMap::new();
        let mut days_of: BTreeMap<(usize, Acting), Vec<Day>> = BTreeMap::new();
        for (number, happened) in &happenings.incidents {
            let class = class_of(*number);
            self.shares[class][happened.town as usize] += 1.0;
            days_of.entry((class, happened.groups)).or_default().push(happened.day);
            let town = &happenings.towns[happened.town as usize];
            if let Some(unit) = units.get(town.unit.as_str()) {
                *counts.entry((class, *unit, happened.groups)).or_default() += 1.0;
            }
        }
        let index: HashMap<(usize, Acting), usize> = days_of.keys().copied().zip(0..).collect();
        self.sets = days_of.keys().map(|(_, acting)| *acting).collect();
        self.activity = days_of.into_values().map(|days| activity(days, self.span)).collect();
        let mut acting: FxHashMap<(usize, u32), Vec<(usize, f32)>> = FxHashMap::default();
        for ((class, unit, set), count) in counts {
            acting.entry((class, unit)).or_default().push((index[&(class, set)], count / days));
        }
        for shares in &mut self.shares {
            let mut by_unit: HashMap<u32, f32> = HashMap::new();
            for (town, share) in happenings.towns.iter().zip(shares.iter()) {
                if let Some(unit) = units.get(town.unit.as_str()) {
                    *by_unit.entry(*unit).or_default() += share;
                }
            }
            for (town, share) in happenings.towns.iter().zip(shares) {
                if let Some(all) = units.get(town.unit.as_str()).and_then(|unit| by_unit.get(unit))
                {
                    *share /= all;
                }
            }
        }
        acting
    }

    fn all_blocks(
        &self,
        (prepared, happenings): (&Prepared, &Happenings),
        units: &HashMap<&str, u32>,
        acting: &FxHashMap<(usize, u32), Vec<(usize, f32)>>,
        (who, numbers): (&Who, &[u32]),
    ) -> Vec<Block> {
        let mut towns: HashMap<u32, Vec<u32>> = HashMap::new();
        for (position, town) in (0..).zip(&happenings.towns) {
            if let Some(unit) = units.get(town.unit.as_str()) {
                towns.entry(*unit).or_default().push(position);
            }
        }
        let none = Vec::new();
        let mut blocks: BTreeMap<(usize, u32), Block> = BTreeMap::new();
        for (at, row) in (0..).zip(&prepared.rows) {
            let record = &row.record;
            let (class, kind) = self.errors.kind_of(at as usize);
            let exact = prepared.datasets[usize::from(record.dataset.0)] == "sim-ged";
            let block = blocks.entry((class, record.unit)).or_insert_with(|| Block {
                class,
                sets: acting.get(&(class, record.unit)).cloned().unwrap_or_default(),
                seen: Vec::new(),
            });
            let near = towns.get(&record.unit).unwrap_or(&none).iter().filter_map(|town| {
                let at = happenings.towns[*town as usize].at;
                Some((*town, kernel(record, at, exact)?))
            });
            let says = |(set, _): &(usize, f32)| {
                let acting = &self.sets[*set];
                who.likely(
                    (class, record.dataset.0),
                    channels::who(record, acting, numbers),
                    acting,
                )
            };
            block.seen.push(Seen {
                at,
                dataset: usize::from(record.dataset.0),
                day: record.middle(),
                wide: record.days() > 1,
                kind,
                toll: errors::toll_of(record),
                towns: near.collect(),
                who: block.sets.iter().map(says).collect(),
            });
        }
        let mut blocks: Vec<Block> = blocks.into_values().collect();
        for block in &mut blocks {
            block.seen.sort_by_key(|seen| (seen.day, seen.at));
        }
        blocks
    }

    /// How many incidents a day there are in a block of which just these records would be told.
    fn intensity(&self, block: &Block, set: &[u32]) -> f64 {
        let seen = |member: &u32| &block.seen[*member as usize];
        let place = self.place(block, set);
        if place <= 0.0 {
            return 0.0;
        }
        let (first, last) =
            set.iter().map(seen).fold((Day::MAX, Day::MIN), |(first, last), seen| {
                (first.min(seen.day), last.max(seen.day))
            });
        let days = self
            .errors
            .days(set.iter().map(seen).map(|s| (s.dataset, s.wide, s.day)), (first, last));
        if days <= 0.0 {
            return 0.0;
        }
        let day = i32::midpoint(first, last).clamp(self.span.0, self.span.1) - self.span.0;
        let day = usize::try_from(day).unwrap_or(0);
        let mut who = [0.0_f64; 2];
        for (position, (acting, rate)) in block.sets.iter().enumerate() {
            let likely: f32 = set.iter().map(|member| seen(member).who[position]).product();
            if likely > 0.0 {
                let nobody = usize::from(self.sets[*acting][0].is_none());
                who[nobody] += f64::from(likely * rate * self.activity[*acting][day]);
            }
        }
        let told = self.errors.told(
            block.class,
            set.iter().map(seen).map(|seen| (seen.dataset, seen.kind, seen.toll)),
            who,
        );
        place * days * told
    }

    fn place(&self, block: &Block, set: &[u32]) -> f64 {
        let shares = &self.shares[block.class];
        // The one with the fewest towns decides which are possible at all.
        let towns = |member: &u32| block.seen[*member as usize].towns.len();
        let Some(first) = set.iter().min_by_key(|member| towns(member)) else { return 0.0 };
        let mut place = 0.0;
        for (town, likely) in &block.seen[*first as usize].towns {
            let mut all = likely * shares[*town as usize];
            for other in set.iter().filter(|other| *other != first) {
                let towns = &block.seen[*other as usize].towns;
                all *= match towns.binary_search_by_key(town, |(own, _)| *own) {
                    Ok(found) => towns[found].1,
                    Err(_) => 0.0,
                };
                if all <= 0.0 {
                    break;
                }
            }
            place += f64::from(all);
        }
        place
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
