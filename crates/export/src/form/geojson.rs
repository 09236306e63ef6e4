//! GeoJSON (RFC 7946): longitude before latitude, WGS 84, the card as the foreign member `card`.

use std::io::Write;

use serde_json::{Value, json};

use super::json::array;
use super::places::Places;
use crate::card::Card;
use crate::error::ExportError;
use crate::format::Format;
use crate::grid::{Cell, Grid};

/// The property that says within how many metres of the point it happened.
const RADIUS: &str = "radius_m";

/// A feature for each row. One that is known only to a unit has no geometry unless points of units are
/// wanted; its degrees stay among its properties, where no map draws them.
pub(crate) fn write(
    grid: &Grid,
    card: &Card,
    points_of_units: bool,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let places = Places::of(grid, Format::Geojson, points_of_units)?;
    if grid.column(RADIUS).is_some() {
        return Err(ExportError::ColumnTaken(RADIUS.to_owned()));
    }
    write!(out, "{{\"type\":\"FeatureCollection\",\n\"card\":{},\n\"features\":", card.json())?;
    array(grid.rows.iter().map(|row| feature(grid, row, &places)), out)?;
    out.write_all(b"}\n")?;
    Ok(())
}

fn feature(grid: &Grid, row: &[Cell], places: &Places) -> Value {
    let geometry = places.point(row).map_or(
        Value::Null,
        |(longitude, latitude)| json!({"type": "Point", "coordinates": [longitude, latitude]}),
    );
    let mut properties = grid.object(row);
    properties.insert(RADIUS.to_owned(), places.radius_m(row).into());
    let mut feature = serde_json::Map::new();
    feature.insert("type".to_owned(), "Feature".into());
    if let Some(column) = grid.column("report_id") {
        feature.insert("id".to_owned(), row[column].json());
    }
    feature.insert("geometry".to_owned(), geometry);
    feature.insert("properties".to_owned(), Value::Object(properties));
    Value::Object(feature)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, grid};
    use proptest::prelude::*;

    fn read(grid: &Grid, points_of_units: bool) -> Value {
        let mut bytes = Vec::new();
        write(grid, &card(), points_of_units, &mut bytes).expect("places");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    #[test]
    fn only_a_located_row_has_a_point_with_its_radius() {
        let value = read(&grid(), false);
        let features = &value["features"];
        assert_eq!(features[0]["geometry"]["coordinates"], json!([69.0, 34.25]));
        assert_eq!(features[0]["properties"]["radius_m"], 1_000);
        assert_eq!(features[0]["id"], "ucdp-ged:1");
        assert_eq!(features[1]["geometry"], Value::Null);
        assert_eq!(features[1]["properties"]["radius_m"], Value::Null);
        assert_eq!(features[1]["properties"]["place_precision"], "admin1");
        assert_eq!(value["card"]["datasets"][0]["dataset"], "ucdp-ged");
    }

    #[test]
    fn the_centre_of_a_unit_is_drawn_when_it_is_asked_for_and_says_so() {
        let value = read(&grid(), true);
        assert_eq!(value["features"][1]["geometry"]["coordinates"], json!([12.125, -4.5]));
        assert_eq!(value["features"][1]["properties"]["place_precision"], "admin1");
        assert_eq!(value["features"][2]["geometry"], Value::Null);
    }

    #[test]
    fn rows_without_places_and_a_column_of_our_own_name_are_refused() {
        let result = write(&Grid::new(&["id"]), &card(), false, &mut std::io::sink());
        assert!(matches!(result, Err(ExportError::NoPlaces(Format::Geojson))));
        let taken = Grid::new(&["latitude", "longitude", "radius_m"]);
        let result = write(&taken, &card(), false, &mut std::io::sink());
        assert!(matches!(result, Err(ExportError::ColumnTaken(_))));
    }

    proptest! {
        #[test]
        fn points_and_texts_can_be_had_back(
            rows in proptest::collection::vec((-90.0..=90.0f64, -180.0..=180.0f64, any::<String>()), 0..6)
        ) {
            let mut grid = Grid::new(&["latitude", "longitude", "text"]);
            for (latitude, longitude, text) in &rows {
                grid.push(vec![Cell::Real(*latitude), Cell::Real(*longitude), text.as_str().into()]);
            }
            let value = read(&grid, false);
            let features = value["features"].as_array().expect("features");
            prop_assert_eq!(features.len(), rows.len());
            for (feature, (latitude, longitude, text)) in features.iter().zip(&rows) {
                // The last digit is lost by this reader, not by the writer.
                let degrees = |n: usize| feature["geometry"]["coordinates"][n].as_f64().expect("a number");
                prop_assert!((degrees(0) - longitude).abs() < 1e-12);
                prop_assert!((degrees(1) - latitude).abs() < 1e-12);
                prop_assert_eq!(&feature["properties"]["text"], text);
            }
        }
    }
}
