//! The Global Terrorism Database: its codes, its traps, and workbooks with good and bad intent.

use std::io::{Cursor, Write as _};

use bellwether_model::{
    DatePrecision, EventType, LIMITS, Limits, PlacePrecision, Report, Severity, TargetClass,
};
use bellwether_sources::{Container, SourceError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Outcome, read_named};

const COLUMNS: [&str; 26] = [
    "eventid",
    "iyear",
    "imonth",
    "iday",
    "extended",
    "resolution",
    "country_txt",
    "provstate",
    "city",
    "latitude",
    "longitude",
    "specificity",
    "vicinity",
    "doubtterr",
    "success",
    "suicide",
    "attacktype1",
    "attacktype1_txt",
    "targtype1",
    "targsubtype1",
    "targtype1_txt",
    "target1",
    "gname",
    "nkill",
    "nkillter",
    "nwound",
];

const ROW: [&str; 26] = [
    "201503140007",
    "2015",
    "3",
    "14",
    "0",
    "",
    "Vesland",
    "Upper Province",
    "Harn",
    "11.5",
    "13.25",
    "1",
    "0",
    "0",
    "1",
    "0",
    "3",
    "Bombing/Explosion",
    "14",
    "",
    "Private Citizens & Property",
    "A person's name",
    "Red Dawn",
    "7",
    "1",
    "12",
];

/// A row with some columns set to other values.
fn row(changes: &[(&str, &str)]) -> Vec<String> {
    let mut fields: Vec<String> = ROW.iter().map(ToString::to_string).collect();
    for (name, value) in changes {
        let index = COLUMNS.iter().position(|known| known == name).expect("a column");
        fields[index] = (*value).to_owned();
    }
    fields
}

fn csv(rows: &[Vec<String>]) -> Outcome {
    let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
    let mut text = COLUMNS.join(",");
    for row in rows {
        text.push('\n');
        text.push_str(&row.iter().map(quoted).collect::<Vec<_>>().join(","));
    }
    text.push('\n');
    read_named("globalterrorismdb_0522dist.csv", text.as_bytes(), LIMITS, None).expect("a table")
}

fn report(changes: &[(&str, &str)]) -> Report {
    csv(&[row(changes)]).reports.remove(0)
}

#[test]
fn a_row_is_read_with_its_codes_and_the_release_of_its_name() {
    let outcome = csv(&[row(&[])]);
    assert_eq!(outcome.recognised.dataset.as_str(), "gtd");
    assert_eq!(outcome.recognised.label.as_ref().map(|label| label.0.as_str()), Some("2022-05"));
    let report = &outcome.reports[0];
    assert_eq!(report.id.native, "201503140007");
    assert_eq!((report.event_type, report.civilians_targeted), (EventType::OneSided, true));
    assert_eq!(report.plover.as_deref(), Some("ASSAULT/explosives"));
    assert_eq!(report.targets.to_string(), "civilians");
    assert_eq!(report.side_a.name, "Red Dawn");
    assert_eq!(report.side_b.name, "Private Citizens & Property");
    assert_eq!(report.deaths.total.expect("a toll").best(), 7);
    assert_eq!(report.deaths.side_a, Some(1));
    assert_eq!(report.injured.expect("a toll").best(), 12);
    assert_eq!(report.extra.get("doubtterr").map(String::as_str), Some("0"));
    assert!(report.extra.get("target1").is_none(), "a target's own name is not kept");
}

#[test]
fn specificity_is_the_precision_of_the_place() {
    for (code, vicinity, precision, has_point) in [
        ("1", "0", PlacePrecision::Exact, true),
        ("1", "1", PlacePrecision::Near, true),
        ("2", "0", PlacePrecision::Admin2, true),
        ("3", "0", PlacePrecision::Admin2, true),
        ("4", "0", PlacePrecision::Admin1, true),
        ("5", "0", PlacePrecision::Country, false),
    ] {
        let place = report(&[("specificity", code), ("vicinity", vicinity)]).place;
        assert_eq!((place.precision, place.point.is_some()), (precision, has_point), "{code}");
    }
    let outcome = csv(&[row(&[("specificity", "6")])]);
    assert_eq!(outcome.rules(Severity::Reject), ["specificity-code"]);
}

#[test]
fn a_zero_in_a_date_is_what_is_not_known() {
    let date = |month, day| report(&[("imonth", month), ("iday", day)]).date;
    assert_eq!(date("3", "14").precision(), DatePrecision::Day);
    let month = date("2", "0");
    assert_eq!(month.precision(), DatePrecision::Month);
    assert_eq!(
        (month.start().to_string(), month.end().to_string()),
        ("2015-02-01".into(), "2015-02-28".into())
    );
    let year = date("0", "0");
    assert_eq!(year.precision(), DatePrecision::Year);
    assert_eq!(year.end().to_string(), "2015-12-31");
    for (column, value, rule) in [
        ("iday", "30", "date-calendar"),
        ("imonth", "13", "date-number"),
        ("iyear", "0", "date-year"),
        ("iday", "-1", "date-number"),
    ] {
        let changes = [("imonth", "2"), (column, value)];
        assert_eq!(csv(&[row(&changes)]).rules(Severity::Reject), [rule], "{column} {value}");
    }
}

#[test]
fn an_incident_that_went_on_ends_with_its_resolution() {
    let going_on = report(&[("extended", "1"), ("resolution", "2015-03-16")]).date;
    assert_eq!(
        (going_on.end().to_string(), going_on.precision()),
        ("2015-03-16".into(), DatePrecision::Days)
    );
    let years_later = report(&[("extended", "1"), ("resolution", "2019-03-16")]).date;
    assert_eq!(years_later.end(), years_later.start());
    let outcome = csv(&[row(&[("extended", "1"), ("resolution", "3/16/2015")])]);
    assert_eq!(outcome.rules(Severity::Warning), ["resolution"]);
    assert_eq!(outcome.reports.len(), 1);
}

#[test]
fn who_was_attacked_decides_the_type_and_a_suicide_attack_is_one_by_any_weapon() {
    for (target, attack, kind) in [
        ("4", "2", EventType::StateBased),
        ("17", "2", EventType::NonState),
        ("8", "3", EventType::OneSided),
        ("21", "7", EventType::Unspecified),
        ("20", "9", EventType::Unspecified),
    ] {
        let report = report(&[("targtype1", target), ("attacktype1", attack)]);
        assert_eq!(report.event_type, kind, "target {target}, attack {attack}");
    }
    let suicide = report(&[("suicide", "1"), ("attacktype1", "2")]);
    assert_eq!(suicide.plover.as_deref(), Some("ASSAULT/suicide-attack"));
    let school = report(&[("targtype1", "8")]);
    assert!(school.targets.contains(TargetClass::Education));
    let camp = report(&[("targtype1", "14"), ("targsubtype1", "65")]);
    assert!(camp.targets.contains(TargetClass::Displaced));
}

#[test]
fn tolls_may_be_unknown_or_shared_and_never_negative() {
    assert_eq!(report(&[("nkill", "")]).deaths.total, None);
    assert_eq!(report(&[("nkill", "-99")]).deaths.total, None);
    let outcome = csv(&[row(&[("nkill", "1.5")])]);
    let toll = outcome.reports[0].deaths.total.expect("a toll");
    assert_eq!((toll.low(), toll.best(), toll.high()), (1, 2, 2));
    assert_eq!(outcome.rules(Severity::Repair), ["deaths-fraction"]);
    for (value, rule) in [
        ("-3", "deaths-negative"),
        ("1000000000000", "deaths-limit"),
        ("NaN", "deaths-number"),
        ("many", "deaths-number"),
    ] {
        assert_eq!(csv(&[row(&[("nkill", value)])]).rules(Severity::Reject), [rule], "{value}");
    }
}

#[test]
fn rows_that_cannot_be_told_apart_or_placed_are_rejects_and_cost_no_other() {
    for (column, value, rule) in [
        ("eventid", "", "id-empty"),
        ("eventid", "2.01503E+11", "id-form"),
        ("latitude", "91", "latitude-range"),
        ("longitude", "181", "longitude-range"),
        ("latitude", "", "coordinate-half"),
        ("country_txt", "", "country-empty"),
        ("gname", "", "side-empty"),
        ("attacktype1", "10", "attack-code"),
        ("targtype1", "23", "target-code"),
    ] {
        let other = row(&[("eventid", "201503140008")]);
        let outcome = csv(&[row(&[(column, value)]), other]);
        assert_eq!(outcome.rules(Severity::Reject), [rule], "{column} {value:?}");
        assert_eq!(outcome.reports.len(), 1);
    }
    let zero = csv(&[row(&[("latitude", "0"), ("longitude", "0")])]);
    assert_eq!(zero.rules(Severity::Repair), ["coordinates-zero"]);
    assert_eq!(zero.reports[0].place.point, None);
}

/// The least that is a workbook: one sheet with this markup, these shared strings.
fn workbook(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const BOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        archive
            .start_file(
                name,
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated),
            )
            .expect("a member");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("closed").into_inner()
}

fn sheet(cells: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
    )
}

const NO_STRINGS: &str = r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="0" uniqueCount="0"></sst>"#;

/// Rows as inline strings and numbers, as a statistics package writes them.
fn sheet_of(rows: &[Vec<String>]) -> String {
    let letters = |index: usize| {
        let letter = |n: usize| char::from(b'A' + u8::try_from(n).expect("below 26"));
        if index < 26 { letter(index).to_string() } else { format!("A{}", letter(index - 26)) }
    };
    let mut cells = String::new();
    for (number, row) in rows.iter().enumerate() {
        cells.push_str(&format!("<row r=\"{}\">", number + 1));
        for (index, field) in row.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
            let at = format!("{}{}", letters(index), number + 1);
            let text = field.replace('&', "&amp;").replace('<', "&lt;");
            if field.parse::<f64>().is_ok() {
                cells.push_str(&format!("<c r=\"{at}\"><v>{text}</v></c>"));
            } else {
                cells
                    .push_str(&format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"));
            }
        }
        cells.push_str("</row>");
    }
    sheet(&cells)
}

fn read_workbook(bytes: &[u8], limits: Limits) -> Result<Outcome, SourceError> {
    read_named("globalterrorismdb_0522dist.xlsx", bytes, limits, None)
}

#[test]
fn a_workbook_gives_what_the_same_table_as_csv_gives() {
    let header: Vec<String> = COLUMNS.iter().map(ToString::to_string).collect();
    let second = row(&[("eventid", "201503140008"), ("nkill", ""), ("city", "Harn, \"old\" town")]);
    let bad = row(&[("eventid", "201503140009"), ("specificity", "9")]);
    let rows = [row(&[]), second, bad];
    let mut table = vec![header];
    table.extend(rows.clone());
    let book = workbook(sheet_of(&table).as_bytes(), NO_STRINGS.as_bytes());
    let outcome = read_workbook(&book, LIMITS).expect("a workbook");
    let text = csv(&rows);
    assert_eq!(outcome.recognised.container, Container::Workbook);
    assert_eq!(outcome.recognised.label, text.recognised.label);
    assert_eq!(outcome.reports, text.reports);
    assert_eq!(outcome.findings, text.findings);
    assert_eq!(outcome.findings[0].row, 4);
    assert_eq!(outcome.summary.sha256.len(), 64);
}

#[test]
fn two_cells_in_opposite_corners_are_two_cells() {
    let cells = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let book = workbook(sheet(cells).as_bytes(), NO_STRINGS.as_bytes());
    assert!(matches!(read_workbook(&book, LIMITS), Err(SourceError::Unrecognised { .. })));
}

#[test]
fn workbooks_that_lie_about_their_size_are_refused_with_the_reason() {
    let plain = sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    let many = r#"<sst uniqueCount="99999999999999"><si><t>a</t></si></sst>"#;
    let long_text =
        sheet(&format!("<row r=\"1\"><c r=\"A1\"><v>{}</v></c></row>", "1".repeat(2 << 20)));
    let nested = sheet(&"<a>".repeat(100_000));
    for (sheet, strings, words) in [
        (plain.as_bytes(), many, "99999999999999 strings"),
        (long_text.as_bytes(), NO_STRINGS, "more than 1048576 bytes"),
        (nested.as_bytes(), NO_STRINGS, "nest deeper than 256"),
    ] {
        let error =
            read_workbook(&workbook(sheet, strings.as_bytes()), LIMITS).expect_err("refused");
        assert!(error.to_string().contains(words), "{words}: {error}");
    }
}

#[test]
fn entities_are_not_expanded_and_no_file_is_read_through_one() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><sst uniqueCount="1"><si><t>&b;</t></si></sst>"#;
    let cells = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    let outcome = read_workbook(&workbook(sheet(cells).as_bytes(), bomb.as_bytes()), LIMITS);
    let words = outcome.expect_err("no table").to_string();
    assert!(!words.contains("aaaaaaaaaa"), "{words}");
}

#[test]
fn more_cells_than_the_limit_end_the_reading_and_keep_the_rows_before() {
    let header: Vec<String> = COLUMNS.iter().map(ToString::to_string).collect();
    let rows = (0..200).map(|n| row(&[("eventid", &format!("201503140{n:03}"))]));
    let mut table = vec![header];
    table.extend(rows);
    let book = workbook(sheet_of(&table).as_bytes(), NO_STRINGS.as_bytes());
    let limits = Limits { sheet_cells: 1_000, ..LIMITS };
    let outcome = read_workbook(&book, limits).expect("read up to the limit");
    let damage = outcome.summary.damage.expect("it broke off");
    assert!(damage.contains("1000 cells"), "{damage}");
    assert!(outcome.reports.len() > 20);
}

#[test]
fn every_truncation_and_flip_of_a_workbook_is_an_error_or_rows() {
    let header: Vec<String> = COLUMNS.iter().map(ToString::to_string).collect();
    let book = workbook(sheet_of(&[header, row(&[])]).as_bytes(), NO_STRINGS.as_bytes());
    let step = if cfg!(debug_assertions) { 17 } else { 1 };
    for at in (0..book.len()).step_by(step) {
        let _ = read_workbook(&book[..at], LIMITS);
        let mut flipped = book.clone();
        flipped[at] ^= 1 << (at % 8);
        if let Ok(outcome) = read_workbook(&flipped, LIMITS) {
            assert!(outcome.reports.len() <= 1);
        }
    }
}

#[test]
fn a_workbook_that_expands_beyond_reason_is_refused_before_it_is_read() {
    let blanks = sheet(&"<row r=\"1\"></row>".repeat(1_200_000));
    let book = workbook(blanks.as_bytes(), NO_STRINGS.as_bytes());
    let limits = Limits { expansion_ratio: 100, ..LIMITS };
    let error = read_workbook(&book, limits).expect_err("refused");
    assert!(matches!(error, SourceError::ExpansionRatio { limit: 100, .. }), "{error}");
    let limits = Limits { expanded_bytes: 1 << 20, ..LIMITS };
    let error = read_workbook(&book, limits).expect_err("refused");
    assert!(matches!(error, SourceError::ExpandedTooLarge { .. }), "{error}");
}
