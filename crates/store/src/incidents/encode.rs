//! Rows to columns and to hashes.

use std::fmt::Write as _;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array,
    RecordBatch,
};
use bellwether_model::{ContentHash, ContentHasher};
use jiff::Timestamp;

use super::rows::{COMPARISONS, IncidentRow, LinkRow, MemberRow};
use crate::TableSchema;
use crate::columns::{instants, texts};
use crate::schema::{INCIDENTS, LINKS, MEMBERS};

/// What identifies a run among the rows of `runs`, and all that it says.
pub(crate) const RUN_KEY: &str = "concat(method, '|', CAST(covers_version AS VARCHAR), '|', datasets, \
                                  '|', parameters, '|', counts)";
/// The same for `forwards`.
pub(crate) const FORWARD_KEY: &str = "concat(from_id, '|', to_id, '|', reason)";

/// The key of a row of a revised table, as an expression.
pub(crate) fn key_of_table(table: &str) -> &'static str {
    match table {
        "members" => "concat(report_id, '|', incident_id)",
        "incidents" => "incident_id",
        _ => "concat(report_a, '|', report_b)",
    }
}

/// The columns with which every row begins.
pub(super) struct Head<'r> {
    pub(super) store_version: i64,
    pub(super) known_from: Timestamp,
    pub(super) revisions: &'r [i64],
    pub(super) hashes: &'r [ContentHash],
}

/// A row of one of the tables that a reconciliation writes.
pub(super) trait Row: Sized {
    const TABLE: TableSchema;
    /// Writes the key.
    fn key(&self, key: &mut String);
    fn content(&self) -> ContentHash;
    /// The columns after the head.
    fn columns(rows: &[&Self]) -> Vec<ArrayRef>;

    fn batch(head: &Head<'_>, rows: &[&Self]) -> RecordBatch {
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(Int64Array::from(vec![head.store_version; rows.len()])),
            Arc::new(Int64Array::from(head.revisions.to_vec())),
            instants(std::iter::repeat_n(head.known_from, rows.len())),
            Arc::new(BinaryArray::from_iter_values(
                head.hashes.iter().map(|hash| hash.0.to_be_bytes()),
            )),
        ];
        columns.extend(Self::columns(rows));
        RecordBatch::try_new(Self::TABLE.arrow(), columns)
            .expect("columns in the order of the schema")
    }
}

/// Rounded, so that noise in the last places is not a new revision.
fn rounded(value: f64, places: f64) -> f64 {
    let rounded = (value * places).round() / places;
    // No minus before a zero.
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn probability(value: f64) -> f64 {
    rounded(value, 1e4)
}

fn bits(value: f64) -> f64 {
    rounded(value, 1e2)
}

fn dataset_of(report_id: &str) -> &str {
    report_id.split_once(':').map_or(report_id, |(dataset, _)| dataset)
}

fn reals(values: impl Iterator<Item = Option<f64>>) -> ArrayRef {
    Arc::new(values.collect::<Float64Array>())
}

fn ints(values: impl Iterator<Item = Option<i32>>) -> ArrayRef {
    Arc::new(values.collect::<Int32Array>())
}

fn flags(values: impl Iterator<Item = bool>) -> ArrayRef {
    Arc::new(values.map(Some).collect::<BooleanArray>())
}

fn day_numbers(values: impl Iterator<Item = i32>) -> ArrayRef {
    Arc::new(values.map(Some).collect::<Date32Array>())
}

fn count(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

impl Row for LinkRow<'_> {
    const TABLE: TableSchema = LINKS;

    fn key(&self, key: &mut String) {
        key.push_str(self.report_a);
        key.push('|');
        key.push_str(self.report_b);
    }

    fn content(&self) -> ContentHash {
        let mut hasher = ContentHasher::new();
        hasher.field(&self.day_first.to_le_bytes()).field(&self.day_last.to_le_bytes());
        hasher.field(self.kind.as_str().as_bytes()).field(self.state.as_str().as_bytes());
        hasher.field(&probability(self.probability).to_le_bytes());
        self.bits.iter().for_each(|value| {
            hasher.field(&bits(*value).to_le_bytes());
        });
        hasher.field(&[u8::from(self.chosen)]).finish()
    }

    fn columns(rows: &[&Self]) -> Vec<ArrayRef> {
        let mut columns = vec![
            texts(rows.iter().map(|row| Some(row.report_a))),
            texts(rows.iter().map(|row| Some(row.report_b))),
            texts(rows.iter().map(|row| Some(dataset_of(row.report_a)))),
            texts(rows.iter().map(|row| Some(dataset_of(row.report_b)))),
            day_numbers(rows.iter().map(|row| row.day_first)),
            day_numbers(rows.iter().map(|row| row.day_last)),
            texts(rows.iter().map(|row| Some(row.kind.as_str()))),
            reals(rows.iter().map(|row| Some(probability(row.probability)))),
        ];
        columns.extend(
            (0..COMPARISONS).map(|which| reals(rows.iter().map(|row| Some(bits(row.bits[which]))))),
        );
        columns.push(flags(rows.iter().map(|row| row.chosen)));
        columns.push(texts(rows.iter().map(|row| Some(row.state.as_str()))));
        columns
    }
}

impl Row for MemberRow<'_> {
    const TABLE: TableSchema = MEMBERS;

    fn key(&self, key: &mut String) {
        key.push_str(self.report_id);
        key.push('|');
        key.push_str(self.incident_id);
    }

    fn content(&self) -> ContentHash {
        let mut hasher = ContentHasher::new();
        hasher.field(self.role.as_str().as_bytes());
        hasher.field(&probability(self.probability).to_le_bytes());
        hasher.field(&self.report_revision.to_le_bytes()).finish()
    }

    fn columns(rows: &[&Self]) -> Vec<ArrayRef> {
        vec![
            texts(rows.iter().map(|row| Some(row.report_id))),
            texts(rows.iter().map(|row| Some(row.incident_id))),
            texts(rows.iter().map(|row| Some(row.role.as_str()))),
            reals(rows.iter().map(|row| Some(probability(row.probability)))),
            Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| row.report_revision))),
        ]
    }
}

impl Row for IncidentRow<'_> {
    const TABLE: TableSchema = INCIDENTS;

    fn key(&self, key: &mut String) {
        key.push_str(self.incident_id);
    }

    fn content(&self) -> ContentHash {
        let mut hasher = ContentHasher::new();
        let texts = [
            Some(self.licence),
            Some(self.datasets),
            Some(self.event_type),
            Some(self.date_precision),
            Some(self.place_precision),
            Some(self.country),
            self.iso3,
            self.admin1,
            self.admin1_id,
            self.admin2,
            self.place_name,
            self.plover,
            self.targets,
            self.tolls,
        ];
        // What is missing is told from what is empty by a field of one byte.
        texts.iter().for_each(|text| {
            hasher.field(text.map_or(&[0], str::as_bytes));
        });
        let mut numbers = String::new();
        write!(
            numbers,
            "{} {} {} {} {} {:?} {:?} {:?} {:?} {:?}",
            self.reports,
            self.summaries,
            self.civilians_targeted,
            self.date_start,
            self.date_end,
            self.at,
            self.country_gw,
            self.grid,
            self.deaths,
            self.injured
        )
        .expect("writing to a text does not fail");
        hasher.field(numbers.as_bytes()).finish()
    }

    fn columns(rows: &[&Self]) -> Vec<ArrayRef> {
        let toll = |get: &dyn Fn(&Self) -> Option<[u32; 3]>, which: usize| {
            ints(rows.iter().map(|row| get(row).map(|toll| count(toll[which]))))
        };
        vec![
            texts(rows.iter().map(|row| Some(row.incident_id))),
            texts(rows.iter().map(|row| Some(row.licence))),
            texts(rows.iter().map(|row| Some(row.datasets))),
            ints(rows.iter().map(|row| Some(count(row.reports)))),
            ints(rows.iter().map(|row| Some(count(row.summaries)))),
            texts(rows.iter().map(|row| Some(row.event_type))),
            flags(rows.iter().map(|row| row.civilians_targeted)),
            day_numbers(rows.iter().map(|row| row.date_start)),
            day_numbers(rows.iter().map(|row| row.date_end)),
            texts(rows.iter().map(|row| Some(row.date_precision))),
            reals(rows.iter().map(|row| row.at.map(|at| at[0]))),
            reals(rows.iter().map(|row| row.at.map(|at| at[1]))),
            texts(rows.iter().map(|row| Some(row.place_precision))),
            texts(rows.iter().map(|row| Some(row.country))),
            ints(rows.iter().map(|row| row.country_gw)),
            texts(rows.iter().map(|row| row.iso3)),
            texts(rows.iter().map(|row| row.admin1)),
            texts(rows.iter().map(|row| row.admin1_id)),
            texts(rows.iter().map(|row| row.admin2)),
            texts(rows.iter().map(|row| row.place_name)),
            ints(rows.iter().map(|row| row.grid)),
            toll(&|row| row.deaths, 0),
            toll(&|row| row.deaths, 1),
            toll(&|row| row.deaths, 2),
            toll(&|row| row.injured, 0),
            toll(&|row| row.injured, 1),
            toll(&|row| row.injured, 2),
            texts(rows.iter().map(|row| row.plover)),
            texts(rows.iter().map(|row| row.targets)),
            texts(rows.iter().map(|row| row.tolls)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incidents::{LinkKind, LinkState};

    #[test]
    fn noise_in_the_last_places_is_not_another_content() {
        let link = |probability, bit| LinkRow {
            report_a: "a:1",
            report_b: "b:1",
            day_first: 0,
            day_last: 1,
            kind: LinkKind::Same,
            probability,
            bits: [bit; COMPARISONS],
            chosen: true,
            state: LinkState::Machine,
        };
        assert_eq!(link(0.900_01, 1.501).content(), link(0.9, 1.5).content());
        assert_eq!(link(0.9, -0.001).content(), link(0.9, 0.0).content());
        assert_ne!(link(0.91, 1.5).content(), link(0.9, 1.5).content());
    }
}
