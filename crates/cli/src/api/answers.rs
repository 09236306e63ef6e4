//! The shapes of answers, as JSON Schema: which keys a document has, and what stands in those that return in many.

use schemars::schema_for;
use serde_json::{Map, Value, json};

use crate::citation::Citation;

/// What a key holds.
#[derive(Clone, Copy)]
enum Holds {
    Rows,
    Object,
    Number,
    Text,
    Words,
    Truth,
}

impl Holds {
    fn schema(self) -> Value {
        match self {
            Self::Rows => json!({ "type": "array", "items": { "type": "object" } }),
            Self::Object => json!({ "type": "object" }),
            Self::Number => json!({ "type": ["number", "null"] }),
            Self::Text => json!({ "type": ["string", "null"] }),
            Self::Words => json!({ "type": "array", "items": { "type": "string" } }),
            Self::Truth => json!({ "type": "boolean" }),
        }
    }
}

/// The keys of a document, in the order in which they stand.
type Keys = &'static [(&'static str, Holds)];

/// The documents: operation, keys of its own, whether it names the state of the store and its sources.
const DOCUMENTS: &[(&str, Keys, bool, bool)] = &[
    (
        "count",
        &[
            ("measure", Holds::Text),
            ("unit", Holds::Text),
            ("value", Holds::Number),
            ("low", Holds::Number),
            ("high", Holds::Number),
            ("rows", Holds::Rows),
        ],
        true,
        true,
    ),
    (
        "series",
        &[
            ("measure", Holds::Text),
            ("unit", Holds::Text),
            ("by", Holds::Text),
            ("rows", Holds::Rows),
        ],
        true,
        true,
    ),
    ("event_history", &[("events", Holds::Rows), ("notes", Holds::Words)], true, true),
    (
        "incidents",
        &[("unit", Holds::Text), ("incidents", Holds::Rows), ("notes", Holds::Words)],
        true,
        true,
    ),
    ("sql", &[("rows", Holds::Rows)], true, false),
    (
        "group",
        &[
            ("actor", Holds::Text),
            ("names", Holds::Words),
            ("events", Holds::Number),
            ("total", Holds::Object),
        ],
        true,
        true,
    ),
    (
        "overlap",
        &[
            ("datasets", Holds::Words),
            ("incidents", Holds::Number),
            ("rows", Holds::Rows),
            ("estimates_hold", Holds::Truth),
            ("estimates", Holds::Rows),
        ],
        true,
        true,
    ),
    ("actor_list", &[("actors", Holds::Rows)], false, false),
    ("actor_find", &[("matches", Holds::Rows)], false, false),
    ("place_find", &[("matches", Holds::Rows)], false, false),
    ("place_at", &[("at", Holds::Rows)], false, false),
    ("calendar", &[("dates", Holds::Rows)], true, false),
    ("watches", &[("watches", Holds::Rows)], false, false),
    ("alerts", &[("alerts", Holds::Rows)], true, false),
    ("alert_show", &[("sentence", Holds::Text), ("alert", Holds::Object)], false, false),
    ("near_misses", &[("runs", Holds::Rows)], true, false),
    ("releases", &[("releases", Holds::Rows)], true, false),
    ("gaps", &[("gaps", Holds::Rows)], true, false),
    ("diff", &[("difference", Holds::Object)], true, false),
    ("doctor", &[("checks", Holds::Rows)], false, false),
];

/// The schema of an operation's answer as JSON, where it is known beyond being an object.
pub(super) fn schema(operation: &str) -> Option<Value> {
    let (_, keys, state, cites) = DOCUMENTS.iter().find(|(own, ..)| *own == operation)?;
    let mut properties: Map<String, Value> =
        keys.iter().map(|(key, holds)| ((*key).to_owned(), holds.schema())).collect();
    if *state {
        properties.insert("store".to_owned(), store());
    }
    if *cites {
        let citation = schema_for!(Citation);
        properties.insert("citations".to_owned(), json!({ "type": "array", "items": citation }));
    }
    let required: Vec<String> = properties.keys().cloned().collect();
    Some(json!({ "type": "object", "required": required, "properties": properties }))
}

/// The state of the store that answered.
fn store() -> Value {
    json!({
        "type": "object",
        "description": "The state of the store that answered.",
        "required": ["version", "digest"],
        "properties": {
            "version": { "type": "integer", "minimum": 0 },
            "digest": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
        },
    })
}

/// The operations whose shapes are known.
#[cfg(test)]
pub(super) fn known() -> impl Iterator<Item = &'static str> {
    DOCUMENTS.iter().map(|(operation, ..)| *operation)
}
