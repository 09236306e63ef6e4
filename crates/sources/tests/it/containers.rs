//! Packed files: told by their first bytes, read through, refused by limits (C3).

use std::io::Write;

use bellwether_model::{LIMITS, Limits, Severity};
use bellwether_sources::{Container, SourceError};

use crate::support::{HEADER, fixture, read_named, read_path, row};

fn plain() -> Vec<u8> {
    std::fs::read(fixture("ged-200.csv")).expect("a fixture")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("packs");
    encoder.finish().expect("packs")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("packs");
        archive.write_all(bytes).expect("packs");
    }
    archive.finish().expect("packs").into_inner()
}

#[test]
fn every_packing_gives_the_same_reports_whatever_the_name_says() {
    let expected = read_path(&fixture("ged-200.csv"), LIMITS, 1, None).expect("plain");
    let packed = [
        (Container::Gzip, gzip(&plain())),
        (Container::Zip, zip(&[("GEDEvent_v25_1.csv", &plain()), ("readme.txt", b"hello")])),
        (Container::Zstd, zstd::encode_all(plain().as_slice(), 3).expect("packs")),
        (Container::Gzip, [gzip(&plain()[..5000]), gzip(&plain()[5000..])].concat()),
    ];
    for (container, bytes) in packed {
        let outcome = read_named("anything.dat", &bytes, LIMITS, None).expect("reads");
        assert_eq!(outcome.recognised.container, container);
        assert!(outcome.reports == expected.reports, "{container:?}");
        assert_ne!(outcome.summary.sha256, expected.summary.sha256);
        let label = outcome.recognised.label.map(|label| label.0);
        assert_eq!(label.as_deref(), (container == Container::Zip).then_some("25.1"));
    }
}

#[test]
fn the_hash_is_that_of_the_file_on_the_disk() {
    let outcome = read_named("t.csv", b"x", LIMITS, None);
    assert!(outcome.is_err());
    let bytes = format!("{HEADER}\n{}\n", row(&[]));
    let outcome = read_named("t.csv", bytes.as_bytes(), LIMITS, None).expect("reads");
    use sha2::Digest as _;
    let expected = bellwether_model::hex(&sha2::Sha256::digest(bytes.as_bytes()));
    assert_eq!(outcome.summary.sha256, expected);
}

#[test]
fn a_stream_that_breaks_off_gives_the_rows_before_and_one_reject() {
    let whole = gzip(&plain());
    let outcome = read_named("t.csv.gz", &whole[..whole.len() / 2], LIMITS, None).expect("reads");
    assert!((20..200).contains(&outcome.reports.len()), "{}", outcome.reports.len());
    assert_eq!(outcome.rules(Severity::Reject).last(), Some(&"damaged-stream"));
    assert!(outcome.summary.damage.is_some());
    let mut flipped = zip(&[("a.csv", &plain())]);
    let at = flipped.len() / 2;
    flipped[at] ^= 1;
    if let Ok(outcome) = read_named("t.zip", &flipped, LIMITS, None) {
        assert!(outcome.summary.damage.is_some(), "the checksum tells");
    }
}

#[test]
fn bombs_are_refused_by_the_ratio() {
    let mut text = format!("{HEADER}\n").into_bytes();
    let line = [row(&[]).as_bytes(), b"\n"].concat();
    while text.len() < 64 << 20 {
        text.extend_from_slice(&line);
    }
    let limits = Limits { expansion_ratio: 20, ..LIMITS };
    for bytes in [gzip(&text), zstd::encode_all(text.as_slice(), 1).expect("packs")] {
        let error = read_named("t.gz", &bytes, limits, None).expect_err("a bomb");
        assert!(matches!(error, SourceError::ExpansionRatio { limit: 20, .. }), "{error}");
    }
}

#[test]
fn archives_that_are_ambiguous_or_nested_are_refused_with_a_remedy() {
    let refuse = |bytes: &[u8]| read_named("t.zip", bytes, LIMITS, None).expect_err("refused");
    let two = refuse(&zip(&[("a.csv", &plain()), ("b.csv", &plain())]));
    assert!(two.to_string().contains("a.csv, b.csv"), "{two}");
    let none = refuse(&zip(&[("readme.txt", b"hello")]));
    assert!(matches!(none, SourceError::Archive { .. }), "{none}");
    for inner in [gzip(&plain()), zip(&[("a.csv", &plain())])] {
        let nested = refuse(&zip(&[("a.csv", &inner)]));
        assert!(matches!(nested, SourceError::NestedArchive { .. }), "{nested}");
    }
    let nested = refuse(&gzip(&gzip(&plain())));
    assert!(matches!(nested, SourceError::NestedArchive { inner: "gzip", .. }), "{nested}");
    let office = refuse(&zip(&[("[Content_Types].xml", b"<x/>"), ("xl/a.xml", b"<x/>")]));
    assert!(office.to_string().contains("save the table as UTF-8 CSV"), "{office}");
    let members: Vec<(String, &[u8])> = (0..30).map(|n| (format!("{n}.csv"), &b"x"[..])).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    let limits = Limits { archive_entries: 20, ..LIMITS };
    let many = read_named("t.zip", &zip(&members), limits, None).expect_err("refused");
    assert!(many.to_string().contains("above the limit of 20"), "{many}");
    let binary = read_named("t.csv", b"PAR1....", LIMITS, None).expect_err("refused");
    assert!(matches!(binary, SourceError::NotText { .. }), "{binary}");
}
