//! `vacuum`: small files into few, unreferenced ones away.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use crate::failure::Failure;
use crate::output::Grid;
use crate::session::Session;

/// Arguments of `vacuum`.
#[derive(Debug, Args)]
#[command(
    after_help = "No row is lost: every earlier state can still be asked for with --as-of and --data-version."
)]
pub(crate) struct VacuumArgs {
    /// Keep unreferenced files that are younger than so many hours, for readers that began before.
    #[arg(long, default_value_t = 24, value_name = "HOURS")]
    pub(crate) keep_hours: u32,
    /// Only say how many files would go.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &VacuumArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let compacted = store.compact(2, args.dry_run)?;
    let mut removed = store.vacuum(args.keep_hours, args.dry_run)?;
    if args.dry_run && args.keep_hours == 0 {
        // What would be put together would be free to go at once.
        removed.files_removed += compacted.files_before;
    }
    let mut grid = Grid::new(&["files put together", "into", "files removed"]);
    grid.push(vec![
        compacted.files_before.into(),
        compacted.files_after.into(),
        removed.files_removed.into(),
    ]);
    let document = json!({
        "files_before": compacted.files_before, "files_after": compacted.files_after,
        "files_removed": removed.files_removed, "store": store.state()?,
    });
    output.catalogue(&grid, &document)?;
    Ok(ExitCode::SUCCESS)
}
