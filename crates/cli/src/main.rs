//! The program `bellwether`.

use std::process::ExitCode;

fn main() -> ExitCode {
    bellwether_cli::run(std::env::args_os())
}
