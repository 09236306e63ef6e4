//! `place`: names to places.

use std::process::ExitCode;

use bellwether_model::Iso3;
use bellwether_registry::places::MatchReason;
use clap::{Args, Subcommand};
use serde_json::json;

use super::found;
use crate::failure::Failure;
use crate::output::{Cell, Grid};
use crate::session::Session;
use crate::world::World;

/// Arguments of `place`.
#[derive(Debug, Args)]
pub(crate) struct PlaceArgs {
    #[command(subcommand)]
    pub(crate) command: PlaceCommand,
}

/// What to do with places.
#[derive(Debug, Subcommand)]
pub(crate) enum PlaceCommand {
    /// Rank the places that a name may mean.
    Find {
        /// The name, in any spelling or script.
        name: String,
        /// Only in this country.
        #[arg(long, value_name = "COUNTRY")]
        country: Option<String>,
        /// Show at most so many.
        #[arg(long, default_value_t = 10, value_name = "N")]
        limit: usize,
    },
    /// Country, first-level unit and PRIO-GRID cell of a point.
    At {
        /// Degrees north.
        #[arg(allow_negative_numbers = true)]
        latitude: f64,
        /// Degrees east.
        #[arg(allow_negative_numbers = true)]
        longitude: f64,
    },
    /// First-level units of a country with their outlines, for maps; with --json as GeoJSON.
    Outlines {
        /// The country: name, ISO 3166 or Gleditsch-Ward code.
        country: String,
    },
}

/// The country that a person means.
fn country(world: &World, text: &str) -> Result<Iso3, Failure> {
    let found = world.countries()?.find(text).map(|country| country.iso3);
    found.ok_or_else(|| Failure::Usage(format!("no country is called {text:?}")))
}

fn why(reason: MatchReason) -> String {
    match reason {
        MatchReason::Exact => "its name".into(),
        MatchReason::Alternate => "another of its names".into(),
        MatchReason::Fuzzy(letters) => format!("a name {letters} letters off"),
    }
}

/// Points without their fraction; they are at most some hundreds.
#[allow(clippy::cast_possible_truncation)]
fn rounded(points: f64) -> i64 {
    points.round() as i64
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &PlaceArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let world = session.world()?;
    match &args.command {
        PlaceCommand::Find { name, country, limit } => {
            let country = country.as_deref().map(|text| self::country(world, text)).transpose()?;
            let matches = world.gazetteer()?.find(name, country, *limit);
            let mut grid = Grid::new(&[
                "score",
                "place",
                "country",
                "unit",
                "latitude",
                "longitude",
                "population",
                "geonameid",
                "why",
            ]);
            for found in &matches {
                let place = &found.place;
                grid.push(vec![
                    Cell::Int(rounded(found.score)),
                    place.name.as_str().into(),
                    place.country.to_string().into(),
                    Cell::maybe(place.admin1.clone()),
                    Cell::Real(place.point.latitude.degrees()),
                    Cell::Real(place.point.longitude.degrees()),
                    Cell::Int(i64::from(place.population)),
                    Cell::Int(i64::from(place.geonameid)),
                    why(found.reason).into(),
                ]);
            }
            let any = !matches.is_empty();
            output.places(&grid, &json!({ "matches": grid.objects() }))?;
            Ok(found(any))
        }
        PlaceCommand::At { latitude, longitude } => {
            let point = bellwether_model::Point::new(*latitude, *longitude)
                .map_err(|error| Failure::Usage(error.to_string()))?;
            let gazetteer = world.gazetteer()?;
            let unit = gazetteer.admin1_at(point);
            let country = gazetteer.country_at(point);
            let cell = bellwether_model::PrioGridId::containing(point);
            let mut grid = Grid::new(&["country", "unit", "unit_id", "prio_grid_id"]);
            grid.push(vec![
                Cell::maybe(country.map(|code| code.to_string())),
                Cell::maybe(unit.map(|unit| unit.name.clone())),
                Cell::maybe(unit.map(|unit| unit.id.clone())),
                Cell::Int(cell.get().into()),
            ]);
            output.catalogue(&grid, &json!({ "at": grid.objects() }))?;
            Ok(found(country.is_some()))
        }
        PlaceCommand::Outlines { country } => {
            let country = self::country(world, country)?;
            let gazetteer = world.gazetteer()?;
            let mut grid = Grid::new(&["unit_id", "unit", "polygons"]);
            let mut features = Vec::new();
            for unit in gazetteer.admin1_of(country) {
                let polygons = gazetteer.outline(&unit.id);
                grid.push(vec![
                    unit.id.as_str().into(),
                    unit.name.as_str().into(),
                    Cell::Int(i64::try_from(polygons.len()).unwrap_or(i64::MAX)),
                ]);
                features.push(json!({
                    "type": "Feature",
                    "id": unit.id,
                    "properties": { "unit_id": unit.id, "unit": unit.name, "country": country.to_string() },
                    "geometry": { "type": "MultiPolygon", "coordinates": polygons },
                }));
            }
            let any = !features.is_empty();
            output
                .catalogue(&grid, &json!({ "type": "FeatureCollection", "features": features }))?;
            Ok(found(any))
        }
    }
}
