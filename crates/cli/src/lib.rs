//! The command line: what a person types, and what comes back.
//!
//! What comes in: arguments, the environment, configuration files. What goes out: data on standard
//! output, words on standard error, and an exit code that a script can rely on (0 done, 1 a negative
//! answer, 2 usage, 3 data unusable, 4 refused by licence or policy, 5 network, 6 integrity,
//! 130 interrupted).
//!
//! Each command is a file under `commands/`: it takes its arguments and a session, asks the
//! crates below, and hands rows or a page to the output.

mod aggregate;
mod api;
mod args;
mod assist;
mod briefing;
mod chart;
mod citation;
mod commands;
mod config;
mod coverage;
mod delivering;
mod descriptions;
mod failure;
mod fields;
mod gate;
mod inclusion;
mod inflow;
mod logging;
mod news;
mod organisations;
mod outlet;
mod output;
mod period;
mod progress;
mod question;
mod reconciling;
mod replace;
mod schedule;
mod session;
mod threads;
mod watching;
mod world;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use failure::Failure;

/// Runs the program with these arguments; says how it ended.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // This program may have been started by itself, for a model in a file.
    if let Some(code) = assist::apart::run(&arguments) {
        return code;
    }
    let args = match args::Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // clap prints help and version to standard output and errors to standard error.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    logging::start(args.global.verbose);
    let outcome = session::Session::new(args.global)
        .and_then(|session| commands::run(&session, args.command));
    match outcome {
        Ok(code) => code,
        Err(Failure::PipeClosed) => ExitCode::SUCCESS,
        Err(failure) => {
            logging::say(&format!("error: {failure}"));
            failure.exit_code()
        }
    }
}
