//! Which datasets saw which incidents, as MELTT's table of coverage.
//!
//! Source: Donnay, Dunford, McGrath, Backer & Cunningham (2019), *Integrating Conflict Event Data*, Journal of
//! Conflict Resolution 63(5): 1337-1364, where the matches of all datasets are set out by pair and by
//! combination.

use std::collections::BTreeMap;

use crate::record::DatasetIndex;

/// The most datasets that one table holds.
pub const DATASETS_MAX: usize = 64;

/// What a row of the table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// Incidents that a dataset saw, whoever else did.
    Dataset,
    /// Incidents that both of two datasets saw, whoever else did.
    Pair,
    /// Incidents that exactly these datasets saw and no other.
    Exactly,
}

/// A row for printing.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What is counted.
    pub kind: RowKind,
    /// Of which datasets, in ascending order.
    pub datasets: Vec<DatasetIndex>,
    /// How many incidents, or the sum of their weights.
    pub incidents: u64,
    /// Of all incidents, 0 to 1; 0 where there are none.
    pub share: f64,
}

/// How many incidents each combination of datasets saw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overlap {
    datasets: usize,
    /// By the set of datasets, never the empty one: bit 0 is dataset 0.
    cells: BTreeMap<u64, u64>,
}

impl Overlap {
    /// Counts incidents. Each is the set of datasets that saw it (bit n stands for dataset n) and its weight: 1
    /// to count incidents, or its deaths to count those. Bits at or above `datasets` (at most
    /// [`DATASETS_MAX`]) are ignored, and so is an incident that no dataset saw.
    #[must_use]
    pub fn of(datasets: usize, incidents: impl IntoIterator<Item = (u64, u64)>) -> Self {
        let datasets = datasets.min(DATASETS_MAX);
        let known = if datasets == DATASETS_MAX { u64::MAX } else { (1 << datasets) - 1 };
        let mut cells: BTreeMap<u64, u64> = BTreeMap::new();
        for (seen_by, weight) in incidents {
            if seen_by & known != 0 && weight > 0 {
                let cell = cells.entry(seen_by & known).or_default();
                *cell = cell.saturating_add(weight);
            }
        }
        Self { datasets, cells }
    }

    /// How many datasets the table is about.
    #[must_use]
    pub const fn datasets(&self) -> usize {
        self.datasets
    }

    /// All incidents.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.seen_by_all_of(0)
    }

    /// Incidents that each of these datasets saw, whoever else did. Of no dataset: all.
    #[must_use]
    pub fn seen_by_all_of(&self, datasets: u64) -> u64 {
        let matching = self.cells.iter().filter(|(seen_by, _)| *seen_by & datasets == datasets);
        matching.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// Incidents that exactly these datasets saw.
    #[must_use]
    pub fn seen_by_exactly(&self, datasets: u64) -> u64 {
        self.cells.get(&datasets).copied().unwrap_or_default()
    }

    /// Incidents that a dataset saw.
    #[must_use]
    pub fn seen_by(&self, dataset: DatasetIndex) -> u64 {
        bit(dataset).map_or(0, |set| self.seen_by_all_of(set))
    }

    /// Incidents that a dataset saw and no other.
    #[must_use]
    pub fn only(&self, dataset: DatasetIndex) -> u64 {
        bit(dataset).map_or(0, |set| self.seen_by_exactly(set))
    }

    /// Incidents that only one dataset saw, whichever.
    #[must_use]
    pub fn only_one(&self) -> u64 {
        let single = self.cells.iter().filter(|(seen_by, _)| seen_by.count_ones() == 1);
        single.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// Of a dataset's incidents the share that another saw too, 0 to 1. None where the dataset saw nothing.
    #[must_use]
    pub fn share_also_seen(&self, dataset: DatasetIndex, other: DatasetIndex) -> Option<f64> {
        let both = bit(dataset)? | bit(other)?;
        share(self.seen_by_all_of(both), self.seen_by(dataset))
    }

    /// How many incidents were seen by exactly 1, 2, … datasets; as many numbers as there are datasets.
    #[must_use]
    pub fn frequencies(&self) -> Vec<u64> {
        let mut frequencies = vec![0_u64; self.datasets];
        for (seen_by, count) in &self.cells {
            let by = seen_by.count_ones() as usize;
            frequencies[by - 1] = frequencies[by - 1].saturating_add(*count);
        }
        frequencies
    }

    /// Counts by set of datasets, the empty set first with 0, for capture-recapture. None of more than
    /// four datasets.
    #[must_use]
    pub fn histories(&self) -> Option<Vec<u64>> {
        (self.datasets <= 4)
            .then(|| (0..1 << self.datasets).map(|set| self.seen_by_exactly(set)).collect())
    }

    /// Every dataset, every pair and every combination that saw anything; in this order, and within it by the
    /// number of datasets and then by the datasets.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let all = self.total();
        let row = |kind, set: u64, incidents| Row {
            kind,
            datasets: members(set),
            incidents,
            share: share(incidents, all).unwrap_or_default(),
        };
        let mut rows = Vec::new();
        for one in 0..self.datasets {
            rows.push(row(RowKind::Dataset, 1 << one, self.seen_by_all_of(1 << one)));
            for other in one + 1..self.datasets {
                let both = 1 << one | 1 << other;
                rows.push(row(RowKind::Pair, both, self.seen_by_all_of(both)));
            }
        }
        rows.extend(self.cells.iter().map(|(set, count)| row(RowKind::Exactly, *set, *count)));
        let place = |row: &Row| (row.kind, row.datasets.len(), row.datasets.clone());
        rows.sort_by_cached_key(place);
        rows
    }
}

fn bit(dataset: DatasetIndex) -> Option<u64> {
    1_u64.checked_shl(u32::from(dataset.0))
}

fn members(set: u64) -> Vec<DatasetIndex> {
    (0..64).filter(|dataset| set >> dataset & 1 == 1).map(DatasetIndex).collect()
}

fn share(part: u64, all: u64) -> Option<f64> {
    #[allow(clippy::cast_precision_loss)] // counts of incidents
    (all > 0).then(|| part as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const A: DatasetIndex = DatasetIndex(0);
    const B: DatasetIndex = DatasetIndex(1);
    const C: DatasetIndex = DatasetIndex(2);

    fn example() -> Overlap {
        // 10 only A, 4 only B, 3 A and B, 2 A and C, 1 all; C alone never.
        Overlap::of(3, [(1, 10), (2, 4), (3, 3), (5, 2), (7, 1)])
    }

    #[test]
    fn counts_of_a_table_worked_by_hand_are_these() {
        let table = example();
        assert_eq!(table.total(), 20);
        assert_eq!([A, B, C].map(|dataset| table.seen_by(dataset)), [16, 8, 3]);
        assert_eq!([A, B, C].map(|dataset| table.only(dataset)), [10, 4, 0]);
        assert_eq!(table.only_one(), 14);
        assert_eq!([0b11, 0b101, 0b110].map(|pair| table.seen_by_all_of(pair)), [4, 3, 1]);
        assert_eq!(table.frequencies(), [14, 5, 1]);
        assert_eq!(table.histories(), Some(vec![0, 10, 4, 3, 0, 2, 0, 1]));
    }

    #[test]
    fn the_share_also_seen_is_of_the_first_datasets_incidents() {
        let table = example();
        assert_eq!(table.share_also_seen(A, B), Some(0.25));
        assert_eq!(table.share_also_seen(B, A), Some(0.5));
        assert_eq!(table.share_also_seen(C, A), Some(1.0));
        assert_eq!(Overlap::of(2, [(1, 5)]).share_also_seen(B, A), None);
    }

    #[test]
    fn rows_come_in_a_stable_order_and_empty_combinations_are_left_out() {
        let rows = example().rows();
        let sets: Vec<(RowKind, Vec<u8>, u64)> = rows
            .iter()
            .map(|row| (row.kind, row.datasets.iter().map(|d| d.0).collect(), row.incidents))
            .collect();
        let expected: [(RowKind, &[u8], u64); 11] = [
            (RowKind::Dataset, &[0], 16),
            (RowKind::Dataset, &[1], 8),
            (RowKind::Dataset, &[2], 3),
            (RowKind::Pair, &[0, 1], 4),
            (RowKind::Pair, &[0, 2], 3),
            (RowKind::Pair, &[1, 2], 1),
            (RowKind::Exactly, &[0], 10),
            (RowKind::Exactly, &[1], 4),
            (RowKind::Exactly, &[0, 1], 3),
            (RowKind::Exactly, &[0, 2], 2),
            (RowKind::Exactly, &[0, 1, 2], 1),
        ];
        assert_eq!(sets.len(), expected.len());
        for (row, expected) in sets.iter().zip(expected) {
            assert_eq!((row.0, row.1.as_slice(), row.2), expected);
        }
        assert!((rows[0].share - 0.8).abs() < 1e-12);
    }

    #[test]
    fn bits_of_unknown_datasets_and_incidents_that_nobody_saw_are_ignored() {
        assert_eq!(Overlap::of(1, [(0, 7), (0b10, 5), (0b11, 2), (1, 0)]).total(), 2);
        assert_eq!(Overlap::of(64, [(1 << 63, 2)]).seen_by(DatasetIndex(63)), 2);
        assert_eq!(Overlap::of(2, []).rows()[0].share, 0.0);
        assert_eq!(Overlap::of(2, [(1, 1)]).seen_by(DatasetIndex(200)), 0);
    }

    proptest! {
        #[test]
        fn combinations_add_up_to_the_total_in_any_order(
            mut incidents in proptest::collection::vec((1_u64..16, 1_u64..9), 0..40)
        ) {
            let table = Overlap::of(4, incidents.iter().copied());
            incidents.reverse();
            prop_assert_eq!(&table, &Overlap::of(4, incidents.iter().copied()));
            let exactly = table.rows().into_iter().filter(|row| row.kind == RowKind::Exactly);
            let sum: u64 = exactly.map(|row| row.incidents).sum();
            prop_assert_eq!(sum, incidents.iter().map(|(_, weight)| weight).sum::<u64>());
            prop_assert_eq!(sum, table.frequencies().iter().sum::<u64>());
        }
    }
}
