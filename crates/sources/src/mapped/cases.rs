//! Cases: what a field is when some columns are so.

use super::cells::{Cells, ColumnId, Columns, Use};
use super::error::MappingError;
use super::tree::Node;
use super::value::Vocabulary;

/// One case: what it gives when all its conditions hold.
#[derive(Debug, Clone)]
pub(super) struct Case {
    when: Vec<Condition>,
    pub(super) then: String,
}

#[derive(Debug, Clone)]
struct Condition {
    column: ColumnId,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    Is(Vec<String>),
    Begins(Vec<String>),
    Ends(Vec<String>),
    Contains(Vec<String>),
    Filled(bool),
    SameAs(ColumnId),
}

impl Test {
    fn holds(&self, text: &str, cells: &Cells<'_>) -> bool {
        let bytes = text.as_bytes();
        let any = |words: &[String], at: &dyn Fn(usize) -> Option<std::ops::Range<usize>>| {
            words.iter().any(|word| {
                at(word.len())
                    .and_then(|range| bytes.get(range))
                    .is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
            })
        };
        match self {
            Self::Is(words) => words.iter().any(|word| word.eq_ignore_ascii_case(text)),
            Self::Begins(words) => any(words, &|length| Some(0..length)),
            Self::Ends(words) => {
                any(words, &|length| Some(bytes.len().checked_sub(length)?..bytes.len()))
            }
            Self::Contains(words) => words.iter().any(|word| {
                word.is_empty()
                    || bytes.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word.as_bytes()))
            }),
            Self::Filled(wanted) => text.is_empty() != *wanted,
            Self::SameAs(other) => !text.is_empty() && text.eq_ignore_ascii_case(cells.get(*other)),
        }
    }
}

impl Condition {
    fn parse(node: &Node<'_>, columns: &mut Columns) -> Result<Self, MappingError> {
        const TESTS: [&str; 7] =
            ["column", "is", "begins", "ends", "contains", "filled", "same_as"];
        let section = node.section()?;
        section.only(&TESTS)?;
        let column = section.required("column", "name the column that decides")?;
        let column = columns.name(&column, Use::Looked)?;
        let mut tests = section.entries().filter(|(key, _)| *key != "column");
        let remedy =
            "write exactly one of is, begins, ends, contains, filled, same_as beside column";
        let (Some((key, test)), None) = (tests.next(), tests.next()) else {
            return Err(section.unusable(remedy));
        };
        let test = match key {
            "is" => Test::Is(test.texts()?),
            "begins" => Test::Begins(test.texts()?),
            "ends" => Test::Ends(test.texts()?),
            "contains" => Test::Contains(test.texts()?),
            "filled" => Test::Filled(test.flag()?),
            _ => Test::SameAs(columns.name(&test, Use::Looked)?),
        };
        Ok(Self { column, test })
    }
}

impl Case {
    pub(super) fn parse(
        node: &Node<'_>,
        columns: &mut Columns,
        vocabulary: Option<Vocabulary>,
    ) -> Result<Self, MappingError> {
        let section = node.section()?;
        section.only(&["when", "then"])?;
        let when = section.required("when", "say which column must be what")?.one_or_more()?;
        let when =
            when.iter().map(|node| Condition::parse(node, columns)).collect::<Result<_, _>>()?;
        let then = section.required("then", "say what the field is in this case")?;
        let word = then.scalar()?;
        vocabulary.map_or(Ok(()), |words| words.check(&then, word))?;
        Ok(Self { when, then: word.to_owned() })
    }

    pub(super) fn holds(&self, cells: &Cells<'_>) -> bool {
        self.when.iter().all(|condition| condition.test.holds(cells.get(condition.column), cells))
    }
}

impl Case {
    /// The column to name in a finding.
    pub(super) fn column(&self) -> Option<ColumnId> {
        self.when.first().map(|condition| condition.column)
    }
}
