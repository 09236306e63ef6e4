//! The tables of the store and their columns, in one place.

mod joined;
mod watching;

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use deltalake::kernel::{DataType as DeltaType, StructField};

pub(crate) use joined::{FORWARDS, INCIDENTS, JOINED_TABLES, JUDGEMENTS, LINKS, MEMBERS, RUNS};
pub(crate) use watching::{ALERTS, WATCHES};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A 32-bit integer.
    Int,
    /// A 64-bit integer.
    Long,
    /// A 64-bit floating-point number.
    Real,
    /// True or false.
    Flag,
    /// A day.
    Day,
    /// An instant in UTC, in microseconds.
    Instant,
    /// Bytes.
    Bytes,
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a row may lack it.
    pub nullable: bool,
}

/// One table of the store.
#[derive(Debug, Clone, Copy)]
pub struct TableSchema {
    /// Its name, which is also its directory.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

const fn must(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, nullable: false }
}

const fn may(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, nullable: true }
}

/// One row an ingest or a maintenance run: the log of the store.
pub(crate) const COMMITS: TableSchema = TableSchema {
    name: "commits",
    columns: &[
        must("store_version", Kind::Long),
        must("kind", Kind::Text),
        must("committed_at", Kind::Instant),
        may("dataset", Kind::Text),
        may("release", Kind::Text),
        may("published", Kind::Day),
        may("known_from", Kind::Instant),
        may("retrieved_at", Kind::Instant),
        may("file", Kind::Text),
        may("sha256", Kind::Text),
        may("licence", Kind::Text),
        may("scope", Kind::Text),
        may("provenance", Kind::Text),
        must("counts", Kind::Text),
        must("tables", Kind::Text),
        must("next_revision", Kind::Long),
        must("digest", Kind::Text),
    ],
};

/// One row a revision of a report. `store_version` is the version with which the row came in,
/// `origin_version` the one whose file it was read from: they differ only where an older release came in
/// late, and a revision counts again after it.
pub(crate) const REPORTS: TableSchema = TableSchema {
    name: "reports",
    columns: &[
        must("store_version", Kind::Long),
        must("revision", Kind::Long),
        must("known_from", Kind::Instant),
        must("origin_version", Kind::Long),
        must("report_id", Kind::Text),
        must("dataset", Kind::Text),
        must("native_id", Kind::Text),
        must("content_hash", Kind::Bytes),
        must("licence", Kind::Text),
        must("row", Kind::Long),
        may("relid", Kind::Text),
        must("event_type", Kind::Text),
        must("native_type", Kind::Text),
        must("civilians_targeted", Kind::Flag),
        may("conflict_id", Kind::Text),
        may("conflict_name", Kind::Text),
        may("dyad_id", Kind::Text),
        may("dyad_name", Kind::Text),
        may("side_a_id", Kind::Text),
        must("side_a", Kind::Text),
        may("side_b_id", Kind::Text),
        must("side_b", Kind::Text),
        must("date_start", Kind::Day),
        must("date_end", Kind::Day),
        must("date_precision", Kind::Text),
        may("latitude", Kind::Real),
        may("longitude", Kind::Real),
        must("place_precision", Kind::Text),
        must("country", Kind::Text),
        may("country_gw", Kind::Int),
        may("iso3", Kind::Text),
        may("admin1", Kind::Text),
        may("admin1_id", Kind::Text),
        may("admin2", Kind::Text),
        may("place_name", Kind::Text),
        may("grid", Kind::Int),
        may("deaths_low", Kind::Int),
        may("deaths_best", Kind::Int),
        may("deaths_high", Kind::Int),
        may("deaths_a", Kind::Int),
        may("deaths_b", Kind::Int),
        may("deaths_civilians", Kind::Int),
        may("deaths_unknown", Kind::Int),
        may("injured_low", Kind::Int),
        may("injured_best", Kind::Int),
        may("injured_high", Kind::Int),
        may("plover", Kind::Text),
        may("targets", Kind::Text),
        may("clarity", Kind::Int),
        may("sources_count", Kind::Int),
        may("extra", Kind::Text),
        may("added", Kind::Text),
    ],
};

/// One row an end of a revision: from `known_until` on it no longer counts.
pub(crate) const ENDINGS: TableSchema = TableSchema {
    name: "endings",
    columns: &[
        must("store_version", Kind::Long),
        must("table", Kind::Text),
        must("revision", Kind::Long),
        must("key", Kind::Text),
        must("known_until", Kind::Instant),
        must("reason", Kind::Text),
    ],
};

/// One row a finding: what did not come in, or not as it stood, and why.
pub(crate) const REJECTS: TableSchema = TableSchema {
    name: "rejects",
    columns: &[
        must("store_version", Kind::Long),
        must("dataset", Kind::Text),
        must("file", Kind::Text),
        must("sha256", Kind::Text),
        must("row", Kind::Long),
        must("column", Kind::Text),
        must("rule", Kind::Text),
        must("severity", Kind::Text),
        must("message", Kind::Text),
        must("value", Kind::Text),
    ],
};

/// One row a revision of a published total.
pub(crate) const TOTALS: TableSchema = TableSchema {
    name: "totals",
    columns: &[
        must("store_version", Kind::Long),
        must("revision", Kind::Long),
        must("known_from", Kind::Instant),
        must("dataset", Kind::Text),
        must("key", Kind::Text),
        must("content_hash", Kind::Bytes),
        must("country_gw", Kind::Int),
        must("country", Kind::Text),
        must("year", Kind::Int),
        must("kind", Kind::Text),
        must("deaths_low", Kind::Int),
        must("deaths_best", Kind::Int),
        must("deaths_high", Kind::Int),
        may("dyads", Kind::Int),
    ],
};

/// One row a revision of an actor as a dataset lists it.
pub(crate) const ACTORS: TableSchema = TableSchema {
    name: "actors",
    columns: &[
        must("store_version", Kind::Long),
        must("revision", Kind::Long),
        must("known_from", Kind::Instant),
        must("dataset", Kind::Text),
        must("key", Kind::Text),
        must("content_hash", Kind::Bytes),
        must("native_id", Kind::Text),
        must("name", Kind::Text),
        must("body", Kind::Text),
    ],
};

/// One row a revision of a statement.
pub(crate) const STATEMENTS: TableSchema = TableSchema {
    name: "statements",
    columns: &[
        must("store_version", Kind::Long),
        must("revision", Kind::Long),
        must("known_from", Kind::Instant),
        must("dataset", Kind::Text),
        must("key", Kind::Text),
        must("content_hash", Kind::Bytes),
        must("kind", Kind::Text),
        must("actor", Kind::Text),
        may("actor_native_id", Kind::Text),
        may("object", Kind::Text),
        may("object_native_id", Kind::Text),
        may("low", Kind::Long),
        may("high", Kind::Long),
        may("unit", Kind::Text),
        may("as_of", Kind::Text),
        may("attributed_to", Kind::Text),
        must("text", Kind::Text),
    ],
};

/// One row a revision of a date of a political calendar.
pub(crate) const CALENDAR: TableSchema = TableSchema {
    name: "calendar",
    columns: &[
        must("store_version", Kind::Long),
        must("revision", Kind::Long),
        must("known_from", Kind::Instant),
        must("dataset", Kind::Text),
        must("key", Kind::Text),
        must("content_hash", Kind::Bytes),
        must("kind", Kind::Text),
        must("country", Kind::Text),
        may("country_gw", Kind::Int),
        may("iso3", Kind::Text),
        must("date_start", Kind::Day),
        must("date_end", Kind::Day),
        must("date_precision", Kind::Text),
        must("what", Kind::Text),
        may("extra", Kind::Text),
    ],
};

/// One row a document that tells of an event. Documents are never revised, only added.
pub(crate) const MENTIONS: TableSchema = TableSchema {
    name: "mentions",
    columns: &[
        must("store_version", Kind::Long),
        must("known_from", Kind::Instant),
        must("dataset", Kind::Text),
        must("report_id", Kind::Text),
        must("recorded_at", Kind::Instant),
        must("seen_at", Kind::Instant),
        must("kind", Kind::Text),
        must("outlet", Kind::Text),
        must("locator", Kind::Text),
        may("confidence", Kind::Int),
        may("sentence", Kind::Int),
        must("row", Kind::Long),
    ],
};

/// One row a version of a text that was coded, without its words. Rows are never revised: of one key the row of
/// the newest commit counts.
pub(crate) const TEXTS: TableSchema = TableSchema {
    name: "texts",
    columns: &[
        must("store_version", Kind::Long),
        must("known_from", Kind::Instant),
        must("dataset", Kind::Text),
        must("key", Kind::Text),
        must("content_hash", Kind::Bytes),
        must("outlet", Kind::Text),
        may("url", Kind::Text),
        must("grade", Kind::Text),
        may("written", Kind::Day),
        may("copy_of", Kind::Text),
        must("reports", Kind::Int),
        must("statements", Kind::Int),
        must("sketch", Kind::Bytes),
        may("trail", Kind::Text),
    ],
};

/// One row what became known of a gap in what a source published: that there is one, or that it has
/// been filled.
pub(crate) const GAPS: TableSchema = TableSchema {
    name: "gaps",
    columns: &[
        must("store_version", Kind::Long),
        must("known_from", Kind::Instant),
        must("dataset", Kind::Text),
        must("gap_from", Kind::Instant),
        must("gap_to", Kind::Instant),
        must("reason", Kind::Text),
        must("filled", Kind::Flag),
    ],
};

/// All tables.
pub const TABLES: [TableSchema; 19] = [
    COMMITS, REPORTS, ENDINGS, REJECTS, TOTALS, ACTORS, STATEMENTS, CALENDAR, MENTIONS, TEXTS,
    GAPS, RUNS, LINKS, MEMBERS, INCIDENTS, FORWARDS, JUDGEMENTS, WATCHES, ALERTS,
];

/// The tables whose rows are revisions of what has a key, and are held in memory whole.
pub(crate) const SMALL_TABLES: [TableSchema; 4] = [TOTALS, ACTORS, STATEMENTS, CALENDAR];

fn arrow_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Int => DataType::Int32,
        Kind::Long => DataType::Int64,
        Kind::Real => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::Day => DataType::Date32,
        Kind::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        Kind::Bytes => DataType::Binary,
    }
}

impl TableSchema {
    /// The Arrow schema as it is written.
    #[must_use]
    pub fn arrow(&self) -> SchemaRef {
        self.fields(arrow_type)
    }

    /// The Arrow schema as it is scanned: text and bytes as views, which are not copied.
    pub(crate) fn arrow_views(&self) -> SchemaRef {
        self.fields(|kind| match kind {
            Kind::Text => DataType::Utf8View,
            Kind::Bytes => DataType::BinaryView,
            other => arrow_type(other),
        })
    }

    fn fields(&self, data_type: impl Fn(Kind) -> DataType) -> SchemaRef {
        let fields: Vec<Field> = self
            .columns
            .iter()
            .map(|column| Field::new(column.name, data_type(column.kind), column.nullable))
            .collect();
        Arc::new(Schema::new(fields))
    }

    /// The same columns in Delta's terms.
    pub(crate) fn delta(&self) -> Vec<StructField> {
        self.columns
            .iter()
            .map(|column| {
                let kind = match column.kind {
                    Kind::Text => DeltaType::STRING,
                    Kind::Int => DeltaType::INTEGER,
                    Kind::Long => DeltaType::LONG,
                    Kind::Real => DeltaType::DOUBLE,
                    Kind::Flag => DeltaType::BOOLEAN,
                    Kind::Day => DeltaType::DATE,
                    Kind::Instant => DeltaType::TIMESTAMP,
                    Kind::Bytes => DeltaType::BINARY,
                };
                StructField::new(column.name, kind, column.nullable)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_begins_with_the_store_version_and_names_no_column_twice() {
        for table in TABLES {
            assert_eq!(table.columns[0].name, "store_version", "{}", table.name);
            let mut names: Vec<_> = table.columns.iter().map(|column| column.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
        }
    }
}
