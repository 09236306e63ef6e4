//! The store: what each source said, in every version it said it.
//!
//! What comes in: [`bellwether_model::Batch`]es of one release ([`Store::begin`], [`Ingest::push`],
//! [`Ingest::finish`]). What goes out: answers as of a knowledge date and a store version
//! ([`Store::snapshot`]), as counts, series, rows or SQL.
//!
//! Tables are Delta Lake tables under one directory; other engines can read them. Rows are only ever
//! appended. A row of `reports` is a *revision*: it counts from `known_from` on, until a row of
//! `endings` says that the source changed or withdrew it. An ingest becomes visible by a single commit
//! to the table `commits`; a process that dies before leaves nothing that a reader can see.

mod activity;
mod breakdown;
mod check;
mod columns;
mod commits;
mod dates;
mod deadline;
mod diff;
mod digests;
mod error;
mod events;
mod functions;
mod gaps;
mod history;
mod incidents;
mod index;
mod ingest;
mod leaving;
mod lock;
mod maintain;
mod narrow;
mod natives;
mod page;
mod question;
mod rejects;
mod revisions;
mod scan;
mod schema;
mod snapshot;
mod sql;
mod statements;
mod store;
mod table;
mod texts;
mod totals;
mod warm;
mod watching;
mod writer;

pub use activity::Activity;
pub use breakdown::{ActorSide, Piece, Position, Sums};
pub use check::CheckOutcome;
pub use commits::{Commit, CommitKind};
pub use datafusion::error::DataFusionError;
pub use dates::StoredDate;
pub use deadline::within;
pub use diff::{Difference, FieldChange, ReportChange};
pub use error::StoreError;
pub use events::StoredReport;
pub use incidents::{
    Forward, ForwardReason, IncidentReport, IncidentRow, Judged, Judgement, LinkKind, LinkRow,
    LinkState, MemberRow, Overlay, Reconciliation, Replaces, Role, Run, RunCounts, RunOutcome,
    RunPlan, StoredForward, StoredIncident, StoredLink, StoredMember, TakeIncidents, Verdict,
    incident_id_of,
};
pub use ingest::{Counts, Ingest, IngestOutcome};
pub use leaving::{Leaving, Treatment};
pub use maintain::Upkeep;
pub use page::{Mark, Page};
pub use question::{
    ActorFilter, ActorTerm, Answer, AnswerRow, By, Explanation, FieldFilter, FilterStep, Filters,
    Measure, NameActors, Question, SideChoice, Unit, Value,
};
pub use rejects::{RejectGroup, RejectSelection, StoredFinding};
pub use schema::{Column, Kind, TABLES, TableSchema};
pub use snapshot::{AsOf, Snapshot, single_integer};
pub use statements::StoredStatement;
pub use store::{Store, StoreState};
pub use texts::StoredText;
pub use totals::{TotalsComparison, TotalsLine, TotalsSum};
pub use watching::{AlertColumns, AlertEntry, KeptAlert, KeptWatch};

#[cfg(test)]
mod tests;
