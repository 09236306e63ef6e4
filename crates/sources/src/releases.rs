//! When releases were published, as far as that is known.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use bellwether_model::{Date, ReleaseLabel};
use serde::Deserialize;

use crate::gdelt;

const TABLE: &str = include_str!("../../../data/datasets/releases.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    dataset: String,
    label: String,
    published: Date,
    /// Where the day was read; `month` when only the month is known.
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    release: Vec<Published>,
}

/// The day on which a release was published. Where only the month is known it is the first of that
/// month, and the table says so; `None` when nothing is known.
#[must_use]
pub fn published_of(dataset: &str, label: &ReleaseLabel) -> Option<Date> {
    if matches!(dataset, gdelt::EVENTS | gdelt::MENTIONS_DATASET) {
        return gdelt::published(&label.0);
    }
    static DAYS: OnceLock<BTreeMap<(String, String), Date>> = OnceLock::new();
    DAYS.get_or_init(|| {
        let table: Table =
            toml::from_str(TABLE).expect("the embedded table of releases is valid, by test");
        table.release.into_iter().map(|r| ((r.dataset, r.label), r.published)).collect()
    })
    .get(&(dataset.to_owned(), label.0.clone()))
    .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::describe;
    use crate::ucdp::version::Version;

    #[test]
    fn the_table_names_known_datasets_and_each_release_once() {
        let table: Table = toml::from_str(TABLE).expect("valid");
        let mut met = std::collections::BTreeSet::new();
        for release in &table.release {
            assert!(describe(&release.dataset).is_some(), "{}", release.dataset);
            assert!(met.insert((&release.dataset, &release.label)), "{} twice", release.label);
        }
    }

    #[test]
    fn no_ged_release_is_published_before_the_time_that_it_covers_has_ended() {
        let table: Table = toml::from_str(TABLE).expect("valid");
        for release in table.release.iter().filter(|r| r.dataset == "ucdp-ged") {
            let version = Version::parse(&release.label).expect("a version of the grammar");
            if let Some((_, last)) = version.covers() {
                assert!(release.published > last, "{}", release.label);
            }
        }
    }

    #[test]
    fn what_is_not_in_the_table_is_not_known() {
        let label = |text: &str| ReleaseLabel(text.to_owned());
        assert!(published_of("ucdp-ged", &label("25.1")).is_some());
        assert_eq!(published_of("ucdp-ged", &label("99.1")), None);
        assert_eq!(published_of("nobody", &label("25.1")), None);
        let slot = published_of("gdelt-mentions", &label("20180601001500"));
        assert_eq!(slot, Some(bellwether_model::Date::constant(2018, 6, 1)));
        assert_eq!(published_of("icews", &label("20180601001500")), None);
    }
}
