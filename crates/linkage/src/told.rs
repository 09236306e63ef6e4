//! How often a dataset that repeats events tells of the incidents that others know, and how often again.

use crate::record::DatasetIndex;
use crate::weights::SORTS;

/// Of one dataset that repeats events.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    /// How many repeats a report has in the mean.
    pub(crate) repeats: f32,
    /// Of its reports, by sort, the share of which nobody else tells.
    pub(crate) alone: [f32; SORTS],
    /// By the dataset by whose reports incidents stand.
    pub(crate) known: Vec<(DatasetIndex, Known)>,
}

/// Of the incidents that stand by a report of one dataset.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Known {
    /// Share of the repeating dataset's reports, by their sort, that tell of such.
    pub(crate) found: [f32; SORTS],
    /// Share of that dataset's reports, by their sort, by which their incident stands.
    pub(crate) stands: [f32; SORTS],
    /// Share of these incidents, by the sort of that report, that are told.
    pub(crate) told: [f32; SORTS],
}

/// As strong as so many records, and as this share of all, is what all sorts together have. Sampling finds a sort of
/// which more is expected to be told more often, so what tells sorts apart grows by itself; measured on simulated worlds.
const PRIOR: (f32, f32) = (5.0, 0.08);
/// Bounds of shares, so that nothing is sure.
const FOUND_LEAST: f32 = 1e-4;
const ALONE_LEAST: f32 = 0.02;
const TOLD: (f32, f32) = (1e-3, 0.97);
/// Bounds of the mean number of repeats.
const REPEATS: (f32, f32) = (0.05, 20.0);
/// Where learning begins: a share of reports for each dataset, and of the incidents that are told.
const FOUND: f32 = 0.2;
const BEGIN: f32 = 0.25;

/// What was counted of a sort: of how many it holds, and how many there are.
type Counts = [[f32; 2]; SORTS];

/// What was counted for a dataset.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    pub(crate) dataset: DatasetIndex,
    /// Reports of the repeating dataset, and those that tell of an incident that stands by one of this dataset.
    pub(crate) found: Counts,
    /// Reports of this dataset, and those by which their incident stands.
    pub(crate) stands: Counts,
    /// Incidents that stand by one of this dataset, and those that are told.
    pub(crate) told: Counts,
}

impl Counted {
    pub(crate) const fn none(dataset: DatasetIndex) -> Self {
        let none = [[0.0; 2]; SORTS];
        Self { dataset, found: none, stands: none, told: none }
    }
}

impl Told {
    /// Before anything was learnt.
    pub(crate) fn begin(repeats: f32, datasets: &[DatasetIndex]) -> Self {
        let known = |dataset: &DatasetIndex| {
            let known = Known { found: [FOUND; SORTS], stands: [1.0; SORTS], told: [BEGIN; SORTS] };
            (*dataset, known)
        };
        let known = datasets.iter().map(known).collect();
        let mut told = Self { repeats, alone: [1.0; SORTS], known };
        told.bound();
        told
    }

    /// As sampling says: what was counted for each dataset, and the mean number of repeats.
    pub(crate) fn learn(&mut self, counted: &[Counted], repeats: f32) {
        for ((_, known), counted) in self.known.iter_mut().zip(counted) {
            known.found = shares(&counted.found);
            known.stands = shares(&counted.stands);
            known.told = shares(&counted.told);
        }
        self.repeats = repeats;
        self.bound();
    }

    fn bound(&mut self) {
        self.repeats = self.repeats.clamp(REPEATS.0, REPEATS.1);
        self.alone = [1.0; SORTS];
        for (_, known) in &mut self.known {
            for (alone, found) in self.alone.iter_mut().zip(&mut known.found) {
                *found = found.max(FOUND_LEAST);
                *alone -= *found;
            }
            known.stands.iter_mut().for_each(|share| *share = share.max(FOUND_LEAST));
            known.told.iter_mut().for_each(|share| *share = share.clamp(TOLD.0, TOLD.1));
        }
        self.alone.iter_mut().for_each(|share| *share = share.max(ALONE_LEAST));
    }

    /// All numbers, in a fixed order.
    pub(crate) fn numbers(&self) -> Vec<f32> {
        let mut numbers = vec![self.repeats];
        numbers.extend(self.alone);
        for (dataset, Known { found, stands, told }) in &self.known {
            numbers.push(dataset.0.into());
            [found, stands, told].into_iter().for_each(|shares| numbers.extend(shares));
        }
        numbers
    }

    /// The inverse; `None` when the list has another form.
    pub(crate) fn of_numbers(numbers: &[f32]) -> Option<Self> {
        let (repeats, rest) = numbers.split_first()?;
        let (alone, rest) = rest.split_first_chunk::<SORTS>()?;
        let (each, []) = rest.as_chunks::<{ 1 + 3 * SORTS }>() else { return None };
        let known = each.iter().map(|own| {
            let (dataset, rest) = own.split_first()?;
            let (three, []) = rest.as_chunks::<SORTS>() else { return None };
            let [found, stands, told] = *three.as_array()?;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            // a small whole number
            let dataset = DatasetIndex(*dataset as u8);
            Some((dataset, Known { found, stands, told }))
        });
        Some(Self { repeats: *repeats, alone: *alone, known: known.collect::<Option<_>>()? })
    }
}

/// The share of each sort, with some of what all have together.
fn shares(counts: &Counts) -> [f32; SORTS] {
    let [hold, all] = counts.iter().fold([0.0, 0.0], |[a, b], [c, d]| [a + c, b + d]);
    let mean = hold / f32::max(all, 1.0);
    let prior = PRIOR.0 + PRIOR.1 * all;
    counts.map(|[hold, all]| (hold + prior * mean) / (all + prior))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_the_same_and_shares_add_up() {
        let mut told = Told::begin(2.0, &[DatasetIndex(2), DatasetIndex(0)]);
        // 1 - 2 · 0.2.
        assert!((told.alone[7] - 0.6).abs() < 1e-6);
        let counted = [2, 0].map(|dataset| {
            let mut counted = Counted::none(DatasetIndex(dataset));
            counted.found[3] = [30.0, 40.0];
            counted.stands[3] = [30.0, 40.0];
            counted
        });
        told.learn(&counted, 50.0);
        // (30 + 5 · 0.75) / (40 + 5).
        assert!((told.known[0].1.stands[3] - 0.75).abs() < 1e-6);
        assert_eq!((told.repeats, told.alone[3]), (20.0, ALONE_LEAST), "nothing is sure");
        assert_eq!(Told::of_numbers(&told.numbers()), Some(told));
        assert_eq!(Told::of_numbers(&[1.0; 9]), None);
    }
}
