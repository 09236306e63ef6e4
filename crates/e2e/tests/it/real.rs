//! The real data beside the repository: the figures that the issue of this stage names.

use bellwether_e2e::{Bellwether, shared_data};
use serde_json::Value;

/// File, rows read, rows added, sum of best estimates where it is named.
const FILES: [(&str, i64, Option<i64>); 7] = [
    ("ged/mexico.csv", 18_957, Some(140_695)),
    ("ged/myanmar.csv", 7_374, Some(28_721)),
    ("ged/syria-2016-2019.csv", 16_566, Some(112_337)),
    ("ged/nigeria-hdx.csv", 4_603, Some(57_032)),
    ("ged/sri-lanka.csv", 4_581, Some(65_628)),
    ("ged/sample-1000.csv", 1_000, Some(9_561)),
    ("ged/car-v23_1.geojson", 1_848, None),
];

#[test]
fn every_file_comes_in_whole_and_again_changes_nothing() {
    for (name, read, best) in FILES {
        let Some(path) = shared_data("the figures of GED", name) else { return };
        let program = Bellwether::new();
        let first = program.json(&["ingest", &path]);
        let file = &first["files"][0];
        assert_eq!(file["read"], read, "{name}");
        assert_eq!(file["added"], read, "{name}");
        assert_eq!(file["rejected"], 0, "{name}");
        assert_eq!(file["hashtag_row"], name.contains("hdx"), "{name}");
        let deaths = program.json(&["count", "--measure", "fatalities"]);
        if let Some(best) = best {
            assert_eq!(deaths["value"], best, "{name}");
        }
        assert_eq!(program.events(&[]), read, "{name}");

        let again = program.json(&["ingest", &path]);
        let file = &again["files"][0];
        for key in ["added", "changed", "withdrawn", "rejected"] {
            assert_eq!(file[key], 0, "{name} {key}");
        }
        assert_eq!(file["unchanged"], read, "{name}");
        assert_eq!(again["store"]["digest"], first["store"]["digest"], "{name}");
    }
}

#[test]
fn two_vintages_of_ukraine_give_each_day_its_own_answer() {
    let what = "two vintages of Ukraine";
    let Some(old) = shared_data(what, "ged/ukraine-hdx-2019.csv") else { return };
    let Some(new) = shared_data(what, "ged/ukraine-hdx-2021.csv") else { return };
    let program = Bellwether::new();
    let first = program.json(&["ingest", &old, "--release", "19.1", "--published", "2019-06-01"]);
    assert_eq!(first["files"][0]["added"], 1_167);
    let scope = "country=UKR,from=2014-01-01,to=2020-12-31";
    let release = ["--release", "21.1", "--published", "2021-06-01", "--complete-for", scope];
    let second = program.json(&[&["ingest", new.as_str()], &release[..]].concat());
    let file = &second["files"][0];
    assert_eq!(file["added"], 1_916);
    assert_eq!(file["withdrawn"], 94);
    let kept =
        file["changed"].as_i64().expect("a number") + file["unchanged"].as_i64().expect("a number");
    assert_eq!(kept, 1_167 - 94);

    assert_eq!(program.events(&["--as-of", "2019-05-31"]), 0);
    assert_eq!(program.events(&["--as-of", "2019-06-01"]), 1_167);
    assert_eq!(program.events(&["--as-of", "2021-05-31"]), 1_167);
    assert_eq!(program.events(&["--as-of", "2021-06-01"]), 2_989);
    assert_eq!(program.events(&[]), 2_989);
    assert_eq!(program.events(&["--data-version", "1"]), 1_167);

    for (a, b) in [("19.1", "21.1"), ("1", "2"), ("2019-07-01", "2021-07-01")] {
        let diff = &program.json(&["diff", a, b, "--limit", "2000"])["difference"];
        assert_eq!(diff["added"], 1_916, "{a} {b}");
        assert_eq!(diff["withdrawn"], 94, "{a} {b}");
        assert_eq!(diff["changed"], file["changed"], "{a} {b}");
        assert_eq!(diff["unchanged"], file["unchanged"], "{a} {b}");
        let changes = diff["changes"].as_array().expect("changes");
        let changed = changes.iter().filter(|change| change["what"] == "changed");
        for change in changed {
            let fields = change["fields"].as_array().expect("fields");
            assert!(!fields.is_empty(), "{change}");
            assert!(fields.iter().all(|field| field["before"] != field["after"]), "{change}");
        }
    }
}

fn deaths_by_year(program: &Bellwether, actor: &str) -> Vec<(String, i64)> {
    let args = ["count", "--actor", actor, "--measure", "fatalities", "--by", "year"];
    let rows = program.json(&args)["rows"].as_array().expect("rows").clone();
    rows.iter()
        .map(|row| {
            let year = row["key"].as_str().expect("a key is text").to_owned();
            (year, row["value"].as_i64().expect("a whole number"))
        })
        .collect()
}

#[test]
fn boko_haram_and_the_branch_are_told_apart_by_selector() {
    let Some(path) = shared_data("Boko Haram by year", "ged/nigeria-hdx.csv") else { return };
    let program = Bellwether::new();
    program.ok(&["ingest", &path]);
    let years = deaths_by_year(&program, "boko-haram");
    assert!(years.contains(&("2014".into(), 9_367)), "{years:?}");
    assert!(years.contains(&("2016".into(), 321)), "{years:?}");
    let years = deaths_by_year(&program, "is-west-africa");
    assert!(years.contains(&("2016".into(), 2_752)), "{years:?}");

    let page = program.ok(&["group", "boko-haram"]).stdout;
    for fact in ["Boko Haram (boko-haram)", "21,316", "9,367", "Borno", "1051", "CC-BY-4.0"] {
        assert!(page.contains(fact), "{fact} is not on the page\n{page}");
    }
    let page = program.ok(&["group", "is-west-africa"]).stdout;
    for fact in ["ISWAP", "10,220", "2,752", "split from boko-haram", "Civilian Joint Task Force"] {
        assert!(page.contains(fact), "{fact} is not on the page\n{page}");
    }
    // One state under two spellings of its name is one unit.
    let borno = page.lines().filter(|line| line.trim_start().to_lowercase().starts_with("borno"));
    assert_eq!(borno.count(), 1, "{page}");
}

#[test]
fn the_pages_of_ltte_and_of_the_islamic_state_in_syria_read_true() {
    for (file, actor, facts) in [
        ("ged/sri-lanka.csv", "ltte", ["Tamil", "63,720", "10,418", "Northern Province", "2009"]),
        (
            "ged/syria-2016-2019.csv",
            "is-syria",
            ["Islamic State in Syria", "53,502", "Deir ez-Zor", "Syrian Democratic Forces", "2019"],
        ),
    ] {
        let Some(path) = shared_data("group pages", file) else { return };
        let program = Bellwether::new();
        program.ok(&["ingest", &path]);
        let page = program.ok(&["group", actor]).stdout;
        for fact in facts {
            assert!(page.contains(fact), "{fact} is not on the page\n{page}");
        }
    }
}

/// The lines of `check-totals`, and of them those that differ.
fn totals(country: &str) -> Option<(Vec<Value>, Vec<Value>)> {
    let file = shared_data("published totals", &format!("ged/{country}"))?;
    let published = shared_data("published totals", "ucdp/organizedviolencecy_v25_1.csv")?;
    let program = Bellwether::new();
    program.ok(&["ingest", &file, &published]);
    let answer = program.json(&["check-totals", "--all"]);
    let lines = answer["comparison"]["lines"].as_array().expect("lines").clone();
    let differ = lines.iter().filter(|line| line["ours"] != line["published"]).cloned().collect();
    Some((lines, differ))
}

#[test]
fn our_sums_are_the_published_ones_where_the_release_is_the_same() {
    let Some((lines, differ)) = totals("sri-lanka.csv") else { return };
    assert!(lines.len() >= 90, "{}", lines.len());
    assert_eq!(differ, Vec::<Value>::new());
}

#[test]
fn every_difference_from_the_published_sums_has_its_reason() {
    for country in ["mexico.csv", "myanmar.csv", "car-v23_1.geojson"] {
        let Some((lines, differ)) = totals(country) else { return };
        assert!(!lines.is_empty(), "{country}");
        for line in &differ {
            let why = line["why"].as_str().unwrap_or_default();
            assert!(!why.is_empty(), "{country} {line}");
        }
        assert!(country != "mexico.csv" || !differ.is_empty(), "the releases differ");
    }
}
