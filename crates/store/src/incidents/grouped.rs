//! Which reports are in an incident of several, as one bit for each revision.
//!
//! A join of all reports with all memberships by their ids takes longer than a count may. Revisions are
//! numbers without gaps, so a bit for each tells it in a nanosecond.

use std::sync::{Arc, RwLock};

use arrow::array::{AsArray, BooleanArray};
use arrow::datatypes::{DataType, Int64Type};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};

use crate::columns::Cells;
use crate::{Snapshot, StoreError};

/// The bits; none until they are asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grouped(Arc<RwLock<Option<Bits>>>);

#[derive(Debug, Clone, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn set(&mut self, revision: i64) {
        let Ok(revision) = usize::try_from(revision) else { return };
        let word = revision / 64;
        if word >= self.0.len() {
            self.0.resize((word + 1).next_power_of_two(), 0);
        }
        self.0[word] |= 1 << (revision % 64);
    }

    fn has(&self, revision: i64) -> bool {
        let Ok(revision) = usize::try_from(revision) else { return false };
        self.0.get(revision / 64).is_some_and(|word| word & (1 << (revision % 64)) != 0)
    }
}

impl Grouped {
    /// `in_incident(revision)`: whether the report is in an incident of several reports.
    pub(crate) fn function(&self) -> ScalarUDF {
        let own = self.clone();
        create_udf(
            "in_incident",
            vec![DataType::Int64],
            DataType::Boolean,
            Volatility::Stable,
            Arc::new(move |arguments: &[ColumnarValue]| {
                let arrays = ColumnarValue::values_to_arrays(arguments)?;
                let Some(revisions) = arrays.first() else {
                    return Err(DataFusionError::Plan("in_incident takes a revision".into()));
                };
                let bits = own.0.read().map_err(|_| unready())?;
                let bits = bits.as_ref().ok_or_else(unready)?;
                let revisions = revisions.as_primitive::<Int64Type>();
                let found: BooleanArray =
                    revisions.values().iter().map(|revision| Some(bits.has(*revision))).collect();
                Ok(ColumnarValue::Array(Arc::new(found)))
            }),
        )
    }

    pub(crate) fn forget(&self) {
        if let Ok(mut bits) = self.0.write() {
            *bits = None;
        }
    }

    fn is_ready(&self) -> bool {
        self.0.read().is_ok_and(|bits| bits.is_some())
    }
}

fn unready() -> DataFusionError {
    DataFusionError::Plan(
        "in_incident is for counts of the program's own; ask the table incidents".into(),
    )
}

impl Snapshot<'_> {
    /// Makes ready what counts of incidents need. Done once for a snapshot.
    pub(crate) fn prepare_incidents(&self) -> Result<(), StoreError> {
        if self.grouped().is_ready() {
            return Ok(());
        }
        let mut bits = Bits::default();
        let mut enter = |sql: &str| {
            self.stream(sql, |batch| {
                let cells = Cells(&batch);
                for row in 0..batch.num_rows() {
                    bits.set(cells.integer("revision", row)?.unwrap_or_default());
                }
                Ok(())
            })
        };
        enter("SELECT report_revision AS revision FROM members")?;
        // A report that came in another revision since the run is known by its id alone.
        if !self.is_overlaid()
            && let Some(run) = self.last_run()?
            && self.is_stale(&run)
        {
            enter(&format!(
                "SELECT r.revision AS revision FROM reports AS r WHERE r.store_version > {} AND \
                 EXISTS (SELECT 1 FROM members AS m WHERE m.report_id = r.report_id)",
                run.covers_version
            ))?;
        }
        if let Ok(mut ready) = self.grouped().0.write() {
            *ready = Some(bits);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_kept_by_revision_and_absent_ones_are_not_set() {
        let mut bits = Bits::default();
        [0, 63, 64, 1_000_000].into_iter().for_each(|revision| bits.set(revision));
        assert!([0, 63, 64, 1_000_000].into_iter().all(|revision| bits.has(revision)));
        assert!([-1, 1, 65, 999_999, 10_000_000].into_iter().all(|revision| !bits.has(revision)));
    }
}
