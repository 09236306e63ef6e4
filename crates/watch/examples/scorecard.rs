//! The scorecard over the groups of the GED files beside the repository:
//! `scorecard [FOLDER] [STARTS] [DOCS]`. With a folder `DOCS` it writes `SCORECARD.md` and `scorecard.svg` there.

#![allow(clippy::print_stdout, reason = "a measurement is what it prints")]

use std::path::{Path, PathBuf};

use bellwether_watch::scorecard::{Plan, Scorecard};

mod ged;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ged"),
        PathBuf::from,
    );
    let Some(groups) = ged::groups(&folder, 5.0, 60) else {
        println!("skipped: the GED files are not beside the repository");
        return Ok(());
    };
    let mut plan = Plan::default();
    if let Some(starts) = arguments.next() {
        plan.starts = starts.parse()?;
    }
    let scorecard = Scorecard::measure(&groups, &plan)?;
    if let Some(docs) = arguments.next() {
        let docs = Path::new(&docs);
        std::fs::write(docs.join("SCORECARD.md"), scorecard.document())?;
        std::fs::write(docs.join("scorecard.svg"), scorecard.svg())?;
    }
    println!("{}", scorecard.markdown());
    scorecard.lines().iter().for_each(|line| println!("{line}"));
    Ok(())
}
