//! Values that cannot be true (C4), values in the spellings of the vintages, and simulated rows.

use bellwether_model::{DatePrecision, EventType, LIMITS, PlacePrecision, Report, Severity};
use bellwether_sources::{DateOrder, Shape};

use crate::support::{HEADER, fixture, read_named, read_path, read_rows, row};

#[test]
fn a_sound_row_becomes_a_report_with_everything_in_it() {
    let outcome = read_rows(&[row(&[])]);
    assert_eq!(outcome.findings, []);
    let report = &outcome.reports[0];
    assert_eq!(report.id.to_string(), "ucdp-ged:101");
    assert_eq!(report.relid.as_deref(), Some("VES-2009-1-7-1"));
    assert_eq!((report.event_type, report.native_type.as_str()), (EventType::StateBased, "1"));
    assert!(!report.civilians_targeted);
    assert_eq!(
        report.conflict.as_ref().map(|c| (c.id.as_str(), c.name.as_str())),
        Some(("11", "Vesland: Government"))
    );
    assert_eq!(report.dyad.as_ref().map(|d| d.id.as_str()), Some("21"));
    assert_eq!(
        (report.side_a.native_id.as_deref(), report.side_a.name.as_str()),
        (Some("31"), "Government of Vesland")
    );
    assert_eq!(
        (report.side_b.native_id.as_deref(), report.side_b.name.as_str()),
        (Some("41"), "Red Dawn")
    );
    assert_eq!(
        (report.date.start().to_string(), report.date.end().to_string()),
        ("2009-06-09".into(), "2009-06-10".into())
    );
    assert_eq!(report.date.precision(), DatePrecision::Day);
    assert_eq!(report.place.precision, PlacePrecision::Exact);
    assert_eq!(report.place.name.as_deref(), Some("Harn town"));
    assert_eq!(
        (report.place.admin1.as_deref(), report.place.admin2.as_deref()),
        (Some("Upper Province"), Some("Harn district"))
    );
    assert_eq!(
        (report.place.country.as_str(), report.place.gw.map(|g| g.0)),
        ("Vesland", Some(475))
    );
    let total = report.deaths.total.expect("a toll");
    assert_eq!((total.low(), total.best(), total.high()), (4, 6, 8));
    assert_eq!((report.deaths.side_a, report.deaths.side_b), (Some(1), Some(2)));
    assert_eq!((report.deaths.civilians, report.deaths.unknown), (Some(3), Some(0)));
    assert_eq!((report.clarity, report.sources_count, report.row), (Some(1), Some(2), 2));
    let extra: Vec<(&str, &str)> = report.extra.iter().collect();
    assert_eq!(
        extra,
        [
            ("active_year", "1"),
            ("code_status", "Clear"),
            ("conflict_dset_id", "11"),
            ("dyad_dset_id", "21"),
            ("gwnoa", "475"),
            ("region", "Africa"),
            ("side_a_dset_id", "31"),
            ("side_b_dset_id", "41"),
            ("source_article", "\"Vesland Post,2009-06-16,Clash\""),
            ("source_date", "2009-06-16"),
            ("source_headline", "Clash"),
            ("source_office", "Vesland Post"),
            ("source_original", "police"),
            ("where_description", "near Harn"),
            ("year", "2009"),
        ]
    );
}

/// Changes to a sound row, the column and the rule of the reject.
type Rejected = (&'static [(&'static str, &'static str)], &'static str, &'static str);

const REJECTS: [Rejected; 27] = [
    (&[("latitude", "91")], "latitude", "latitude-range"),
    (&[("longitude", "181")], "longitude", "longitude-range"),
    (&[("latitude", "NaN")], "latitude", "coordinate-number"),
    (&[("latitude", "12N")], "latitude", "coordinate-number"),
    (&[("longitude", "")], "latitude", "coordinate-half"),
    (
        &[("latitude", "13.160274"), ("longitude", "11.846440")],
        "priogrid_gid",
        "coordinates-swapped",
    ),
    (&[("latitude", ""), ("longitude", ""), ("geom_wkt", "POINT (200 10)")], "geom_wkt", "wkt"),
    (&[("date_start", "2021-02-30")], "date_start", "date-calendar"),
    (&[("date_start", "0000-01-01")], "date_start", "date-year"),
    (&[("date_end", "2009-06-08")], "date_end", "date-order"),
    (&[("date_start", "6/9/2009")], "date_start", "date-form"),
    (&[("date_start", "")], "date_start", "date-form"),
    (&[("best", "-1")], "best", "deaths-negative"),
    (&[("best", "1000000000000")], "best", "deaths-limit"),
    (&[("best", "NaN")], "best", "deaths-number"),
    (&[("best", "")], "best", "deaths-missing"),
    (&[("best", "6.5")], "best", "deaths-number"),
    (&[("low", "-4")], "low", "deaths-negative"),
    (&[("deaths_a", "many")], "deaths_a", "deaths-number"),
    (&[("id", "")], "id", "id-empty"),
    (&[("date_prec", "6")], "date_prec", "date-prec-code"),
    (&[("where_prec", "8")], "where_prec", "where-prec-code"),
    (&[("where_prec", "")], "where_prec", "where-prec-code"),
    (&[("type_of_violence", "4")], "type_of_violence", "type-code"),
    (&[("country_id", "99999")], "country_id", "country-code"),
    (&[("side_a", ""), ("side_a_new_id", "")], "side_a", "side-empty"),
    (&[("code_status", "SIMULATED")], "code_status", "simulated"),
];

#[test]
fn what_cannot_be_is_rejected_with_row_column_rule_and_value() {
    for (changes, column, rule) in REJECTS {
        let outcome = read_rows(&[row(&[("id", "1")]), row(changes), row(&[("id", "3")])]);
        assert_eq!(outcome.reports.len(), 2, "{changes:?}");
        let [finding] = outcome.findings.as_slice() else {
            panic!("{changes:?} gave {:?}", outcome.findings)
        };
        assert_eq!(finding.severity, Severity::Reject, "{changes:?}");
        assert_eq!((finding.row, finding.column.as_str(), finding.rule), (3, column, rule));
        assert!(!finding.message.is_empty() && !finding.message.ends_with('.'));
        assert!(finding.message.starts_with(|c: char| c.is_lowercase()), "{}", finding.message);
        assert_eq!((outcome.summary.rows, outcome.summary.rejected), (3, 1));
    }
}

#[test]
fn coordinates_out_of_range_that_fit_the_other_way_round_are_said_to_look_swapped() {
    let outcome = read_rows(&[row(&[("latitude", "-99.1"), ("longitude", "19.4")])]);
    assert!(outcome.findings[0].message.ends_with("look swapped"), "{:?}", outcome.findings);
}

fn one_finding(changes: &[(&str, &str)], severity: Severity, rule: &str) -> Report {
    let outcome = read_rows(&[row(changes)]);
    let found: Vec<_> = outcome.findings.iter().map(|f| (f.severity, f.rule)).collect();
    assert_eq!(found, [(severity, rule)], "{changes:?}");
    outcome.reports.into_iter().next().expect("still a report")
}

#[test]
fn what_can_be_mended_is_mended_by_name() {
    let report = one_finding(
        &[("latitude", "0"), ("longitude", "0.0")],
        Severity::Repair,
        "coordinates-zero",
    );
    assert_eq!((report.place.point, report.place.precision), (None, PlacePrecision::Country));
    let report = one_finding(&[("low", "9")], Severity::Repair, "estimate-order");
    let total = report.deaths.total.expect("a toll");
    assert_eq!((total.low(), total.best(), total.high()), (6, 6, 9));
    let report = one_finding(&[("high", "")], Severity::Repair, "estimate-missing");
    assert_eq!(report.deaths.total.expect("a toll").high(), 6);
    let report = one_finding(&[("event_clarity", "3")], Severity::Repair, "clarity-code");
    assert_eq!(report.clarity, None);
}

#[test]
fn what_does_not_agree_is_remarked_upon() {
    let report = one_finding(&[("deaths_a", "2")], Severity::Warning, "deaths-sum");
    assert_eq!(report.deaths.total.expect("a toll").best(), 6);
    one_finding(&[("priogrid_gid", "1")], Severity::Warning, "grid");
    let nowhere = [("latitude", ""), ("longitude", ""), ("geom_wkt", "")];
    let report = one_finding(&nowhere, Severity::Warning, "coordinates-missing");
    assert_eq!(report.place.point, None);
}

#[test]
fn the_spellings_of_the_vintages_have_equal_content() {
    let plain = read_rows(&[row(&[])]).reports.remove(0).content_hash();
    for changes in [
        &[("id", "101.0"), ("type_of_violence", "1.0"), ("side_b_new_id", "41.0")][..],
        &[("active_year", "TRUE"), ("gwnoa", "475.0"), ("best", "6.0")],
        &[("date_start", "2009-06-09 00:00:00.000"), ("date_end", "2009-06-10T00:00:00")],
        &[("latitude", "11.84644"), ("geom_wkt", ""), ("priogrid_gid", "")],
        &[("latitude", ""), ("longitude", "")],
        &[("country", " Vesland "), ("where_prec", "1.0"), ("country_id", "475.0")],
    ] {
        let outcome = read_rows(&[row(changes)]);
        assert_eq!(outcome.findings, [], "{changes:?}");
        assert_eq!(outcome.reports[0].content_hash(), plain, "{changes:?}");
    }
    let absent = read_rows(&[row(&[("relid", "0"), ("number_of_sources", "-1")])]);
    assert_eq!((absent.reports[0].relid.as_deref(), absent.reports[0].sources_count), (None, None));
}

#[test]
fn violence_against_civilians_is_marked_as_such() {
    let outcome = read_rows(&[row(&[("type_of_violence", "3")])]);
    assert!(outcome.reports[0].civilians_targeted);
    assert_eq!(outcome.reports[0].event_type, EventType::OneSided);
}

#[test]
fn dates_with_slashes_need_a_declared_order() {
    let table = format!("{HEADER}\n{}\n", row(&[("date_start", "6/9/2009")]));
    let declared = |order| read_named("t.csv", table.as_bytes(), LIMITS, order).expect("reads");
    assert_eq!(declared(None).rules(Severity::Reject), ["date-form"]);
    assert!(declared(None).findings[0].message.contains("declare the date order"));
    let report = &declared(Some(DateOrder::Mdy)).reports[0];
    assert_eq!(report.date.start().to_string(), "2009-06-09");
    assert_eq!(declared(Some(DateOrder::Dmy)).rules(Severity::Reject), ["date-order"]);
}

#[test]
fn simulated_files_are_a_dataset_of_their_own_and_do_not_mix() {
    let simulated = |id: &str| row(&[("id", id), ("code_status", "SIMULATED")]);
    // The rows that decide come first; one that disagrees comes behind them.
    let mut rows: Vec<String> = (0..25).map(|id| simulated(&id.to_string())).collect();
    rows.push(row(&[("id", "99")]));
    let outcome = read_rows(&rows);
    assert_eq!(outcome.recognised.dataset.as_str(), "sim-ged");
    assert_eq!(outcome.reports[0].id.to_string(), "sim-ged:0");
    assert_eq!(outcome.rules(Severity::Reject), ["simulated"]);
    assert_eq!(outcome.reports.len(), 25);
}

fn content(report: &Report) -> Vec<(String, String)> {
    let mut content = Vec::new();
    report.visit_content(|name, value| content.push((name.to_owned(), value.to_owned())));
    content
}

#[test]
fn the_fixtures_of_four_shapes_have_equal_content() {
    let read = |name: &str| read_path(&fixture(name), LIMITS, 2, None).expect("a fixture");
    let plain = read("ged-200.csv");
    assert_eq!((plain.summary.rows, plain.reports.len()), (200, 200));
    assert_eq!(plain.findings, []);
    let hdx = read("ged-hdx-5.csv");
    assert_eq!((hdx.recognised.shape, hdx.summary.hashtag_row), (Shape::GedHdx, true));
    assert_eq!(hdx.findings, []);
    for (a, b) in hdx.reports.iter().zip(&plain.reports) {
        assert_eq!(content(a), content(b));
        assert_eq!(a.added.len(), 3);
    }
    let json = read("ged-20.geojson");
    assert_eq!(json.recognised.label.as_ref().map(|l| l.0.as_str()), Some("23.1"));
    assert_eq!((json.reports.len(), json.findings.len()), (20, 0));
    for (a, b) in json.reports.iter().zip(&plain.reports) {
        let mut b = b.clone();
        b.relid = None;
        assert_eq!(content(a), content(&b));
    }
    let early = read("ged-early-5.csv");
    assert_eq!((early.recognised.shape, early.reports.len()), (Shape::GedEarly, 5));
    assert_eq!(early.reports[0].deaths, plain.reports[0].deaths);
    assert_eq!(early.reports[0].side_a.native_id, None);
}

#[test]
fn no_fixture_lies_about_that_no_test_names() {
    let mut names: Vec<String> = std::fs::read_dir(fixture(""))
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "acled-18.csv",
            "acled-api-6.json",
            "acled-deletions-2.json",
            "acled-deletions-3.csv",
            "acled-monadic-4.csv",
            "acled-older-8.csv",
            "aec-40.csv",
            "gdelt-1-6.tsv",
            "gdelt-2-8.tsv",
            "gdelt-mentions-4.tsv",
            "ged-20.geojson",
            "ged-200.csv",
            "ged-api-5.json",
            "ged-early-5.csv",
            "ged-hdx-5.csv",
            "icews-5.csv",
        ]
    );
}

#[test]
fn columns_that_nobody_knows_are_named_and_kept_beside_the_content() {
    let table = format!("{HEADER},colour\n{},red\n", row(&[]));
    let outcome = read_named("t.csv", table.as_bytes(), LIMITS, None).expect("reads");
    assert_eq!(outcome.recognised.unknown_columns, ["colour"]);
    assert_eq!(outcome.reports[0].added.get("colour").map(String::as_str), Some("red"));
    let plain = read_rows(&[row(&[])]);
    assert_eq!(outcome.reports[0].content_hash(), plain.reports[0].content_hash());
}
