//! Which releases the GED-shaped source publishes, and when.
//!
//! A yearly release `24.1` comes out in June 2024 and covers everything to the end of 2023; a monthly
//! candidate release `24.0.3` comes out on 20 April 2024 and covers March 2024 alone.

use bellwether_model::Date;

use crate::{
    Parameters,
    calendar::{Calendar, Day},
};

/// One release to come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Planned {
    /// `24.1` or `24.0.3`.
    pub(crate) label: String,
    pub(crate) published: Date,
    /// The first and last day it covers.
    pub(crate) covers: (Day, Day),
    pub(crate) candidate: bool,
}

impl Planned {
    /// `SIM-GEDEvent_v24_0_3.csv`.
    pub(crate) fn file_name(&self) -> String {
        format!("SIM-GEDEvent_v{}.csv", self.label.replace('.', "_"))
    }
}

/// All releases: first the yearly ones, oldest first, then the candidates by month.
#[derive(Debug)]
pub(crate) struct Schedule {
    pub(crate) releases: Vec<Planned>,
    /// How many of them are yearly.
    pub(crate) yearly: usize,
}

impl Schedule {
    /// The schedule of these parameters, which must have been checked.
    pub(crate) fn new(parameters: &Parameters, calendar: &Calendar) -> Self {
        let last_year = parameters.to.year();
        let last_label = if parameters.candidates { last_year } else { last_year + 1 };
        let vintages = i16::from(parameters.vintages);
        let mut releases: Vec<Planned> = (0..vintages)
            .map(|step| last_label - (vintages - 1) + step)
            .map(|label| Planned {
                label: format!("{:02}.1", label % 100),
                published: Date::constant(label, 6, 3),
                covers: (
                    calendar.from,
                    calendar.day(Date::constant(label - 1, 12, 31)).min(calendar.to),
                ),
                candidate: false,
            })
            .collect();
        let yearly = releases.len();
        if parameters.candidates {
            for month in 1..=parameters.to.month() {
                let (year_next, month_next) =
                    if month == 12 { (last_year + 1, 1) } else { (last_year, month + 1) };
                releases.push(Planned {
                    label: format!("{:02}.0.{month}", last_year % 100),
                    published: Date::constant(year_next, month_next, 20),
                    covers: calendar
                        .month_bounds(calendar.day(Date::constant(last_year, month, 1))),
                    candidate: true,
                });
            }
        }
        Self { releases, yearly }
    }

    /// How many yearly releases after the first of these one came out, or would have, that was the first
    /// to cover a day: negative for a day that was covered long before; `None` for a day that no yearly
    /// release covers.
    pub(crate) fn cycle(&self, calendar: &Calendar, day: Day) -> Option<isize> {
        let last = self.releases[..self.yearly].last()?;
        if day > last.covers.1 {
            return None;
        }
        let year = |day| isize::try_from(calendar.year_index(day)).unwrap_or(0);
        Some(year(day) - year(self.releases[0].covers.1))
    }

    /// The candidate release that covers a day, if one does.
    pub(crate) fn candidate(&self, day: Day) -> Option<usize> {
        let candidates = &self.releases[self.yearly..];
        let slot = candidates.partition_point(|release| release.covers.1 < day);
        candidates.get(slot).filter(|release| release.covers.0 <= day).map(|_| self.yearly + slot)
    }

    /// All releases in the order in which they were published.
    pub(crate) fn by_publication(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.releases.len()).collect();
        order.sort_by_key(|slot| self.releases[*slot].published);
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn schedule(parameters: &Parameters) -> (Calendar, Schedule) {
        let calendar = Calendar::new(parameters.from, parameters.to);
        let schedule = Schedule::new(parameters, &calendar);
        (calendar, schedule)
    }

    #[test]
    fn yearly_releases_cover_to_the_year_before_and_candidates_one_month() {
        let (calendar, schedule) = schedule(&Parameters::default());
        let labels: Vec<&str> =
            schedule.releases.iter().map(|release| release.label.as_str()).collect();
        assert_eq!(labels[..5], ["21.1", "22.1", "23.1", "24.1", "24.0.1"]);
        assert_eq!(labels.len(), 16);
        let day = |year, month, day| calendar.day(date(year, month, day));
        assert_eq!(schedule.cycle(&calendar, day(2018, 5, 1)), Some(-2));
        assert_eq!(schedule.cycle(&calendar, day(2020, 12, 31)), Some(0));
        assert_eq!(schedule.cycle(&calendar, day(2023, 12, 31)), Some(3));
        assert_eq!(schedule.cycle(&calendar, day(2024, 1, 1)), None);
        assert_eq!(schedule.candidate(day(2023, 12, 31)), None);
        assert_eq!(schedule.candidate(day(2024, 2, 29)), Some(5));
        assert_eq!(schedule.releases[5].file_name(), "SIM-GEDEvent_v24_0_2.csv");
    }

    #[test]
    fn releases_are_told_in_the_order_of_publication() {
        let (_, schedule) = schedule(&Parameters::default());
        let order: Vec<&str> = schedule
            .by_publication()
            .into_iter()
            .map(|slot| schedule.releases[slot].label.as_str())
            .collect();
        assert_eq!(order[2..9], ["23.1", "24.0.1", "24.0.2", "24.0.3", "24.0.4", "24.1", "24.0.5"]);
    }

    #[test]
    fn without_candidates_the_last_release_covers_the_last_year() {
        let (calendar, schedule) =
            schedule(&Parameters { candidates: false, vintages: 1, ..Parameters::default() });
        assert_eq!(schedule.releases.len(), 1);
        assert_eq!(schedule.releases[0].label, "25.1");
        assert_eq!(schedule.cycle(&calendar, calendar.to), Some(0));
    }
}
