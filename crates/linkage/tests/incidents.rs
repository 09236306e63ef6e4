//! Incidents of whole lists of records: what must not change them, and hard cases told apart by hand.

use bellwether_linkage::{DatasetIndex, Linkage, PlaceClass, Record, Role, Settings, Toll, link};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Numbers that look random (Steele, Lea and Flood 2014, SplitMix).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    #[allow(clippy::cast_precision_loss)] // small
    fn degrees(&mut self, span: f32) -> f32 {
        self.below(10_000) as f32 / 10_000.0 * span
    }
}

#[allow(clippy::cast_possible_truncation)] // small
fn dead(count: u64) -> Option<Toll> {
    let best = count as u32;
    Some(Toll { low: best, best, high: best })
}

fn event(dataset: u8, key: u64, day: i32, at: [f32; 2]) -> Record {
    Record {
        key,
        dataset: DatasetIndex(dataset),
        first: day,
        last: day,
        place: PlaceClass::Exact,
        at,
        spot: 0,
        unit: 1,
        country: 1,
        name: 0,
        kind: 0,
        organisations: [0; 3],
        deaths: dead(1),
        cited: 0,
    }
}

/// Incidents over two years in one country, of which each dataset tells two thirds, a day and some
/// kilometres off at times.
fn background(datasets: u8, incidents: u64, seed: u64) -> Vec<Record> {
    let mut numbers = Numbers(seed);
    let mut records = Vec::new();
    for incident in 0..incidents {
        let day = i32::try_from(numbers.below(730)).unwrap_or(0);
        let town = numbers.below(40);
        #[allow(clippy::cast_precision_loss)] // small
        let at = [10.0 + (town % 8) as f32 * 0.25, 20.0 + (town / 8) as f32 * 0.25];
        let group = 1 + u32::try_from(numbers.below(4)).unwrap_or(0);
        let (toll, kind) = (numbers.below(6), numbers.below(5));
        for dataset in 0..datasets {
            let (told, off) =
                (numbers.below(3) > 0, [numbers.degrees(0.02), numbers.degrees(0.02)]);
            let late = i32::from(numbers.below(4) == 0);
            if told {
                records.push(Record {
                    unit: 1 + u32::try_from(town / 20).unwrap_or(0),
                    kind: u8::try_from(kind).unwrap_or(0),
                    organisations: [group, 0, 0],
                    deaths: dead(toll),
                    ..event(
                        dataset,
                        Numbers(incident * 8 + u64::from(dataset)).next(),
                        day + late,
                        [at[0] + off[0], at[1] + off[1]],
                    )
                });
            }
        }
    }
    records
}

/// The incidents as sets of keys, with roles.
fn by_keys(records: &[Record], linkage: &Linkage) -> Vec<Vec<(u64, Role)>> {
    let mut sets: Vec<Vec<(u64, Role)>> = vec![Vec::new(); records.len()];
    for ((record, incident), role) in records.iter().zip(&linkage.incident_of).zip(&linkage.roles) {
        sets[*incident as usize].push((record.key, *role));
    }
    sets.retain(|set| !set.is_empty());
    sets.iter_mut().for_each(|set| set.sort_unstable_by_key(|(key, _)| *key));
    sets.sort_unstable_by_key(|set| set[0].0);
    sets
}

fn shuffled(records: &[Record], seed: u64) -> Vec<Record> {
    let mut numbers = Numbers(seed);
    let mut keyed: Vec<(u64, Record)> =
        records.iter().map(|record| (numbers.next(), *record)).collect();
    keyed.sort_unstable_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, record)| record).collect()
}

fn on(threads: usize, records: &[Record], settings: &Settings) -> Linkage {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("can be built");
    pool.install(|| link(records, settings))
}

#[test]
fn incidents_are_the_same_for_any_order_of_rows_and_number_of_threads() {
    let settings = Settings { repeating: 0b1000, sample: 150, ..Settings::default() };
    let mut runner = TestRunner::new(ProptestConfig { cases: 8, ..ProptestConfig::default() });
    let cases = (any::<u64>(), 1_u8..=4, 0_u64..300);
    let checked = runner.run(&cases, |(seed, datasets, incidents)| {
        let records = background(datasets, incidents, seed);
        let expected = on(1, &records, &settings);
        let other = shuffled(&records, seed ^ 1);
        let again = on(16, &other, &settings);
        prop_assert_eq!(by_keys(&records, &expected), by_keys(&other, &again));
        let said = |records: &[Record], linkage: &Linkage| -> Vec<(u64, u64, u32)> {
            let key = |at: u32| records[at as usize].key;
            let links = linkage.links.iter();
            links.map(|link| (key(link.a), key(link.b), link.probability.to_bits())).collect()
        };
        prop_assert_eq!(said(&records, &expected), said(&other, &again));
        Ok(())
    });
    checked.expect("holds");
}

#[test]
fn the_numbers_of_datasets_decide_nothing() {
    for seed in 0..3 {
        let records = background(3, 250, seed);
        let expected = by_keys(&records, &link(&records, &Settings::default()));
        for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0]] {
            let renumbered: Vec<Record> = records
                .iter()
                .map(|record| Record {
                    dataset: DatasetIndex(order[usize::from(record.dataset.0)]),
                    ..*record
                })
                .collect();
            let found = by_keys(&renumbered, &link(&renumbered, &Settings::default()));
            assert!(found == expected, "seed {seed}, {order:?}");
        }
    }
}

/// Links the background and a few more records; answers the incident of each of these.
fn with_background(more: &[Record]) -> (Vec<u32>, Linkage) {
    let mut records = background(2, 1500, 7);
    let from = records.len();
    records.extend_from_slice(more);
    let linkage = link(&records, &Settings::default());
    (linkage.incident_of[from..].to_vec(), linkage)
}

#[test]
fn bombings_an_hour_apart_stay_two_incidents_each_with_its_own_account() {
    let here = [11.1, 20.6];
    let bombing = |dataset: u8, key: u64, toll: u64| Record {
        kind: 3,
        organisations: [2, 0, 0],
        deaths: dead(toll),
        ..event(dataset, key, 300, here)
    };
    let (incidents, _) = with_background(&[
        bombing(0, 1, 4),
        bombing(0, 2, 31),
        bombing(1, 3, 30),
        bombing(1, 4, 4),
    ]);
    assert_eq!(incidents[0], incidents[3]);
    assert_eq!(incidents[1], incidents[2]);
    assert_ne!(incidents[0], incidents[1]);
}

#[test]
fn two_protests_on_one_day_in_one_city_stay_two() {
    let protest = |dataset: u8, key: u64, at: [f32; 2]| Record {
        kind: 4,
        deaths: dead(0),
        ..event(dataset, key, 410, at)
    };
    let (north, south) = ([11.16, 20.6], [11.08, 20.6]);
    let (incidents, _) = with_background(&[
        protest(0, 1, north),
        protest(0, 2, south),
        protest(1, 3, south),
        protest(1, 4, north),
    ]);
    assert_ne!(incidents[0], incidents[1], "one dataset does not tell of one event twice");
    assert_eq!((incidents[0], incidents[1]), (incidents[3], incidents[2]));
}

#[test]
fn a_week_in_one_row_beside_its_seven_days_is_a_summary() {
    let here = [14.0, 25.0];
    let of = |record: Record| Record { unit: 9, organisations: [77, 0, 0], ..record };
    let mut more: Vec<Record> =
        (0..7).map(|day| of(Record { deaths: dead(3), ..event(0, 10 + day, 500, here) })).collect();
    for (day, record) in (500..).zip(&mut more) {
        (record.first, record.last) = (day, day);
    }
    more.push(of(Record { last: 506, deaths: dead(21), ..event(1, 99, 500, here) }));
    let from = background(2, 1500, 7).len();
    let (incidents, linkage) = with_background(&more);
    assert_eq!(linkage.roles[from + 7], Role::Summary);
    assert!(linkage.roles[from..from + 7].iter().all(|role| *role == Role::Report));
    let mut days = incidents[..7].to_vec();
    days.dedup();
    assert_eq!(days.len(), 7, "each day is an incident of its own");
}

#[test]
fn an_unidentified_group_is_no_evidence_for_or_against() {
    let here = [11.1, 20.6];
    let nobody = |dataset: u8, key: u64| event(dataset, key, 600, here);
    let (_, linkage) = with_background(&[nobody(0, 1), nobody(1, 2)]);
    let from = u32::try_from(background(2, 1500, 7).len()).expect("is small");
    let own = linkage.links.iter().find(|link| link.a == from && link.b == from + 1);
    let link = own.expect("they are alike and near");
    assert!(link.bits.who.abs() < f32::EPSILON, "{:?}", link.bits);
}
