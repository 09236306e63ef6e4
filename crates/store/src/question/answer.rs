//! Putting a question and reading the answer.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;
use bellwether_model::{Date, GwCode};
use serde::{Serialize, Serializer};

use super::{By, Measure, Question, Unit, incidents, spread};
use crate::columns::Cells;
use crate::{Snapshot, StoreError, StoreState};

/// A count: whole, or divided over periods.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Value(pub f64);

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole numbers below 2^53 are exact in a double and are written as integers.
        #[allow(clippy::cast_possible_truncation)]
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            // Six decimals: a share of an event, without the noise of binary fractions.
            serializer.serialize_f64((self.0 * 1e6).round() / 1e6)
        }
    }
}

/// One part of an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswerRow {
    /// What the part is: `2014`, `NGA`, `NG.27`.
    pub key: String,
    /// Best estimate, or the count of events.
    pub value: Value,
    /// Low estimate; the count again for events.
    pub low: Value,
    /// High estimate; the count again for events.
    pub high: Value,
    /// Of incidents split by source: how many only this source has a report of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<u64>,
}

/// The answer to a [`Question`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What was counted.
    pub measure: Measure,
    /// What one unit is: `reports` or `incidents`.
    pub unit: &'static str,
    /// Best estimate over all, or the count of events.
    pub value: Value,
    /// Low estimate.
    pub low: Value,
    /// High estimate.
    pub high: Value,
    /// Reports that give no toll, and so add nothing to a sum of deaths; `None` where it is not told.
    pub without_toll: Option<u64>,
    /// Of incidents: how many are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incidents: Option<u64>,
    /// Of incidents: the reports behind them, summaries not among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports: Option<u64>,
    /// Of incidents: how many only one source has a report of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_source: Option<u64>,
    /// The parts, in the order of their keys; the largest first where the keys have no order.
    pub rows: Vec<AnswerRow>,
    /// The state of the store that gave the answer.
    pub store: StoreState,
}

/// Says which actor a dataset's side is.
pub trait NameActors {
    /// The id of the registry's actor, or the name itself where none claims it.
    fn name(
        &self,
        dataset: &str,
        native_id: Option<&str>,
        name: &str,
        country: Option<GwCode>,
        iso3: Option<&str>,
        date: Option<Date>,
    ) -> String;
}

/// Low, best, high.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sums {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Sums {
    pub(super) fn add(&mut self, other: Self, share: f64) {
        self.value += other.value * share;
        self.low += other.low * share;
        self.high += other.high * share;
    }

    fn row(self, key: String) -> AnswerRow {
        AnswerRow {
            key,
            value: Value(self.value),
            low: Value(self.low),
            high: Value(self.high),
            only: None,
        }
    }
}

impl Question {
    /// The expressions by which the answer is split.
    fn keys_sql(&self) -> &'static str {
        match self.by {
            _ if self.spread && self.by.is_some_and(By::is_period) => "date_start, date_end",
            None => "",
            Some(By::Day) => "date_start",
            Some(By::Week) => "CAST(date_trunc('week', date_start) AS DATE)",
            Some(By::Month) => "date_part('year', date_start), date_part('month', date_start)",
            Some(By::Year) => "date_part('year', date_start)",
            Some(By::Country) => "coalesce(iso3, country)",
            Some(By::Admin1) => "coalesce(iso3, country), coalesce(admin1_id, admin1, '')",
            Some(By::Type) => "event_type",
            Some(By::Source) if self.unit == Unit::Incidents => "datasets",
            Some(By::Source) => "dataset",
            Some(By::Precision) => "place_precision",
            Some(By::Plover) => "coalesce(plover, '(none)')",
            Some(By::Actor) => ACTOR_KEYS,
        }
    }

    /// What is added up.
    pub(super) fn sums_sql(&self) -> &'static str {
        match (self.measure, self.unit) {
            (Measure::Events, Unit::Reports) => "count(*) AS n",
            (Measure::Events, Unit::Incidents) => "count(*) AS n, count(*) AS n_all",
            (Measure::Fatalities, _) => {
                "sum(deaths_best) AS n, sum(deaths_low) AS low, sum(deaths_high) AS high, \
                 count(*) - count(deaths_best) AS untold, count(*) AS n_all"
            }
        }
    }

    fn select(&self, more: &str, from: &str) -> String {
        let (keys, sums) = (self.keys_sql(), self.sums_sql());
        if keys.is_empty() {
            return format!("SELECT {sums}{more} FROM {from}");
        }
        let named = named(keys, "");
        let keys = keys_of(keys).join(", ");
        format!("SELECT {named}, {sums}{more} FROM {from} GROUP BY {keys}")
    }

    /// The query by which the parts are got, in terms of the relations that everybody can ask. Actors of
    /// incidents are told from their reports, which takes two; this is the one that counts the incidents.
    #[must_use]
    pub fn sql(&self) -> String {
        match (self.unit, self.by) {
            (Unit::Reports, _) => self.select("", &format!("reports WHERE {}", self.filters.sql())),
            (Unit::Incidents, Some(By::Actor)) => Self { by: None, ..self.clone() }.sql(),
            (Unit::Incidents, _) => self.select("", &incidents::shown(&self.filters.conditions())),
        }
    }

    /// Puts the question.
    ///
    /// # Errors
    /// When the query fails.
    pub fn answer(
        &self,
        snapshot: &Snapshot<'_>,
        names: &dyn NameActors,
    ) -> Result<Answer, StoreError> {
        let gathered = match (self.unit, self.by) {
            (Unit::Reports, _) => self.gather(snapshot.query(&self.sql())?, names)?,
            (Unit::Incidents, Some(By::Actor)) => {
                snapshot.prepare_incidents()?;
                self.by_actor(snapshot, names)?
            }
            (Unit::Incidents, _) => {
                snapshot.prepare_incidents()?;
                let from = incidents::counted(&self.filters.conditions());
                let more = ", sum(reports) AS behind, sum(lone) AS lone";
                self.gather(snapshot.query(&self.select(more, &from))?, names)?
            }
        };
        let told = |count: u64| (self.unit == Unit::Incidents).then_some(count);
        let mut rows: Vec<AnswerRow> = gathered
            .parts
            .into_iter()
            .map(|(key, sums)| AnswerRow {
                only: gathered.only.get(&key).copied(),
                ..sums.row(key)
            })
            .collect();
        if !self.by.is_some_and(By::is_period) {
            rows.sort_by(|a, b| b.value.0.total_cmp(&a.value.0).then_with(|| a.key.cmp(&b.key)));
        }
        Ok(Answer {
            measure: self.measure,
            unit: self.unit.as_str(),
            value: Value(gathered.total.value),
            low: Value(gathered.total.low),
            high: Value(gathered.total.high),
            without_toll: Some(gathered.untold),
            incidents: told(gathered.incidents),
            reports: told(gathered.reports),
            single_source: told(gathered.lone),
            rows,
            store: snapshot.state().clone(),
        })
    }

    fn gather(
        &self,
        batches: Vec<RecordBatch>,
        names: &dyn NameActors,
    ) -> Result<Gathered, StoreError> {
        let incidents = self.unit == Unit::Incidents;
        let sources = incidents && self.by == Some(By::Source);
        let mut found = Gathered::default();
        for batch in &batches {
            let cells = Cells(batch);
            for row in 0..batch.num_rows() {
                if self.measure == Measure::Fatalities {
                    found.untold += whole(&cells, "untold", row)?.unsigned_abs();
                }
                if incidents {
                    found.incidents += whole(&cells, "n_all", row)?.unsigned_abs();
                    found.reports += whole(&cells, "behind", row)?.unsigned_abs();
                    found.lone += whole(&cells, "lone", row)?.unsigned_abs();
                }
                let sums = self.sums(batch, row)?;
                found.total.add(sums, 1.0);
                let keys = self.keys(batch, row, names)?;
                let alone = keys.len() == 1;
                for (key, share) in keys {
                    if sources {
                        let count = if alone { whole(&cells, "n_all", row)? } else { 0 };
                        *found.only.entry(key.clone()).or_default() += count.unsigned_abs();
                    }
                    found.parts.entry(key).or_default().add(sums, share);
                }
            }
        }
        Ok(found)
    }

    pub(super) fn sums(&self, batch: &RecordBatch, row: usize) -> Result<Sums, StoreError> {
        let cells = Cells(batch);
        // Counts stay far below 2^53.
        #[allow(clippy::cast_precision_loss)]
        let number = |name: &str| -> Result<f64, StoreError> {
            Ok(cells.integer(name, row)?.unwrap_or_default() as f64)
        };
        let value = number("n")?;
        match self.measure {
            Measure::Events => Ok(Sums { value, low: value, high: value }),
            Measure::Fatalities => Ok(Sums { value, low: number("low")?, high: number("high")? }),
        }
    }

    /// The parts to which a row of the query counts, each with its share.
    fn keys(
        &self,
        batch: &RecordBatch,
        row: usize,
        names: &dyn NameActors,
    ) -> Result<Vec<(String, f64)>, StoreError> {
        let cells = Cells(batch);
        let Some(by) = self.by else { return Ok(Vec::new()) };
        if by.is_period() && self.spread {
            let (Some(start), Some(end)) = (cells.day("k0", row)?, cells.day("k1", row)?) else {
                return Ok(Vec::new());
            };
            return Ok(spread::shares(by, start, end));
        }
        let one = |key: String| Ok(vec![(key, 1.0)]);
        match by {
            By::Day | By::Week => {
                one(cells.day("k0", row)?.map_or(String::new(), |d| d.to_string()))
            }
            By::Year => one(year(&cells, "k0", row)?),
            By::Month => {
                one(format!("{}-{:02}", year(&cells, "k0", row)?, whole(&cells, "k1", row)?))
            }
            By::Admin1 => {
                let unit = cells.text("k1", row)?.unwrap_or_default();
                let country = cells.text("k0", row)?.unwrap_or_default();
                one(if unit.is_empty() { format!("{country} (no unit)") } else { unit.to_owned() })
            }
            By::Source => {
                let all = cells.text("k0", row)?.unwrap_or_default();
                Ok(all.split_whitespace().map(|dataset| (dataset.to_owned(), 1.0)).collect())
            }
            By::Country | By::Type | By::Precision | By::Plover => {
                one(cells.text("k0", row)?.unwrap_or_default().to_owned())
            }
            By::Actor => actors(&cells, row, names),
        }
    }
}

/// What the rows of a query come to.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) parts: BTreeMap<String, Sums>,
    pub(super) total: Sums,
    /// Reports or incidents without a toll.
    pub(super) untold: u64,
    /// Incidents.
    pub(super) incidents: u64,
    /// Reports behind incidents.
    pub(super) reports: u64,
    /// Incidents that one source alone has a report of.
    pub(super) lone: u64,
    /// Of these, those of each source.
    pub(super) only: BTreeMap<String, u64>,
}

/// What names the actors of a report.
pub(super) const ACTOR_KEYS: &str = "dataset, country_gw, date_part('year', date_start), side_a_id, \
                                     side_a, side_b_id, side_b, iso3";

/// Key expressions as `k0`, `k1`, …; `of` stands before a column that is not within brackets.
pub(super) fn named(keys: &str, of: &str) -> String {
    let expression = |key: &str| match key.strip_prefix("date_part('year', ") {
        Some(column) => format!("date_part('year', {of}{column}"),
        None => format!("{of}{key}"),
    };
    let all: Vec<String> = keys_of(keys)
        .iter()
        .enumerate()
        .map(|(n, key)| format!("{} AS k{n}", expression(key)))
        .collect();
    all.join(", ")
}

/// The comma-separated key expressions, commas within brackets left alone.
pub(super) fn keys_of(keys: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (index, byte) in keys.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(keys[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(keys[start..].trim());
    parts
}

pub(super) fn whole(cells: &Cells<'_>, name: &str, row: usize) -> Result<i64, StoreError> {
    Ok(cells.integer(name, row)?.unwrap_or_default())
}

fn year(cells: &Cells<'_>, name: &str, row: usize) -> Result<String, StoreError> {
    Ok(format!("{:04}", whole(cells, name, row)?))
}

/// Both sides of an event, each once.
pub(super) fn actors(
    cells: &Cells<'_>,
    row: usize,
    names: &dyn NameActors,
) -> Result<Vec<(String, f64)>, StoreError> {
    let dataset = cells.text("k0", row)?.unwrap_or_default();
    let gw = cells.integer("k1", row)?.and_then(|gw| u16::try_from(gw).ok()).map(GwCode);
    let year = whole(cells, "k2", row)?;
    // The middle of the year stands for it; selectors of the registry change at the turn of years
    // or, where they do not, a split by actor is off by at most the months between.
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, 7, 1).ok());
    let mut keys = Vec::new();
    for (id, name) in [("k3", "k4"), ("k5", "k6")] {
        let name = cells.text(name, row)?.unwrap_or_default();
        let iso3 = cells.text("k7", row)?;
        keys.push((names.name(dataset, cells.text(id, row)?, name, gw, iso3, date), 1.0));
    }
    keys.dedup();
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_values_are_written_as_integers_and_shares_with_six_decimals() {
        let text = |value: f64| serde_json::to_string(&Value(value)).expect("a number");
        assert_eq!(text(9367.0), "9367");
        assert_eq!(text(1.0 / 3.0), "0.333333");
    }

    #[test]
    fn key_expressions_are_split_outside_brackets() {
        assert_eq!(keys_of("coalesce(a, b), c"), ["coalesce(a, b)", "c"]);
    }
}
