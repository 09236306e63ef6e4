//! Linear models over named features: small, readable, and the same arithmetic for every layer.
//!
//! A model has classes and, for each feature, weights of some of the classes. The score of a class is the
//! sum of the weights of the features that are there. [`Perceptron`] trains scores for the best class
//! (Collins 2002, averaged), [`Logistic`] trains chances of one class, [`Choice`] those of alternatives. The file is text: a head with name,
//! version and licence, then one feature a line with its weights, so that anybody can see what a word
//! counts for.

mod choice;
mod descent;
mod file;
mod logistic;
mod perceptron;

pub use choice::{Choice, chances};
pub use file::{Head, ModelError};
pub use logistic::{Logistic, Training};
pub use perceptron::Perceptron;

use rustc_hash::FxHashMap;
use std::hash::Hasher;

/// A feature by the hash of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature(u64);

impl Feature {
    /// The feature of this name, made of parts that are read as one string.
    #[must_use]
    pub fn new(parts: &[&str]) -> Self {
        let mut hasher = rustc_hash::FxHasher::default();
        for part in parts {
            for chunk in part.as_bytes().chunks(8) {
                let mut bytes = [0; 8];
                bytes[..chunk.len()].copy_from_slice(chunk);
                hasher.write_u64(u64::from_le_bytes(bytes));
            }
            hasher.write_u8(0x1f);
        }
        Self(hasher.finish())
    }

    /// The feature of a name as it stands in a file, its parts joined by bars.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let parts: Vec<&str> = name.split('|').collect();
        Self::new(&parts)
    }
}

/// Weights of features for classes.
#[derive(Debug, Clone)]
pub struct Model {
    head: Head,
    /// Where in `weights` a feature's entries are.
    rows: FxHashMap<u64, (u32, u16)>,
    weights: Vec<(u16, f32)>,
}

impl Model {
    /// What the model is, which classes it has and under what licence it came to be.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Adds what a feature counts for to the scores, one for each class.
    pub fn add(&self, feature: Feature, scores: &mut [f32]) {
        let Some(&(start, len)) = self.rows.get(&feature.0) else { return };
        let start = start as usize;
        for &(class, weight) in &self.weights[start..start + usize::from(len)] {
            if let Some(score) = scores.get_mut(usize::from(class)) {
                *score += weight;
            }
        }
    }

    /// The scores of all classes for the features that are there.
    #[must_use]
    pub fn scores(&self, features: &[Feature]) -> Vec<f32> {
        let mut scores = vec![0.0; self.head.classes.len()];
        for &feature in features {
            self.add(feature, &mut scores);
        }
        scores
    }

    /// How many features have a weight.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no feature has a weight.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The class with the highest score; the first of equals.
#[must_use]
pub fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (index, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = index;
        }
    }
    best
}

/// The logistic function: a score as a chance in 0..=1.
#[must_use]
pub fn chance(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_name_are_kept_apart() {
        assert_ne!(Feature::new(&["ab", "c"]), Feature::new(&["a", "bc"]));
        assert_ne!(Feature::new(&["abcdefgh", ""]), Feature::new(&["abcdefgh"]));
    }

    #[test]
    fn the_best_of_equals_is_the_first() {
        assert_eq!(best(&[1.0, 2.0, 2.0]), 1);
        assert!((chance(0.0) - 0.5).abs() < 1e-6);
    }
}
