//! Series in which nothing changes: a model of a group's own background, fitted and simulated.
//!
//! The rate of a period is a mean, times one yearly wave, times a gamma process of mean 1 that remembers
//! itself (the autoregressive gamma process, Gouriéroux & Jasiak 2006); the count is Poisson given the rate.
//! Without memory the counts are independent negative binomial; with an infinite size they are Poisson.

use jiff::civil::Date;

use crate::{
    Random, WatchError,
    error::within,
    series::{Period, Series, State},
};

/// A background in which nothing changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Baseline {
    /// Mean count of a period, 0 or more.
    pub mean: f64,
    /// Size of the negative binomial: variance `mean + mean² / size`; infinite for Poisson.
    pub size: f64,
    /// How much of its deviation the rate keeps from one period to the next, 0 to below 1.
    pub memory: f64,
    /// Height of the yearly wave as a share of the mean, 0 to 1.
    pub season: f64,
    /// Where in the year the wave is highest, 0 to 1.
    pub season_peak: f64,
}

/// Sizes above this are told from Poisson by no series.
const SIZE_MAX: f64 = 1e4;
/// The memory that is fitted at most; above it a series does not tell memory from change.
const MEMORY_MAX: f64 = 0.98;

impl Baseline {
    /// Independent Poisson counts.
    pub fn poisson(mean: f64) -> Self {
        Self { mean, size: f64::INFINITY, memory: 0.0, season: 0.0, season_peak: 0.0 }
    }

    /// Independent negative binomial counts.
    pub fn negative_binomial(mean: f64, size: f64) -> Self {
        Self { size, ..Self::poisson(mean) }
    }

    /// The same background with memory.
    #[must_use]
    pub fn with_memory(self, memory: f64) -> Self {
        Self { memory, ..self }
    }

    /// The same background with a yearly wave.
    #[must_use]
    pub fn with_season(self, season: f64, season_peak: f64) -> Self {
        Self { season, season_peak, ..self }
    }

    /// The same background, if it can be simulated.
    ///
    /// # Errors
    ///
    /// The parameter that lies outside its range.
    pub fn checked(self) -> Result<Self, WatchError> {
        within("mean", self.mean, 0.0, 1e9)?;
        within("size", self.size, 1e-6, f64::INFINITY)?;
        within("memory", self.memory, 0.0, 0.9999)?;
        within("season", self.season, 0.0, 1.0)?;
        Ok(self)
    }

    /// Fits the background of a series by its moments: the mean, the yearly wave, the variance beyond
    /// Poisson, and what of it is shared by neighbouring periods. Real changes in the series count as
    /// dispersion and memory, and one standard error is added to each, so a rate that is measured on the fit
    /// is on the side of caution.
    ///
    /// # Errors
    ///
    /// Fewer than 30 covered periods.
    pub fn fit(series: &Series) -> Result<Self, WatchError> {
        Ok(Moments::of(series)?.at(1.0, 1.0))
    }

    /// The backgrounds that a series does not rule out: the corners of the region that 1.645 standard errors
    /// to either side of dispersion and memory span, 90% each. Which of them a rule alarms on most is the
    /// rule's own: one takes a memory for a rise, another what is left when there is none.
    ///
    /// # Errors
    ///
    /// As [`Baseline::fit`].
    pub fn corners(series: &Series) -> Result<Vec<Self>, WatchError> {
        let moments = Moments::of(series)?;
        let mut corners: Vec<Self> = Vec::new();
        for (extra, memory) in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)] {
            let corner = moments.at(extra * CORNER, memory * CORNER);
            if !corners.contains(&corner) {
                corners.push(corner);
            }
        }
        Ok(corners)
    }

    /// The mean count of the period that begins on a date.
    pub fn expected(&self, period: Period, begins: Date) -> f64 {
        let year = (f64::from(begins.day_of_year()) + period.days() / 2.0) / 365.25;
        let angle = std::f64::consts::TAU * (year - self.season_peak);
        self.mean * (1.0 + self.season * libm::cos(angle))
    }

    /// Counts for every period of a series of this shape, its gaps and breaks kept.
    pub fn simulate_like(&self, shape: &Series, random: &mut Random) -> Series {
        let counts = self.counts(shape, random);
        shape.with_counts(counts).expect("simulated counts are finite and 0 or more")
    }

    /// A simulated series.
    ///
    /// # Errors
    ///
    /// A parameter lies outside its range, or the series leaves the calendar.
    pub fn simulate(
        &self,
        period: Period,
        first: Date,
        periods: usize,
        random: &mut Random,
    ) -> Result<Series, WatchError> {
        let shape = Series::new(period, first, vec![0.0; periods])?;
        Ok(self.checked()?.simulate_like(&shape, random))
    }

    fn counts(&self, shape: &Series, random: &mut Random) -> Vec<f64> {
        let mut deviation = self.deviation_at_rest(random);
        let mut counts = Vec::with_capacity(shape.len());
        for (at, state) in shape.states().iter().enumerate() {
            let rate = if self.season > 0.0 {
                self.expected(shape.period(), shape.date(at))
            } else {
                self.mean
            };
            let count = random.poisson(rate * deviation);
            counts.push(if *state == State::NotCovered { 0.0 } else { count });
            deviation = self.deviation_after(deviation, random);
        }
        counts
    }

    fn deviation_at_rest(&self, random: &mut Random) -> f64 {
        if self.size.is_infinite() { 1.0 } else { random.gamma(self.size) / self.size }
    }

    fn deviation_after(&self, deviation: f64, random: &mut Random) -> f64 {
        if self.memory <= 0.0 || self.size.is_infinite() {
            return self.deviation_at_rest(random);
        }
        let kept = random.poisson(self.memory / (1.0 - self.memory) * self.size * deviation);
        random.gamma(self.size + kept) * (1.0 - self.memory) / self.size
    }
}

/// Standard errors from the fit to a corner: 5% of each side lie beyond.
const CORNER: f64 = 1.645;

/// What is had from a series, and from how many periods.
struct Moments {
    plain: Baseline,
    /// Variance beyond Poisson.
    extra: f64,
    memory: f64,
    periods: f64,
}

impl Moments {
    fn of(series: &Series) -> Result<Self, WatchError> {
        let periods: Vec<(usize, f64)> = series
            .stretches()
            .iter()
            .flat_map(|stretch| {
                stretch
                    .counts
                    .iter()
                    .copied()
                    .enumerate()
                    .map(|(at, count)| (stretch.offset + at, count))
            })
            .collect();
        if periods.len() < 30 {
            let have = periods.len();
            return Err(WatchError::TooLittle { what: "covered periods", have, need: 30 });
        }
        let n = periods.len() as f64;
        let mean = periods.iter().map(|(_, count)| count).sum::<f64>() / n;
        let (season, season_peak) = wave(series, &periods, mean);
        let plain = Baseline::poisson(mean).with_season(season, season_peak);
        let deviations: Vec<f64> = periods
            .iter()
            .map(|(at, count)| count - plain.expected(series.period(), series.date(*at)))
            .collect();
        let square = deviations.iter().map(|d| d * d).sum::<f64>() / n;
        let neighbours: Vec<f64> = periods
            .windows(2)
            .zip(deviations.windows(2))
            .filter(|(pair, _)| pair[1].0 == pair[0].0 + 1)
            .map(|(_, d)| d[0] * d[1])
            .collect();
        let shared = neighbours.iter().sum::<f64>() / neighbours.len().max(1) as f64;
        let extra = square - mean;
        let memory = if extra > 0.0 { (shared / extra).clamp(0.0, MEMORY_MAX) } else { 0.0 };
        Ok(Self { plain, extra, memory, periods: n })
    }

    /// The background so many standard errors above the fit in dispersion and in memory: with the bias of a
    /// memory that is had from one series (Marriott & Pope 1954).
    fn at(&self, errors_of_extra: f64, errors_of_memory: f64) -> Baseline {
        let (n, mean, memory) = (self.periods, self.plain.mean, self.memory);
        if self.extra <= mean * mean / SIZE_MAX || mean <= 0.0 {
            return self.plain;
        }
        let square = memory * memory;
        let independent = n * (1.0 - square) / (1.0 + square);
        let extra = self.extra * (errors_of_extra * (2.0 / independent).sqrt()).exp();
        if extra <= mean * mean / SIZE_MAX {
            return self.plain;
        }
        let memory = if memory <= 0.0 {
            0.0
        } else {
            let bias = (1.0 + 3.0 * memory) / n;
            memory + bias + errors_of_memory * ((1.0 - square) / n).sqrt()
        };
        Baseline { size: mean * mean / extra, memory: memory.clamp(0.0, MEMORY_MAX), ..self.plain }
    }
}

/// Height and peak of the yearly wave by least squares; none below two years, where it is not told from a
/// trend, or where it is no higher than chance makes it.
fn wave(series: &Series, periods: &[(usize, f64)], mean: f64) -> (f64, f64) {
    if series.period().per_year() * 2.0 > periods.len() as f64 || mean <= 0.0 {
        return (0.0, 0.0);
    }
    let half = series.period().days() / 2.0;
    let (mut cosine, mut sine, mut square) = (0.0, 0.0, 0.0);
    for (at, count) in periods {
        let year = (f64::from(series.date(*at).day_of_year()) + half) / 365.25;
        let angle = std::f64::consts::TAU * year;
        cosine += (count - mean) * libm::cos(angle);
        sine += (count - mean) * libm::sin(angle);
        square += (count - mean) * (count - mean);
    }
    let n = periods.len() as f64;
    let (a, b) = (2.0 * cosine / n, 2.0 * sine / n);
    let noise = 2.0 * (square / n / n).sqrt();
    let height = libm::sqrt(a * a + b * b);
    if height < 2.0 * noise {
        return (0.0, 0.0);
    }
    let peak = libm::atan2(b, a) / std::f64::consts::TAU;
    ((height / mean).min(1.0), peak.rem_euclid(1.0))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_was_simulated_is_fitted_again() {
        let truth = Baseline::negative_binomial(6.0, 2.0).with_memory(0.6).with_season(0.4, 0.25);
        let mut random = Random::keyed(11, &[]);
        let series = truth.simulate(Period::Week, date(1600, 1, 3), 20_000, &mut random).unwrap();
        let fit = Baseline::fit(&series).unwrap();
        assert!((fit.mean - 6.0).abs() < 0.3, "{fit:?}");
        assert!((fit.size - 2.0).abs() < 0.3, "{fit:?}");
        assert!((fit.memory - 0.6).abs() < 0.06, "{fit:?}");
        assert!((fit.season - 0.4).abs() < 0.08, "{fit:?}");
        assert!((fit.season_peak - 0.25).abs() < 0.03, "{fit:?}");
    }

    #[test]
    fn poisson_counts_are_fitted_without_memory_or_season() {
        let mut random = Random::keyed(12, &[]);
        let series = Baseline::poisson(3.0)
            .simulate(Period::Day, date(2000, 1, 1), 6000, &mut random)
            .unwrap();
        let fit = Baseline::fit(&series).unwrap();
        assert!(fit.size > 30.0 && fit.season < 0.1, "{fit:?}");
    }

    /// By hand: 400 periods of memory 0 have a variance that is known to a factor of exp(1.645 / sqrt 200).
    #[test]
    fn the_corners_lie_around_the_fit() {
        let truth = Baseline::negative_binomial(6.0, 2.0).with_memory(0.5);
        let mut random = Random::keyed(13, &[]);
        let series = truth.simulate(Period::Week, date(1990, 1, 1), 400, &mut random).unwrap();
        let corners = Baseline::corners(&series).unwrap();
        assert_eq!(corners.len(), 4);
        let ends = |of: fn(&Baseline) -> f64| {
            let values = corners.iter().map(of);
            (values.clone().fold(f64::MAX, f64::min), values.fold(f64::MIN, f64::max))
        };
        let ((size_least, size_most), (least, most)) = (ends(|c| c.size), ends(|c| c.memory));
        assert!(size_least < 2.0 && size_most > 2.0, "{corners:?}");
        assert!(least < 0.5 && most > 0.5 && most - least < 0.2, "{corners:?}");
    }

    #[test]
    fn a_memory_of_one_cannot_be_simulated() {
        let error = Baseline::poisson(1.0).with_memory(1.0).checked().unwrap_err();
        assert!(error.to_string().starts_with("memory is 1"), "{error}");
    }
}
