//! What a text is written in.

/// Whether capitals mean anything in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// Capitals begin names and sentences.
    Mixed,
    /// All letters are capitals.
    Upper,
    /// No letter is a capital.
    Lower,
}

/// Share of the letters that must be of one case for the other to mean nothing.
const SHARE: f64 = 0.95;

/// Share of capitals below which a text has none that mean anything.
const SHARE_LOWER: f64 = 0.002;

/// Letters looked at.
const LETTERS_MAX: usize = 20_000;

impl Case {
    /// The case of a text, from its first 20,000 letters. A script without cases is [`Case::Lower`].
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (mut letters, mut upper) = (0_u32, 0_u32);
        for c in text.chars().filter(|c| c.is_alphabetic()).take(LETTERS_MAX) {
            letters += 1;
            upper += u32::from(c.is_uppercase());
        }
        let share = if letters == 0 { 0.0 } else { f64::from(upper) / f64::from(letters) };
        if share >= SHARE {
            Self::Upper
        } else if share <= SHARE_LOWER {
            Self::Lower
        } else {
            Self::Mixed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_case_is_told() {
        assert_eq!(Case::of("THE ARMY, 12 KM AWAY"), Case::Upper);
        assert_eq!(Case::of("the army"), Case::Lower);
        assert_eq!(Case::of("The army"), Case::Mixed);
        assert_eq!(Case::of(""), Case::Lower);
    }
}
