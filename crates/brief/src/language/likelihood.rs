//! The words of ICD 203 and their ranges.

/// A word for a likelihood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// The word as it is printed.
    pub word: &'static str,
    /// Other forms of it.
    pub forms: &'static [&'static str],
    /// The row of the table: 0 for `likely` and its kin, 1 for `probable` and its kin. A document uses one.
    pub row: usize,
    /// From this probability on.
    pub from: f64,
    /// Up to this one, which is no longer of it; of the highest term it still is.
    pub below: f64,
}

const fn term(
    word: &'static str,
    forms: &'static [&'static str],
    row: usize,
    from: f64,
    below: f64,
) -> Term {
    Term { word, forms, row, from, below }
}

/// All terms, those whose words are parts of others' last.
pub const TERMS: [Term; 14] = [
    term("almost no chance", &[], 0, 0.01, 0.05),
    term("very unlikely", &[], 0, 0.05, 0.20),
    term("very likely", &[], 0, 0.80, 0.95),
    term("almost certain", &["almost certainly"], 0, 0.95, 0.99),
    term("roughly even chance", &["roughly an even chance", "even chance"], 0, 0.45, 0.55),
    term("unlikely", &[], 0, 0.20, 0.45),
    term("likely", &[], 0, 0.55, 0.80),
    term("highly improbable", &["highly improbably"], 1, 0.05, 0.20),
    term("highly probable", &["highly probably"], 1, 0.80, 0.95),
    term("nearly certain", &["nearly certainly"], 1, 0.95, 0.99),
    term("roughly even odds", &["even odds"], 1, 0.45, 0.55),
    term("remote", &["remote chance"], 1, 0.01, 0.05),
    term("improbable", &["improbably"], 1, 0.20, 0.45),
    term("probable", &["probably"], 1, 0.55, 0.80),
];

impl Term {
    /// Whether a probability (0 to 1) is of this term.
    #[must_use]
    pub fn holds(&self, probability: f64) -> bool {
        probability >= self.from
            && (probability < self.below || (self.below == 0.99 && probability <= 0.99))
    }
}

/// The term of a probability, of the first row; none below 1% and above 99%, where ICD 203 has no word.
#[must_use]
pub fn term_of(probability: f64) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.row == 0 && term.holds(probability))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_probability_between_the_ends_has_exactly_one_term() {
        for per_mille in 10..=990 {
            let probability = f64::from(per_mille) / 1000.0;
            for row in [0, 1] {
                let of = TERMS.iter().filter(|term| term.row == row && term.holds(probability));
                assert_eq!(of.count(), 1, "{probability} in row {row}");
            }
        }
        assert!(term_of(0.009).is_none() && term_of(0.991).is_none());
    }

    #[test]
    fn the_bands_are_those_of_the_directive() {
        let word = |probability| term_of(probability).map(|term| term.word);
        assert_eq!(word(0.01), Some("almost no chance"));
        assert_eq!(word(0.05), Some("very unlikely"));
        assert_eq!(word(0.20), Some("unlikely"));
        assert_eq!(word(0.45), Some("roughly even chance"));
        assert_eq!(word(0.55), Some("likely"));
        assert_eq!(word(0.80), Some("very likely"));
        assert_eq!(word(0.95), Some("almost certain"));
        assert_eq!(word(0.99), Some("almost certain"));
    }
}
