//! How an answer came about: each filter, what it means, and how many reports it removed.

use serde::Serialize;

use super::{Question, Unit, incidents};
use crate::columns::Cells;
use crate::{Snapshot, StoreError};

/// One filter of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilterStep {
    /// Its name: the flag without its dashes.
    pub filter: &'static str,
    /// What was asked for.
    pub value: String,
    /// The condition as it was put.
    pub condition: String,
    /// Reports (or incidents) that this filter removed, after the ones before it.
    pub removed: i64,
    /// Those that were left.
    pub left: i64,
}

/// How an answer came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The query.
    pub sql: String,
    /// Live reports before any filter.
    pub reports: i64,
    /// The incidents that they tell of, where these are counted: the filters then remove incidents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incidents: Option<i64>,
    /// Those of which several reports tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_several: Option<i64>,
    /// The filters, in order.
    pub steps: Vec<FilterStep>,
}

impl Question {
    /// Says how the answer comes about.
    ///
    /// # Errors
    /// When the query fails.
    pub fn explain(&self, snapshot: &Snapshot<'_>) -> Result<Explanation, StoreError> {
        if self.unit == Unit::Incidents {
            return self.explain_incidents(snapshot);
        }
        let conditions = self.filters.conditions();
        let mut columns = vec!["count(*) AS n".to_owned()];
        let mut so_far = Vec::new();
        for (index, condition) in conditions.iter().enumerate() {
            so_far.push(condition.sql.clone());
            let all = so_far.join(" AND ");
            columns.push(format!("count(*) FILTER (WHERE {all}) AS left{index}"));
        }
        let batches = snapshot.query(&format!("SELECT {} FROM reports", columns.join(", ")))?;
        let batch = batches
            .iter()
            .find(|batch| batch.num_rows() == 1)
            .ok_or_else(|| StoreError::Integrity("a count gave no row".into()))?;
        let cells = Cells(batch);
        let reports = cells.integer("n", 0)?.unwrap_or_default();
        let mut before = reports;
        let mut steps = Vec::new();
        for (index, condition) in conditions.into_iter().enumerate() {
            let left = cells.integer(&format!("left{index}"), 0)?.unwrap_or_default();
            steps.push(FilterStep {
                filter: condition.name,
                value: condition.words,
                condition: condition.sql,
                removed: before - left,
                left,
            });
            before = left;
        }
        Ok(Explanation { sql: self.sql(), reports, incidents: None, of_several: None, steps })
    }

    /// Filters take incidents away, one after the other.
    fn explain_incidents(&self, snapshot: &Snapshot<'_>) -> Result<Explanation, StoreError> {
        let (several, single) = snapshot.incident_counts()?;
        let count = |from: &str| -> Result<i64, StoreError> {
            crate::single_integer(&snapshot.query(&format!("SELECT count(*) AS n FROM {from}"))?)
        };
        let conditions = self.filters.conditions();
        let mut before = several + single;
        let mut steps = Vec::new();
        for (index, condition) in conditions.iter().enumerate() {
            let left = count(&incidents::counted(&conditions[..=index]))?;
            steps.push(FilterStep {
                filter: condition.name,
                value: condition.words.clone(),
                condition: condition.sql.clone(),
                removed: before - left,
                left,
            });
            before = left;
        }
        Ok(Explanation {
            sql: self.sql(),
            reports: count("reports")?,
            incidents: Some(several + single),
            of_several: Some(several),
            steps,
        })
    }
}
