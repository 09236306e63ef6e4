//! The corpora of the fuzz targets as regression tests: what was once found stays found.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use bellwether_model::{Batch, LIMITS};
use bellwether_sources::fuzz::{
    accounts_for_every_row, acled_csv, acled_deletions, acled_json, gdelt, ged_csv, ged_json,
    gtd_csv, icews, mapped_table, mapping_toml, tokenize, workbook,
};
use bellwether_sources::{ReadOptions, SourceError, read, recognise, suggest};

/// An entry point of the fuzz targets.
type Reader = fn(&[u8]) -> Vec<Batch>;

/// The inputs of a target with their bytes; there are some.
fn inputs(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let corpora = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus");
    let entries = std::fs::read_dir(format!("{corpora}/{target}")).expect("a corpus");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let inputs: Vec<_> =
        paths.map(|path| (path.clone(), std::fs::read(path).expect("reads"))).collect();
    assert!(inputs.len() > 1, "{target} has {} inputs", inputs.len());
    inputs
}

/// The path of an input whose name says that it is well-formed, for a target.
fn is_sound(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with("sound"))
}

#[test]
fn tables_are_read_with_every_row_accounted_for() {
    let readers: [(&str, Reader); 10] = [
        ("ged_csv", ged_csv),
        ("ged_json", ged_json),
        ("acled_csv", acled_csv),
        ("acled_json", acled_json),
        ("acled_deletions", acled_deletions),
        ("gdelt", gdelt),
        ("icews", icews),
        ("gtd_csv", gtd_csv),
        ("workbook", workbook),
        ("mapped_table", mapped_table),
    ];
    for (target, read) in readers {
        let mut rows = 0;
        for (path, bytes) in inputs(target) {
            let batches = read(&bytes);
            assert!(batches.iter().all(accounts_for_every_row), "{}", path.display());
            rows += batches.iter().map(|batch| batch.rows).sum::<u64>();
        }
        assert!(rows > 0, "{target} has no rows at all");
    }
}

#[test]
fn a_sound_workbook_has_its_reports_and_a_broken_one_those_before_the_break() {
    for (path, bytes) in inputs("workbook") {
        let reports: usize = workbook(&bytes).iter().map(|batch| batch.reports.len()).sum();
        assert_eq!(reports == 2, is_sound(&path), "{}: {reports}", path.display());
    }
}

#[test]
fn text_is_split_into_fields_or_refused() {
    for (path, bytes) in inputs("tokenizer") {
        let expected = if path.ends_with("stray.txt") { None } else { Some(()) };
        assert_eq!(tokenize(&bytes).map(|_| ()), expected, "{}", path.display());
    }
}

#[test]
fn text_is_a_mapping_or_refused() {
    for (path, bytes) in inputs("mapping_toml") {
        assert_eq!(mapping_toml(&bytes), path.ends_with("whole.toml"), "{}", path.display());
    }
}

/// A file with these bytes.
fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("is written");
    file
}

#[test]
fn a_draft_is_well_formed_whatever_the_table() {
    let mut drafts = 0;
    for (path, bytes) in inputs("suggest") {
        if let Ok(draft) = suggest(file(&bytes).path(), &LIMITS) {
            let table = draft.parse::<toml::Table>();
            assert!(table.is_ok(), "{}: {table:?}\n{draft}", path.display());
            drafts += 1;
        }
    }
    assert!(drafts > 1, "only {drafts} drafts");
}

#[test]
fn files_of_any_packing_are_recognised_and_read_or_refused() {
    for (path, bytes) in inputs("file") {
        let file = file(&bytes);
        let recognised = recognise(file.path(), &LIMITS);
        assert_eq!(recognised.is_ok(), is_sound(&path), "{}: {recognised:?}", path.display());
        let Ok(recognised) = recognised else { continue };
        let mut rows = 0;
        let options = ReadOptions { threads: 2, ..ReadOptions::default() };
        let read = read::<SourceError>(file.path(), &recognised, &options, |batch| {
            assert!(accounts_for_every_row(&batch), "{}", path.display());
            rows += batch.rows;
            Ok(())
        });
        assert!(read.is_ok() && rows > 0, "{}: {rows} rows, {read:?}", path.display());
    }
}
