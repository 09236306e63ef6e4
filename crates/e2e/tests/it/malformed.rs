//! Cases C2 and C4 through the program: a bad row is a reject that says where and why, a bad file
//! is refused, and the other rows come in.

use bellwether_e2e::{Bellwether, ged};
use serde_json::Value;

/// What must become of a spoilt row.
enum Fate {
    Reject(&'static str),
    Repair(&'static str),
}

/// Brings a file in and gives the file's counts and all rejects, repairs and warnings.
fn bring_in(name: &str, content: &[u8]) -> (Value, Vec<Value>, Bellwether) {
    let program = Bellwether::new();
    let path = program.file(name, content).display().to_string();
    let counts = program.json(&["ingest", &path, "-q"])["files"][0].clone();
    let rejects = program.run(&["rejects", "--all", "--limit", "1000", "--json"]);
    assert!(matches!(rejects.code, Some(0 | 1)), "{}", rejects.stderr);
    let rejects = rejects.json()["rejects"].as_array().cloned().unwrap_or_default();
    (counts, rejects, program)
}

/// What was said of a row of the file; the header is row 1.
fn said_of(rejects: &[Value], row: u64, severity: &str) -> Vec<String> {
    let of_row = rejects.iter().filter(|r| r["row"] == row && r["severity"] == severity);
    of_row.map(|r| r["rule"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn impossible_values_are_rejected_or_repaired_by_name() {
    use Fate::{Reject, Repair};
    let cases: [(&[(&str, &str)], Fate); 20] = [
        (&[("latitude", "91")], Reject("latitude")),
        (&[("longitude", "181")], Reject("longitude")),
        (&[("latitude", "113.15"), ("longitude", "11.83")], Reject("latitude")),
        (&[("latitude", "0"), ("longitude", "0")], Repair("latitude")),
        (&[("latitude", "NaN")], Reject("latitude")),
        (&[("longitude", "inf")], Reject("longitude")),
        (&[("date_start", "2014-02-30"), ("date_end", "2014-02-30")], Reject("date_start")),
        (&[("date_start", "0000-05-07"), ("date_end", "0000-05-07")], Reject("date_start")),
        (&[("date_start", "2014-05-08"), ("date_end", "2014-05-07")], Reject("date_end")),
        (&[("date_start", "yesterday")], Reject("date_start")),
        (&[("low", "3"), ("high", "1")], Repair("best")),
        (&[("best", "-2")], Reject("best")),
        (&[("deaths_civilians", "-2")], Reject("deaths_civilians")),
        (&[("best", "1000000000000"), ("high", "1000000000000")], Reject("best")),
        (&[("best", "NaN")], Reject("best")),
        (&[("best", "2.5")], Reject("best")),
        (&[("type_of_violence", "9")], Reject("type_of_violence")),
        (&[("where_prec", "9")], Reject("where_prec")),
        (&[("date_prec", "9")], Reject("date_prec")),
        (&[("id", "")], Reject("id")),
    ];
    let mut rows = Vec::new();
    for (id, (cells, _)) in (1..).zip(&cases) {
        rows.push(cells.iter().fold(ged::Row::new(id), |row, (name, cell)| row.set(name, cell)));
    }
    rows.extend(ged::rows(100, 105));
    let (counts, rejects, program) = bring_in("values.csv", ged::csv(&rows).as_bytes());
    let rejected = cases.iter().filter(|case| matches!(case.1, Reject(_))).count() as u64;
    assert_eq!(counts["read"], rows.len());
    assert_eq!(counts["rejected"], rejected, "{rejects:#?}");
    assert_eq!(counts["added"], rows.len() as u64 - rejected);
    assert_eq!(program.events(&[]), i64::try_from(rows.len() as u64 - rejected).expect("small"));
    for (row, (cells, fate)) in (2_u64..).zip(&cases) {
        let (severity, column) = match fate {
            Reject(column) => ("reject", column),
            Repair(column) => ("repair", column),
        };
        let found = rejects.iter().find(|r| r["row"] == row && r["severity"] == severity);
        let Some(found) = found else { panic!("{cells:?}: no {severity} in {rejects:#?}") };
        assert_eq!(found["column"], *column, "{cells:?} {found}");
        assert_eq!(found["file"], "values.csv");
        for key in ["rule", "message"] {
            assert!(found[key].as_str().is_some_and(|text| !text.is_empty()), "{found}");
        }
    }
    let repaired = program
        .json(&["sql", "SELECT latitude, place_precision FROM reports WHERE native_id = '4'"]);
    assert_eq!(repaired["rows"][0]["latitude"], Value::Null, "{repaired}");
    let order = program.json(&[
        "sql",
        "SELECT deaths_low, deaths_best, deaths_high FROM reports WHERE native_id = '11'",
    ]);
    assert_eq!(order["rows"][0]["deaths_low"], 1, "{order}");
    assert_eq!(order["rows"][0]["deaths_high"], 3, "{order}");
}

#[test]
fn a_broken_line_costs_its_own_row() {
    let sound: Vec<String> = ged::rows(1, 7).iter().map(ged::Row::line).collect();
    let long = ged::Row::new(3).set("where_description", &"x".repeat(300_000)).line();
    let spoilt: [(&str, String); 7] = [
        ("unclosed quote", sound[2].replacen("Boko Haram", "\"Boko Haram", 1)),
        ("quote in the middle", sound[2].replacen("Boko Haram", "Boko \"Haram", 1)),
        ("too few fields", "1,2,3".to_owned()),
        ("too many fields", format!("{},extra,more", sound[2])),
        ("a long field", long),
        ("a million fields", vec!["1"; 1_000_000].join(",")),
        ("a long line", "x".repeat(3 << 20)),
    ];
    for (name, line) in spoilt {
        let mut lines = sound.clone();
        lines[2] = line;
        let (counts, rejects, program) = bring_in("line.csv", ged::lines(&lines).as_bytes());
        assert_eq!(counts["read"], 6, "{name}");
        assert_eq!(counts["rejected"], 1, "{name}: {rejects:#?}");
        assert_eq!(said_of(&rejects, 4, "reject").len(), 1, "{name}: {rejects:#?}");
        assert_eq!(program.events(&[]), 5, "{name}");
    }
    let mut bytes = ged::lines(&sound).into_bytes();
    let at = bytes.windows(10).rposition(|word| word == b"Boko Haram").expect("there");
    bytes[at + 4] = 0;
    let (counts, rejects, _) = bring_in("nul.csv", &bytes);
    assert_eq!(counts["added"], 5);
    assert_eq!(said_of(&rejects, 7, "reject"), ["nul"]);
}

#[test]
fn encodings_and_line_ends_are_read_or_named() {
    let rows: Vec<ged::Row> =
        ged::rows(1, 6).into_iter().map(|row| row.set("where_coordinates", "Cité Ñandú")).collect();
    let text = ged::csv(&rows);
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let utf16_be: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let latin1: Vec<u8> = text.chars().map(|c| u8::try_from(c).expect("within Latin-1")).collect();
    let mut mixed = String::new();
    for (line, end) in text.lines().zip(["\r\n", "\n", "\r\n", "\n", "\r\n", "\n"]) {
        mixed.push_str(line);
        mixed.push_str(end);
    }
    for (name, bytes) in [
        ("plain", text.clone().into_bytes()),
        ("bom", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("utf-16", utf16),
        ("utf-16 big-endian", utf16_be),
        ("latin-1", latin1),
        ("crlf", text.replace('\n', "\r\n").into_bytes()),
        ("cr", text.replace('\n', "\r").into_bytes()),
        ("mixed", mixed.into_bytes()),
        ("no last line end", text.trim_end().as_bytes().to_vec()),
    ] {
        let (counts, rejects, program) = bring_in("encoded.csv", &bytes);
        assert_eq!(counts["added"], 5, "{name}: {rejects:#?}");
        let places = program.json(&["sql", "SELECT DISTINCT place_name FROM reports"]);
        assert_eq!(places["rows"].as_array().map(Vec::len), Some(1), "{name}: {places}");
        assert_eq!(places["rows"][0]["place_name"], "Cité Ñandú", "{name}");
    }
}

#[test]
fn a_file_that_cannot_be_trusted_is_refused_whole() {
    let body = ged::csv(&ged::rows(1, 4));
    let rows = body.split_once('\n').expect("a header and rows").1;
    let wide: Vec<String> = (0..1_000_000).map(|n| format!("c{n}")).collect();
    for (name, content, words) in [
        ("twice", format!("{}\n{rows}", ged::header().replacen("relid", "best", 1)), "best"),
        ("wide", format!("{},{}\n{rows}", ged::header(), wide.join(",")), "header"),
        ("other-language", "identificador,fecha\n1,2014-01-01\n".to_owned(), "identificador"),
        ("empty", String::new(), "empty"),
        ("binary", "\0\u{1}\u{2}\0PNG\0\0".repeat(50), "text"),
    ] {
        let program = Bellwether::new();
        let path = program.file(&format!("{name}.csv"), content).display().to_string();
        let output = program.run(&["ingest", &path]).expect_code(3);
        assert!(output.stderr.contains(words), "{name}: {}", output.stderr);
        let after = program.run(&["count", "--json"]);
        assert!(after.code == Some(3) || after.json()["value"] == 0, "{name}: {}", after.stdout);
    }
}

#[test]
fn a_header_without_rows_withdraws_nothing() {
    let program = Bellwether::new();
    let full = program.file("full.csv", ged::csv(&ged::rows(1, 6))).display().to_string();
    let bare = program.file("bare.csv", ged::lines(&[])).display().to_string();
    let scope = "country=NGA,from=2014-01-01,to=2014-12-31";
    let release = |label: &'static str, day: &'static str| {
        ["--release", label, "--published", day, "--complete-for", scope, "-q"]
    };
    program.ok(&[&["ingest", full.as_str()], &release("24.1", "2024-06-01")[..]].concat());
    let args = [&["ingest", bare.as_str()], &release("25.1", "2025-06-01")[..]].concat();
    let output = program.run(&args);
    assert!(matches!(output.code, Some(0 | 3)), "{}", output.stderr);
    assert_eq!(program.events(&[]), 5, "an empty download emptied the store");
}

#[test]
fn the_hint_to_the_rejects_shows_them() {
    let program = Bellwether::new();
    let row = ged::Row::new(1).set("low", "3").set("high", "1");
    let path = program.file("repaired.csv", ged::csv(&[row])).display().to_string();
    let words = program.ok(&["ingest", &path]).stderr;
    let hint = words.split('`').find(|part| part.starts_with("bellwether rejects"));
    let hint = hint.expect("a repair is mentioned with the command that lists it");
    let args: Vec<&str> = hint.split_whitespace().skip(1).collect();
    let listed = program.run(&args).expect_code(0).stdout;
    assert!(listed.contains("estimate-order"), "{listed}");
}
