//! Resurgence after dormancy: a renewal model of the group's own quiet spells.
//!
//! The days between one active day and the next are a renewal process. Its gaps are described by a Weibull
//! distribution fitted to the group's own past gaps (shape below 1: bursts and long pauses, as most groups
//! have). A silence whose probability under it is small is a dormancy: the group has left its way of life.
//! From then on the question is no longer whether the group is as active as it was, but whether its
//! activity can come from the dormant state. The rate of that state is known only by the silence itself: a
//! gamma posterior from Jeffreys' prior and the silent days. The statistic is the most surprising window of
//! activity since the group broke its silence, under the predictive distribution of that rate.

use super::{Detector, Parameter, Reading, history::Sums, surprise};
use crate::{
    series::{Period, Stretch},
    special::{bisect, upper_tail},
};

/// Activity that a group's dormant state cannot explain.
#[derive(Debug, Clone, PartialEq)]
pub struct Dormancy {
    /// A silence is a dormancy when the group's own gaps are longer with less than this probability.
    pub silence_probability: f64,
    /// A dormancy lasts at least this many days, whatever the gaps were.
    pub silence_days_min: usize,
    /// How many past gaps there must be.
    pub gaps_min: usize,
    /// How many of the latest gaps are used, at most.
    pub gaps_max: usize,
    /// For how many days after its first event a group counts as waking.
    pub waking_days: usize,
    /// Events that a waking group must show to be evidence.
    pub events_min: f64,
    /// The negative common logarithm of the predictive probability above which it alarms.
    pub limit: f64,
}

impl Default for Dormancy {
    fn default() -> Self {
        Self {
            silence_probability: 0.005,
            silence_days_min: 120,
            gaps_min: 8,
            gaps_max: 200,
            waking_days: 120,
            events_min: 2.0,
            limit: 3.0,
        }
    }
}

/// Shape of Jeffreys' prior of a Poisson rate.
const PRIOR_SHAPE: f64 = 0.5;

/// A Weibull distribution of gaps in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weibull {
    pub(crate) shape: f64,
    pub(crate) scale: f64,
}

impl Weibull {
    /// The maximum-likelihood fit to gaps of one day or more; `None` for fewer than two. The shape is kept
    /// between 0.2 and 5.
    pub(crate) fn fit(gaps: &[f64]) -> Option<Self> {
        if gaps.len() < 2 {
            return None;
        }
        let n = gaps.len() as f64;
        let logs: Vec<f64> = gaps.iter().map(|gap| gap.ln()).collect();
        let mean_log = logs.iter().sum::<f64>() / n;
        // The profile likelihood equation of the shape rises with the shape.
        let equation = |shape: f64| {
            let (mut powers, mut weighted) = (0.0, 0.0);
            for log in &logs {
                let power = (shape * log).exp();
                powers += power;
                weighted += power * log;
            }
            weighted / powers - 1.0 / shape - mean_log
        };
        let shape = bisect(0.2, 5.0, equation);
        let power = gaps.iter().map(|gap| gap.powf(shape)).sum::<f64>() / n;
        Some(Self { shape, scale: power.powf(1.0 / shape) })
    }

    /// The gap that is exceeded with this probability.
    pub(crate) fn exceeded(&self, probability: f64) -> f64 {
        self.scale * (-probability.ln()).powf(1.0 / self.shape)
    }
}

/// What is known of the group's quiet while its days are read in order.
#[derive(Default)]
struct Quiet {
    gaps: Vec<f64>,
    /// Gaps so far, those forgotten included.
    seen: usize,
    last_active: Option<usize>,
    /// The silence after which a dormancy begins, by the gaps so far.
    dormant_after: Option<f64>,
    /// The dormancy that was broken last: its silent days and its first active day.
    broken: Option<(usize, usize)>,
}

impl Dormancy {
    fn note(&self, quiet: &mut Quiet, day: usize) {
        if let Some(last) = quiet.last_active {
            let silent = day - last - 1;
            if quiet.dormant_after.is_some_and(|after| silent as f64 >= after) {
                quiet.broken = Some((silent, day));
            }
            quiet.gaps.push((day - last) as f64);
            if quiet.gaps.len() > self.gaps_max {
                quiet.gaps.remove(0);
            }
            // A fit moves little with one more gap, so later ones are fitted less often.
            quiet.seen += 1;
            let due =
                quiet.seen.is_multiple_of(quiet.seen / 8 + 1) || silent >= self.silence_days_min;
            if quiet.gaps.len() >= self.gaps_min && due {
                quiet.dormant_after = Weibull::fit(&quiet.gaps).map(|fit| {
                    fit.exceeded(self.silence_probability).max(self.silence_days_min as f64)
                });
            }
        }
        quiet.last_active = Some(day);
    }

    fn reading(&self, quiet: &Quiet, sums: &Sums, day: usize) -> Reading {
        if quiet.dormant_after.is_none() {
            return Reading::default();
        }
        let calm = Reading { statistic: Some(0.0), ..Reading::default() };
        let Some((silent, first)) = quiet.broken else { return calm };
        if day >= first + self.waking_days {
            return calm;
        }
        let mut best = calm;
        // Windows of every length that end today and do not reach into the silence.
        for from in first..=day {
            let days = (day + 1 - from) as f64;
            let events = sums.over(from, day + 1);
            if events + 1e-9 < self.events_min {
                break;
            }
            let mean = PRIOR_SHAPE * days / silent as f64;
            let dispersion = 1.0 + days / silent as f64;
            let evidence = surprise(upper_tail(events, mean, dispersion));
            if best.statistic.is_none_or(|statistic| evidence > statistic) {
                best = Reading {
                    expected: Some(mean),
                    statistic: Some(evidence),
                    window: Some(day + 1 - from),
                    ..Reading::default()
                };
            }
        }
        best
    }
}

impl Detector for Dormancy {
    fn name(&self) -> &'static str {
        "dormancy-renewal"
    }

    fn source(&self) -> &'static str {
        "renewal process with Weibull gaps (Cox 1962, Renewal Theory); gamma-Poisson predictive tail of the \
         dormant rate"
    }

    fn period(&self) -> Period {
        Period::Day
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::new("silence_probability", self.silence_probability, "of a dormancy's gap"),
            Parameter::new("silence_days_min", self.silence_days_min, "shortest dormancy"),
            Parameter::new("gaps_min", self.gaps_min, "past gaps that there must be"),
            Parameter::new("gaps_max", self.gaps_max, "latest gaps that are used"),
            Parameter::new("waking_days", self.waking_days, "days after the first event"),
            Parameter::new("events_min", self.events_min, "events without which it is silent"),
            Parameter::new("limit", self.limit, "-log10 probability above which it alarms"),
        ]
    }

    fn limit(&self) -> f64 {
        self.limit
    }

    fn with_limit(&self, limit: f64) -> Box<dyn Detector> {
        Box::new(Self { limit, ..self.clone() })
    }

    fn restarts(&self) -> bool {
        true
    }

    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading> {
        let sums = Sums::new(stretch.counts);
        let mut quiet = Quiet::default();
        let mut readings = Vec::with_capacity(stretch.counts.len());
        for (day, count) in stretch.counts.iter().enumerate() {
            if *count > 0.0 {
                self.note(&mut quiet, day);
            }
            let reading = self.reading(&quiet, &sums, day);
            if reading.statistic.is_some_and(|statistic| statistic > self.limit) {
                // The group is awake; what follows is no second resurgence.
                quiet.broken = None;
            }
            readings.push(reading);
        }
        readings
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Series;

    /// R: `optim` on `dweibull` of c(1, 2, 3, 5, 8, 13, 21).
    #[test]
    fn the_gaps_are_fitted_as_r_fits_them() {
        let fit = Weibull::fit(&[1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0]).unwrap();
        assert!((fit.shape - 1.138_687_6).abs() < 1e-5, "{fit:?}");
        assert!((fit.scale - 7.951_751).abs() < 1e-4, "{fit:?}");
    }

    /// Every tenth day for 400 days, silence for 300, then three events in a week.
    fn woken(events: &[usize]) -> Vec<crate::Step> {
        let mut counts = vec![0.0; 760];
        (0..=40).for_each(|at| counts[at * 10] = 1.0);
        events.iter().for_each(|day| counts[700 + day] += 1.0);
        let series = Series::new(Period::Day, date(2015, 1, 1), counts).unwrap();
        Dormancy::default().run(&series)
    }

    #[test]
    fn one_event_after_a_long_silence_is_no_resurgence() {
        assert!(woken(&[0]).iter().all(|step| !step.alarm));
    }

    /// By hand: after 299 silent days two events in four days have the mean 2/299; the negative binomial of
    /// size 1/2 gives them `P(X >= 2)` = 1 - (1-q)^(1/2) (1 + q/2) with q = 4/303.
    #[test]
    fn two_events_within_days_are_a_resurgence() {
        let steps = woken(&[0, 3]);
        let q = 4.0_f64 / 303.0;
        let wanted = -(1.0 - (1.0 - q).sqrt() * (1.0 + q / 2.0)).log10();
        assert!((steps[703].statistic.unwrap() - wanted).abs() < 1e-9);
        assert!(steps[703].alarm && !steps[702].alarm);
    }

    #[test]
    fn two_events_months_apart_are_none() {
        assert!(woken(&[0, 55]).iter().all(|step| !step.alarm));
    }
}
