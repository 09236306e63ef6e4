//! What a simulated world adds: places, first-level units and outlines in files that a person can read.
//!
//! - `admin1.csv`: `id,country,iso3166_2,name,other_names`
//! - `places.csv`: `geonameid,name,other_names,country,admin1_id,latitude,longitude,population`
//! - `admin1.geojson`: features (Polygon or MultiPolygon) with the unit's `id` among the properties
//!
//! Countries are alpha-3 codes, several names are parted by `|`. Each file may be missing.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use bellwether_model::{Iso3, Point};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::normalise::normalise;
use super::outlines::{Polygon, Shape};
use super::{Admin1, Gazetteer, GazetteerError, PlaceRecord};

/// A place that a world added.
#[derive(Debug)]
pub(super) struct ExtraPlace {
    /// The place.
    pub(super) record: PlaceRecord,
    /// The row of its unit.
    pub(super) unit: Option<u32>,
}

/// Everything that worlds added.
#[derive(Debug, Default)]
pub(super) struct Extra {
    /// Places.
    pub(super) places: Vec<ExtraPlace>,
    /// GeoNames id to place.
    pub(super) by_id: HashMap<u32, usize>,
    /// Normal form to place and whether the name is an alternate one.
    pub(super) names: HashMap<String, Vec<(usize, bool)>>,
    /// Outlines of units.
    pub(super) shapes: Vec<Shape>,
}

impl Extra {
    /// The nearest added place within a radius that satisfies a condition; looks at each.
    pub(super) fn nearest(
        &self,
        point: Point,
        radius_km: f64,
        wanted: impl Fn(&ExtraPlace) -> bool,
    ) -> Option<(&ExtraPlace, f64)> {
        self.places
            .iter()
            .filter(|place| wanted(place))
            .map(|place| (place, point.distance_km(&place.record.point)))
            .filter(|(_, distance)| *distance <= radius_km)
            .min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// The added outlines of a unit.
    pub(super) fn polygons_of(&self, unit: u32) -> Vec<Polygon> {
        let own = self.shapes.iter().filter(|shape| shape.unit() == Some(unit));
        own.flat_map(|shape| shape.polygons().to_vec()).collect()
    }
}

#[derive(Deserialize)]
struct UnitRow {
    id: String,
    country: Iso3,
    #[serde(default)]
    iso3166_2: Option<String>,
    name: String,
    #[serde(default)]
    other_names: String,
}

#[derive(Deserialize)]
struct PlaceRow {
    geonameid: u32,
    name: String,
    #[serde(default)]
    other_names: String,
    country: Iso3,
    #[serde(default)]
    admin1_id: String,
    latitude: f64,
    longitude: f64,
    #[serde(default)]
    population: u32,
}

#[derive(Deserialize)]
struct Features {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    id: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Polygon),
    MultiPolygon(Vec<Polygon>),
}

fn open(path: &Path) -> Result<Option<File>, GazetteerError> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(GazetteerError::Unreadable { path: path.to_owned(), source }),
    }
}

fn rows<Row: DeserializeOwned>(
    path: &Path,
    mut take: impl FnMut(Row) -> Result<(), String>,
) -> Result<(), GazetteerError> {
    let Some(file) = open(path)? else { return Ok(()) };
    for (row, record) in (1..).zip(csv::Reader::from_reader(file).into_deserialize()) {
        record
            .map_err(|error| error.to_string())
            .and_then(&mut take)
            .map_err(|why| GazetteerError::Row { path: path.to_owned(), row, why })?;
    }
    Ok(())
}

fn split(names: &str) -> Vec<String> {
    names.split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

impl Gazetteer {
    /// This gazetteer and what the folder of a simulated world holds: `admin1.csv`, `places.csv` and
    /// `admin1.geojson`, as far as they exist.
    ///
    /// # Errors
    /// When a file cannot be read, a row is not as documented, names a unit that does not exist, or
    /// gives an id that exists already.
    pub fn with_dir(mut self, dir: &Path) -> Result<Self, GazetteerError> {
        rows(&dir.join("admin1.csv"), |row: UnitRow| self.add_unit(row))?;
        rows(&dir.join("places.csv"), |row: PlaceRow| self.add_place(row))?;
        self.add_outlines(dir.join("admin1.geojson"))?;
        Ok(self)
    }

    fn add_unit(&mut self, row: UnitRow) -> Result<(), String> {
        let id = row.id.clone();
        let unit = Admin1 {
            id: row.id,
            country: row.country,
            iso3166_2: row.iso3166_2.filter(|code| !code.is_empty()),
            name: row.name,
            other_names: split(&row.other_names),
        };
        if self.units.add(unit) { Ok(()) } else { Err(format!("the id {id} exists already")) }
    }

    fn add_place(&mut self, row: PlaceRow) -> Result<(), String> {
        let point = Point::new(row.latitude, row.longitude).map_err(|error| error.to_string())?;
        let unit = match row.admin1_id.as_str() {
            "" => None,
            id => Some(self.units.row(id).ok_or_else(|| format!("there is no unit {id}"))?),
        };
        let taken = self.extra.by_id.contains_key(&row.geonameid)
            || self.table.row_of(row.geonameid).is_some();
        if taken {
            return Err(format!("the id {} exists already", row.geonameid));
        }
        let at = self.extra.places.len();
        let owner = unit.and_then(|unit| self.units.get(unit));
        let record = PlaceRecord {
            geonameid: row.geonameid,
            country: row.country,
            admin1_id: owner.map(|unit| unit.id.clone()),
            admin1: owner.map(|unit| unit.name.clone()),
            admin2: None,
            point,
            population: row.population,
            name: row.name,
        };
        self.extra.names.entry(normalise(&record.name)).or_default().push((at, false));
        for name in split(&row.other_names) {
            let bearers = self.extra.names.entry(normalise(&name)).or_default();
            if bearers.iter().all(|(place, _)| *place != at) {
                bearers.push((at, true));
            }
        }
        self.extra.by_id.insert(record.geonameid, at);
        self.extra.places.push(ExtraPlace { record, unit });
        Ok(())
    }

    fn add_outlines(&mut self, path: PathBuf) -> Result<(), GazetteerError> {
        let Some(file) = open(&path)? else { return Ok(()) };
        let features: Features =
            serde_json::from_reader(std::io::BufReader::new(file)).map_err(|error| {
                GazetteerError::Outlines { path: path.clone(), why: error.to_string() }
            })?;
        for feature in features.features {
            let id = feature.properties.id;
            let unit = self.units.row(&id).ok_or_else(|| GazetteerError::Outlines {
                path: path.clone(),
                why: format!("there is no unit {id}"),
            })?;
            let polygons = match feature.geometry {
                Geometry::Polygon(polygon) => vec![polygon],
                Geometry::MultiPolygon(polygons) => polygons,
            };
            self.extra.shapes.push(Shape::of_unit(unit, polygons));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: &str = "id,country,iso3166_2,name,other_names\n\
        XA.01,XAA,,Northern Marches,Nordmark|Marches\nXA.02,XAA,XA-S,Southern Reach,\n";
    const PLACES: &str = "geonameid,name,other_names,country,admin1_id,latitude,longitude,population\n\
        900000001,Vell,Uell|Вель,XAA,XA.01,-40.5,-120.5,52000\n\
        900000002,Orlo,,XAA,XA.02,-41.5,-120.5,800\n";
    const OUTLINES: &str = r#"{"type": "FeatureCollection", "features": [{"type": "Feature",
        "properties": {"id": "XA.01"}, "geometry": {"type": "Polygon", "coordinates":
        [[[-121, -41], [-120, -41], [-120, -40], [-121, -40], [-121, -41]]]}}]}"#;

    fn world(files: &[(&str, &str)]) -> Result<Gazetteer, GazetteerError> {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).expect("written");
        }
        Gazetteer::embedded().expect("embedded").with_dir(dir.path())
    }

    #[test]
    fn a_world_has_its_own_places_units_and_outlines() {
        let all = [("admin1.csv", UNITS), ("places.csv", PLACES), ("admin1.geojson", OUTLINES)];
        let gazetteer = world(&all).expect("valid world");
        let country = Iso3::new("XAA").expect("a code");
        let point = |y, x| Point::new(y, x).expect("valid");
        assert_eq!(gazetteer.country_at(point(-40.1, -120.1)), Some(country));
        let unit = |y, x| gazetteer.admin1_at(point(y, x)).map(|unit| unit.id.as_str());
        assert_eq!(unit(-40.1, -120.1), Some("XA.01"), "inside the outline");
        assert_eq!(unit(-41.4, -120.4), Some("XA.02"), "near a place");
        assert_eq!(gazetteer.admin1_of(country).len(), 2);
        let named = gazetteer.admin1_by_name(country, "nordmark province");
        assert_eq!(named.map(|unit| unit.id.as_str()), Some("XA.01"));
        let found = gazetteer.find("вель", Some(country), 5);
        assert_eq!(found.first().map(|hit| hit.place.geonameid), Some(900_000_001));
        assert_eq!(gazetteer.place(900_000_002).map(|place| place.name), Some("Orlo".to_owned()));
        assert_eq!(gazetteer.outline("XA.01").len(), 1);
    }

    #[test]
    fn faults_in_a_world_are_named_with_their_row() {
        let twice = format!("{UNITS}XA.01,XAA,,Again,\n");
        let nowhere = PLACES.replace("XA.02", "XA.99");
        let off = PLACES.replace("-40.5", "-140.5");
        let cases = [
            (vec![("admin1.csv", twice.as_str())], "row 3: the id XA.01 exists already"),
            (
                vec![("admin1.csv", UNITS), ("places.csv", &nowhere)],
                "row 2: there is no unit XA.99",
            ),
            (vec![("admin1.csv", UNITS), ("places.csv", &off)], "row 1: latitude -140.5"),
            (vec![("admin1.geojson", OUTLINES)], "there is no unit XA.01"),
            (vec![("admin1.geojson", "[]")], "no GeoJSON"),
        ];
        for (files, expected) in cases {
            let error = world(&files).expect_err("refused").to_string();
            assert!(error.contains(expected), "{error} should say {expected}");
        }
    }
}
