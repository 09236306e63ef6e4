//! The watch over a store: what a group did, whether that is more than its own past explains, and what is
//! said of it.
//!
//! What comes in: a snapshot of a store, which reports are meant, what the datasets cover ([`Collection`]), and
//! a [`Watch`]. What goes out: [`Alert`](bellwether_watch::alert::Alert)s with their evidence and the measured
//! rate of false alarms of their rule, near misses, what became of earlier alerts ([`book`]), the same for
//! each day of the past ([`replay`]), and all groups at once ([`screen`]).
//!
//! The statistics are those of `bellwether-watch`; this crate makes the series and keeps the books. Who an
//! actor is in a dataset is the caller's to say, as filters of the store.

pub mod book;
mod changes;
mod clusters;
mod collection;
mod definition;
mod error;
mod events;
mod explain;
mod judge;
mod latest;
mod replay;
mod run;
mod screen;
mod test;

pub use book::{Book, Entry, RunRecord};
pub use changes::{Spell, changes};
pub use clusters::{ClusterPlan, Clusters, FoundCluster, Method, clusters};
pub use collection::{Break, Collection, mark};
pub use definition::{NamedPeriod, Watch};
pub use error::VigilError;
pub use events::Events;
pub use explain::history;
pub use judge::NearMiss;
pub use latest::{Vintage, incomplete_from};
pub use replay::{Said, replay};
pub use run::{Look, Notice, Outcome, look, recheck};
pub use screen::{Groups, Newcomer, Screen, ScreenPlan, Screened, newcomers, screen};
pub use test::{Effort, Test};
