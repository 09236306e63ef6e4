//! N5: no look-ahead. An answer as of a day is the answer of a store that holds nothing published
//! later, in whatever order the releases came in.

use std::sync::OnceLock;

use bellwether_e2e::{Bellwether, ged};
use serde_json::Value;

use crate::world::{Release, World};

const QUESTIONS: [&[&str]; 2] = [
    &["count", "--measure", "fatalities", "--json", "--by", "year"],
    &["count", "--json", "--by", "admin1"],
];

/// Value and rows of each question.
type Answers = Vec<(Value, Value)>;

/// The answers as of a day; the store's version and the citations are left out.
fn answers(program: &Bellwether, as_of: Option<&str>) -> Answers {
    let asked = QUESTIONS.iter().map(|question| {
        let mut args = question.to_vec();
        args.extend(as_of.iter().flat_map(|day| ["--as-of", day]));
        let output = program.run(&args);
        assert!(matches!(output.code, Some(0 | 1)), "{args:?}: {}", output.stderr);
        let answer = output.json();
        (answer["value"].clone(), answer["rows"].clone())
    });
    asked.collect()
}

/// Two yearly releases and the candidate releases on both sides of the second, by publication.
fn releases() -> Vec<&'static Release> {
    let mut ordered: Vec<&Release> = World::small().releases.iter().collect();
    ordered.sort_by(|a, b| a.published.cmp(&b.published));
    ordered.truncate(8);
    assert_eq!(ordered.iter().filter(|release| !release.label.contains(".0.")).count(), 2);
    ordered
}

/// A store that took the releases in the order of their publication, and what it said when each
/// was the newest.
struct Truth {
    program: Bellwether,
    said: Vec<(&'static str, Answers)>,
}

fn truth() -> &'static Truth {
    static TRUTH: OnceLock<Truth> = OnceLock::new();
    TRUTH.get_or_init(|| {
        let program = World::small().program();
        let grown = releases().into_iter().map(|release| {
            release.ingest(&program);
            (release.published.as_str(), answers(&program, None))
        });
        let said = grown.collect();
        Truth { program, said }
    })
}

/// Holds a store's as-of answers against the truth of every publication day.
fn hold(program: &Bellwether, what: &str) {
    for (day, expected) in &truth().said {
        assert_eq!(answers(program, Some(day)), *expected, "{what}, as of {day}");
    }
    assert_eq!(program.events(&["--as-of", "2000-01-01"]), 0, "{what}");
}

/// A store that took the releases in this order.
fn store_of(releases: &[&Release]) -> Bellwether {
    let program = World::small().program();
    for release in releases {
        release.ingest(&program);
    }
    program
}

#[test]
fn as_of_a_day_is_what_a_store_of_that_day_would_say() {
    let said = &truth().said;
    assert!(said.windows(2).all(|pair| pair[0].1 != pair[1].1), "two vintages say the same");
    hold(&truth().program, "in order");
}

#[test]
fn as_of_a_day_is_the_same_when_the_releases_came_in_backwards() {
    let mut releases = releases();
    releases.reverse();
    hold(&store_of(&releases), "backwards");
}

#[test]
fn as_of_a_day_is_the_same_when_the_releases_came_in_any_order() {
    let releases = releases();
    let shuffled: Vec<&Release> = [5, 0, 7, 2, 4, 1, 6, 3].map(|at| releases[at]).into();
    hold(&store_of(&shuffled), "shuffled");
}

#[test]
fn a_row_that_comes_back_was_gone_in_between() {
    let program = Bellwether::new();
    let scope = "country=NGA,from=2014-01-01,to=2014-12-31";
    for (label, day, rows) in [
        ("23.1", "2023-06-01", ged::rows(1, 6)),
        ("24.1", "2024-06-01", ged::rows(1, 5)),
        ("25.1", "2025-06-01", ged::rows(1, 6)),
    ] {
        let path = program.file(&format!("v{label}.csv"), ged::csv(&rows)).display().to_string();
        let release = ["--release", label, "--published", day, "--complete-for", scope, "-q"];
        program.ok(&[&["ingest", path.as_str()], &release[..]].concat());
    }
    for (day, events) in
        [("2023-05-31", 0), ("2023-06-01", 5), ("2024-06-01", 4), ("2025-06-01", 5)]
    {
        assert_eq!(program.events(&["--as-of", day]), events, "{day}");
    }
}
