//! Rows with named columns, on their way to any form of output.

use serde_json::{Map, Value};

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
}

impl Cell {
    /// Text, or nothing.
    pub(crate) fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// A count that may be divided over periods.
    pub(crate) fn number(value: f64) -> Self {
        // Whole numbers below 2^53 are exact.
        #[allow(clippy::cast_possible_truncation)]
        if value.fract() == 0.0 && value.abs() < 9e15 {
            Self::Int(value as i64)
        } else {
            Self::Real((value * 1e6).round() / 1e6)
        }
    }

    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => Value::String(text.clone()),
            Self::Int(value) => (*value).into(),
            Self::Real(value) => (*value).into(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u64> for Cell {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or_else(|_| Self::Text(value.to_string()), Self::Int)
    }
}

impl From<u32> for Cell {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

/// Rows with named columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Grid {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Grid {
    pub(crate) fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|name| (*name).to_owned()).collect(), rows: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a row has a cell for each column");
        self.rows.push(row);
    }

    /// The index of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// A row as an object.
    pub(crate) fn object(&self, row: &[Cell]) -> Map<String, Value> {
        self.columns.iter().cloned().zip(row.iter().map(Cell::json)).collect()
    }

    /// All rows as objects.
    pub(crate) fn objects(&self) -> Vec<Value> {
        self.rows.iter().map(|row| Value::Object(self.object(row))).collect()
    }

    pub(crate) fn ndjson(&self) -> Vec<u8> {
        let mut text = String::new();
        for object in self.objects() {
            text.push_str(&object.to_string());
            text.push('\n');
        }
        text.into_bytes()
    }
}
