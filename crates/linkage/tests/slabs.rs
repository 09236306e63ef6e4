//! Linking slab by slab: each from the records that bear on it gives what all together give, and a change leaves the
//! slabs alone that it does not bear on.

use bellwether_linkage::{
    DatasetIndex, Link, Model, PlaceClass, Record, Settings, Toll, link_slab, links_of_slabs,
    slab_of, slabs_for,
};
use proptest::prelude::*;

/// One incident: day, town, kind, deaths, how late the second dataset dates it, and whether either repeats it.
type Incident = (i32, u8, u8, u32, i32, bool);

fn incidents() -> impl Strategy<Value = Vec<Incident>> {
    let one = (0..900_i32, 0..6_u8, 0..3_u8, 0..5_u32, -2..9_i32, any::<bool>());
    proptest::collection::vec(one, 60..160)
}

fn records(incidents: &[Incident]) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for (day, town, kind, dead, late, repeated) in incidents {
        let tellings = if *repeated { vec![0, 1, 1] } else { vec![0, 1] };
        for dataset in tellings {
            // Numbers that look random (Steele, Lea and Flood 2014, SplitMix).
            let mut key = (records.len() as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            key = (key ^ (key >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let first = day + i32::from(dataset) * late;
            records.push(Record {
                key: key ^ (key >> 27),
                dataset: DatasetIndex(dataset),
                first,
                // Some know the week or the month only.
                last: first + [0, 0, 6, 30][(key >> 50) as usize % 4],
                place: PlaceClass::Exact,
                at: [10.0 + f32::from(*town) * 0.3, 20.0],
                unit: 1,
                country: 1,
                name: 0,
                spot: 0,
                cited: 0,
                kind: *kind,
                organisations: [1 + u32::from(*kind), 0, 0],
                deaths: Some(Toll { low: *dead, best: *dead, high: *dead }),
            });
        }
    }
    records
}

/// The links of each slab from one to another, by the keys of their records.
fn by_keys(records: &[Record], links: &[Link]) -> Vec<(u64, u64, u32, bool)> {
    let key = |at: u32| records[at as usize].key;
    let mut said: Vec<_> = links
        .iter()
        .map(|link| (key(link.a), key(link.b), link.probability.to_bits(), link.chosen))
        .collect();
    said.sort_unstable();
    said
}

/// What a slab gives from all records that bear on it.
fn alone(
    model: &Model,
    records: &[Record],
    slab: i32,
    settings: &Settings,
) -> Vec<(u64, u64, u32, bool)> {
    let bears = |record: &&Record| {
        let (first, last) = slabs_for(record.middle());
        (first..=last).contains(&slab)
    };
    let own: Vec<Record> = records.iter().filter(bears).copied().collect();
    by_keys(&own, &link_slab(model, &own, slab, settings))
}

fn slabs(records: &[Record]) -> std::ops::RangeInclusive<i32> {
    let middles = records.iter().map(Record::middle);
    slab_of(middles.clone().min().unwrap_or(0))..=slab_of(middles.max().unwrap_or(0))
}

fn settings() -> Settings {
    Settings { repeating: 0b10, ..Settings::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn slabs_alone_give_what_all_together_give(incidents in incidents()) {
        let (records, settings) = (records(&incidents), settings());
        let model = Model::learn(&records, &settings);
        let all = links_of_slabs(&model, &records, (i32::MIN, i32::MAX), &settings);
        let mut apart: Vec<_> =
            slabs(&records).flat_map(|slab| alone(&model, &records, slab, &settings)).collect();
        apart.sort_unstable();
        prop_assert_eq!(apart, by_keys(&records, &all));
    }

    #[test]
    fn a_new_report_changes_only_slabs_on_which_it_bears(incidents in incidents(), new in 0..900_i32) {
        let (before, settings) = (records(&incidents), settings());
        let model = Model::learn(&before, &settings);
        let mut after = before.clone();
        after.push(Record { key: 7, first: new, last: new, ..before[0] });
        let (first, last) = slabs_for(new);
        for slab in slabs(&after) {
            let same = alone(&model, &before, slab, &settings) == alone(&model, &after, slab, &settings);
            prop_assert!(same || (first..=last).contains(&slab), "slab {} for day {}", slab, new);
        }
    }
}
