//! Incidents: what reports of several sources tell of together, how that was found, and what people said
//! of it.
//!
//! What comes in: links, memberships and incidents from a reconciliation ([`crate::Store::begin_run`]), and
//! judgements ([`crate::Store::judge`]). What goes out: the same as of a day and a version, and the relation
//! `incidents`, in which every incident stands once: those of several reports, and every other report as one
//! of its own. Links and memberships never replace reports.

mod encode;
mod grouped;
mod judge;
mod lane;
mod overlay;
mod read;
mod rows;
mod run;
mod views;
mod whole;

pub use judge::{Judged, Judgement, Verdict};
pub use overlay::Overlay;
pub use read::{Run, StoredForward, StoredLink, StoredMember};
pub use rows::{
    Forward, ForwardReason, IncidentRow, LinkKind, LinkRow, LinkState, MemberRow, Role,
};
pub use run::{Reconciliation, Replaces, RunCounts, RunOutcome, RunPlan, TakeIncidents};
pub use whole::{IncidentReport, StoredIncident};

pub(crate) use encode::{FORWARD_KEY, RUN_KEY, key_of_table};
pub(crate) use grouped::Grouped;
pub(crate) use views::{
    HIDDEN, SEVERAL, alone, every_incident, hidden_views, live, withheld_views,
};

use bellwether_model::ContentHasher;

/// The id of the incident that a report makes on its own: `i-` and the first 64 bits of the BLAKE3 hash of
/// the report's id, in hexadecimal. At ten million reports the chance that any two ids are the same is below
/// one in 300,000.
#[must_use]
pub fn incident_id_of(report_id: &str) -> String {
    let hash = ContentHasher::new().field(report_id.as_bytes()).finish().to_string();
    format!("i-{}", hash.get(..16).unwrap_or(&hash))
}
