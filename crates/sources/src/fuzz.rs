//! Entry points for the fuzz targets: each takes any bytes and must return.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use bellwether_model::{Batch, DatasetId, LIMITS, Severity};

use crate::gdelt::EVENTS_2_TABLE;
use crate::headerless;
use crate::input::{Container, open_workbook};
use crate::list::source_of;
use crate::pipeline::json::{self, ElementCutter, ElementParser};
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
    text_table(bytes, &recognised("ucdp-ged", Shape::GedCurrent))
}

/// The ICEWS reader on a table whose first line is the header.
#[must_use]
pub fn icews(bytes: &[u8]) -> Vec<Batch> {
    text_table(bytes, &recognised("icews", Shape::Icews))
}

/// GDELT's readers on a table without a header: that which the first rows speak of, else events 2.0.
#[must_use]
pub fn gdelt(bytes: &[u8]) -> Vec<Batch> {
    let table = headerless::find(bytes, true).unwrap_or(&EVENTS_2_TABLE);
    let (dataset, shape) = match table.names.len() {
        16 => ("gdelt-mentions", Shape::GdeltMentions),
        58 => ("gdelt", Shape::GdeltEvents1),
        _ => ("gdelt", Shape::GdeltEvents2),
    };
    let grammar = table.grammar(LIMITS.record_bytes);
    let header = Header::of_headerless(table.names, grammar.delimiter);
    let rows = source_of(shape).reader(&recognised(dataset, shape), &header, None);
    let data = Box::new(std::io::Cursor::new(bytes.to_vec()));
    drain(&mut TableCutter::new(data, grammar, 1), &TableParser { rows, grammar, limits: LIMITS })
}

/// The GTD reader on a table whose first line is the header.
#[must_use]
pub fn gtd_csv(bytes: &[u8]) -> Vec<Batch> {
    text_table(bytes, &recognised("gtd", Shape::Gtd))
}

/// A workbook's first sheet, as far as it can be read and not beyond its first bytes, by the GTD reader; what
/// is no workbook has no rows.
#[must_use]
pub fn workbook(bytes: &[u8]) -> Vec<Batch> {
    const SHEET_BYTES: u64 = 1 << 20;
    let file = std::io::Cursor::new(bytes.to_vec());
    let Ok(sheet) = open_workbook(file, Path::new("fuzz.xlsx"), &LIMITS) else {
        return Vec::new();
    };
    let mut text = Vec::new();
    // What came before an error is in the buffer.
    let _ = sheet.text.take(SHEET_BYTES).read_to_end(&mut text);
    gtd_csv(&text)
}

/// A text table by the reader of a shape.
fn text_table(bytes: &[u8], recognised: &Recognised) -> Vec<Batch> {
    let Some((end, next)) = line_end(bytes, 0, true) else { return Vec::new() };
    let Ok(header) = Header::parse(&decode(&bytes[..end]).0, LIMITS.columns, LIMITS.field_bytes)
    else {
        return Vec::new();
    };
    let grammar = Grammar {
        delimiter: header.delimiter,
        columns: header.len(),
        optional: 0,
        quoted: true,
        record_bytes: LIMITS.record_bytes,
    };
    let rows = source_of(recognised.shape).reader(recognised, &header, None);
    let data = Box::new(std::io::Cursor::new(bytes[next..].to_vec()));
    drain(&mut TableCutter::new(data, grammar, 2), &TableParser { rows, grammar, limits: LIMITS })
}

/// The GED reader on JSON in any of its forms: a GeoJSON collection, a list of objects, lines.
#[must_use]
pub fn ged_json(bytes: &[u8]) -> Vec<Batch> {
    json_table(bytes, &recognised("ucdp-ged", Shape::GedJson))
}

/// The ACLED reader on a table whose first line is the header.
#[must_use]
pub fn acled_csv(bytes: &[u8]) -> Vec<Batch> {
    text_table(bytes, &recognised("acled", Shape::AcledCurrent))
}

/// The ACLED reader on JSON in any of its forms.
#[must_use]
pub fn acled_json(bytes: &[u8]) -> Vec<Batch> {
    json_table(bytes, &recognised("acled", Shape::AcledJson))
}

/// The reader of ACLED's deletions on a table whose first line is the header.
#[must_use]
pub fn acled_deletions(bytes: &[u8]) -> Vec<Batch> {
    text_table(bytes, &recognised("acled", Shape::AcledDeletions))
}

/// A JSON table by the reader of a shape.
fn json_table(bytes: &[u8], recognised: &Recognised) -> Vec<Batch> {
    let Ok(json::Start { at, form }) = json::start(bytes) else { return Vec::new() };
    let (elements, _) = json::first_elements(&bytes[at..], &form, 20);
    let names: Vec<&str> = json::names_of(&elements).into_iter().take(LIMITS.columns).collect();
    let header = Header::of(&names);
    let rows = source_of(recognised.shape).reader(recognised, &header, None);
    let data = Box::new(std::io::Cursor::new(bytes[at..].to_vec()));
    let mut cutter = ElementCutter::new(data, form.clone(), LIMITS.record_bytes);
    drain(&mut cutter, &ElementParser::new(rows, &header, form, LIMITS.field_bytes))
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
        optional: 0,
        quoted: true,
        record_bytes: LIMITS.record_bytes,
    };
    let rows = mapping.reader(&header, None);
    let data = Box::new(std::io::Cursor::new(table[next..].to_vec()));
    drain(&mut TableCutter::new(data, grammar, 2), &TableParser { rows, grammar, limits: LIMITS })
}

/// Whether each input row of a batch is one thing only: a report, a mention, a withdrawal, a date of
/// a calendar or a reject.
#[must_use]
pub fn accounts_for_every_row(batch: &Batch) -> bool {
    let rejects = batch.findings.iter().filter(|f| f.severity == Severity::Reject).count();
    let kinds = [
        batch.reports.len(),
        batch.mentions.len(),
        batch.withdrawals.len(),
        batch.calendar.len(),
        rejects,
    ];
    batch.rows == kinds.iter().sum::<usize>() as u64
}

fn recognised(dataset: &str, shape: Shape) -> Recognised {
    Recognised {
        dataset: DatasetId::new(dataset).expect("a kebab-case constant"),
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
