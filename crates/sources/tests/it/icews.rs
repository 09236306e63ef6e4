//! ICEWS: what each column becomes, values that cannot be true (C4), and names of persons.

use bellwether_model::{EventType, LIMITS, PlacePrecision, Severity};
use bellwether_sources::Shape;

use crate::support::{Outcome, fixture, read_bytes, read_path};

fn whole() -> Outcome {
    read_path(&fixture("icews-5.csv"), LIMITS, 2, None).expect("a fixture")
}

fn text() -> String {
    std::fs::read_to_string(fixture("icews-5.csv")).expect("a fixture")
}

#[test]
fn a_row_becomes_a_report_with_everything_in_it() {
    let outcome = whole();
    assert_eq!(outcome.recognised.shape, Shape::Icews);
    assert_eq!(outcome.rules(Severity::Reject), [""; 0]);
    let report = &outcome.reports[0];
    assert_eq!(report.id.to_string(), "icews:501-2018-06-01");
    assert_eq!((report.event_type, report.native_type.as_str()), (EventType::StateBased, "190"));
    assert_eq!(report.side_a.name, "Military (Nigeria)");
    assert_eq!((report.side_b.name.as_str(), &report.side_b.native_id), ("Boko Haram", &None));
    assert_eq!(report.targets.to_string(), "armed-group");
    assert_eq!(report.deaths.total, None);
    let place = &report.place;
    assert_eq!((place.name.as_deref(), place.admin1.as_deref()), (Some("Harn"), Some("Upper Ves")));
    assert_eq!(
        (place.precision, place.iso3.map(|c| c.to_string())),
        (PlacePrecision::Near, Some("NGA".into()))
    );
    let kept: Vec<(&str, &str)> = report.extra.iter().collect();
    assert_eq!(
        kept,
        [
            ("event_text", "Use conventional military force, not specified below"),
            ("intensity", "-10"),
            ("publisher", "Vesland Post"),
            ("sentence_number", "2"),
            ("source_country", "Nigeria"),
            ("source_sectors", "Military,Government"),
            ("story_id", "9001"),
            ("target_country", "Nigeria"),
            ("target_sectors", "Insurgents,Dissident"),
        ]
    );
    assert!(report.added.is_empty());
}

#[test]
fn sectors_decide_the_type_and_the_narrowest_name_the_precision() {
    let reports = whole().reports;
    let types: Vec<EventType> = reports.iter().map(|r| r.event_type).collect();
    assert_eq!(types[1..3], [EventType::OneSided, EventType::Unspecified]);
    assert_eq!(types[4], EventType::Protest);
    assert!(reports[1].civilians_targeted && !reports[0].civilians_targeted);
    let precisions: Vec<PlacePrecision> = reports.iter().map(|r| r.place.precision).collect();
    assert_eq!(
        precisions,
        [
            PlacePrecision::Near,
            PlacePrecision::Admin1,
            PlacePrecision::Country,
            PlacePrecision::Admin2,
            PlacePrecision::Country,
        ]
    );
    assert_eq!(whole().rules(Severity::Warning), ["coordinates-missing"]);
}

#[test]
fn names_of_persons_are_replaced_and_kept_nowhere() {
    let outcome = whole();
    let (third, fourth) = (&outcome.reports[2], &outcome.reports[3]);
    assert_eq!(third.side_a.name, "Executive (Nigeria)");
    assert_eq!(third.added.get("source_name").map(String::as_str), Some("withheld"));
    assert_eq!(third.side_b.name, "United States");
    assert_eq!(fourth.side_b.name, "Person (Nigeria)");
    assert_eq!(fourth.added.get("target_name").map(String::as_str), Some("withheld"));
    assert_eq!(fourth.id.native, "501-2018-06-02", "an id may come twice, on two days");
    let bad = text()
        .replace("Consult,040,1,United States", "Consult,040,1,\"United States")
        .replace("Make statement,010", "Make statement,999");
    let outcome = read_bytes(bad.as_bytes()).expect("ICEWS");
    assert_eq!(outcome.rules(Severity::Reject), ["quote", "type-code"]);
    assert!(!format!("{:?} {:?}", outcome.findings, outcome.reports).contains("Vester"));
}

#[test]
fn what_cannot_be_is_rejected() {
    for (from, to, rule) in [
        ("501,2018-06-01", ",2018-06-01", "id-empty"),
        ("501,2018-06-01", "501,2018-06-31", "date-calendar"),
        ("501,2018-06-01", "501,1.6.2018", "date-form"),
        ("501,2018-06-01", "501,0001-06-01", "date-year"),
        (",190,", ",,", "type-code"),
        (",190,", ",99,", "type-code"),
        ("11.8464,", "91,", "latitude-range"),
        ("13.1603,", "181,", "longitude-range"),
        ("13.1603,", ",", "coordinate-half"),
        ("11.8464,", "NaN,", "coordinate-number"),
    ] {
        let outcome = read_bytes(text().replacen(from, to, 1).as_bytes()).expect("ICEWS");
        assert_eq!(
            (outcome.rules(Severity::Reject), outcome.reports.len()),
            (vec![rule], 4),
            "{to}"
        );
        assert_eq!((outcome.findings[0].row, outcome.summary.rows), (2, 5));
    }
    let unknown = text().replacen("Upper Ves,Nigeria,11.8464", "Upper Ves,Vesland,11.8464", 1);
    let outcome = read_bytes(unknown.as_bytes()).expect("ICEWS");
    assert_eq!(outcome.rules(Severity::Warning), ["country-name", "coordinates-missing"]);
    assert_eq!(
        (outcome.reports[0].place.country.as_str(), outcome.reports[0].place.iso3),
        ("Vesland", None)
    );
}

#[test]
fn the_names_of_the_dataverse_are_known_too_and_other_columns_are_kept() {
    let table = text();
    let (header, rows) = table.split_once('\n').expect("a header");
    let spaced = header
        .replace("event_id", "Event ID")
        .replace("cameo_code", "CAMEO Code")
        .replace('_', " ");
    let rows: Vec<String> = rows.lines().map(|row| format!("{row},red")).collect();
    let outcome =
        read_bytes(format!("{spaced},colour\n{}\n", rows.join("\n")).as_bytes()).expect("ICEWS");
    assert_eq!(outcome.recognised.unknown_columns, ["colour"]);
    for (a, b) in outcome.reports.iter().zip(whole().reports) {
        assert_eq!(a.content_hash(), b.content_hash());
        assert_eq!(a.added.get("colour").map(String::as_str), Some("red"));
    }
    let lacking = text().replacen("event_date", "day", 1);
    let error = read_bytes(lacking.as_bytes()).expect_err("refused").to_string();
    assert!(error.contains("icews") && error.contains("event_date"), "{error}");
}
