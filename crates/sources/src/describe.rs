//! What each dataset covers, what it leaves out, and under which terms: data files, embedded.

mod inclusion;
mod speak;

#[cfg(test)]
mod speak_tests;

use std::sync::OnceLock;

use bellwether_model::{DatasetId, Date};
use serde::{Deserialize, Serialize};

use crate::list::SOURCES;

pub use inclusion::{
    Countries, Coverage, Fatalities, FatalityForm, Holds, Inclusion, Missing, World,
};
pub use speak::{About, AskedScope, Effect, Reason, can_speak};

/// Descriptions of datasets that no source of [`SOURCES`] describes: those that come in through a mapping
/// or are coded from texts, and those whose inclusion rules are needed to say why there is nothing from them. What a source
/// describes itself takes precedence.
const WITHOUT_A_SOURCE: &[&str] = &[
    include_str!("../../../data/datasets/aec.toml"),
    include_str!("../../../data/datasets/news.toml"),
    include_str!("../../../data/datasets/own-calendar.toml"),
    include_str!("../../../data/datasets/reign-elections.toml"),
    include_str!("../../../data/datasets/sim-news.toml"),
];

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
    /// The year in which the change begins.
    pub year: i16,
    /// The first day of the new making; none where only the year is known, and then it is the year's first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// What changed.
    pub what: String,
    /// The only thing that it concerns, `sources`; none where counts do not compare across it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concerns: Option<String>,
}

impl SeriesBreak {
    /// The first day of the new making; none for years that no calendar has.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.from.or_else(|| Date::new(self.year, 1, 1).ok())
    }
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
    /// What it takes in and leaves out, in a form that programs can compare.
    pub inclusion: Inclusion,
}

/// All datasets that are described: first those that can be recognised and read, in the order of the
/// sources, then the others.
#[must_use]
pub fn datasets() -> &'static [Dataset] {
    &all().0
}

/// The datasets whose files can be recognised and read without a mapping.
pub(crate) fn readable() -> &'static [Dataset] {
    let (datasets, readable) = all();
    &datasets[..*readable]
}

/// All datasets, and how many of the first of them have a source.
fn all() -> &'static (Vec<Dataset>, usize) {
    static ALL: OnceLock<(Vec<Dataset>, usize)> = OnceLock::new();
    ALL.get_or_init(|| {
        let parse = |text: &&str| -> Dataset {
            toml::from_str(text).expect("the embedded descriptions are valid, by test")
        };
        let mut datasets: Vec<Dataset> =
            SOURCES.iter().flat_map(|source| source.describe()).map(parse).collect();
        let readable = datasets.len();
        for other in WITHOUT_A_SOURCE.iter().map(parse) {
            if datasets.iter().all(|known| known.id != other.id) {
                datasets.push(other);
            }
        }
        (datasets, readable)
    })
}

/// One dataset by its id.
#[must_use]
pub fn describe(dataset: &str) -> Option<&'static Dataset> {
    datasets().iter().find(|known| known.id.as_str() == dataset)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_dataset_says_what_it_covers_and_under_which_licence() {
        for dataset in datasets() {
            for text in [
                &dataset.title,
                &dataset.covers,
                &dataset.citation,
                &dataset.licence.id,
                &dataset.update_rhythm,
                &dataset.inclusion.unit,
                &dataset.inclusion.civilian_coding,
            ] {
                assert!(!text.trim().is_empty(), "{}", dataset.id);
            }
            assert!(dataset.url.starts_with("https://"), "{}", dataset.id);
            assert_eq!(describe(dataset.id.as_str()), Some(dataset));
        }
        assert!(describe("ucdp-ged").is_some_and(|ged| !ged.excludes.is_empty()));
        assert_eq!(describe("sim-ged").map(|sim| sim.licence.id.as_str()), Some("SIMULATED"));
        assert_eq!(describe("no-such"), None);
    }

    #[test]
    fn every_dataset_is_described_once_and_the_files_are_all_of_them() {
        let ids: HashSet<&str> = datasets().iter().map(|dataset| dataset.id.as_str()).collect();
        assert_eq!(ids.len(), datasets().len());
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/datasets");
        for entry in std::fs::read_dir(folder).expect("the folder is part of the repository") {
            let path = entry.expect("readable").path();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let toml = path.extension().is_some_and(|ending| ending == "toml");
            if toml && stem != "releases" {
                assert!(ids.contains(stem), "{stem} is described and not listed");
            }
        }
        for id in ["acled", "gtd", "gdelt", "icews", "aec", "reign-elections"] {
            assert!(ids.contains(id), "{id}");
        }
    }

    #[test]
    fn what_can_be_read_comes_first_and_has_a_source() {
        let described: usize = SOURCES.iter().map(|source| source.describe().len()).sum();
        assert_eq!(readable().len(), described);
        assert!(readable().iter().any(|dataset| dataset.id.as_str() == "ucdp-ged"));
        assert_eq!(readable()[0], datasets()[0]);
    }

    #[test]
    fn rules_do_not_contradict_one_another() {
        for dataset in datasets() {
            let (id, rules) = (&dataset.id, &dataset.inclusion);
            let restricted = !dataset.licence.rows_may_be_exported;
            assert_eq!(rules.small_cell.is_some(), restricted, "{id}: a least cell");
            assert_eq!(rules.alternative.is_some(), restricted, "{id}: an alternative");
            assert_eq!(rules.holds == Holds::Events, !rules.event_kinds.is_empty(), "{id}: types");
            let none = rules.fatalities.form == FatalityForm::None;
            assert_eq!(none, rules.fatalities.includes_perpetrators.is_none(), "{id}: deaths");
            assert!(!(none && rules.lethal_only), "{id}: lethal only and no deaths");
            let first = rules.coverage.iter().map(|part| part.from).min();
            assert_eq!(first, dataset.coverage_from, "{id}: the first day covered");
            for part in &rules.coverage {
                assert!(part.to.is_none_or(|to| to > part.from), "{id}: {part}");
            }
            for gap in &rules.missing {
                assert!(gap.from <= gap.to && Some(gap.from) >= first, "{id}: {}", gap.what);
            }
            if let Some(repeated) = &dataset.repeats {
                assert!(describe(repeated.as_str()).is_some(), "{id} repeats {repeated}");
            }
            let simulated = dataset.licence.id == "SIMULATED";
            assert_eq!(simulated, id.as_str().starts_with("sim-"), "{id}: simulated");
        }
    }

    #[test]
    fn no_country_stands_in_two_parts_of_a_coverage() {
        for dataset in datasets() {
            let mut seen = HashSet::new();
            for part in &dataset.inclusion.coverage {
                if let Countries::Listed(listed) = &part.countries {
                    for country in listed {
                        assert!(seen.insert(*country), "{}: {}", dataset.id, country.as_str());
                    }
                }
            }
        }
    }

    #[test]
    fn a_word_that_no_country_is_called_is_refused() {
        let part = |countries: &str| {
            toml::from_str::<Coverage>(&format!(
                "name = \"n\"\nfrom = \"2000-01-01\"\ncountries = {countries}"
            ))
        };
        assert!(part("\"world\"").is_ok() && part("[\"AFG\"]").is_ok());
        assert!(part("\"everywhere\"").is_err() && part("[\"Afghanistan\"]").is_err());
    }
}
