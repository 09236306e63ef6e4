//! `watch run`: the watches of a store on what is known.

use std::process::ExitCode;

use bellwether_model::Date;
use bellwether_store::{Snapshot, Store};
use bellwether_vigil::{Book, Effort, Entry, Look, Outcome, RunRecord, Watch, book, look, recheck};
use bellwether_watch::alert::{Alert, Facet};
use serde::Serialize;
use serde_json::json;

use super::define::named;
use super::{RunArgs, effort, page};
use crate::failure::Failure;
use crate::gate::Gate;
use crate::session::Session;
use crate::watching::{as_it_may_leave, closed, data_version, prepare, snapshot_of};

/// Days within which two signals of one test are the same surge: those for which the rules are quiet.
const fn same_days(facet: Facet) -> i32 {
    if facet.is_ratio() { 91 } else { 30 }
}

/// What a run of one watch found.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct WatchRun {
    /// The watch.
    pub(crate) watch: String,
    /// The day of knowledge.
    pub(crate) known_on: Date,
    /// The datasets that the series rest on.
    pub(crate) datasets: Vec<String>,
    /// The days of the series.
    pub(crate) days: Option<(Date, Date)>,
    /// Alerts that nobody had seen.
    pub(crate) new: Vec<Alert>,
    /// Alerts that what is known now confirms, changes or dissolves.
    pub(crate) revised: Vec<Alert>,
    /// Near misses.
    pub(crate) near: Vec<bellwether_vigil::NearMiss>,
    /// What no rule tests.
    pub(crate) notices: Vec<bellwether_vigil::Notice>,
    /// Where the series breaks.
    pub(crate) breaks: Vec<bellwether_vigil::Break>,
}

/// Runs one watch; says what it found, and what is to be written down.
pub(crate) fn run_watch(
    session: &Session,
    snapshot: &Snapshot<'_>,
    book: &Book,
    watch: &Watch,
    until: Option<Date>,
    back_days: i64,
    effort: Effort,
) -> Result<(WatchRun, Vec<Entry>), Failure> {
    let prepared = prepare(session, snapshot, watch)?;
    let at = Look { back_days, ..prepared.look(watch, until, effort) };
    let Outcome { alerts, near, notices, days, breaks } = look(&at)?;
    let earlier: Vec<&Alert> =
        book.alerts.values().filter(|alert| alert.watch == watch.name).collect();
    let is_same = |alert: &Alert| {
        earlier.iter().any(|old| {
            old.facet == alert.facet
                && old.rule.name == alert.rule.name
                && (old.first_signal - alert.first_signal).get_days().abs()
                    <= same_days(alert.facet)
        })
    };
    let new: Vec<Alert> =
        alerts.into_iter().filter(|alert| until.is_some() || !is_same(alert)).collect();
    let mut revised = Vec::new();
    if until.is_none() {
        for old in &earlier {
            revised.extend(recheck(&at, old)?);
        }
    }
    let mut entries: Vec<Entry> =
        new.iter().chain(&revised).map(|alert| Entry::Alert(Box::new(alert.clone()))).collect();
    entries.push(Entry::Run(RunRecord {
        watch: watch.name.clone(),
        known_on: at.known_on,
        data_version: data_version(snapshot),
        datasets: prepared.events.datasets(),
        last_day: days.map(|days| days.1),
        near: near.clone(),
        notices: notices.clone(),
    }));
    let run = WatchRun {
        watch: watch.name.clone(),
        known_on: at.known_on,
        datasets: prepared.events.datasets(),
        days,
        new,
        revised,
        near,
        notices,
        breaks,
    };
    Ok((run, entries))
}

/// Runs the command.
pub(super) fn run(session: &Session, args: &RunArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = snapshot_of(session, &store)?;
    let watches = book::watches(&snapshot)?;
    let chosen: Vec<&Watch> = if args.names.is_empty() {
        if watches.is_empty() {
            named(&watches, "")?;
        }
        watches.iter().collect()
    } else {
        args.names.iter().map(|name| named(&watches, name)).collect::<Result<_, _>>()?
    };
    let book = Book::open(&snapshot)?;
    let effort = effort(args.simulated_years)?;
    let (mut runs, mut entries) = (Vec::new(), Vec::new());
    for watch in chosen {
        let (run, more) =
            run_watch(session, &snapshot, &book, watch, args.until, args.back, effort)?;
        runs.push(run);
        entries.extend(more);
    }
    let stored = args.until.is_none() && keep(&store, &book, &entries)?;
    let any = runs.iter().any(|run| !run.new.is_empty());
    if output.leaves() {
        let gate = Gate::of(session, &snapshot)?;
        let mut held = 0;
        for run in &mut runs {
            let before = run.new.len() + run.revised.len();
            run.new = run.new.iter().filter_map(|alert| as_it_may_leave(&gate, alert)).collect();
            run.revised =
                run.revised.iter().filter_map(|alert| as_it_may_leave(&gate, alert)).collect();
            held += before - run.new.len() - run.revised.len();
            if closed(&gate, &run.datasets) {
                // How near a test came, and when something came first, would tell of single rows.
                run.near.clear();
                run.notices.clear();
                run.days = None;
            }
        }
        if held > 0 {
            session.say(&format!(
                "note: {held} alerts rest on too few rows of datasets that may not be passed on, and are left out; a \
                 terminal shows them"
            ));
        }
    }
    let text = page::runs(&runs, args.until);
    let document =
        json!({ "runs": runs, "kept": stored, "until": args.until, "store": store.state()? });
    output.page(&text, &document)?;
    Ok(ExitCode::from(u8::from(args.fail_on_alert && any)))
}

/// Writes down what is not there yet; says whether anything was.
pub(super) fn keep(store: &Store, book: &Book, entries: &[Entry]) -> Result<bool, Failure> {
    let rows = book.new_rows(entries);
    if rows.is_empty() {
        return Ok(false);
    }
    store.keep_alerts(&rows)?;
    Ok(true)
}
