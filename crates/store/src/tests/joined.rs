//! Incidents: runs written through the store, read back, revised, judged, held back.

use rustc_hash::FxHashSet;

use bellwether_model::{DatasetId, Date, Release, Report, ReportId, TargetClass, Targets};

use super::{bring_in, release, report};
use crate::{
    AsOf, Forward, ForwardReason, IncidentRow, Judgement, Leaving, LinkKind, LinkRow, LinkState,
    MemberRow, Overlay, Replaces, Role, RunPlan, Snapshot, Store, StoreError, TakeIncidents,
    Treatment, Verdict, incident_id_of, single_integer,
};

const JUNE: Date = Date::constant(2021, 6, 1);
const JULY: Date = Date::constant(2021, 7, 1);

/// A report of another dataset.
pub(super) fn other(dataset: &str, id: &str, day: i8, deaths: u32) -> Report {
    let dataset = DatasetId::new(dataset).expect("kebab-case");
    Report { id: ReportId { dataset, native: id.into() }, ..report(id, day, deaths) }
}

pub(super) fn release_of(dataset: &str, day: Option<Date>) -> Release {
    Release { dataset: DatasetId::new(dataset).expect("kebab-case"), ..release(day) }
}

/// Two datasets: `sim-ged` has 1, 2, 3, `sim-gtd` has 1, 4.
pub(super) fn two_sources() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let store = Store::open_or_create(&dir.path().join("store")).expect("new");
    let first = vec![report("1", 1, 5), report("2", 2, 1), report("3", 3, 2)];
    bring_in(&store, release(Some(JUNE)), first, None);
    let second = vec![other("sim-gtd", "1", 1, 7), other("sim-gtd", "4", 4, 10)];
    bring_in(&store, release_of("sim-gtd", Some(JULY)), second, None);
    (dir, store)
}

fn plan(replaces: Replaces) -> RunPlan {
    RunPlan {
        method: "linkage".into(),
        datasets: vec!["sim-ged".into(), "sim-gtd".into()],
        parameters: serde_json::json!({ "prior": 0.5 }),
        replaces,
        days: None,
    }
}

pub(super) fn incident<'a>(id: &'a str, datasets: &'a str, deaths: [u32; 3]) -> IncidentRow<'a> {
    IncidentRow {
        incident_id: id,
        licence: "SIMULATED",
        datasets,
        reports: 2,
        summaries: 0,
        event_type: "state-based",
        civilians_targeted: false,
        date_start: 18_262,
        date_end: 18_262,
        date_precision: "day",
        at: Some([-40.0, -120.0]),
        place_precision: "exact",
        country: "Xaa",
        country_gw: Some(1001),
        iso3: Some("XAA"),
        admin1: Some("North"),
        admin1_id: Some("XA.01"),
        admin2: None,
        place_name: Some("Town"),
        grid: None,
        deaths: Some(deaths),
        injured: None,
        plover: None,
        targets: None,
        tolls: Some("[]"),
    }
}

fn link<'a>(a: &'a str, b: &'a str, probability: f64) -> LinkRow<'a> {
    LinkRow {
        report_a: a,
        report_b: b,
        day_first: 18_262,
        day_last: 18_262,
        kind: LinkKind::Same,
        probability,
        bits: [3.0, 4.0, 2.0, 0.5, 0.25, 1.5, 2.25, -0.5, -1.0],
        chosen: true,
        state: LinkState::Machine,
    }
}

fn revision_of(snapshot: &Snapshot<'_>, report_id: &str) -> i64 {
    let sql = format!("SELECT revision FROM reports WHERE report_id = '{report_id}'");
    single_integer(&snapshot.query(&sql).expect("an answer")).expect("one report")
}

/// Hands in that these reports are one incident.
fn join(
    snapshot: &Snapshot<'_>,
    into: &mut dyn TakeIncidents,
    id: &str,
    reports: &[&str],
    probability: f64,
) {
    let members: Vec<MemberRow<'_>> = reports
        .iter()
        .map(|report_id| MemberRow {
            report_id,
            incident_id: id,
            role: Role::Report,
            probability,
            report_revision: revision_of(snapshot, report_id),
        })
        .collect();
    into.links(&[link(reports[0], reports[1], probability)]).expect("taken");
    into.members(&members).expect("taken");
    into.incidents(&[incident(id, "sim-ged sim-gtd", [5, 7, 7])]).expect("taken");
}

/// The run that says that report 1 of both datasets is one incident.
pub(super) fn run_once(store: &Store) -> crate::RunOutcome {
    let mut run = store.begin_run(plan(Replaces::Everything)).expect("begun");
    let snapshot = store.snapshot(&AsOf::default()).expect("readable");
    join(&snapshot, &mut run, "i-one", &["sim-ged:1", "sim-gtd:1"], 0.9);
    run.finish(serde_json::json!({ "pairs": 1 })).expect("committed")
}

fn count(snapshot: &Snapshot<'_>, sql: &str) -> i64 {
    single_integer(&snapshot.query(sql).expect("an answer")).expect("a number")
}

fn newest(store: &Store) -> Snapshot<'_> {
    store.snapshot(&AsOf::default()).expect("readable")
}

fn on(store: &Store, date: Date) -> Snapshot<'_> {
    store.snapshot(&AsOf { date: Some(date), store_version: None }).expect("readable")
}

fn sound(store: &Store) {
    assert!(newest(store).check().expect("read").is_sound());
}

#[test]
fn a_run_makes_one_incident_of_two_reports_and_leaves_the_others_alone() {
    let (_dir, store) = two_sources();
    assert!(!newest(&store).has_incidents());
    assert_eq!(count(&newest(&store), "SELECT count(*) FROM incidents"), 5);
    let outcome = run_once(&store);
    assert!(outcome.committed);
    assert_eq!((outcome.members.added, outcome.links.added, outcome.incidents.added), (2, 1, 1));
    let snapshot = newest(&store);
    assert!(snapshot.has_incidents());
    let run = snapshot.last_run().expect("readable").expect("one");
    assert_eq!((run.covers_version, run.store_version, run.full), (2, 3, true));
    assert_eq!(run.datasets, ["sim-ged", "sim-gtd"]);
    assert!(!snapshot.is_stale(&run));
    assert_eq!(count(&snapshot, "SELECT count(*) FROM incidents"), 4);
    assert_eq!(count(&snapshot, "SELECT sum(deaths_best) FROM incidents"), 7 + 1 + 2 + 10);
    let found = snapshot.incidents_of(&["i-one", &incident_id_of("sim-ged:2")]).expect("readable");
    let reports: Vec<usize> = found.iter().map(|incident| incident.reports.len()).collect();
    assert_eq!(reports, [1, 2]);
    let links = snapshot.links_of(&["sim-gtd:1"]).expect("readable");
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].bits, [3.0, 4.0, 2.0, 0.5, 0.25, 1.5, 2.25, -0.5, -1.0]);
    assert_eq!(snapshot.commits().len(), 2, "only releases are releases");
    sound(&store);
}

#[test]
fn before_the_newest_release_that_a_run_saw_there_are_only_reports() {
    let (_dir, store) = two_sources();
    run_once(&store);
    assert!(!on(&store, JUNE).has_incidents());
    assert_eq!(count(&on(&store, JUNE), "SELECT count(*) FROM incidents"), 3);
    assert!(on(&store, JULY).has_incidents());
    assert_eq!(count(&on(&store, JULY), "SELECT count(*) FROM incidents"), 4);
    let before = AsOf { date: None, store_version: Some(2) };
    assert!(!store.snapshot(&before).expect("readable").has_incidents());
}

#[test]
fn the_same_run_again_leaves_no_trace_and_one_over_more_reports_does() {
    let (_dir, store) = two_sources();
    let first = run_once(&store);
    let again = run_once(&store);
    assert!(!again.committed);
    assert_eq!((again.state, again.links.unchanged), (first.state, 1));
    bring_in(&store, release(Some(Date::constant(2021, 8, 1))), vec![report("9", 9, 1)], None);
    let snapshot = newest(&store);
    let run = snapshot.last_run().expect("readable").expect("one");
    assert!(snapshot.is_stale(&run));
    let on_july = on(&store, JULY);
    assert!(!on_july.is_stale(&run), "what came later is not known then");
    let third = run_once(&store);
    assert!(third.committed);
    assert_eq!(third.members.unchanged, 2);
    sound(&store);
}

#[test]
fn an_incremental_run_replaces_what_its_reports_are_part_of_and_nothing_else() {
    let (_dir, store) = two_sources();
    let mut run = store.begin_run(plan(Replaces::Everything)).expect("begun");
    let snapshot = newest(&store);
    join(&snapshot, &mut run, "i-one", &["sim-ged:1", "sim-gtd:1"], 0.9);
    join(&snapshot, &mut run, "i-two", &["sim-ged:3", "sim-gtd:4"], 0.8);
    run.finish(serde_json::json!({})).expect("committed");
    let touched: FxHashSet<String> =
        ["sim-ged:3", "sim-gtd:4"].map(str::to_owned).into_iter().collect();
    let mut run = store.begin_run(plan(Replaces::Reports(touched))).expect("begun");
    let strange = run.members(&[MemberRow {
        report_id: "sim-ged:1",
        incident_id: "i-two",
        role: Role::Report,
        probability: 1.0,
        report_revision: 1,
    }]);
    assert!(matches!(strange, Err(StoreError::Question(_))));
    run.forwards(vec![Forward {
        from_id: "i-two".into(),
        to_id: incident_id_of("sim-ged:3"),
        reason: ForwardReason::Split,
    }]);
    let outcome = run.finish(serde_json::json!({})).expect("committed");
    assert_eq!((outcome.links.ended, outcome.members.ended, outcome.incidents.ended), (1, 2, 1));
    let snapshot = newest(&store);
    assert_eq!(count(&snapshot, "SELECT count(*) FROM incidents"), 4);
    assert_eq!(count(&snapshot, "SELECT count(*) FROM links"), 1);
    let lead = snapshot.follow("i-two").expect("readable");
    assert_eq!(lead, [incident_id_of("sim-ged:3")]);
    sound(&store);
}

#[test]
fn a_run_that_dies_between_its_rows_and_its_commit_leaves_nothing() {
    let (_dir, store) = two_sources();
    let before = store.state().expect("readable");
    let mut run = store.begin_run(plan(Replaces::Everything)).expect("begun");
    join(&newest(&store), &mut run, "i-one", &["sim-ged:1", "sim-gtd:1"], 0.9);
    assert!(run.write().expect("written"));
    drop(run);
    assert_eq!(store.state().expect("readable"), before);
    assert_eq!(count(&newest(&store), "SELECT count(*) FROM members"), 0);
    assert_eq!(count(&newest(&store), "SELECT count(*) FROM incidents"), 5);
    run_once(&store);
    assert_eq!(count(&newest(&store), "SELECT count(*) FROM members"), 2);
    sound(&store);
}

#[test]
fn a_report_that_changes_after_a_run_stays_in_its_incident() {
    let (_dir, store) = two_sources();
    run_once(&store);
    let changed = vec![report("1", 1, 50)];
    bring_in(&store, release(Some(Date::constant(2021, 8, 1))), changed, None);
    assert_eq!(count(&newest(&store), "SELECT count(*) FROM incidents"), 4);
    assert_eq!(count(&newest(&store), "SELECT sum(deaths_best) FROM incidents"), 7 + 1 + 2 + 10);
}

#[test]
fn a_judgement_ends_the_one_before_and_an_older_one_does_not() {
    let (_dir, store) = two_sources();
    let judge = |verdict, day| {
        let judgement = Judgement {
            report_a: "sim-gtd:1".into(),
            report_b: "sim-ged:1".into(),
            verdict,
            why: "read both".into(),
            made_on: day,
        };
        store.judge(&[judgement]).expect("judged")
    };
    let day = |day| Date::constant(2021, 9, day);
    assert_eq!(judge(Verdict::Unsure, day(1)).added, 1);
    assert_eq!(judge(Verdict::Same, day(5)).changed, 1);
    assert_eq!(judge(Verdict::Same, day(5)).unchanged, 1);
    assert_eq!(judge(Verdict::Different, day(3)).older, 1);
    let verdicts = |snapshot: Snapshot<'_>| -> Vec<Verdict> {
        let all = snapshot.judgements().expect("readable");
        assert!(all.iter().all(|one| one.report_a == "sim-ged:1"));
        all.iter().map(|one| one.verdict).collect()
    };
    assert_eq!(verdicts(newest(&store)), [Verdict::Same]);
    assert_eq!(verdicts(on(&store, day(4))), [Verdict::Unsure]);
    assert!(verdicts(on(&store, JULY)).is_empty());
    sound(&store);
}

#[test]
fn what_is_laid_over_takes_the_place_of_what_is_stored() {
    let (_dir, store) = two_sources();
    let mut snapshot = on(&store, JULY);
    let mut overlay = Overlay::new();
    join(&snapshot, &mut overlay, "i-one", &["sim-ged:1", "sim-gtd:1"], 0.9);
    snapshot.lay_over(overlay).expect("laid over");
    assert!(snapshot.has_incidents() && snapshot.is_overlaid());
    assert_eq!(count(&snapshot, "SELECT count(*) FROM incidents"), 4);
    assert!(!newest(&store).has_incidents());
}

#[test]
fn an_incident_with_a_report_that_may_not_leave_does_not_leave_and_neither_does_its_trace() {
    let (_dir, store) = two_sources();
    let mut run = store.begin_run(plan(Replaces::Everything)).expect("begun");
    join(&newest(&store), &mut run, "i-one", &["sim-ged:1", "sim-gtd:1"], 0.9);
    run.finish(serde_json::json!({})).expect("committed");
    store
        .judge(&[Judgement {
            report_a: "sim-ged:2".into(),
            report_b: "sim-gtd:4".into(),
            verdict: Verdict::Different,
            why: "another town".into(),
            made_on: JULY,
        }])
        .expect("judged");
    let leaving = Leaving { without: vec!["sim-gtd".into()], treated: vec![] };
    let snapshot = store.snapshot_leaving(&AsOf::default(), &leaving).expect("readable");
    for table in ["links", "members", "incidents_several", "judgements"] {
        assert_eq!(count(&snapshot, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    for table in ["links_log", "members_log", "incidents_log", "judgements_log"] {
        assert_eq!(count(&snapshot, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(count(&snapshot, "SELECT count(*) FROM incidents"), 3);
    assert_eq!(count(&snapshot, "SELECT sum(deaths_best) FROM incidents"), 5 + 1 + 2);
    assert!(snapshot.query("SELECT * FROM members_hidden").is_err());
}

#[test]
fn an_incident_with_a_report_that_is_too_new_to_leave_waits_with_it() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let store = Store::open_or_create(&dir.path().join("store")).expect("new");
    bring_in(&store, release(Some(JUNE)), vec![report("1", 1, 5), report("2", 2, 1)], None);
    let targets = Targets::NONE.with(TargetClass::Health);
    let clinic = Report { targets, ..other("sim-gtd", "1", 1, 7) };
    bring_in(&store, release_of("sim-gtd", Some(JULY)), vec![clinic], None);
    run_once(&store);
    let rule = Treatment {
        class: TargetClass::Health,
        until: Date::constant(2019, 12, 1),
        country_only: false,
    };
    let with = |until| Leaving { without: vec![], treated: vec![Treatment { until, ..rule }] };
    let leaving = with(Date::constant(2019, 12, 1));
    let snapshot = store.snapshot_leaving(&AsOf::default(), &leaving).expect("readable");
    assert_eq!(count(&snapshot, "SELECT count(*) FROM members"), 0);
    assert_eq!(count(&snapshot, "SELECT count(*) FROM links"), 0);
    assert_eq!(count(&snapshot, "SELECT count(*) FROM incidents"), 2);
    let later = with(Date::constant(2020, 3, 1));
    let snapshot = store.snapshot_leaving(&AsOf::default(), &later).expect("readable");
    assert_eq!(count(&snapshot, "SELECT count(*) FROM members"), 2);
    assert_eq!(count(&snapshot, "SELECT count(*) FROM incidents"), 2);
    assert_eq!(count(&snapshot, "SELECT count(*) FROM reports"), 3);
}

mod counted {
    use super::*;
    use crate::{Answer, By, Filters, Measure, NameActors, Question, Unit};
    use bellwether_model::GwCode;

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

    fn ask(snapshot: &Snapshot<'_>, question: &Question) -> Answer {
        question.answer(snapshot, &Names).expect("answered")
    }

    fn of(measure: Measure, by: Option<By>) -> Question {
        Question { measure, by, unit: Unit::Incidents, ..Question::default() }
    }

    fn rows(answer: &Answer) -> Vec<(&str, f64, Option<u64>)> {
        answer.rows.iter().map(|row| (row.key.as_str(), row.value.0, row.only)).collect()
    }

    #[test]
    fn an_incident_counts_once_with_its_own_toll() {
        let (_dir, store) = two_sources();
        run_once(&store);
        let snapshot = newest(&store);
        let reports = Question { measure: Measure::Fatalities, ..Question::default() };
        assert_eq!(ask(&snapshot, &reports).value.0, 25.0);
        let deaths = ask(&snapshot, &of(Measure::Fatalities, None));
        assert_eq!((deaths.low.0, deaths.value.0, deaths.high.0), (18.0, 20.0, 20.0));
        assert_eq!(
            (deaths.unit, deaths.reports, deaths.single_source),
            ("incidents", Some(5), Some(3))
        );
        assert_eq!(ask(&snapshot, &of(Measure::Events, None)).value.0, 4.0);
        let before = on(&store, JUNE);
        assert_eq!(ask(&before, &of(Measure::Events, None)).value.0, 3.0);
    }

    #[test]
    fn sources_overlap_and_it_is_told_what_only_one_of_them_has() {
        let (_dir, store) = two_sources();
        run_once(&store);
        let snapshot = newest(&store);
        let by_source = ask(&snapshot, &of(Measure::Events, Some(By::Source)));
        assert_eq!(rows(&by_source), [("sim-ged", 3.0, Some(2)), ("sim-gtd", 2.0, Some(1))]);
        let actors = ask(&snapshot, &of(Measure::Events, Some(By::Actor)));
        assert_eq!(actors.value.0, 4.0);
        assert!(actors.rows.iter().all(|row| row.value.0 == 4.0), "{actors:?}");
        for by in [By::Day, By::Week, By::Month, By::Country, By::Admin1, By::Type, By::Precision] {
            let answer = ask(&snapshot, &of(Measure::Events, Some(by)));
            let sum: f64 = answer.rows.iter().map(|row| row.value.0).sum();
            assert_eq!(sum, 4.0, "{by:?}");
        }
        let deaths = ask(&snapshot, &of(Measure::Fatalities, Some(By::Actor)));
        assert!(deaths.rows.iter().all(|row| row.value.0 == 20.0), "{deaths:?}");
    }

    #[test]
    fn a_condition_on_a_source_holds_for_any_report_and_one_on_a_day_for_the_incident() {
        let (_dir, store) = two_sources();
        run_once(&store);
        let snapshot = newest(&store);
        let count = |filters: Filters| {
            let question = Question { filters, ..of(Measure::Events, None) };
            let answer = ask(&snapshot, &question).value.0;
            let shown = snapshot.query(&question.sql()).expect("an answer");
            let batch = shown.first().expect("a row");
            assert_eq!(
                crate::columns::Cells(batch).integer("n", 0).expect("n"),
                Some(answer as i64)
            );
            let steps = question.explain(&snapshot).expect("explained");
            assert_eq!(steps.incidents, Some(4));
            assert_eq!(steps.steps.last().map(|step| step.left), Some(answer as i64));
            answer
        };
        let gtd = || vec!["sim-gtd".to_owned()];
        assert_eq!(count(Filters { datasets: gtd(), ..Filters::default() }), 2.0);
        let first = Some(Date::constant(2020, 1, 1));
        assert_eq!(count(Filters { datasets: gtd(), to: first, ..Filters::default() }), 1.0);
        assert_eq!(count(Filters { from: first, to: first, ..Filters::default() }), 1.0);
        assert_eq!(count(Filters { with: Some("sim-gtd".into()), ..Filters::default() }), 2.0);
        let ged = Filters { datasets: vec!["sim-ged".into()], ..Filters::default() };
        assert_eq!(count(ged.clone()), 3.0);
        assert_eq!(count(Filters { with: Some("sim-gtd".into()), ..ged }), 1.0);
        let listed = snapshot
            .incidents(&Filters { datasets: gtd(), ..Filters::default() }, 10)
            .expect("listed");
        let ids: Vec<&str> = listed.iter().map(|one| one.incident_id.as_str()).collect();
        assert_eq!(ids, [incident_id_of("sim-gtd:4").as_str(), "i-one"]);
        assert_eq!(listed[1].reports.len(), 2);
    }

    #[test]
    fn a_part_answers_as_the_whole_does_to_questions_within_it() {
        let (_dir, store) = two_sources();
        let gtd = Filters { datasets: vec!["sim-gtd".into()], ..Filters::default() };
        let first_days = Filters { to: Some(Date::constant(2020, 1, 2)), ..Filters::default() };
        for joined in [false, true] {
            if joined {
                run_once(&store);
            }
            let whole = newest(&store);
            for filters in [gtd.clone(), first_days.clone()] {
                let part = whole.narrowed(&filters).expect("narrowed");
                let rows =
                    |snapshot: &Snapshot<'_>| count(snapshot, "SELECT count(*) FROM reports");
                assert!(rows(&part) < rows(&whole), "{filters:?}");
                assert_eq!(part.has_incidents(), joined);
                let further = Filters { from: Some(Date::constant(2020, 1, 2)), ..filters.clone() };
                for filters in [&filters, &further] {
                    for unit in [Unit::Incidents, Unit::Reports] {
                        for by in [None, Some(By::Actor), Some(By::Source), Some(By::Month)] {
                            let filters = filters.clone();
                            let question =
                                Question { filters, unit, ..of(Measure::Fatalities, by) };
                            assert_eq!(ask(&part, &question), ask(&whole, &question));
                        }
                    }
                    let listed = |snapshot: &Snapshot<'_>| {
                        let all = snapshot.incidents(filters, 10).expect("listed");
                        all.into_iter()
                            .map(|one| (one.incident_id, one.reports.len()))
                            .collect::<Vec<_>>()
                    };
                    assert_eq!(listed(&part), listed(&whole));
                }
            }
        }
    }

    #[test]
    fn a_report_that_changes_after_a_run_is_not_counted_beside_its_incident() {
        let (_dir, store) = two_sources();
        run_once(&store);
        let changed = vec![report("1", 1, 50)];
        bring_in(&store, release(Some(Date::constant(2021, 8, 1))), changed, None);
        let snapshot = newest(&store);
        assert_eq!(ask(&snapshot, &of(Measure::Events, None)).value.0, 4.0);
        assert_eq!(snapshot.incident_counts().expect("counted"), (1, 3));
    }

    #[test]
    fn a_summary_never_adds_up_beside_its_parts() {
        let (_dir, store) = two_sources();
        let snapshot = newest(&store);
        let mut run = store.begin_run(plan(Replaces::Everything)).expect("begun");
        // The report of gtd sums up two of ged, each of which stays an incident with it.
        let ids = [incident_id_of("sim-ged:2"), incident_id_of("sim-ged:3")];
        for (id, report_id) in ids.iter().zip(["sim-ged:2", "sim-ged:3"]) {
            let member = |report_id, role| MemberRow {
                report_id,
                incident_id: id.as_str(),
                role,
                probability: 0.9,
                report_revision: revision_of(&snapshot, report_id),
            };
            run.members(&[member(report_id, Role::Report), member("sim-gtd:4", Role::Summary)])
                .expect("taken");
            let row =
                IncidentRow { reports: 1, summaries: 1, ..incident(id, "sim-ged", [1, 1, 1]) };
            run.incidents(&[row]).expect("taken");
        }
        run.finish(serde_json::json!({})).expect("committed");
        let snapshot = newest(&store);
        let answer = ask(&snapshot, &of(Measure::Events, None));
        assert_eq!((answer.value.0, answer.reports), (4.0, Some(4)));
        assert_eq!(ask(&snapshot, &of(Measure::Fatalities, None)).value.0, 5.0 + 7.0 + 1.0 + 1.0);
    }
}
