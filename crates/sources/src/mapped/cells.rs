//! The columns that a mapping names, and the cells of a row under them.

use std::collections::HashMap;

use super::error::{At, MappingError, hint, listed};
use super::tree::Node;
use crate::text::{Column, Header, Row};

/// A column that a mapping names, by its position among those that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ColumnId(u16);

/// What becomes of a column that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Its text, number or date stands in a field, so it is not kept once more.
    Taken,
    /// It only decides something, so it is kept beside it.
    Looked,
    /// It is left out by name.
    Dropped,
}

#[derive(Debug, Clone)]
struct Named {
    name: String,
    at: At,
    taken: bool,
    dropped: bool,
}

/// All columns that a mapping names, each once.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    named: Vec<Named>,
    known: HashMap<String, ColumnId>,
}

/// The form in which names of columns are compared: that of [`Header`].
fn folded(name: &str) -> String {
    name.trim().to_ascii_lowercase()
}

impl Columns {
    /// Notes that the mapping reads a column.
    pub(super) fn name(&mut self, node: &Node<'_>, how: Use) -> Result<ColumnId, MappingError> {
        let name = folded(node.text()?);
        if name.is_empty() {
            return Err(node.wrong("the name of a column"));
        }
        let id = match self.known.get(&name) {
            Some(id) => *id,
            None => {
                let id = u16::try_from(self.named.len()).ok().filter(|id| *id < u16::MAX);
                let id = ColumnId(id.ok_or_else(|| node.unusable("it names too many columns"))?);
                let (taken, dropped) = (false, false);
                self.named.push(Named { name: name.clone(), at: node.at(), taken, dropped });
                self.known.insert(name, id);
                id
            }
        };
        let named = &mut self.named[usize::from(id.0)];
        named.taken |= how == Use::Taken;
        named.dropped |= how == Use::Dropped;
        Ok(id)
    }

    /// The name of a column, for findings.
    pub(super) fn text(&self, id: ColumnId) -> &str {
        self.named.get(usize::from(id.0)).map_or("", |named| named.name.as_str())
    }

    /// The names of the columns that are read, in the order of the mapping.
    pub(super) fn read(&self) -> impl Iterator<Item = &str> {
        self.named.iter().filter(|named| !named.dropped || named.taken).map(|n| n.name.as_str())
    }

    /// Refuses a table that lacks a column, with the line that names it.
    pub(super) fn check(&self, header: &Header) -> Result<(), MappingError> {
        match self.named.iter().find(|named| !header.has(&named.name)) {
            None => Ok(()),
            Some(named) => {
                let names = || header.names().filter(|name| !name.is_empty());
                Err(MappingError::UnknownColumn {
                    at: named.at.clone(),
                    column: named.name.as_str().into(),
                    hint: hint(&named.name, names()).into(),
                    known: listed(names()).into(),
                })
            }
        }
    }

    /// Where the columns are in one table.
    pub(super) fn bind(&self, header: &Header) -> Vec<Column> {
        let all = header.others(&[]);
        let find = |name: &str| all.iter().find(|(n, _)| n == name).map(|(_, column)| *column);
        self.named.iter().map(|n| find(&n.name).unwrap_or(Column::absent(""))).collect()
    }

    /// The columns of a table that no field takes and that are not dropped, sorted by name.
    pub(super) fn rest(&self, header: &Header) -> Vec<(String, Column)> {
        let mut rest: Vec<(String, Column)> = header
            .others(&[])
            .into_iter()
            .filter(|(name, _)| {
                self.known
                    .get(name.as_str())
                    .map(|id| &self.named[usize::from(id.0)])
                    .is_none_or(|named| !named.taken && !named.dropped)
            })
            .collect();
        rest.sort_by(|a, b| a.0.cmp(&b.0));
        rest
    }

    /// The columns of a table that are not dropped, sorted by name.
    pub(super) fn kept(&self, header: &Header) -> Vec<(String, Column)> {
        let dropped = |name: &str| {
            self.known.get(name).is_some_and(|id| self.named[usize::from(id.0)].dropped)
        };
        let mut kept = header.others(&[]);
        kept.retain(|(name, _)| !dropped(name));
        kept.sort_by(|a, b| a.0.cmp(&b.0));
        kept
    }
}

/// One row under the columns that a mapping names.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) row: Row<'a>,
    pub(super) columns: &'a [Column],
    /// Words that stand for nothing.
    pub(super) missing: &'a [String],
}

impl<'a> Cells<'a> {
    /// The text of a column, empty when it stands for nothing.
    pub(super) fn get(&self, id: ColumnId) -> &'a str {
        let column = self.columns.get(usize::from(id.0)).copied().unwrap_or(Column::absent(""));
        self.clean(self.row.get(column))
    }

    /// The text, or nothing when it is a word for nothing.
    pub(super) fn clean(&self, text: &'a str) -> &'a str {
        if self.missing.iter().any(|word| word.eq_ignore_ascii_case(text)) { "" } else { text }
    }
}
