use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::Value;

use crate::{
    Beyond, Parameters, SourceFile, SourceSummary, Sources, Summary, simulate,
    write::{acled, gtd},
};

mod gdelt;
mod worlds;

struct Made {
    dir: tempfile::TempDir,
    summary: Summary,
}

impl Made {
    fn new(parameters: &Parameters) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let summary = simulate(parameters, dir.path(), &|_| {}).expect("a world");
        Self { dir, summary }
    }

    fn four() -> Self {
        Self::new(&Parameters { sources: Sources::all(), beyond: Beyond::some(), ..some() })
    }

    fn source(&self, dataset: &str) -> &SourceSummary {
        let mut sources = self.summary.sources.iter();
        sources.find(|source| source.dataset == dataset).expect("it is written")
    }

    fn files(&self, dataset: &str, shape: &str) -> Vec<&SourceFile> {
        self.source(dataset).files.iter().filter(|file| file.shape == shape).collect()
    }

    fn truth(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.dir.path().join("truth.ndjson")).expect("the file");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// The ids that the truth says a dataset's files of this label hold.
    fn ids_in_truth(&self, dataset: &str, label: &str) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        for line in self.truth() {
            for report in line["reports"].as_array().expect("a list") {
                let labels = report["in"].as_array().expect("labels");
                if report["source"] == dataset && labels.iter().any(|other| other == label) {
                    let new = ids.insert(report["id"].as_str().expect("text").to_owned());
                    assert!(new || report["as"] == "summary", "{dataset} {}", report["id"]);
                }
            }
        }
        ids
    }
}

fn some() -> Parameters {
    Parameters { reports: 2_000, ..Parameters::default() }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("the file")
}

/// The records of a CSV file by the names of its header, read as RFC 4180 has it.
fn records(file: &SourceFile, columns: &[&str]) -> Vec<BTreeMap<String, String>> {
    let text = text(&file.path);
    let mut lines = text.lines();
    assert_eq!(lines.next().expect("a header"), columns.join(","));
    let records: Vec<BTreeMap<String, String>> = lines
        .map(|line| {
            let fields = split(line);
            assert_eq!(fields.len(), columns.len(), "{line}");
            columns.iter().map(|column| (*column).to_owned()).zip(fields).collect()
        })
        .collect();
    assert_eq!(records.len() as u64, file.rows);
    records
}

fn split(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    fields.push(field);
    fields
}

fn ids(records: &[BTreeMap<String, String>], column: &str) -> BTreeSet<String> {
    records.iter().map(|record| record[column].clone()).collect()
}

#[test]
fn the_same_seed_gives_the_bytes_that_it_always_gave() {
    let (one, other) = (Made::four(), Made::four());
    let [book, again] =
        [&one, &other].map(|made| made.files("sim-gtd", "gtd-xlsx")[0].path.clone());
    assert_eq!(fs::read(&book).expect("a workbook"), fs::read(again).expect("a workbook"));
    // How well a workbook is packed depends on the library that packs it; what is in it does not.
    fs::remove_file(book).expect("the file");
    assert_eq!(
        crate::run::tests::hash(one.dir.path()),
        "24ee8f8e35a0270194d45d704b376bed",
        "if this was meant, pin the new hash"
    );
}

#[test]
fn a_further_source_changes_nothing_in_the_ged_files() {
    let alone = Made::new(&some());
    let four = Made::new(&Parameters { sources: Sources::all(), ..some() });
    for (own, other) in alone.summary.files.iter().zip(&four.summary.files) {
        assert_eq!(text(&own.path), text(&other.path), "{}", own.label);
    }
}

#[test]
fn acled_exports_hold_what_the_truth_says_under_every_set_of_columns() {
    let made = Made::four();
    let exports = made.files("sim-acled", "acled-csv");
    assert_eq!(exports.len(), 3);
    for export in &exports {
        let records = records(export, &acled::COLUMNS);
        assert_eq!(ids(&records, "event_id_cnty"), made.ids_in_truth("sim-acled", &export.label));
        for record in &records {
            assert_eq!(record["source_scale"], "SIMULATED");
            assert_eq!(record["event_date"][..4], record["year"]);
        }
    }
    let last = records(exports[2], &acled::COLUMNS);
    let types: BTreeSet<&str> = last.iter().map(|record| record["event_type"].as_str()).collect();
    assert_eq!(types.len(), 6, "{types:?}");

    let older = made.files("sim-acled", "acled-csv-before-2023");
    let older = records(older[0], &acled::COLUMNS_BEFORE_2023);
    assert_eq!(ids(&older, "event_id_cnty"), made.ids_in_truth("sim-acled", &exports[0].label));
    assert!(older.iter().all(|record| record["inter1"].parse::<u8>().is_ok()));
    assert_eq!(ids(&older, "data_id").len(), older.len());

    let monadic = made.files("sim-acled", "acled-csv-monadic");
    let monadic = records(monadic[0], &acled::COLUMNS);
    assert_eq!(monadic.len(), 2 * last.len());
    assert!(monadic.chunks(2).all(|pair| pair[0]["event_id_cnty"] == pair[1]["event_id_cnty"]));

    let json = text(&made.files("sim-acled", "acled-json")[0].path);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["status"], &json["success"]), (&200.into(), &true.into()));
    assert_eq!(json["count"], last.len());
    for (event, record) in json["data"].as_array().expect("a list").iter().zip(&last) {
        assert!(record.iter().all(|(column, value)| event[column] == **value), "{event}");
    }
}

#[test]
fn acled_vintages_differ_by_new_edited_and_deleted_reports() {
    let made = Made::four();
    let exports: Vec<BTreeMap<String, BTreeMap<String, String>>> = made
        .files("sim-acled", "acled-csv")
        .into_iter()
        .map(|export| {
            let records = records(export, &acled::COLUMNS);
            records.into_iter().map(|record| (record["event_id_cnty"].clone(), record)).collect()
        })
        .collect();
    let deleted = &made.files("sim-acled", "acled-deletions")[0];
    let deleted = ids(
        &records(deleted, &["event_id_cnty", "deleted_timestamp", "source_scale"]),
        "event_id_cnty",
    );
    assert!(deleted.len() > 10, "{}", deleted.len());
    for pair in exports.windows(2) {
        let (mut edited, mut gone) = (0, 0);
        for (id, before) in &pair[0] {
            match pair[1].get(id) {
                None => {
                    assert!(deleted.contains(id), "{id} is gone and not listed as deleted");
                    gone += 1;
                }
                Some(after) if after != before => {
                    let time = |record: &BTreeMap<String, String>| {
                        record["timestamp"].parse::<i64>().expect("seconds")
                    };
                    assert!(time(after) > time(before), "an edit moves the timestamp");
                    edited += 1;
                }
                Some(_) => {}
            }
        }
        let added = pair[1].keys().filter(|id| !pair[0].contains_key(*id)).count();
        assert!(edited > 5 && gone > 0 && added > 100, "{edited} {gone} {added}");
    }
    assert!(deleted.iter().all(|id| !exports[2].contains_key(id)));
}

#[test]
fn gtd_releases_hold_what_the_truth_says_and_the_workbook_holds_the_same_rows() {
    let made = Made::four();
    let releases = made.files("sim-gtd", "gtd-csv");
    assert_eq!(releases.len(), 2);
    for release in &releases {
        let records = records(release, &gtd::COLUMNS);
        assert_eq!(ids(&records, "eventid"), made.ids_in_truth("sim-gtd", &release.label));
        for record in &records {
            assert_eq!(record["dbsource"], "SIMULATED");
            assert_eq!(record["specificity"] == "5", record["latitude"].is_empty());
            assert_eq!(record["eventid"][..4], record["iyear"]);
        }
        let shown = |column: &str, value: &str| {
            records.iter().filter(|record| record[column] == value).count()
        };
        for (column, value) in [
            ("iday", "0"),
            ("success", "0"),
            ("doubtterr", "1"),
            ("multiple", "1"),
            ("suicide", "1"),
            ("extended", "1"),
            ("gname", "Unknown"),
        ] {
            assert!(shown(column, value) > 2, "{column} = {value} in {}", release.label);
        }
        assert!((1..=5).all(|code: u8| shown("specificity", &code.to_string()) > 2));
    }
    let book = made.files("sim-gtd", "gtd-xlsx")[0];
    assert_eq!(book.rows, releases[1].rows);
    assert!(fs::read(&book.path).expect("the file").starts_with(b"PK"));
}

#[test]
fn a_workbook_that_would_be_too_long_is_not_written() {
    let gtd = crate::GtdParameters { xlsx_rows_max: 50, ..crate::GtdParameters::default() };
    let sources = Sources { gtd: Some(gtd), ..Sources::default() };
    let made = Made::new(&Parameters { sources, ..some() });
    assert!(made.files("sim-gtd", "gtd-xlsx").is_empty());
    assert!(made.files("sim-gtd", "gtd-csv")[0].rows > 50);
}
