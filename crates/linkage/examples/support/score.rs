//! How well links agree with the truth.

use std::collections::{BTreeMap, HashSet};

use bellwether_linkage::Record;

use super::truth::{Relation, Truth};

/// Hits and misses of pairs said to be the same.
///
/// A pair that overlaps in truth (a summary and a part of it) is neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Said and true.
    pub(crate) hits: u64,
    /// Said and not true.
    pub(crate) wrong: u64,
    /// True and not said.
    pub(crate) missed: u64,
}

#[allow(clippy::cast_precision_loss)] // counts of pairs
impl Counts {
    /// The share of what was said that is true; 0 where nothing was said.
    pub(crate) fn precision(&self) -> f64 {
        self.hits as f64 / ((self.hits + self.wrong).max(1)) as f64
    }

    /// The share of what is true that was said.
    pub(crate) fn recall(&self) -> f64 {
        self.hits as f64 / ((self.hits + self.missed).max(1)) as f64
    }

    fn add(&mut self, other: &Self) {
        self.hits += other.hits;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    /// Their harmonic mean.
    pub(crate) fn f1(&self) -> f64 {
        2.0 * self.hits as f64 / ((2 * self.hits + self.wrong + self.missed).max(1)) as f64
    }
}

/// Pairs across datasets, and pairs within one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Score {
    /// Across datasets.
    pub(crate) across: Counts,
    /// Within one dataset.
    pub(crate) within: Counts,
    /// By the numbers of both datasets, the lower one first.
    pub(crate) by_datasets: BTreeMap<(u8, u8), Counts>,
    /// The first pairs that were said and are not true.
    pub(crate) wrong: Vec<(u32, u32)>,
    /// The first pairs across datasets that are true and were not said.
    pub(crate) missed: Vec<(u32, u32)>,
}

/// How many pairs are kept to be looked at.
const SHOWN: usize = 200;

/// Compares pairs, each said once, with the truth.
pub(crate) fn score(records: &[Record], truth: &Truth, said: &[(u32, u32)]) -> Score {
    let mut score = Score::default();
    let said: HashSet<(u32, u32)> = said.iter().map(|&(a, b)| (a.min(b), a.max(b))).collect();
    let datasets = |(a, b): (u32, u32)| {
        let (a, b) = (records[a as usize].dataset.0, records[b as usize].dataset.0);
        (a.min(b), a.max(b))
    };
    for &pair in &said {
        let counts = score.by_datasets.entry(datasets(pair)).or_default();
        match truth.relation(pair.0, pair.1) {
            Relation::Same => counts.hits += 1,
            Relation::Overlap => {}
            Relation::Different => {
                counts.wrong += 1;
                if score.wrong.len() < SHOWN {
                    score.wrong.push(pair);
                }
            }
        }
    }
    for group in truth.groups() {
        for (position, &a) in group.iter().enumerate() {
            for &b in &group[position + 1..] {
                if said.contains(&(a.min(b), a.max(b))) {
                    continue;
                }
                let both = datasets((a, b));
                score.by_datasets.entry(both).or_default().missed += 1;
                if both.0 != both.1 && score.missed.len() < SHOWN {
                    score.missed.push((a, b));
                }
            }
        }
    }
    for ((one, other), counts) in &score.by_datasets {
        (if one == other { &mut score.within } else { &mut score.across }).add(counts);
    }
    score
}

/// All pairs of records that stand in one set.
pub(crate) fn pairs_of_sets<'s>(sets: impl IntoIterator<Item = &'s [u32]>) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for set in sets {
        for (position, &a) in set.iter().enumerate() {
            pairs.extend(set[position + 1..].iter().map(|&b| (a, b)));
        }
    }
    pairs
}

/// One of the ten bins of a reliability curve.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Bin {
    /// Links in it.
    pub(crate) links: u64,
    /// Their mean probability.
    pub(crate) said: f64,
    /// The share of them that is true.
    pub(crate) true_share: f64,
}

/// Below this a probability is not a link that anybody was told of.
const TOLD_FROM: f32 = 0.01;

/// The reliability curve over the links with a probability of at least 0.01, and the expected
/// calibration error: the mean distance between what was said and what is true, weighted by the links in
/// each bin (Naeini, Cooper and Hauskrecht 2015). Pairs that overlap in truth are left out.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn calibration(
    truth: &Truth,
    links: impl IntoIterator<Item = (u32, u32, f32)>,
) -> ([Bin; 10], f64) {
    let mut bins = [Bin::default(); 10];
    for (a, b, probability) in links {
        let relation = truth.relation(a, b);
        if probability < TOLD_FROM || relation == Relation::Overlap {
            continue;
        }
        let bin = &mut bins[((probability * 10.0) as usize).min(9)];
        bin.links += 1;
        bin.said += f64::from(probability);
        bin.true_share += f64::from(u8::from(relation == Relation::Same));
    }
    let all = bins.iter().map(|bin| bin.links).sum::<u64>().max(1) as f64;
    let mut error = 0.0;
    for bin in &mut bins {
        error += (bin.said - bin.true_share).abs() / all;
        let links = bin.links.max(1) as f64;
        (bin.said, bin.true_share) = (bin.said / links, bin.true_share / links);
    }
    (bins, error)
}
