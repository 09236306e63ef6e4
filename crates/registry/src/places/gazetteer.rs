//! The gazetteer: what is embedded and what a world adds, under one set of questions.

use bellwether_model::{Iso3, Point};
use serde::Serialize;

use super::extra::Extra;
use super::names::NameIndex;
use super::outlines::{Outlines, Polygon, Shape};
use super::table::PlaceTable;
use super::units::{Named, Units};
use super::{Admin1, GazetteerError};

/// A point outside of every outline belongs to the unit of the nearest place within this distance.
pub(super) const NEAREST_KM: f64 = 120.0;
/// How near a place of the source's country must be for a point beyond its border to count as in it.
const BORDER_KM: f64 = 60.0;
/// A point outside of every country (the outlines are coarse at coasts) belongs to the country of the
/// nearest place within this distance.
const COAST_KM: f64 = 30.0;

/// A place of the gazetteer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceRecord {
    /// GeoNames id; a simulated world has its own.
    pub geonameid: u32,
    /// The name that tables show.
    pub name: String,
    /// The country.
    pub country: Iso3,
    /// The id of the first-level unit, where it is known.
    pub admin1_id: Option<String>,
    /// The name of the first-level unit.
    pub admin1: Option<String>,
    /// The name of the second-level unit.
    pub admin2: Option<String>,
    /// Where it is.
    pub point: Point,
    /// Inhabitants; 0 where none are known.
    pub population: u32,
}

/// Places, first-level units and outlines.
#[derive(Debug)]
pub struct Gazetteer {
    pub(super) table: PlaceTable,
    pub(super) names: NameIndex,
    pub(super) units: Units,
    pub(super) outlines: Outlines,
    pub(super) extra: Extra,
}

impl Gazetteer {
    /// The gazetteer inside the program, unpacked on as many threads as it has files.
    ///
    /// # Errors
    /// When it is damaged; a released program never says so.
    pub fn embedded() -> Result<Self, GazetteerError> {
        std::thread::scope(|scope| {
            let names = scope.spawn(NameIndex::unpack);
            let table = PlaceTable::unpack()?;
            let units = Units::embedded()?;
            let outlines = Outlines::unpack()?;
            let names = names.join().map_err(|_| GazetteerError::Damaged {
                file: "names.bin.zst",
                why: "its reader stopped".to_owned(),
            })??;
            Ok(Self { table, names, units, outlines, extra: Extra::default() })
        })
    }

    /// The place with a GeoNames id.
    #[must_use]
    pub fn place(&self, geonameid: u32) -> Option<PlaceRecord> {
        let added = self.extra.by_id.get(&geonameid).and_then(|&at| self.extra.places.get(at));
        added
            .map(|place| place.record.clone())
            .or_else(|| self.table.row_of(geonameid).and_then(|row| self.record(row)))
    }

    /// The place in a row of the embedded table.
    pub(super) fn record(&self, row: usize) -> Option<PlaceRecord> {
        let (latitude, longitude) = self.table.degrees(row);
        let unit = self.table.unit(row).and_then(|unit| self.units.get(unit));
        Some(PlaceRecord {
            geonameid: self.table.id(row),
            name: self.table.name(row).to_owned(),
            country: self.table.country(row)?,
            admin1_id: unit.map(|unit| unit.id.clone()),
            admin1: unit.map(|unit| unit.name.clone()),
            admin2: self.table.admin2(row).map(str::to_owned),
            point: Point::new(latitude, longitude).ok()?,
            population: self.table.population(row),
        })
    }

    /// The first-level unit with an id such as `NG.27`.
    #[must_use]
    pub fn admin1(&self, id: &str) -> Option<&Admin1> {
        self.units.row(id).and_then(|row| self.units.get(row))
    }

    /// The first-level units of a country, in order of id; empty for one that has none.
    #[must_use]
    pub fn admin1_of(&self, country: Iso3) -> Vec<&Admin1> {
        self.units.of(country).iter().filter_map(|&row| self.units.get(row)).collect()
    }

    /// The first-level unit of a country that a source calls so: "Borno state", "Idlib governorate".
    ///
    /// By its own name, an alias of `aliases.toml`, another name, the same without unit words, or a
    /// spelling close to exactly one. A unit that has been divided since is none, unless the alias has
    /// a default.
    #[must_use]
    pub fn admin1_by_name(&self, country: Iso3, native_name: &str) -> Option<&Admin1> {
        match self.units.named(country, native_name)? {
            Named::One(row) | Named::Divided(_, Some(row)) => self.units.get(row),
            Named::Divided(_, None) => None,
        }
    }

    /// The country that holds a point: by outline, else that of a place within 30 km.
    #[must_use]
    pub fn country_at(&self, point: Point) -> Option<Iso3> {
        let added = self.extra.shapes.iter().find(|shape| shape.holds(point));
        if let Some(unit) = added.and_then(Shape::unit).and_then(|unit| self.units.get(unit)) {
            return Some(unit.country);
        }
        self.outlined_country(point).or_else(|| {
            let embedded = self.table.nearest(point, COAST_KM, |_| true);
            let added = self.extra.nearest(point, COAST_KM, |_| true);
            match (embedded, added) {
                (Some((_, near)), Some((place, far))) if far < near => Some(place.record.country),
                (Some((row, _)), _) => self.table.country(row),
                (None, Some((place, _))) => Some(place.record.country),
                (None, None) => None,
            }
        })
    }

    /// The country by outline. Natural Earth draws Crimea with the power that holds it; GeoNames, UCDP
    /// and the United Nations (General Assembly resolution 68/262) count it with Ukraine, and so do we.
    fn outlined_country(&self, point: Point) -> Option<Iso3> {
        let drawn = self.outlines.country_at(point)?;
        if drawn.as_str() == "RUS" {
            let crimea = ["UA.11", "UA.20"].map(|id| self.units.row(id));
            let ukraine = crimea[0].and_then(|row| self.units.get(row)).map(|unit| unit.country);
            let here = ukraine.and_then(|country| self.outlines.unit_at(country, point));
            if here.is_some() && crimea.contains(&here) {
                return ukraine;
            }
        }
        Some(drawn)
    }

    /// The first-level unit at a point: by the outlines of the country there, else that of the nearest
    /// place of the country within 120 km.
    #[must_use]
    pub fn admin1_at(&self, point: Point) -> Option<&Admin1> {
        let country = self.country_at(point)?;
        self.unit_at(country, point).and_then(|row| self.units.get(row))
    }

    /// The same for a country that the source gives. A point just beyond its border counts as in it;
    /// one well inside another country has the unit there, since states have lost territory: events in
    /// Juba before July 2011 are Sudan's.
    #[must_use]
    pub fn admin1_in(&self, country: Iso3, point: Point) -> Option<&Admin1> {
        self.unit_at(country, point).and_then(|row| self.units.get(row))
    }

    /// The row of the unit at a point that a source puts in a country.
    pub(super) fn unit_at(&self, country: Iso3, point: Point) -> Option<u32> {
        let is_here = |row: u32| self.units.get(row).is_some_and(|unit| unit.country == country);
        let added = self.extra.shapes.iter().find(|shape| shape.holds(point));
        added
            .and_then(Shape::unit)
            .filter(|&row| is_here(row))
            .or_else(|| self.outlines.unit_at(country, point))
            .or_else(|| self.nearest_unit(country, point, BORDER_KM, |_| true))
            .or_else(|| {
                let other = self.outlined_country(point).filter(|&other| other != country)?;
                self.outlines.unit_at(other, point)
            })
            .or_else(|| self.nearest_unit(country, point, NEAREST_KM, |_| true))
    }

    /// The unit of the nearest place of a country within a radius, among units that satisfy a condition.
    pub(super) fn nearest_unit(
        &self,
        country: Iso3,
        point: Point,
        radius_km: f64,
        wanted: impl Fn(u32) -> bool,
    ) -> Option<u32> {
        let added = self.extra.nearest(point, radius_km, |place| {
            place.record.country == country && place.unit.is_some_and(&wanted)
        });
        if let Some((place, _)) = added {
            return place.unit;
        }
        let found = self.table.nearest(point, radius_km, |row| {
            self.table.country(row) == Some(country) && self.table.unit(row).is_some_and(&wanted)
        });
        found.and_then(|(row, _)| self.table.unit(row))
    }

    /// The outline of a first-level unit, for a map; empty where none is known.
    #[must_use]
    pub fn outline(&self, admin1_id: &str) -> Vec<Polygon> {
        let Some(row) = self.units.row(admin1_id) else { return Vec::new() };
        let mut polygons = self.extra.polygons_of(row);
        if let Some(unit) = self.units.get(row) {
            polygons.extend(self.outlines.of_unit(unit.country, row));
        }
        polygons
    }

    /// The outline of a country (1:50 million), for a map; empty where none is known.
    #[must_use]
    pub fn country_outline(&self, country: Iso3) -> Vec<Polygon> {
        self.outlines.of_country(country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static GAZETTEER: LazyLock<Gazetteer> =
        LazyLock::new(|| Gazetteer::embedded().expect("embedded"));

    fn point(latitude: f64, longitude: f64) -> Point {
        Point::new(latitude, longitude).expect("valid")
    }

    #[test]
    fn coordinates_lie_in_their_unit_and_country() {
        for (what, latitude, longitude, country, unit) in [
            ("Maiduguri", 11.85, 13.16, "NGA", "Borno State"),
            ("Jaffna", 9.669, 80.007, "LKA", "Northern Province"),
            ("Raqqa", 35.95, 39.01, "SYR", "Raqqa"),
            ("Donetsk", 48.02, 37.80, "UKR", "Donetsk"),
            ("Koidu, Kono", 8.64, -10.97, "SLE", "Eastern Province"),
            ("Jalalabad", 34.43, 70.45, "AFG", "Nangarhar"),
            ("Simferopol", 44.95, 34.10, "UKR", "Crimea"),
            ("Bangui", 4.36, 18.56, "CAF", "Bangui"),
            ("Juba", 4.85, 31.60, "SSD", "Central Equatoria"),
            ("Hargeisa", 9.56, 44.06, "SOM", "Woqooyi Galbeed"),
            ("Chicago", 41.88, -87.63, "USA", "Illinois"),
        ] {
            let here = point(latitude, longitude);
            let found = GAZETTEER.country_at(here);
            assert_eq!(
                found.map(|code| code.as_str().to_owned()).as_deref(),
                Some(country),
                "{what}"
            );
            let found = GAZETTEER.admin1_at(here).map(|unit| unit.name.as_str());
            assert_eq!(found, Some(unit), "{what}");
        }
    }

    #[test]
    fn the_open_sea_belongs_to_nobody() {
        let here = point(-45.0, -120.0);
        assert_eq!(GAZETTEER.country_at(here), None);
        assert_eq!(GAZETTEER.admin1_at(here), None);
    }

    #[test]
    fn a_point_just_off_the_coast_belongs_to_the_shore() {
        let here = point(6.38, 3.40);
        assert_eq!(GAZETTEER.admin1_at(here).map(|unit| unit.id.as_str()), Some("NG.05"), "Lagos");
    }

    #[test]
    fn ids_lead_to_records_and_outlines() {
        let place = GAZETTEER.place(2_331_447).expect("Maiduguri");
        assert_eq!((place.name.as_str(), place.admin1_id.as_deref()), ("Maiduguri", Some("NG.27")));
        assert!(place.population > 1_000_000);
        assert_eq!(GAZETTEER.place(0), None);
        assert!(!GAZETTEER.outline("NG.27").is_empty());
        assert!(GAZETTEER.outline("NG.99").is_empty());
        let nigeria = Iso3::new("NGA").expect("a code");
        assert_eq!(GAZETTEER.admin1_of(nigeria).len(), 37);
        assert!(!GAZETTEER.country_outline(nigeria).is_empty());
    }
}
