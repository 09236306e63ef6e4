//! UCDP's Georeferenced Event Dataset in all its vintages, candidates and simulated files included.

mod columns;
mod rows;

use crate::recognise::{Recognised, Shape};
use crate::source::{Match, ReadRow, Sample, Source, Verdict};
use crate::text::Header;
use crate::text::value::DateOrder;
use crate::ucdp::version;
use columns::{ADDED, EARLY, OFFICIAL, REQUIRED};

/// The dataset of what UCDP publishes.
pub(crate) const DATASET: &str = "ucdp-ged";
/// The dataset of what the simulator writes in the same shape.
const SIMULATED_DATASET: &str = "sim-ged";
/// What stands in `code_status` of every simulated row, and in no other.
const SIMULATED: &str = "SIMULATED";

/// The reader of GED-shaped tables.
pub(crate) struct Ged;

impl Source for Ged {
    fn recognise(&self, sample: &Sample<'_>) -> Verdict {
        let header = sample.header;
        let mut missing = header.lacking(&REQUIRED);
        let has_point =
            (header.has("latitude") && header.has("longitude")) || header.has("geom_wkt");
        if !has_point {
            missing.push("latitude and longitude".to_owned());
        }
        if !(header.has("best") || header.has("best_est")) {
            missing.push("best".to_owned());
        }
        if !missing.is_empty() {
            let known = OFFICIAL.iter().filter(|name| header.has(name)).count();
            return if known >= 15 && !header.has("electoral_vio") {
                Verdict::Almost { dataset: DATASET, missing }
            } else {
                Verdict::No
            };
        }
        let mut evidence = vec![format!(
            "{} of the {} columns of UCDP GED",
            OFFICIAL.iter().filter(|name| header.has(name)).count(),
            OFFICIAL.len()
        )];
        let status = header.column("code_status");
        let simulated =
            !sample.rows.is_empty() && sample.rows.iter().all(|row| row.get(status) == SIMULATED);
        if simulated {
            evidence.push("code_status is SIMULATED".to_owned());
        }
        let label = sample.geojson.and_then(version::Version::in_ged_name);
        if let Some(label) = label {
            evidence.push(format!("the collection's name gives version {}", label.label()));
        }
        if sample.hashtags {
            evidence.push("the row under the header holds HXL hashtags".to_owned());
        }
        Verdict::Yes(Match {
            dataset: if simulated { SIMULATED_DATASET } else { DATASET },
            shape: shape(sample),
            label: label.map(version::Version::label),
            evidence,
            unknown_columns: header.beyond(&[&OFFICIAL, &EARLY, &ADDED]),
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
        Box::new(rows::GedRows::new(recognised.dataset.clone(), header, order))
    }

    fn shapes(&self) -> &'static [Shape] {
        &[
            Shape::GedCurrent,
            Shape::GedOlder41,
            Shape::GedHdx,
            Shape::GedEarly,
            Shape::GedGeoJson,
            Shape::GedJson,
        ]
    }

    fn describe(&self) -> &'static [&'static str] {
        &[
            include_str!("../../../../../data/datasets/ucdp-ged.toml"),
            include_str!("../../../../../data/datasets/sim-ged.toml"),
        ]
    }
}

fn shape(sample: &Sample<'_>) -> Shape {
    let header = sample.header;
    if sample.geojson.is_some() {
        Shape::GedGeoJson
    } else if sample.json {
        Shape::GedJson
    } else if sample.hashtags {
        Shape::GedHdx
    } else if header.has("best_est") {
        Shape::GedEarly
    } else if !header.has("relid") && !header.has("code_status") {
        Shape::GedOlder41
    } else {
        Shape::GedCurrent
    }
}
