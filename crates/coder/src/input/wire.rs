//! The wire format of MUC-3 and MUC-4.
//!
//! ```text
//! DEV-MUC3-0001 (NOSC)
//!
//!    SAN SALVADOR, 4 FEB 90 (ACAN-EFE) -- [TEXT] …
//! ```

use super::document::{Document, SourceMap};
use crate::time::times;
use crate::token::Tokens;

/// Bytes in which a dateline must end.
const DATELINE_MAX: usize = 200;

/// Whether a line names a document.
pub(super) fn is_name(line: &str) -> bool {
    let mut parts = line.split_whitespace().next().unwrap_or_default().split('-');
    let (set, muc, number) = (parts.next(), parts.next(), parts.next());
    set.is_some_and(|set| {
        ["dev", "tst1", "tst2", "tst3", "tst4"].iter().any(|known| set.eq_ignore_ascii_case(known))
    }) && muc.is_some_and(|muc| muc.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("muc")))
        && number
            .is_some_and(|number| number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads the documents. The dateline gives the day and is no part of the text.
pub(super) fn read(file: &str) -> Vec<Document> {
    let mut documents: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    let mut at = 0;
    for line in file.split_inclusive('\n') {
        let end = at + line.len();
        if is_name(line) {
            let name = line.split_whitespace().next().unwrap_or_default().to_owned();
            documents.push((name, end..end));
        } else if let Some((_, range)) = documents.last_mut() {
            range.end = end;
        }
        at = end;
    }
    documents.into_iter().map(|(name, range)| document(file, name, range)).collect()
}

fn document(file: &str, name: String, range: std::ops::Range<usize>) -> Document {
    let body = &file[range.clone()];
    let start = dateline_end(body);
    let dateline = Tokens::new(&body[..start]);
    let date = times(&dateline, None).first().map(|time| time.start);
    let map = SourceMap::identity(range.start + start);
    Document {
        id: Some(name),
        date,
        text: body[start..].trim_end().to_owned(),
        map,
        ..Document::default()
    }
}

/// The byte after the dateline and the mark of what kind of text follows, 0 where there is none.
fn dateline_end(body: &str) -> usize {
    let Some(dash) = body.find("--").filter(|at| *at < DATELINE_MAX) else { return 0 };
    let mut at = dash + 2;
    loop {
        at += body[at..].len() - body[at..].trim_start().len();
        let mark = body[at..].starts_with('[').then(|| body[at..].find(']')).flatten();
        match mark.filter(|length| *length < DATELINE_MAX) {
            Some(length) => at += length + 1,
            None => return at,
        }
    }
}
