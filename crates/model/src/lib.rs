//! The words of Bellwether as types, and nothing else.
//!
//! What comes in: values that a reader has taken from a source's file. What goes out: the same values
//! as types that exist only when they are valid: a [`Latitude`] is between -90 and 90, an [`Estimate`]
//! has low ≤ best ≤ high, a [`DateInterval`] does not end before it starts. Precision is part of the
//! value: a [`Place`] carries the code that says how well it is known, and so does a date.
//!
//! The crate does no input or output, knows no source's columns and depends on no other crate of the
//! workspace; every other crate depends on it.

mod batch;
mod calendar;
mod date;
mod estimate;
mod event;
mod extra;
mod finding;
mod hash;
mod ids;
mod incident;
mod kept_text;
mod limits;
mod mention;
mod notice;
mod place;
mod provenance;
mod release;
mod report;
mod statement;
mod target;

pub use batch::Batch;
pub use calendar::CalendarEntry;
pub use date::{DateError, DateInterval, DatePrecision};
pub use estimate::{Estimate, EstimateError};
pub use event::EventType;
pub use extra::Extra;
pub use finding::{Finding, Rule, Severity};
pub use hash::{ContentHash, ContentHasher, Digest, hex};
pub use ids::{ActorId, DatasetId, GwCode, IdError, Iso3, ReportId};
pub use incident::incident_id_of;
pub use kept_text::KeptText;
pub use limits::{LIMITS, Limits};
pub use mention::Mention;
pub use notice::Notice;
pub use place::{Latitude, Longitude, Place, PlaceError, PlacePrecision, Point, PrioGridId};
pub use provenance::{Checkpoint, FileOrigin, Gap, MappingOrigin, Provenance, Withdrawal};
pub use release::{CountryScope, Release, ReleaseLabel, Scope};
pub use report::{Deaths, NativeRef, Report, Side};
pub use statement::{
    ActorKind, CountryYearTotal, NativeActor, Quantity, Statement, StatementKind, ViolenceKind,
};
pub use target::{TargetClass, Targets};

/// Re-exported so that crates built on this one agree on the calendar type.
pub use jiff::civil::Date;
