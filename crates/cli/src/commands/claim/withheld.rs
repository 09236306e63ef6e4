//! Counts of a claim on their way out: those of restricted datasets with few events behind them are withheld.

use bellwether_claims::{Checked, thousands};
use bellwether_export::policy::Aggregate;
use bellwether_export::{Cell, Column};
use bellwether_model::DatasetId;

use crate::failure::Failure;
use crate::gate::Gate;

/// Takes out of what was found all that would tell of fewer events of a restricted dataset than its terms allow,
/// and gives the notes that say so. A row of the table goes too where it differs from another one that is shown by
/// fewer events: the difference would be the small count. What stays passes the guard, which keeps the record of
/// what left.
pub(crate) fn withhold(checked: &mut Checked, gate: &Gate) -> Result<Vec<String>, Failure> {
    let restricted = gate.restricted();
    let is = |dataset: &str| restricted.iter().any(|id| id.as_str() == dataset);
    let mut notes = Vec::new();
    let own: Vec<String> = checked.counted_datasets.iter().filter(|id| is(id)).cloned().collect();
    for id in &own {
        let least = gate.small_cell_of(std::slice::from_ref(id)) as u64;
        let events = checked.counts.iter().find(|c| c.dataset == *id).map_or(0, |c| c.count.events);
        let few = |events: u64| events > 0 && events < least;
        if few(events) {
            checked.counts.retain(|counted| counted.dataset != *id);
            checked.sensitivity.retain(|row| row.dataset != *id);
            checked.why.retain(|why| !why.starts_with(id.as_str()));
            checked.headline = format!("{}.", checked.verdict.words());
            notes.push(format!(
                "the count of {id} is withheld: fewer than {} events stand behind it",
                thousands(f64::from(u32::try_from(least).unwrap_or(u32::MAX)))
            ));
            continue;
        }
        let mut shown: Vec<u64> = Vec::new();
        let before = checked.sensitivity.len();
        checked.sensitivity.retain(|row| {
            if row.dataset != *id {
                return true;
            }
            let apart = shown.iter().all(|other| !few(row.count.events.abs_diff(*other)));
            let keep = apart && !few(row.count.events);
            if keep {
                shown.push(row.count.events);
            }
            keep
        });
        let gone = before - checked.sensitivity.len();
        if gone > 0 {
            notes.push(format!(
                "{gone} readings of {id} are withheld: they would tell of too few events"
            ));
            checked.why.retain(|why| !why.starts_with("The answer is another one"));
        }
        checked.unmoved.retain(|words| !words.starts_with(id.as_str()));
    }
    if !own.is_empty() && checked.counts.iter().any(|counted| counted.dataset == "incidents") {
        // What incidents are more or fewer than an open dataset's reports would be the restricted one's.
        checked.counts.retain(|counted| counted.dataset != "incidents");
        checked.sensitivity.retain(|row| row.dataset != "incidents");
        notes.push(format!(
            "incidents are left out, because reports of {} take part in them",
            own.join(", ")
        ));
    }
    let columns = |names: &[&str]| names.iter().map(|name| Column::from(*name)).collect();
    let mut aggregate = Aggregate::new(columns(&["dataset"]), columns(&["low", "high"]));
    for counted in checked.counts.iter().filter(|counted| counted.dataset != "incidents") {
        let id = DatasetId::new(&counted.dataset)
            .map_err(|error| Failure::Data(format!("the dataset {}: {error}", counted.dataset)))?;
        let value = vec![Cell::number(counted.count.low.0), Cell::number(counted.count.high.0)];
        aggregate.part(vec![counted.dataset.as_str().into()], value, [(id, counted.count.events)]);
    }
    let cleared = gate.guard(|guard| guard.aggregate(aggregate))?;
    notes.extend(cleared.notes().iter().map(ToString::to_string));
    Ok(notes)
}
