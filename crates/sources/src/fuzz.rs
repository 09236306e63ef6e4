//! Entry points for the fuzz targets: each takes any bytes and must return.

use std::path::Path;
use std::sync::Arc;

use bellwether_model::{Batch, DatasetId, LIMITS, Severity};

use crate::input::Container;
use crate::list::source_of;
use crate::pipeline::geojson::{FeatureCutter, FeatureParser, first_names, start};
use crate::pipeline::table::{TableCutter, TableParser};
use crate::pipeline::{Cut, Cutter, Parser};
use crate::text::decode::decode;
use crate::text::records::{Grammar, line_end};
use crate::text::split::split;
use crate::text::{Fields, Header};
use crate::{Mapping, Recognised, Shape};

/// The tokenizer alone: how many fields the bytes have as one record, if they are one.
#[must_use]
pub fn tokenize(bytes: &[u8]) -> Option<usize> {
    let mut fields = Fields::default();
    split(&decode(bytes).0, b',', LIMITS.field_bytes, &mut fields).ok()?;
    Some(fields.len())
}

/// The GED reader on a table whose first line is the header.
#[must_use]
pub fn ged_csv(bytes: &[u8]) -> Vec<Batch> {
    let Some((end, next)) = line_end(bytes, 0, true) else { return Vec::new() };
    let Ok(header) = Header::parse(&decode(&bytes[..end]).0, LIMITS.columns, LIMITS.field_bytes)
    else {
        return Vec::new();
    };
    let grammar = Grammar {
        delimiter: header.delimiter,
        columns: header.len(),
        record_bytes: LIMITS.record_bytes,
    };
    let rows = source_of(Shape::GedCurrent).reader(&ged(Shape::GedCurrent), &header, None);
    let data = Box::new(std::io::Cursor::new(bytes[next..].to_vec()));
    drain(&mut TableCutter::new(data, grammar, 2), &TableParser { rows, grammar, limits: LIMITS })
}

/// The GED reader on a GeoJSON collection.
#[must_use]
pub fn ged_geojson(bytes: &[u8]) -> Vec<Batch> {
    let Ok(begin) = start(bytes) else { return Vec::new() };
    let names = first_names(&bytes[begin.at..]);
    let names: Vec<&str> = names.iter().map(String::as_str).take(LIMITS.columns).collect();
    let header = Header::of(&names);
    let rows = source_of(Shape::GedGeoJson).reader(&ged(Shape::GedGeoJson), &header, None);
    let data = Box::new(std::io::Cursor::new(bytes[begin.at..].to_vec()));
    drain(&mut FeatureCutter::new(data, LIMITS.record_bytes), &FeatureParser { rows, header })
}

/// The parser of mappings: whether the text is one. What is one says so again.
///
/// # Panics
/// When a text is once a mapping and once not, or has another hash.
#[must_use]
pub fn mapping_toml(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let parse = || Mapping::parse(text, Path::new("fuzz.toml"));
    let first = parse();
    assert_eq!(first.as_ref().map(Mapping::sha256), parse().as_ref().map(Mapping::sha256));
    first.is_ok()
}

/// A table through a mapping: the mapping's text, a line `+++`, the table. Without that line, the table alone
/// through the bundled mapping of events. A mapping that is none, or does not fit, reads nothing.
#[must_use]
pub fn mapped_table(bytes: &[u8]) -> Vec<Batch> {
    const BETWEEN: &[u8] = b"\n+++\n";
    let (text, table) = match bytes.windows(BETWEEN.len()).position(|part| part == BETWEEN) {
        Some(at) => (std::str::from_utf8(&bytes[..at]), &bytes[at + BETWEEN.len()..]),
        None => (Ok(crate::mapped::bundled()[1].1), bytes),
    };
    let mapping = text.ok().and_then(|text| Mapping::parse(text, Path::new("fuzz.toml")).ok());
    let Some(mapping) = mapping.map(Arc::new) else { return Vec::new() };
    let Some((end, next)) = line_end(table, 0, true) else { return Vec::new() };
    let header = Header::parse_as(&decode(&table[..end]).0, mapping.delimiter(), &LIMITS);
    let Some(header) = header.ok().filter(|header| mapping.fits(header)) else {
        return Vec::new();
    };
    let grammar = Grammar {
        delimiter: header.delimiter,
        columns: header.len(),
        record_bytes: LIMITS.record_bytes,
    };
    let rows = mapping.reader(&header, None);
    let data = Box::new(std::io::Cursor::new(table[next..].to_vec()));
    drain(&mut TableCutter::new(data, grammar, 2), &TableParser { rows, grammar, limits: LIMITS })
}

/// Whether each input row of a batch is a report, a date of a calendar or a reject, and none is two of these.
#[must_use]
pub fn accounts_for_every_row(batch: &Batch) -> bool {
    let rejects = batch.findings.iter().filter(|f| f.severity == Severity::Reject).count();
    batch.rows == (batch.reports.len() + batch.calendar.len() + rejects) as u64
}

fn ged(shape: Shape) -> Recognised {
    Recognised {
        dataset: DatasetId::new("ucdp-ged").expect("a kebab-case constant"),
        shape,
        label: None,
        evidence: Vec::new(),
        unknown_columns: Vec::new(),
        missing_columns: Vec::new(),
        container: Container::Plain,
        mapping: None,
    }
}

fn drain(cutter: &mut dyn Cutter, parser: &dyn Parser) -> Vec<Batch> {
    let mut batches = Vec::new();
    while let Ok(Cut::Chunk(chunk)) = cutter.cut() {
        batches.push(parser.parse(&chunk).0);
    }
    batches
}
