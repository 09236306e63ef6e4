//! The tables of what a reconciliation finds and what a person judges.

use super::{Kind, TableSchema, may, must};

/// One row a reconciliation: reports put together to incidents.
pub(crate) const RUNS: TableSchema = TableSchema {
    name: "runs",
    columns: &[
        must("store_version", Kind::Long),
        must("known_from", Kind::Instant),
        must("method", Kind::Text),
        must("covers_version", Kind::Long),
        must("full", Kind::Flag),
        must("datasets", Kind::Text),
        must("parameters", Kind::Text),
        must("counts", Kind::Text),
    ],
};

/// One row a revision of a link between two reports.
pub(crate) const LINKS: TableSchema = TableSchema {
    name: "links",
    columns: &[
        must("store_version", Kind::Long),
        must("revision", Kind::Long),
        must("known_from", Kind::Instant),
        must("content_hash", Kind::Bytes),
        must("report_a", Kind::Text),
        must("report_b", Kind::Text),
        must("dataset_a", Kind::Text),
        must("dataset_b", Kind::Text),
        must("day_first", Kind::Day),
        must("day_last", Kind::Day),
        must("kind", Kind::Text),
        must("probability", Kind::Real),
        must("bits_when", Kind::Real),
        must("bits_place", Kind::Real),
        must("bits_who", Kind::Real),
        must("bits_what", Kind::Real),
        must("bits_toll", Kind::Real),
        may("bits_cited", Kind::Real),
        may("bits_third", Kind::Real),
        may("bits_rivals", Kind::Real),
        must("bits_prior", Kind::Real),
        must("chosen", Kind::Flag),
        must("state", Kind::Text),
    ],
};

/// One row a revision of what a report is to an incident. `report_revision` is the revision of the report
/// that was seen: by it a report is told to be in an incident without comparing texts.
pub(crate) const MEMBERS: TableSchema = TableSchema {
    name: "members",
    columns: &[
        must("store_version", Kind::Long),
        must("revision", Kind::Long),
        must("known_from", Kind::Instant),
        must("content_hash", Kind::Bytes),
        must("report_id", Kind::Text),
        must("incident_id", Kind::Text),
        must("role", Kind::Text),
        must("probability", Kind::Real),
        must("report_revision", Kind::Long),
    ],
};

/// One row a revision of an incident of which two reports or more tell.
pub(crate) const INCIDENTS: TableSchema = TableSchema {
    name: "incidents",
    columns: &[
        must("store_version", Kind::Long),
        must("revision", Kind::Long),
        must("known_from", Kind::Instant),
        must("content_hash", Kind::Bytes),
        must("incident_id", Kind::Text),
        must("licence", Kind::Text),
        must("datasets", Kind::Text),
        must("reports", Kind::Int),
        must("summaries", Kind::Int),
        must("event_type", Kind::Text),
        must("civilians_targeted", Kind::Flag),
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
        may("injured_low", Kind::Int),
        may("injured_best", Kind::Int),
        may("injured_high", Kind::Int),
        may("plover", Kind::Text),
        may("targets", Kind::Text),
        may("tolls", Kind::Text),
    ],
};

/// One row a name of an incident that leads to another since: incidents were merged or split.
pub(crate) const FORWARDS: TableSchema = TableSchema {
    name: "forwards",
    columns: &[
        must("store_version", Kind::Long),
        must("known_from", Kind::Instant),
        must("from_id", Kind::Text),
        must("to_id", Kind::Text),
        must("reason", Kind::Text),
    ],
};

/// One row a revision of what a person said about two reports.
pub(crate) const JUDGEMENTS: TableSchema = TableSchema {
    name: "judgements",
    columns: &[
        must("store_version", Kind::Long),
        must("revision", Kind::Long),
        must("known_from", Kind::Instant),
        must("content_hash", Kind::Bytes),
        must("report_a", Kind::Text),
        must("report_b", Kind::Text),
        must("verdict", Kind::Text),
        must("why", Kind::Text),
        must("made_on", Kind::Day),
    ],
};

/// The tables that a reconciliation or a judgement revises.
pub(crate) const JOINED_TABLES: [TableSchema; 4] = [LINKS, MEMBERS, INCIDENTS, JUDGEMENTS];
