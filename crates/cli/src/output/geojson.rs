//! GeoJSON (RFC 7946) of rows that have a latitude and a longitude.

use serde_json::{Value, json};

use super::{Cell, Grid};
use crate::failure::Failure;

fn degrees(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Real(value) => Some(*value),
        // Whole degrees are small.
        #[allow(clippy::cast_precision_loss)]
        Cell::Int(value) => Some(*value as f64),
        _ => None,
    }
}

pub(super) fn render(grid: &Grid) -> Result<Vec<u8>, Failure> {
    let (Some(latitude), Some(longitude)) = (grid.column("latitude"), grid.column("longitude"))
    else {
        return Err(Failure::Usage(
            "these rows have no place, so they cannot be GeoJSON; use json or csv".into(),
        ));
    };
    let features: Vec<Value> = grid
        .rows
        .iter()
        .map(|row| {
            let geometry = match (degrees(&row[longitude]), degrees(&row[latitude])) {
                (Some(x), Some(y)) => json!({"type": "Point", "coordinates": [x, y]}),
                _ => Value::Null,
            };
            json!({"type": "Feature", "geometry": geometry, "properties": grid.object(row)})
        })
        .collect();
    let mut text = serde_json::to_vec(&json!({"type": "FeatureCollection", "features": features}))
        .expect("JSON");
    text.push(b'\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_point_has_no_geometry() {
        let mut grid = Grid::new(&["id", "latitude", "longitude"]);
        grid.push(vec!["a".into(), Cell::Real(1.5), Cell::Int(2)]);
        grid.push(vec!["b".into(), Cell::Empty, Cell::Empty]);
        let value: Value = serde_json::from_slice(&render(&grid).expect("places")).expect("JSON");
        assert_eq!(value["features"][0]["geometry"]["coordinates"], json!([2.0, 1.5]));
        assert_eq!(value["features"][1]["geometry"], Value::Null);
        assert!(render(&Grid::new(&["id"])).is_err());
    }
}
