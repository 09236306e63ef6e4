//! Bad input as a whole (C2): clear errors or rejects, and never the loss of other rows.

use std::io::Write as _;

use bellwether_model::{LIMITS, Limits, Severity};
use bellwether_sources::{ReadOptions, SourceError, read, recognise};

use crate::support::{HEADER, Outcome, read_bytes, read_named, read_rows, row};

fn table(lines: &[&str]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", lines.join("\n")).into_bytes()
}

fn ids(outcome: &Outcome) -> Vec<&str> {
    outcome.reports.iter().map(|report| report.id.native.as_str()).collect()
}

/// A sound row before and one behind a bad line.
fn around(bad: &str) -> Outcome {
    read_bytes(&table(&[&row(&[("id", "1")]), bad, &row(&[("id", "3")])])).expect("a table")
}

#[test]
fn an_unclosed_quote_costs_its_own_row() {
    let good = row(&[]);
    let outcome = around(&good.replacen("Clear", "\"Clear", 1));
    assert_eq!(ids(&outcome), ["1", "3"]);
    assert_eq!(outcome.rules(Severity::Reject), ["quote"]);
    assert_eq!((outcome.findings[0].row, outcome.summary.rows), (3, 3));
}

#[test]
fn a_ragged_row_costs_itself_and_says_what_was_expected() {
    let outcome = around("a,b,c");
    assert_eq!((ids(&outcome), outcome.rules(Severity::Reject)), (vec!["1", "3"], vec!["ragged"]));
    assert!(outcome.findings[0].message.contains("3 fields where the header has 49"));
    let outcome = around(&format!("{},", row(&[])));
    assert_eq!(outcome.rules(Severity::Reject), ["ragged"]);
}

#[test]
fn nul_bytes_cost_their_row() {
    let outcome = around(&row(&[("country", "Ves\0land")]));
    assert_eq!((ids(&outcome), outcome.rules(Severity::Reject)), (vec!["1", "3"], vec!["nul"]));
}

#[test]
fn a_field_above_the_limit_costs_its_row() {
    let outcome = around(&row(&[("source_original", &"x".repeat(LIMITS.field_bytes + 1))]));
    assert_eq!(outcome.rules(Severity::Reject), ["field-bytes"]);
    assert_eq!(ids(&outcome), ["1", "3"]);
}

#[test]
fn a_line_of_many_mebibytes_costs_itself() {
    let outcome = around(&"x".repeat(5 << 20));
    assert_eq!(outcome.rules(Severity::Reject), ["record-bytes"]);
    assert_eq!((ids(&outcome), outcome.findings[0].row), (vec!["1", "3"], 3));
    assert_eq!(outcome.reports[1].row, 4);
    let outcome = around(&"x".repeat(LIMITS.record_bytes + 10));
    assert_eq!(
        (ids(&outcome), outcome.rules(Severity::Reject)),
        (vec!["1", "3"], vec!["record-bytes"])
    );
}

#[test]
fn an_open_quote_before_mebibytes_of_lines_costs_its_own_row() {
    let mut lines = vec![row(&[("id", "1")]).replacen("Clear", "\"Clear", 1)];
    // Without quotes of their own, so that nothing closes the open one.
    let plain = row(&[]).replace("\"\"\"Vesland Post,2009-06-16,Clash\"\"\"", "x");
    lines.extend((0..5000).map(|id| plain.replacen("101", &format!("1{id}"), 1)));
    let outcome = read_rows(&lines);
    assert_eq!((outcome.reports.len(), outcome.summary.rejected), (5000, 1));
}

#[test]
fn utf16_is_read_by_its_mark_and_refused_with_a_remedy_without() {
    let text = format!("{HEADER}\n{}\n", row(&[("country", "Ĝardeno")]));
    let wide = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    };
    for bytes in [wide(&[0xFF, 0xFE], u16::to_le_bytes), wide(&[0xFE, 0xFF], u16::to_be_bytes)] {
        let outcome = read_bytes(&bytes).expect("marked UTF-16");
        assert_eq!(outcome.reports[0].place.country, "Ĝardeno");
    }
    let error = read_bytes(&wide(&[], u16::to_le_bytes)).expect_err("unmarked UTF-16");
    assert!(error.to_string().contains("byte order mark"), "{error}");
}

#[test]
fn latin_1_is_read_with_one_warning_for_the_file() {
    let mut bytes = table(&[&row(&[("id", "1")])]);
    for id in ["2", "3"] {
        bytes.extend(
            row(&[("id", id), ("country", "C~te")])
                .bytes()
                .map(|b| if b == b'~' { 0xF4 } else { b }),
        );
        bytes.push(b'\n');
    }
    let outcome = read_bytes(&bytes).expect("reads");
    assert_eq!(outcome.reports[1].place.country, "Côte");
    assert_eq!(outcome.rules(Severity::Warning), ["encoding"]);
    assert_eq!(outcome.findings[0].row, 3);
}

#[test]
fn a_byte_order_mark_and_mixed_line_ends_change_nothing() {
    let rows: Vec<String> = ["1", "2", "3"].map(|id| row(&[("id", id)])).into();
    let text = format!("\u{FEFF}{HEADER}\r\n{}\r{}\n\n{}\r\n", rows[0], rows[1], rows[2]);
    let outcome = read_bytes(text.as_bytes()).expect("reads");
    assert_eq!((ids(&outcome), outcome.findings.len()), (vec!["1", "2", "3"], 0));
    assert_eq!(outcome.reports[2].row, 5);
}

#[test]
fn other_delimiters_are_found_in_the_header() {
    for delimiter in [";", "\t"] {
        let outcome = read_bytes(
            format!(
                "{}\n{}\n",
                HEADER,
                row(&[]).replace("\"\"\"Vesland Post,2009-06-16,Clash\"\"\"", "x")
            )
            .replace(',', delimiter)
            .as_bytes(),
        )
        .expect("reads");
        assert_eq!((outcome.reports.len(), outcome.findings.len()), (1, 0));
    }
}

#[test]
fn headers_that_cannot_be_read_say_what_to_do() {
    let refuse =
        |header: &str| read_bytes(format!("{header}\nx\n").as_bytes()).expect_err("refused");
    let twice = refuse(&format!("{HEADER},best"));
    assert!(matches!(&twice, SourceError::DuplicateColumn { column } if column == "best"));
    let many = refuse(&"c,".repeat(600));
    assert!(matches!(many, SourceError::TooManyColumns { seen: 601, limit: 512 }), "{many}");
    let german = refuse("kennung,jahr,land,tote,seite_a,seite_b");
    assert!(german.to_string().contains("English column names"), "{german}");
    let lacking = refuse(&HEADER.replace("date_start,", ""));
    assert!(
        matches!(&lacking, SourceError::MissingColumns { missing, .. } if *missing == ["date_start"]),
        "{lacking}"
    );
    let million = refuse(&"a,".repeat(1_000_000));
    assert!(
        matches!(million, SourceError::HeaderTooLong { .. } | SourceError::TooManyColumns { .. }),
        "{million}"
    );
    assert!(matches!(refuse("\"id,year"), SourceError::HeaderMalformed { .. }));
    assert!(matches!(read_bytes(b""), Err(SourceError::Empty { .. })));
    assert!(matches!(read_bytes(b"\n \n"), Err(SourceError::Empty { .. })));
}

#[test]
fn files_above_the_limits_are_refused_with_limit_and_value() {
    let limits = Limits { expanded_bytes: 100, ..LIMITS };
    let error = read_named("t.csv", &table(&[&row(&[])]), limits, None).expect_err("too large");
    assert!(matches!(error, SourceError::InputTooLarge { limit: 100, .. }), "{error}");
    let rows: Vec<String> = (0..1000).map(|id| row(&[("id", &id.to_string())])).collect();
    let text = format!("{HEADER}\n{}\n", rows.join("\n"));
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).expect("packed");
    let packed = packer.finish().expect("packed");
    let limits = Limits { input_bytes: 100, ..LIMITS };
    let error = read_named("t.csv.gz", &packed, limits, None).expect_err("too large");
    assert!(matches!(error, SourceError::InputTooLarge { limit: 100, .. }), "{error}");
    let limits = Limits { expanded_bytes: 100_000, ..LIMITS };
    let error = read_named("t.csv.gz", &packed, limits, None).expect_err("too large");
    assert!(matches!(error, SourceError::ExpandedTooLarge { limit: 100_000 }), "{error}");
}

#[test]
fn findings_above_the_limit_are_counted_only() {
    let limits = Limits { findings_per_file: 10, ..LIMITS };
    let rows: Vec<String> = (0..50).map(|_| row(&[("id", "")])).collect();
    let text = format!("{HEADER}\n{}\n", rows.join("\n"));
    let outcome = read_named("t.csv", text.as_bytes(), limits, None).expect("reads");
    assert_eq!((outcome.findings.len(), outcome.summary.rejected), (10, 50));
    assert_eq!(outcome.summary.findings_dropped, 40);
}

#[test]
fn a_last_row_without_line_end_is_read_and_remarked_upon() {
    let outcome = read_bytes(format!("{HEADER}\n{}", row(&[])).as_bytes()).expect("reads");
    assert_eq!((outcome.reports.len(), outcome.rules(Severity::Warning)), (1, vec!["no-line-end"]));
}

#[test]
fn a_sink_that_refuses_stops_the_reading_with_its_own_error() {
    #[derive(Debug, PartialEq)]
    enum Stop {
        Enough,
        Source(String),
    }
    impl From<SourceError> for Stop {
        fn from(error: SourceError) -> Self {
            Self::Source(error.to_string())
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.csv");
    let rows: Vec<String> = (0..20_000).map(|id| row(&[("id", &id.to_string())])).collect();
    std::fs::write(&path, format!("{HEADER}\n{}\n", rows.join("\n"))).expect("writes");
    let recognised = recognise(&path, &LIMITS).expect("GED");
    let options = ReadOptions { threads: 2, ..ReadOptions::default() };
    let mut batches = 0;
    let outcome = read(&path, &recognised, &options, |_| {
        batches += 1;
        if batches == 2 { Err(Stop::Enough) } else { Ok(()) }
    });
    assert_eq!((outcome.map(|s| s.rows), batches), (Err(Stop::Enough), 2));
}
