//! JSON tables: each form gives what the text table gives, and bad elements cost themselves (C2).

use bellwether_model::{LIMITS, Severity};
use bellwether_sources::{Shape, SourceError, scope_of};
use serde_json::Value;

use crate::support::{Outcome, fixture, read_named, read_path};

fn page() -> Vec<Value> {
    let text = std::fs::read_to_string(fixture("acled-api-6.json")).expect("a fixture");
    let mut page: Value = serde_json::from_str(&text).expect("JSON");
    serde_json::from_value(page["data"].take()).expect("a list")
}

fn read(text: &str) -> Result<Outcome, SourceError> {
    read_named("t.json", text.as_bytes(), LIMITS, None)
}

fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

#[test]
fn a_page_of_ucdps_service_is_read_as_the_table_is() {
    let table = read_path(&fixture("ged-200.csv"), LIMITS, 1, None).expect("a fixture");
    let page = read_path(&fixture("ged-api-5.json"), LIMITS, 1, None).expect("a fixture");
    assert_eq!(page.recognised.shape, Shape::GedJson);
    assert_eq!((page.reports.len(), page.findings.len()), (5, 0), "{:?}", page.findings);
    for (a, b) in page.reports.iter().zip(&table.reports) {
        assert_eq!((&a.id, a.content_hash()), (&b.id, b.content_hash()));
    }
    assert_eq!(scope_of(&page.recognised, &page.summary), None, "a page is no release");
}

#[test]
fn a_list_at_the_top_and_lines_give_what_a_page_gives() {
    let expected = read_path(&fixture("acled-api-6.json"), LIMITS, 1, None).expect("a fixture");
    assert_eq!(expected.summary.damage, None);
    let list = serde_json::to_string_pretty(&page()).expect("JSON");
    for text in [list, lines(&page()), lines(&page()).replace('\n', "\r\n")] {
        let outcome = read(&text).expect("a table");
        assert!(outcome.reports == expected.reports && outcome.findings == expected.findings);
        assert_eq!(outcome.summary.damage, None);
    }
}

#[test]
fn elements_that_are_no_rows_cost_themselves() {
    let rows = page();
    for (bad, rule) in [
        ("[1]", "json"),
        ("3", "json"),
        ("{\"event_id_cnty\": tru}", "json"),
        ("{}", "id-empty"),
        ("{\"event_id_cnty\": {\"a\": [1]}}", "time-precision-code"),
    ] {
        let list = format!("[{},{bad},{}]", rows[0], rows[1]);
        let by_line = format!("{}\n{bad}\n{}\n", rows[0], rows[1]);
        for text in [list, by_line] {
            let outcome = read(&text).expect("a table");
            assert_eq!((outcome.reports.len(), outcome.summary.rows), (2, 3), "{text}");
            assert_eq!(outcome.rules(Severity::Reject), [rule], "{text}");
            assert_eq!(outcome.findings[0].row, 2);
        }
    }
}

#[test]
fn a_field_or_an_element_above_the_limit_costs_its_row() {
    let rows = page();
    for (size, rule) in [(LIMITS.field_bytes + 1, "field-bytes"), (5 << 20, "json")] {
        let mut long = rows[1].clone();
        long["notes"] = Value::String("x".repeat(size));
        let list = format!("[{},{long},{}]", rows[0], rows[2]);
        let outcome = read(&list).expect("a table");
        assert_eq!((outcome.reports.len(), outcome.summary.rows), (2, 3), "{size}");
        assert_eq!(outcome.rules(Severity::Reject), [rule]);
    }
}

#[test]
fn ten_million_nested_lists_are_refused() {
    let rows = page();
    let deep = format!("[{},{},{}]", rows[0], "[".repeat(10_000_000), rows[1]);
    let outcome = read(&deep).expect("a table");
    assert_eq!(outcome.reports.len(), 1);
    assert!(outcome.rules(Severity::Reject).contains(&"json"));
    assert!(read(&"[".repeat(10_000_000)).is_err());
    assert!(read(&"{\"a\":".repeat(2_000_000)).is_err());
}

#[test]
fn a_member_that_the_first_elements_lack_is_named_once() {
    let mut rows: Vec<Value> = std::iter::repeat_n(page()[0].clone(), 25).collect();
    for row in &mut rows[22..] {
        row["colour"] = "red".into();
    }
    let outcome = read(&lines(&rows)).expect("a table");
    assert_eq!(outcome.rules(Severity::Warning), ["json-member"]);
    assert_eq!((outcome.findings[0].row, outcome.findings[0].value.as_str()), (23, "colour"));
}

#[test]
fn answers_without_rows_say_so() {
    let refuse = |text: &str| read(text).expect_err(text);
    for text in ["{\"count\":0,\"data\":[]}", "[]"] {
        assert!(matches!(refuse(text), SourceError::Empty { .. }), "{text}");
    }
    let error = refuse("{\"success\":false,\"error\":\"no such user\"}");
    assert!(error.to_string().contains("success, error"), "{error}");
    let error = refuse("{\"data\": 3");
    assert!(matches!(error, SourceError::NotAJsonTable { .. }), "{error}");
}
