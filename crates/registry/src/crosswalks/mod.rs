//! What one ontology's codes are in another: crosswalks between event types, and from actors and targets
//! to harmonised classes of targets.
//!
//! What comes in: a code as a source writes it. What goes out: the code of another scheme, with how well
//! the two agree and why. Every scheme and every crosswalk is a file under `data/crosswalks/` that can be
//! printed; where there is none for a pair, two are put together through a third scheme and marked as
//! composed. What the files of a folder `cc-by-sa` hold stands under that licence; the others are ours.
//!
//! ```
//! use bellwether_registry::crosswalks::{Scheme, crosswalk};
//!
//! let walk = crosswalk(Scheme::Cameo, Scheme::Plover).expect("there is a file for it");
//! assert_eq!(walk.to("1831"), Some("ASSAULT/suicide-attack"));
//! assert!(walk.find("1831").is_some_and(|found| !found.inherited));
//! ```

mod compose;
mod embedded;
mod error;
mod load;
mod scheme;
mod targets;
mod walk;

#[cfg(test)]
mod data_tests;
#[cfg(test)]
mod real_tests;

pub use error::CrosswalkError;
pub use scheme::{Code, Scheme, SchemeInfo};
pub use targets::{is_sensitive, may_be_sensitive, target_of};
pub use walk::{Crosswalk, Found, Gap, Relation, Row, Source, crosswalk};
