//! Lines of JSON into documents.

use super::document::{Document, SourceMap};
use super::html::day;
use super::limits::{InputError, InputLimits};
use serde::Deserialize;

/// A line: members that are not named here are left alone.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(alias = "docid")]
    id: Option<String>,
    #[serde(alias = "headline")]
    title: Option<String>,
    #[serde(alias = "published", alias = "publish_date")]
    date: Option<String>,
    #[serde(alias = "link")]
    url: Option<String>,
    #[serde(alias = "body", alias = "content", alias = "doctext")]
    text: String,
}

/// Reads documents, one a line. Bytes are those of the text as JSON gives it.
///
/// # Errors
/// A line is no document, or there are more than the limits allow.
pub(super) fn read(text: &str, limits: &InputLimits) -> Result<Vec<Document>, InputError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut documents = Vec::new();
    for (index, line) in lines {
        let line: Line = serde_json::from_str(line)
            .map_err(|error| InputError::Line { line: index + 1, why: error.to_string() })?;
        documents.push(Document {
            id: line.id,
            title: line.title,
            date: line.date.as_deref().and_then(day),
            url: line.url,
            text: line.text,
            map: SourceMap::identity(0),
        });
        limits.check("lines", documents.len(), limits.items)?;
    }
    Ok(documents)
}
