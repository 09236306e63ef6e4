//! `watch replay`: what would have been said on which day.

use std::collections::BTreeSet;
use std::process::ExitCode;

use bellwether_model::Date;
use bellwether_store::{AsOf, Store};
use bellwether_vigil::{Book, Effort, Entry, Notice, Said, Watch, book, replay};
use bellwether_watch::alert::{Alert, State};
use serde_json::{Value, json};

use super::define::named;
use super::{ReplayArgs, effort, run_watch, sentence_lines};
use crate::commands::found;
use crate::failure::Failure;
use crate::gate::Gate;
use crate::period::{first_day, last_day};
use crate::reconciling::lay_over;
use crate::session::Session;
use crate::watching::{BACK_DAYS, as_it_may_leave, closed, prepare, snapshot_of};

/// Runs the command.
pub(super) fn run(session: &Session, args: &ReplayArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let (from, to) = (first_day(&args.from)?, last_day(&args.to)?);
    if to < from {
        return Err(Failure::Usage(format!("--to {to} lies before --from {from}; swap them")));
    }
    let store = session.store()?;
    let snapshot = snapshot_of(session, &store)?;
    let watches = book::watches(&snapshot)?;
    let watch = named(&watches, &args.name)?;
    let effort = effort(args.simulated_years)?;
    let prepared = prepare(session, &snapshot, watch)?;
    let mut said = if args.as_known {
        as_known(session, &store, watch, from, to, effort)?
    } else {
        let now = prepared.look(watch, Some(to), effort);
        replay(&now, from, to)?
    };
    if output.leaves() {
        let gate = Gate::of(session, &snapshot)?;
        said = said
            .into_iter()
            .filter_map(|one| match one {
                Said::Alert(alert) => {
                    as_it_may_leave(&gate, &alert).map(|alert| Said::Alert(Box::new(alert)))
                }
                other => (!closed(&gate, &prepared.events.datasets())).then_some(other),
            })
            .collect();
    }
    let basis = if args.as_known {
        "as known: each day of knowledge that the store has, with what was known on it"
    } else {
        "by the day of events: the reports are those known now, and came later than the day that is named"
    };
    let alerts = said.iter().filter(|one| is_new(one)).count();
    let mut text = format!("{} from {from} to {to}, {basis}\n", watch.title);
    for one in &said {
        text.push_str(&line(one));
    }
    text.push_str(&match alerts {
        0 => "no alert\n".to_owned(),
        1 => "1 alert\n".to_owned(),
        many => format!("{many} alerts\n"),
    });
    let document = json!({
        "watch": watch,
        "from": from,
        "to": to,
        "basis": basis,
        "said": said.iter().map(object).collect::<Vec<_>>(),
        "store": snapshot.state(),
    });
    output.page(&text, &document)?;
    Ok(found(alerts > 0))
}

/// Whether this is an alert that is said for the first time, and not what later data made of one.
fn is_new(said: &Said) -> bool {
    matches!(said, Said::Alert(alert) if alert.state == State::New)
}

fn line(said: &Said) -> String {
    match said {
        Said::Alert(alert) if alert.state != State::New => format!(
            "{} {} {} of {}: {}\n",
            alert.known_on,
            alert.state.as_str(),
            alert.headline(),
            alert.first_signal,
            alert.revisions.last().map_or("", |revision| revision.why.as_str())
        ),
        Said::Alert(alert) => {
            format!(
                "{} ALERT {}\n{}",
                alert.known_on,
                alert.headline(),
                sentence_lines(alert, "    ")
            )
        }
        Said::Notice(notice) => format!("{} note: {}\n", notice.day, notice.text),
        Said::Silence(notice) => format!("{} silent: {}\n", notice.day, notice.text),
    }
}

fn object(said: &Said) -> Value {
    match said {
        Said::Alert(alert) => {
            let kind = if is_new(said) { "alert" } else { "revision" };
            json!({ "day": alert.known_on, "kind": kind, "sentence": alert.sentence(), "alert": alert })
        }
        Said::Notice(notice) => {
            json!({ "day": notice.day, "kind": "notice", "sentence": notice.text })
        }
        Said::Silence(notice) => {
            json!({ "day": notice.day, "kind": "silence", "sentence": notice.text })
        }
    }
}

/// What the watch would have said on each day on which something became known.
fn as_known(
    session: &Session,
    store: &Store,
    watch: &Watch,
    from: Date,
    to: Date,
    effort: Effort,
) -> Result<Vec<Said>, Failure> {
    let days: BTreeSet<Date> = store
        .snapshot(&AsOf::default())?
        .commits()
        .iter()
        .map(|commit| commit.known_from.to_zoned(jiff::tz::TimeZone::UTC).date())
        .filter(|day| *day >= from && *day <= to)
        .collect();
    if days.is_empty() {
        return Err(Failure::Data(format!(
            "nothing became known to this store from {from} to {to}; without --as-known the replay goes by the day of \
             the events"
        )));
    }
    let mut said = Vec::new();
    let mut told: Vec<Alert> = Vec::new();
    for day in days {
        let mut snapshot = store
            .snapshot(&AsOf { date: Some(day), store_version: session.as_of().store_version })?;
        if store.snapshot(&AsOf::default())?.has_incidents() && !watch.reports {
            lay_over(session, &mut snapshot)?;
        }
        let mut book = Book::default();
        for alert in &told {
            book.alerts.insert(alert.id.clone(), alert.clone());
        }
        let (run, entries) = run_watch(session, &snapshot, &book, watch, None, BACK_DAYS, effort)?;
        // On a day of knowledge everything is said on that day.
        let notices = run.notices.into_iter();
        said.extend(notices.map(|notice| Said::Notice(Notice { day: run.known_on, ..notice })));
        for entry in entries {
            if let Entry::Alert(alert) = entry {
                told.retain(|old| old.id != alert.id);
                told.push((*alert).clone());
                said.push(Said::Alert(alert));
            }
        }
    }
    Ok(said)
}
