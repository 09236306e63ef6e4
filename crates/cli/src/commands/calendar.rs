//! `calendar`: dates of politics, and whether a group's attacks gather around them.

mod attacks;
mod page;
mod study;

pub(crate) use study::studied;

use std::process::ExitCode;

use bellwether_store::StoredDate;
use clap::{Args, Subcommand};
use serde_json::json;

use super::found;
use crate::failure::Failure;
use crate::gate::snapshot_for;
use crate::output::{Cell, Grid};
use crate::period::{first_day, last_day};
use crate::question::countries;
use crate::session::Session;

/// Arguments of `calendar`.
#[derive(Debug, Args)]
pub(crate) struct CalendarArgs {
    #[command(subcommand)]
    pub(crate) command: CalendarCommand,
}

/// What to do with dates.
#[derive(Debug, Subcommand)]
pub(crate) enum CalendarCommand {
    /// List dates: elections, changes of government, withdrawals.
    List(ListArgs),
    /// Say whether a group's attacks gather around dates in the countries where it is active.
    Study(Box<study::StudyArgs>),
}

/// Arguments of `calendar list`.
#[derive(Debug, Args)]
#[command(
    after_help = "Dates come in with `bellwether ingest FILE`: REIGN's list of elections, or a table of your own \
with the columns date, country, kind and note."
)]
pub(crate) struct ListArgs {
    /// Country, by name or any code; repeat for several.
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Vec<String>,
    /// First day: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Last day, included: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Kind of date: election takes those of the executive, the legislature and referendums; repeat for
    /// several.
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &CalendarArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        CalendarCommand::List(args) => list(session, args),
        CalendarCommand::Study(args) => study::run(session, args),
    }
}

fn list(session: &Session, args: &ListArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let (snapshot, gate) = snapshot_for(session, &store, output.leaves())?;
    let from = args.from.as_deref().map(first_day).transpose()?;
    let to = args.to.as_deref().map(last_day).transpose()?;
    let mut dates = snapshot.calendar(&countries(session, &args.country)?, from, to)?;
    dates.retain(|date| is_of_kind(date, &args.kind));
    let any = !dates.is_empty();
    let grid = grid(&dates);
    if output.leaves() {
        let cleared = gate.open_rows(grid)?;
        output.rows(&cleared, &json!({ "dates": dates, "store": snapshot.state() }))?;
    } else {
        output.show(&grid)?;
    }
    Ok(found(any))
}

/// Whether a date is of one of these kinds (of any, if there are none). What is elected is no kind of its own:
/// `election` takes `election-executive`, but not `election-announced-executive`.
fn is_of_kind(date: &StoredDate, kinds: &[String]) -> bool {
    let of = |kind: &String| {
        date.kind
            .strip_prefix(kind.as_str())
            .is_some_and(|rest| matches!(rest, "" | "-executive" | "-legislative" | "-referendum"))
    };
    kinds.is_empty() || kinds.iter().any(of)
}

fn grid(dates: &[StoredDate]) -> Grid {
    let mut grid = Grid::new(&["date", "country", "kind", "what", "dataset", "id"]);
    for date in dates {
        let day = if date.date_start == date.date_end {
            date.date_start.to_string()
        } else {
            format!("{} to {}", date.date_start, date.date_end)
        };
        grid.push(vec![
            day.into(),
            date.iso3.map_or_else(|| date.country.clone(), |code| code.to_string()).into(),
            date.kind.as_str().into(),
            Cell::maybe((!date.what.is_empty()).then(|| date.what.clone())),
            date.dataset.as_str().into(),
            date.id.as_str().into(),
        ]);
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::Date;

    #[test]
    fn an_election_is_one_whoever_is_elected_and_an_announcement_is_none() {
        let date = |kind: &str| StoredDate {
            dataset: "x".into(),
            id: "1".into(),
            kind: kind.into(),
            country: "X".into(),
            iso3: None,
            date_start: Date::constant(2020, 1, 1),
            date_end: Date::constant(2020, 1, 1),
            what: String::new(),
        };
        let asked = ["election".to_owned(), "withdrawal".to_owned()];
        for kind in ["election", "election-executive", "election-referendum", "withdrawal"] {
            assert!(is_of_kind(&date(kind), &asked), "{kind}");
        }
        for kind in ["election-announced-executive", "elections", "change-of-government"] {
            assert!(!is_of_kind(&date(kind), &asked), "{kind}");
            assert!(is_of_kind(&date(kind), &[]));
        }
    }
}
