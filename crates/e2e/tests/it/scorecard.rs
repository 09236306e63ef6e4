//! The scorecard of a store: its page, its JSON, and the files for documentation.

use bellwether_e2e::{Bellwether, ged};
use serde_json::Value;

/// Days from 1 January 2010 as a date.
fn day(days: i32) -> String {
    let first = jiff::civil::date(2010, 1, 1);
    first.checked_add(jiff::Span::new().days(days)).expect("a date").to_string()
}

/// Nine years of a group with an event every fifth to ninth day; of a state and of civilians there is no scorecard.
fn program() -> Bellwether {
    let program = Bellwether::new();
    let mut at = 0;
    let rows: Vec<ged::Row> = (1..470_u32)
        .map(|id| {
            at += 5 + i32::try_from(id * id % 5).expect("small");
            let date = day(at);
            let row = ged::Row::new(id).set("year", &date[..4]);
            row.set("date_start", &date).set("date_end", &date)
        })
        .collect();
    let path = program.file("boko.csv", ged::csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "-q"]);
    program
}

const QUICK: [&str; 4] = ["scorecard", "--starts", "2", "-q"];

#[test]
fn a_scorecard_has_every_rule_at_its_rate_as_a_page_as_json_and_as_files() {
    let program = program();
    let page = program.ok(&[&QUICK[..], &["--docs", "."]].concat()).stdout;
    let card = program.json(&QUICK);
    let sheet = &card["sheets"][0];
    assert_eq!(sheet["groups"], 1, "{card}");
    let rules = sheet["rules"].as_array().expect("rules");
    assert_eq!(rules[0]["rule"], "resurgence");
    assert_eq!(rules.len(), 10);
    for rule in rules {
        let number = |value: &Value| value.as_f64().expect("a number");
        let name = rule["rule"].as_str().expect("a name");
        assert!(number(&rule["alarms_per_group_year"]) <= 1.0, "{name} costs too much: {rule}");
        let interval = &rule["alarms_interval"];
        assert!(number(&interval[0]) <= number(&interval[1]), "{rule}");
        let surges = rule["surges"].as_array().expect("surges");
        assert_eq!(surges.len(), 3, "{rule}");
        for surge in surges {
            assert_eq!(surge["planted"], 2, "{surge}");
            assert!((0.0..=1.0).contains(&number(&surge["detected"])), "{surge}");
        }
        assert!(page.contains(&format!("| `{name}` |")), "{name} is not in the table: {page}");
        let line = format!("scorecard rule={name} alarms_per_group_year=");
        assert!(page.contains(&line), "{name} has no line: {page}");
    }
    assert!(card["citations"][0]["dataset"] == "ucdp-ged" && card["store"]["version"].is_u64());
    let read = |name: &str| std::fs::read_to_string(program.dir().join(name)).expect("written");
    assert!(read("SCORECARD.md").contains("(scorecard.svg)"));
    let chart = read("scorecard.svg");
    assert!(chart.starts_with("<svg") && chart.contains(">resurgence</text>"), "{chart}");
}

#[test]
fn a_store_without_a_long_history_says_what_to_do_and_a_folder_that_is_not_there_is_named() {
    let program = program();
    let short = program.run(&["scorecard", "--years", "30"]).expect_code(3);
    assert!(short.stderr.contains("--years and --events"), "{}", short.stderr);
    let args = ["scorecard", "--docs", "nowhere", "--starts", "1"];
    let refused = program.run(&args);
    assert_ne!(refused.code, Some(0));
    assert!(refused.stderr.contains("nowhere"), "{}", refused.stderr);
    // It is said before anything is measured.
    assert!(!refused.stderr.contains("measuring"), "{}", refused.stderr);
    let _ = program.run(&["scorecard", "--rate", "0"]).expect_code(2);
}
