//! Tests on published data: how much of it resolves, and whether name and point agree.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use bellwether_model::{GwCode, Place, PlacePrecision, Point};

use super::{Gazetteer, Resolver};
use crate::countries::Countries;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");

/// Rows of a CSV file as column name to text; bytes that are not UTF-8 are replaced.
fn rows(file: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let path = Path::new(DATA).join(file);
    if !path.is_file() {
        println!("skipped: {file} needs ../shared/data");
        return None;
    }
    let bytes = std::fs::read(path).expect("readable");
    let text = String::from_utf8_lossy(&bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let named = |row: csv::StringRecord| {
        header.iter().zip(row.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    };
    Some(reader.records().filter_map(Result::ok).map(named).collect())
}

fn place(row: &BTreeMap<String, String>) -> Option<Place> {
    let number = |column: &str| row.get(column)?.parse::<f64>().ok();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let (gw, precision) = (number("country_id")? as u16, number("where_prec")? as i64);
    Some(Place {
        point: Point::new(number("latitude")?, number("longitude")?).ok(),
        precision: PlacePrecision::from_ged(precision)?,
        country: row.get("country")?.clone(),
        gw: Some(GwCode(gw)),
        admin1: row.get("adm_1").map(|name| name.trim().to_owned()).filter(|n| !n.is_empty()),
        admin2: None,
        name: None,
        iso3: None,
        admin1_id: None,
    })
}

fn resolver() -> Resolver {
    let countries = Countries::embedded().expect("embedded");
    Resolver::new(Arc::new(countries), Arc::new(Gazetteer::embedded().expect("embedded")))
}

/// What was counted in one file, among rows with a unit's name and a precision of the unit or better.
#[derive(Debug, Default)]
struct Tally {
    named: usize,
    resolved: usize,
    by_name: usize,
    compared: usize,
    agreed: usize,
    misses: BTreeMap<String, usize>,
    differing: BTreeMap<String, usize>,
}

fn tally(resolver: &Resolver, rows: &[BTreeMap<String, String>]) -> Tally {
    let mut tally = Tally::default();
    for mut place in rows.iter().filter_map(place) {
        resolver.resolve(&mut place);
        let (Some(country), Some(name)) = (place.iso3, place.admin1.clone()) else { continue };
        if place.precision > PlacePrecision::Admin1 {
            continue;
        }
        tally.named += 1;
        tally.resolved += usize::from(place.admin1_id.is_some());
        let by_name = resolver.gazetteer().admin1_by_name(country, &name);
        tally.by_name += usize::from(by_name.is_some());
        if by_name.is_none() {
            *tally.misses.entry(format!("{country} {name}")).or_default() += 1;
        }
        let by_point = place.point.and_then(|point| resolver.gazetteer().admin1_in(country, point));
        if let (Some(a), Some(b), true) =
            (by_name, by_point, place.precision <= PlacePrecision::Admin2)
        {
            tally.compared += 1;
            tally.agreed += usize::from(a.id == b.id);
            if a.id != b.id {
                *tally
                    .differing
                    .entry(format!("{name} -> {} / {}", a.name, b.name))
                    .or_default() += 1;
            }
        }
    }
    tally
}

#[test]
fn published_rows_resolve_to_units_and_names_agree_with_points() {
    let resolver = resolver();
    for file in [
        "ged/nigeria-hdx.csv",
        "ged/syria-2016-2019.csv",
        "ged/mexico.csv",
        "ged/myanmar.csv",
        "ged/sri-lanka.csv",
        "ged/ukraine-hdx-2019.csv",
        "ged/ukraine-hdx-2021.csv",
        "ged/sierra-leone.csv",
        "ged/sample-1000.csv",
    ] {
        let Some(rows) = rows(file) else { return };
        let tally = tally(&resolver, &rows);
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
        println!(
            "{file}: named {}, resolved {:.2}%, by name {:.2}%, name and point agree {:.2}% of {}",
            tally.named,
            share(tally.resolved, tally.named),
            share(tally.by_name, tally.named),
            share(tally.agreed, tally.compared),
            tally.compared,
        );
        println!("  names without a unit: {:?}", tally.misses);
        println!("  differing: {:?}", tally.differing);
        assert!(share(tally.resolved, tally.named) >= 95.0, "{file}");
        assert!(share(tally.agreed, tally.compared) >= 90.0, "{file}");
    }
}

#[test]
fn every_country_number_and_name_in_the_published_files_is_known() {
    let countries = Countries::embedded().expect("embedded");
    let ged = [
        "sample-1000",
        "mexico",
        "myanmar",
        "syria-2016-2019",
        "sri-lanka",
        "sierra-leone",
        "nigeria-hdx",
        "ukraine-hdx-2019",
        "ukraine-hdx-2021",
    ];
    let mut files = vec![
        ("ucdp/organizedviolencecy_v25_1.csv".to_owned(), "country_id_cy", "country_cy"),
        ("ucdp/deco-v1_0.csv".to_owned(), "country_id", "country"),
    ];
    files.extend(ged.map(|name| (format!("ged/{name}.csv"), "country_id", "country")));
    for (file, number, name) in files {
        let Some(rows) = rows(&file) else { return };
        let mut checked = 0;
        for row in &rows {
            // The hashtag row of HDX and broken lines have no number.
            let number = row.get(number).and_then(|text| text.parse::<f64>().ok());
            let (Some(code), Some(name)) = (number, row.get(name)) else { continue };
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let by_number = countries.by_gw(GwCode(code as u16), None).map(|c| c.iso3);
            assert!(by_number.is_some(), "{file}: {code} {name}");
            assert_eq!(by_number, countries.find(name).map(|c| c.iso3), "{file}: {code} {name}");
            checked += 1;
        }
        assert!(checked > 900 && checked * 100 > rows.len() * 98, "{file}: {checked}");
    }
}

#[test]
fn every_state_number_of_the_election_calendar_is_known() {
    let countries = Countries::embedded().expect("embedded");
    let Some(rows) = rows("elections/reign-electionlist-2021-03.csv") else { return };
    let mut apart = BTreeMap::new();
    for row in rows {
        let code: u16 = row["ccode"].trim().parse().expect("a number");
        let by_name = countries.find(&row["country"]).map(|c| c.iso3);
        assert!(by_name.is_some(), "{}", row["country"]);
        let by_number = countries.by_cow(code, None).map(|c| c.iso3);
        if by_number != by_name {
            apart.insert(code, row["country"].clone());
        }
    }
    // 533 is a slip for Malawi's 553 in the published file.
    assert_eq!(apart.into_iter().collect::<Vec<_>>(), [(533, "Malawi".to_owned())]);
}
