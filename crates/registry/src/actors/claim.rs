//! Which organisation a side of a report is.

use std::collections::HashMap;

use bellwether_model::{Date, GwCode, NativeActor};

use super::error::RegistryError;
use super::normalise::normalise;
use super::schema::Actor;
use super::selector::Selector;

/// An actor and one of its selectors, as positions.
#[derive(Debug, Clone, Copy)]
struct Slot {
    actor: usize,
    selector: usize,
}

#[derive(Debug, Default)]
struct DatasetIndex {
    by_id: HashMap<String, Vec<Slot>>,
    by_name: HashMap<String, Vec<Slot>>,
}

/// Selectors by dataset and by what they name, the most specific first.
#[derive(Debug, Default)]
pub(super) struct ClaimIndex {
    datasets: HashMap<String, DatasetIndex>,
}

impl ClaimIndex {
    /// Sorts all selectors of all actors.
    pub(super) fn new(actors: &[Actor]) -> Self {
        let mut index = Self::default();
        for (actor, a) in actors.iter().enumerate() {
            for (selector, s) in a.selectors.iter().enumerate() {
                let slot = Slot { actor, selector };
                let dataset = index.datasets.entry(s.dataset.as_str().to_owned()).or_default();
                if s.ids.is_empty() {
                    for name in &s.names {
                        dataset.by_name.entry(normalise(name)).or_default().push(slot);
                    }
                } else {
                    for id in &s.ids {
                        dataset.by_id.entry(id.clone()).or_default().push(slot);
                    }
                }
            }
        }
        let specificity = |s: &Slot| actors[s.actor].selectors[s.selector].specificity();
        for dataset in index.datasets.values_mut() {
            for slots in dataset.by_id.values_mut().chain(dataset.by_name.values_mut()) {
                slots.sort_by_key(|slot| std::cmp::Reverse(specificity(slot)));
            }
        }
        index
    }

    /// The position of the actor whose most specific selector fits the side.
    pub(super) fn claim(
        &self,
        actors: &[Actor],
        dataset: &str,
        native_id: Option<&str>,
        name: &str,
        gw: Option<GwCode>,
        date: Option<Date>,
    ) -> Option<usize> {
        let index = self.datasets.get(dataset)?;
        let by_id = native_id.and_then(|id| index.by_id.get(id));
        // Most datasets are wholly by id; do not normalise a name that nothing asks for.
        let by_name = if index.by_name.is_empty() {
            None
        } else {
            index.by_name.get(normalise(name).as_str())
        };
        let selector = |slot: &Slot| -> &Selector { &actors[slot.actor].selectors[slot.selector] };
        let first = |slots: Option<&Vec<Slot>>| {
            slots.and_then(|slots| slots.iter().copied().find(|s| selector(s).fits(gw, date)))
        };
        match (first(by_id), first(by_name)) {
            // By id before by name where both are as specific.
            (Some(a), Some(b)) if selector(&b).specificity() > selector(&a).specificity() => {
                Some(b.actor)
            }
            (Some(a), _) => Some(a.actor),
            (None, b) => b.map(|slot| slot.actor),
        }
    }

    /// Whether any selector names this native actor, wherever and whenever.
    ///
    /// UCDP numbers its actors alike in all of its datasets, so an id that is claimed in one of them is
    /// known in all.
    pub(super) fn names_native(&self, native: &NativeActor) -> bool {
        let wanted = native.dataset.as_str();
        self.datasets
            .iter()
            .filter(|(dataset, _)| {
                *dataset == wanted || (wanted.starts_with("ucdp-") && dataset.starts_with("ucdp-"))
            })
            .any(|(_, index)| {
                index.by_id.contains_key(&native.native_id)
                    || (!index.by_name.is_empty()
                        && index.by_name.contains_key(normalise(&native.name).as_str()))
            })
    }

    /// Refuses selectors of two actors that claim the same side with the same right.
    pub(super) fn check(&self, actors: &[Actor]) -> Result<(), RegistryError> {
        let mut datasets: Vec<_> = self.datasets.iter().collect();
        datasets.sort_by_key(|(dataset, _)| dataset.as_str());
        for (dataset, index) in datasets {
            let mut keys: Vec<_> = index.by_id.iter().chain(&index.by_name).collect();
            keys.sort_by_key(|(key, _)| key.as_str());
            for (what, slots) in keys {
                if let Some((first, second)) = collision(actors, slots) {
                    return Err(RegistryError::AmbiguousClaim {
                        dataset: dataset.clone(),
                        what: what.clone(),
                        first,
                        second,
                    });
                }
            }
        }
        Ok(())
    }
}

fn collision(actors: &[Actor], slots: &[Slot]) -> Option<(String, String)> {
    for (i, a) in slots.iter().enumerate() {
        for b in &slots[i + 1..] {
            let (first, second) = (&actors[a.actor], &actors[b.actor]);
            if a.actor != b.actor
                && first.selectors[a.selector].collides_with(&second.selectors[b.selector])
            {
                return Some((first.id.to_string(), second.id.to_string()));
            }
        }
    }
    None
}
