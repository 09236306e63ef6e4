//! Documents, keys and answers as JSON.

use super::{INCIDENTS, ROLES};
use serde_json::{Map, Value, json};
use thiserror::Error;

/// One incident: its kind and, for each of [`ROLES`], entities as lists of mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    /// One of [`INCIDENTS`]; a key may give two with a slash between them.
    pub incident: String,
    /// Entities of each role.
    pub roles: [Vec<Vec<String>>; 5],
}

impl Template {
    /// Whether this template's kind fits that of `key`: the same, or one of its alternatives.
    #[must_use]
    pub fn fits(&self, key: &Self) -> bool {
        key.incident.split(" / ").any(|kind| kind == self.incident)
    }
}

/// A document with its keys, which are none where it has none or they are not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its keys.
    pub templates: Vec<Template>,
}

/// Why documents cannot be read.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// A line is no JSON.
    #[error("line {line} is not JSON: {source}; give one document a line")]
    Json {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A document lacks a member or has one of another form.
    #[error("document in line {line} has no readable {member:?}; see the format of GTT's files")]
    Member {
        /// The line, from 1.
        line: usize,
        /// The member.
        member: &'static str,
    },
}

/// Reads documents: one JSON object a line, or one array of such objects.
///
/// # Errors
/// A line is no JSON, or a document lacks `docid` or `doctext`.
pub fn parse_documents(text: &str) -> Result<Vec<Document>, DocumentError> {
    if text.trim_start().starts_with('[') {
        let all: Vec<Value> = serde_json::from_str(text)
            .map_err(|source| DocumentError::Json { line: source.line(), source })?;
        return all.iter().map(|value| document(value, 1)).collect();
    }
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            let line_number = index + 1;
            let value = serde_json::from_str(line)
                .map_err(|source| DocumentError::Json { line: line_number, source })?;
            document(&value, line_number)
        })
        .collect()
}

fn document(value: &Value, line: usize) -> Result<Document, DocumentError> {
    let string = |member: &'static str| {
        value.get(member).and_then(Value::as_str).ok_or(DocumentError::Member { line, member })
    };
    let templates = match value.get("templates") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(templates)) => templates
            .iter()
            .map(|value| template(value).ok_or(DocumentError::Member { line, member: "templates" }))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(DocumentError::Member { line, member: "templates" }),
    };
    Ok(Document { id: string("docid")?.to_owned(), text: string("doctext")?.to_owned(), templates })
}

/// A mention is a string, or an array that begins with one (its offset follows).
fn template(value: &Value) -> Option<Template> {
    let mention = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => parts.first()?.as_str().map(str::to_owned),
        _ => None,
    };
    let mut template = Template {
        incident: value.get("incident_type")?.as_str()?.to_owned(),
        ..Template::default()
    };
    for (role, entities) in ROLES.iter().zip(&mut template.roles) {
        for entity in value.get(*role).and_then(Value::as_array).into_iter().flatten() {
            entities.push(entity.as_array()?.iter().map(mention).collect::<Option<_>>()?);
        }
    }
    Some(template)
}

/// Predictions as `{docid: {"pred_templates": […]}}`.
#[must_use]
pub fn predictions_json(predictions: &[(String, Vec<Template>)]) -> Value {
    let answer = |template: &Template| {
        let mut object = Map::new();
        debug_assert!(INCIDENTS.contains(&template.incident.as_str()));
        object.insert("incident_type".to_owned(), json!(template.incident));
        for (role, entities) in ROLES.iter().zip(&template.roles) {
            object.insert((*role).to_owned(), json!(entities));
        }
        Value::Object(object)
    };
    let documents = predictions.iter().map(|(id, templates)| {
        let templates: Vec<Value> = templates.iter().map(answer).collect();
        (id.clone(), json!({ "pred_templates": templates }))
    });
    Value::Object(documents.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_with_and_without_offsets() {
        let text = r#"{"docid":"D","doctext":"t","templates":[{"incident_type":"attack","PerpInd":[[["men",3],"armed men"]]}]}"#;
        let documents = parse_documents(text).expect("well formed");
        assert_eq!(documents[0].templates[0].roles[0], [["men", "armed men"]]);
    }

    #[test]
    fn a_document_without_a_text_is_named_by_its_line() {
        let error = parse_documents("\n{\"docid\":\"D\"}").expect_err("no text");
        assert_eq!(
            error.to_string(),
            "document in line 2 has no readable \"doctext\"; see the format of GTT's files"
        );
    }

    #[test]
    fn answers_have_the_form_of_the_task() {
        let template = Template { incident: "bombing".to_owned(), ..Template::default() };
        let json = predictions_json(&[("D".to_owned(), vec![template])]);
        assert_eq!(
            json.to_string(),
            r#"{"D":{"pred_templates":[{"incident_type":"bombing","PerpInd":[],"PerpOrg":[],"Target":[],"Victim":[],"Weapon":[]}]}}"#
        );
    }
}
