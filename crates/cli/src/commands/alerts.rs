//! `alerts`: what was raised, what became of it, and why.

mod explain;
mod feed;

use std::process::ExitCode;

use bellwether_model::Date;
use bellwether_store::Snapshot;
use bellwether_vigil::{Book, Entry, RunRecord};
use bellwether_watch::alert::{Alert, State};
use clap::{Args, Subcommand};
use serde_json::json;

pub(crate) use feed::FormWord;

use super::found;
use super::watch::sentence_lines;
use crate::failure::Failure;
use crate::gate::Gate;
use crate::output::{Cell, Grid};
use crate::session::Session;
use crate::watching::{as_it_may_leave, closed, known_on};

/// Arguments of `alerts`.
#[derive(Debug, Args)]
#[command(after_help = "With --as-of DAY the alerts are those that were known on that day.\n\
Example: bellwether alerts; bellwether alerts explain a1f2; bellwether alerts --as-of 2010-06-30")]
pub(crate) struct AlertsArgs {
    #[command(subcommand)]
    pub(crate) what: Option<What>,
}

/// What is done.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// List alerts, the latest first.
    List {
        /// Only those of this watch.
        #[arg(long, value_name = "NAME")]
        watch: Option<String>,
        /// Also those that are muted or dissolved.
        #[arg(long)]
        closed: bool,
    },
    /// One alert: its sentences, and what it was on each day of knowledge.
    Show {
        /// Its id, or the beginning of it.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// One alert down to its rows: the rule, the series, the baseline, the reports.
    Explain {
        /// Its id, or the beginning of it.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Near misses of the last run of each watch: why there was no alert.
    Near,
    /// Write the alerts as a feed to the file of -o, or to standard output.
    Feed(feed::FeedArgs),
    /// Deliver the alerts that have not arrived yet, as the table `deliver` of the configuration says.
    Deliver,
    /// Set an alert aside, with the reason.
    Mute {
        /// Its id, or the beginning of it.
        #[arg(value_name = "ID")]
        id: String,
        /// Why, in words about the data; no names of persons.
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Take that back.
    Unmute {
        /// Its id, or the beginning of it.
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &AlertsArgs) -> Result<ExitCode, Failure> {
    match &args.what {
        None => list(session, None, false),
        Some(What::List { watch, closed }) => list(session, watch.as_deref(), *closed),
        Some(What::Show { id }) => show(session, id),
        Some(What::Explain { id }) => explain::run(session, id),
        Some(What::Near) => near(session),
        Some(What::Feed(args)) => feed::run(session, args),
        Some(What::Deliver) => feed::deliver(session),
        Some(What::Mute { id, why }) => mute(session, id, Some(why)),
        Some(What::Unmute { id }) => mute(session, id, None),
    }
}

/// The alert of an id, as it may be shown or passed on.
fn alert_of(
    session: &Session,
    snapshot: &Snapshot<'_>,
    leaves: bool,
    id: &str,
) -> Result<Alert, Failure> {
    let book = Book::open(snapshot)?;
    let alert = book.find(id).ok_or_else(|| {
        Failure::Unknown(format!(
            "no single alert has an id that begins with {id:?}; `bellwether alerts list --closed` lists them"
        ))
    })?;
    if !leaves {
        return Ok(alert.clone());
    }
    as_it_may_leave(&Gate::of(session, snapshot)?, alert).ok_or_else(|| {
        Failure::Refused(format!(
            "the alert {} rests on too few rows of datasets that may not be passed on ({}); a terminal shows it",
            alert.id,
            alert.datasets.join(", ")
        ))
    })
}

fn list(session: &Session, watch: Option<&str>, closed: bool) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    let book = Book::open(&snapshot)?;
    let open =
        |alert: &&Alert| closed || (alert.muted.is_none() && alert.state != State::Dissolved);
    let mut alerts: Vec<Alert> = book
        .alerts
        .values()
        .filter(|alert| watch.is_none_or(|name| alert.watch == name))
        .filter(open)
        .cloned()
        .collect();
    if output.leaves() {
        let gate = Gate::of(session, &snapshot)?;
        alerts = alerts.iter().filter_map(|alert| as_it_may_leave(&gate, alert)).collect();
    }
    alerts.sort_by(|a, b| (b.first_signal, &a.id).cmp(&(a.first_signal, &b.id)));
    let mut grid = Grid::new(&[
        "id",
        "day",
        "watch",
        "facet",
        "observed",
        "expected",
        "false alarms a year",
        "state",
    ]);
    for alert in &alerts {
        let rates = format!(
            "{} promised, {:.2} measured",
            alert.false_alarms.promised_per_year, alert.false_alarms.measured_per_year
        );
        let state = if alert.muted.is_some() { "muted" } else { alert.state.as_str() };
        grid.push(vec![
            Cell::from(alert.id.as_str()),
            alert.first_signal.to_string().as_str().into(),
            alert.watch.as_str().into(),
            alert.facet.as_str().into(),
            alert.value(alert.observed).as_str().into(),
            alert.value(alert.baseline.expected).as_str().into(),
            rates.as_str().into(),
            state.into(),
        ]);
    }
    output.catalogue(&grid, &json!({ "alerts": alerts, "store": snapshot.state() }))?;
    Ok(found(!alerts.is_empty()))
}

fn show(session: &Session, id: &str) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    let alert = alert_of(session, &snapshot, output.leaves(), id)?;
    output.page(&page(&alert), &json!({ "sentence": alert.sentence(), "alert": alert }))?;
    Ok(ExitCode::SUCCESS)
}

/// The sentences of an alert and what became of it.
fn page(alert: &Alert) -> String {
    let mut text = format!("{} ({}, {})\n", alert.headline(), alert.id, alert.state.as_str());
    text.push_str(&sentence_lines(alert, "  "));
    if let Some(why) = &alert.muted {
        text.push_str(&format!("  muted: {why}\n"));
    }
    for revision in &alert.revisions {
        text.push_str(&format!(
            "  {} {}: {} observed; {}\n",
            revision.known_on,
            revision.state.as_str(),
            alert.value(revision.observed),
            revision.why
        ));
    }
    text
}

fn near(session: &Session) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    let book = Book::open(&snapshot)?;
    let mut runs: Vec<RunRecord> = book.runs.into_values().collect();
    if output.leaves() {
        let gate = Gate::of(session, &snapshot)?;
        let before = runs.len();
        runs.retain(|run| !closed(&gate, &run.datasets));
        if runs.len() < before {
            session.say("note: near misses that rest on datasets that may not be passed on are left out; a terminal shows them");
        }
    }
    let mut text = String::new();
    for run in &runs {
        text.push_str(&format!("{}, known on {}\n", run.watch, run.known_on));
        for near in &run.near {
            text.push_str(&format!("  {} by {}: {}\n", near.facet.as_str(), near.rule, near.why));
        }
        for notice in &run.notices {
            text.push_str(&format!("  note {}: {}\n", notice.day, notice.text));
        }
    }
    if runs.is_empty() {
        text.push_str("no watch has been run; `bellwether watch run` runs them\n");
    }
    output.page(&text, &json!({ "runs": runs, "store": snapshot.state() }))?;
    Ok(found(!runs.is_empty()))
}

fn mute(session: &Session, id: &str, why: Option<&str>) -> Result<ExitCode, Failure> {
    if why.is_some_and(|why| why.trim().is_empty()) {
        return Err(Failure::Usage("--why is empty; say why the alert is set aside".into()));
    }
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    let alert = alert_of(session, &snapshot, false, id)?;
    let today: Date = known_on(&snapshot)?.max(alert.known_on);
    let entry = Entry::Mute(
        alert.watch.clone(),
        alert.id.clone(),
        today,
        why.map(str::to_owned),
        alert.datasets.clone(),
    );
    drop(snapshot);
    store.keep_alerts(&[entry.row()])?;
    session.say(&format!(
        "alert {} is {}",
        alert.id,
        if why.is_some() { "muted" } else { "heard again" }
    ));
    Ok(ExitCode::SUCCESS)
}
