//! Entry points for the fuzz targets: each takes any bytes and must return.

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
use crate::{Recognised, Shape};

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

/// Whether each input row of a batch is a report or a reject, and none is both.
#[must_use]
pub fn accounts_for_every_row(batch: &Batch) -> bool {
    let rejects = batch.findings.iter().filter(|f| f.severity == Severity::Reject).count();
    batch.rows == (batch.reports.len() + rejects) as u64
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
