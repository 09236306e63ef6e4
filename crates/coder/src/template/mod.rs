//! Which incidents a document reports, and which words of it fill their roles.
//!
//! Small linear models decide, one after the other: which kinds of incident the
//! document reports, then, for each kind, which noun groups are the perpetrator, its organisation, the
//! target, the victim, the weapon. Candidates are the noun groups of [`crate::tag`] in several lengths;
//! those that stand for the same thing are merged and the likeliest string answers for it.
//!
//! Features are stems of common words and of organisations' names. Words that the tagger knows as names
//! are one feature, whatever they are, so that the models hold no person's name.

mod boost;
mod candidate;
mod classes;
mod decide;
mod detail;
mod fill;
mod group;
mod model;
mod page;
mod relation;
mod role;
mod stem;
mod train;
mod triggers;

pub use boost::TreesError;
pub use detail::{Attribution, Details, Effect, Number, Victims};
pub use fill::{Cuts, Filler, Incident};
pub use model::{Base, Incidents, IncidentsError};
pub use train::{Trained, template, train};
