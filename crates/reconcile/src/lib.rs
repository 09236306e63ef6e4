//! Reports of all datasets to incidents.
//!
//! What comes in: a snapshot of the store, who the parties of reports are, and judgements of people. What goes
//! out: links with their reasons, memberships and incidents, committed as one run ([`reconcile`]) or laid over
//! a snapshot of an earlier day ([`lay_over`]); and what a person wants to see of them: why two reports are
//! linked, which pairs are worth a look, which dataset saw what. Reports are never touched.

mod coverage;
mod error;
mod estimate;
mod incremental;
mod options;
mod parties;
mod plan;
mod read;
mod review;
mod run;
mod words;
mod write;

pub use coverage::{Coverage, coverage};
pub use error::ReconcileError;
pub use options::{Method, Options, Stage, Window};
pub use parties::RegistryParties;
pub use review::{ReviewItem, review};
pub use run::{Outcome, lay_over, reconcile};
pub use words::{Comparison, explain};
