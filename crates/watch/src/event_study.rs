//! Whether attacks gather around the dates of a political calendar.
//!
//! The rate in windows around the dates is held against the rate outside them. Attacks come in bursts, so
//! neither the test nor the interval takes days for independent: the dates are shifted together around the
//! covered days (a circular shift keeps the bursts and the distances between the dates), which gives the
//! p-value, and the spread of the shifted counts gives the dispersion of the interval.

use jiff::civil::Date;

use crate::{
    Random, WatchError,
    error::within,
    series::{Period, Series, State, days_between},
    special::normal_quantile,
};

/// How to look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Windows {
    /// Days before each date that belong to its window.
    pub before_days: usize,
    /// Days after each date that belong to its window.
    pub after_days: usize,
    /// Random shifts of the dates, at least 99; no more are made than there are days.
    pub shifts: usize,
    /// Confidence of the interval, 0.5 to 0.999.
    pub confidence: f64,
    /// The seed of the shifts.
    pub seed: u64,
}

impl Default for Windows {
    fn default() -> Self {
        Self { before_days: 7, after_days: 7, shifts: 1999, confidence: 0.95, seed: 1 }
    }
}

/// A day with attacks within a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attack {
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
    /// Dates whose windows share a day with the covered days.
    pub dates: usize,
    /// Count within the windows; a day in two windows counts once.
    pub within: f64,
    /// Covered days within the windows.
    pub within_days: usize,
    /// Count outside.
    pub outside: f64,
    /// Covered days outside.
    pub outside_days: usize,
    /// Rate within over rate outside; infinite where nothing happened outside, no number where nothing
    /// happened at all.
    pub rate_ratio: f64,
    /// The interval of the ratio, with half an event added on each side.
    pub interval: (f64, f64),
    /// One-sided: how often shifted dates gather at least as many attacks.
    pub p_more: f64,
    /// One-sided: how often shifted dates gather at most as many.
    pub p_fewer: f64,
    /// Variance of the shifted counts over their mean, at least 1.
    pub dispersion: f64,
    /// The attacks within the windows, by day.
    pub attacks: Vec<Attack>,
}

/// Studies a daily series around some dates.
///
/// # Errors
///
/// The series is not by day, no window meets a covered day or all of them do, or a parameter lies outside its
/// range.
pub fn event_study(
    series: &Series,
    dates: &[Date],
    windows: &Windows,
) -> Result<EventStudy, WatchError> {
    within("shifts", windows.shifts as f64, 99.0, 1e7)?;
    within("confidence", windows.confidence, 0.5, 0.999)?;
    if series.period() != Period::Day {
        let (from, to) = (series.period().name(), Period::Day.name());
        return Err(WatchError::Finer { from, to });
    }
    let covered: Vec<usize> =
        (0..series.len()).filter(|day| series.states()[*day] != State::NotCovered).collect();
    let nearest: Vec<Option<Date>> =
        covered.iter().map(|day| owner(series.date(*day), dates, windows)).collect();
    let inside: Vec<bool> = nearest.iter().map(Option::is_some).collect();
    let counts: Vec<f64> = covered.iter().map(|day| series.counts()[*day]).collect();
    let within_days = inside.iter().filter(|inside| **inside).count();
    let outside_days = inside.len() - within_days;
    if within_days == 0 || outside_days == 0 {
        let what = "covered days on each side of the windows' edges";
        return Err(WatchError::TooLittle { what, have: 0, need: 1 });
    }
    let gathered = gather(&counts, &inside, 0);
    let total: f64 = counts.iter().sum();
    let shifted = shifted(&counts, &inside, windows);
    let dispersion = spread(&shifted);
    let n = shifted.len() as f64;
    let share = |extreme: usize| (extreme as f64 + 1.0) / (n + 1.0);
    let attacks = covered.iter().zip(&nearest).filter_map(|(day, nearest)| {
        let (count, nearest) = (series.counts()[*day], (*nearest)?);
        let date = series.date(*day);
        let attack = Attack { day: date, count, nearest, offset_days: days_between(nearest, date) };
        (count > 0.0).then_some(attack)
    });
    let sides = (gathered, within_days as f64, total - gathered, outside_days as f64);
    Ok(EventStudy {
        dates: dates.iter().filter(|date| nearest.contains(&Some(**date))).count(),
        within: gathered,
        within_days,
        outside: total - gathered,
        outside_days,
        rate_ratio: (sides.0 / sides.1) / (sides.2 / sides.3),
        interval: interval(sides, dispersion, windows.confidence),
        p_more: share(shifted.iter().filter(|sum| **sum >= gathered - 1e-9).count()),
        p_fewer: share(shifted.iter().filter(|sum| **sum <= gathered + 1e-9).count()),
        dispersion,
        attacks: attacks.collect(),
    })
}

/// The nearest date whose window holds the day.
fn owner(day: Date, dates: &[Date], windows: &Windows) -> Option<Date> {
    let before = i64::try_from(windows.before_days).unwrap_or(i64::MAX);
    let after = i64::try_from(windows.after_days).unwrap_or(i64::MAX);
    dates
        .iter()
        .copied()
        .filter(|date| (-before..=after).contains(&days_between(*date, day)))
        .min_by_key(|date| days_between(*date, day).abs())
}

/// The count in the windows when they are shifted by some days around the circle of covered days.
fn gather(counts: &[f64], inside: &[bool], shift: usize) -> f64 {
    let n = counts.len();
    let marked = inside.iter().enumerate().filter(|(_, inside)| **inside);
    marked.map(|(at, _)| counts[(at + shift) % n]).sum()
}

fn shifted(counts: &[f64], inside: &[bool], windows: &Windows) -> Vec<f64> {
    let n = counts.len();
    if n <= windows.shifts + 1 {
        return (1..n).map(|shift| gather(counts, inside, shift)).collect();
    }
    let mut random = Random::keyed(windows.seed, &[n as u64]);
    let mut one = || gather(counts, inside, 1 + random.below(n - 1));
    (0..windows.shifts).map(|_| one()).collect()
}

fn spread(sums: &[f64]) -> f64 {
    let n = sums.len().max(1) as f64;
    let mean = sums.iter().sum::<f64>() / n;
    let variance = sums.iter().map(|sum| (sum - mean) * (sum - mean)).sum::<f64>() / n;
    if mean > 0.0 { (variance / mean).max(1.0) } else { 1.0 }
}

fn interval(
    (within, within_days, outside, outside_days): (f64, f64, f64, f64),
    dispersion: f64,
    confidence: f64,
) -> (f64, f64) {
    let (a, b) = (within + 0.5, outside + 0.5);
    let log = ((a / within_days) / (b / outside_days)).ln();
    let se = (dispersion / a + 1.0 / b).sqrt();
    let z = normal_quantile(0.5 + confidence / 2.0);
    ((log - z * se).exp(), (log + z * se).exp())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::baseline::Baseline;

    fn elections() -> Vec<Date> {
        vec![date(2011, 4, 16), date(2013, 9, 3), date(2015, 3, 28), date(2017, 11, 7)]
    }

    fn background(key: u64) -> Series {
        Baseline::negative_binomial(0.5, 0.5)
            .with_memory(0.9)
            .simulate(Period::Day, date(2010, 1, 1), 3285, &mut Random::keyed(41, &[key]))
            .unwrap()
    }

    /// By hand: ten days, a window of three with 2 + 1 + 3 attacks, 7 days outside with one each; 6/3 over
    /// 7/7 is 2. No other run of three days holds as many as 6, so p is 1/10.
    #[test]
    fn a_small_study_by_hand() {
        let counts = vec![1.0, 1.0, 1.0, 2.0, 1.0, 3.0, 1.0, 1.0, 1.0, 1.0];
        let series = Series::new(Period::Day, date(2020, 1, 1), counts).unwrap();
        let windows = Windows { before_days: 1, after_days: 1, ..Windows::default() };
        let study = event_study(&series, &[date(2020, 1, 5)], &windows).unwrap();
        assert_eq!((study.within, study.within_days), (6.0, 3));
        assert_eq!((study.outside, study.outside_days), (7.0, 7));
        assert!((study.rate_ratio - 2.0).abs() < 1e-12);
        assert!((study.p_more - 0.1).abs() < 1e-12);
        let offsets: Vec<i64> = study.attacks.iter().map(|attack| attack.offset_days).collect();
        assert_eq!(offsets, [-1, 0, 1]);
    }

    #[test]
    fn attacks_planted_around_elections_are_found() {
        let plain = background(1);
        let mut counts = plain.counts().to_vec();
        for election in elections() {
            let at = plain.index(election).unwrap();
            counts[at - 5..at + 5].iter_mut().for_each(|count| *count += 4.0);
        }
        let study =
            event_study(&plain.with_counts(counts).unwrap(), &elections(), &Windows::default())
                .unwrap();
        assert_eq!(study.dates, 4);
        assert!(study.p_more < 0.01 && study.interval.0 > 1.0, "{study:?}");
    }

    /// Under bursts a test that takes days for independent would reject far too often.
    #[test]
    fn without_an_effect_the_test_rejects_no_more_than_it_says() {
        let windows = Windows { shifts: 199, ..Windows::default() };
        let rejected = (0..200)
            .filter(|key| {
                let study = event_study(&background(100 + key), &elections(), &windows).unwrap();
                study.p_more <= 0.05
            })
            .count();
        assert!(rejected <= 20, "{rejected} of 200");
    }

    #[test]
    fn a_weekly_series_cannot_be_studied_by_days() {
        let weeks = Series::new(Period::Week, date(2020, 1, 6), vec![1.0; 9]).unwrap();
        assert!(event_study(&weeks, &[date(2020, 1, 8)], &Windows::default()).is_err());
    }
}
