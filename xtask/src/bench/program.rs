//! The released binary.

use std::path::PathBuf;

use crate::command::{cargo, run};
use crate::failure::Outcome;
use crate::metadata;

/// Builds `bellwether` as it is released and says where it is.
///
/// # Errors
/// When it does not build.
pub(crate) fn released() -> Outcome<PathBuf> {
    run(&mut cargo(&["build", "--release", "--bin", "bellwether"]))?;
    Ok(metadata::target_directory()?.join("release").join("bellwether"))
}
