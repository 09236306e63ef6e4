//! Tables without a header: tab-separated, nothing quoted, known by how many fields their rows have and
//! what stands in them.

use crate::list::HEADERLESS;
use crate::text::decode::decode;
use crate::text::records::{Grammar, line_end};

/// How many rows are looked at.
const ROWS: usize = 20;

/// What is known of a table that comes without a header.
#[derive(Debug)]
pub(crate) struct Headerless {
    /// The names of its columns, in lower case.
    pub(crate) names: &'static [&'static str],
    /// How many of the last columns a row may lack.
    pub(crate) optional: usize,
    /// Whether these fields are a row of it, as far as a glance tells.
    pub(crate) is_row: fn(&[&str]) -> bool,
}

impl Headerless {
    /// What its records look like.
    pub(crate) const fn grammar(&self, record_bytes: usize) -> Grammar {
        Grammar {
            delimiter: b'\t',
            columns: self.names.len(),
            optional: self.optional,
            quoted: false,
            record_bytes,
        }
    }

    fn fits(&self, fields: &[&str]) -> bool {
        self.grammar(0).fits(fields.len()) && (self.is_row)(fields)
    }
}

/// The table of which at least half of the first rows are rows. A damaged first row therefore costs itself and
/// not the file; a first row with the columns' names is a header, and the table none of these.
pub(crate) fn find(text: &[u8], ended: bool) -> Option<&'static Headerless> {
    let mut rows = 0;
    let mut fitting = [0usize; 8];
    let mut at = 0;
    while rows < ROWS && at < text.len() {
        let (end, next) = line_end(text, at, ended)?;
        let line = decode(&text[at..end]).0;
        let fields: Vec<&str> = line.split('\t').collect();
        let is_header = |table: &&Headerless| fields[0].eq_ignore_ascii_case(table.names[0]);
        if rows == 0 && HEADERLESS.iter().any(is_header) {
            return None;
        }
        for (table, count) in HEADERLESS.iter().zip(&mut fitting) {
            *count += usize::from(table.fits(&fields));
        }
        rows += 1;
        at = next;
        // A line that goes on beyond what was read is not looked at.
        if !ended && line_end(text, at, false).is_none() {
            break;
        }
    }
    // Of equals the first, which has more columns: the others may be torn rows of it.
    let best = HEADERLESS.iter().zip(fitting).rev().max_by_key(|(_, count)| *count)?;
    (best.1 > 0 && best.1 * 2 >= rows).then_some(*best.0)
}

/// Whether a field is that many digits and nothing else.
pub(crate) fn is_digits(field: &str, count: usize) -> bool {
    field.len() == count && field.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(id: &str) -> String {
        let mut fields = vec![""; 16];
        fields[..4].copy_from_slice(&[id, "20150218230000", "20150218230000", "1"]);
        fields.join("\t")
    }

    #[test]
    fn a_table_is_known_by_half_of_its_first_rows() {
        let text = format!("damaged\n{}\n", mention("1"));
        let table = find(text.as_bytes(), true).expect("mentions");
        assert_eq!((table.names.len(), table.names[0]), (16, "globaleventid"));
        assert!(find(b"damaged\nrows\n", true).is_none());
        assert!(find(b"", true).is_none());
        assert!(find(mention("1").as_bytes(), false).is_none(), "the row may go on");
    }

    #[test]
    fn a_row_of_names_is_a_header() {
        let text = format!("GLOBALEVENTID\tSQLDATE\n{}\n{}\n", mention("1"), mention("2"));
        assert!(find(text.as_bytes(), true).is_none());
    }

    #[test]
    fn there_is_room_to_count_every_table() {
        assert!(HEADERLESS.len() <= 8);
        assert!(HEADERLESS.is_sorted_by_key(|table| std::cmp::Reverse(table.names.len())));
    }
}
