//! How the source codes an incident: dates and place with their precision, deaths with their range, and
//! what later releases correct.

use super::NOTORIOUS;
use crate::{
    calendar::{Calendar, Day},
    rng::Rng,
    world::{Incident, Killed, Method, World},
};

/// The coded values of a row; everything else in it follows from them and never changes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coding {
    /// GED `date_prec`, 1-5.
    pub(crate) date_precision: u8,
    pub(crate) start: Day,
    pub(crate) end: Day,
    /// GED `where_prec`, 1-7.
    pub(crate) place_precision: u8,
    /// The town in or around which the source places it.
    pub(crate) town: u32,
    pub(crate) killed: Killed,
    pub(crate) low: u32,
    pub(crate) high: u32,
    /// GED `event_clarity`, 1 or 2.
    pub(crate) clarity: u8,
    /// What the first article says.
    pub(crate) article: Article,
}

/// The article that first told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Article {
    pub(crate) method: Method,
    pub(crate) town: u32,
    pub(crate) dead: u32,
    pub(crate) day: Day,
    /// How many articles there are, 1-3.
    pub(crate) count: u8,
    /// Which newsroom wrote the first, and who is quoted.
    pub(crate) office: u8,
    pub(crate) quoted: u8,
}

/// Share of rows with each `date_prec` 1-5, rising.
const DATE_PRECISIONS: [f64; 5] = [0.84, 0.92, 0.945, 0.98, 1.0];
/// Share of rows with each `where_prec` 1-7, rising.
const PLACE_PRECISIONS: [f64; 7] = [0.55, 0.73, 0.82, 0.91, 0.96, 0.99, 1.0];
/// Share of rows whose exact day is off by one.
const DAY_WRONG: f64 = 0.03;
/// Share of rows with the wrong town of the right unit.
const TOWN_WRONG: f64 = 0.02;
/// Share of rows whose first toll is not the true one.
const TOLL_WRONG: f64 = 0.3;
/// Share of rows that a release corrects, in tolls, dates and places.
const REVISED: [f64; 3] = [0.04, 0.015, 0.015];

impl Coding {
    /// The first coding of a lethal incident; one that everybody knows of is coded precisely.
    pub(super) fn first(
        rng: &mut Rng,
        world: &World,
        incident: &Incident,
        notorious: bool,
    ) -> Self {
        let mut coding = Self::exact(rng, incident, incident.day, incident.killed);
        coding.code_toll(rng, incident);
        if notorious {
            return coding;
        }
        // The usual imprecision draws nothing, so that worlds stay as they were.
        let imprecision = world.parameters.sources.ged.imprecision;
        if imprecision >= 1.0 || rng.chance(imprecision) {
            coding.code_date(rng, &world.calendar, incident.day);
        }
        if imprecision >= 1.0 || rng.chance(imprecision) {
            coding.code_place(rng, world);
        }
        coding.clarity = if rng.chance(0.04) { 2 } else { 1 };
        coding
    }

    /// The coding of an incident that killed nobody, told as lethal.
    pub(super) fn mistaken(rng: &mut Rng, world: &World, incident: &Incident) -> Self {
        let killed = Killed { civilians: rng.between(1, 3), ..Killed::default() };
        let mut coding = Self::exact(rng, incident, incident.day, killed);
        coding.code_place(rng, world);
        coding
    }

    /// One row for the whole of an operation.
    pub(super) fn summary(rng: &mut Rng, incidents: &[Incident]) -> Self {
        let mut killed = Killed::default();
        for part in incidents {
            killed.a += part.killed.a;
            killed.b += part.killed.b;
            killed.civilians += part.killed.civilians;
        }
        let (first, last) = (&incidents[0], &incidents[incidents.len() - 1]);
        let mut coding = Self::exact(rng, first, last.day, killed);
        coding.end = last.day;
        coding.date_precision = match last.day - first.day {
            0 => 1,
            1..=5 => 2,
            _ => 3,
        };
        coding.clarity = 2;
        coding
    }

    fn exact(rng: &mut Rng, incident: &Incident, told_after: Day, killed: Killed) -> Self {
        let dead = killed.total();
        Self {
            date_precision: 1,
            start: incident.day,
            end: incident.day,
            place_precision: 1,
            town: incident.town,
            killed,
            low: dead,
            high: dead,
            clarity: 1,
            article: Article {
                method: incident.method,
                town: incident.town,
                dead,
                day: told_after + rng.below(3),
                count: 1 + u8::from(rng.chance(0.3)) + u8::from(rng.chance(0.08)),
                office: octet(rng.below(4)),
                quoted: octet(rng.below(6)),
            },
        }
    }

    fn code_date(&mut self, rng: &mut Rng, calendar: &Calendar, day: Day) {
        let year = calendar.year_bounds(day);
        self.date_precision = octet_of(rng.class(&DATE_PRECISIONS)) + 1;
        (self.start, self.end) = match self.date_precision {
            1 if rng.chance(DAY_WRONG) => {
                let wrong = if rng.chance(0.5) { day + 1 } else { day.saturating_sub(1) };
                let wrong = wrong.clamp(year.0, year.1);
                (wrong, wrong)
            }
            1 => (day, day),
            2 => {
                let length = rng.between(2, 6);
                around(day, length, rng.below(length), year)
            }
            3 => around(day, 7, rng.below(7), year),
            4 => calendar.month_bounds(day),
            _ => year,
        };
    }

    fn code_place(&mut self, rng: &mut Rng, world: &World) {
        self.place_precision = octet_of(rng.class(&PLACE_PRECISIONS)) + 1;
        if rng.chance(TOWN_WRONG) {
            let towns = &world.land.unit(world.land.town(self.town).unit).towns.towns;
            self.town = towns[rng.below(u32::try_from(towns.len()).unwrap_or(1)) as usize];
        }
    }

    /// The first toll: mostly the true one, else off by up to four tenths, at times with sides unknown,
    /// and with a range around it for one in three.
    fn code_toll(&mut self, rng: &mut Rng, incident: &Incident) {
        if rng.chance(TOLL_WRONG) {
            let factor = 0.6 + 0.8 * rng.unit();
            let scaled = |count: u32| scale(count, factor);
            let truth = incident.killed;
            self.killed = Killed {
                a: scaled(truth.a),
                b: scaled(truth.b),
                civilians: scaled(truth.civilians),
                unknown: 0,
            };
            if self.killed.total() == 0 {
                self.killed = Killed { unknown: 1, ..Killed::default() };
            }
        }
        if rng.chance(0.12) && self.killed.total() <= NOTORIOUS {
            self.killed.unknown += self.killed.a + self.killed.b;
            (self.killed.a, self.killed.b) = (0, 0);
        }
        let best = self.killed.total();
        (self.low, self.high) = if rng.chance(0.35) {
            (scale(best, 0.6 + 0.4 * rng.unit()), best + 1 + scale(best, 0.5 * rng.unit()))
        } else {
            (best, best)
        };
        self.article.dead = best;
    }

    /// A candidate release knows at least the month.
    pub(super) fn know_the_month(&mut self, calendar: &Calendar, day: Day) {
        if self.date_precision == 5 {
            self.date_precision = 4;
            (self.start, self.end) = calendar.month_bounds(day);
        }
    }

    /// What a further release corrects: the toll towards the truth or its upper end, a vague date to the
    /// day, a vague place to the town.
    pub(super) fn revise(&mut self, rng: &mut Rng, world: &World, truth: &[Incident]) {
        let [toll, date, place] = REVISED;
        if rng.chance(toll) {
            let dead: u32 = truth.iter().map(|part| part.killed.total()).sum();
            if let [incident] = truth
                && dead > 0
                && self.killed != incident.killed
            {
                self.killed = incident.killed;
                self.low = self.low.min(dead);
                self.high = self.high.max(dead);
            } else {
                self.high += rng.between(1, 3);
            }
        }
        let [incident] = truth else { return };
        if rng.chance(date) && incident.killed.total() > 0 {
            let year = world.calendar.year_bounds(incident.day);
            debug_assert!(year.0 <= self.start && self.end <= year.1);
            self.date_precision = 1;
            (self.start, self.end) = (incident.day, incident.day);
        }
        if rng.chance(place) {
            self.place_precision = 1;
            self.town = incident.town;
        }
    }
}

/// An interval of this length with the day at this offset, moved into the bounds where it must be.
fn around(day: Day, length: u32, offset: u32, bounds: (Day, Day)) -> (Day, Day) {
    let start = day.saturating_sub(offset).max(bounds.0);
    let end = (start + length - 1).min(bounds.1);
    (start.min((end + 1).saturating_sub(length).max(bounds.0)), end)
}

/// Rounded half up.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a share of a small count
fn scale(count: u32, factor: f64) -> u32 {
    (f64::from(count) * factor + 0.5) as u32
}

fn octet(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

fn octet_of(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_keeps_its_length_and_its_day_at_the_turn_of_the_year() {
        assert_eq!(around(100, 7, 3, (0, 364)), (97, 103));
        assert_eq!(around(1, 7, 5, (0, 364)), (0, 6));
        assert_eq!(around(363, 7, 0, (0, 364)), (358, 364));
        assert_eq!(around(2, 7, 1, (0, 3)), (0, 3), "a year that is shorter than the interval");
    }
}
