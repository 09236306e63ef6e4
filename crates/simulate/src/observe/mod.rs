//! What sources got to know of a world, when, and with which errors. One folder a source.

pub(crate) mod acled;
pub(crate) mod gdelt;
pub(crate) mod ged;
pub(crate) mod gtd;
pub(crate) mod news;
pub(crate) mod told;

use crate::{
    Coverage,
    calendar::Day,
    rng::{Rng, Stream},
    world::World,
};

/// What an account tells of an episode: its first and last incident, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tells {
    pub(crate) incidents: (usize, usize),
    pub(crate) role: ged::Role,
}

/// How a source tells an operation of several days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// A report a day.
    Daily,
    /// One report for all days.
    Summary,
    /// Both.
    Both,
}

/// Whether a source tells an incident, by whether the GED-shaped one does.
pub(crate) fn covers(rng: &mut Rng, coverage: Coverage, told_by_ged: bool) -> bool {
    rng.chance(if told_by_ged { coverage.with_ged } else { coverage.alone })
}

/// The stream of a source for an incident or another happening: `what` tells uses apart.
pub(crate) fn stream(world: &World, source: Stream, number: u64, what: [u64; 2]) -> Rng {
    Rng::keyed(world.parameters.seed, source, [number, what[0], what[1]])
}

/// The first day from which a country is covered, when a share of the countries comes late: the home of
/// the headline group never does.
pub(crate) fn covered_from(world: &World, late: f64, country: u8) -> Day {
    let countries = f64::from(world.parameters.countries);
    let first_late = countries - late * countries;
    if country > 0 && f64::from(country) + 0.5 >= first_late {
        world.calendar.from + world.calendar.length() * 3 / 10
    } else {
        world.calendar.from
    }
}

/// Rounded half up.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a share of a small count
pub(crate) fn scale(count: u32, factor: f64) -> u32 {
    (f64::from(count) * factor + 0.5) as u32
}

/// Seconds since 1970 of a day of the world, at a second of the day.
pub(crate) fn unix(world: &World, day: Day, second: u32) -> i64 {
    const DAY: i64 = 86_400;
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    let first = i64::from((world.calendar.date(0) - epoch).get_days());
    (first + i64::from(day)) * DAY + i64::from(second)
}
