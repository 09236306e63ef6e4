//! Linking as plans of the query engine, one for each slab of the calendar.
//!
//! The relation `comparison_records` has a row for each report: its middle day, and the record. The aggregate
//! `link_slab(slab, record)` takes the records that bear on a slab and gives its links. The plan of a slab is
//!
//! ```sql
//! SELECT link_slab(slab, record) FROM comparison_records WHERE middle BETWEEN first AND last
//! ```
//!
//! so it holds no more than the days of a slab and its margins. Some run beside each other here; elsewhere each may
//! run on a machine of its own, or all as one plan with a relation of slabs joined to it and `GROUP BY slab`.

mod columns;
mod function;

use std::sync::Arc;

use arrow::array::{ArrayRef, Int32Array, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use bellwether_linkage::{Link, Model, Record, Settings, days_for_slabs, slab_of};
use bellwether_store::{DataFusionError, Snapshot, StoreError};
use datafusion::datasource::MemTable;
use datafusion::logical_expr::{AggregateUDF, col, lit};
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext};

use crate::ReconcileError;

/// The relation of records.
const RECORDS: &str = "comparison_records";
/// Records in a batch of it.
const ROWS: usize = 8192;

/// The links of the slabs from one to another that have records, by a plan for each, as positions in `records`.
pub(crate) fn links(
    snapshot: &Snapshot<'_>,
    records: &[Record],
    model: &Arc<Model>,
    slabs: (i32, i32),
    settings: Settings,
) -> Result<Vec<Link>, ReconcileError> {
    let mut order: Vec<(i32, u32)> =
        (0..).zip(records).map(|(at, record)| (record.middle(), at)).collect();
    order.sort_unstable();
    let mut numbers: Vec<i32> = order.iter().map(|(middle, _)| slab_of(*middle)).collect();
    numbers.dedup();
    numbers.retain(|slab| (slabs.0..=slabs.1).contains(slab));
    let context = context(records, &order).map_err(StoreError::from)?;
    let function = function::link_slab(Arc::clone(model), settings);
    let plan = |slab| snapshot.wait(plan(&context, &function, slab));
    let plans = numbers.into_iter().map(plan).collect::<Result<Vec<DataFrame>, _>>();
    let mut links = Vec::new();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    snapshot.run_plans(plans?, cores, |batch| Ok(columns::take_links(&batch, &mut links)?))?;
    Ok(links)
}

/// A context with the relation of records, in the order of their middles. Each plan runs in one piece, since plans run
/// beside each other.
fn context(records: &[Record], order: &[(i32, u32)]) -> Result<SessionContext, DataFusionError> {
    let batches = order
        .chunks(ROWS)
        .map(|rows| batch(records, rows))
        .collect::<Result<Vec<_>, DataFusionError>>()?;
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(1));
    context.register_table(RECORDS, Arc::new(MemTable::try_new(schema(), vec![batches])?))?;
    Ok(context)
}

fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("middle", DataType::Int32, false),
        Field::new("record", columns::record_type(), false),
    ]))
}

/// Records with their middles, by position.
fn batch(records: &[Record], rows: &[(i32, u32)]) -> Result<RecordBatch, DataFusionError> {
    let middles: ArrayRef =
        Arc::new(Int32Array::from_iter_values(rows.iter().map(|(middle, _)| *middle)));
    let own = rows.iter().map(|(_, at)| (*at, &records[*at as usize]));
    Ok(RecordBatch::try_new(schema(), vec![middles, Arc::new(columns::records(own))])?)
}

async fn plan(
    context: &SessionContext,
    function: &AggregateUDF,
    slab: i32,
) -> Result<DataFrame, DataFusionError> {
    let (first, last) = days_for_slabs((slab, slab));
    let links = function.call(vec![lit(slab), col("record")]).alias("links");
    context
        .table(RECORDS)
        .await?
        .filter(col("middle").between(lit(first), lit(last)))?
        .aggregate(Vec::new(), vec![links])
}

#[cfg(test)]
mod tests;
