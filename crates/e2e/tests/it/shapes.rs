//! Shapes that programs rely on: those that are agreed word for word, and a committed shape of
//! every answer in JSON.

use crate::server::{Reply, Server};
use bellwether_e2e::{Bellwether, ged, shape};
use serde_json::Value;

use crate::fetching::program_for;

/// A store with two vintages, a reject, a repair and a changed row.
fn two_vintages() -> Bellwether {
    let program = Bellwether::new();
    let mut old = ged::rows(1, 9);
    old.push(ged::Row::new(20).set("latitude", "91"));
    old.push(ged::Row::new(21).set("low", "3").set("high", "1"));
    let mut new = ged::rows(2, 9);
    new[0] = new[0].clone().set("best", "3");
    new.push(ged::Row::new(30).set("latitude", "").set("longitude", "").set("where_prec", "6"));
    let scope = "country=NGA,from=2014-01-01,to=2014-12-31";
    for (label, day, rows) in [("24.1", "2024-06-01", old), ("25.1", "2025-06-01", new)] {
        let path = program.file(&format!("v{label}.csv"), ged::csv(&rows)).display().to_string();
        let release = ["--release", label, "--published", day, "--complete-for", scope, "-q"];
        program.ok(&[&["ingest", path.as_str()], &release[..]].concat());
    }
    program
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn ingest_answers_with_the_agreed_keys() {
    let program = Bellwether::new();
    let path = program.file("rows.csv", ged::csv(&ged::rows(1, 4))).display().to_string();
    let answer = program.json(&["ingest", &path]);
    assert_eq!(keys(&answer), ["files", "store"]);
    let file = keys(&answer["files"][0]);
    for key in [
        "path",
        "source",
        "release",
        "read",
        "added",
        "changed",
        "unchanged",
        "withdrawn",
        "rejected",
    ] {
        assert!(file.contains(&key), "{key}");
    }
    assert_eq!(answer["files"][0]["path"], path.as_str());
    assert_eq!(answer["files"][0]["source"], "ucdp-ged");
    assert_eq!(keys(&answer["store"]), ["version", "digest"]);
    assert_eq!(answer["store"]["version"], 1);
    shape::hold("ingest", &answer);
}

#[test]
fn count_answers_with_the_agreed_keys() {
    let program = two_vintages();
    let answer = program.json(&["count", "--measure", "fatalities", "--by", "year"]);
    for key in ["measure", "unit", "value", "low", "high", "rows", "store"] {
        assert!(keys(&answer).contains(&key), "{key}");
    }
    assert_eq!(answer["measure"], "fatalities");
    assert_eq!(keys(&answer["rows"][0]), ["key", "value", "low", "high"]);
    assert_eq!(answer["rows"][0]["key"], "2014");
    assert_eq!(keys(&answer["store"]), ["version", "digest"]);
    let sum: i64 = answer["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["value"].as_i64().expect("a whole number"))
        .sum();
    assert_eq!(answer["value"], sum);
    shape::hold("count", &answer);
    shape::hold("count-explain", &program.json(&["count", "--actor", "boko-haram", "--explain"]));
}

#[test]
fn every_answer_in_json_has_its_committed_shape() {
    let program = two_vintages();
    for (name, args) in [
        ("series", &["series", "--by", "year"][..]),
        ("events", &["events"]),
        ("events-history", &["events", "--history", "ucdp-ged:2"]),
        ("diff", &["diff", "24.1", "25.1"]),
        ("releases", &["releases"]),
        ("rejects", &["rejects", "--all"]),
        ("rejects-summary", &["rejects", "--summary"]),
        ("group", &["group", "boko-haram"]),
        ("sql", &["sql", "SELECT count(*) AS n, min(side_b) AS b FROM reports"]),
        ("actor-find", &["actor", "find", "Daesh Khorasan"]),
        ("actor-show", &["actor", "show", "boko-haram"]),
        ("actor-list", &["actor", "list", "--native"]),
        ("place-find", &["place", "find", "Maiduguri"]),
        ("place-at", &["place", "at", "11.83", "13.15"]),
        ("doctor", &["doctor", "--deep"]),
        ("vacuum", &["vacuum", "--dry-run"]),
        ("config-show", &["config", "show"]),
        ("simulate", &["simulate", "world", "--reports", "1000"]),
    ] {
        shape::hold(name, &program.json(args));
    }
}

#[test]
fn crosswalks_have_their_committed_shapes() {
    let program = Bellwether::new();
    shape::hold("crosswalk-list", &program.json(&["crosswalk"]));
    shape::hold("crosswalk", &program.json(&["crosswalk", "cameo", "plover"]));
}

#[test]
fn a_fetch_has_its_committed_shape() {
    let body = ged::csv(&ged::rows(1, 4));
    let server = Server::start(move |_, _| Reply::new(200, body.clone()).header("ETag", "\"1\""));
    let answer = program_for(&server).json(&["fetch", &server.url("/GEDEvent_v25_1.csv")]);
    shape::hold("fetch", &answer);
}

#[test]
fn the_card_of_an_export_has_its_committed_shape() {
    let program = two_vintages();
    program.ok(&["export", "events", "-o", "out.json"]);
    let file = std::fs::read(program.dir().join("out.json")).expect("written");
    let file: Value = serde_json::from_slice(&file).expect("JSON");
    shape::hold("export-card", &file["card"]);
    program.ok(&["export", "events", "-o", "out.csv"]);
    let beside = std::fs::read(program.dir().join("out.csv-metadata.json")).expect("written");
    shape::hold("export-metadata", &serde_json::from_slice(&beside).expect("JSON"));
}

#[test]
fn check_totals_has_its_committed_shape() {
    let program = two_vintages();
    let header = "country_id_cy,country_cy,year_cy,region_cy,sb_exist_cy";
    let path = program.file("totals.csv", format!("{header}\n475,Nigeria,2014,Africa,1\n"));
    let path = path.display().to_string();
    // What is no table of totals is not taken for one.
    let _ = program.run(&["ingest", &path, "-q"]).expect_code(3);
    let answer = program.run(&["check-totals", "--json"]);
    assert!(matches!(answer.code, Some(1 | 3)), "{}", answer.stderr);
}

#[test]
fn a_folder_of_shapes_holds_only_what_a_test_names() {
    let named = [
        "ingest",
        "count",
        "count-explain",
        "series",
        "events",
        "events-history",
        "diff",
        "releases",
        "rejects",
        "rejects-summary",
        "group",
        "sql",
        "actor-find",
        "actor-show",
        "actor-list",
        "place-find",
        "place-at",
        "doctor",
        "vacuum",
        "config-show",
        "simulate",
        "crosswalk-list",
        "crosswalk",
        "fetch",
        "export-card",
        "export-metadata",
    ];
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/golden")).expect("there");
    for entry in folder {
        let name = entry.expect("an entry").file_name().display().to_string();
        assert!(named.contains(&name.trim_end_matches(".json")), "{name} is named by no test");
    }
}
