//! Which dataset saw what, and what all of them may have missed.

use arrow::array::AsArray as _;
use arrow::datatypes::{DataType, Int64Type};
use bellwether_linkage::Overlap;
use bellwether_linkage::recapture::{
    Criterion, Estimate, chao_lower_bound, chapman, log_linear, sample_coverage,
};
use bellwether_store::{Snapshot, StoreError};

use crate::ReconcileError;

/// Which dataset saw which incidents.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The datasets, in the order of the masks' bits.
    pub datasets: Vec<String>,
    /// How many incidents each of them and each of their combinations saw.
    pub overlap: Overlap,
    /// How many there may be in all, by each method that the number of datasets allows.
    pub estimates: Vec<Estimate>,
}

/// Counts the incidents of a snapshot that meet a condition on the relation `incidents`, by the datasets that
/// have a report of them. Incidents that none of `datasets` has are left out.
///
/// # Errors
/// When the query fails.
pub fn coverage(
    snapshot: &Snapshot<'_>,
    condition: Option<&str>,
    datasets: &[String],
) -> Result<Coverage, ReconcileError> {
    let condition = condition.unwrap_or("TRUE");
    let sql = format!(
        "SELECT datasets, count(*) AS incidents FROM incidents WHERE {condition} GROUP BY datasets"
    );
    let mut masks: Vec<(u64, u64)> = Vec::new();
    for batch in snapshot.query(&sql)? {
        let names =
            arrow::compute::cast(batch.column(0), &DataType::Utf8View).map_err(StoreError::from)?;
        let (names, counts) = (names.as_string_view(), batch.column(1).as_primitive::<Int64Type>());
        for row in 0..batch.num_rows() {
            let mask = names
                .value(row)
                .split_whitespace()
                .filter_map(|name| datasets.iter().position(|dataset| dataset == name))
                .fold(0_u64, |mask, bit| mask | 1 << bit);
            if mask != 0 {
                masks.push((mask, u64::try_from(counts.value(row)).unwrap_or(0)));
            }
        }
    }
    let overlap = Overlap::of(datasets.len(), masks);
    let estimates = estimates(&overlap, datasets.len());
    Ok(Coverage { datasets: datasets.to_vec(), overlap, estimates })
}

fn estimates(overlap: &Overlap, datasets: usize) -> Vec<Estimate> {
    use bellwether_linkage::DatasetIndex;
    let mut estimates = Vec::new();
    if datasets == 2 {
        let (first, second) = (overlap.seen_by(DatasetIndex(0)), overlap.seen_by(DatasetIndex(1)));
        estimates.extend(chapman(first, second, overlap.seen_by_all_of(0b11)));
    }
    if datasets >= 3 {
        let lists = u32::try_from(datasets).ok();
        estimates.extend(chao_lower_bound(&overlap.frequencies(), lists));
        let histories = overlap.histories();
        if datasets == 3 {
            estimates.extend(histories.as_deref().and_then(sample_coverage));
        }
        let fitted = histories.as_deref().and_then(|counts| log_linear(counts, Criterion::Aic));
        estimates.extend(fitted.map(|selection| selection.best().estimate));
    }
    estimates
}
