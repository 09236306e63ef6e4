//! The registry against the real GED files beside the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bellwether_model::{Date, GwCode};

use super::Registry;

fn registry() -> Registry {
    Registry::embedded().expect("valid")
}

const GED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/ged");

/// A row of a GED file, as far as claims need it.
struct Row {
    sides: [(String, String); 2],
    gw: Option<GwCode>,
    day: Option<Date>,
    year: i16,
    best: f64,
}

impl Row {
    fn claimants<'r>(&self, r: &'r Registry) -> Vec<&'r str> {
        self.sides
            .iter()
            .filter_map(|(id, name)| r.claim("ucdp-ged", Some(id), name, self.gw, self.day))
            .map(|actor| actor.id.as_str())
            .collect()
    }
}

/// Some files write ids as floats: `1051.0`.
fn whole(text: &str) -> &str {
    text.strip_suffix(".0").unwrap_or(text)
}

fn row(get: impl Fn(&str) -> Option<String>) -> Option<Row> {
    let side = |s: &str| {
        let id = get(&format!("side_{s}_new_id"))?;
        Some((whole(&id).to_owned(), get(&format!("side_{s}"))?))
    };
    let day: Option<Date> = get("date_start")?.get(..10).and_then(|d| d.parse().ok());
    Some(Row {
        sides: [side("a")?, side("b")?],
        gw: whole(&get("country_id")?).parse().ok().map(GwCode),
        day,
        year: whole(&get("year")?).parse().ok()?,
        best: get("best").or_else(|| get("best_est"))?.parse().ok()?,
    })
}

fn csv_rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).expect("readable");
    let header = reader.headers().expect("a header").clone();
    reader
        .records()
        .filter_map(Result::ok)
        .filter_map(|record| {
            row(|column| {
                let at = header.iter().position(|h| h.trim_start_matches('\u{FEFF}') == column)?;
                record.get(at).map(str::to_owned)
            })
        })
        .collect()
}

fn geojson_rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).expect("readable");
    let world: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let features = world["features"].as_array().expect("features");
    features
        .iter()
        .filter_map(|feature| {
            row(|column| match &feature["properties"][column] {
                serde_json::Value::String(text) => Some(text.clone()),
                serde_json::Value::Null => None,
                other => Some(other.to_string()),
            })
        })
        .collect()
}

fn ged(file: &str) -> Option<Vec<Row>> {
    let path = Path::new(GED).join(file);
    if !path.exists() {
        println!("skipped: {file} needs ../shared/data");
        return None;
    }
    let geojson = path.extension().is_some_and(|e| e == "geojson");
    Some(if geojson { geojson_rows(&path) } else { csv_rows(&path) })
}

#[test]
fn boko_haram_and_is_west_africa_have_the_published_deaths() {
    let Some(rows) = ged("nigeria-hdx.csv") else { return };
    let r = registry();
    let mut deaths: BTreeMap<(&str, i16), f64> = BTreeMap::new();
    for row in &rows {
        for actor in row.claimants(&r) {
            *deaths.entry((actor, row.year)).or_default() += row.best;
        }
    }
    assert_eq!(deaths[&("boko-haram", 2014)], 9367.0);
    assert_eq!(deaths[&("boko-haram", 2016)], 321.0);
    assert_eq!(deaths[&("is-west-africa", 2016)], 2752.0);
}

#[test]
fn most_events_of_the_files_beside_us_have_a_side_that_is_claimed() {
    let r = registry();
    for (file, rows_expected, share_min) in [
        ("nigeria-hdx.csv", 4603, 0.85),
        ("sri-lanka.csv", 4581, 0.95),
        ("sierra-leone.csv", 1497, 0.95),
        ("syria-2016-2019.csv", 16_500, 0.95),
        ("ukraine-hdx-2019.csv", 1166, 0.95),
        ("ukraine-hdx-2021.csv", 2989, 0.95),
        ("car-v23_1.geojson", 1848, 0.85),
        ("myanmar.csv", 7374, 0.95),
        ("mexico.csv", 18_957, 0.85),
        ("sample-1000.csv", 1000, 0.5),
    ] {
        let Some(rows) = ged(file) else { continue };
        assert!(rows.len() >= rows_expected, "{file}: only {} rows read", rows.len());
        let known = rows.iter().filter(|row| !row.claimants(&r).is_empty()).count();
        #[allow(clippy::cast_precision_loss)]
        let share = known as f64 / rows.len() as f64;
        println!("{file}: {known} of {} events have a claimed side ({share:.3})", rows.len());
        assert!(share >= share_min, "{file}: {share:.3}");
    }
}

#[test]
fn every_ucdp_id_is_in_ucdps_list_or_its_newer_events() {
    let path = Path::new(GED).join("../ucdp/ucdp-actor-221.csv");
    if !path.exists() {
        println!("skipped: UCDP's actor list needs ../shared/data");
        return;
    }
    let mut reader = csv::Reader::from_path(path).expect("readable");
    let mut listed: BTreeSet<String> =
        reader.records().map(|record| record.expect("a row")[0].to_owned()).collect();
    // Actors that UCDP numbered after its list of 2022.
    for row in ["myanmar.csv", "mexico.csv"].iter().filter_map(|file| ged(file)).flatten() {
        listed.extend(row.sides.map(|(id, _)| id));
    }
    let r = registry();
    for actor in r.all() {
        for selector in actor.selectors.iter().filter(|s| s.dataset.as_str().starts_with("ucdp-")) {
            for id in &selector.ids {
                assert!(listed.contains(id), "{}: UCDP has no actor {id}", actor.id);
            }
        }
    }
}
