//! How often chance alone gives as much.

use std::f64::consts::PI;

use rayon::prelude::*;

use super::filter::{self, Filter};
use super::null::{Deck, Null, Placed};
use super::rng::Rng;
use super::search::{CasesByPlace, Scratch, Search};

/// Data sets that are searched in full before the rest are filtered.
const PILOT: usize = 16;
/// Below so many pairs of centres and places a filter costs more than it saves.
const PAIRS_MIN: usize = 100_000;

/// What one thread needs for one data set after the other.
struct Worker {
    deck: Deck,
    drawn: Vec<Placed>,
    cases: CasesByPlace,
    scratch: Scratch,
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
        // Almost every further data set exceeds this, and few of its centres do.
        let floor = 0.95 * highest.iter().copied().fold(f64::INFINITY, f64::min);
        highest.extend(self.filtered(rest, floor));
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
        worker.cases.fill(&worker.drawn);
    }

    fn in_full(&self, worker: &mut Worker, replication: usize) -> f64 {
        self.draw(worker, replication);
        let centres = 0..self.search.circles.len();
        self.search.highest(centres, &worker.cases, 0.0, &mut worker.scratch)
    }

    fn filtered(&self, replications: std::ops::Range<usize>, floor: f64) -> Vec<f64> {
        let search = self.search;
        let pairs: usize = search.circles.iter().map(|circles| circles.order.len()).sum();
        let cases = self.null.cases_max();
        let windows = search.frame.windows.len();
        if pairs < PAIRS_MIN || floor <= 0.0 || !filter::is_possible(search, cases) {
            return self.unfiltered(replications);
        }
        match windows {
            0..=1 => self.with_lanes::<1>(replications, floor),
            2..=8 => self.with_lanes::<8>(replications, floor),
            9..=16 => self.with_lanes::<16>(replications, floor),
            17..=32 => self.with_lanes::<32>(replications, floor),
            33..=64 => self.with_lanes::<64>(replications, floor),
            65..=128 => self.with_lanes::<128>(replications, floor),
            129..=256 => self.with_lanes::<256>(replications, floor),
            _ => self.unfiltered(replications),
        }
    }

    fn unfiltered(&self, replications: std::ops::Range<usize>) -> Vec<f64> {
        replications
            .into_par_iter()
            .map_init(|| self.worker(), |worker, replication| self.in_full(worker, replication))
            .collect()
    }

    fn with_lanes<const LANES: usize>(
        &self,
        replications: std::ops::Range<usize>,
        floor: f64,
    ) -> Vec<f64> {
        let filter = Filter::<LANES>::new(self.search, floor);
        replications
            .into_par_iter()
            .map_init(
                || (self.worker(), filter.counts()),
                |(worker, counts), replication| {
                    self.draw(worker, replication);
                    let centres = filter.candidates(&worker.cases, counts);
                    let (cases, scratch) = (&worker.cases, &mut worker.scratch);
                    let highest = self.search.highest(centres, cases, floor, scratch);
                    // Nothing above the floor: the highest lies below, and only a full search tells it.
                    if highest > floor { highest } else { self.in_full(worker, replication) }
                },
            )
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
