//! `rejects`: rows that did not come in, or not as they stood, and why.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::found;
use crate::failure::Failure;
use crate::gate::snapshot_for;
use crate::output::Grid;
use crate::session::Session;

/// Arguments of `rejects`.
#[derive(Debug, Args)]
pub(crate) struct RejectsArgs {
    /// Only this file, by its name without a folder.
    #[arg(long, value_name = "NAME")]
    pub(crate) file: Option<String>,
    /// Only this rule, such as latitude-range.
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Option<String>,
    /// Also rows that came in after a repair, and warnings.
    #[arg(long)]
    pub(crate) all: bool,
    /// Count by file, severity and rule instead of listing rows.
    #[arg(long)]
    pub(crate) summary: bool,
    /// List at most so many.
    #[arg(long, default_value_t = 100, value_name = "N")]
    pub(crate) limit: usize,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &RejectsArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let (snapshot, gate) = snapshot_for(session, &store, output.leaves())?;
    let selection = bellwether_store::RejectSelection {
        file: args.file.clone(),
        rule: args.rule.clone(),
        rejected_only: !args.all && !args.summary,
    };
    if args.summary {
        let groups = snapshot.reject_summary(&selection)?;
        let mut grid = Grid::new(&["file", "severity", "rule", "rows"]);
        for group in &groups {
            grid.push(vec![
                group.file.as_str().into(),
                group.severity.as_str().into(),
                group.rule.as_str().into(),
                group.rows.into(),
            ]);
        }
        let any = !groups.is_empty();
        output.catalogue(&grid, &json!({ "summary": groups, "store": snapshot.state() }))?;
        return Ok(found(any));
    }
    let rejects = snapshot.rejects(&selection, args.limit)?;
    let mut grid = Grid::new(&["file", "row", "column", "severity", "rule", "message", "value"]);
    for reject in &rejects {
        grid.push(vec![
            reject.file.as_str().into(),
            reject.row.into(),
            reject.column.as_str().into(),
            reject.severity.as_str().into(),
            reject.rule.as_str().into(),
            reject.message.as_str().into(),
            reject.value.as_str().into(),
        ]);
    }
    let any = !rejects.is_empty();
    if output.leaves() {
        let cleared = gate.open_rows(grid)?;
        output.rows(&cleared, &json!({ "rejects": rejects, "store": snapshot.state() }))?;
    } else {
        output.show(&grid)?;
    }
    Ok(found(any))
}
