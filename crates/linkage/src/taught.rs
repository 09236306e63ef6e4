//! What a third dataset teaches about two others: two reports that both match one of its reports are of one
//! incident, so how they compare is seen without a guess.
//!
//! Where both datasets err and much happens, learning from their own candidates alone takes what lies near for what
//! is the same. Links with a dataset whose places are well known are surer.

use rustc_hash::FxHashMap;

use crate::belief::probabilities;
use crate::index::Index;
use crate::learn::{Learnt, Mode, sample};
use crate::record::Record;
use crate::score::score;
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
    let index = Index::new(third, settings.km_max);
    let [of_a, of_b] = [a, b].map(|(records, learnt)| matches(records, learnt, &index, settings));
    let mut taught = Taught::default();
    for (of_a, of_b) in of_a.iter().zip(&of_b) {
        for (one, probability) in of_a {
            for (other, also) in of_b {
                *taught.entry((*one, *other)).or_default() += probability * also;
            }
        }
    }
    (taught.values().sum::<f32>() >= PAIRS_LEAST).then_some(taught)
}

/// For each record of the third dataset, which of a sample match it.
fn matches(
    records: &[Record],
    learnt: &Learnt,
    third: &Index<'_>,
    settings: &Settings,
) -> Vec<Vec<(u64, f32)>> {
    // Samples of two datasets are of the same countries and months, as far as they are of one size.
    let chosen = sample(records, settings.sample);
    let edges = score(&chosen, third, Mode::Across, learnt, settings);
    let probabilities = probabilities(&edges);
    let mut matches = vec![Vec::new(); third.records.len()];
    for (edge, probability) in edges.edges.iter().zip(probabilities) {
        if probability >= LEAST {
            matches[edge.b as usize].push((chosen[edge.a as usize].key, probability));
        }
    }
    matches
}
