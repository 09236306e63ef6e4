//! The commands, one file each.

pub(crate) mod actor;
pub(crate) mod alerts;
pub(crate) mod brief;
pub(crate) mod calendar;
pub(crate) mod check_totals;
pub(crate) mod claim;
pub(crate) mod code;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod count;
pub(crate) mod crosswalk;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod doctor;
pub(crate) mod events;
pub(crate) mod export;
pub(crate) mod feed;
pub(crate) mod fetch;
pub(crate) mod group;
pub(crate) mod incident;
pub(crate) mod incidents;
pub(crate) mod ingest;
pub(crate) mod man;
pub(crate) mod mcp;
pub(crate) mod overlap;
pub(crate) mod place;
pub(crate) mod reconcile;
pub(crate) mod rejects;
pub(crate) mod releases;
pub(crate) mod scorecard;
pub(crate) mod series;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod sql;
pub(crate) mod vacuum;
pub(crate) mod verify;
pub(crate) mod watch;

use std::process::ExitCode;

use crate::args::Command;
use crate::failure::Failure;
use crate::session::Session;

pub(crate) use actor::relations as actor_relations;
pub(crate) use calendar::studied;
pub(crate) use group::selector_words;

/// The answer to a question that can be answered with no.
pub(crate) fn found(any: bool) -> ExitCode {
    ExitCode::from(u8::from(!any))
}

/// Runs one command.
pub(crate) fn run(session: &Session, command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Demo(args) => demo::run(session, &args),
        Command::Ingest(args) => ingest::run(session, &args),
        Command::Export(args) => export::run(session, &args),
        Command::Fetch(args) => fetch::run(session, &args),
        Command::Feed(args) => feed::run(session, &args),
        Command::Releases(args) => releases::run(session, &args),
        Command::Rejects(args) => rejects::run(session, &args),
        Command::Diff(args) => diff::run(session, &args),
        Command::Watch(args) => watch::run(session, &args),
        Command::Alerts(args) => alerts::run(session, &args),
        Command::Brief(args) => brief::run(session, &args),
        Command::Verify(args) => verify::run(session, &args),
        Command::Group(args) => group::run(session, &args),
        Command::Reconcile(args) => reconcile::run(session, &args),
        Command::Incident(args) => incident::run(session, &args),
        Command::Overlap(args) => overlap::run(session, &args),
        Command::Count(args) => count::run(session, &args),
        Command::Calendar(args) => calendar::run(session, &args),
        Command::Series(args) => series::run(session, &args),
        Command::Events(args) => events::run(session, &args),
        Command::Sql(args) => sql::run(session, &args),
        Command::Actor(args) => actor::run(session, &args),
        Command::Place(args) => place::run(session, &args),
        Command::Code(args) => code::run(session, &args),
        Command::Scorecard(args) => scorecard::run(session, &args),
        Command::Crosswalk(args) => crosswalk::run(session, &args),
        Command::Claim(args) => claim::run(session, &args),
        Command::CheckTotals(args) => check_totals::run(session, &args),
        Command::Simulate(args) => simulate::run(session, &args),
        Command::Doctor(args) => doctor::run(session, &args),
        Command::Vacuum(args) => vacuum::run(session, &args),
        Command::Config(args) => config::run(session, &args),
        Command::Completions(args) => completions::run(session, &args),
        Command::Serve(args) => serve::run(session, &args),
        Command::Mcp(args) => mcp::run(session, &args),
        Command::Man => man::run(session),
    }
}
