//! Which rows have a point that may be drawn.

use super::precision::{parse, radius_m};
use crate::error::ExportError;
use crate::format::Format;
use crate::grid::{Cell, Grid};

/// Where the places of a grid stand.
pub(super) struct Places {
    latitude: usize,
    longitude: usize,
    precision: Option<usize>,
    of_units: bool,
}

impl Places {
    /// Finds the columns of degrees, by their kind or name, and that of the precision.
    pub(super) fn of(grid: &Grid, format: Format, of_units: bool) -> Result<Self, ExportError> {
        match (grid.column("latitude"), grid.column("longitude")) {
            (Some(latitude), Some(longitude)) => {
                let precision = grid.column("place_precision");
                Ok(Self { latitude, longitude, precision, of_units })
            }
            _ => Err(ExportError::NoPlaces(format)),
        }
    }

    /// Longitude and latitude of the row's point. None for a row without one; for degrees that are none;
    /// and, unless asked for, where the point is only the centre of a unit or its precision is not known
    /// by its word.
    pub(super) fn point(&self, row: &[Cell]) -> Option<(f64, f64)> {
        let (x, y) = (row[self.longitude].real()?, row[self.latitude].real()?);
        let on_earth = (-180.0..=180.0).contains(&x) && (-90.0..=90.0).contains(&y);
        let located = match self.precision {
            _ if self.of_units => true,
            None => true,
            Some(column) => parse(&row[column].text()).is_some_and(|word| word.is_located()),
        };
        (on_earth && located).then_some((x, y))
    }

    /// The radius in metres of what the row's point stands for.
    pub(super) fn radius_m(&self, row: &[Cell]) -> Option<u32> {
        self.point(row)?;
        parse(&row[self.precision?].text()).and_then(radius_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::grid;

    #[test]
    fn a_unit_has_no_point_unless_asked_for_and_never_a_radius() {
        let grid = grid();
        let places = |of_units| Places::of(&grid, Format::Geojson, of_units).expect("places");
        let rows = &grid.rows;
        assert_eq!(places(false).point(&rows[0]), Some((69.0, 34.25)));
        assert_eq!(places(false).radius_m(&rows[0]), Some(1_000));
        assert_eq!(places(false).point(&rows[1]), None);
        assert_eq!(places(true).point(&rows[1]), Some((12.125, -4.5)));
        assert_eq!(places(true).radius_m(&rows[1]), None);
        assert_eq!(places(true).point(&rows[2]), None);
    }

    #[test]
    fn what_is_not_on_earth_is_not_drawn() {
        let mut grid = Grid::new(&["latitude", "longitude"]);
        grid.push(vec![Cell::Real(91.0), Cell::Real(0.0)]);
        grid.push(vec![Cell::Real(f64::NAN), Cell::Real(0.0)]);
        let places = Places::of(&grid, Format::Geojson, true).expect("places");
        assert!(grid.rows.iter().all(|row| places.point(row).is_none()));
    }
}
