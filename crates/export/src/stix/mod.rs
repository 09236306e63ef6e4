//! An actor and its incidents as a STIX 2.1 bundle (OASIS, 10 June 2021).
//!
//! STIX 2.1 has an incident with a name and a description only, so the fields of a report are carried in
//! an extension of ours, as the standard provides. The bundle holds organisations and events, never
//! persons: there is no object of that kind in it, and free texts of sources are not taken over.

mod bundle;
mod ids;
mod incident;
mod objects;

pub(crate) use ids::uuid_of;

use std::io::Write;

use bellwether_model::{ActorId, Date, Report, ReportId};
use jiff::Timestamp;

use crate::card::Card;
use crate::error::ExportError;
use crate::policy::{Cleared, Decision, LocationPolicy, LocationTally};

/// An organisation, as far as a bundle speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Its id in the registry.
    pub id: ActorId,
    /// Its usual name.
    pub name: String,
    /// Further names, without the usual one.
    pub aliases: Vec<String>,
    /// What it is, in a sentence; empty for none.
    pub description: String,
    /// The instant from which this entry of the registry counts.
    pub known_from: Timestamp,
}

/// Reports that were put together to one incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The incident's id.
    pub incident_id: String,
    /// The reports that tell of it.
    pub reports: Vec<ReportId>,
}

/// One report as an incident, or several that were put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// The report; of several the one that knows the place best, with the days, the toll and the targets of the
    /// incident.
    pub report: Report,
    /// The reports behind the incident, where they are several.
    pub joined: Option<Joined>,
    /// The instant from which the first revision of the report was known.
    pub first_known: Timestamp,
    /// The instant from which this revision was known; not before the first.
    pub known_from: Timestamp,
    /// The country by its ISO 3166-1 alpha-2 code, as STIX asks; `None` where the registry has none,
    /// and then the source's own word stands.
    pub country_alpha2: Option<String>,
}

impl Incident {
    /// The reports that tell of it.
    pub(crate) fn reports(&self) -> &[ReportId] {
        self.joined.as_ref().map_or(std::slice::from_ref(&self.report.id), |joined| &joined.reports)
    }

    /// By what it is known: the incident's id, or that of its one report.
    pub(crate) fn key(&self) -> String {
        let joined = self.joined.as_ref();
        joined.map_or_else(|| self.report.id.to_string(), |joined| joined.incident_id.clone())
    }

    /// The incident as the location policy lets it leave on a day; `None` when it may not yet.
    pub(crate) fn treated(
        self,
        policy: &LocationPolicy,
        day: Date,
        tally: &mut LocationTally,
    ) -> Option<Self> {
        let decision = policy.decide(&self.report, day);
        tally.add(&decision);
        let report = match decision {
            Decision::HoldBack { .. } => return None,
            Decision::Coarsened(report) => Some(*report),
            Decision::Untouched(_) => None,
        };
        Some(match report {
            Some(report) => Self { report, ..self },
            None => self,
        })
    }
}

/// What a bundle is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Portrait {
    /// The organisation.
    pub actor: Actor,
    /// The incidents, or reports, in which it is a side.
    pub incidents: Vec<Incident>,
}

/// Writes a bundle. Ids are UUIDs made of names, so that the same report has the same id in every bundle;
/// `created` and `modified` come from when things were known, never from the clock.
///
/// # Errors
/// When the writer fails, or the card does not cite a dataset of the incidents.
pub fn write(
    portrait: &Cleared<Portrait>,
    card: &Card,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let card = portrait.card(card)?;
    serde_json::to_writer_pretty(&mut *out, &bundle::bundle(portrait.get(), &card))?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

/// Writes a bundle to a file, whole or not at all, as [`crate::save`] does rows.
///
/// # Errors
/// As [`write()`], with the path.
pub fn save(
    path: &std::path::Path,
    portrait: &Cleared<Portrait>,
    card: &Card,
) -> Result<(), ExportError> {
    crate::file::place(path, |out| write(portrait, card, out))
}
