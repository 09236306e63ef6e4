//! Counts of datasets whose rows may not be passed on: they leave by the rules for aggregates, or are withheld.

use bellwether_brief::{Count, Counted, Part};
use bellwether_store::{Filters, Question, Unit, Value};

use super::{StoreInstrument, by, measure};
use crate::aggregate::{cleared, is_row_withheld};
use crate::failure::Failure;
use crate::gate::Gate;
use crate::question::{actor_filter, find_actor};

impl StoreInstrument<'_> {
    /// Whether only counts of a dataset may leave.
    pub(super) fn is_closed(&self, dataset: &str) -> Result<bool, Failure> {
        let closed = Gate::of(self.session, self.snapshot)?.restricted();
        Ok(closed.iter().any(|id| id.as_str() == dataset))
    }

    /// A count of the reports of such a dataset: small ones are withheld, and others that would give them away. It is
    /// what `bellwether count --source DATASET --unit reports` gives where its answer leaves.
    pub(super) fn closed(&self, count: &Count, dataset: &str) -> Result<Counted, Failure> {
        let whole = self.whole()?;
        let gate = Gate::of(self.session, whole)?;
        let asked = find_actor(self.session, whole, &self.request.actor)?;
        let question = Question {
            filters: Filters {
                datasets: vec![dataset.to_owned()],
                actor: Some(actor_filter(self.session, &asked, whole)?),
                from: count.from,
                to: count.to,
                civilian_targets: count.civilian_targets,
                ..Filters::default()
            },
            measure: measure(count.measure),
            by: count.by.map(by),
            spread: false,
            unit: Unit::Reports,
        };
        let answer = question.answer(whole, self.session.world()?)?;
        let part = |value: Value, low: Value, high: Value| Part {
            value: value.0,
            low: low.0,
            high: high.0,
        };
        let total = cleared(self.session, whole, &gate, &question, &answer, None)?;
        let mut counted =
            Counted { total_withheld: is_row_withheld(&total, 0), ..Counted::default() };
        if !counted.total_withheld {
            counted.total = part(answer.value, answer.low, answer.high);
        }
        if question.by.is_none() {
            return Ok(counted);
        }
        let parts = cleared(self.session, whole, &gate, &question, &answer, Some("part"))?;
        for (at, row) in answer.rows.into_iter().enumerate() {
            if is_row_withheld(&parts, at) {
                counted.withheld.insert(row.key);
            } else {
                counted.parts.insert(row.key, part(row.value, row.low, row.high));
            }
        }
        Ok(counted)
    }
}
