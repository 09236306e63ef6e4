//! Numbers that look random and can be repeated.

/// A small generator of evenly spread numbers (Vigna 2015, SplitMix64), so that a failure can be repeated.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// The next number below a limit; 0 where the limit is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit.max(1)
    }
}
