//! Words for a person, on standard error.

use std::io::Write as _;

use tracing_subscriber::EnvFilter;

/// Starts the log: warnings by default, more with each `-v`; `BELLWETHER_LOG` overrides.
pub(crate) fn start(verbose: u8) {
    let level = match verbose {
        0 => "off,bellwether_cli=warn,bellwether_store=warn,bellwether_sources=warn",
        1 => "off,bellwether_cli=info,bellwether_store=info,bellwether_sources=info",
        2 => "info",
        _ => "debug",
    };
    let filter =
        EnvFilter::try_from_env("BELLWETHER_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    // A second start within one process (tests) keeps the first log.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .without_time()
        .try_init();
}

/// Lines on standard error, without what would steer a terminal; a closed standard error is not an error of ours.
pub(crate) fn say(line: &str) {
    let lines: Vec<String> = line.split('\n').map(crate::output::clean).collect();
    let _ = writeln!(std::io::stderr().lock(), "{}", lines.join("\n"));
}
