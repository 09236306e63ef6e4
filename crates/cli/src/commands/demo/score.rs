//! The demo's incidents, scored against what was planted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use bellwether_store::{AsOf, Role, Store};
use serde::Deserialize;

use super::count;
use crate::failure::Failure;
use crate::reconciling::{options_for, run};
use crate::session::Session;

/// A line of the truth, as far as it is needed.
#[derive(Deserialize)]
struct Planted {
    #[serde(default)]
    reports: Vec<PlantedReport>,
}

#[derive(Deserialize)]
struct PlantedReport {
    source: String,
    /// A number or a text, as the source has it.
    id: serde_json::Value,
    #[serde(rename = "as")]
    what: String,
}

/// Two reports, the lesser id first.
type Pair = (String, String);

/// Puts the demo's reports together and says how well that went, by pairs of reports of two sources.
pub(super) fn put_together(
    session: &Session,
    store: &Store,
    truth: &Path,
) -> Result<String, Failure> {
    let options = options_for(&store.snapshot(&AsOf::default())?)?;
    let outcome = run(session, store, &options)?;
    let found = found(store)?;
    let planted = planted(store, truth)?;
    let right = found.intersection(&planted).count();
    #[allow(clippy::cast_precision_loss)] // counts of pairs
    let share = |of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
    Ok(format!(
        "4. PUT TOGETHER {} reports: {} incidents are told by two sources or more\n   SIMULATED, so the truth is known: \
         of {} pairs that were joined {:.1}% are right (precision), of {} planted pairs {:.1}% were found (recall)",
        count(outcome.reports),
        count(outcome.incidents),
        found.len(),
        share(found.len()) * 100.0,
        planted.len(),
        share(planted.len()) * 100.0,
    ))
}

fn pairs(groups: impl Iterator<Item = BTreeSet<String>>) -> BTreeSet<Pair> {
    let dataset = |id: &str| id.split(':').next().map(str::to_owned);
    let mut pairs = BTreeSet::new();
    for group in groups {
        let ids: Vec<&String> = group.iter().collect();
        for (at, one) in ids.iter().enumerate() {
            for other in &ids[at + 1..] {
                if dataset(one) != dataset(other) {
                    pairs.insert(((*one).clone(), (*other).clone()));
                }
            }
        }
    }
    pairs
}

/// Pairs of reports of two sources in one incident.
fn found(store: &Store) -> Result<BTreeSet<Pair>, Failure> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for member in store.snapshot(&AsOf::default())?.members_of(None)? {
        if member.role == Role::Report {
            groups.entry(member.incident_id).or_default().insert(member.report_id);
        }
    }
    Ok(pairs(groups.into_values()))
}

/// Pairs of live reports of two sources that tell of one planted incident.
fn planted(store: &Store, truth: &Path) -> Result<BTreeSet<Pair>, Failure> {
    let mut live = BTreeSet::new();
    let snapshot = store.snapshot(&AsOf::default())?;
    for stored in snapshot.events(&bellwether_store::Filters::default(), usize::MAX >> 1)? {
        live.insert(stored.report.id.to_string());
    }
    let file = File::open(truth).map_err(Failure::io("read", truth))?;
    let mut groups = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(Failure::io("read", truth))?;
        let planted: Planted = serde_json::from_str(&line)
            .map_err(|error| Failure::Data(format!("{}: {error}", truth.display())))?;
        let told = planted.reports.into_iter().filter(|report| report.what != "summary");
        let ids = told.map(|report| match &report.id {
            serde_json::Value::String(id) => format!("{}:{id}", report.source),
            id => format!("{}:{id}", report.source),
        });
        groups.push(ids.filter(|id| live.contains(id)).collect());
    }
    Ok(pairs(groups.into_iter()))
}
