//! `releases`: what came in.

use std::process::ExitCode;

use bellwether_store::Snapshot;
use clap::Args;
use serde_json::json;

use super::found;
use crate::failure::Failure;
use crate::output::{Cell, Grid, Output};
use crate::session::Session;

/// Arguments of `releases`.
#[derive(Debug, Args)]
pub(crate) struct ReleasesArgs {
    /// Only this dataset.
    #[arg(long, value_name = "DATASET")]
    pub(crate) source: Option<String>,
    /// List the times for which a source published nothing although it should have.
    #[arg(long)]
    pub(crate) gaps: bool,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &ReleasesArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    if args.gaps {
        return gaps(output, &snapshot, args.source.as_deref());
    }
    let commits: Vec<_> = snapshot
        .commits()
        .into_iter()
        .filter(|c| args.source.as_deref().is_none_or(|id| c.release.dataset.as_str() == id))
        .collect();
    let mut grid = Grid::new(&[
        "version",
        "source",
        "release",
        "published",
        "retrieved",
        "file",
        "read",
        "added",
        "changed",
        "withdrawn",
        "rejected",
        "complete for",
        "licence",
        "sha256",
    ]);
    for commit in &commits {
        let (release, counts) = (&commit.release, &commit.counts);
        grid.push(vec![
            commit.store_version.into(),
            release.dataset.as_str().into(),
            Cell::maybe(release.label.as_ref().map(ToString::to_string)),
            Cell::maybe(release.published.map(|day| day.to_string())),
            release.retrieved_at.strftime("%Y-%m-%d").to_string().into(),
            release.file.as_str().into(),
            counts.read.into(),
            counts.added.into(),
            counts.changed.into(),
            counts.withdrawn.into(),
            counts.rejected.into(),
            Cell::maybe(release.scope.as_ref().map(ToString::to_string)),
            release.licence.as_str().into(),
            release.sha256.chars().take(12).collect::<String>().into(),
        ]);
    }
    let any = !commits.is_empty();
    output.catalogue(&grid, &json!({ "releases": commits, "store": snapshot.state() }))?;
    Ok(found(any))
}

/// The gaps in what was published.
fn gaps(
    output: Output,
    snapshot: &Snapshot<'_>,
    dataset: Option<&str>,
) -> Result<ExitCode, Failure> {
    let gaps = snapshot.gaps(dataset)?;
    let mut grid = Grid::new(&["source", "from", "to", "reason"]);
    for gap in &gaps {
        grid.push(vec![
            gap.dataset.as_str().into(),
            gap.from.to_string().into(),
            gap.to.to_string().into(),
            gap.reason.as_str().into(),
        ]);
    }
    let any = !gaps.is_empty();
    output.catalogue(&grid, &json!({ "gaps": gaps, "store": snapshot.state() }))?;
    Ok(found(any))
}
