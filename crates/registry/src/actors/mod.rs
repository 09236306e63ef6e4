//! Organisations: their names, relations and aims, and how each dataset speaks of them.
//!
//! What comes in: one hand-written TOML file per organisation (embedded in the program; a store can
//! bring more). What goes out: [`Registry::find`] ranks organisations for a name in any spelling or
//! script and says why; [`Registry::claim`] says which organisation a side of a report is. Persons are
//! not in it, neither as names nor as leaders of organisations.

mod check;
mod claim;
mod embedded;
mod error;
mod find;
mod load;
mod normalise;
mod schema;
mod score;
mod selector;

#[cfg(test)]
mod real_data_tests;

pub use error::RegistryError;
pub use find::{Match, Subject};
pub use load::{CODED, Registry};
pub use normalise::normalise;
pub use schema::{Actor, Name, NameKind, Relation, RelationKind, SourcedStatement};
pub use selector::Selector;
