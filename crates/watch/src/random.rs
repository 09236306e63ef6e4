//! Random numbers by key: the same on every machine and for every number of threads.
//!
//! A stream is named by a seed and a path of numbers (group, replication, purpose), so that no thread ever
//! waits for another's numbers. The bits are `ChaCha8`; the distributions use `libm` instead of the
//! platform's mathematics, so that the last bit agrees everywhere.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// A stream of random numbers that its key determines.
#[derive(Debug, Clone)]
pub struct Random {
    bits: ChaCha8Rng,
}

impl Random {
    /// The stream of a seed and a path; at most three numbers of the path count.
    pub fn keyed(seed: u64, path: &[u64]) -> Self {
        let mut key = [0_u8; 32];
        for (slot, word) in key.chunks_exact_mut(8).zip(std::iter::once(&seed).chain(path)) {
            slot.copy_from_slice(&word.to_le_bytes());
        }
        Self { bits: ChaCha8Rng::from_seed(key) }
    }

    /// Uniform on 0 to 1, neither end included.
    pub fn uniform(&mut self) -> f64 {
        ((self.bits.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// Uniform on `0..below`; 0 for `below` 0. The bias is under `below` / 2^64.
    pub fn below(&mut self, below: usize) -> usize {
        let product = u128::from(self.bits.next_u64()) * below as u128;
        (product >> 64) as usize
    }

    /// Standard normal (Box & Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.uniform()));
        radius * libm::cos(2.0 * std::f64::consts::PI * self.uniform())
    }

    /// Gamma of a shape above 0 and scale 1 (Marsaglia & Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = libm::pow(self.uniform(), 1.0 / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let v = 1.0 + c * x;
            if v <= 0.0 {
                continue;
            }
            let v = v * v * v;
            if libm::log(self.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v;
            }
        }
    }

    /// Poisson of a mean of 0 or more: inversion below 12, else transformed rejection (Hörmann 1993, PTRS).
    pub fn poisson(&mut self, mean: f64) -> f64 {
        if mean <= 0.0 {
            return 0.0;
        }
        if mean < 12.0 { self.poisson_small(mean) } else { self.poisson_large(mean) }
    }

    fn poisson_small(&mut self, mean: f64) -> f64 {
        let floor = libm::exp(-mean);
        let (mut count, mut product) = (0.0, self.uniform());
        while product > floor {
            count += 1.0;
            product *= self.uniform();
        }
        count
    }

    fn poisson_large(&mut self, mean: f64) -> f64 {
        let b = 0.931 + 2.53 * libm::sqrt(mean);
        let a = -0.059 + 0.02483 * b;
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        let edge = 0.9277 - 3.6224 / (b - 2.0);
        loop {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let us = 0.5 - libm::fabs(u);
            let count = libm::floor((2.0 * a / us + b) * u + mean + 0.43);
            if us >= 0.07 && v <= edge {
                return count;
            }
            if count < 0.0 || (us < 0.013 && v > us) {
                continue;
            }
            let left = libm::log(v * inverse_alpha / (a / (us * us) + b));
            let right = count * libm::log(mean) - mean - libm::lgamma(count + 1.0);
            if left <= right {
                return count;
            }
        }
    }

    /// Negative binomial with this mean and variance `mean + mean² / size`; an infinite size is Poisson.
    pub fn negative_binomial(&mut self, mean: f64, size: f64) -> f64 {
        if size.is_infinite() || mean <= 0.0 {
            return self.poisson(mean);
        }
        let rate = self.gamma(size) * mean / size;
        self.poisson(rate)
    }

    /// Binomial: successes in `trials` of probability `chance`.
    pub fn binomial(&mut self, trials: u64, chance: f64) -> u64 {
        let mut successes = 0;
        for _ in 0..trials {
            successes += u64::from(self.uniform() < chance);
        }
        successes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(mut draw: impl FnMut(&mut Random) -> f64) -> (f64, f64) {
        let mut random = Random::keyed(7, &[1]);
        let draws: Vec<f64> = (0..20_000).map(|_| draw(&mut random)).collect();
        let mean = draws.iter().sum::<f64>() / 20_000.0;
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 19_999.0;
        (mean, variance)
    }

    #[test]
    fn the_same_key_gives_the_same_numbers_and_another_key_others() {
        let first = Random::keyed(1, &[2, 3]).uniform();
        assert_eq!(first, Random::keyed(1, &[2, 3]).uniform());
        assert_ne!(first, Random::keyed(1, &[3, 2]).uniform());
    }

    #[test]
    fn counts_have_the_mean_and_variance_that_were_asked_for() {
        for (mean, size) in [(0.3, f64::INFINITY), (40.0, f64::INFINITY), (5.0, 2.0), (0.2, 0.5)] {
            let expected = mean + mean * mean / size;
            let (m, v) = moments(|random| random.negative_binomial(mean, size));
            let error = (expected / 20_000.0_f64).sqrt();
            assert!((m - mean).abs() < 5.0 * error, "mean {m} for {mean}");
            assert!((v / expected - 1.0).abs() < 0.12, "variance {v} for {expected}");
        }
    }
}
