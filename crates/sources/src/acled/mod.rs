//! ACLED, the Armed Conflict Location & Event Data project: its exports and the answers of its service,
//! with today's columns and those before 2023, and its list of deleted events.
//!
//! Three things in the columns are routinely misread. `time_precision` 3 means that only the month is
//! known. The order of `actor1` and `actor2` says nothing about who attacked whom, so sides A and B are
//! them as they stand and mean nothing more. `fatalities` is one number without a range.

mod codes;
mod columns;
mod dates;
mod deletions;
mod harmonise;
mod monadic;
mod rows;
mod types;

use crate::recognise::{Recognised, Shape};
use crate::source::{Match, ReadRow, Sample, Source, Verdict};
use crate::text::Header;
use crate::text::value::DateOrder;
use columns::{CURRENT, OLDER, REQUIRED, is_population};

/// The dataset of what ACLED publishes.
const DATASET: &str = "acled";
/// The dataset of what the simulator writes in the same shape.
const SIMULATED_DATASET: &str = "sim-acled";
/// What stands in `source_scale` of every simulated row, and in no other.
const SIMULATED: &str = "SIMULATED";

/// The reader of ACLED's tables.
pub(crate) struct Acled;

impl Source for Acled {
    fn recognise(&self, sample: &Sample<'_>) -> Verdict {
        let header = sample.header;
        if !header.has("event_id_cnty") {
            return Verdict::No;
        }
        if header.has("deleted_timestamp") && !header.has("event_type") {
            return deletions::recognised(sample);
        }
        if let Some(reason) = monadic::reason(sample) {
            return Verdict::Refused { dataset: DATASET, reason };
        }
        let missing = header.lacking(&REQUIRED);
        if !missing.is_empty() {
            return Verdict::Almost { dataset: DATASET, missing };
        }
        let mut evidence = vec![format!(
            "{} of the {} columns of ACLED, event_id_cnty among them",
            CURRENT.iter().filter(|name| header.has(name)).count(),
            CURRENT.len()
        )];
        let simulated = is_simulated(sample);
        if simulated {
            evidence.push("source_scale is SIMULATED".to_owned());
        }
        if sample.hashtags {
            evidence.push("the row under the header holds HXL hashtags".to_owned());
        }
        let mut unknown_columns = header.beyond(&[&CURRENT, &OLDER]);
        unknown_columns.retain(|name| !is_population(name));
        Verdict::Yes(Match {
            dataset: if simulated { SIMULATED_DATASET } else { DATASET },
            shape: shape(sample),
            label: None,
            evidence,
            unknown_columns,
            missing_columns: header.lacking(&CURRENT),
        })
    }

    /// ACLED has no versions: it changes every week, and a file is known by the day of its retrieval.
    fn version_in(&self, _name: &str) -> Option<String> {
        None
    }

    fn reader(
        &self,
        recognised: &Recognised,
        header: &Header,
        order: Option<DateOrder>,
    ) -> Box<dyn ReadRow> {
        let dataset = recognised.dataset.clone();
        match recognised.shape {
            Shape::AcledDeletions => Box::new(deletions::DeletionRows::new(dataset, header)),
            _ => Box::new(rows::AcledRows::new(dataset, header, order)),
        }
    }

    fn shapes(&self) -> &'static [Shape] {
        &[Shape::AcledCurrent, Shape::AcledOlder, Shape::AcledJson, Shape::AcledDeletions]
    }

    fn describe(&self) -> &'static [&'static str] {
        &[
            include_str!("../../../../data/datasets/acled.toml"),
            include_str!("../../../../data/datasets/sim-acled.toml"),
        ]
    }
}

/// Whether every row that was looked at is marked as simulated.
fn is_simulated(sample: &Sample<'_>) -> bool {
    let scale = sample.header.column("source_scale");
    !sample.rows.is_empty() && sample.rows.iter().all(|row| row.get(scale) == SIMULATED)
}

fn shape(sample: &Sample<'_>) -> Shape {
    let has = |name| sample.header.has(name);
    if sample.json {
        Shape::AcledJson
    } else if has("data_id")
        || has("event_id_no_cnty")
        || !(has("disorder_type") || has("civilian_targeting") || has("tags"))
    {
        Shape::AcledOlder
    } else {
        Shape::AcledCurrent
    }
}
