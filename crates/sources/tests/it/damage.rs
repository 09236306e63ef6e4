//! Damage anywhere (C1): no panic, the rows before it kept, the rows behind it nearly all.
//!
//! A release build tries every place; a debug build, which is some ten times slower, every 211th, and
//! every 11th of the first and last rows.

use std::collections::BTreeSet;
use std::time::Instant;

use bellwether_model::Batch;
use bellwether_sources::fuzz::{
    accounts_for_every_row, ged_csv, ged_geojson, mapped_table, mapping_toml, tokenize,
};

use crate::support::fixture;

/// Ids with the hash of their content.
type Contents = BTreeSet<(String, u128)>;

fn contents(batches: &[Batch]) -> Contents {
    batches
        .iter()
        .flat_map(|batch| &batch.reports)
        .map(|report| (report.id.native.clone(), report.content_hash().0))
        .collect()
}

fn places(size: usize) -> impl Iterator<Item = usize> {
    let (stride, near) = if cfg!(debug_assertions) { (211, 11) } else { (1, 1) };
    (0..size)
        .filter(move |at| at % stride == 0 || (at % near == 0 && (*at < 1500 || *at + 500 > size)))
}

/// The ids of the rows that end before a byte.
fn ids_before(bytes: &[u8], at: usize, read: fn(&[u8]) -> Vec<Batch>) -> usize {
    let cut = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
    contents(&read(&bytes[..cut])).len()
}

fn sweep(name: &str, head_end: &[u8], read: fn(&[u8]) -> Vec<Batch>, lost_at_most: usize) {
    let bytes = std::fs::read(fixture(name)).expect("a fixture");
    let whole = contents(&read(&bytes));
    let ordered: Vec<(String, u128)> = read(&bytes)
        .iter()
        .flat_map(|batch| &batch.reports)
        .map(|report| (report.id.native.clone(), report.content_hash().0))
        .collect();
    let body = memchr::memmem::find(&bytes, head_end).expect("a head") + head_end.len();
    // How many rows end before each place, from the places at which rows end.
    let mut ends: Vec<usize> = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' && ids_before(&bytes, at + 1, read) > ends.len() {
            ends.push(at + 1);
        }
    }
    let begun = Instant::now();
    for at in places(bytes.len()) {
        let kept = ends.iter().filter(|end| **end <= at).count();
        let torn = read(&bytes[..at]);
        assert!(torn.iter().all(accounts_for_every_row), "{name} cut at {at}");
        let cut = contents(&torn);
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        let flip = contents(&read(&flipped));
        if at < body {
            continue;
        }
        for row in &ordered[..kept] {
            assert!(cut.contains(row), "{name} cut at {at} lost {row:?}");
            assert!(flip.contains(row), "{name} flipped at {at} lost {row:?}");
        }
        assert!(cut.len() <= kept + 1, "{name} cut at {at} made up rows");
        let same = whole.intersection(&flip).count();
        assert!(
            same + lost_at_most >= whole.len(),
            "{name} flipped at {at}: {same} of {} rows are as they were",
            whole.len()
        );
    }
    assert!(begun.elapsed().as_secs() < 600, "{name} took {:?}", begun.elapsed());
}

#[test]
fn a_damaged_table_keeps_the_rows_before_the_damage_and_loses_at_most_three() {
    sweep("ged-200.csv", b"\n", ged_csv, 3);
}

#[test]
fn a_damaged_collection_keeps_the_features_before_the_damage_and_loses_at_most_two() {
    sweep("ged-20.geojson", b"\"features\": [", ged_geojson, 2);
}

#[test]
fn a_damaged_mapped_table_keeps_the_rows_before_the_damage_and_loses_at_most_three() {
    sweep("aec-40.csv", b"\n", mapped_table, 3);
}

#[test]
fn a_damaged_mapping_is_refused_or_reads_its_table_with_every_row_accounted_for() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/mapped_table");
    let bytes = std::fs::read(format!("{corpus}/three-rows.txt")).expect("reads");
    assert_eq!(mapped_table(&bytes).iter().map(|batch| batch.reports.len()).sum::<usize>(), 3);
    for at in places(bytes.len()) {
        assert!(mapped_table(&bytes[..at]).iter().all(accounts_for_every_row), "cut at {at}");
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(mapped_table(&flipped).iter().all(accounts_for_every_row), "flipped at {at}");
    }
}

#[test]
fn the_corpora_of_the_fuzz_targets_are_read_with_every_row_accounted_for() {
    let corpora = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus");
    let mut inputs = 0;
    let targets = [
        ("ged_csv", ged_csv as fn(&[u8]) -> _),
        ("ged_geojson", ged_geojson),
        ("mapped_table", mapped_table),
    ];
    for (target, read) in targets {
        for entry in std::fs::read_dir(format!("{corpora}/{target}")).expect("a corpus") {
            let path = entry.expect("an entry").path();
            let batches = read(&std::fs::read(&path).expect("reads"));
            assert!(batches.iter().all(accounts_for_every_row), "{}", path.display());
            inputs += 1;
        }
    }
    for entry in std::fs::read_dir(format!("{corpora}/tokenizer")).expect("a corpus") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("reads");
        let expected = if path.ends_with("stray.txt") { None } else { Some(()) };
        assert_eq!(tokenize(&bytes).map(|_| ()), expected, "{}", path.display());
        inputs += 1;
    }
    for entry in std::fs::read_dir(format!("{corpora}/mapping_toml")).expect("a corpus") {
        let path = entry.expect("an entry").path();
        let is_one = mapping_toml(&std::fs::read(&path).expect("reads"));
        assert_eq!(is_one, path.ends_with("whole.toml"), "{}", path.display());
        inputs += 1;
    }
    assert!(inputs >= 19, "only {inputs} inputs");
}
