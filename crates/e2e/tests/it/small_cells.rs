//! Counts of restricted sources below their threshold are withheld, and none follows from the rest.

use std::collections::BTreeMap;

use bellwether_e2e::Bellwether;
use bellwether_e2e::table::{Row, acled, csv};
use serde_json::Value;

const LEAST: i64 = 5;

const PARTS: [&str; 11] = [
    "day",
    "week",
    "month",
    "year",
    "country",
    "admin1",
    "type",
    "actor",
    "source",
    "precision",
    "plover",
];

/// Twenty-four events in three months and three states, of two parties: cells of 1 to 16.
fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for (month, state, party, precision, times) in [
        (1, "Borno", "Red Dawn", "1", 9),
        (1, "Yobe", "Red Dawn", "1", 2),
        (2, "Borno", "Red Dawn", "2", 6),
        (2, "Adamawa", "Blue Dusk", "1", 1),
        (3, "Adamawa", "Red Dawn", "1", 4),
        (4, "Borno", "Blue Dusk", "3", 2),
    ] {
        for n in 0..times {
            let id = format!("VES{}", rows.len() + 1);
            let row = acled(&id, &format!("2024-{month:02}-{:02}", n % 3 + 10));
            let deaths = rows.len() * 7 % 11;
            rows.push(
                row.set("admin1", state)
                    .set("actor2", party)
                    .set("geo_precision", precision)
                    .set("fatalities", &deaths.to_string()),
            );
        }
    }
    rows
}

/// The store, and the configuration under which everything is shown.
fn stored() -> (Bellwether, String) {
    let program = Bellwether::new();
    let path = program.file("acled.csv", csv(&rows())).display().to_string();
    program.ok(&["ingest", &path, "--published", "2024-05-01", "-q"]);
    let text =
        "[[permissions]]\ndataset = \"acled\"\nwho = \"a\"\nwhy = \"b\"\ndate = \"2025-01-02\"\n";
    let config = program.file("permitted.toml", text).display().to_string();
    (program, config)
}

/// The rows of an answer by key; `None` where the value is withheld.
fn cells(answer: &Value, part: &str) -> BTreeMap<String, Option<i64>> {
    let rows = answer["rows"].as_array().expect("rows");
    let cell = |row: &Value| {
        let key = row.get(part).or(row.get("key")).and_then(Value::as_str).expect("a key");
        let value = ["value", "events", "deaths"].iter().find_map(|name| row.get(*name));
        let withheld = row["withheld"] == true;
        let value = value.and_then(Value::as_i64);
        assert!(value.is_some() != withheld, "{row}");
        (key.to_owned(), value)
    };
    rows.iter().map(cell).collect()
}

/// Holds an answer against the truth and the number of events behind each of its cells.
fn hold(
    what: &str,
    shown: &BTreeMap<String, Option<i64>>,
    truth: &BTreeMap<String, Option<i64>>,
    events: &BTreeMap<String, Option<i64>>,
    adds_up: bool,
) {
    assert_eq!(shown.keys().collect::<Vec<_>>(), truth.keys().collect::<Vec<_>>(), "{what}");
    let behind = |key: &str| events.get(key).copied().flatten().unwrap_or(0);
    let mut hidden = Vec::new();
    for (key, value) in shown {
        match value {
            Some(value) => {
                assert_eq!(Some(*value), truth[key], "{what} {key}");
                let events = behind(key);
                assert!(events == 0 || events >= LEAST, "{what}: {key} shows {events} events");
            }
            None => hidden.push(behind(key)),
        }
    }
    // The whole, of 24 events, can be asked for: what is withheld must not follow from it.
    assert!(!adds_up || hidden.len() != 1, "{what}: one cell alone is withheld");
    let together: i64 = hidden.iter().sum();
    assert!(!adds_up || hidden.is_empty() || together >= LEAST, "{what}: {together} events follow");
}

#[test]
fn counts_by_every_part_and_measure_withhold_small_cells_and_what_would_give_them_away() {
    let (program, config) = stored();
    let mut withheld = 0;
    for part in PARTS {
        let ask = |measure: &str, more: &[&str]| {
            let args = ["count", "--by", part, "--measure", measure];
            cells(&program.json(&[&args, more].concat()), part)
        };
        let events = ask("events", &["--config", &config]);
        for measure in ["events", "fatalities"] {
            let truth = if measure == "events" {
                events.clone()
            } else {
                ask(measure, &["--config", &config])
            };
            let shown = ask(measure, &[]);
            withheld += shown.values().filter(|value| value.is_none()).count();
            hold(&format!("{measure} by {part}"), &shown, &truth, &events, part != "actor");
        }
    }
    assert!(withheld > 20, "only {withheld} cells were withheld");
}

#[test]
fn series_withhold_as_counts_do() {
    let (program, config) = stored();
    for part in ["week", "month"] {
        for measure in ["events", "fatalities"] {
            let ask = |measure: &str, more: &[&str]| {
                let args = ["series", "--by", part, "--measure", measure];
                cells(&program.json(&[&args, more].concat()), part)
            };
            let permitted = ["--config", &config];
            let (truth, events) = (ask(measure, &permitted), ask("events", &permitted));
            hold(&format!("{measure} by {part}"), &ask(measure, &[]), &truth, &events, true);
        }
    }
}

#[test]
fn exports_of_counts_say_what_is_withheld_in_every_form() {
    let (program, _) = stored();
    for form in ["csv", "ndjson", "json", "parquet", "xlsx"] {
        let name = format!("counts.{form}");
        program.ok(&["export", "counts", "--by", "month", "--as", form, "-o", &name]);
        let bytes = std::fs::read(program.dir().join(&name)).expect("written");
        assert!(!bytes.is_empty(), "{form}");
    }
    let text = std::fs::read_to_string(program.dir().join("counts.csv")).expect("written");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "month,events,withheld", "{text}");
    // 11, 7, 4 and 2: the two small ones hide each other, six together.
    assert_eq!(
        lines[1..],
        ["2024-01,11,false", "2024-02,7,false", "2024-03,,true", "2024-04,,true"]
    );
}

#[test]
fn a_small_total_is_withheld_and_so_is_every_word_about_it() {
    let (program, _) = stored();
    let april = ["count", "--from", "2024-04", "--to", "2024-04", "--explain"];
    for form in ["table", "json", "csv"] {
        let output = program.ok(&[&april[..], &["--format", form]].concat());
        for words in ["2 left", "\"left\": 2", "\"value\": 2"] {
            assert!(!output.stdout.contains(words), "{form}: {words} in {}", output.stdout);
            assert!(!output.stderr.contains(words), "{form}: {words} in {}", output.stderr);
        }
    }
}

#[test]
fn an_explanation_does_not_tell_small_numbers_that_filters_removed() {
    let (program, _) = stored();
    // 22 are left, which is shown; that 2 were removed is a small count of another period.
    let until = ["count", "--to", "2024-03", "--explain"];
    let output = program.ok(&[&until[..], &["--json"]].concat());
    assert_eq!(output.json()["value"], 22);
    for step in output.json()["explain"]["steps"].as_array().into_iter().flatten() {
        let removed = step["removed"].as_i64().unwrap_or(0);
        assert!(removed == 0 || removed >= LEAST, "{step}");
    }
    let words = program.ok(&until).stderr;
    assert!(!words.contains("2 removed"), "{words}");
}

#[test]
fn how_many_of_few_give_no_toll_is_not_told() {
    let program = Bellwether::new();
    let rows = vec![
        acled("VES1", "2024-01-01").set("fatalities", ""),
        acled("VES2", "2024-01-02"),
        acled("VES3", "2024-01-03"),
    ];
    let path = program.file("acled.csv", csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "-q"]);
    let output = program.ok(&["count", "--measure", "fatalities", "--json"]);
    assert!(!output.stderr.contains("1 of the reports give no toll"), "{}", output.stderr);
    assert!(!output.stdout.contains("\"without_toll\": 1"), "{}", output.stdout);
}
