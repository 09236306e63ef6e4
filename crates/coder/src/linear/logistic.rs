//! Logistic regression by AdaGrad (Duchi, Hazan & Singer 2011) with a pull of every weight to zero.

use super::file::write;
use super::{Feature, Head, Model, ModelError, chance};
use rustc_hash::FxHashMap;

/// How a model is trained.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Training {
    /// Times that all examples are gone through.
    pub rounds: usize,
    /// Length of a step, above 0.
    pub rate: f32,
    /// Pull to zero in each step on the weights it moves, 0 for none (L2).
    pub pull: f32,
    /// Examples that a feature must be in to count.
    pub examples_min: u32,
}

impl Default for Training {
    fn default() -> Self {
        Self { rounds: 12, rate: 0.1, pull: 1e-5, examples_min: 2 }
    }
}

/// Examples of one yes-or-no question, and what is learned from them. The same examples in the same order
/// give the same weights.
#[derive(Debug, Default)]
pub struct Logistic {
    index: FxHashMap<Feature, u32>,
    names: Vec<String>,
    counts: Vec<u32>,
    examples: Vec<(Vec<u32>, bool, f32)>,
}

impl Logistic {
    /// Adds an example with a weight; each feature comes with its name in the file.
    pub fn push(&mut self, features: &[(Feature, String)], truth: bool, weight: f32) {
        let mut ids = Vec::with_capacity(features.len());
        for (feature, name) in features {
            let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            let id = *self.index.entry(*feature).or_insert(next);
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
        self.examples.push((ids, truth, weight));
    }

    /// Weights of all features after training, by id.
    fn weights(&self, training: Training) -> Vec<f32> {
        let mut weights = vec![0.0_f32; self.names.len()];
        let mut squares = vec![1e-8_f32; self.names.len()];
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..training.rounds {
            shuffle(&mut order, &mut state);
            for &example in &order {
                let (ids, truth, weight) = &self.examples[example];
                let known = || ids.iter().map(|&id| id as usize);
                let counted = || known().filter(|&id| self.counts[id] >= training.examples_min);
                let score: f32 = counted().map(|id| weights[id]).sum();
                let error = (chance(score) - if *truth { 1.0 } else { 0.0 }) * weight;
                for id in counted() {
                    let gradient = error + training.pull * weights[id];
                    squares[id] += gradient * gradient;
                    weights[id] -= training.rate * gradient / squares[id].sqrt();
                }
            }
        }
        weights
    }

    /// The text of a model whose one class is `class`; weights below `weight_min` are left out.
    #[must_use]
    pub fn write(&self, head: &Head, training: Training, weight_min: f32) -> String {
        let mut rows: Vec<(String, Vec<(u16, f32)>)> = self
            .weights(training)
            .into_iter()
            .zip(&self.names)
            .filter(|(weight, _)| weight.abs() >= weight_min)
            .map(|(weight, name)| (name.clone(), vec![(0, weight)]))
            .collect();
        write(head, &mut rows)
    }

    /// The model that [`Self::write`] writes.
    ///
    /// # Errors
    /// A feature's name cannot be read again.
    pub fn model(&self, head: &Head, training: Training) -> Result<Model, ModelError> {
        Model::parse(&self.write(head, training, 0.0))
    }
}

/// Puts `order` in another order (Fisher-Yates with xorshift).
fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        let other = usize::try_from(*state % (last as u64 + 1)).unwrap_or(0);
        order.swap(last, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(names: &[&str]) -> Vec<(Feature, String)> {
        names.iter().map(|name| (Feature::new(&[name]), (*name).to_owned())).collect()
    }

    #[test]
    fn a_chance_comes_near_the_share_of_the_examples() {
        let mut logistic = Logistic::default();
        for index in 0..400 {
            logistic.push(&features(&["always"]), index % 4 == 0, 1.0);
        }
        let head = Head { classes: vec!["yes".to_owned()], ..Head::default() };
        let model = logistic.model(&head, Training::default()).expect("own names");
        let found = chance(model.scores(&[Feature::new(&["always"])])[0]);
        assert!((found - 0.25).abs() < 0.06, "{found}");
    }

    #[test]
    fn a_feature_seen_once_counts_for_nothing() {
        let mut logistic = Logistic::default();
        logistic.push(&features(&["once"]), true, 1.0);
        let head = Head { classes: vec!["yes".to_owned()], ..Head::default() };
        assert!(logistic.model(&head, Training::default()).expect("own names").is_empty());
    }
}
