//! Weights on their way down a gradient: steps that shrink with what has been stepped before, and the mean of the
//! second half of the rounds.
//!
//! Source: Duchi, Hazan & Singer 2011, "Adaptive subgradient methods for online learning", the diagonal form.

use super::Training;

pub(super) struct Descent {
    pub(super) weights: Vec<f32>,
    squares: Vec<f32>,
    mean: Vec<f32>,
    rate: f32,
    rounds: usize,
}

impl Descent {
    pub(super) fn new(weights: usize, training: &Training) -> Self {
        Self {
            weights: vec![0.0; weights],
            squares: vec![1e-8; weights],
            mean: vec![0.0; weights],
            rate: training.rate,
            rounds: training.rounds,
        }
    }

    /// Moves one weight against its gradient.
    pub(super) fn step(&mut self, cell: usize, gradient: f32) {
        self.squares[cell] += gradient * gradient;
        self.weights[cell] -= self.rate * gradient / self.squares[cell].sqrt();
    }

    /// Ends a round, counted from 0: one of the second half goes into the mean.
    pub(super) fn end_round(&mut self, round: usize) {
        let first_kept = self.rounds / 2;
        if round >= first_kept {
            let share = 1.0 / (self.rounds - first_kept) as f32;
            self.mean
                .iter_mut()
                .zip(&self.weights)
                .for_each(|(mean, weight)| *mean += weight * share);
        }
    }

    pub(super) fn into_mean(self) -> Vec<f32> {
        self.mean
    }
}
