//! Quasi-Poisson regression on a level per season and one trend, as R's `glm` fits it.
//!
//! The model matrix of Farrington's regression is one indicator per season and one column of time, so the
//! normal equations of each step of iteratively reweighted least squares are solved group by group: a
//! weighted mean per season, and one slope within seasons. Start, convergence and the weights that are
//! left behind are R's (`glm.fit`: start at y + 0.1, relative change of the deviance below 1e-8, at most 25
//! steps, working weights from before the last step), because the published upper bounds depend on them.

#![allow(clippy::needless_range_loop, reason = "a row is one position in several columns")]

/// Relative change of the deviance at which R's `glm` stops.
const EPSILON: f64 = 1e-8;
/// The steps after which R's `glm` gives up.
const STEPS_MAX: usize = 25;
/// The most seasons a fit can have.
pub(crate) const SEASONS_MAX: usize = 64;

/// What is regressed: a count, a time and a season per row.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) counts: Vec<f64>,
    pub(crate) times: Vec<f64>,
    pub(crate) seasons: Vec<u8>,
    /// Prior weights, 1 for a plain fit.
    pub(crate) weights: Vec<f64>,
}

/// One season in a step of the fit.
#[derive(Debug, Clone, Copy, Default)]
struct Season {
    /// Sum of working weights.
    weight: f64,
    /// Weighted mean of time.
    time: f64,
    /// Weighted mean of the working response, then the intercept.
    level: f64,
}

/// A fitted model.
#[derive(Debug, Default)]
pub(crate) struct Fit {
    seasons: Vec<Season>,
    slope: Option<f64>,
    /// Weighted sum of squares of time within seasons.
    spread: f64,
    pub(crate) means: Vec<f64>,
    /// Working weights of the last step.
    working: Vec<f64>,
    pub(crate) converged: bool,
    /// Rows less the rank of the model.
    pub(crate) freedom: f64,
}

/// The linear predictor at one time, with the sum of squares that its standard error comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prediction {
    pub(crate) eta: f64,
    /// Variance per unit of dispersion.
    pub(crate) variance: f64,
}

impl Rows {
    pub(crate) fn clear(&mut self) {
        self.counts.clear();
        self.times.clear();
        self.seasons.clear();
        self.weights.clear();
    }

    pub(crate) fn push(&mut self, count: f64, time: f64, season: u8) {
        self.counts.push(count);
        self.times.push(time);
        self.seasons.push(season);
        self.weights.push(1.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    /// The deviance less what does not depend on the means.
    fn saturated(&self) -> f64 {
        let term = |(count, weight): (&f64, &f64)| {
            if *count > 0.0 { weight * (count * count.ln() - count) } else { 0.0 }
        };
        self.counts.iter().zip(&self.weights).map(term).sum()
    }
}

impl Fit {
    /// Fits into the memory of an earlier fit.
    pub(crate) fn fit(&mut self, rows: &Rows, seasons: usize, trend: bool) {
        let n = rows.len();
        self.seasons.clear();
        self.seasons.resize(seasons, Season::default());
        self.slope = None;
        self.converged = false;
        self.working.clear();
        self.working.resize(n, 0.0);
        self.means.clear();
        self.means.extend(rows.counts.iter().map(|count| count + 0.1));
        let saturated = rows.saturated();
        let mut etas: Vec<f64> = self.means.iter().map(|mean| mean.ln()).collect();
        let mut before = deviance(rows, &etas, &self.means, saturated);
        for _ in 0..STEPS_MAX {
            self.step(rows, &mut etas, trend);
            let deviance = deviance(rows, &etas, &self.means, saturated);
            if (deviance - before).abs() / (deviance.abs() + 0.1) < EPSILON {
                self.converged = true;
                break;
            }
            before = deviance;
        }
        let rank = self.seasons.iter().filter(|season| season.weight > 0.0).count()
            + usize::from(self.slope.is_some());
        self.freedom = n as f64 - rank as f64;
    }

    /// One step of weighted least squares on the working response, then the new means.
    fn step(&mut self, rows: &Rows, etas: &mut [f64], trend: bool) {
        let n = rows.len();
        let mut sums = [(0.0_f64, 0.0_f64, 0.0_f64); SEASONS_MAX];
        for i in 0..n {
            let weight = rows.weights[i] * self.means[i];
            self.working[i] = weight;
            // The working response replaces the linear predictor in place.
            etas[i] += (rows.counts[i] - self.means[i]) / self.means[i];
            let sum = &mut sums[usize::from(rows.seasons[i])];
            sum.0 += weight;
            sum.1 += weight * rows.times[i];
            sum.2 += weight * etas[i];
        }
        for (season, sum) in self.seasons.iter_mut().zip(sums) {
            *season = Season { weight: sum.0, time: sum.1 / sum.0, level: sum.2 / sum.0 };
        }
        let mut slope = 0.0;
        if trend {
            slope = self.solve_slope(rows, etas);
        }
        for season in self.seasons.iter_mut().filter(|season| season.weight > 0.0) {
            season.level -= slope * season.time;
        }
        for i in 0..n {
            let eta = self.seasons[usize::from(rows.seasons[i])].level + slope * rows.times[i];
            etas[i] = eta;
            self.means[i] = eta.exp().max(f64::EPSILON);
        }
    }

    fn solve_slope(&mut self, rows: &Rows, responses: &[f64]) -> f64 {
        let (mut square, mut product) = (0.0, 0.0);
        for i in 0..rows.len() {
            let season = &self.seasons[usize::from(rows.seasons[i])];
            let time = rows.times[i] - season.time;
            let weighted = self.working[i] * time;
            square += weighted * time;
            product += weighted * (responses[i] - season.level);
        }
        self.spread = square;
        let slope = if square > 0.0 { product / square } else { 0.0 };
        self.slope = Some(slope);
        slope
    }

    /// The slope; `None` in a fit without trend.
    pub(crate) fn slope(&self) -> Option<f64> {
        self.slope
    }

    /// The variance of the slope per unit of dispersion.
    pub(crate) fn slope_variance(&self) -> f64 {
        1.0 / self.spread
    }

    /// The dispersion by squared working residuals under the weights given.
    pub(crate) fn dispersion_under(&self, rows: &Rows, weights: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 0..rows.len() {
            let residual = (rows.counts[i] - self.means[i]) / self.means[i];
            sum += weights[i] * residual * residual;
        }
        sum / self.freedom
    }

    /// Pearson's dispersion: squared residuals under the working weights, over the degrees of freedom.
    pub(crate) fn dispersion(&self, rows: &Rows) -> f64 {
        self.dispersion_under(rows, &self.working)
    }

    /// The leverage of a row.
    fn leverage(&self, rows: &Rows, i: usize) -> f64 {
        let season = &self.seasons[usize::from(rows.seasons[i])];
        let mut leverage = 1.0 / season.weight;
        if self.slope.is_some() {
            let time = rows.times[i] - season.time;
            leverage += time * time / self.spread;
        }
        self.working[i] * leverage
    }

    /// Standardised Anscombe residuals (Farrington et al. 1996, section 3.6).
    pub(crate) fn anscombe(&self, rows: &Rows, dispersion: f64, residuals: &mut Vec<f64>) {
        residuals.clear();
        residuals.extend((0..rows.len()).map(|i| {
            let mean = self.means[i];
            let sixth = mean.sqrt().cbrt();
            let count = rows.counts[i].cbrt();
            let plain = 1.5 * (count * count / sixth - mean.sqrt());
            plain / (dispersion * (1.0 - self.leverage(rows, i))).sqrt()
        }));
    }

    /// The linear predictor of a season at a time.
    pub(crate) fn predict(&self, season: u8, time: f64) -> Prediction {
        let season = &self.seasons[usize::from(season)];
        let slope = self.slope.unwrap_or(0.0);
        let mut variance = 1.0 / season.weight;
        if self.slope.is_some() {
            variance += (time - season.time) * (time - season.time) / self.spread;
        }
        Prediction { eta: season.level + slope * time, variance }
    }

    pub(crate) fn working(&self) -> &[f64] {
        &self.working
    }
}

fn deviance(rows: &Rows, etas: &[f64], means: &[f64], saturated: f64) -> f64 {
    let mut sum = saturated;
    for i in 0..rows.len() {
        sum += rows.weights[i] * (means[i] - rows.counts[i] * etas[i]);
    }
    2.0 * sum
}
