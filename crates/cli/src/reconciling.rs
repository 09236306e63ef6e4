//! What putting reports together needs to know of a store: who takes part, what was chosen last, and for which
//! states of knowledge incidents are computed anew.

use std::collections::BTreeMap;

use bellwether_linkage::{Day, NameParties, Party, SideWords};
use bellwether_reconcile::{Method, Options, Outcome, ReconcileError, RegistryParties, Stage};
use bellwether_sources::Holds;
use bellwether_store::{CommitKind, Run, Snapshot, Store};

use crate::args::UnitWord;
use crate::descriptions::described;
use crate::failure::Failure;
use crate::gate::snapshot_for;
use crate::session::Session;

/// Who the sides of reports are: by the selectors of their dataset, then by those of the dataset whose ids of
/// actors it uses.
pub(crate) struct Parties<'r> {
    registry: RegistryParties<'r>,
    lenders: BTreeMap<String, String>,
}

impl NameParties for Parties<'_> {
    fn party(&self, dataset: &str, side: SideWords<'_>, iso3: Option<&str>, day: Day) -> Party {
        let lent = || {
            let lender = self.lenders.get(dataset)?;
            let own = self.registry.claimed(dataset, side, iso3, day);
            own.or_else(|| self.registry.claimed(lender, side, iso3, day))
        };
        lent().unwrap_or_else(|| self.registry.party(dataset, side, iso3, day))
    }
}

/// Who the sides of reports of a snapshot are.
pub(crate) fn parties<'r>(
    session: &'r Session,
    snapshot: &Snapshot<'_>,
) -> Result<Parties<'r>, Failure> {
    let world = session.world()?;
    let mut lenders = BTreeMap::new();
    for id in snapshot.datasets()? {
        let lender =
            described(snapshot.commits(), &id).and_then(|dataset| dataset.actor_ids.clone());
        if let Some(lender) = lender {
            lenders.insert(id, lender.to_string());
        }
    }
    let registry = RegistryParties { actors: &world.actors, countries: world.countries()? };
    Ok(Parties { registry, lenders })
}

/// The options for a store: datasets that repeat another one that is there take no part, and those of machine-coded
/// news are put together within themselves.
pub(crate) fn options_for(snapshot: &Snapshot<'_>) -> Result<Options, Failure> {
    let present = snapshot.datasets()?;
    let mut options = Options::default();
    for id in &present {
        let Some(dataset) = described(snapshot.commits(), id) else { continue };
        let repeats = dataset.repeats.as_ref();
        let is_copy = repeats.is_some_and(|other| present.iter().any(|id| id == other.as_str()));
        if is_copy || dataset.inclusion.holds != Holds::Events {
            options.left_out.push(id.clone());
        } else if dataset.inclusion.repeating {
            options.repeating.push(id.clone());
        }
    }
    options.left_out.sort_unstable();
    options.repeating.sort_unstable();
    Ok(options)
}

/// The options of the newest run, for the datasets that are there now; the default where there was none.
pub(crate) fn options_as_before(snapshot: &Snapshot<'_>) -> Result<Options, Failure> {
    let mut options = options_for(snapshot)?;
    if let Some(run) = snapshot.last_run()? {
        take_over(&mut options, &run);
    }
    Ok(options)
}

#[allow(clippy::cast_possible_truncation)] // written from values of these very types
fn take_over(options: &mut Options, run: &Run) {
    options.method = Method::parse(&run.method).unwrap_or_default();
    let Some(settings) = run.parameters.get("settings") else { return };
    if let Some(window) = settings.get("window") {
        let days = window.get("days").and_then(serde_json::Value::as_i64);
        options.window.days = days.and_then(|days| i32::try_from(days).ok());
        let km = window.get("km").and_then(serde_json::Value::as_f64);
        options.window.km = km.map(|km| km as f32);
    }
    let own = &mut options.settings;
    if let Some(days) = settings.get("days_max").and_then(serde_json::Value::as_i64) {
        own.days_max = i32::try_from(days).unwrap_or(own.days_max);
    }
    if let Some(km) = settings.get("km_max").and_then(serde_json::Value::as_f64) {
        own.km_max = km as f32;
    }
    own.threshold = settings.get("threshold").and_then(serde_json::Value::as_f64);
}

/// Puts the reports of a store together, with progress on standard error.
pub(crate) fn run(session: &Session, store: &Store, options: &Options) -> Result<Outcome, Failure> {
    let progress = session.progress("reconciling", 0);
    let told = |stage: Stage| match stage {
        Stage::Reading => progress.stage("reading reports"),
        Stage::Linking(reports) => progress.stage(&format!("comparing {reports} reports")),
        Stage::Writing => progress.stage("writing incidents"),
    };
    let parties = parties(session, &store.snapshot(&bellwether_store::AsOf::default())?)?;
    let outcome = bellwether_reconcile::reconcile(store, &parties, options, &told);
    progress.done();
    Ok(outcome?)
}

/// Puts together what came in, where the store has incidents. A failure is told and undoes nothing: what came in
/// stays in.
pub(crate) fn after_inflow(session: &Session, store: &Store, something_came: bool) {
    if !something_came {
        return;
    }
    match again(session, store) {
        Ok(None) => {}
        Ok(Some(outcome)) => session.say(&format!(
            "put together with the others: {} incidents of two or more reports (incidents: {} new, {} changed, {} \
             ended)",
            outcome.incidents,
            outcome.run.incidents.added,
            outcome.run.incidents.changed,
            outcome.run.incidents.ended
        )),
        Err(failure) => session.say(&format!(
            "note: what came in is in the store, but could not be put together with the others ({failure}); \
             `bellwether reconcile` does it"
        )),
    }
}

/// Does again what is touched by what came in; nothing where the store has no incidents yet.
pub(crate) fn again(session: &Session, store: &Store) -> Result<Option<Outcome>, Failure> {
    if !has_runs(store)? {
        return Ok(None);
    }
    let options = {
        let snapshot = store.snapshot(&bellwether_store::AsOf::default())?;
        options_as_before(&snapshot)?
    };
    run(session, store, &options).map(Some)
}

fn has_runs(store: &Store) -> Result<bool, Failure> {
    Ok(store.commits()?.iter().any(|commit| commit.kind == CommitKind::Reconcile))
}

/// The snapshot that a question is answered from. Where it asks for a state of knowledge that no stored run holds
/// for, and is about incidents, these are computed for that state.
pub(crate) fn question_snapshot<'s>(
    session: &Session,
    store: &'s Store,
    asked: Option<UnitWord>,
) -> Result<Snapshot<'s>, Failure> {
    let mut snapshot = store.snapshot(&session.as_of())?;
    compute_as_of(session, store, &mut snapshot, asked)?;
    Ok(snapshot)
}

/// The same, and where the answer leaves the machine without what must not leave.
pub(crate) fn leaving_snapshot<'s>(
    session: &Session,
    store: &'s Store,
    leaves: bool,
    asked: Option<UnitWord>,
) -> Result<Snapshot<'s>, Failure> {
    let (mut snapshot, _) = snapshot_for(session, store, leaves)?;
    compute_as_of(session, store, &mut snapshot, asked)?;
    if asked != Some(UnitWord::Reports) {
        mend_parted(session, &mut snapshot)?;
    }
    Ok(snapshot)
}

/// Incidents of which a part must not leave come apart into their other reports. Where two of these told of
/// one incident, incidents are found anew, from the reports that may leave alone: so nothing counts twice, and
/// nothing is told of what stays.
pub(crate) fn mend_parted(session: &Session, snapshot: &mut Snapshot<'_>) -> Result<(), Failure> {
    if !snapshot.is_parted() {
        return Ok(());
    }
    lay_over(session, snapshot)?;
    session.say(
        "note: the incidents of this answer were put together anew, from the reports that may leave alone; on a \
         terminal all take part",
    );
    Ok(())
}

/// Computes the incidents of a past state of knowledge, for which no run of the store holds.
pub(crate) fn compute_as_of(
    session: &Session,
    store: &Store,
    snapshot: &mut Snapshot<'_>,
    asked: Option<UnitWord>,
) -> Result<(), Failure> {
    let as_of = session.as_of();
    if asked == Some(UnitWord::Reports) || (as_of.date.is_none() && as_of.store_version.is_none()) {
        return Ok(());
    }
    // Unless incidents are asked for, they are the default only where there are any today.
    if asked.is_none() && !has_runs(store)? {
        return Ok(());
    }
    if snapshot.last_run()?.is_some_and(|run| !snapshot.is_stale(&run)) {
        return Ok(());
    }
    lay_over(session, snapshot)?;
    session.say("note: the incidents of that state of knowledge were computed just now, from what was known then");
    Ok(())
}

/// Lays what a run would find over a snapshot, with what was chosen last.
pub(crate) fn lay_over(session: &Session, snapshot: &mut Snapshot<'_>) -> Result<(), Failure> {
    let options = options_as_before(snapshot)?;
    let parties = parties(session, snapshot)?;
    Ok(bellwether_reconcile::lay_over(snapshot, &parties, &options)?)
}

impl From<ReconcileError> for Failure {
    fn from(error: ReconcileError) -> Self {
        match error {
            ReconcileError::Store(error) => Self::Store(error),
            other => Self::Data(other.to_string()),
        }
    }
}
