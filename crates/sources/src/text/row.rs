//! One row of a table: its fields, trimmed, by column.

use super::Column;

/// Where the fields of one record lie: in the record itself, or in a scratch text where they had to
/// be unescaped. Reused from row to row, so that splitting allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    spans: Vec<Span>,
    scratch: String,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
    scratch: bool,
}

/// Records are limited to far less than 4 GiB; a limit set beyond would be cut to empty fields.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Fields {
    /// Forgets all fields.
    pub(crate) fn clear(&mut self) {
        self.spans.clear();
        self.scratch.clear();
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// A field that lies in the record.
    pub(super) fn push_span(&mut self, start: usize, end: usize) {
        self.spans.push(Span { start: short(start), end: short(end), scratch: false });
    }

    /// Where a field in the scratch text begins if it is begun now.
    pub(crate) fn begin_scratch(&self) -> usize {
        self.scratch.len()
    }

    /// Adds to the scratch text.
    pub(crate) fn extend_scratch(&mut self, text: &str) {
        self.scratch.push_str(text);
    }

    /// A field that lies in the scratch text from `start` to its present end.
    pub(crate) fn push_scratch(&mut self, start: usize) {
        let end = short(self.scratch.len());
        self.spans.push(Span { start: short(start), end, scratch: true });
    }

    /// That many empty fields behind those that there are.
    pub(crate) fn blank(&mut self, count: usize) {
        let empty = Span { start: 0, end: 0, scratch: true };
        self.spans.resize(self.spans.len() + count, empty);
    }

    /// Makes a field that is there the scratch text from `start` to its present end.
    pub(crate) fn put_scratch(&mut self, index: usize, start: usize) {
        let end = short(self.scratch.len());
        if let Some(span) = self.spans.get_mut(index) {
            *span = Span { start: short(start), end, scratch: true };
        }
    }

    /// Whether a field has nothing in it.
    pub(crate) fn is_blank(&self, index: usize) -> bool {
        self.spans.get(index).is_none_or(|span| span.start == span.end)
    }

    /// A field as it stands.
    pub(crate) fn raw<'a>(&'a self, record: &'a str, index: usize) -> &'a str {
        self.spans.get(index).map_or("", |span| {
            let text = if span.scratch { self.scratch.as_str() } else { record };
            text.get(span.start as usize..span.end as usize).unwrap_or("")
        })
    }
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// Its line in the file, or its number as a feature.
    pub(crate) line: u64,
    record: &'a str,
    fields: &'a Fields,
}

impl<'a> Row<'a> {
    /// A row of these fields of this record.
    pub(crate) fn new(line: u64, record: &'a str, fields: &'a Fields) -> Self {
        Self { line, record, fields }
    }

    /// The field of a column without the blanks around it; empty when the table lacks the column.
    pub(crate) fn get(&self, column: Column) -> &'a str {
        self.fields.raw(self.record, column.index()).trim_ascii()
    }

    /// The field of a column as an owned text with `\n` line ends, `None` when it is empty.
    pub(crate) fn text(&self, column: Column) -> Option<String> {
        let text = self.get(column);
        (!text.is_empty()).then(|| owned(text))
    }
}

/// The same text with `\n` for every line end, so that a re-publisher's line ends are no revision.
pub(crate) fn owned(text: &str) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}
