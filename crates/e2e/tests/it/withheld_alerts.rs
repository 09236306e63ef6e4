//! Alerts that rest on rows which may not be passed on: what leaves of them, by every way out.

use bellwether_e2e::{Bellwether, table};
use serde_json::Value;

use crate::server::{Reply, Server};

/// What every id of the restricted rows begins with.
const CANARY: &str = "CANARY";

/// Days from 1 January 2018 as a date.
fn day(days: i32) -> String {
    let first = jiff::civil::date(2018, 1, 1);
    first.checked_add(jiff::Span::new().days(days)).expect("a date").to_string()
}

/// A store with events of ACLED in Nigeria on these days, and a watch over the country by some facets.
fn watching(
    server: &Server,
    days: impl Iterator<Item = i32>,
    deaths: &str,
    facet: &str,
) -> Bellwether {
    let program = Bellwether::new()
        .with_env("BELLWETHER_CONFIG", "own.toml")
        .with_env("BELLWETHER_WEBHOOK_SECRET", "a secret");
    let _ = program.file("own.toml", config(server, ""));
    let _ = program.file("permitted.toml", config(server, PERMITTED));
    let rows: Vec<table::Row> = days
        .enumerate()
        .map(|(at, on)| table::acled(&format!("{CANARY}{at}"), &day(on)).set("fatalities", deaths))
        .collect();
    let path = program.file("acled.csv", table::csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "--published", "2022-02-01", "-q"]);
    program.ok(&["watch", "add", "north", "--country", "Nigeria", "--facet", facet]);
    program
}

const PERMITTED: &str =
    "[[permissions]]\ndataset = \"acled\"\nwho = \"a\"\nwhy = \"b\"\ndate = \"2025-01-02\"\n";

fn config(server: &Server, more: &str) -> String {
    format!(
        "fetch_hosts = [\"{}\"]\n[deliver]\natom = \"alerts.atom\"\njsonfeed = \"alerts.json\"\nwebhook = \"{}\"\n{more}",
        server.host(),
        server.url("/hook")
    )
}

/// An event every twelfth day for four years, then two a day for three weeks.
fn surge() -> impl Iterator<Item = i32> {
    (0..120).map(|n| n * 12).chain((0..42).map(|n| 1440 + n / 2))
}

fn run(program: &Bellwether, more: &[&str]) -> Value {
    let mut args = vec!["watch", "run", "--simulated-years", "60"];
    args.extend(more);
    program.json(&args)["runs"][0].clone()
}

/// Everything that these commands and the files and posts that they make say.
fn all_that_leaves(
    program: &Bellwether,
    server: &Server,
    id: &str,
    config: &str,
) -> Vec<(String, String)> {
    let mut told = Vec::new();
    for args in [
        vec!["alerts"],
        vec!["alerts", "list", "--closed"],
        vec!["alerts", "show", id],
        vec!["alerts", "explain", id],
        vec!["alerts", "near"],
        vec!["alerts", "feed"],
        vec!["alerts", "feed", "--as", "jsonfeed"],
        vec!["alerts", "deliver"],
        vec!["watch", "list"],
        vec!["watch", "run"],
        vec!["watch", "replay", "north", "--from", "2021-06", "--to", "2022-01"],
        vec!["watch", "changes", "north"],
        vec!["watch", "clusters", "north"],
        vec!["sql", "SELECT * FROM alerts"],
    ] {
        for form in [&[][..], &["--json"]] {
            let output = program.run(&[&args[..], form, &["--config", config]].concat());
            told.push((args.join(" "), format!("{}{}", output.stdout, output.stderr)));
        }
    }
    for file in ["alerts.atom", "alerts.json"] {
        let text = std::fs::read_to_string(program.dir().join(file)).expect("a feed");
        told.push((file.to_owned(), text));
    }
    told.extend(server.heard().into_iter().map(|heard| ("webhook".to_owned(), heard.body)));
    told
}

#[test]
fn an_alert_on_restricted_rows_leaves_as_an_aggregate_without_the_rows() {
    let server = Server::start(|_, _| Reply::new(204, ""));
    let program = watching(&server, surge(), "1", "tempo");
    let alert = run(&program, &[])["new"][0].clone();
    let id = alert["id"].as_str().expect("an alert leaves").to_owned();
    assert!(alert["evidence_total"].as_u64() >= Some(5), "{alert}");
    assert_eq!(alert["evidence"], Value::Array(Vec::new()), "{alert}");
    for (way, text) in all_that_leaves(&program, &server, &id, "own.toml") {
        assert!(!text.contains(CANARY), "{way} tells of rows: {text}");
        assert!(!text.contains("  by later data  "), "{way}");
    }
    assert_eq!(server.heard().len(), 1);
    let explained = program.json(&["alerts", "explain", &id]);
    assert_eq!(explained["series"]["values"], Value::Array(Vec::new()), "{explained}");
    assert_eq!(explained["reports"], Value::Array(Vec::new()), "{explained}");
    let near = program.run(&["alerts", "near"]);
    assert!(near.stderr.contains("near misses that rest on datasets"), "{}", near.stderr);
    // The same with a permission, so that this test would see the rows if they left.
    let told = all_that_leaves(&program, &server, &id, "permitted.toml");
    for way in ["alerts", "alerts show", "alerts explain", "alerts.json", "watch replay", "sql"] {
        let seen = told.iter().any(|(of, text)| of.starts_with(way) && text.contains(CANARY));
        assert!(seen, "{way} shows no row, even with a permission");
    }
}

#[test]
fn an_alert_on_fewer_rows_than_the_terms_allow_does_not_leave_at_all() {
    let server = Server::start(|_, _| Reply::new(204, ""));
    // An event every twelfth day, three years of silence, and four in ten days.
    let waking = (0..40).map(|n| n * 12).chain((0..4).map(|n| 1440 + n * 3));
    let program = watching(&server, waking, "1", "tempo");
    let found = run(&program, &["--config", "permitted.toml"]);
    let alert = found["new"][0].clone();
    assert!(alert["evidence_total"].as_u64() < Some(5), "{found}");
    let id = alert["id"].as_str().expect("an id").to_owned();

    let _ = program.run(&["alerts"]).expect_code(1);
    for command in ["show", "explain"] {
        let refused = program.run(&["alerts", command, &id]).expect_code(4);
        assert!(refused.stderr.contains("too few rows"), "{}", refused.stderr);
    }
    assert!(!program.ok(&["alerts", "feed"]).stdout.contains("<entry>"));
    let delivered = program.json(&["alerts", "deliver"]);
    assert_eq!((&delivered["notices"], &delivered["delivered"]), (&0.into(), &0.into()));
    assert!(server.heard().is_empty());
    for (way, text) in all_that_leaves(&program, &server, &id, "own.toml") {
        assert!(!text.contains(CANARY), "{way} tells of rows: {text}");
        assert!(!text.contains("events in"), "{way} tells of the alert: {text}");
    }
}
