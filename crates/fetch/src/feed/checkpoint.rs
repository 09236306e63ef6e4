//! How far a feed has come, as text.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::FetchError;

/// Reads the checkpoint of the last run; without one, the feed begins at its beginning.
pub(super) fn read<T: DeserializeOwned + Default>(
    feed: &'static str,
    text: Option<&str>,
) -> Result<T, FetchError> {
    text.map_or_else(
        || Ok(T::default()),
        |text| {
            serde_json::from_str(text)
                .map_err(|error| FetchError::Checkpoint { feed, reason: error.to_string() })
        },
    )
}

/// Writes one.
pub(super) fn write<T: Serialize>(feed: &'static str, value: &T) -> Result<String, FetchError> {
    serde_json::to_string(value)
        .map_err(|error| FetchError::Checkpoint { feed, reason: error.to_string() })
}
