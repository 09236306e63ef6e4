//! Incidents with their reports.

use std::collections::BTreeMap;

use bellwether_model::Date;
use serde::Serialize;

use super::read::{StoredMember, damaged, list};
use super::rows::Role;
use crate::columns::Cells;
use crate::{Snapshot, StoreError, StoredReport};

/// One report of an incident.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentReport {
    /// What it is to the incident.
    pub role: Role,
    /// The probability that it belongs there.
    pub probability: f64,
    /// The report.
    #[serde(flatten)]
    pub stored: StoredReport,
}

/// An incident with its own values and its reports.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)] // the columns of the table
pub struct StoredIncident {
    pub incident_id: String,
    pub datasets: Vec<String>,
    pub event_type: String,
    pub civilians_targeted: bool,
    pub date_start: Date,
    pub date_end: Date,
    pub date_precision: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub place_precision: String,
    pub country: String,
    pub iso3: Option<String>,
    pub admin1: Option<String>,
    pub admin2: Option<String>,
    pub place_name: Option<String>,
    /// Low, best, high.
    pub deaths: Option<[i64; 3]>,
    /// Low, best, high.
    pub injured: Option<[i64; 3]>,
    pub targets: Option<String>,
    /// The reports that tell of it, by dataset and id, summaries last.
    pub reports: Vec<IncidentReport>,
}

impl Snapshot<'_> {
    /// Incidents with their reports, by their ids; a name that leads to others is not followed.
    ///
    /// # Errors
    /// When a query fails or a row is damaged.
    pub fn incidents_of(&self, ids: &[&str]) -> Result<Vec<StoredIncident>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.stored_incidents(&[format!("incident_id IN ({})", list(ids))])
    }

    /// Incidents of several reports by their ids, and of one by its report, the latest first.
    pub(crate) fn incidents_and_singles(
        &self,
        several: &[String],
        single: &[String],
    ) -> Result<Vec<StoredIncident>, StoreError> {
        let listed = |ids: &[String]| list(&ids.iter().map(String::as_str).collect::<Vec<_>>());
        let mut conditions = Vec::new();
        if !several.is_empty() {
            let ids = listed(several);
            conditions.push(format!("report_id IS NULL AND incident_id IN ({ids})"));
        }
        if !single.is_empty() {
            conditions.push(format!("report_id IN ({})", listed(single)));
        }
        self.stored_incidents(&conditions)
    }

    /// The incidents that meet any of the conditions, with the reports of each.
    fn stored_incidents(&self, conditions: &[String]) -> Result<Vec<StoredIncident>, StoreError> {
        let mut incidents = Vec::new();
        // The reports of incidents of one, which have no membership.
        let mut single = Vec::new();
        for condition in conditions {
            for batch in self.query(&format!("SELECT * FROM incidents WHERE {condition}"))? {
                let cells = Cells(&batch);
                for row in 0..batch.num_rows() {
                    let incident = incident(&cells, row)?;
                    if let Some(report) = cells.text("report_id", row)? {
                        single.push((incident.incident_id.clone(), report.to_owned()));
                    }
                    incidents.push(incident);
                }
            }
        }
        incidents
            .sort_by(|a, b| (b.date_start, &a.incident_id).cmp(&(a.date_start, &b.incident_id)));
        self.add_reports(&mut incidents, &single)?;
        Ok(incidents)
    }

    fn add_reports(
        &self,
        incidents: &mut [StoredIncident],
        single: &[(String, String)],
    ) -> Result<(), StoreError> {
        let several: Vec<&str> = incidents
            .iter()
            .map(|incident| incident.incident_id.as_str())
            .filter(|id| single.iter().all(|(one, _)| one != id))
            .collect();
        let mut members = if several.is_empty() {
            Vec::new()
        } else {
            self.members_where(&format!("incident_id IN ({})", list(&several)))?
        };
        members.extend(single.iter().map(|(incident_id, report_id)| StoredMember {
            report_id: report_id.clone(),
            incident_id: incident_id.clone(),
            role: Role::Report,
            probability: 1.0,
        }));
        let ids: Vec<&str> = members.iter().map(|member| member.report_id.as_str()).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let sql = format!("SELECT * FROM reports WHERE report_id IN ({})", list(&ids));
        let stored: BTreeMap<String, StoredReport> =
            self.stored(&sql)?.into_iter().map(|row| (row.report.id.to_string(), row)).collect();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (place, incident) in incidents.iter().enumerate() {
            places.insert(incident.incident_id.clone(), place);
        }
        members.sort_by(|a, b| {
            (a.role == Role::Summary, &a.report_id).cmp(&(b.role == Role::Summary, &b.report_id))
        });
        for member in members {
            let place = places.get(&member.incident_id);
            if let (Some(place), Some(stored)) = (place, stored.get(&member.report_id)) {
                incidents[*place].reports.push(IncidentReport {
                    role: member.role,
                    probability: member.probability,
                    stored: stored.clone(),
                });
            }
        }
        Ok(())
    }
}

fn incident(cells: &Cells<'_>, row: usize) -> Result<StoredIncident, StoreError> {
    let day = |name: &str| cells.day(name, row)?.ok_or_else(|| damaged(name));
    let must = |name: &str| Ok::<String, StoreError>(cells.must(name, row)?.to_owned());
    let text =
        |name: &str| Ok::<Option<String>, StoreError>(cells.text(name, row)?.map(str::to_owned));
    let toll = |names: [&str; 3]| -> Result<Option<[i64; 3]>, StoreError> {
        let [low, best, high] = names.map(|name| cells.integer(name, row));
        let (low, best, high) = (low?, best?, high?);
        Ok(best.map(|best| [low.unwrap_or(best), best, high.unwrap_or(best)]))
    };
    Ok(StoredIncident {
        incident_id: must("incident_id")?,
        datasets: cells.must("datasets", row)?.split_whitespace().map(str::to_owned).collect(),
        event_type: must("event_type")?,
        civilians_targeted: cells.flag("civilians_targeted", row)?,
        date_start: day("date_start")?,
        date_end: day("date_end")?,
        date_precision: must("date_precision")?,
        latitude: cells.real("latitude", row)?,
        longitude: cells.real("longitude", row)?,
        place_precision: must("place_precision")?,
        country: must("country")?,
        iso3: text("iso3")?,
        admin1: text("admin1")?,
        admin2: text("admin2")?,
        place_name: text("place_name")?,
        deaths: toll(["deaths_low", "deaths_best", "deaths_high"])?,
        injured: toll(["injured_low", "injured_best", "injured_high"])?,
        targets: text("targets")?,
        reports: Vec::new(),
    })
}
