//! The levels at which two records agree: days, place, organisations, kind, deaths.
//!
//! Levels are of the second record given the first: how it is dated and placed is part of what is compared.

use crate::record::{PlaceClass, Record, Toll};

/// Classes of how long a record's interval is: a day, up to a week or so, up to a month and a half.
pub(crate) const WIDTHS: usize = 3;
/// How far two middles are told apart, each way, in days, or in weeks where an interval is long.
const STEPS: usize = 23;
/// Bins of days between two middles: none, then one after and one before for each step. A source that reports what has
/// happened is late and never early, so it counts which of both is the later.
pub(crate) const DAY_BINS: usize = 1 + 2 * STEPS;
/// Levels of days.
pub(crate) const WHEN: usize = WIDTHS * DAY_BINS;

/// The longest interval that is taken for one incident, in days; longer ones are summaries.
pub(crate) const DAYS_OF_ONE: i32 = 45;
/// Up to so many days an interval's middle still says something.
const DAYS_OF_WEEK: i32 = 10;

/// The class of an interval's length; `None` for what is too long to be one incident.
pub(crate) const fn width(days: i32) -> Option<usize> {
    match days {
        ..=1 => Some(0),
        2..=DAYS_OF_WEEK => Some(1),
        11..=DAYS_OF_ONE => Some(2),
        _ => None,
    }
}

/// How far apart the middles of a bin are, in days, or in weeks where an interval is long.
pub(crate) const fn step(bin: usize) -> usize {
    bin.div_ceil(2)
}

/// The bin of a step; `before` where the second middle is the earlier one.
pub(crate) const fn bin(step: usize, before: bool) -> usize {
    match step {
        0 => 0,
        _ if before => 2 * step,
        _ => 2 * step - 1,
    }
}

/// The bin of the same distance the other way round.
pub(crate) const fn mirrored(bin: usize) -> usize {
    match bin {
        0 => 0,
        _ if bin % 2 == 1 => bin + 1,
        _ => bin - 1,
    }
}

/// The level of days of `b` given `a`, and to how many distances of their middles, in days, it belongs. `None` where
/// more than `days_max` days lie between them.
pub(crate) fn when(a: &Record, b: &Record, days_max: i32) -> Option<(usize, f32)> {
    let (of_a, of_b) = (width(a.days())?, width(b.days())?);
    let (apart, before) = ((a.middle() - b.middle()).abs(), b.middle() < a.middle());
    let (days, half) = (a.days().max(b.days()), (a.days() - 1) / 2 + (b.days() - 1) / 2);
    if apart > days_max + half {
        return None;
    }
    let (step, offsets) = if of_a.max(of_b) < 2 {
        (apart, 1)
    } else if apart <= days / 2 {
        (0, days / 2 * 2 + 1)
    } else {
        // A week at a time beyond a month.
        (1 + (apart - days / 2 - 1) / 7, 7)
    };
    let step = usize::try_from(step).unwrap_or(0).min(STEPS);
    let bin = bin(step, before);
    #[allow(clippy::cast_precision_loss)] // small
    Some((of_b * DAY_BINS + bin, offsets as f32))
}

/// Upper ends of bins of distance, in kilometres; the last bin has no end.
const KM: [f32; 14] =
    [0.3, 1.0, 2.0, 3.5, 5.0, 7.0, 10.0, 13.0, 16.0, 20.0, 25.0, 31.0, 40.0, 50.0];
/// Bins of distance.
pub(crate) const KM_BINS: usize = KM.len() + 1;
/// Levels of place.
pub(crate) const PLACES: usize = 2 * KM_BINS + 4;
/// Classes of how well a place is known.
pub(crate) const PLACE_CLASSES: usize = 4;

/// The class as a position.
pub(crate) const fn place_class(place: PlaceClass) -> usize {
    match place {
        PlaceClass::Exact => 0,
        PlaceClass::Near => 1,
        PlaceClass::Unit => 2,
        PlaceClass::Country => 3,
    }
}

/// The level of place of `b` where one of both is no point that can be believed: what counts is its class, and
/// whether both are written at the same point. A distance that is not known is put with the longest.
pub(crate) const fn place_without_distance(b: PlaceClass, same_spot: bool) -> usize {
    match (b, same_spot) {
        (PlaceClass::Exact, true) => 0,
        (PlaceClass::Exact, false) => KM_BINS - 1,
        (PlaceClass::Near, true) => KM_BINS,
        (PlaceClass::Near, false) => 2 * KM_BINS - 1,
        (PlaceClass::Unit, true) => 2 * KM_BINS,
        (PlaceClass::Unit, false) => 2 * KM_BINS + 1,
        (PlaceClass::Country, true) => 2 * KM_BINS + 2,
        (PlaceClass::Country, false) => 2 * KM_BINS + 3,
    }
}

/// The level of place of a point `b` so many kilometres from a point.
pub(crate) fn place_at(b: PlaceClass, km: f32) -> usize {
    place_without_distance(b, true) + KM.iter().filter(|end| **end < km).count()
}

/// The class of the second record's place, by the level.
pub(crate) const fn class_of_level(level: usize) -> usize {
    match level / KM_BINS {
        class @ (0 | 1) => class,
        _ => 2 + (level - 2 * KM_BINS) / 2,
    }
}

/// What there is at each level of place, by the class of the second record's place.
pub(crate) fn by_class(levels: &[f32; PLACES]) -> [&[f32]; PLACE_CLASSES] {
    let (exact, rest) = levels.split_at(KM_BINS);
    let (near, rest) = rest.split_at(KM_BINS);
    let (unit, country) = rest.split_at(2);
    [exact, near, unit, country]
}

/// Levels of organisations: the same, some shared, others, none named by `b`, none named by `a`.
pub(crate) const WHO: usize = 5;

/// The level of organisations of `b` given `a`.
pub(crate) fn who(a: &Record, b: &Record) -> usize {
    if !a.names_someone() {
        4
    } else if !b.names_someone() {
        3
    } else if a.organisations == b.organisations {
        0
    } else if a.shares_organisation(b) {
        1
    } else {
        2
    }
}

/// Levels of deaths.
pub(crate) const TOLLS: usize = 17;
/// Classes of the first record's deaths.
pub(crate) const TOLL_CLASSES: usize = 9;
/// Tolls from here on are compared as if they were this one.
pub(crate) const TOLL_CAP: u32 = 255;

/// The class of a toll: unknown, none, one, two, three, some, several, many, very many.
pub(crate) const fn toll_class(deaths: Option<Toll>) -> usize {
    match deaths {
        None => 0,
        Some(toll) => match toll.best {
            count @ 0..=3 => 1 + count as usize,
            4 | 5 => 5,
            6..=9 => 6,
            10..=24 => 7,
            _ => 8,
        },
    }
}

/// The level of deaths of `b` given `a`; the last one where either says nothing.
pub(crate) fn toll(a: Option<Toll>, b: Option<Toll>) -> usize {
    match (a, b) {
        (Some(a), Some(b)) => toll_of(a.best, b.best),
        _ => TOLLS - 1,
    }
}

/// The level of two numbers: equal; one of them none; more or fewer by one, by two, by a quarter, by half, by
/// seven tenths; further apart.
pub(crate) fn toll_of(a: u32, b: u32) -> usize {
    let (low, high) = (a.min(b), a.max(b));
    let within = |factor: f64| f64::from(high) <= factor * f64::from(low);
    let fewer = usize::from(b < a);
    match (a, b) {
        _ if a == b => 0,
        (0, 1) => 1,
        (0, _) => 2,
        (_, 0) => 3,
        _ if high - low == 1 => 4 + fewer,
        _ if high - low == 2 => 6 + fewer,
        _ if within(1.25) => 8 + fewer,
        _ if within(1.45) => 10 + fewer,
        _ if within(1.7) => 12 + fewer,
        _ if within(3.0) => 14,
        _ => 15,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::at;

    #[test]
    fn days_are_counted_between_middles_and_a_month_is_one_level() {
        let day = at(0.0, 0.0);
        let later = Record { first: 3, last: 3, ..day };
        assert_eq!(when(&day, &later, 7), Some((5, 1.0)));
        assert_eq!(when(&later, &day, 7), Some((6, 1.0)));
        assert_eq!([5, 6, 0].map(mirrored), [6, 5, 0]);
        assert_eq!([5, 6, 0].map(step), [3, 3, 0]);
        assert_eq!(when(&day, &day, 7), Some((0, 1.0)));
        assert_eq!(when(&day, &Record { first: 8, last: 8, ..day }, 7), None);
        let month = Record { first: -10, last: 19, ..day };
        assert_eq!(when(&day, &month, 7), Some((2 * DAY_BINS, 31.0)));
        let season = Record { first: -40, last: 40, ..day };
        assert_eq!(when(&day, &season, 7), None);
    }

    #[test]
    fn tolls_agree_at_the_nearest_level_that_fits() {
        for (a, b, level) in [
            (5, 5, 0),
            (0, 1, 1),
            (0, 9, 2),
            (9, 0, 3),
            (1, 2, 4),
            (7, 5, 7),
            (20, 24, 8),
            (20, 15, 11),
            (20, 30, 12),
            (20, 55, 14),
            (20, 100, 15),
        ] {
            assert_eq!(toll_of(a, b), level, "{a} and {b}");
        }
        assert_eq!(toll(None, Some(Toll { low: 0, best: 0, high: 0 })), TOLLS - 1);
    }

    #[test]
    fn a_place_has_a_level_for_its_class_and_distance() {
        assert_eq!(place_at(PlaceClass::Exact, 0.0), 0);
        assert_eq!(place_at(PlaceClass::Exact, 24.0), 10);
        assert_eq!(place_at(PlaceClass::Near, 1000.0), 2 * KM_BINS - 1);
        assert_eq!(place_without_distance(PlaceClass::Country, false), PLACES - 1);
        let classes = [
            0,
            KM_BINS - 1,
            KM_BINS,
            2 * KM_BINS - 1,
            2 * KM_BINS,
            PLACES - 3,
            PLACES - 2,
            PLACES - 1,
        ];
        assert_eq!(classes.map(class_of_level), [0, 0, 1, 1, 2, 2, 3, 3]);
        #[allow(clippy::cast_precision_loss)] // below 4
        let of_level: [f32; PLACES] = std::array::from_fn(|level| class_of_level(level) as f32);
        for (class, levels) in (0_u8..).zip(by_class(&of_level)) {
            assert!(levels.iter().all(|own| *own == f32::from(class)), "{levels:?}");
        }
    }
}
