//! Links of real data that say themselves what is right.

#[allow(dead_code)]
#[path = "../examples/support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};

use support::deco::compare;

/// The GED files of the shared folder, some of single countries, and one sample of all.
const GED: [&str; 8] = [
    "mexico",
    "myanmar",
    "nigeria-hdx",
    "sample-1000",
    "sierra-leone",
    "sri-lanka",
    "ukraine-hdx-2019",
    "ukraine-hdx-2021",
];

#[test]
#[allow(clippy::print_stderr)] // a line for whoever has no data
fn electoral_violence_finds_the_events_that_it_was_coded_from() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let deco = data.join("ucdp/deco-v1_0.csv");
    if !deco.is_file() {
        eprintln!("skipped: there is no {}", deco.display());
        return;
    }
    let ged = GED.iter().map(|name| data.join("ged").join(format!("{name}.csv")));
    let files: Vec<PathBuf> = std::iter::once(deco).chain(ged).collect();
    let (_, _, found) = compare(&files).expect("the files are read");
    assert_eq!(found.labelled, 185);
    assert!(found.recall() >= 0.95, "{:.4} {:?}", found.recall(), found.missed);
    assert!(found.precision() >= 0.95, "{:.4} {:?}", found.precision(), found.wrong);
}
