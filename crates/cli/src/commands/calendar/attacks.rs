//! A group's attacks by country and day, where and while it was active and its sources covered.

use std::collections::BTreeMap;

use bellwether_model::{Date, Iso3};
use bellwether_sources::{Dataset, Holds};
use bellwether_store::{Filters, Snapshot, Unit};
use bellwether_watch::Series;
use bellwether_watch::series::{DatedCount, daily};
use jiff::ToSpan as _;

use crate::descriptions::described;
use crate::failure::Failure;

/// More than any store lists of one group.
const ALL: usize = 10_000_000;

/// A gap in what a source published leaves a day out when it takes at least half of it.
const GAP_HOURS: i64 = 12;

/// One attack: an incident, or a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attack {
    pub(super) id: String,
    pub(super) iso3: Iso3,
    pub(super) from: Date,
    pub(super) to: Date,
}

impl Attack {
    /// How many days it may have happened on.
    pub(super) fn days(&self) -> i64 {
        i64::from((self.to - self.from).get_days()) + 1
    }
}

/// The attacks that pass the filters, by country and first day. Those of which no country is known are left out.
pub(super) fn attacks(
    snapshot: &Snapshot<'_>,
    filters: &Filters,
    unit: Unit,
) -> Result<BTreeMap<Iso3, Vec<Attack>>, Failure> {
    let mut all: Vec<Attack> = match unit {
        Unit::Incidents => snapshot
            .incidents(filters, ALL)?
            .into_iter()
            .filter_map(|one| {
                let iso3 = Iso3::new(one.iso3.as_deref()?).ok()?;
                let (from, to) = (one.date_start, one.date_end);
                Some(Attack { id: one.incident_id, iso3, from, to })
            })
            .collect(),
        Unit::Reports => snapshot
            .events(filters, ALL)?
            .into_iter()
            .filter_map(|stored| {
                let (iso3, date) = (stored.report.place.iso3?, stored.report.date);
                let id = stored.report.id.to_string();
                Some(Attack { id, iso3, from: date.start(), to: date.end() })
            })
            .collect(),
    };
    all.sort_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
    let mut by_country: BTreeMap<Iso3, Vec<Attack>> = BTreeMap::new();
    all.into_iter().for_each(|attack| by_country.entry(attack.iso3).or_default().push(attack));
    Ok(by_country)
}

/// The datasets that have events and are asked for.
pub(super) fn event_datasets(
    snapshot: &Snapshot<'_>,
    asked: &[String],
) -> Result<Vec<Dataset>, Failure> {
    let present = snapshot.datasets()?;
    let known = present.iter().filter(|id| asked.is_empty() || asked.contains(id));
    let known = known.filter_map(|id| described(snapshot.commits(), id));
    Ok(known
        .map(|found| found.into_owned())
        .filter(|d| d.inclusion.holds == Holds::Events)
        .collect())
}

/// The attacks of one country by day, from the first to the last, each spread over the days on which it may have
/// happened, those of more than `days_max` days left out. Days that no dataset covers are not covered; where the
/// making of a dataset changed, the series breaks.
pub(super) fn series(
    snapshot: &Snapshot<'_>,
    datasets: &[Dataset],
    attacks: &[Attack],
    days_max: usize,
) -> Result<Option<Series>, Failure> {
    let first = attacks.iter().map(|attack| attack.from).min();
    let last = attacks.iter().map(|attack| attack.to).max();
    let (Some(first), Some(last), Some(one)) = (first, last, attacks.first()) else {
        return Ok(None);
    };
    let counts = attacks.iter().map(|one| DatedCount { from: one.from, to: one.to, count: 1.0 });
    let mut series = daily(first, last, days_max, counts)
        .map_err(|error| Failure::Data(format!("the attacks by day: {error}")))?;
    let mut holes = Vec::new();
    for dataset in datasets {
        holes.push(not_covered(snapshot, dataset, one.iso3)?);
    }
    for day in first.series(1.day()).take_while(|day| *day <= last) {
        let is_in = |holes: &Vec<(Date, Date)>| holes.iter().any(|(a, b)| *a <= day && day <= *b);
        if !holes.is_empty() && holes.iter().all(is_in) {
            series = series.not_covered(day, day);
        }
    }
    for year in datasets.iter().flat_map(|dataset| &dataset.breaks).map(|at| at.year) {
        if let Ok(day) = Date::new(year, 1, 1) {
            series = series.break_at(day);
        }
    }
    Ok(Some(series))
}

/// The intervals of days for which a dataset has nothing of a country.
fn not_covered(
    snapshot: &Snapshot<'_>,
    dataset: &Dataset,
    country: Iso3,
) -> Result<Vec<(Date, Date)>, Failure> {
    let rules = &dataset.inclusion;
    let parts: Vec<_> = rules.coverage.iter().filter(|part| part.countries.has(country)).collect();
    let mut holes = Vec::new();
    if let Some(first) = parts.iter().map(|part| part.from).min() {
        holes.extend(first.yesterday().map(|day| (Date::MIN, day)));
        let ends: Option<Vec<Date>> = parts.iter().map(|part| part.to).collect();
        let last = ends.and_then(|ends| ends.into_iter().max());
        holes.extend(last.and_then(|day| day.tomorrow().ok()).map(|day| (day, Date::MAX)));
    } else if !rules.coverage.is_empty() {
        holes.push((Date::MIN, Date::MAX));
    }
    holes.extend(rules.missing.iter().map(|missing| (missing.from, missing.to)));
    for gap in snapshot.gaps(Some(dataset.id.as_str()))? {
        let utc = |at: jiff::Timestamp| at.to_zoned(jiff::tz::TimeZone::UTC).date();
        if gap.to.duration_since(gap.from).as_hours() >= GAP_HOURS {
            holes.push((utc(gap.from), utc(gap.to)));
        }
    }
    Ok(holes)
}
