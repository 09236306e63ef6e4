//! Where the text of a field comes from: a column, a constant, several joined, a part of one, a table
//! of values, or cases.

use std::borrow::Cow;
use std::cmp::Ordering;

use bellwether_registry::crosswalks::{Crosswalk, Scheme, crosswalk};

use super::cases::Case;
use super::cells::{Cells, ColumnId, Columns, Use};
use super::error::{MappingError, hint, listed};
use super::tree::{Node, Section};

/// The keys of a source of text.
const KEYS: [&str; 11] = [
    "column",
    "constant",
    "join",
    "cases",
    "with",
    "split",
    "part",
    "values",
    "crosswalk",
    "otherwise",
    "default",
];

/// How deep joined sources may lie in one another.
const DEPTH: usize = 4;

/// The words that a field has, when it has fixed ones.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vocabulary {
    pub(super) what: &'static str,
    pub(super) words: &'static [&'static str],
}

impl Vocabulary {
    pub(super) fn check(&self, node: &Node<'_>, word: &str) -> Result<(), MappingError> {
        if word.is_empty() || self.words.contains(&word) {
            return Ok(());
        }
        Err(MappingError::UnknownWord {
            at: node.at(),
            word: word.into(),
            what: self.what,
            hint: hint(word, self.words.iter().copied()).into(),
            known: listed(self.words.iter().copied()).into(),
        })
    }
}

/// Where a text comes from.
#[derive(Debug, Clone)]
enum Origin {
    Column(ColumnId),
    Constant(String),
    Join { parts: Vec<Text>, with: String },
    Cases(Vec<Case>),
}

/// From a value to another.
#[derive(Debug, Clone)]
enum Lookup {
    /// Sorted without regard to case.
    Table(Vec<(String, String)>),
    Crosswalk(&'static Crosswalk),
}

impl Lookup {
    fn get(&self, value: &str) -> Option<&str> {
        match self {
            Self::Table(values) => {
                let found = values.binary_search_by(|(known, _)| compare(known, value)).ok()?;
                Some(&values[found].1)
            }
            Self::Crosswalk(walk) => walk.to(value),
        }
    }
}

/// A source of text with what is done to it.
#[derive(Debug, Clone)]
pub(super) struct Text {
    origin: Origin,
    /// Separator and part, counted from 1, or from the end when negative.
    split: Option<(String, i64)>,
    values: Option<Lookup>,
    otherwise: Option<String>,
    default: Option<String>,
}

/// How deep a source lies in others, and what becomes of its columns.
#[derive(Debug, Clone, Copy)]
struct Way {
    depth: usize,
    how: Use,
}

/// A value that a table of values does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unlisted {
    pub(super) column: Option<ColumnId>,
    pub(super) value: String,
}

/// Compares without regard to the case of ASCII letters.
fn compare(a: &str, b: &str) -> Ordering {
    a.bytes().map(|b| b.to_ascii_lowercase()).cmp(b.bytes().map(|b| b.to_ascii_lowercase()))
}

impl Text {
    /// Reads a source: the name of a column, or a table that says more.
    pub(super) fn parse(
        node: &Node<'_>,
        columns: &mut Columns,
        vocabulary: Option<Vocabulary>,
    ) -> Result<Self, MappingError> {
        let how = if vocabulary.is_some() { Use::Looked } else { Use::Taken };
        Self::nested(node, columns, vocabulary, Way { depth: 0, how })
    }

    /// The same for a field that does not hold the text itself, so that its columns are kept too.
    pub(super) fn parse_looked(
        node: &Node<'_>,
        columns: &mut Columns,
    ) -> Result<Self, MappingError> {
        Self::nested(node, columns, None, Way { depth: 0, how: Use::Looked })
    }

    fn nested(
        node: &Node<'_>,
        columns: &mut Columns,
        vocabulary: Option<Vocabulary>,
        way: Way,
    ) -> Result<Self, MappingError> {
        let plain =
            |origin| Self { origin, split: None, values: None, otherwise: None, default: None };
        if node.as_text().is_some() {
            return Ok(plain(Origin::Column(columns.name(node, way.how)?)));
        }
        let section = node.as_section().ok_or_else(|| {
            node.wrong("the name of a column in quotes, or a table such as { constant = \"…\" }")
        })?;
        section.only(&KEYS)?;
        let word = |key: &str| -> Result<Option<String>, MappingError> {
            let Some(node) = section.get(key) else { return Ok(None) };
            let word = node.scalar()?;
            vocabulary.map_or(Ok(()), |words| words.check(&node, word))?;
            Ok(Some(word.to_owned()))
        };
        let values = lookup(&section, vocabulary)?;
        let split = split(&section)?;
        let how = if values.is_some() || split.is_some() { Use::Looked } else { way.how };
        let origin = origin(&section, columns, vocabulary, Way { how, ..way })?;
        Ok(Self { origin, split, values, otherwise: word("otherwise")?, default: word("default")? })
    }

    /// The text for one row; empty when there is none.
    pub(super) fn read<'a>(&'a self, cells: &Cells<'a>) -> Result<Cow<'a, str>, Unlisted> {
        let mut text: Cow<'a, str> = match &self.origin {
            Origin::Column(id) => Cow::Borrowed(cells.get(*id)),
            Origin::Constant(word) => Cow::Borrowed(word),
            Origin::Join { parts, with } => joined(parts, with, cells)?,
            Origin::Cases(cases) => {
                let case = cases.iter().find(|case| case.holds(cells));
                let otherwise = self.otherwise.as_deref().unwrap_or_default();
                Cow::Borrowed(case.map_or(otherwise, |case| case.then.as_str()))
            }
        };
        if let Some((separator, part)) = &self.split {
            text = part_of(&text, separator, *part);
        }
        if let Some(values) = self.values.as_ref().filter(|_| !text.is_empty()) {
            text = match values.get(&text).or(self.otherwise.as_deref()) {
                Some(word) => Cow::Borrowed(word),
                None => {
                    let value = text.into_owned();
                    return Err(Unlisted { column: self.column(), value });
                }
            };
        }
        match &self.default {
            Some(word) if text.is_empty() => Ok(Cow::Borrowed(word)),
            _ => Ok(text),
        }
    }

    /// The column to name in a finding.
    pub(super) fn column(&self) -> Option<ColumnId> {
        match &self.origin {
            Origin::Column(id) => Some(*id),
            Origin::Constant(_) => None,
            Origin::Join { parts, .. } => parts.iter().find_map(Self::column),
            Origin::Cases(cases) => cases.first()?.column(),
        }
    }

    /// The text before any table of values, for the source's own word of a type.
    pub(super) fn native<'a>(&'a self, cells: &Cells<'a>) -> Cow<'a, str> {
        match &self.origin {
            Origin::Column(id) => Cow::Borrowed(cells.get(*id)),
            _ => Cow::Borrowed(""),
        }
    }
}

fn origin(
    section: &Section<'_>,
    columns: &mut Columns,
    vocabulary: Option<Vocabulary>,
    way: Way,
) -> Result<Origin, MappingError> {
    let given = ["column", "constant", "join", "cases"].map(|key| section.get(key));
    let several = "write exactly one of column, constant, join and cases";
    match given {
        [Some(column), None, None, None] => Ok(Origin::Column(columns.name(&column, way.how)?)),
        [None, Some(constant), None, None] => {
            let word = constant.scalar()?;
            vocabulary.map_or(Ok(()), |words| words.check(&constant, word))?;
            Ok(Origin::Constant(word.to_owned()))
        }
        [None, None, Some(join), None] => {
            if way.depth >= DEPTH {
                return Err(join.unusable("sources are joined in one another too deeply"));
            }
            let deeper = Way { depth: way.depth + 1, ..way };
            let parts = join.list()?;
            let parts = parts.iter().map(|node| Text::nested(node, columns, None, deeper));
            let with = section.get("with").map(|node| node.text()).transpose()?.unwrap_or(" ");
            Ok(Origin::Join { parts: parts.collect::<Result<_, _>>()?, with: with.to_owned() })
        }
        [None, None, None, Some(cases)] => {
            let cases = cases.list()?;
            let cases = cases.iter().map(|node| Case::parse(node, columns, vocabulary));
            Ok(Origin::Cases(cases.collect::<Result<_, _>>()?))
        }
        _ => Err(section.unusable(several)),
    }
}

/// `values`, or `crosswalk = ["cameo", "plover"]`.
fn lookup(
    section: &Section<'_>,
    vocabulary: Option<Vocabulary>,
) -> Result<Option<Lookup>, MappingError> {
    let Some(node) = section.get("crosswalk") else {
        let table = section.get("values").map(|node| values(&node, vocabulary)).transpose()?;
        return Ok(table.map(Lookup::Table));
    };
    if section.get("values").is_some() {
        return Err(node.unusable("write values or crosswalk, not both"));
    }
    let schemes = node.list()?;
    let scheme = |node: &Node<'_>| -> Result<Scheme, MappingError> {
        let word = node.text()?;
        Scheme::parse(word).ok_or_else(|| MappingError::UnknownWord {
            at: node.at(),
            word: word.into(),
            what: "a scheme of event types or targets",
            hint: hint(word, Scheme::ALL.map(Scheme::as_str)).into(),
            known: listed(Scheme::ALL.map(Scheme::as_str)).into(),
        })
    };
    let [from, to] = &schemes[..] else {
        return Err(node.wrong("two schemes, such as [\"cameo\", \"plover\"]"));
    };
    let walk = crosswalk(scheme(from)?, scheme(to)?);
    let walk = walk.ok_or_else(|| node.unusable("there is no crosswalk between these two"))?;
    Ok(Some(Lookup::Crosswalk(walk)))
}

fn values(
    node: &Node<'_>,
    vocabulary: Option<Vocabulary>,
) -> Result<Vec<(String, String)>, MappingError> {
    let mut values = Vec::new();
    for (key, value) in node.section()?.entries() {
        let word = value.scalar()?;
        vocabulary.map_or(Ok(()), |words| words.check(&value, word))?;
        values.push((key.trim().to_owned(), word.to_owned()));
    }
    values.sort_by(|a, b| compare(&a.0, &b.0));
    match values.windows(2).find(|pair| compare(&pair[0].0, &pair[1].0).is_eq()) {
        None => Ok(values),
        Some(pair) => Err(node.unusable(format!(
            "the value {:?} stands twice, since letters are compared without regard to case",
            pair[1].0
        ))),
    }
}

fn split(section: &Section<'_>) -> Result<Option<(String, i64)>, MappingError> {
    match (section.get("split"), section.get("part")) {
        (None, None) => Ok(None),
        (Some(separator), Some(part)) => {
            let text = separator.text()?;
            let number = part.number()?;
            if text.is_empty() {
                return Err(separator.wrong("the text that stands between the parts"));
            }
            if number == 0 {
                return Err(part.wrong("the number of the part: 1 is the first, -1 the last"));
            }
            Ok(Some((text.to_owned(), number)))
        }
        (Some(node), None) => {
            Err(node.unusable("split needs part, the number of the part to take"))
        }
        (None, Some(node)) => Err(node.unusable("part needs split, what stands between the parts")),
    }
}

fn joined<'a>(parts: &'a [Text], with: &str, cells: &Cells<'a>) -> Result<Cow<'a, str>, Unlisted> {
    let mut text = String::new();
    for part in parts {
        let part = part.read(cells)?;
        if !part.is_empty() {
            if !text.is_empty() {
                text.push_str(with);
            }
            text.push_str(&part);
        }
    }
    Ok(Cow::Owned(text))
}

/// A part of a text; the whole text as its only part when the separator is not there.
fn part_of<'a>(text: &Cow<'a, str>, separator: &str, part: i64) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(piece(text, separator, part)),
        Cow::Owned(text) => Cow::Owned(piece(text, separator, part).to_owned()),
    }
}

fn piece<'t>(text: &'t str, separator: &str, part: i64) -> &'t str {
    let nth = usize::try_from(part.unsigned_abs()).unwrap_or(usize::MAX).saturating_sub(1);
    let piece =
        if part > 0 { text.split(separator).nth(nth) } else { text.rsplit(separator).nth(nth) };
    piece.unwrap_or_default().trim()
}
