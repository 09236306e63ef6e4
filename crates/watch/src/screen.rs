//! Many groups at once: which of the alarms stay when the share of false ones is bounded.

/// Positions that Benjamini & Hochberg (1995) reject at this false discovery rate, ascending. The p-values
/// must be independent or positively dependent; a p-value that is no number is never rejected.
pub fn benjamini_hochberg(p_values: &[f64], rate: f64) -> Vec<usize> {
    step_up(p_values, |p, rank, n| p <= rate * rank / n)
}

/// Positions that e-BH (Wang & Ramdas 2022) rejects at this false discovery rate, ascending, under any
/// dependence between the e-values. An e-value has a mean of at most 1 where nothing changed; the sum of an
/// e-detector has a mean of at most the number of periods since it began, and is one after division by that.
pub fn e_benjamini_hochberg(e_values: &[f64], rate: f64) -> Vec<usize> {
    let inverse: Vec<f64> =
        e_values.iter().map(|e| if *e > 0.0 { 1.0 / e } else { f64::INFINITY }).collect();
    step_up(&inverse, |p, rank, n| p <= rate * rank / n)
}

/// An adjusted p-value for each: the least false discovery rate at which it would be rejected.
pub fn adjusted(p_values: &[f64]) -> Vec<f64> {
    let order = ascending(p_values);
    let n = order.len() as f64;
    let mut adjusted = vec![f64::NAN; p_values.len()];
    let mut least = 1.0_f64;
    for (rank, at) in order.iter().enumerate().rev() {
        least = least.min(p_values[*at] * n / (rank + 1) as f64);
        adjusted[*at] = least;
    }
    adjusted
}

fn ascending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).filter(|at| !values[*at].is_nan()).collect();
    order.sort_by(|left, right| values[*left].total_cmp(&values[*right]));
    order
}

fn step_up(values: &[f64], accepts: impl Fn(f64, f64, f64) -> bool) -> Vec<usize> {
    let order = ascending(values);
    let n = order.len() as f64;
    let last =
        (0..order.len()).rev().find(|rank| accepts(values[order[*rank]], (rank + 1) as f64, n));
    let mut rejected = last.map_or(Vec::new(), |last| order[..=last].to_vec());
    rejected.sort_unstable();
    rejected
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of Benjamini & Hochberg 1995, section 3.2: 15 p-values, four rejected at 0.05.
    const P_VALUES: [f64; 15] = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0000,
    ];

    #[test]
    fn the_example_of_the_paper_rejects_four() {
        assert_eq!(benjamini_hochberg(&P_VALUES, 0.05), [0, 1, 2, 3]);
        let adjusted = adjusted(&P_VALUES);
        assert!((adjusted[3] - 0.0095 * 15.0 / 4.0).abs() < 1e-12);
        assert_eq!(adjusted.iter().filter(|p| **p <= 0.05).count(), 4);
    }

    /// By hand: 4 e-values at rate 0.1. The second largest, 25, is at least 4 / (2 * 0.1) = 20; the third,
    /// 10, is less than 4 / (3 * 0.1).
    #[test]
    fn e_values_are_rejected_by_their_rank() {
        assert_eq!(e_benjamini_hochberg(&[1.0, 25.0, 10.0, 50.0], 0.1), [1, 3]);
        assert_eq!(e_benjamini_hochberg(&[1.0, 25.0, 10.0, 30.0], 0.1), [1, 3]);
        assert!(e_benjamini_hochberg(&[0.0, 19.0], 0.1).is_empty());
    }

    #[test]
    fn a_missing_p_value_is_never_rejected() {
        assert_eq!(benjamini_hochberg(&[f64::NAN, 0.001], 0.05), [1]);
    }
}
