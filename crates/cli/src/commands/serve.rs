//! `serve`: the HTTP API, feeds and pages, until told to stop.

mod setup;
mod token;

pub(crate) use setup::KEYS;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use bellwether_server::{Role, ServeError, Server, TokenError};
use clap::{Args, Subcommand, ValueEnum};

use crate::api::Desk;
use crate::failure::Failure;
use crate::gate::Gate;
use crate::session::Session;

/// Arguments of `serve`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Without flags the table `serve` of the configuration says how. Standard output gets one line, the address. On a loopback address and without tokens everybody on this machine may \
do everything; where others can reach it, tokens are needed. Stops on SIGTERM or Ctrl-C when what is being answered is done; a \
second signal does not wait.\n\
Example: bellwether serve; bellwether serve token add desk --role reader --tokens tokens.ndjson; \
bellwether serve --listen 0.0.0.0:8417 --tokens tokens.ndjson"
)]
pub(crate) struct ServeArgs {
    #[command(subcommand)]
    pub(crate) what: Option<What>,
    /// Where to listen: address and port, port 0 for one that is free [default: 127.0.0.1:8417].
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// File of tokens that `serve token add` made; repeat for several.
    #[arg(long, value_name = "FILE")]
    pub(crate) tokens: Vec<PathBuf>,
    /// What may be done without a token [default: everything on a loopback address without --tokens, else nothing].
    #[arg(long, value_enum, value_name = "ROLE")]
    pub(crate) anonymous: Option<RoleWord>,
    /// A name by which the server is reached, beside localhost; repeat for several.
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
}

/// What is done instead of serving.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Tokens, by which programs and people say who they are.
    Token(token::TokenArgs),
    /// Print the description of the API, OpenAPI 3.1.
    Openapi,
    /// Print the table of routes: method, path, who may.
    Routes,
}

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleWord {
    /// Ask the questions that are set.
    Reader,
    /// Ask freely (SQL), and judge, mute and watch.
    Analyst,
    /// See how the server and the store fare.
    Admin,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Reader => Self::Reader,
            RoleWord::Analyst => Self::Analyst,
            RoleWord::Admin => Self::Admin,
        }
    }
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &ServeArgs) -> Result<ExitCode, Failure> {
    match &args.what {
        Some(What::Token(args)) => return token::run(session, args),
        Some(What::Openapi) => return openapi(session),
        Some(What::Routes) => {
            let listing = bellwether_server::routes::listing(&Desk::described());
            session.output()?.text(&listing)?;
            return Ok(ExitCode::SUCCESS);
        }
        None => {}
    }
    let store = session.store()?;
    let snapshot = store.snapshot(&bellwether_store::AsOf::default())?;
    let closed = Gate::of(session, &snapshot)?.restricted();
    drop(snapshot);
    let closed = closed.iter().map(ToString::to_string).collect();
    let config = setup::config(session, args, closed)?;
    let limits = config.limits;
    let stop = super::watch::signals()?;
    let server = Server::bind(config, Arc::new(Desk::open(session, limits)?)).map_err(failure)?;
    session.output()?.text(&format!("http://{}/\n", server.address()))?;
    session.say(&format!("serving {}; Ctrl-C stops it", session.store_path().display()));
    server.run(&stop);
    session.say("stopped");
    Ok(ExitCode::SUCCESS)
}

fn openapi(session: &Session) -> Result<ExitCode, Failure> {
    let document = bellwether_server::openapi(&Desk::described());
    let mut text = serde_json::to_string_pretty(&document).expect("JSON");
    text.push('\n');
    session.output()?.text(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Why the server does not start, with its exit code.
fn failure(error: ServeError) -> Failure {
    match error {
        ServeError::NoTokens { .. } | ServeError::ClosedRows { .. } => {
            Failure::Refused(error.to_string())
        }
        ServeError::Token(error) => of_token(error),
        ServeError::Listen { .. } | ServeError::Threads(_) => Failure::Data(error.to_string()),
    }
}

fn of_token(error: TokenError) -> Failure {
    match error {
        TokenError::Open { .. } => Failure::Refused(error.to_string()),
        TokenError::Io { doing, path, source } => Failure::Io { doing, path, source },
        TokenError::Unknown { .. } => Failure::Unknown(error.to_string()),
        TokenError::Line { .. } | TokenError::NoRandom => Failure::Data(error.to_string()),
    }
}
