//! The past cut into stretches of equal rate: PELT (Killick, Fearnhead & Eckley 2012).
//!
//! The cut minimises the cost of all segments, twice their negative log likelihood, plus a penalty for each
//! change, exactly and in a time that grows with the series, not with its square, as long as changes keep
//! coming. It reads the whole series and so is for the past, not for alarms.

use crate::{
    error::{WatchError, within},
    series::Series,
};

/// How a segment's counts are taken to vary around its rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cost {
    /// Poisson.
    Poisson,
    /// Negative binomial with variance `mean + mean² / size`, the same size in all segments.
    NegativeBinomial {
        /// The size, above 0; the larger, the nearer to Poisson.
        size: f64,
    },
}

/// How to cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pelt {
    /// How counts vary within a segment.
    pub cost: Cost,
    /// What a change costs, in twice the log likelihood; `None` is 3 log n.
    pub penalty: Option<f64>,
    /// The shortest segment, in periods, at least 1.
    pub length_min: usize,
}

impl Default for Pelt {
    fn default() -> Self {
        Self { cost: Cost::NegativeBinomial { size: 2.0 }, penalty: None, length_min: 4 }
    }
}

/// Consecutive periods of one rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Position of the first period in the series.
    pub from: usize,
    /// Position after the last period.
    pub to: usize,
    /// Mean count of a period.
    pub mean: f64,
}

impl Cost {
    /// Twice the negative log likelihood at the most likely rate, less what does not depend on the cut.
    fn of(self, sum: f64, length: f64) -> f64 {
        if sum <= 0.0 {
            return 0.0;
        }
        let mean = sum / length;
        match self {
            Self::Poisson => 2.0 * (sum - sum * mean.ln()),
            Self::NegativeBinomial { size } => {
                -2.0 * (sum * (mean / (mean + size)).ln()
                    + length * size * (size / (mean + size)).ln())
            }
        }
    }
}

impl Pelt {
    /// The segments of a series, in order; gaps and breaks of the series always end one.
    ///
    /// # Errors
    ///
    /// A size, penalty or length lies outside its range.
    pub fn cut(&self, series: &Series) -> Result<Vec<Segment>, WatchError> {
        if let Cost::NegativeBinomial { size } = self.cost {
            within("size", size, 1e-6, 1e12)?;
        }
        within("penalty", self.penalty.unwrap_or(0.0), 0.0, 1e12)?;
        within("length_min", self.length_min as f64, 1.0, 1e6)?;
        let mut segments = Vec::new();
        for stretch in series.stretches() {
            for (from, to) in self.changes(stretch.counts) {
                let sum: f64 = stretch.counts[from..to].iter().sum();
                segments.push(Segment {
                    from: stretch.offset + from,
                    to: stretch.offset + to,
                    mean: sum / (to - from) as f64,
                });
            }
        }
        Ok(segments)
    }

    fn changes(&self, counts: &[f64]) -> Vec<(usize, usize)> {
        let n = counts.len();
        let penalty = self.penalty.unwrap_or_else(|| 3.0 * (n.max(2) as f64).ln());
        let mut sums = vec![0.0];
        for count in counts {
            sums.push(sums[sums.len() - 1] + count);
        }
        let cost = |from: usize, to: usize| self.cost.of(sums[to] - sums[from], (to - from) as f64);
        // best[t] is the least cost of the first t counts, and last[t] where its last segment begins.
        let mut best = vec![f64::INFINITY; n + 1];
        let mut last = vec![0; n + 1];
        best[0] = -penalty;
        let mut candidates = vec![0];
        for to in 1..=n {
            for from in candidates.iter().copied() {
                if to - from < self.length_min.min(n) {
                    continue;
                }
                let total = best[from] + cost(from, to) + penalty;
                if total < best[to] {
                    (best[to], last[to]) = (total, from);
                }
            }
            if best[to].is_finite() {
                // A start that is already dearer than a change here can never be the best again.
                let keep = |from: &usize| {
                    to - from < self.length_min || best[*from] + cost(*from, to) <= best[to]
                };
                candidates.retain(keep);
            }
            candidates.push(to);
        }
        let (mut cuts, mut to) = (Vec::new(), n);
        while to > 0 {
            cuts.push((last[to], to));
            to = last[to];
        }
        cuts.reverse();
        cuts
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Period, Random};

    fn series(counts: Vec<f64>) -> Series {
        Series::new(Period::Week, date(2000, 1, 3), counts).unwrap()
    }

    /// The least cost by trying every cut, as a check on the pruning.
    fn by_force(pelt: &Pelt, counts: &[f64], penalty: f64) -> f64 {
        let n = counts.len();
        let mut best = vec![f64::INFINITY; n + 1];
        best[0] = -penalty;
        for to in 1..=n {
            for from in 0..to {
                if to - from >= pelt.length_min {
                    let sum = counts[from..to].iter().sum();
                    let cost = pelt.cost.of(sum, (to - from) as f64);
                    best[to] = best[to].min(best[from] + cost + penalty);
                }
            }
        }
        best[n]
    }

    #[test]
    fn a_planted_change_is_found_where_it_is() {
        let mut random = Random::keyed(5, &[]);
        let counts = (0..200).map(|at| random.poisson(if at < 120 { 3.0 } else { 9.0 })).collect();
        let pelt = Pelt { cost: Cost::Poisson, ..Pelt::default() };
        let segments = pelt.cut(&series(counts)).unwrap();
        assert_eq!(segments.len(), 2);
        assert!(segments[0].to.abs_diff(120) <= 2, "{segments:?}");
    }

    #[test]
    fn no_cut_is_cheaper_than_the_one_found() {
        for (key, cost) in [(1, Cost::Poisson), (2, Cost::NegativeBinomial { size: 1.5 })] {
            let mut random = Random::keyed(6, &[key]);
            let counts: Vec<f64> = (0..150)
                .map(|at| random.negative_binomial([2.0, 8.0, 1.0][at / 50], 3.0))
                .collect();
            let pelt = Pelt { cost, penalty: Some(4.0), length_min: 3 };
            let found: f64 = pelt
                .cut(&series(counts.clone()))
                .unwrap()
                .iter()
                .map(|part| {
                    let length = (part.to - part.from) as f64;
                    cost.of(part.mean * length, length) + 4.0
                })
                .sum::<f64>()
                - 4.0;
            assert!((found - by_force(&pelt, &counts, 4.0)).abs() < 1e-9, "{found}");
        }
    }

    #[test]
    fn a_gap_always_ends_a_segment() {
        let gap = series(vec![5.0; 30]).not_covered(date(2000, 3, 6), date(2000, 3, 6));
        let segments = Pelt::default().cut(&gap).unwrap();
        assert_eq!(segments.len(), 2);
        assert_eq!((segments[0].to, segments[1].from), (9, 10));
    }
}
