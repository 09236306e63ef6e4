//! What a watch needs of a store: its events, and what the datasets cover of them.

use std::collections::BTreeMap;

use bellwether_model::{ActorKind, CountryScope, Date, Iso3};
use bellwether_store::{Filters, Snapshot, Store, Unit};
use bellwether_vigil::{Break, Collection, Effort, Events, Groups, Look, VigilError, Watch};
use bellwether_watch::alert::{Alert, Basis, Facet};

use crate::args::UnitWord;
use crate::descriptions::described;
use crate::failure::Failure;
use crate::gate::Gate;
use crate::question::{actor_filter, countries, datasets, find_actor, unit};
use crate::reconciling::question_snapshot;
use crate::session::Session;

impl From<VigilError> for Failure {
    fn from(error: VigilError) -> Self {
        match error {
            VigilError::Store(error) => Self::Store(error),
            VigilError::Definition(text) => Self::Usage(text),
            VigilError::Watch(error) => Self::Usage(error.to_string()),
            other => Self::Data(other.to_string()),
        }
    }
}

/// What a watch is held against, as owned values.
pub(crate) struct Prepared {
    pub(crate) events: Events,
    pub(crate) collections: Vec<Collection>,
    pub(crate) unit: Unit,
    pub(crate) known_on: Date,
    store_version: i64,
}

impl Prepared {
    /// The look of a watch at all that is known, or at events up to a day as they are known now.
    pub(crate) fn look<'a>(
        &'a self,
        watch: &'a Watch,
        until: Option<Date>,
        effort: Effort,
    ) -> Look<'a> {
        Look {
            watch,
            events: &self.events,
            collections: &self.collections,
            unit: self.unit.as_str(),
            known_on: until.unwrap_or(self.known_on),
            until,
            basis: if until.is_some() { Basis::ByEventDate } else { Basis::AsKnown },
            settles: until.is_none(),
            store_version: self.store_version,
            back_days: BACK_DAYS,
            effort,
        }
    }
}

/// Days before the last covered day in which a new signal is an alert.
pub(crate) const BACK_DAYS: i64 = 90;

/// The snapshot that watches are run on.
pub(crate) fn snapshot_of<'s>(
    session: &Session,
    store: &'s Store,
) -> Result<Snapshot<'s>, Failure> {
    question_snapshot(session, store, None)
}

/// The day of knowledge: the one that was asked for, else the day from which the newest reports count as known.
pub(crate) fn known_on(snapshot: &Snapshot<'_>) -> Result<Date, Failure> {
    let newest = snapshot.commits().iter().map(|commit| commit.known_from).max();
    let newest = newest.map(|instant| instant.to_zoned(jiff::tz::TimeZone::UTC).date());
    match (snapshot.as_of().date, newest) {
        (Some(day), Some(_)) => Ok(day),
        (None, Some(day)) => Ok(day),
        (_, None) => Err(Failure::Data(
            "nothing is known in this store for this day; `bellwether ingest FILE` brings reports in".into(),
        )),
    }
}

/// The version with which the newest reports came in.
pub(crate) fn data_version(snapshot: &Snapshot<'_>) -> i64 {
    snapshot.commits().iter().map(|commit| commit.store_version).max().unwrap_or(0)
}

/// What a watch counts: incidents where there are some, unless it wants reports.
fn unit_of(session: &Session, snapshot: &Snapshot<'_>, watch: &Watch) -> Result<Unit, Failure> {
    unit(session, snapshot, watch.reports.then_some(UnitWord::Reports))
}

/// Reads what a watch is about.
pub(crate) fn prepare(
    session: &Session,
    snapshot: &Snapshot<'_>,
    watch: &Watch,
) -> Result<Prepared, Failure> {
    let unit = unit_of(session, snapshot, watch)?;
    let actor = match &watch.actor {
        Some(text) => Some(actor_filter(session, &find_actor(session, snapshot, text)?, snapshot)?),
        None => None,
    };
    let filters = Filters {
        datasets: datasets(session, snapshot, &watch.sources, unit)?,
        actor,
        countries: countries(session, &watch.countries)?,
        admin1: watch.admin1.clone(),
        ..Filters::default()
    };
    let events = Events::gather(snapshot, &filters, unit, &watch.cells)?;
    let named: Vec<String> = if watch.countries.is_empty() {
        events.countries().into_keys().collect()
    } else {
        watch.countries.clone()
    };
    let known_on = known_on(snapshot)?;
    let extent = Extent::of(snapshot)?;
    let collections = events
        .datasets()
        .iter()
        .filter_map(|id| collection(snapshot, id, &named, &extent, known_on).transpose())
        .collect::<Result<_, _>>()?;
    Ok(Prepared { events, collections, unit, known_on, store_version: snapshot.state().version })
}

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
    let scopes: Vec<_> = commits
        .iter()
        .filter(|commit| commit.release.dataset.as_str() == id)
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
    if let Some(dataset) = described(commits.iter().copied(), id) {
        for one in &dataset.breaks {
            breaks.extend(Date::new(one.year, 1, 1).ok().map(|day| Break {
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
        let day = |instant: jiff::Timestamp| instant.to_zoned(jiff::tz::TimeZone::UTC).date();
        // Only days without anything are blank.
        let begin = day(gap.from - jiff::SignedDuration::from_micros(1)).tomorrow();
        if let (Ok(begin), Ok(end)) = (begin, day(gap.to).yesterday())
            && begin <= end
        {
            missing.push((begin, end));
        }
    }
    Ok(Some(Collection { dataset: id.to_owned(), from, to: to.min(known_on), breaks, missing }))
}

/// Whether a party is an armed organisation that can be watched: no state, no crowd, nobody unnamed.
fn is_group(session: &Session, party: &str) -> Result<bool, Failure> {
    if let Some(actor) = session.world()?.actors.get(party) {
        return Ok(matches!(
            actor.kind,
            ActorKind::ArmedGroup | ActorKind::Cartel | ActorKind::Militia
        ));
    }
    let name = party.split_once('|').map_or(party, |(_, name)| name).to_lowercase();
    let others = [
        "government of",
        "civilians",
        "police forces",
        "military forces",
        "protesters",
        "rioters",
        "unidentified",
        "unknown",
        "private security",
        "un:",
    ];
    Ok(!name.is_empty() && !others.iter().any(|other| name.starts_with(other)))
}

/// Every group of a store with its events and what is covered of them, from one scan; the day of knowledge, and what
/// was counted.
pub(crate) fn all_groups(
    session: &Session,
    snapshot: &Snapshot<'_>,
) -> Result<(Groups, Date, Unit), Failure> {
    let unit = unit(session, snapshot, None)?;
    let filters =
        Filters { datasets: datasets(session, snapshot, &[], unit)?, ..Filters::default() };
    let mut by_party: BTreeMap<String, Vec<bellwether_store::Activity>> = BTreeMap::new();
    snapshot.activity(&filters, unit, Some(session.world()?), |mut one| {
        for party in std::mem::take(&mut one.parties) {
            by_party.entry(party).or_default().push(one.clone());
        }
    })?;
    let known_on = known_on(snapshot)?;
    let extent = Extent::of(snapshot)?;
    let mut groups = Groups::new();
    for (party, activities) in by_party {
        if !is_group(session, &party)? {
            continue;
        }
        let events = Events::new(activities);
        let countries: Vec<String> = events.countries().into_keys().collect();
        let collections = events
            .datasets()
            .iter()
            .filter_map(|id| collection(snapshot, id, &countries, &extent, known_on).transpose())
            .collect::<Result<_, _>>()?;
        groups.insert(party, (events, collections));
    }
    Ok((groups, known_on, unit))
}

/// Whether something rests on rows that may not leave.
pub(crate) fn closed(gate: &Gate, datasets: &[String]) -> bool {
    !datasets.is_empty() && gate.closes(datasets)
}

/// An alert as it may leave this machine: where rows of a dataset may not, without the ids of its reports, and not at
/// all where they are few.
pub(crate) fn as_it_may_leave(gate: &Gate, alert: &Alert) -> Option<Alert> {
    if !closed(gate, &alert.datasets) {
        return Some(alert.clone());
    }
    (alert.evidence_total >= gate.small_cell_of(&alert.datasets))
        .then(|| Alert { evidence: Vec::new(), ..alert.clone() })
}
