//! What was found, read back.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;
use bellwether_model::Date;
use jiff::Timestamp;
use serde::Serialize;

use super::rows::{ForwardReason, LinkKind, LinkState, Role};
use crate::columns::Cells;
use crate::commits::CommitKind;
use crate::question::quoted;
use crate::{Snapshot, StoreError, StoredReport};

/// A reconciliation that the store keeps the outcome of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Run {
    /// The store version that it made.
    pub store_version: i64,
    /// From when its outcome counts as known: the newest instant among what it saw.
    pub known_from: Timestamp,
    /// How reports were put together.
    pub method: String,
    /// The last store version whose reports it saw.
    pub covers_version: i64,
    /// Whether it did everything again.
    pub full: bool,
    /// The datasets that took part.
    pub datasets: Vec<String>,
    /// What the method had set or learnt.
    pub parameters: serde_json::Value,
    /// What the run said about itself.
    pub counts: serde_json::Value,
}

/// A link as the store has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)] // as in LinkRow
pub struct StoredLink {
    pub report_a: String,
    pub report_b: String,
    pub day_first: Date,
    pub day_last: Date,
    pub kind: LinkKind,
    pub probability: f64,
    /// When, place, who, what, toll, prior.
    pub bits: [f64; 6],
    pub chosen: bool,
    pub state: LinkState,
}

/// What a report is to an incident, as the store has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)] // as in MemberRow
pub struct StoredMember {
    pub report_id: String,
    pub incident_id: String,
    pub role: Role,
    pub probability: f64,
}

/// A name of an incident that leads to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // as in Forward
pub struct StoredForward {
    pub from_id: String,
    pub to_id: String,
    pub reason: ForwardReason,
    pub known_from: Timestamp,
}

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

fn damaged(what: &str) -> StoreError {
    StoreError::Integrity(format!("a row of an incident has no {what}"))
}

fn list(ids: &[&str]) -> String {
    ids.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", ")
}

impl Snapshot<'_> {
    /// Whether there are incidents: a run that counts as known, or an overlay.
    #[must_use]
    pub fn has_incidents(&self) -> bool {
        let until = self.as_of().instant();
        self.is_overlaid()
            || self.all_commits().iter().any(|commit| {
                commit.kind == CommitKind::Reconcile
                    && until.is_none_or(|until| commit.known_from <= until)
            })
    }

    /// The newest run that counts as known.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn last_run(&self) -> Result<Option<Run>, StoreError> {
        if !self.has_incidents() {
            return Ok(None);
        }
        let sql = "SELECT * FROM runs ORDER BY store_version DESC LIMIT 1";
        for batch in self.query(sql)? {
            if batch.num_rows() > 0 {
                return run(&Cells(&batch)).map(Some);
            }
        }
        Ok(None)
    }

    /// Whether anything came in since that a run should look at: reports, or judgements.
    #[must_use]
    pub fn is_stale(&self, run: &Run) -> bool {
        let until = self.as_of().instant();
        self.all_commits().iter().any(|commit| {
            commit.store_version > run.covers_version
                && commit.kind != CommitKind::Reconcile
                && until.is_none_or(|until| commit.known_from <= until)
        })
    }

    /// Streams columns of the live reports: all, or those of events that touch days, or those that came in
    /// after a store version.
    ///
    /// # Errors
    /// When the query fails, or what `take` gives back.
    pub fn stream_reports(
        &self,
        columns: &[&str],
        days: Option<(Date, Date)>,
        since: Option<i64>,
        take: impl FnMut(RecordBatch) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut conditions = vec!["TRUE".to_owned()];
        if let Some((from, to)) = days {
            conditions.push(format!("date_end >= DATE '{from}' AND date_start <= DATE '{to}'"));
        }
        if let Some(version) = since {
            conditions.push(format!("store_version > {version}"));
        }
        let columns = columns.join(", ");
        let conditions = conditions.join(" AND ");
        self.stream(&format!("SELECT {columns} FROM reports WHERE {conditions}"), take)
    }

    /// Streams columns of the revisions of reports that counted at a store version and ended since: what was
    /// changed or withdrawn.
    ///
    /// # Errors
    /// As [`Snapshot::stream_reports`].
    pub fn stream_ended(
        &self,
        columns: &[&str],
        since: i64,
        take: impl FnMut(RecordBatch) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.stream(
            &format!(
                "SELECT {} FROM reports_log WHERE store_version <= {since} AND revision IN \
                 (SELECT revision FROM endings WHERE \"table\" = 'reports' AND store_version > {since})",
                columns.join(", ")
            ),
            take,
        )
    }

    /// The live links that have one of these reports on either end, the most probable first.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn links_of(&self, reports: &[&str]) -> Result<Vec<StoredLink>, StoreError> {
        if reports.is_empty() {
            return Ok(Vec::new());
        }
        let ids = list(reports);
        self.links_where(&format!("report_a IN ({ids}) OR report_b IN ({ids})"))
    }

    /// The live links that touch these days.
    ///
    /// # Errors
    /// As [`Snapshot::links_of`].
    pub fn links_between(&self, from: Date, to: Date) -> Result<Vec<StoredLink>, StoreError> {
        self.links_where(&format!("day_last >= DATE '{from}' AND day_first <= DATE '{to}'"))
    }

    /// The live links whose probability is nearest to a half, of those that say that two reports are the same.
    ///
    /// # Errors
    /// As [`Snapshot::links_of`].
    pub fn uncertain_links(&self, limit: usize) -> Result<Vec<StoredLink>, StoreError> {
        let sql = format!(
            "SELECT * FROM links WHERE kind = 'same' AND state = 'machine' \
             ORDER BY abs(probability - 0.5), report_a, report_b LIMIT {limit}"
        );
        self.read_links(&sql)
    }

    fn links_where(&self, condition: &str) -> Result<Vec<StoredLink>, StoreError> {
        let sql = format!(
            "SELECT * FROM links WHERE {condition} ORDER BY probability DESC, report_a, report_b"
        );
        self.read_links(&sql)
    }

    fn read_links(&self, sql: &str) -> Result<Vec<StoredLink>, StoreError> {
        let mut links = Vec::new();
        self.stream(sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                links.push(link(&cells, row)?);
            }
            Ok(())
        })?;
        Ok(links)
    }

    /// The live memberships of these reports, or all of them.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn members_of(&self, reports: Option<&[&str]>) -> Result<Vec<StoredMember>, StoreError> {
        match reports {
            Some([]) => Ok(Vec::new()),
            Some(reports) => self.members_where(&format!("report_id IN ({})", list(reports))),
            None => self.members_where("TRUE"),
        }
    }

    fn members_where(&self, condition: &str) -> Result<Vec<StoredMember>, StoreError> {
        let sql = format!(
            "SELECT report_id, incident_id, role, probability FROM members WHERE {condition}"
        );
        let mut members = Vec::new();
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let role = Role::parse(cells.must("role", row)?);
                members.push(StoredMember {
                    report_id: cells.must("report_id", row)?.to_owned(),
                    incident_id: cells.must("incident_id", row)?.to_owned(),
                    role: role.ok_or_else(|| damaged("known role"))?,
                    probability: cells.real("probability", row)?.unwrap_or_default(),
                });
            }
            Ok(())
        })?;
        members.sort_by(|a, b| (&a.incident_id, &a.report_id).cmp(&(&b.incident_id, &b.report_id)));
        Ok(members)
    }

    /// The names of incidents that lead to others.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn forwards(&self) -> Result<Vec<StoredForward>, StoreError> {
        let mut forwards = Vec::new();
        self.stream("SELECT * FROM forwards", |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let reason = ForwardReason::parse(cells.must("reason", row)?);
                forwards.push(StoredForward {
                    from_id: cells.must("from_id", row)?.to_owned(),
                    to_id: cells.must("to_id", row)?.to_owned(),
                    reason: reason.ok_or_else(|| damaged("known reason"))?,
                    known_from: cells.instant("known_from", row)?.unwrap_or_default(),
                });
            }
            Ok(())
        })?;
        Ok(forwards)
    }

    /// The live incidents behind a name: itself where there is one, else those that it leads to, ascending.
    ///
    /// # Errors
    /// When a query fails.
    pub fn follow(&self, incident_id: &str) -> Result<Vec<String>, StoreError> {
        let mut onward: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for forward in self.forwards()? {
            onward.entry(forward.from_id).or_default().push(forward.to_id);
        }
        let (mut seen, mut open) = (BTreeSet::new(), vec![incident_id.to_owned()]);
        while let Some(id) = open.pop() {
            if seen.insert(id.clone()) {
                open.extend(onward.get(&id).into_iter().flatten().cloned());
            }
        }
        let all: Vec<&str> = seen.iter().map(String::as_str).collect();
        let sql = format!(
            "SELECT incident_id FROM incidents WHERE incident_id IN ({}) ORDER BY incident_id",
            list(&all)
        );
        let mut found = Vec::new();
        for batch in self.query(&sql)? {
            for row in 0..batch.num_rows() {
                found.push(Cells(&batch).must("incident_id", row)?.to_owned());
            }
        }
        Ok(found)
    }

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

fn run(cells: &Cells<'_>) -> Result<Run, StoreError> {
    let json = |name: &str| -> Result<serde_json::Value, StoreError> {
        serde_json::from_str(cells.must(name, 0)?)
            .map_err(|error| StoreError::Integrity(format!("the column {name} of a run: {error}")))
    };
    Ok(Run {
        store_version: cells.integer("store_version", 0)?.unwrap_or_default(),
        known_from: cells.instant("known_from", 0)?.unwrap_or_default(),
        method: cells.must("method", 0)?.to_owned(),
        covers_version: cells.integer("covers_version", 0)?.unwrap_or_default(),
        full: cells.flag("full", 0)?,
        datasets: cells.must("datasets", 0)?.split_whitespace().map(str::to_owned).collect(),
        parameters: json("parameters")?,
        counts: json("counts")?,
    })
}

fn link(cells: &Cells<'_>, row: usize) -> Result<StoredLink, StoreError> {
    let day = |name: &str| cells.day(name, row)?.ok_or_else(|| damaged(name));
    let real = |name: &str| Ok::<f64, StoreError>(cells.real(name, row)?.unwrap_or_default());
    Ok(StoredLink {
        report_a: cells.must("report_a", row)?.to_owned(),
        report_b: cells.must("report_b", row)?.to_owned(),
        day_first: day("day_first")?,
        day_last: day("day_last")?,
        kind: LinkKind::parse(cells.must("kind", row)?).ok_or_else(|| damaged("known kind"))?,
        probability: real("probability")?,
        bits: [
            real("bits_when")?,
            real("bits_place")?,
            real("bits_who")?,
            real("bits_what")?,
            real("bits_toll")?,
            real("bits_prior")?,
        ],
        chosen: cells.flag("chosen", row)?,
        state: LinkState::parse(cells.must("state", row)?).ok_or_else(|| damaged("known state"))?,
    })
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
