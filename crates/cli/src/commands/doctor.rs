//! `doctor`: whether everything is as it should be.

use std::collections::BTreeMap;
use std::process::ExitCode;

use bellwether_store::{AsOf, Snapshot, Store, single_integer};
use clap::Args;
use serde::Serialize;

use crate::commands::feed::{self, Freshness};
use crate::commands::watch::serve;
use crate::delivering::Destinations;
use crate::failure::Failure;
use crate::output::{Grid, thousands};
use crate::schedule::Schedule;
use crate::session::Session;

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Also read every row of the store, hash it again and compare with the digest.
    #[arg(long)]
    pub(crate) deep: bool,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    Fine,
    Note,
    Unusable,
    Damaged,
}

#[derive(Debug, Serialize)]
struct Check {
    what: String,
    verdict: Verdict,
    detail: String,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &DoctorArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let mut checks = vec![registry(session), gazetteer(session), clock()];
    checks.extend(delivery(session));
    if !session.settings.assist.value.is_empty() {
        checks.push(check("assist", crate::assist::examine(session)));
    }
    match session.store() {
        Ok(store) => checks.extend(of_store(&store, args.deep)?),
        Err(failure) => checks.push(Check {
            what: "store".into(),
            verdict: Verdict::Unusable,
            detail: failure.to_string(),
        }),
    }
    let mut grid = Grid::new(&["check", "verdict", "detail"]);
    for check in &checks {
        let verdict = format!("{:?}", check.verdict).to_lowercase();
        grid.push(vec![check.what.as_str().into(), verdict.into(), check.detail.as_str().into()]);
    }
    let worst = |verdict: Verdict| checks.iter().any(|check| check.verdict == verdict);
    let code = if worst(Verdict::Damaged) {
        6
    } else if worst(Verdict::Unusable) {
        3
    } else {
        0
    };
    output.catalogue(&grid, &serde_json::json!({ "checks": checks }))?;
    Ok(ExitCode::from(code))
}

fn check(what: &str, outcome: Result<String, Failure>) -> Check {
    let (verdict, detail) = match outcome {
        Ok(detail) => (Verdict::Fine, detail),
        Err(failure) => (Verdict::Unusable, failure.to_string()),
    };
    Check { what: what.into(), verdict, detail }
}

fn registry(session: &Session) -> Check {
    check("registry", session.world().map(|world| format!("{} actors", world.actors.all().count())))
}

fn gazetteer(session: &Session) -> Check {
    let ready = || -> Result<String, Failure> {
        let world = session.world()?;
        world.gazetteer()?;
        Ok(format!("{} countries and the gazetteer are ready", world.countries()?.all().len()))
    };
    check("places", ready())
}

/// A clock before the program was written makes knowledge dates useless.
fn clock() -> Check {
    let now = jiff::Timestamp::now();
    let sane = now.to_zoned(jiff::tz::TimeZone::UTC).year() >= 2026;
    Check {
        what: "clock".into(),
        verdict: if sane { Verdict::Fine } else { Verdict::Unusable },
        detail: format!("{} UTC", now.strftime("%Y-%m-%d %H:%M")),
    }
}

/// Whether alerts could be delivered as the configuration says, and the schedule kept. Nothing is sent, and of secrets
/// only whether they are there is said.
fn delivery(session: &Session) -> Vec<Check> {
    let mut checks = Vec::new();
    if !session.settings.deliver.value.is_empty() {
        match Destinations::of(&session.settings.deliver.value) {
            Ok(destinations) => checks.extend(
                destinations
                    .examine(session)
                    .into_iter()
                    .map(|(what, outcome)| check(&format!("deliver {what}"), outcome)),
            ),
            Err(failure) => checks.push(check("deliver", Err(failure))),
        }
    }
    if !session.settings.serve.value.is_empty() {
        let table = &session.settings.serve.value;
        let outcome = serve::sources(table.get("fetch").map_or("", String::as_str))
            .and_then(|_| Schedule::of_settings(table, None, None));
        checks.push(check("schedule", outcome.map(Schedule::words)));
    }
    checks
}

/// Whether reports were put together, and whether that is up to date.
fn incidents(snapshot: &Snapshot<'_>) -> Result<Check, Failure> {
    let what = "incidents".to_owned();
    let Some(run) = snapshot.last_run()? else {
        let detail = "reports were not put together yet (bellwether reconcile)".into();
        return Ok(Check { what, verdict: Verdict::Fine, detail });
    };
    let (several, single) = snapshot.incident_counts()?;
    let rows = |table: &str| -> Result<String, Failure> {
        let count = snapshot.query(&format!("SELECT count(*) AS n FROM {table}"))?;
        Ok(thousands(single_integer(&count)?))
    };
    let stale = snapshot.is_stale(&run);
    let detail = format!(
        "{} of several reports, {} of one; {} links, {} judgements; {} run up to version {}{}",
        thousands(several),
        thousands(single),
        rows("links")?,
        rows("judgements")?,
        run.method,
        run.covers_version,
        if stale { ", and more came in since" } else { "" }
    );
    Ok(Check { what, verdict: if stale { Verdict::Note } else { Verdict::Fine }, detail })
}

/// How fresh each news feed is. A feed that fails or that nobody asks costs nothing that is there, so it is a note.
fn feeds(store: &Store) -> Vec<Check> {
    let feeds = match feed::freshness(store) {
        Ok(feeds) => feeds,
        Err(failure) => return vec![check("feeds", Err(failure))],
    };
    let of = |(name, freshness, detail): (String, Freshness, String)| Check {
        what: format!("feed {name}"),
        verdict: match freshness {
            Freshness::Fresh | Freshness::New => Verdict::Fine,
            Freshness::Overdue | Freshness::Failing | Freshness::Gone => Verdict::Note,
        },
        detail: format!("{}: {detail}", freshness.as_str()),
    };
    feeds.into_iter().map(of).collect()
}

fn of_store(store: &Store, deep: bool) -> Result<Vec<Check>, Failure> {
    let snapshot = store.snapshot(&AsOf::default())?;
    let state = snapshot.state().clone();
    let mut checks = vec![Check {
        what: "store".into(),
        verdict: Verdict::Fine,
        detail: format!(
            "{} at version {}, digest {}",
            store.path().display(),
            state.version,
            state.digest
        ),
    }];
    let missing = store.missing_files()?;
    if !missing.is_empty() {
        checks.push(Check {
            what: "files".into(),
            verdict: Verdict::Damaged,
            detail: format!("missing or cut short: {}", missing.join(", ")),
        });
    }
    checks.push(incidents(&snapshot)?);
    checks.extend(feeds(store));
    let mut newest = BTreeMap::new();
    for commit in snapshot.commits() {
        newest.insert(commit.release.dataset.to_string(), commit);
    }
    for (dataset, commit) in newest {
        let label =
            commit.release.label.as_ref().map_or("without a label".into(), ToString::to_string);
        checks.push(Check {
            what: format!("source {dataset}"),
            verdict: if commit.release.published.is_some() { Verdict::Fine } else { Verdict::Note },
            detail: format!(
                "newest {label}, {}, licence {}",
                commit.release.published.map_or_else(
                    || "publication day not known (give --published at ingest)".to_owned(),
                    |day| format!("published {day}")
                ),
                commit.release.licence
            ),
        });
    }
    if deep {
        let outcome = match snapshot.check() {
            Ok(outcome) => outcome,
            Err(error) => {
                let detail = error.to_string();
                checks.push(Check { what: "rows".into(), verdict: Verdict::Damaged, detail });
                return Ok(checks);
            }
        };
        checks.push(Check {
            what: "rows".into(),
            verdict: if outcome.is_sound() { Verdict::Fine } else { Verdict::Damaged },
            detail: if outcome.is_sound() {
                let rows = thousands(i64::try_from(outcome.rows).unwrap_or(i64::MAX));
                format!("{rows} rows read, digest as committed")
            } else {
                format!(
                    "digest {} where {} was committed; altered: {}",
                    outcome.found,
                    outcome.expected,
                    outcome.altered.join(", ")
                )
            },
        });
    }
    Ok(checks)
}
