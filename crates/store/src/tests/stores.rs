//! Ingests, revisions, digests, upkeep.

use bellwether_model::Date;

use super::{bring_in, live, release, report, world};
use crate::{AsOf, Filters, Store, StoreError};

const JUNE: Date = Date::constant(2021, 6, 1);
const JULY: Date = Date::constant(2021, 7, 1);

fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let store = Store::open_or_create(&dir.path().join("store")).expect("new");
    (dir, store)
}

#[test]
fn a_report_comes_back_as_it_went_in() {
    let (_dir, store) = store();
    let sent = report("1", 1, 5);
    bring_in(&store, release(Some(JUNE)), vec![sent.clone()], None);
    let snapshot = store.snapshot(&AsOf::default()).expect("readable");
    let rows = snapshot.events(&Filters::default(), 10).expect("readable");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].report, sent);
    assert_eq!((rows[0].store_version, rows[0].origin_version), (1, 1));
}

#[test]
fn the_same_file_again_adds_nothing_and_leaves_the_digest() {
    let (_dir, store) = store();
    let rows = vec![report("1", 1, 5), report("2", 2, 0)];
    let first = bring_in(&store, release(Some(JUNE)), rows.clone(), None);
    let again = bring_in(&store, release(Some(JUNE)), rows, None);
    assert_eq!((again.counts.added, again.counts.unchanged), (0, 2));
    assert!(!again.committed);
    assert_eq!(again.state, first.state);
}

#[test]
fn a_new_vintage_adds_changes_and_withdraws_within_its_scope_only() {
    let (_dir, store) = store();
    let first = vec![report("1", 1, 5), report("2", 2, 1), report("3", 30, 1)];
    bring_in(&store, release(Some(JUNE)), first, None);
    let scope = world(None, Some(Date::constant(2020, 1, 15)));
    let second = vec![report("1", 1, 6), report("4", 4, 2)];
    let outcome = bring_in(&store, release(Some(JULY)), second, Some(scope));
    let counts = outcome.counts;
    assert_eq!((counts.added, counts.changed, counts.withdrawn), (1, 1, 1));
    assert_eq!(live(&store, None), ["1:6", "3:1", "4:2"]);
    assert_eq!(live(&store, Some(JUNE)), ["1:5", "2:1", "3:1"]);
    assert!(live(&store, Some(Date::constant(2021, 5, 31))).is_empty());
    let difference = store
        .snapshot(&AsOf::default())
        .and_then(|snapshot| {
            let at = |date| AsOf { date: Some(date), store_version: None };
            snapshot.difference(&at(JUNE), &at(JULY), None, 10)
        })
        .expect("readable");
    assert_eq!((difference.added, difference.changed, difference.withdrawn), (1, 1, 1));
    assert_eq!(difference.unchanged, 1);
    assert_eq!(
        difference.fields.keys().collect::<Vec<_>>(),
        ["deaths_best", "deaths_high", "deaths_low"]
    );
}

#[test]
fn an_id_that_comes_twice_in_a_file_is_a_reject_and_the_first_row_counts() {
    let (_dir, store) = store();
    let rows = vec![report("1", 1, 5), report("1", 1, 6)];
    let outcome = bring_in(&store, release(Some(JUNE)), rows, None);
    assert_eq!((outcome.counts.added, outcome.counts.rejected), (1, 1));
    assert_eq!(live(&store, None), ["1:5"]);
}

#[test]
fn an_ingest_that_is_dropped_leaves_no_trace() {
    let (_dir, store) = store();
    let before = bring_in(&store, release(Some(JUNE)), vec![report("1", 1, 5)], None).state;
    let mut ingest = store.begin(release(Some(JULY))).expect("free");
    let batch = bellwether_model::Batch { reports: vec![report("2", 2, 2)], ..Default::default() };
    ingest.push(batch).expect("written");
    drop(ingest);
    assert_eq!(store.state().expect("readable"), before);
    assert_eq!(live(&store, None), ["1:5"]);
}

#[test]
fn while_one_writes_another_is_told_and_readers_go_on() {
    let (_dir, store) = store();
    bring_in(&store, release(Some(JUNE)), vec![report("1", 1, 5)], None);
    let held = store.begin(release(Some(JULY))).expect("free");
    assert!(matches!(store.begin(release(Some(JULY))), Err(StoreError::Locked { .. })));
    assert_eq!(live(&store, None), ["1:5"]);
    drop(held);
}

#[test]
fn the_digest_does_not_depend_on_where_and_when_the_history_happened() {
    let history = || {
        let (dir, store) = store();
        bring_in(&store, release(None), vec![report("1", 1, 5)], None);
        let second = vec![report("1", 1, 6), report("2", 2, 2)];
        let state = bring_in(&store, release(Some(Date::constant(2099, 1, 1))), second, None).state;
        drop(dir);
        state
    };
    assert_eq!(history(), history());
}

#[test]
fn forty_small_ingests_are_put_together_and_every_earlier_state_stays() {
    let (_dir, store) = store();
    for n in 1..=40 {
        let day = Date::constant(2021, 1, 1) + jiff::Span::new().days(n);
        bring_in(&store, release(Some(day)), vec![report(&n.to_string(), 1, 1)], None);
    }
    let files = || {
        std::fs::read_dir(store.path().join("reports"))
            .expect("a directory")
            .filter(|entry| entry.as_ref().is_ok_and(|e| e.path().extension().is_some()))
            .count()
    };
    let state = store.state().expect("readable");
    let before = files();
    store.vacuum(0, false).expect("vacuumed");
    assert!(files() < before, "{} files of {before}", files());
    assert_eq!(store.state().expect("readable"), state);
    assert_eq!(live(&store, None).len(), 40);
    assert_eq!(live(&store, Some(Date::constant(2021, 1, 11))).len(), 10);
    let at_five = AsOf { date: None, store_version: Some(5) };
    let snapshot = store.snapshot(&at_five).expect("version 5 was there");
    assert_eq!(snapshot.events(&Filters::default(), 100).expect("readable").len(), 5);
    assert!(store.snapshot(&AsOf::default()).and_then(|s| s.check()).expect("read").is_sound());
}

#[test]
fn damage_is_found_by_the_check() {
    let (_dir, store) = store();
    bring_in(&store, release(Some(JUNE)), vec![report("1", 1, 5), report("2", 2, 2)], None);
    let log = store.path().join("endings");
    assert!(!log.exists(), "nothing ended");
    let sound = |store: &Store| store.snapshot(&AsOf::default()).and_then(|s| s.check());
    assert!(sound(&store).expect("read").is_sound());
    let reports = store.path().join("reports");
    let file = std::fs::read_dir(&reports)
        .expect("a directory")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .find(|path| path.extension().is_some_and(|end| end == "parquet"))
        .expect("a data file");
    std::fs::remove_file(file).expect("removed");
    assert!(sound(&store).is_err_and(|error| !error.to_string().is_empty()));
}

#[test]
fn a_directory_with_other_things_in_it_is_left_alone() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    std::fs::write(dir.path().join("thesis.txt"), "mine").expect("written");
    assert!(matches!(Store::open_or_create(dir.path()), Err(StoreError::NotAStore { .. })));
    assert!(matches!(Store::open(&dir.path().join("no")), Err(StoreError::NotAStore { .. })));
}
