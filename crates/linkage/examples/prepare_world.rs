//! A simulated world as records with their truth, for measuring linkage.
//!
//! `cargo run --release -p bellwether-linkage --example prepare_world -- TARGET SEED REPORTS SOURCES` makes
//! the world under `TARGET/world`; `... -- TARGET FOLDER` takes the one in a folder. Into `TARGET` go
//! `records.parquet` and `truth.parquet`.

#![allow(clippy::print_stdout)]

#[allow(dead_code)]
mod support;

use std::path::{Path, PathBuf};
use std::time::Instant;

use bellwether_simulate::{Parameters, simulate};
use support::arguments::Arguments;
use support::world::{Names, latest_files, records};
use support::{Outcome, table, truth};

fn main() -> Outcome {
    let mut arguments = Arguments::of_process();
    let target = arguments.path("TARGET")?;
    let source = arguments.word("SEED or FOLDER")?;
    let start = Instant::now();
    let world = match source.parse() {
        Err(_) => PathBuf::from(source),
        Ok(seed) => make(seed, &mut arguments, &target.join("world"))?,
    };
    let made = start.elapsed().as_secs_f64();
    std::fs::create_dir_all(&target)?;
    let names = Names::load(Some(&world.join("registry")))?;
    let prepared = records(&names, &latest_files(&world)?)?;
    table::write_records(&target, &prepared)?;
    let truth = truth::of_world(&world, &prepared)?;
    table::write_truth(&target, &truth)?;
    let unknown = truth.tells.iter().filter(|tells| tells.is_empty()).count();
    for (index, dataset) in prepared.datasets.iter().enumerate() {
        let own = |row: &&support::world::Row| usize::from(row.record.dataset.0) == index;
        println!("{dataset} records={}", prepared.rows.iter().filter(own).count());
    }
    println!(
        "prepare records={} without_truth={unknown} simulate_seconds={made:.2} seconds={:.2}",
        prepared.rows.len(),
        start.elapsed().as_secs_f64(),
    );
    Ok(())
}

/// Makes a world in a folder that is empty or not there.
fn make(seed: u64, arguments: &mut Arguments, folder: &Path) -> Outcome<PathBuf> {
    let (reports, sources) = (arguments.number("REPORTS")?, arguments.number("SOURCES")?);
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    simulate(&Parameters::for_reconciliation(seed, reports, sources), folder, &|_| {})?;
    Ok(folder.to_owned())
}
