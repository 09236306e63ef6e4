//! `group`: one page about one group.

mod collected;
mod facts;
mod numbers;
mod page;

pub(crate) use facts::selector_words;

use std::process::ExitCode;

use bellwether_store::Store;
use clap::Args;

use crate::args::UnitWord;
use crate::failure::Failure;
use crate::reconciling::leaving_snapshot;
use crate::session::Session;

/// Arguments of `group`.
#[derive(Debug, Args)]
#[command(after_help = "Example: bellwether group boko-haram")]
pub(crate) struct GroupArgs {
    /// The actor: a registry id, a name in any spelling, or DATASET:ID for a dataset's own.
    #[arg(value_name = "ACTOR")]
    pub(crate) actor: String,
    /// Dataset, or `all`; repeat for several.
    #[arg(long, value_name = "DATASET")]
    pub(crate) source: Vec<String>,
    /// What counts as one: incidents or reports. Incidents are the default once the store has some.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) unit: Option<UnitWord>,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &GroupArgs) -> Result<ExitCode, Failure> {
    let store = session.store()?;
    page_of(session, &store, &args.actor, Some(&args.source), args.unit)
}

/// Gathers the facts and writes the page. Exit code 1 when no report speaks of the group.
pub(crate) fn page_of(
    session: &Session,
    store: &Store,
    actor: &str,
    sources: Option<&[String]>,
    asked: Option<UnitWord>,
) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let snapshot = leaving_snapshot(session, store, output.leaves(), asked)?;
    let facts = facts::gather(session, &snapshot, actor, sources.unwrap_or_default(), asked)?;
    let page = page::render(&facts, output.colour());
    let any = facts.events > 0;
    output.page(&page, &facts)?;
    Ok(super::found(any))
}
