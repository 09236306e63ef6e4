//! The world's own registry: groups, governments, countries, units and towns, in the formats of the
//! product's registry, so that what is asked of real groups can be asked of these.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde::Serialize;

use crate::{
    SimulateError, Sources,
    actor_file::{self, ActorFile},
    names,
    world::World,
    write::acled::names::FIRST_ISO,
};

/// Writes `actors/*.toml`, `countries.toml`, `places.csv`, `admin1.csv` and `admin1.geojson` under `dir`.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write(world: &World, dir: &Path) -> Result<(), SimulateError> {
    let actors = dir.join("actors");
    fs::create_dir_all(&actors).map_err(SimulateError::write(&actors))?;
    for actor in actor_file::all(world) {
        put(actors.join(format!("{}.toml", actor.id)), &actor_text(&actor)?)?;
    }
    put(dir.join("countries.toml"), &countries(world)?)?;
    put(dir.join("places.csv"), &places(world))?;
    put(dir.join("admin1.csv"), &admin1(world))?;
    put(dir.join("admin1.geojson"), &outlines(world))
}

fn put(path: PathBuf, text: &str) -> Result<(), SimulateError> {
    fs::write(&path, text).map_err(|source| SimulateError::Write { path, source })
}

const HEADING: &str = "# SIMULATED: invented by bellwether-simulate; nothing here is real.\n\n";

fn toml_text(what: &str, value: &impl Serialize) -> Result<String, SimulateError> {
    let text = toml::to_string(value).map_err(|error| SimulateError::Format {
        what: what.to_owned(),
        reason: error.to_string(),
    })?;
    Ok(format!("{HEADING}{text}"))
}

/// The text of a group file.
pub(crate) fn actor_text(actor: &ActorFile) -> Result<String, SimulateError> {
    toml_text(&actor.id, actor)
}

#[derive(Serialize)]
struct Countries {
    country: Vec<CountryEntry>,
}

#[derive(Serialize)]
struct CountryEntry {
    iso3: String,
    iso2: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    numeric: Option<u16>,
    name: &'static str,
    other_names: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fips: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cameo: Vec<String>,
    gw: Vec<Code>,
}

#[derive(Serialize)]
struct Code {
    code: u16,
}

fn countries(world: &World) -> Result<String, SimulateError> {
    let Sources { acled, gdelt, .. } = world.parameters.sources;
    let country = (FIRST_ISO..)
        .zip(&world.land.countries)
        .map(|(numeric, country)| CountryEntry {
            numeric: acled.map(|_| numeric),
            fips: gdelt.iter().map(|_| country.iso2.clone()).collect(),
            cameo: gdelt.iter().map(|_| country.iso3.clone()).collect(),
            iso3: country.iso3.clone(),
            iso2: country.iso2.clone(),
            name: country.name,
            other_names: vec![format!("Republic of {} (simulated)", country.name)],
            gw: vec![Code { code: country.gw }],
        })
        .collect();
    toml_text("countries.toml", &Countries { country })
}

/// Added to a town's number for its id, so that it is none of GeoNames'.
const FIRST_PLACE: u32 = 900_000_000;

fn places(world: &World) -> String {
    let mut text =
        "geonameid,name,other_names,country,admin1_id,latitude,longitude,population\n".to_owned();
    for town in &world.land.towns {
        let (latitude, longitude) = town.at.decimal();
        let country = &world.land.countries[usize::from(town.country)];
        let other =
            format!("{}|{}", names::respelled(&town.name), names::native_script(&town.name));
        // Writing into a String cannot fail.
        let _ = writeln!(
            text,
            "{},{},{other},{},{},{latitude:.5},{longitude:.5},{}",
            FIRST_PLACE + town.id,
            town.name,
            country.iso3,
            world.land.unit(town.unit).id,
            town.population
        );
    }
    text
}

fn admin1(world: &World) -> String {
    let mut text = "id,country,iso3166_2,name,other_names\n".to_owned();
    for unit in &world.land.units {
        let country = &world.land.countries[usize::from(unit.country)];
        let _ = writeln!(
            text,
            "{},{},,{},{}|{}",
            unit.id,
            country.iso3,
            unit.name,
            names::respelled(&unit.name),
            names::native_script(&unit.name)
        );
    }
    text
}

/// Each unit as a polygon, counter-clockwise as RFC 7946 wants it.
fn outlines(world: &World) -> String {
    let mut text = "{\"type\":\"FeatureCollection\",\"features\":[".to_owned();
    for (index, unit) in world.land.units.iter().enumerate() {
        let (south, west) = unit.corners.0.decimal();
        let (north, east) = unit.corners.1.decimal();
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(
            text,
            "{comma}\n{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{}\",\"name\":\"{}\",\
             \"status\":\"SIMULATED\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[\
             [{west:.5},{south:.5}],[{east:.5},{south:.5}],[{east:.5},{north:.5}],\
             [{west:.5},{north:.5}],[{west:.5},{south:.5}]]]}}}}",
            unit.id, unit.name
        );
    }
    text.push_str("\n]}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Parameters;

    #[test]
    fn tables_have_the_columns_that_the_gazetteer_documents() {
        let reader = concat!(env!("CARGO_MANIFEST_DIR"), "/../registry/src/places/extra.rs");
        let Ok(reader) = fs::read_to_string(reader) else {
            println!("skipped: tables_have_the_columns… needs the registry's source");
            return;
        };
        let world = World::new(&Parameters::default());
        for table in [places(&world), admin1(&world)] {
            let header = table.lines().next().expect("a header");
            assert!(reader.contains(&format!("`{header}`")), "{header}");
            let columns = header.split(',').count();
            assert!(table.lines().count() > 15);
            assert!(table.lines().all(|line| line.split(',').count() == columns));
        }
    }

    #[test]
    fn outlines_are_closed_rings_with_the_ids_of_units() {
        let world = World::new(&Parameters::default());
        let parsed: serde_json::Value = serde_json::from_str(&outlines(&world)).expect("JSON");
        let features = parsed["features"].as_array().expect("a list");
        assert_eq!(features.len(), world.land.units.len());
        for (feature, unit) in features.iter().zip(&world.land.units) {
            assert_eq!(feature["properties"]["id"], unit.id);
            let ring = feature["geometry"]["coordinates"][0].as_array().expect("a ring");
            assert_eq!((ring.len(), ring.first()), (5, ring.last()));
        }
    }

    #[test]
    fn countries_have_user_assigned_codes_and_numbers_above_those_in_use() {
        let world = World::new(&Parameters { countries: 25, towns: 150, ..Parameters::default() });
        let table: toml::Value = toml::from_str(&countries(&world).expect("text")).expect("TOML");
        for country in table["country"].as_array().expect("a list") {
            assert!(country["iso3"].as_str().expect("text").starts_with("XA"));
            assert!(country["gw"][0]["code"].as_integer().expect("a number") > 1000);
        }
    }
}
