//! Times for which a source published nothing although it should have.

use bellwether_model::{DatasetId, Gap};

use crate::columns::Cells;
use crate::{Snapshot, StoreError};

impl Snapshot<'_> {
    /// The gaps that have not been filled, by dataset and time; only those of `dataset` if one is given.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn gaps(&self, dataset: Option<&str>) -> Result<Vec<Gap>, StoreError> {
        let of = dataset.map_or(String::new(), |id| {
            format!(" WHERE dataset = {}", crate::question::quoted(id))
        });
        let sql = format!(
            "SELECT DISTINCT dataset, gap_from, gap_to, reason FROM gaps{of} \
             ORDER BY dataset, gap_from, gap_to, reason"
        );
        let mut all = Vec::new();
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let instant = |name| -> Result<jiff::Timestamp, StoreError> {
                    cells
                        .instant(name, row)?
                        .ok_or_else(|| StoreError::Integrity(format!("{name} of a gap is empty")))
                };
                all.push(Gap {
                    dataset: DatasetId::new(cells.must("dataset", row)?)
                        .map_err(|error| StoreError::Integrity(error.to_string()))?,
                    from: instant("gap_from")?,
                    to: instant("gap_to")?,
                    reason: cells.must("reason", row)?.to_owned(),
                });
            }
        }
        Ok(all)
    }
}
