//! Text in the data that would do something if it were passed on as it is.

use bellwether_e2e::{Bellwether, ged};

const FORMULAS: [&str; 5] = [
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "\t=1+1",
];

/// A store whose only row has this text in several places.
fn with_text(text: &str) -> Bellwether {
    let program = Bellwether::new();
    let mut row = ged::Row::new(1);
    for column in ["side_b", "where_coordinates", "where_description", "source_headline", "adm_1"] {
        row = row.set(column, text);
    }
    let path = program.file("hostile.csv", ged::csv(&[row, ged::Row::new(2)]));
    program.ok(&["ingest", &path.display().to_string(), "-q"]);
    program
}

#[test]
fn a_formula_is_neutralised_in_csv() {
    for formula in FORMULAS {
        let program = with_text(formula);
        assert_eq!(program.events(&[]), 2, "{formula:?}");
        for args in [
            &["events", "--format", "csv", "-q"][..],
            &["count", "--by", "admin1", "--format", "csv", "-q"],
            &["sql", "SELECT side_b, place_name FROM reports", "--format", "csv", "-q"],
        ] {
            let text = program.ok(args).stdout;
            for cell in cells(&text) {
                let dangerous = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let number = cell.parse::<f64>().is_ok();
                assert!(!dangerous || number, "{args:?}: {cell:?}");
            }
        }
    }
}

/// The cells of a CSV text.
fn cells(text: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    // A clear screen, a title change, a bell, a backspace, a C1 control, a change of direction.
    let program = with_text("Dawn\u{1b}[2J\u{1b}]0;owned\u{7}\u{8}\u{9b}2J\u{202e}End");
    for args in [
        &["events"][..],
        &["events", "--color", "always"],
        &["count", "--by", "actor"],
        &["count", "--by", "admin1"],
        &["sql", "SELECT side_b, place_name, admin1 FROM reports"],
        &["rejects", "--all"],
        &["actor", "list", "--native"],
        &["group", "boko-haram"],
    ] {
        let output = program.run(args);
        assert!(matches!(output.code, Some(0 | 1)), "{args:?}: {}", output.stderr);
        for stream in [&output.stdout, &output.stderr] {
            let bad = stream.chars().find(|&c| {
                let styled = args.contains(&"always") && c == '\u{1b}';
                (c.is_control() && c != '\n' && !styled) || c == '\u{202e}'
            });
            assert_eq!(bad, None, "{args:?}: {stream:?}");
            assert!(!stream.contains("\u{1b}[2J") && !stream.contains("\u{1b}]0"), "{args:?}");
        }
    }
}

#[test]
fn control_characters_of_a_file_name_and_a_header_do_not_reach_the_terminal() {
    let program = Bellwether::new();
    let path = program.file("a\u{1b}[2Jb.csv", "un\u{1b}[2Jknown,two\n1,2\n");
    let output = program.run(&["ingest", &path.display().to_string()]).expect_code(3);
    assert!(!output.stderr.contains('\u{1b}'), "{:?}", output.stderr);
}

#[test]
fn a_broken_archive_is_named() {
    let program = Bellwether::new();
    let path = program.file("not-a.zip", b"PK\x03\x04 and nothing sensible after that");
    let output = program.run(&["ingest", &path.display().to_string()]).expect_code(3);
    assert!(output.stderr.contains("not-a.zip"), "{}", output.stderr);
}
