//! ACLED in its shapes: what each row becomes, what is refused (C4), and what is taken back.

use bellwether_model::{
    DatePrecision, EventType, LIMITS, PlacePrecision, Report, Severity, TargetClass, Targets,
};
use bellwether_sources::{DateOrder, Shape, SourceError, describe};

use crate::support::{Outcome, fixture, read_bytes, read_named, read_path};

fn read(name: &str) -> Outcome {
    read_path(&fixture(name), LIMITS, 2, None).expect("a fixture")
}

/// The header and the first row of the fixture, with some columns set to other values.
fn row(changes: &[(&str, &str)]) -> (String, String) {
    let text = std::fs::read_to_string(fixture("acled-18.csv")).expect("a fixture");
    let header = text.lines().next().expect("a header").to_owned();
    let notes = "\"On 5 January 2024, forces clashed in Harn. 4 killed.\"";
    let plain = text.lines().nth(1).expect("a row").replace(notes, "@");
    let mut fields: Vec<&str> = plain.split(',').collect();
    for (name, value) in changes {
        let index = header.split(',').position(|known| known == *name).expect("a column");
        fields[index] = value;
    }
    (header, fields.join(",").replace('@', notes))
}

fn read_rows(rows: &[&[(&str, &str)]]) -> Outcome {
    let lines: Vec<String> = rows.iter().map(|changes| row(changes).1).collect();
    let text = format!("{}\n{}\n", row(&[]).0, lines.join("\n"));
    read_bytes(text.as_bytes()).expect("an ACLED table")
}

fn one(changes: &[(&str, &str)], severity: Severity, rule: &str) -> Report {
    let outcome = read_rows(&[changes]);
    let found: Vec<_> = outcome.findings.iter().map(|f| (f.severity, f.rule)).collect();
    assert_eq!(found, [(severity, rule)], "{changes:?}");
    outcome.reports.into_iter().next().expect("still a report")
}

fn sound(changes: &[(&str, &str)]) -> Report {
    let outcome = read_rows(&[changes]);
    assert_eq!(outcome.findings, [], "{changes:?}");
    outcome.reports.into_iter().next().expect("a report")
}

#[test]
fn a_sound_row_becomes_a_report_with_everything_in_it() {
    let outcome = read("acled-18.csv");
    assert_eq!((outcome.reports.len(), outcome.findings.len()), (18, 0), "{:?}", outcome.findings);
    assert_eq!(outcome.recognised.shape, Shape::AcledCurrent);
    assert!(outcome.recognised.missing_columns.is_empty());
    let report = &outcome.reports[3];
    assert_eq!(report.id.to_string(), "acled:VES4");
    assert_eq!(report.event_type, EventType::OneSided);
    assert_eq!(report.native_type, "Explosions/Remote violence/Suicide bomb");
    assert!(report.civilians_targeted);
    assert_eq!(report.plover.as_deref(), Some("ASSAULT/suicide-attack"));
    assert_eq!(report.targets.to_string(), "civilians health");
    assert_eq!(report.side_a.name, "Red Dawn");
    assert_eq!((&report.side_a.native_id, &report.side_b.native_id), (&None, &None));
    assert_eq!(report.side_b.name, "Civilians (Vesland)");
    assert_eq!(report.date.start().to_string(), "2024-01-09");
    assert_eq!(report.place.precision, PlacePrecision::Exact);
    assert_eq!(report.place.iso3.map(|code| code.to_string()).as_deref(), Some("NGA"));
    assert_eq!(report.place.country, "Vesland");
    assert_eq!(report.place.name.as_deref(), Some("Harn"));
    let total = report.deaths.total.expect("a toll");
    assert_eq!((total.low(), total.best(), total.high()), (9, 9, 9));
    assert_eq!(report.sources_count, Some(1));
    assert_eq!(
        report.extra.iter().collect::<Vec<_>>(),
        [
            ("assoc_actor_2", "Health Workers (Vesland); Women (Vesland)"),
            ("civilian_targeting", "Civilian targeting"),
            ("disorder_type", "Political violence"),
            ("inter1", "2"),
            ("inter2", "7"),
            ("iso", "566"),
            ("notes", "On 9 January 2024, a bomber struck a clinic in \"Old Harn\"."),
            ("region", "Western Nordia"),
            ("source", "Vesland Post"),
            ("source_scale", "National"),
        ]
    );
    assert_eq!(report.added.iter().collect::<Vec<_>>(), [("timestamp", "1706000004")]);
    assert_eq!(outcome.reports[1].sources_count, Some(2));
}

#[test]
fn each_type_of_the_fixture_has_its_harmonised_type_and_its_targets() {
    use EventType::{NonState, OneSided, Protest, Riot, StateBased, Strategic, Unspecified};
    let outcome = read("acled-18.csv");
    let found: Vec<(EventType, bool, String)> = outcome
        .reports
        .iter()
        .map(|report| (report.event_type, report.civilians_targeted, report.targets.to_string()))
        .collect();
    let expected = [
        (StateBased, false, ""),
        (StateBased, false, ""),
        (NonState, false, ""),
        (OneSided, true, "civilians health"),
        (StateBased, false, ""),
        (Unspecified, false, ""),
        (OneSided, true, "civilians aid-workers"),
        (OneSided, true, "civilians education"),
        (Protest, false, ""),
        (Protest, false, ""),
        (Protest, true, "civilians"),
        (Riot, false, ""),
        (Riot, true, "civilians displaced"),
        (Strategic, false, "civilians media"),
        (Strategic, false, ""),
        (StateBased, false, ""),
        (NonState, false, ""),
        (OneSided, true, "civilians"),
    ];
    for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert_eq!((found.0, found.1, found.2.as_str()), *expected, "VES{}", at + 1);
    }
    assert_eq!(outcome.reports[5].side_b.name, "", "a missing actor is an empty side");
}

#[test]
fn codes_of_precision_are_those_of_the_codebook() {
    let outcome = read("acled-18.csv");
    let date = |at: usize| {
        let date = outcome.reports[at].date;
        (date.start().to_string(), date.end().to_string(), date.precision())
    };
    assert_eq!(date(1), ("2024-01-03".into(), "2024-01-09".into(), DatePrecision::Week));
    assert_eq!(date(2), ("2024-02-01".into(), "2024-02-29".into(), DatePrecision::Month));
    let place = |at: usize| outcome.reports[at].place.precision;
    assert_eq!((place(0), place(1)), (PlacePrecision::Exact, PlacePrecision::Near));
    assert_eq!((place(2), place(17)), (PlacePrecision::Admin1, PlacePrecision::Region));
    assert!(outcome.reports[2].place.point.is_some(), "kept, and never drawn as a point");
}

#[test]
fn the_service_and_the_export_tell_the_same_content_whether_in_numbers_or_in_words() {
    let (table, page) = (read("acled-18.csv"), read("acled-api-6.json"));
    assert_eq!(page.recognised.shape, Shape::AcledJson);
    assert_eq!((page.reports.len(), page.findings.len()), (6, 0), "{:?}", page.findings);
    assert_eq!(page.recognised.unknown_columns, [""; 0]);
    for (a, b) in page.reports.iter().zip(&table.reports) {
        assert_eq!((&a.id, a.content_hash()), (&b.id, b.content_hash()));
        assert_eq!(a.added.get("population_best").map(String::as_str), Some("1200"));
        assert_eq!((a.targets, &a.plover), (b.targets, &b.plover));
    }
}

#[test]
fn tables_from_before_2023_are_read_with_their_columns_words_and_dates() {
    let (older, current) = (read("acled-older-8.csv"), read("acled-18.csv"));
    assert_eq!(older.recognised.shape, Shape::AcledOlder);
    assert_eq!(
        older.recognised.missing_columns,
        ["disorder_type", "civilian_targeting", "tags"],
        "a change of columns is told"
    );
    assert_eq!(older.recognised.unknown_columns, [""; 0]);
    assert_eq!((older.reports.len(), older.findings.len()), (8, 0), "{:?}", older.findings);
    for (a, b) in older.reports.iter().zip(&current.reports) {
        assert_eq!((&a.id, a.date, &a.place, a.deaths), (&b.id, b.date, &b.place, b.deaths));
        assert_eq!((a.event_type, &a.native_type), (b.event_type, &b.native_type));
        assert_eq!((a.civilians_targeted, a.targets), (b.civilians_targeted, b.targets));
        assert_eq!(a.added.len(), 4);
    }
    let old_words = older.reports[0].extra.get("event_type").map(String::as_str);
    assert_eq!(old_words, Some("Battle-No change of territory"));
    assert_eq!(older.reports[1].extra.get("event_type"), None);
}

#[test]
fn monadic_exports_are_refused_as_a_whole_with_the_remedy() {
    let refuse = |bytes: &[u8]| read_bytes(bytes).expect_err("monadic");
    let bytes = std::fs::read(fixture("acled-monadic-4.csv")).expect("a fixture");
    let error = refuse(&bytes);
    assert!(matches!(error, SourceError::WrongForm { dataset: "acled", .. }), "{error}");
    assert!(error.to_string().contains("export it dyadic"), "{error}");
    // With both columns, the second empty, and each event once for each actor.
    let (header, first) = row(&[("actor2", ""), ("inter2", ""), ("interaction", "")]);
    let second = first.replace("Military Forces of Vesland (2015-)", "Red Dawn");
    let error = refuse(format!("{header}\n{first}\n{second}\n").as_bytes());
    assert!(error.to_string().contains("VES1 has a row for each"), "{error}");
    // As a client's function for long tables names its columns.
    let long = header.replace("actor1,assoc_actor_1,inter1,actor2", "type_of_actor,actor,inter,x");
    assert!(refuse(format!("{long}\n{first}\n").as_bytes()).to_string().contains("monadic"));
    // The same row twice is a repetition, which the store finds, and no monadic export.
    let twice = format!("{header}\n{first}\n{first}\n");
    assert_eq!(read_bytes(twice.as_bytes()).expect("dyadic").reports.len(), 2);
}

#[test]
fn the_list_of_deletions_gives_withdrawals() {
    let list = read("acled-deletions-3.csv");
    assert_eq!(list.recognised.shape, Shape::AcledDeletions);
    assert_eq!((list.summary.rows, list.summary.withdrawals), (3, 3));
    assert_eq!(list.findings, []);
    let told: Vec<(&str, Option<String>, u64)> = list
        .withdrawals
        .iter()
        .map(|w| (w.native.as_str(), w.at.map(|at| at.to_string()), w.row))
        .collect();
    assert_eq!(
        told,
        [
            ("VES3", Some("2024-02-01T00:00:00Z".into()), 2),
            ("VES5", Some("2024-02-02T00:00:00Z".into()), 3),
            ("VES9", None, 4),
        ]
    );
    assert!(list.withdrawals.iter().all(|w| w.dataset.as_str() == "acled"));
    let page = read("acled-deletions-2.json");
    assert_eq!(page.withdrawals.len(), 2);
    assert_eq!(page.withdrawals[0].at, list.withdrawals[0].at);
    let bad = b"event_id_cnty,deleted_timestamp\n,1706745600\nVES1,yesterday\nVES2,9e30\n";
    let outcome = read_bytes(bad).expect("a list");
    assert_eq!(outcome.rules(Severity::Reject), ["id-empty", "timestamp", "timestamp"]);
}

/// Changes to a sound row, the column and the rule of the reject.
type Rejected = (&'static [(&'static str, &'static str)], &'static str, &'static str);

const REJECTS: [Rejected; 24] = [
    (&[("event_id_cnty", "")], "event_id_cnty", "id-empty"),
    (&[("event_id_cnty", "NA")], "event_id_cnty", "id-empty"),
    (&[("latitude", "91")], "latitude", "latitude-range"),
    (&[("longitude", "181")], "longitude", "longitude-range"),
    (&[("latitude", "NaN")], "latitude", "coordinate-number"),
    (&[("longitude", "")], "latitude", "coordinate-half"),
    (&[("event_date", "2021-02-30")], "event_date", "date-calendar"),
    (&[("event_date", "30 February 2021")], "event_date", "date-calendar"),
    (&[("event_date", "0000-01-01")], "event_date", "date-year"),
    (&[("event_date", "January 2024")], "event_date", "date-form"),
    (&[("event_date", "")], "event_date", "date-form"),
    (&[("time_precision", "4")], "time_precision", "time-precision-code"),
    (&[("time_precision", "0")], "time_precision", "time-precision-code"),
    (&[("time_precision", "")], "time_precision", "time-precision-code"),
    (&[("geo_precision", "4")], "geo_precision", "geo-precision-code"),
    (&[("geo_precision", "")], "geo_precision", "geo-precision-code"),
    (&[("event_type", "")], "event_type", "type-code"),
    (&[("fatalities", "-1")], "fatalities", "deaths-negative"),
    (&[("fatalities", "1000000000000")], "fatalities", "deaths-limit"),
    (&[("fatalities", "NaN")], "fatalities", "deaths-number"),
    (&[("fatalities", "2.5")], "fatalities", "deaths-number"),
    (&[("actor1", ""), ("actor2", "")], "actor1", "side-empty"),
    (&[("iso", "NGA")], "iso", "country-code"),
    (&[("source_scale", "SIMULATED")], "source_scale", "simulated"),
];

#[test]
fn what_cannot_be_is_rejected_with_row_column_rule_and_value() {
    for (changes, column, rule) in REJECTS {
        let outcome = read_rows(&[&[("event_id_cnty", "A1")], changes, &[("event_id_cnty", "A3")]]);
        assert_eq!(outcome.reports.len(), 2, "{changes:?}");
        let [finding] = outcome.findings.as_slice() else {
            panic!("{changes:?} gave {:?}", outcome.findings)
        };
        assert_eq!(finding.severity, Severity::Reject, "{changes:?}");
        assert_eq!((finding.row, finding.column.as_str(), finding.rule), (3, column, rule));
        assert!(!finding.message.is_empty() && !finding.message.ends_with('.'));
        assert!(finding.message.starts_with(|c: char| c.is_lowercase()), "{}", finding.message);
    }
}

#[test]
fn a_change_of_the_words_upstream_is_told_and_costs_no_row() {
    let report = one(&[("event_type", "Cyber attack")], Severity::Warning, "event-type");
    assert_eq!(report.event_type, EventType::Unspecified);
    assert_eq!((report.native_type.as_str(), &report.plover), ("Cyber attack/Armed clash", &None));
    let report = one(&[("sub_event_type", "Duel")], Severity::Warning, "sub-event-type");
    assert_eq!(report.event_type, EventType::StateBased);
    assert_eq!(report.native_type, "Battles/Duel");
    let changes = [("inter1", "Robots"), ("interaction", "")];
    let report = one(&changes, Severity::Warning, "inter-code");
    assert_eq!(report.extra.get("inter1").map(String::as_str), Some("Robots"));
    let report = one(&[("interaction", "13")], Severity::Warning, "interaction");
    assert_eq!(report.extra.get("interaction").map(String::as_str), Some("13"));
    one(&[("year", "2023")], Severity::Warning, "year");
    let report = one(&[("iso", "999")], Severity::Warning, "country-code");
    assert_eq!(report.place.iso3, None);
    let report = one(&[("fatalities", "")], Severity::Warning, "fatalities-missing");
    assert_eq!(report.deaths.total, None);
    let zero = [("latitude", "0"), ("longitude", "0")];
    let report = one(&zero, Severity::Repair, "coordinates-zero");
    assert_eq!(report.place.precision, PlacePrecision::Country);
}

#[test]
fn a_column_that_nobody_knows_is_named_and_kept_beside_the_content() {
    let (header, line) = row(&[]);
    let table = format!("{header},colour,population_5km\n{line},red,900\n");
    let outcome = read_bytes(table.as_bytes()).expect("an ACLED table");
    assert_eq!(outcome.recognised.unknown_columns, ["colour"]);
    let report = &outcome.reports[0];
    assert_eq!(report.added.get("colour").map(String::as_str), Some("red"));
    assert_eq!(report.added.get("population_5km").map(String::as_str), Some("900"));
    assert_eq!(report.content_hash(), sound(&[]).content_hash());
}

#[test]
fn the_spellings_of_the_routes_have_equal_content() {
    let plain = sound(&[]).content_hash();
    for changes in [
        &[("inter1", "1"), ("inter2", "2"), ("interaction", "12")][..],
        &[("inter1", "1.0"), ("inter2", "2.0"), ("interaction", "")],
        &[("event_date", "05 January 2024"), ("year", "2024.0")],
        &[("event_date", "05/01/2024")],
        &[("event_type", "BATTLES"), ("sub_event_type", "armed clash")],
        &[("fatalities", "4.0"), ("iso", "566.0"), ("tags", "NA")],
        &[("timestamp", "1806000000"), ("country", " Vesland ")],
    ] {
        assert_eq!(sound(changes).content_hash(), plain, "{changes:?}");
    }
    assert_ne!(sound(&[("fatalities", "5")]).content_hash(), plain);
    assert_ne!(sound(&[("notes", "x")]).content_hash(), plain);
}

#[test]
fn dates_with_slashes_are_day_and_month_unless_declared_otherwise() {
    let (header, line) = row(&[("event_date", "05/01/2024")]);
    let text = format!("{header}\n{line}\n");
    let start = |order| {
        let outcome = read_named("t.csv", text.as_bytes(), LIMITS, order).expect("reads");
        outcome.reports[0].date.start().to_string()
    };
    assert_eq!(start(None), "2024-01-05");
    assert_eq!(start(Some(DateOrder::Mdy)), "2024-05-01");
}

#[test]
fn a_country_is_found_by_its_number_else_by_its_name() {
    let of = |changes: &[(&str, &str)]| sound(changes).place.iso3.map(|code| code.to_string());
    assert_eq!(of(&[("iso", ""), ("country", "Afghanistan")]).as_deref(), Some("AFG"));
    assert_eq!(of(&[("iso", "0"), ("country", "Kosovo")]).as_deref(), Some("XKX"));
    assert_eq!(of(&[("iso", "4"), ("country", "")]).as_deref(), Some("AFG"));
    assert_eq!(of(&[("iso", "")]), None);
}

#[test]
fn without_the_codes_of_actors_their_names_tell_who_was_hit() {
    let changes =
        [("inter1", ""), ("inter2", ""), ("interaction", ""), ("actor2", "Civilians (Vesland)")];
    let report = sound(&[changes.as_slice(), &[("assoc_actor_2", "Students (Vesland)")]].concat());
    let expected = Targets::NONE.with(TargetClass::Civilians).with(TargetClass::Education);
    assert_eq!(report.targets, expected);
    assert_eq!(report.event_type, EventType::Unspecified);
}

#[test]
fn simulated_files_are_a_dataset_of_their_own_and_do_not_mix() {
    let (header, simulated) = row(&[("source_scale", "SIMULATED")]);
    let mut lines = vec![simulated; 25];
    lines.push(row(&[]).1);
    let text = format!("{header}\n{}\n", lines.join("\n"));
    let outcome = read_bytes(text.as_bytes()).expect("reads");
    assert_eq!(outcome.recognised.dataset.as_str(), "sim-acled");
    assert_eq!((outcome.reports.len(), outcome.rules(Severity::Reject)), (25, vec!["simulated"]));
}

#[test]
fn a_table_that_lacks_what_it_needs_is_refused_with_the_names() {
    let (header, line) = row(&[]);
    let text = format!("{}\n{line}\n", header.replace("geo_precision", "x"));
    let error = read_bytes(text.as_bytes()).expect_err("lacks a column").to_string();
    assert!(error.contains("acled") && error.contains("geo_precision"), "{error}");
}

#[test]
fn rows_of_acled_must_not_be_passed_on() {
    assert!(describe("acled").is_some_and(|acled| !acled.licence.rows_may_be_exported));
    assert_eq!(describe("sim-acled").map(|sim| sim.licence.id.as_str()), Some("SIMULATED"));
}
