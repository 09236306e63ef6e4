//! Numbers as other tables write them: a comma for the decimals, marks between the thousands, sums.

use super::cells::{Cells, ColumnId, Columns, Use};
use super::error::MappingError;
use super::tree::{Node, Section};
use super::value::{Text, Unlisted};
use crate::text::value::{BadNumber, decimal, integer};

/// How numbers are written in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    decimal: char,
    thousands: Option<char>,
}

impl Default for Form {
    fn default() -> Self {
        Self { decimal: '.', thousands: None }
    }
}

impl Form {
    /// Reads `decimal` and `thousands` of `[table]`.
    pub(super) fn parse(table: &Section<'_>) -> Result<Self, MappingError> {
        let mut form = Self::default();
        if let Some(node) = table.get("decimal") {
            form.decimal = match node.text()? {
                "." => '.',
                "," => ',',
                _ => return Err(node.wrong("\".\" or \",\"")),
            };
        }
        if let Some(node) = table.get("thousands") {
            let mut marks = node.text()?.chars();
            form.thousands = match (marks.next(), marks.next()) {
                (Some(mark @ (',' | '.' | ' ' | '\'' | '\u{a0}' | '\u{202f}')), None) => Some(mark),
                _ => return Err(node.wrong("a comma, a full stop, a blank or an apostrophe")),
            };
            if form.thousands == Some(form.decimal) {
                return Err(node.unusable("decimal and thousands cannot be the same mark"));
            }
        }
        Ok(form)
    }

    /// The number with a point for its decimals and nothing between its thousands.
    fn plain(self, field: &str) -> Result<String, BadNumber> {
        let (whole, fraction) = match field.split_once(self.decimal) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (field, None),
        };
        let mut text = String::with_capacity(field.len());
        if let Some(mark) = self.thousands.filter(|mark| whole.contains(*mark)) {
            let unsigned = whole.trim_start_matches('-');
            let mut groups = unsigned.split(mark);
            // Groups of three, or `1,5` would be read as fifteen.
            let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
            if !first || !groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit())) {
                return Err(BadNumber::NotANumber);
            }
            text.extend(whole.chars().filter(|c| *c != mark));
        } else {
            text.push_str(whole);
        }
        if let Some(fraction) = fraction {
            if !fraction.bytes().all(|b| b.is_ascii_digit()) {
                return Err(BadNumber::NotANumber);
            }
            text.push('.');
            text.push_str(fraction);
        }
        Ok(text)
    }

    fn is_plain(self) -> bool {
        self == Self::default()
    }

    /// A whole number; `None` when the field stands for nothing.
    pub(super) fn integer(self, field: &str) -> Result<Option<i64>, BadNumber> {
        if self.is_plain() { integer(field) } else { integer(&self.plain(field)?) }
    }

    /// A number; `None` when the field stands for nothing.
    pub(super) fn decimal(self, field: &str) -> Result<Option<f64>, BadNumber> {
        if self.is_plain() { decimal(field) } else { decimal(&self.plain(field)?) }
    }
}

/// Where a count comes from: one text, or several columns added up.
#[derive(Debug, Clone)]
pub(super) enum Count {
    Text(Text),
    Sum(Vec<ColumnId>),
}

/// Why a count cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadCount {
    Unlisted(Unlisted),
    Number { column: Option<ColumnId>, value: String, why: BadNumber },
}

impl Count {
    pub(super) fn parse(node: &Node<'_>, columns: &mut Columns) -> Result<Self, MappingError> {
        let Some(sum) = node.as_section().and_then(|section| section.get("sum")) else {
            return Text::parse(node, columns, None).map(Self::Text);
        };
        node.section()?.only(&["sum"])?;
        // The parts say more than their sum, so they are kept unless a field takes them.
        let parts = sum.list()?;
        let parts = parts.iter().map(|node| columns.name(node, Use::Looked));
        parts.collect::<Result<_, _>>().map(Self::Sum)
    }

    /// The column to name in a finding.
    pub(super) fn column(&self) -> Option<ColumnId> {
        match self {
            Self::Text(text) => text.column(),
            Self::Sum(parts) => parts.first().copied(),
        }
    }

    /// The count of one row; a sum is not known unless all its parts are.
    pub(super) fn read(&self, cells: &Cells<'_>, form: Form) -> Result<Option<i64>, BadCount> {
        let number = |column, value: &str| {
            form.integer(value).map_err(|why| BadCount::Number {
                column,
                value: value.to_owned(),
                why,
            })
        };
        match self {
            Self::Text(text) => {
                number(text.column(), &text.read(cells).map_err(BadCount::Unlisted)?)
            }
            Self::Sum(parts) => {
                let mut sum = Some(0i64);
                for id in parts {
                    let part = number(Some(*id), cells.get(*id))?;
                    sum = sum.zip(part).map(|(sum, part)| sum.saturating_add(part));
                }
                Ok(sum.filter(|_| !parts.is_empty()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_between_thousands_are_taken_out_only_where_thousands_are() {
        let form = Form { decimal: ',', thousands: Some('.') };
        assert_eq!(form.integer("1.234"), Ok(Some(1_234)));
        assert_eq!(form.integer("-1.234.567"), Ok(Some(-1_234_567)));
        assert_eq!(form.decimal("1.234,5"), Ok(Some(1_234.5)));
        assert_eq!(form.decimal("34,41"), Ok(Some(34.41)));
        assert_eq!(form.integer("12"), Ok(Some(12)));
        assert_eq!(form.integer(""), Ok(None));
        for bad in ["1.5", "12.34.567", ".123", "1.2345", "1,2,3", "1,-2"] {
            assert_eq!(form.decimal(bad), Err(BadNumber::NotANumber), "{bad}");
        }
        assert_eq!(form.integer("1,5"), Err(BadNumber::Fraction));
    }

    #[test]
    fn without_a_form_numbers_are_as_everywhere() {
        assert_eq!(Form::default().integer("14.0"), Ok(Some(14)));
        assert_eq!(Form::default().integer("1,234"), Err(BadNumber::NotANumber));
    }
}
