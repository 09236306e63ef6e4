//! What a watch needs of a store: its events and the look at them.

use std::collections::BTreeMap;

use bellwether_model::Date;
use bellwether_store::{Commit, Filters, Snapshot, Store, Unit};
use bellwether_vigil::{Collection, Effort, Events, Groups, Look, VigilError, Vintage, Watch};
use bellwether_watch::alert::{Alert, Basis, State};

use crate::args::UnitWord;
use crate::coverage::{Extent, collection};
use crate::failure::Failure;
use crate::gate::Gate;
use crate::organisations::Organisations;
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
    vintages: Vec<Vintage>,
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
            vintages: &self.vintages,
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
    Ok(Prepared {
        vintages: vintages(snapshot, &events.datasets()),
        events,
        collections,
        unit,
        known_on,
        store_version: snapshot.state().version,
    })
}

/// The days on which reports of some datasets became known, in order.
fn vintages(snapshot: &Snapshot<'_>, datasets: &[String]) -> Vec<Vintage> {
    let own = |commit: &&Commit| datasets.iter().any(|id| id == commit.release.dataset.as_str());
    let vintage = |commit: &Commit| Vintage {
        known: commit.known_from.to_zoned(jiff::tz::TimeZone::UTC).date(),
        to: commit.release.scope.as_ref().and_then(|scope| scope.to),
    };
    let mut all: Vec<Vintage> =
        snapshot.commits().iter().copied().filter(own).map(vintage).collect();
    all.sort_unstable();
    all.dedup();
    all
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
    let organisations = Organisations::of(session, snapshot)?;
    let mut groups = Groups::new();
    for (party, activities) in by_party {
        if !organisations.has(&party) {
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

/// An alert as it may leave this machine: where rows of a dataset may not, without the ids of its reports and without
/// how many they became, and not at all where they are few.
pub(crate) fn as_it_may_leave(gate: &Gate, alert: &Alert) -> Option<Alert> {
    if !closed(gate, &alert.datasets) {
        return Some(alert.clone());
    }
    if alert.evidence_total < gate.small_cell_of(&alert.datasets) {
        return None;
    }
    let mut told = Alert { evidence: Vec::new(), ..alert.clone() };
    for revision in &mut told.revisions {
        // What a window rests on at last may be fewer than the terms allow.
        if revision.state != State::New {
            revision.why = format!("{} by later data", revision.state.as_str());
            revision.observed = alert.observed;
        }
    }
    Some(told)
}
