//! A restricted row never leaves: canaries in files of ACLED's and GTD's shape, and every command in
//! every form.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use bellwether_e2e::table::{Row, acled, csv, gtd};
use bellwether_e2e::{Bellwether, Output, copy_dir, ged};
use serde_json::Value;

/// What stands in restricted rows alone: ids, notes, places, each in a form that nothing else has.
const CANARIES: [&str; 5] = ["xqi", "2019077777", "xqnote", "xqville", "xqshire"];

/// The name of a party, which stands in restricted rows alone. Counts by actor have to name it.
const CANARY_PARTY: &str = "xqfront";

const FORMS: [&str; 6] = ["table", "csv", "ndjson", "json", "geojson", "parquet"];

fn event(n: u32, day: &str) -> Row {
    acled(&format!("XQI{n}"), day)
        .set("actor2", "Boko Haram - Jamatu Ahli is-Sunnah lid-Dawatai wal-Jihad")
        .set("location", "Xqville")
        .set("admin2", "Xqshire")
        .set("notes", "xqnote of a witness")
        .set("fatalities", &(n * 10).to_string())
}

/// Seven events of ACLED: five in January, two in February; six in Borno, one in Yobe; six of Boko
/// Haram, one of a party of its own, which gives no toll.
fn acled_rows() -> Vec<Row> {
    let mut rows: Vec<Row> = (1..=5).map(|n| event(n, &format!("2024-01-{:02}", n + 3))).collect();
    rows.push(event(6, "2024-02-05").set("admin1", "Yobe"));
    rows.push(event(7, "2024-02-06").set("actor2", "Xqfront").set("fatalities", ""));
    rows
}

fn bring(program: &Bellwether, name: &str, content: &str, day: &str) {
    let path = program.file(name, content).display().to_string();
    program.ok(&["ingest", &path, "--published", day, "-q"]);
}

/// Open rows first, so that they are stored as they are where nothing else is.
fn open_rows(program: &Bellwether) {
    bring(program, "open.csv", &ged::csv(&ged::rows(1, 11)), "2023-06-01");
}

/// Ten open rows, seven of ACLED of which one is changed and one deleted later, three of GTD, and
/// rows of both that did not come in.
fn mixed() -> &'static Bellwether {
    static MIXED: OnceLock<Bellwether> = OnceLock::new();
    MIXED.get_or_init(|| {
        let program = Bellwether::new();
        open_rows(&program);
        let mut rows = acled_rows();
        rows.push(event(8, "2024-02-07").set("latitude", "xqnote"));
        rows.push(event(9, "2024-02-07"));
        bring(&program, "acled.csv", &csv(&rows), "2024-03-01");
        let changed = [event(1, "2024-01-04").set("notes", "another xqnote")];
        bring(&program, "acled-2.csv", &csv(&changed), "2024-03-08");
        let deleted = "event_id_cnty,deleted_timestamp\nXQI9,2024-03-09\n";
        bring(&program, "deleted.csv", deleted, "2024-03-09");
        let canary = |row: Row| {
            row.set("city", "Xqville").set("gname", "Boko Haram").set("summary", "xqnote")
        };
        let attacks: Vec<Row> = (1..=4)
            .map(|n| canary(gtd(&format!("20190777777{n}"), "2019-07-07")))
            .enumerate()
            .map(|(n, row)| if n == 3 { row.set("specificity", "xqnote") } else { row })
            .collect();
        bring(&program, "globalterrorismdb_0522dist.csv", &csv(&attacks), "2022-05-01");
        program
    })
}

/// A program of its own over a copy of the mixed store.
fn copy_of_mixed() -> Bellwether {
    let program = Bellwether::new();
    copy_dir(mixed().store(), program.store()).expect("a store can be copied");
    program
}

fn assert_no_canary(what: &str, bytes: &[u8], parties_too: bool) {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let words = CANARIES.iter().chain(parties_too.then_some(&CANARY_PARTY));
    for word in words {
        let found = text.find(word);
        let around = found.map(|at| {
            let from = text.floor_char_boundary(at.saturating_sub(80));
            &text[from..text.floor_char_boundary(at + 80)]
        });
        assert_eq!(around, None, "{what}: {word}");
    }
}

/// Runs, and looks at both streams and at every file that it made.
fn run_and_look(program: &Bellwether, args: &[&str], file: Option<&str>, parties: bool) -> Output {
    let before = files(program.dir(), program.store());
    let mut all = args.to_vec();
    all.extend(file.iter().flat_map(|name| ["-o", name]));
    let output = program.run(&all);
    let what = format!("{all:?}");
    assert_no_canary(&what, &output.bytes, parties);
    assert_no_canary(&format!("{what}, standard error"), output.stderr.as_bytes(), parties);
    for (path, bytes) in files(program.dir(), program.store()) {
        if before.get(&path) != Some(&bytes) {
            assert_no_canary(&format!("{what}, {path}"), &bytes, parties);
        }
    }
    output
}

/// Files of the working directory outside the store.
fn files(dir: &Path, store: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).expect("the directory is there").flatten();
    let inside = entries.filter(|entry| entry.path() != store && entry.path().is_file());
    inside
        .map(|entry| {
            (entry.path().display().to_string(), std::fs::read(entry.path()).expect("read"))
        })
        .collect()
}

#[test]
fn commands_that_list_rows_refuse_those_of_restricted_sources_in_every_form() {
    let program = copy_of_mixed();
    for (n, form) in FORMS.into_iter().enumerate() {
        let file = (n % 2 == 0).then_some("rows.out");
        for args in [
            &["events"][..],
            &["events", "--source", "acled"],
            &["events", "--source", "gtd", "--limit", "1"],
            &["events", "--history", "acled:XQI1"],
        ] {
            let all = [args, &["--format", form]].concat();
            // The id that was asked for may be said back; nothing else.
            let asked = args.contains(&"acled:XQI1");
            if asked {
                let output = program.run(&all).expect_code(4);
                assert_eq!(output.stdout, "", "{all:?}");
                assert!(!output.stderr.to_lowercase().contains("xqville"), "{}", output.stderr);
                continue;
            }
            let output = run_and_look(&program, &all, file, true).expect_code(4);
            assert_eq!(output.stdout, "", "{all:?}");
            for word in ["forbid", "counts", "permission"] {
                assert!(output.stderr.contains(word), "{all:?}: no {word:?}: {}", output.stderr);
            }
        }
        let open = ["events", "--source", "ucdp-ged", "--format", form];
        let _ = run_and_look(&program, &open, file, true).expect_code(0);
    }
}

#[test]
fn a_refused_listing_leaves_the_file_that_was_there() {
    let program = copy_of_mixed();
    let path = program.file("mine.csv", "precious\n");
    let _ = program.run(&["events", "--format", "csv", "-o", "mine.csv"]).expect_code(4);
    assert_eq!(std::fs::read_to_string(path).expect("still there"), "precious\n");
    let _ = program.run(&["events", "--format", "csv", "-o", "fresh.csv"]).expect_code(4);
    assert!(!program.dir().join("fresh.csv").exists(), "an empty file was left");
}

const STATEMENTS: [&str; 14] = [
    "SELECT * FROM reports",
    "SELECT * FROM reports_log",
    "SELECT * FROM rejects",
    "SELECT * FROM rejects_log",
    "SELECT * FROM endings",
    "SELECT * FROM commits",
    "SELECT * FROM actors",
    "SELECT * FROM actors_log",
    "SELECT * FROM statements",
    "SELECT r.report_id, l.extra FROM reports r RIGHT JOIN reports_log l ON r.report_id = l.report_id",
    "SELECT report_id FROM reports UNION SELECT key FROM endings UNION SELECT value FROM rejects",
    "WITH a AS (SELECT * FROM reports_log) SELECT max(place_name), min(extra), count(*) FROM a",
    "SELECT (SELECT max(report_id) FROM reports_log WHERE dataset <> 'ucdp-ged') AS id",
    "EXPLAIN ANALYZE SELECT * FROM reports WHERE dataset = 'acled'",
];

#[test]
fn no_statement_reaches_a_restricted_row() {
    let program = copy_of_mixed();
    for (n, statement) in STATEMENTS.into_iter().enumerate() {
        for form in ["csv", if n % 2 == 0 { "json" } else { "ndjson" }] {
            let file = (n % 3 == 0).then_some("sql.out");
            let _ = run_and_look(&program, &["sql", statement, "--format", form], file, true);
        }
    }
    let open = program.json(&["sql", "SELECT count(*) AS n FROM reports"]);
    assert_eq!(open["rows"][0]["n"], 10);
    let all = program.json(&["sql", "SELECT count(*) AS n FROM reports_log"]);
    assert_eq!(all["rows"][0]["n"], 10);
}

#[test]
fn parquet_of_a_mixed_store_is_that_of_the_open_rows() {
    let (program, open) = (copy_of_mixed(), Bellwether::new());
    open_rows(&open);
    // When a row came in differs, and what it says does not.
    let what = "SELECT * EXCLUDE (known_from) FROM reports ORDER BY report_id";
    for args in [&["sql", what][..], &["sql", "SELECT count(*) FROM reports_log"]] {
        let all = [args, &["--format", "parquet", "-q"]].concat();
        assert_eq!(program.ok(&all).bytes, open.ok(&all).bytes, "{args:?}");
    }
}

#[test]
fn no_other_command_tells_of_a_restricted_row() {
    let program = copy_of_mixed();
    for args in [
        &["diff", "0", "5", "--limit", "2000"][..],
        &["rejects", "--all"],
        &["rejects", "--summary"],
        &["group", "boko-haram", "--source", "all"],
        &["actor", "find", "Xqf"],
        &["actor", "list", "--native"],
        &["releases"],
        &["doctor", "--deep"],
        &["vacuum", "--dry-run"],
    ] {
        // The names of all parties stand in counts by actor, and may stand here.
        let parties = !args.contains(&"--native");
        let page = matches!(args[0], "group" | "diff" | "rejects");
        let forms = [("json", None), ("table", Some("page.out"))];
        for (form, file) in forms.into_iter().take(if page { 2 } else { 1 }) {
            let all = [args, &["--format", form, "-vv"]].concat();
            let _ = run_and_look(&program, &all, file, parties);
        }
    }
    let page = program.json(&["group", "boko-haram"]);
    assert_eq!(page["events"], 10, "the page counts restricted rows");
}

#[test]
fn exports_of_rows_are_refused_with_the_reason_and_the_alternative() {
    let program = copy_of_mixed();
    for form in ["csv", "ndjson", "json", "geojson", "geoparquet", "parquet", "xlsx"] {
        let args = ["export", "events", "--as", form];
        let output = run_and_look(&program, &args, Some("export.out"), true).expect_code(4);
        for word in ["acled", "publish counts", "--source", "permission"] {
            assert!(output.stderr.contains(word), "{form}: no {word:?}: {}", output.stderr);
        }
        assert!(!program.dir().join("export.out").exists(), "{form}: a refused export left a file");
    }
    for form in ["csv", "json"] {
        let args = ["export", "events", "--as", form, "--source", "ucdp-ged"];
        let _ = run_and_look(&program, &args, Some("export.out"), true).expect_code(0);
    }
    for source in ["all", "gtd"] {
        let args = ["export", "actor", "boko-haram", "--source", source];
        let _ = run_and_look(&program, &args, Some("bundle.json"), true).expect_code(4);
        assert!(!program.dir().join("bundle.json").exists(), "{source}");
    }
    let args = ["export", "actor", "boko-haram", "--source", "ucdp-ged"];
    let _ = run_and_look(&program, &args, Some("bundle.json"), true).expect_code(0);
}

/// The configuration of somebody who has a permission for ACLED.
fn permitted(program: &Bellwether) -> String {
    let text = "[[permissions]]\ndataset = \"acled\"\nwho = \"the licence desk\"\n\
                why = \"contract 17\"\ndate = \"2025-01-02\"\n";
    program.file("permitted.toml", text).display().to_string()
}

#[test]
fn a_recorded_permission_lifts_it_for_its_dataset_and_is_written_down() {
    let program = copy_of_mixed();
    let config = permitted(&program);
    let rows = program.json(&["events", "--source", "acled", "--config", &config]);
    assert_eq!(rows["events"].as_array().map(Vec::len), Some(7));
    assert!(rows["events"].to_string().contains("acled:XQI1"));
    let _ = program.run(&["events", "--source", "gtd", "--config", &config]).expect_code(4);

    let args = ["export", "events", "--source", "acled", "-o", "mine.json", "--config", &config];
    program.ok(&args);
    let text = std::fs::read_to_string(program.dir().join("mine.json")).expect("written");
    let file: Value = serde_json::from_str(&text).expect("JSON");
    let permission = &file["card"]["permissions"][0];
    assert_eq!(permission["dataset"], "acled", "{}", file["card"]);
    assert_eq!(permission["why"], "contract 17");
    let audit = std::fs::read_to_string(program.store().join("audit.ndjson")).expect("written");
    let last: Value = serde_json::from_str(audit.lines().last().expect("a line")).expect("JSON");
    assert_eq!(last["permissions"][0]["who"], "the licence desk", "{last}");
    assert_eq!((&last["datasets"][0], &last["rows"]), (&"acled".into(), &7.into()));
}
