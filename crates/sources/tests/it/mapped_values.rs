//! Mappings in every form, on small tables, and what is wrong with them.

use std::path::Path;
use std::sync::Arc;

use bellwether_model::{DatePrecision, EventType, LIMITS, PlacePrecision, Severity, TargetClass};
use bellwether_sources::{Mapping, MappingError, SourceError, recognise_with, suggest};

use crate::mapped::{Mapped, read_with};

const HEAD: &str = r#"
[dataset]
id = "vesland-post"
source = "Vesland Post"
title = "Incidents of Vesland"
citation = "Vesland Post (2019)"
url = "https://example.org/"
covers = "Incidents that the paper told of"
update_rhythm = "weekly"
licence = { id = "CC0-1.0", name = "CC0", url = "https://example.org/cc0", rows_may_be_exported = true }

[dataset.inclusion]
holds = "events"
unit = "an incident"
lethal_only = false
event_kinds = ["state-based", "one-sided", "unspecified"]
fatalities = { form = "one-number", includes_perpetrators = true }
civilian_coding = "the type"
"#;

const TABLE: &str = "Nr;Tag;Ort;Kreis;Provinz;Land;Dyade;Tote;Verletzte;Art;Breite;Länge;Notiz;Autor
7;23/07/2018;Harn;Harn;Upper;Nigeria;Red Dawn - Civilians;1.204;3;Attack;11,84;13,16;near the mill;A. B.
8;July 2018;;Harn;Upper;Nigeria;Red Dawn - Government of Vesland;k.A.;;Clash;;;;
9;2018;;;;Atlantis;Red Dawn;0;1;Market;0;0;;
";

const MAPPING: &str = r#"
[table]
kind = "events"
delimiter = ";"
decimal = ","
thousands = "."
missing = ["k.A."]
drop = ["Autor"]

[event]
id = { join = [{ constant = "v" }, "Nr"], with = "" }
side_a = { column = "Dyade", split = " - ", part = 1 }
side_b = { column = "Dyade", split = " - ", part = 2 }
deaths = "Tote"
injured = "Verletzte"
civilians = { cases = [{ when = { column = "Dyade", ends = "civilians" }, then = true }], otherwise = false }
targets = { column = "Art", values = { Market = "business" }, otherwise = "" }
type = { column = "Art", values = { attack = "one-sided", Clash = "state-based" }, otherwise = "unspecified" }

[event.date]
start = { column = "Tag", format = ["%d/%m/%Y", "%B %Y", "%Y"] }

[event.place]
country = "Land"
country_code = { codes = "name", of = "Land" }
admin1 = "Provinz"
admin2 = "Kreis"
name = "Ort"
latitude = "Breite"
longitude = "Länge"
"#;

/// Writes a table of these bytes and reads it.
fn read_table(table: &[u8], mapping: &str) -> Result<Mapped, SourceError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("table.csv");
    std::fs::write(&path, table).expect("writes");
    read_with(&path, mapping, &|_| {})
}

fn mapping(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(format!("{HEAD}{MAPPING}"), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    })
}

fn refused(text: &str) -> String {
    Mapping::parse(text, Path::new("m.toml")).expect_err("refused").to_string()
}

#[test]
fn every_form_of_a_field_gives_what_the_table_says() {
    let all = read_table(TABLE.as_bytes(), &mapping(&[])).expect("reads");
    assert_eq!(all.rules(Severity::Reject), [""; 0]);
    let [first, second, third] = &all.reports[..] else { unreachable!("three rows") };
    assert_eq!(first.id.to_string(), "vesland-post:v7");
    assert_eq!((first.side_a.name.as_str(), first.side_b.name.as_str()), ("Red Dawn", "Civilians"));
    assert_eq!(first.deaths.total.map(|total| total.best()), Some(1_204));
    assert_eq!(first.injured.map(|injured| injured.high()), Some(3));
    assert_eq!((first.event_type, first.native_type.as_str()), (EventType::OneSided, "Attack"));
    assert!(first.civilians_targeted && first.targets.contains(TargetClass::Civilians));
    let point = first.place.point.expect("a point");
    assert_eq!((point.latitude.degrees(), point.longitude.degrees()), (11.84, 13.16));
    assert_eq!(
        (first.place.precision, first.place.gw.map(|gw| gw.0)),
        (PlacePrecision::Near, Some(475))
    );
    let extra: Vec<(&str, &str)> = first.extra.iter().collect();
    let kept = [("art", "Attack"), ("dyade", "Red Dawn - Civilians"), ("notiz", "near the mill")];
    assert_eq!(extra, kept, "what only decides is kept, what is dropped is not");
    assert_eq!(second.deaths.total, None, "unknown is not none");
    assert_eq!((second.place.point, second.place.precision), (None, PlacePrecision::Admin2));
    assert_eq!(second.date.precision(), DatePrecision::Month);
    assert_eq!(third.date.end().to_string(), "2018-12-31");
    assert_eq!((third.side_b.name.as_str(), third.event_type), ("", EventType::Unspecified));
    assert!(third.targets.contains(TargetClass::Business));
    assert_eq!(third.deaths.total.map(|total| total.best()), Some(0));
    let findings: Vec<(u64, &str)> = all.findings.iter().map(|f| (f.row, f.rule)).collect();
    assert_eq!(findings, [(4, "country-unknown"), (4, "coordinates-zero")]);
}

#[test]
fn values_that_cannot_be_true_are_rejects_with_column_and_rule() {
    for (old, new, column, rule) in [
        ("23/07/2018", "31/06/2018", "tag", "date-form"),
        ("23/07/2018", "", "tag", "date-empty"),
        ("1.204", "-4", "tote", "count-negative"),
        ("1.204", "many", "tote", "number"),
        ("1.204", "99.999.999", "tote", "count-limit"),
        ("11,84", "91", "breite", "latitude-range"),
        ("11,84", "", "breite", "coordinate-half"),
        ("11,84", "north", "breite", "coordinate-number"),
    ] {
        let all = read_table(TABLE.replace(old, new).as_bytes(), &mapping(&[])).expect("reads");
        let reject = all.findings.iter().find(|f| f.severity == Severity::Reject).expect(rule);
        assert_eq!((reject.column.as_str(), reject.rule, reject.row), (column, rule, 2));
        assert_eq!((all.summary.rows, all.reports.len()), (3, 2));
    }
    let strict = mapping(&[(", otherwise = \"unspecified\"", "")]);
    let all = read_table(TABLE.as_bytes(), &strict).expect("reads");
    assert_eq!(all.rules(Severity::Reject), ["value-unlisted"], "{:?}", all.findings);
}

#[test]
fn a_crosswalk_stands_for_a_table_of_values() {
    let walked = mapping(&[(
        "values = { attack = \"one-sided\", Clash = \"state-based\" }",
        "crosswalk = [\"gtd-attack\", \"bellwether\"]",
    )]);
    let all = read_table(TABLE.as_bytes(), &walked).expect("reads");
    assert!(all.reports.iter().all(|report| report.event_type == EventType::Unspecified));
    let plover = walked.replace("deaths =", "plover = { column = \"Nr\", crosswalk = [\"ucdp\", \"plover\"], otherwise = \"\" }\ndeaths =");
    let coded = TABLE.replace("\n7;", "\n1;");
    let all = read_table(coded.as_bytes(), &plover).expect("reads");
    assert_eq!(all.reports[0].plover.as_deref(), Some("ASSAULT"));
    assert_eq!(all.reports[1].plover, None);
    let error = refused(&walked.replace("gtd-attack", "gtd-attacks"));
    assert!(error.contains("is \"gtd-attack\" meant?"), "{error}");
}

#[test]
fn a_row_without_an_id_is_told_from_others_by_its_hash() {
    let hashed = mapping(&[(
        "id = { join = [{ constant = \"v\" }, \"Nr\"], with = \"\" }",
        "id = { hash = \"row\" }",
    )]);
    let once = read_table(TABLE.as_bytes(), &hashed).expect("reads");
    let author = read_table(TABLE.replace("A. B.", "C. D.").as_bytes(), &hashed).expect("reads");
    let toll = read_table(TABLE.replace("1.204", "1.205").as_bytes(), &hashed).expect("reads");
    let id = |all: &Mapped| all.reports[0].id.native.clone();
    assert_eq!(id(&once), id(&author), "a dropped column is no part of it");
    assert_ne!(id(&once), id(&toll));
    assert!(once.recognised.evidence.iter().any(|line| line.contains("hash of a row")));
}

#[test]
fn columns_that_came_later_are_named_and_kept_apart() {
    let known = mapping(&[(
        "[event]\n",
        "columns = [\"Nr\", \"Tag\", \"Ort\", \"Kreis\", \"Provinz\", \"Land\", \"Dyade\", \"Tote\", \"Verletzte\", \"Art\", \"Breite\", \"Länge\", \"Autor\", \"Quelle\"]\n[event]\n",
    )]);
    let all = read_table(TABLE.as_bytes(), &known).expect("reads");
    assert_eq!(all.recognised.unknown_columns, ["notiz"]);
    assert_eq!(all.recognised.missing_columns, ["quelle"]);
    assert_eq!(all.reports[0].added.get("notiz").map(String::as_str), Some("near the mill"));
    assert_eq!(all.reports[0].extra.get("notiz"), None);
}

#[test]
fn mistakes_are_named_with_their_line_and_what_is_meant() {
    let line = |part: &str| {
        let whole = mapping(&[]);
        whole[..whole.find(part).expect("there")].lines().count() + 1
    };
    for (old, new, at, says) in [
        ("deaths = ", "deahts = ", "deaths =", "event knows no \"deahts\" (is \"deaths\" meant?)"),
        (
            "kind = \"events\"",
            "kind = \"event\"",
            "kind =",
            "kind must be \"events\" or \"calendar\"",
        ),
        (
            "attack = \"one-sided\"",
            "attack = \"onesided\"",
            "type = {",
            "is not a type of event (is \"one-sided\" meant?)",
        ),
        ("%B %Y", "%Q", "start =", "is no form of a date"),
        ("part = 1", "part = 0", "side_a", "1 is the first, -1 the last"),
        ("codes = \"name\"", "codes = \"names\"", "country_code", "is \"name\" meant?"),
        ("longitude = \"Länge\"", "", "[event.place]", "one of latitude and longitude is missing"),
        ("thousands = \".\"", "thousands = \",\"", "thousands", "cannot be the same mark"),
    ] {
        let error = refused(&mapping(&[(old, new)]));
        assert!(error.starts_with(&format!("m.toml, line {}", line(at))), "{error}");
        assert!(error.contains(says), "{error}");
    }
    let taken = refused(&mapping(&[("vesland-post", "ucdp-ged")]));
    assert!(taken.contains("choose another id"), "{taken}");
    let both = refused(&mapping(&[("deaths = \"Tote\"", "deaths = { low = \"Tote\" }")]));
    assert!(both.contains("low or high without best"), "{both}");
    assert!(refused("[dataset").starts_with("m.toml, line 1"));
    assert!(refused("").contains("write [dataset]"));
    let huge = refused(&"#".repeat(300_000));
    assert!(huge.contains("above the limit of 262144"), "{huge}");
}

#[test]
fn a_column_that_the_table_lacks_is_named_with_the_nearest_one() {
    let error = read_table(TABLE.as_bytes(), &mapping(&[("\"Tote\"", "\"Toten\"")])).err();
    let Some(SourceError::Mapping(error @ MappingError::UnknownColumn { .. })) = error else {
        unreachable!("{error:?}")
    };
    let text = error.to_string();
    assert!(text.contains("no column \"toten\" (is \"tote\" meant?)"), "{text}");
}

#[test]
fn the_hash_and_the_text_of_a_mapping_are_its_provenance() {
    let text = mapping(&[]);
    let parsed = Mapping::parse(&text, Path::new("m.toml")).expect("valid");
    let origin = parsed.origin();
    assert_eq!((origin.text.as_str(), origin.sha256.as_str()), (parsed.text(), parsed.sha256()));
    assert_eq!(origin.sha256.len(), 64);
    let other = Mapping::parse(&format!("{text}\n"), Path::new("m.toml")).expect("valid");
    assert!(parsed != other && parsed.sha256() != other.sha256());
    assert_eq!(parsed.describe().title, "Incidents of Vesland");
}

#[test]
fn the_worked_example_of_the_documentation_reads_as_it_says() {
    let page = include_str!("../../../../docs/MAPPINGS.md");
    let block = |open: &str| page.split(open).nth(1)?.split("```").next();
    let table = block("keeps this table, `incidents.csv`:\n\n```\n").expect("a table");
    let all = read_table(table.as_bytes(), block("```toml\n").expect("a mapping")).expect("reads");
    assert_eq!(all.findings, []);
    let [first, second] = &all.reports[..] else { unreachable!("two rows") };
    assert_eq!(first.deaths.total.map(|total| total.best()), Some(1_204));
    assert_eq!(
        (first.event_type, first.place.precision),
        (EventType::OneSided, PlacePrecision::Near)
    );
    assert_eq!((second.date.precision(), second.deaths.total), (DatePrecision::Month, None));
    assert_eq!(second.place.precision, PlacePrecision::Admin2);
}

#[test]
fn a_draft_understands_other_languages_commas_and_words_for_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("Vorfälle 2018.csv");
    std::fs::write(&path, TABLE.replace("k.A.", "unknown").replace(";July 2018;", ";02/07/2018;"))
        .expect("writes");
    let draft = suggest(&path, &LIMITS).expect("a draft");
    for line in [
        "id = \"table-vorf-lle-2018\"",
        "decimal = \",\"",
        "thousands = \".\"",
        "missing = [\"unknown\"]",
        "country = \"land\"",
        "name = \"ort\"",
        "latitude = \"breite\"",
        "best = \"tote\"",
        "injured = \"verletzte\"",
    ] {
        assert!(draft.contains(line), "{line} is not in\n{draft}");
    }
    let mapping = Arc::new(Mapping::parse(&draft, Path::new("draft.toml")).expect("valid"));
    recognise_with(&path, &mapping, &LIMITS).expect("fits its own table");
}

#[test]
fn a_draft_of_any_table_is_a_mapping() {
    for table in [
        "a,b\n1,2\n",
        "only\nx\n",
        "\"q\"\"uote\",b\\c\n\"x\ny\",2\n",
        "date,type\n2018-01-01,A\n2018-01-02,a\n",
        "election,year\nyes,2018\n",
        "low,year\n1,2018\n",
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("t.csv");
        std::fs::write(&path, table).expect("writes");
        let draft = suggest(&path, &LIMITS).expect("a draft");
        let mapping = Mapping::parse(&draft, Path::new("draft.toml"));
        let mapping = Arc::new(mapping.unwrap_or_else(|error| unreachable!("{error}\n{draft}")));
        recognise_with(&path, &mapping, &LIMITS).expect("fits its own table");
    }
}
