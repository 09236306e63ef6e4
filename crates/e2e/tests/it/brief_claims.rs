//! Briefs that hold claims against the store and count what must not be passed on, through the real program.

use std::fs;
use std::process::Command;

use bellwether_e2e::table::{acled, csv};
use bellwether_e2e::{Bellwether, ged};
use serde_json::Value;

/// Boko Haram in the years 2014 and 2015: GED's rows, and seven of ACLED's.
fn store() -> Bellwether {
    let program = Bellwether::new();
    let rows: Vec<_> = (1..=12u32)
        .map(|n| {
            let day = format!("2015-{n:02}-05");
            ged::Row::new(n).set("year", "2015").set("date_start", &day).set("date_end", &day)
        })
        .collect();
    let path = program.file("ged.csv", ged::csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "--published", "2016-02-15", "--release", "16.1", "-q"]);
    let rows: Vec<_> = (1..=7)
        .map(|n| {
            let year = if n < 7 { "2015" } else { "2014" };
            acled(&format!("NIG{n}"), &format!("{year}-03-0{n}"))
                .set("actor1", "Boko Haram - Jamatu Ahli is-Sunnah lid-Dawatai wal-Jihad")
                .set("fatalities", "3")
                .set("location", "Xqville")
                .set("notes", "xqnote")
        })
        .collect();
    let path = program.file("acled.csv", csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "--published", "2016-03-01", "-q"]);
    program
}

fn write(program: &Bellwether, file: &str, more: &[&str]) -> String {
    let mut args = vec!["brief", "boko-haram", "--from", "2014", "--to", "2015"];
    args.extend(["--without", "alerts", "-o", file]);
    args.extend(more);
    let _ = program.ok(&args);
    fs::read_to_string(program.dir().join(file)).expect("a brief")
}

fn verify(program: &Bellwether, file: &str, code: i32) -> Value {
    program.run(&["verify", file, "--json"]).expect_code(code).json()
}

/// One section of a brief in Markdown.
fn section<'t>(text: &'t str, title: &str) -> &'t str {
    let from = text.find(&format!("\n## {title}\n")).expect("the section");
    let rest = &text[from + 4..];
    rest.split("\n## ").next().unwrap_or(rest)
}

const CLAIM: &str = "Boko Haram killed 900 people in Nigeria in 2015";

#[test]
fn a_claim_has_its_verdict_and_a_digit_of_its_count_that_is_changed_is_named() {
    let program = store();
    let text = write(&program, "brief.md", &["--claim", CLAIM]);
    let claims = section(&text, "Claims in circulation");
    for part in [CLAIM, "given for this brief", "not supported: the data have fewer", "ucdp\\-ged"]
    {
        assert!(claims.replace("ucdp-ged", "ucdp\\-ged").contains(part), "{part}: {claims}");
    }
    // The same verdict as the command gives.
    let checked = program
        .run(&["claim", "check", CLAIM, "--actor", "boko-haram", "--json"])
        .expect_code(1)
        .json();
    assert_eq!(checked["verdict"], "not-supported-lower", "{checked}");
    let counts = checked["counts"].as_array().expect("counts");
    let (low, high) = (&counts[0]["count"]["low"], &counts[0]["count"]["high"]);
    assert!(low.is_number() && claims.contains(&format!("[{low}](#n")), "{low}: {claims}");
    assert!(claims.contains(&format!("[{high}](#n")), "{high}: {claims}");
    assert_eq!(verify(&program, "brief.md", 0)["agrees"], true);
    let _ = program.run(&["brief", "--check", "brief.md"]).expect_code(0);
    let forged = text.replace("[not supported: the data have fewer](", "[supported](");
    assert_ne!(forged, text);
    let _ = program.file("brief.md", forged);
    let answer = verify(&program, "brief.md", 6);
    let found = &answer["differences"][0];
    assert_eq!(found["recomputed"], "not supported: the data have fewer", "{answer}");
    let query = found["query"].as_str().expect("words");
    assert!(query.contains("bellwether claim check \"Boko Haram killed 900"), "{query}");
}

#[test]
fn claims_of_the_configuration_stand_in_the_briefs_of_those_whom_they_name() {
    let program = store();
    let _ = program.file(
        "bellwether.toml",
        "brief_claims = [\"Boko Haram killed 80 people in Nigeria in 2015\", \"The LTTE killed 70 people in 2008\"]\n",
    );
    let text = write(&program, "brief.md", &[]);
    let claims = section(&text, "Claims in circulation");
    assert!(claims.contains("killed 80 people") && !claims.contains("LTTE"), "{claims}");
    // What the configuration says later changes nothing of a brief that is written.
    let _ = program.file("bellwether.toml", "brief_claims = []\n");
    assert_eq!(verify(&program, "brief.md", 0)["agrees"], true);
    let text = write(&program, "odd.md", &["--claim", "They said that all is well."]);
    assert!(section(&text, "Claims in circulation").contains("cannot be checked"), "{text}");
}

#[test]
fn what_may_not_be_passed_on_is_counted_apart_and_small_counts_are_withheld() {
    let program = store();
    for file in ["brief.html", "brief.md", "brief.json"] {
        let text = write(&program, file, &["--claim", CLAIM]);
        for canary in ["NIG", "Xqville", "xqnote"] {
            assert!(!text.contains(canary), "{file} has {canary}");
        }
        assert_eq!(verify(&program, file, 0)["agrees"], true, "{file}");
    }
    let text = fs::read_to_string(program.dir().join("brief.md")).expect("a brief");
    let closed = section(&text, "Counts of datasets that may not be passed on");
    for part in ["acled", "fewer than [5]", "day of access", "To be cited as"] {
        assert!(closed.contains(part), "{part}: {closed}");
    }
    // Seven in all may be told, the one of 2014 not, nor the six of 2015 from which it could be had.
    assert!(closed.contains("has [7](#n"), "{closed}");
    for year in ["2014", "2015"] {
        let line =
            closed.lines().find(|line| line.starts_with(&format!("| {year}"))).expect("a row");
        assert!(
            line.contains("[–](#n") && !line.contains("[6]") && !line.contains("[1]"),
            "{line}"
        );
    }
    assert!(section(&text, "Sources, citations and licences").contains("counts of it only"));
    assert!(section(&text, "What the data cannot say").contains("only counts of them"));
    // Its counts are in no other count: the judgement is of the twelve open reports.
    assert!(section(&text, "Tempo").contains("[12](#n"), "{text}");
    // Of one event alone not even the whole is told.
    let args = [
        "brief",
        "boko-haram",
        "--from",
        "2014",
        "--to",
        "2014",
        "--without",
        "alerts",
        "-o",
        "few.md",
    ];
    let _ = program.run(&args);
    let text = fs::read_to_string(program.dir().join("few.md")).expect("a brief");
    let closed = section(&text, "Counts of datasets that may not be passed on");
    assert!(closed.contains("too few for a count of them to leave"), "{closed}");
    assert!(!closed.contains("[1](#"), "{closed}");
    assert_eq!(verify(&program, "few.md", 0)["agrees"], true);
}

#[test]
fn a_brief_that_leaves_is_written_down_with_the_datasets_that_it_was_made_of() {
    let program = store();
    let _ = write(&program, "brief.html", &[]);
    let log = fs::read_to_string(program.store().join("audit.ndjson")).expect("a record");
    let last: Value =
        serde_json::from_str(log.lines().last().expect("a line")).expect("a line of JSON");
    assert_eq!(
        (&last["command"], &last["format"], &last["destination"]),
        (&"brief boko-haram".into(), &"html".into(), &"brief.html".into()),
        "{last}"
    );
    assert_eq!(last["datasets"], serde_json::json!(["ucdp-ged", "acled"]), "{last}");
    let hash =
        Command::new("sha256sum").arg(program.dir().join("brief.html")).output().expect("run");
    let hash = String::from_utf8_lossy(&hash.stdout).split(' ').next().map(str::to_owned);
    assert_eq!(last["card_sha256"].as_str().map(str::to_owned), hash, "{last}");
    // What cannot be written down does not leave.
    let path = program.store().join("audit.ndjson");
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("in the way");
    let refused = program.run(&["brief", "boko-haram", "--without", "alerts", "-o", "no.html"]);
    assert_ne!(refused.code, Some(0), "{}", refused.stderr);
    assert!(refused.stderr.contains("audit.ndjson"), "{}", refused.stderr);
    assert!(!program.dir().join("no.html").exists());
}
