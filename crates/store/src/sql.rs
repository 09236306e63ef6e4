//! SQL from outside: read only, one statement, within limits.

use std::time::Duration;

use arrow::array::RecordBatch;
use bellwether_model::Limits;
use datafusion::execution::context::SQLOptions;
use datafusion::sql::parser::{DFParser, Statement};
use datafusion::sql::sqlparser::ast::Statement as SqlStatement;
use futures::StreamExt as _;

use crate::{Snapshot, StoreError};

impl Snapshot<'_> {
    /// Runs one read-only statement (`SELECT`, `WITH`, `VALUES`, `EXPLAIN`) against `reports`,
    /// `reports_log`, `endings`, `rejects`, `totals`, `actors`, `statements`.
    ///
    /// For a store that others may question, open the snapshot with [`crate::Store::sandbox`], which also
    /// bounds memory.
    ///
    /// # Errors
    /// [`StoreError::Question`] for anything but one such statement, [`StoreError::Limit`] when it
    /// passes the limits on time, rows or bytes, [`StoreError::Query`] when it fails.
    pub fn sql(&self, text: &str, limits: &Limits) -> Result<Vec<RecordBatch>, StoreError> {
        let mut statements = DFParser::parse_sql(text)?;
        let (Some(statement), true) = (statements.pop_front(), statements.is_empty()) else {
            return Err(StoreError::Question(
                "give exactly one SQL statement; several cannot be run at once".into(),
            ));
        };
        check(&statement)?;
        let options = SQLOptions::new()
            .with_allow_ddl(false)
            .with_allow_dml(false)
            .with_allow_statements(false);
        let limit = Duration::from_secs(limits.sql_seconds);
        self.store().runtime().block_on(async {
            let run = async {
                let plan = self.context().state().statement_to_plan(statement).await?;
                options.verify_plan(&plan)?;
                let stream = self.context().execute_logical_plan(plan).await?.execute_stream();
                collect(stream.await?, limits).await
            };
            tokio::time::timeout(limit, run)
                .await
                .map_err(|_| StoreError::Limit { limit: limits.sql_seconds, what: "seconds" })?
        })
    }
}

/// Only statements that read.
fn check(statement: &Statement) -> Result<(), StoreError> {
    let reads = match statement {
        Statement::Statement(sql) => matches!(**sql, SqlStatement::Query(_)),
        Statement::Explain(explain) => return check(&explain.statement),
        _ => false,
    };
    if reads {
        Ok(())
    } else {
        Err(StoreError::Question(
            "only statements that read can be run here: SELECT, WITH, VALUES, EXPLAIN".into(),
        ))
    }
}

async fn collect(
    mut stream: datafusion::execution::SendableRecordBatchStream,
    limits: &Limits,
) -> Result<Vec<RecordBatch>, StoreError> {
    let (mut rows, mut bytes, mut batches) = (0, 0, Vec::new());
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        rows += batch.num_rows();
        bytes += batch.get_array_memory_size();
        if rows > limits.result_rows {
            return Err(StoreError::Limit { limit: limits.result_rows as u64, what: "rows" });
        }
        if bytes > limits.result_bytes {
            return Err(StoreError::Limit { limit: limits.result_bytes as u64, what: "bytes" });
        }
        batches.push(batch);
    }
    if batches.is_empty() {
        batches.push(RecordBatch::new_empty(stream.schema()));
    }
    Ok(batches)
}
