//! Reports of several sources put together: `reconcile`, `incident`, `overlap`, and what they change elsewhere.

use std::path::PathBuf;
use std::sync::OnceLock;

use bellwether_e2e::{Bellwether, copy_dir};
use serde_json::Value;

use crate::world::World;

/// A world of four sources.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD
        .get_or_init(|| World::make(&["--reconciliation", "4", "--reports", "1000", "--seed", "3"]))
}

/// The files of a source in the world, by its dataset and the shape of the file.
fn files(dataset: &str, shape: &str) -> Vec<String> {
    let sources = world().summary["sources"].as_array().expect("sources");
    let source = sources.iter().find(|source| source["dataset"] == dataset).expect("the source");
    let files = source["files"].as_array().expect("files").iter();
    files
        .filter(|file| file["shape"] == shape)
        .map(|file| {
            let path = PathBuf::from(file["path"].as_str().expect("a path"));
            world().dir().parent().expect("a home").join(path).display().to_string()
        })
        .collect()
}

fn ingest_second(program: &Bellwether, more: &[&str]) -> String {
    let file = files("sim-acled", "acled-csv").remove(0);
    let mut args = vec!["ingest", &file, "--published", "2025-07-01"];
    args.extend(more);
    program.ok(&args).stderr
}

/// Two of the sources, put together, made once and copied: GED's shape known from June 2025, ACLED's from July.
fn two() -> Bellwether {
    static MADE: OnceLock<Bellwether> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let program = world().program();
        let _ = world().releases[0].ingest(&program);
        let _ = ingest_second(&program, &["-q"]);
        let _ = program.ok(&["reconcile", "-q"]);
        program
    });
    let program = Bellwether::new();
    copy_dir(made.store(), program.store()).expect("the store can be copied");
    program
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

/// A pair of the review queue that is not joined, or is.
fn pair(program: &Bellwether, joined: bool) -> [String; 2] {
    let queue = program.json(&["incident", "review", "--limit", "40"]);
    let pairs = queue["pairs"].as_array().expect("pairs").iter();
    let pair = pairs.into_iter().find(|pair| pair["joined"] == joined).expect("such a pair");
    [text(&pair["report_a"]), text(&pair["report_b"])]
}

/// The incident that a report is in, and its reports.
fn incident(program: &Bellwether, id: &str) -> (String, Vec<String>) {
    let shown = program.json(&["incident", "show", id]);
    let own = text(&shown["incidents"][0]["incident_id"]);
    let reports = shown["reports"].as_array().expect("reports").iter();
    (own, reports.map(|report| text(&report["report"])).collect())
}

#[test]
fn incidents_of_four_sources_are_fewer_than_their_reports_and_say_what_stands_behind_them() {
    let program = two();
    let gdelt: String = files("sim-gdelt", "gdelt-events-2.0")
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a file"))
        .collect();
    let gdelt = program.file("20250131000000.export.CSV", gdelt).display().to_string();
    let gtd = files("sim-gtd", "gtd-csv").remove(0);
    let told = program.ok(&["ingest", &gtd, &gdelt]).stderr;
    assert!(told.contains("put together with the others"), "{told}");

    let outcome = program.json(&["reconcile", "--full", "-q"]);
    assert_eq!(outcome["outcome"]["full"], true);
    assert_eq!(outcome["repeating"][0], "sim-gdelt");
    assert_eq!(outcome["pairs"].as_array().map(Vec::len), Some(6), "{outcome}");
    let reports = program.events(&["--unit", "reports"]);
    let count = program.json(&["count"]);
    let incidents = count["value"].as_i64().expect("a count");
    assert_eq!(count["unit"], "incidents");
    assert!(incidents < reports * 3 / 4, "{incidents} of {reports}");
    assert!(incidents > reports / 4, "{incidents} of {reports}");

    let page = program.ok(&["group", &text(&world().summary["headline_group"])]).stdout;
    assert!(page.contains("incidents told by") && page.contains("Adding up"), "{page}");
    let table = program.json(&["overlap", "--deadly"]);
    assert_eq!(table["estimates_hold"], false, "machine-coded news give no tolls");
    let like = ["overlap", "--deadly", "--source", "sim-ged", "--source", "sim-acled"];
    let table = program.json(&like);
    assert_eq!(table["estimates_hold"], true, "{}", table["against_estimates"]);
    let estimate = &table["estimates"][0];
    assert!(estimate["total"].as_f64() >= table["incidents"].as_f64());
    assert!(estimate["assumptions"].as_array().is_some_and(|all| all.len() > 2));
    let differing = program.json(&like[..1]);
    assert_eq!(differing["estimates_hold"], false, "only some admit incidents without deaths");
}

#[test]
fn a_judged_pair_stays_judged_after_another_run_and_an_ingest_and_can_be_taken_back() {
    let program = two();
    let [a, b] = pair(&program, false);
    let (before, _) = incident(&program, &b);
    let judged = program.json(&["incident", "judge", &a, &b, "same", "--why", "one market"]);
    assert_eq!(judged["together"], true, "{judged}");
    let together = |program: &Bellwether| incident(program, &a).1.contains(&b);
    assert!(together(&program));
    // Its old name leads to the living one.
    let (living, _) = incident(&program, &b);
    let shown = program.ok(&["incident", "show", &before]);
    assert!(shown.stdout.contains(&living), "{}", shown.stdout);
    assert!(shown.stdout.contains("one market"), "{}", shown.stdout);

    let _ = program.ok(&["reconcile", "--full", "-q"]);
    assert!(together(&program), "a full run forgot it");
    let gtd = files("sim-gtd", "gtd-csv").remove(0);
    let _ = program.ok(&["ingest", &gtd, "-q"]);
    assert!(together(&program), "an ingest forgot it");

    let apart = program.json(&["incident", "judge", &a, &b, "different", "--why", "two markets"]);
    assert_eq!((&apart["changed"], &apart["together"]), (&1.into(), &false.into()));
    let _ = program.ok(&["incident", "judge", &a, &b, "unsure", "--why", "cannot tell"]);
    let list = program.json(&["incident", "judgements"]);
    assert_eq!(list["judgements"][0]["verdict"], "unsure");
    let strange = program.run(&["incident", "judge", &a, "sim-ged:0", "same", "--why", "x"]);
    assert!(strange.expect_code(2).stderr.contains("sim-ged:0"));
}

#[test]
fn judgements_can_be_handed_to_another_store_in_both_forms() {
    let program = two();
    let [a, b] = pair(&program, true);
    let _ = program.ok(&["incident", "judge", &a, &b, "different", "--why", "two, not one", "-q"]);
    for file in ["judgements.csv", "judgements.ndjson"] {
        let _ = program.ok(&["incident", "export", file]);
        let path = program.dir().join(file).display().to_string();
        let other = two();
        assert!(incident(&other, &a).1.contains(&b));
        let taken = other.json(&["incident", "import", &path]);
        assert_eq!((&taken["added"], &taken["unknown"]), (&1.into(), &0.into()), "{taken}");
        assert!(!incident(&other, &a).1.contains(&b), "{file}: it took no effect");
        assert_eq!(other.json(&["incident", "import", &path])["unchanged"], 1);
    }
}

#[test]
fn before_the_second_source_was_known_every_report_was_an_incident_of_its_own() {
    let program = two();
    let day = ["--as-of", "2025-06-15"];
    let then = program.ok(&["count", "--json", day[0], day[1]]);
    assert!(then.stderr.contains("computed just now"), "{}", then.stderr);
    assert_eq!(then.json()["unit"], "incidents");
    let reports = program.events(&["--unit", "reports", day[0], day[1]]);
    assert_eq!(then.json()["value"].as_i64(), Some(reports));
    assert!(program.events(&[]) > reports);
}

#[test]
fn what_came_in_without_being_put_together_is_said_and_counted_alone() {
    let program = world().program();
    let _ = world().releases[0].ingest(&program);
    let _ = program.run(&["count", "--unit", "incidents"]).expect_code(2);
    let _ = program.ok(&["reconcile", "-q"]);
    let told = ingest_second(&program, &["--no-reconcile"]);
    assert!(!told.contains("put together"), "{told}");
    let count = program.ok(&["count", "--json"]);
    assert!(count.stderr.contains("bellwether reconcile"), "{}", count.stderr);
    let unjoined = count.json()["value"].as_i64();
    assert_eq!(unjoined, Some(program.events(&["--unit", "reports"])));
    let _ = program.ok(&["reconcile", "-q"]);
    assert!(program.events(&[]) < unjoined.expect("a count"));
}
