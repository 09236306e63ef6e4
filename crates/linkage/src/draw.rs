//! Choices that are drawn, the same for the same seed.

/// What `SplitMix` adds to its state.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number mixed, as `SplitMix` mixes its state (Steele, Lea and Flood 2014).
pub(crate) const fn mixed(state: u64) -> u64 {
    let mut mixed = state.wrapping_add(STEP);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// `SplitMix`, from its state.
pub(crate) struct Chance(pub(crate) u64);

/// What may be chosen, and how likely that is as a logarithm.
pub(crate) type Choice = (u32, f32);

impl Chance {
    /// From 0 to 1.
    #[allow(clippy::cast_precision_loss)] // 24 bits
    fn next(&mut self) -> f32 {
        let mixed = mixed(self.0);
        self.0 = self.0.wrapping_add(STEP);
        (mixed >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// The position of one of the choices, or none, as likely as their logarithms times `cooled` say.
    pub(crate) fn choose(&mut self, none: f32, choices: &[Choice], cooled: f32) -> Option<usize> {
        let most = choices.iter().fold(none, |most, (_, likely)| most.max(*likely));
        let weigh = |likely: f32| (cooled * (likely - most)).exp();
        let all = weigh(none) + choices.iter().map(|(_, likely)| weigh(*likely)).sum::<f32>();
        let mut left = self.next() * all - weigh(none);
        if left < 0.0 {
            return None;
        }
        for (at, (_, likely)) in choices.iter().enumerate() {
            left -= weigh(*likely);
            if left < 0.0 {
                return Some(at);
            }
        }
        choices.len().checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_drawn_as_often_as_they_are_likely() {
        let mut chance = Chance(7);
        let choices = [(4, 3.0_f32.ln()), (9, 6.0_f32.ln())];
        let mut drawn = [0.0_f32; 3];
        for _ in 0..10_000 {
            drawn[chance.choose(0.0, &choices, 1.0).map_or(0, |at| at + 1)] += 1e-4;
        }
        for (share, expected) in drawn.into_iter().zip([0.1, 0.3, 0.6]) {
            assert!((share - expected).abs() < 0.02, "{drawn:?}");
        }
    }
}
