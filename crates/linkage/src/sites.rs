//! Where things happen, as the dataset with the best known places shows it, for two others that err.
//!
//! Two points 20 km apart may both stand for the town between them, where something happens every week, or for two
//! different ones. How far either dataset's points lie from where things happened is learnt from its links with
//! the third; with that, each report has probable sites, and two reports are as near as they have sites in common.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::index::{Here, cell, cell_key, cells_around};
use crate::level::{KM_BINS, place_at, place_class};
use crate::record::{PlaceClass, Record};
use crate::weights::Weights;

/// How much more often a report lies at each distance from where it happened than an unrelated one, by how well its
/// place is known: exactly, or near.
pub(crate) type Kernel = [[f32; KM_BINS]; 2];

/// The kernel of the first of two datasets, of which the second has the better known places.
pub(crate) fn kernel(weights: &Weights) -> Kernel {
    [0, 1].map(|class: usize| {
        let mut bins = [0.0; KM_BINS];
        bins.copy_from_slice(&weights.nearer[class][..KM_BINS]);
        bins
    })
}

/// Sites with how much happened there, and how far the points of two datasets lie from theirs.
#[derive(Debug, Clone)]
pub(crate) struct Sites {
    /// Degrees north and east, and how many reports are there.
    sites: Vec<[f32; 3]>,
    /// Sites by cell.
    cells: FxHashMap<u64, Vec<u32>>,
    /// Of the first and of the second dataset.
    kernels: [Kernel; 2],
}

/// The probable sites of one report.
#[derive(Debug, Clone, Default)]
pub(crate) struct Likely {
    /// Sites in ascending order, each with how probable it is.
    pub(crate) sites: Vec<(u32, f32)>,
    /// How many reports the sites in reach have.
    pub(crate) around: f32,
}

/// The sites around a cell, kept from record to record, since records come cell by cell. For one list of sites and one
/// distance.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    cell: Option<[i32; 2]>,
    sites: Vec<u32>,
}

/// Sites less probable than this are forgotten.
const LEAST: f32 = 1e-3;
/// Records that one thread takes at a time.
const CHUNK: usize = 256;

impl Sites {
    /// The exact points of a dataset, for two others with these kernels.
    pub(crate) fn of(records: &[Record], kernels: [Kernel; 2]) -> Self {
        let mut points: Vec<[u32; 2]> = records
            .iter()
            .filter(|record| record.place == PlaceClass::Exact)
            .map(|record| record.at.map(f32::to_bits))
            .collect();
        points.sort_unstable();
        let sites = points.chunk_by(|one, other| one == other).map(|same| {
            let [north, east] = same[0].map(f32::from_bits);
            #[allow(clippy::cast_precision_loss)] // a count
            let count = same.len() as f32;
            [north, east, count]
        });
        Self::from_parts(sites.collect(), kernels)
    }

    /// The exact points of a dataset alone.
    pub(crate) fn of_points(records: &[Record]) -> Self {
        Self::of(records, [[[0.0; KM_BINS]; 2]; 2])
    }

    fn from_parts(sites: Vec<[f32; 3]>, kernels: [Kernel; 2]) -> Self {
        let mut cells: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (site, [north, east, _]) in (0_u32..).zip(&sites) {
            cells.entry(cell_key(cell([*north, *east]))).or_default().push(site);
        }
        Self { sites, cells, kernels }
    }

    /// The sites within so many kilometres of a record's point, with their distances.
    fn within(
        &self,
        record: &Record,
        km_max: f32,
        reach: &mut Reach,
    ) -> impl Iterator<Item = (u32, f32)> {
        let own = Some(cell(record.at));
        if reach.cell != own {
            reach.cell = own;
            reach.sites.clear();
            let sites = cells_around(record.at, km_max).filter_map(|key| self.cells.get(&key));
            reach.sites.extend(sites.flatten());
        }
        let here = Here::of(record);
        let near = reach.sites.iter().map(move |site| {
            let [north, east, _] = self.sites[*site as usize];
            (*site, here.distance_km([north, east]))
        });
        near.filter(move |(_, km)| *km <= km_max)
    }

    /// Where a report of the first (0) or second (1) dataset may have happened; nothing where it has no point or no
    /// site is near.
    pub(crate) fn likely(
        &self,
        record: &Record,
        which: usize,
        km_max: f32,
        reach: &mut Reach,
    ) -> Likely {
        self.likely_by(&self.kernels[which], record, km_max, reach)
    }

    /// Where a report of a dataset with this kernel may have happened.
    pub(crate) fn likely_by(
        &self,
        kernel: &Kernel,
        record: &Record,
        km_max: f32,
        reach: &mut Reach,
    ) -> Likely {
        if !record.is_located() {
            return Likely::default();
        }
        let kernel = &kernel[place_class(record.place)];
        let mut likely = Likely::default();
        let mut all = 0.0;
        for (site, km) in self.within(record, km_max, reach) {
            let count = self.count(site);
            likely.around += count;
            let weight = kernel[place_at(PlaceClass::Exact, km)] * count;
            all += weight;
            likely.sites.push((site, weight));
        }
        likely.sites.iter_mut().for_each(|(_, weight)| *weight /= all.max(f32::MIN_POSITIVE));
        likely.sites.retain(|(_, weight)| *weight >= LEAST);
        likely.sites.sort_unstable_by_key(|(site, _)| *site);
        likely
    }

    /// The site of an exact point.
    pub(crate) fn at(&self, record: &Record, km_max: f32, reach: &mut Reach) -> Likely {
        let (mut around, mut nearest) = (0.0, (f32::MAX, 0));
        for (site, km) in self.within(record, km_max, reach) {
            around += self.count(site);
            nearest = if km < nearest.0 { (km, site) } else { nearest };
        }
        Likely { sites: if around > 0.0 { vec![(nearest.1, 1.0)] } else { vec![] }, around }
    }

    /// How many reports a site has.
    pub(crate) fn count(&self, site: u32) -> f32 {
        self.sites[site as usize][2]
    }

    /// How many of its own reports lie at each distance from a record's point.
    pub(crate) fn spread(&self, record: &Record, km_max: f32, reach: &mut Reach) -> [f32; KM_BINS] {
        let mut spread = [0.0; KM_BINS];
        for (site, km) in self.within(record, km_max, reach) {
            spread[place_at(PlaceClass::Exact, km)] += self.count(site);
        }
        spread
    }

    /// How much likelier than anywhere around the first report the second lies where it does, when both tell of one
    /// incident; `None` where either has no site.
    pub(crate) fn nearer(&self, first: &Likely, second: &[(u32, f32)]) -> Option<f32> {
        if first.sites.is_empty() || second.is_empty() {
            return None;
        }
        let (mut common, mut rest) = (0.0, second);
        for (site, weight) in &first.sites {
            rest = &rest[rest.partition_point(|(own, _)| own < site)..];
            if let Some((_, also)) = rest.first().filter(|(own, _)| own == site) {
                common += weight * also / self.count(*site);
            }
        }
        Some(common * first.around)
    }

    /// The probable sites of the records of the second dataset.
    pub(crate) fn of_second(&self, records: &[Record], km_max: f32) -> Vec<Likely> {
        records
            .par_iter()
            .with_min_len(CHUNK)
            .map_init(Reach::default, |reach, record| self.likely(record, 1, km_max, reach))
            .collect()
    }

    /// As numbers: of kernels, then of sites.
    pub(crate) fn numbers(&self) -> Vec<f32> {
        let kernels = self.kernels.as_flattened().as_flattened();
        kernels.iter().chain(self.sites.as_flattened()).copied().collect()
    }

    /// The inverse; `None` when they have another form.
    pub(crate) fn of_numbers(numbers: &[f32]) -> Option<Self> {
        let mut kernels = [[[0.0; KM_BINS]; 2]; 2];
        let own = kernels.as_flattened_mut().as_flattened_mut();
        let (first, rest) = numbers.split_at_checked(own.len())?;
        own.copy_from_slice(first);
        let (sites, []) = rest.as_chunks::<3>() else { return None };
        Some(Self::from_parts(sites.to_vec(), kernels))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::at;

    /// Points lie within 10 km of their site, the nearer ones ten times as often.
    fn kernels() -> [Kernel; 2] {
        let mut bins = [0.0; KM_BINS];
        bins[..4].fill(10.0);
        bins[4..7].fill(1.0);
        [[bins; 2]; 2]
    }

    #[test]
    fn two_reports_are_near_when_they_have_a_site_in_common() {
        // Two towns on the equator 11.1 km apart, three reports in the western and one in the eastern.
        let town = |east: f32| at(0.0, east);
        let sites = Sites::of(&[town(0.0), town(0.0), town(0.0), town(0.1)], kernels());
        let reach = &mut Reach::default();
        // 2.2 km from the west and 8.9 km from the east: 10 · 3 against 1 · 1.
        let west = sites.likely(&at(0.0, 0.02), 0, 60.0, reach);
        assert_eq!(west.around, 4.0);
        assert!((west.sites[0].1 - 30.0 / 31.0).abs() < 1e-5, "{west:?}");
        // 1.1 km from the east, out of reach of the west.
        let east = sites.likely(&at(0.0, 0.11), 1, 60.0, reach);
        assert_eq!(east.sites.len(), 1);
        // Both in the east: 1/31 · 1 / 1, times the four reports around.
        let nearer = sites.nearer(&west, &east.sites).expect("both have sites");
        assert!((nearer - 4.0 / 31.0).abs() < 1e-5, "{nearer}");
        // Both in the west, which has most of what happens: less than 4/3 is not possible for sure.
        let same = sites.nearer(&west, &west.sites).expect("both have sites");
        let expected = 4.0 * ((30.0 / 31.0_f32).powi(2) / 3.0 + (1.0 / 31.0_f32).powi(2));
        assert!((same - expected).abs() < 1e-5, "{same}");
        assert_eq!(sites.nearer(&west, &[]), None);
    }

    #[test]
    fn what_is_kept_is_the_same() {
        let sites = Sites::of(&[at(1.0, 2.0), at(1.0, 2.0), at(3.0, 4.0)], kernels());
        let again = Sites::of_numbers(&sites.numbers()).expect("has the form");
        assert_eq!(again.numbers(), sites.numbers());
        assert!(Sites::of_numbers(&[1.0; 7]).is_none());
    }
}
