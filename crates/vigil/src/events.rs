//! What a group did, as events in order, and the series that are made of them.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::Date;
use bellwether_store::{Activity, Filters, Snapshot, Unit};
use bellwether_watch::{
    Period, Series,
    alert::Facet,
    marks::Mark,
    series::{DatedCount, daily},
};

use crate::collection::{Collection, mark, span};
use crate::error::VigilError;

/// Reports or incidents, by the day on which they began.
#[derive(Debug, Clone, Default)]
pub struct Events(Vec<Activity>);

/// Events that are known to a longer interval say too little about when, and are in no series.
const DAYS_MAX: usize = 31;

impl Events {
    /// These events.
    #[must_use]
    pub fn new(mut all: Vec<Activity>) -> Self {
        all.sort_by(|a, b| (a.start, a.end, &a.id).cmp(&(b.start, b.end, &b.id)));
        Self(all)
    }

    /// The events of a store that pass the filters and, if cells are named, lie in one of them.
    ///
    /// # Errors
    /// When a query fails or a row is damaged.
    pub fn gather(
        snapshot: &Snapshot<'_>,
        filters: &Filters,
        unit: Unit,
        cells: &[i32],
    ) -> Result<Self, VigilError> {
        let mut all = Vec::new();
        snapshot.activity(filters, unit, None, |one| {
            if cells.is_empty() || one.cell.is_some_and(|cell| cells.contains(&cell)) {
                all.push(one);
            }
        })?;
        Ok(Self::new(all))
    }

    /// All of them, in order.
    #[must_use]
    pub fn all(&self) -> &[Activity] {
        &self.0
    }

    /// Those that were over by a day.
    #[must_use]
    pub fn until(&self, day: Date) -> Self {
        Self(self.0.iter().filter(|one| one.end <= day).cloned().collect())
    }

    /// The first day of the first.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.0.first().map(|one| one.start)
    }

    /// The first day of the first mass-casualty event.
    pub(crate) fn first_massacre(&self) -> Option<Date> {
        let massive = |one: &&Activity| {
            one.deaths.is_some_and(|deaths| deaths >= Facet::MASS_CASUALTY_DEATHS)
        };
        self.0.iter().find(massive).map(|one| one.start)
    }

    /// The countries in which there are any, each with the day of the first.
    #[must_use]
    pub fn countries(&self) -> BTreeMap<String, Date> {
        let mut first = BTreeMap::new();
        for one in &self.0 {
            if let Some(country) = &one.country {
                first.entry(country.clone()).or_insert(one.start);
            }
        }
        first
    }

    /// The datasets that tell of them.
    #[must_use]
    pub fn datasets(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self.0.iter().flat_map(|one| &one.datasets).collect();
        all.into_iter().cloned().collect()
    }

    /// The days that a series has: from the first event on, or for an area from the first day that is
    /// covered, to the last day that is covered, at most `until`.
    #[must_use]
    pub fn days(
        &self,
        collections: &[Collection],
        is_actor: bool,
        until: Option<Date>,
    ) -> Option<(Date, Date)> {
        let (from, to) = span(collections)?;
        let from = if is_actor { self.first()?.max(from) } else { from };
        let to = until.map_or(to, |until| to.min(until));
        (from <= to).then_some((from, to))
    }

    /// The series of a facet that is a count.
    pub(crate) fn series(
        &self,
        facet: Facet,
        days: (Date, Date),
        collections: &[Collection],
        period: Period,
    ) -> Result<Series, VigilError> {
        let (from, to) = days;
        let series = match facet {
            Facet::SpreadUnits => weekly(from, to, self.places(|one| one.unit.as_deref()))?,
            Facet::SpreadCells => {
                let cells: Vec<(Date, String)> = self
                    .brief()
                    .filter_map(|one| Some((one.start, one.cell?.to_string())))
                    .collect();
                weekly(from, to, cells.iter().map(|(day, cell)| (*day, cell.as_str())))?
            }
            _ => daily(from, to, DAYS_MAX, self.counted(facet))?,
        };
        Ok(mark(series, collections, facet).aggregate(period)?)
    }

    /// Events within a week, for which it is known in which one something was active.
    fn brief(&self) -> impl Iterator<Item = &Activity> {
        self.0.iter().filter(|one| (one.end - one.start).get_days() < 7)
    }

    fn places<'a>(
        &'a self,
        get: impl Fn(&'a Activity) -> Option<&'a str> + 'a,
    ) -> impl Iterator<Item = (Date, &'a str)> + 'a {
        self.brief().filter_map(move |one| Some((one.start, get(one)?)))
    }

    fn counted(&self, facet: Facet) -> impl Iterator<Item = DatedCount> + '_ {
        let massive = move |one: &&Activity| {
            facet != Facet::MassCasualty
                || one.deaths.is_some_and(|deaths| deaths >= Facet::MASS_CASUALTY_DEATHS)
        };
        self.0.iter().filter(massive).map(|one| DatedCount {
            from: one.start,
            to: one.end,
            count: 1.0,
        })
    }

    /// The marks of a facet that is a ratio, each on the last day of its event; events that do not have the
    /// mark are left out.
    pub(crate) fn marks(&self, facet: Facet, days: (Date, Date)) -> Vec<Mark> {
        let value = |one: &Activity| match facet {
            Facet::Lethality => one.deaths.map(|deaths| deaths.max(0) as f64),
            Facet::CivilianShare => Some(f64::from(u8::from(one.civilians))),
            Facet::TacticsShare => one.bombing.map(|bombing| f64::from(u8::from(bombing))),
            Facet::Sources => one.sources.map(|sources| sources as f64),
            _ => None,
        };
        let mut marks: Vec<Mark> = self
            .0
            .iter()
            .filter(|one| {
                usize::try_from((one.end - one.start).get_days()).is_ok_and(|n| n < DAYS_MAX)
            })
            .filter(|one| one.start >= days.0 && one.end <= days.1)
            .filter_map(|one| Some(Mark { day: one.end, value: value(one)? }))
            .collect();
        marks.sort_by_key(|mark| mark.day);
        marks
    }

    /// The ids of the events that have a share in a window, by day, and the datasets that tell of them.
    pub(crate) fn evidence(
        &self,
        facet: Facet,
        from: Date,
        to: Date,
    ) -> (Vec<String>, Vec<String>) {
        let counts = |one: &&Activity| match facet {
            Facet::MassCasualty => {
                one.deaths.is_some_and(|deaths| deaths >= Facet::MASS_CASUALTY_DEATHS)
            }
            Facet::SpreadUnits => one.unit.is_some(),
            Facet::SpreadCells => one.cell.is_some(),
            Facet::TacticsShare => one.bombing.is_some(),
            _ => true,
        };
        let within = |one: &&Activity| one.start <= to && one.end >= from;
        let short = |one: &&Activity| {
            usize::try_from((one.end - one.start).get_days()).is_ok_and(|n| n < DAYS_MAX)
        };
        let found: Vec<&Activity> =
            self.0.iter().filter(within).filter(short).filter(counts).collect();
        let datasets: BTreeSet<&String> = found.iter().flat_map(|one| &one.datasets).collect();
        (found.iter().map(|one| one.id.clone()).collect(), datasets.into_iter().cloned().collect())
    }
}

/// How many different places were active in each week from the first Monday on.
fn weekly<'a>(
    from: Date,
    to: Date,
    places: impl Iterator<Item = (Date, &'a str)>,
) -> Result<Series, VigilError> {
    let ahead = (7 - from.weekday().to_monday_zero_offset()) % 7;
    let first = from.checked_add(jiff::Span::new().days(i64::from(ahead))).unwrap_or(from);
    let weeks = usize::try_from(((to - first).get_days() + 1).div_euclid(7)).unwrap_or(0);
    let mut active: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); weeks];
    for (day, place) in places {
        if let Some(week) = Period::Week.index(first, day).and_then(|week| active.get_mut(week)) {
            week.insert(place);
        }
    }
    let counts = active.iter().map(|week| week.len() as f64).collect();
    Ok(Series::new(Period::Week, first, counts)?)
}

#[cfg(test)]
pub(crate) fn event(id: &str, start: Date, end: Date) -> Activity {
    Activity {
        id: id.to_owned(),
        datasets: vec!["ucdp-ged".into()],
        parties: Vec::new(),
        start,
        end,
        country: Some("NGA".into()),
        unit: Some("NG.27".into()),
        cell: Some(145_085),
        deaths: Some(3),
        civilians: false,
        bombing: None,
        sources: Some(1),
        known: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i8) -> Date {
        Date::constant(2010, 3, n)
    }

    fn all() -> [Collection; 1] {
        [Collection {
            dataset: "ucdp-ged".into(),
            from: day(1),
            to: day(31),
            breaks: Vec::new(),
            missing: Vec::new(),
        }]
    }

    #[test]
    fn an_event_of_four_days_is_a_quarter_of_one_on_each() {
        let events = Events::new(vec![event("a", day(1), day(4)), event("b", day(2), day(2))]);
        let days = events.days(&all(), true, None).expect("days");
        let series = events.series(Facet::Tempo, days, &all(), Period::Day).expect("a series");
        assert_eq!(series.counts()[..5], [0.25, 1.25, 0.25, 0.25, 0.0]);
        assert_eq!(series.len(), 31);
    }

    #[test]
    fn a_place_that_is_no_point_is_no_active_cell() {
        let vague = Activity { cell: None, ..event("b", day(9), day(9)) };
        let events = Events::new(vec![event("a", day(8), day(8)), vague]);
        let series = |facet| {
            events.series(facet, (day(1), day(31)), &all(), Period::Week).expect("a series")
        };
        // 1 March 2010 was a Monday.
        assert_eq!(series(Facet::SpreadCells).counts(), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(series(Facet::SpreadUnits).counts(), [0.0, 1.0, 0.0, 0.0]);
    }

    #[test]
    fn only_massacres_are_mass_casualty_events_and_evidence_of_them() {
        let massacre = Activity { deaths: Some(25), ..event("b", day(9), day(9)) };
        let events = Events::new(vec![event("a", day(8), day(8)), massacre]);
        let series = events
            .series(Facet::MassCasualty, (day(1), day(31)), &all(), Period::Day)
            .expect("a series");
        assert_eq!(series.counts().iter().sum::<f64>(), 1.0);
        let (ids, datasets) = events.evidence(Facet::MassCasualty, day(1), day(31));
        assert_eq!((ids, datasets), (vec!["b".to_owned()], vec!["ucdp-ged".to_owned()]));
    }

    #[test]
    fn an_event_whose_tactic_nobody_knows_has_no_mark() {
        let bomb = Activity { bombing: Some(true), ..event("b", day(9), day(9)) };
        let events = Events::new(vec![event("a", day(8), day(8)), bomb]);
        assert_eq!(events.marks(Facet::TacticsShare, (day(1), day(31))).len(), 1);
        assert_eq!(events.marks(Facet::Lethality, (day(1), day(31))).len(), 2);
    }
}
