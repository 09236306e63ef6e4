//! One record to its fields, strictly.
//!
//! A quote opens a field only as its first character, `""` within it is a quote, and after the closing
//! quote the field must end. Anything else is refused: a quote that stands elsewhere is the trace of a
//! damaged row, and guessing what it was would store something that the source never said.

use super::row::Fields;

/// What is wrong with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A quote within a field that did not begin with one, or text after a closing quote.
    StrayQuote,
    /// The record ends within a quoted field.
    UnclosedQuote,
    /// A field is longer than the limit.
    FieldTooLong {
        /// Its length in bytes, at least.
        seen: usize,
    },
}

/// Splits a record, without its line end, into fields.
pub(crate) fn split(
    record: &str,
    delimiter: u8,
    field_bytes: usize,
    fields: &mut Fields,
) -> Result<(), Fault> {
    fields.clear();
    let bytes = record.as_bytes();
    let mut at = 0;
    loop {
        let end = if bytes.get(at) == Some(&b'"') {
            quoted(record, at, field_bytes, fields)?
        } else {
            plain(bytes, at, delimiter, field_bytes, fields)?
        };
        match bytes.get(end) {
            None => return Ok(()),
            Some(&byte) if byte == delimiter => at = end + 1,
            Some(_) => return Err(Fault::StrayQuote),
        }
    }
}

/// Splits a record of a table that knows no quoting: quotes are characters like others.
pub(crate) fn split_plain(
    record: &str,
    delimiter: u8,
    field_bytes: usize,
    fields: &mut Fields,
) -> Result<(), Fault> {
    fields.clear();
    let mut from = 0;
    let ends = memchr::memchr_iter(delimiter, record.as_bytes());
    for end in ends.chain(std::iter::once(record.len())) {
        if end - from > field_bytes {
            return Err(Fault::FieldTooLong { seen: end - from });
        }
        fields.push_span(from, end);
        from = end + 1;
    }
    Ok(())
}

/// A field without quotes; returns where it ends.
fn plain(
    bytes: &[u8],
    at: usize,
    delimiter: u8,
    field_bytes: usize,
    fields: &mut Fields,
) -> Result<usize, Fault> {
    let rest = &bytes[at..];
    let length = rest.iter().position(|b| *b == delimiter || *b == b'"').unwrap_or(rest.len());
    if rest.get(length) == Some(&b'"') {
        return Err(Fault::StrayQuote);
    }
    if length > field_bytes {
        return Err(Fault::FieldTooLong { seen: length });
    }
    fields.push_span(at, at + length);
    Ok(at + length)
}

/// A quoted field that opens at `at`; returns where it ends, behind its closing quote.
fn quoted(
    record: &str,
    at: usize,
    field_bytes: usize,
    fields: &mut Fields,
) -> Result<usize, Fault> {
    let bytes = record.as_bytes();
    let open = at + 1;
    let mut from = open;
    let mut begun = None;
    loop {
        let Some(offset) = memchr::memchr(b'"', &bytes[from..]) else {
            return Err(Fault::UnclosedQuote);
        };
        let quote = from + offset;
        if quote - open > field_bytes {
            return Err(Fault::FieldTooLong { seen: quote - open });
        }
        if bytes.get(quote + 1) == Some(&b'"') {
            begun.get_or_insert_with(|| fields.begin_scratch());
            fields.extend_scratch(&record[from..=quote]);
            from = quote + 2;
            continue;
        }
        match begun {
            None => fields.push_span(open, quote),
            Some(start) => {
                fields.extend_scratch(&record[from..quote]);
                fields.push_scratch(start);
            }
        }
        return Ok(quote + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fields(record: &str) -> Result<Vec<String>, Fault> {
        let mut fields = Fields::default();
        split(record, b',', 1000, &mut fields)?;
        Ok((0..fields.len()).map(|i| fields.raw(record, i).to_owned()).collect())
    }

    #[test]
    fn fields_are_split_and_doubled_quotes_are_one() {
        assert_eq!(fields("a,,\"b,\"\"c\"\"\",\"\"").expect("valid"), ["a", "", "b,\"c\"", ""]);
        assert_eq!(fields("").expect("valid"), [""]);
        assert_eq!(fields(",").expect("valid"), ["", ""]);
        assert_eq!(fields("\"x\ny\",é").expect("valid"), ["x\ny", "é"]);
    }

    #[test]
    fn without_quoting_a_quote_is_a_character() {
        let mut fields = Fields::default();
        split_plain("a\t\"b\t\tc\"d", b'\t', 10, &mut fields).expect("valid");
        let got: Vec<&str> = (0..fields.len()).map(|i| fields.raw("a\t\"b\t\tc\"d", i)).collect();
        assert_eq!(got, ["a", "\"b", "", "c\"d"]);
        let long = split_plain(&"x".repeat(11), b'\t', 10, &mut fields);
        assert_eq!(long, Err(Fault::FieldTooLong { seen: 11 }));
    }

    #[test]
    fn quotes_in_the_wrong_place_are_refused() {
        assert_eq!(fields("a\"b,c"), Err(Fault::StrayQuote));
        assert_eq!(fields("\"a\"b,c"), Err(Fault::StrayQuote));
        assert_eq!(fields("\"a\" ,c"), Err(Fault::StrayQuote));
        assert_eq!(fields("a,\"b"), Err(Fault::UnclosedQuote));
        assert_eq!(fields("a,\""), Err(Fault::UnclosedQuote));
        assert_eq!(fields("a,\"b\"\""), Err(Fault::UnclosedQuote));
    }

    #[test]
    fn a_field_above_the_limit_is_refused_with_its_length() {
        assert_eq!(fields(&"x".repeat(1001)), Err(Fault::FieldTooLong { seen: 1001 }));
        assert_eq!(
            fields(&format!("a,\"{}\"", "x".repeat(1001))),
            Err(Fault::FieldTooLong { seen: 1001 })
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(written in prop::collection::vec(".{0,20}", 1..8)) {
            let quoted: Vec<String> =
                written.iter().map(|f| format!("\"{}\"", f.replace('"', "\"\""))).collect();
            prop_assert_eq!(fields(&quoted.join(",")), Ok(written));
        }

        #[test]
        fn no_text_makes_it_panic(record in "[a,\"é\n]{0,40}") {
            let _ = fields(&record);
        }
    }
}
