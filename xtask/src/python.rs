//! Python packages in environments of their own under `target/`, for what is measured against and checked
//! with other people's programs.

use std::path::PathBuf;

use crate::command::{command, run};
use crate::failure::{Failure, Outcome};
use crate::{metadata, tree};

/// The Python of an environment; made, and filled from a list in `bench/`, when that list has changed.
///
/// # Errors
/// When Python cannot make it, or a package cannot be had.
pub(crate) fn environment(name: &str, requirements: &str) -> Outcome<PathBuf> {
    let folder = metadata::target_directory()?.join(name);
    let python = folder.join("bin").join("python");
    let stamp = folder.join("requirements.txt");
    let wanted_path = tree::root().join("bench").join(requirements);
    let wanted = std::fs::read_to_string(&wanted_path).map_err(Failure::file(&wanted_path))?;
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(python);
    }
    run(command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    run(command(&python).args(["-m", "pip", "install", "-q", "-r"]).arg(&wanted_path))?;
    std::fs::write(&stamp, wanted).map_err(Failure::file(&stamp))?;
    Ok(python)
}
