//! How often chance alone gives as much.

use std::f64::consts::PI;
use std::ops::Range;
use std::slice;

use rayon::prelude::*;

use super::filter::{self, Counts, Filter, Level, Near, Touched};
use super::null::{Deck, Null, Placed};
use super::rng::Rng;
use super::search::{CasesByPlace, Scratch, Search};

/// Data sets that are searched in full before the rest are filtered.
const PILOT: usize = 8;
/// Data sets that are filtered together.
const BATCH: usize = 8;
/// Below so many pairs of centres and places a filter costs more than it saves.
const PAIRS_MIN: usize = 100_000;

/// What one thread needs for one data set after the other.
struct Worker {
    deck: Deck,
    drawn: Vec<Placed>,
    cases: CasesByPlace,
    scratch: Scratch,
}

/// What one thread needs for several data sets at once.
struct Batch<const LANES: usize> {
    worker: Worker,
    cases: Vec<CasesByPlace>,
    counts: Counts<LANES>,
}

/// Random data sets and the search they are put through.
pub(super) struct Chance<'a> {
    pub(super) search: &'a Search,
    pub(super) null: &'a Null,
    pub(super) seed: u64,
}

impl Chance<'_> {
    /// The highest ratio in each of so many random data sets, in the order of their numbers.
    pub(super) fn highest(&self, replications: usize) -> Vec<f64> {
        let pilot = replications.min(PILOT);
        let mut highest: Vec<f64> = (0..pilot)
            .into_par_iter()
            .map_init(|| self.worker(), |worker, replication| self.in_full(worker, replication))
            .collect();
        let rest = pilot..replications;
        if rest.is_empty() {
            return highest;
        }
        let lowest = highest.iter().copied().fold(f64::INFINITY, f64::min);
        highest.extend(self.filtered(rest, lowest));
        highest
    }

    fn worker(&self) -> Worker {
        Worker {
            deck: self.null.deck(),
            drawn: Vec::new(),
            cases: CasesByPlace::new(self.search.circles.len()),
            scratch: self.search.scratch(),
        }
    }

    fn draw(&self, worker: &mut Worker, replication: usize) {
        let mut rng = Rng::new(self.seed, replication as u64);
        self.null.draw(&mut worker.deck, &mut rng, &mut worker.drawn);
    }

    fn in_full(&self, worker: &mut Worker, replication: usize) -> f64 {
        self.draw(worker, replication);
        worker.cases.fill(&worker.drawn);
        self.search.highest(&worker.cases, &mut worker.scratch)
    }

    fn filtered(&self, replications: Range<usize>, lowest: f64) -> Vec<f64> {
        let search = self.search;
        let pairs: usize = search.circles.iter().map(|circles| circles.order.len()).sum();
        let cases = self.null.cases_max();
        let windows = search.frame.windows.len();
        if pairs < PAIRS_MIN || lowest <= 0.0 || !filter::is_possible(search, cases) {
            return self.unfiltered(replications);
        }
        match windows {
            0..=1 => self.with_lanes::<1>(replications, lowest),
            2..=8 => self.with_lanes::<8>(replications, lowest),
            9..=16 => self.with_lanes::<16>(replications, lowest),
            17..=32 => self.with_lanes::<32>(replications, lowest),
            33..=64 => self.with_lanes::<64>(replications, lowest),
            65..=128 => self.with_lanes::<128>(replications, lowest),
            129..=256 => self.with_lanes::<256>(replications, lowest),
            _ => self.unfiltered(replications),
        }
    }

    /// Each data set searched in full.
    pub(super) fn unfiltered(&self, replications: Range<usize>) -> Vec<f64> {
        replications
            .into_par_iter()
            .map_init(|| self.worker(), |worker, replication| self.in_full(worker, replication))
            .collect()
    }

    /// The same through a filter; `lowest` is about the lowest ratio to be expected, and only costs time if
    /// it is wrong.
    pub(super) fn with_lanes<const LANES: usize>(
        &self,
        replications: Range<usize>,
        lowest: f64,
    ) -> Vec<f64> {
        let filter = Filter::<LANES>::new(self.search);
        // Almost every further data set exceeds the first, and few of its centres do.
        let levels = [0.97, 0.8].map(|part| filter.level(self.search, part * lowest));
        let batches: Vec<Range<usize>> = replications
            .clone()
            .step_by(BATCH)
            .map(|start| start..replications.end.min(start + BATCH))
            .collect();
        let worker = || Batch {
            worker: self.worker(),
            cases: vec![CasesByPlace::new(self.search.circles.len()); BATCH],
            counts: filter.counts(),
        };
        let highest: Vec<Vec<f64>> = batches
            .into_par_iter()
            .map_init(worker, |batch, replications| {
                self.batch(&filter, &levels, batch, replications)
            })
            .collect();
        highest.concat()
    }

    /// Several data sets at once, so that the filter's tables are read once for all of them.
    fn batch<const LANES: usize>(
        &self,
        filter: &Filter<LANES>,
        levels: &[Level<LANES>; 2],
        batch: &mut Batch<LANES>,
        replications: Range<usize>,
    ) -> Vec<f64> {
        let Batch { worker, cases, counts } = batch;
        for (replication, cases) in replications.clone().zip(cases.iter_mut()) {
            self.draw(worker, replication);
            cases.fill(&worker.drawn);
        }
        let touched: Vec<Touched<LANES>> =
            cases.iter().take(replications.len()).map(|cases| filter.touched(cases)).collect();
        let candidates = filter.candidates(&touched, &levels[0], counts);
        let mut search = |near: Vec<Near>, cases: &CasesByPlace, floor: f64| {
            let highest = near.iter().fold(floor, |floor, near| {
                let circles = near.circles(filter, self.search);
                let scratch = &mut worker.scratch;
                let best = self.search.best_within(near.centre, circles, cases, floor, scratch);
                best.map_or(floor, |best| best.llr)
            });
            (highest > floor).then_some(highest)
        };
        let mut highest = Vec::with_capacity(replications.len());
        for ((near, cases), touched) in candidates.into_iter().zip(&*cases).zip(&touched) {
            let found = search(near, cases, levels[0].floor).or_else(|| {
                let again = filter.candidates(slice::from_ref(touched), &levels[1], counts);
                search(again.concat(), cases, levels[1].floor)
            });
            highest.push(found);
        }
        // Lower than both levels: only a full search tells how low.
        let scratch = &mut worker.scratch;
        let mut in_full = |cases: &CasesByPlace| self.search.highest(cases, scratch);
        highest
            .into_iter()
            .zip(&*cases)
            .map(|(found, cases)| found.unwrap_or_else(|| in_full(cases)))
            .collect()
    }
}

/// The part of all data sets, the observed one among them, whose highest ratio is at least this
/// (Dwass 1957, Annals of Mathematical Statistics 28(1), 181-187).
#[allow(clippy::cast_precision_loss)] // far below 2^53
pub(super) fn monte_carlo(highest: &[f64], llr: f64) -> f64 {
    let as_high = highest.iter().filter(|value| **value >= llr).count();
    (as_high + 1) as f64 / (highest.len() + 1) as f64
}

/// The same from a Gumbel distribution with the mean and the variance of the highest ratios (Abrams,
/// Kulldorff and Kleinman 2010, International Journal of Health Geographics 9, 61); `None` for fewer than
/// two data sets or when all have the same highest ratio.
#[allow(clippy::cast_precision_loss)] // far below 2^53
pub(super) fn gumbel(highest: &[f64], llr: f64) -> Option<f64> {
    const EULER: f64 = 0.577_215_664_901_532_9;
    let count = highest.len() as f64;
    let mean = highest.iter().sum::<f64>() / count;
    let squares: f64 = highest.iter().map(|value| (value - mean) * (value - mean)).sum();
    let scale = (squares / (count - 1.0)).sqrt() * 6f64.sqrt() / PI;
    if highest.len() < 2 || scale <= 0.0 {
        return None;
    }
    let location = mean - EULER * scale;
    // 1 - exp(-exp(-z)), exact where it is small.
    Some(-(-(-(llr - location) / scale).exp()).exp_m1())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_observed_data_count_among_the_random_ones() {
        assert!((monte_carlo(&[1.0, 2.0, 3.0, 4.0], 3.0) - 0.6).abs() < 1e-12);
        assert!((monte_carlo(&[1.0; 9], 3.0) - 0.1).abs() < 1e-12);
        assert!((monte_carlo(&[], 3.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_gumbel_approximation_follows_its_own_quantiles() {
        // Quantiles of the standard Gumbel distribution.
        let highest: Vec<f64> =
            (0..2000).map(|k| -(-((f64::from(k) + 0.5) / 2000.0).ln()).ln()).collect();
        let p = gumbel(&highest, 6.0).expect("values differ");
        assert!((p - 0.002_475_7).abs() < 1e-4, "{p}");
        assert_eq!(gumbel(&[1.0; 5], 2.0), None);
        assert_eq!(gumbel(&[1.0], 2.0), None);
    }
}
