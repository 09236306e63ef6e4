//! How time and memory grow with the number of records while the density stays: the records of a world that
//! `prepare_world` wrote, again and again, each time later.
//!
//! `cargo run --release -p bellwether-linkage --example grow_world -- FOLDER COPIES` prints one JSON object.

#![allow(clippy::print_stdout)]

#[allow(dead_code)]
mod support;

use std::time::Instant;

use bellwether_linkage::{
    Judgements, Model, Record, Settings, days_for_slabs, link_with, links_of_slabs, slabs_for,
};
use support::arguments::Arguments;
use support::{Outcome, table};

/// Days between the last record of a copy and the first of the next: more than anything that is compared.
const APART: i32 = 400;

fn main() -> Outcome {
    let mut arguments = Arguments::of_process();
    let folder = arguments.path("FOLDER")?;
    let copies: u32 = arguments.number("COPIES")?;
    let records: Vec<Record> =
        table::read_records(&folder)?.rows.into_iter().map(|row| row.record).collect();
    let first = records.iter().map(|record| record.first).min().unwrap_or(0);
    let last = records.iter().map(|record| record.last).max().unwrap_or(0);
    let mut grown = Vec::with_capacity(records.len() * copies as usize);
    for copy in 0..copies {
        let later = (last - first + APART) * i32::try_from(copy)?;
        let salt = u64::from(copy).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        grown.extend(records.iter().map(|record| Record {
            key: record.key ^ salt,
            first: record.first + later,
            last: record.last + later,
            ..*record
        }));
    }
    drop(records);
    let start = Instant::now();
    let settings = Settings::default();
    let model = Model::learn(&grown, &settings);
    let linkage = link_with(&model, &grown, &Judgements::default(), &settings);
    let seconds = start.elapsed().as_secs_f64();
    let chosen = linkage.links.iter().filter(|link| link.chosen).count();
    let (day_seconds, day_records) = new_day(&model, &grown, &settings);
    let answer = serde_json::json!({
        "records": grown.len(),
        "seconds": seconds,
        "chosen": chosen,
        "day_seconds": day_seconds,
        "day_records": day_records,
    });
    println!("{answer}");
    Ok(())
}

/// Seconds for the slabs on which reports of the last day bear, as a run after an ingest does them, and how many records
/// it needs.
fn new_day(model: &Model, records: &[Record], settings: &Settings) -> (f64, usize) {
    let day = records.iter().map(Record::middle).max().unwrap_or(0);
    let (first, last) = slabs_for(day);
    let (first, last) = (first - 1, last + 1);
    let from = days_for_slabs((first, last)).0;
    let start = Instant::now();
    let near: Vec<Record> =
        records.iter().filter(|record| record.middle() >= from).copied().collect();
    let links = links_of_slabs(model, &near, (first, last), settings);
    assert!(near.is_empty() || !links.is_empty(), "there are links around the last day");
    (start.elapsed().as_secs_f64(), near.len())
}
