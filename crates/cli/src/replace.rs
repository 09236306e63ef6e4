//! Files that are replaced whole, so that who reads one meanwhile finds the old or the new.

use std::path::Path;

use crate::failure::Failure;

/// Writes a file of JSON anew: beside it first, then in its place.
pub(crate) fn replace(place: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let beside = place.with_extension("json.new");
    std::fs::write(&beside, bytes).map_err(Failure::io("write", &beside))?;
    std::fs::rename(&beside, place).map_err(Failure::io("write", place))
}
