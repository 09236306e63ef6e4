//! Places as newsrooms say them, with the precision that each form states.

use serde_json::{Value, json};

use crate::{
    observe::news::knowledge::PlaceKnown,
    rng::Rng,
    world::{Degrees, World},
    write::fragments::quarter,
};

/// A place as it is said, with its preposition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Where {
    pub(crate) words: String,
    pub(crate) value: Value,
}

/// Somewhere in or around a town, as finely as it is known; `at` is where exactly.
pub(crate) fn place(
    world: &World,
    (town_index, at): (u32, Degrees),
    known: PlaceKnown,
    rng: &mut Rng,
) -> Where {
    let town = world.land.town(town_index);
    let unit = world.land.unit(town.unit);
    let country = &world.land.countries[usize::from(town.country)];
    let value =
        |precision: &str, town: Option<&str>, district: Option<&str>, unit: Option<&str>| {
            json!({
                "precision": precision,
                "town": town,
                "district": district,
                "admin1": unit,
                "country": country.iso3,
            })
        };
    let (name, province) = (&town.name, format!("{} province", unit.name));
    let behind = match rng.below(6) {
        0 => format!(" in {province}"),
        1 => format!(", {province}"),
        2 => format!(" in {}'s {province}", country.name),
        _ => String::new(),
    };
    let admin1 = Some(unit.id.as_str());
    match known {
        PlaceKnown::Town => {
            let town = if rng.chance(0.7) { name.clone() } else { format!("the town of {name}") };
            Where {
                words: format!("in {town}{behind}"),
                value: value("town", Some(name), None, admin1),
            }
        }
        PlaceKnown::NearTown => Where {
            words: format!("{} {name}{behind}", near(at, town.at, rng)),
            value: value("near-town", Some(name), None, admin1),
        },
        PlaceKnown::District => {
            let (district, _) = quarter(unit, town.quarter);
            let words = if rng.chance(0.5) {
                format!("in {district}")
            } else {
                format!("in the {district} of {province}")
            };
            Where { words, value: value("district", None, Some(&district), admin1) }
        }
        PlaceKnown::Unit => {
            let words = match rng.below(4) {
                0 => format!("in {}'s {province}", country.name),
                1 => format!("in a remote part of {province}"),
                2 => format!("in rural {province}"),
                _ => format!("in {province}"),
            };
            Where { words, value: value("admin1", None, None, admin1) }
        }
        PlaceKnown::Country => {
            let words = [
                format!("in {}", country.name),
                format!("in a part of {} that could not be reached", country.name),
                format!("in the interior of {}", country.name),
            ][rng.class(&[0.6, 0.7, 1.0])]
            .clone();
            Where { words, value: value("country", None, None, None) }
        }
    }
}

/// `near`, `outside`, or so many kilometres to one side, as it truly is.
fn near(at: Degrees, town: Degrees, rng: &mut Rng) -> String {
    const KM_A_DEGREE: f64 = 111.195;
    let ((latitude, longitude), (town_latitude, town_longitude)) = (at.decimal(), town.decimal());
    let north = (latitude - town_latitude) * KM_A_DEGREE;
    let east = (longitude - town_longitude) * KM_A_DEGREE * libm::cos(town_latitude.to_radians());
    let distance = libm::floor((north * north + east * east).sqrt() + 0.5);
    if distance >= 3.0 && rng.chance(0.4) {
        let side = match (north.abs() > 2.0 * east.abs(), east.abs() > 2.0 * north.abs()) {
            (true, _) => {
                if north > 0.0 {
                    "north"
                } else {
                    "south"
                }
            }
            (_, true) => {
                if east > 0.0 {
                    "east"
                } else {
                    "west"
                }
            }
            _ if north > 0.0 => {
                if east > 0.0 {
                    "north-east"
                } else {
                    "north-west"
                }
            }
            _ => {
                if east > 0.0 {
                    "south-east"
                } else {
                    "south-west"
                }
            }
        };
        let hedge = ["about", "some", "roughly"][rng.below(3) as usize];
        return format!("{hedge} {distance:.0} kilometres {side} of");
    }
    ["near", "outside", "just outside", "on a road near"][rng.class(&[0.6, 0.8, 0.9, 1.0])]
        .to_owned()
}
