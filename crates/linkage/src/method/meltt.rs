//! MELTT's rule: windows in space and time, taxonomies that must agree, the best fit first, dataset after
//! dataset.
//!
//! Donnay, K., E. Dunford, E. McGrath, D. Backer and D. Cunningham 2019: Integrating Conflict Event Data.
//! Journal of Conflict Resolution 63(5), 1337-1364. Two entries may match when they lie within `km` and
//! `days` of each other and agree in the taxonomies; of several that may, the one is taken whose taxonomies
//! agree at the most detailed levels (its table 2), then the nearest. The second dataset is matched to the
//! first, the third to what the first two make together, and so on: so the answer depends on the order of the
//! datasets, here as there. Deaths, actors and uncertainty of places play no part.

use super::near::Near;
use super::{Classed, LEVELS};
use crate::record::{DatasetIndex, Day};

/// The windows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters {
    /// Kilometres between the points of two entries, at most. The paper uses 3.
    pub km: f32,
    /// Days between them, at most. The paper uses 1.
    pub days: Day,
    /// How many levels, broadest first, two entries must agree in to match at all, 1 to [`LEVELS`].
    pub levels_least: usize,
}

impl Default for Parameters {
    fn default() -> Self {
        Self { km: 3.0, days: 1, levels_least: 1 }
    }
}

/// An entry and its fit: levels that do not agree, then metres, then days, then the keys, which break ties.
type Fit = (usize, u32, Day, u64, u64);

/// The pairs that the rule calls the same, as positions, with datasets taken in this order: a match to an
/// entry that stands for several reports is a pair with the first of them.
#[must_use]
pub fn pairs(
    records: &[Classed],
    order: &[DatasetIndex],
    parameters: &Parameters,
) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    let of = |dataset: DatasetIndex| {
        (0..).zip(records).filter(move |(_, r)| r.record.dataset == dataset).map(|(at, _)| at)
    };
    let mut entries: Vec<u32> = Vec::new();
    for dataset in order {
        let near = Near::new(records, entries.iter().copied(), parameters.km);
        let mut fits: Vec<(Fit, u32, u32)> = Vec::new();
        for position in of(*dataset) {
            let own = &records[position as usize];
            near.around(own, parameters.days, |entry, km, days| {
                let other = &records[entry as usize];
                if let Some(differ) = disagreement(own, other, parameters.levels_least) {
                    let keys = (own.record.key, other.record.key);
                    fits.push(((differ, metres(km), days, keys.0, keys.1), position, entry));
                }
            });
        }
        fits.sort_unstable();
        let mut taken = vec![false; records.len()];
        for (_, position, entry) in fits {
            if !taken[position as usize] && !taken[entry as usize] {
                taken[position as usize] = true;
                taken[entry as usize] = true;
                pairs.push((entry, position));
            }
        }
        entries.extend(of(*dataset).filter(|position| !taken[*position as usize]));
    }
    pairs
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few kilometres
fn metres(km: f32) -> u32 {
    (km * 1000.0) as u32
}

/// How many levels do not agree, counted from the most detailed; `None` where the broadest ones that must
/// do not. A level that is not known agrees with nothing.
fn disagreement(one: &Classed, other: &Classed, least: usize) -> Option<usize> {
    let agree = one
        .classes
        .iter()
        .zip(&other.classes)
        .take_while(|(own, theirs)| own == theirs && **own != 0)
        .count();
    (agree >= least).then_some(LEVELS - agree)
}

#[cfg(test)]
mod tests {
    use super::super::testing::event;
    use super::*;

    const ALL: [DatasetIndex; 3] = [DatasetIndex(0), DatasetIndex(1), DatasetIndex(2)];

    #[test]
    fn entries_match_within_both_windows_and_the_taxonomy_only() {
        let records = [
            event(0, 0.0, 100, [1, 1, 1]),
            event(1, 2.9, 101, [1, 1, 1]),
            event(0, 50.0, 100, [1, 1, 1]),
            event(1, 53.1, 100, [1, 1, 1]),
            event(0, 90.0, 100, [1, 1, 1]),
            event(1, 90.0, 102, [1, 1, 1]),
            event(0, 150.0, 100, [1, 1, 1]),
            event(1, 150.0, 100, [2, 1, 1]),
        ];
        assert_eq!(pairs(&records, &ALL, &Parameters::default()), [(0, 1)]);
    }

    #[test]
    fn the_finer_agreement_wins_over_the_nearer_place() {
        let records = [
            event(0, 0.0, 10, [1, 2, 3]),
            event(1, 0.1, 10, [1, 2, 9]),
            event(1, 2.0, 10, [1, 2, 3]),
        ];
        assert_eq!(pairs(&records, &ALL, &Parameters::default()), [(0, 2)]);
    }

    #[test]
    fn the_order_of_the_datasets_decides() {
        // The middle one is within 3 km of both others, which are 5 km apart.
        let records = [
            event(0, 0.0, 10, [1, 1, 1]),
            event(1, 2.5, 10, [1, 1, 1]),
            event(2, 5.0, 10, [1, 1, 1]),
        ];
        let windows = Parameters::default();
        assert_eq!(pairs(&records, &ALL, &windows), [(0, 1)]);
        let turned = [DatasetIndex(2), DatasetIndex(1), DatasetIndex(0)];
        assert_eq!(pairs(&records, &turned, &windows), [(2, 1)]);
    }

    #[test]
    fn a_level_that_is_not_known_is_no_agreement() {
        let records = [event(0, 0.0, 10, [0, 0, 0]), event(1, 0.0, 10, [0, 0, 0])];
        assert_eq!(pairs(&records, &ALL, &Parameters::default()), []);
    }
}
