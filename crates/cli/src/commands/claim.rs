//! `claim`: numbers in circulation held against the store.

mod around;
mod check;
mod list;
mod withheld;

use std::process::ExitCode;

use bellwether_claims::Verdict;
use clap::{Args, Subcommand};

pub(crate) use around::Around;
pub(crate) use check::party;
pub(crate) use list::{as_said, sentence};
pub(crate) use withheld::withhold;

use crate::failure::Failure;
use crate::session::Session;

/// Arguments of `claim`.
#[derive(Debug, Args)]
pub(crate) struct ClaimArgs {
    #[command(subcommand)]
    command: ClaimCommand,
}

#[derive(Debug, Subcommand)]
enum ClaimCommand {
    /// Hold a claim, or every claim of a document, against the store.
    Check(check::CheckArgs),
    /// List the numbers that the registry and the store hold of groups, with what the data say of each.
    List(list::ListArgs),
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &ClaimArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        ClaimCommand::Check(args) => check::run(session, args),
        ClaimCommand::List(args) => list::run(session, args),
    }
}

/// 0 supported, 1 not supported, 3 cannot be checked. Of several claims: 1 where any is not supported, else 3
/// where any cannot be checked.
fn exit_code(verdicts: &[Verdict]) -> ExitCode {
    let answers: Vec<Option<bool>> = verdicts.iter().map(|verdict| verdict.decides()).collect();
    ExitCode::from(if answers.contains(&Some(false)) {
        1
    } else if answers.is_empty() || answers.contains(&None) {
        3
    } else {
        0
    })
}
