//! Why a claim could not be held against a store.

use bellwether_store::StoreError;

/// Why a check ended early.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The conditions for an actor could not be made.
    #[error("the reports of {actor} cannot be asked for: {message}")]
    Actor {
        /// The actor.
        actor: String,
        /// Why.
        message: String,
    },
}
