//! The schemes against the codes that real files hold.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::scheme::Scheme;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");

/// The path, or a word on standard output that the test was skipped.
fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(DATA).join(path);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} needs ../shared/data", path.display());
    None
}

fn column(path: &str, delimiter: u8, header: bool, at: usize) -> BTreeSet<String> {
    let Some(path) = shared(path) else { return BTreeSet::new() };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(header)
        .flexible(true)
        .from_path(path)
        .expect("the file opens");
    reader
        .byte_records()
        .filter_map(|record| {
            let record = record.expect("the file is a table");
            record.get(at).map(|field| String::from_utf8_lossy(field).trim().to_owned())
        })
        .filter(|code| !code.is_empty())
        .collect()
}

#[test]
fn every_event_code_of_the_real_files_is_known_without_falling_back() {
    let mut codes = column("gdelt/reference/cameoEvent.txt", b'\t', true, 0);
    for file in ["events.csv", "eventsT.csv", "events1.csv"] {
        codes.extend(column(&format!("gdelt/{file}"), b'\t', false, 26));
    }
    codes.extend(column("icews/icews-2018-06.csv", b',', true, 6));
    for code in &codes {
        assert!(Scheme::Cameo.code(code).is_some(), "{code}");
    }
    assert!(codes.is_empty() || codes.len() >= 310, "{} codes", codes.len());
}

#[test]
fn every_type_code_of_an_actor_is_known() {
    let mut codes = column("gdelt/reference/cameoType.txt", b'\t', true, 0);
    for file in ["events.csv", "eventsT.csv", "events1.csv"] {
        for at in [12, 13, 14, 22, 23, 24] {
            codes.extend(column(&format!("gdelt/{file}"), b'\t', false, at));
        }
    }
    for code in &codes {
        assert!(Scheme::CameoActor.code(code).is_some(), "{code}");
    }
}

#[test]
fn every_incident_type_of_the_answer_keys_is_known() {
    let Some(path) = shared("text/muc4/gtt/train.json") else { return };
    let text = std::fs::read_to_string(path).expect("readable");
    let mut seen = BTreeSet::new();
    for piece in text.split("\"incident_type\": \"").skip(1) {
        let kind = piece.split('"').next().unwrap_or_default();
        for alternative in kind.split(" / ") {
            assert!(Scheme::Muc4.code(alternative).is_some(), "{alternative}");
            seen.insert(alternative.to_owned());
        }
    }
    assert!(seen.len() >= 6, "{seen:?}");
}
