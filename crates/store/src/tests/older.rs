//! Releases that come in late: the order of ingests does not change what was known when.

use bellwether_model::{Date, Report, Scope};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{bring_in, live, release, report, world};
use crate::{AsOf, Store};

/// One release: the month of its publication, its reports as (id, deaths), the last day it covers.
type Published = (i8, Vec<(u8, u32)>, i8);

/// A report happens on the day of its id, so its place in a scope does not change.
fn rows(published: &Published) -> Vec<Report> {
    let (_, reports, until) = published;
    let mut rows: Vec<Report> = reports
        .iter()
        .filter(|(id, _)| i8::try_from(*id).is_ok_and(|id| id <= *until))
        .map(|(id, deaths)| report(&id.to_string(), i8::try_from(*id).unwrap_or(1), *deaths))
        .collect();
    rows.dedup_by(|a, b| a.id == b.id);
    rows
}

fn scope(published: &Published) -> Scope {
    world(None, Some(Date::constant(2020, 1, published.2)))
}

fn published_on(month: i8) -> Date {
    Date::constant(2021, month, 1)
}

fn ingest_all(releases: &[Published]) -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let store = Store::open_or_create(&dir.path().join("store")).expect("new");
    for published in releases {
        let day = published_on(published.0);
        bring_in(&store, release(Some(day)), rows(published), Some(scope(published)));
    }
    (dir, store)
}

/// What is known on the first day of every other month.
fn known(store: &Store) -> Vec<Vec<String>> {
    (1..=12).step_by(2).map(|month| live(store, Some(published_on(month)))).collect()
}

#[test]
fn whatever_the_order_of_ingest_the_same_was_known_on_every_day() {
    let reports = proptest::collection::btree_map(1..=5u8, 0..3u32, 1..5);
    let one = (1..=11i8, reports, 3..=5i8);
    let releases = proptest::collection::vec(one, 2..4).prop_map(|all| {
        let mut all: Vec<Published> =
            all.into_iter().map(|(m, r, until)| (m, r.into_iter().collect(), until)).collect();
        all.sort_by_key(|published| published.0);
        all.dedup_by_key(|published| published.0);
        all
    });
    let strategy = releases.prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()));
    let mut runner = TestRunner::new(Config { cases: 8, ..Config::default() });
    let outcome = runner.run(&strategy, |(in_order, shuffled)| {
        let (_a, straight) = ingest_all(&in_order);
        let (_b, mixed) = ingest_all(&shuffled);
        prop_assert_eq!(known(&straight), known(&mixed));
        let sound = mixed.snapshot(&AsOf::default()).and_then(|s| s.check()).expect("readable");
        prop_assert!(sound.is_sound());
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn a_vintage_that_comes_in_late_does_not_replace_the_newer_one() {
    let newer = (7, vec![(1, 6), (2, 1)], 5);
    let older = (6, vec![(1, 5), (3, 2)], 5);
    let (_dir, store) = ingest_all(&[newer, older]);
    assert_eq!(live(&store, None), ["1:6", "2:1"]);
    assert_eq!(live(&store, Some(published_on(6))), ["1:5", "3:2"]);
    assert_eq!(live(&store, Some(published_on(7))), ["1:6", "2:1"]);
}

#[test]
fn a_revision_that_counts_again_still_names_the_file_it_was_read_from() {
    let first = (1, vec![(1, 5)], 5);
    let last = (12, vec![(1, 5)], 5);
    let between = (6, vec![(1, 9)], 5);
    let (_dir, store) = ingest_all(&[first, last, between]);
    assert_eq!(live(&store, Some(published_on(6))), ["1:9"]);
    assert_eq!(live(&store, None), ["1:5"]);
    let rows = store
        .snapshot(&AsOf::default())
        .and_then(|snapshot| snapshot.events(&crate::Filters::default(), 10))
        .expect("readable");
    assert_eq!((rows[0].store_version, rows[0].origin_version), (3, 1));
}
