//! How the table is written, and where its columns are in one file.

use bellwether_model::Extra;

use super::Mapping;
use super::cells::{Cells, Columns, Use};
use super::error::MappingError;
use super::number::Form;
use super::tree::Section;
use crate::text::value::DateOrder;
use crate::text::{Column, Header, Row};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Events,
    Calendar,
}

/// `[table]`.
#[derive(Debug, Clone)]
pub(super) struct TableSpec {
    pub(super) kind: Kind,
    pub(super) delimiter: Option<u8>,
    pub(super) numbers: Form,
    pub(super) dates: Option<DateOrder>,
    /// Words that stand for nothing.
    pub(super) missing: Vec<String>,
    /// The columns that were there when the mapping was made; empty when it does not say.
    pub(super) known: Vec<String>,
}

impl TableSpec {
    pub(super) fn parse(table: &Section<'_>, columns: &mut Columns) -> Result<Self, MappingError> {
        table.only(&[
            "kind",
            "delimiter",
            "decimal",
            "thousands",
            "dates",
            "missing",
            "drop",
            "columns",
        ])?;
        let kind = table.required("kind", "write kind = \"events\" or kind = \"calendar\"")?;
        let kind = match kind.text()? {
            "events" => Kind::Events,
            "calendar" => Kind::Calendar,
            _ => return Err(kind.wrong("\"events\" or \"calendar\"")),
        };
        let delimiter = match table.get("delimiter") {
            None => None,
            Some(node) => match node.text()?.as_bytes() {
                [mark]
                    if mark.is_ascii()
                        && !mark.is_ascii_alphanumeric()
                        && !b"\"\r\n\0".contains(mark) =>
                {
                    Some(*mark)
                }
                _ => return Err(node.wrong("one mark, such as \",\", \";\", \"|\" or \"\\t\"")),
            },
        };
        let dates = match table.get("dates") {
            None => None,
            Some(node) => Some(match node.text()? {
                "dmy" => DateOrder::Dmy,
                "mdy" => DateOrder::Mdy,
                _ => return Err(node.wrong("\"dmy\" or \"mdy\"")),
            }),
        };
        let list = |key| table.get(key).map_or(Ok(Vec::new()), |node| node.texts());
        let missing = list("missing")?.iter().map(|word| word.trim().to_owned()).collect();
        let known = list("columns")?.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
        if let Some(drop) = table.get("drop") {
            for node in drop.list()? {
                columns.name(&node, Use::Dropped)?;
            }
        }
        Ok(Self { kind, delimiter, numbers: Form::parse(table)?, dates, missing, known })
    }

    /// Whether a table has the columns of the mapping and no others; never when the mapping lists none.
    pub(super) fn is_exactly(&self, header: &Header) -> bool {
        let mut names = 0;
        header.names().filter(|name| !name.is_empty()).all(|name| {
            names += 1;
            self.known.iter().any(|known| known == name)
        }) && names == self.known.len()
    }
}

/// The columns of one file, as a mapping sees them.
pub(super) struct Bound {
    columns: Vec<Column>,
    /// Further columns that were there when the mapping was made.
    extra: Vec<(String, Column)>,
    /// Columns that came later.
    added: Vec<(String, Column)>,
    /// All columns but the dropped ones, for the hash of a row.
    pub(super) kept: Vec<(String, Column)>,
}

impl Bound {
    pub(super) fn of(mapping: &Mapping, header: &Header) -> Self {
        let is_known =
            |name: &String| mapping.table.known.is_empty() || mapping.table.known.contains(name);
        let rest = mapping.columns.rest(header);
        let (extra, added) = rest.into_iter().partition(|(name, _)| is_known(name));
        let mut kept = mapping.columns.kept(header);
        // A column that comes later must not change the hash of a row.
        kept.retain(|(name, _)| is_known(name));
        Self { columns: mapping.columns.bind(header), extra, added, kept }
    }

    pub(super) fn cells<'a>(&'a self, row: Row<'a>, mapping: &'a Mapping) -> Cells<'a> {
        Cells { row, columns: &self.columns, missing: &mapping.table.missing }
    }

    /// The further columns as they stand.
    pub(super) fn extra(&self, row: &Row<'_>) -> Extra {
        texts(&self.extra, row)
    }

    /// The columns that came later, as they stand: kept, and no part of the content.
    pub(super) fn added(&self, row: &Row<'_>) -> Extra {
        texts(&self.added, row)
    }
}

fn texts(columns: &[(String, Column)], row: &Row<'_>) -> Extra {
    let filled =
        |(name, column): &(String, Column)| Some((name.clone().into(), row.text(*column)?));
    columns.iter().filter_map(filled).collect()
}
