//! The averaged perceptron (Collins 2002, "Discriminative Training Methods for Hidden Markov Models").

use super::file::write;
use super::{Feature, Head, Model, ModelError, best};
use rustc_hash::FxHashMap;

/// Weight of one feature for one class while it is learned.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    weight: f32,
    /// Sum of the weight over all steps up to `step`.
    sum: f64,
    step: u64,
}

/// A perceptron under training.
#[derive(Debug)]
pub struct Perceptron {
    head: Head,
    names: FxHashMap<Feature, String>,
    cells: FxHashMap<Feature, Vec<(u16, Cell)>>,
    step: u64,
}

impl Perceptron {
    /// One that knows nothing.
    #[must_use]
    pub fn new(head: Head) -> Self {
        Self { head, names: FxHashMap::default(), cells: FxHashMap::default(), step: 0 }
    }

    /// The class that it holds for best so far.
    #[must_use]
    pub fn guess(&self, features: &[Feature]) -> usize {
        let mut scores = vec![0.0; self.head.classes.len()];
        for feature in features {
            for (class, cell) in self.cells.get(feature).into_iter().flatten() {
                scores[usize::from(*class)] += cell.weight;
            }
        }
        best(&scores)
    }

    /// Takes one example: moves the weights when the guess is not the truth. `name` gives the name of the
    /// feature at an index, for the file.
    pub fn learn(
        &mut self,
        features: &[Feature],
        truth: usize,
        guess: usize,
        name: impl Fn(usize) -> String,
    ) {
        self.step += 1;
        if truth == guess {
            return;
        }
        for (index, &feature) in features.iter().enumerate() {
            self.names.entry(feature).or_insert_with(|| name(index));
            self.move_by(feature, truth, 1.0);
            self.move_by(feature, guess, -1.0);
        }
    }

    fn move_by(&mut self, feature: Feature, class: usize, by: f32) {
        let Ok(class) = u16::try_from(class) else { return };
        let step = self.step;
        let cells = self.cells.entry(feature).or_default();
        let index = cells.iter().position(|&(c, _)| c == class).unwrap_or_else(|| {
            cells.push((class, Cell::default()));
            cells.len() - 1
        });
        let cell = &mut cells[index].1;
        cell.sum += f64::from(cell.weight) * (step - cell.step) as f64;
        cell.step = step;
        cell.weight += by;
    }

    /// The text of the model with averaged weights, those below `weight_min` left out.
    #[must_use]
    pub fn write(&self, weight_min: f32) -> String {
        let steps = self.step.max(1);
        let mut rows: Vec<(String, Vec<(u16, f32)>)> = self
            .cells
            .iter()
            .filter_map(|(feature, cells)| {
                let weights = cells
                    .iter()
                    .map(|&(class, cell)| {
                        let rest = f64::from(cell.weight) * (steps - cell.step) as f64;
                        (class, ((cell.sum + rest) / steps as f64) as f32)
                    })
                    .filter(|(_, weight)| weight.abs() >= weight_min)
                    .collect();
                Some((self.names.get(feature)?.clone(), weights))
            })
            .collect();
        write(&self.head, &mut rows)
    }

    /// The model that [`Self::write`] writes.
    ///
    /// # Errors
    /// A feature's name cannot be read again, because it has a tab or a line end.
    pub fn model(&self, weight_min: f32) -> Result<Model, ModelError> {
        Model::parse(&self.write(weight_min))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_separable_is_learned() {
        let classes = vec!["even".to_owned(), "odd".to_owned()];
        let mut perceptron = Perceptron::new(Head { classes, ..Head::default() });
        for round in 0..40_usize {
            let number = round % 10;
            let name = format!("n|{number}");
            let features = [Feature::new(&["n", &number.to_string()])];
            let guess = perceptron.guess(&features);
            perceptron.learn(&features, number % 2, guess, |_| name.clone());
        }
        let model = perceptron.model(0.0).expect("own names");
        for number in 0..10_usize {
            let scores = model.scores(&[Feature::new(&["n", &number.to_string()])]);
            assert_eq!(best(&scores), number % 2);
        }
    }
}
