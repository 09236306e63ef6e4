//! How days, kinds and tolls of two reports compare when they tell of one incident, and when neither has a
//! counterpart.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::super::truth::Truth;
use super::super::world::{Prepared, Row};
use super::is_armed;

/// Days apart up to which gaps are told apart.
const GAP_MAX: i32 = 8;
/// Tolls above this are counted as this.
const TOLL_MAX: u32 = 200;

/// Whether each spans more than a day, and the days between their middles.
type Gap = (bool, bool, i32);
/// A report with the number of its type and means.
type Kinded<'p> = (&'p Row, u16);
/// Class of the first toll, and how the second stands to it.
type TollClass = (u8, u8);

/// The tables of two datasets.
pub(crate) struct Tables {
    /// Pairs and incidents against what has no counterpart.
    prior: f32,
    /// Share of pairs with a gap, by whether each spans more than a day.
    gaps: FxHashMap<Gap, f32>,
    kinds: FxHashMap<(u16, u16), f32>,
    tolls: FxHashMap<TollClass, f32>,
}

/// By record: the number of its type and means.
pub(super) fn kinds_of(prepared: &Prepared) -> Vec<u16> {
    let mut numbers: HashMap<(&str, &str), u16> = HashMap::new();
    let mut kinds = Vec::with_capacity(prepared.rows.len());
    for row in &prepared.rows {
        let next = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
        kinds.push(*numbers.entry((&row.event_type, &row.plover)).or_insert(next));
    }
    kinds
}

fn gap(a: &Row, b: &Row) -> Gap {
    let gap = b.record.middle() - a.record.middle();
    (a.record.days() > 1, b.record.days() > 1, gap.clamp(-GAP_MAX, GAP_MAX))
}

fn toll(row: &Row) -> Option<u32> {
    row.record.deaths.map(|toll| toll.best.min(TOLL_MAX))
}

fn toll_class(a: Option<u32>, b: Option<u32>) -> TollClass {
    let Some(a) = a else { return (255, u8::from(b.is_some())) };
    let class = match a {
        0..=4 => a as u8,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    };
    let Some(b) = b else { return (class, 255) };
    let apart = a.abs_diff(b);
    let relation = match apart {
        0 => 0,
        1 => 1,
        2 => 2,
        _ if apart * 10 <= a * 4 => 3,
        _ if apart * 10 <= a * 7 => 4,
        _ => 5,
    };
    (class, relation + if b == 0 { 8 } else { 0 })
}

impl Tables {
    /// How much more often two reports of one incident compare so than two without a counterpart, in days,
    /// kinds and tolls, and how many of both there are.
    pub(crate) fn ratio(&self, (a, a_kind): Kinded<'_>, (b, b_kind): Kinded<'_>) -> f32 {
        let days = self.gaps.get(&gap(a, b)).copied().unwrap_or(0.0);
        let kinds = self.kinds.get(&(a_kind, b_kind)).copied().unwrap_or(0.0);
        let tolls = self.tolls.get(&toll_class(toll(a), toll(b))).copied().unwrap_or(0.0);
        self.prior * days * kinds * tolls
    }
}

/// The tables of all pairs of datasets.
pub(super) fn all(
    prepared: &Prepared,
    truth: &Truth,
    kinds: &[u16],
    incidents: usize,
) -> FxHashMap<(u8, u8), Tables> {
    let groups = truth.groups();
    let count = u8::try_from(prepared.datasets.len()).unwrap_or(u8::MAX);
    let mut tables = FxHashMap::default();
    let rows: Vec<Kinded<'_>> = prepared.rows.iter().zip(kinds.iter().copied()).collect();
    for first in 0..count {
        for second in first + 1..count {
            tables
                .insert((first, second), learn(&rows, truth, &groups, incidents, (first, second)));
        }
    }
    tables
}

#[allow(clippy::cast_precision_loss)] // counts
fn learn(
    rows: &[Kinded<'_>],
    truth: &Truth,
    groups: &[Vec<u32>],
    incidents: usize,
    datasets: (u8, u8),
) -> Tables {
    let mut pairs = Vec::new();
    let mut alone: (Vec<Kinded<'_>>, Vec<Kinded<'_>>) = Default::default();
    for group in groups.iter().filter(|group| is_armed(&truth.tells[group[0] as usize])) {
        let of = |dataset: u8| {
            let rows = group.iter().map(|at| rows[*at as usize]);
            rows.filter(|(row, _)| row.record.dataset.0 == dataset).collect::<Vec<_>>()
        };
        let (a, b) = (of(datasets.0), of(datasets.1));
        match (a.is_empty(), b.is_empty()) {
            (false, false) => {
                pairs.extend(a.iter().flat_map(|a| b.iter().map(move |b| (*a, *b))));
            }
            (false, true) => alone.0.extend(a),
            (true, false) => alone.1.extend(b),
            (true, true) => {}
        }
    }
    let (n, n_a, n_b) = (pairs.len() as f32, alone.0.len() as f32, alone.1.len() as f32);
    Tables {
        prior: n * incidents as f32 / (n_a * n_b).max(1.0),
        gaps: gaps(&pairs),
        kinds: kinds(&pairs, &alone),
        tolls: tolls(&pairs, &alone),
    }
}

fn gaps(pairs: &[(Kinded<'_>, Kinded<'_>)]) -> FxHashMap<Gap, f32> {
    let mut counts: FxHashMap<Gap, f32> = FxHashMap::default();
    let mut all: HashMap<(bool, bool), f32> = HashMap::new();
    for ((a, _), (b, _)) in pairs {
        let key = gap(a, b);
        *counts.entry(key).or_default() += 1.0;
        *all.entry((key.0, key.1)).or_default() += 1.0;
    }
    counts.into_iter().map(|(key, count)| (key, count / all[&(key.0, key.1)])).collect()
}

#[allow(clippy::cast_precision_loss)] // counts
fn kinds(
    pairs: &[(Kinded<'_>, Kinded<'_>)],
    alone: &(Vec<Kinded<'_>>, Vec<Kinded<'_>>),
) -> FxHashMap<(u16, u16), f32> {
    let shares = |rows: &[Kinded<'_>]| {
        let mut shares: FxHashMap<u16, f32> = FxHashMap::default();
        rows.iter()
            .for_each(|(_, kind)| *shares.entry(*kind).or_default() += 1.0 / rows.len() as f32);
        shares
    };
    let (a, b) = (shares(&alone.0), shares(&alone.1));
    let mut counts: FxHashMap<(u16, u16), f32> = FxHashMap::default();
    for ((_, one), (_, other)) in pairs {
        *counts.entry((*one, *other)).or_default() += 1.0 / pairs.len() as f32;
    }
    let ratio = |(key, share): ((u16, u16), f32)| {
        let by_chance = a.get(&key.0).unwrap_or(&1e-5) * b.get(&key.1).unwrap_or(&1e-5);
        (key, share / by_chance)
    };
    counts.into_iter().map(ratio).collect()
}

#[allow(clippy::cast_precision_loss)] // counts
fn tolls(
    pairs: &[(Kinded<'_>, Kinded<'_>)],
    alone: &(Vec<Kinded<'_>>, Vec<Kinded<'_>>),
) -> FxHashMap<TollClass, f32> {
    let shares = |rows: &[Kinded<'_>]| {
        let mut shares: FxHashMap<Option<u32>, f32> = FxHashMap::default();
        rows.iter()
            .for_each(|(row, _)| *shares.entry(toll(row)).or_default() += 1.0 / rows.len() as f32);
        shares
    };
    let (a, b) = (shares(&alone.0), shares(&alone.1));
    let mut by_chance: FxHashMap<TollClass, f32> = FxHashMap::default();
    for (one, share) in &a {
        for (other, also) in &b {
            *by_chance.entry(toll_class(*one, *other)).or_default() += share * also;
        }
    }
    let mut counts: FxHashMap<TollClass, f32> = FxHashMap::default();
    for ((one, _), (other, _)) in pairs {
        *counts.entry(toll_class(toll(one), toll(other))).or_default() += 1.0 / pairs.len() as f32;
    }
    let floor = 1.0 / (alone.0.len() as f32 * alone.1.len() as f32).max(1.0);
    let ratio = |(key, share)| (key, share / by_chance.get(&key).copied().unwrap_or(floor));
    counts.into_iter().map(ratio).collect()
}
