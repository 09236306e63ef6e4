//! How records compete for their counterparts while weights are learnt: the step of expectation.

use rayon::prelude::*;

use crate::learn::{CHUNK, Candidate, Mode, Sampled};
use crate::level::{TOLLS, WHO};
use crate::weights::{Compared, Given, Weights};

/// Rounds of messages in each round of learning.
const MESSAGES: usize = 2;

/// How the sampled records claim their candidates.
pub(crate) struct Claims {
    mode: Mode,
    /// Where the candidates of each record begin, one more at the end.
    starts: Vec<usize>,
    /// Odds of each candidate.
    odds: Vec<f32>,
    /// How free each candidate is, given what the other records claim.
    free: Vec<f32>,
    /// What each record claims of each candidate.
    claims: Vec<f32>,
    /// Of each record of the second dataset the sum of all claims.
    claimed: Vec<f32>,
}

impl Claims {
    pub(crate) fn new(sampled: &[Sampled], others: usize, mode: Mode) -> Self {
        let mut starts = vec![0];
        let mut all = 0;
        for record in sampled {
            all += record.candidates.len();
            starts.push(all);
        }
        Self {
            mode,
            starts,
            odds: vec![0.0; all],
            free: vec![1.0; all],
            claims: vec![0.0; all],
            claimed: vec![0.0; others],
        }
    }

    /// Odds by the weights, and one round of messages between records that claim the same candidate, as in
    /// [`crate::belief`]; over the rounds of learning they come to rest together.
    pub(crate) fn weigh(&mut self, weights: &Weights, sampled: &[Sampled]) {
        let Self { mode, starts, odds, .. } = self;
        let mut rest = odds.as_mut_slice();
        let mut lists = Vec::with_capacity(sampled.len());
        for ends in starts.windows(2) {
            let (own, others) = rest.split_at_mut(ends[1] - ends[0]);
            lists.push(own);
            rest = others;
        }
        lists.par_iter_mut().zip(sampled).with_min_len(CHUNK).for_each(|(odds, sampled)| {
            sampled.weigh(weights, *mode, odds);
        });
        if *mode != Mode::Across {
            return;
        }
        for _ in 0..MESSAGES {
            self.pass(sampled);
        }
    }

    fn pass(&mut self, sampled: &[Sampled]) {
        let Self { starts, odds, free, claims, claimed, .. } = self;
        claimed.fill(1.0);
        for (record, ends) in sampled.iter().zip(starts.windows(2)) {
            let own = ends[0]..ends[1];
            let all = 1.0 + own.clone().map(|at| odds[at] * free[at]).sum::<f32>();
            for (at, candidate) in own.zip(&record.candidates) {
                claims[at] = odds[at] / (all - odds[at] * free[at]).max(1.0);
                claimed[candidate.other as usize] += claims[at];
            }
        }
        for (record, ends) in sampled.iter().zip(starts.windows(2)) {
            for (at, candidate) in (ends[0]..ends[1]).zip(&record.candidates) {
                free[at] = 1.0 / (claimed[candidate.other as usize] - claims[at]).max(1.0);
            }
        }
    }

    /// How probable each candidate of a record is: across datasets at most one is right, and it has no other
    /// counterpart.
    pub(crate) fn probable(&self, record: usize) -> impl Iterator<Item = f32> {
        let own = self.starts[record]..self.starts[record + 1];
        let sum = own.clone().map(|at| self.odds[at] * self.free[at]).sum::<f32>();
        own.map(move |at| {
            let odds = self.odds[at] * self.free[at];
            match self.mode {
                Mode::Across | Mode::Many => odds / (1.0 + sum),
                Mode::Within => odds / (1.0 + odds),
            }
        })
    }
}

impl Sampled {
    fn weigh(&self, weights: &Weights, mode: Mode, odds: &mut [f32]) {
        let Self { given, places, candidates, .. } = self;
        if candidates.is_empty() {
            return;
        }
        let found = weights.found[given.sort];
        let chance = weights.chance_of_class(*given, places);
        for (candidate, odds) in candidates.iter().zip(odds) {
            let Candidate { compared, unrelated, by_site, .. } = candidate;
            let place: f32 = weights.place(*given, compared, &chance, *by_site).iter().sum();
            let found_b = if mode == Mode::Across {
                weights.found_b[usize::from(compared.sort)]
            } else {
                0.0
            };
            let prior = found / (1.0 - found) / (1.0 - found_b);
            *odds = prior * likelihood(weights, *given, compared) * place / unrelated;
        }
    }
}

/// How often reports of one incident compare like this, but for the place.
fn likelihood(weights: &Weights, given: Given, compared: &Compared) -> f32 {
    let row = usize::from;
    let who = if row(compared.who) == WHO - 1 { 1.0 } else { weights.who[row(compared.who)] };
    let toll = if row(compared.toll) == TOLLS - 1 {
        1.0
    } else {
        weights.toll[given.toll][row(compared.toll)]
    };
    weights.when[given.width][row(compared.when)]
        * who
        * weights.kind[given.kind][row(compared.kind)]
        * toll
        * weights.cited(compared)
}
