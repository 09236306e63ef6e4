//! `completions`: for a shell, made from the arguments.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::failure::Failure;
use crate::session::Session;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &CompletionsArgs) -> Result<ExitCode, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut crate::args::Args::command(), "bellwether", &mut text);
    session.output()?.text(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}
