//! Logistic regression by AdaGrad (Duchi, Hazan & Singer 2011) with a pull of every weight to zero.
//!
//! A model may answer several yes-or-no questions of the same examples; each has weights of its own.

use super::descent::Descent;
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

/// An example: ids of its features, the questions whose answer is yes as bits, and its weight.
#[derive(Debug)]
struct Example {
    features: Vec<u32>,
    truths: u32,
    weight: f32,
}

/// Examples of yes-or-no questions, and what is learned from them. The same examples in the same order
/// give the same weights.
#[derive(Debug, Default)]
pub struct Logistic {
    index: FxHashMap<Feature, u32>,
    names: Vec<String>,
    counts: Vec<u32>,
    examples: Vec<Example>,
}

impl Logistic {
    /// Adds an example with a weight. Bit `i` of `truths` is the answer to question `i`, of at most 32.
    /// Each feature comes as the parts of its name.
    pub fn push<'a>(
        &mut self,
        features: impl IntoIterator<Item = &'a String>,
        truths: u32,
        weight: f32,
    ) {
        let mut ids: Vec<u32> = Vec::new();
        for name in features {
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
        self.examples.push(Example { features: ids, truths, weight });
    }

    /// How many examples there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.examples.len()
    }

    /// Whether there is no example.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.examples.is_empty()
    }

    /// Weights after training: for each feature one for each question, the mean over the rounds of the
    /// second half, which moves less with the order of the examples than the last ones do.
    fn weights(&mut self, questions: usize, training: Training) -> Vec<f32> {
        for example in &mut self.examples {
            example.features.retain(|&id| self.counts[id as usize] >= training.examples_min);
        }
        // What every example has says how frequent a yes is, and is not pulled.
        let pull: Vec<f32> = self
            .counts
            .iter()
            .map(|&count| if count as usize == self.examples.len() { 0.0 } else { training.pull })
            .collect();
        let mut descent = Descent::new(self.names.len() * questions, &training);
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut scores = vec![0.0_f32; questions];
        for round in 0..training.rounds {
            shuffle(&mut order, &mut state);
            for &index in &order {
                let example = &self.examples[index];
                let rows = || example.features.iter().map(|&id| id as usize * questions);
                scores.fill(0.0);
                for row in rows() {
                    scores
                        .iter_mut()
                        .zip(&descent.weights[row..])
                        .for_each(|(score, weight)| *score += weight);
                }
                for (question, score) in scores.iter_mut().enumerate() {
                    let truth = if example.truths >> question & 1 == 1 { 1.0 } else { 0.0 };
                    *score = (chance(*score) - truth) * example.weight;
                }
                for (row, &id) in rows().zip(&example.features) {
                    for (question, error) in scores.iter().enumerate() {
                        let cell = row + question;
                        descent.step(cell, error + pull[id as usize] * descent.weights[cell]);
                    }
                }
            }
            descent.end_round(round);
        }
        descent.into_mean()
    }

    /// The text of a model whose classes are the questions; weights below `weight_min` are left out.
    #[must_use]
    pub fn write(&mut self, head: &Head, training: Training, weight_min: f32) -> String {
        let questions = head.classes.len();
        let weights = self.weights(questions, training);
        let mut rows: Vec<(String, Vec<(u16, f32)>)> = self
            .names
            .iter()
            .zip(weights.chunks(questions.max(1)))
            .map(|(name, row)| {
                let kept =
                    (0_u16..).zip(row.iter().copied()).filter(|(_, w)| w.abs() >= weight_min);
                (name.clone(), kept.collect())
            })
            .collect();
        write(head, &mut rows)
    }

    /// The model that [`Self::write`] writes with all weights.
    ///
    /// # Errors
    /// A feature's name cannot be read again.
    pub fn model(&mut self, head: &Head, training: Training) -> Result<Model, ModelError> {
        Model::parse(&self.write(head, training, 0.0))
    }
}

/// Puts `order` in another order (Fisher-Yates with xorshift).
pub(super) fn shuffle(order: &mut [usize], state: &mut u64) {
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

    fn head(classes: &[&str]) -> Head {
        Head { classes: classes.iter().map(|&class| class.to_owned()).collect(), ..Head::default() }
    }

    #[test]
    fn a_chance_comes_near_the_share_of_the_examples() {
        let mut logistic = Logistic::default();
        for index in 0..400 {
            logistic.push(&["always".to_owned()], u32::from(index % 4 == 0), 1.0);
        }
        let model = logistic.model(&head(&["yes"]), Training::default()).expect("own names");
        let found = chance(model.scores(&[Feature::new(&["always"])])[0]);
        assert!((found - 0.25).abs() < 0.06, "{found}");
    }

    #[test]
    fn each_question_has_weights_of_its_own() {
        let mut logistic = Logistic::default();
        for index in 0..200 {
            let name = if index % 2 == 0 { "even" } else { "odd" };
            logistic.push(&[name.to_owned()], if index % 2 == 0 { 0b01 } else { 0b10 }, 1.0);
        }
        let model = logistic.model(&head(&["a", "b"]), Training::default()).expect("own names");
        let scores = model.scores(&[Feature::new(&["even"])]);
        assert!(scores[0] > 0.5 && scores[1] < -0.5, "{scores:?}");
    }

    #[test]
    fn a_feature_seen_once_counts_for_nothing() {
        let mut logistic = Logistic::default();
        logistic.push(&["once".to_owned()], 1, 1.0);
        let model = logistic.model(&head(&["yes"]), Training::default()).expect("own names");
        assert!(model.is_empty());
    }
}
