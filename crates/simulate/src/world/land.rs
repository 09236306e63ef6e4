//! The land: countries, first-level units and towns on open water, where nothing real can be meant.
//!
//! Each country is a square of five degrees in the emptiest part of the South Pacific, between 56 and
//! 32 degrees south and 142 and 94 degrees west, south of Pitcairn and Easter Island and far from any
//! coast. Its units are the cells of a grid over that square.

use crate::{
    Parameters, names,
    rng::{Rng, Stream},
};

/// A point in 1/100,000 degree, so that what is computed and what is written are the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Degrees {
    pub(crate) latitude: i32,
    pub(crate) longitude: i32,
}

impl Degrees {
    const ONE: f64 = 100_000.0;

    /// Rounds decimal degrees to what can be written.
    #[allow(clippy::cast_possible_truncation)] // at most 180 * 100,000
    pub(crate) fn from_decimal(latitude: f64, longitude: f64) -> Self {
        let whole = |degrees: f64| libm::floor(degrees * Self::ONE + 0.5) as i32;
        Self { latitude: whole(latitude), longitude: whole(longitude) }
    }

    /// Decimal degrees.
    pub(crate) fn decimal(self) -> (f64, f64) {
        (f64::from(self.latitude) / Self::ONE, f64::from(self.longitude) / Self::ONE)
    }

    /// A point so many kilometres to the north and east.
    pub(crate) fn shifted_km(self, north: f64, east: f64) -> Self {
        const KM_A_DEGREE: f64 = 111.195;
        let (latitude, longitude) = self.decimal();
        let narrowing = libm::cos(latitude.to_radians());
        Self::from_decimal(
            latitude + north / KM_A_DEGREE,
            longitude + east / (KM_A_DEGREE * narrowing),
        )
    }
}

/// An invented country.
#[derive(Debug)]
pub(crate) struct Country {
    pub(crate) name: &'static str,
    /// User-assigned ISO 3166-1 alpha-2, e.g. `XA`.
    pub(crate) iso2: String,
    /// User-assigned ISO 3166-1 alpha-3, e.g. `XAA`.
    pub(crate) iso3: String,
    /// Above every Gleditsch-Ward number in use.
    pub(crate) gw: u16,
    pub(crate) centroid: Degrees,
    /// A point off its coast.
    pub(crate) waters: Degrees,
    /// Towns by rank of activity, most active first, with their rising Zipf weights.
    pub(crate) towns: Ranked,
    /// Index of its first unit; the others follow.
    pub(crate) unit_first: u32,
}

/// A first-level unit.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) name: String,
    /// `XA.01`.
    pub(crate) id: String,
    pub(crate) country: u8,
    pub(crate) centroid: Degrees,
    /// South-west and north-east corners.
    pub(crate) corners: (Degrees, Degrees),
    pub(crate) towns: Ranked,
}

/// A town.
#[derive(Debug)]
pub(crate) struct Town {
    pub(crate) name: String,
    /// Counted from 1; its id in the gazetteer.
    pub(crate) id: u32,
    pub(crate) country: u8,
    pub(crate) unit: u32,
    /// Which quarter of the unit it lies in: 0 south-west, 1 south-east, 2 north-west, 3 north-east.
    pub(crate) quarter: u8,
    pub(crate) at: Degrees,
    pub(crate) population: u32,
}

/// Towns with rising weights, to draw from.
#[derive(Debug, Default)]
pub(crate) struct Ranked {
    pub(crate) towns: Vec<u32>,
    cumulative: Vec<f64>,
}

impl Ranked {
    fn push(&mut self, town: u32, weight: f64) {
        let before = self.cumulative.last().copied().unwrap_or(0.0);
        self.towns.push(town);
        self.cumulative.push(before + weight);
    }

    /// A town, by weight.
    pub(crate) fn draw(&self, rng: &mut Rng) -> u32 {
        self.towns[rng.class(&self.cumulative)]
    }
}

/// All of it.
#[derive(Debug)]
pub(crate) struct Land {
    pub(crate) countries: Vec<Country>,
    pub(crate) units: Vec<Unit>,
    pub(crate) towns: Vec<Town>,
}

/// Countries from west to east in a row of the ocean.
const COLUMNS: u32 = 8;
/// Degrees from one country's corner to the next.
const PITCH: f64 = 6.0;
/// Degrees along a country's side.
const SIDE: f64 = 5.0;

impl Land {
    /// Makes the land of these parameters.
    pub(crate) fn new(parameters: &Parameters) -> Self {
        let mut land = Self { countries: Vec::new(), units: Vec::new(), towns: Vec::new() };
        let offset = Rng::keyed(parameters.seed, Stream::Names, [0; 3]).next_u64() >> 20;
        for index in 0..parameters.countries {
            land.add_country(index, u32::from(parameters.units), offset);
        }
        for index in 0..parameters.towns {
            land.add_town(index, parameters, offset);
        }
        land
    }

    fn add_country(&mut self, index: u8, units: u32, offset: u64) {
        let place = u32::from(index);
        let south = -56.0 + PITCH * f64::from(place / COLUMNS) + 0.5;
        let west = -142.0 + PITCH * f64::from(place % COLUMNS) + 0.5;
        let letter = char::from(b'A' + index + u8::from(index >= 10)); // no XK: it is in use
        let iso2 = format!("X{letter}");
        let unit_first = u32::try_from(self.units.len()).unwrap_or(0);
        let columns = (1..=units).find(|side| side * side >= units).unwrap_or(1);
        let rows = units.div_ceil(columns);
        for cell in 0..units {
            let width = SIDE / f64::from(columns);
            let height = SIDE / f64::from(rows);
            let left = west + width * f64::from(cell % columns);
            let bottom = south + height * f64::from(cell / columns);
            let number = u64::from(unit_first + cell);
            self.units.push(Unit {
                name: names::unit(number, offset),
                id: format!("{iso2}.{:02}", cell + 1),
                country: index,
                centroid: Degrees::from_decimal(bottom + height / 2.0, left + width / 2.0),
                corners: (
                    Degrees::from_decimal(bottom, left),
                    Degrees::from_decimal(bottom + height, left + width),
                ),
                towns: Ranked::default(),
            });
        }
        self.countries.push(Country {
            name: names::COUNTRIES[usize::from(index)],
            iso3: format!("XA{letter}"),
            iso2,
            gw: 1001 + u16::from(index),
            centroid: Degrees::from_decimal(south + SIDE / 2.0, west + SIDE / 2.0),
            waters: Degrees::from_decimal(south - 0.25, west + SIDE / 2.0),
            towns: Ranked::default(),
            unit_first,
        });
    }

    fn add_town(&mut self, index: u32, parameters: &Parameters, offset: u64) {
        let (countries, units) = (u32::from(parameters.countries), u32::from(parameters.units));
        let (country, rank) = (index % countries, index / countries);
        let unit = country * units + rank % units;
        let (south_west, north_east) = self.units[unit as usize].corners;
        let mut rng = Rng::keyed(parameters.seed, Stream::Land, [u64::from(index), 0, 0]);
        let (south, west) = south_west.decimal();
        let (north, east) = north_east.decimal();
        let (up, right) = (0.05 + 0.9 * rng.unit(), 0.05 + 0.9 * rng.unit());
        let weight = 1.0 / f64::from(rank + 1);
        self.countries[country as usize].towns.push(index, weight);
        self.units[unit as usize].towns.push(index, weight);
        self.towns.push(Town {
            name: names::town(u64::from(index), offset),
            id: index + 1,
            country: u8::try_from(country).unwrap_or(0),
            unit,
            quarter: u8::from(right >= 0.5) + 2 * u8::from(up >= 0.5),
            at: Degrees::from_decimal(south + (north - south) * up, west + (east - west) * right),
            population: 900_000 / (rank + 1) + rng.between(800, 4_000),
        });
    }

    /// The town with this index.
    pub(crate) fn town(&self, index: u32) -> &Town {
        &self.towns[index as usize]
    }

    /// The unit with this index.
    pub(crate) fn unit(&self, index: u32) -> &Unit {
        &self.units[index as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Land {
        let parameters =
            Parameters { countries: 25, units: 24, towns: 5_000, ..Parameters::default() };
        Land::new(&parameters)
    }

    #[test]
    fn all_land_lies_in_the_empty_south_pacific() {
        let land = full();
        let inside = |at: Degrees| {
            let (latitude, longitude) = at.decimal();
            (-60.0..=-30.0).contains(&latitude) && (-143.0..=-92.0).contains(&longitude)
        };
        assert!(land.towns.iter().all(|town| inside(town.at)));
        assert!(land.countries.iter().all(|country| inside(country.waters)));
    }

    #[test]
    fn a_town_lies_in_its_unit_and_a_unit_in_its_country() {
        let land = full();
        let within = |at: Degrees, (low, high): (Degrees, Degrees)| {
            (low.latitude..=high.latitude).contains(&at.latitude)
                && (low.longitude..=high.longitude).contains(&at.longitude)
        };
        for town in &land.towns {
            let unit = land.unit(town.unit);
            assert!(within(town.at, unit.corners), "{}", town.name);
            assert_eq!(unit.country, town.country);
            let country = land.countries[usize::from(unit.country)].centroid;
            let half = 250_000;
            assert!((unit.centroid.latitude - country.latitude).abs() < half);
            assert!((unit.centroid.longitude - country.longitude).abs() < half);
        }
        assert!(land.units.iter().all(|unit| !unit.towns.towns.is_empty()));
    }

    #[test]
    fn codes_are_user_assigned_and_the_kosovo_code_is_left_out() {
        let land = full();
        assert_eq!(
            (land.countries[0].iso2.as_str(), land.countries[0].iso3.as_str()),
            ("XA", "XAA")
        );
        assert_eq!(land.countries[24].iso2, "XZ");
        assert!(land.countries.iter().all(|country| country.iso2 != "XK"));
        assert_eq!(land.units[25].id, "XB.02");
    }

    #[test]
    fn activity_over_towns_follows_zipf() {
        let land = full();
        let mut rng = Rng::keyed(1, Stream::Land, [0; 3]);
        let country = &land.countries[0];
        let mut hits = [0u32; 2];
        for _ in 0..40_000 {
            let town = country.towns.draw(&mut rng);
            match country.towns.towns.iter().position(|other| *other == town) {
                Some(0) => hits[0] += 1,
                Some(4) => hits[1] += 1,
                _ => {}
            }
        }
        let ratio = f64::from(hits[0]) / f64::from(hits[1]);
        assert!((4.0..6.2).contains(&ratio), "first against fifth: {ratio}");
    }
}
