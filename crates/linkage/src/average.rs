//! How probable it is on average that the reports of two incidents tell of the same.
//!
//! A chosen link between two reports brings all reports of both incidents together, and each pair of them counts. So a
//! link that nothing else supports joins no larger incidents (average linkage, Sokal and Michener 1958). Repeats are one
//! unit here, since one of them stands for all where datasets are compared, and count by how many they are.

use rustc_hash::FxHashMap;

use crate::assign::Sets;
use crate::link::Link;
use crate::repeats::ordered;

/// The least mean probability between two incidents of which one has several units already.
const MEAN_LEAST: f64 = 0.5;

/// What is known of all pairs of units, and which units each incident has.
pub(crate) struct Average {
    /// The probability of the best link between two units.
    known: FxHashMap<(u32, u32), f32>,
    /// Of incidents with several units these, each with the number of its reports.
    units: FxHashMap<u32, Vec<(u32, f64)>>,
    /// How many reports each unit has.
    sizes: Vec<u32>,
}

impl Average {
    /// Of all links, chosen or not; what `sets` holds joined are the units.
    pub(crate) fn new(records: usize, links: &[Link], sets: &mut Sets) -> Self {
        let mut sizes = vec![0; records];
        for record in (0..).take(records) {
            sizes[sets.root(record) as usize] += 1;
        }
        let mut known: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        for link in links {
            let pair = ordered(sets.root(link.a), sets.root(link.b));
            let best = known.entry(pair).or_default();
            *best = best.max(link.probability);
        }
        Self { known, units: FxHashMap::default(), sizes }
    }

    fn of(&self, incident: u32) -> Vec<(u32, f64)> {
        let alone = || vec![(incident, f64::from(self.sizes[incident as usize]))];
        self.units.get(&incident).cloned().unwrap_or_else(alone)
    }

    /// Joins two incidents, named by the roots of their sets, when that is probable enough for a link of this
    /// probability to do so; the smaller root stays.
    pub(crate) fn join(&mut self, a: u32, b: u32, probability: f32) -> bool {
        let (mut own, others) = (self.of(a), self.of(b));
        if own.len() + others.len() > 2 {
            let (mut sum, mut pairs) = (0.0, 0.0);
            for (one, reports) in &own {
                for (other, also) in &others {
                    let known = self.known.get(&ordered(*one, *other)).copied();
                    sum += reports * also * f64::from(known.unwrap_or(0.0));
                    pairs += reports * also;
                }
            }
            // Whoever wants less probable links gets them.
            if sum < pairs * MEAN_LEAST.min(f64::from(probability)) {
                return false;
            }
        }
        self.units.remove(&a.max(b));
        own.extend(others);
        self.units.insert(a.min(b), own);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_nothing_else_supports_joins_no_larger_incidents() {
        let link = |a, b, probability| Link { probability, ..Link::said(a, b) };
        let joined = |last: &[Link]| {
            let mut links = vec![link(0, 1, 0.9), link(2, 3, 0.8), link(1, 2, 0.6)];
            links.extend_from_slice(last);
            let mut average = Average::new(4, &links, &mut Sets::new(4));
            assert!(average.join(0, 1, 0.9) && average.join(2, 3, 0.8));
            average.join(0, 2, 0.6)
        };
        // 0.6 over four pairs, and 2.1 over four.
        assert!(!joined(&[]));
        assert!(joined(&[link(0, 2, 0.7), link(1, 3, 0.8)]));
    }

    #[test]
    fn repeats_count_by_how_many_they_are() {
        let link = |a, b, probability| Link { probability, ..Link::said(a, b) };
        // 0, 1 and 2 are repeats; 3 and 4 are of two other datasets.
        let links = [link(3, 4, 0.9), link(0, 3, 0.6), link(0, 4, 0.5)];
        let mut sets = Sets::new(5);
        sets.join(0, 1);
        sets.join(0, 2);
        let mut average = Average::new(5, &links, &mut sets);
        assert!(average.join(3, 4, 0.9));
        // The mean of 0.6 and 0.5, three times each.
        assert!(average.join(0, 3, 0.6));
        assert_eq!(average.of(0).iter().map(|(_, reports)| reports).sum::<f64>(), 5.0);
    }
}
