//! The parts of GED rows that repeat: rendered once for each dyad and each place, then copied.

use std::fmt::Write as _;

use bellwether_model::{Point, PrioGridId};

use crate::world::{CIVILIANS_DSET, CIVILIANS_ID, Country, Degrees, Dyad, Party, Unit, World};

/// What a dyad contributes to a row.
#[derive(Debug)]
pub(crate) struct DyadText {
    pub(crate) violence: u8,
    /// The number in `relid`: the dyad's GED id.
    pub(crate) id: u32,
    /// From `conflict_dset_id` to `side_b`.
    pub(crate) columns: String,
    /// `gwnoa`, quoted; empty when side A is no government.
    pub(crate) gwnoa: String,
}

/// What a place contributes to a row.
#[derive(Debug)]
pub(crate) struct PlaceText {
    /// By town: from `adm_1` to `region`.
    pub(crate) towns: Vec<String>,
    /// By unit and quarter: from `where_coordinates` to `region`, for `where_prec` 3.
    pub(crate) quarters: Vec<String>,
    /// By unit, for `where_prec` 4.
    pub(crate) units: Vec<String>,
    /// By unit, for `where_prec` 5.
    pub(crate) regions: Vec<String>,
    /// By country, for `where_prec` 6.
    pub(crate) countries: Vec<String>,
    /// By country, for `where_prec` 7.
    pub(crate) waters: Vec<String>,
}

const FIRST_CONFLICT: u32 = 30_001;
const FIRST_DYAD: u32 = 20_001;
/// The native id of the first country's government.
pub(crate) const FIRST_GOVERNMENT: u32 = 8_001;

/// Both ids and the name of a side.
fn side(world: &World, party: Party) -> (u32, u32, String) {
    match party {
        Party::Government(country) => {
            let id = FIRST_GOVERNMENT + u32::from(country);
            (id, id, format!("Government of {}", world.land.countries[usize::from(country)].name))
        }
        Party::Group(index) => {
            let group = &world.cast.groups[usize::from(index)];
            (group.native, group.native, group.name.clone())
        }
        Party::Civilians => (CIVILIANS_DSET, CIVILIANS_ID, "Civilians".to_owned()),
    }
}

/// Renders every dyad.
pub(crate) fn dyads(world: &World) -> Vec<DyadText> {
    world
        .cast
        .dyads
        .iter()
        .enumerate()
        .map(|(index, dyad)| dyad_text(world, index, *dyad))
        .collect()
}

fn dyad_text(world: &World, index: usize, dyad: Dyad) -> DyadText {
    let id = FIRST_DYAD + u32::try_from(index).unwrap_or(0);
    let (a_dset, a_id, a) = side(world, dyad.a);
    let (b_dset, b_id, b) = side(world, dyad.b);
    let name = format!("{a} - {b}");
    let (conflict, conflict_name, gwnoa) = match dyad.a {
        Party::Government(country) => {
            let home = &world.land.countries[usize::from(country)];
            let gwnoa = format!("\"{}\"", home.gw);
            if dyad.violence() == 1 {
                (FIRST_CONFLICT + u32::from(country), format!("{}: Government", home.name), gwnoa)
            } else {
                (id, name.clone(), gwnoa)
            }
        }
        Party::Group(_) | Party::Civilians => (id, name.clone(), String::new()),
    };
    let columns = format!(
        "\"{conflict}\",{conflict},\"{conflict_name}\",\"{id}\",{id},\"{name}\",\
         \"{a_dset}\",{a_id},\"{a}\",\"{b_dset}\",{b_id},\"{b}\""
    );
    DyadText { violence: dyad.violence(), id, columns, gwnoa }
}

/// The quarter's name and centroid.
pub(crate) fn quarter(unit: &Unit, quarter: u8) -> (String, Degrees) {
    let word = ["South-west", "South-east", "North-west", "North-east"][usize::from(quarter % 4)];
    let (low, high) = unit.corners;
    let part =
        |low: i32, high: i32, upper: bool| low + (high - low) / 4 * if upper { 3 } else { 1 };
    let at = Degrees {
        latitude: part(low.latitude, high.latitude, quarter >= 2),
        longitude: part(low.longitude, high.longitude, quarter % 2 == 1),
    };
    (format!("{word} {} district", unit.name), at)
}

/// Renders every place.
pub(crate) fn places(world: &World) -> PlaceText {
    let land = &world.land;
    let country = |index: u8| &land.countries[usize::from(index)];
    let towns = land
        .towns
        .iter()
        .map(|town| {
            let unit = land.unit(town.unit);
            tail(&province(unit), &quarter(unit, town.quarter).0, town.at, country(town.country))
        })
        .collect();
    let mut texts = PlaceText {
        towns,
        quarters: Vec::new(),
        units: Vec::new(),
        regions: Vec::new(),
        countries: Vec::new(),
        waters: Vec::new(),
    };
    for unit in &land.units {
        let (home, province) = (country(unit.country), province(unit));
        for number in 0..4 {
            let (district, at) = quarter(unit, number);
            let rest = tail(&province, &district, at, home);
            texts.quarters.push(format!("\"{district}\",\"{district}\",{rest}"));
        }
        let rest = tail(&province, "", unit.centroid, home);
        texts.units.push(format!("\"{province}\",\"{province}\",{rest}"));
        let between = Degrees {
            latitude: i32::midpoint(unit.centroid.latitude, home.centroid.latitude),
            longitude: i32::midpoint(unit.centroid.longitude, home.centroid.longitude),
        };
        let rest = tail("", "", between, home);
        texts.regions.push(format!(
            "\"Between {} and the interior\",\"between {} and the interior of {}\",{rest}",
            unit.name, unit.name, home.name
        ));
    }
    for home in &land.countries {
        let rest = tail("", "", home.centroid, home);
        texts.countries.push(format!("\"{}\",\"not stated\",{rest}", home.name));
        let rest = tail("", "", home.waters, home);
        texts
            .waters
            .push(format!("\"Sea off {}\",\"waters south of {}\",{rest}", home.name, home.name));
    }
    texts
}

fn province(unit: &Unit) -> String {
    format!("{} province", unit.name)
}

/// From `adm_1` to `region`; empty names stay bare, as GED writes them.
fn tail(adm1: &str, adm2: &str, at: Degrees, country: &Country) -> String {
    let mut text = String::with_capacity(160);
    for name in [adm1, adm2] {
        if name.is_empty() {
            text.push(',');
        } else {
            let _ = write!(text, "\"{name}\",");
        }
    }
    let (latitude, longitude) = at.decimal();
    let grid =
        Point::new(latitude, longitude).map_or(0, |point| PrioGridId::containing(point).get());
    let _ = write!(
        text,
        "{latitude:.5},{longitude:.5},\"POINT ({longitude:.5} {latitude:.5})\",{grid},\"{}\",{},\"Simulated\"",
        country.name, country.gw
    );
    text
}
