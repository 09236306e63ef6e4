//! Which reports speak of the same incident.
//!
//! What comes in: comparison records, one for each report. What goes out: links between reports with their
//! probability and what each comparison contributed, and incidents as sets of reports. Nothing here reads a
//! file or a store.

mod link;
mod prepare;
mod record;
#[cfg(test)]
mod testing;

pub use link::{Contributions, Link, LinkKind};
pub use prepare::{NameParties, Party, Preparer, ReportWords, SideWords, key_of};
pub use record::{DatasetIndex, Day, KINDS, ORGANISATIONS, PlaceClass, Record, Toll};
