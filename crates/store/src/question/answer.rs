//! Putting a question and reading the answer.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;
use bellwether_model::{Date, GwCode};
use serde::{Serialize, Serializer};

use super::{By, Measure, Question, spread};
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
}

/// The answer to a [`Question`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What was counted.
    pub measure: Measure,
    /// What one unit is: `reports`.
    pub unit: &'static str,
    /// Best estimate over all, or the count of events.
    pub value: Value,
    /// Low estimate.
    pub low: Value,
    /// High estimate.
    pub high: Value,
    /// Reports that give no toll, and so add nothing to a sum of deaths; `None` where it is not told.
    pub without_toll: Option<u64>,
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
        AnswerRow { key, value: Value(self.value), low: Value(self.low), high: Value(self.high) }
    }
}

impl Question {
    /// The query by which the parts are got.
    #[must_use]
    pub fn sql(&self) -> String {
        let keys = match self.by {
            _ if self.spread && self.by.is_some_and(By::is_period) => "date_start, date_end",
            None => "",
            Some(By::Day) => "date_start",
            Some(By::Week) => "CAST(date_trunc('week', date_start) AS DATE)",
            Some(By::Month) => "date_part('year', date_start), date_part('month', date_start)",
            Some(By::Year) => "date_part('year', date_start)",
            Some(By::Country) => "coalesce(iso3, country)",
            Some(By::Admin1) => "coalesce(iso3, country), coalesce(admin1_id, admin1, '')",
            Some(By::Type) => "event_type",
            Some(By::Source) => "dataset",
            Some(By::Precision) => "place_precision",
            Some(By::Plover) => "coalesce(plover, '(none)')",
            Some(By::Actor) => {
                "dataset, country_gw, date_part('year', date_start), \
                 side_a_id, side_a, side_b_id, side_b, iso3"
            }
        };
        let sums = match self.measure {
            Measure::Events => "count(*) AS n",
            Measure::Fatalities => {
                "sum(deaths_best) AS n, sum(deaths_low) AS low, sum(deaths_high) AS high, \
                 count(*) - count(deaths_best) AS untold"
            }
        };
        let filters = self.filters.sql();
        if keys.is_empty() {
            return format!("SELECT {sums} FROM reports WHERE {filters}");
        }
        let named: Vec<String> =
            keys_of(keys).iter().enumerate().map(|(n, key)| format!("{key} AS k{n}")).collect();
        let keys = keys_of(keys).join(", ");
        let named = named.join(", ");
        format!("SELECT {named}, {sums} FROM reports WHERE {filters} GROUP BY {keys}")
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
        let batches = snapshot.query(&self.sql())?;
        let mut parts: BTreeMap<String, Sums> = BTreeMap::new();
        let mut total = Sums::default();
        let mut without_toll = 0;
        for batch in &batches {
            for row in 0..batch.num_rows() {
                if self.measure == Measure::Fatalities {
                    without_toll += whole(&Cells(batch), "untold", row)?.unsigned_abs();
                }
                let sums = self.sums(batch, row)?;
                total.add(sums, 1.0);
                for (key, share) in self.keys(batch, row, names)? {
                    parts.entry(key).or_default().add(sums, share);
                }
            }
        }
        let mut rows: Vec<AnswerRow> = parts.into_iter().map(|(key, sums)| sums.row(key)).collect();
        if !self.by.is_some_and(By::is_period) {
            rows.sort_by(|a, b| b.value.0.total_cmp(&a.value.0).then_with(|| a.key.cmp(&b.key)));
        }
        Ok(Answer {
            measure: self.measure,
            unit: "reports",
            value: Value(total.value),
            low: Value(total.low),
            high: Value(total.high),
            without_toll: Some(without_toll),
            rows,
            store: snapshot.state().clone(),
        })
    }

    fn sums(&self, batch: &RecordBatch, row: usize) -> Result<Sums, StoreError> {
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
            By::Country | By::Type | By::Source | By::Precision | By::Plover => {
                one(cells.text("k0", row)?.unwrap_or_default().to_owned())
            }
            By::Actor => actors(&cells, row, names),
        }
    }
}

/// The comma-separated key expressions, commas within brackets left alone.
fn keys_of(keys: &str) -> Vec<&str> {
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

fn whole(cells: &Cells<'_>, name: &str, row: usize) -> Result<i64, StoreError> {
    Ok(cells.integer(name, row)?.unwrap_or_default())
}

fn year(cells: &Cells<'_>, name: &str, row: usize) -> Result<String, StoreError> {
    Ok(format!("{:04}", whole(cells, name, row)?))
}

/// Both sides of an event, each once.
fn actors(
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
