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
    HIDDEN, SEVERAL, alone, every_incident, hidden_views, live, parted, withheld_views,
};

pub use bellwether_model::incident_id_of;
