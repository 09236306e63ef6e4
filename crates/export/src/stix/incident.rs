//! One report as an incident, and its relations.

use serde_json::{Value, json};

use super::Incident;
use super::ids::id;
use super::objects::{extension_id, instant, object, with};
use crate::policy::TREATED_COLUMN;

/// The id of an incident.
pub(super) fn incident_id(incident: &Incident) -> String {
    id("incident", &incident.key())
}

/// The incident, with its fields in the extension, marked by the terms of each of its reports. The name is made of what the report says; texts of the
/// source are not taken over, because they can name persons.
pub(super) fn incident(incident: &Incident, markings: &[&str], labels: &Value) -> Value {
    let report = &incident.report;
    let (created, modified) = times(incident);
    let when = if report.date.start() == report.date.end() {
        report.date.start().to_string()
    } else {
        format!("{} to {}", report.date.start(), report.date.end())
    };
    let name = format!("{} event, {}, {when}", report.event_type.as_str(), report.place.country);
    with(
        object("incident", &incident.key(), &created, &modified),
        json!({
            "name": name,
            "labels": labels,
            "external_references": incident.reports().iter().map(|report| json!({
                "source_name": report.dataset.as_str(),
                "external_id": report.native,
            })).collect::<Vec<_>>(),
            "object_marking_refs": markings,
            "extensions": {extension_id(): fields(incident)},
        }),
    )
}

fn fields(incident: &Incident) -> Value {
    let report = &incident.report;
    let total = report.deaths.total;
    let all = json!({
        "extension_type": "property-extension",
        "incident_id": incident.joined.as_ref().map(|joined| &joined.incident_id),
        "report_ids": incident.joined.iter().flat_map(|joined| &joined.reports)
            .map(ToString::to_string).collect::<Vec<_>>(),
        "report_id": report.id.to_string(),
        "event_type": report.event_type.as_str(),
        "native_type": report.native_type,
        "side_a": report.side_a.name,
        "side_b": report.side_b.name,
        "date_start": report.date.start().to_string(),
        "date_end": report.date.end().to_string(),
        "date_precision": report.date.precision().as_str(),
        "deaths_low": total.map(|total| total.low()),
        "deaths_best": total.map(|total| total.best()),
        "deaths_high": total.map(|total| total.high()),
        "place_precision": report.place.precision.as_str(),
        "plover": report.plover,
        "targets": report.targets.iter().map(|class| class.as_str()).collect::<Vec<_>>(),
        "location_policy": report.added.get(TREATED_COLUMN),
    });
    with(serde_json::Map::new(), all)
}

/// The incident and another object. The type is the neutral one: sides of an event do not say who is
/// responsible, and STIX has no type for where an incident was.
pub(super) fn related(incident: &Incident, target: &str, description: &str) -> Value {
    let source = incident_id(incident);
    let (created, modified) = times(incident);
    with(
        object("relationship", &format!("{source}/{target}"), &created, &modified),
        json!({
            "relationship_type": "related-to",
            "description": description,
            "source_ref": source,
            "target_ref": target,
        }),
    )
}

/// When the first revision was known, and when this one was; a revision is never older than the first.
fn times(incident: &Incident) -> (String, String) {
    let modified = incident.known_from.max(incident.first_known);
    (instant(incident.first_known), instant(modified))
}
