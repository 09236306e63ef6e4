//! Our sums beside the totals that a source published.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::Date;
use serde::Serialize;

use crate::columns::Cells;
use crate::question::Filters;
use crate::{Commit, Snapshot, StoreError};

/// The dataset of the reports that are summed.
const REPORTS_OF: &str = "ucdp-ged";
/// The dataset of the published totals.
const TOTALS_OF: &str = "ucdp-orgviolence-cy";

/// One country, year and kind of violence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TotalsLine {
    /// Gleditsch-Ward number.
    pub gw: i64,
    /// The country as the totals write it.
    pub country: String,
    /// The calendar year.
    pub year: i64,
    /// `state-based`, `non-state` or `one-sided`.
    pub kind: String,
    /// The sum of our best estimates.
    pub ours: i64,
    /// The published best estimate.
    pub published: i64,
    /// Our reports in the sum.
    pub events: i64,
    /// Why the two differ, where a reason is known.
    pub why: Option<String>,
}

impl TotalsLine {
    /// Whether the two differ.
    #[must_use]
    pub const fn differs(&self) -> bool {
        self.ours != self.published
    }
}

/// All years and kinds of a country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TotalsSum {
    /// The country as the totals write it.
    pub country: String,
    /// The first year compared.
    pub from: i64,
    /// The last year compared.
    pub to: i64,
    /// Our sum.
    pub ours: i64,
    /// The published sum.
    pub published: i64,
    /// The releases of our reports.
    pub our_releases: String,
    /// The releases of the totals.
    pub published_releases: String,
}

/// The comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TotalsComparison {
    /// Every country, year and kind that both cover.
    pub lines: Vec<TotalsLine>,
    /// Their sums by country.
    pub countries: Vec<TotalsSum>,
}

/// Country, year, kind of violence.
type Key = (i64, i64, String);

impl Snapshot<'_> {
    /// Compares UCDP's country-year totals with the sums of the GED reports in the store, for the
    /// countries of these Gleditsch-Ward numbers, or for all that have reports. A country is compared
    /// from the first to the last year in which it has reports; an event belongs to the year in which
    /// it starts.
    ///
    /// # Errors
    /// When a query fails.
    pub fn compare_totals(&self, countries: &[i64]) -> Result<TotalsComparison, StoreError> {
        let ours = self.our_sums()?;
        let mut years: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for (gw, year, _) in ours.keys() {
            let (first, last) = years.entry(*gw).or_insert((*year, *year));
            (*first, *last) = ((*first).min(*year), (*last).max(*year));
        }
        let our_labels = self.labels_by_country()?;
        let their_labels = self.labels(TOTALS_OF);
        let nothing = BTreeSet::new();
        let mut comparison = TotalsComparison::default();
        let sql = format!(
            "SELECT country_gw, country, year, kind, deaths_best FROM totals \
             WHERE dataset = '{TOTALS_OF}' ORDER BY country_gw, year, kind DESC"
        );
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let long = |name: &str| -> Result<i64, StoreError> {
                    Ok(cells.integer(name, row)?.unwrap_or_default())
                };
                let (gw, year) = (long("country_gw")?, long("year")?);
                let wanted = countries.is_empty() || countries.contains(&gw);
                let covered = years.get(&gw).is_some_and(|(a, b)| (*a..=*b).contains(&year));
                if !wanted || !covered {
                    continue;
                }
                let kind = cells.must("kind", row)?.to_owned();
                let (sum, events) =
                    ours.get(&(gw, year, kind.clone())).copied().unwrap_or_default();
                let mut line = TotalsLine {
                    gw,
                    country: cells.must("country", row)?.to_owned(),
                    year,
                    kind,
                    ours: sum,
                    published: long("deaths_best")?,
                    events,
                    why: None,
                };
                if line.differs() {
                    line.why = reason(our_labels.get(&gw).unwrap_or(&nothing), &their_labels);
                }
                comparison.lines.push(line);
            }
        }
        comparison.countries = sums(&comparison.lines, &our_labels, &their_labels);
        Ok(comparison)
    }

    fn our_sums(&self) -> Result<BTreeMap<Key, (i64, i64)>, StoreError> {
        let sql = format!(
            "SELECT country_gw AS gw, date_part('year', date_start) AS year, event_type, \
             sum(deaths_best) AS deaths, count(*) AS events FROM reports \
             WHERE dataset = '{REPORTS_OF}' AND country_gw IS NOT NULL GROUP BY 1, 2, 3"
        );
        let mut sums = BTreeMap::new();
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let long = |name: &str| -> Result<i64, StoreError> {
                    Ok(cells.integer(name, row)?.unwrap_or_default())
                };
                let key = (long("gw")?, long("year")?, cells.must("event_type", row)?.to_owned());
                sums.insert(key, (long("deaths")?, long("events")?));
            }
        }
        Ok(sums)
    }

    /// The releases that the live reports of each country came from.
    fn labels_by_country(&self) -> Result<BTreeMap<i64, BTreeSet<String>>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT country_gw AS gw, origin_version AS version FROM reports \
             WHERE dataset = '{REPORTS_OF}' AND country_gw IS NOT NULL"
        );
        let mut labels: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let gw = cells.integer("gw", row)?.unwrap_or_default();
                let version = cells.integer("version", row)?.unwrap_or_default();
                let commit = self.all_commits().iter().find(|c| c.store_version == version);
                labels.entry(gw).or_default().extend(commit.map(label));
            }
        }
        Ok(labels)
    }

    /// The releases of a dataset that brought rows.
    fn labels(&self, dataset: &str) -> BTreeSet<String> {
        self.commits()
            .into_iter()
            .filter(|commit| commit.release.dataset.as_str() == dataset)
            .filter(|commit| commit.counts.added + commit.counts.changed > 0)
            .map(label)
            .collect()
    }

    /// The store versions whose files brought the live reports that pass the filters, ascending.
    ///
    /// # Errors
    /// When the query fails.
    pub fn versions_behind(&self, filters: &Filters) -> Result<BTreeSet<i64>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT origin_version AS version FROM reports WHERE {}",
            filters.sql()
        );
        let mut versions = BTreeSet::new();
        for batch in self.query(&sql)? {
            for row in 0..batch.num_rows() {
                versions.extend(Cells(&batch).integer("version", row)?);
            }
        }
        Ok(versions)
    }

    /// The first and the last day on which a report that passes the filters starts.
    ///
    /// # Errors
    /// When the query fails.
    pub fn span(&self, filters: &Filters) -> Result<(Option<Date>, Option<Date>), StoreError> {
        if filters.is_of_datasets_and_countries() {
            return self.span_within(filters);
        }
        let sql = format!(
            "SELECT min(date_start) AS first, max(date_start) AS last FROM reports WHERE {}",
            filters.sql()
        );
        for batch in self.query(&sql)? {
            if batch.num_rows() > 0 {
                let cells = Cells(&batch);
                return Ok((cells.day("first", 0)?, cells.day("last", 0)?));
            }
        }
        Ok((None, None))
    }

    /// The same where only datasets and countries are asked for: from the days of each dataset in each country, which many
    /// questions share.
    fn span_within(&self, filters: &Filters) -> Result<(Option<Date>, Option<Date>), StoreError> {
        let Filters { datasets, countries, .. } = filters;
        let days = self.extents()?.into_iter().filter(|(dataset, country, ..)| {
            (datasets.is_empty() || datasets.contains(dataset))
                && (countries.is_empty() || countries.iter().any(|own| own.as_str() == country))
        });
        let days = days.map(|(_, _, first, last)| (first, last));
        let days = days.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        Ok((days.map(|(first, _)| first), days.map(|(_, last)| last)))
    }

    /// Civilians killed in the events that pass the filters, where the source parts the dead by side.
    ///
    /// # Errors
    /// When the query fails.
    pub fn civilian_deaths(&self, filters: &Filters) -> Result<i64, StoreError> {
        let sql = format!(
            "SELECT coalesce(sum(deaths_civilians), 0) AS n FROM reports WHERE {}",
            filters.sql()
        );
        crate::single_integer(&self.query(&sql)?)
    }
}

/// What a release is called: its label, else its file.
fn label(commit: &Commit) -> String {
    let label = commit.release.label.as_ref();
    label.map_or_else(|| format!("{} (no label)", commit.release.file), |label| label.0.clone())
}

/// Why sums may differ: only a difference of release is a reason.
fn reason(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> Option<String> {
    (ours != theirs)
        .then(|| format!("reports of release {}, totals of release {}", list(ours), list(theirs)))
}

fn sums(
    lines: &[TotalsLine],
    ours: &BTreeMap<i64, BTreeSet<String>>,
    theirs: &BTreeSet<String>,
) -> Vec<TotalsSum> {
    let mut by_country: BTreeMap<i64, TotalsSum> = BTreeMap::new();
    for line in lines {
        let sum = by_country.entry(line.gw).or_insert_with(|| TotalsSum {
            country: line.country.clone(),
            from: line.year,
            to: line.year,
            ours: 0,
            published: 0,
            our_releases: ours.get(&line.gw).map_or(String::new(), list),
            published_releases: list(theirs),
        });
        sum.from = sum.from.min(line.year);
        sum.to = sum.to.max(line.year);
        sum.ours += line.ours;
        sum.published += line.published;
    }
    by_country.into_values().collect()
}

fn list(labels: &BTreeSet<String>) -> String {
    labels.iter().cloned().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_difference_of_release_explains_a_difference_of_sums() {
        let labels = |all: &[&str]| all.iter().map(|l| (*l).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(reason(&labels(&["25.1"]), &labels(&["25.1"])), None);
        assert_eq!(
            reason(&labels(&["24.1"]), &labels(&["25.1"])).as_deref(),
            Some("reports of release 24.1, totals of release 25.1")
        );
    }
}
