//! N1 and O1: the same answers in every time zone, language and number of threads.

use bellwether_e2e::{Bellwether, ged};
use serde_json::Value;

use crate::world::World;

const ZONES: [&str; 4] = ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"];
const LANGUAGES: [&str; 3] = ["C", "tr_TR.UTF-8", "ar"];

#[test]
fn the_zone_and_the_language_of_the_machine_change_nothing() {
    let world = World::small();
    let last = world.yearly().pop().expect("a yearly release");
    let stores = ZONES.map(|zone| {
        let program = world.program().with_env("TZ", zone).with_env("LC_ALL", "tr_TR.UTF-8");
        last.ingest(&program);
        program
    });
    for store in &stores[1..] {
        assert_eq!(store.digest(), stores[0].digest());
    }
    let group = world.summary["headline_group"].as_str().expect("a group");
    let questions = [vec!["count", "--json", "--by", "month"], vec!["group", group, "--json"]];
    let mut first: Option<Vec<String>> = None;
    for (zone, language) in ZONES.iter().flat_map(|zone| LANGUAGES.map(|word| (zone, word))) {
        let mut program = Bellwether::new().with_env("TZ", zone);
        program = program.with_env("LANG", language).with_env("LC_ALL", language);
        program.set_store(stores[0].store().to_path_buf());
        let said = questions.iter().map(|args| without_accessed(&program.ok(args).stdout));
        let said: Vec<String> = said.collect();
        match &first {
            Some(first) => assert_eq!(&said, first, "TZ={zone} LANG={language}"),
            None => first = Some(said),
        }
    }
}

/// Text without the day on which the program looked, in case midnight passes between two runs.
fn without_accessed(text: &str) -> String {
    let kept = text.lines().filter(|line| !line.contains("\"accessed\""));
    let kept: Vec<&str> = kept.map(|line| line.split("accessed ").next().unwrap_or(line)).collect();
    kept.join("\n")
}

#[test]
fn a_day_is_the_same_day_in_every_zone() {
    for zone in ZONES {
        let program = Bellwether::new().with_env("TZ", zone);
        let row = ged::Row::new(1).set("date_start", "2014-12-31").set("date_end", "2015-01-01");
        let path = program.file("one.csv", ged::csv(&[row])).display().to_string();
        program.ok(&["ingest", &path, "--published", "2015-06-01", "-q"]);
        let years = program.json(&["count", "--by", "year"]);
        assert_eq!(years["rows"][0]["key"], "2014", "{zone}");
        assert_eq!(program.events(&["--to", "2014-12-31"]), 1, "{zone}");
        assert_eq!(program.events(&["--as-of", "2015-05-31"]), 0, "{zone}");
        assert_eq!(program.events(&["--as-of", "2015-06-01"]), 1, "{zone}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let world = World::small();
    let digests: Vec<Value> = [1, 2, 16]
        .map(|threads| {
            let program = world.program();
            let config = program.file("own.toml", format!("threads = {threads}\n"));
            let config = config.display().to_string();
            for release in world.yearly() {
                program.ok(&[&release.args()[..], &["--config", &config]].concat());
            }
            let events = program.ok(&["events", "--limit", "5000", "--format", "csv", "-q"]).stdout;
            Value::from(vec![program.digest(), events])
        })
        .into();
    assert_eq!(digests[0], digests[1]);
    assert_eq!(digests[0], digests[2]);
}

#[test]
fn the_same_export_twice_is_the_same_bytes() {
    let world = World::small();
    let program = world.program();
    world.yearly()[0].ingest(&program);
    for form in ["csv", "ndjson", "json", "geojson", "parquet"] {
        let args = ["events", "--limit", "5000", "--format", form, "-q"];
        assert_eq!(program.ok(&args).bytes, program.ok(&args).bytes, "{form}");
    }
}
