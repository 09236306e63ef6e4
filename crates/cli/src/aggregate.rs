//! Counts on their way out: those of restricted sources with few events behind them are withheld.

use std::collections::BTreeMap;

use bellwether_export::policy::{Aggregate, Cleared, PartId};
use bellwether_export::{Cell, Column, Grid};
use bellwether_model::DatasetId;
use bellwether_store::{Answer, By, Filters, Measure, Question, Snapshot, Unit, Value};

use crate::failure::Failure;
use crate::gate::Gate;
use crate::session::Session;

/// How many events of each dataset stand behind each part of an answer.
struct Behind {
    whole: Vec<(DatasetId, u64)>,
    parts: BTreeMap<String, Vec<(DatasetId, u64)>>,
}

/// Counts of events are whole, and shares of events round up: a part of an event is an event's.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn events(value: f64) -> u64 {
    value.ceil() as u64
}

/// The datasets that give an answer its values, none for all: an incident that one source was asked for has
/// values of the others too.
pub(crate) fn taking_part(question: &Question) -> &[String] {
    match question.unit {
        Unit::Reports => &question.filters.datasets,
        Unit::Incidents => &[],
    }
}

fn behind(
    session: &Session,
    snapshot: &Snapshot<'_>,
    gate: &Gate,
    question: &Question,
) -> Result<Behind, Failure> {
    let mut all = Behind { whole: Vec::new(), parts: BTreeMap::new() };
    for id in gate.restricted_of(taking_part(question)) {
        let filters = match question.unit {
            Unit::Reports => Filters { datasets: vec![id.to_string()], ..question.filters.clone() },
            // Whichever of its reports meets the conditions: this one gives it its values too.
            Unit::Incidents => Filters { with: Some(id.to_string()), ..question.filters.clone() },
        };
        let of = Question { filters, measure: Measure::Events, ..question.clone() };
        let answer = of.answer(snapshot, session.world()?)?;
        if answer.value.0 > 0.0 {
            all.whole.push((id.clone(), events(answer.value.0)));
        }
        for row in answer.rows {
            let part = all.parts.entry(row.key).or_default();
            part.push((id.clone(), events(row.value.0)));
        }
    }
    Ok(all)
}

/// The columns that hold the values of an answer.
pub(crate) const fn value_columns(measure: Measure) -> &'static [&'static str] {
    match measure {
        Measure::Fatalities => &["deaths", "low", "high"],
        Measure::Events => &["events"],
    }
}

/// The cells of [`value_columns`]: the bounds are shown of deaths alone.
pub(crate) fn value_cells(measure: Measure, value: Value, low: Value, high: Value) -> Vec<Cell> {
    match measure {
        Measure::Fatalities => [value, low, high].map(|value| Cell::number(value.0)).into(),
        Measure::Events => vec![Cell::number(value.0)],
    }
}

/// Clears an answer. `part` is the name of the column of parts, if the answer has parts.
pub(crate) fn cleared(
    session: &Session,
    snapshot: &Snapshot<'_>,
    gate: &Gate,
    question: &Question,
    answer: &Answer,
    part: Option<&str>,
) -> Result<Cleared<Grid>, Failure> {
    let behind = behind(session, snapshot, gate, question)?;
    // Open datasets have no least count; they are named so that the record of what left names them.
    let open = || gate.open(taking_part(question)).into_iter().map(|id| (id, 0));
    let columns = |names: &[&str]| names.iter().map(|name| Column::from(*name)).collect();
    let keys: Vec<&str> = part.into_iter().collect();
    let mut aggregate = Aggregate::new(columns(&keys), columns(value_columns(answer.measure)));
    if part.is_none() {
        let value = value_cells(answer.measure, answer.value, answer.low, answer.high);
        aggregate.part(Vec::new(), value, behind.whole.into_iter().chain(open()));
    } else {
        let parts: Vec<PartId> = answer
            .rows
            .iter()
            .map(|row| {
                let of = behind.parts.get(&row.key).cloned().unwrap_or_default();
                let key = vec![row.key.as_str().into()];
                let value = value_cells(answer.measure, row.value, row.low, row.high);
                aggregate.part(key, value, of.into_iter().chain(open()))
            })
            .collect();
        // The total can be had by asking without parts, so it counts as shown. Parts that overlap
        // (both sides of an event, the sources of an incident) do not add up to it.
        let overlap = question.by == Some(By::Actor)
            || (question.by == Some(By::Source) && question.unit == Unit::Incidents);
        if !overlap {
            aggregate.total_elsewhere(&parts);
        }
    }
    Ok(gate.guard(|guard| guard.aggregate(aggregate))?)
}

/// Whether the value of a row was withheld.
pub(crate) fn is_row_withheld(cleared: &Cleared<Grid>, row: usize) -> bool {
    let grid = cleared.get();
    grid.column("withheld").is_some_and(|column| grid.rows[row][column] == Cell::Flag(true))
}

/// Whether anything was withheld.
pub(crate) fn is_withheld(cleared: &Cleared<Grid>) -> bool {
    (0..cleared.get().rows.len()).any(|row| is_row_withheld(cleared, row))
}
