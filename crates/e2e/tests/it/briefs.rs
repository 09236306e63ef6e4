//! Briefs through the real program: written, verified, falsified, asked of another store and of a later version.

use std::fs;
use std::path::Path;

use bellwether_e2e::{Bellwether, ged, shared_data};
use serde_json::Value;

/// Two years of Boko Haram, four events a month in the first and eight in the second.
fn rows(more: u32) -> Vec<ged::Row> {
    let mut rows = Vec::new();
    for month in 0..24u32 {
        let (year, each) = (2014 + month / 12, if month < 12 { 4 } else { 8 });
        for number in 0..each {
            let day = format!("{year}-{:02}-{:02}", month % 12 + 1, 2 + number * 3);
            let row = ged::Row::new(month * 100 + number + 1);
            rows.push(row.set("year", &day[..4]).set("date_start", &day).set("date_end", &day));
        }
    }
    rows.extend((0..more).map(|n| {
        ged::Row::new(9000 + n)
            .set("year", "2015")
            .set("date_start", "2015-12-30")
            .set("date_end", "2015-12-30")
    }));
    rows
}

fn ingest(program: &Bellwether, name: &str, rows: &[ged::Row]) {
    let path = program.file(name, ged::csv(rows)).display().to_string();
    let _ = program.ok(&["ingest", &path, "--published", "2016-02-15", "--release", name]);
}

fn store() -> Bellwether {
    let program = Bellwether::new();
    ingest(&program, "first.csv", &rows(0));
    program
}

/// Without the alerts, whose simulations take most of the time.
const ASK: [&str; 9] =
    ["brief", "boko-haram", "--from", "2015", "--to", "2015", "--without", "alerts", "-o"];

fn write(program: &Bellwether, file: &str) -> String {
    let _ = program.ok(&[&ASK[..], &[file]].concat());
    fs::read_to_string(program.dir().join(file)).expect("a brief")
}

fn verify(program: &Bellwether, file: &str, code: i32) -> Value {
    program.run(&["verify", file, "--json"]).expect_code(code).json()
}

#[test]
fn a_brief_is_the_same_bytes_each_time_and_all_of_its_numbers_agree() {
    let program = store();
    for file in ["brief.html", "brief.md", "brief.json"] {
        let first = write(&program, file);
        assert_eq!(first, write(&program, file), "{file}");
        let answer = verify(&program, file, 0);
        assert_eq!(
            (&answer["agrees"], &answer["same_store"]),
            (&true.into(), &true.into()),
            "{answer}"
        );
        assert!(answer["queries"].as_u64().is_some_and(|count| count > 80), "{answer}");
    }
    let html = fs::read_to_string(program.dir().join("brief.html")).expect("a brief");
    for part in [
        "Judgement",
        "Confidence in these judgements is",
        ">96</a>",
        "What the data cannot say",
        "CC-BY-4.0",
    ] {
        assert!(html.contains(part), "{part}");
    }
    // One file: nothing is run and nothing is asked of elsewhere.
    let head = html.split("<section").next().expect("a head");
    assert!(!html.contains("<script src") && !html.contains("<link") && !html.contains("<img"));
    assert!(!head.contains("url(http"));
}

#[test]
fn one_digit_that_is_changed_is_named_with_what_it_should_be_and_its_query() {
    let program = store();
    for (file, from, to) in [
        ("brief.html", ">96</a>", ">86</a>"),
        ("brief.md", "[96](#", "[86](#"),
        ("brief.json", "\"printed\": \"96\"", "\"printed\": \"86\""),
    ] {
        let text = write(&program, file);
        assert!(text.contains(from), "{file}");
        let _ = program.file(file, text.replacen(from, to, 1));
        let answer = verify(&program, file, 6);
        let found = answer["differences"].as_array().expect("a list");
        assert_eq!(found.len(), 1, "{answer}");
        assert_eq!(
            (&found[0]["printed"], &found[0]["recomputed"]),
            (&"86".into(), &"96".into()),
            "{file}"
        );
        assert!(
            found[0]["query"]
                .as_str()
                .is_some_and(|query| query.contains("bellwether count --actor boko-haram"))
        );
        let page = program.run(&["verify", file]).expect_code(6).stdout;
        assert!(page.contains("is printed as 86 and comes to 96"), "{page}");
    }
}

#[test]
fn a_word_that_is_changed_is_named_too() {
    let program = store();
    let text = write(&program, "brief.md");
    let _ = program.file("brief.md", text.replacen("rose", "fell", 1));
    let answer = verify(&program, "brief.md", 6);
    assert_eq!(answer["differences"].as_array().map(Vec::len), Some(0), "{answer}");
    let words = answer["words"].as_array().expect("a list");
    assert!(
        words.iter().any(|line| line.as_str().is_some_and(|line| line.contains("fell"))),
        "{answer}"
    );
}

#[test]
fn another_store_is_said_to_be_another_and_its_numbers_are_named() {
    let program = store();
    let _ = write(&program, "brief.html");
    let other = Bellwether::new();
    ingest(&other, "first.csv", &rows(3));
    fs::copy(program.dir().join("brief.html"), other.dir().join("brief.html")).expect("a copy");
    let answer = verify(&other, "brief.html", 6);
    assert_eq!(answer["same_store"], false, "{answer}");
    assert!(
        answer["store"].as_str().is_some_and(|words| words.contains("not the store of the brief")),
        "{answer}"
    );
    let found = answer["differences"].as_array().expect("a list");
    assert!(
        found.iter().any(|one| one["printed"] == "96" && one["recomputed"] == "99"),
        "{answer}"
    );
}

#[test]
fn a_store_that_has_gone_on_is_asked_as_of_the_version_of_the_brief() {
    let program = store();
    let _ = write(&program, "brief.html");
    ingest(&program, "second.csv", &rows(3));
    let answer = verify(&program, "brief.html", 0);
    assert!(
        answer["store"].as_str().is_some_and(|words| words.contains("gone on from version 1 to 2")),
        "{answer}"
    );
    let later = write(&program, "later.html");
    assert!(later.contains(">99</a>"), "the newest version has more");
}

#[test]
fn a_brief_as_of_a_day_knows_nothing_that_came_later() {
    let program = store();
    let args = [
        "--as-of",
        "2016-01-01",
        "brief",
        "boko-haram",
        "--from",
        "2015",
        "--to",
        "2015",
        "-o",
        "then.md",
    ];
    let _ = program.run(&args).expect_code(0);
    let text = fs::read_to_string(program.dir().join("then.md")).expect("a brief");
    assert!(
        text.contains("as known on 2016\\-01\\-01") || text.contains("as known on 2016-01-01"),
        "{text}"
    );
    assert!(text.contains("No reports are not the same as no violence"), "{text}");
    let answer = verify(&program, "then.md", 0);
    assert_eq!(answer["agrees"], true, "{answer}");
}

#[test]
fn the_language_of_a_file_is_held_against_the_rules() {
    let program = store();
    for file in ["brief.html", "brief.md", "brief.json"] {
        let _ = write(&program, file);
        let _ = program.run(&["brief", "--check", file]).expect_code(0);
    }
    let bad = "We judge with high confidence that it is likely (70%) to rise.\n\nThe toll is confirmed.\n\n\
               It is very likely (60%) to fall.\n\nThe attack is attributed to the group.\n";
    let _ = program.file("bad.md", bad);
    let answer = program.run(&["brief", "--check", "bad.md", "--json"]).expect_code(1).json();
    let rules: Vec<&str> = answer["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["rule"].as_str())
        .collect();
    assert_eq!(
        rules,
        ["likelihood-with-confidence", "confirmed-alone", "out-of-range", "attributed-alone"]
    );
}

#[test]
fn sections_are_left_out_by_flag_and_by_configuration() {
    let program = store();
    let _ = program
        .run(&["brief", "boko-haram", "--without", "tempo", "--without", "alerts", "-o", "a.md"])
        .expect_code(0);
    let text = fs::read_to_string(program.dir().join("a.md")).expect("a brief");
    assert!(!text.contains("## Tempo") && text.contains("## Lethality"));
    let _ = program.file("bellwether.toml", "brief_sections = [\"judgement\", \"sources\"]\n");
    let _ = program.run(&["brief", "boko-haram", "-o", "b.md"]).expect_code(0);
    let text = fs::read_to_string(program.dir().join("b.md")).expect("a brief");
    assert!(
        text.contains("## Judgement")
            && text.contains("## Sources")
            && !text.contains("## Lethality")
    );
    let wrong = program.run(&["brief", "boko-haram", "--section", "tempoo"]).expect_code(2);
    assert!(wrong.stderr.contains("tempo, lethality"), "{}", wrong.stderr);
    let wrong = program.run(&["brief", "boko-haram", "-o", "brief.docx"]).expect_code(2);
    assert!(wrong.stderr.contains(".html, .md or .json"), "{}", wrong.stderr);
    let _ = program.file("no.html", "<html></html>");
    let _ = program.run(&["verify", "no.html"]).expect_code(3);
}

#[test]
fn briefs_of_real_groups_are_verified_and_a_changed_digit_is_named() {
    for (file, actor, from, to) in [
        ("ged/syria-2016-2019.csv", "is-syria", "2018", "2019"),
        ("ged/nigeria-hdx.csv", "boko-haram", "2014", "2016"),
        ("ged/sri-lanka.csv", "ltte", "2005", "2009"),
    ] {
        let Some(path) = shared_data("briefs of real groups", file) else { return };
        let program = Bellwether::new();
        let _ = program.ok(&["ingest", &path]);
        // The alerts of one of them are enough of a wait.
        let without = if actor == "ltte" { "tempo" } else { "alerts" };
        let args =
            ["brief", actor, "--from", from, "--to", to, "--without", without, "-o", "brief.md"];
        let _ = program.ok(&args);
        let answer = verify(&program, "brief.md", 0);
        assert!(answer["queries"].as_u64().is_some_and(|count| count > 200), "{answer}");
        falsify(&program, &program.dir().join("brief.md"));
        if actor == "boko-haram" {
            for form in ["html", "md"] {
                agrees_but_for_the_day(&program, &example(form));
            }
        }
    }
}

/// A brief of another day than today's agrees in all but the day on which the file was had.
fn agrees_but_for_the_day(program: &Bellwether, file: &str) {
    let answer = program.run(&["verify", file, "--json"]).json();
    assert!(answer["queries"].as_u64().is_some_and(|count| count > 200), "{answer}");
    let differences = answer["differences"].as_array().expect("a list");
    let is_day = |difference: &Value| difference["query"] == "dataset ucdp-ged: accessed";
    assert!(differences.iter().all(is_day), "{answer}");
}

/// The brief in the documentation, which is of the same file.
fn example(form: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    format!("{root}/docs/examples/boko-haram-2014-2016.{form}")
}

/// Changes the first digit of the first printed number of four digits or more.
fn falsify(program: &Bellwether, file: &Path) {
    let text = fs::read_to_string(file).expect("a brief");
    let at = text
        .match_indices("](#n")
        .map(|(at, _)| at)
        .find(|at| text[..*at].ends_with(|c: char| c.is_ascii_digit()));
    let at = at.expect("a number") - 1;
    let other = if &text[at..=at] == "9" { "8" } else { "9" };
    let forged = format!("{}{other}{}", &text[..at], &text[at + 1..]);
    let _ = program.file("forged.md", forged);
    let answer = verify(program, "forged.md", 6);
    assert_eq!(answer["differences"].as_array().map(Vec::len), Some(1), "{answer}");
}
