//! Which reports speak of the same incident.
//!
//! What comes in: comparison records, one for each report. What goes out: links between reports with their
//! probability and what each comparison contributed, and incidents as sets of reports. Nothing here reads a
//! file or a store.

mod assign;
mod average;
mod belief;
mod chance;
mod cited;
mod claims;
mod classes;
mod cluster;
mod common;
mod draw;
mod evidence;
mod gather;
mod identity;
mod index;
mod judged;
mod learn;
mod level;
mod link;
pub mod method;
mod model;
mod neighbours;
mod numbers;
mod overlap;
mod pairing;
mod parts;
mod places;
mod prepare;
pub mod recapture;
mod record;
mod repeated;
mod repeats;
mod score;
mod settings;
mod sites;
mod slab;
mod sums;
mod taught;
#[cfg(test)]
mod testing;
mod told;
mod triangle;
mod weights;
mod whole;

pub use identity::{Forward, ForwardReason, Identities, identify};
pub use judged::Judgements;
pub use link::{Contributions, Link, LinkKind, Role};
pub use model::{Model, ModelForm};
pub use overlap::{DATASETS_MAX, Overlap, Row, RowKind};
pub use prepare::{Kinds, NameParties, Party, Preparer, ReportWords, SideWords, key_of};
pub use record::{DatasetIndex, Day, KINDS, PlaceClass, Record, Toll};
pub use settings::Settings;
pub use slab::{
    SLAB_DAYS, days_for_slabs, days_of_slab, link_slab, links_of_slabs, slab_of, slabs_for,
};
pub use whole::{Linkage, join_links, join_pairs, link, link_with};
