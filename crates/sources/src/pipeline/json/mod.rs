//! JSON tables to rows, streamed: an element is looked at when it is whole, and a damaged one costs
//! itself.
//!
//! A table is an array of objects, at the top or under a member that is known to hold one (`data` in
//! ACLED's answers, `Result` in UCDP's), or one object a line (NDJSON), or the features of a GeoJSON
//! collection, whose properties are the columns.

mod cut;
mod element;
mod fill;
mod start;

use bellwether_model::{Batch, Finding, Severity};

use super::{Chunk, Parser};
use crate::source::ReadRow;
use crate::text::{Fields, Header, Row};
pub(crate) use cut::ElementCutter;
pub(crate) use element::Element;
use fill::{Columns, Fault, fill};
pub(crate) use start::{Start, start};

/// How the rows of a JSON file are written and follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JsonForm {
    /// Features of a GeoJSON collection of this name, which may be empty.
    Features { name: String },
    /// Objects of an array.
    Objects,
    /// One object a line.
    Lines,
}

/// One value at the start of the bytes and its length.
fn value<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8]) -> serde_json::Result<Option<(T, usize)>> {
    let mut stream = serde_json::Deserializer::from_slice(bytes).into_iter();
    match stream.next() {
        None => Ok(None),
        Some(Err(error)) => Err(error),
        Some(Ok(value)) => Ok(Some((value, stream.byte_offset()))),
    }
}

fn skip_blank(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(bytes.len() - at)
}

/// The first whole elements of the bytes behind the start, and whether nothing can follow them.
pub(crate) fn first_elements(bytes: &[u8], form: &JsonForm, count: usize) -> (Vec<Element>, bool) {
    let mut at = 0;
    let mut found = Vec::new();
    let mut closed = false;
    while found.len() < count {
        match cut::next(&bytes[at..], form, usize::MAX) {
            cut::Next::Element { start, end } => {
                found.extend(Element::parse(&bytes[at + start..at + end], form));
                at += end;
            }
            cut::Next::Damaged { next, .. } => at += next,
            cut::Next::End => {
                closed = true;
                break;
            }
            cut::Next::More { .. } => break,
        }
    }
    (found, closed)
}

/// The names of the columns of some elements, each once, in the order in which they come.
pub(crate) fn names_of(elements: &[Element]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in elements.iter().flat_map(Element::names) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Parses chunks of elements.
pub(crate) struct ElementParser {
    rows: Box<dyn ReadRow>,
    columns: Columns,
    form: JsonForm,
    field_bytes: usize,
}

impl ElementParser {
    /// Elements of this form to rows with the columns of the header.
    pub(crate) fn new(
        rows: Box<dyn ReadRow>,
        header: &Header,
        form: JsonForm,
        field_bytes: usize,
    ) -> Self {
        Self { rows, columns: Columns::of(header), form, field_bytes }
    }

    fn reject(&self, number: u64, bytes: &[u8], fault: &Fault) -> Finding {
        let limit = self.field_bytes;
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]);
        let (column, rule, message) = match fault {
            Fault::NotAnElement => match self.form {
                JsonForm::Features { .. } => {
                    let message = "the element is not a feature with properties".to_owned();
                    ("properties", "feature", message)
                }
                JsonForm::Objects | JsonForm::Lines => {
                    ("", "json", "the element is not an object with columns".to_owned())
                }
            },
            Fault::Malformed => ("", "json", cut::DAMAGED.to_owned()),
            Fault::FieldTooLong { seen } => {
                ("", "field-bytes", format!("a field has {seen} bytes, above the limit of {limit}"))
            }
        };
        Finding::new(Severity::Reject, number, column, rule, message, &start)
    }
}

impl Parser for ElementParser {
    fn parse(&self, chunk: &Chunk) -> (Batch, Option<u64>) {
        let mut batch = Batch { bytes: chunk.bytes.len() as u64, ..Batch::default() };
        let mut fields = Fields::default();
        let mut strangers: Vec<String> = Vec::new();
        let elements = chunk.bytes.split(|b| *b == cut::BETWEEN).filter(|bytes| !bytes.is_empty());
        for (number, bytes) in (chunk.first..).zip(elements) {
            batch.rows += 1;
            let filled = fill(bytes, &self.form, &self.columns, self.field_bytes, &mut fields);
            match filled {
                Ok(stranger) => {
                    self.rows.read(&Row::new(number, "", &fields), &mut batch);
                    if let Some(name) = stranger.filter(|name| !strangers.contains(name)) {
                        batch.findings.push(unknown_member(number, &name));
                        strangers.push(name);
                    }
                }
                Err(fault) => batch.findings.push(self.reject(number, bytes, &fault)),
            }
        }
        if let Some(tail) = &chunk.tail {
            batch.rows += 1;
            batch.findings.push(tail.clone());
        }
        (batch, None)
    }
}

/// Told once for each name and chunk: a member that the first elements did not have is no column.
fn unknown_member(number: u64, name: &str) -> Finding {
    let message = "the first elements do not have this member, so it is no column and is left out; put an element that has it first";
    Finding::new(Severity::Warning, number, "", "json-member", message, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(bytes: &[u8]) -> Vec<String> {
        let begin = start(bytes).expect("a table");
        let (elements, _) = first_elements(&bytes[begin.at..], &begin.form, 20);
        names_of(&elements).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn a_table_is_found_in_each_of_its_forms() {
        for text in [
            r#"[{"A":1},{"a":2,"b":3}]"#,
            r#" {"status":200,"data":[{"a":1},{"B":2}]}"#,
            r#"{"TotalCount":2,"NextPageUrl":null,"Result":[{"a":1,"b":2}]}"#,
            "{\"a\":1}\n{\"a\":2,\"b\":[1]}\n",
            r#"{"features":[{"type":"Feature","properties":{"a":1,"b":2}}]}"#,
        ] {
            assert_eq!(names(text.as_bytes()), ["a", "b"], "{text}");
        }
    }

    #[test]
    fn an_empty_table_is_known_to_be_empty() {
        for text in [r#"{"data":[]}"#, "[ ]"] {
            let begin = start(text.as_bytes()).expect("a table");
            let (elements, closed) = first_elements(&text.as_bytes()[begin.at..], &begin.form, 20);
            assert!(elements.is_empty() && closed, "{text}");
        }
    }
}
