//! The days around some dates, as a circle around which their windows can be shifted.

use jiff::civil::Date;

use super::{Attack, Stratum, Windows};
use crate::series::{State, days_between};

/// Consecutive covered days around one date or several near each other.
#[derive(Debug)]
pub(super) struct Neighbourhood {
    pub(super) stratum: usize,
    pub(super) dates: Vec<Date>,
    days: Vec<Date>,
    counts: Vec<f64>,
    /// The date in whose window each day lies, the nearest if there are several.
    owners: Vec<Option<Date>>,
}

/// The neighbourhoods of the dates of a stratum that have days within and outside the windows.
pub(super) fn neighbourhoods(
    at: usize,
    stratum: &Stratum<'_>,
    windows: &Windows,
) -> Vec<Neighbourhood> {
    let series = stratum.series;
    let mut dates = stratum.dates.to_vec();
    dates.sort_unstable();
    dates.dedup();
    let mut found: Vec<Neighbourhood> = Vec::new();
    let mut open = false;
    for day in 0..series.len() {
        if series.breaks().binary_search(&day).is_ok() {
            open = false;
        }
        if series.states()[day] != State::Complete {
            continue;
        }
        let date = series.date(day);
        // Dates are few: each day looks at all of them.
        if !is_near(date, &dates, windows) {
            open = false;
            continue;
        }
        if !open {
            found.push(Neighbourhood::new(at));
            open = true;
        }
        let one = found.last_mut().expect("just pushed, or pushed for the day before");
        one.days.push(date);
        one.counts.push(series.counts()[day]);
        one.owners.push(owner(date, &dates, windows));
    }
    for one in &mut found {
        one.dates = one.owners.iter().copied().flatten().collect();
        one.dates.sort_unstable();
        one.dates.dedup();
    }
    found.retain(|one| one.within_days() > 0 && one.outside_days() > 0);
    found
}

/// Whether a day lies in a neighbourhood of a date.
fn is_near(day: Date, dates: &[Date], windows: &Windows) -> bool {
    let Some(baseline) = windows.baseline_days else { return true };
    let before = signed(windows.before_days.saturating_add(baseline));
    let after = signed(windows.after_days.saturating_add(baseline));
    let near = |date: &Date| (-before..=after).contains(&days_between(*date, day));
    dates.iter().any(near)
}

/// The nearest date whose window holds the day.
fn owner(day: Date, dates: &[Date], windows: &Windows) -> Option<Date> {
    let (before, after) = (signed(windows.before_days), signed(windows.after_days));
    dates
        .iter()
        .copied()
        .filter(|date| (-before..=after).contains(&days_between(*date, day)))
        .min_by_key(|date| days_between(*date, day).abs())
}

fn signed(days: usize) -> i64 {
    i64::try_from(days).unwrap_or(i64::MAX)
}

impl Neighbourhood {
    const fn new(stratum: usize) -> Self {
        Self {
            stratum,
            dates: Vec::new(),
            days: Vec::new(),
            counts: Vec::new(),
            owners: Vec::new(),
        }
    }

    pub(super) fn days(&self) -> usize {
        self.days.len()
    }

    pub(super) fn within_days(&self) -> usize {
        self.owners.iter().flatten().count()
    }

    pub(super) fn outside_days(&self) -> usize {
        self.days() - self.within_days()
    }

    pub(super) fn total(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// The count in the windows when they are shifted by some days around the circle.
    pub(super) fn gather(&self, shift: usize) -> f64 {
        let n = self.days();
        let marked = self.owners.iter().enumerate().filter(|(_, owner)| owner.is_some());
        marked.map(|(at, _)| self.counts[(at + shift) % n]).sum()
    }

    /// The count in the windows for every shift, none first.
    pub(super) fn gathered_by_shift(&self) -> Vec<f64> {
        (0..self.days()).map(|shift| self.gather(shift)).collect()
    }

    pub(super) fn attacks(&self) -> impl Iterator<Item = Attack> {
        let days = self.days.iter().zip(&self.counts).zip(&self.owners);
        days.filter(|((_, count), _)| **count > 0.0).filter_map(|((day, count), owner)| {
            let nearest = (*owner)?;
            let offset_days = days_between(nearest, *day);
            Some(Attack { stratum: self.stratum, day: *day, count: *count, nearest, offset_days })
        })
    }
}
