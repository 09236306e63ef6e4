//! What was learnt about all pairs of datasets, to be kept and used again.

use std::cmp::Reverse;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::classes::{Classes, Table};
use crate::cluster::Clustering;
use crate::gather::Effort;
use crate::index::Index;
use crate::learn::{Beside, Learnt, Mode, learn};
use crate::pairing::{Paired, THRESHOLD, learn_many, learn_pair, learn_within};
use crate::record::{DatasetIndex, Day, Record};
use crate::repeated::{Incidents, Links, Repeated, learn_shares};
use crate::settings::Settings;
use crate::sites::{Sites, kernel};
use crate::slab::{Known, all_links, days_for};
use crate::taught::{Pairs, enough, taught, taught_within};
use crate::whole::{Listed, around};

/// Weights and backgrounds of each pair of datasets, and of each dataset that repeats events with itself.
#[derive(Debug, Default)]
pub struct Model {
    learnt: Vec<([DatasetIndex; 2], Learnt)>,
    /// Made when they are asked for, from how kinds of two datasets go together.
    classes: OnceLock<Option<Classes>>,
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
        let mut model = Self { learnt: learner.learnt, classes: OnceLock::new() };
        model.learn_told(records, settings);
        model
    }

    /// Learns how often datasets that repeat events tell of what the others know, from some stretches of time.
    fn learn_told(&mut self, records: &[Record], settings: &Settings) {
        let mut stretches = Stretch::all(self, records, settings);
        let mut repeating: Vec<DatasetIndex> = records.iter().map(|own| own.dataset).collect();
        repeating.sort_unstable();
        repeating.dedup();
        repeating.retain(|own| settings.repeats(*own));
        for dataset in repeating {
            self.learn_again(dataset, records, &stretches, settings);
            let Some(within) = self.within(dataset) else { continue };
            let compared: Vec<Repeated<'_>> =
                stretches.iter().filter_map(|own| own.compared(self, dataset, settings)).collect();
            let told = learn_shares(&compared, within.repeats());
            let found: Vec<Links> = compared
                .iter()
                .map(|own| own.links(&own.sample(&told, Effort::Learn), THRESHOLD))
                .collect();
            drop(compared);
            for (stretch, found) in
                stretches.iter_mut().filter(|own| own.list(dataset).is_some()).zip(found)
            {
                stretch.represent(dataset, &found);
            }
            let own = self.learnt.iter_mut().find(|(pair, _)| *pair == [dataset; 2]);
            if let Some((_, within)) = own {
                within.told = Some(told);
            }
        }
    }

    /// Learns anew how reports of a dataset that repeats events compare with each other and with those of others, from
    /// who is together with whom.
    fn learn_again(
        &mut self,
        dataset: DatasetIndex,
        records: &[Record],
        stretches: &[Stretch],
        settings: &Settings,
    ) {
        let Some(within) = self.within(dataset) else { return };
        let mut reports: Vec<Record> = Vec::new();
        let mut taught: Vec<(DatasetIndex, Pairs)> = Vec::new();
        {
            let compared: Vec<Repeated<'_>> =
                stretches.iter().filter_map(|own| own.compared(self, dataset, settings)).collect();
            let told = learn_shares(&compared, within.repeats());
            for own in &compared {
                reports.extend(own.reports());
                own.teach(&own.sample(&told, Effort::Learn), &mut taught);
            }
        }
        let all = Listed::all(records);
        for (other, taught) in taught {
            let list = all.iter().find(|list| list.dataset == other);
            let own = self.learnt.iter_mut().find(|(pair, _)| *pair == [dataset, other]);
            let (Some(list), Some((_, learnt)), Some(taught)) = (list, own, enough(taught)) else {
                continue;
            };
            let mode = if other == dataset { Mode::Within } else { Mode::Many };
            let beside = Beside {
                ground: learnt.ground.take(),
                sites: learnt.sites.take(),
                taught: Some(taught),
            };
            let index = Index::new(&list.records, settings.km_max, None);
            let clustering = learnt.background.clustering;
            *learnt = learn(&reports, &index, (mode, clustering), beside, settings);
        }
        self.classes = OnceLock::new();
    }

    pub(crate) fn within(&self, dataset: DatasetIndex) -> Option<&Learnt> {
        self.learnt.iter().find(|(pair, _)| *pair == [dataset; 2]).map(|(_, learnt)| learnt)
    }

    /// The dataset in which all others are looked around, where its points are those of places.
    pub(crate) fn surveyor(&self) -> Option<DatasetIndex> {
        let shows = self.across().filter(|(_, learnt)| learnt.ground.is_some());
        shows.map(|([_, b], _)| b).max_by_key(|own| (self.looked_in(*own), Reverse(*own)))
    }

    /// The points of the dataset with the best known places.
    pub(crate) fn sites(&self) -> Option<&Sites> {
        self.learnt.iter().find_map(|(_, learnt)| learnt.sites.as_ref())
    }

    /// In how many pairs others are looked around in a dataset.
    pub(crate) fn looked_in(&self, dataset: DatasetIndex) -> usize {
        self.across().filter(|([_, b], _)| *b == dataset).count()
    }

    /// Classes of what happened, as the kinds of all datasets show them.
    pub(crate) fn classes(&self) -> Option<&Classes> {
        let learn = || {
            let usual = |dataset: DatasetIndex| {
                let own = self.learnt.iter().find(|([_, b], _)| *b == dataset);
                own.map(|(_, learnt)| learnt.background.kinds)
            };
            let table = |(ends, learnt): &([DatasetIndex; 2], Learnt)| {
                let mut shares = learnt.weights.kind.clone();
                for (row, usual) in shares.iter_mut().zip(usual(ends[0])?) {
                    row.iter_mut().for_each(|share| *share *= usual);
                }
                Some(Table { ends: *ends, shares })
            };
            let tables: Vec<Table> = self.learnt.iter().filter_map(table).collect();
            Classes::learn(&tables)
        };
        self.classes.get_or_init(learn).as_ref()
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
        Ok(Self { learnt, classes: OnceLock::new() })
    }
}

/// A stretch of time from which it is learnt how often things are told.
struct Stretch {
    days: (Day, Day),
    repeated: Vec<Listed>,
    /// The other datasets, then those of `repeated` that were gathered.
    lists: Vec<Listed>,
    incidents: Incidents,
}

/// Stretches where there is too much to learn from all.
const STRETCHES: usize = 4;

impl Stretch {
    /// Some that together have about as many reports of each dataset that repeats events as are learnt from; none where
    /// no dataset repeats any.
    fn all(model: &Model, records: &[Record], settings: &Settings) -> Vec<Self> {
        let repeats = |record: &&Record| settings.repeats(record.dataset);
        let mut middles: Vec<Day> = records.iter().filter(repeats).map(Record::middle).collect();
        middles.par_sort_unstable();
        let days = if middles.is_empty() {
            vec![]
        } else if middles.len() <= 2 * settings.sample {
            vec![(Day::MIN, Day::MAX)]
        } else {
            let half = settings.sample / (2 * STRETCHES);
            let centre = |own: usize| (2 * own + 1) * middles.len() / (2 * STRETCHES);
            let around = |at: usize| (middles[at - half], middles[at + half - 1]);
            (0..STRETCHES).map(|own| around(centre(own))).collect()
        };
        days.into_iter().map(|days| Self::of(model, records, days, settings)).collect()
    }

    fn of(model: &Model, records: &[Record], days: (Day, Day), settings: &Settings) -> Self {
        let (first, last) = days_for(days);
        let bears = |record: &&Record| (first..=last).contains(&record.middle());
        let records: Vec<Record> = records.iter().filter(bears).copied().collect();
        let Known { repeated, lists, across } = Known::of(model, &records, days, settings);
        let incidents = Incidents::new(model, &records, &lists, all_links(&lists, &across));
        Self { days, repeated, lists, incidents }
    }

    fn list(&self, dataset: DatasetIndex) -> Option<&Listed> {
        self.repeated.iter().find(|list| list.dataset == dataset)
    }

    fn compared<'s>(
        &'s self,
        model: &Model,
        dataset: DatasetIndex,
        settings: &Settings,
    ) -> Option<Repeated<'s>> {
        let (list, within) = self.list(dataset).zip(model.within(dataset))?;
        let known = (self.lists.as_slice(), &self.incidents);
        Some(Repeated::new((model, within), list, known, self.days, settings))
    }

    /// Adds what was gathered of a dataset to what is known.
    fn represent(&mut self, dataset: DatasetIndex, found: &Links) {
        let list = self.repeated.iter().find(|list| list.dataset == dataset);
        if let Some(represented) = list.map(|list| found.represented(list, &mut self.incidents)) {
            self.lists.push(represented);
        }
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
                taught: taught.map(|(taught, _)| taught),
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
        let days = (Day::MIN, Day::MAX);
        let found = Repeated::by_itself(&within, list, days, self.settings);
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
