//! Counting, explaining, and SQL from outside.

use bellwether_model::{Date, GwCode, LIMITS, Limits};

use super::{bring_in, release, report};
use crate::{
    ActorFilter, ActorTerm, AsOf, By, Filters, Measure, NameActors, Question, Snapshot, Store,
    StoreError,
};

struct Names;

impl NameActors for Names {
    fn name(
        &self,
        _: &str,
        _: Option<&str>,
        name: &str,
        _: Option<GwCode>,
        _: Option<&str>,
        _: Option<Date>,
    ) -> String {
        name.to_owned()
    }
}

fn with_store(test: impl FnOnce(&Snapshot<'_>)) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let store = Store::open_or_create(&dir.path().join("store")).expect("new");
    let rows = (1..=9i8).map(|day| report(&day.to_string(), day, 3)).collect();
    bring_in(&store, release(None), rows, None);
    test(&store.sandbox(&AsOf::default(), 64 << 20, &crate::Leaving::default()).expect("readable"));
}

fn actor() -> ActorFilter {
    let term = ActorTerm { dataset: "sim-ged".into(), ids: vec!["2".into()], ..Default::default() };
    ActorFilter { label: "front".into(), terms: vec![term] }
}

#[test]
fn events_and_deaths_are_counted_whole_and_by_part() {
    with_store(|snapshot| {
        let ask = |measure, by| {
            let question = Question { measure, by, ..Question::default() };
            question.answer(snapshot, &Names).expect("answered")
        };
        assert_eq!(ask(Measure::Events, None).value.0, 9.0);
        let deaths = ask(Measure::Fatalities, Some(By::Week));
        let weeks: Vec<(&str, f64)> =
            deaths.rows.iter().map(|row| (row.key.as_str(), row.value.0)).collect();
        assert_eq!(weeks, [("2019-12-30", 15.0), ("2020-01-06", 12.0)]);
        let actors = ask(Measure::Events, Some(By::Actor));
        assert_eq!(actors.rows.len(), 2);
        assert!(actors.rows.iter().all(|row| row.value.0 == 9.0));
        for by in [By::Day, By::Month, By::Year, By::Country, By::Admin1, By::Type, By::Source] {
            let sum: f64 = ask(Measure::Events, Some(by)).rows.iter().map(|r| r.value.0).sum();
            assert_eq!(sum, 9.0, "{by:?}");
        }
    });
}

#[test]
fn an_explanation_says_what_each_filter_removed() {
    with_store(|snapshot| {
        let filters = Filters {
            actor: Some(actor()),
            from: Some(Date::constant(2020, 1, 3)),
            to: Some(Date::constant(2020, 1, 4)),
            ..Filters::default()
        };
        let explanation =
            Question { filters, ..Question::default() }.explain(snapshot).expect("explained");
        let steps: Vec<(&str, i64, i64)> =
            explanation.steps.iter().map(|step| (step.filter, step.removed, step.left)).collect();
        assert_eq!(steps, [("actor", 0, 9), ("from", 2, 7), ("to", 5, 2)]);
        assert_eq!(explanation.reports, 9);
    });
}

#[test]
fn sql_reads_and_does_nothing_else() {
    with_store(|snapshot| {
        let run = |sql: &str| snapshot.sql(sql, &LIMITS);
        assert_eq!(run("SELECT count(*) FROM reports").expect("read")[0].num_rows(), 1);
        assert!(run("EXPLAIN SELECT 1").is_ok());
        for refused in [
            "DROP TABLE reports",
            "CREATE TABLE x AS SELECT 1",
            "CREATE EXTERNAL TABLE x STORED AS CSV LOCATION '/etc/passwd'",
            "INSERT INTO reports SELECT * FROM reports",
            "COPY reports TO 'x.csv'",
            "SET datafusion.execution.batch_size = 1",
            "DELETE FROM reports",
            "SELECT 1; SELECT 2",
            "",
        ] {
            assert!(run(refused).is_err(), "{refused}");
        }
        assert!(run("SELECT * FROM '/etc/passwd'").is_err());
    });
}

#[test]
fn sql_that_passes_a_limit_is_refused_and_the_limit_named() {
    with_store(|snapshot| {
        let rows = Limits { result_rows: 5, ..LIMITS };
        let error = snapshot.sql("SELECT * FROM reports", &rows).expect_err("nine rows");
        assert!(matches!(error, StoreError::Limit { limit: 5, what: "rows" }), "{error}");
        let time = Limits { sql_seconds: 0, ..LIMITS };
        let slow = "SELECT count(*) FROM reports a, reports b, reports c, reports d, reports e, \
                    reports f, reports g, reports h, reports i";
        let error = snapshot.sql(slow, &time).expect_err("no time");
        assert!(matches!(error, StoreError::Limit { what: "seconds", .. }), "{error}");
    });
}

#[test]
fn the_first_and_last_day_are_the_same_by_datasets_and_countries_as_by_anything_finer() {
    use super::joined::{other, release_of};
    use bellwether_model::Iso3;
    let dir = tempfile::tempdir().expect("a temporary directory");
    let store = Store::open_or_create(&dir.path().join("store")).expect("new");
    let rows = (2..=9i8).map(|day| report(&day.to_string(), day, 3)).collect();
    bring_in(&store, release(None), rows, None);
    let mut elsewhere = other("sim-gtd", "2", 31, 0);
    elsewhere.place.iso3 = Iso3::new("XBB").ok();
    let mut nowhere = other("sim-gtd", "3", 1, 0);
    nowhere.place.iso3 = None;
    let rows = vec![other("sim-gtd", "1", 20, 1), elsewhere, nowhere];
    bring_in(&store, release_of("sim-gtd", None), rows, None);
    let snapshot = store.snapshot(&AsOf::default()).expect("readable");
    let all: Option<Date> = Some(Date::constant(1900, 1, 1));
    let mut seen = Vec::new();
    for datasets in [&[][..], &["sim-ged"], &["sim-gtd"], &["acled"]] {
        for countries in [&[][..], &["XAA"], &["XBB"]] {
            let broad = Filters {
                datasets: datasets.iter().map(ToString::to_string).collect(),
                countries: countries.iter().filter_map(|code| Iso3::new(code).ok()).collect(),
                ..Filters::default()
            };
            // With a day before all of them it is asked of the reports themselves.
            let fine = Filters { from: all, ..broad.clone() };
            let days = snapshot.span(&broad).expect("answered");
            assert_eq!(days, snapshot.span(&fine).expect("answered"), "{broad:?}");
            seen.push(days.1.map(Date::day));
        }
    }
    assert_eq!(seen[..3], [Some(31), Some(20), Some(31)]);
    assert_eq!(seen[9..], [None, None, None]);
}
