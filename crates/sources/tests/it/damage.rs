//! Damage anywhere (C1): no panic, the rows before it kept, the rows behind it nearly all.
//!
//! A release build tries every place; a debug build, which is some ten times slower, every 211th, and
//! every 11th of the first and last rows.

use std::collections::BTreeSet;
use std::time::Instant;

use bellwether_model::{Batch, ContentHasher, Mention};
use bellwether_sources::fuzz::{
    accounts_for_every_row, acled_csv, acled_json, gdelt, ged_csv, ged_json, icews, mapped_table,
};

use crate::support::fixture;

/// An entry point of the fuzz targets.
type Reader = fn(&[u8]) -> Vec<Batch>;

/// Ids with the hash of their content.
type Contents = BTreeSet<(String, u128)>;

fn contents(batches: &[Batch]) -> Contents {
    in_order(batches).into_iter().collect()
}

/// Ids with the hash of their content, in the file's order; a mention's id is its place.
fn in_order(batches: &[Batch]) -> Vec<(String, u128)> {
    let reports = batches.iter().flat_map(|batch| &batch.reports);
    let mentions = batches.iter().flat_map(|batch| &batch.mentions);
    let hash = |mention: &Mention| {
        let mut hasher = ContentHasher::new();
        hasher.field(format!("{:?}", Mention { row: 0, ..mention.clone() }).as_bytes());
        hasher.finish().0
    };
    reports
        .map(|report| (report.id.native.clone(), report.content_hash().0))
        .chain(mentions.map(|mention| (mention.locator.clone(), hash(mention))))
        .collect()
}

fn places(size: usize) -> impl Iterator<Item = usize> {
    let (stride, near) = if cfg!(debug_assertions) { (211, 11) } else { (1, 1) };
    (0..size)
        .filter(move |at| at % stride == 0 || (at % near == 0 && (*at < 1500 || *at + 500 > size)))
}

/// The ids of the rows that end before a byte.
fn ids_before(bytes: &[u8], at: usize, read: Reader) -> usize {
    let cut = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
    contents(&read(&bytes[..cut])).len()
}

fn sweep(name: &str, head_end: &[u8], read: Reader, lost_at_most: usize) {
    let bytes = std::fs::read(fixture(name)).expect("a fixture");
    let whole = contents(&read(&bytes));
    let ordered = in_order(&read(&bytes));
    let body = match head_end {
        b"" => 0,
        head_end => memchr::memmem::find(&bytes, head_end).expect("a head") + head_end.len(),
    };
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
    sweep("ged-20.geojson", b"\"features\": [", ged_json, 2);
}

#[test]
fn a_damaged_list_of_objects_keeps_those_before_the_damage_and_loses_at_most_two() {
    sweep("acled-18.csv", b"\n", acled_csv, 3);
    sweep("acled-api-6.json", b"\"data\":[", acled_json, 2);
}

#[test]
fn damaged_tables_without_a_header_lose_at_most_the_two_rows_that_it_touches() {
    for name in ["gdelt-2-8.tsv", "gdelt-1-6.tsv", "gdelt-mentions-4.tsv"] {
        sweep(name, b"", gdelt, 2);
    }
}

#[test]
fn a_damaged_table_of_icews_keeps_the_rows_before_the_damage_and_loses_at_most_three() {
    sweep("icews-5.csv", b"\n", icews, 3);
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
