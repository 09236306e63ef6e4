//! All datasets together: incidents as sets of reports.

use std::cmp::Reverse;

use crate::assign::Sets;
use crate::average::Average;
use crate::index::{Index, cell};
use crate::judged::{Apart, Judgements};
use crate::learn::Learnt;
use crate::link::{Link, LinkKind, Role};
use crate::model::Model;
use crate::pairing::Paired;
use crate::parts::{Summary, summaries};
use crate::record::{DatasetIndex, Day, PlaceClass, Record};
use crate::settings::Settings;
use crate::slab::links_of_slabs;

/// Links and incidents of a list of records.
#[derive(Debug, Clone, Default)]
pub struct Linkage {
    /// All links that are worth a look, in the order of their first and second record's keys.
    pub links: Vec<Link>,
    /// For each record the smallest position of a record of the same incident. One that sums up several
    /// incidents is put with the first of them.
    pub incident_of: Vec<u32>,
    /// What each record is in its incident.
    pub roles: Vec<Role>,
}

/// Which reports speak of the same incident, by weights learnt from these records.
///
/// Datasets are those of the records. The order of the records does not matter, nor does the number of threads.
#[must_use]
pub fn link(records: &[Record], settings: &Settings) -> Linkage {
    link_with(&Model::learn(records, settings), records, &Judgements::default(), settings)
}

/// As [`link()`], by weights that were learnt before, and obeying what people said. Two datasets of which the model
/// knows nothing are linked by judgements alone.
#[must_use]
pub fn link_with(
    model: &Model,
    records: &[Record],
    judgements: &Judgements,
    settings: &Settings,
) -> Linkage {
    let links = links_of_slabs(model, records, (i32::MIN, i32::MAX), settings);
    join_links(records, links, judgements)
}

/// Incidents from the links of slabs ([`crate::link_slab`], [`crate::links_of_slabs`]), and what sums up several of them;
/// what people said binds.
#[must_use]
pub fn join_links(records: &[Record], links: Vec<Link>, judgements: &Judgements) -> Linkage {
    let mut sets = Sets::new(records.len());
    let dataset = |at: u32| records[at as usize].dataset;
    for link in links.iter().filter(|link| link.chosen && dataset(link.a) == dataset(link.b)) {
        sets.join(link.a, link.b);
    }
    finish(records, links, judgements, sets)
}

/// Incidents from pairs that another rule chose: each is joined, and what people said binds.
#[must_use]
pub fn join_pairs(records: &[Record], pairs: &[(u32, u32)], judgements: &Judgements) -> Linkage {
    let links = pairs.iter().map(|(a, b)| Link::said(*a, *b)).collect();
    finish(records, links, judgements, Sets::new(records.len()))
}

/// Which of two datasets is looked around: the one whose places are less well known, of equals the one whose days
/// are, among those of the other.
pub(crate) fn around<'l>(a: &'l Listed, b: &'l Listed) -> (&'l Listed, &'l Listed) {
    // Of equals the one with the smaller key, so that the numbers of the datasets decide nothing.
    let order = b.scatter.total_cmp(&a.scatter);
    let order = order.then(b.days.total_cmp(&a.days)).then(a.least.cmp(&b.least));
    if order.is_gt() { (b, a) } else { (a, b) }
}

/// Incidents from links, and what sums up several of them.
pub(crate) fn finish(
    records: &[Record],
    mut links: Vec<Link>,
    judgements: &Judgements,
    mut sets: Sets,
) -> Linkage {
    let key = |position: u32| records[position as usize].key;
    links.sort_unstable_by_key(|link| (key(link.a), key(link.b)));
    judgements.apply(records, &mut links);
    links.sort_by_key(|link| (key(link.a), key(link.b)));
    let mut summaries = summaries(records, &links);
    // What a person called the same as another is no summary.
    let said: rustc_hash::FxHashSet<u32> =
        judgements.same.iter().flat_map(|(a, b)| [*a, *b]).collect();
    summaries.retain(|summary| !said.contains(&summary.record));
    take_out(&mut links, &summaries);
    judgements.join(&mut sets);
    let mut incident_of = incidents(records, &mut links, judgements, sets);
    let mut roles = vec![Role::Report; records.len()];
    for Summary { record, parts, probability } in summaries {
        roles[record as usize] = Role::Summary;
        incident_of[record as usize] = incident_of[parts[0] as usize];
        links.extend(parts.iter().map(|part| Link {
            a: record,
            b: *part,
            kind: LinkKind::PartOf,
            probability,
            bits: crate::Contributions::default(),
            chosen: true,
        }));
    }
    links.sort_by_key(|link| (key(link.a), key(link.b)));
    Linkage { links, incident_of, roles }
}

/// A summary is the same as none of its parts.
fn take_out(links: &mut Vec<Link>, summaries: &[Summary]) {
    let parts: rustc_hash::FxHashSet<(u32, u32)> = summaries
        .iter()
        .flat_map(|summary| summary.parts.iter().map(|part| (summary.record, *part)))
        .collect();
    let records: rustc_hash::FxHashSet<u32> =
        summaries.iter().map(|summary| summary.record).collect();
    links.retain(|link| !parts.contains(&(link.a, link.b)) && !parts.contains(&(link.b, link.a)));
    for link in links {
        link.chosen &= !records.contains(&link.a) && !records.contains(&link.b);
    }
}

/// The records of one dataset, neighbours together in the order of their days, with their positions.
#[derive(Clone)]
pub(crate) struct Listed {
    pub(crate) dataset: DatasetIndex,
    pub(crate) records: Vec<Record>,
    pub(crate) positions: Vec<u32>,
    /// Different points for each located record, 0 to 1: a source that gives every event in a town the town's
    /// coordinates has few.
    scatter: f64,
    /// Days that an interval spans, in the mean.
    days: f64,
    /// The smallest key.
    least: u64,
}

impl Listed {
    /// The records of all datasets, by dataset.
    pub(crate) fn all(records: &[Record]) -> Vec<Self> {
        let mut datasets: Vec<DatasetIndex> = records.iter().map(|record| record.dataset).collect();
        datasets.sort_unstable();
        datasets.dedup();
        datasets.into_iter().map(|dataset| Self::of(records, dataset)).collect()
    }

    fn of(all: &[Record], dataset: DatasetIndex) -> Self {
        let mut own: Vec<([i32; 2], Day, u64, u32)> = (0_u32..)
            .zip(all)
            .filter(|(_, record)| record.dataset == dataset)
            .map(|(at, record)| (cell(record.at), record.middle(), record.key, at))
            .collect();
        own.sort_unstable();
        let positions: Vec<u32> = own.into_iter().map(|(.., at)| at).collect();
        let records: Vec<Record> = positions.iter().map(|at| all[*at as usize]).collect();
        let scatter = scatter(&records);
        let least = records.iter().map(|record| record.key).min().unwrap_or_default();
        let days: i64 = records.iter().map(|record| i64::from(record.days())).sum();
        #[allow(clippy::cast_precision_loss)] // counts of days and records
        let days = days as f64 / records.len().max(1) as f64;
        Self { dataset, records, positions, scatter, days, least }
    }

    /// Adds links to the records of another list.
    pub(crate) fn add(&self, other: &Self, paired: &[Paired], links: &mut Vec<Link>) {
        links.extend(paired.iter().map(|paired| {
            let (a, b) = (self.positions[paired.a as usize], other.positions[paired.b as usize]);
            // The dataset that comes first is named first.
            let (a, b) = if other.dataset < self.dataset { (b, a) } else { (a, b) };
            let Paired { probability, bits, chosen, .. } = *paired;
            Link { a, b, kind: LinkKind::Same, probability, bits, chosen }
        }));
    }

    /// Whether its points are those of places where many things happen.
    pub(crate) fn shows_sites(&self) -> bool {
        self.scatter < SCATTER_OF_SITES
    }

    /// The records, found by place and day, as what was learnt looks for them.
    pub(crate) fn index(&self, learnt: &Learnt, settings: &Settings) -> Index<'_> {
        Index::new(&self.records, settings.km_max, Some(learnt.span))
    }

    /// The best known record of each set of repeats; of several that are known as well the one that agrees most with
    /// the others of its set, since it errs least. With each the set that it stands for.
    pub(crate) fn represented(&self, set_of: &[u32], repeats: &[Paired]) -> (Self, Vec<u32>) {
        let agree = agreement(set_of, repeats);
        let rank = |at: usize| {
            let record = &self.records[at];
            let known = (record.place, record.days(), record.deaths.is_none());
            (known, Reverse(agree[at]), record.key)
        };
        let mut best: Vec<usize> = (0..set_of.len()).collect();
        for (at, set) in set_of.iter().enumerate() {
            let so_far = best[*set as usize];
            if rank(at) < rank(so_far) {
                best[*set as usize] = at;
            }
        }
        let chosen: Vec<usize> = set_of
            .iter()
            .enumerate()
            .filter(|(at, set)| best[**set as usize] == *at)
            .map(|(at, _)| at)
            .collect();
        let represented = Self {
            dataset: self.dataset,
            records: chosen.iter().map(|at| self.records[*at]).collect(),
            positions: chosen.iter().map(|at| self.positions[*at]).collect(),
            scatter: self.scatter,
            days: self.days,
            least: self.least,
        };
        (represented, chosen.into_iter().map(|at| set_of[at]).collect())
    }
}

/// How much each record agrees with the others of its set, in hundredths of a bit: whole numbers, so that the order of
/// the links does not matter.
fn agreement(set_of: &[u32], repeats: &[Paired]) -> Vec<i64> {
    let mut agree = vec![0; set_of.len()];
    let of_one = |link: &&Paired| set_of[link.a as usize] == set_of[link.b as usize];
    for link in repeats.iter().filter(of_one) {
        #[allow(clippy::cast_possible_truncation)] // the cast saturates
        let bits = (link.bits.alone() * 100.0).round() as i64;
        agree[link.a as usize] += bits;
        agree[link.b as usize] += bits;
    }
    agree
}

/// Different points for each located report below which points are those of places.
const SCATTER_OF_SITES: f64 = 0.7;

fn scatter(records: &[Record]) -> f64 {
    let mut points: Vec<[u32; 2]> = records
        .iter()
        .filter(|record| record.place < PlaceClass::Unit)
        .map(|record| record.at.map(f32::to_bits))
        .collect();
    let located = points.len();
    points.sort_unstable();
    points.dedup();
    #[allow(clippy::cast_precision_loss)] // counts of records
    let scatter = points.len() as f64 / located.max(1) as f64;
    scatter
}

/// Joins what the chosen links join. Where they would bring two reports of one dataset together, the most
/// probable links win and the others are no longer chosen. What `sets` holds joined already are repeats.
pub(crate) fn incidents(
    records: &[Record],
    links: &mut [Link],
    judgements: &Judgements,
    mut sets: Sets,
) -> Vec<u32> {
    let mut apart = Apart::of(judgements, &mut sets);
    let mut order: Vec<u32> =
        (0..).zip(links.iter()).filter(|(_, link)| link.chosen).map(|(at, _)| at).collect();
    order.sort_by(|one, other| {
        links[*other as usize].probability.total_cmp(&links[*one as usize].probability)
    });
    let mut datasets = vec![0_u64; records.len()];
    for (position, record) in (0..).zip(records) {
        datasets[sets.root(position) as usize] |= 1 << (record.dataset.0 % 64);
    }
    // Two datasets make no incident of more than two units.
    let several = datasets.iter().fold(0, |all, own| all | own).count_ones() > 2;
    let mut average = several.then(|| Average::new(records.len(), links, &mut sets));
    for position in order {
        let link = &mut links[position as usize];
        let (a, b) = (sets.root(link.a), sets.root(link.b));
        if a == b {
            continue;
        }
        let shared = datasets[a as usize] & datasets[b as usize] != 0;
        let may = !shared && apart.may_join(a, b, &mut sets);
        if !may || average.as_mut().is_some_and(|own| !own.join(a, b, link.probability)) {
            link.chosen = false;
            continue;
        }
        let both = datasets[a as usize] | datasets[b as usize];
        sets.join(a, b);
        apart.joined(a.min(b), a.max(b));
        datasets[a.min(b) as usize] = both;
    }
    (0..u32::try_from(records.len()).unwrap_or(u32::MAX)).map(|record| sets.root(record)).collect()
}
