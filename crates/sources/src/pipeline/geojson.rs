//! Features of a GeoJSON collection to rows, streamed: a feature is looked at when it is whole, and a
//! damaged one costs itself.

use std::io::Read;

use bellwether_model::{Batch, Finding, Severity};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{BLOCK, Chunk, Cut, Cutter, Parser};
use crate::SourceError;
use crate::input::{read_up_to, stream_error};
use crate::source::ReadRow;
use crate::text::{Fields, Header, Row};

/// Where the features begin, and what the collection is called.
pub(crate) struct Start {
    pub(crate) at: usize,
    pub(crate) name: String,
}

fn refuse(reason: &str) -> SourceError {
    SourceError::NotGeoJson { reason: reason.to_owned() }
}

fn skip_blank(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(bytes.len() - at)
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

/// Finds the `features` array among the members of the outermost object.
pub(crate) fn start(bytes: &[u8]) -> Result<Start, SourceError> {
    let mut at = skip_blank(bytes, 0);
    if bytes.get(at) != Some(&b'{') {
        return Err(refuse("it does not begin with an object"));
    }
    at += 1;
    let mut name = String::new();
    loop {
        at = skip_blank(bytes, at);
        let key: (String, usize) = match value(&bytes[at..]) {
            Ok(Some(key)) => key,
            _ => return Err(refuse("no \"features\" among its first members")),
        };
        at = skip_blank(bytes, at + key.1);
        if bytes.get(at) != Some(&b':') {
            return Err(refuse("a member has no value"));
        }
        at = skip_blank(bytes, at + 1);
        if key.0 == "features" {
            return if bytes.get(at) == Some(&b'[') {
                Ok(Start { at: at + 1, name })
            } else {
                Err(refuse("\"features\" is not an array"))
            };
        }
        let (member, length): (Value, usize) = match value(&bytes[at..]) {
            Ok(Some(member)) => member,
            _ => return Err(refuse("a member before \"features\" is too long or damaged")),
        };
        if key.0 == "name" {
            name = member.as_str().unwrap_or_default().to_owned();
        }
        at = skip_blank(bytes, at + length);
        match bytes.get(at) {
            Some(b',') => at += 1,
            _ => return Err(refuse("it has no \"features\"")),
        }
    }
}

/// One feature as a row: its properties, and `longitude` and `latitude` from a point geometry where
/// the properties have none.
pub(crate) struct Feature {
    names: Vec<String>,
    values: Vec<String>,
}

impl Feature {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut feature: Value = serde_json::from_slice(bytes).ok()?;
        let Value::Object(properties) = feature.get_mut("properties")?.take() else { return None };
        let mut row = Self { names: Vec::new(), values: Vec::new() };
        for (name, value) in properties {
            row.names.push(name.to_ascii_lowercase());
            row.values.push(match value {
                Value::Null => String::new(),
                Value::String(text) => text,
                other => other.to_string(),
            });
        }
        let is_point = feature.pointer("/geometry/type").and_then(Value::as_str) == Some("Point");
        for (index, name) in ["longitude", "latitude"].into_iter().enumerate() {
            let degrees = feature.pointer("/geometry/coordinates").and_then(|pair| pair.get(index));
            if let (true, Some(degrees), false) =
                (is_point, degrees, row.names.iter().any(|known| known == name))
            {
                row.names.push(name.to_owned());
                row.values.push(degrees.to_string());
            }
        }
        Some(row)
    }

    /// The names of its columns.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.names.iter()
    }

    /// Its fields in the order of a header.
    pub(crate) fn fields(&self, header: &Header) -> Fields {
        let mut fields = Fields::default();
        self.fill(header, &mut fields);
        fields
    }

    fn fill(&self, header: &Header, fields: &mut Fields) {
        fields.clear();
        for (index, name) in header.names().enumerate() {
            // Features of one collection have their properties in one order, nearly always.
            let at = if self.names.get(index).is_some_and(|known| known == name) {
                Some(index)
            } else {
                self.names.iter().position(|known| known == name)
            };
            let start = fields.begin_scratch();
            fields.extend_scratch(at.map_or("", |at| self.values[at].as_str()));
            fields.push_scratch(start);
        }
    }
}

/// The first whole features of the bytes behind the opening bracket.
pub(crate) fn first_features(bytes: &[u8], count: usize) -> Vec<Feature> {
    let mut at = 0;
    let mut found = Vec::new();
    while found.len() < count {
        match next(&bytes[at..], usize::MAX) {
            Next::Feature { start, end } => {
                found.extend(Feature::parse(&bytes[at + start..at + end]));
                at += end;
            }
            Next::Damaged { next } => at += next,
            Next::More { .. } | Next::End => break,
        }
    }
    found
}

/// The names of the columns of the first features, each once.
pub(crate) fn first_names(bytes: &[u8]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for feature in first_features(bytes, 20) {
        for name in feature.names {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// What comes next in the array of features.
enum Next {
    Feature { start: usize, end: usize },
    Damaged { next: usize },
    More { start: usize },
    End,
}

/// Looks at the next element of the array.
fn next(bytes: &[u8], record_bytes: usize) -> Next {
    let start =
        bytes.iter().position(|b| !b.is_ascii_whitespace() && *b != b',').unwrap_or(bytes.len());
    match bytes.get(start) {
        None => return Next::More { start },
        Some(b']') => return Next::End,
        Some(_) => {}
    }
    match value::<IgnoredAny>(&bytes[start..]) {
        Ok(Some((_, length))) if length <= record_bytes => {
            Next::Feature { start, end: start + length }
        }
        Err(error) if error.is_eof() && bytes.len() - start <= record_bytes => Next::More { start },
        _ => Next::Damaged { next: resume(bytes, start + 1) },
    }
}

/// Where reading goes on behind damage: at the next text that begins like a feature.
fn resume(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(offset) = memchr::memchr(b'{', &bytes[at..]) {
        let open = at + offset;
        let head = &bytes[open + 1..bytes.len().min(open + 64)];
        let compact: Vec<u8> =
            head.iter().copied().filter(|b| !b.is_ascii_whitespace()).take(17).collect();
        if compact.starts_with(b"\"type\":\"Feature\"") {
            return open;
        }
        at = open + 1;
    }
    bytes.len()
}

/// Cuts a collection into chunks of whole features, each on its own between NUL bytes, which JSON
/// never holds.
pub(crate) struct FeatureCutter {
    data: Box<dyn Read + Send>,
    record_bytes: usize,
    buffer: Vec<u8>,
    feature: u64,
    ended: bool,
    closed: bool,
    damage: Option<String>,
}

/// What stands between two features of a chunk.
const BETWEEN: u8 = 0;

impl FeatureCutter {
    /// `data` begins behind the opening bracket of the features.
    pub(crate) fn new(data: Box<dyn Read + Send>, record_bytes: usize) -> Self {
        Self {
            data,
            record_bytes,
            buffer: Vec::new(),
            feature: 1,
            ended: false,
            closed: false,
            damage: None,
        }
    }

    fn fill(&mut self) -> Result<(), SourceError> {
        let size = self.buffer.len() + BLOCK;
        match read_up_to(&mut *self.data, &mut self.buffer, size) {
            Ok(ended) => self.ended = ended,
            Err(error) => {
                self.damage = Some(stream_error(&error)?);
                self.ended = true;
            }
        }
        Ok(())
    }

    /// Takes whole features out of the buffer, up to the first damaged one.
    fn features(&mut self) -> Chunk {
        let mut chunk = Chunk { first: self.feature, ..Chunk::default() };
        let mut at = 0;
        loop {
            match next(&self.buffer[at..], self.record_bytes) {
                Next::Feature { start, end } => {
                    chunk.bytes.extend_from_slice(&self.buffer[at + start..at + end]);
                    chunk.bytes.push(BETWEEN);
                    self.feature += 1;
                    at += end;
                }
                Next::Damaged { next } => {
                    chunk.tail = Some(damaged(self.feature));
                    self.feature += 1;
                    at += next;
                    break;
                }
                Next::More { start } if self.ended => {
                    if at + start < self.buffer.len() {
                        // What looks unfinished may be a damaged feature that swallows the next.
                        chunk.tail = Some(damaged(self.feature));
                        self.feature += 1;
                        at = resume(&self.buffer, at + start + 1);
                    } else {
                        at = self.buffer.len();
                        self.closed = true;
                        self.damage
                            .get_or_insert_with(|| "the list of features is not closed".into());
                    }
                    break;
                }
                Next::More { start } => {
                    at += start;
                    break;
                }
                Next::End => {
                    self.closed = true;
                    break;
                }
            }
        }
        self.buffer.drain(..at);
        chunk
    }
}

fn damaged(feature: u64) -> Finding {
    let message = "the feature is not well-formed JSON, not whole, or above the limit for a record";
    Finding::new(Severity::Reject, feature, "", "json", message, "")
}

impl Cutter for FeatureCutter {
    fn cut(&mut self) -> Result<Cut, SourceError> {
        loop {
            if self.closed {
                return Ok(self.damage.take().map_or(Cut::End, Cut::Damage));
            }
            let chunk = self.features();
            if !chunk.bytes.is_empty() || chunk.tail.is_some() {
                return Ok(Cut::Chunk(chunk));
            }
            if !self.closed && !self.ended {
                self.fill()?;
            }
        }
    }
}

/// Parses chunks of features.
pub(crate) struct FeatureParser {
    pub(crate) rows: Box<dyn ReadRow>,
    pub(crate) header: Header,
}

impl Parser for FeatureParser {
    fn parse(&self, chunk: &Chunk) -> (Batch, Option<u64>) {
        let mut batch = Batch { bytes: chunk.bytes.len() as u64, ..Batch::default() };
        let mut fields = Fields::default();
        let features = chunk.bytes.split(|b| *b == BETWEEN).filter(|bytes| !bytes.is_empty());
        for (number, bytes) in (chunk.first..).zip(features) {
            batch.rows += 1;
            match Feature::parse(bytes) {
                Some(feature) => {
                    feature.fill(&self.header, &mut fields);
                    self.rows.read(&Row::new(number, "", &fields), &mut batch);
                }
                None => {
                    let message = "the element is not a feature with properties";
                    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]);
                    batch.findings.push(Finding::new(
                        Severity::Reject,
                        number,
                        "properties",
                        "feature",
                        message,
                        &start,
                    ));
                }
            }
        }
        if let Some(tail) = &chunk.tail {
            batch.rows += 1;
            batch.findings.push(tail.clone());
        }
        (batch, None)
    }
}
