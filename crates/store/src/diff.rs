//! What changed between two states of knowledge.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::columns::Cells;
use crate::question::quoted;
use crate::snapshot::live_view;
use crate::{AsOf, Snapshot, StoreError, StoredReport};

/// Pairs of revisions that are fetched at a time.
const CHUNK: usize = 1_000;

/// One field that a revision says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// What it said, `None` where it said nothing.
    pub before: Option<String>,
    /// What it says, `None` where it says nothing.
    pub after: Option<String>,
}

/// What became of one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum ReportChange {
    /// It was not there before.
    Added {
        /// The report.
        report_id: String,
    },
    /// It is no longer there.
    Withdrawn {
        /// The report.
        report_id: String,
    },
    /// It says something else.
    Changed {
        /// The report.
        report_id: String,
        /// The fields in which it differs.
        fields: Vec<FieldChange>,
    },
}

/// The difference between two states.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Reports in the second state only.
    pub added: u64,
    /// Reports in the first state only.
    pub withdrawn: u64,
    /// Reports in both that differ.
    pub changed: u64,
    /// Reports in both that do not differ.
    pub unchanged: u64,
    /// For each field, the number of reports in which it differs.
    pub fields: BTreeMap<String, u64>,
    /// The single changes, by report id, as many as were asked for.
    pub changes: Vec<ReportChange>,
}

impl Snapshot<'_> {
    /// Compares two states of the store this snapshot was taken of, for one dataset or for all.
    ///
    /// # Errors
    /// When a query fails.
    pub fn difference(
        &self,
        before: &AsOf,
        after: &AsOf,
        dataset: Option<&str>,
        limit: usize,
    ) -> Result<Difference, StoreError> {
        let newest = self.state().version;
        let side = |as_of: &AsOf| {
            let version = as_of.store_version.unwrap_or(newest).min(newest);
            let of = dataset.map_or(String::new(), |id| format!(" AND dataset = {}", quoted(id)));
            format!("({}{of})", live_view("reports", version, as_of.instant()))
        };
        let pairs = format!(
            "SELECT coalesce(b.report_id, a.report_id) AS report_id, a.revision AS a, \
             b.revision AS b, a.content_hash = b.content_hash AS same \
             FROM {} AS a FULL JOIN {} AS b ON a.report_id = b.report_id",
            side(before),
            side(after)
        );
        let mut difference = Difference::default();
        let mut changed: Vec<(String, i64, i64)> = Vec::new();
        let mut gone_and_come: Vec<ReportChange> = Vec::new();
        let sql = format!(
            "SELECT report_id, a, b FROM ({pairs}) WHERE same IS NULL OR NOT same ORDER BY report_id"
        );
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let report_id = cells.must("report_id", row)?.to_owned();
                match (cells.integer("a", row)?, cells.integer("b", row)?) {
                    (Some(a), Some(b)) => changed.push((report_id, a, b)),
                    (Some(_), None) => gone_and_come.push(ReportChange::Withdrawn { report_id }),
                    _ => gone_and_come.push(ReportChange::Added { report_id }),
                }
            }
            Ok(())
        })?;
        self.stream(&format!("SELECT count(*) AS n FROM ({pairs}) WHERE same"), |batch| {
            difference.unchanged +=
                Cells(&batch).integer("n", 0)?.unwrap_or_default().unsigned_abs();
            Ok(())
        })?;
        for change in gone_and_come {
            match change {
                ReportChange::Added { .. } => difference.added += 1,
                _ => difference.withdrawn += 1,
            }
            if difference.changes.len() < limit {
                difference.changes.push(change);
            }
        }
        self.compare_pairs(&changed, &mut difference, limit)?;
        difference.changes.sort_by(|a, b| a.report_id().cmp(b.report_id()));
        Ok(difference)
    }

    fn compare_pairs(
        &self,
        pairs: &[(String, i64, i64)],
        difference: &mut Difference,
        limit: usize,
    ) -> Result<(), StoreError> {
        let mut kept = 0;
        for chunk in pairs.chunks(CHUNK) {
            let revisions: Vec<String> =
                chunk.iter().flat_map(|(_, a, b)| [a.to_string(), b.to_string()]).collect();
            let sql =
                format!("SELECT * FROM reports_log WHERE revision IN ({})", revisions.join(", "));
            let rows: BTreeMap<i64, StoredReport> =
                self.stored(&sql)?.into_iter().map(|row| (row.revision, row)).collect();
            for (report_id, a, b) in chunk {
                let (Some(a), Some(b)) = (rows.get(a), rows.get(b)) else {
                    return Err(StoreError::Integrity(format!(
                        "a revision of {report_id} is gone"
                    )));
                };
                let fields = field_changes(a, b);
                difference.changed += 1;
                for field in &fields {
                    *difference.fields.entry(field.field.clone()).or_default() += 1;
                }
                if kept < limit {
                    kept += 1;
                    let report_id = report_id.clone();
                    difference.changes.push(ReportChange::Changed { report_id, fields });
                }
            }
        }
        Ok(())
    }
}

impl ReportChange {
    /// The report that changed.
    #[must_use]
    pub fn report_id(&self) -> &str {
        match self {
            Self::Added { report_id }
            | Self::Withdrawn { report_id }
            | Self::Changed { report_id, .. } => report_id,
        }
    }
}

fn content(row: &StoredReport) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    row.report.visit_content(|name, value| {
        fields.insert(name.to_owned(), value.to_owned());
    });
    fields
}

/// The fields in which two revisions differ, by name.
fn field_changes(a: &StoredReport, b: &StoredReport) -> Vec<FieldChange> {
    let (before, after) = (content(a), content(b));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| FieldChange {
            field: name.clone(),
            before: before.get(name).cloned(),
            after: after.get(name).cloned(),
        })
        .collect()
}
