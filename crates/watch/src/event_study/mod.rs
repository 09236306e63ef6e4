//! Whether attacks gather around the dates of a political calendar.
//!
//! Days in windows around the dates are held against the days near them: within a year or so the level of
//! the violence is about the same, over a conflict it is not, and an election that falls into its worst
//! year would else look like a cause (the case-crossover design; Maclure 1991, American Journal of
//! Epidemiology 133(2), 144-153). The effect is the rate ratio of Mantel and Haenszel over these
//! neighbourhoods (Greenland and Robins 1985, Biometrics 41, 55-68).
//!
//! Attacks come in bursts, so neither the test nor the interval takes days for independent: in each
//! neighbourhood the windows are shifted around its days as around a circle, which keeps the bursts and the
//! distances between the dates (the toroidal shift of Lotwick and Silverman 1982, Journal of the Royal
//! Statistical Society B 44(3), 406-413, in one dimension). How many attacks shifted windows gather gives
//! the p-values, and their spread the dispersion of the interval.

mod neighbourhood;

use jiff::civil::Date;

use self::neighbourhood::{Neighbourhood, neighbourhoods};
use crate::{
    Random, WatchError,
    error::within,
    series::{Period, Series, days_between},
    special::normal_quantile,
};

/// How to look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Windows {
    /// Days before each date that belong to its window.
    pub before_days: usize,
    /// Days after each date that belong to its window.
    pub after_days: usize,
    /// Days on each side of a window that it is compared with; `None` for all covered days of the stratum.
    pub baseline_days: Option<usize>,
    /// Random shifts of the windows, 99 to 10 million; where there is one neighbourhood with fewer days,
    /// each shift is made once.
    pub shifts: usize,
    /// Confidence of the interval, 0.5 to 0.999.
    pub confidence: f64,
    /// The seed of the shifts.
    pub seed: u64,
}

impl Default for Windows {
    fn default() -> Self {
        Self {
            before_days: 14,
            after_days: 14,
            baseline_days: Some(90),
            shifts: 9999,
            confidence: 0.95,
            seed: 1,
        }
    }
}

/// What is compared within itself only: the attacks in one country and its dates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum<'a> {
    /// Attacks by day. Days that are not complete count for nothing, and a break parts what lies before it
    /// from what lies behind.
    pub series: &'a Series,
    /// The dates, in any order.
    pub dates: &'a [Date],
}

/// A day with attacks within a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attack {
    /// The position of its stratum.
    pub stratum: usize,
    /// The day.
    pub day: Date,
    /// Its count.
    pub count: f64,
    /// The nearest of the dates.
    pub nearest: Date,
    /// Days from that date to the day; negative before it.
    pub offset_days: i64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct EventStudy {
    /// The dates whose windows share a day with the days studied, with the positions of their strata,
    /// ascending.
    pub dates: Vec<(usize, Date)>,
    /// How many of these are occasions of their own: dates whose windows overlap are one.
    pub occasions: usize,
    /// Neighbourhoods of these dates: dates whose neighbourhoods overlap share one.
    pub neighbourhoods: usize,
    /// Count within the windows; a day in two windows counts once.
    pub within: f64,
    /// Days within the windows.
    pub within_days: usize,
    /// Count in the neighbourhoods outside the windows.
    pub outside: f64,
    /// Days of the neighbourhoods outside the windows.
    pub outside_days: usize,
    /// Count that the windows would hold on average wherever in their neighbourhoods they lay.
    pub expected: f64,
    /// Rate within over rate outside, each neighbourhood compared with itself; infinite where nothing
    /// happened outside, no number where nothing happened at all.
    pub rate_ratio: f64,
    /// The interval of the ratio, with half an event more within, and as much more outside.
    pub interval: (f64, f64),
    /// One-sided: how often shifted windows gather at least as many attacks.
    pub p_more: f64,
    /// One-sided: how often shifted windows gather at most as many.
    pub p_fewer: f64,
    /// Variance of what shifted windows gather over that of attacks that come singly, at least 1.
    pub dispersion: f64,
    /// The rate ratio that a test of 5% for more attacks would notice four times in five; infinite where
    /// the windows are expected to hold nothing.
    pub detectable: f64,
    /// The attacks within the windows, by stratum and day.
    pub attacks: Vec<Attack>,
}

impl EventStudy {
    /// Two-sided: twice the smaller of the one-sided values, at most 1.
    #[must_use]
    pub fn p_either(&self) -> f64 {
        (2.0 * self.p_more.min(self.p_fewer)).min(1.0)
    }
}

/// Studies daily series around some dates.
///
/// # Errors
///
/// A series is not by day, no window has both days within and days outside, or a parameter lies outside its
/// range.
pub fn event_study(strata: &[Stratum<'_>], windows: &Windows) -> Result<EventStudy, WatchError> {
    within("shifts", windows.shifts as f64, 99.0, 1e7)?;
    within("confidence", windows.confidence, 0.5, 0.999)?;
    for stratum in strata {
        if stratum.series.period() != Period::Day {
            let (from, to) = (stratum.series.period().name(), Period::Day.name());
            return Err(WatchError::Finer { from, to });
        }
    }
    let mut all = Vec::new();
    for (at, stratum) in strata.iter().enumerate() {
        all.extend(neighbourhoods(at, stratum, windows));
    }
    if all.is_empty() {
        let what = "dates with covered days within and outside their windows";
        return Err(WatchError::TooLittle { what, have: 0, need: 1 });
    }
    let sums = Sums::of(&all);
    let shifted = shifted(&all, windows);
    let dispersion = dispersion(&shifted, sums.variance);
    let n = shifted.len() as f64;
    let share = |extreme: usize| (extreme as f64 + 1.0) / (n + 1.0);
    let mut dates: Vec<(usize, Date)> =
        all.iter().flat_map(|one| one.dates.iter().map(|date| (one.stratum, *date))).collect();
    dates.sort_unstable();
    // A window that a break cuts in two has a neighbourhood on each side of it.
    dates.dedup();
    Ok(EventStudy {
        occasions: occasions(&dates, windows),
        dates,
        neighbourhoods: all.len(),
        within: sums.within,
        within_days: all.iter().map(Neighbourhood::within_days).sum(),
        outside: sums.outside,
        outside_days: all.iter().map(Neighbourhood::outside_days).sum(),
        expected: sums.expected,
        rate_ratio: sums.weighted_within / sums.weighted_outside,
        interval: interval(&sums, dispersion, windows.confidence),
        p_more: share(shifted.iter().filter(|sum| **sum >= sums.within - 1e-9).count()),
        p_fewer: share(shifted.iter().filter(|sum| **sum <= sums.within + 1e-9).count()),
        dispersion,
        detectable: detectable(&sums, dispersion),
        attacks: all.iter().flat_map(Neighbourhood::attacks).collect(),
    })
}

/// How many of the dates have windows that do not overlap with that of the date before in the same stratum.
fn occasions(dates: &[(usize, Date)], windows: &Windows) -> usize {
    let reach = windows.before_days.saturating_add(windows.after_days);
    let apart = |pair: &&[(usize, Date)]| {
        let [(one, first), (other, second)] = [pair[0], pair[1]];
        let between = usize::try_from(days_between(first, second)).unwrap_or(0);
        one != other || between > reach
    };
    usize::from(!dates.is_empty()) + dates.windows(2).filter(apart).count()
}

/// The sums over all neighbourhoods.
struct Sums {
    within: f64,
    outside: f64,
    /// Each neighbourhood's total times the share of its days that lie within.
    expected: f64,
    /// The variance of what lies within when attacks come singly: binomial, the totals given.
    variance: f64,
    /// The numerator and the denominator of the ratio of Mantel and Haenszel; without an effect each is the
    /// variance on average.
    weighted_within: f64,
    weighted_outside: f64,
    /// The mean share of days outside, by which half an event within weighs.
    share_outside: f64,
}

impl Sums {
    fn of(all: &[Neighbourhood]) -> Self {
        let mut sums = Self {
            within: 0.0,
            outside: 0.0,
            expected: 0.0,
            variance: 0.0,
            weighted_within: 0.0,
            weighted_outside: 0.0,
            share_outside: 0.0,
        };
        for one in all {
            let (a, b) = (one.gather(0), one.total() - one.gather(0));
            let share = one.within_days() as f64 / one.days() as f64;
            sums.within += a;
            sums.outside += b;
            sums.expected += (a + b) * share;
            sums.variance += (a + b) * share * (1.0 - share);
            sums.weighted_within += a * (1.0 - share);
            sums.weighted_outside += b * share;
            sums.share_outside += (1.0 - share) / all.len() as f64;
        }
        sums
    }
}

/// What the windows gather when they are shifted: by every number of days where there is one neighbourhood
/// and it is short enough, else by random ones, each neighbourhood for itself.
fn shifted(all: &[Neighbourhood], windows: &Windows) -> Vec<f64> {
    if let [one] = all
        && one.days() <= windows.shifts + 1
    {
        return (1..one.days()).map(|shift| one.gather(shift)).collect();
    }
    let mut random = Random::keyed(windows.seed, &[all.len() as u64]);
    let circles: Vec<Vec<f64>> = all.iter().map(Neighbourhood::gathered_by_shift).collect();
    let mut one =
        || -> f64 { circles.iter().map(|circle| circle[random.below(circle.len())]).sum() };
    (0..windows.shifts).map(|_| one()).collect()
}

fn dispersion(sums: &[f64], singly: f64) -> f64 {
    let n = sums.len().max(1) as f64;
    let mean = sums.iter().sum::<f64>() / n;
    let variance = sums.iter().map(|sum| (sum - mean) * (sum - mean)).sum::<f64>() / n;
    if singly > 0.0 { (variance / singly).max(1.0) } else { 1.0 }
}

/// Normal on the scale of logarithms: the variance 1/within + 1/outside of Greenland and Robins, times the
/// dispersion. What lies within enters with no more than is expected there: an effect that makes the bursts
/// larger makes them no more numerous, and so tells no more.
fn interval(sums: &Sums, dispersion: f64, confidence: f64) -> (f64, f64) {
    let half = 0.5 * sums.share_outside;
    let (a, b) = (sums.weighted_within + half, sums.weighted_outside + half);
    let informative = a.min(sums.variance + half);
    let parts = sums.share_outside / informative + (1.0 - sums.share_outside) / b;
    let se = (dispersion * parts).sqrt();
    let z = normal_quantile(0.5 + confidence / 2.0);
    let log = (a / b).ln();
    ((log - z * se).exp(), (log + z * se).exp())
}

/// The ratio whose logarithm lies two quantiles away from none, with the error that it has without an effect.
fn detectable(sums: &Sums, dispersion: f64) -> f64 {
    let se = (dispersion / sums.variance).sqrt();
    ((normal_quantile(0.95) + normal_quantile(0.8)) * se).exp()
}

#[cfg(test)]
mod tests;
