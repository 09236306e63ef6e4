//! Every reader through the command line, on real files and on small ones made by hand.

use bellwether_e2e::table::{acled, acled_page, csv, gtd};
use bellwether_e2e::{Bellwether, shared_data};
use serde_json::Value;

fn number(program: &Bellwether, statement: &str) -> i64 {
    let answer = program.json(&["sql", statement, "-q"]);
    answer["rows"][0]["n"].as_i64().expect("a number called n")
}

/// Brings one file in and gives what was said of it.
fn bring(program: &Bellwether, args: &[&str]) -> Value {
    let mut all = vec!["ingest", "-q"];
    all.extend(args);
    program.json(&all)["files"][0].clone()
}

#[test]
fn the_files_of_gdelt_come_in_whole_and_as_what_they_are() {
    let names = ["events.csv", "events1.csv", "eventsT.csv", "mentions.csv", "mentionsT.csv"];
    let program = Bellwether::new();
    for name in names {
        let Some(path) = shared_data("GDELT", &format!("gdelt/{name}")) else { return };
        let file = bring(&program, &[&path]);
        let source = if name.starts_with("mentions") { "gdelt-mentions" } else { "gdelt" };
        assert_eq!(file["source"], source, "{name}");
        assert_eq!((&file["read"], &file["added"]), (&100.into(), &100.into()), "{file}");
        assert_eq!(file["rejected"], 0, "{file}");
    }
    assert_eq!(program.events(&["--source", "gdelt"]), 300);
    assert_eq!(number(&program, "SELECT count(*) AS n FROM mentions"), 200);
    // No toll is not a toll of none.
    let tolls = "SELECT count(deaths_best) AS n FROM reports";
    assert_eq!(number(&program, tolls), 0);
    // Country codes of places are FIPS 10-4, and become ISO codes.
    let strange = "SELECT count(*) AS n FROM reports WHERE country <> '' AND iso3 IS NULL";
    assert!(number(&program, strange) <= 3, "countries that nobody knows");
    // Statements (CAMEO 01) are no events of PLOVER's; everything else has a type there.
    let plover = "SELECT count(*) AS n FROM reports WHERE (plover IS NULL) <> \
                  (native_type LIKE '01%')";
    assert_eq!(number(&program, plover), 0, "codes without a type, or statements with one");
}

#[test]
fn the_month_of_icews_comes_in_whole() {
    let Some(path) = shared_data("ICEWS", "icews/icews-2018-06.csv") else { return };
    let program = Bellwether::new();
    let file = bring(&program, &[&path]);
    assert_eq!(file["source"], "icews");
    assert_eq!((&file["read"], &file["added"]), (&4_993.into(), &4_993.into()), "{file}");
    assert_eq!(program.events(&["--from", "2018-06", "--to", "2018-06"]), 4_993);
}

#[test]
fn the_list_of_elections_becomes_a_calendar_and_one_row_is_rejected_with_its_reason() {
    let name = "elections/reign-electionlist-2021-03.csv";
    let Some(path) = shared_data("REIGN", name) else { return };
    let program = Bellwether::new();
    let file = bring(&program, &[&path, "--mapping", "reign-elections"]);
    assert_eq!(file["source"], "reign-elections");
    assert_eq!((&file["read"], &file["added"]), (&4_351.into(), &4_350.into()), "{file}");
    assert_eq!(number(&program, "SELECT count(*) AS n FROM calendar"), 4_350);
    let rejects = program.json(&["rejects"]);
    let rejects = rejects["rejects"].as_array().expect("rejects");
    assert_eq!(rejects.len(), 1);
    assert_eq!(rejects[0]["rule"], "date-calendar", "{}", rejects[0]);
    assert_eq!(program.events(&[]), 0, "an election is no event of violence");
}

#[test]
fn the_running_example_shows_what_a_sample_can_show() {
    let Some(path) = shared_data("the running example", "ucdp/aec-events.csv") else { return };
    let program = Bellwether::new();
    let file = bring(&program, &[&path, "--mapping", "ucdp-aec"]);
    assert_eq!(file["source"], "aec");
    assert_eq!((&file["read"], &file["added"]), (&11_363.into(), &11_363.into()), "{file}");

    let group = program.json(&["group", "isis-k"]);
    assert_eq!(group["events"], 106);
    let two = ["--actor", "isis-k", "--country", "AFG", "--country", "PAK"];
    assert_eq!(program.events(&two), 105);
    assert_eq!(program.events(&["--actor", "isis-k", "--country", "RUS"]), 1);

    let units = group["units"].as_array().expect("units");
    let named = |place: usize| units[place]["name"].as_str().unwrap_or_default().to_lowercase();
    assert!(named(0).contains("nangarhar"), "{}", units[0]);
    assert_eq!(units[0]["events"], 62);
    let of = |name: &str| {
        let unit = units.iter().find(|unit| {
            unit["name"].as_str().is_some_and(|found| found.to_lowercase().contains(name))
        });
        unit.unwrap_or_else(|| panic!("{name} is not among {units:?}"))["events"].clone()
    };
    assert_eq!(of("kunar"), 16);
    assert_eq!(of("jowzjan"), 7);
    let jowzjan = units.iter().find(|unit| unit["events"] == 7).expect("seen above");
    let id = jowzjan["key"].as_str().expect("an id");
    let in_unit = ["--actor", "isis-k", "--admin1", id, "--from", "2017", "--to", "2018"];
    assert_eq!(program.events(&in_unit), 7);

    let years = program.json(&["count", "--actor", "isis-k", "--by", "year"]);
    let years = years["rows"].as_array().expect("rows").clone();
    let peak = years.iter().max_by_key(|row| row["value"].as_i64()).expect("years");
    assert_eq!((&peak["key"], &peak["value"]), (&"2018".into(), &37.into()));
    assert_eq!(group["reach"][0]["sample"], true);
    let page = program.ok(&["group", "isis-k"]).stdout.to_lowercase();
    assert!(page.contains("a sample cannot give totals"), "{page}");
}

/// Drafts a mapping, and applies the draft as it is but for these answers.
fn drafted(program: &Bellwether, path: &str, answers: &[(&str, &str)]) -> Value {
    let mut draft = program.ok(&["ingest", path, "--suggest-mapping", "-q"]).stdout;
    assert!(draft.contains("[dataset]") && draft.contains("# decide:"), "{draft}");
    assert!(!program.store().join("commits").exists(), "a draft brought something in");
    for (open, answered) in answers {
        assert!(draft.contains(open), "{open} is not in {draft}");
        draft = draft.replace(open, answered);
    }
    let mapping = program.file("draft.toml", draft).display().to_string();
    bring(program, &[path, "--mapping", &mapping])
}

#[test]
fn a_draft_of_a_mapping_applies_as_it_is() {
    let program = Bellwether::new();
    let path = program.file(
        "incidents.csv",
        "Nr;Date;Town;Province;Country;Attackers;Killed;Note\n\
         1;2018-07-23;Harn;Upper;Nigeria;Red Dawn;4;by the mill\n\
         2;2018-07-24;Ostvik;Upper;Nigeria;Red Dawn;n/a;\n\
         3;2018-08-01;;Lower;Nigeria;;0;x\n",
    );
    let path = path.display().to_string();
    let file = drafted(&program, &path, &[]);
    assert_eq!((&file["read"], &file["added"]), (&3.into(), &3.into()), "{file}");
    // The terms are not known yet, so that rows do not leave, and counts of three rows do not either.
    let _ = program.run(&["events", "--json"]).expect_code(4);
    assert_eq!(program.json(&["count"])["withheld"], true);

    let program = Bellwether::new();
    let path = program.file("incidents.csv", std::fs::read(path).expect("just written"));
    let answers = [
        ("id = \"UNKNOWN\"", "id = \"CC0-1.0\""),
        ("rows_may_be_exported = false", "rows_may_be_exported = true"),
    ];
    let _ = drafted(&program, &path.display().to_string(), &answers);
    assert_eq!(program.events(&["--from", "2018-07", "--to", "2018-07"]), 2);
    assert_eq!(number(&program, "SELECT sum(deaths_best) AS n FROM reports"), 4);
    assert_eq!(number(&program, "SELECT count(deaths_best) AS n FROM reports"), 2);
}

#[test]
fn drafts_for_real_tables_apply_as_they_are() {
    for (name, rows) in
        [("ucdp/aec-events.csv", 11_363), ("elections/reign-electionlist-2021-03.csv", 4_350)]
    {
        let Some(path) = shared_data("drafts of mappings", name) else { return };
        let file = drafted(&Bellwether::new(), &path, &[]);
        assert_eq!(file["added"], rows, "{name}: {file}");
    }
}

#[test]
fn gtd_is_read_with_the_release_of_its_name_and_counted_and_not_listed() {
    let program = Bellwether::new();
    let rows: Vec<_> = (1..=6)
        .map(|n| gtd(&format!("20150314000{n}"), &format!("2015-03-{:02}", n + 9)))
        .chain([gtd("201504000009", "2015-04-01").set("iday", "0")])
        .chain([gtd("201505010001", "2015-05-01").set("specificity", "6")])
        .collect();
    let path = program.file("globalterrorismdb_0522dist.csv", csv(&rows)).display().to_string();
    let file = bring(&program, &[&path]);
    assert_eq!((&file["source"], &file["release"]), (&"gtd".into(), &"2022-05".into()));
    assert_eq!((&file["read"], &file["added"]), (&8.into(), &7.into()), "{file}");
    assert_eq!(file["licence"], "GTD-TERMS");
    assert_eq!(program.events(&[]), 7);
    let deaths = program.json(&["count", "--measure", "fatalities"]);
    assert_eq!(deaths["value"], 49);
    let _ = program.run(&["events", "--json"]).expect_code(4);
}

#[test]
fn what_acled_takes_back_counts_until_then_and_not_after() {
    let program = Bellwether::new();
    let rows: Vec<_> = (1..=8).map(|n| acled(&format!("VES{n}"), "2024-01-05")).collect();
    let path = program.file("acled.csv", csv(&rows[..6])).display().to_string();
    let file = bring(&program, &[&path, "--published", "2024-02-01"]);
    assert_eq!((&file["source"], &file["added"]), (&"acled".into(), &6.into()), "{file}");
    // The service's form of the same rows: nothing is new but the two.
    let page = program.file("page.json", acled_page(&rows)).display().to_string();
    let file = bring(&program, &[&page, "--published", "2024-02-08"]);
    assert_eq!((&file["added"], &file["unchanged"]), (&2.into(), &6.into()), "{file}");
    assert_eq!(program.events(&[]), 8);

    // When it was deleted stands as seconds or as a day; it is known from when the list was.
    let list = "event_id_cnty,deleted_timestamp\nVES3,1707523200\nVES5,2024-02-10\n";
    let list = program.file("deleted.csv", list).display().to_string();
    let file = bring(&program, &[&list, "--published", "2024-02-10"]);
    assert_eq!(file["withdrawn"], 2, "{file}");
    assert_eq!(program.events(&[]), 6);
    assert_eq!(program.events(&["--as-of", "2024-02-09"]), 8);
    assert_eq!(program.events(&["--as-of", "2024-02-10"]), 6);
    assert_eq!(program.events(&["--as-of", "2024-02-05"]), 6, "before the service's page");
    let file = bring(&program, &[&list, "--published", "2024-02-10"]);
    assert_eq!(file["withdrawn"], 0, "the same list again: {file}");
}

#[test]
fn a_monadic_export_of_acled_is_refused_with_the_reason() {
    let program = Bellwether::new();
    let header = "event_id_cnty,event_date,time_precision,event_type,actor1,country,latitude,\
                  longitude,geo_precision,fatalities\n";
    let row = "VES1,2024-01-05,1,Battles,Red Dawn,Nigeria,11.8,13.1,1,2\n";
    let path = program.file("monadic.csv", format!("{header}{row}")).display().to_string();
    let output = program.run(&["ingest", &path]).expect_code(3);
    assert!(output.stderr.contains("monadic"), "{}", output.stderr);
}
