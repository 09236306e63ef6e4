//! The beginning of a file: header, hashtag row, first rows, and where the data begins.

use std::io::{self, Cursor, Read};
use std::path::Path;

use bellwether_model::Limits;

use crate::SourceError;
use crate::headerless::{self, Headerless};
use crate::input::{Input, read_up_to, start_error};
use crate::pipeline::json::{self, JsonForm};
use crate::source::Sample;
use crate::text::decode::decode;
use crate::text::records::{Grammar, Scan, count_lines};
use crate::text::split::{split, split_plain};
use crate::text::{Fields, Header, Row};

/// How much of a file is looked at: the limit for a record and some rows more.
const ROWS_BYTES: usize = 128 << 10;
/// How many rows are looked at.
const ROWS: usize = 20;

/// How the rows of a file follow one another.
pub(crate) enum Layout {
    /// Lines of text.
    Table(Grammar),
    /// Elements of JSON.
    Json(JsonForm),
}

/// A file whose beginning has been looked at and which is ready to be read from its data on.
pub(crate) struct Probe {
    pub(crate) input: Input,
    pub(crate) header: Header,
    pub(crate) layout: Layout,
    /// Whether a hashtag row was skipped.
    pub(crate) hashtags: bool,
    /// Whether the table has no header of its own.
    headerless: bool,
    /// What has been read already and belongs to the data.
    pub(crate) ahead: Vec<u8>,
    /// The line (or JSON element) with which the data begins.
    pub(crate) first: u64,
    /// Bytes before the data.
    pub(crate) skipped: u64,
    /// The first well-formed rows.
    rows: Vec<(u64, String, Fields)>,
}

impl Probe {
    /// Opens a file and looks at its beginning.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Self, SourceError> {
        Self::open_as(path, limits, None)
    }

    /// The same for a table whose delimiter is known.
    pub(crate) fn open_as(
        path: &Path,
        limits: &Limits,
        delimiter: Option<u8>,
    ) -> Result<Self, SourceError> {
        let mut input = Input::open(path, limits)?;
        let mut head = Vec::with_capacity(ROWS_BYTES);
        let mut ended = read_some(path, &mut input, &mut head, ROWS_BYTES)?;
        let start = head.iter().position(|b| !b.is_ascii_whitespace());
        let Some(start) = start else {
            return Err(SourceError::Empty { path: path.to_owned() });
        };
        if matches!(head[start], b'{' | b'[') {
            return Self::json(path, input, head, limits);
        }
        if memchr::memchr(b'\n', &head).is_none()
            && memchr::memchr(b'\r', &head).is_none()
            && !ended
        {
            ended = read_some(path, &mut input, &mut head, limits.record_bytes)?;
        }
        Self::table(path, input, (head, ended), delimiter, limits)
    }

    fn table(
        path: &Path,
        input: Input,
        (head, ended): (Vec<u8>, bool),
        delimiter: Option<u8>,
        limits: &Limits,
    ) -> Result<Self, SourceError> {
        let blank = head.iter().position(|b| !matches!(b, b'\n' | b'\r')).unwrap_or(0);
        let mut line = 1 + count_lines(&head[..blank]);
        let mut at = blank;
        if let Some(table) = headerless::find(&head[blank..], ended) {
            return Ok(Self::headerless(input, table, head, blank, ended, limits));
        }
        // The header alone decides how many columns there are, so it must lie on one line.
        let single = Grammar {
            delimiter: b',',
            columns: usize::MAX,
            optional: 0,
            quoted: true,
            record_bytes: limits.record_bytes,
        };
        let (end, next) = match single.scan(&head[at..], ended) {
            Scan::Record { end, next } | Scan::Broken { end, next } => (end, next),
            Scan::TooLong { .. } | Scan::Endless | Scan::More => {
                return Err(SourceError::HeaderTooLong { limit: limits.record_bytes });
            }
        };
        let record = &head[at..at + end];
        if memchr::memchr(0, record).is_some() {
            let reason = "its first line holds NUL bytes; UTF-16 needs its byte order mark";
            return Err(SourceError::NotText { path: path.to_owned(), reason });
        }
        let header = Header::parse_as(&decode(record).0, delimiter, limits)?;
        at += next;
        line += 1;
        let grammar = Grammar {
            delimiter: header.delimiter,
            columns: header.len(),
            optional: 0,
            quoted: true,
            record_bytes: limits.record_bytes,
        };
        let mut probe = Self {
            input,
            header,
            layout: Layout::Table(grammar),
            hashtags: false,
            headerless: false,
            ahead: Vec::new(),
            first: line,
            skipped: at as u64,
            rows: Vec::new(),
        };
        probe.first_rows(&head[at..], ended, grammar, limits);
        if let Some((at_line, record, fields)) = probe.rows.first()
            && *at_line == line
            && is_hashtags(record, fields, &probe.header)
            && let Scan::Record { next, .. } = grammar.scan(&head[at..], ended)
        {
            probe.rows.remove(0);
            probe.hashtags = true;
            probe.first += count_lines(&head[at..at + next]);
            at += next;
            probe.skipped = at as u64;
        }
        probe.ahead = head[at..].to_vec();
        Ok(probe)
    }

    /// A table whose columns are known by their number and content; its data begin at once.
    fn headerless(
        input: Input,
        table: &Headerless,
        head: Vec<u8>,
        blank: usize,
        ended: bool,
        limits: &Limits,
    ) -> Self {
        let grammar = table.grammar(limits.record_bytes);
        let mut probe = Self {
            input,
            header: Header::of_headerless(table.names, grammar.delimiter),
            layout: Layout::Table(grammar),
            hashtags: false,
            headerless: true,
            ahead: Vec::new(),
            first: 1 + count_lines(&head[..blank]),
            skipped: blank as u64,
            rows: Vec::new(),
        };
        probe.first_rows(&head[blank..], ended, grammar, limits);
        probe.ahead = head;
        probe.ahead.drain(..blank);
        probe
    }

    /// Keeps the first well-formed rows for recognition.
    fn first_rows(&mut self, mut rest: &[u8], ended: bool, grammar: Grammar, limits: &Limits) {
        let mut line = self.first;
        while self.rows.len() < ROWS && !rest.is_empty() {
            let (end, next) = match grammar.scan(rest, ended) {
                Scan::Record { end, next } | Scan::Broken { end, next } => (end, next),
                Scan::TooLong { next, .. } => (0, next),
                Scan::Endless | Scan::More => return,
            };
            let record = decode(&rest[..end]).0.into_owned();
            let mut fields = Fields::default();
            let split = if grammar.quoted { split } else { split_plain };
            let split = split(&record, grammar.delimiter, limits.field_bytes, &mut fields);
            if split.is_ok() && grammar.fits(fields.len()) {
                self.rows.push((line, record, fields));
            }
            line += count_lines(&rest[..next]);
            rest = &rest[next..];
        }
    }

    fn json(
        path: &Path,
        input: Input,
        head: Vec<u8>,
        limits: &Limits,
    ) -> Result<Self, SourceError> {
        let json::Start { at, form } = json::start(&head)?;
        let (elements, closed) = json::first_elements(&head[at..], &form, ROWS);
        if elements.is_empty() && closed {
            return Err(SourceError::Empty { path: path.to_owned() });
        }
        let names = json::names_of(&elements);
        if names.len() > limits.columns {
            return Err(SourceError::TooManyColumns { seen: names.len(), limit: limits.columns });
        }
        let header = Header::of(&names);
        let rows = (1u64..)
            .zip(&elements)
            .map(|(number, element)| (number, String::new(), element.fields(&header)))
            .collect();
        Ok(Self {
            input,
            header,
            layout: Layout::Json(form),
            hashtags: false,
            headerless: false,
            ahead: head[at..].to_vec(),
            first: 1,
            skipped: at as u64,
            rows,
        })
    }

    /// What sources look at.
    pub(crate) fn sample(&self) -> Sample<'_> {
        Sample {
            header: &self.header,
            rows: self
                .rows
                .iter()
                .map(|(line, record, fields)| Row::new(*line, record, fields))
                .collect(),
            hashtags: self.hashtags,
            headerless: self.headerless,
            geojson: match &self.layout {
                Layout::Json(JsonForm::Features { name }) => Some(name),
                Layout::Json(_) | Layout::Table(_) => None,
            },
            json: matches!(self.layout, Layout::Json(JsonForm::Objects | JsonForm::Lines)),
        }
    }

    /// The data: what was read ahead, then the rest of the stream.
    pub(crate) fn data(&mut self) -> Box<dyn Read + Send> {
        let rest = std::mem::replace(&mut self.input.text, Box::new(io::empty()));
        Box::new(Cursor::new(std::mem::take(&mut self.ahead)).chain(rest))
    }
}

/// Reads on until `head` has `size` bytes; true when there is no more. A stream that breaks off is
/// still looked at if anything came: the damage is met again when the data is read.
fn read_some(
    path: &Path,
    input: &mut Input,
    head: &mut Vec<u8>,
    size: usize,
) -> Result<bool, SourceError> {
    match read_up_to(&mut *input.text, head, size) {
        Ok(ended) => Ok(ended),
        Err(error) => match start_error(path, error) {
            SourceError::Damaged { reason, .. } if !head.is_empty() => {
                input.text = Box::new(Broken(reason));
                Ok(true)
            }
            other => Err(other),
        },
    }
}

/// What is left of a stream that broke off.
struct Broken(String);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(io::ErrorKind::InvalidData, self.0.clone()))
    }
}

/// A row of HXL hashtags: at least two fields begin with `#` and a letter, and no other named column
/// has anything in it.
fn is_hashtags(record: &str, fields: &Fields, header: &Header) -> bool {
    let mut tags = 0;
    for (index, name) in header.names().enumerate() {
        let field = fields.raw(record, index).trim();
        let is_tag =
            field.strip_prefix('#').is_some_and(|tag| tag.starts_with(|c: char| c.is_alphabetic()));
        if is_tag {
            tags += 1;
        } else if !field.is_empty() && !name.is_empty() {
            return false;
        }
    }
    tags >= 2
}
