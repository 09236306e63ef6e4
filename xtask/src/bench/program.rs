//! The released binary.

use std::path::PathBuf;

use crate::command::{cargo, run};
use crate::failure::Outcome;
use crate::{metadata, out};

/// The program that `BELLWETHER_BIN` names, for a comparison of two builds; else builds `bellwether` as it is released and
/// says where it is.
///
/// # Errors
/// When it does not build.
pub(crate) fn released() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os("BELLWETHER_BIN").map(PathBuf::from) {
        out::say(format_args!("measuring {}, not a build of this bench", named.display()));
        return Ok(named);
    }
    run(&mut cargo(&["build", "--release", "--bin", "bellwether"]))?;
    Ok(metadata::target_directory()?.join("release").join("bellwether"))
}
