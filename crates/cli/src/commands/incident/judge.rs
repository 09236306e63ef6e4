//! `incident judge`: what a person says of two reports, with effect at once.

use std::process::ExitCode;

use bellwether_model::Date;
use bellwether_store::{Judged, Judgement, Snapshot, Store, StoredMember, Verdict, incident_id_of};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::only_now;
use crate::failure::Failure;
use crate::output::{Cell, Grid, thousands};
use crate::reconciling::again;
use crate::session::Session;

/// Runs the command.
pub(super) fn run(
    session: &Session,
    reports: [&String; 2],
    verdict: Verdict,
    why: &str,
    on: Option<Date>,
) -> Result<ExitCode, Failure> {
    let as_of = only_now(session)?;
    let output = session.output()?;
    let store = session.store()?;
    let before = store.snapshot(&as_of)?;
    let unknown = unknown(&before, &reports.map(String::as_str))?;
    if let Some(id) = unknown.first() {
        return Err(Failure::Usage(format!(
            "no report has the id {id:?}; `bellwether events` and `bellwether incident show` give ids"
        )));
    }
    if why.trim().is_empty() {
        return Err(Failure::Usage("say why: --why \"same market, same day\"".into()));
    }
    drop(before);
    let [report_a, report_b] = reports.map(ToOwned::to_owned);
    let made_on = on.unwrap_or_else(today);
    let why = why.trim().to_owned();
    let judged = store.judge(&[Judgement { report_a, report_b, verdict, why, made_on }])?;
    tell(session, &judged);
    take_effect(session, &store)?;

    let after = store.snapshot(&as_of)?;
    let ids = reports.map(|id| incidents_of(&after, id));
    let [a, b] = ids;
    let (a, b) = (a?, b?);
    let together = a.iter().any(|id| b.contains(id));
    let mut grid = Grid::new(&["report", "incident"]);
    for (report, incidents) in reports.into_iter().zip([&a, &b]) {
        grid.push(vec![report.as_str().into(), Cell::from(incidents.join(" ").as_str())]);
    }
    let document = json!({
        "verdict": verdict,
        "added": judged.added,
        "changed": judged.changed,
        "unchanged": judged.unchanged,
        "older": judged.older,
        "incidents": { "a": a, "b": b },
        "together": together,
        "store": store.state()?,
    });
    output.catalogue(&grid, &document)?;
    Ok(ExitCode::SUCCESS)
}

/// Today in UTC.
pub(super) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// Says what became of judgements.
pub(super) fn tell(session: &Session, judged: &Judged) {
    session.say(&format!(
        "judgements: {} added, {} changed, {} unchanged, {} older than what is there",
        judged.added, judged.changed, judged.unchanged, judged.older
    ));
}

/// Puts reports together again, so that what was said counts at once.
pub(super) fn take_effect(session: &Session, store: &Store) -> Result<(), Failure> {
    match again(session, store) {
        Ok(Some(outcome)) => {
            session.say(&format!(
                "incidents: {} new, {} changed, {} ended",
                outcome.run.incidents.added,
                outcome.run.incidents.changed,
                outcome.run.incidents.ended
            ));
            let against = outcome.conflicts_with_judgements;
            if against > 0 {
                session.say(&format!("note: {}", contradiction(against)));
            }
            Ok(())
        }
        Ok(None) => {
            session.say("it takes effect when `bellwether reconcile` puts reports together");
            Ok(())
        }
        Err(failure) => {
            session.say(
                "note: the judgement is in the store, and takes effect with the next `bellwether reconcile`",
            );
            Err(failure)
        }
    }
}

/// What to say where judgements contradict each other through other reports.
pub(in crate::commands) fn contradiction(pairs: u64) -> String {
    format!(
        "{} pairs were judged different and, through others, the same; there `same` counts: `bellwether incident \
         judgements` lists them, and `unsure` takes one back",
        thousands(pairs.cast_signed())
    )
}

/// Those of these reports that the store never had.
pub(super) fn unknown<'a>(
    snapshot: &Snapshot<'_>,
    ids: &[&'a str],
) -> Result<Vec<&'a str>, Failure> {
    let live = snapshot.reports_of(ids)?;
    let mut unknown = Vec::new();
    for id in ids {
        let is_live = live.iter().any(|stored| stored.report.id.to_string() == **id);
        // A report that was withdrawn may come back, and what was said of it then counts again.
        if !is_live && snapshot.revisions(id)?.is_empty() {
            unknown.push(*id);
        }
    }
    Ok(unknown)
}

/// The incidents that a report belongs to.
pub(super) fn incidents_of(snapshot: &Snapshot<'_>, report: &str) -> Result<Vec<String>, Failure> {
    let members: Vec<StoredMember> = snapshot.members_of(Some(&[report]))?;
    if members.is_empty() {
        return Ok(vec![incident_id_of(report)]);
    }
    Ok(members.into_iter().map(|member| member.incident_id).collect())
}
