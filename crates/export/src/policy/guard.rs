//! The door: what passes it may be written, and nothing else can be.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::{DatasetId, Date};

use super::aggregate::Aggregate;
use super::untreated::untreated;
use super::{
    Cleared, LocationPolicy, LocationTally, Permission, Permissions, Refusal, RestrictedRows, Terms,
};
use crate::grid::{Cell, Grid};
use crate::stix::{Incident, Portrait};

/// Where the guard reads of which datasets rows are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From each row's column `dataset`, or from the part of `report_id` before the colon.
    Column,
    /// The rows do not say, and may be of any of these: all datasets that the query could read. Columns
    /// `dataset` and `report_id` are read as well, where there are any.
    AnyOf(Vec<DatasetId>),
}

/// Decides what may leave, by terms, permissions and the location policy.
#[derive(Clone, Copy)]
pub struct Guard<'a> {
    terms: &'a dyn Fn(&DatasetId) -> Option<Terms>,
    permissions: Option<&'a Permissions>,
    location: Option<&'a LocationPolicy>,
    day: Option<Date>,
}

impl<'a> Guard<'a> {
    /// A guard that knows the terms of datasets, has no permissions, and holds to the default location
    /// policy. What the lookup does not know may not leave.
    #[must_use]
    pub const fn new(terms: &'a dyn Fn(&DatasetId) -> Option<Terms>) -> Self {
        Self { terms, permissions: None, location: None, day: None }
    }

    /// With recorded permissions.
    #[must_use]
    pub const fn permissions(mut self, permissions: &'a Permissions) -> Self {
        self.permissions = Some(permissions);
        self
    }

    /// With a location policy of the user's, and the day against which its delays are reckoned: the
    /// knowledge day of the question, or the day of the newest data.
    #[must_use]
    pub const fn location(mut self, policy: &'a LocationPolicy, day: Date) -> Self {
        self.location = Some(policy);
        self.day = Some(day);
        self
    }

    /// Clears rows of single reports, or refuses them as a whole.
    ///
    /// # Errors
    /// When a row is of a restricted dataset without a permission; when a row does not say of which
    /// dataset it is, or nothing is known of that dataset's terms; when a row whose column `targets`
    /// names a class of the location policy is more precise or newer than the policy allows.
    pub fn rows(&self, grid: Grid, origin: Origin) -> Result<Cleared<Grid>, Refusal> {
        let mut counts = by_dataset(&grid, &origin)?;
        if let Origin::AnyOf(datasets) = origin {
            for dataset in datasets {
                counts.entry(dataset).or_insert(None);
            }
        }
        let (datasets, permissions) = self.may_leave(counts)?;
        let default = LocationPolicy::default();
        untreated(&grid, self.location.unwrap_or(&default), self.day)?;
        Ok(Cleared::new(grid, datasets, permissions, Vec::new()))
    }

    /// Clears counts: those of restricted datasets with fewer events than their terms ask for are
    /// withheld, and others with them, so that none can be computed from a total in the same answer. The
    /// grid gets a column `withheld` when any restricted dataset is part of the answer.
    ///
    /// # Errors
    /// When nothing is known of a dataset's terms.
    pub fn aggregate(&self, aggregate: Aggregate) -> Result<Cleared<Grid>, Refusal> {
        let mut thresholds = BTreeMap::new();
        let mut permissions = Vec::new();
        let datasets = aggregate.datasets();
        for dataset in &datasets {
            let terms = self.known(dataset)?;
            if !terms.rows_may_be_exported {
                match self.permission(dataset) {
                    Some(permission) => permissions.push(permission.clone()),
                    None => _ = thresholds.insert(dataset.clone(), terms.small_cell),
                }
            }
        }
        let (grid, note) = aggregate.withhold(&thresholds);
        Ok(Cleared::new(grid, datasets, permissions, Vec::new()).note(note))
    }

    /// Clears a table without events: releases, datasets, names of actors and places, crosswalks.
    ///
    /// # Errors
    /// When a column of events is in it (`report_id`, `latitude`, `deaths_best`, …).
    pub fn catalogue(&self, grid: Grid) -> Result<Cleared<Grid>, Refusal> {
        const OF_EVENTS: [&str; 7] = [
            "report_id",
            "latitude",
            "longitude",
            "date_start",
            "deaths_best",
            "event_type",
            "place_name",
        ];
        if let Some(name) = OF_EVENTS.into_iter().find(|name| grid.column(name).is_some()) {
            return Err(Refusal::NotACatalogue(name.to_owned()));
        }
        Ok(Cleared::new(grid, BTreeSet::new(), Vec::new(), Vec::new()))
    }

    /// Clears an actor with its incidents. The location policy is applied here: places are coarsened,
    /// and incidents that are too new are left out and counted.
    ///
    /// # Errors
    /// When an incident is of a restricted dataset without a permission, or nothing is known of its
    /// dataset's terms.
    pub fn portrait(&self, portrait: Portrait, day: Date) -> Result<Cleared<Portrait>, Refusal> {
        let mut counts: BTreeMap<DatasetId, Option<usize>> = BTreeMap::new();
        for report in portrait.incidents.iter().flat_map(Incident::reports) {
            let count = counts.entry(report.dataset.clone()).or_insert(Some(0));
            *count = count.map(|count| count + 1);
        }
        let (datasets, permissions) = self.may_leave(counts)?;
        let default = LocationPolicy::default();
        let policy = self.location.unwrap_or(&default);
        let mut tally = LocationTally::default();
        let Portrait { actor, incidents } = portrait;
        let incidents = incidents
            .into_iter()
            .filter_map(|incident| incident.treated(policy, day, &mut tally))
            .collect();
        let portrait = Portrait { actor, incidents };
        Ok(Cleared::new(portrait, datasets, permissions, Vec::new()).note(tally.note()))
    }

    fn known(&self, dataset: &DatasetId) -> Result<Terms, Refusal> {
        (self.terms)(dataset).ok_or_else(|| Refusal::UnknownTerms(dataset.clone()))
    }

    fn permission(&self, dataset: &DatasetId) -> Option<&'a Permission> {
        self.permissions.and_then(|permissions| permissions.of(dataset))
    }

    /// The datasets and the permissions that they need, or why they may not leave.
    fn may_leave(
        &self,
        counts: BTreeMap<DatasetId, Option<usize>>,
    ) -> Result<(BTreeSet<DatasetId>, Vec<Permission>), Refusal> {
        let (mut restricted, mut permissions) = (Vec::new(), Vec::new());
        for (dataset, rows) in &counts {
            let terms = self.known(dataset)?;
            match self.permission(dataset) {
                _ if terms.rows_may_be_exported => {}
                Some(permission) => permissions.push(permission.clone()),
                None => restricted.push(RestrictedRows {
                    dataset: dataset.clone(),
                    licence: terms.licence,
                    rows: *rows,
                    alternative: terms.alternative,
                }),
            }
        }
        if restricted.is_empty() {
            Ok((counts.into_keys().collect(), permissions))
        } else {
            Err(Refusal::Restricted(restricted))
        }
    }
}

/// How many rows are of which dataset, as the rows say themselves.
fn by_dataset(grid: &Grid, origin: &Origin) -> Result<BTreeMap<DatasetId, Option<usize>>, Refusal> {
    let named: Vec<usize> =
        ["dataset", "report_id"].iter().filter_map(|name| grid.column(name)).collect();
    let mut counts: BTreeMap<DatasetId, Option<usize>> = BTreeMap::new();
    for (index, row) in grid.rows.iter().enumerate() {
        // Both columns are read, so that neither can hide what the other says.
        let of_row: Option<BTreeSet<DatasetId>> =
            named.iter().map(|column| dataset_of(&row[*column])).collect();
        match of_row {
            Some(datasets) if !datasets.is_empty() => {
                for dataset in datasets {
                    let count = counts.entry(dataset).or_insert(Some(0));
                    *count = count.map(|count| count + 1);
                }
            }
            _ if *origin == Origin::Column => return Err(Refusal::UnknownOrigin(index + 1)),
            _ => {}
        }
    }
    Ok(counts)
}

/// `ucdp-ged`, or `ucdp-ged:123`.
fn dataset_of(cell: &Cell) -> Option<DatasetId> {
    let Cell::Text(text) = cell else { return None };
    DatasetId::new(text.split(':').next()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{dataset, terms};
    use crate::{Card, Format, Options};
    use proptest::prelude::*;

    fn rows_of(datasets: &[&str]) -> Grid {
        let mut grid = Grid::new(&["report_id", "dataset", "deaths_best"]);
        for (index, id) in datasets.iter().enumerate() {
            grid.push(vec![format!("{id}:{index}").into(), (*id).into(), 1u32.into()]);
        }
        grid
    }

    fn permission(id: &str) -> Permission {
        Permission {
            dataset: dataset(id),
            who: "the licence desk of the source".into(),
            why: "contract 17".into(),
            date: Date::constant(2025, 1, 2),
        }
    }

    #[test]
    fn one_restricted_row_refuses_the_whole_and_names_the_way_out() {
        let refused = Guard::new(&terms)
            .rows(rows_of(&["ucdp-ged", "acled", "gdelt"]), Origin::Column)
            .expect_err("a restricted row");
        let words = refused.to_string();
        for part in ["1 row is of acled", "counts with the citation", "--source", "permission"] {
            assert!(words.contains(part), "{part} in {words}");
        }
    }

    #[test]
    fn a_recorded_permission_lifts_it_and_stands_on_the_card() {
        let permissions = Permissions(vec![permission("acled")]);
        let guard = Guard::new(&terms).permissions(&permissions);
        let cleared = guard.rows(rows_of(&["acled"]), Origin::Column).expect("allowed");
        let card = Card::new("t", "q", vec![crate::testing::cited("acled", "X")]);
        let card = cleared.card(&card).expect("cited");
        assert_eq!(card.permissions[0].why, "contract 17");
        assert!(guard.rows(rows_of(&["gtd"]), Origin::Column).is_err(), "another dataset");
    }

    #[test]
    fn a_permission_without_a_reason_is_none() {
        let permissions = Permissions(vec![Permission { why: "  ".into(), ..permission("acled") }]);
        let guard = Guard::new(&terms).permissions(&permissions);
        assert!(guard.rows(rows_of(&["acled"]), Origin::Column).is_err());
    }

    #[test]
    fn what_is_not_known_does_not_leave() {
        let guard = Guard::new(&terms);
        let unknown = guard.rows(rows_of(&["other-data"]), Origin::Column);
        assert_eq!(unknown, Err(Refusal::UnknownTerms(dataset("other-data"))));
        let mut bare = Grid::new(&["n"]);
        bare.push(vec![1u32.into()]);
        assert_eq!(guard.rows(bare.clone(), Origin::Column), Err(Refusal::UnknownOrigin(1)));
        assert!(guard.rows(bare.clone(), Origin::AnyOf(vec![dataset("ucdp-ged")])).is_ok());
        assert!(guard.rows(bare, Origin::AnyOf(vec![dataset("gtd")])).is_err());
    }

    #[test]
    fn a_report_id_cannot_hide_behind_another_dataset() {
        let mut grid = Grid::new(&["report_id", "dataset"]);
        grid.push(vec!["acled:1".into(), "ucdp-ged".into()]);
        assert!(Guard::new(&terms).rows(grid.clone(), Origin::Column).is_err());
        assert!(Guard::new(&terms).rows(grid, Origin::AnyOf(vec![dataset("gdelt")])).is_err());
    }

    #[test]
    fn events_are_not_a_catalogue() {
        let guard = Guard::new(&terms);
        assert!(guard.catalogue(rows_of(&["ucdp-ged"])).is_err());
        assert!(guard.catalogue(Grid::new(&["release", "published"])).is_ok());
    }

    const ALL: [&str; 5] = ["ucdp-ged", "gdelt", "sim-ged", "acled", "gtd"];

    proptest! {
        #[test]
        fn restricted_rows_never_reach_any_writer(
            picks in proptest::collection::vec(0..ALL.len(), 0..12),
            listed in any::<bool>(),
            format in 0..Format::ALL.len(),
        ) {
            let datasets: Vec<&str> = picks.iter().map(|pick| ALL[*pick]).collect();
            let origin = if listed {
                Origin::AnyOf(datasets.iter().map(|id| dataset(id)).collect())
            } else {
                Origin::Column
            };
            let restricted = datasets.iter().any(|id| matches!(*id, "acled" | "gtd"));
            let cleared = Guard::new(&terms).rows(rows_of(&datasets), origin);
            prop_assert_eq!(cleared.is_err(), restricted);
            if let Ok(cleared) = cleared {
                let cited =
                    ALL.iter().map(|id| crate::testing::cited(id, "CC-BY-4.0")).collect();
                let card = Card::new("t", "q", cited);
                let mut bytes = Vec::new();
                // Some forms refuse rows without places; none may write a restricted one.
                let _ = crate::write(
                    Format::ALL[format], &cleared, &card, &Options::default(), &mut bytes,
                );
                let text = String::from_utf8_lossy(&bytes);
                prop_assert!(!text.contains("acled:") && !text.contains("gtd:"));
            }
        }
    }
}
