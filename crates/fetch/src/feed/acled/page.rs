//! A page of ACLED's interface: `{"status":200,"success":true,"count":N,"data":[…]}`.

use std::io::Read;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::fetcher::plain;

/// What a page says that matters for fetching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// Rows on it.
    pub(crate) rows: usize,
    /// The newest change on it, in seconds since 1970.
    pub(crate) newest: Option<i64>,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default, deserialize_with = "number")]
    status: Option<i64>,
    success: Option<bool>,
    data: Option<Vec<Row>>,
    #[serde(default)]
    error: Value,
    #[serde(default)]
    message: Value,
    #[serde(default)]
    messages: Value,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default, deserialize_with = "number")]
    timestamp: Option<i64>,
    #[serde(default, deserialize_with = "number")]
    deleted_timestamp: Option<i64>,
}

/// Reads a page. An answer of HTTP status 200 can still be an error (`success` false, or another
/// `status` within); its message is given back as the reason.
pub(crate) fn read_page(reader: impl Read) -> Result<Page, String> {
    let raw: Raw = serde_json::from_reader(reader).map_err(|error| {
        format!("it is no page of rows (line {}, column {})", error.line(), error.column())
    })?;
    let is_error = raw.success == Some(false) || raw.status.is_some_and(|status| status != 200);
    if is_error {
        let said = [&raw.error, &raw.message, &raw.messages].into_iter().map(words);
        let said = said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ");
        return Err(if said.is_empty() { "it says that it failed".to_owned() } else { said });
    }
    let rows = raw.data.ok_or_else(|| "it has no rows and no error".to_owned())?;
    let newest = rows.iter().filter_map(|row| row.timestamp.max(row.deleted_timestamp)).max();
    Ok(Page { rows: rows.len(), newest })
}

/// The words of an error, whatever its form.
fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => plain(text, 300),
        other => plain(&other.to_string(), 300),
    }
    .trim_matches(['[', ']', '{', '}'])
    .to_owned()
}

/// A number that may be written as a text; anything else counts as none.
fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    struct Lenient;

    impl<'de> Visitor<'de> for Lenient {
        type Value = Option<i64>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a number")
        }
        fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
            Ok(Some(number))
        }
        fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
            Ok(i64::try_from(number).ok())
        }
        fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_bool<E: de::Error>(self, _: bool) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(text.trim().parse().ok())
        }
        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }

    deserializer.deserialize_any(Lenient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_and_the_newest_change_is_found() {
        let text = r#"{"status":200,"success":true,"count":3,"data":[
            {"event_id_cnty":"AAA1","timestamp":"1700000000","notes":"x"},
            {"event_id_cnty":"AAA2","timestamp":1700000009},
            {"event_id_cnty":"AAA3","timestamp":null}]}"#;
        let page = read_page(text.as_bytes()).expect("a page");
        assert_eq!(page, Page { rows: 3, newest: Some(1_700_000_009) });
        let deleted = r#"{"status":"200","data":[{"event_id_cnty":"A","deleted_timestamp":"7"}]}"#;
        assert_eq!(read_page(deleted.as_bytes()).expect("a page").newest, Some(7));
    }

    #[test]
    fn an_error_in_an_answer_that_calls_itself_200_is_an_error_with_its_words() {
        for (text, word) in [
            (r#"{"status":200,"success":false,"error":[{"message":"no consent"}]}"#, "no consent"),
            (
                r#"{"status":403,"success":true,"message":"Access denied","data":[]}"#,
                "Access denied",
            ),
            (r#"{"success":false}"#, "failed"),
            (r#"{"status":200}"#, "no rows"),
            ("<html>", "no page"),
            ("", "no page"),
        ] {
            let error = read_page(text.as_bytes()).expect_err(text);
            assert!(error.contains(word), "{text}: {error}");
        }
    }
}
