//! Three lists that may depend on each other: sample coverage.

use super::{Estimate, Method, history, real};

/// Coverage below which the overlap says too little for the full estimator (Chao et al. 2001).
const COVERAGE_LEAST: f64 = 0.55;

/// How many incidents there were, from three datasets' counts by history: eight numbers, the number at `s` of
/// the incidents seen by exactly the datasets whose bits are set in `s`; the first is ignored. None where a
/// dataset is empty, the three have nothing in common, or the lengths are wrong.
///
/// Coverage: Chao & Tsay (1998, J. Am. Stat. Assoc. 93: 283-293, eq. 14). Estimators: Chao, Tsay, Lin, Shau &
/// Chao (2001, Statistics in Medicine 20: 3123-3157), the full one where coverage is at least 0.55, else the
/// one-step one. The variance is by the delta method with the multinomial covariance of the counts, those that
/// nobody saw included; the papers use a bootstrap.
#[must_use]
pub fn sample_coverage(counts: &[u64]) -> Option<Estimate> {
    let cells: [u64; 8] = counts.try_into().ok()?;
    let seen = cells[1..].iter().try_fold(0_u64, |sum, count| sum.checked_add(*count))?;
    let cells = cells.map(real);
    let is_full = coverage(&cells)? >= COVERAGE_LEAST;
    let of = |cells: &[f64; 8]| if is_full { full(cells) } else { one_step(cells) };
    let total = of(&cells)?;
    let variance = delta(&cells, total, of)?;
    Some(Estimate::of(Method::SampleCoverage, seen, total, variance))
}

/// Pairs of lists with the third.
const PAIRS: [([usize; 2], usize); 3] = [([0, 1], 2), ([0, 2], 1), ([1, 2], 0)];

/// Cells whose history has all of these lists and none of those.
fn sum(cells: &[f64; 8], all_of: usize, none_of: usize) -> f64 {
    (1..8).filter(|set| set & all_of == all_of && set & none_of == 0).map(|set| cells[set]).sum()
}

/// One minus the average share of each list that no other has.
fn coverage(cells: &[f64; 8]) -> Option<f64> {
    let mut alone = 0.0;
    for list in 0..3 {
        let size = sum(cells, 1 << list, 0);
        if size <= 0.0 {
            return None;
        }
        alone += cells[1 << list] / size;
    }
    let coverage = 1.0 - alone / 3.0;
    (coverage > 0.0).then_some(coverage)
}

/// For each pair of lists: how often each of both was seen without the third, and which share of all pairs of
/// incidents is one.
fn pairs(cells: &[f64; 8]) -> [(f64, f64); 3] {
    PAIRS.map(|([one, other], third)| {
        let without = |list: usize| sum(cells, 1 << list, 1 << third);
        let both = sum(cells, 1 << one | 1 << other, 0);
        let sizes = sum(cells, 1 << one, 0) * sum(cells, 1 << other, 0);
        (without(one) + without(other), both / sizes)
    })
}

fn full(cells: &[f64; 8]) -> Option<f64> {
    let three_c = 3.0 * coverage(cells)?;
    let both: f64 = PAIRS.iter().map(|(pair, _)| sum(cells, history(pair), 0)).sum();
    let dependent: f64 = pairs(cells).iter().map(|(without, share)| without * share).sum();
    let rest = 1.0 - dependent / three_c;
    (rest > 0.0).then(|| both / three_c / rest)
}

fn one_step(cells: &[f64; 8]) -> Option<f64> {
    let c = coverage(cells)?;
    let all: f64 = cells[1..].iter().sum();
    let independent = (all - (cells[1] + cells[2] + cells[4]) / 3.0) / c;
    let next = |total: f64| {
        let dependence = pairs(cells).map(|(without, share)| without * (total * share - 1.0));
        independent + dependence.iter().sum::<f64>() / (3.0 * c)
    };
    Some(next(next(independent)))
}

/// Variance of a function of the counts, with its slopes taken numerically. The counts are multinomial with
/// the estimated total: Σ g² x − (Σ g x)² / N.
fn delta(cells: &[f64; 8], total: f64, of: impl Fn(&[f64; 8]) -> Option<f64>) -> Option<f64> {
    let (mut squares, mut sum) = (0.0, 0.0);
    for cell in (1..8).filter(|cell| cells[*cell] > 0.0) {
        let step = 1e-4 * cells[cell];
        let moved = |by: f64| {
            let mut moved = *cells;
            moved[cell] += by;
            of(&moved)
        };
        let slope = (moved(step)? - moved(-step)?) / (2.0 * step);
        squares += slope * slope * cells[cell];
        sum += slope * cells[cell];
    }
    Some(squares - sum * sum / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_counts_of_independent_lists_give_the_planted_total() {
        // 1000 incidents; lists see a half of them each: 125 in every cell.
        let estimate = sample_coverage(&[0, 125, 125, 125, 125, 125, 125, 125]).unwrap();
        assert!((estimate.total - 1000.0).abs() < 1e-9);
        assert_eq!(estimate.seen, 875);
    }

    #[test]
    fn an_empty_list_or_no_overlap_gives_no_estimate() {
        assert_eq!(sample_coverage(&[0, 5, 5, 5, 0, 0, 0, 0]), None);
        assert_eq!(sample_coverage(&[0, 5, 5, 0, 5, 0, 0, 0]), None);
        assert_eq!(sample_coverage(&[0, 5, 5, 3]), None);
    }
}
