//! What was learnt about all pairs of datasets, to be kept and used again.

use rayon::prelude::*;

use crate::cluster::Clustering;
use crate::index::Index;
use crate::learn::{Beside, Learnt, sample};
use crate::pairing::{Paired, THRESHOLD, learn_many, learn_pair, learn_within};
use crate::record::{DatasetIndex, Day, Record};
use crate::repeated::{Incidents, Repeated};
use crate::settings::Settings;
use crate::sites::{Sites, kernel};
use crate::slab::{across, all_links};
use crate::taught::{taught, taught_within};
use crate::told::Told;
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
        let all = Listed::all(records);
        let mut learner = Learner::new(&all, settings);
        // The dataset with the best known places, where its points are those of places.
        let surveyor = all.iter().filter(|list| !settings.repeats(list.dataset));
        let surveyor = surveyor.reduce(|best, other| around(other, best).1);
        let surveyor = surveyor.filter(|list| list.shows_sites()).cloned();
        let mut lists = Vec::new();
        for list in all {
            if settings.repeats(list.dataset) {
                let (repeats, set_of) = learner.learn_within(&list, surveyor.as_ref());
                // A repeat is no further report: what is learnt across datasets is of one of each set.
                lists.push(list.represented(&set_of, &repeats).0);
            } else {
                lists.push(list);
            }
        }
        let mut pairs: Vec<(&Listed, &Listed)> = Vec::new();
        for (first, a) in lists.iter().enumerate() {
            pairs.extend(lists[first + 1..].iter().map(|b| around(a, b)));
        }
        // The surveyor's come first, since the others learn from them.
        let with = |list: &Listed| surveyor.as_ref().is_some_and(|own| own.dataset == list.dataset);
        pairs.sort_by_key(|(_, b)| !with(b));
        for (a, b) in pairs {
            learner.learn_pair(a, b, surveyor.as_ref().filter(|_| !with(a) && !with(b)));
        }
        let mut model = Self { learnt: learner.learnt };
        model.learn_told(records, settings);
        model
    }

    /// Learns how often datasets that repeat events tell of what the others know, from a sample of some countries and
    /// months.
    fn learn_told(&mut self, records: &[Record], settings: &Settings) {
        let repeats = |list: &Listed| settings.repeats(list.dataset);
        let all = Listed::all(records);
        if !all.iter().any(repeats) {
            return;
        }
        let chosen: Vec<Record> =
            all.iter().flat_map(|list| sample(&list.records, settings.sample)).collect();
        let (repeated, mut lists): (Vec<Listed>, Vec<Listed>) =
            Listed::all(&chosen).into_iter().partition(repeats);
        let days = (Day::MIN, Day::MAX);
        let links = all_links(&lists, &across(self, &lists, days, settings));
        let mut incidents = Incidents::new(self, &chosen, &lists, links);
        for list in &repeated {
            let Some(within) = self.within(list.dataset) else { continue };
            let (told, found) = {
                let known = (lists.as_slice(), &incidents);
                let compared = Repeated::new((self, within), list, known, days, settings);
                let told = compared.learn(within.repeats());
                let found = compared.links(&compared.sample(&told), THRESHOLD);
                (told, found)
            };
            let represented = found.represented(list, &mut incidents);
            lists.push(represented);
            let own = self.learnt.iter_mut().find(|(pair, _)| *pair == [list.dataset; 2]);
            if let Some((_, within)) = own {
                within.told = Some(told);
            }
        }
    }

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

/// Learns one pair of datasets after the other.
struct Learner<'s> {
    settings: &'s Settings,
    /// How much happens near what happens: of each dataset that tells each event once, and of all of these.
    clustering: Vec<(DatasetIndex, Clustering)>,
    any: Clustering,
    learnt: Vec<([DatasetIndex; 2], Learnt)>,
}

impl<'s> Learner<'s> {
    fn new(all: &[Listed], settings: &'s Settings) -> Self {
        let once = |list: &&Listed| !settings.repeats(list.dataset) && all.len() > 1;
        let clustering: Vec<(DatasetIndex, Clustering)> = all
            .par_iter()
            .filter(once)
            .map(|list| {
                (
                    list.dataset,
                    Clustering::of(&Index::new(&list.records, settings.km_max, None), settings),
                )
            })
            .collect();
        let any = clustering.iter().fold(Clustering::NONE, |any, (_, own)| any.or(*own));
        Self { settings, clustering, any, learnt: Vec::new() }
    }

    fn clustering(&self, dataset: DatasetIndex) -> Clustering {
        let own = self.clustering.iter().find(|(of, _)| *of == dataset);
        own.map_or(self.any, |(_, own)| *own)
    }

    /// Learns the repeats within a dataset; answers them, and the smallest position of each record's set.
    fn learn_within(
        &mut self,
        list: &Listed,
        surveyor: Option<&Listed>,
    ) -> (Vec<Paired>, Vec<u32>) {
        let mut repeats = None;
        let third = surveyor.map(|own| {
            // Any number of its reports may match the same one of the surveyor's.
            let clustering = self.any.or(self.clustering(own.dataset));
            let many = learn_many(
                &list.records,
                &Index::new(&own.records, self.settings.km_max, None),
                clustering,
                self.settings,
            );
            let kernel = kernel(&many.weights);
            let taught = taught_within(&list.records, &many, &own.records, self.settings);
            repeats = taught.as_ref().map(|(_, repeats)| *repeats);
            Beside {
                ground: None,
                sites: Some(Sites::of(&own.records, [kernel; 2])),
                taught: taught.map(|(pairs, _)| pairs),
            }
        });
        let mut within = learn_within(
            &Index::new(&list.records, self.settings.km_max, None),
            self.any,
            third.unwrap_or_default(),
            self.settings,
        );
        if let Some(repeats) = repeats {
            within.repeated(repeats);
        }
        // Before others are known all of it is of its own.
        let (nobody, model) = (Incidents::default(), Model::default());
        let days = (Day::MIN, Day::MAX);
        let compared = Repeated::new((&model, &within), list, (&[], &nobody), days, self.settings);
        let told = Told::begin(within.repeats(), &[]);
        let found = compared.links(&compared.sample(&told), THRESHOLD).into_sets();
        self.learnt.push(([list.dataset; 2], within));
        found
    }

    /// Learns two datasets, and what a third one shows of them.
    fn learn_pair(&mut self, a: &Listed, b: &Listed, surveyor: Option<&Listed>) {
        let clustering = self.clustering(a.dataset).or(self.clustering(b.dataset));
        let of = |list: &Listed, own: &Listed| {
            let known = self.learnt.iter().find(|(of, _)| *of == [list.dataset, own.dataset]);
            known.map(|(_, learnt)| learnt)
        };
        let third = surveyor.and_then(|own| {
            let (of_a, of_b) = of(a, own).zip(of(b, own))?;
            let kernels = [of_a, of_b].map(|learnt| kernel(&learnt.weights));
            let both = [(a.records.as_slice(), of_a), (b.records.as_slice(), of_b)];
            Some(Beside {
                ground: None,
                sites: Some(Sites::of(&own.records, kernels)),
                taught: taught(both, &own.records, self.settings),
            })
        });
        let shows = b.shows_sites() && !self.settings.repeats(b.dataset);
        let beside = Beside {
            ground: shows.then(|| Sites::of_points(&b.records)),
            ..third.unwrap_or_default()
        };
        let learnt = learn_pair(
            &a.records,
            &Index::new(&b.records, self.settings.km_max, None),
            clustering,
            beside,
            self.settings,
        );
        self.learnt.push(([a.dataset, b.dataset], learnt));
    }
}
