use bellwether_linkage::{DatasetIndex, PlaceClass, Toll, links_of_slabs};
use bellwether_store::{AsOf, Store};
use datafusion::logical_expr::JoinType;

use super::*;

/// Incidents over three years in eight towns, each told by two datasets, the second a day late at times.
fn records() -> Vec<Record> {
    let mut records = Vec::new();
    for incident in 0..400_u32 {
        // Numbers that look random (Knuth 1997, multiplicative hashing).
        let mixed = u64::from(incident + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let day = i32::try_from(mixed % 1_000).unwrap_or(0);
        let town = (mixed >> 20) % 8;
        #[allow(clippy::cast_precision_loss)] // below 8
        let at = [10.0 + town as f32 * 0.4, 20.0];
        let dead = u32::try_from((mixed >> 30) % 6).unwrap_or(0);
        for dataset in 0..2_u8 {
            let first = day + i32::from(dataset) * i32::try_from((mixed >> 40) % 2).unwrap_or(0);
            records.push(Record {
                key: mixed.rotate_left(u32::from(dataset) * 7 + 1),
                dataset: DatasetIndex(dataset),
                first,
                last: first,
                place: PlaceClass::Exact,
                at,
                unit: 1,
                country: 1,
                name: 0,
                spot: 0,
                cited: 0,
                kind: u8::try_from((mixed >> 44) % 3).unwrap_or(0),
                organisations: [1 + u32::try_from((mixed >> 50) % 3).unwrap_or(0), 0, 0],
                deaths: (dead > 0).then_some(Toll { low: dead, best: dead, high: dead + 1 }),
            });
        }
    }
    records
}

fn sorted(mut links: Vec<Link>) -> Vec<Link> {
    links.sort_by_key(|link| (link.a, link.b));
    links
}

const ALL: (i32, i32) = (i32::MIN, i32::MAX);

#[test]
fn plans_give_the_links_that_linking_in_memory_gives() {
    let (records, settings) = (records(), Settings::default());
    let model = Arc::new(Model::learn(&records, &settings));
    let expected = sorted(links_of_slabs(&model, &records, ALL, &settings));
    assert!(expected.iter().filter(|link| link.chosen).count() > 200);
    let dir = tempfile::tempdir().expect("a temporary directory");
    let store = Store::open_or_create(&dir.path().join("store")).expect("new");
    let snapshot = store.snapshot(&AsOf::default()).expect("opens");
    let found = links(&snapshot, &records, &model, ALL, settings).expect("runs");
    assert_eq!(sorted(found), expected);
}

#[test]
fn one_plan_over_all_slabs_in_pieces_gives_the_same() {
    let (records, settings) = (records(), Settings::default());
    let model = Arc::new(Model::learn(&records, &settings));
    let expected = sorted(links_of_slabs(&model, &records, ALL, &settings));
    let order: Vec<(i32, u32)> =
        (0..).zip(&records).map(|(at, record)| (record.middle(), at)).collect();
    // Small batches in many pieces, so that states are handed on and merged.
    let pieces: Vec<Vec<(i32, u32)>> = order.chunks(50).map(<[_]>::to_vec).collect();
    let dir = tempfile::tempdir().expect("a temporary directory");
    let store = Store::open_or_create(&dir.path().join("store")).expect("new");
    let snapshot = store.snapshot(&AsOf::default()).expect("opens");
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(4));
    let parts: Vec<Vec<RecordBatch>> =
        pieces.iter().map(|piece| vec![batch(&records, piece).expect("has its columns")]).collect();
    let table = MemTable::try_new(schema(), parts).expect("fits its schema");
    context.register_table(RECORDS, Arc::new(table)).expect("is new");
    let mut numbers: Vec<i32> = records.iter().map(|record| slab_of(record.middle())).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let days: Vec<(i32, i32)> = numbers.iter().map(|slab| days_for_slabs((*slab, *slab))).collect();
    let column = |values: Vec<i32>| Arc::new(Int32Array::from(values)) as ArrayRef;
    let slabs = RecordBatch::try_from_iter([
        ("slab", column(numbers)),
        ("begins", column(days.iter().map(|days| days.0).collect())),
        ("ends", column(days.iter().map(|days| days.1).collect())),
    ])
    .expect("columns of one length");
    let function = function::link_slab(Arc::clone(&model), settings);
    let frame = snapshot
        .wait(async {
            let slabs = context.read_batch(slabs)?;
            let bears = col("middle").between(col("begins"), col("ends"));
            let joined = context.table(RECORDS).await?.join_on(slabs, JoinType::Inner, [bears])?;
            let links = function.call(vec![col("slab"), col("record")]).alias("links");
            joined.aggregate(vec![col("slab")], vec![links])?.select_columns(&["links"])
        })
        .expect("is a plan");
    let mut found = Vec::new();
    snapshot
        .run_plans(vec![frame], 1, |batch| Ok(columns::take_links(&batch, &mut found)?))
        .expect("runs");
    assert_eq!(sorted(found), expected);
}
