//! The places of the gazetteer as columns, in order of their PRIO-GRID cell: the order is the spatial
//! index.

use std::sync::OnceLock;

use bellwether_model::{Iso3, Point, PrioGridId};

use super::GazetteerError;
use super::bytes::{Column, Sections};

const FILE: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/gazetteer/places.bin.zst"));

/// No unit of that level.
const NONE: u16 = u16::MAX;

/// 234,908 places of GeoNames: id, point, population, country, units and name of each.
#[derive(Debug)]
pub(super) struct PlaceTable {
    data: Sections,
    countries: Vec<Iso3>,
    names: Vec<u32>,
    admin2_names: Vec<u32>,
    by_id: OnceLock<Vec<u32>>,
}

/// Where each text of a run starts, and where the last ends, from one-byte lengths.
fn starts(lengths: &[u8]) -> Vec<u32> {
    let mut at = 0;
    let mut out = Vec::with_capacity(lengths.len() + 1);
    out.push(0);
    out.extend(lengths.iter().map(|&length| {
        at += u32::from(length);
        at
    }));
    out
}

fn text<'a>(run: &'a [u8], starts: &[u32], index: usize) -> &'a str {
    let bound = |at| starts.get(at).map_or(0, |&start| start as usize);
    let bytes = run.get(bound(index)..bound(index + 1)).unwrap_or_default();
    std::str::from_utf8(bytes).unwrap_or_default()
}

impl PlaceTable {
    /// Unpacks the embedded table.
    ///
    /// # Errors
    /// When it is damaged.
    pub(super) fn unpack() -> Result<Self, GazetteerError> {
        let data = Sections::unpack(FILE, b"BWPLACE1", 14, "places.bin.zst")?;
        let countries = data
            .get(0)
            .chunks_exact(3)
            .filter_map(|code| Iso3::new(std::str::from_utf8(code).ok()?).ok())
            .collect();
        let names = starts(data.get(8));
        let admin2_names = starts(data.get(10));
        Ok(Self { data, countries, names, admin2_names, by_id: OnceLock::new() })
    }

    /// How many places there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.data.column::<4>(1).len()
    }

    /// GeoNames id.
    pub(super) fn id(&self, at: usize) -> u32 {
        self.data.column::<4>(1).u32(at)
    }

    /// Latitude and longitude in degrees.
    pub(super) fn degrees(&self, at: usize) -> (f64, f64) {
        let degrees = |column: Column<'_, 4>| f64::from(column.i32(at)) / 1e5;
        (degrees(self.data.column(2)), degrees(self.data.column(3)))
    }

    /// Inhabitants; 0 where GeoNames knows none.
    pub(super) fn population(&self, at: usize) -> u32 {
        self.data.column::<4>(4).u32(at)
    }

    /// The country, if the table is in order.
    pub(super) fn country(&self, at: usize) -> Option<Iso3> {
        self.countries.get(usize::from(*self.data.get(5).get(at)?)).copied()
    }

    /// The row of the first-level unit in the table of units.
    pub(super) fn unit(&self, at: usize) -> Option<u32> {
        let unit = self.data.column::<2>(6).u16(at);
        (unit != NONE).then_some(u32::from(unit))
    }

    /// The name of the second-level unit.
    pub(super) fn admin2(&self, at: usize) -> Option<&str> {
        let unit = self.data.column::<2>(7).u16(at);
        (unit != NONE).then(|| text(self.data.get(11), &self.admin2_names, usize::from(unit)))
    }

    /// The name, as GeoNames prefers it.
    pub(super) fn name(&self, at: usize) -> &str {
        text(self.data.get(9), &self.names, at)
    }

    /// The row of a GeoNames id. The first call puts the rows in the order of their ids.
    pub(super) fn row_of(&self, id: u32) -> Option<usize> {
        let ids = self.data.column::<4>(1);
        let rows = self.by_id.get_or_init(|| {
            let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            let mut pairs: Vec<(u32, u32)> =
                (0..count).map(|row| (ids.u32(row as usize), row)).collect();
            pairs.sort_unstable();
            pairs.into_iter().map(|(_, row)| row).collect()
        });
        let found = rows.binary_search_by_key(&id, |&row| ids.u32(row as usize)).ok()?;
        rows.get(found).map(|&row| row as usize)
    }

    /// The nearest place within a radius that satisfies a condition, and its distance in kilometres.
    ///
    /// Looks through the grid cells that the radius touches; it does not look across the antimeridian.
    pub(super) fn nearest(
        &self,
        point: Point,
        radius_km: f64,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        for rows in self.rows_around(point, radius_km) {
            for at in rows {
                if !wanted(at) {
                    continue;
                }
                let (latitude, longitude) = self.degrees(at);
                let Ok(place) = Point::new(latitude, longitude) else { continue };
                let distance = point.distance_km(&place);
                if distance <= radius_km && best.is_none_or(|(_, least)| distance < least) {
                    best = Some((at, distance));
                }
            }
        }
        best
    }

    /// The places in the cells around a point, one run of rows for each row of cells.
    fn rows_around(
        &self,
        point: Point,
        radius_km: f64,
    ) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        const KM_PER_DEGREE: f64 = 111.0;
        let (latitude, longitude) = (point.latitude.degrees(), point.longitude.degrees());
        let high = radius_km / KM_PER_DEGREE;
        let widest = (latitude.abs() + high).min(89.0).to_radians().cos();
        let wide = (high / widest).min(360.0);
        let corner = |dy: f64, dx: f64| {
            let latitude = (latitude + dy).clamp(-90.0, 90.0);
            let longitude = (longitude + dx).clamp(-180.0, 180.0);
            Point::new(latitude, longitude)
                .map_or((1, 1), |corner| PrioGridId::containing(corner).row_column())
        };
        let (south, west) = corner(-high, -wide);
        let (north, east) = corner(high, wide);
        (south..=north).filter_map(move |row| {
            let first = (row - 1) * 720 + west;
            let last = (row - 1) * 720 + east;
            let start = self.first_in_cell(first);
            let end = self.first_in_cell(last + 1);
            (start < end).then_some(start..end)
        })
    }

    /// The first place in a cell or after it.
    fn first_in_cell(&self, cell: u32) -> usize {
        let cells = self.data.column::<4>(12);
        let (mut low, mut high) = (0, cells.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if cells.u32(middle) < cell {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.data.column::<4>(13).u32(low) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_whole_and_in_cell_order() {
        let table = PlaceTable::unpack().expect("embedded");
        assert_eq!(table.len(), 234_908);
        let mut last = 0;
        for at in 0..table.len() {
            let (latitude, longitude) = table.degrees(at);
            let point = Point::new(latitude, longitude).expect("on the globe");
            let cell = PrioGridId::containing(point).get();
            assert!(cell >= last, "row {at}");
            last = cell;
            assert!(!table.name(at).is_empty(), "row {at}");
            assert!(table.country(at).is_some(), "row {at}");
        }
    }

    #[test]
    fn the_nearest_place_is_the_one_a_full_search_finds() {
        let table = PlaceTable::unpack().expect("embedded");
        for (latitude, longitude) in [(11.85, 13.16), (69.6, 18.9), (-54.8, -68.3), (0.0, 0.0)] {
            let point = Point::new(latitude, longitude).expect("valid");
            let slow = (0..table.len())
                .filter_map(|at| {
                    let (y, x) = table.degrees(at);
                    let distance = point.distance_km(&Point::new(y, x).ok()?);
                    (distance <= 120.0).then_some((at, distance))
                })
                .min_by(|a, b| a.1.total_cmp(&b.1));
            assert_eq!(table.nearest(point, 120.0, |_| true), slow, "{latitude} {longitude}");
        }
    }
}
