//! A group's attacks by country and day, where and while it was active and its sources covered.

use std::collections::BTreeMap;

use bellwether_model::Iso3;
use bellwether_store::{Activity, Filters, Snapshot, Unit};
use bellwether_vigil::{Collection, Events, mark};
use bellwether_watch::Series;
use bellwether_watch::alert::Facet;
use bellwether_watch::series::{DatedCount, daily};

use crate::coverage::{Extent, collection};
use crate::failure::Failure;
use crate::watching::known_on;

/// How many days an attack may have happened on.
pub(super) fn days_of(attack: &Activity) -> i64 {
    i64::from((attack.end - attack.start).get_days()) + 1
}

/// The attacks that pass the filters, by country. Those of which no country is known are left out.
pub(super) fn attacks(
    snapshot: &Snapshot<'_>,
    filters: &Filters,
    unit: Unit,
) -> Result<BTreeMap<Iso3, Events>, Failure> {
    let mut by_country: BTreeMap<Iso3, Vec<Activity>> = BTreeMap::new();
    for one in Events::gather(snapshot, filters, unit, &[])?.all() {
        if let Some(iso3) = one.country.as_deref().and_then(|code| Iso3::new(code).ok()) {
            by_country.entry(iso3).or_default().push(one.clone());
        }
    }
    Ok(by_country.into_iter().map(|(iso3, all)| (iso3, Events::new(all))).collect())
}

/// The attacks of one country by day, from the first to the last, each spread over the days on which it may have
/// happened, those of more than `days_max` days left out. Days that no dataset covers are not covered; where the
/// making of a dataset changed, or one joins another, the series breaks.
pub(super) fn series(
    snapshot: &Snapshot<'_>,
    extent: &Extent,
    country: Iso3,
    attacks: &Events,
    days_max: usize,
) -> Result<Option<Series>, Failure> {
    let (known_on, countries) = (known_on(snapshot)?, [country.to_string()]);
    let collections: Vec<Collection> = attacks
        .datasets()
        .iter()
        .filter_map(|id| collection(snapshot, id, &countries, extent, known_on).transpose())
        .collect::<Result<_, _>>()?;
    let last = attacks.all().iter().map(|attack| attack.end).max();
    let Some((from, to)) = attacks.days(&collections, true, last) else { return Ok(None) };
    let counts =
        attacks.all().iter().map(|one| DatedCount { from: one.start, to: one.end, count: 1.0 });
    let series = daily(from, to, days_max, counts)
        .map_err(|error| Failure::Data(format!("the attacks by day: {error}")))?;
    Ok(Some(mark(series, &collections, Facet::Tempo)))
}
