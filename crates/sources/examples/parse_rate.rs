//! How fast a file is parsed, without a store behind it.
//!
//! `cargo run --release -p bellwether-sources --example parse_rate -- FILE [THREADS]`

#![allow(clippy::print_stdout)]

use std::path::PathBuf;
use std::time::Instant;

use bellwether_sources::{ReadOptions, SourceError, read, recognise};

fn main() -> Result<(), SourceError> {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().unwrap_or_default());
    let threads = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(0);
    let options = ReadOptions { threads, ..ReadOptions::default() };
    let recognised = recognise(&path, &options.limits)?;
    let start = Instant::now();
    let summary = read(&path, &recognised, &options, |_| Ok::<(), SourceError>(()))?;
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "parse shape={} rows={} rejected={} seconds={seconds:.2} rows_per_second={:.0} mib_per_second={:.0}",
        recognised.shape.as_str(),
        summary.rows,
        summary.rejected,
        f64::from(u32::try_from(summary.rows).unwrap_or(u32::MAX)) / seconds,
        f64::from(u32::try_from(summary.bytes_expanded >> 10).unwrap_or(u32::MAX))
            / 1024.0
            / seconds,
    );
    Ok(())
}
