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
