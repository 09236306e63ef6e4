//! What may leave, and what must not.
//!
//! [`Guard`] decides on rows, counts and portraits by the [`Terms`] of their datasets and by the
//! [`Permissions`] that somebody recorded; what passes becomes [`Cleared`], the only thing that a writer
//! takes. [`LocationPolicy`] coarsens and delays reports about protected people and places.
//! [`audit`] keeps the record.

pub mod aggregate;
pub mod audit;
mod cleared;
mod guard;
mod location;
mod refusal;
mod suppress;
mod terms;
mod untreated;

pub use aggregate::{Aggregate, PartId};
pub use cleared::Cleared;
pub use guard::{Guard, Origin};
pub use location::{
    CoarsenTo, Decision, LocationPolicy, LocationRule, LocationTally, TREATED_COLUMN,
};
pub use refusal::{Refusal, RestrictedRows};
pub use terms::{Permission, Permissions, SMALL_CELL_DEFAULT, Terms};
