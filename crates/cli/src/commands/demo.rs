//! `demo`: every stage that exists, on a small simulated world.

mod score;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellwether_model::{LIMITS, ReleaseLabel};
use bellwether_simulate::{Parameters, Summary, simulate};
use bellwether_sources::recognise;
use bellwether_store::{AsOf, Store};
use bellwether_vigil::{Effort, Look, NamedPeriod, Watch, look};
use clap::Args;

use super::watch::sentence_lines;
use crate::failure::Failure;
use crate::inflow::{Declared, DeclaredScope, bring_in};
use crate::output::thousands;
use crate::session::Session;
use crate::watching::prepare;
use crate::world::copy_registry;

/// The sections of the brief that the demonstration shows.
const BRIEF: [&str; 4] = ["judgement", "change", "tempo", "targets"];

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// The seed of the world.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(crate) seed: u64,
    /// About how many reports.
    #[arg(long, default_value_t = 3_000, value_name = "N")]
    pub(crate) reports: u64,
    /// Keep the world and its store in this folder, which must be empty or absent.
    #[arg(long, value_name = "DIR")]
    pub(crate) keep: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &DemoArgs) -> Result<ExitCode, Failure> {
    let temporary = match args.keep {
        Some(_) => None,
        None => Some(tempfile::tempdir().map_err(Failure::io("make", std::env::temp_dir()))?),
    };
    let base = args.keep.as_deref().or(temporary.as_ref().map(tempfile::TempDir::path));
    let base = base.expect("one of the two is there");
    let (world_dir, store_dir) = (base.join("world"), base.join("store"));

    let summary = simulate(&parameters(args), &world_dir, &|_| {})?;
    session.say(&format!(
        "1. SIMULATED a world: {} reports in {} releases ({} rows)",
        count(summary.reports),
        summary.files.len(),
        count(summary.rows)
    ));

    let store = Store::open_or_create(&store_dir)?;
    copy_registry(&summary.registry, &store.registry_dir())?;
    let session = session.with_store(store_dir.clone());
    let (added, changed, withdrawn) = ingest_all(&session, &store, &summary)?;
    ingest_second(&session, &store, &summary)?;
    session.say(&format!(
        "2. Ingested them in the order of publication: {} reports added, {} changed, {} withdrawn",
        count(added),
        count(changed),
        count(withdrawn)
    ));
    replay(&session, &store, &summary)?;

    session.say(&score::put_together(&session, &store, &world_dir.join("truth.ndjson"))?);
    session.say(&watched(&session, &store, &summary.headline_group)?);
    session.say(&format!("6. One page about one group ({}):\n", summary.headline_group));
    super::group::page_of(&session, &store, &summary.headline_group, None, None)?;
    session.say("\n7. A brief about it, in which every number carries its query (shortened):\n");
    super::brief::shown(&session, &store, &summary.headline_group, &BRIEF)?;
    session.say(&next(args.keep.as_deref(), &summary));
    Ok(ExitCode::SUCCESS)
}

/// The demo's world: GED's shape, and a second source that tells of a part of the same events in its own words.
fn parameters(args: &DemoArgs) -> Parameters {
    let base = Parameters { seed: args.seed, reports: args.reports, ..Parameters::default() };
    let mut second = Parameters::for_reconciliation(args.seed, args.reports, 2).sources;
    second.ged = base.sources.ged;
    Parameters { sources: second, ..base }
}

/// Brings in what the second source published.
fn ingest_second(session: &Session, store: &Store, summary: &Summary) -> Result<(), Failure> {
    let resolver = session.world()?.resolver()?;
    let mut added = 0;
    let csv = |file: &&bellwether_simulate::SourceFile| file.shape.ends_with("-csv");
    for file in summary.sources.iter().flat_map(|source| &source.files).filter(csv) {
        let recognised = recognise(&file.path, &LIMITS)?;
        let declared = Declared {
            label: Some(ReleaseLabel(file.label.clone())),
            published: Some(file.published),
            scope: None,
            dates: None,
        };
        let report = bring_in(session, store, &resolver, &file.path, &recognised, &declared)?;
        added += report.counts().added;
    }
    session.say(&format!(
        "   and {} reports of a second source, which tells of many of the same events",
        count(added)
    ));
    Ok(())
}

fn count(value: u64) -> String {
    thousands(i64::try_from(value).unwrap_or(i64::MAX))
}

fn ingest_all(
    session: &Session,
    store: &Store,
    summary: &Summary,
) -> Result<(u64, u64, u64), Failure> {
    let resolver = session.world()?.resolver()?;
    let (mut added, mut changed, mut withdrawn) = (0, 0, 0);
    for file in &summary.files {
        let recognised = recognise(&file.path, &LIMITS)?;
        let declared = Declared {
            label: Some(ReleaseLabel(file.label.clone())),
            published: Some(file.published),
            scope: Some(DeclaredScope::Scope(file.complete_for.clone())),
            dates: None,
        };
        let report = bring_in(session, store, &resolver, &file.path, &recognised, &declared)?;
        added += report.counts().added;
        changed += report.counts().changed;
        withdrawn += report.counts().withdrawn;
    }
    Ok((added, changed, withdrawn))
}

/// The same question on two knowledge dates: what the first release said, and what is known today.
fn replay(session: &Session, store: &Store, summary: &Summary) -> Result<(), Failure> {
    let Some(first) = summary.files.first() else { return Ok(()) };
    let reports = |as_of: AsOf| -> Result<i64, Failure> {
        let snapshot = store.snapshot(&as_of)?;
        let batches = snapshot.query("SELECT count(*) AS n FROM reports")?;
        Ok(bellwether_store::single_integer(&batches)?)
    };
    let then = reports(AsOf { date: Some(first.published), store_version: None })?;
    let now = reports(AsOf::default())?;
    session.say(&format!(
        "3. Asked as of two days: {} reports were known on {}, {} are known today",
        thousands(then),
        first.published,
        thousands(now)
    ));
    Ok(())
}

/// The latest alert of a watch over the whole history of a group, with the rate of its rule.
fn watched(session: &Session, store: &Store, group: &str) -> Result<String, Failure> {
    let watch = Watch { period: Some(NamedPeriod::Week), ..Watch::of_actor("demo", group) };
    let snapshot = store.snapshot(&AsOf::default())?;
    let prepared = prepare(session, &snapshot, &watch)?;
    let effort = Effort { years: 100.0, ..Effort::default() };
    let whole = Look { back_days: i64::from(i16::MAX), ..prepared.look(&watch, None, effort) };
    let found = look(&whole)?;
    let Some(last) = found.alerts.last() else {
        return Ok(format!("5. WATCHED {group}: no week exceeds what its own past explains"));
    };
    Ok(format!(
        "5. WATCHED {group} (SIMULATED): {} alerts in its history, the last one\n{}",
        found.alerts.len(),
        sentence_lines(last, "   ").trim_end()
    ))
}

/// What to try next.
fn next(kept: Option<&Path>, summary: &Summary) -> String {
    let group = &summary.headline_group;
    match kept {
        Some(dir) => format!(
            "\nThe world is kept. Try next:\n  \
             bellwether --store {store} count --actor {group} --measure fatalities --by year --explain\n  \
             bellwether --store {store} diff 21.1 24.1\n  \
             bellwether --store {store} incident list --actor {group} --limit 10\n  \
             bellwether --store {store} incident review\n  \
             bellwether --store {store} overlap --deadly\n  \
             bellwether --store {store} watch add first --actor {group}\n  \
             bellwether --store {store} watch run\n  \
             bellwether --store {store} brief {group} -o brief.html\n  \
             bellwether --store {store} verify brief.html",
            store = dir.join("store").display()
        ),
        None => {
            "\nEverything above is SIMULATED and gone again; `--keep DIR` keeps it. Try next:\n  \
             bellwether demo --keep demo\n  \
             bellwether ingest GEDEvent_v25_1.zip      (free from ucdp.uu.se/downloads)\n  \
             bellwether group boko-haram"
                .to_owned()
        }
    }
}
