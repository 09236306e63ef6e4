//! Forms of output, and where it goes: files, full devices, readers that leave.

use std::process::Stdio;

use bellwether_e2e::{Bellwether, ged};
use serde_json::Value;

use crate::exits::ten_rows;

fn events(program: &Bellwether, form: &str) -> bellwether_e2e::Output {
    program.ok(&["events", "--format", form, "-q"])
}

#[test]
fn every_form_holds_the_same_ten_reports() {
    let program = ten_rows();
    let csv = events(&program, "csv").stdout;
    assert_eq!(csv.lines().count(), 11, "{csv}");
    assert!(csv.starts_with("report_id,"), "{csv}");

    let ndjson = events(&program, "ndjson").stdout;
    let rows: Vec<Value> =
        ndjson.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 10);

    let json = events(&program, "json").json();
    assert_eq!(json["events"].as_array().map(Vec::len), Some(10));
    assert_eq!(json["events"][0]["report_id"], rows[0]["report_id"]);
    assert_eq!(json["citations"][0]["licence"], "CC-BY-4.0");

    let geojson = events(&program, "geojson").json();
    assert_eq!(geojson["type"], "FeatureCollection");
    let features = geojson["features"].as_array().expect("features");
    assert_eq!(features.len(), 10);
    assert_eq!(features[0]["geometry"]["coordinates"], serde_json::json!([13.15, 11.83]));
    assert_eq!(features[0]["properties"]["licence"], "CC-BY-4.0");

    let parquet = events(&program, "parquet").bytes;
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));

    let table = events(&program, "table").stdout;
    assert_eq!(table.lines().count(), 11, "{table}");
}

#[test]
fn an_output_file_holds_what_standard_output_would() {
    let program = ten_rows();
    for form in ["table", "csv", "ndjson", "json", "geojson", "parquet"] {
        let direct = events(&program, form).bytes;
        let name = format!("out.{form}");
        let output = program.ok(&["events", "--format", form, "-q", "-o", &name]);
        assert_eq!(output.stdout, "", "{form}");
        let written = std::fs::read(program.dir().join(&name)).expect("the file is there");
        assert_eq!(written, direct, "{form}");
        let dash = program.ok(&["events", "--format", form, "-q", "-o", "-"]);
        assert_eq!(dash.bytes, direct, "{form}");
    }
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let program = ten_rows();
    let output = program.run(&["count", "-o", "no/such/folder.csv"]).expect_code(3);
    assert!(output.stderr.contains("no/such/folder.csv"), "{}", output.stderr);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_gives_an_error_and_no_success() {
    let program = ten_rows();
    for form in ["table", "csv", "ndjson", "json", "geojson", "parquet"] {
        let args = ["events", "--format", form, "-o", "/dev/full"];
        let output = program.run(&args).expect_code(3);
        assert!(output.stderr.contains("/dev/full"), "{form}: {}", output.stderr);
        assert!(output.stderr.contains("No space left"), "{form}: {}", output.stderr);

        let full = std::fs::File::options().write(true).open("/dev/full").expect("/dev/full");
        let mut command = program.command(&["events", "--format", form]);
        let output = Bellwether::finish(command.stdout(full)).expect_code(3);
        assert!(output.stderr.contains("No space left"), "{form}: {}", output.stderr);
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    use std::io::Read as _;
    let program = Bellwether::new();
    let path = program.file("many.csv", ged::csv(&ged::rows(1, 2_001))).display().to_string();
    program.ok(&["ingest", &path, "-q"]);
    for form in ["table", "csv", "ndjson", "json", "geojson"] {
        let mut command = program.command(&["events", "--limit", "2000", "--format", form, "-q"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("started");
        let mut first = [0; 10];
        let mut pipe = child.stdout.take().expect("piped");
        pipe.read_exact(&mut first).expect("something is written");
        drop(pipe);
        let output = child.wait_with_output().expect("ended");
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{form}: {words}");
        assert_eq!(words, "", "{form}");
    }
}
