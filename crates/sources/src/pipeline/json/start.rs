//! Where the elements of a JSON file begin.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::{JsonForm, skip_blank, value};
use crate::SourceError;

/// Where the elements begin and how they are written.
#[derive(Debug)]
pub(crate) struct Start {
    pub(crate) at: usize,
    pub(crate) form: JsonForm,
}

/// The members that hold the table in the answers of known services, in lower case.
const TABLES: [&str; 2] = ["data", "result"];

fn refuse(reason: &str) -> SourceError {
    SourceError::NotAJsonTable { reason: reason.to_owned() }
}

/// Finds the elements: behind the bracket of an array at the top or of a known member of the outermost
/// object, or at the first of several objects that stand in lines.
pub(crate) fn start(bytes: &[u8]) -> Result<Start, SourceError> {
    let first = skip_blank(bytes, 0);
    match bytes.get(first) {
        Some(b'[') => Ok(Start { at: first + 1, form: JsonForm::Objects }),
        Some(b'{') => match member(bytes, first) {
            Ok(Some(start)) => Ok(start),
            // An object without a list is a row itself.
            Ok(None) => Ok(Start { at: first, form: JsonForm::Lines }),
            Err(_) if stands_in_lines(&bytes[first..]) => {
                Ok(Start { at: first, form: JsonForm::Lines })
            }
            Err(error) => Err(error),
        },
        _ => Err(refuse("it begins with neither an object nor an array")),
    }
}

/// Goes through the members of the outermost object until one holds the table; `None` when the object
/// ends without one.
fn member(bytes: &[u8], open: usize) -> Result<Option<Start>, SourceError> {
    let mut at = skip_blank(bytes, open + 1);
    let mut name = String::new();
    if bytes.get(at) == Some(&b'}') {
        return Ok(None);
    }
    loop {
        at = skip_blank(bytes, at);
        let key: (String, usize) = match value(&bytes[at..]) {
            Ok(Some(key)) => key,
            _ => return Err(refuse("no list of rows among its first members")),
        };
        at = skip_blank(bytes, at + key.1);
        if bytes.get(at) != Some(&b':') {
            return Err(refuse("a member has no value"));
        }
        at = skip_blank(bytes, at + 1);
        let is_list = bytes.get(at) == Some(&b'[');
        if key.0 == "features" {
            let form = JsonForm::Features { name };
            return if is_list {
                Ok(Some(Start { at: at + 1, form }))
            } else {
                Err(refuse("\"features\" is not an array"))
            };
        }
        if is_list && TABLES.iter().any(|table| key.0.eq_ignore_ascii_case(table)) {
            return Ok(Some(Start { at: at + 1, form: JsonForm::Objects }));
        }
        let (member, length): (Value, usize) = match value(&bytes[at..]) {
            Ok(Some(member)) => member,
            _ => return Err(refuse("a member before the list of rows is too long or damaged")),
        };
        if key.0 == "name" {
            name = member.as_str().unwrap_or_default().to_owned();
        }
        at = skip_blank(bytes, at + length);
        match bytes.get(at) {
            Some(b',') => at += 1,
            Some(b'}') => return Ok(None),
            _ => return Err(refuse("it is cut off before the list of rows")),
        }
    }
}

/// Whether the text is one object a line although its first line is damaged: that line has the braces
/// of an object, and a later line is a whole one.
fn stands_in_lines(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.next().unwrap_or_default();
    first.starts_with(b"{") && first.ends_with(b"}") && lines.take(20).any(|line| {
        line.starts_with(b"{")
            && matches!(value::<IgnoredAny>(line), Ok(Some((_, length))) if length == line.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_says_why() {
        for (text, reason) in [
            ("{\"features\": 1}", "not an array"),
            ("{\"a\" 1}", "a member has no value"),
            ("{\"a\": tru", "too long or damaged"),
            ("{\"a\": 1", "cut off"),
            ("{", "no list of rows"),
        ] {
            let error = start(text.as_bytes()).expect_err(text).to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn lines_are_recognised_although_the_first_is_damaged() {
        let begin = start(b"{\"a\":1,,}\n{\"a\":2}\n").expect("lines");
        assert_eq!((begin.at, begin.form), (0, JsonForm::Lines));
    }
}
