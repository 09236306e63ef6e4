//! A mapping's TOML as a tree in which every part knows its line.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{At, MappingError, hint, listed};

/// Bytes of a mapping at most; the bundled ones have some five thousand.
const MAPPING_BYTES: usize = 256 << 10;

/// The text with the starts of its lines.
#[derive(Debug)]
pub(super) struct Lines {
    mapping: String,
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str, mapping: &str) -> Result<Self, MappingError> {
        let (seen, limit) = (text.len(), MAPPING_BYTES);
        if seen > limit {
            return Err(MappingError::TooLong { mapping: mapping.into(), seen, limit });
        }
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
        Ok(Self { mapping: mapping.to_owned(), starts: std::iter::once(0).chain(breaks).collect() })
    }

    pub(super) fn at(&self, byte: usize) -> At {
        let line = self.starts.partition_point(|start| *start <= byte);
        At { mapping: self.mapping.as_str().into(), line }
    }

    /// What the TOML parser said.
    pub(super) fn syntax(&self, error: &toml::de::Error) -> MappingError {
        let at = self.at(error.span().map_or(0, |span| span.start));
        MappingError::Syntax { at, reason: error.message().replace('\n', " ").into() }
    }
}

/// A value under its key.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    lines: &'a Lines,
    key: &'a str,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Node<'a> {
    pub(super) fn at(&self) -> At {
        self.lines.at(self.value.span().start)
    }

    pub(super) fn wrong(&self, expected: &'static str) -> MappingError {
        MappingError::WrongKind { at: self.at(), key: self.key.into(), expected }
    }

    pub(super) fn unusable(&self, reason: impl Into<Box<str>>) -> MappingError {
        MappingError::Unusable { at: self.at(), reason: reason.into() }
    }

    /// A text, when it is one.
    pub(super) fn as_text(&self) -> Option<&'a str> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Result<&'a str, MappingError> {
        self.as_text().ok_or_else(|| self.wrong("a text in quotes"))
    }

    /// A text, or a number or yes-no as a text: for tables of values, where `1 = "exact"` is natural.
    pub(super) fn scalar(&self) -> Result<&'a str, MappingError> {
        match self.value.get_ref() {
            DeValue::String(text) => Ok(text),
            DeValue::Integer(number) => Ok(number.as_str()),
            DeValue::Boolean(true) => Ok("yes"),
            DeValue::Boolean(false) => Ok("no"),
            _ => Err(self.wrong("a text in quotes")),
        }
    }

    pub(super) fn flag(&self) -> Result<bool, MappingError> {
        match self.value.get_ref() {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => Err(self.wrong("true or false")),
        }
    }

    pub(super) fn number(&self) -> Result<i64, MappingError> {
        match self.value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        }
        .ok_or_else(|| self.wrong("a whole number"))
    }

    pub(super) fn list(&self) -> Result<Vec<Self>, MappingError> {
        let DeValue::Array(items) = self.value.get_ref() else {
            return Err(self.wrong("a list in square brackets"));
        };
        Ok(items.iter().map(|value| Self { value, ..*self }).collect())
    }

    /// A list, or one value as a list of one.
    pub(super) fn one_or_more(&self) -> Result<Vec<Self>, MappingError> {
        match self.value.get_ref() {
            DeValue::Array(_) => self.list(),
            _ => Ok(vec![*self]),
        }
    }

    /// A list of texts, or one text as a list of one.
    pub(super) fn texts(&self) -> Result<Vec<String>, MappingError> {
        self.one_or_more()?.iter().map(|node| node.text().map(str::to_owned)).collect()
    }

    /// A table, when it is one.
    pub(super) fn as_section(&self) -> Option<Section<'a>> {
        match self.value.get_ref() {
            DeValue::Table(table) => {
                let start = self.value.span().start;
                Some(Section { lines: self.lines, name: self.key, start, table })
            }
            _ => None,
        }
    }

    pub(super) fn section(&self) -> Result<Section<'a>, MappingError> {
        self.as_section().ok_or_else(|| self.wrong("a table in braces, or a section"))
    }
}

/// A table of keys.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    lines: &'a Lines,
    name: &'a str,
    start: usize,
    table: &'a DeTable<'a>,
}

impl<'a> Section<'a> {
    /// The whole text.
    pub(super) fn root(lines: &'a Lines, table: &'a Spanned<DeTable<'a>>) -> Self {
        Self { lines, name: "the mapping", start: 0, table: table.get_ref() }
    }

    pub(super) fn at(&self) -> At {
        self.lines.at(self.start)
    }

    pub(super) fn get(&self, key: &str) -> Option<Node<'a>> {
        self.entries().find(|(name, _)| *name == key).map(|(_, node)| node)
    }

    /// All keys with their values, in the text's order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let lines = self.lines;
        self.table.iter().map(move |(key, value)| {
            let key: &'a str = key.get_ref();
            (key, Node { lines, key, value })
        })
    }

    pub(super) fn required(
        &self,
        key: &'static str,
        remedy: &'static str,
    ) -> Result<Node<'a>, MappingError> {
        self.get(key).ok_or_else(|| self.missing(key, remedy))
    }

    pub(super) fn missing(&self, key: &'static str, remedy: &'static str) -> MappingError {
        MappingError::MissingKey { at: self.at(), section: self.name.into(), key, remedy }
    }

    pub(super) fn unusable(&self, reason: impl Into<Box<str>>) -> MappingError {
        MappingError::Unusable { at: self.at(), reason: reason.into() }
    }

    /// Refuses a key that is not one of these.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), MappingError> {
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let span = key.span();
                let start = if span.is_empty() { value.span().start } else { span.start };
                return Err(MappingError::UnknownKey {
                    at: self.lines.at(start),
                    section: self.name.into(),
                    key: name.into(),
                    hint: hint(name, known.iter().copied()).into(),
                    known: listed(known.iter().copied()).into(),
                });
            }
        }
        Ok(())
    }
}
