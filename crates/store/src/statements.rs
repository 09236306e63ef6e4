//! Statements as the store holds them: what sources say that is not an event.

use bellwether_model::{Date, StatementKind};
use serde::Serialize;

use crate::columns::Cells;
use crate::{Snapshot, StoreError};

/// One statement of the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredStatement {
    /// The dataset that it came with.
    pub dataset: String,
    /// The source's own id for it.
    pub key: String,
    /// What it is about, as the store has it: `strength`, `tally`, …
    pub kind: String,
    /// The actor in the source's words.
    pub actor: String,
    /// The actor's id in the dataset.
    pub actor_native_id: Option<String>,
    /// At least.
    pub low: Option<i64>,
    /// At most.
    pub high: Option<i64>,
    /// What is counted.
    pub unit: Option<String>,
    /// The time that it speaks of, in the source's words.
    pub as_of: Option<String>,
    /// Whom the source attributes it to.
    pub attributed_to: Option<String>,
    /// The sentence or cell that it was read from.
    pub text: String,
    /// The day from which it is known.
    pub known_from: Option<Date>,
}

impl Snapshot<'_> {
    /// The live statements of these kinds, by actor, time and id.
    ///
    /// # Errors
    /// When the query fails.
    pub fn statements_of(
        &self,
        kinds: &[StatementKind],
    ) -> Result<Vec<StoredStatement>, StoreError> {
        let kinds: Vec<String> = kinds.iter().map(|kind| format!("'{}'", kind.as_str())).collect();
        let sql = format!(
            "SELECT dataset, key, kind, actor, actor_native_id, low, high, unit, as_of, attributed_to, text, \
             CAST(known_from AS DATE) AS known FROM statements WHERE kind IN ({}) \
             ORDER BY actor, as_of, dataset, key",
            kinds.join(", ")
        );
        let mut all = Vec::new();
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let text = |name: &str| -> Result<Option<String>, StoreError> {
                    Ok(cells.text(name, row)?.map(str::to_owned))
                };
                all.push(StoredStatement {
                    dataset: cells.must("dataset", row)?.to_owned(),
                    key: cells.must("key", row)?.to_owned(),
                    kind: cells.must("kind", row)?.to_owned(),
                    actor: cells.must("actor", row)?.to_owned(),
                    actor_native_id: text("actor_native_id")?,
                    low: cells.integer("low", row)?,
                    high: cells.integer("high", row)?,
                    unit: text("unit")?,
                    as_of: text("as_of")?,
                    attributed_to: text("attributed_to")?,
                    text: cells.must("text", row)?.to_owned(),
                    known_from: cells.day("known", row)?,
                });
            }
        }
        Ok(all)
    }
}
