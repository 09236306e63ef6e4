//! `serve token`: makes, lists and revokes tokens.

use std::path::PathBuf;
use std::process::ExitCode;

use bellwether_server::{add_token, revoke_token, tokens_of};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{RoleWord, of_token};
use crate::failure::Failure;
use crate::output::{Cell, Grid};
use crate::session::Session;

/// Arguments of `serve token`.
#[derive(Debug, Args)]
pub(crate) struct TokenArgs {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What is done.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Make a token; it is shown once, and only its hash is kept.
    Add {
        /// What it is for, such as a desk or a program; no names of persons.
        #[arg(value_name = "NAME")]
        name: String,
        /// What it allows.
        #[arg(long, value_enum, value_name = "ROLE")]
        role: RoleWord,
        /// The file that it is added to.
        #[arg(long, value_name = "FILE")]
        tokens: PathBuf,
    },
    /// List the tokens of a file.
    List {
        /// The file.
        #[arg(long, value_name = "FILE")]
        tokens: PathBuf,
    },
    /// Revoke a token, with effect at once.
    Revoke {
        /// Its id.
        #[arg(value_name = "ID")]
        id: String,
        /// The file.
        #[arg(long, value_name = "FILE")]
        tokens: PathBuf,
    },
}

/// Runs the command.
pub(super) fn run(session: &Session, args: &TokenArgs) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Add { name, role, tokens } => {
            if name.trim().is_empty() {
                return Err(Failure::Usage("the token needs a name; say what it is for".into()));
            }
            let now = jiff::Timestamp::now();
            let (token, kept) =
                add_token(tokens, name.trim(), (*role).into(), now).map_err(of_token)?;
            session.output()?.page(
                &format!("{token}\n"),
                &json!({ "token": token, "id": kept.id, "name": kept.name, "role": kept.role }),
            )?;
            session.say(&format!(
                "{} may {} with it; it is not shown again, and `bellwether serve token revoke {}` revokes it",
                kept.name, kept.role, kept.id
            ));
        }
        What::List { tokens } => {
            let all = tokens_of(tokens).map_err(of_token)?;
            let mut grid = Grid::new(&["id", "name", "role", "made"]);
            for kept in &all {
                grid.push(vec![
                    Cell::from(kept.id.as_str()),
                    kept.name.as_str().into(),
                    kept.role.as_str().into(),
                    kept.made.strftime("%Y-%m-%d").to_string().into(),
                ]);
            }
            session.output()?.catalogue(&grid, &json!({ "tokens": grid.objects() }))?;
        }
        What::Revoke { id, tokens } => {
            let gone = revoke_token(tokens, id).map_err(of_token)?;
            session.say(&format!("revoked {} ({})", gone.id, gone.name));
        }
    }
    Ok(ExitCode::SUCCESS)
}
