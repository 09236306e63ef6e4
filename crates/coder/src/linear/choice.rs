//! Conditional logit: which one of several alternatives it is (McFadden 1974, "Conditional logit analysis
//! of qualitative choice behavior"), by AdaGrad as [`super::Logistic`].
//!
//! Every alternative has features; its score is the sum of their weights, and its chance the exponential
//! of the score over those of all alternatives.

use super::descent::Descent;
use super::file::write;
use super::logistic::shuffle;
use super::{Feature, Head, Training};
use rustc_hash::FxHashMap;

/// Alternatives as ids of features, and which of them is right.
#[derive(Debug)]
struct Example {
    alternatives: Vec<Vec<u32>>,
    right: usize,
}

/// Examples of choices, and what is learned from them. The same examples in the same order give the same
/// weights.
#[derive(Debug, Default)]
pub struct Choice {
    index: FxHashMap<Feature, u32>,
    names: Vec<String>,
    counts: Vec<u32>,
    examples: Vec<Example>,
}

impl Choice {
    /// Adds alternatives, each by the names of its features, of which the one at `right` is the right one.
    /// Nothing is learned where there is no choice.
    pub fn push(&mut self, alternatives: &[Vec<String>], right: usize) {
        if alternatives.len() < 2 || right >= alternatives.len() {
            return;
        }
        let alternatives = alternatives.iter().map(|names| self.ids(names)).collect();
        self.examples.push(Example { alternatives, right });
    }

    fn ids(&mut self, names: &[String]) -> Vec<u32> {
        let mut ids: Vec<u32> = Vec::with_capacity(names.len());
        for name in names {
            let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            let id = *self.index.entry(Feature::named(name)).or_insert(next);
            if id == next {
                self.names.push(name.clone());
                self.counts.push(0);
            }
            ids.push(id);
        }
        ids.sort_unstable();
        ids.dedup();
        for &id in &ids {
            self.counts[id as usize] += 1;
        }
        ids
    }

    /// How many choices there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.examples.len()
    }

    /// Whether there is no choice.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.examples.is_empty()
    }

    /// Weights after training, the mean over the rounds of the second half.
    fn weights(&self, training: Training) -> Vec<f32> {
        let mut descent = Descent::new(self.names.len(), &training);
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for round in 0..training.rounds {
            shuffle(&mut order, &mut state);
            for &index in &order {
                let example = &self.examples[index];
                let scores: Vec<f32> = example
                    .alternatives
                    .iter()
                    .map(|ids| ids.iter().map(|&id| descent.weights[id as usize]).sum())
                    .collect();
                let mut gradient: FxHashMap<u32, f32> = FxHashMap::default();
                for (at, chance) in chances(&scores).into_iter().enumerate() {
                    let error = chance - if at == example.right { 1.0 } else { 0.0 };
                    for &id in &example.alternatives[at] {
                        *gradient.entry(id).or_default() += error;
                    }
                }
                for (id, error) in gradient {
                    let cell = id as usize;
                    if self.counts[cell] < training.examples_min {
                        continue;
                    }
                    descent.step(cell, error + training.pull * descent.weights[cell]);
                }
            }
            descent.end_round(round);
        }
        descent.into_mean()
    }

    /// The text of a model of one class; weights below `weight_min` are left out.
    #[must_use]
    pub fn write(&self, head: &Head, training: Training, weight_min: f32) -> String {
        let weights = self.weights(training);
        let mut rows: Vec<(String, Vec<(u16, f32)>)> = self
            .names
            .iter()
            .zip(weights)
            .filter(|(_, weight)| weight.abs() >= weight_min)
            .map(|(name, weight)| (name.clone(), vec![(0, weight)]))
            .collect();
        write(head, &mut rows)
    }
}

/// Scores as chances that add up to one; none for no score.
#[must_use]
pub fn chances(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|one| one / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Model;
    use super::*;

    #[test]
    fn chances_add_up_to_one_however_large_the_scores() {
        let found = chances(&[1000.0, 999.0, -1000.0]);
        assert!((found.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((found[0] / found[1] - std::f32::consts::E).abs() < 1e-3);
        assert!(chances(&[]).is_empty());
    }

    #[test]
    fn the_share_in_which_an_alternative_is_right_is_learned() {
        let mut choice = Choice::default();
        let alternatives = [vec!["large".to_owned()], vec!["small".to_owned()]];
        for index in 0..400 {
            choice.push(&alternatives, usize::from(index % 4 == 0));
        }
        choice.push(&alternatives[..1], 0);
        assert_eq!(choice.len(), 400, "no choice is no example");
        let head = Head { classes: vec!["right".to_owned()], ..Head::default() };
        let model = Model::parse(&choice.write(&head, Training::default(), 0.0)).expect("own text");
        let score = |name: &str| model.scores(&[Feature::named(name)])[0];
        let found = chances(&[score("large"), score("small")]);
        assert!((found[0] - 0.75).abs() < 0.06, "{found:?}");
    }
}
