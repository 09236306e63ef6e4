//! Questions about incidents: each counts once, with its own values, however many reports tell of it.
//!
//! Conditions on when, where and what hold against the incident's own values; conditions on who and on whose
//! report hold if one and the same of its reports meets them. An incident of one report is that report.

use std::collections::{BTreeSet, HashMap};

use super::answer::{Gathered, Sums};
use super::filters::{Condition, Level, quoted};
use super::{Filters, Measure, NameActors, Question, answer};
use crate::columns::Cells;
use crate::incidents::{SEVERAL, alone};
use crate::page::one_more;
use crate::{Mark, Page, Snapshot, StoreError, StoredIncident};

/// The columns that a question needs of an incident.
const NEEDED: &str = "date_start, date_end, event_type, place_precision, country, iso3, admin1, \
                      admin1_id, plover, deaths_low, deaths_best, deaths_high";

/// One where one source alone has a report.
const LONE: &str = "CASE WHEN strpos(datasets, ' ') > 0 THEN 0 ELSE 1 END";

fn all(conditions: &[Condition], level: Level) -> String {
    let of: Vec<&str> = conditions
        .iter()
        .filter(|condition| condition.level == level)
        .map(|condition| condition.sql.as_str())
        .collect();
    if of.is_empty() { "TRUE".into() } else { of.join(" AND ") }
}

/// The incidents one of whose reports meets the conditions on reports.
fn among(conditions: &[Condition]) -> Option<String> {
    conditions.iter().any(|condition| condition.level == Level::Report).then(|| {
        format!(
            "incident_id IN (SELECT m.incident_id FROM members AS m JOIN reports AS r ON \
             m.report_id = r.report_id WHERE {})",
            all(conditions, Level::Report)
        )
    })
}

/// The condition on an incident's own values, and on who takes part in it.
fn own(conditions: &[Condition]) -> String {
    let mut own = all(conditions, Level::Own);
    for part in conditions.iter().filter(|condition| condition.level == Level::Part) {
        let word = quoted(&format!(" {} ", part.words));
        own.push_str(&format!(" AND strpos(concat(' ', datasets, ' '), {word}) > 0"));
    }
    own
}

/// The condition of the incidents of several reports.
fn of_several(conditions: &[Condition]) -> String {
    let own = own(conditions);
    among(conditions).map_or(own.clone(), |among| format!("{own} AND {among}"))
}

/// The condition of the reports that make incidents on their own.
fn of_one(conditions: &[Condition]) -> String {
    let levels = [Level::Own, Level::Report, Level::Part].map(|level| all(conditions, level));
    format!("{} AND {}", alone(), levels.join(" AND "))
}

/// The condition of the incidents of several reports that pass the filters.
pub(crate) fn incidents_of_several(filters: &Filters) -> String {
    of_several(&filters.conditions())
}

/// The condition of the reports that pass the filters and make incidents on their own.
pub(crate) fn incidents_of_one(filters: &Filters) -> String {
    of_one(&filters.conditions())
}

/// The incidents that meet the conditions, as a relation.
pub(super) fn counted(conditions: &[Condition]) -> String {
    format!(
        "(SELECT {NEEDED}, datasets, reports, {LONE} AS lone FROM {SEVERAL} WHERE {} UNION ALL \
         SELECT {NEEDED}, dataset AS datasets, 1 AS reports, 1 AS lone FROM reports WHERE {}) AS i",
        of_several(conditions),
        of_one(conditions)
    )
}

/// The same in terms of the relations that everybody can ask.
pub(super) fn shown(conditions: &[Condition]) -> String {
    let own = own(conditions);
    among(conditions).map_or_else(
        || format!("incidents WHERE {own}"),
        |among| {
            format!(
                "incidents WHERE {own} AND ({among} OR report_id IN \
                 (SELECT report_id FROM reports WHERE {}))",
                all(conditions, Level::Report)
            )
        },
    )
}

/// Whole numbers far below 2^53.
#[allow(clippy::cast_precision_loss)]
const fn real(value: i64) -> f64 {
    value as f64
}

impl Gathered {
    fn add(&mut self, keys: impl IntoIterator<Item = String>, sums: Sums) {
        self.total.add(sums, 1.0);
        for key in keys {
            self.parts.entry(key).or_default().add(sums, 1.0);
        }
    }
}

impl Question {
    /// Counts each incident for every actor that one of its reports names.
    pub(super) fn by_actor(
        &self,
        snapshot: &Snapshot<'_>,
        names: &dyn NameActors,
    ) -> Result<Gathered, StoreError> {
        let conditions = self.filters.conditions();
        let mut found = Gathered::default();
        let keys = answer::ACTOR_KEYS;
        let single = format!(
            "SELECT {}, {} FROM reports WHERE {} GROUP BY {}",
            answer::named(keys, ""),
            self.sums_sql(),
            of_one(&conditions),
            answer::keys_of(keys).join(", ")
        );
        for batch in snapshot.query(&single)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let count = answer::whole(&cells, "n_all", row)?.unsigned_abs();
                found.incidents += count;
                found.reports += count;
                found.lone += count;
                if self.measure == Measure::Fatalities {
                    found.untold += answer::whole(&cells, "untold", row)?.unsigned_abs();
                }
                let keys = answer::actors(&cells, row, names)?;
                found.add(keys.into_iter().map(|(key, _)| key), self.sums(&batch, row)?);
            }
        }
        self.several_by_actor(snapshot, names, &conditions, &mut found)?;
        Ok(found)
    }

    fn several_by_actor(
        &self,
        snapshot: &Snapshot<'_>,
        names: &dyn NameActors,
        conditions: &[Condition],
        found: &mut Gathered,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT i.*, {} FROM (SELECT incident_id, reports AS behind, {LONE} AS lone, deaths_best, \
             deaths_low, deaths_high FROM {SEVERAL} WHERE {}) AS i \
             JOIN members AS m ON m.incident_id = i.incident_id \
             JOIN reports AS r ON r.report_id = m.report_id",
            answer::named(answer::ACTOR_KEYS, "r."),
            of_several(conditions)
        );
        let mut incidents: HashMap<String, (Sums, BTreeSet<String>)> = HashMap::new();
        snapshot.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let id = cells.must("incident_id", row)?;
                if !incidents.contains_key(id) {
                    let number = |name: &str| cells.integer(name, row);
                    let best = number("deaths_best")?;
                    found.reports += number("behind")?.unwrap_or_default().unsigned_abs();
                    found.lone += number("lone")?.unwrap_or_default().unsigned_abs();
                    found.untold +=
                        u64::from(self.measure == Measure::Fatalities && best.is_none());
                    let sums = match self.measure {
                        Measure::Events => Sums { value: 1.0, low: 1.0, high: 1.0 },
                        Measure::Fatalities => Sums {
                            value: real(best.unwrap_or_default()),
                            low: real(number("deaths_low")?.unwrap_or_default()),
                            high: real(number("deaths_high")?.unwrap_or_default()),
                        },
                    };
                    incidents.insert(id.to_owned(), (sums, BTreeSet::new()));
                }
                let keys = answer::actors(&cells, row, names)?;
                if let Some((_, actors)) = incidents.get_mut(id) {
                    actors.extend(keys.into_iter().map(|(key, _)| key));
                }
            }
            Ok(())
        })?;
        found.incidents += incidents.len() as u64;
        for (sums, actors) in incidents.into_values() {
            found.add(actors, sums);
        }
        Ok(())
    }
}

impl Snapshot<'_> {
    /// The incidents that pass the filters, the latest first, at most `limit`, each with its reports.
    ///
    /// # Errors
    /// When a query fails or a row is damaged.
    pub fn incidents(
        &self,
        filters: &Filters,
        limit: usize,
    ) -> Result<Vec<StoredIncident>, StoreError> {
        Ok(self.incidents_page(filters, None, limit)?.rows)
    }

    /// A page of the same list: at most `limit` incidents after a mark.
    ///
    /// # Errors
    /// As [`Snapshot::incidents`].
    pub fn incidents_page(
        &self,
        filters: &Filters,
        after: Option<&Mark>,
        limit: usize,
    ) -> Result<Page<StoredIncident>, StoreError> {
        self.prepare_incidents()?;
        let conditions = filters.conditions();
        let (onward, passed) = Mark::onward(after);
        let sql = format!(
            "SELECT id, single, date_start FROM (SELECT incident_id AS id, FALSE AS single, date_start \
             FROM {SEVERAL} WHERE {} UNION ALL SELECT report_id AS id, TRUE AS single, date_start \
             FROM reports WHERE {}) AS i WHERE {onward} ORDER BY date_start DESC, id LIMIT {} \
             OFFSET {passed}",
            of_several(&conditions),
            of_one(&conditions),
            one_more(limit)
        );
        let (mut several, mut single) = (Vec::new(), Vec::new());
        let (mut days, mut more) = (Vec::new(), false);
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                if days.len() == limit {
                    more = true;
                    break;
                }
                let ids = if cells.flag("single", row)? { &mut single } else { &mut several };
                ids.push(cells.must("id", row)?.to_owned());
                days.push(cells.day("date_start", row)?.unwrap_or_default());
            }
        }
        let next = if more { Mark::behind(after, days.into_iter()) } else { None };
        Ok(Page { rows: self.incidents_and_singles(&several, &single)?, next })
    }

    /// How many live incidents there are of several reports, and how many of one.
    ///
    /// # Errors
    /// When a query fails.
    pub fn incident_counts(&self) -> Result<(i64, i64), StoreError> {
        self.prepare_incidents()?;
        let several = self.query(&format!("SELECT count(*) AS n FROM {SEVERAL}"))?;
        let single = self.query(&format!("SELECT count(*) AS n FROM reports WHERE {}", alone()))?;
        Ok((crate::single_integer(&several)?, crate::single_integer(&single)?))
    }
}
