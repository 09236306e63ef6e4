//! `diff`: what changed between two states of knowledge.

use std::process::ExitCode;

use bellwether_model::Date;
use bellwether_store::{AsOf, Difference, ReportChange, Snapshot};
use clap::Args;
use serde_json::json;

use super::found;
use crate::failure::Failure;
use crate::gate::snapshot_for;
use crate::output::{Cell, Grid, thousands};
use crate::session::Session;

/// Arguments of `diff`.
#[derive(Debug, Args)]
#[command(
    after_help = "A state is a store version (3), a knowledge date (2021-06-01), or the label of a release (23.1)."
)]
pub(crate) struct DiffArgs {
    /// The earlier state.
    #[arg(value_name = "A")]
    pub(crate) before: String,
    /// The later state.
    #[arg(value_name = "B")]
    pub(crate) after: String,
    /// Only this dataset.
    #[arg(long, value_name = "DATASET")]
    pub(crate) source: Option<String>,
    /// List at most so many single changes.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) limit: usize,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &DiffArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let (snapshot, gate) = snapshot_for(session, &store, output.leaves())?;
    let (before, after) = (state(&snapshot, &args.before)?, state(&snapshot, &args.after)?);
    let difference = snapshot.difference(&before, &after, args.source.as_deref(), args.limit)?;
    session.say(&summary(&difference));
    let grid = grid(&difference);
    let any = difference.added + difference.changed + difference.withdrawn > 0;
    if output.leaves() {
        let cleared = gate.open_rows(grid)?;
        output.rows(&cleared, &json!({ "difference": difference, "store": snapshot.state() }))?;
    } else {
        output.show(&grid)?;
    }
    Ok(found(any))
}

/// A state by version, date or label.
fn state(snapshot: &Snapshot<'_>, text: &str) -> Result<AsOf, Failure> {
    if let Ok(version) = text.parse::<i64>() {
        let newest = snapshot.state().version;
        if !(0..=newest).contains(&version) {
            return Err(
                bellwether_store::StoreError::NoSuchVersion { asked: version, newest }.into()
            );
        }
        return Ok(AsOf { date: None, store_version: Some(version) });
    }
    if let Ok(date) = text.parse::<Date>() {
        return Ok(AsOf { date: Some(date), store_version: None });
    }
    let commit = snapshot
        .commits()
        .into_iter()
        .rfind(|commit| commit.release.label.as_ref().is_some_and(|label| label.0 == text))
        .ok_or_else(|| {
            Failure::Usage(format!(
                "{text:?} is no store version, no date and no release in the store; \
                 `bellwether releases` lists what there is"
            ))
        })?;
    Ok(match commit.release.published {
        Some(day) => AsOf { date: Some(day), store_version: None },
        None => AsOf { date: None, store_version: Some(commit.store_version) },
    })
}

fn summary(difference: &Difference) -> String {
    let count = |n: u64| thousands(i64::try_from(n).unwrap_or(i64::MAX));
    let mut text = format!(
        "{} added, {} withdrawn, {} changed, {} unchanged",
        count(difference.added),
        count(difference.withdrawn),
        count(difference.changed),
        count(difference.unchanged)
    );
    let mut fields: Vec<_> = difference.fields.iter().collect();
    fields.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    if !fields.is_empty() {
        let named: Vec<String> =
            fields.iter().map(|(field, n)| format!("{field} {}", count(**n))).collect();
        text.push_str(&format!("\nfields changed: {}", named.join(", ")));
    }
    text
}

fn grid(difference: &Difference) -> Grid {
    let mut grid = Grid::new(&["report id", "what", "field", "before", "after"]);
    for change in &difference.changes {
        let id = || Cell::from(change.report_id());
        match change {
            ReportChange::Added { .. } => {
                grid.push(vec![id(), "added".into(), Cell::Empty, Cell::Empty, Cell::Empty]);
            }
            ReportChange::Withdrawn { .. } => {
                grid.push(vec![id(), "withdrawn".into(), Cell::Empty, Cell::Empty, Cell::Empty]);
            }
            ReportChange::Changed { fields, .. } => {
                for field in fields {
                    grid.push(vec![
                        id(),
                        "changed".into(),
                        field.field.as_str().into(),
                        Cell::maybe(field.before.clone()),
                        Cell::maybe(field.after.clone()),
                    ]);
                }
            }
        }
    }
    grid
}
