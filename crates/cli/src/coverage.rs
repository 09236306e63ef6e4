//! What a dataset covers, by day: the one answer for watches, screens, scorecards and studies of a calendar.

use std::collections::BTreeMap;

use bellwether_model::{CountryScope, Date, Iso3, Scope};
use bellwether_store::Snapshot;
use bellwether_vigil::{Break, Collection};
use bellwether_watch::alert::Facet;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use crate::descriptions::described;
use crate::failure::Failure;

/// The first and the last day of the events of each dataset in each country.
pub(crate) struct Extent(BTreeMap<(String, String), (Date, Date)>);

impl Extent {
    /// That of all reports of a snapshot.
    pub(crate) fn of(snapshot: &Snapshot<'_>) -> Result<Self, Failure> {
        let mut found: BTreeMap<(String, String), (Date, Date)> = BTreeMap::new();
        for (dataset, country, first, last) in snapshot.extents()? {
            found.insert((dataset, country), (first, last));
        }
        Ok(Self(found))
    }

    fn within(&self, dataset: &str, countries: &[String]) -> Option<(Date, Date)> {
        let own = self.0.iter().filter(|((id, country), _)| {
            id == dataset && (countries.is_empty() || countries.contains(country))
        });
        own.map(|(_, days)| *days).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }
}

/// What a dataset covers in some countries: what its releases are complete for, else from its first event there to
/// its last.
pub(crate) fn collection(
    snapshot: &Snapshot<'_>,
    id: &str,
    countries: &[String],
    extent: &Extent,
    known_on: Date,
) -> Result<Option<Collection>, Failure> {
    let Some((first, last)) = extent.within(id, countries) else { return Ok(None) };
    let codes: Vec<Iso3> = countries.iter().filter_map(|code| Iso3::new(code).ok()).collect();
    let commits = snapshot.commits();
    let own = || commits.iter().filter(|commit| commit.release.dataset.as_str() == id);
    let scopes: Vec<_> = own()
        .filter_map(|commit| commit.release.scope.as_ref())
        .filter(|scope| match &scope.countries {
            CountryScope::World => true,
            CountryScope::Only(own) => own.iter().any(|one| codes.contains(one)),
        })
        .collect();
    let mut from =
        scopes.iter().filter_map(|scope| scope.from).min().map_or(first, |day| day.min(first));
    let to = scopes.iter().filter_map(|scope| scope.to).max().map_or(last, |day| day.max(last));
    let mut breaks = Vec::new();
    let mut missing = Vec::new();
    if own().all(|commit| commit.release.scope.is_some()) {
        missing.extend(between(&scopes));
    }
    if let Some(dataset) = described(commits.iter().copied(), id) {
        for one in &dataset.breaks {
            breaks.extend(one.day().map(|day| Break {
                day,
                what: format!("{id}: {}", one.what),
                facet: one.concerns.as_deref().and_then(Facet::parse),
            }));
        }
        missing.extend(dataset.inclusion.missing.iter().map(|gap| (gap.from, gap.to)));
        let begins: Vec<(String, Date)> = codes
            .iter()
            .filter_map(|code| {
                let parts = dataset.inclusion.coverage.iter();
                let own =
                    parts.filter(|part| part.countries.has(*code)).map(|part| part.from).min()?;
                Some((code.to_string(), own))
            })
            .collect();
        if let Some(begin) = begins.iter().map(|(_, day)| *day).min() {
            // A dataset that is there whole covers from its own beginning, silent as that may be.
            let whole = scopes.iter().any(|scope| scope.from.is_none());
            from = if whole { begin } else { from.max(begin) };
            for (code, day) in begins.into_iter().filter(|(_, day)| *day > from) {
                let what = format!("{id} begins to cover {code}");
                breaks.push(Break { day, what, facet: None });
            }
        }
    }
    for gap in snapshot.gaps(Some(id))? {
        missing.extend(days_without(gap.from, gap.to));
    }
    Ok(Some(Collection { dataset: id.to_owned(), from, to: to.min(known_on), breaks, missing }))
}

/// The days that lie between what the releases are complete for: a yearly release ends and monthly ones begin later.
fn between(scopes: &[&Scope]) -> Vec<(Date, Date)> {
    let mut parts: Vec<(Date, Date)> = scopes
        .iter()
        .map(|scope| (scope.from.unwrap_or(Date::MIN), scope.to.unwrap_or(Date::MAX)))
        .collect();
    parts.sort_unstable();
    let (mut found, mut until): (Vec<(Date, Date)>, Option<Date>) = (Vec::new(), None);
    for (from, to) in parts {
        if let Some(Ok(first)) = until.map(Date::tomorrow)
            && let Ok(last) = from.yesterday()
            && first <= last
        {
            found.push((first, last));
        }
        until = until.max(Some(to));
    }
    found
}

/// A day of which at least this much was not published is a day without.
const HALF_A_DAY: SignedDuration = SignedDuration::from_hours(12);

/// The days that a gap takes half of or more, first and last.
fn days_without(from: Timestamp, to: Timestamp) -> Option<(Date, Date)> {
    let utc = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
    let starts = |day: Date| day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).ok();
    let is_without = |day: Date| {
        let (begin, end) = (starts(day)?, starts(day.tomorrow().ok()?)?);
        Some(to.min(end).duration_since(from.max(begin)) >= HALF_A_DAY)
    };
    let first = Some(utc(from)).filter(|day| is_without(*day) == Some(true));
    let last = Some(utc(to)).filter(|day| is_without(*day) == Some(true));
    let begin = first.or_else(|| utc(from).tomorrow().ok())?;
    let end = last.or_else(|| utc(to).yesterday().ok())?;
    (begin <= end).then_some((begin, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_release_is_complete_for_is_a_hole_and_not_a_silence() {
        let day = |month| Date::constant(2020, month, 1);
        let scope = |from, to| Scope {
            countries: CountryScope::World,
            from: Some(day(from)),
            to: Some(day(to).last_of_month()),
        };
        let (year, month, next) = (scope(1, 3), scope(7, 7), scope(8, 8));
        let found = between(&[&next, &year, &month]);
        assert_eq!(found, [(Date::constant(2020, 4, 1), Date::constant(2020, 6, 30))]);
        let open = Scope { to: None, ..year.clone() };
        assert!(between(&[&open, &month]).is_empty());
    }

    #[test]
    fn a_day_of_which_half_is_missing_is_a_day_without() {
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        let gap = |from, to| {
            let found = days_without(at(from), at(to));
            found.map(|(from, to)| (from.day(), to.day()))
        };
        assert_eq!(gap("2020-03-01T06:00Z", "2020-03-01T15:00Z"), None);
        assert_eq!(gap("2020-03-01T06:00Z", "2020-03-01T18:00Z"), Some((1, 1)));
        assert_eq!(gap("2020-03-01T00:00Z", "2020-03-02T00:00Z"), Some((1, 1)));
        assert_eq!(gap("2020-03-01T18:00Z", "2020-03-02T15:00Z"), Some((2, 2)));
        assert_eq!(gap("2020-03-01T06:00Z", "2020-03-04T11:00Z"), Some((1, 3)));
        assert_eq!(gap("2020-03-01T18:00Z", "2020-03-02T06:00Z"), None);
    }
}
