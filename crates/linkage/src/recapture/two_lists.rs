//! Two lists: Chapman's estimator.

use super::{Estimate, Method, real};

/// How many incidents there were, from what two datasets saw: `first` and `second` are all incidents of each,
/// `both` those of them that both saw. None where `both` is more than either.
///
/// N = (n₁ + 1)(n₂ + 1) / (m + 1) − 1 (Chapman 1951), without bias where n₁ + n₂ ≥ N; variance
/// (n₁ + 1)(n₂ + 1)(n₁ − m)(n₂ − m) / ((m + 1)²(m + 2)) (Seber 1970; Seber 1982, p. 60).
#[must_use]
pub fn chapman(first: u64, second: u64, both: u64) -> Option<Estimate> {
    if both > first || both > second {
        return None;
    }
    let seen = first.checked_add(second)? - both;
    let (n1, n2, m) = (real(first), real(second), real(both));
    let total = (n1 + 1.0) * (n2 + 1.0) / (m + 1.0) - 1.0;
    let variance =
        (n1 + 1.0) * (n2 + 1.0) * (n1 - m) * (n2 - m) / ((m + 1.0) * (m + 1.0) * (m + 2.0));
    Some(Estimate::of(Method::Chapman, seen, total, variance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_by_hand_gives_these_numbers() {
        // 11 × 16 / 6 − 1; 11 × 16 × 5 × 10 / (36 × 7).
        let estimate = chapman(10, 15, 5).unwrap();
        assert!((estimate.total - 28.333_333).abs() < 1e-6);
        assert!((estimate.standard_error.powi(2) - 34.920_635).abs() < 1e-6);
        assert_eq!(estimate.seen, 20);
        assert!((estimate.missed() - 8.333_333).abs() < 1e-6);
        assert!((estimate.completeness() - 20.0 / 28.333_333).abs() < 1e-6);
    }

    #[test]
    fn lists_that_agree_entirely_missed_nothing() {
        let estimate = chapman(7, 7, 7).unwrap();
        assert_eq!((estimate.total, estimate.low, estimate.high), (7.0, 7.0, 7.0));
        let none = chapman(0, 0, 0).unwrap();
        assert_eq!((none.total, none.completeness()), (0.0, 1.0));
    }

    #[test]
    fn lists_without_anything_in_common_still_give_a_number() {
        let estimate = chapman(10, 10, 0).unwrap();
        assert!((estimate.total - 120.0).abs() < 1e-9 && estimate.high > 400.0);
    }

    #[test]
    fn more_in_common_than_a_list_has_is_refused() {
        assert_eq!(chapman(3, 9, 4), None);
    }
}
