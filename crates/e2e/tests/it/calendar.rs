//! Dates of politics: a list of one's own, and whether attacks gather around it.

use std::path::{Path, PathBuf};

use bellwether_e2e::{Bellwether, ged};
use serde_json::Value;

/// Days from 1 January 2010 as a date.
fn day(days: i32) -> String {
    let first = jiff::civil::date(2010, 1, 1);
    first.checked_add(jiff::Span::new().days(days)).expect("a date").to_string()
}

/// Days on which there are elections, a little more than a year from each other.
const ELECTIONS: [i32; 5] = [300, 700, 1100, 1500, 1900];

/// Five years with an attack every eighth day or so, and six more around each election.
fn attacks(program: &Bellwether) -> PathBuf {
    let regular = (0..280).map(|n| n * 8 + n % 3);
    let around = ELECTIONS.iter().flat_map(|at| [-9, -6, -4, -2, 0, 3].map(|off| at + off));
    let mut rows = Vec::new();
    for (id, at) in regular.chain(around).enumerate() {
        let id = u32::try_from(id).expect("few") + 1;
        let date = day(at);
        let row = ged::Row::new(id).set("year", &date[..4]);
        rows.push(row.set("date_start", &date).set("date_end", &date));
    }
    program.file("GEDEvent_v25_1.csv", ged::csv(&rows))
}

fn calendar(program: &Bellwether, name: &str, kind: &str, shift: i32) -> PathBuf {
    let mut text = "date,country,kind,note\n".to_owned();
    for at in ELECTIONS {
        text.push_str(&format!("{},Nigeria,{kind},of the president\n", day(at + shift)));
    }
    text.push_str(&format!(
        "{},Ghana,{kind},elsewhere\n2012-13-01,Nigeria,{kind},no day\n",
        day(50)
    ));
    program.file(name, text)
}

fn ingest(program: &Bellwether, file: &Path) -> Value {
    program.json(&["ingest", file.to_str().expect("a path")])
}

#[test]
fn a_list_of_ones_own_comes_in_by_its_columns_and_is_listed() {
    let program = Bellwether::new();
    let file = &ingest(&program, &calendar(&program, "dates.csv", "withdrawal", 0))["files"][0];
    assert_eq!((&file["source"], &file["read"]), (&"own-calendar".into(), &7.into()), "{file}");
    assert_eq!(file["rejected"], 1);
    let rejects = &program.json(&["rejects"])["rejects"];
    assert_eq!((&rejects[0]["row"], &rejects[0]["rule"]), (&8.into(), &"date-calendar".into()));
    let list = |args: &[&str]| {
        let mut all = vec!["calendar", "list"];
        all.extend_from_slice(args);
        program.json(&all)["dates"].as_array().expect("dates").clone()
    };
    assert_eq!(list(&[]).len(), 6);
    let nigeria = list(&["--country", "NGA", "--from", "2012", "--to", "2014-12-31"]);
    assert_eq!(nigeria.len(), 2);
    assert_eq!(
        (&nigeria[0]["date_start"], &nigeria[0]["kind"]),
        (&day(1100).into(), &"withdrawal".into())
    );
    let _ = program.run(&["calendar", "list", "--kind", "election"]).expect_code(1);
    // The list is edited and comes in again: what is no longer in it no longer counts, and did before.
    let edited =
        program.file("dates.csv", format!("date,country,kind,note\n{},NGA,election,\n", day(9)));
    let file = &ingest(&program, &edited)["files"][0];
    assert_eq!((&file["added"], &file["withdrawn"]), (&1.into(), &6.into()), "{file}");
    assert_eq!(list(&[]).len(), 1);
    let before = program.json(&["calendar", "list", "--data-version", "1"]);
    assert_eq!(before["dates"].as_array().expect("dates").len(), 6);
}

#[test]
fn attacks_that_gather_around_elections_are_found_and_listed_by_id() {
    let program = Bellwether::new();
    ingest(&program, &attacks(&program));
    ingest(&program, &calendar(&program, "dates.csv", "election", 0));
    let study = program.json(&["calendar", "study", "boko-haram", "--window", "10d"]);
    assert_eq!(study["verdict"], "more", "{study}");
    assert_eq!(study["occasions"], 5);
    let number = |key: &str| study[key].as_f64().expect(key);
    assert!(number("rate_ratio") > 2.0 && study["interval"][0].as_f64().expect("a number") > 1.0);
    assert!(number("p") < 0.05 && number("within") >= 30.0, "{study}");
    let hits = study["attacks"].as_array().expect("attacks");
    let of_planted = |hit: &&Value| {
        hit["id"].as_str().and_then(|id| id.strip_prefix("ucdp-ged:")?.parse::<u32>().ok())
            > Some(280)
    };
    assert_eq!(hits.iter().filter(of_planted).count(), 30);
    let offsets = hits.iter().map(|hit| hit["offset_days"].as_i64().expect("days"));
    assert!(offsets.clone().all(|days| (-10..=10).contains(&days)), "{hits:?}");
    let page = program.ok(&["calendar", "study", "boko-haram", "--window", "10d"]).stdout;
    assert!(page.contains("Attacks gather around these dates"), "{page}");
    assert!(page.contains("one in twenty passes by chance"), "{page}");
}

#[test]
fn dates_without_attacks_around_them_and_too_few_dates_are_told_apart_from_a_finding() {
    let program = Bellwether::new();
    ingest(&program, &attacks(&program));
    ingest(&program, &calendar(&program, "dates.csv", "election", 60));
    let study = program.json(&["calendar", "study", "boko-haram", "--window", "10d"]);
    assert!(
        matches!(study["verdict"].as_str(), Some("cannot-tell" | "no-sign" | "fewer")),
        "{study}"
    );
    let two = ["calendar", "study", "boko-haram", "--window", "10d", "--to", "2012-02-01"];
    let page = program.ok(&two).stdout;
    assert!(page.contains("make no pattern"), "{page}");
    // The flags of every question narrow it: nothing of it lies in Kano.
    let question = ["calendar", "study", "--actor", "boko-haram", "--admin1", "Kano state"];
    let _ = program.run(&question).expect_code(3);
    let none = ["calendar", "study", "boko-haram", "--kind", "withdrawal"];
    let refused = program.run(&none).expect_code(3);
    assert!(refused.stderr.contains("calendar list"), "{}", refused.stderr);
}
