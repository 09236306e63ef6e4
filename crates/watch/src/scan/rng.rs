//! Random numbers that depend on a seed and the number of the replication, and on nothing else.

/// xoshiro256++ (Blackman and Vigna 2021, ACM TOMS 47(4), 36), seeded by `SplitMix64` as its authors advise.
#[derive(Debug, Clone)]
pub(super) struct Rng([u64; 4]);

impl Rng {
    /// The stream of one replication.
    pub(super) fn new(seed: u64, replication: u64) -> Self {
        let mut state = mix(seed) ^ mix(!replication);
        let mut next = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            mix(state)
        };
        Self([next(), next(), next(), next()])
    }

    fn next(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.0;
        let value = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        value
    }

    /// A number below `bound`, which must be above 0; each is equally likely (Lemire 2019, ACM TOMACS 29(1)).
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = (self.next() >> 32) * u64::from(bound);
            // The halves of a 64-bit product.
            #[allow(clippy::cast_possible_truncation)]
            let (high, low) = ((product >> 32) as u32, product as u32);
            if low >= threshold {
                return high;
            }
        }
    }

    /// A number from 0 up to but not including 1.
    #[allow(clippy::cast_precision_loss)] // 53 bits fit
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// The output function of `SplitMix64` (Steele, Lea and Flood 2014, OOPSLA).
const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_a_bound_are_equally_likely() {
        let mut rng = Rng::new(7, 0);
        let mut counts = [0u32; 6];
        for _ in 0..60_000 {
            counts[rng.below(6) as usize] += 1;
        }
        assert!(counts.iter().all(|count| count.abs_diff(10_000) < 400), "{counts:?}");
    }

    #[test]
    fn replications_and_seeds_have_streams_of_their_own() {
        let first = |seed, replication| Rng::new(seed, replication).next();
        let values = [first(1, 0), first(1, 1), first(2, 0), first(0, 0), first(0, 1)];
        for (index, value) in values.iter().enumerate() {
            assert!(!values[..index].contains(value));
        }
        assert_eq!(first(1, 1), first(1, 1));
    }

    #[test]
    fn the_unit_interval_has_its_mean_in_the_middle() {
        let mut rng = Rng::new(3, 9);
        let mean = (0..10_000).map(|_| rng.unit()).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.015, "{mean}");
    }
}
