//! The first row of a table: which column is where.

use std::collections::HashSet;

use bellwether_model::Limits;

use super::row::Fields;
use super::split::{Fault, split};
use crate::SourceError;

/// One column of a table under the name that the source gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// The source's name.
    pub(crate) name: &'static str,
    index: u16,
}

impl Column {
    /// A column that the table does not have.
    pub(crate) const fn absent(name: &'static str) -> Self {
        Self { name, index: u16::MAX }
    }

    /// The same column under another name, by which findings speak of it.
    pub(crate) const fn called(self, name: &'static str) -> Self {
        Self { name, index: self.index }
    }

    /// Whether the table has it.
    pub(crate) const fn is_present(self) -> bool {
        self.index != u16::MAX
    }

    pub(super) const fn index(self) -> usize {
        self.index as usize
    }
}

/// The names of a table's columns, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    names: Vec<String>,
    /// What stands between two fields.
    pub(crate) delimiter: u8,
}

impl Header {
    /// Reads a header record, finding out the delimiter: the one of `,` `;` and tab that gives the
    /// most columns.
    pub(crate) fn parse(
        record: &str,
        columns_max: usize,
        field_bytes: usize,
    ) -> Result<Self, SourceError> {
        Self::delimited(record, b",;\t", columns_max, field_bytes)
    }

    /// The same with a delimiter that is known.
    pub(crate) fn parse_as(
        record: &str,
        delimiter: Option<u8>,
        limits: &Limits,
    ) -> Result<Self, SourceError> {
        match delimiter {
            None => Self::parse(record, limits.columns, limits.field_bytes),
            Some(one) => Self::delimited(record, &[one], limits.columns, limits.field_bytes),
        }
    }

    fn delimited(
        record: &str,
        delimiters: &[u8],
        columns_max: usize,
        field_bytes: usize,
    ) -> Result<Self, SourceError> {
        let mut fields = Fields::default();
        let mut best: Option<(u8, usize)> = None;
        let mut fault = None;
        for &delimiter in delimiters {
            match split(record, delimiter, field_bytes, &mut fields) {
                Ok(()) if best.is_none_or(|(_, most)| fields.len() > most) => {
                    best = Some((delimiter, fields.len()));
                }
                Ok(()) => {}
                Err(found) => fault = fault.or(Some(found)),
            }
        }
        let Some((delimiter, seen)) = best else {
            let reason = match fault {
                Some(Fault::FieldTooLong { .. }) => "a name is longer than the limit for a field",
                Some(Fault::UnclosedQuote) => "a quote is not closed",
                _ => "a quote stands in the middle of a name",
            };
            return Err(SourceError::HeaderMalformed { reason: reason.to_owned() });
        };
        if seen > columns_max {
            return Err(SourceError::TooManyColumns { seen, limit: columns_max });
        }
        split(record, delimiter, field_bytes, &mut fields)
            .map_err(|_| SourceError::HeaderMalformed { reason: "unreadable".to_owned() })?;
        let names: Vec<String> =
            (0..seen).map(|i| fields.raw(record, i).trim().to_ascii_lowercase()).collect();
        let mut met = HashSet::new();
        for name in names.iter().filter(|name| !name.is_empty()) {
            if !met.insert(name.as_str()) {
                return Err(SourceError::DuplicateColumn { column: name.clone() });
            }
        }
        Ok(Self { names, delimiter })
    }

    /// A header of these names, for rows that are not text tables.
    pub(crate) fn of(names: &[&str]) -> Self {
        Self { names: names.iter().map(|name| (*name).to_owned()).collect(), delimiter: b',' }
    }

    /// The header of a table that has none of its own.
    pub(crate) fn of_headerless(names: &[&str], delimiter: u8) -> Self {
        Self { delimiter, ..Self::of(names) }
    }

    /// How many columns there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The names; empty for a column without one.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether a column of this name is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// The column of a name, which may be absent.
    pub(crate) fn column(&self, name: &'static str) -> Column {
        self.names
            .iter()
            .position(|known| known == name)
            .and_then(|index| u16::try_from(index).ok())
            .map_or(Column::absent(name), |index| Column { name, index })
    }

    /// The first of several names that is there.
    pub(crate) fn either(&self, names: &[&'static str]) -> Column {
        names
            .iter()
            .map(|name| self.column(name))
            .find(|column| column.is_present())
            .unwrap_or(Column::absent(names.first().copied().unwrap_or("")))
    }

    /// The names, out of a list, that are not there.
    pub(crate) fn lacking(&self, names: &[&'static str]) -> Vec<String> {
        names.iter().filter(|name| !self.has(name)).map(|name| (*name).to_owned()).collect()
    }

    /// The named columns that are not in a list, with their names.
    pub(crate) fn others(&self, names: &[&[&str]]) -> Vec<(String, Column)> {
        (0u16..)
            .zip(&self.names)
            .filter(|(_, name)| {
                !name.is_empty() && !names.iter().any(|list| list.contains(&name.as_str()))
            })
            .map(|(index, name)| (name.clone(), Column { name: "", index }))
            .collect()
    }

    /// The names of the named columns that are not in a list.
    pub(crate) fn beyond(&self, names: &[&[&str]]) -> Vec<String> {
        self.names()
            .filter(|name| !name.is_empty() && !names.iter().any(|list| list.contains(name)))
            .map(str::to_owned)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_gives_most_columns() {
        for (record, delimiter) in [("a,b,c", b','), ("a;b;c", b';'), ("a\tb\tc", b'\t')] {
            let header = Header::parse(record, 512, 100).expect("valid");
            assert_eq!((header.delimiter, header.len()), (delimiter, 3));
        }
    }

    #[test]
    fn names_are_found_without_regard_to_case_and_blanks() {
        let header = Header::parse("ActorId, NameData ,", 512, 100).expect("valid");
        assert!(header.column("namedata").is_present());
        assert!(!header.column("org").is_present());
        assert_eq!(header.either(&["org", "actorid"]).name, "actorid");
        assert_eq!(header.beyond(&[&["actorid"]]), ["namedata"]);
    }

    #[test]
    fn a_name_that_stands_twice_is_refused_but_nameless_columns_may_repeat() {
        let error = Header::parse("id,year,ID", 512, 100).expect_err("twice");
        assert_eq!(
            error.to_string(),
            "the header names the column \"id\" twice; remove or rename one of them"
        );
        assert!(Header::parse(",,id", 512, 100).is_ok());
    }

    #[test]
    fn a_million_columns_are_refused_with_the_number() {
        let error = Header::parse(&",".repeat(999_999), 512, 100).expect_err("too many");
        assert!(matches!(error, SourceError::TooManyColumns { seen: 1_000_000, limit: 512 }));
    }
}
