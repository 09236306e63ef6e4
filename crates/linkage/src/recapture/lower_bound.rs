//! Any number of lists: Chao's lower bound.

use super::{Estimate, Method, real};

/// The least number of incidents there can have been, from how many were seen by exactly one dataset, exactly
/// two, and so on. `lists` is the number of datasets; None for very many occasions. No estimate without counts.
///
/// N = S + A f₁² / 2f₂ with A = (t − 1) / t for t lists and 1 for many (A = 1: Chao 1987, Biometrics 43:
/// 783-791; for few lists: Rivest & Baillargeon 2007, Biometrics 63: 999-1006). Where f₂ = 0:
/// N = S + A f₁(f₁ − 1) / 2, the form without bias. Variance f₂(A r² / 2 + A² r³ + A² r⁴ / 4) with r = f₁ / f₂
/// (Chao 1987 where A = 1).
#[must_use]
pub fn chao_lower_bound(frequencies: &[u64], lists: Option<u32>) -> Option<Estimate> {
    if lists == Some(0) || frequencies.is_empty() {
        return None;
    }
    let seen = frequencies.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count))?;
    let a = lists.map_or(1.0, |lists| (f64::from(lists) - 1.0) / f64::from(lists));
    let once = real(frequencies[0]);
    let twice = real(frequencies.get(1).copied().unwrap_or_default());
    let (missed, variance) = if twice > 0.0 {
        let r = once / twice;
        let variance = twice * (a * r * r / 2.0 + a * a * r.powi(3) + a * a * r.powi(4) / 4.0);
        (a * once * once / (2.0 * twice), variance)
    } else {
        let missed = a * once * (once - 1.0).max(0.0) / 2.0;
        let total = (real(seen) + missed).max(1.0);
        let spread = a * a * once * (2.0 * once - 1.0).powi(2) / 4.0;
        (missed, missed + spread - a * a * once.powi(4) / (4.0 * total))
    };
    Some(Estimate::of(Method::ChaoLowerBound, seen, real(seen) + missed, variance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_by_hand_gives_these_numbers() {
        // 20 + ½ × 100 / 10; 5 × (½ × 4 / 2 + ¼ × 8 + ¼ × 16 / 4).
        let estimate = chao_lower_bound(&[10, 5, 5], Some(2)).unwrap();
        assert!((estimate.total - 25.0).abs() < 1e-12);
        assert!((estimate.standard_error.powi(2) - 20.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_seen_twice_gives_a_number_and_not_infinity() {
        let estimate = chao_lower_bound(&[4], None).unwrap();
        assert!((estimate.total - 10.0).abs() < 1e-12 && estimate.high.is_finite());
    }

    #[test]
    fn one_list_says_nothing_of_what_it_missed() {
        assert_eq!(chao_lower_bound(&[9], Some(1)).unwrap().total, 9.0);
        assert_eq!(chao_lower_bound(&[], Some(3)), None);
    }
}
