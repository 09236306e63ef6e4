//! Damaged input (C1, sampled; the sweep over every byte stands in the crate of the sources) and a
//! damaged store.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bellwether_e2e::{Bellwether, copy_dir, ged};

use crate::exits::ten_rows;

/// Brings bytes in and gives the rows that were added, or `None` where the file was refused.
fn added(bytes: &[u8]) -> Option<u64> {
    let program = Bellwether::new();
    let path = program.file("fixture.csv", bytes).display().to_string();
    let began = Instant::now();
    let output = program.run(&["ingest", &path, "--json", "-q"]);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    match output.code {
        Some(0) => output.json()["files"][0]["added"].as_u64(),
        Some(3) => {
            assert!(output.stderr.contains("fixture.csv") || !output.stderr.is_empty());
            None
        }
        _ => {
            let _ = output.expect_code(0);
            None
        }
    }
}

#[test]
fn what_stands_before_a_cut_comes_in() {
    let text = ged::csv(&ged::rows(1, 201));
    let bytes = text.as_bytes();
    for point in (0..40).map(|n| bytes.len() * n / 40 + n) {
        let whole = bytes[..point].iter().filter(|&&byte| byte == b'\n').count();
        let rows_before = whole.saturating_sub(1) as u64;
        match added(&bytes[..point]) {
            // The cut row itself may be whole by chance, or lack no more than its last value.
            Some(rows) => assert!((rows_before..=rows_before + 1).contains(&rows), "{point}"),
            None => assert_eq!(rows_before, 0, "cut at {point}"),
        }
    }
}

#[test]
fn a_flipped_bit_costs_a_row_or_two() {
    let text = ged::csv(&ged::rows(1, 201));
    let header = text.find('\n').expect("a header");
    for n in 0..40 {
        let at = text.len() * n / 40 + 7 * n;
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1 << (n % 8);
        // A line end that is gone joins two rows; a comma that becomes a line end makes two of one.
        match added(&bytes) {
            Some(rows) => assert!((198..=200).contains(&rows) || at <= header, "{at}: {rows}"),
            None => assert!(at <= header, "a flip at {at} refused the file"),
        }
    }
}

/// The Parquet files of a table.
fn parquet(store: &Path, table: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(store.join(table)).expect("the table is there");
    let paths = files.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|ext| ext == "parquet")).collect()
}

/// A copy of a sound store in a home of its own.
fn copy_of(sound: &Bellwether) -> Bellwether {
    let copy = Bellwether::new();
    copy_dir(sound.store(), copy.store()).expect("the store can be copied");
    copy
}

#[test]
fn a_sound_store_passes_the_deep_check() {
    let checks = ten_rows().json(&["doctor", "--deep"]);
    let checks = checks["checks"].as_array().expect("checks").clone();
    assert!(checks.iter().all(|check| check["verdict"] != "damaged"), "{checks:#?}");
}

#[test]
fn altered_bytes_of_rows_are_found_by_the_deep_check_or_alter_nothing() {
    let sound = ten_rows();
    let length = std::fs::read(&parquet(sound.store(), "reports")[0]).expect("read").len();
    let mut found = 0;
    for part in 1..8 {
        let program = copy_of(&sound);
        let file = &parquet(program.store(), "reports")[0];
        let mut bytes = std::fs::read(file).expect("read");
        bytes[length * part / 8] ^= 0xFF;
        std::fs::write(file, bytes).expect("written");
        let output = program.run(&["doctor", "--deep"]);
        if output.code == Some(0) {
            // Parquet files have bytes that nothing reads (bounds of pages, padding).
            let events = ["events", "--format", "csv", "--limit", "100"];
            let (sound, altered) = (sound.ok(&events), program.ok(&events));
            assert_eq!(sound.stdout, altered.stdout, "byte {part}/8 changes an answer unseen");
        } else {
            assert_eq!(output.code, Some(6), "byte {part}/8: {}{}", output.stdout, output.stderr);
            found += 1;
        }
    }
    assert!(found >= 3, "only {found} of 7 altered bytes were found");
}

#[test]
fn a_missing_file_of_rows_is_an_integrity_failure_and_never_a_smaller_answer() {
    let sound = ten_rows();
    let program = copy_of(&sound);
    for file in parquet(program.store(), "reports") {
        std::fs::remove_file(file).expect("removed");
    }
    assert_eq!(program.run(&["doctor", "--deep"]).code, Some(6));
    for args in [&["count"][..], &["count", "--measure", "fatalities"], &["events"]] {
        let output = program.run(args);
        assert_eq!(output.code, Some(6), "{args:?} {}{}", output.stdout, output.stderr);
    }
}

#[test]
fn a_missing_or_garbled_log_entry_is_an_integrity_failure() {
    let sound = ten_rows();
    for table in ["commits", "reports"] {
        for garble in [true, false] {
            let program = copy_of(&sound);
            let log = program.store().join(table).join("_delta_log/00000000000000000001.json");
            if garble {
                std::fs::write(&log, "garbage\n").expect("written");
            } else {
                std::fs::remove_file(&log).expect("removed");
            }
            let output = program.run(&["doctor", "--deep"]);
            let what = format!("{table}, garbled: {garble}");
            // A commit log that lost its last entry is the state before it, which is sound.
            let earlier_state = table == "commits" && !garble;
            if !earlier_state {
                assert_eq!(output.code, Some(6), "{what}: {}{}", output.stdout, output.stderr);
                let counted = program.run(&["count"]);
                assert_eq!(counted.code, Some(6), "{what}: {}", counted.stdout);
            }
        }
    }
}
