//! Farrington flexible (Noufaily, Enki, Farrington, Garthwaite, Andrews & Charlett 2013).

use super::{
    Detector, Parameter, Reading,
    farrington_windows::{Windows, YEARS_MAX},
    surprise,
};
use crate::{
    error::{WatchError, within},
    glm::{Fit, Rows, SEASONS_MAX},
    series::{Period, Stretch},
    special::{normal_quantile, normal_upper, quantile, t_two_sided, upper_tail},
};

/// How the upper bound is had from the fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// The normal quantile on a power scale, with the error of the fit (Farrington et al. 1996).
    Delta(Transform),
    /// The quantile of a negative binomial around the fitted mean (Noufaily et al. 2013).
    NbPlugin,
    /// The same around the upper bound of the mean (Noufaily et al. 2013).
    Muan,
}

/// The power that makes a count more nearly symmetric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transform {
    /// The count itself.
    None,
    /// Its square root.
    Half,
    /// Its power 2/3.
    TwoThirds,
}

impl Transform {
    fn exponent(self) -> f64 {
        match self {
            Self::None => 1.0,
            Self::Half => 0.5,
            Self::TwoThirds => 2.0 / 3.0,
        }
    }
}

/// Quasi-Poisson regression on the same season of past years, past outbreaks weighted down.
///
/// It equals `farringtonFlexible` of R's `surveillance` 1.20.3 on dated series. The statistic is the
/// negative common logarithm of the probability of such a count, so that the limit is that of `alpha`.
#[derive(Debug, Clone, PartialEq)]
pub struct Farrington {
    /// Years back, 1 to 30.
    pub years: usize,
    /// Half the width of the window around the same time of each year, in periods.
    pub half_width: usize,
    /// Levels of the seasonal factor, 1 to 64; 1 compares with the windows only.
    pub seasons: usize,
    /// Latest periods left out, so that a surge does not become its own baseline.
    pub left_out: usize,
    /// Whether past outliers are weighted down.
    pub reweight: bool,
    /// The Anscombe residual above which they are.
    pub weights_threshold: f64,
    /// Whether a trend is tried.
    pub trend: bool,
    /// The p-value below which the trend is kept; 1 keeps it whenever it does not extrapolate.
    pub trend_p_max: f64,
    /// How the upper bound is had from the fit.
    pub threshold: Threshold,
    /// One-sided probability of a count above the bound when nothing changed, 0 to 1.
    pub alpha: f64,
    /// Cases in the latest periods without which there is no answer.
    pub cases_min: f64,
    /// How many latest periods those are.
    pub cases_periods: usize,
}

impl Default for Farrington {
    fn default() -> Self {
        Self {
            years: 5,
            half_width: 3,
            seasons: 10,
            left_out: 26,
            reweight: true,
            weights_threshold: 2.58,
            trend: true,
            trend_p_max: 1.0,
            threshold: Threshold::NbPlugin,
            alpha: 0.01,
            cases_min: 5.0,
            cases_periods: 4,
        }
    }
}

/// What the regression says of one period.
struct Model {
    eta: f64,
    se: f64,
    dispersion: f64,
}

/// Memory that one fit leaves to the next.
#[derive(Default)]
struct Workspace {
    rows: Rows,
    fit: Fit,
    residuals: Vec<f64>,
}

impl Farrington {
    /// The same rule, if its parameters lie in their ranges.
    ///
    /// # Errors
    ///
    /// The parameter that lies outside.
    pub fn checked(self) -> Result<Self, WatchError> {
        within("years", self.years as f64, 1.0, YEARS_MAX as f64)?;
        within("seasons", self.seasons as f64, 1.0, SEASONS_MAX as f64)?;
        within("alpha", self.alpha, 1e-300, 0.5)?;
        within("cases_periods", self.cases_periods as f64, 1.0, 1e6)?;
        Ok(self)
    }

    /// What the rule says of the latest `periods` periods of a stretch only: what a daily run needs.
    pub fn read_latest(&self, stretch: Stretch<'_>, periods: usize) -> Vec<Reading> {
        let mut work = Workspace::default();
        let from = stretch.counts.len().saturating_sub(periods);
        (from..stretch.counts.len())
            .map(|now| self.reading(stretch, now, &mut work).unwrap_or_default())
            .collect()
    }

    fn model(&self, time: f64, work: &mut Workspace) -> Option<Model> {
        let mut model = self.regress(time, self.trend, work)?;
        if work.fit.slope().is_some() {
            let largest = work.rows.counts.iter().copied().fold(0.0, f64::max);
            let keep =
                self.years >= 3 && self.trend_is_significant(work) && model.eta.exp() <= largest;
            if !keep {
                model = self.regress(time, false, work)?;
            }
        }
        Some(model)
    }

    fn regress(&self, time: f64, trend: bool, work: &mut Workspace) -> Option<Model> {
        let Workspace { rows, fit, residuals } = work;
        rows.weights.fill(1.0);
        fit.fit(rows, self.seasons, trend);
        let mut trend = trend;
        if !fit.converged && trend {
            trend = false;
            fit.fit(rows, self.seasons, false);
        }
        if !fit.converged || fit.freedom <= 0.0 {
            return None;
        }
        let mut dispersion = fit.dispersion(rows).max(1.0);
        if self.reweight {
            fit.anscombe(rows, dispersion, residuals);
            weigh(residuals, self.weights_threshold, &mut rows.weights);
            fit.fit(rows, self.seasons, trend);
            dispersion = fit.dispersion(rows).max(1.0);
        }
        let scale = self.error_scale(rows, fit);
        let own = u8::try_from(self.seasons - 1).ok()?;
        let prediction = fit.predict(own, time);
        let se = (prediction.variance * scale).sqrt();
        prediction.eta.is_finite().then_some(Model { eta: prediction.eta, se, dispersion })
    }

    /// The dispersion behind the standard errors. The reference puts the outlier weights in the place of
    /// the working weights before it asks for them, and the published bounds contain that.
    fn error_scale(&self, rows: &Rows, fit: &Fit) -> f64 {
        let weights = if self.reweight { &rows.weights } else { fit.working() };
        fit.dispersion_under(rows, weights)
    }

    fn trend_is_significant(&self, work: &Workspace) -> bool {
        let scale = self.error_scale(&work.rows, &work.fit);
        let t = work.fit.slope().unwrap_or(0.0) / (scale * work.fit.slope_variance()).sqrt();
        t_two_sided(t, work.fit.freedom) < self.trend_p_max
    }

    /// The upper bound, and the probability of a count as large as `observed`.
    fn bound(&self, model: &Model, observed: f64) -> (f64, f64) {
        let mean = model.eta.exp();
        let z = normal_quantile(1.0 - self.alpha);
        match self.threshold {
            Threshold::Delta(transform) => delta(model, transform, z, observed),
            Threshold::NbPlugin => self.plug_in(mean, model.dispersion, observed),
            Threshold::Muan => {
                self.plug_in((model.eta + z * model.se).exp(), model.dispersion, observed)
            }
        }
    }

    fn plug_in(&self, mean: f64, dispersion: f64, observed: f64) -> (f64, f64) {
        (quantile(1.0 - self.alpha, mean, dispersion), upper_tail(observed, mean, dispersion))
    }

    fn enough(&self, counts: &[f64], now: usize) -> bool {
        let from = (now + 1).saturating_sub(self.cases_periods);
        counts[from..=now].iter().sum::<f64>() >= self.cases_min
    }

    fn reading(&self, stretch: Stretch<'_>, now: usize, work: &mut Workspace) -> Option<Reading> {
        let windows = Windows {
            years: self.years.min(YEARS_MAX),
            half_width: self.half_width,
            seasons: self.seasons.min(SEASONS_MAX),
            left_out: self.left_out,
        };
        let time = windows.fill(stretch, now, &mut work.rows)?;
        if !self.enough(stretch.counts, now) {
            // Too few cases for a bound is an answer: nothing to alarm about.
            return Some(Reading { statistic: Some(0.0), ..Reading::default() });
        }
        let model = self.model(time, work)?;
        let observed = stretch.counts[now];
        let (upper, probability) = self.bound(&model, observed);
        Some(Reading {
            expected: Some(model.eta.exp()),
            threshold: Some(upper),
            statistic: Some(if observed > 0.0 { surprise(probability) } else { 0.0 }),
            ..Reading::default()
        })
    }
}

/// The bound on the power scale, and the normal tail there.
fn delta(model: &Model, transform: Transform, z: f64, observed: f64) -> (f64, f64) {
    let mean = model.eta.exp();
    let se_mean = model.se * mean;
    let tau = model.dispersion + se_mean * se_mean / mean;
    let exponent = transform.exponent();
    let se = match transform {
        Transform::None => (mean * tau).sqrt(),
        Transform::Half => (tau / 4.0).sqrt(),
        Transform::TwoThirds => (4.0 / 9.0 * mean.cbrt() * tau).sqrt(),
    };
    let centre = mean.powf(exponent);
    let upper = (centre + z * se).powf(1.0 / exponent);
    let tail = normal_upper((observed.powf(exponent) - centre) / se).max(1e-300);
    (upper, tail)
}

/// Weights of the second fit: those of outliers fall with the square of their residual, and all together
/// sum to the number of rows.
fn weigh(residuals: &[f64], threshold: f64, weights: &mut [f64]) {
    let plain = |residual: f64| if residual > threshold { residual.powi(-2) } else { 1.0 };
    let sum: f64 = residuals.iter().map(|residual| plain(*residual)).sum();
    let gamma = residuals.len() as f64 / sum;
    for (weight, residual) in weights.iter_mut().zip(residuals) {
        *weight = gamma * plain(*residual);
    }
}

impl Detector for Farrington {
    fn name(&self) -> &'static str {
        "farrington-flexible"
    }

    fn source(&self) -> &'static str {
        "Noufaily et al. 2013, Statistics in Medicine 32(7): 1206-1222; Farrington et al. 1996, Journal of \
         the Royal Statistical Society A 159(3): 547-563"
    }

    fn period(&self) -> Period {
        Period::Week
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("years", self.years, "years back"),
            Parameter::new("half_width", self.half_width, "half the yearly window, in periods"),
            Parameter::new("seasons", self.seasons, "levels of the seasonal factor; 1 is none"),
            Parameter::new("left_out", self.left_out, "latest periods that are no baseline"),
            Parameter::new("reweight", self.reweight, "whether past outliers weigh less"),
            Parameter::new("weights_threshold", self.weights_threshold, "residual of an outlier"),
            Parameter::new("trend", self.trend, "whether a trend is tried"),
            Parameter::new("trend_p_max", self.trend_p_max, "p-value below which it is kept"),
            Parameter::new("threshold", format!("{:?}", self.threshold), "how the bound is had"),
            Parameter::new("alpha", self.alpha, "probability of a count above the bound"),
            Parameter::new("cases_min", self.cases_min, "recent cases without which it is silent"),
            Parameter::new("cases_periods", self.cases_periods, "how many periods are recent"),
        ]
    }

    fn limit(&self) -> f64 {
        surprise(self.alpha)
    }

    fn with_limit(&self, limit: f64) -> Box<dyn Detector> {
        Box::new(Self { alpha: 10_f64.powf(-limit), ..self.clone() })
    }

    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading> {
        self.read_latest(stretch, stretch.counts.len())
    }
}

#[cfg(test)]
#[path = "farrington_tests.rs"]
mod tests;
