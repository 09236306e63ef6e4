//! The tables of what is watched and of the alerts that were raised.

use super::{Kind, TableSchema, may, must};

/// One row what became of a watch: that it was added, changed or removed. The newest row of a name counts.
pub(crate) const WATCHES: TableSchema = TableSchema {
    name: "watches",
    columns: &[
        must("store_version", Kind::Long),
        must("known_from", Kind::Instant),
        must("content_hash", Kind::Bytes),
        must("name", Kind::Text),
        must("removed", Kind::Flag),
        must("definition", Kind::Text),
    ],
};

/// One row what was found of an alert on a day of knowledge, that a watch was run, or that somebody muted an
/// alert. Rows are never revised; of one alert the row with the latest day of knowledge counts.
pub(crate) const ALERTS: TableSchema = TableSchema {
    name: "alerts",
    columns: &[
        must("store_version", Kind::Long),
        must("known_from", Kind::Instant),
        must("content_hash", Kind::Bytes),
        must("entry", Kind::Text),
        must("watch", Kind::Text),
        may("alert_id", Kind::Text),
        may("rule", Kind::Text),
        may("facet", Kind::Text),
        may("state", Kind::Text),
        may("first_signal", Kind::Day),
        may("window_from", Kind::Day),
        may("window_to", Kind::Day),
        may("observed", Kind::Real),
        may("expected", Kind::Real),
        may("statistic", Kind::Real),
        may("threshold", Kind::Real),
        may("promised_per_year", Kind::Real),
        may("measured_per_year", Kind::Real),
        must("datasets", Kind::Text),
        must("body", Kind::Text),
    ],
};
