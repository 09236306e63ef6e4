//! What a third dataset teaches about two others: two reports that both match one of its reports are of one
//! incident, so how they compare is seen without a guess.
//!
//! Where both datasets err and much happens, learning from their own candidates alone takes what lies near for what
//! is the same. Links with a dataset whose places are well known are surer.

use rustc_hash::FxHashMap;

use crate::belief::probabilities;
use crate::index::Index;
use crate::learn::{Learnt, Mode, sample};
use crate::record::{Day, Record};
use crate::score::{Edges, score};
use crate::settings::Settings;

/// Pairs of reports, by their keys, with the probability that both match the same third one.
pub(crate) type Taught = FxHashMap<(u64, u64), f32>;

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
    let [of_a, of_b] = [a, b].map(|(records, learnt)| {
        // Samples of two datasets are of the same countries and months, as far as they are of one size.
        let chosen = sample(records, settings.sample);
        let edges = score(&chosen, &index, Mode::Across, (Day::MIN, Day::MAX), learnt, settings);
        matches(&chosen, &edges, probabilities(&edges), third.len())
    });
    let mut taught = Taught::default();
    for (of_a, of_b) in of_a.iter().zip(&of_b) {
        for (one, probability) in of_a {
            for (other, also) in of_b {
                *taught.entry((*one, *other)).or_default() += probability * also;
            }
        }
    }
    enough(taught)
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
    let probabilities = edges.edges.iter().map(|edge| edge.odds / all[edge.a as usize]);
    let mut taught = Taught::default();
    let (mut reports, mut others) = (0.0_f32, 0.0_f32);
    for same in matches(&chosen, &edges, probabilities, third.len()) {
        let all: f32 = same.iter().map(|(_, probability)| probability).sum();
        reports += all;
        others += all * all - same.iter().map(|(_, own)| own * own).sum::<f32>();
        for (position, (one, probability)) in same.iter().enumerate() {
            for (other, also) in &same[position + 1..] {
                // Each pair is compared once, from the smaller key.
                let pair = (*one.min(other), *one.max(other));
                *taught.entry(pair).or_default() += probability * also;
            }
        }
    }
    Some((enough(taught)?, others / reports.max(1.0)))
}

/// What is learnt from pairs with these probabilities, where that is enough. A pair teaches less than it is probable, since
/// what is in doubt are mostly two incidents near each other, whose reports compare as chance has it; that the square is
/// right was measured on simulated worlds.
pub(crate) fn enough(mut taught: Taught) -> Option<Taught> {
    taught.values_mut().for_each(|probability| *probability *= *probability);
    (taught.values().sum::<f32>() >= PAIRS_LEAST).then_some(taught)
}

/// For each record of the third dataset, which of a sample match it.
fn matches(
    chosen: &[Record],
    edges: &Edges,
    probabilities: impl IntoIterator<Item = f32>,
    third: usize,
) -> Vec<Vec<(u64, f32)>> {
    let mut matches = vec![Vec::new(); third];
    for (edge, probability) in edges.edges.iter().zip(probabilities) {
        if probability >= LEAST {
            matches[edge.b as usize].push((chosen[edge.a as usize].key, probability));
        }
    }
    matches
}
