//! What the examples measure with: a scorer that is wrong makes every figure wrong.

#[allow(dead_code)]
#[path = "../examples/support/mod.rs"]
mod support;

use bellwether_linkage::{
    DatasetIndex, NameParties as _, Party, PlaceClass, Record, SideWords, Toll,
};
use bellwether_registry::actors::Registry;
use bellwether_registry::countries::Countries;
use support::parties::RegistryParties;
use support::score::{Counts, calibration, pairs_of_sets, score};
use support::truth::{Relation, Truth};
use support::world::{Prepared, Row};

fn record(dataset: u8, key: u64) -> Record {
    Record {
        key,
        dataset: DatasetIndex(dataset),
        first: 16_000,
        last: 16_001,
        place: PlaceClass::Near,
        at: [9.5, -0.25],
        spot: 9,
        unit: 3,
        country: 2,
        name: 1,
        kind: 7,
        organisations: [4, 5, 0],
        deaths: Some(Toll { low: 1, best: 2, high: 9 }),
        cited: 8,
    }
}

/// Two reports of an incident in two datasets, a second one in the first dataset, a summary of two incidents,
/// and a report of the second of these.
fn truth() -> (Vec<Record>, Truth) {
    let records = vec![record(0, 1), record(0, 2), record(1, 3), record(1, 4), record(0, 5)];
    let tells = vec![vec![1], vec![1], vec![1], vec![2, 3], vec![3]];
    (records, Truth { tells, roles: vec![String::new(); 5] })
}

#[test]
fn a_summary_and_its_part_are_neither_hit_nor_miss() {
    let (records, truth) = truth();
    assert_eq!(truth.relation(3, 4), Relation::Overlap);
    assert_eq!(truth.relation(0, 2), Relation::Same);
    let scored = score(&records, &truth, &[(3, 4)]);
    assert_eq!(scored.across, Counts { hits: 0, wrong: 0, missed: 2 });
    assert_eq!(scored.within, Counts { hits: 0, wrong: 0, missed: 1 });
}

#[test]
fn precision_recall_and_f1_are_counted_by_hand() {
    let (records, truth) = truth();
    // One of two right, one wrong, said twice.
    let scored = score(&records, &truth, &[(0, 2), (2, 0), (2, 4)]);
    let across = scored.across;
    assert_eq!(across, Counts { hits: 1, wrong: 1, missed: 1 });
    assert_eq!((across.precision(), across.recall(), across.f1()), (0.5, 0.5, 0.5));
    assert_eq!((scored.wrong, scored.missed), (vec![(2, 4)], vec![(1, 2)]));
}

#[test]
fn sets_say_all_their_pairs() {
    let sets: [&[u32]; 3] = [&[0, 1, 2], &[], &[3]];
    assert_eq!(pairs_of_sets(sets), [(0, 1), (0, 2), (1, 2)]);
}

#[test]
fn calibration_is_the_weighted_distance_of_bins_and_leaves_out_what_nobody_is_told() {
    let (_, truth) = truth();
    let links = [(0, 2, 0.9), (1, 2, 0.94), (0, 4, 0.2), (3, 4, 0.5), (1, 4, 0.001)];
    let (bins, error) = calibration(&truth, links);
    assert_eq!((bins[9].links, bins[2].links, bins[5].links, bins[0].links), (2, 1, 0, 0));
    // Two true links with 0.92 on average, one wrong with 0.2: (2 * 0.08 + 0.2) / 3.
    assert!((error - 0.12).abs() < 1e-6, "{error}");
}

#[test]
fn records_and_truth_come_back_from_their_files() {
    let folder = std::env::temp_dir().join(format!("bellwether-linkage-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("can be made");
    let (records, truth) = truth();
    let nowhere = Record { place: PlaceClass::Country, at: [0.0; 2], deaths: None, ..record(1, 6) };
    let rows = records.iter().take(3).chain([&nowhere]).map(|record| Row {
        record: *record,
        id: format!("id {}", record.key),
        event_type: "state-based".into(),
        plover: "".into(),
    });
    let prepared = Prepared { datasets: vec!["a".into(), "b".into()], rows: rows.collect() };
    support::table::write_records(&folder, &prepared).expect("can be written");
    support::table::write_truth(&folder, &truth).expect("can be written");
    assert_eq!(support::table::read_records(&folder).expect("can be read"), prepared);
    assert_eq!(support::table::read_truth(&folder, 5).expect("can be read"), truth);
    std::fs::remove_dir_all(folder).expect("can be removed");
}

#[test]
fn sides_are_who_the_registry_or_the_datasets_words_say() {
    let actors = Registry::embedded().expect("is valid");
    let countries = Countries::embedded().expect("is valid");
    let parties = RegistryParties { actors: &actors, countries: &countries };
    let party = |dataset: &str, native_id, name| {
        parties.party(dataset, SideWords { native_id, name }, Some("NGA"), 17_000)
    };
    for (dataset, id, name, expected) in [
        ("acled", None, "Military Forces of Nigeria (2015-)", Party::State),
        ("acled", None, "Unidentified Armed Group (Nigeria)", Party::Unidentified),
        ("acled", None, "Civilians (Nigeria)", Party::Civilians),
        ("acled", None, "Rioters (Nigeria)", Party::Crowd),
        ("acled", None, "", Party::Unidentified),
        ("ucdp-ged", Some("9999"), "Civilians", Party::Civilians),
        ("ucdp-ged", Some("84"), "Government of Nigeria", Party::State),
        ("gtd", None, "Unknown", Party::Unidentified),
        ("gtd", None, "Business (Nigeria)", Party::Civilians),
        ("gtd", None, "Otherwise Unheard-of Front", {
            Party::Organisation("otherwise unheard of front".into())
        }),
        ("gdelt", Some("NGAMIL"), "NIGERIAN ARMY", Party::State),
        ("gdelt", Some("NGAREB"), "REBEL", Party::Unidentified),
        ("gdelt", Some("NGA"), "NIGERIA", Party::Unidentified),
    ] {
        assert_eq!(party(dataset, id, name), expected, "{dataset} {name}");
    }
}
