//! The relations of incidents, as a query sees them.

use crate::Leaving;
use crate::TableSchema;
use crate::schema::{INCIDENTS, JUDGEMENTS, LINKS, MEMBERS};

/// The live incidents of several reports.
pub(crate) const SEVERAL: &str = "incidents_several";

/// True of a report that makes an incident on its own. Needs [`super::Grouped`] to be ready.
pub(crate) const fn alone() -> &'static str {
    "NOT in_incident(revision)"
}

/// The relation of the live rows of a table.
pub(crate) fn live(table: &'static str) -> &'static str {
    if table == INCIDENTS.name { SEVERAL } else { table }
}

/// The columns that an incident shares with a report.
fn shared() -> String {
    let begins = INCIDENTS.columns.iter().position(|column| column.name == "event_type");
    let names: Vec<&str> = INCIDENTS
        .columns
        .iter()
        .skip(begins.unwrap_or_default())
        .map(|column| column.name)
        .filter(|name| *name != "tolls")
        .collect();
    names.join(", ")
}

/// The definition of the view `incidents`: each incident once.
pub(crate) fn every_incident() -> String {
    let shared = shared();
    format!(
        "SELECT incident_id, CAST(NULL AS VARCHAR) AS report_id, known_from, licence, datasets, reports, \
         summaries, {shared}, tolls FROM {SEVERAL} UNION ALL \
         SELECT incident_of(report_id) AS incident_id, report_id, known_from, licence, dataset AS datasets, \
         CAST(1 AS INT) AS reports, CAST(0 AS INT) AS summaries, {shared}, CAST(NULL AS VARCHAR) AS tolls \
         FROM reports AS r WHERE NOT EXISTS (SELECT 1 FROM members AS m WHERE m.report_id = r.report_id)"
    )
}

/// Relations that serve to define others and are then taken away again: reports and incidents of which
/// nothing may leave.
pub(crate) const HIDDEN: [&str; 2] = ["reports_hidden", "members_hidden"];

/// The definitions of [`HIDDEN`], over relations out of which nothing was taken yet.
pub(crate) fn hidden_views(leaving: &Leaving) -> [String; 2] {
    [
        format!("SELECT DISTINCT report_id FROM reports_log WHERE {}", leaving.too_new()),
        format!(
            "SELECT DISTINCT incident_id FROM members_log AS m WHERE {} OR EXISTS \
             (SELECT 1 FROM reports_hidden AS h WHERE h.report_id = m.report_id)",
            leaving.is_closed("report_id")
        ),
    ]
}

/// Has a row where an incident, of which two or more reports may leave, has another that may not. Over the
/// relations out of which nothing was taken yet, and [`HIDDEN`].
pub(crate) fn parted(leaving: &Leaving) -> String {
    format!(
        "SELECT m.incident_id FROM members AS m WHERE EXISTS \
         (SELECT 1 FROM members_hidden AS h WHERE h.incident_id = m.incident_id) AND NOT {} AND NOT EXISTS \
         (SELECT 1 FROM reports_hidden AS r WHERE r.report_id = m.report_id) \
         GROUP BY m.incident_id HAVING count(*) > 1 LIMIT 1",
        leaving.is_closed("m.report_id")
    )
}

/// The relations to be put in place where something must not leave. A link leaves only if both of its reports
/// do, and an incident and its members only if all of its reports do: what remains of it would tell of those
/// that do not.
pub(crate) fn withheld_views(leaving: &Leaving) -> Vec<(String, String)> {
    let mut views = Vec::new();
    for table in [MEMBERS, INCIDENTS] {
        for relation in both(table) {
            let columns = leaving.coarse_columns(table);
            let sql = format!(
                "SELECT {columns} FROM {relation} AS x WHERE NOT EXISTS \
                 (SELECT 1 FROM members_hidden AS h WHERE h.incident_id = x.incident_id)"
            );
            views.push((relation, sql));
        }
    }
    let open = |id: &str| {
        format!(
            "NOT {} AND NOT EXISTS (SELECT 1 FROM reports_hidden AS h WHERE h.report_id = x.{id})",
            leaving.is_closed(id)
        )
    };
    for table in [LINKS, JUDGEMENTS] {
        for relation in both(table) {
            let sql = format!(
                "SELECT * FROM {relation} AS x WHERE {} AND {}",
                open("report_a"),
                open("report_b")
            );
            views.push((relation, sql));
        }
    }
    views
}

fn both(table: TableSchema) -> [String; 2] {
    [live(table.name).to_owned(), format!("{}_log", table.name)]
}
