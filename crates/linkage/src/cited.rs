//! What reports cite: two that cite the same article may tell of one incident, or of two that the article tells of.
//!
//! An article on a month of violence stands behind dozens of incidents, and says little about any two reports; one
//! that nobody else cites says much.

use rustc_hash::FxHashMap;

use crate::record::Record;

/// Levels of what is cited: the same, and no third report of the dataset cites it; the same as others do; something
/// else; nothing by one of both.
pub(crate) const CITED: usize = 4;
/// The level of two of which one cites nothing: no evidence.
pub(crate) const NOTHING_CITED: usize = CITED - 1;

/// How many reports of a dataset cite each text.
#[derive(Debug, Default)]
pub(crate) struct Citing {
    counts: FxHashMap<u32, u32>,
}

impl Citing {
    pub(crate) fn of(records: &[Record]) -> Self {
        let mut counts = FxHashMap::default();
        for record in records.iter().filter(|record| record.cited != 0) {
            *counts.entry(record.cited).or_default() += 1;
        }
        Self { counts }
    }

    /// The level of two reports of which the second is of this dataset, and perhaps the first as well.
    pub(crate) fn level(&self, a: &Record, b: &Record) -> usize {
        if a.cited == 0 || b.cited == 0 {
            return NOTHING_CITED;
        }
        if a.cited != b.cited {
            return 2;
        }
        let own = 1 + u32::from(a.dataset == b.dataset);
        usize::from(self.counts.get(&b.cited).is_some_and(|count| *count > own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DatasetIndex;
    use crate::testing::at;

    #[test]
    fn an_article_that_others_cite_too_is_a_level_of_its_own() {
        let of = |dataset: u8, cited: u32| Record {
            dataset: DatasetIndex(dataset),
            cited,
            ..at(0.0, 0.0)
        };
        let citing = Citing::of(&[of(1, 7), of(1, 7), of(1, 8), of(1, 0)]);
        assert_eq!(citing.level(&of(0, 8), &of(1, 8)), 0, "between two datasets one citation");
        assert_eq!(citing.level(&of(0, 7), &of(1, 7)), 1, "and here another one");
        assert_eq!(citing.level(&of(1, 7), &of(1, 7)), 0, "within one these two are all");
        assert_eq!(citing.level(&of(0, 7), &of(1, 8)), 2);
        assert_eq!(citing.level(&of(0, 7), &of(1, 0)), NOTHING_CITED);
        assert_eq!(citing.level(&of(0, 0), &of(1, 0)), NOTHING_CITED);
    }
}
