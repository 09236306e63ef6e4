//! Where something happened, and how well the place is known. Never a bare point.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{GwCode, Iso3};

/// Why numbers are not a place.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlaceError {
    /// Latitudes go from -90 to 90.
    #[error("latitude {0} lies outside -90 to 90")]
    Latitude(f64),
    /// Longitudes go from -180 to 180.
    #[error("longitude {0} lies outside -180 to 180")]
    Longitude(f64),
    /// PRIO-GRID ids go from 1 to 259200.
    #[error("PRIO-GRID id {0} lies outside 1 to 259200")]
    Grid(i64),
}

macro_rules! coordinate {
    ($(#[$doc:meta])* $name:ident, $bound:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(try_from = "f64", into = "f64")]
        pub struct $name(f64);

        impl $name {
            /// Checks and keeps the degrees; not-a-number is refused.
            ///
            /// # Errors
            /// When the value lies outside its range.
            pub fn new(degrees: f64) -> Result<Self, PlaceError> {
                if (-$bound..=$bound).contains(&degrees) {
                    Ok(Self(degrees))
                } else {
                    Err(PlaceError::$name(degrees))
                }
            }

            /// Decimal degrees.
            #[must_use]
            pub const fn degrees(self) -> f64 {
                self.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = PlaceError;
            fn try_from(degrees: f64) -> Result<Self, PlaceError> {
                Self::new(degrees)
            }
        }

        impl From<$name> for f64 {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

coordinate! {
    /// Decimal degrees north, -90 to 90 (WGS 84).
    Latitude, 90.0
}
coordinate! {
    /// Decimal degrees east, -180 to 180 (WGS 84).
    Longitude, 180.0
}

/// A point on the ground; meaningless without a [`PlacePrecision`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees north.
    pub latitude: Latitude,
    /// Degrees east.
    pub longitude: Longitude,
}

impl Point {
    /// Checks and keeps both coordinates, in decimal degrees.
    ///
    /// # Errors
    /// When one lies outside its range.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, PlaceError> {
        Ok(Self { latitude: Latitude::new(latitude)?, longitude: Longitude::new(longitude)? })
    }

    /// Great-circle distance in kilometres (haversine, mean Earth radius 6371.0088 km).
    #[must_use]
    pub fn distance_km(&self, other: &Self) -> f64 {
        let (lat_a, lat_b) = (self.latitude.0.to_radians(), other.latitude.0.to_radians());
        let d_lat = lat_b - lat_a;
        let d_lon = (other.longitude.0 - self.longitude.0).to_radians();
        let h =
            (d_lat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (d_lon / 2.0).sin().powi(2);
        2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
    }
}

/// What the point of a report stands for.
///
/// The order is from most to least precise. Codes: UCDP GED codebook, `where_prec` 1-7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlacePrecision {
    /// The exact place.
    Exact,
    /// A limited area around a named place, about 25 km.
    Near,
    /// The second-level unit; the point is its centroid.
    Admin2,
    /// The first-level unit; the point is its centroid.
    Admin1,
    /// Larger than a first-level unit and smaller than the country, or only vaguely given.
    Region,
    /// The whole country; the point is its centroid.
    Country,
    /// Over water or in international airspace; the point is an estimate.
    International,
}

impl PlacePrecision {
    /// All values, most precise first.
    pub const ALL: [Self; 7] = [
        Self::Exact,
        Self::Near,
        Self::Admin2,
        Self::Admin1,
        Self::Region,
        Self::Country,
        Self::International,
    ];

    /// UCDP GED `where_prec` 1-7; `None` for anything else.
    #[must_use]
    pub const fn from_ged(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Exact),
            2 => Some(Self::Near),
            3 => Some(Self::Admin2),
            4 => Some(Self::Admin1),
            5 => Some(Self::Region),
            6 => Some(Self::Country),
            7 => Some(Self::International),
            _ => None,
        }
    }

    /// The inverse of [`PlacePrecision::from_ged`].
    #[must_use]
    pub const fn to_ged(self) -> u8 {
        self as u8 + 1
    }

    /// Whether the point may be drawn as a point: only for an exact place or one known to about 25 km.
    #[must_use]
    pub const fn is_located(self) -> bool {
        matches!(self, Self::Exact | Self::Near)
    }

    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::Admin2 => "admin2",
            Self::Admin1 => "admin1",
            Self::Region => "region",
            Self::Country => "country",
            Self::International => "international",
        }
    }
}

/// A cell of the PRIO-GRID: 0.5 degrees, 360 rows of 720 columns from the south-west corner, ids 1 to
/// 259200 (Tollefsen, Strand and Buhaug 2012, Journal of Peace Research 49(2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PrioGridId(u32);

impl PrioGridId {
    const COLUMNS: u32 = 720;
    const ROWS: u32 = 360;

    /// Checks and keeps an id.
    ///
    /// # Errors
    /// When it lies outside 1 to 259200.
    pub fn new(id: i64) -> Result<Self, PlaceError> {
        u32::try_from(id)
            .ok()
            .filter(|id| (1..=Self::ROWS * Self::COLUMNS).contains(id))
            .map(Self)
            .ok_or(PlaceError::Grid(id))
    }

    /// The cell that holds a point; latitude 90 and longitude 180 belong to the last row and column.
    #[must_use]
    pub fn containing(point: Point) -> Self {
        let index = |degrees: f64, cells: u32| -> u32 {
            let cell = (degrees * 2.0).floor().max(0.0);
            // In range: coordinates are bounded, so the value lies in 0..=cells.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let cell = cell as u32;
            cell.min(cells - 1) + 1
        };
        let row = index(point.latitude.0 + 90.0, Self::ROWS);
        let column = index(point.longitude.0 + 180.0, Self::COLUMNS);
        Self((row - 1) * Self::COLUMNS + column)
    }

    /// The id, 1 to 259200.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Row 1 to 360 from the south, column 1 to 720 from the west.
    #[must_use]
    pub const fn row_column(self) -> (u32, u32) {
        ((self.0 - 1) / Self::COLUMNS + 1, (self.0 - 1) % Self::COLUMNS + 1)
    }

    /// The centre of the cell.
    #[must_use]
    pub fn centroid(self) -> Point {
        let (row, column) = self.row_column();
        Point {
            latitude: Latitude(-90.0 + f64::from(row) / 2.0 - 0.25),
            longitude: Longitude(-180.0 + f64::from(column) / 2.0 - 0.25),
        }
    }
}

impl fmt::Display for PrioGridId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Where a report says that something happened: the source's own words, and what the registry made of
/// them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The point that the source gives, if any.
    pub point: Option<Point>,
    /// What that point stands for.
    pub precision: PlacePrecision,
    /// The country in the source's words.
    pub country: String,
    /// The Gleditsch-Ward number that the source gives.
    pub gw: Option<GwCode>,
    /// The first-level unit in the source's words.
    pub admin1: Option<String>,
    /// The second-level unit in the source's words.
    pub admin2: Option<String>,
    /// The named place in the source's words.
    pub name: Option<String>,
    /// The country by the registry.
    pub iso3: Option<Iso3>,
    /// The first-level unit by the registry: its gazetteer id, e.g. `NG.27`.
    pub admin1_id: Option<String>,
}

impl Place {
    /// The grid cell of the point, if there is one.
    #[must_use]
    pub fn grid(&self) -> Option<PrioGridId> {
        self.point.map(PrioGridId::containing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(latitude: f64, longitude: f64) -> u32 {
        PrioGridId::containing(Point::new(latitude, longitude).expect("valid")).get()
    }

    #[test]
    fn grid_ids_agree_with_the_published_examples() {
        assert_eq!(cell(10.51, 2.29), 145_085);
        assert_eq!(cell(-14.78, 25.86), 108_412);
        assert_eq!(cell(-8.75, 179.25), 117_359);
        assert_eq!(cell(70.75, 179.25), 231_839);
        assert_eq!(cell(8.21972, 43.56750), 141_568);
    }

    #[test]
    fn the_corners_of_the_world_have_cells() {
        assert_eq!(cell(-90.0, -180.0), 1);
        assert_eq!(cell(90.0, 180.0), 259_200);
        assert_eq!(cell(90.0, -180.0), 258_481);
    }

    #[test]
    fn every_cell_holds_its_own_centroid_the_360_edge_cells_included() {
        for id in 1..=259_200 {
            let cell = PrioGridId::new(id).expect("in range");
            assert_eq!(PrioGridId::containing(cell.centroid()), cell);
        }
        assert_eq!(PrioGridId::new(720).expect("in range").row_column(), (1, 720));
        assert!(PrioGridId::new(0).is_err() && PrioGridId::new(259_201).is_err());
    }

    #[test]
    fn ged_codes_go_both_ways_and_stop_at_seven() {
        for code in 1..=7 {
            let precision = PlacePrecision::from_ged(code).expect("a documented code");
            assert_eq!(i64::from(precision.to_ged()), code);
            assert_eq!(precision.is_located(), code <= 2);
        }
        assert_eq!(PlacePrecision::from_ged(0), None);
        assert_eq!(PlacePrecision::from_ged(8), None);
    }

    #[test]
    fn coordinates_off_the_globe_are_refused() {
        assert_eq!(Point::new(91.0, 0.0), Err(PlaceError::Latitude(91.0)));
        assert_eq!(Point::new(0.0, 181.0), Err(PlaceError::Longitude(181.0)));
        assert!(Point::new(f64::NAN, 0.0).is_err());
    }

    #[test]
    fn a_degree_of_latitude_is_111_km() {
        let a = Point::new(10.0, 20.0).expect("valid");
        let b = Point::new(11.0, 20.0).expect("valid");
        assert!((a.distance_km(&b) - 111.195).abs() < 0.01);
    }

    proptest! {
        #[test]
        fn every_point_lies_within_its_cell(lat in -90.0..=90.0f64, lon in -180.0..=180.0f64) {
            let point = Point::new(lat, lon).expect("in range");
            let centre = PrioGridId::containing(point).centroid();
            prop_assert!((centre.latitude.degrees() - lat).abs() <= 0.25 + 1e-9);
            prop_assert!((centre.longitude.degrees() - lon).abs() <= 0.25 + 1e-9);
        }
    }
}
