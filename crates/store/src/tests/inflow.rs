//! What comes in beside reports: documents, gaps, rows taken back, calendars, several files at once.

use bellwether_model::{
    Batch, CalendarEntry, Checkpoint, DateInterval, DatePrecision, Extra, Gap, Mention, Provenance,
    ReportId, Withdrawal,
};
use jiff::Timestamp;

use super::*;
use crate::single_integer;

fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn mention(report: &str, minute: u8) -> Mention {
    let seen = instant(&format!("2021-01-01T00:{minute:02}:00Z"));
    Mention {
        report: ReportId { dataset: dataset(), native: report.into() },
        recorded_at: seen,
        seen_at: seen,
        kind: "web".into(),
        outlet: "example.org".into(),
        locator: format!("https://example.org/{report}/{minute}"),
        confidence: Some(40),
        sentence: Some(1),
        row: u64::from(minute),
    }
}

fn count(store: &Store, sql: &str, date: Option<Date>) -> i64 {
    let snapshot = store.snapshot(&AsOf { date, store_version: None }).expect("readable");
    single_integer(&snapshot.query(sql).expect("an answer")).expect("a number")
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open_or_create(&folder.path().join("s")).expect("made");
    (folder, store)
}

fn sound(store: &Store) {
    let snapshot = store.snapshot(&AsOf::default()).expect("readable");
    assert!(snapshot.check().expect("checked").is_sound());
}

#[test]
fn documents_come_in_once_whatever_the_release_is_called() {
    let (_folder, store) = store();
    for (label, written) in [("a", 3), ("a", 0), ("b", 0)] {
        let mut release = release(None);
        release.label = Some(ReleaseLabel(label.into()));
        let mut ingest = store.begin(release).expect("nobody else writes");
        let mentions = (1..=3).map(|minute| mention("1", minute)).collect();
        ingest.push(Batch { rows: 3, mentions, ..Batch::default() }).expect("written");
        let outcome = ingest.finish("same".into(), None).expect("committed");
        assert_eq!(outcome.counts.mentions, written);
        assert_eq!(outcome.counts.added + outcome.counts.unchanged, 3);
    }
    assert_eq!(count(&store, "SELECT count(*) FROM mentions", None), 3);
    sound(&store);
}

#[test]
fn a_gap_is_open_until_it_is_filled_and_was_open_before() {
    let (_folder, store) = store();
    let gap = Gap {
        dataset: dataset(),
        from: instant("2021-01-01T00:15:00Z"),
        to: instant("2021-01-01T00:30:00Z"),
        reason: "404".into(),
    };
    let day = |day| Some(Date::constant(2021, 1, day));
    for (published, open, filled, rows) in
        [(day(1), vec![gap.clone()], vec![], 1), (day(3), vec![], vec![gap.clone()], 0)]
    {
        let mut ingest = store.begin(release(published)).expect("nobody else writes");
        ingest.note_gaps(open, filled);
        ingest.finish(String::new(), None).expect("committed");
        assert_eq!(count(&store, "SELECT count(*) FROM gaps", None), rows);
    }
    let of = |date| {
        let snapshot = store.snapshot(&AsOf { date, store_version: None }).expect("readable");
        snapshot.gaps(Some(dataset().as_str())).expect("readable")
    };
    assert_eq!(of(day(2)), [gap]);
    assert!(of(None).is_empty());
    assert_eq!(count(&store, "SELECT count(*) FROM gaps", day(2)), 1);
    sound(&store);
}

#[test]
fn a_row_that_the_source_takes_back_counts_until_then() {
    let (_folder, store) = store();
    let day = |day| Some(Date::constant(2021, 1, day));
    let rows = vec![report("1", 1, 10), report("2", 2, 20)];
    bring_in(&store, release(day(1)), rows, None);
    let mut ingest = store.begin(release(day(5))).expect("nobody else writes");
    let withdrawals = ["2", "9"]
        .map(|native| Withdrawal { dataset: dataset(), native: native.into(), at: None, row: 1 })
        .into();
    ingest.push(Batch { rows: 2, withdrawals, ..Batch::default() }).expect("taken");
    let outcome = ingest.finish("list".into(), None).expect("committed");
    assert_eq!((outcome.counts.withdrawn, outcome.counts.unchanged), (1, 1));
    assert_eq!(live(&store, None), ["1:10"]);
    assert_eq!(live(&store, day(4)), ["1:10", "2:20"]);
    sound(&store);
}

#[test]
fn a_calendar_is_revised_like_everything_else() {
    let (_folder, store) = store();
    let entry = |what: &str| CalendarEntry {
        native_id: "1".into(),
        kind: "election-president".into(),
        country: "Xaa".into(),
        gw: Some(GwCode(1001)),
        iso3: Iso3::new("XAA").ok(),
        date: DateInterval::new(
            Date::constant(2021, 5, 1),
            Date::constant(2021, 5, 1),
            DatePrecision::Day,
        )
        .expect("valid"),
        what: what.into(),
        extra: Extra::new(),
        row: 2,
    };
    for (day, what) in [(1, "first round"), (2, "postponed")] {
        let mut ingest =
            store.begin(release(Some(Date::constant(2021, 1, day)))).expect("nobody else writes");
        let calendar = vec![entry(what)];
        ingest.push(Batch { rows: 1, calendar, ..Batch::default() }).expect("taken");
        ingest.finish(what.into(), None).expect("committed");
    }
    assert_eq!(count(&store, "SELECT count(*) FROM calendar WHERE what = 'postponed'", None), 1);
    assert_eq!(count(&store, "SELECT count(*) FROM calendar", None), 1);
    assert_eq!(count(&store, "SELECT count(*) FROM calendar_log", None), 2);
    sound(&store);
}

#[test]
fn several_files_of_one_commit_number_their_rows_on_and_keep_their_names() {
    let (_folder, store) = store();
    let mut ingest = store.begin(release(None)).expect("nobody else writes");
    for (file, id) in [("a.csv", "1"), ("b.csv", "2")] {
        ingest.next_file(
            file.into(),
            format!("hash of {file}"),
            Some("https://example.org".into()),
        );
        let mut report = report(id, 1, 1);
        report.row = 7;
        let finding = bellwether_model::Finding::new(
            bellwether_model::Severity::Reject,
            9,
            "id",
            "id-empty",
            "no id",
            "",
        );
        let batch =
            Batch { rows: 2, reports: vec![report], findings: vec![finding], ..Batch::default() };
        ingest.push(batch).expect("taken");
    }
    let state = r#"{"slot":"b"}"#.to_owned();
    let checkpoint = Some(Checkpoint { feed: "test".into(), state: state.clone() });
    ingest.set_provenance(Provenance { checkpoint, ..Provenance::default() });
    ingest.finish("both".into(), None).expect("committed");
    assert_eq!(count(&store, "SELECT sum(row) FROM reports", None), 7 + 14);
    let rejects = "SELECT count(*) FROM rejects WHERE file = 'b.csv' AND row = 9";
    assert_eq!(count(&store, rejects, None), 1);
    assert_eq!(store.checkpoint("test").expect("readable"), Some(state));
    assert_eq!(store.checkpoint("other").expect("readable"), None);
    let commit = &store.commits().expect("readable")[0];
    assert_eq!(commit.provenance.files[1].rows_before, 7);
    sound(&store);
}

#[test]
fn a_report_without_a_toll_is_kept_as_one() {
    let (_folder, store) = store();
    let mut row = report("1", 1, 1);
    row.deaths.total = None;
    row.injured = Some(Estimate::exactly(4));
    row.plover = Some("ASSAULT/explosives".into());
    row.targets = Targets::NONE.with(bellwether_model::TargetClass::Health);
    bring_in(&store, release(None), vec![row.clone()], None);
    let snapshot = store.snapshot(&AsOf::default()).expect("readable");
    let stored = &snapshot.events(&crate::Filters::default(), 1).expect("readable")[0].report;
    assert_eq!(stored.deaths.total, None);
    assert_eq!((stored.injured, &stored.plover), (row.injured, &row.plover));
    assert_eq!(stored.targets, row.targets);
    sound(&store);
}
