//! The objects that do not depend on a single incident: the tool, the extension, the markings, the actor,
//! places.

use bellwether_model::Place;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::Actor;
use super::ids::id;
use crate::card::{Card, Cited};
use crate::form::precision::radius_m;
use crate::licence::SIMULATED;

/// When objects were made whose content is all in their id, so that no bundle contradicts another.
const FIRST_DAY: &str = "2025-01-01T00:00:00.000Z";

/// An instant as STIX writes it, in milliseconds.
pub(super) fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// The common members of an object that the tool made.
pub(super) fn object(kind: &str, name: &str, created: &str, modified: &str) -> Map<String, Value> {
    let mut object = Map::new();
    for (key, value) in [("type", kind), ("spec_version", "2.1"), ("id", &id(kind, name))] {
        object.insert(key.to_owned(), value.into());
    }
    if (kind, name) != TOOL {
        object.insert("created_by_ref".to_owned(), id(TOOL.0, TOOL.1).into());
    }
    object.insert("created".to_owned(), created.into());
    object.insert("modified".to_owned(), modified.into());
    object
}

/// Adds members to an object.
pub(super) fn with(mut object: Map<String, Value>, members: Value) -> Value {
    if let Value::Object(members) = members {
        object.extend(members.into_iter().filter(|(_, value)| !is_nothing(value)));
    }
    Value::Object(object)
}

/// STIX has no nulls, no empty lists and no empty texts.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

const TOOL: (&str, &str) = ("identity", "bellwether");

/// The tool as an identity of the class `system`.
pub(super) fn tool() -> Value {
    let description = "Watches armed groups from open event data; organisations, never persons.";
    with(
        object(TOOL.0, TOOL.1, FIRST_DAY, FIRST_DAY),
        json!({"name": "Bellwether", "identity_class": "system", "description": description}),
    )
}

const EXTENSION: (&str, &str) = ("extension-definition", "incident/1");

/// The id of the extension of incidents.
pub(super) fn extension_id() -> String {
    id(EXTENSION.0, EXTENSION.1)
}

/// The extension that carries the fields of a report.
pub(super) fn extension() -> Value {
    let schema = "report_id: dataset and the source's own id; of an incident of several reports, which have \
        incident_id and report_ids, the one that knows the place best. event_type: harmonised type; \
        native_type: the source's. side_a, side_b: in the source's words; they do not say who attacked. \
        date_start, date_end: earliest and latest possible day; date_precision: day, days, week, month \
        or year. deaths_low, deaths_best, deaths_high: estimates of the source, or from the lowest to the highest of \
        several. place_precision: exact, \
        near, admin2, admin1, region, country or international. plover: type in the PLOVER ontology. \
        targets: classes of targets. location_policy: how the place was made coarser, if it was.";
    with(
        object(EXTENSION.0, EXTENSION.1, FIRST_DAY, FIRST_DAY),
        json!({
            "name": "Report of an event",
            "description": "The fields of a report of an event of organised violence.",
            "schema": schema,
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        }),
    )
}

/// The id of a dataset's marking.
pub(super) fn marking_id(cited: &Cited) -> String {
    id("marking-definition", &statement(cited))
}

fn statement(cited: &Cited) -> String {
    let licence = &cited.licence;
    let simulated = if licence.id == SIMULATED { "SIMULATED, not real. " } else { "" };
    format!(
        "{simulated}{}: {} ({}), {}. Cite: {}",
        cited.title, licence.name, licence.id, licence.url, cited.citation
    )
}

/// The licence of a dataset as a statement.
pub(super) fn marking(cited: &Cited) -> Value {
    let mut marking = object("marking-definition", &statement(cited), FIRST_DAY, FIRST_DAY);
    marking.remove("modified");
    with(
        marking,
        json!({
            "name": cited.licence.id,
            "definition_type": "statement",
            "definition": {"statement": statement(cited)},
        }),
    )
}

/// `["simulated"]` where any input is.
pub(super) fn labels(card: &Card) -> Value {
    if card.is_simulated() { json!(["simulated"]) } else { Value::Null }
}

/// The id of the actor.
pub(super) fn actor_id(actor: &Actor) -> String {
    id("threat-actor", actor.id.as_str())
}

/// The organisation. When it was seen depends on the question, and stands in the sightings.
pub(super) fn actor(actor: &Actor, card: &Card) -> Value {
    let known = instant(actor.known_from);
    with(
        object("threat-actor", actor.id.as_str(), &known, &known),
        json!({
            "name": actor.name,
            "description": actor.description,
            "aliases": actor.aliases,
            "labels": labels(card),
        }),
    )
}

/// Where something happened; `None` where not even a country is known. A point stands in it only with its
/// radius, so never for a place that is known only to a unit.
pub(super) fn location(place: &Place, alpha2: Option<&str>) -> Option<(String, Value)> {
    let point = place.point.filter(|_| radius_m(place.precision).is_some());
    let country = alpha2.unwrap_or(&place.country);
    if point.is_none() && country.is_empty() {
        return None;
    }
    let mut members = json!({
        "name": place.name.as_ref().or(place.admin2.as_ref()).or(place.admin1.as_ref()),
        "country": country,
        "administrative_area": place.admin1,
    });
    if let (Some(point), Some(radius)) = (point, radius_m(place.precision)) {
        members["latitude"] = point.latitude.degrees().into();
        members["longitude"] = point.longitude.degrees().into();
        members["precision"] = f64::from(radius).into();
    }
    // All of the content is the name, so that equal places are one object.
    let name = members.to_string();
    let value = with(object("location", &name, FIRST_DAY, FIRST_DAY), members);
    Some((id("location", &name), value))
}
