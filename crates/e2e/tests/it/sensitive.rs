//! Reports about health, aid workers, education and displaced people leave coarsened and late, and the
//! store keeps what the source said.

use bellwether_e2e::Bellwether;
use serde_json::Value;

/// What only the places, the notes and the newest of the sensitive reports say.
const CANARIES: [&str; 5] = ["xqville", "xqshire", "xqnote", "9.8765", "xqfresh"];

const MAPPING: &str = r#"
[dataset]
id = "aec"  # open, and its selectors know the actor

[table]
kind = "events"
delimiter = ","

[event]
id = "nr"
side_a = "who"
targets = "target"
deaths = "killed"

[event.date]
start = "date"

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

/// One report of each sensitive class, one of another class, and one that is 20 days before the newest.
fn stored() -> Bellwether {
    let program = Bellwether::new();
    let mut table = String::from(
        "nr,date,who,target,killed,country,province,district,town,lat,lon,note\n\
         open,2022-06-30,JAS,police,1,Nigeria,Borno,Openshire,Openville,11.25,13.25,in the open\n\
         xqfresh,2022-06-10,JAS,health,1,Nigeria,Borno,Xqshire,Xqville,9.8765,13.1,xqnote\n",
    );
    for (n, class) in ["health", "aid-workers", "education", "displaced"].into_iter().enumerate() {
        let target = if n == 0 { "civilians health" } else { class };
        table.push_str(&format!(
            "s-{class},2022-05-0{},JAS,{target},1,Nigeria,Borno,Xqshire,Xqville,9.8765,13.1,xqnote\n",
            n + 1
        ));
    }
    let path = program.file("table.csv", table).display().to_string();
    let mapping = program.file("mapping.toml", MAPPING).display().to_string();
    let answer = program.json(&["ingest", &path, "--mapping", &mapping, "-q"]);
    assert_eq!(answer["files"][0]["added"], 6, "{answer}");
    program
}

fn assert_no_canary(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    for word in CANARIES {
        assert!(!text.contains(word), "{what}: {word} in {text}");
    }
}

fn sensitive(rows: &Value) -> Vec<&Value> {
    let rows = rows.as_array().expect("rows").iter();
    rows.filter(|row| row["report_id"].as_str().is_some_and(|id| id.starts_with("aec:s-")))
        .collect()
}

#[test]
fn sensitive_reports_leave_with_their_first_level_unit_and_after_thirty_days() {
    let program = stored();
    for form in ["table", "csv", "ndjson", "json", "geojson"] {
        let output = program.ok(&["events", "--format", form]);
        assert_no_canary(form, &output.bytes);
        assert_no_canary(form, output.stderr.as_bytes());
    }
    let events = program.json(&["events"]);
    assert_eq!(events["events"].as_array().map(Vec::len), Some(5), "{events}");
    let coarse = sensitive(&events["events"]);
    assert_eq!(coarse.len(), 4);
    for row in coarse {
        assert_eq!((&row["place_precision"], &row["admin1"]), (&"admin1".into(), &"Borno".into()));
        for gone in ["latitude", "longitude", "place_name", "admin2", "grid"] {
            assert!(row[gone].is_null(), "{gone} in {row}");
        }
        assert_eq!(row["deaths_best"], 1, "what happened stays");
    }
    let text = events.to_string();
    assert!(
        text.contains("Openville") && text.contains("11.25"),
        "the open one was treated: {text}"
    );
    assert!(!events["notes"].as_array().expect("notes").is_empty(), "nothing says what was done");
    // Thirty days after its event the last one may leave, coarsened, when newer data say so.
    let late = program.json(&["events", "--as-of", "2099-01-01"]);
    assert_eq!(late["events"].as_array().map(Vec::len), Some(6));
    assert!(!late.to_string().to_lowercase().contains("xqville"));
}

#[test]
fn no_statement_diff_or_page_says_the_place_of_a_sensitive_report() {
    let program = stored();
    for args in [
        &["sql", "SELECT * FROM reports"][..],
        &["sql", "SELECT * FROM reports_log"],
        &[
            "sql",
            "SELECT place_name, admin2, latitude, extra FROM reports_log WHERE admin2 IS NOT NULL",
        ],
        &[
            "sql",
            "SELECT (SELECT max(place_name) FROM reports) AS a, min(latitude) AS b FROM reports",
        ],
        &["sql", "SELECT field(extra, 'note') AS note FROM reports_log"],
        &["diff", "0", "1", "--limit", "100"],
        &["rejects", "--all"],
        &["group", "boko-haram", "--source", "all"],
        &["events", "--history", "aec:s-health"],
    ] {
        let page = matches!(args[0], "group" | "diff");
        for form in ["json", "table"].into_iter().take(if page { 2 } else { 1 }) {
            let output = program.run(&[args, &["--format", form]].concat());
            assert!(matches!(output.code, Some(0 | 1)), "{args:?}: {}", output.stderr);
            assert_no_canary(&format!("{args:?} {form}"), &output.bytes);
            assert_no_canary(&format!("{args:?} {form}"), output.stderr.as_bytes());
        }
    }
}

#[test]
fn exports_are_treated_in_every_form_and_the_same_twice() {
    let program = stored();
    for form in ["csv", "ndjson", "json", "geojson", "geoparquet", "parquet", "xlsx"] {
        let twice = ["a", "b"].map(|name| {
            let args = ["export", "events", "--as", form, "-o", name, "--points-of-units"];
            program.ok(&args);
            std::fs::read(program.dir().join(name)).expect("written")
        });
        assert_eq!(twice[0], twice[1], "{form}");
        // Compressed forms hide nothing from the other tests: their rows are those of these.
        assert_no_canary(form, &twice[0]);
    }
    program.ok(&["export", "actor", "boko-haram", "--source", "all", "-o", "bundle.json"]);
    let bundle = std::fs::read(program.dir().join("bundle.json")).expect("written");
    assert_no_canary("bundle.json", &bundle);
    assert!(String::from_utf8_lossy(&bundle).contains("aec:open"), "the open one is not in it");
}

#[test]
fn an_empty_policy_shows_what_the_store_kept() {
    let program = stored();
    let config = program.file("own.toml", "[location_policy]\n").display().to_string();
    let events = program.json(&["events", "--config", &config]);
    let rows = sensitive(&events["events"]);
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row["place_name"] == "Xqville" && row["latitude"] == 9.8765));
    assert!(events.to_string().contains("xqfresh"));
    let notes = "SELECT count(*) AS n FROM reports WHERE field(extra, 'note') = 'xqnote'";
    assert_eq!(program.json(&["sql", notes, "--config", &config])["rows"][0]["n"], 5);
}

#[test]
fn a_policy_of_ones_own_is_kept_to() {
    let program = stored();
    let text = "[location_policy.health]\ncoarsen_to = \"country\"\ndelay_days = 0\n";
    let config = program.file("own.toml", text).display().to_string();
    let events = program.json(&["events", "--config", &config]);
    let events = events["events"].as_array().expect("events");
    let row = |id: &str| events.iter().find(|row| row["report_id"] == id).expect(id);
    assert!(row("aec:s-health")["admin1"].is_null(), "{}", row("aec:s-health"));
    assert!(row("aec:xqfresh")["place_name"].is_null(), "no delay was asked for");
    assert_eq!(row("aec:s-education")["place_name"], "Xqville", "its class has no rule");
}

#[test]
fn health_workers_in_gdelt_are_treated_too() {
    let program = Bellwether::new();
    let line = |id: u32, day: &str, kind: &str, place: &str| {
        let mut cells = vec![String::new(); 61];
        for (at, value) in [
            (0, id.to_string()),
            (1, day.replace('-', "")),
            (2, day[..7].replace('-', "")),
            (3, day[..4].to_owned()),
            (4, "2018.5".into()),
            (5, "NGAREB".into()),
            (6, "BOKO HARAM".into()),
            (7, "NGA".into()),
            (12, "REB".into()),
            (15, kind.into()),
            (16, "NURSES".into()),
            (22, kind.into()),
            (25, "1".into()),
            (26, "190".into()),
            (27, "190".into()),
            (28, "19".into()),
            (29, "4".into()),
            (30, "-10.0".into()),
            (31, "3".into()),
            (32, "1".into()),
            (33, "3".into()),
            (34, "-4.5".into()),
            (35, "0".into()),
            (43, "0".into()),
            (51, "4".into()),
            (52, format!("{place}, Borno, Nigeria")),
            (53, "NI".into()),
            (54, "NI27".into()),
            (56, "9.8765".into()),
            (57, "13.1".into()),
            (58, "-20001".into()),
            (59, format!("{}001500", day.replace('-', ""))),
            (60, format!("https://news.example/{id}/{place}")),
        ] {
            cells[at] = value;
        }
        cells.join("\t") + "\n"
    };
    let rows = line(1, "2018-06-01", "HLH", "Xqville") + &line(2, "2018-08-01", "MIL", "Openville");
    let path = program.file("20180801000000.export.CSV", rows).display().to_string();
    let file = program.json(&["ingest", &path, "-q"])["files"][0].clone();
    assert_eq!((&file["source"], &file["added"]), (&"gdelt".into(), &2.into()), "{file}");
    let config = program.file("own.toml", "[location_policy]\n").display().to_string();
    let targets = "SELECT count(*) AS n FROM reports WHERE targets LIKE '%health%'";
    assert_eq!(program.json(&["sql", targets, "--config", &config])["rows"][0]["n"], 1);
    for args in [&["events"][..], &["sql", "SELECT * FROM reports_log"]] {
        let output = program.ok(&[args, &["--json"]].concat()).stdout.to_lowercase();
        assert!(!output.contains("xqville") && output.contains("openville"), "{output}");
    }
}
