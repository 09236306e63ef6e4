//! What each dataset covers, what it leaves out, and under which terms: data files, embedded.

use std::sync::OnceLock;

use bellwether_model::{DatasetId, Date};
use serde::{Deserialize, Serialize};

use crate::list::SOURCES;
use crate::mapped;

/// The terms of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// The SPDX id, or a word of our own in capitals: `CC-BY-4.0`, `SIMULATED`.
    pub id: String,
    /// The licence's name.
    pub name: String,
    /// Where its text stands.
    pub url: String,
    /// Whether rows may be passed on, with attribution; otherwise only aggregates may.
    pub rows_may_be_exported: bool,
}

/// A point in time at which the making of a dataset changed, so that before and after do not compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesBreak {
    /// The year from which the change holds.
    pub year: i16,
    /// What changed.
    pub what: String,
}

/// What a dataset is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// The identifier.
    pub id: DatasetId,
    /// Who publishes it.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Its terms.
    pub licence: Licence,
    /// How it wants to be cited.
    pub citation: String,
    /// Where it is found.
    pub url: String,
    /// What is in it, in one line.
    pub covers: String,
    /// What it cannot say because it leaves it out.
    #[serde(default)]
    pub excludes: Vec<String>,
    /// The first day that it covers.
    pub coverage_from: Option<Date>,
    /// The last day that it covers; `None` while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage_to: Option<Date>,
    /// Whether it is a sample, which cannot give totals.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// Whether only events with at least one death are in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lethal_only: bool,
    /// The dataset whose ids of actors it uses, so that the registry's selectors for that one hold here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_ids: Option<DatasetId>,
    /// The dataset whose events it repeats, wholly or in part; adding the two up counts the same deaths
    /// twice.
    pub repeats: Option<DatasetId>,
    /// How often it is published.
    pub update_rhythm: String,
    /// Where its series break.
    #[serde(default)]
    pub breaks: Vec<SeriesBreak>,
    /// What a reader should know before using a number from it.
    #[serde(default)]
    pub caveats: Vec<String>,
}

/// All datasets that can be read, in the order of the sources; those of the bundled mappings last.
#[must_use]
pub fn datasets() -> &'static [Dataset] {
    static ALL: OnceLock<Vec<Dataset>> = OnceLock::new();
    ALL.get_or_init(|| of_readers().iter().chain(mapped::datasets()).cloned().collect())
}

/// The datasets that have a reader of their own.
pub(crate) fn of_readers() -> &'static [Dataset] {
    static ALL: OnceLock<Vec<Dataset>> = OnceLock::new();
    ALL.get_or_init(|| {
        SOURCES
            .iter()
            .flat_map(|source| source.describe())
            .map(|text| toml::from_str(text).expect("the embedded descriptions are valid, by test"))
            .collect()
    })
}

/// One dataset by its id.
#[must_use]
pub fn describe(dataset: &str) -> Option<&'static Dataset> {
    datasets().iter().find(|known| known.id.as_str() == dataset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dataset_says_what_it_covers_and_under_which_licence() {
        assert_eq!(datasets().len(), of_readers().len() + mapped::bundled().len());
        for dataset in datasets() {
            for text in [&dataset.title, &dataset.covers, &dataset.citation, &dataset.licence.id] {
                assert!(!text.trim().is_empty(), "{}", dataset.id);
            }
            assert!(dataset.url.starts_with("https://"), "{}", dataset.id);
            assert_eq!(describe(dataset.id.as_str()), Some(dataset));
        }
        assert!(describe("ucdp-ged").is_some_and(|ged| !ged.excludes.is_empty()));
        assert_eq!(describe("sim-ged").map(|sim| sim.licence.id.as_str()), Some("SIMULATED"));
        assert_eq!(describe("no-such"), None);
    }
}
