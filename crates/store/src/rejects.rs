//! What did not come in, and why.

use serde::Serialize;

use crate::columns::Cells;
use crate::question::quoted;
use crate::{Snapshot, StoreError};

/// Which findings.
#[derive(Debug, Clone, Default)]
pub struct RejectSelection {
    /// Only those of the file of this name.
    pub file: Option<String>,
    /// Only those of this rule.
    pub rule: Option<String>,
    /// Only rows that are not reports.
    pub rejected_only: bool,
}

impl RejectSelection {
    fn sql(&self) -> String {
        let mut parts = vec!["TRUE".to_owned()];
        parts.extend(self.file.as_ref().map(|file| format!("file = {}", quoted(file))));
        parts.extend(self.rule.as_ref().map(|rule| format!("rule = {}", quoted(rule))));
        if self.rejected_only {
            parts.push("severity = 'reject'".to_owned());
        }
        parts.join(" AND ")
    }
}

/// A stored finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredFinding {
    /// The dataset.
    pub dataset: String,
    /// The file.
    pub file: String,
    /// The row of the file.
    pub row: i64,
    /// The column, or empty for the row as a whole.
    pub column: String,
    /// `reject`, `repair` or `warning`.
    pub severity: String,
    /// The rule.
    pub rule: String,
    /// What is wrong and what can be done.
    pub message: String,
    /// The value.
    pub value: String,
}

/// Findings of one kind in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectGroup {
    /// The file.
    pub file: String,
    /// `reject`, `repair` or `warning`.
    pub severity: String,
    /// The rule.
    pub rule: String,
    /// How many.
    pub rows: i64,
}

impl Snapshot<'_> {
    /// The findings, in the order of their files and rows, at most `limit`.
    ///
    /// # Errors
    /// When the query fails.
    pub fn rejects(
        &self,
        selection: &RejectSelection,
        limit: usize,
    ) -> Result<Vec<StoredFinding>, StoreError> {
        let sql = format!(
            "SELECT * FROM rejects WHERE {} ORDER BY store_version, row, \"column\" LIMIT {limit}",
            selection.sql()
        );
        let mut all = Vec::new();
        for batch in self.query(&sql)? {
            for row in 0..batch.num_rows() {
                let cells = Cells(&batch);
                let text = |name: &str| cells.must(name, row).map(str::to_owned);
                all.push(StoredFinding {
                    dataset: text("dataset")?,
                    file: text("file")?,
                    row: cells.integer("row", row)?.unwrap_or_default(),
                    column: text("column")?,
                    severity: text("severity")?,
                    rule: text("rule")?,
                    message: text("message")?,
                    value: text("value")?,
                });
            }
        }
        Ok(all)
    }

    /// The findings, counted by file, severity and rule.
    ///
    /// # Errors
    /// When the query fails.
    pub fn reject_summary(
        &self,
        selection: &RejectSelection,
    ) -> Result<Vec<RejectGroup>, StoreError> {
        let sql = format!(
            "SELECT file, severity, rule, count(*) AS n FROM rejects WHERE {} \
             GROUP BY file, severity, rule ORDER BY file, severity, rule",
            selection.sql()
        );
        let mut all = Vec::new();
        for batch in self.query(&sql)? {
            for row in 0..batch.num_rows() {
                let cells = Cells(&batch);
                let text = |name: &str| cells.must(name, row).map(str::to_owned);
                all.push(RejectGroup {
                    file: text("file")?,
                    severity: text("severity")?,
                    rule: text("rule")?,
                    rows: cells.integer("n", row)?.unwrap_or_default(),
                });
            }
        }
        Ok(all)
    }
}
