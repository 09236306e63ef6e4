//! What the examples share: worlds as records, the truth, and how well links agree with it.

pub mod arguments;
pub mod parties;
pub mod score;
pub mod table;
pub mod truth;
pub mod world;

/// What can go wrong in an example.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;
