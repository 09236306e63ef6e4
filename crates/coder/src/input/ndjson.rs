//! Lines of JSON into documents.

use super::Contents;
use super::document::{Document, SourceMap};
use super::encoding::decode;
use super::html::day;
use super::limits::{InputError, InputLimits};
use serde::{Deserialize, Deserializer};

/// A line: members that are not named here are left alone.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(alias = "docid", default, deserialize_with = "id")]
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

/// An id as text; many write a number.
fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "an id is a text or a whole number")]
    enum Id {
        Text(String),
        Number(i64),
    }
    Ok(Option::<Id>::deserialize(deserializer)?.map(|id| match id {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    }))
}

/// Reads documents, one a line. Bytes are those of the text as JSON gives it. Each line is decoded by itself,
/// so that a byte that is none in one line does not change the letters of the others; JSON knows UTF-8 only,
/// so the marks of other encodings hold for the whole file.
///
/// # Errors
/// There are more lines than the limits allow.
pub(super) fn read(bytes: &[u8], limits: &InputLimits) -> Result<Contents, InputError> {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let whole = if wide { Some(decode(bytes)) } else { None };
    let bytes = whole.as_ref().map_or(bytes, |text| text.as_bytes());
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut read = Contents::default();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        limits.check("lines", read.documents.len() + read.faults.len() + 1, limits.items)?;
        match document(line) {
            Ok(document) => read.documents.push(document),
            Err(why) => read.faults.push(InputError::Line { line: index + 1, why }),
        }
    }
    Ok(read)
}

fn document(line: &[u8]) -> Result<Document, String> {
    // The error's own place is the line of the line, which is always the first.
    let why = |error: serde_json::Error| {
        let text = error.to_string();
        text.split(" at line ").next().unwrap_or(&text).to_owned()
    };
    let line: Line = serde_json::from_str(&decode(line)).map_err(why)?;
    Ok(Document {
        id: line.id,
        title: line.title,
        date: line.date.as_deref().and_then(day),
        url: line.url,
        text: line.text,
        map: SourceMap::identity(0),
    })
}
