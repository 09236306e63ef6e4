//! All datasets together: incidents as sets of reports.

use crate::assign::Sets;
use crate::index::cell;
use crate::link::{Link, LinkKind};
use crate::pairing::pair;
use crate::record::{DatasetIndex, Record};
use crate::settings::Settings;

/// Links and incidents of a list of records.
#[derive(Debug, Clone, Default)]
pub struct Linkage {
    /// All links that are worth a look, in the order of their first and second record's keys.
    pub links: Vec<Link>,
    /// For each record the smallest position of a record of the same incident.
    pub incident_of: Vec<u32>,
}

/// Which reports speak of the same incident.
///
/// Datasets are those of the records. The order of the records does not matter, nor does the number of threads.
#[must_use]
pub fn link(records: &[Record], settings: &Settings) -> Linkage {
    let mut datasets: Vec<DatasetIndex> = records.iter().map(|record| record.dataset).collect();
    datasets.sort_unstable();
    datasets.dedup();
    let lists: Vec<Listed> = datasets.iter().map(|dataset| Listed::of(records, *dataset)).collect();
    let mut links = Vec::new();
    for (first, a) in lists.iter().enumerate() {
        for b in &lists[first + 1..] {
            // Around a report whose place is less well known, among those whose places are better known.
            let (a, b) = if b.scatter > a.scatter { (b, a) } else { (a, b) };
            let (paired, _) = pair(&a.records, &b.records, settings);
            links.extend(paired.into_iter().map(|paired| Link {
                a: a.positions[paired.a as usize],
                b: b.positions[paired.b as usize],
                kind: LinkKind::Same,
                probability: paired.probability,
                bits: paired.bits,
                chosen: paired.chosen,
            }));
        }
    }
    let key = |position: u32| records[position as usize].key;
    links.sort_unstable_by_key(|link| (key(link.a), key(link.b)));
    let incident_of = incidents(records, &mut links);
    Linkage { links, incident_of }
}

/// The records of one dataset, neighbours together, with their positions.
pub(crate) struct Listed {
    pub(crate) records: Vec<Record>,
    pub(crate) positions: Vec<u32>,
    /// Different points for each located record, 0 to 1: a source that gives every event in a town the town's
    /// coordinates has few.
    scatter: f64,
}

impl Listed {
    pub(crate) fn of(all: &[Record], dataset: DatasetIndex) -> Self {
        let mut own: Vec<(u32, &Record)> =
            (0..).zip(all).filter(|(_, record)| record.dataset == dataset).collect();
        own.sort_unstable_by_key(|(_, record)| (cell(record.at), record.key));
        let (positions, records) = own.into_iter().map(|(at, record)| (at, *record)).unzip();
        let records: Vec<Record> = records;
        let mut points: Vec<[u32; 2]> = records
            .iter()
            .filter(|record| record.is_located())
            .map(|record| record.at.map(f32::to_bits))
            .collect();
        let located = points.len();
        points.sort_unstable();
        points.dedup();
        #[allow(clippy::cast_precision_loss)] // counts of records
        let scatter = points.len() as f64 / located.max(1) as f64;
        Self { records, positions, scatter }
    }
}

/// Joins what the chosen links join. Where they would bring two reports of one dataset together, the most
/// probable links win and the others are no longer chosen.
pub(crate) fn incidents(records: &[Record], links: &mut [Link]) -> Vec<u32> {
    let mut order: Vec<u32> =
        (0..).zip(links.iter()).filter(|(_, l)| l.chosen).map(|(i, _)| i).collect();
    order.sort_by(|one, other| {
        links[*other as usize].probability.total_cmp(&links[*one as usize].probability)
    });
    let mut sets = Sets::new(records.len());
    let mut datasets: Vec<u64> =
        records.iter().map(|record| 1 << (record.dataset.0 % 64)).collect();
    for position in order {
        let link = &mut links[position as usize];
        let (a, b) = (sets.root(link.a), sets.root(link.b));
        if a == b {
            continue;
        }
        if datasets[a as usize] & datasets[b as usize] != 0 {
            link.chosen = false;
            continue;
        }
        let both = datasets[a as usize] | datasets[b as usize];
        sets.join(a, b);
        datasets[a.min(b) as usize] = both;
    }
    (0..u32::try_from(records.len()).unwrap_or(u32::MAX)).map(|record| sets.root(record)).collect()
}
