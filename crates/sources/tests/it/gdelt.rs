//! GDELT: values that cannot be true (C4), bad input as a whole (C2), what each column becomes.

use std::io::Write as _;

use bellwether_model::{DatePrecision, EventType, LIMITS, PlacePrecision, Report, Severity};
use bellwether_sources::{Container, Shape};

use crate::support::{Outcome, fixture, read_named, read_path};

/// The first row of the fixture, its fields by number set to other values.
fn event(changes: &[(usize, &str)]) -> String {
    let text = std::fs::read_to_string(fixture("gdelt-2-8.tsv")).expect("a fixture");
    let mut fields: Vec<&str> = text.lines().next().expect("a row").split('\t').collect();
    for (index, value) in changes {
        fields[*index] = value;
    }
    fields.join("\t")
}

fn read_events(rows: &[String]) -> Outcome {
    let text = format!("{}\n", rows.join("\n"));
    read_named("events.csv", text.as_bytes(), LIMITS, None).expect("events")
}

fn whole(name: &str) -> Outcome {
    read_path(&fixture(name), LIMITS, 2, None).expect("a fixture")
}

fn extra<'a>(report: &'a Report, name: &str) -> &'a str {
    report.extra.get(name).map_or("", String::as_str)
}

#[test]
fn a_row_of_events_becomes_a_report_with_everything_in_it() {
    let outcome = whole("gdelt-2-8.tsv");
    assert_eq!(outcome.recognised.shape, Shape::GdeltEvents2);
    assert_eq!(outcome.rules(Severity::Reject), [""; 0]);
    let report = &outcome.reports[0];
    assert_eq!(report.id.to_string(), "gdelt:700000001");
    assert_eq!((report.event_type, report.native_type.as_str()), (EventType::StateBased, "190"));
    assert_eq!(report.plover.as_deref(), Some("ASSAULT"));
    assert_eq!(
        (report.side_a.native_id.as_deref(), report.side_a.name.as_str()),
        (Some("NGAMIL"), "NIGERIAN")
    );
    assert_eq!(report.side_b.name, "BOKO HARAM");
    assert_eq!(report.targets.to_string(), "armed-group");
    assert_eq!((report.deaths.total, report.injured, report.sources_count), (None, None, None));
    assert_eq!(
        (report.date.start().to_string(), report.date.precision()),
        ("2018-06-01".into(), DatePrecision::Day)
    );
    let place = &report.place;
    assert_eq!(
        (place.country.as_str(), place.iso3.map(|c| c.to_string()).as_deref()),
        ("Nigeria", Some("NGA"))
    );
    assert_eq!((place.name.as_deref(), place.admin1.as_deref()), (Some("Harn"), Some("Upper Ves")));
    assert_eq!(place.precision, PlacePrecision::Near);
    let kept: Vec<(&str, &str)> = report.extra.iter().collect();
    assert_eq!(
        kept,
        [
            ("actiongeo_adm1code", "NI27"),
            ("actiongeo_adm2code", "20001"),
            ("actiongeo_countrycode", "NI"),
            ("actiongeo_featureid", "-2000001"),
            ("actiongeo_type", "world city, gazetteer point"),
            ("actor1countrycode", "NGA"),
            ("actor1geo", "="),
            ("actor1type1code", "MIL"),
            ("actor2countrycode", "NGA"),
            ("actor2geo", "1|NI|NI|NI|10|8|Nigeria"),
            ("actor2type1code", "REB"),
            ("avgtone", "-4.5"),
            ("dateadded", "20180601001500"),
            ("goldsteinscale", "-10.0"),
            ("isrootevent", "1"),
            ("num_articles_first_15_min", "10"),
            ("num_mentions_first_15_min", "10"),
            ("num_sources_first_15_min", "1"),
            ("quadclass", "4"),
            ("sourceurl", "https://news.example/1"),
        ]
    );
    let added: Vec<(&str, &str)> = report.added.iter().collect();
    assert_eq!(added, [("actor1_iso3", "NGA"), ("actor2_iso3", "NGA")]);
}

#[test]
fn codes_decide_the_type_the_targets_and_what_a_point_stands_for() {
    let reports = whole("gdelt-2-8.tsv").reports;
    let types: Vec<EventType> = reports.iter().map(|r| r.event_type).collect();
    assert_eq!(
        types,
        [
            EventType::StateBased,
            EventType::OneSided,
            EventType::Unspecified,
            EventType::Unspecified,
            EventType::Protest,
            EventType::NonState,
            EventType::Riot,
            EventType::Strategic,
        ]
    );
    let civilians: Vec<bool> = reports.iter().map(|r| r.civilians_targeted).collect();
    assert_eq!(civilians, [false, true, false, true, false, false, false, false]);
    assert_eq!(reports[3].targets.to_string(), "education");
    assert_eq!(reports[3].plover.as_deref(), Some("ASSAULT/suicide-attack"));
    let points: Vec<(PlacePrecision, &str, bool)> = reports
        .iter()
        .map(|r| (r.place.precision, extra(r, "actiongeo_type"), r.place.point.is_some()))
        .collect();
    assert_eq!(points[2], (PlacePrecision::Country, "country centroid", true));
    assert_eq!(points[3], (PlacePrecision::Admin1, "world state centroid", true));
    assert_eq!(points[4], (PlacePrecision::Near, "US city, gazetteer point", true));
    assert_eq!(points[5], (PlacePrecision::Admin1, "US state centroid", true));
    assert_eq!(points[6], (PlacePrecision::Country, "", false));
    assert_eq!(reports[6].place.iso3, None);
}

#[test]
fn names_that_may_be_persons_are_replaced_and_kept_nowhere() {
    let outcome = whole("gdelt-2-8.tsv");
    let report = &outcome.reports[2];
    assert_eq!(report.side_a.name, "Government (Nigeria)");
    assert_eq!(report.side_a.native_id.as_deref(), Some("NGAGOV"));
    assert_eq!(report.added.get("actor1name").map(String::as_str), Some("withheld"));
    assert_eq!((report.side_b.name.as_str(), &report.side_b.native_id), ("", &None));
    assert!(!format!("{:?}", outcome.reports).contains("VESTERMARK"));
    // Nor in what is said of a row that cannot be read.
    let name = [(6, "ORLA VESTERMARK")];
    let bad = [
        event(&name).replacen('\t', "\t\t", 1),
        event(&[(6, "ORLA\0VESTERMARK")]),
        event(&[name[0], (26, "999")]),
        format!("{}{}", event(&name), "x".repeat(LIMITS.record_bytes)),
    ];
    let rows: Vec<String> = (0..5).map(|_| event(&[])).chain(bad).collect();
    let outcome = read_events(&rows);
    assert_eq!(
        outcome.rules(Severity::Reject),
        ["ragged", "nul", "type-code", "record-bytes"],
        "{:?}",
        outcome.findings
    );
    assert!(!format!("{:?}", outcome.findings).contains("VESTERMARK"));
}

#[test]
fn a_quote_is_a_character_and_no_quoting() {
    let outcome = whole("gdelt-2-8.tsv");
    assert_eq!(extra(&outcome.reports[1], "sourceurl"), "https://news.example/2?q=\"harn");
}

#[test]
fn version_one_is_read_with_and_without_the_address_of_the_source() {
    let outcome = whole("gdelt-1-6.tsv");
    assert_eq!(outcome.recognised.shape, Shape::GdeltEvents1);
    assert_eq!((outcome.reports.len(), outcome.findings.len()), (6, 0));
    let (old, new) = (&outcome.reports[0], &outcome.reports[2]);
    assert_eq!(old.date.start().to_string(), "1979-01-01");
    assert_eq!((extra(old, "sourceurl"), extra(old, "dateadded")), ("", "20130203"));
    assert_eq!(extra(new, "sourceurl"), "https://news.example/3");
    assert_eq!(old.sources_count, Some(1), "1.0 counts all sources");
    assert_eq!(extra(old, "numsources"), "1");
    assert_eq!(extra(old, "num_sources_first_15_min"), "");
    assert_eq!(old.event_type, EventType::StateBased);
}

#[test]
fn mentions_point_to_their_events() {
    let outcome = whole("gdelt-mentions-4.tsv");
    assert_eq!(outcome.recognised.dataset.as_str(), "gdelt-mentions");
    assert_eq!((outcome.summary.mentions, outcome.findings.len()), (4, 0));
    let [first, second, third, fourth] = outcome.mentions.as_slice() else { panic!("four") };
    assert_eq!(first.report.to_string(), "gdelt:700000001");
    assert_eq!((first.kind.as_str(), first.outlet.as_str()), ("web", "news.example"));
    assert_eq!(first.locator, "https://news.example/1");
    assert_eq!((first.confidence, first.sentence, first.row), (Some(60), Some(3), 1));
    assert_eq!(second.recorded_at.to_string(), "2018-06-01T00:15:00Z");
    assert_eq!(second.seen_at.to_string(), "2018-06-01T00:30:00Z");
    assert_eq!(second.locator, "https://other.example/\"1\"");
    assert_eq!((third.kind.as_str(), third.sentence), ("citation-only", None));
    assert_eq!((fourth.kind.as_str(), fourth.confidence), ("jstor", None));
}

/// Field, value, rule of the reject.
const REJECTS: [(usize, &str, &str); 18] = [
    (0, "", "id-empty"),
    (1, "20180231", "date-calendar"),
    (1, "2018-06-01", "date-form"),
    (1, "00000101", "date-year"),
    (1, "10661014", "date-year"),
    (26, "", "type-code"),
    (26, "---", "type-code"),
    (26, "43", "type-code"),
    (26, "2100", "type-code"),
    (51, "6", "geo-type-code"),
    (51, "city", "geo-type-code"),
    (56, "91", "latitude-range"),
    (57, "181", "longitude-range"),
    (56, "NaN", "coordinate-number"),
    (57, "", "coordinate-half"),
    (59, "", "date-form"),
    (59, "20180631001500", "date-calendar"),
    (60, "https://simulated.invalid/1", "simulated"),
];

#[test]
fn what_cannot_be_is_rejected_with_row_column_rule_and_value() {
    let sound = || vec![event(&[]); 3];
    for (field, value, rule) in REJECTS {
        let mut rows = sound();
        rows.insert(1, event(&[(field, value)]));
        let outcome = read_events(&rows);
        let [finding] = outcome.findings.as_slice() else {
            panic!("{field} {value}: {:?}", outcome.findings)
        };
        assert_eq!((finding.severity, finding.rule, finding.row), (Severity::Reject, rule, 2));
        assert_eq!(outcome.reports.len(), 3, "{rule}");
        // Of half a point, the latitude is shown.
        let shown = if rule == "coordinate-half" { "11.8464" } else { value };
        assert_eq!(finding.value, shown, "{rule}");
        assert!(!finding.message.is_empty() && !finding.message.ends_with('.'));
    }
}

#[test]
fn what_does_not_agree_is_remarked_upon_or_mended_by_name() {
    let one = |changes: &[(usize, &str)]| {
        let mut outcome = read_events(&[event(changes)]);
        let [finding] = outcome.findings.as_slice() else { panic!("{:?}", outcome.findings) };
        (outcome.reports.remove(0), finding.severity, finding.rule)
    };
    let old = [(1, "20170601"), (2, "201706"), (3, "2017")];
    assert_eq!((one(&old).1, one(&old).2), (Severity::Warning, "date-long-before-added"));
    let late = [(1, "20180603")];
    assert_eq!((one(&late).1, one(&late).2), (Severity::Warning, "date-after-added"));
    assert_eq!(one(&[(28, "18")]).2, "type-root");
    let (report, severity, rule) = one(&[(56, "0"), (57, "0")]);
    assert_eq!((severity, rule), (Severity::Repair, "coordinates-zero"));
    assert_eq!((report.place.point, report.place.precision), (None, PlacePrecision::Country));
    let (report, _, rule) = one(&[(53, "YI")]);
    assert_eq!(
        (rule, report.place.country.as_str(), report.place.iso3),
        ("country-code", "YI", None)
    );
    assert_eq!(one(&[(56, ""), (57, "")]).2, "coordinates-missing");
}

#[test]
fn mentions_that_cannot_be_are_rejected() {
    let text = std::fs::read_to_string(fixture("gdelt-mentions-4.tsv")).expect("a fixture");
    let sound = text.lines().next().expect("a row");
    for (field, value, rule, severity) in [
        (0, "", "id-empty", Severity::Reject),
        (1, "20180601", "date-form", Severity::Reject),
        (2, "20180601250000", "date-form", Severity::Reject),
        (2, "20180631000000", "date-calendar", Severity::Reject),
        (3, "7", "mention-type-code", Severity::Reject),
        (5, "", "mention-identifier", Severity::Reject),
        (5, "https://simulated.invalid/1", "simulated", Severity::Reject),
        (6, "two", "sentence-number", Severity::Reject),
        (11, "101", "confidence-number", Severity::Repair),
        (11, "-5", "confidence-number", Severity::Repair),
    ] {
        let mut fields: Vec<&str> = sound.split('\t').collect();
        fields[field] = value;
        let rows = [sound, &fields.join("\t"), sound, sound].join("\n") + "\n";
        let outcome = read_named("m.csv", rows.as_bytes(), LIMITS, None).expect("mentions");
        let found: Vec<_> = outcome.findings.iter().map(|f| (f.severity, f.rule)).collect();
        assert_eq!(found, [(severity, rule)], "{field} {value}");
        assert_eq!(outcome.mentions.len(), if severity == Severity::Reject { 3 } else { 4 });
    }
}

#[test]
fn simulated_rows_are_datasets_of_their_own() {
    let simulated = event(&[(60, "https://simulated.invalid/a/1")]);
    let mut rows = vec![simulated; 25];
    rows.push(event(&[]));
    let outcome = read_events(&rows);
    assert_eq!(outcome.recognised.dataset.as_str(), "sim-gdelt");
    assert_eq!(outcome.reports[0].id.dataset.as_str(), "sim-gdelt");
    assert_eq!((outcome.reports.len(), outcome.rules(Severity::Reject)), (25, vec!["simulated"]));
    let text = std::fs::read_to_string(fixture("gdelt-mentions-4.tsv")).expect("a fixture");
    let first =
        text.lines().next().expect("a row").replace("news.example/1", "simulated.invalid/1");
    let outcome =
        read_named("m.csv", format!("{first}\n").as_bytes(), LIMITS, None).expect("reads");
    assert_eq!(outcome.recognised.dataset.as_str(), "sim-gdelt-mentions");
    assert_eq!(outcome.mentions[0].report.to_string(), "sim-gdelt:700000001");
}

#[test]
fn bulk_files_are_read_packed_and_their_names_give_the_slot() {
    let text = std::fs::read(fixture("gdelt-2-8.tsv")).expect("a fixture");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("20180601001500.export.CSV", zip::write::SimpleFileOptions::default())
        .expect("a member");
    zip.write_all(&text).expect("packed");
    let zipped = zip.finish().expect("packed").into_inner();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&text).expect("packed");
    let gzipped = packer.finish().expect("packed");
    for (name, bytes, container, label) in [
        ("any.zip", zipped, Container::Zip, "20180601001500"),
        ("20180601.export.CSV.gz", gzipped, Container::Gzip, "20180601"),
        (
            "20180601003000.translation.export.CSV",
            text,
            Container::Plain,
            "20180601003000.translation",
        ),
    ] {
        let outcome = read_named(name, &bytes, LIMITS, None).expect("reads");
        assert_eq!((outcome.reports.len(), outcome.recognised.container), (8, container));
        assert_eq!(outcome.recognised.label.map(|l| l.0).as_deref(), Some(label), "{name}");
    }
}

#[test]
fn an_export_with_a_header_gives_the_same_reports() {
    let text = std::fs::read_to_string(fixture("gdelt-2-8.tsv")).expect("a fixture");
    let names = "GLOBALEVENTID,SQLDATE,MonthYear,Year,FractionDate,Actor1Code,Actor1Name,Actor1CountryCode,Actor1KnownGroupCode,Actor1EthnicCode,Actor1Religion1Code,Actor1Religion2Code,Actor1Type1Code,Actor1Type2Code,Actor1Type3Code,Actor2Code,Actor2Name,Actor2CountryCode,Actor2KnownGroupCode,Actor2EthnicCode,Actor2Religion1Code,Actor2Religion2Code,Actor2Type1Code,Actor2Type2Code,Actor2Type3Code,IsRootEvent,EventCode,EventBaseCode,EventRootCode,QuadClass,GoldsteinScale,NumMentions,NumSources,NumArticles,AvgTone,Actor1Geo_Type,Actor1Geo_FullName,Actor1Geo_CountryCode,Actor1Geo_ADM1Code,Actor1Geo_ADM2Code,Actor1Geo_Lat,Actor1Geo_Long,Actor1Geo_FeatureID,Actor2Geo_Type,Actor2Geo_FullName,Actor2Geo_CountryCode,Actor2Geo_ADM1Code,Actor2Geo_ADM2Code,Actor2Geo_Lat,Actor2Geo_Long,Actor2Geo_FeatureID,ActionGeo_Type,ActionGeo_FullName,ActionGeo_CountryCode,ActionGeo_ADM1Code,ActionGeo_ADM2Code,ActionGeo_Lat,ActionGeo_Long,ActionGeo_FeatureID,DATEADDED,SOURCEURL,colour";
    let quoted = |field: &str| format!("\"{}\"", field.replace('"', "\"\""));
    let rows: Vec<String> = text
        .lines()
        .map(|line| line.split('\t').chain(["red"]).map(quoted).collect::<Vec<_>>().join(","))
        .collect();
    let table = format!("{names}\n{}\n", rows.join("\n"));
    let outcome = read_named("bq.csv", table.as_bytes(), LIMITS, None).expect("reads");
    assert_eq!(outcome.recognised.unknown_columns, ["colour"]);
    let bulk = whole("gdelt-2-8.tsv");
    assert_eq!(outcome.reports.len(), 8);
    for (a, b) in outcome.reports.iter().zip(&bulk.reports) {
        assert_eq!(a.content_hash(), b.content_hash());
        assert_eq!(a.added.get("colour").map(String::as_str), Some("red"));
    }
    let lacking = table.replace("DATEADDED", "added");
    let error = read_named("bq.csv", lacking.as_bytes(), LIMITS, None).expect_err("refused");
    assert!(error.to_string().contains("dateadded"), "{error}");
}

#[test]
fn bad_input_as_a_whole_costs_its_own_rows_only() {
    let around = |bad: &[u8]| {
        let mut bytes = format!("{}\n{}\n", event(&[(0, "1")]), event(&[(0, "2")])).into_bytes();
        bytes.extend_from_slice(bad);
        bytes.extend(format!("\n{}\r\n", event(&[(0, "3")])).bytes());
        read_named("e.csv", &bytes, LIMITS, None).expect("events")
    };
    for (bad, rule) in [
        (&b"a\tb"[..], "ragged"),
        (&[b'x'; 3 << 20], "record-bytes"),
        (event(&[(6, "\0")]).as_bytes(), "nul"),
        (event(&[(60, &"x".repeat(LIMITS.field_bytes + 1))]).as_bytes(), "field-bytes"),
        (format!("{}\t", event(&[])).as_bytes(), "ragged"),
    ] {
        let outcome = around(bad);
        assert_eq!(outcome.rules(Severity::Reject), [rule]);
        let ids: Vec<&str> = outcome.reports.iter().map(|r| r.id.native.as_str()).collect();
        assert_eq!((ids, outcome.reports[2].row), (vec!["1", "2", "3"], 4));
    }
    let outcome = around(&event(&[(52, "C~te, Ves, Nigeria")]).replace('~', "\u{1}").into_bytes());
    assert_eq!(outcome.reports.len(), 4);
    let latin: Vec<u8> = event(&[(52, "C~te, Ves, Nigeria")])
        .bytes()
        .map(|b| if b == b'~' { 0xF4 } else { b })
        .collect();
    let outcome = around(&latin);
    assert_eq!(outcome.reports[2].place.name.as_deref(), Some("Côte"));
    assert_eq!(outcome.rules(Severity::Warning), ["encoding"]);
}
