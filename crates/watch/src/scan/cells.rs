//! Reports as cases in grid cells, without those whose place is not known well enough.

use std::collections::BTreeMap;

use bellwether_model::{Date, Place, PlacePrecision, PrioGridId};

use super::{Case, Places, TimeAxis};

/// Cases by cell of the PRIO-GRID and by interval.
///
/// Only reports whose place [is located](PlacePrecision::is_located) count. The centroid of a district, a
/// province or a country would heap reports upon one cell that was never attacked, and a scan would find it.
#[derive(Debug, Clone, PartialEq)]
pub struct GridCells {
    /// The cells that have cases, ascending; a case's place is its cell's number in this list.
    pub cells: Vec<PrioGridId>,
    /// The centres of the cells.
    pub places: Places,
    /// The cases.
    pub cases: Vec<Case>,
    /// How many reports were left out because their place is no point.
    pub unlocated: usize,
    /// How many reports were left out because their day lies outside the study.
    pub outside: usize,
}

impl GridCells {
    /// Counts reports, each a place and a day, on an axis.
    #[must_use]
    pub fn new<'a>(reports: impl IntoIterator<Item = (&'a Place, Date)>, axis: &TimeAxis) -> Self {
        let mut counts: BTreeMap<(PrioGridId, usize), u32> = BTreeMap::new();
        let (mut unlocated, mut outside) = (0, 0);
        for (place, day) in reports {
            let located = |precision: PlacePrecision| precision.is_located();
            match (place.grid().filter(|_| located(place.precision)), axis.interval(day)) {
                (None, _) => unlocated += 1,
                (Some(_), None) => outside += 1,
                (Some(cell), Some(interval)) => *counts.entry((cell, interval)).or_default() += 1,
            }
        }
        let mut cells: Vec<PrioGridId> = counts.keys().map(|(cell, _)| *cell).collect();
        cells.dedup();
        let case = |((cell, interval), count): ((PrioGridId, usize), u32)| Case {
            place: cells.partition_point(|other| *other < cell),
            interval,
            count,
        };
        let cases = counts.into_iter().map(case).collect();
        let centres: Vec<_> = cells.iter().map(|cell| cell.centroid()).collect();
        Self { places: Places::on_globe(&centres), cells, cases, unlocated, outside }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::Step;
    use bellwether_model::Point;
    use jiff::civil::date;

    fn place(latitude: f64, longitude: f64, precision: PlacePrecision) -> Place {
        Place {
            point: Point::new(latitude, longitude).ok(),
            precision,
            country: String::new(),
            gw: None,
            admin1: None,
            admin2: None,
            name: None,
            iso3: None,
            admin1_id: None,
        }
    }

    #[test]
    fn a_centroid_of_something_larger_is_no_case() {
        let axis = TimeAxis::new(date(2024, 1, 1), date(2024, 1, 9), Step::Days(1)).expect("valid");
        let town = place(11.8, 13.1, PlacePrecision::Exact);
        let near = place(11.9, 13.2, PlacePrecision::Near);
        let elsewhere = place(5.1, 7.3, PlacePrecision::Exact);
        let province = place(11.8, 13.1, PlacePrecision::Admin1);
        let day = date(2024, 1, 2);
        let reports = [
            (&town, day),
            (&near, day),
            (&province, day),
            (&elsewhere, date(2024, 1, 9)),
            (&town, date(2023, 12, 31)),
        ];
        let found = GridCells::new(reports, &axis);
        assert_eq!((found.unlocated, found.outside), (1, 1));
        assert_eq!(found.cells.len(), 2);
        assert_eq!(
            found.cases,
            [Case { place: 0, interval: 8, count: 1 }, Case { place: 1, interval: 1, count: 2 }]
        );
        assert_eq!(found.places.len(), 2);
    }
}
