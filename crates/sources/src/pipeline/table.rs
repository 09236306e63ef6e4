//! Chunks of lines to batches.

use std::io::Read;

use bellwether_model::{Batch, Finding, Limits, Severity};

use super::{BLOCK, Chunk, Cut, Cutter, Parser};
use crate::SourceError;
use crate::input::{read_up_to, stream_error};
use crate::source::ReadRow;
use crate::text::decode::decode;
use crate::text::records::{Grammar, Scan, count_lines, line_end};
use crate::text::split::{Fault, split, split_plain};
use crate::text::{Fields, Row};

/// Cuts text at record ends.
pub(crate) struct TableCutter {
    data: Box<dyn Read + Send>,
    grammar: Grammar,
    buffer: Vec<u8>,
    line: u64,
    ended: bool,
    /// Damage to be told once the rows before it are out.
    damage: Option<String>,
    /// Whether the rest of a line that is too long is being passed over.
    passing: bool,
}

impl TableCutter {
    /// `line` is the line that the data begins with.
    pub(crate) fn new(data: Box<dyn Read + Send>, grammar: Grammar, line: u64) -> Self {
        let buffer = Vec::with_capacity(2 * BLOCK);
        Self { data, grammar, buffer, line, ended: false, damage: None, passing: false }
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

    /// Passes over the rest of a line that is too long; false when more bytes are needed for that.
    fn pass(&mut self) -> bool {
        match line_end(&self.buffer, 0, self.ended) {
            Some((_, next)) => {
                self.buffer.drain(..next);
                self.line += 1;
                self.passing = false;
                true
            }
            None => {
                // A carriage return at the very end waits for its line feed.
                let keep = usize::from(self.buffer.last() == Some(&b'\r'));
                self.buffer.drain(..self.buffer.len() - keep);
                false
            }
        }
    }

    /// The bytes of whole records at the start of the buffer, and whether an endless line follows.
    fn whole(&self) -> (usize, bool) {
        let mut at = 0;
        while at < self.buffer.len() {
            match self.grammar.scan(&self.buffer[at..], self.ended) {
                Scan::Record { next, .. }
                | Scan::Broken { next, .. }
                | Scan::TooLong { next, .. } => at += next,
                Scan::Endless => return (at, true),
                Scan::More => break,
            }
        }
        (at, false)
    }

    /// Where a record that is cut off by damage begins: it is not a row, so it is left out.
    fn without_torn_record(&self, cut: usize) -> usize {
        let torn = self.damage.is_some() && !matches!(self.buffer.last(), Some(b'\n' | b'\r'));
        if !torn {
            return cut;
        }
        self.buffer[..cut].iter().rposition(|b| matches!(b, b'\n' | b'\r')).map_or(0, |at| at + 1)
    }

    fn take(&mut self, cut: usize, endless: bool) -> Chunk {
        let rest = self.buffer.split_off(cut);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        self.buffer.reserve(2 * BLOCK);
        let first = self.line;
        self.line += count_lines(&bytes);
        let mut tail = None;
        if endless {
            let seen = self.buffer.len();
            tail = Some(too_long(self.line, &self.buffer, seen, self.grammar.record_bytes));
            self.passing = true;
        } else if self.ended && self.buffer.is_empty() && self.damage.is_none() {
            let torn = !matches!(bytes.last(), None | Some(b'\n' | b'\r'));
            tail = torn.then(|| unended(self.line));
        }
        Chunk { bytes, first, tail }
    }
}

impl Cutter for TableCutter {
    fn cut(&mut self) -> Result<Cut, SourceError> {
        loop {
            if !self.ended && (self.buffer.len() < BLOCK / 2 || self.passing) {
                self.fill()?;
            }
            if self.passing && !self.pass() {
                continue;
            }
            let (whole, endless) = self.whole();
            let cut = self.without_torn_record(whole);
            if self.damage.is_some() && cut == 0 {
                self.buffer.clear();
            }
            if cut > 0 || endless {
                let mut chunk = self.take(cut, endless);
                if self.damage.is_some() {
                    self.buffer.clear();
                    chunk.tail = None;
                }
                return Ok(Cut::Chunk(chunk));
            }
            if self.ended {
                return Ok(self.damage.take().map_or(Cut::End, Cut::Damage));
            }
            self.fill()?;
        }
    }
}

fn too_long(line: u64, bytes: &[u8], seen: usize, limit: usize) -> Finding {
    let message = format!(
        "the line has {seen} bytes or more, above the limit of {limit} for a record; look for a missing line end"
    );
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]);
    Finding::new(Severity::Reject, line, "", "record-bytes", message, &start)
}

fn unended(line: u64) -> Finding {
    let message =
        "the last row has no line end; if the file was cut short, its last value may be too";
    Finding::new(Severity::Warning, line, "", "no-line-end", message, "")
}

/// Parses chunks of lines.
pub(crate) struct TableParser {
    pub(crate) rows: Box<dyn ReadRow>,
    pub(crate) grammar: Grammar,
    pub(crate) limits: Limits,
}

impl Parser for TableParser {
    fn parse(&self, chunk: &Chunk) -> (Batch, Option<u64>) {
        let mut batch = Batch { bytes: chunk.bytes.len() as u64, ..Batch::default() };
        let mut guessed = None;
        let mut fields = Fields::default();
        let mut rest = chunk.bytes.as_slice();
        let mut line = chunk.first;
        while !rest.is_empty() {
            let scan = self.grammar.scan(rest, true);
            let next = match scan {
                Scan::Record { end, next } => {
                    let not_utf8 = self.record(line, &rest[..end], &mut fields, &mut batch);
                    guessed = guessed.or(not_utf8.then_some(line));
                    next
                }
                Scan::Broken { end, next } => {
                    batch.rows += 1;
                    batch.findings.push(self.broken(line, &rest[..end]));
                    next
                }
                Scan::TooLong { end, next } => {
                    batch.rows += 1;
                    let limit = self.grammar.record_bytes;
                    let shown = if self.rows.shows_raw_rows() { &rest[..end] } else { b"" };
                    batch.findings.push(too_long(line, shown, end, limit));
                    next
                }
                Scan::Endless | Scan::More => rest.len(),
            };
            line += self.grammar.lines(&rest[..next]);
            rest = &rest[next..];
        }
        if let Some(tail) = &chunk.tail {
            batch.rows += u64::from(tail.severity == Severity::Reject);
            let mut tail = tail.clone();
            if !self.rows.shows_raw_rows() {
                tail.value.clear();
            }
            batch.findings.push(tail);
        }
        (batch, guessed)
    }
}

impl TableParser {
    /// One record; true when its text was not UTF-8.
    fn record(&self, line: u64, bytes: &[u8], fields: &mut Fields, batch: &mut Batch) -> bool {
        if bytes.trim_ascii().is_empty() && self.grammar.columns > 1 {
            return false;
        }
        batch.rows += 1;
        let (text, guessed) = decode(bytes);
        let shown = if self.rows.shows_raw_rows() { text.as_ref() } else { "" };
        let reject =
            |rule, message: String| Finding::new(Severity::Reject, line, "", rule, message, shown);
        if memchr::memchr(0, bytes).is_some() {
            let message = "the row holds NUL bytes; export it again as text";
            batch.findings.push(reject("nul", message.to_owned()));
            return guessed;
        }
        // Called each by its name, so that both are compiled into this place.
        let (delimiter, limit) = (self.grammar.delimiter, self.limits.field_bytes);
        let outcome = if self.grammar.quoted {
            split(&text, delimiter, limit, fields)
        } else {
            split_plain(&text, delimiter, limit, fields)
        };
        match outcome {
            Ok(()) if self.grammar.fits(fields.len()) => {
                self.rows.read(&Row::new(line, &text, fields), batch);
            }
            Ok(()) => {
                let (seen, wanted) = (fields.len(), self.grammar.columns);
                let message = if self.grammar.quoted {
                    format!(
                        "the row has {seen} fields where the header has {wanted}; look for a missing or an unquoted delimiter"
                    )
                } else {
                    format!(
                        "the row has {seen} fields where the table has {wanted}; look for a missing line end or a tab in a text"
                    )
                };
                batch.findings.push(reject("ragged", message));
            }
            Err(Fault::FieldTooLong { seen }) => {
                let limit = self.limits.field_bytes;
                let message =
                    format!("a field has {seen} bytes or more, above the limit of {limit}");
                batch.findings.push(reject("field-bytes", message));
            }
            Err(Fault::StrayQuote | Fault::UnclosedQuote) => {
                batch.findings.push(self.broken(line, bytes));
            }
        }
        guessed
    }

    fn broken(&self, line: u64, bytes: &[u8]) -> Finding {
        let message = "a quote is not closed or stands in the middle of a field; within a quoted field a quote is written twice";
        let shown = if self.rows.shows_raw_rows() { bytes.len().min(400) } else { 0 };
        let start = String::from_utf8_lossy(&bytes[..shown]);
        Finding::new(Severity::Reject, line, "", "quote", message, &start)
    }
}
