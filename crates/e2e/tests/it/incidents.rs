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

#[test]
fn an_import_names_each_row_that_is_none_and_takes_the_others_over() {
    let program = two();
    let [a, b] = pair(&program, true);
    let [c, d] = pair(&program, false);
    let file = program.file(
        "shared.csv",
        format!(
            "\u{feff}report_a,report_b,verdict,why,made_on\n{a},{b},different,two towns,2025-07-02\n\
             {c},{d},perhaps,unclear,2025-07-02\n{c},acled:NOWHERE1,same,one market,2025-07-02\n\
             {d},{c},same,one market,2025-07-02\n{c},{d},different,two markets,2025-07-01\n"
        ),
    );
    let file = file.display().to_string();
    let told = program.run(&["incident", "import", &file, "--json"]).expect_code(3);
    for said in [
        "row 2: \"perhaps\" is no verdict; write same, different or unsure",
        "row 3: this store has no report \"acled:NOWHERE1\"",
        "row 4 says same and row 5 different",
        "the others were taken over",
        "shared.csv",
    ] {
        assert!(told.stderr.contains(said), "{said} is not in {}", told.stderr);
    }
    let taken = told.json();
    assert_eq!((&taken["added"], &taken["unknown"]), (&2.into(), &1.into()), "{taken}");
    assert_eq!(taken["malformed"], 1);
    assert!(!incident(&program, &a).1.contains(&b), "what was sound took no effect");
    assert!(incident(&program, &c).1.contains(&d), "the later of two rows counts");
    let headless = program.file("headless.csv", "a,b\n1,2\n").display().to_string();
    let told = program.run(&["incident", "import", &headless]).expect_code(3).stderr;
    assert!(told.contains("headless.csv") && told.contains("report_a"), "{told}");
}

#[test]
fn older_practice_comes_out_with_windows_of_ones_own() {
    let program = two();
    let joined = |args: &[&str]| -> i64 {
        let mut all = vec!["reconcile", "-q"];
        all.extend(args);
        let outcome = program.json(&all);
        assert_eq!(outcome["outcome"]["method"], args[1], "{outcome}");
        outcome["outcome"]["incidents"].as_i64().expect("a count")
    };
    for method in ["meltt", "xsub"] {
        let own = joined(&["--method", method]);
        let wide = joined(&["--method", method, "--days-max", "3", "--km-max", "25"]);
        let narrow = joined(&["--method", method, "--days-max", "0", "--km-max", "1"]);
        assert!(narrow < own && own < wide, "{method}: {narrow}, {own}, {wide}");
    }
    let refused = ["reconcile", "--method", "meltt", "--threshold", "0.5"];
    assert!(program.run(&refused).expect_code(2).stderr.contains("--days-max"));
    let strict = joined(&["--method", "linkage", "--threshold", "0.99"]);
    assert!(strict < joined(&["--method", "linkage", "--threshold", "0.2"]));
    // What comes in later is put together in the way that was chosen last.
    let _ = joined(&["--method", "xsub", "--days-max", "0", "--km-max", "1"]);
    let gtd = files("sim-gtd", "gtd-csv").remove(0);
    let _ = program.ok(&["ingest", &gtd, "-q"]);
    let runs =
        program.json(&["sql", "SELECT method FROM runs ORDER BY store_version DESC LIMIT 1"]);
    assert_eq!(runs["rows"][0]["method"], "xsub", "{runs}");
}

#[test]
fn statements_about_a_past_day_see_the_incidents_of_that_day() {
    let program = two();
    let count = |more: &[&str]| {
        let mut args = vec!["sql", "SELECT count(*) AS n FROM incidents"];
        args.extend(more);
        program.json(&args)["rows"][0]["n"].as_i64().expect("a count")
    };
    assert_eq!(count(&[]), program.events(&[]));
    let day = ["--as-of", "2025-06-15"];
    assert_eq!(count(&day), program.events(&day));
    let links = program.json(&["sql", "SELECT count(*) AS n FROM links", day[0], day[1]]);
    assert_eq!(links["rows"][0]["n"], 0, "only one source was known then");
}

#[test]
fn a_group_is_exported_with_each_incident_once_or_with_each_report() {
    let program = two();
    let group = text(&world().summary["headline_group"]);
    let bundle = |unit: &str| -> Vec<Value> {
        let file = format!("{unit}.json");
        let _ = program.ok(&["export", "actor", &group, "--unit", unit, "-o", &file, "-q"]);
        let written = std::fs::read_to_string(program.dir().join(&file)).expect("written");
        let bundle: Value = serde_json::from_str(&written).expect("JSON");
        let objects = bundle["objects"].as_array().expect("objects").iter();
        objects.filter(|object| object["type"] == "incident").cloned().collect()
    };
    let (incidents, reports) = (bundle("incidents"), bundle("reports"));
    let of = |unit| program.events(&["--actor", &group, "--unit", unit]);
    assert_eq!(i64::try_from(incidents.len()).expect("small"), of("incidents"));
    assert_eq!(i64::try_from(reports.len()).expect("small"), of("reports"));
    let references = |one: &Value| one["external_references"].as_array().map_or(0, Vec::len);
    assert!(incidents.iter().any(|one| references(one) == 2), "none has two reports");
    assert!(reports.iter().all(|one| references(one) == 1));
}

#[test]
fn a_groups_page_leads_to_an_incident_and_to_what_overrules_the_machine() {
    let program = two();
    let group = text(&world().summary["headline_group"]);
    let page = program.ok(&["group", &group]).stdout;
    assert!(page.contains("Adding up") && page.contains("too many events"), "{page}");
    let one = program.ok(&["group", &group, "--source", "sim-ged"]).stdout;
    // The page is wrapped where it is wide enough.
    let words: Vec<&str> = one.split_whitespace().collect();
    assert!(words.join(" ").contains("The reports of sim-ged alone say"), "{one}");
    let commands: Vec<&str> =
        page.lines().filter_map(|line| line.trim().strip_prefix("bellwether ")).collect();
    let [list, show, judge] = commands.as_slice() else { panic!("{commands:?}") };
    let words = |command: &str| -> Vec<String> {
        command.replace("\"…\"", "apart").split_whitespace().map(str::to_owned).collect()
    };
    let run = |command: &str| {
        let words = words(command);
        program.ok(&words.iter().map(String::as_str).collect::<Vec<_>>()).stdout
    };
    let id = words(show)[2].clone();
    assert!(run(list).contains("incident"));
    let shown = run(show);
    assert!(shown.contains(&id) && shown.contains("bits"), "{shown}");
    let [a, b] = [words(judge)[2].clone(), words(judge)[3].clone()];
    assert!(incident(&program, &a).1.contains(&b));
    let _ = run(judge);
    assert!(!incident(&program, &a).1.contains(&b), "the judgement changed nothing");
}

#[test]
fn a_source_asked_for_alone_says_whose_toll_it_counts_with() {
    let program = two();
    let told = program.ok(&["count", "--source", "sim-acled", "--measure", "fatalities"]);
    assert!(
        told.stderr.contains("--unit reports counts what the source itself says"),
        "{}",
        told.stderr
    );
    let told = program.ok(&["count"]).stderr;
    assert!(told.contains("incidents, put together from") && told.contains("%)"), "{told}");
    assert!(!told.contains("itself says"), "{told}");
}

#[test]
fn events_are_asked_for_by_their_ids_one_or_several_in_both_units() {
    let program = two();
    let unit_ids = |unit: &str| {
        let key = if unit == "reports" { "report_id" } else { "incident_id" };
        let rows = |more: &[&str]| -> Vec<String> {
            let answer = program.json(&[&["events", "--unit", unit][..], more].concat());
            let list = if unit == "reports" { &answer["events"] } else { &answer["incidents"] };
            let rows = list.as_array().expect("rows").iter();
            let mut ids: Vec<String> = rows.map(|row| text(&row[key])).collect();
            ids.sort();
            ids
        };
        let known = rows(&["--limit", "9"]);
        let (one, two) = (known[2].as_str(), known[7].as_str());
        assert_eq!(rows(&["--id", one]), [one]);
        assert_eq!(rows(&["--id", two, "--id", one]), [one, two], "in any order");
        assert_eq!(rows(&["--id", one, "--id", one]), [one], "twice the same is one");
        known
    };
    let (reports, incidents) = (unit_ids("reports"), unit_ids("incidents"));
    // What is not there is none, and what is there beside it is given.
    let nothing = program.run(&["events", "--unit", "reports", "--id", "sim-ged:0"]).expect_code(1);
    assert!(!nothing.stdout.contains("sim-ged:0"), "{}", nothing.stdout);
    let some = ["events", "--unit", "reports", "--id", "sim-ged:0", "--id", reports[0].as_str()];
    assert_eq!(program.json(&some)["events"].as_array().map(Vec::len), Some(1));
    let _ =
        program.run(&["events", "--id", &incidents[0], "--after", "2015-01-03+2"]).expect_code(2);
    let csv = program.ok(&["events", "--id", &incidents[0], "--format", "csv"]).stdout;
    assert_eq!(csv.lines().count(), 2, "{csv}");
}
