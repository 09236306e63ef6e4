//! The first elements of a table as names and values, from which the header is made.

use serde_json::Value;

use super::JsonForm;
use crate::text::{Fields, Header};

/// The point of a feature: longitude and latitude, where the properties have none.
pub(super) const POINT: [&str; 2] = ["longitude", "latitude"];

/// The names and values of one of the first elements, from which the header is made.
pub(crate) struct Element {
    members: Vec<(String, String)>,
}

impl Element {
    /// The members of an element; `None` when it is not of the form of a row.
    pub(super) fn parse(bytes: &[u8], form: &JsonForm) -> Option<Self> {
        let mut element: Value = serde_json::from_slice(bytes).ok()?;
        let is_feature = matches!(form, JsonForm::Features { .. });
        let point = element.get("geometry").filter(|_| is_feature).and_then(point_of);
        let members =
            if is_feature { element.get_mut("properties")?.take() } else { element.take() };
        let Value::Object(members) = members else { return None };
        let mut members: Vec<(String, String)> = members
            .into_iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), text_of(&value)))
            .collect();
        for (name, degrees) in POINT.into_iter().zip(point.into_iter().flatten()) {
            if !members.iter().any(|(known, _)| known == name) {
                members.push((name.to_owned(), degrees));
            }
        }
        Some(Self { members })
    }

    /// The names of its columns, in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|(name, _)| name.as_str())
    }

    /// Its fields in the order of a header.
    pub(crate) fn fields(&self, header: &Header) -> Fields {
        let mut fields = Fields::default();
        fields.blank(header.len());
        for (index, name) in header.names().enumerate() {
            if let Some((_, value)) = self.members.iter().rev().find(|(known, _)| known == name) {
                let start = fields.begin_scratch();
                fields.extend_scratch(value);
                fields.put_scratch(index, start);
            }
        }
        fields
    }
}

/// The text that stands for a value.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Longitude and latitude of a point geometry.
pub(super) fn point_of(geometry: &Value) -> Option<[String; 2]> {
    (geometry.get("type")?.as_str()? == "Point").then_some(())?;
    let pair = geometry.get("coordinates")?;
    Some([pair.get(0)?.to_string(), pair.get(1)?.to_string()])
}
