//! The Global Terrorism Database (START, University of Maryland), as a workbook or as CSV.

mod columns;
mod rows;
mod version;

use crate::recognise::{Recognised, Shape};
use crate::source::{Match, ReadRow, Sample, Source, Verdict};
use crate::text::Header;
use crate::text::value::DateOrder;
use columns::{OFFICIAL, REQUIRED};

/// The dataset of what START publishes.
pub(crate) const DATASET: &str = "gtd";
/// The dataset of what the simulator writes in the same shape.
const SIMULATED_DATASET: &str = "sim-gtd";
/// What stands in `dbsource` of every simulated row, and in no other.
const SIMULATED: &str = "SIMULATED";

/// The reader of GTD-shaped tables.
pub(crate) struct Gtd;

impl Source for Gtd {
    fn recognise(&self, sample: &Sample<'_>) -> Verdict {
        let header = sample.header;
        let missing = header.lacking(&REQUIRED);
        let known = OFFICIAL.iter().filter(|name| header.has(name)).count();
        if !missing.is_empty() {
            let close = header.has("eventid") && known >= 15;
            return if close { Verdict::Almost { dataset: DATASET, missing } } else { Verdict::No };
        }
        let mut evidence = vec![format!("{known} of the {} columns of GTD", OFFICIAL.len())];
        let mark = header.column("dbsource");
        let simulated =
            !sample.rows.is_empty() && sample.rows.iter().all(|row| row.get(mark) == SIMULATED);
        if simulated {
            evidence.push("dbsource is SIMULATED".to_owned());
        }
        Verdict::Yes(Match {
            dataset: if simulated { SIMULATED_DATASET } else { DATASET },
            shape: Shape::Gtd,
            label: None,
            evidence,
            unknown_columns: header.beyond(&[&OFFICIAL]),
            missing_columns: header.lacking(&OFFICIAL),
        })
    }

    fn version_in(&self, name: &str) -> Option<String> {
        version::in_name(name)
    }

    fn reader(
        &self,
        recognised: &Recognised,
        header: &Header,
        order: Option<DateOrder>,
    ) -> Box<dyn ReadRow> {
        Box::new(rows::GtdRows::new(recognised.dataset.clone(), header, order))
    }

    fn shapes(&self) -> &'static [Shape] {
        &[Shape::Gtd]
    }

    fn describe(&self) -> &'static [&'static str] {
        &[
            include_str!("../../../../data/datasets/gtd.toml"),
            include_str!("../../../../data/datasets/sim-gtd.toml"),
        ]
    }
}
