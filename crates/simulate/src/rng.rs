//! Random numbers by key: the same key gives the same stream on any machine and in any order of use.
//!
//! The generator is SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
//! generators", OOPSLA). A stream is opened for a key such as (seed, what for, group, day), so that
//! adding one more consumer of chance, or a further source, moves nothing that was there before.

/// What a stream of random numbers is for; part of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Names.
    Names,
    /// Countries, units and towns.
    Land,
    /// Groups and their traits.
    Cast,
    /// The planted storyline.
    Script,
    /// How many episodes a group has on a day.
    Tempo,
    /// What happens in an episode.
    Episode,
    /// What the GED-shaped source makes of an incident.
    Ged,
    /// What happens beside an incident and is easily taken for it. From here on numbers are given, so
    /// that a stream keeps its own whatever else is added.
    NearMiss = 32,
    /// Who began.
    Attack = 33,
    /// Protests, riots and strategic developments.
    Unrest = 34,
    /// What the ACLED-shaped source makes of an incident.
    Acled = 35,
    /// What the GTD-shaped source makes of an incident.
    Gtd = 36,
    /// What the GDELT-shaped source makes of an incident.
    Gdelt = 37,
    /// Which groups surge, and when.
    Surge = 38,
    /// What newsrooms make of the world. The number is fixed, so that streams added before it move
    /// nothing.
    News = 64,
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// One stream of random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    /// Opens the stream of a key.
    pub(crate) fn keyed(seed: u64, stream: Stream, keys: [u64; 3]) -> Self {
        let mut state = mix(seed.wrapping_add(GOLDEN)) ^ mix(stream as u64 + 1);
        for key in keys {
            state = mix(state.wrapping_add(GOLDEN) ^ mix(key.wrapping_add(GOLDEN)));
        }
        Self(state)
    }

    /// The next 64 bits.
    pub(crate) const fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number in [0, 1), a multiple of 2^-53.
    #[allow(clippy::cast_precision_loss)] // 53 bits fit a double exactly
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// A whole number in 0..bound by multiplication (Lemire 2019); 0 when the bound is 0.
    #[allow(clippy::cast_possible_truncation)] // the high half is below the bound
    pub(crate) const fn below(&mut self, bound: u32) -> u32 {
        (((self.next_u64() >> 32) * bound as u64) >> 32) as u32
    }

    /// A whole number from low to high, both included.
    pub(crate) const fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// The index of the class in which a draw falls, where `cumulative` rises to its total.
    pub(crate) fn class(&mut self, cumulative: &[f64]) -> usize {
        let total = cumulative.last().copied().unwrap_or(0.0);
        let draw = self.unit() * total;
        cumulative.partition_point(|bound| *bound <= draw).min(cumulative.len().saturating_sub(1))
    }

    /// A Poisson count: inversion up to a mean of 30 (Devroye 1986, X.3), above that the rounded
    /// normal approximation, whose error is below what a simulated world can show.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bounded below by zero
    pub(crate) fn poisson(&mut self, mean: f64) -> u32 {
        if mean <= 0.0 {
            return 0;
        }
        if mean > 30.0 {
            let draw = mean + mean.sqrt() * self.normal();
            return (draw + 0.5).max(0.0) as u32;
        }
        let (mut term, draw) = (libm::exp(-mean), self.unit());
        let (mut sum, mut count) = (term, 0u32);
        while draw > sum && count < 200 {
            count += 1;
            term *= mean / f64::from(count);
            sum += term;
        }
        count
    }

    /// A standard normal number (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.unit())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// A whole number from 1 to `cap` by a power law with this exponent (above 1): the floor of a
    /// continuous Pareto variable (Clauset, Shalizi and Newman 2009, SIAM Review 51, appendix D).
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most `cap`
    pub(crate) fn power_law(&mut self, exponent: f64, cap: u32) -> u32 {
        let draw = libm::pow(1.0 - self.unit(), -1.0 / (exponent - 1.0));
        draw.min(f64::from(cap)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_each_part_of_its_key() {
        let first = |seed, stream, keys| Rng::keyed(seed, stream, keys).next_u64();
        let base = first(1, Stream::Tempo, [1, 2, 3]);
        assert_eq!(base, first(1, Stream::Tempo, [1, 2, 3]));
        for other in [
            first(2, Stream::Tempo, [1, 2, 3]),
            first(1, Stream::Episode, [1, 2, 3]),
            first(1, Stream::Tempo, [2, 1, 3]),
            first(1, Stream::Tempo, [1, 2, 4]),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn the_generator_is_the_published_one() {
        // SplitMix64 from state 1234567, as in the test vectors of the Rosetta Code task.
        let mut rng = Rng(1_234_567);
        assert_eq!(rng.next_u64(), 6_457_827_717_110_365_317);
        assert_eq!(rng.next_u64(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn poisson_counts_have_the_mean_that_was_asked_for() {
        for mean in [0.2, 4.0, 29.0, 80.0] {
            let mut rng = Rng::keyed(7, Stream::Tempo, [0; 3]);
            let sum: u32 = (0..20_000).map(|_| rng.poisson(mean)).sum();
            let found = f64::from(sum) / 20_000.0;
            assert!((found - mean).abs() < 0.05 * mean.max(0.5), "{mean} {found}");
        }
        assert_eq!(Rng(1).poisson(0.0), 0);
    }

    #[test]
    fn draws_stay_within_their_bounds() {
        let mut rng = Rng(3);
        let mut seen = [0u32; 3];
        for _ in 0..1_000 {
            assert!((5..=9).contains(&rng.between(5, 9)));
            assert!((1..=400).contains(&rng.power_law(2.2, 400)));
            seen[rng.class(&[0.5, 0.5, 1.0])] += 1;
        }
        assert_eq!(seen[1], 0, "a class without weight is never drawn");
        assert!(seen[0] > 400 && seen[2] > 400, "{seen:?}");
    }
}
