//! Two datasets against each other: probabilities of links, and the best pairing.

use crate::assign::{Worth, best};
use crate::belief::probabilities;
use crate::cluster::Clustering;
use crate::index::Index;
use crate::learn::{Beside, Learnt, Mode, learn};
use crate::link::Contributions;
use crate::record::{Day, Record};
use crate::score::{Edge, Edges, score};
use crate::settings::Settings;

/// Links less probable than this are not kept.
pub(crate) const PROBABILITY_LEAST: f32 = 0.01;

/// A link between a record of the first and one of the second list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paired {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) probability: f32,
    pub(crate) bits: Contributions,
    pub(crate) chosen: bool,
}

/// Learns the weights of two datasets, of which a third may show more.
pub(crate) fn learn_pair(
    a: &[Record],
    b: &Index<'_>,
    clustering: Clustering,
    beside: Beside,
    settings: &Settings,
) -> Learnt {
    learn(a, b, (Mode::Across, clustering), beside, settings)
}

/// Learns the weights of the repeats within one dataset.
pub(crate) fn learn_within(
    index: &Index<'_>,
    clustering: Clustering,
    beside: Beside,
    settings: &Settings,
) -> Learnt {
    learn(index.records, index, (Mode::Within, clustering), beside, settings)
}

/// Learns the weights of a dataset that repeats events and another one, any number of the first to one of the
/// second.
pub(crate) fn learn_many(
    a: &[Record],
    b: &Index<'_>,
    clustering: Clustering,
    settings: &Settings,
) -> Learnt {
    learn(a, b, (Mode::Many, clustering), Beside::default(), settings)
}

/// Scores the records of two datasets, around those of the first whose middles lie in some days.
pub(crate) fn weigh(
    a: &[Record],
    b: &Index<'_>,
    scored: (Day, Day),
    learnt: &Learnt,
    settings: &Settings,
) -> (Edges, Vec<f32>) {
    let edges = score(a, b, Mode::Across, scored, learnt, settings);
    let probabilities = probabilities(&edges);
    (edges, probabilities)
}

/// Which of the scored links are worth a look, and which are chosen.
pub(crate) fn decide(edges: &Edges, probabilities: &[f32], threshold: f64) -> Vec<Paired> {
    let kept: Vec<(Edge, f32)> = edges
        .edges
        .iter()
        .copied()
        .zip(probabilities.iter().copied())
        .filter(|(_, probability)| *probability >= PROBABILITY_LEAST)
        .collect();
    let chosen = choose(&kept, Some(threshold));
    let mut paired: Vec<Paired> = kept
        .iter()
        .map(|(edge, probability)| Paired {
            a: edge.a,
            b: edge.b,
            probability: *probability,
            bits: edge.bits.unpacked().amounting_to(*probability),
            chosen: false,
        })
        .collect();
    for position in chosen {
        paired[position as usize].chosen = true;
    }
    paired
}

/// The pairing that is worth most. A link is worth its probability less the threshold, which without a wish is
/// half of the best F1 that can be expected (Lipton, Elkan and Naryanaswamy 2014): there, one more link no
/// longer raises it.
pub(crate) fn choose(kept: &[(Edge, f32)], threshold: Option<f64>) -> Vec<u32> {
    let all: f64 = kept.iter().map(|(_, probability)| f64::from(*probability)).sum();
    let pairing = |threshold: f64| -> Vec<u32> {
        let worth: Vec<(u32, Worth)> = (0_u32..)
            .zip(kept)
            .filter(|(_, (_, probability))| f64::from(*probability) > threshold)
            .map(|(position, (edge, probability))| {
                let worth = f64::from(*probability) - threshold;
                (position, Worth { a: edge.a, b: edge.b, worth })
            })
            .collect();
        let edges: Vec<Worth> = worth.iter().map(|(_, worth)| *worth).collect();
        best(&edges).into_iter().map(|chosen| worth[chosen as usize].0).collect()
    };
    let mut chosen = pairing(threshold.unwrap_or(THRESHOLD));
    if threshold.is_none() {
        for _ in 0..2 {
            let hits: f64 = chosen.iter().map(|edge| f64::from(kept[*edge as usize].1)).sum();
            #[allow(clippy::cast_precision_loss)] // a count of records
            let f1 = 2.0 * hits / (chosen.len() as f64 + all).max(1.0);
            chosen = pairing(f1 / 2.0);
        }
    }
    chosen
}

/// Where the search for the best threshold begins.
pub(crate) const THRESHOLD: f64 = 0.45;
