//! The rule that `watch` runs by default: surges of an active group and the return of a dormant one.
//!
//! Two questions, one alarm: [`Multiscale`] asks whether the latest weeks exceed the group's own years, and
//! [`Dormancy`] whether a group that had fallen silent is waking. Each alone is blind to what the other
//! sees, since after a silence any baseline is low and a few events are either everything or nothing. The
//! statistic is the greater of the two, in the same units of surprise.

use super::{Detector, Dormancy, Multiscale, Parameter, Reading};
use crate::series::{Period, Stretch};

/// A surge of an active group, or the return of a dormant one.
#[derive(Debug, Clone, PartialEq)]
pub struct Resurgence {
    /// What watches an active group; its limit is that of the whole rule.
    pub surge: Multiscale,
    /// What watches a dormant one.
    pub dormancy: Dormancy,
    /// What the surprise of a waking group is multiplied by, so that the two spend the alarms evenly.
    pub dormancy_weight: f64,
}

impl Default for Resurgence {
    fn default() -> Self {
        Self {
            surge: Multiscale::default(),
            // The first event after so long a silence is news by itself.
            dormancy: Dormancy {
                events_min: 1.0,
                silence_days_min: 200,
                limit: 2.0,
                ..Dormancy::default()
            },
            dormancy_weight: 0.2,
        }
    }
}

impl Detector for Resurgence {
    fn name(&self) -> &'static str {
        "resurgence"
    }

    fn source(&self) -> &'static str {
        "the greater of `multiscale` and `dormancy-renewal`"
    }

    fn period(&self) -> Period {
        Period::Day
    }

    fn parameters(&self) -> Vec<Parameter> {
        let weight = Parameter::new(
            "dormancy_weight",
            self.dormancy_weight,
            "what the surprise of a waking group is multiplied by",
        );
        let mut parameters = self.surge.parameters();
        let dormancy = self.dormancy.parameters();
        parameters.extend(dormancy.into_iter().filter(|parameter| parameter.name != "limit"));
        parameters.push(weight);
        parameters
    }

    fn limit(&self) -> f64 {
        self.surge.limit
    }

    fn with_limit(&self, limit: f64) -> Box<dyn Detector> {
        let surge = Multiscale { limit, ..self.surge.clone() };
        let dormancy = Dormancy { limit: limit / self.dormancy_weight, ..self.dormancy.clone() };
        Box::new(Self { surge, dormancy, ..self.clone() })
    }

    fn restarts(&self) -> bool {
        true
    }

    fn read(&self, stretch: Stretch<'_>) -> Vec<Reading> {
        let waking = self.dormancy.read(stretch);
        let surging = self.surge.read(stretch);
        let greater = |(surge, waking): (Reading, Reading)| {
            let waking = Reading {
                statistic: waking.statistic.map(|statistic| statistic * self.dormancy_weight),
                ..waking
            };
            match (surge.statistic, waking.statistic) {
                (Some(left), Some(right)) if right > left => waking,
                (None, Some(_)) => waking,
                _ => surge,
            }
        };
        surging.into_iter().zip(waking).map(greater).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Random, Series, baseline::Baseline};

    /// Days at one rate after the other; the positions of the alarms.
    fn alarms(parts: &[(f64, usize)]) -> Vec<usize> {
        let mut random = Random::keyed(9, &[]);
        let first = date(2015, 1, 1);
        let mut counts = Vec::new();
        for (rate, days) in parts {
            let part = Baseline::poisson(*rate).simulate(Period::Day, first, *days, &mut random);
            counts.extend_from_slice(part.unwrap().counts());
        }
        let series = Series::new(Period::Day, first, counts).unwrap();
        let steps = Resurgence::default().run(&series);
        (0..steps.len()).filter(|day| steps[*day].alarm).collect()
    }

    #[test]
    fn a_tripling_of_an_active_group_is_found_within_weeks() {
        let alarms = alarms(&[(0.4, 900), (1.2, 120)]);
        assert!(alarms.iter().any(|day| (900..945).contains(day)), "{alarms:?}");
    }

    /// Too few events for the scan, which asks for eight; the renewal rule is what speaks.
    #[test]
    fn a_few_events_after_a_years_silence_are_found() {
        let alarms = alarms(&[(0.4, 700), (0.0, 365), (0.25, 40)]);
        assert!(alarms.iter().any(|day| (1065..1105).contains(day)), "{alarms:?}");
    }

    #[test]
    fn silence_itself_is_no_alarm() {
        let alarms = alarms(&[(0.4, 700), (0.0, 700)]);
        // Until the longest window has left the active days, it is they that speak.
        assert!(alarms.iter().all(|day| *day < 770), "{alarms:?}");
    }
}
