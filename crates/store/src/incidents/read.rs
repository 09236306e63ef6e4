//! What was found, read back.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;
use bellwether_model::Date;
use jiff::Timestamp;
use serde::Serialize;

use super::rows::{COMPARISONS, ForwardReason, LinkKind, LinkState, Role};
use crate::columns::Cells;
use crate::commits::CommitKind;
use crate::question::quoted;
use crate::{Snapshot, StoreError};

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
    pub bits: [f64; COMPARISONS],
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

pub(super) fn damaged(what: &str) -> StoreError {
    StoreError::Integrity(format!("a row of an incident has no {what}"))
}

pub(super) fn list(ids: &[&str]) -> String {
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
                && !matches!(commit.kind, CommitKind::Reconcile | CommitKind::Watch)
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

    /// Hands on each live membership: report, incident, role.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn stream_members(&self, mut take: impl FnMut(&str, &str, Role)) -> Result<(), StoreError> {
        self.stream("SELECT report_id, incident_id, role FROM members", |batch| {
            let cells = Cells(&batch);
            let (reports, incidents, roles) =
                (cells.texts("report_id")?, cells.texts("incident_id")?, cells.texts("role")?);
            for row in 0..batch.num_rows() {
                let role = Role::parse(roles.must(row)?).ok_or_else(|| damaged("known role"))?;
                take(reports.must(row)?, incidents.must(row)?, role);
            }
            Ok(())
        })
    }

    pub(super) fn members_where(&self, condition: &str) -> Result<Vec<StoredMember>, StoreError> {
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
            real("bits_cited")?,
            real("bits_third")?,
            real("bits_rivals")?,
            real("bits_prior")?,
        ],
        chosen: cells.flag("chosen", row)?,
        state: LinkState::parse(cells.must("state", row)?).ok_or_else(|| damaged("known state"))?,
    })
}
