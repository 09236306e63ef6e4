//! Counts on their way out: those of restricted sources with few events behind them are withheld.

use std::collections::BTreeMap;

use bellwether_export::policy::{Aggregate, Cleared, PartId};
use bellwether_export::{Cell, Column, Grid};
use bellwether_model::DatasetId;
use bellwether_store::{Answer, By, Filters, Measure, Question, Snapshot};

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

fn behind(
    session: &Session,
    snapshot: &Snapshot<'_>,
    gate: &Gate,
    question: &Question,
) -> Result<Behind, Failure> {
    let mut all = Behind { whole: Vec::new(), parts: BTreeMap::new() };
    let asked = &question.filters.datasets;
    for id in gate.restricted() {
        let id = id.to_string();
        if !asked.is_empty() && !asked.contains(&id) {
            continue;
        }
        let of = Question {
            filters: Filters { datasets: vec![id.clone()], ..question.filters.clone() },
            measure: Measure::Events,
            ..question.clone()
        };
        let answer = of.answer(snapshot, session.world()?)?;
        let id = DatasetId::new(&id)
            .map_err(|error| Failure::Data(format!("the dataset {id}: {error}")))?;
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
    let open = || gate.open(&question.filters.datasets).into_iter().map(|id| (id, 0));
    let deaths = answer.measure == Measure::Fatalities;
    let values: &[&str] = if deaths { &["deaths", "low", "high"] } else { &["events"] };
    let columns = |names: &[&str]| names.iter().map(|name| Column::from(*name)).collect();
    let keys: Vec<&str> = part.into_iter().collect();
    let mut aggregate = Aggregate::new(columns(&keys), columns(values));
    let cells = |value: f64, low: f64, high: f64| {
        let mut cells = vec![Cell::number(value)];
        if deaths {
            cells.extend([Cell::number(low), Cell::number(high)]);
        }
        cells
    };
    if part.is_none() {
        let value = cells(answer.value.0, answer.low.0, answer.high.0);
        aggregate.part(Vec::new(), value, behind.whole.into_iter().chain(open()));
    } else {
        let parts: Vec<PartId> = answer
            .rows
            .iter()
            .map(|row| {
                let of = behind.parts.get(&row.key).cloned().unwrap_or_default();
                let key = vec![row.key.as_str().into()];
                let value = cells(row.value.0, row.low.0, row.high.0);
                aggregate.part(key, value, of.into_iter().chain(open()))
            })
            .collect();
        // The total can be had by asking without parts, so it counts as shown. Parts that overlap
        // (both sides of an event) do not add up to it.
        if question.by != Some(By::Actor) {
            aggregate.total_elsewhere(&parts);
        }
    }
    Ok(gate.guard(|guard| guard.aggregate(aggregate))?)
}

/// Whether anything was withheld.
pub(crate) fn is_withheld(cleared: &Cleared<Grid>) -> bool {
    cleared
        .get()
        .column("withheld")
        .is_some_and(|column| cleared.get().rows.iter().any(|row| row[column] == Cell::Flag(true)))
}
