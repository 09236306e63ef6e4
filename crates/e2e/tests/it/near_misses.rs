//! Cases in which putting reports together goes wrong easily, each written by hand among enough ordinary events
//! to learn from; and what of a restricted source must not leave.

use std::sync::OnceLock;

use bellwether_e2e::{Bellwether, copy_dir, ged, table};
use serde_json::Value;

const TOWNS: [(&str, f64, f64); 8] = [
    ("Maiduguri", 11.83, 13.15),
    ("Bama", 11.52, 13.69),
    ("Gwoza", 11.08, 13.69),
    ("Konduga", 11.65, 13.42),
    ("Monguno", 12.67, 13.61),
    ("Damboa", 11.16, 12.76),
    ("Dikwa", 12.03, 13.92),
    ("Chibok", 10.87, 12.85),
];
const ARMY: &str = "Military Forces of Nigeria (2015-)";
const GROUP: &str = "Boko Haram - Jamatu Ahli is-Sunnah lid-Dawatai wal-Jihad";

fn day(number: u32) -> String {
    format!("20{}-{:02}-{:02}", 15 + number / 336, number / 28 % 12 + 1, number % 28 + 1)
}

fn one(id: u32, days: [&str; 2], town: (&str, f64, f64), deaths: u32) -> ged::Row {
    let (name, latitude, longitude) = town;
    let toll = deaths.to_string();
    ged::Row::new(id)
        .set("year", &days[0][..4])
        .set("date_start", days[0])
        .set("date_end", days[1])
        .set("date_prec", if days[0] == days[1] { "1" } else { "3" })
        .set("where_coordinates", &format!("{name} town"))
        .set("latitude", &latitude.to_string())
        .set("longitude", &longitude.to_string())
        .set("geom_wkt", "")
        .set("priogrid_gid", "")
        .set("deaths_a", "0")
        .set("deaths_b", &toll)
        .set("best", &toll)
        .set("low", &toll)
        .set("high", &toll)
}

fn other(id: &str, day: &str, town: (&str, f64, f64), deaths: u32) -> table::Row {
    let (name, latitude, longitude) = town;
    table::acled(id, day)
        .set("actor1", ARMY)
        .set("actor2", GROUP)
        .set("location", name)
        .set("admin2", name)
        .set("latitude", &latitude.to_string())
        .set("longitude", &longitude.to_string())
        .set("fatalities", &deaths.to_string())
}

/// The hand-written cases, each in a year of its own, far from the ordinary events.
fn cases(ged: &mut Vec<ged::Row>, acled: &mut Vec<table::Row>) {
    // Two bombs an hour apart in one town: five and twelve dead.
    let d = "2021-03-05";
    ged.push(one(9001, [d, d], TOWNS[0], 5));
    ged.push(one(9002, [d, d], TOWNS[0], 12));
    acled.push(other("NIG9001", d, TOWNS[0], 5));
    acled.push(other("NIG9002", d, TOWNS[0], 12));
    // A week of fighting in one row beside a row for each day.
    ged.push(one(9010, ["2022-05-02", "2022-05-08"], TOWNS[1], 21));
    for offset in 0..7 {
        let id = format!("NIG901{offset}");
        acled.push(other(&id, &format!("2022-05-0{}", 2 + offset), TOWNS[1], 3));
    }
    // Two protests on one day in one city.
    for id in ["NIG9021", "NIG9022"] {
        let protest = other(id, "2022-10-10", TOWNS[0], 0)
            .set("disorder_type", "Demonstrations")
            .set("event_type", "Protests")
            .set("sub_event_type", "Peaceful protest")
            .set("actor1", "Protesters (Nigeria)")
            .set("inter1", "Protesters")
            .set("actor2", "")
            .set("inter2", "")
            .set("interaction", "Protesters only");
        acled.push(protest);
    }
    // Nobody knows who it was; the other source does.
    let d = "2023-02-14";
    ged.push(one(9030, [d, d], TOWNS[2], 7));
    acled
        .push(other("NIG9030", d, TOWNS[2], 7).set("actor2", "Unidentified Armed Group (Nigeria)"));
}

/// Ordinary events over four years, half of which both sources tell of, and the cases; made once and copied.
fn program() -> (Bellwether, String) {
    static MADE: OnceLock<Bellwether> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let (mut ged, mut acled) = (Vec::new(), Vec::new());
        for number in 0..600_u32 {
            let town = TOWNS[(number * 7 % 8) as usize];
            let (when, deaths) = (day(number * 2), number * 5 % 9 + 1);
            if number % 3 != 1 {
                ged.push(one(number + 1, [&when, &when], town, deaths));
            }
            if number % 3 != 2 {
                let later = day(number * 2 + u32::from(number % 5 == 0));
                let deaths = deaths + u32::from(number % 4 == 0);
                acled.push(other(&format!("NIG{}", number + 1), &later, town, deaths));
            }
        }
        cases(&mut ged, &mut acled);
        let program = Bellwether::new();
        let one = program.file("ged.csv", ged::csv(&ged)).display().to_string();
        let two = program.file("acled.csv", table::csv(&acled)).display().to_string();
        let _ = program.ok(&["ingest", &one, &two, "-q"]);
        let _ = program.ok(&["reconcile", "-q"]);
        program
    });
    let program = Bellwether::new();
    copy_dir(made.store(), program.store()).expect("the store can be copied");
    let text = "[[permissions]]\ndataset = \"acled\"\nwho = \"the licence desk\"\n\
                why = \"contract 17\"\ndate = \"2025-01-02\"\n";
    let config = program.file("permitted.toml", text).display().to_string();
    (program, config)
}

fn show(id: &str) -> Value {
    let (program, config) = program();
    program.json(&["incident", "show", id, "--config", &config])
}

/// The reports of the one incident that is shown, with their roles.
fn reports(shown: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let reports = shown["reports"].as_array().expect("reports").iter();
    reports.map(|report| (text(&report["report"]), text(&report["role"]))).collect()
}

fn ids(shown: &Value) -> Vec<String> {
    reports(shown).into_iter().map(|(id, _)| id).collect()
}

#[test]
fn two_bombs_an_hour_apart_in_one_town_are_two_incidents() {
    assert_eq!(ids(&show("ucdp-ged:9001")), ["acled:NIG9001", "ucdp-ged:9001"]);
    assert_eq!(ids(&show("ucdp-ged:9002")), ["acled:NIG9002", "ucdp-ged:9002"]);
}

#[test]
fn a_week_in_one_row_sums_up_the_rows_of_its_days_and_adds_nothing() {
    let shown = show("acled:NIG9013");
    let reports = reports(&shown);
    assert!(reports.contains(&("ucdp-ged:9010".into(), "summary".into())), "{reports:?}");
    let days = reports.iter().filter(|(_, role)| role == "report").count();
    assert_eq!(days, 1, "{reports:?}");
    let (program, config) = program();
    let week = ["count", "--from", "2022-05-02", "--to", "2022-05-08", "--config", &config];
    let events = program.json(&week);
    assert_eq!(events["value"], 7, "{events}");
    let mut deaths = week.to_vec();
    deaths.extend(["--measure", "fatalities"]);
    assert_eq!(program.json(&deaths)["value"], 21);
}

#[test]
fn two_protests_on_one_day_in_one_city_stay_two() {
    assert_eq!(ids(&show("acled:NIG9021")), ["acled:NIG9021"]);
    assert_eq!(ids(&show("acled:NIG9022")), ["acled:NIG9022"]);
}

#[test]
fn an_unidentified_group_is_no_reason_against_one_incident() {
    assert_eq!(ids(&show("ucdp-ged:9030")), ["acled:NIG9030", "ucdp-ged:9030"]);
}

#[test]
fn incidents_with_a_report_of_a_restricted_source_do_not_leave() {
    let (program, _) = program();
    for args in [
        &["incident", "show", "ucdp-ged:9001"][..],
        &["incident", "show", "ucdp-ged:9001", "--json"],
        &["incident", "list", "--format", "csv"],
        &["incident", "list", "-o", "list.csv"],
    ] {
        let output = program.run(args).expect_code(4);
        assert!(output.stdout.is_empty(), "{args:?}: {}", output.stdout);
        assert!(!output.stderr.contains("NIG9001"), "{args:?}: {}", output.stderr);
    }
    assert!(!program.dir().join("list.csv").exists());
    let judge = ["incident", "judge", "ucdp-ged:9001", "acled:NIG9001", "same", "--why", "seen"];
    let _ = program.ok(&judge);
    for args in [
        &["incident", "judgements", "--json"][..],
        &["incident", "export", "judgements.csv"],
        &["incident", "review", "--json"],
        &["overlap", "--json"],
    ] {
        let output = program.run(args);
        assert!(!output.stdout.contains("acled:"), "{args:?}: {}", output.stdout);
    }
    let file = std::fs::read_to_string(program.dir().join("judgements.csv")).unwrap_or_default();
    assert!(!file.contains("acled:"), "{file}");
}
