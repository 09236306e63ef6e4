//! How fast a file is parsed, without a store behind it.
//!
//! `cargo run --release -p bellwether-sources --example parse_rate -- FILE [THREADS [MAPPING]]`; a mapping is a
//! file, or the name of a bundled one.

#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use bellwether_sources::{
    Mapping, ReadOptions, SourceError, bundled, read, recognise, recognise_with,
};

fn main() -> Result<(), SourceError> {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().unwrap_or_default());
    let threads = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(0);
    let options = ReadOptions { threads, ..ReadOptions::default() };
    let recognised = match arguments.next() {
        None => recognise(&path, &options.limits)?,
        Some(name) => {
            let known = bundled().iter().find(|(known, _)| *known == name);
            let text = known.map_or_else(
                || std::fs::read_to_string(&name).unwrap_or_default(),
                |(_, text)| (*text).to_owned(),
            );
            let mapping = Arc::new(Mapping::parse(&text, Path::new(&name))?);
            recognise_with(&path, &mapping, &options.limits)?
        }
    };
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
