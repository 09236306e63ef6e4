//! xSub's fixed windows: everything of one category within a distance and a number of days is one event.
//!
//! Zhukov, Y., C. Davenport and N. Kostyuk 2019: Introducing xSub: A New Portal for Cross-National Data on
//! Subnational Violence. Journal of Peace Research 56(4), 604-614. Its event matching across sources goes by
//! nested windows of place and time within a category of actor and action, without a best fit and without a
//! one-to-one constraint: a report may match several.

use super::near::Near;
use super::{Classed, LEVELS};
use crate::record::{DatasetIndex, Day};

/// The window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters {
    /// Kilometres between two reports, at most.
    pub km: f32,
    /// Days between them, at most.
    pub days: Day,
    /// How many levels of the taxonomy, broadest first, make the category, 0 to [`LEVELS`].
    pub levels: usize,
}

impl Default for Parameters {
    fn default() -> Self {
        Self { km: 5.0, days: 1, levels: 1 }
    }
}

/// All pairs of reports of two datasets within the window, as positions, the report of the dataset with the
/// lower number first.
#[must_use]
pub fn pairs(records: &[Classed], parameters: &Parameters) -> Vec<(u32, u32)> {
    let mut datasets: Vec<DatasetIndex> = records.iter().map(|r| r.record.dataset).collect();
    datasets.sort_unstable();
    datasets.dedup();
    let mut pairs = Vec::new();
    for dataset in datasets {
        let own = (0..).zip(records).filter(|(_, r)| r.record.dataset == dataset);
        let near = Near::new(records, own.map(|(at, _)| at), parameters.km);
        for (position, record) in (0..).zip(records) {
            if record.record.dataset <= dataset {
                continue;
            }
            near.around(record, parameters.days, |other, _, _| {
                if agrees(record, &records[other as usize], parameters.levels) {
                    pairs.push((other, position));
                }
            });
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Whether the levels that make the category are known and the same.
fn agrees(one: &Classed, other: &Classed, levels: usize) -> bool {
    let levels = levels.min(LEVELS);
    one.classes[..levels].iter().zip(&other.classes).all(|(own, theirs)| own == theirs && *own != 0)
}

#[cfg(test)]
mod tests {
    use super::super::testing::event;
    use super::*;

    #[test]
    fn everything_in_the_window_and_category_is_paired_however_often() {
        let records = [
            event(0, 0.0, 10, [1, 1, 0]),
            event(1, 4.0, 11, [1, 2, 0]),
            event(1, 4.9, 9, [1, 1, 0]),
            event(1, 5.2, 10, [1, 1, 0]),
            event(1, 0.0, 12, [1, 1, 0]),
            event(1, 0.0, 10, [2, 1, 0]),
            event(0, 0.0, 10, [1, 1, 0]),
        ];
        let wide = Parameters::default();
        assert_eq!(pairs(&records, &wide), [(0, 1), (0, 2), (6, 1), (6, 2)]);
        assert_eq!(pairs(&records, &Parameters { levels: 2, ..wide }), [(0, 2), (6, 2)]);
    }

    #[test]
    fn two_reports_of_one_dataset_are_never_paired() {
        let records = [event(0, 0.0, 10, [1, 1, 1]), event(0, 0.0, 10, [1, 1, 1])];
        assert_eq!(pairs(&records, &Parameters::default()), []);
    }
}
