//! GeoParquet 1.1: Parquet with a column of points in WKB and the metadata key `geo`.
//!
//! Written by hand: a point in WKB is 21 bytes and the metadata are one small object, for which the crate
//! `geoparquet` would bring eight others (geoarrow arrays, WKT, …) that this has no other use for.

use std::io::Write;
use std::sync::Arc;

use arrow::array::{ArrayRef, BinaryArray, Float64Array};
use arrow::datatypes::{DataType, Field};
use serde_json::json;

use super::parquet::{Further, write_with};
use super::places::Places;
use crate::card::Card;
use crate::error::ExportError;
use crate::format::Format;
use crate::grid::{Cell, Grid};

const GEOMETRY: &str = "geometry";
const RADIUS: &str = "radius_m";

/// A point in well-known binary (OGC 06-103r4): little-endian, type 1, x, y.
fn wkb((x, y): (f64, f64)) -> [u8; 21] {
    let mut bytes = [0; 21];
    bytes[0] = 1;
    bytes[1] = 1;
    bytes[5..13].copy_from_slice(&x.to_le_bytes());
    bytes[13..].copy_from_slice(&y.to_le_bytes());
    bytes
}

/// The metadata. No `crs` means OGC:CRS84, longitude and latitude on WGS 84.
fn metadata(grid: &Grid, places: &Places) -> String {
    let points = grid.rows.iter().filter_map(|row| places.point(row));
    let bounds = points.fold(None, |bounds: Option<[f64; 4]>, (x, y)| {
        let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
        Some([west.min(x), south.min(y), east.max(x), north.max(y)])
    });
    let mut column = json!({"encoding": "WKB", "geometry_types": ["Point"]});
    if let Some(bounds) = bounds {
        column["bbox"] = json!(bounds);
    }
    json!({"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}})
        .to_string()
}

/// All columns of a grid, then the points and their radius in metres. Which rows have a point is decided
/// as for GeoJSON.
pub(crate) fn write(
    grid: &Grid,
    card: &Card,
    points_of_units: bool,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let places = Places::of(grid, Format::Geoparquet, points_of_units)?;
    if let Some(name) = [GEOMETRY, RADIUS].into_iter().find(|name| grid.column(name).is_some()) {
        return Err(ExportError::ColumnTaken(name.to_owned()));
    }
    let arrays = |rows: &[Vec<Cell>]| -> Vec<ArrayRef> {
        let points = rows.iter().map(|row| places.point(row).map(wkb));
        let radii = rows.iter().map(|row| places.radius_m(row).map(f64::from));
        vec![Arc::new(points.collect::<BinaryArray>()), Arc::new(radii.collect::<Float64Array>())]
    };
    let further = Further {
        fields: vec![
            Field::new(GEOMETRY, DataType::Binary, true),
            Field::new(RADIUS, DataType::Float64, true),
        ],
        arrays: &arrays,
        metadata: vec![("geo".to_owned(), metadata(grid, &places))],
    };
    write_with(grid, card, &further, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, grid};
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use serde_json::Value;

    #[test]
    fn a_point_is_twenty_one_bytes() {
        let bytes = wkb((1.0, -2.0));
        assert_eq!(&bytes[..5], [1, 1, 0, 0, 0]);
        assert_eq!(&bytes[5..13], 1.0f64.to_le_bytes());
        assert_eq!(&bytes[13..], (-2.0f64).to_le_bytes());
    }

    #[test]
    fn the_metadata_say_where_the_points_are() {
        let mut bytes = Vec::new();
        write(&grid(), &card(), true, &mut bytes).expect("written");
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("Parquet");
        let pairs = reader.metadata().file_metadata().key_value_metadata().expect("metadata");
        let geo = pairs.iter().find(|pair| pair.key == "geo").expect("geo").value.clone();
        let geo: Value = serde_json::from_str(&geo.expect("a value")).expect("JSON");
        assert_eq!(geo["version"], "1.1.0");
        assert_eq!(geo["columns"]["geometry"]["bbox"], json!([12.125, -4.5, 69.0, 34.25]));
        assert_eq!(geo["columns"]["geometry"].get("crs"), None);
    }

    #[test]
    fn without_any_point_there_are_no_bounds() {
        let grid = Grid::new(&["latitude", "longitude"]);
        let places = Places::of(&grid, Format::Geoparquet, false).expect("places");
        assert!(!metadata(&grid, &places).contains("bbox"));
    }
}
