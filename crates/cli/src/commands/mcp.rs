//! `mcp`: tools for assistants over standard input and output.

use std::process::ExitCode;
use std::sync::Arc;

use bellwether_server::Role;
use clap::Args;

use crate::api::Desk;
use crate::failure::Failure;
use crate::session::Session;

/// Arguments of `mcp`.
#[derive(Debug, Args)]
#[command(
    after_help = "Speaks the Model Context Protocol (JSON-RPC, a message a line) until its input ends. Answers leave, as over HTTP: rows \
that may not be passed on are not in them.\n\
Example: an assistant's configuration names the command `bellwether` with the arguments `mcp --store DIR`"
)]
pub(crate) struct McpArgs {}

/// Runs the command.
pub(crate) fn run(session: &Session, _: &McpArgs) -> Result<ExitCode, Failure> {
    let limits = session.settings.limits();
    let desk = Arc::new(Desk::open(session, limits)?);
    bellwether_server::over_stdio(desk, Role::Analyst, &limits)
        .map_err(|why| Failure::Data(format!("the assistant's side of the conversation: {why}")))?;
    Ok(ExitCode::SUCCESS)
}
