//! `check-totals`: our sums beside the totals that the source published.

use std::process::ExitCode;

use bellwether_store::{TotalsComparison, TotalsLine};
use clap::Args;
use serde_json::json;

use super::found;
use crate::failure::Failure;
use crate::output::{Cell, Grid, thousands};
use crate::session::Session;

/// Arguments of `check-totals`.
#[derive(Debug, Args)]
#[command(
    after_help = "Needs reports of ucdp-ged and the country-year totals (organizedviolencecy) in one store. \
Ends with 0 when every difference is explained by a difference of release or coverage, else with 1."
)]
pub(crate) struct CheckTotalsArgs {
    /// Only this country, by name or any code; repeat for several.
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Vec<String>,
    /// Also the lines in which the two agree.
    #[arg(long)]
    pub(crate) all: bool,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &CheckTotalsArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    let countries = session.world()?.countries()?;
    let mut wanted = Vec::new();
    for text in &args.country {
        let country = countries
            .find(text)
            .ok_or_else(|| Failure::Usage(format!("no country is called {text:?}")))?;
        wanted.extend(country.gw.iter().map(|code| i64::from(code.code)));
    }
    let comparison = snapshot.compare_totals(&wanted)?;
    if comparison.lines.is_empty() {
        return Err(Failure::Data(
            "the store has no country that both its reports and its published totals cover; bring in \
             a GED file and organizedviolencecy_*.csv first"
                .into(),
        ));
    }
    say(session, &comparison);
    let mut grid =
        Grid::new(&["country", "year", "type", "ours", "published", "difference", "events", "why"]);
    for line in comparison.lines.iter().filter(|line| args.all || line.differs()) {
        grid.push(row(line));
    }
    let unexplained = comparison.lines.iter().any(|line| line.differs() && line.why.is_none());
    output.catalogue(&grid, &json!({ "comparison": comparison, "store": snapshot.state() }))?;
    Ok(found(!unexplained))
}

fn row(line: &TotalsLine) -> Vec<Cell> {
    vec![
        line.country.as_str().into(),
        line.year.into(),
        line.kind.as_str().into(),
        line.ours.into(),
        line.published.into(),
        (line.ours - line.published).into(),
        line.events.into(),
        Cell::maybe(line.why.clone()),
    ]
}

fn say(session: &Session, comparison: &TotalsComparison) {
    let differing = comparison.lines.iter().filter(|line| line.differs()).count();
    session.say(&format!(
        "{} country-years by type compared, {} equal, {differing} differ",
        comparison.lines.len(),
        comparison.lines.len() - differing,
    ));
    for sum in &comparison.countries {
        session.say(&format!(
            "  {}: ours {}, published {} ({} to {}; our reports: {}; published totals: {})",
            sum.country,
            thousands(sum.ours),
            thousands(sum.published),
            sum.from,
            sum.to,
            sum.our_releases,
            sum.published_releases,
        ));
    }
}
