//! What was learnt about all pairs of datasets, to be kept and used again.

use rayon::prelude::*;

use crate::cluster::Clustering;
use crate::index::Index;
use crate::learn::Learnt;
use crate::pairing::{learn_pair, learn_within};
use crate::record::{DatasetIndex, Day, Record};
use crate::settings::Settings;
use crate::whole::{Listed, looked_around};

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
        let lists = Listed::all(records);
        let indexes: Vec<Index<'_>> =
            lists.par_iter().map(|list| Index::new(&list.records, settings.km_max, None)).collect();
        // How much happens near what happens is seen where each event is told once, and holds for all.
        let own: Vec<Option<Clustering>> = lists
            .iter()
            .zip(&indexes)
            .map(|(list, index)| {
                let once = !settings.repeats(list.dataset) && lists.len() > 1;
                once.then(|| Clustering::of(index, settings))
            })
            .collect();
        let any = own.iter().flatten().fold(Clustering::NONE, |any, own| any.or(*own));
        let mut learnt = Vec::new();
        // A repeat is no further report: what is learnt across datasets is of one of each set.
        let representatives: Vec<Option<Listed>> = lists
            .iter()
            .zip(&indexes)
            .map(|(list, index)| {
                settings.repeats(list.dataset).then(|| {
                    let within = learn_within(index, any, settings);
                    let (_, set_of) = list.repeats(&within, (Day::MIN, Day::MAX), settings);
                    learnt.push(([list.dataset; 2], within));
                    list.represented(&set_of)
                })
            })
            .collect();
        let indexes: Vec<Index<'_>> = representatives
            .iter()
            .zip(indexes)
            .map(|(list, index)| match list {
                Some(list) => Index::new(&list.records, settings.km_max, None),
                None => index,
            })
            .collect();
        let lists: Vec<&Listed> = representatives
            .iter()
            .zip(&lists)
            .map(|(representatives, list)| representatives.as_ref().unwrap_or(list))
            .collect();
        for first in 0..lists.len() {
            for second in first + 1..lists.len() {
                let (a, b) = if looked_around(lists[first], lists[second]) {
                    (first, second)
                } else {
                    (second, first)
                };
                let clustering = own[a].unwrap_or(any).or(own[b].unwrap_or(any));
                let weights = learn_pair(&lists[a].records, &indexes[b], clustering, settings);
                learnt.push(([lists[a].dataset, lists[b].dataset], weights));
            }
        }
        Self { learnt }
    }

    /// The weights of the repeats within a dataset, where it repeats events.
    pub(crate) fn within(&self, dataset: DatasetIndex) -> Option<&Learnt> {
        self.learnt.iter().find(|(pair, _)| *pair == [dataset; 2]).map(|(_, learnt)| learnt)
    }

    /// Each two datasets, the one that is looked around first, with their weights.
    pub(crate) fn across(&self) -> impl Iterator<Item = ([DatasetIndex; 2], &Learnt)> {
        let across = self.learnt.iter().filter(|([a, b], _)| a != b);
        across.map(|(pair, learnt)| (*pair, learnt))
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
