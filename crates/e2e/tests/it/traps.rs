//! Cases in which a hasty rule counts the dead twice or loses some, through files, `ingest` and `reconcile`: three
//! datasets, one in the shape of UCDP GED and two read through a mapping, over a background of incidents from which
//! the weights are learnt.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use bellwether_e2e::table::{acled, csv};
use bellwether_e2e::{Bellwether, Dice, copy_dir, ged};
use serde_json::Value;

/// A list of incidents of its own, with the ids of actors of UCDP.
const MAPPING: &str = r#"
[dataset]
id = "LIST"
source = "LIST"
title = "Incidents of the LIST"
citation = "The LIST (2016)"
url = "https://example.org/"
covers = "Incidents that the LIST told of"
update_rhythm = "weekly"
actor_ids = "ucdp-ged"

[dataset.licence]
id = "CC0-1.0"
name = "CC0"
url = "https://creativecommons.org/publicdomain/zero/1.0/"
rows_may_be_exported = true

[dataset.inclusion]
holds = "events"
unit = "an incident"
lethal_only = false
sample = false
event_kinds = ["state-based", "one-sided", "protest"]
fatalities = { form = "one-number", includes_perpetrators = true }
civilian_coding = "the type"

[table]
kind = "events"
delimiter = ","

[event]
id = "nr"
type = "kind"
side_a = { id = "id_a", name = "side_a" }
side_b = { id = "id_b", name = "side_b" }
deaths = "killed"

[event.date]
start = "start"
end = "end"

[event.place]
country = "country"
country_code = { codes = "name", of = "country" }
admin1 = "province"
admin2 = "district"
name = "town"
latitude = "lat"
longitude = "lon"
precision = { constant = "exact" }
"#;

const HEADER: &str =
    "nr,start,end,kind,id_a,side_a,id_b,side_b,killed,country,province,district,town,lat,lon\n";

/// Who acts: UCDP's id and name, none for nobody that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Who {
    BokoHaram,
    IslamicState,
    Unidentified,
    Protesters,
}

impl Who {
    const fn id_and_name(self) -> (&'static str, &'static str) {
        match self {
            Self::BokoHaram => ("1051", "Boko Haram"),
            Self::IslamicState => ("234", "IS"),
            Self::Unidentified => ("", "Unidentified armed group"),
            Self::Protesters => ("", "Protesters (Nigeria)"),
        }
    }
}

/// What happened, as a dataset tells it.
#[derive(Debug, Clone, Copy)]
struct Told {
    /// Days since the first of January 2014.
    first: u32,
    last: u32,
    kind: &'static str,
    who: Who,
    town: u32,
    /// Thousandths of a degree off the town's centre, to the north.
    off: i32,
    killed: u32,
}

fn day(number: u32) -> String {
    let days = jiff::Span::new().days(i64::from(number));
    jiff::civil::date(2014, 1, 1).checked_add(days).expect("in range").to_string()
}

/// Forty towns of a grid with some 28 km between.
fn at(town: u32, off: i32) -> (String, String) {
    let latitude = 10.0 + f64::from(town % 8) * 0.25 + f64::from(off) / 1000.0;
    (format!("{latitude:.4}"), format!("{:.4}", 12.0 + f64::from(town / 8) * 0.25))
}

impl Told {
    fn ged(&self, id: u32) -> ged::Row {
        let ((latitude, longitude), killed) = (at(self.town, self.off), self.killed.to_string());
        let (who, name) = self.who.id_and_name();
        let one_sided = self.kind == "one-sided";
        let row = ged::Row::new(id)
            .set("year", &day(self.first)[..4])
            .set("date_start", &day(self.first))
            .set("date_end", &day(self.last))
            .set("date_prec", if self.last > self.first { "3" } else { "1" })
            .set("type_of_violence", if one_sided { "3" } else { "1" })
            .set("latitude", &latitude)
            .set("longitude", &longitude)
            .set("where_coordinates", &format!("Town {}", self.town));
        let row = if one_sided {
            row.set("side_a_new_id", who)
                .set("side_a", name)
                .set("side_b_new_id", "9999")
                .set("side_b", "Civilians")
        } else {
            row.set("side_b_new_id", who).set("side_b", name)
        };
        ["best", "high", "low", "deaths_unknown"]
            .into_iter()
            .fold(row, |row, column| row.set(column, &killed))
            .set("deaths_a", "0")
            .set("deaths_b", "0")
            .set("deaths_civilians", "0")
    }

    fn listed(&self, nr: &str) -> String {
        let (latitude, longitude) = at(self.town, self.off);
        let (who, name) = self.who.id_and_name();
        let sides = match self.kind {
            "state-based" => format!("84,Government of Nigeria,{who},{name}"),
            "one-sided" => format!("{who},{name},,Civilians"),
            _ => format!("{who},{name},,"),
        };
        format!(
            "{nr},{},{},{},{sides},{},Nigeria,Borno,,Town {},{latitude},{longitude}\n",
            day(self.first),
            day(self.last),
            self.kind,
            self.killed,
            self.town
        )
    }
}

/// The rows of the three datasets.
#[derive(Debug, Default)]
struct Files {
    ged: Vec<ged::Row>,
    lists: [String; 2],
}

/// The two lists, by the names of their datasets.
const LISTS: [&str; 2] = ["press", "radio"];

impl Files {
    /// Incidents over two years, of which each dataset tells two thirds, at times a day late or a few
    /// kilometres off. UCDP has no protests; the lists do not know who it was in one of five.
    fn background() -> Self {
        let mut dice = Dice(11);
        let mut below = |limit: u64| u32::try_from(dice.below(limit)).expect("below a small limit");
        let mut files = Self::default();
        for incident in 0..900 {
            let first = below(730);
            let (kind, who) = match below(6) {
                0 => ("protest", Who::Protesters),
                1 | 2 => ("one-sided", Who::BokoHaram),
                3 => ("one-sided", Who::IslamicState),
                4 => ("state-based", Who::BokoHaram),
                _ => ("state-based", Who::IslamicState),
            };
            let killed = if kind == "protest" { 0 } else { 1 + below(8) };
            let told = Told { first, last: first, kind, who, town: below(40), off: 0, killed };
            for dataset in 0..3 {
                let (tells, late) = (below(3) > 0, u32::from(below(4) == 0));
                let off = i32::try_from(below(20)).expect("small");
                let nobody = below(5) == 0 && dataset > 0 && kind != "protest";
                let who = if nobody { Who::Unidentified } else { who };
                if tells {
                    let told = Told { first: first + late, last: first + late, off, who, ..told };
                    files.add(dataset, incident + 100, &told);
                }
            }
        }
        files
    }

    fn add(&mut self, dataset: usize, id: u32, told: &Told) {
        if dataset > 0 {
            self.lists[dataset - 1].push_str(&told.listed(&id.to_string()));
        } else if told.kind != "protest" {
            self.ged.push(told.ged(id));
        }
    }

    fn ingest(&self, program: &Bellwether) {
        let path = program.file("ged.csv", ged::csv(&self.ged)).display().to_string();
        let _ = program.ok(&["ingest", &path, "--published", "2016-06-01", "-q"]);
        for (name, rows) in LISTS.into_iter().zip(&self.lists) {
            let table = format!("{HEADER}{rows}");
            let path = program.file(&format!("{name}.csv"), table).display().to_string();
            let mapping = MAPPING.replace("LIST", name);
            let mapping = program.file(&format!("{name}.toml"), mapping).display().to_string();
            let args = ["ingest", &path, "--mapping", &mapping, "--published", "2016-06-01", "-q"];
            let _ = program.ok(&args);
        }
    }
}

const WEEK: [u32; 7] = [10, 11, 12, 13, 14, 15, 16];

/// All traps in one store, put together.
fn store() -> Bellwether {
    static MADE: OnceLock<Bellwether> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let mut files = Files::background();
        let bombing = |killed| Told {
            first: 800,
            last: 800,
            kind: "one-sided",
            who: Who::BokoHaram,
            town: 3,
            off: 0,
            killed,
        };
        files.add(0, 1, &bombing(4));
        files.add(0, 2, &bombing(31));
        files.add(1, 1, &bombing(30));
        files.add(1, 2, &bombing(4));
        let fighting = |first, last, killed| Told {
            kind: "state-based",
            who: Who::IslamicState,
            town: 21,
            first,
            last,
            off: 0,
            killed,
        };
        for (id, offset) in WEEK.into_iter().zip(0..) {
            files.add(0, id, &fighting(850 + offset, 850 + offset, 3));
        }
        files.add(1, 20, &fighting(850, 856, 21));
        let protest = |off| Told {
            first: 900,
            last: 900,
            kind: "protest",
            who: Who::Protesters,
            town: 12,
            off,
            killed: 0,
        };
        let (north, south) = (45, -45);
        files.add(1, 30, &protest(north));
        files.add(1, 31, &protest(south));
        files.add(2, 30, &protest(south));
        files.add(2, 31, &protest(north));
        let attack = |first, who| Told {
            first,
            last: first,
            kind: "one-sided",
            who,
            town: 30,
            off: 0,
            killed: 5,
        };
        files.add(0, 40, &attack(950, Who::BokoHaram));
        files.add(1, 40, &attack(950, Who::Unidentified));
        let program = Bellwether::new();
        files.ingest(&program);
        let _ = program.ok(&["reconcile", "-q"]);
        program
    });
    let program = Bellwether::new();
    copy_dir(made.store(), program.store()).expect("the store can be copied");
    program
}

/// The incidents that a report is in, and their reports with their roles.
fn around(program: &Bellwether, report: &str) -> (Vec<String>, BTreeSet<(String, String)>) {
    let shown = program.json(&["incident", "show", report, "-q"]);
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let all = |key: &str| shown[key].as_array().expect("a list").iter();
    (
        all("incidents").map(|incident| text(&incident["incident_id"])).collect(),
        all("reports").map(|report| (text(&report["report"]), text(&report["role"]))).collect(),
    )
}

fn reports(of: &[&str]) -> BTreeSet<(String, String)> {
    of.iter().map(|report| ((*report).to_owned(), "report".to_owned())).collect()
}

/// Deaths of incidents from a day of the trap on.
fn deaths(program: &Bellwether, from: u32, to: u32, unit: &str) -> i64 {
    let (from, to) = (day(from), day(to));
    let args = ["count", "--measure", "fatalities", "--from", &from, "--to", &to, "--unit", unit];
    program.json(&args)["value"].as_i64().expect("a sum")
}

#[test]
fn bombings_an_hour_apart_in_one_town_stay_two_each_with_its_own_account() {
    let program = store();
    let (small, told) = around(&program, "ucdp-ged:1");
    assert_eq!(told, reports(&["ucdp-ged:1", "press:2"]));
    let (large, told) = around(&program, "ucdp-ged:2");
    assert_eq!(told, reports(&["ucdp-ged:2", "press:1"]));
    assert_ne!(small, large);
    assert_eq!(deaths(&program, 800, 800, "reports"), 69);
    assert!((34..=35).contains(&deaths(&program, 800, 800, "incidents")));
}

#[test]
fn a_summary_of_a_week_is_never_counted_beside_its_seven_days() {
    let program = store();
    for id in WEEK {
        let (incidents, told) = around(&program, &format!("ucdp-ged:{id}"));
        assert_eq!(incidents.len(), 1);
        assert!(told.contains(&("press:20".into(), "summary".into())), "{told:?}");
        assert_eq!(told.len(), 2, "{told:?}");
    }
    assert_eq!(around(&program, "press:20").0.len(), 7);
    assert_eq!(deaths(&program, 850, 856, "reports"), 42);
    assert_eq!(deaths(&program, 850, 856, "incidents"), 21);
}

#[test]
fn two_protests_on_one_day_in_one_city_stay_two() {
    let program = store();
    let (north, told) = around(&program, "press:30");
    assert_eq!(told, reports(&["press:30", "radio:31"]));
    let (south, told) = around(&program, "press:31");
    assert_eq!(told, reports(&["press:31", "radio:30"]));
    assert_ne!(north, south);
}

#[test]
fn an_unidentified_group_is_no_evidence_for_or_against() {
    let program = store();
    let (_, told) = around(&program, "ucdp-ged:40");
    assert_eq!(told, reports(&["ucdp-ged:40", "press:40"]));
    let shown = program.json(&["incident", "show", "press:40", "-q"]);
    let link = &shown["links"][0];
    let parts = link["parts"].as_array().expect("parts").iter();
    let who = parts.into_iter().find(|part| part["name"] == "who").expect("who");
    assert!(who["bits"].as_f64().is_some_and(|bits| bits.abs() < 2.0), "{link}");
}

#[test]
fn a_report_that_must_not_leave_does_not_part_the_others() {
    let program = store();
    let incidents = |program: &Bellwether| {
        let told = program.ok(&["sql", "SELECT count(*) AS n FROM incidents", "--json"]);
        (told.json()["rows"][0]["n"].as_i64().expect("a count"), told.stderr)
    };
    let (before, _) = incidents(&program);
    let row = acled("XQ1", &day(800)).set("fatalities", "4");
    let path = program.file("acled.csv", csv(&[row])).display().to_string();
    let _ = program.ok(&["ingest", &path, "--published", "2016-06-01", "-q"]);
    let why = ["--why", "the same market", "-q"];
    let judge = ["incident", "judge", "acled:XQ1", "ucdp-ged:1", "same"];
    assert_eq!(program.json(&[&judge[..], &why[..]].concat())["together"], true);
    let (after, told) = incidents(&program);
    assert_eq!(after, before, "two reports that may leave tell of one incident");
    assert!(told.contains("put together anew") && told.contains("acled"), "{told}");
    let table = program.json(&["overlap", "-q"]);
    assert_eq!(table["incidents"].as_i64(), Some(before), "{table}");
}
