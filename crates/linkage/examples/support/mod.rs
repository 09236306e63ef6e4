//! What the examples share: worlds as records, the truth, and how well links agree with it.

pub(crate) mod arguments;
pub(crate) mod deco;
pub(crate) mod oracle;
#[path = "../../../reconcile/src/parties.rs"]
#[allow(unreachable_pub)] // it is public where it belongs
pub(crate) mod parties;
pub(crate) mod score;
pub(crate) mod table;
pub(crate) mod truth;
pub(crate) mod world;
pub(crate) mod world_truth;

/// What can go wrong in an example.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;
