//! How often sources tell of an incident and how often again, and how they err in days, kinds and tolls.

use std::collections::{BTreeMap, HashMap};

use bellwether_linkage::{Day, Record};
use rustc_hash::FxHashMap;

use super::super::truth::Truth;
use super::super::world::Prepared;
use super::super::world_truth::{Happened, Happenings};
use super::class_of;

/// Armed violence, and unrest.
pub(crate) const CLASSES: usize = 2;
/// Days off up to which errors are told apart.
const OFF: usize = 8;
/// Tolls above this are counted as this.
const TOLL_MAX: usize = 200;
/// The number of a toll that is not given.
const NO_TOLL: usize = TOLL_MAX + 1;
/// More reports of one source about an incident are counted as so many.
const COUNT_MAX: usize = 12;
/// What was not counted is possible, but seldom.
const LITTLE: f64 = 1e-7;

/// The number of a record's toll.
pub(super) fn toll_of(record: &Record) -> usize {
    record.deaths.map_or(NO_TOLL, |toll| (toll.best as usize).min(TOLL_MAX))
}

/// How likely a toll is told, for the true tolls for which that is possible.
#[derive(Default)]
struct Tolls {
    /// The lowest true toll.
    from: usize,
    likely: Vec<f64>,
}

/// How often the sources tell of an incident: by whether the first source tells it and whether no group takes part.
#[derive(Default, Clone)]
struct Told {
    /// Share of the incidents with a group, and without, that the first source tells.
    first: [f64; 2],
    /// By whether the first tells, no group, dataset and number of reports.
    reports: FxHashMap<(usize, usize, usize, usize), f64>,
    /// Kinds, by whether no group takes part.
    kinds: [Vec<f64>; 2],
    /// True tolls, by whether the first source tells.
    tolls: [Vec<f64>; 2],
}

/// The errors of all sources.
pub(crate) struct Errors {
    /// The dataset on whose knowledge that of the others depends.
    leading: usize,
    told: [Told; CLASSES],
    /// By dataset and whether more than a day: shares of days off.
    days: Vec<[[f64; 2 * OFF + 1]; 2]>,
    /// By dataset and kind of report: how likely, by the true kind.
    kinds: FxHashMap<(usize, u16), Vec<f64>>,
    /// By dataset and toll.
    tolls: Vec<Vec<Tolls>>,
    /// Class and kind of each record.
    kind_of: Vec<(usize, u16)>,
}

impl Errors {
    pub(super) fn new(prepared: &Prepared, truth: &Truth, happenings: &Happenings) -> Self {
        let leading = prepared.datasets.iter().position(|name| name == "sim-ged");
        let leading = leading.unwrap_or(usize::MAX);
        let kind_of = kinds_of(prepared, truth);
        // What sums up several days errs in its own way.
        let single: Vec<(usize, &Happened)> = truth
            .tells
            .iter()
            .enumerate()
            .filter_map(|(at, tells)| match tells.as_slice() {
                [one] => Some((at, happenings.incidents.get(one)?)),
                _ => None,
            })
            .collect();
        let datasets = prepared.datasets.len();
        Self {
            leading,
            told: told(prepared, truth, happenings, leading),
            days: days(prepared, &single),
            kinds: kinds(prepared, happenings, &single, &kind_of),
            tolls: tolls(prepared, &single, datasets),
            kind_of,
        }
    }

    /// The class of a record, and the number of its kind.
    pub(super) fn kind_of(&self, at: usize) -> (usize, u16) {
        self.kind_of[at]
    }

    /// How likely reports are dated so, summed over the days on which it may have happened.
    pub(super) fn days(
        &self,
        reports: impl Iterator<Item = (usize, bool, Day)> + Clone,
        (first, last): (Day, Day),
    ) -> f64 {
        let off = OFF as Day;
        let likely = |day: Day| -> f64 {
            let own = |(dataset, wide, told): (usize, bool, Day)| {
                let off = usize::try_from(told - day + off).unwrap_or(usize::MAX);
                self.days[dataset][usize::from(wide)].get(off).copied().unwrap_or(0.0)
            };
            reports.clone().map(own).product()
        };
        (last - off..=first + off).map(likely).sum()
    }

    /// How often reports of these datasets, kinds and tolls are told, summed over what may have happened; `who` is
    /// how often a day those act whom they name: with a group, and without.
    pub(super) fn told(
        &self,
        class: usize,
        reports: impl Iterator<Item = (usize, u16, usize)> + Clone,
        who: [f64; 2],
    ) -> f64 {
        let told = &self.told[class];
        let leads = usize::from(reports.clone().any(|(dataset, ..)| dataset == self.leading));
        let toll = self.toll(reports.clone(), &told.tolls[leads]);
        if toll <= 0.0 {
            return 0.0;
        }
        let mut counts = [0_usize; 8];
        reports.clone().for_each(|(dataset, ..)| counts[dataset % 8] += 1);
        if counts.get(self.leading).is_some_and(|count| *count > 1) {
            return 0.0;
        }
        let mut sum = 0.0;
        for (nobody, rate) in who.into_iter().enumerate() {
            if rate <= 0.0 {
                continue;
            }
            let mut all =
                rate * if leads == 1 { told.first[nobody] } else { 1.0 - told.first[nobody] };
            for (dataset, count) in counts.into_iter().enumerate().take(self.days.len()) {
                if dataset == self.leading {
                    continue;
                }
                let count = count.min(COUNT_MAX);
                let share = told.reports.get(&(leads, nobody, dataset, count));
                // Any order of the reports is the same set.
                let orders: f64 = (1..=count).map(|count| count as f64).product();
                all *= share.copied().unwrap_or(if count < 2 { LITTLE } else { LITTLE * LITTLE })
                    * orders;
            }
            sum += all * self.kind(reports.clone(), &told.kinds[nobody]);
        }
        sum * toll
    }

    fn kind(
        &self,
        reports: impl Iterator<Item = (usize, u16, usize)> + Clone,
        shares: &[f64],
    ) -> f64 {
        let tables: Vec<&[f64]> = reports
            .filter_map(|(dataset, kind, _)| Some(self.kinds.get(&(dataset, kind))?.as_slice()))
            .collect();
        let all = |(kind, share): (usize, &f64)| -> f64 {
            share * tables.iter().map(|table| table[kind]).product::<f64>()
        };
        shares.iter().enumerate().map(all).sum()
    }

    fn toll(
        &self,
        reports: impl Iterator<Item = (usize, u16, usize)> + Clone,
        shares: &[f64],
    ) -> f64 {
        let (mut from, mut to) = (0, TOLL_MAX + 1);
        for (dataset, _, toll) in reports.clone() {
            let own = &self.tolls[dataset][toll];
            (from, to) = (from.max(own.from), to.min(own.from + own.likely.len()));
        }
        let all = |toll: usize| -> f64 {
            let own = |(dataset, _, told): (usize, u16, usize)| {
                let tolls = &self.tolls[dataset][told];
                tolls.likely[toll - tolls.from]
            };
            shares[toll] * reports.clone().map(own).product::<f64>()
        };
        (from..to).map(all).sum()
    }
}

/// The class of each record, by what most of its dataset and kind tell of, and the number of its kind.
fn kinds_of(prepared: &Prepared, truth: &Truth) -> Vec<(usize, u16)> {
    let mut numbers: HashMap<(u8, &str, &str), u16> = HashMap::new();
    let mut votes: Vec<[u32; CLASSES]> = Vec::new();
    let mut kinds = Vec::with_capacity(prepared.rows.len());
    for (row, tells) in prepared.rows.iter().zip(&truth.tells) {
        let next = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
        let key = (row.record.dataset.0, &*row.event_type, &*row.plover);
        let kind = *numbers.entry(key).or_insert(next);
        votes.resize(numbers.len(), [0; CLASSES]);
        if let Some(incident) = tells.first() {
            votes[usize::from(kind)][class_of(*incident)] += 1;
        }
        kinds.push(kind);
    }
    let class = |kind: u16| usize::from(votes[usize::from(kind)][1] > votes[usize::from(kind)][0]);
    kinds.into_iter().map(|kind| (class(kind), kind)).collect()
}

#[allow(clippy::cast_precision_loss)] // counts
fn told(
    prepared: &Prepared,
    truth: &Truth,
    happenings: &Happenings,
    leading: usize,
) -> [Told; CLASSES] {
    let datasets = prepared.datasets.len();
    let mut reports: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (row, tells) in prepared.rows.iter().zip(&truth.tells) {
        // An incident that only a summary tells is told by no report of its own.
        if let [one] = tells.as_slice() {
            let counts = reports.entry(*one).or_insert_with(|| vec![0; datasets]);
            counts[usize::from(row.record.dataset.0)] += 1;
        }
    }
    let kinds = happenings.incidents.values().map(|happened| usize::from(happened.kind) + 1).max();
    let mut all: [Told; CLASSES] = Default::default();
    for told in &mut all {
        told.kinds = [(); 2].map(|()| vec![LITTLE; kinds.unwrap_or(0)]);
        told.tolls = [(); 2].map(|()| vec![LITTLE; TOLL_MAX + 1]);
    }
    let mut incidents = [[[0.0_f64; 2]; 2]; CLASSES];
    for (number, happened) in &happenings.incidents {
        let class = class_of(*number);
        let told = &mut all[class];
        let counts = reports.get(number);
        let leads = counts.and_then(|counts| counts.get(leading)).is_some_and(|count| *count > 0);
        let (leads, nobody) = (usize::from(leads), usize::from(happened.groups[0].is_none()));
        incidents[class][leads][nobody] += 1.0;
        told.kinds[nobody][usize::from(happened.kind)] += 1.0;
        told.tolls[leads][(happened.dead as usize).min(TOLL_MAX)] += 1.0;
        for dataset in 0..datasets {
            let count = counts.map_or(0, |counts| counts[dataset].min(COUNT_MAX));
            *told.reports.entry((leads, nobody, dataset, count)).or_default() += 1.0;
        }
    }
    for (told, incidents) in all.iter_mut().zip(&incidents) {
        for ((leads, nobody, ..), count) in &mut told.reports {
            *count /= incidents[*leads][*nobody];
        }
        told.first = [0, 1].map(|nobody: usize| {
            incidents[1][nobody] / (incidents[0][nobody] + incidents[1][nobody]).max(1.0)
        });
        told.kinds.iter_mut().chain(&mut told.tolls).for_each(|counts| share(counts));
    }
    all
}

fn share(counts: &mut [f64]) {
    let all: f64 = counts.iter().sum();
    counts.iter_mut().for_each(|count| *count /= all.max(f64::MIN_POSITIVE));
}

fn days(prepared: &Prepared, single: &[(usize, &Happened)]) -> Vec<[[f64; 2 * OFF + 1]; 2]> {
    let mut days = vec![[[0.0; 2 * OFF + 1]; 2]; prepared.datasets.len()];
    for (at, happened) in single {
        let record = &prepared.rows[*at].record;
        let off = usize::try_from(record.middle() - happened.day + OFF as Day);
        let own = &mut days[usize::from(record.dataset.0)][usize::from(record.days() > 1)];
        if let Some(count) = off.ok().and_then(|off| own.get_mut(off)) {
            *count += 1.0;
        }
    }
    days.iter_mut().flatten().for_each(|counts| share(counts));
    days
}

fn kinds(
    prepared: &Prepared,
    happenings: &Happenings,
    single: &[(usize, &Happened)],
    kind_of: &[(usize, u16)],
) -> FxHashMap<(usize, u16), Vec<f64>> {
    let count = happenings.incidents.values().map(|happened| usize::from(happened.kind) + 1).max();
    let count = count.unwrap_or(0);
    let mut kinds: FxHashMap<(usize, u16), Vec<f64>> = FxHashMap::default();
    let mut all = vec![vec![0.0_f64; count]; prepared.datasets.len()];
    for (at, happened) in single {
        let dataset = usize::from(prepared.rows[*at].record.dataset.0);
        let (kind, told) = (usize::from(happened.kind), kind_of[*at].1);
        kinds.entry((dataset, told)).or_insert_with(|| vec![LITTLE; count])[kind] += 1.0;
        all[dataset][kind] += 1.0;
    }
    for ((dataset, _), counts) in &mut kinds {
        let all = &all[*dataset];
        counts.iter_mut().zip(all).for_each(|(count, all)| *count /= all.max(1.0));
    }
    kinds
}

/// The class of a true toll, and how a told one stands to it: the toll itself for small ones, else twentieths.
fn relation(true_toll: usize, told: usize) -> (usize, usize) {
    let class = match true_toll {
        0..=10 => true_toll,
        11..=15 => 11,
        16..=24 => 12,
        25..=49 => 13,
        50..=99 => 14,
        _ => 15,
    };
    let relation = match told {
        NO_TOLL => 1000,
        _ if told == true_toll => 1001,
        _ if true_toll <= 10 => told,
        _ => (20 * told / true_toll).min(100),
    };
    (class, relation)
}

fn tolls(prepared: &Prepared, single: &[(usize, &Happened)], datasets: usize) -> Vec<Vec<Tolls>> {
    let mut counts: BTreeMap<(usize, usize, usize), f64> = BTreeMap::new();
    let mut all: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    // How many tolls stand for a relation, for each incident that might have had any of them.
    let mut width: BTreeMap<(usize, usize, usize), f64> = BTreeMap::new();
    let mut seen: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (at, happened) in single {
        let record = &prepared.rows[*at].record;
        let (dataset, dead) =
            (usize::from(record.dataset.0), (happened.dead as usize).min(TOLL_MAX));
        let (class, relation) = relation(dead, toll_of(record));
        *counts.entry((dataset, class, relation)).or_default() += 1.0;
        *all.entry((dataset, class)).or_default() += 1.0;
        *seen.entry((dataset, dead)).or_default() += 1.0;
    }
    for ((dataset, dead), times) in &seen {
        for told in 0..=NO_TOLL {
            let (class, relation) = relation(*dead, told);
            *width.entry((*dataset, class, relation)).or_default() += times;
        }
    }
    let likely = |dataset: usize, dead: usize, told: usize| -> f64 {
        let (class, relation) = relation(dead, told);
        let (count, all) = (counts.get(&(dataset, class, relation)), all.get(&(dataset, class)));
        match (count, all) {
            (Some(count), Some(all)) => {
                let tolls = width.get(&(dataset, class, relation)).copied().unwrap_or(*all) / all;
                count / all / tolls.max(1.0)
            }
            _ => 0.0,
        }
    };
    (0..datasets)
        .map(|dataset| {
            (0..=NO_TOLL)
                .map(|told| {
                    let mut own: Vec<f64> =
                        (0..=TOLL_MAX).map(|dead| likely(dataset, dead, told)).collect();
                    let from = own.iter().position(|share| *share > 0.0).unwrap_or(own.len());
                    let to = own.iter().rposition(|share| *share > 0.0).map_or(from, |to| to + 1);
                    own.truncate(to);
                    Tolls { from, likely: own.split_off(from.min(to)) }
                })
                .collect()
        })
        .collect()
}
