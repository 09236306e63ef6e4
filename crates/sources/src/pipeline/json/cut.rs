//! A stream to chunks of whole elements.

use std::io::Read;

use bellwether_model::{Finding, Severity};
use serde::de::IgnoredAny;

use super::super::{BLOCK, Chunk, Cut, Cutter};
use super::{JsonForm, value};
use crate::SourceError;
use crate::input::{read_up_to, stream_error};

/// What stands between two elements of a chunk: a NUL byte, which JSON never holds.
pub(super) const BETWEEN: u8 = 0;

/// What is said of an element that is lost.
pub(super) const DAMAGED: &str =
    "the element is not well-formed JSON, not whole, or above the limit for a record";

/// What is kept of passed-over text, since an element may begin in it: a brace and what identifies it.
const LOOK_AHEAD: usize = 128;

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A whole element.
    Element { start: usize, end: usize },
    /// Damage; reading goes on at `next`, where an element begins if `found`.
    Damaged { next: usize, found: bool },
    /// More bytes are needed; what is unfinished begins at `start`.
    More { start: usize },
    /// The list is closed.
    End,
}

/// Looks at the next element.
pub(super) fn next(bytes: &[u8], form: &JsonForm, record_bytes: usize) -> Next {
    let lines = *form == JsonForm::Lines;
    let between = |b: &u8| b.is_ascii_whitespace() || (*b == b',' && !lines);
    let start = bytes.iter().position(|b| !between(b)).unwrap_or(bytes.len());
    match bytes.get(start) {
        None => return Next::More { start },
        Some(b']') if !lines => return Next::End,
        Some(_) => {}
    }
    match value::<IgnoredAny>(&bytes[start..]) {
        Ok(Some((_, length))) if length <= record_bytes && ends(bytes, start + length, lines) => {
            Next::Element { start, end: start + length }
        }
        Err(error) if error.is_eof() && bytes.len() - start <= record_bytes => {
            // In lines a line end within an element is damage.
            match memchr::memchr(b'\n', &bytes[start..]).filter(|_| lines) {
                Some(end) => Next::Damaged { next: start + end, found: true },
                None => Next::More { start },
            }
        }
        _ => {
            let (next, found) = resume(bytes, start + 1, form);
            Next::Damaged { next, found }
        }
    }
}

/// Whether an element that ends here is on its line alone; in an array it always is.
fn ends(bytes: &[u8], end: usize, lines: bool) -> bool {
    let rest = &bytes[end..];
    !lines || rest.iter().find(|b| !matches!(b, b' ' | b'\t' | b'\r')).is_none_or(|b| *b == b'\n')
}

/// Where reading goes on behind damage, and whether an element begins there: in lines at the next line,
/// else at the next text that begins like an element.
///
/// Within a string quotes are escaped, so what looks like an element there is none when it is read.
fn resume(bytes: &[u8], from: usize, form: &JsonForm) -> (usize, bool) {
    if *form == JsonForm::Lines {
        let end = memchr::memchr(b'\n', &bytes[from.min(bytes.len())..]);
        return end.map_or((bytes.len(), false), |end| (from + end, true));
    }
    let mut at = from;
    while let Some(offset) = memchr::memchr(b'{', &bytes[at.min(bytes.len())..]) {
        let open = at + offset;
        let begins = match form {
            JsonForm::Features { .. } => is_feature(&bytes[open + 1..]),
            _ => follows_another(&bytes[..open]),
        };
        if begins {
            return (open, true);
        }
        at = open + 1;
    }
    (bytes.len(), false)
}

fn is_feature(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(63)];
    let compact: Vec<u8> =
        head.iter().copied().filter(|b| !b.is_ascii_whitespace()).take(17).collect();
    compact.starts_with(b"\"type\":\"Feature\"")
}

/// Whether the bytes end with a closing brace and a comma, or with a line end.
fn follows_another(before: &[u8]) -> bool {
    let line = before.trim_ascii_end();
    before[line.len()..].contains(&b'\n')
        || line.strip_suffix(b",").is_some_and(|rest| rest.trim_ascii_end().ends_with(b"}"))
}

/// Cuts a list into chunks of whole elements, each on its own between NUL bytes.
pub(crate) struct ElementCutter {
    data: Box<dyn Read + Send>,
    form: JsonForm,
    record_bytes: usize,
    buffer: Vec<u8>,
    element: u64,
    ended: bool,
    closed: bool,
    /// Whether the rest of what is damaged is being passed over.
    passing: bool,
    damage: Option<String>,
}

impl ElementCutter {
    /// `data` begins with the first element.
    pub(crate) fn new(data: Box<dyn Read + Send>, form: JsonForm, record_bytes: usize) -> Self {
        Self {
            data,
            form,
            record_bytes,
            buffer: Vec::new(),
            element: 1,
            ended: false,
            closed: false,
            passing: false,
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

    /// Passes over the rest of what is damaged, as far as it has been read.
    fn pass(&mut self) {
        let (next, found) = resume(&self.buffer, 0, &self.form);
        self.passing = !found;
        let keep = if found || self.ended { 0 } else { LOOK_AHEAD };
        self.buffer.drain(..next.saturating_sub(keep));
    }

    /// Takes whole elements out of the buffer, up to the first damaged one.
    fn elements(&mut self) -> Chunk {
        let mut chunk = Chunk { first: self.element, ..Chunk::default() };
        let mut at = 0;
        loop {
            match next(&self.buffer[at..], &self.form, self.record_bytes) {
                Next::Element { start, end } => {
                    chunk.bytes.extend_from_slice(&self.buffer[at + start..at + end]);
                    chunk.bytes.push(BETWEEN);
                    self.element += 1;
                    at += end;
                }
                Next::Damaged { next, found } => {
                    self.lose(&mut chunk);
                    self.passing = !found;
                    at += next;
                    break;
                }
                Next::More { start } if self.ended => {
                    at += start;
                    if at < self.buffer.len() {
                        // What looks unfinished may be a damaged element that swallows the next.
                        self.lose(&mut chunk);
                        at = resume(&self.buffer, at + 1, &self.form).0;
                    } else {
                        self.close_at_end();
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

    fn lose(&mut self, chunk: &mut Chunk) {
        chunk.tail = Some(Finding::new(Severity::Reject, self.element, "", "json", DAMAGED, ""));
        self.element += 1;
    }

    /// At the end of the stream: lines need no closing bracket.
    fn close_at_end(&mut self) {
        self.closed = true;
        if self.form != JsonForm::Lines {
            self.damage.get_or_insert_with(|| "the list of elements is not closed".into());
        }
    }
}

impl Cutter for ElementCutter {
    fn cut(&mut self) -> Result<Cut, SourceError> {
        loop {
            if self.closed {
                return Ok(self.damage.take().map_or(Cut::End, Cut::Damage));
            }
            if self.passing {
                if !self.ended {
                    self.fill()?;
                }
                self.pass();
                if self.passing && !self.ended {
                    continue;
                }
                self.passing = false;
            }
            let chunk = self.elements();
            if !chunk.bytes.is_empty() || chunk.tail.is_some() {
                return Ok(Cut::Chunk(chunk));
            }
            if !self.closed && !self.ended && !self.passing {
                self.fill()?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, form: JsonForm, record_bytes: usize) -> (Vec<String>, u64, bool) {
        let data = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
        let mut cutter = ElementCutter::new(data, form, record_bytes);
        let (mut elements, mut lost) = (Vec::new(), 0);
        loop {
            match cutter.cut().expect("no limit on the whole") {
                Cut::Chunk(chunk) => {
                    let whole = chunk.bytes.split(|b| *b == BETWEEN).filter(|b| !b.is_empty());
                    elements.extend(whole.map(|b| String::from_utf8_lossy(b).into_owned()));
                    lost += u64::from(chunk.tail.is_some());
                }
                Cut::Damage(_) => return (elements, lost, true),
                Cut::End => return (elements, lost, false),
            }
        }
    }

    fn objects(text: &str) -> (Vec<String>, u64, bool) {
        cut(text, JsonForm::Objects, 1000)
    }

    fn lines(text: &str) -> (Vec<String>, u64, bool) {
        cut(text, JsonForm::Lines, 1000)
    }

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn elements_are_cut_and_the_rest_of_the_file_is_not_looked_at() {
        let expected = (owned(&["{\"a\":1}", "{\"a\":\"]\"}"]), 0, false);
        assert_eq!(objects("{\"a\":1} , {\"a\":\"]\"}], \"count\": 2}"), expected);
        assert_eq!(lines("{\"a\":1}\r\n\n{\"a\":\"]\"}"), expected);
    }

    #[test]
    fn a_damaged_element_costs_itself() {
        let kept = owned(&["{\"a\":1}", "{\"a\":3}"]);
        assert_eq!(objects("{\"a\":1},{\"a\":x},{\"a\":3}]"), (kept.clone(), 1, false));
        assert_eq!(objects("{\"a\":1},\n{\"a:2},\n{\"a\":3}]"), (kept.clone(), 1, false));
        for bad in ["{\"a\":x}", "{\"a\":", "{\"a:2}", "{\"a\":2} 3", "\u{1}"] {
            let text = format!("{{\"a\":1}}\n{bad}\n{{\"a\":3}}\n");
            assert_eq!(lines(&text), (kept.clone(), 1, false), "{bad}");
        }
    }

    #[test]
    fn an_element_above_the_limit_costs_itself_however_long_it_is() {
        let long = "x".repeat(3 * BLOCK);
        let kept = owned(&["{\"a\":1}", "{\"a\":3}"]);
        let text = format!("{{\"a\":1}},{{\"a\":\"{long}\"}},{{\"a\":3}}]");
        assert_eq!(objects(&text), (kept.clone(), 1, false));
        let text = format!("{{\"a\":1}}\n{{\"a\":\"{long}\"}}\n{{\"a\":3}}\n");
        assert_eq!(lines(&text), (kept, 1, false));
    }

    #[test]
    fn a_list_that_is_not_closed_is_damage_and_its_last_element_is_lost() {
        assert_eq!(objects("{\"a\":1},{\"a\":"), (owned(&["{\"a\":1}"]), 1, true));
        assert_eq!(objects("{\"a\":1}"), (owned(&["{\"a\":1}"]), 0, true));
        assert_eq!(lines("{\"a\":1}\n{\"a\":"), (owned(&["{\"a\":1}"]), 1, false));
    }
}
