//! x
use std::path::Path;
use bellwether_model::Limits;
use crate::SourceError;
/// x
pub fn suggest(_path: &Path, _limits: &Limits) -> Result<String, SourceError> { Ok(String::new()) }
