//! `export`: every form, with its citation inside, the same bytes twice, and whole or not at all.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::OnceLock;

use bellwether_e2e::{Bellwether, copy_dir, ged};
use serde_json::Value;

use crate::exits::ten_rows;
use crate::world::World;

const FORMS: [&str; 7] = ["csv", "ndjson", "json", "geojson", "geoparquet", "parquet", "xlsx"];

/// The first yearly release of a simulated world.
fn simulated() -> &'static Bellwether {
    static STORE: OnceLock<Bellwether> = OnceLock::new();
    STORE.get_or_init(|| {
        let world = World::small();
        let program = world.program();
        world.yearly()[0].ingest(&program);
        program
    })
}

fn read(program: &Bellwether, name: &str) -> Vec<u8> {
    std::fs::read(program.dir().join(name)).expect("the export is there")
}

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

fn listing(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().display().to_string()).collect();
    names.sort();
    names
}

/// Exports the reports of the simulated world in a form; the file's name ends with it.
fn exported(form: &str, more: &[&str]) -> (Bellwether, String) {
    let program = Bellwether::new();
    copy_dir(simulated().store(), program.store()).expect("a store can be copied");
    let name = format!("out.{form}");
    program.ok(&[&["export", "events", "--as", form, "-o", &name], more].concat());
    (program, name)
}

#[test]
fn each_form_parses_holds_every_row_and_its_citation() {
    let program = simulated();
    let rows = usize::try_from(program.events(&[])).expect("a count");
    let (program, name) = exported("csv", &[]);
    let text = String::from_utf8(read(&program, &name)).expect("UTF-8");
    assert!(text.starts_with("report_id,"), "{}", &text[..200]);
    assert_eq!(text.matches("\r\nsim-ged:").count(), rows);
    let beside = json_of(&read(&program, "out.csv-metadata.json")).to_string();
    assert!(beside.contains("SIMULATED") && beside.contains("csvw"), "{beside}");

    let (program, name) = exported("ndjson", &[]);
    let text = String::from_utf8(read(&program, &name)).expect("UTF-8");
    assert_eq!(text.lines().filter(|line| json_of(line.as_bytes()).is_object()).count(), rows);
    assert!(program.dir().join("out.ndjson-metadata.json").exists());

    let (program, name) = exported("json", &[]);
    let file = json_of(&read(&program, &name));
    let inside = file.as_object().expect("an object").values().find_map(Value::as_array);
    assert_eq!(inside.map(Vec::len), Some(rows), "{:?}", file.as_object().map(|o| o.keys()));
    assert!(file["card"].to_string().contains("SIMULATED"));

    let (program, name) = exported("geojson", &[]);
    let file = json_of(&read(&program, &name));
    assert_eq!(file["type"], "FeatureCollection");
    let features = file["features"].as_array().expect("features");
    assert_eq!(features.len(), rows);
    for feature in features {
        let precision = feature["properties"]["place_precision"].as_str().expect("a precision");
        let drawn = !feature["geometry"].is_null();
        assert_eq!(drawn, matches!(precision, "exact" | "near"), "{feature}");
    }
    for form in ["geoparquet", "parquet"] {
        let (program, name) = exported(form, &[]);
        let bytes = read(&program, &name);
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{form}");
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("bellwether.card") && text.contains("SIMULATED"), "{form}");
        assert_eq!(text.contains("\"primary_column\""), form == "geoparquet", "{form}");
    }
}

/// The parts of a workbook, unpacked.
fn parts(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP archive");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("XML is text");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

#[test]
fn a_workbook_has_its_rows_and_a_sheet_with_the_citation() {
    let (program, name) = exported("xlsx", &[]);
    let parts = parts(read(&program, &name));
    for part in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        assert!(parts.contains_key(part), "{part} is not among {:?}", parts.keys());
    }
    assert!(parts["xl/workbook.xml"].contains("Citation"));
    let rows = parts["xl/worksheets/sheet1.xml"].matches("<row ").count();
    assert!(i64::try_from(rows).is_ok_and(|rows| rows > simulated().events(&[])), "{rows}");
    let said = parts.values().any(|text| text.contains("SIMULATED"));
    assert!(said, "no word of the simulation");
}

#[test]
fn the_card_names_question_store_and_terms_and_no_clock() {
    let program = ten_rows();
    let args = ["export", "events", "--country", "NGA", "--from", "2014", "-o", "out.json"];
    program.ok(&args);
    let card = json_of(&read(&program, "out.json"))["card"].clone();
    let text = card.to_string();
    for word in ["country", "NGA", "25.1", "CC-BY-4.0", "Sundberg", &program.digest()] {
        assert!(text.contains(word), "no {word} in {card}");
    }
    assert!(text.contains("not ground truth"), "{card}");
}

#[test]
fn an_export_repeated_is_the_same_bytes_in_every_form() {
    for form in FORMS {
        let (program, name) = exported(form, &["--from", "2020"]);
        let first = read(&program, &name);
        program.ok(&["export", "events", "--as", form, "--from", "2020", "-o", &name]);
        assert_eq!(first, read(&program, &name), "{form}");
    }
    let program = ten_rows();
    let bundles = ["a.json", "b.json"].map(|name| {
        program.ok(&["export", "actor", "boko-haram", "-o", name]);
        read(&program, name)
    });
    assert_eq!(bundles[0], bundles[1]);
    let bundle = json_of(&bundles[0]);
    assert_eq!(bundle["type"], "bundle");
    let objects = bundle["objects"].as_array().expect("objects");
    let incidents = objects.iter().filter(|object| object["type"] == "incident").count();
    assert_eq!(incidents, 10);
    assert!(objects.iter().any(|object| object["type"] == "extension-definition"));
}

#[test]
fn counts_leave_with_their_citation_too() {
    let program = ten_rows();
    for form in ["csv", "ndjson", "json", "parquet", "xlsx"] {
        let name = format!("counts.{form}");
        program.ok(&["export", "counts", "--by", "month", "-o", &name]);
        assert!(!read(&program, &name).is_empty());
    }
    let text = String::from_utf8(read(&program, "counts.csv")).expect("UTF-8");
    assert!(text.starts_with("month,events"), "{text}");
    // Counts by month have no place to draw.
    let output = program.run(&["export", "counts", "--by", "month", "-o", "counts.geojson"]);
    assert!(matches!(output.code, Some(2 | 3)), "{:?} {}", output.code, output.stderr);
    assert!(!program.dir().join("counts.geojson").exists());
}

#[test]
fn formulas_of_a_source_do_not_run_in_a_spreadsheet() {
    let program = Bellwether::new();
    let evil = ["=HYPERLINK(\"http://x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "x;=2"];
    let rows: Vec<ged::Row> = (1..)
        .zip(evil)
        .map(|(id, text)| ged::Row::new(id).set("where_coordinates", text).set("side_b", text))
        .collect();
    let path = program.file("evil.csv", ged::csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "-q"]);
    program.ok(&["export", "events", "-o", "out.csv"]);
    let text = String::from_utf8(read(&program, "out.csv")).expect("UTF-8");
    for cell in text.split([',', '\n']) {
        let start = cell.trim_start_matches(['"', ' ']);
        let bare = start.starts_with(['=', '+', '@', '\t']) || start.starts_with("-2");
        assert!(!bare, "{cell} in {text}");
    }
    assert!(text.contains("'=HYPERLINK"), "{text}");
    program.ok(&["export", "events", "-o", "out.xlsx"]);
    for (name, part) in parts(read(&program, "out.xlsx")) {
        assert!(!part.contains("<f>") && !part.contains("<f "), "a formula in {name}");
    }
}

#[test]
fn a_row_of_hashtags_stands_under_the_header_when_asked_for() {
    let program = ten_rows();
    program.ok(&["export", "events", "--hxl", "-o", "out.csv"]);
    let text = String::from_utf8(read(&program, "out.csv")).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[1].contains("#date") && lines[1].contains("#geo+lat"), "{}", lines[1]);
    assert_eq!(lines.len(), 12);
    assert_eq!(lines[0].matches(',').count(), lines[1].matches(',').count());
    let output = program.run(&["export", "events", "--hxl", "-o", "out.parquet"]);
    let output = output.expect_code(2);
    assert!(output.stderr.contains("csv or xlsx"), "{}", output.stderr);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_gives_an_error_that_names_it() {
    let program = ten_rows();
    for form in FORMS {
        let args = ["export", "events", "--as", form, "-o", "/dev/full"];
        let output = program.run(&args).expect_code(3);
        assert!(output.stderr.contains("/dev/full"), "{form}: {}", output.stderr);
        assert!(Path::new("/dev/full").exists(), "{form}: the device was replaced");
    }
}

#[test]
fn what_cannot_be_written_is_named_and_nothing_half_written_is_left() {
    let program = ten_rows();
    for form in FORMS {
        let name = format!("absent/out.{form}");
        let output = program.run(&["export", "events", "-o", &name, "--as", form]).expect_code(3);
        assert!(output.stderr.contains("absent"), "{form}: {}", output.stderr);
    }
    // A folder that is a file: no user, not even the first one, can write into it.
    let _ = program.file("plain", "x");
    for form in ["csv", "xlsx", "parquet"] {
        let name = format!("plain/out.{form}");
        let output = program.run(&["export", "events", "-o", &name]).expect_code(3);
        assert!(output.stderr.contains("plain"), "{form}: {}", output.stderr);
    }
    assert_eq!(listing(program.dir()), ["plain", "store", "ten.csv"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_folder_gives_an_error_that_names_it() {
    let program = ten_rows();
    for form in FORMS {
        // The kernel's own folder is read-only for everybody, also for the first user.
        let args = ["export", "events", "--as", form, "-o", "/proc/out.file"];
        let output = program.run(&args).expect_code(3);
        assert!(output.stderr.contains("/proc/out.file"), "{form}: {}", output.stderr);
    }
}

#[test]
fn a_failed_export_leaves_the_one_that_was_there() {
    let program = ten_rows();
    program.ok(&["export", "events", "-o", "out.csv"]);
    let before = read(&program, "out.csv");
    let _ = program.run(&["export", "events", "-o", "out.csv", "--country", "Nowhereland"]);
    assert_eq!(read(&program, "out.csv"), before);
    // The companion cannot be written, so that the rows are not replaced without it.
    std::fs::remove_file(program.dir().join("out.csv-metadata.json")).expect("it is there");
    std::fs::create_dir(program.dir().join("out.csv-metadata.json"))
        .expect("a folder in its place");
    let args = ["export", "events", "--from", "2015", "-o", "out.csv"];
    let output = program.run(&args).expect_code(3);
    assert!(output.stderr.contains("out.csv-metadata.json"), "{}", output.stderr);
    assert_eq!(read(&program, "out.csv"), before);
}
