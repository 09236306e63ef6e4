//! Reading the printed numbers, the request and the register out of a file.

use serde_json::Value;

use crate::form::{Envelope, FORM, unescaped};
use crate::{BriefError, Register, Request};

/// A number as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The id beside it.
    pub id: String,
    /// What is printed.
    pub text: String,
    /// What stands around it.
    pub place: String,
}

/// What a file says.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// What was asked.
    pub request: Request,
    /// The queries.
    pub register: Register,
    /// The numbers, in the order of the file.
    pub printed: Vec<Printed>,
}

/// Reads a brief in any of its forms.
///
/// # Errors
/// [`BriefError::NotABrief`] with what is missing.
pub fn read(text: &str) -> Result<Brief, BriefError> {
    let start = text.trim_start();
    if start.starts_with('{') {
        from_json(text)
    } else if start.starts_with('<') {
        let envelope = between(text, "id=\"bellwether-brief\">", "</script>")?;
        brief(envelope, from_html(text))
    } else {
        let envelope = between(text, crate::form::FENCE, "\n```")?;
        brief(envelope, from_markdown(text))
    }
}

fn not(why: impl Into<String>) -> BriefError {
    BriefError::NotABrief(why.into())
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Result<&'t str, BriefError> {
    let missing = || {
        not(
            "the file has no register of numbers: it is no brief of `bellwether brief -o FILE`, or was cut short",
        )
    };
    let from = text.rfind(open).ok_or_else(missing)? + open.len();
    let to = text[from..].find(close).ok_or_else(missing)? + from;
    Ok(&text[from..to])
}

fn brief(envelope: &str, printed: Vec<Printed>) -> Result<Brief, BriefError> {
    let envelope: Envelope = serde_json::from_str(envelope.trim())
        .map_err(|error| not(format!("the register of the file is damaged: {error}")))?;
    if envelope.bellwether_brief > FORM {
        return Err(not(format!(
            "the file is of form {}, and this program reads up to {FORM}; use a newer one",
            envelope.bellwether_brief
        )));
    }
    Ok(Brief { request: envelope.request, register: envelope.register, printed })
}

/// Text of elements with an id of a number.
fn from_html(text: &str) -> Vec<Printed> {
    const MARK: &str = " data-n=\"";
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(MARK) {
        let from = at + found + MARK.len();
        let Some(quote) = text[from..].find('"').map(|end| from + end) else { break };
        let Some(open) = text[quote..].find('>').map(|end| quote + end + 1) else { break };
        let Some(close) = text[open..].find('<').map(|end| open + end) else { break };
        all.push(Printed {
            id: text[from..quote].to_owned(),
            text: unescaped(&text[open..close]),
            place: around(text, open, close),
        });
        at = close;
    }
    all
}

/// What is read before and after a place of a page, without its tags.
fn around(text: &str, from: usize, to: usize) -> String {
    let before: String = text[..from].chars().rev().take(400).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text[to..].chars().take(400).collect();
    let plain = |html: &str| {
        let (mut out, mut tag) = (String::new(), false);
        for c in html.chars() {
            match c {
                '<' => tag = true,
                '>' if tag => {
                    tag = false;
                    out.push(' ');
                }
                '>' => out.clear(),
                _ if !tag => out.push(c),
                _ => {}
            }
        }
        unescaped(&out).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let number = unescaped(&text[from..to]);
    // The cut may have gone through a tag: what comes before its end is none of the text.
    let before = plain(before.trim_end_matches(|c| c != '<').trim_end_matches('<'));
    let last: String = before.chars().rev().take(50).collect();
    let last: String = last.chars().rev().collect();
    let next: String = plain(&after).chars().take(40).collect();
    format!("…{last} {number} {next}…")
}

/// Links to numbers.
fn from_markdown(text: &str) -> Vec<Printed> {
    let mut all = Vec::new();
    let end = text.rfind("\n## Numbers and their queries").unwrap_or(text.len());
    let mut open: Option<usize> = None;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => open = Some(at + 1),
            b']' if text[at..].starts_with("](#n") => {
                let (Some(from), Some(close)) = (open.take(), text[at..].find(')')) else {
                    at += 1;
                    continue;
                };
                let place = &text
                    [floor(text, from.saturating_sub(60))..ceil(text, (at + close + 40).min(end))];
                all.push(Printed {
                    id: text[at + 3..at + close].to_owned(),
                    text: plain(&text[from..at]),
                    place: format!("…{}…", place.replace('\n', " ")),
                });
                at += close;
            }
            _ => {}
        }
        at += 1;
    }
    all
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Markdown's escapes taken back.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut escaped = false;
    for c in text.chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            out.push(c);
            escaped = false;
        }
    }
    out
}

fn from_json(text: &str) -> Result<Brief, BriefError> {
    let whole: Value = serde_json::from_str(text)
        .map_err(|error| not(format!("the file is no whole JSON: {error}")))?;
    let mut printed = Vec::new();
    collect(&whole["sections"], &mut printed);
    brief(text, printed)
}

fn collect(value: &Value, into: &mut Vec<Printed>) {
    match value {
        Value::Array(list) => {
            for (at, one) in list.iter().enumerate() {
                if let (Some(id), Some(printed)) = (one["n"].as_str(), one["printed"].as_str()) {
                    let beside = |at: Option<usize>| {
                        at.and_then(|at| list.get(at)?.as_str()).unwrap_or_default().to_owned()
                    };
                    let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
                    into.push(Printed {
                        id: id.to_owned(),
                        text: printed.to_owned(),
                        place: format!("…{before}{printed}{after}…"),
                    });
                } else {
                    collect(one, into);
                }
            }
        }
        Value::Object(fields) => fields.values().for_each(|field| collect(field, into)),
        _ => {}
    }
}

/// The sentences of a brief in JSON that are its own; none for any other text.
#[must_use]
pub fn own_sentences(text: &str) -> Option<Vec<String>> {
    let whole: Value = serde_json::from_str(text).ok()?;
    whole.get("bellwether_brief")?;
    let mut all = Vec::new();
    for section in whole["sections"].as_array()? {
        for block in section["blocks"].as_array()? {
            for key in ["sentences", "points"] {
                let list = block[key].as_array().map(Vec::as_slice).unwrap_or_default();
                all.extend(list.iter().filter_map(Value::as_array).map(|pieces| joined(pieces)));
            }
        }
    }
    Some(all)
}

fn joined(pieces: &[Value]) -> String {
    pieces.iter().filter_map(|piece| piece.as_str().or_else(|| piece["printed"].as_str())).collect()
}
