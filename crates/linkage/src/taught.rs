//! What a third dataset teaches about two others: two reports that both match one of its reports are of one
//! incident, so how they compare is seen without a guess.
//!
//! Where both datasets err and much happens, learning from their own candidates alone takes what lies near for what
//! is the same. Links with a dataset whose places are well known are surer. It does not tell of everything, though: what it is
//! silent about is learnt from how probable the candidates are by themselves.

use rustc_hash::FxHashMap;

use crate::belief::probabilities;
use crate::index::Index;
use crate::learn::{Learnt, Mode, sample};
use crate::record::{Day, Record};
use crate::score::{Edges, score};
use crate::settings::Settings;

/// Pairs of reports, by their keys, with how probable it is that they are of one incident.
pub(crate) type Pairs = FxHashMap<(u64, u64), f32>;

/// What is taught about the pairs of two datasets.
#[derive(Debug, Default)]
pub(crate) struct Taught {
    /// How probable it is that both match the same third one.
    pairs: Pairs,
    /// Reports of the first dataset and of the second that the third may not tell of, with how probable that is.
    untold: [FxHashMap<u64, f32>; 2],
}

/// What is taught about one pair.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lesson {
    same: f32,
    untold: f32,
}

impl Taught {
    /// What is taught of two reports.
    pub(crate) fn of(&self, a: u64, b: u64) -> Lesson {
        let untold = |end: usize, key: u64| self.untold[end].get(&key).copied().unwrap_or_default();
        Lesson {
            same: self.pairs.get(&(a, b)).copied().unwrap_or_default(),
            untold: untold(0, a) * untold(1, b),
        }
    }
}

impl Lesson {
    /// By how much a pair teaches how reports of one incident compare, where it is so probable by itself.
    ///
    /// As far as the third one tells of neither report, their own comparison counts. By the square ([`enough`]).
    pub(crate) fn teaches(self, probable: f32) -> f32 {
        self.same + self.untold * probable * probable
    }
}

/// Less probable matches teach nothing.
const LEAST: f32 = 0.05;
/// Fewer pairs than so teach too little.
const PAIRS_LEAST: f32 = 300.0;

/// What the links of two datasets with a third one teach; nothing where there are few.
pub(crate) fn taught(
    [a, b]: [(&[Record], &Learnt); 2],
    third: &[Record],
    settings: &Settings,
) -> Option<Taught> {
    let index = Index::new(third, settings.km_max, None);
    let [(of_a, untold_a), (of_b, untold_b)] = [a, b].map(|(records, learnt)| {
        // Samples of two datasets are of the same countries and months, as far as they are of one size.
        let chosen = sample(records, settings.sample);
        let edges = score(&chosen, &index, Mode::Across, (Day::MIN, Day::MAX), learnt, settings);
        let probable = probabilities(&edges);
        let untold = untold(&chosen, &edges, &probable);
        (matches(&chosen, &edges, &probable, third.len()), untold)
    });
    let mut pairs = Pairs::default();
    for (of_a, of_b) in of_a.iter().zip(&of_b) {
        for (one, probability) in of_a {
            for (other, also) in of_b {
                *pairs.entry((*one, *other)).or_default() += probability * also;
            }
        }
    }
    Some(Taught { untold: [untold_a, untold_b], ..enough(pairs)? })
}

/// What the links of a dataset that repeats events with another one teach about its repeats: pairs, and how many repeats
/// a report has in the mean, which is how many others match the same report of the third.
pub(crate) fn taught_within(
    records: &[Record],
    many: &Learnt,
    third: &[Record],
    settings: &Settings,
) -> Option<(Taught, f32)> {
    let index = Index::new(third, settings.km_max, None);
    let chosen = sample(records, settings.sample);
    let edges = score(&chosen, &index, Mode::Many, (Day::MIN, Day::MAX), many, settings);
    let mut all: Vec<f32> = edges.rest_a.iter().map(|rest| 1.0 + rest).collect();
    edges.edges.iter().for_each(|edge| all[edge.a as usize] += edge.odds);
    let probable: Vec<f32> =
        edges.edges.iter().map(|edge| edge.odds / all[edge.a as usize]).collect();
    let untold = untold(&chosen, &edges, &probable);
    let mut pairs = Pairs::default();
    let (mut reports, mut others) = (0.0_f32, 0.0_f32);
    for same in matches(&chosen, &edges, &probable, third.len()) {
        let all: f32 = same.iter().map(|(_, probability)| probability).sum();
        reports += all;
        others += all * all - same.iter().map(|(_, own)| own * own).sum::<f32>();
        for (position, (one, probability)) in same.iter().enumerate() {
            for (other, also) in &same[position + 1..] {
                // Each pair is compared once, from the smaller key.
                let pair = (*one.min(other), *one.max(other));
                *pairs.entry(pair).or_default() += probability * also;
            }
        }
    }
    let taught = Taught { untold: [untold.clone(), untold], ..enough(pairs)? };
    Some((taught, others / reports.max(1.0)))
}

/// What is taught by pairs with these probabilities, of reports that are all told of, where that is enough. A pair teaches less than it is probable, since
/// what is in doubt are mostly two incidents near each other, whose reports compare as chance has it; that the square is
/// right was measured on simulated worlds.
pub(crate) fn enough(mut pairs: Pairs) -> Option<Taught> {
    pairs.values_mut().for_each(|probability| *probability *= *probability);
    let is_enough = pairs.values().sum::<f32>() >= PAIRS_LEAST;
    is_enough.then(|| Taught { pairs, ..Taught::default() })
}

/// How probable it is that the third dataset does not tell of each report of a sample.
fn untold(chosen: &[Record], edges: &Edges, probable: &[f32]) -> FxHashMap<u64, f32> {
    let mut untold = vec![1.0_f32; chosen.len()];
    let all = edges.edges.iter().zip(probable);
    all.for_each(|(edge, probability)| untold[edge.a as usize] -= probability);
    chosen.iter().map(|record| record.key).zip(untold.into_iter().map(|own| own.max(0.0))).collect()
}

/// For each record of the third dataset, which of a sample match it.
fn matches(
    chosen: &[Record],
    edges: &Edges,
    probable: &[f32],
    third: usize,
) -> Vec<Vec<(u64, f32)>> {
    let mut matches = vec![Vec::new(); third];
    for (edge, probability) in edges.edges.iter().zip(probable) {
        if *probability >= LEAST {
            matches[edge.b as usize].push((chosen[edge.a as usize].key, *probability));
        }
    }
    matches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_the_third_does_not_tell_a_pair_teaches_by_itself() {
        let mut taught = enough((0..400).map(|at| ((at, at + 1000), 1.0)).collect()).expect("many");
        // The third tells of 1 and 1001 surely, may tell of 502, and not of 509 and 1509.
        taught.untold[0] = [(1, 0.0), (502, 0.5), (509, 1.0)].into_iter().collect();
        taught.untold[1] = [(1001, 0.0), (1509, 1.0)].into_iter().collect();
        let teaches = |a, b| taught.of(a, b).teaches(0.8);
        assert!((teaches(1, 1001) - 1.0).abs() < 1e-6, "both match the same");
        assert!(teaches(1, 1509).abs() < 1e-6, "one matches another, the other nothing");
        assert!(
            (teaches(502, 1509) - 0.5 * 0.64).abs() < 1e-6
                && (teaches(509, 1509) - 0.64).abs() < 1e-6
        );
        assert!(teaches(509, 1510).abs() < 1e-6, "nothing is known of what was not sampled");
    }

    #[test]
    fn few_pairs_teach_nothing() {
        assert!(enough((0..400).map(|at| ((at, at), 0.5)).collect()).is_none(), "400 / 4 < 300");
    }
}
