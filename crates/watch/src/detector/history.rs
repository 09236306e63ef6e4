//! Sums over the past of a stretch, in constant time.

/// Running sums of counts.
pub(super) struct Sums {
    sums: Vec<f64>,
}

impl Sums {
    pub(super) fn new(counts: &[f64]) -> Self {
        let mut sums = Vec::with_capacity(counts.len() + 1);
        let mut total = 0.0;
        sums.push(total);
        for count in counts {
            total += count;
            sums.push(total);
        }
        Self { sums }
    }

    /// The sum over `from..to`.
    pub(super) fn over(&self, from: usize, to: usize) -> f64 {
        self.sums[to] - self.sums[from]
    }

    /// The sum over the `length` periods before `end`.
    pub(super) fn before(&self, end: usize, length: usize) -> f64 {
        self.over(end.saturating_sub(length), end)
    }
}

/// Mean and variance (over n - 1) of some counts.
pub(super) fn moments(counts: &[f64]) -> (f64, f64) {
    let n = counts.len() as f64;
    let mean = counts.iter().sum::<f64>() / n;
    let squares: f64 = counts.iter().map(|count| (count - mean) * (count - mean)).sum();
    (mean, if n > 1.0 { squares / (n - 1.0) } else { 0.0 })
}

/// How much more than Poisson the sums of one length vary from one to the next. The squared difference of
/// neighbours is blind to slow changes of the rate, which a variance over years is not.
pub(super) struct Bursts {
    length: usize,
    halves: Sums,
}

impl Bursts {
    pub(super) fn new(daily: &Sums, days: usize, length: usize) -> Self {
        let half = |end: usize| {
            let start = end.checked_sub(2 * length)?;
            let middle = end - length;
            let step = daily.over(middle, end) - daily.over(start, middle);
            Some(step * step / 2.0)
        };
        let halves: Vec<f64> = (1..=days).map(|end| half(end).unwrap_or(0.0)).collect();
        Self { length, halves: Sums::new(&halves) }
    }

    /// Variance over mean of the sums within `from..to`, drawn towards 1 where there are few.
    pub(super) fn dispersion(&self, daily: &Sums, from: usize, to: usize) -> f64 {
        let begin = from + 2 * self.length;
        if begin >= to {
            return 1.0;
        }
        let mean = daily.over(from, to) / (to - from) as f64 * self.length as f64;
        let apart = (to - from) as f64 / self.length as f64;
        if mean <= 0.0 {
            return 1.0;
        }
        // The halved square of the sum that ends with day `d` stands at `d - 1`.
        let step = self.halves.over(begin - 1, to) / (to - begin + 1) as f64;
        ((step / mean * apart + PRIOR_SUMS) / (apart + PRIOR_SUMS)).max(1.0)
    }
}

/// Sums of dispersion 1 that are added to those of the group.
const PRIOR_SUMS: f64 = 4.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Random, baseline::Baseline};

    fn dispersion(background: Baseline, slope: f64) -> f64 {
        let mut random = Random::keyed(17, &[]);
        let counts: Vec<f64> = (0..7000)
            .map(|day| {
                let mean = background.mean * (1.0 + slope * f64::from(day));
                random.negative_binomial(mean, background.size)
            })
            .collect();
        Bursts::new(&Sums::new(&counts), counts.len(), 7).dispersion(&Sums::new(&counts), 0, 7000)
    }

    /// A negative binomial of mean 2 and size 1 has the variance 6: three times its mean, and so have its
    /// sums.
    #[test]
    fn bursts_are_told_from_slow_change() {
        assert!((dispersion(Baseline::poisson(2.0), 0.0) - 1.0).abs() < 0.1);
        assert!((dispersion(Baseline::poisson(2.0), 0.001) - 1.0).abs() < 0.1);
        assert!((dispersion(Baseline::negative_binomial(2.0, 1.0), 0.0) - 3.0).abs() < 0.3);
    }
}
