//! Counts on their way out, with the number of events behind each.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::DatasetId;

use super::suppress::{Sum, withheld};
use crate::grid::{Cell, Column, Grid, Kind};

/// A part of an aggregate, for the totals that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartId(usize);

#[derive(Debug, Clone)]
struct Part {
    key: Vec<Cell>,
    values: Vec<Cell>,
    events: BTreeMap<DatasetId, u64>,
    shown: bool,
}

/// An answer of counts: parts (a month, a district) and totals of parts, each with its values and the
/// number of events behind them, by dataset. Every total that people see belongs in it, also one that
/// stands elsewhere on the page.
#[derive(Debug, Clone)]
pub struct Aggregate {
    keys: Vec<Column>,
    values: Vec<Column>,
    parts: Vec<Part>,
    sums: Vec<Sum>,
}

/// The name of the column that says which values are withheld.
pub const WITHHELD: &str = "withheld";

impl Aggregate {
    /// No parts yet. Keys say which part it is; values are what may have to be withheld.
    #[must_use]
    pub const fn new(keys: Vec<Column>, values: Vec<Column>) -> Self {
        Self { keys, values, parts: Vec::new(), sums: Vec::new() }
    }

    /// Adds a part, with how many events of each dataset its values are made of.
    pub fn part(
        &mut self,
        key: Vec<Cell>,
        values: Vec<Cell>,
        events: impl IntoIterator<Item = (DatasetId, u64)>,
    ) -> PartId {
        debug_assert_eq!((key.len(), values.len()), (self.keys.len(), self.values.len()));
        let mut by_dataset: BTreeMap<DatasetId, u64> = BTreeMap::new();
        for (dataset, count) in events {
            *by_dataset.entry(dataset).or_default() += count;
        }
        self.parts.push(Part { key, values, events: by_dataset, shown: true });
        PartId(self.parts.len() - 1)
    }

    /// Adds a total that is shown as a row of its own. Its events are those of its parts.
    pub fn total(&mut self, of: &[PartId], key: Vec<Cell>, values: Vec<Cell>) -> PartId {
        let mut events: BTreeMap<DatasetId, u64> = BTreeMap::new();
        for part in of {
            for (dataset, count) in &self.parts[part.0].events {
                *events.entry(dataset.clone()).or_default() += count;
            }
        }
        let total = self.part(key, values, events);
        self.sums.push(Sum { total: total.0, parts: of.iter().map(|part| part.0).collect() });
        total
    }

    /// Declares that a total of these parts is shown outside the rows (in a caption, in the same
    /// document). [`Aggregate`] has no hold on it, so it counts as shown and parts are withheld instead;
    /// where that cannot help, the note on the card says so, and the caller must leave it out: see
    /// [`Aggregate::shows`].
    pub fn total_elsewhere(&mut self, of: &[PartId]) -> PartId {
        let blank = |columns: &[Column]| vec![Cell::Empty; columns.len()];
        let total = self.total(of, blank(&self.keys), blank(&self.values));
        self.parts[total.0].shown = false;
        total
    }

    /// Whether a part or a total may be shown under these thresholds (fewest events, by restricted
    /// dataset).
    #[must_use]
    pub fn shows(&self, part: PartId, thresholds: &BTreeMap<DatasetId, u64>) -> bool {
        !self.hidden(thresholds)[part.0]
    }

    /// The datasets that it is made of.
    pub(super) fn datasets(&self) -> BTreeSet<DatasetId> {
        self.parts.iter().flat_map(|part| part.events.keys().cloned()).collect()
    }

    fn hidden(&self, thresholds: &BTreeMap<DatasetId, u64>) -> Vec<bool> {
        let count = |part: &Part, dataset: &DatasetId| part.events.get(dataset).copied();
        let cells: Vec<Vec<u64>> = self
            .parts
            .iter()
            .map(|part| thresholds.keys().map(|id| count(part, id).unwrap_or(0)).collect())
            .collect();
        let least: Vec<u64> = thresholds.values().copied().collect();
        withheld(&cells, &self.sums, &least)
    }

    /// The rows, with what must be withheld taken out, and what to say about it.
    pub(super) fn withhold(self, thresholds: &BTreeMap<DatasetId, u64>) -> (Grid, Option<String>) {
        let hidden = self.hidden(thresholds);
        let marked = !thresholds.is_empty();
        let mut columns = [self.keys, self.values].concat();
        if marked {
            columns.push(Column::new(WITHHELD, Kind::Flag));
        }
        let mut grid = Grid::with_columns(columns);
        let mut count = 0usize;
        for (part, hidden) in self.parts.into_iter().zip(hidden) {
            if !part.shown {
                continue;
            }
            let mut row = part.key;
            if hidden {
                count += 1;
                row.extend(part.values.iter().map(|_| Cell::Empty));
            } else {
                row.extend(part.values);
            }
            if marked {
                row.push(Cell::Flag(hidden));
            }
            grid.push(row);
        }
        let note = (count > 0).then(|| {
            let names: Vec<String> =
                thresholds.iter().map(|(id, least)| format!("{id} fewer than {least}")).collect();
            format!(
                "{count} {} withheld because few events of restricted sources stand behind \
                 {} or behind others that {} would give away ({})",
                if count == 1 { "value is" } else { "values are" },
                if count == 1 { "it" } else { "them" },
                if count == 1 { "it" } else { "they" },
                names.join(", ")
            )
        });
        (grid, note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Guard, Permission, Permissions};
    use crate::testing::{dataset, terms};
    use bellwether_model::Date;

    fn by_month(dataset_id: &str, counts: &[u64], with_total: bool) -> Aggregate {
        let mut aggregate = Aggregate::new(vec!["month".into()], vec!["events".into()]);
        let parts: Vec<PartId> = counts
            .iter()
            .enumerate()
            .map(|(month, count)| {
                let key = vec![format!("2021-{:02}", month + 1).into()];
                aggregate.part(key, vec![(*count).into()], [(dataset(dataset_id), *count)])
            })
            .collect();
        if with_total {
            let sum: u64 = counts.iter().sum();
            aggregate.total(&parts, vec!["all".into()], vec![sum.into()]);
        }
        aggregate
    }

    fn column(grid: &Grid, name: &str) -> Vec<String> {
        let index = grid.column(name).expect("the column");
        grid.rows.iter().map(|row| row[index].text().into_owned()).collect()
    }

    #[test]
    fn small_counts_of_a_restricted_source_are_empty_and_marked() {
        let cleared =
            Guard::new(&terms).aggregate(by_month("acled", &[3, 8, 9, 0], true)).expect("terms");
        assert_eq!(column(cleared.get(), "events"), ["", "", "9", "0", "20"]);
        let marks = ["true", "true", "false", "false", "false"];
        assert_eq!(column(cleared.get(), WITHHELD), marks);
        assert!(cleared.notes()[0].contains("2 values are withheld"));
        assert!(cleared.notes()[0].contains("acled fewer than 5"));
    }

    #[test]
    fn counts_of_an_open_source_are_left_alone() {
        let cleared =
            Guard::new(&terms).aggregate(by_month("ucdp-ged", &[1, 2], true)).expect("terms");
        assert_eq!(column(cleared.get(), "events"), ["1", "2", "3"]);
        assert_eq!(cleared.get().column(WITHHELD), None);
        assert!(cleared.notes().is_empty());
    }

    #[test]
    fn a_permission_lifts_the_rule_and_is_noted() {
        let permissions = Permissions(vec![Permission {
            dataset: dataset("acled"),
            who: "the source".into(),
            why: "a letter".into(),
            date: Date::constant(2025, 1, 2),
        }]);
        let guard = Guard::new(&terms).permissions(&permissions);
        let cleared = guard.aggregate(by_month("acled", &[1, 2], false)).expect("terms");
        assert_eq!(column(cleared.get(), "events"), ["1", "2"]);
        assert_eq!(cleared.permissions().len(), 1);
    }

    #[test]
    fn a_total_that_stands_elsewhere_counts_as_shown() {
        let mut aggregate = by_month("gtd", &[2, 7, 8], false);
        let elsewhere = aggregate.total_elsewhere(&[PartId(0), PartId(1), PartId(2)]);
        let thresholds = BTreeMap::from([(dataset("gtd"), 5)]);
        assert!(aggregate.shows(elsewhere, &thresholds));
        assert!(!aggregate.shows(PartId(1), &thresholds));
        let cleared = Guard::new(&terms).aggregate(aggregate).expect("terms");
        assert_eq!(column(cleared.get(), "events"), ["", "", "8"]);
    }

    #[test]
    fn counts_of_a_dataset_without_known_terms_do_not_leave() {
        assert!(Guard::new(&terms).aggregate(by_month("other", &[9], false)).is_err());
    }
}
