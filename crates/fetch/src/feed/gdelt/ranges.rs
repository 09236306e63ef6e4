//! Which slots are done: a set of whole numbers as intervals.

use serde::{Deserialize, Serialize};

/// Intervals, both ends included, sorted, apart from one another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Ranges(Vec<(i64, i64)>);

impl Ranges {
    /// Adds an interval.
    pub(crate) fn add(&mut self, from: i64, to: i64) {
        if from > to {
            return;
        }
        let (mut from, mut to) = (from, to);
        self.0.retain(|&(start, end)| {
            let touches = start <= to.saturating_add(1) && end >= from.saturating_sub(1);
            if touches {
                from = from.min(start);
                to = to.max(end);
            }
            !touches
        });
        let place = self.0.partition_point(|&(start, _)| start < from);
        self.0.insert(place, (from, to));
    }

    /// Takes an interval out.
    pub(crate) fn remove(&mut self, from: i64, to: i64) {
        if from > to {
            return;
        }
        let parts = self.0.iter().flat_map(|&(start, end)| {
            let before = (start, end.min(from.saturating_sub(1)));
            let after = (start.max(to.saturating_add(1)), end);
            if to < start || from > end { [(start, end), (1, 0)] } else { [before, after] }
        });
        self.0 = parts.filter(|(start, end)| start <= end).collect();
    }

    /// Whether a number is in the set.
    pub(crate) fn has(&self, number: i64) -> bool {
        let place = self.0.partition_point(|&(_, end)| end < number);
        self.0.get(place).is_some_and(|&(start, _)| start <= number)
    }

    /// The largest number.
    pub(crate) fn last(&self) -> Option<i64> {
        self.0.last().map(|&(_, end)| end)
    }

    /// The intervals.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.0.iter().copied()
    }

    /// What of an interval is not in the set.
    pub(crate) fn missing(&self, from: i64, to: i64) -> Self {
        let mut rest = Self::default();
        rest.add(from, to);
        for (start, end) in self.iter() {
            rest.remove(start, end);
        }
        rest
    }

    /// How many numbers there are.
    pub(crate) fn count(&self) -> u64 {
        self.iter()
            .fold(0, |sum, (from, to)| sum.saturating_add(to.abs_diff(from)).saturating_add(1))
    }

    /// Whether it is what this type promises; a checkpoint could hold anything.
    pub(crate) fn is_sound(&self) -> bool {
        self.0.iter().all(|(from, to)| from <= to)
            && self.0.windows(2).all(|pair| pair[0].1 < pair[1].0.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_set_of_ranges_is_a_set_of_numbers(
            steps in prop::collection::vec((any::<bool>(), 0i64..60, 0i64..20), 0..30),
            ask in (0i64..60, 0i64..30),
        ) {
            let mut ranges = Ranges::default();
            let mut numbers = BTreeSet::new();
            for (adds, from, length) in steps {
                if adds {
                    ranges.add(from, from + length);
                    numbers.extend(from..=from + length);
                } else {
                    ranges.remove(from, from + length);
                    numbers.retain(|n| !(from..=from + length).contains(n));
                }
                prop_assert!(ranges.is_sound());
            }
            prop_assert_eq!(ranges.count(), numbers.len() as u64);
            prop_assert_eq!(ranges.last(), numbers.last().copied());
            for n in 0..100 {
                prop_assert_eq!(ranges.has(n), numbers.contains(&n));
            }
            let (from, to) = (ask.0, ask.0 + ask.1);
            let missing = ranges.missing(from, to);
            for n in 0..100 {
                prop_assert_eq!(missing.has(n), (from..=to).contains(&n) && !numbers.contains(&n));
            }
        }
    }
}
