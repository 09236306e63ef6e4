//! What was learnt about all pairs of datasets, to be kept and used again.

use crate::cluster::Clustering;
use crate::learn::{Learnt, Third};
use crate::pairing::{learn_pair, learn_within};
use crate::record::{DatasetIndex, Record};
use crate::settings::Settings;
use crate::sites::{Sites, kernel};
use crate::taught::taught;
use crate::whole::{Listed, around};

/// Weights and backgrounds of each pair of datasets, and of each dataset that repeats events with itself.
#[derive(Debug, Default)]
pub struct Model {
    learnt: Vec<([DatasetIndex; 2], Learnt)>,
}

/// What of a kept model cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the weights that were kept are not of this version's form; reconcile everything again")]
pub struct ModelForm;

impl Model {
    /// Learns from all records.
    #[must_use]
    pub fn learn(records: &[Record], settings: &Settings) -> Self {
        let mut learnt = Vec::new();
        let mut lists = Vec::new();
        let all = Listed::all(records);
        // How much happens near what happens is seen where each event is told once, and holds for all.
        let once = all.iter().filter(|list| !settings.repeats(list.dataset) && all.len() > 1);
        let own: Vec<(DatasetIndex, Clustering)> =
            once.map(|list| (list.dataset, Clustering::of(&list.records, settings))).collect();
        let any = own.iter().fold(Clustering::NONE, |any, (_, own)| any.or(*own));
        let clustering = |dataset: DatasetIndex| {
            own.iter().find(|(of, _)| *of == dataset).map_or(any, |(_, own)| *own)
        };
        for list in all {
            if settings.repeats(list.dataset) {
                let within = learn_within(&list.records, any, settings);
                let (_, set_of) = list.repeats(&within, settings);
                learnt.push(([list.dataset; 2], within));
                // A repeat is no further report: what is learnt across datasets is of one of each set.
                lists.push(list.represented(&set_of, |_, _| {}));
            } else {
                lists.push(list);
            }
        }
        let mut pairs: Vec<(&Listed, &Listed)> = Vec::new();
        for (first, a) in lists.iter().enumerate() {
            pairs.extend(lists[first + 1..].iter().map(|b| around(a, b)));
        }
        // Those with the best known places come first, since the others learn from them where things happen.
        let surveyor = lists.iter().reduce(|best, other| around(other, best).1);
        let surveyor = surveyor.filter(|list| list.shows_sites() && lists.len() > 2);
        let with = |list: &Listed| surveyor.is_some_and(|own| own.dataset == list.dataset);
        pairs.sort_by_key(|(_, b)| !with(b));
        for (a, b) in pairs {
            let pair = [a.dataset, b.dataset];
            let clustering = clustering(a.dataset).or(clustering(b.dataset));
            let of = |one: &Listed, other: &Listed| {
                let known = learnt.iter().find(|(of, _)| *of == [one.dataset, other.dataset]);
                known.map(|(_, learnt): &(_, Learnt)| learnt)
            };
            let third = surveyor.filter(|_| !with(a) && !with(b)).and_then(|own| {
                let (of_a, of_b) = of(a, own).zip(of(b, own))?;
                let kernels = [of_a, of_b].map(|learnt| kernel(&learnt.weights));
                let both = [(a.records.as_slice(), of_a), (b.records.as_slice(), of_b)];
                Some(Third {
                    sites: Some(Sites::of(&own.records, kernels)),
                    taught: taught(both, &own.records, settings),
                })
            });
            let third = third.unwrap_or_default();
            let learnt_pair = learn_pair(&a.records, &b.records, clustering, third, settings);
            learnt.push((pair, learnt_pair));
        }
        Self { learnt }
    }

    pub(crate) fn within(&self, dataset: DatasetIndex) -> Option<&Learnt> {
        self.across(dataset, dataset)
    }

    pub(crate) fn across(&self, a: DatasetIndex, b: DatasetIndex) -> Option<&Learnt> {
        self.learnt.iter().find(|(pair, _)| *pair == [a, b]).map(|(_, learnt)| learnt)
    }

    /// Each pair of datasets with its weights as numbers, to be kept.
    #[must_use]
    pub fn numbers(&self) -> Vec<([DatasetIndex; 2], Vec<f32>)> {
        self.learnt.iter().map(|(pair, learnt)| (*pair, learnt.numbers())).collect()
    }

    /// A model that was kept.
    ///
    /// # Errors
    /// When the numbers are not those of [`Model::numbers`].
    pub fn of_numbers(
        kept: impl IntoIterator<Item = ([DatasetIndex; 2], Vec<f32>)>,
    ) -> Result<Self, ModelForm> {
        let learnt = kept
            .into_iter()
            .map(|(pair, numbers)| Ok((pair, Learnt::of_numbers(&numbers).ok_or(ModelForm)?)))
            .collect::<Result<_, ModelForm>>()?;
        Ok(Self { learnt })
    }
}
