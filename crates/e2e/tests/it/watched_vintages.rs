//! Watches on stores that came to know their reports bit by bit: no day uses what was known later, and the latest weeks
//! say what is missing of them.

use bellwether_e2e::{Bellwether, ged};
use serde_json::Value;

use crate::world::{Release, World};

const QUICK: [&str; 2] = ["--simulated-years", "20"];

/// An alert without what depends on the store that it lies in.
fn bare(alert: &Value) -> Value {
    let mut alert = alert.clone();
    alert.as_object_mut().expect("an object").remove("store_version");
    alert
}

/// The first releases of the small world by publication: two yearly ones, and monthly ones before and between.
fn releases() -> Vec<&'static Release> {
    let mut ordered: Vec<&Release> = World::small().releases.iter().collect();
    ordered.sort_by(|a, b| a.published.cmp(&b.published));
    ordered.truncate(8);
    ordered
}

/// The group that the reports tell most of.
fn busiest(program: &Bellwether) -> String {
    let found = program.json(&["count", "--by", "actor"]);
    let rows = found["rows"].as_array().expect("rows").iter();
    let mut groups: Vec<(i64, &str)> = rows
        .map(|row| (row["value"].as_i64().unwrap_or(0), row["key"].as_str().expect("a key")))
        .filter(|(_, key)| !key.contains("government") && !key.to_lowercase().contains("civilians"))
        .collect();
    groups.sort_unstable();
    groups.pop().expect("a group").1.to_owned()
}

/// A store that grows release by release and runs its watch after each says what one that has all of them says of those
/// days, by `run --as-of` and by `replay --as-known`.
#[test]
fn a_replay_as_known_says_what_a_store_of_each_day_said() {
    let (whole, growing) = (World::small().program(), World::small().program());
    releases().iter().for_each(|release| drop(release.ingest(&whole)));
    let group = busiest(&whole);
    let add = ["watch", "add", "w", "--actor", &group, "--facet", "tempo", "--facet", "lethality"];
    let cheap = ["--alarms-per-year", "8"];
    whole.ok(&[&add[..], &cheap].concat());
    let mut said: Vec<(String, Value)> = Vec::new();
    for (at, release) in releases().iter().enumerate() {
        release.ingest(&growing);
        if at == 0 {
            growing.ok(&[&add[..], &cheap].concat());
        }
        let run = growing.json(&[&["watch", "run", "w"][..], &QUICK].concat());
        let run = &run["runs"][0];
        for kind in ["new", "revised"] {
            let alerts = run[kind].as_array().expect("alerts");
            said.extend(alerts.iter().map(|alert| (release.published.clone(), bare(alert))));
        }
    }
    assert!(said.len() >= 3, "only {} entries: the world is too quiet for this test", said.len());

    let args = ["watch", "replay", "w", "--from", "1990", "--to", "2030", "--as-known"];
    let replayed = whole.json(&[&args[..], &QUICK].concat());
    let told: Vec<(String, Value)> = replayed["said"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["kind"] == "alert" || one["kind"] == "revision")
        .map(|one| (one["day"].as_str().expect("a day").to_owned(), bare(&one["alert"])))
        .collect();
    assert_eq!(told, said);

    // On no day does an alert rest on what was published after it.
    for (day, alert) in &told {
        assert_eq!(alert["known_on"], day.as_str());
        assert!(alert["window"]["to"].as_str() <= Some(day.as_str()), "{alert}");
        let ids = alert["evidence"].as_array().expect("ids").iter();
        let ids: Vec<String> = ids.map(|id| format!("'{}'", id.as_str().expect("an id"))).collect();
        let sql = format!(
            "SELECT count(*) AS n FROM (SELECT report_id, min(known_from) AS first FROM reports_log WHERE report_id IN \
             ({}) GROUP BY report_id) WHERE first <= TIMESTAMP '{day} 23:59:59'",
            ids.join(", ")
        );
        let known = whole.ok(&["sql", &sql, "--format", "csv"]).stdout;
        assert_eq!(known.lines().nth(1), Some(&*ids.len().to_string()), "{day}: {alert}");
    }
}

/// Days from 1 January 2020 as a date.
fn day(days: i32) -> jiff::civil::Date {
    jiff::civil::date(2020, 1, 1).checked_add(jiff::Span::new().days(days)).expect("a date")
}

/// Releases by the month, each out ten days after its month: an event every third day; every fourth one comes with the next
/// release. In the last of 24 months there are three a day.
fn monthly(program: &Bellwether) {
    let quiet = (0..234).map(|n| n * 3);
    let loud = (0..60).map(|n| 702 + n / 2);
    let events: Vec<(u32, jiff::civil::Date)> = (1..).zip(quiet.chain(loud).map(day)).collect();
    let out = |id: u32, on: jiff::civil::Date| {
        let month = on.last_of_month();
        if id.is_multiple_of(4) { month.tomorrow().expect("a day").last_of_month() } else { month }
    };
    let mut month = day(0).last_of_month();
    for number in 1..=24 {
        let rows: Vec<ged::Row> = events
            .iter()
            .filter(|(id, on)| out(*id, *on) == month)
            .map(|(id, on)| {
                let on = on.to_string();
                let row = ged::Row::new(*id).set("year", &on[..4]);
                row.set("date_start", &on).set("date_end", &on)
            })
            .collect();
        let path = program.file(&format!("m{number}.csv"), ged::csv(&rows)).display().to_string();
        let published = month.checked_add(jiff::Span::new().days(10)).expect("a day").to_string();
        let scope = format!("country=NGA,from={},to={month}", month.first_of_month());
        let label = format!("22.0.{number}");
        program.ok(&[
            "ingest",
            &path,
            "--published",
            &published,
            "--release",
            &label,
            "--complete-for",
            &scope,
            "-q",
        ]);
        month = month.tomorrow().expect("a day").last_of_month();
    }
}

/// A yearly release ends with 2020, and monthly ones begin with 2022: what nobody published of the year between is no
/// silence, and the events after it are no return.
#[test]
fn a_year_that_no_release_is_complete_for_is_not_taken_for_a_silence() {
    let program = Bellwether::new();
    let rows = |days: std::ops::Range<i32>| -> Vec<ged::Row> {
        days.filter(|n| n % 4 == 0)
            .map(|n| {
                let on = day(n).to_string();
                let row = ged::Row::new(u32::try_from(n + 5000).expect("small"));
                row.set("year", &on[..4]).set("date_start", &on).set("date_end", &on)
            })
            .collect()
    };
    for (name, days, published, scope) in [
        ("21.1", -1000..366, "2021-06-01", "country=NGA,from=2016-01-01,to=2020-12-31"),
        ("22.0.1", 731..762, "2022-02-20", "country=NGA,from=2022-01-01,to=2022-01-31"),
        ("22.0.2", 762..790, "2022-03-20", "country=NGA,from=2022-02-01,to=2022-02-28"),
    ] {
        let path =
            program.file(&format!("{name}.csv"), ged::csv(&rows(days))).display().to_string();
        let release = ["--release", name, "--published", published, "--complete-for", scope, "-q"];
        program.ok(&[&["ingest", path.as_str()], &release[..]].concat());
    }
    program.ok(&["watch", "add", "boko", "--actor", "boko-haram"]);
    let run = program.json(&[&["watch", "run"][..], &QUICK].concat());
    let run = &run["runs"][0];
    assert_eq!(run["new"].as_array().map(Vec::len), Some(0), "{run}");
    let said = run["notices"].to_string();
    assert!(said.contains("since the first event or the last break"), "{said}");
}

#[test]
fn an_alert_on_the_latest_weeks_says_what_is_still_to_come_in() {
    let program = Bellwether::new();
    monthly(&program);
    program.ok(&["watch", "add", "boko", "--actor", "boko-haram"]);
    let run = program.json(&[&["watch", "run"][..], &QUICK].concat());
    let alert = &run["runs"][0]["new"][0];
    let said = &alert["incomplete"];
    let number = |value: &Value| value.as_f64().expect("a number");
    // A quarter is not in yet of the month, and of the days before it all is.
    let share = number(&said["completeness"]);
    assert!((0.6..0.95).contains(&share), "{alert}");
    let observed = number(&alert["observed"]);
    let [expected, low, high] = [0, 1, 2].map(|at| number(&said["nowcast"][at]));
    assert!(observed <= low && low < expected && expected < high, "{alert}");
    let true_ones = observed / 0.75;
    assert!(low <= true_ones && true_ones <= high, "{true_ones}: {alert}");
    let id = alert["id"].as_str().expect("an id");
    let told = program.json(&["alerts", "explain", id]);
    let sentence = told["sentence"].as_str().expect("a sentence");
    assert!(sentence.contains("may still come in"), "{sentence}");
}

#[test]
fn an_alert_on_the_latest_weeks_of_a_single_release_is_marked_and_foresees_nothing() {
    let program = Bellwether::new();
    let days = (0..234).map(|n| n * 3).chain((0..60).map(|n| 702 + n / 2));
    let rows: Vec<ged::Row> = (1..)
        .zip(days.map(day))
        .map(|(id, on)| {
            let on = on.to_string();
            let row = ged::Row::new(id).set("year", &on[..4]);
            row.set("date_start", &on).set("date_end", &on)
        })
        .collect();
    let path = program.file("all.csv", ged::csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "--published", "2022-01-10", "-q"]);
    program.ok(&["watch", "add", "boko", "--actor", "boko-haram"]);
    let run = program.json(&[&["watch", "run"][..], &QUICK].concat());
    let alert = &run["runs"][0]["new"][0];
    assert_eq!(alert["incomplete"]["from"], "2021-12-06", "{alert}");
    assert!(alert["incomplete"]["nowcast"].is_null(), "{alert}");
    let shown = program.ok(&["alerts", "show", alert["id"].as_str().expect("an id")]).stdout;
    assert!(shown.contains("2021-12-06"), "{shown}");
}
