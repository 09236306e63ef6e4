//! Populations counted now and then, by stratum, as expected cases by place and interval.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::Date;

use super::input::Extent;
use super::{ScanError, TimeAxis};

/// How many people of one stratum lived in a place on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Census {
    /// The place, by its number.
    pub place: usize,
    /// The day of the count; see [`mid_year`] for counts of a year.
    pub date: Date,
    /// The stratum: any number that stands for a combination of age, sex and so on.
    pub stratum: u32,
    /// How many people; 0 or more.
    pub persons: f64,
}

/// Cases of one stratum in a place during an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StratumCase {
    /// The place, by its number.
    pub place: usize,
    /// The interval, by its number.
    pub interval: usize,
    /// The stratum.
    pub stratum: u32,
    /// How many cases.
    pub count: u32,
}

/// The day that stands for a population given by year: 1 July; `None` for years that no calendar has.
#[must_use]
pub fn mid_year(year: i16) -> Option<Date> {
    Date::new(year, 7, 1).ok()
}

/// Expected cases, place by place, interval by interval.
pub(super) fn expected(
    places: usize,
    axis: &TimeAxis,
    censuses: &[Census],
    cases: &[StratumCase],
) -> Result<Vec<f64>, ScanError> {
    let intervals = axis.intervals();
    let extent = Extent { places, intervals };
    let mut cases_of: BTreeMap<u32, f64> = BTreeMap::new();
    for case in cases {
        extent.check(case.place, case.interval)?;
        *cases_of.entry(case.stratum).or_default() += f64::from(case.count);
    }
    let mut strata: BTreeMap<u32, Vec<&Census>> = BTreeMap::new();
    for census in censuses {
        extent.check(census.place, 0)?;
        if !(census.persons.is_finite() && census.persons >= 0.0) {
            return Err(ScanError::Population { place: census.place, date: census.date });
        }
        strata.entry(census.stratum).or_default().push(census);
    }
    let dates: Vec<Date> =
        censuses.iter().map(|census| census.date).collect::<BTreeSet<_>>().into_iter().collect();
    let weights = Weights::new(axis, &dates);
    let mut expected = vec![0.0; places * intervals];
    for (stratum, count) in cases_of.into_iter().filter(|(_, count)| *count > 0.0) {
        let rows = strata.get(&stratum).map_or(&[][..], Vec::as_slice);
        let time = weights.person_time(places, rows);
        let total: f64 = time.iter().sum();
        if total <= 0.0 {
            return Err(ScanError::StratumWithoutPopulation { stratum });
        }
        for (expected, time) in expected.iter_mut().zip(time) {
            *expected += time * count / total;
        }
    }
    Ok(expected)
}

/// How many days of each interval each census stands for.
struct Weights<'a> {
    dates: &'a [Date],
    /// Interval by interval, census by census.
    days: Vec<f64>,
    intervals: usize,
}

impl<'a> Weights<'a> {
    fn new(axis: &TimeAxis, dates: &'a [Date]) -> Self {
        let mut days = vec![0.0; axis.intervals() * dates.len()];
        for (interval, row) in days.chunks_mut(dates.len().max(1)).enumerate() {
            let (start, end) = axis.days(interval);
            let (start, after) = (day_number(start), day_number(end) + 1.0);
            // In front of the first census and behind the last one the population stays.
            let points: Vec<f64> = dates.iter().map(|date| day_number(*date)).collect();
            let last = points.len() - 1;
            row[0] += (after.min(points[0]) - start).max(0.0);
            row[last] += (after - start.max(points[last])).max(0.0);
            for (left, pair) in points.windows(2).enumerate() {
                let (from, to) = (start.max(pair[0]), after.min(pair[1]));
                if from < to {
                    // The mean of a straight line is its value in the middle.
                    let right = ((from + to) / 2.0 - pair[0]) / (pair[1] - pair[0]);
                    row[left] += (to - from) * (1.0 - right);
                    row[left + 1] += (to - from) * right;
                }
            }
        }
        Self { dates, days, intervals: axis.intervals() }
    }

    /// The person-days of one stratum, place by place, interval by interval.
    fn person_time(&self, places: usize, rows: &[&Census]) -> Vec<f64> {
        let mut time = vec![0.0; places * self.intervals];
        for census in rows {
            let Ok(point) = self.dates.binary_search(&census.date) else { continue };
            for interval in 0..self.intervals {
                time[census.place * self.intervals + interval] +=
                    census.persons * self.days[interval * self.dates.len() + point];
            }
        }
        time
    }
}

/// Days since a fixed day.
fn day_number(date: Date) -> f64 {
    f64::from((date - Date::constant(1970, 1, 1)).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::Step;
    use jiff::civil::date;

    fn census(place: usize, day: Date, stratum: u32, persons: f64) -> Census {
        Census { place, date: day, stratum, persons }
    }

    #[test]
    fn a_population_grows_evenly_between_censuses_and_stays_outside_them() {
        let axis = TimeAxis::new(date(2024, 1, 1), date(2024, 1, 8), Step::Days(2)).expect("valid");
        let censuses =
            [census(0, date(2024, 1, 3), 0, 100.0), census(0, date(2024, 1, 7), 0, 300.0)];
        let case = StratumCase { place: 0, interval: 0, stratum: 0, count: 16 };
        // Person-days: 200, 300 (mean 150), 500 (mean 250), 600.
        let found = expected(1, &axis, &censuses, &[case]).expect("valid");
        for (found, wanted) in found.iter().zip([2.0, 3.0, 5.0, 6.0]) {
            assert!((found - wanted).abs() < 1e-12, "{found} {wanted}");
        }
    }

    #[test]
    fn each_stratum_carries_its_own_risk_to_where_it_lives() {
        let day = date(2024, 7, 1);
        let axis = TimeAxis::new(day, day, Step::Whole).expect("valid");
        let censuses = [census(0, day, 1, 10.0), census(1, day, 1, 30.0), census(1, day, 2, 5.0)];
        let case = |place, stratum, count| StratumCase { place, interval: 0, stratum, count };
        let found = expected(2, &axis, &censuses, &[case(0, 1, 4), case(1, 2, 7)]).expect("valid");
        assert_eq!(found, [1.0, 10.0]);
        let error = expected(2, &axis, &censuses, &[case(0, 3, 1)]).expect_err("no such people");
        assert_eq!(error, ScanError::StratumWithoutPopulation { stratum: 3 });
    }

    #[test]
    fn a_negative_population_is_refused() {
        let day = date(2024, 7, 1);
        let axis = TimeAxis::new(day, day, Step::Whole).expect("valid");
        let error = expected(1, &axis, &[census(0, day, 0, -1.0)], &[]).expect_err("negative");
        assert_eq!(error, ScanError::Population { place: 0, date: day });
    }
}
