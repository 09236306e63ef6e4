//! One test: a facet by a rule, at a price in false alarms that is promised, kept and measured.

use bellwether_model::Date;
use bellwether_watch::{
    Detector, Period, Series, WatchError,
    alert::{Facet, FalseAlarms, Rule},
    baseline::Baseline,
    calibrate::{AlarmRate, false_alarm_rate, shape, tune_on_backgrounds},
    detector::{Dormancy, Multiscale, Resurgence, list},
    marks::{self, Mark, ShuffledMarks},
};

use crate::error::VigilError;

/// How much is simulated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Years that are simulated to set a limit, and as many again to measure its rate.
    pub years: f64,
    /// Where the random numbers begin.
    pub seed: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self { years: 200.0, seed: 2008 }
    }
}

/// Years of one simulated series.
const SERIES_YEARS: f64 = 10.0;
/// Of the group's own past, the years that its baseline is fitted to at most.
const BASELINE_YEARS: f64 = 10.0;
/// The latest days are left out of the baseline that they are held against, where enough remains.
const LATEST_DAYS: f64 = 56.0;
/// Days of history without which there is no test.
const HISTORY_DAYS_MIN: f64 = 180.0;

/// A rule that is set to a price.
pub struct Test {
    /// What it looks at.
    pub facet: Facet,
    pub(crate) kind: Kind,
    promised: f64,
    rate: AlarmRate,
}

pub(crate) enum Kind {
    Counts(Box<dyn Detector>, Period),
    Marks(ShuffledMarks),
}

/// The rule of a name, for series by a period.
pub(crate) fn rule_of(name: &str, period: Period) -> Result<Box<dyn Detector>, VigilError> {
    let rule = list::named(name)?;
    if rule.period() == period {
        return Ok(rule);
    }
    match (name, period) {
        ("multiscale", Period::Week) => Ok(Box::new(Multiscale::weekly())),
        ("resurgence", Period::Week) => {
            let days = Resurgence::default();
            let weeks = |days: usize| days.div_ceil(7);
            let dormancy = Dormancy {
                silence_days_min: weeks(days.dormancy.silence_days_min),
                waking_days: weeks(days.dormancy.waking_days),
                ..days.dormancy
            };
            Ok(Box::new(Resurgence { surge: Multiscale::weekly(), dormancy, ..days }))
        }
        _ => Err(VigilError::Definition(format!(
            "the rule {name} reads by {}, not by {}; leave --period away, or choose another rule for this facet",
            rule.period().name(),
            period.name()
        ))),
    }
}

/// The period by which a rule reads a facet.
pub(crate) fn period_of(
    facet: Facet,
    name: &str,
    asked: Option<Period>,
) -> Result<Period, VigilError> {
    let own = list::named(name)?.period();
    let week = matches!(facet, Facet::SpreadUnits | Facet::SpreadCells);
    Ok(if week { Period::Week } else { asked.unwrap_or(own) })
}

/// The part of a series that the group's baseline is fitted to.
fn past(series: &Series) -> Result<Series, VigilError> {
    let period = series.period();
    let stretches = series.stretches();
    let have = stretches.last().map_or(0, |stretch| stretch.counts.len());
    let need = (HISTORY_DAYS_MIN / period.days()).ceil() as usize;
    let Some(stretch) = stretches.last().filter(|_| have >= need) else {
        return Err(WatchError::TooLittle {
            what: "periods since the first event or the last break",
            have,
            need,
        }
        .into());
    };
    let latest = (LATEST_DAYS / period.days()).round() as usize;
    let end = if have >= need + latest { have - latest } else { have };
    let from = end.saturating_sub((BASELINE_YEARS * period.per_year()) as usize);
    Ok(Series::new(period, stretch.date(from), stretch.counts[from..end].to_vec())?)
}

/// The background of a group: its own latest years, with at least half an event in them.
pub(crate) fn background(series: &Series) -> Result<Baseline, VigilError> {
    let past = past(series)?;
    Ok(with_half_an_event(Baseline::fit(&past)?, &past))
}

/// The backgrounds that a group's latest years do not rule out: its limit must hold on each of them, because one
/// fit is known too badly for a promise.
fn backgrounds(series: &Series) -> Result<Vec<Baseline>, VigilError> {
    let past = past(series)?;
    let corners = Baseline::corners(&past)?;
    Ok(corners.into_iter().map(|corner| with_half_an_event(corner, &past)).collect())
}

fn with_half_an_event(fit: Baseline, past: &Series) -> Baseline {
    Baseline { mean: fit.mean.max(0.5 / past.len() as f64), ..fit }
}

impl Test {
    /// A rule for counts, set to alarm at most `price` times a year on series like the group's own past: on every
    /// background that this past does not rule out. Its rate is then measured on the one that fits best.
    pub(crate) fn of_counts(
        facet: Facet,
        name: &str,
        series: &Series,
        price: f64,
        effort: Effort,
    ) -> Result<Self, VigilError> {
        let period = series.period();
        let rule = rule_of(name, period)?;
        let background = background(series)?;
        let shape = shape(period, Date::constant(2001, 1, 1), SERIES_YEARS)?;
        let replications = (effort.years / SERIES_YEARS).ceil().max(1.0) as usize;
        let tuned = if name == "e-detector" {
            // Its limit is its promise, whatever the counts are.
            rule.with_limit((period.per_year() / price).log10())
        } else {
            let corners = backgrounds(series)?;
            let tuned =
                tune_on_backgrounds(&*rule, &corners, &shape, replications, price, effort.seed)?;
            // No limit below the rule's own: a group that is still has a baseline that never alarms.
            if tuned.limit() < rule.limit() { rule } else { tuned }
        };
        let rate = false_alarm_rate(&*tuned, &background, &shape, replications, effort.seed + 1);
        Ok(Self { facet, kind: Kind::Counts(tuned, period), promised: price, rate })
    }

    /// The rule for ratios, set to alarm at most `price` times a year on the group's own events with their
    /// marks dealt out anew.
    pub(crate) fn of_marks(
        facet: Facet,
        own: &[Mark],
        price: f64,
        effort: Effort,
    ) -> Result<Self, VigilError> {
        let years = match (own.first(), own.last()) {
            (Some(first), Some(last)) => f64::from((last.day - first.day).get_days()) / 365.25,
            _ => 0.0,
        };
        // Dealing is cheap, and one deal can alarm more than once: three times the years.
        let replications =
            (3.0 * effort.years / years.max(1.0)).ceil().clamp(24.0, 1200.0) as usize;
        let rule = ShuffledMarks::default().tuned(own, replications, price, effort.seed)?;
        let rate = rule.false_alarm_rate(own, replications, effort.seed + 1);
        Ok(Self { facet, kind: Kind::Marks(rule), promised: price, rate })
    }

    /// The rule with its parameters.
    #[must_use]
    pub fn rule(&self) -> Rule {
        match &self.kind {
            Kind::Counts(rule, period) => Rule {
                name: rule.name().to_owned(),
                source: rule.source().to_owned(),
                period: period.name().to_owned(),
                limit: rule.limit(),
                parameters: rule
                    .parameters()
                    .into_iter()
                    .map(|one| (one.name.to_owned(), one.value))
                    .collect(),
            },
            Kind::Marks(rule) => Rule {
                name: marks::NAME.to_owned(),
                source: "permutation test (Fisher 1935) in blocks (Künsch 1989)".to_owned(),
                period: "day".to_owned(),
                limit: rule.limit,
                parameters: vec![
                    ("windows_days".into(), format!("{:?}", rule.windows_days)),
                    ("baseline_days".into(), rule.baseline_days.to_string()),
                    ("events_min".into(), rule.events_min.to_string()),
                    ("block".into(), rule.block.to_string()),
                ],
            },
        }
    }

    /// Its promised and its measured rate.
    #[must_use]
    pub fn false_alarms(&self) -> FalseAlarms {
        FalseAlarms {
            promised_per_year: self.promised,
            measured_per_year: self.rate.per_year(),
            low: self.rate.low,
            high: self.rate.high,
            years: self.rate.years,
            method: match self.kind {
                Kind::Counts(..) => "series simulated from the group's own baseline".to_owned(),
                Kind::Marks(_) => {
                    "the group's own events with their marks dealt out anew".to_owned()
                }
            },
        }
    }

    /// The same rule with the limit that it had when an alert was raised.
    pub(crate) fn again(facet: Facet, rule: &Rule) -> Result<Self, VigilError> {
        let kind = if rule.name == marks::NAME {
            Kind::Marks(ShuffledMarks { limit: rule.limit, ..ShuffledMarks::default() })
        } else {
            let periods = [Period::Day, Period::Week, Period::Month];
            let period = periods.into_iter().find(|period| period.name() == rule.period);
            let period = period.unwrap_or(Period::Day);
            Kind::Counts(rule_of(&rule.name, period)?.with_limit(rule.limit), period)
        };
        let rate = AlarmRate { alarms: 0, years: 0.0, low: 0.0, high: 0.0 };
        Ok(Self { facet, kind, promised: 0.0, rate })
    }
}

impl std::fmt::Debug for Test {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Test").field("facet", &self.facet).field("rule", &self.rule().name).finish()
    }
}

#[cfg(test)]
mod tests {
    use bellwether_watch::Random;

    use super::*;

    fn quiet(days: usize) -> Series {
        let mut random = Random::keyed(3, &[]);
        Baseline::poisson(0.3)
            .simulate(Period::Day, Date::constant(2010, 1, 1), days, &mut random)
            .expect("a series")
    }

    #[test]
    fn a_test_keeps_its_price_where_nothing_changes() {
        let effort = Effort { years: 100.0, seed: 1 };
        let test =
            Test::of_counts(Facet::Tempo, "resurgence", &quiet(1500), 1.0, effort).expect("a test");
        let said = test.false_alarms();
        assert!(said.low <= 1.0 && said.years > 50.0, "{said:?}");
    }

    #[test]
    fn without_history_there_is_no_test() {
        let error = Test::of_counts(Facet::Tempo, "resurgence", &quiet(90), 1.0, Effort::default())
            .expect_err("too short");
        assert!(error.to_string().contains("there are 90, and 180 are needed"), "{error}");
    }

    #[test]
    fn a_rule_for_days_is_refused_months_with_what_to_do() {
        let error = rule_of("resurgence", Period::Month).err().expect("refused");
        assert!(error.to_string().contains("leave --period away"), "{error}");
        assert_eq!(rule_of("resurgence", Period::Week).expect("weekly").name(), "resurgence");
    }
}
