//! Where records begin and end, with damage confined to the line that has it.
//!
//! A line with an even number of quotes is a record, well-formed or not: if it is not, only it is
//! lost. A line with an odd number has an open quote at its end; it goes on over the following lines
//! if, and only if, that gives a well-formed record with the right number of fields. Otherwise the
//! quote is damage, the line alone is lost, and reading goes on with the next one. So an unclosed
//! quote cannot swallow the rest of a file, and every line is looked at a bounded number of times.

use memchr::{memchr, memchr2};

/// What the records of a table look like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grammar {
    /// What stands between two fields.
    pub(crate) delimiter: u8,
    /// How many fields a record has.
    pub(crate) columns: usize,
    /// How many of the last fields a record may lack.
    pub(crate) optional: usize,
    /// Whether quotes hold fields together; otherwise they are characters like others, and a line is a
    /// record.
    pub(crate) quoted: bool,
    /// Bytes in one record at most.
    pub(crate) record_bytes: usize,
}

/// What begins at the start of the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// A record (well-formed or not) that ends at `end`; the next begins at `next`.
    Record { end: usize, next: usize },
    /// A line whose quotes are damaged.
    Broken { end: usize, next: usize },
    /// A line that is longer than a record may be.
    TooLong { end: usize, next: usize },
    /// A line that is longer than a record may be and has not ended yet.
    Endless,
    /// More bytes are needed to tell.
    More,
}

/// The end of the line that begins at `from`, and where the next begins; `None` when more bytes are
/// needed. Ends are `\n`, `\r\n` and `\r`; the end of the input ends a line too.
pub(crate) fn line_end(bytes: &[u8], from: usize, ended: bool) -> Option<(usize, usize)> {
    let Some(offset) = memchr2(b'\n', b'\r', &bytes[from..]) else {
        return ended.then_some((bytes.len(), bytes.len()));
    };
    let end = from + offset;
    if bytes[end] == b'\n' {
        return Some((end, end + 1));
    }
    match bytes.get(end + 1) {
        Some(b'\n') => Some((end, end + 2)),
        Some(_) => Some((end, end + 1)),
        None => ended.then_some((end, end + 1)),
    }
}

/// How many line ends there are, `\r\n` counted once.
pub(crate) fn count_lines(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut at = 0;
    while let Some(offset) = memchr2(b'\n', b'\r', &bytes[at..]) {
        count += 1;
        at += offset + 1;
        if bytes[at - 1] == b'\r' && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
    }
    count
}

fn has_open_quote(line: &[u8]) -> bool {
    // Summed bytewise so that the compiler can use wide registers.
    line.chunks(255)
        .map(|part| part.iter().map(|b| u8::from(*b == b'"')).sum::<u8>())
        .fold(0u8, |parity, quotes| parity ^ (quotes & 1))
        == 1
}

impl Grammar {
    /// Whether a record may have that many fields.
    pub(crate) const fn fits(&self, fields: usize) -> bool {
        fields <= self.columns && fields + self.optional >= self.columns
    }

    /// How many lines the record has that was scanned last, its end included.
    pub(crate) fn lines(&self, record: &[u8]) -> u64 {
        if self.quoted {
            count_lines(record)
        } else {
            u64::from(matches!(record.last(), Some(b'\n' | b'\r')))
        }
    }

    /// Looks at the record that begins with the first byte. `ended` says that no more bytes follow.
    pub(crate) fn scan(&self, bytes: &[u8], ended: bool) -> Scan {
        let Some((end, next)) = line_end(bytes, 0, ended) else {
            return if bytes.len() > self.record_bytes { Scan::Endless } else { Scan::More };
        };
        if end > self.record_bytes {
            return Scan::TooLong { end, next };
        }
        if !self.quoted || !has_open_quote(&bytes[..end]) {
            return Scan::Record { end, next };
        }
        match self.walk(bytes, ended) {
            Walk::Whole { end, next } => Scan::Record { end, next },
            Walk::Unfinished if !ended && bytes.len() <= self.record_bytes => Scan::More,
            Walk::Unfinished | Walk::Damaged => Scan::Broken { end, next },
        }
    }

    /// Reads one record strictly, over as many lines as its quotes need.
    fn walk(&self, bytes: &[u8], ended: bool) -> Walk {
        let window = &bytes[..bytes.len().min(self.record_bytes + 2)];
        let cut = window.len() < bytes.len();
        let (mut at, mut fields) = (0, 1);
        loop {
            if window.get(at) == Some(&b'"') {
                at = match close(window, at) {
                    Some(behind) => behind,
                    None => return Walk::Unfinished,
                };
            } else {
                let rest = &window[at..];
                at += rest
                    .iter()
                    .position(|b| *b == self.delimiter || matches!(*b, b'"' | b'\n' | b'\r'))
                    .unwrap_or(rest.len());
            }
            match window.get(at) {
                Some(byte) if *byte == self.delimiter => {
                    at += 1;
                    fields += 1;
                }
                Some(b'\n' | b'\r') | None => break,
                Some(_) => return Walk::Damaged,
            }
        }
        match line_end(window, at, ended && !cut) {
            None => Walk::Unfinished,
            Some(_) if fields != self.columns => Walk::Damaged,
            Some((end, next)) => Walk::Whole { end, next },
        }
    }
}

enum Walk {
    Whole { end: usize, next: usize },
    Damaged,
    Unfinished,
}

/// Where the quoted field that opens at `open` ends, behind its closing quote. A quote as the very
/// last byte closes it only if nothing follows, which the caller finds out at the line end.
fn close(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr(b'"', &bytes[at..])? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAMMAR: Grammar =
        Grammar { delimiter: b',', columns: 3, optional: 0, quoted: true, record_bytes: 100 };

    fn all(text: &str) -> Vec<(&str, bool)> {
        let (mut rest, mut found) = (text, Vec::new());
        while !rest.is_empty() {
            let (end, next, whole) = match GRAMMAR.scan(rest.as_bytes(), true) {
                Scan::Record { end, next } => (end, next, true),
                Scan::Broken { end, next } | Scan::TooLong { end, next } => (end, next, false),
                other => unreachable!("{other:?} at the end of the input"),
            };
            found.push((&rest[..end], whole));
            rest = &rest[next..];
        }
        found
    }

    #[test]
    fn line_ends_may_be_mixed() {
        let lines = all("a,b,c\r\nd,e,f\rg,h,i\nj,k,l");
        assert_eq!(lines, ["a,b,c", "d,e,f", "g,h,i", "j,k,l"].map(|line| (line, true)));
        assert_eq!(count_lines(b"a\r\nb\rc\n\nd"), 4);
    }

    #[test]
    fn a_quoted_field_may_go_over_lines() {
        assert_eq!(all("a,\"b\nb\",c\nd,e,f\n"), [("a,\"b\nb\",c", true), ("d,e,f", true)]);
    }

    #[test]
    fn an_unclosed_quote_costs_its_own_line_only() {
        assert_eq!(
            all("a,\"b,c\nd,e,f\ng,\"h\",i\n"),
            [("a,\"b,c", false), ("d,e,f", true), ("g,\"h\",i", true)]
        );
    }

    #[test]
    fn an_open_quote_that_closes_later_with_the_wrong_number_of_fields_costs_one_line() {
        assert_eq!(
            all("\"a,b,c\nd,e,\"\ng,h,i\n"),
            [("\"a,b,c", false), ("d,e,\"", false), ("g,h,i", true)]
        );
    }

    #[test]
    fn a_line_above_the_limit_costs_itself() {
        let long = "x".repeat(101);
        assert_eq!(all(&format!("{long}\na,b,c")), [(long.as_str(), false), ("a,b,c", true)]);
        assert_eq!(GRAMMAR.scan(long.as_bytes(), false), Scan::Endless);
    }

    #[test]
    fn without_quoting_each_line_is_a_record_whatever_quotes_it_holds() {
        let plain = Grammar { quoted: false, optional: 1, ..GRAMMAR };
        assert_eq!(plain.scan(b"a,\"b\n c", false), Scan::Record { end: 4, next: 5 });
        assert!(plain.fits(2) && plain.fits(3) && !plain.fits(1) && !plain.fits(4));
        assert_eq!((plain.lines(b"a,\"b\r\n"), plain.lines(b"a")), (1, 0));
    }

    #[test]
    fn what_cannot_be_told_yet_asks_for_more() {
        assert_eq!(GRAMMAR.scan(b"a,b", false), Scan::More);
        assert_eq!(GRAMMAR.scan(b"a,b,c\r", false), Scan::More);
        assert_eq!(GRAMMAR.scan(b"a,\"b\n", false), Scan::More);
        assert_eq!(GRAMMAR.scan(b"a,\"b\nc\",d", false), Scan::More);
        assert_eq!(GRAMMAR.scan(b"a,\"b\nc\"", false), Scan::More);
    }
}
