//! UCDP's DECO against GED: of the deadly electoral events that say which GED event they are, how many links
//! are found, and what goes wrong with the others.
//!
//! `cargo run --release -p bellwether-linkage --example deco -- DECO.csv GED.csv...`. The answer is the last line;
//! before it stands each miss and each wrong link.

#![allow(clippy::print_stdout)]

#[allow(dead_code)]
mod support;

use std::path::PathBuf;

use support::Outcome;
use support::deco::{compare, link_of};

fn main() -> Outcome {
    let files: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let (prepared, linkage, found) = compare(&files)?;
    for (what, pairs) in [("missed", &found.missed), ("wrong", &found.wrong)] {
        for (deco, ged) in pairs {
            let said = link_of(&linkage, *deco, *ged).map_or_else(
                || "no candidate".to_owned(),
                |link| format!("probability {:.2} {:?}", link.probability, link.bits),
            );
            println!("{what}: {said}");
            for at in [deco, ged] {
                let row = &prepared.rows[*at as usize];
                println!("  {} {:?}", row.id, row.record);
            }
        }
    }
    println!(
        "deco labelled={} right={} wrong={} recall={:.4} precision={:.4}",
        found.labelled,
        found.right,
        found.wrong.len(),
        found.recall(),
        found.precision(),
    );
    Ok(())
}
