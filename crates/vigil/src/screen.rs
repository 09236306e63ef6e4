//! All groups at once: which rose more than their own pasts explain, with the share of false ones bounded.
//!
//! The latest weeks of each group are held against what as many weeks come to in series simulated from its own
//! baseline; the share of these that show as much is its p-value. Benjamini & Hochberg (1995) bound the share of
//! false ones among the groups that are named. By the e-detector the same is done with e-values (Wang & Ramdas
//! 2022), without a model of the counts. Groups without a past are named apart: nothing can be tested there.

use std::collections::BTreeMap;

use bellwether_model::Date;
use bellwether_store::Activity;
use bellwether_watch::{
    Detector, Period, Random,
    alert::Facet,
    baseline::Baseline,
    calibrate::shape,
    screen::{adjusted, benjamini_hochberg, e_benjamini_hochberg},
};
use rayon::prelude::*;

use crate::collection::Collection;
use crate::error::VigilError;
use crate::events::Events;
use crate::test::{background, rule_of};

/// Groups by name, each with its events and what is covered of them.
pub type Groups = BTreeMap<String, (Events, Vec<Collection>)>;

/// How groups are screened.
#[derive(Debug, Clone, PartialEq)]
pub struct ScreenPlan {
    /// The rule: `resurgence` for p-values, `e-detector` for e-values.
    pub rule: String,
    /// The latest weeks that are looked at.
    pub weeks: usize,
    /// The share of false ones among the groups that are named, at most.
    pub rate: f64,
    /// Years of history that a group must have.
    pub years_min: f64,
    /// Events that a group must have.
    pub events_min: usize,
    /// Simulated stretches of the latest weeks' length that a p-value is had from, at most.
    pub stretches: usize,
    /// Days before the end in which a first event makes a newcomer.
    pub new_days: i64,
}

impl Default for ScreenPlan {
    fn default() -> Self {
        Self {
            rule: "resurgence".into(),
            weeks: 4,
            rate: 0.1,
            years_min: 2.0,
            events_min: 20,
            stretches: 5200,
            new_days: 90,
        }
    }
}

/// A group that was screened.
#[derive(Debug, Clone, PartialEq)]
pub struct Screened {
    /// The group.
    pub group: String,
    /// Events in the window that speaks loudest.
    pub observed: f64,
    /// What was to be expected of it.
    pub expected: f64,
    /// Its first day and its last.
    pub window: (Date, Date),
    /// The p-value, or for e-values their inverse, at most 1.
    pub p: f64,
    /// The least share of false ones at which it would be named.
    pub q: f64,
    /// Whether it is named.
    pub named: bool,
    /// Ids of what lies in the window.
    pub evidence: Vec<String>,
}

/// A group, or a group in a country, without a past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// The group.
    pub group: String,
    /// The country that it is new in; none where it is new altogether.
    pub country: Option<String>,
    /// The day of the first event.
    pub first: Date,
    /// How many events there have been since.
    pub events: usize,
}

/// What a screen found.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen {
    /// Every group with enough history, the most surprising first.
    pub groups: Vec<Screened>,
    /// Groups that have too little history for a test, or of which nothing is collected any more.
    pub too_little: usize,
    /// The p-value at which the line was drawn; none where nobody is named.
    pub cut: Option<f64>,
    /// Simulated stretches, and how many of them would have passed the line.
    pub simulated: (usize, usize),
    /// The last day of the series.
    pub last_day: Date,
}

/// One group's latest weeks and what its own past makes of them.
struct Tested {
    one: Screened,
    /// The p-values that simulated stretches would have had, where any were simulated.
    null: Vec<f64>,
}

/// Screens groups, each with what is covered of it, on events up to a day.
///
/// # Errors
/// When the rule is unknown, or reads no weeks.
pub fn screen(
    groups: &Groups,
    last_day: Date,
    plan: &ScreenPlan,
    seed: u64,
) -> Result<Screen, VigilError> {
    let rule = rule_of(&plan.rule, Period::Week)?;
    let by_e = plan.rule == "e-detector";
    let rule = if by_e { rule } else { rule.with_limit(f64::MAX) };
    let tested: Vec<Result<Option<Tested>, VigilError>> = groups
        .iter()
        .enumerate()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(at, (name, (events, collections)))| {
            let key = Key { name, seed, at: at as u64 };
            test(&key, events, collections, last_day, plan, &*rule)
        })
        .collect();
    let mut all = Vec::new();
    let mut too_little = 0;
    for one in tested {
        match one? {
            Some(one) => all.push(one),
            None => too_little += 1,
        }
    }
    let p_values: Vec<f64> = all.iter().map(|one| one.one.p).collect();
    let named = if by_e {
        let e_values: Vec<f64> = p_values.iter().map(|p| 1.0 / p).collect();
        e_benjamini_hochberg(&e_values, plan.rate)
    } else {
        benjamini_hochberg(&p_values, plan.rate)
    };
    let cut = named.iter().map(|at| p_values[*at]).max_by(f64::total_cmp);
    for (at, q) in adjusted(&p_values).into_iter().enumerate() {
        all[at].one.q = q;
    }
    for at in named {
        all[at].one.named = true;
    }
    let simulated = all.iter().map(|one| one.null.len()).sum();
    let passed =
        |one: &Tested| one.null.iter().filter(|p| cut.is_some_and(|cut| **p <= cut)).count();
    let passed = all.iter().map(passed).sum();
    let mut groups: Vec<Screened> = all.into_iter().map(|one| one.one).collect();
    groups.sort_by(|a, b| a.p.total_cmp(&b.p).then_with(|| a.group.cmp(&b.group)));
    Ok(Screen { groups, too_little, cut, simulated: (simulated, passed), last_day })
}

struct Key<'a> {
    name: &'a str,
    seed: u64,
    at: u64,
}

fn test(
    key: &Key<'_>,
    events: &Events,
    collections: &[Collection],
    last_day: Date,
    plan: &ScreenPlan,
    rule: &dyn Detector,
) -> Result<Option<Tested>, VigilError> {
    let Some(days) = events.days(collections, true, Some(last_day)) else { return Ok(None) };
    let weeks = i64::try_from(plan.weeks).unwrap_or(i64::MAX / 7);
    if i64::from((last_day - days.1).get_days()) > 7 * weeks {
        // What is collected of it ended before the weeks that are looked at.
        return Ok(None);
    }
    let years = f64::from((days.1 - days.0).get_days()) / 365.25;
    if years < plan.years_min || events.all().len() < plan.events_min {
        return Ok(None);
    }
    let series = events.series(Facet::Tempo, days, collections, Period::Week)?;
    let steps = rule.run(&series);
    let from = steps.len().saturating_sub(plan.weeks);
    let best = (from..steps.len())
        .filter_map(|at| Some((at, steps[at].statistic?)))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((at, statistic)) = best else { return Ok(None) };
    let begin = (at + 1).saturating_sub(steps[at].window);
    let window = (series.date(begin), steps[at].to);
    let (p, null) = if plan.rule == "e-detector" {
        let looked_at = steps.iter().filter(|step| step.statistic.is_some()).count().max(1);
        ((looked_at as f64 / 10_f64.powf(statistic)).min(1.0), Vec::new())
    } else if statistic <= 0.0 {
        (1.0, Vec::new())
    } else {
        let Ok(background) = background(&series) else { return Ok(None) };
        p_value(key, &background, rule, statistic, plan)?
    };
    let evidence =
        if p < 1.0 { events.evidence(Facet::Tempo, window.0, window.1).0 } else { Vec::new() };
    let one = Screened {
        group: key.name.to_owned(),
        observed: series.counts()[begin..=at].iter().sum(),
        expected: steps[at].expected.unwrap_or(0.0),
        window,
        p,
        q: 1.0,
        named: false,
        evidence,
    };
    Ok(Some(Tested { one, null }))
}

/// Stretches that show as much after which simulating more would not change what is said (Besag & Clifford
/// 1991, Biometrika 78: 301-304).
const ENOUGH: usize = 40;

fn p_value(
    key: &Key<'_>,
    background: &Baseline,
    rule: &dyn Detector,
    statistic: f64,
    plan: &ScreenPlan,
) -> Result<(f64, Vec<f64>), VigilError> {
    let shape = shape(Period::Week, Date::constant(2001, 1, 1), 10.0)?;
    let mut maxima: Vec<f64> = Vec::new();
    let mut as_much = 0;
    let mut replication = 0;
    while maxima.len() < plan.stretches && as_much < ENOUGH {
        let mut random = Random::keyed(key.seed, &[key.at, replication]);
        let steps = rule.run(&background.simulate_like(&shape, &mut random));
        let before = maxima.len();
        for stretch in steps.chunks(plan.weeks) {
            let answers = stretch.iter().filter_map(|step| step.statistic);
            if let Some(most) = answers.max_by(f64::total_cmp) {
                maxima.push(most);
                as_much += usize::from(most >= statistic);
            }
        }
        if maxima.len() == before {
            return Ok((1.0, Vec::new()));
        }
        replication += 1;
    }
    let p = (1.0 + as_much as f64) / (1.0 + maxima.len() as f64);
    // The rank of each stretch among all is the p-value that it would have had.
    let mut order = maxima.clone();
    order.sort_by(|a, b| b.total_cmp(a));
    let rank = |one: &f64| order.partition_point(|other| other >= one);
    let n = maxima.len() as f64 + 1.0;
    Ok((p, maxima.iter().map(|one| (1.0 + rank(one) as f64) / n).collect()))
}

/// Groups whose first event, anywhere or in a country, lies in the latest days, the newest last.
#[must_use]
pub fn newcomers(groups: &Groups, last_day: Date, new_days: i64) -> Vec<Newcomer> {
    let since = last_day.checked_sub(jiff::Span::new().days(new_days)).unwrap_or(last_day);
    let mut all = Vec::new();
    for (group, (events, _)) in groups {
        let Some(first) = events.first() else { continue };
        let after = |test: &dyn Fn(&Activity) -> bool| {
            events.all().iter().filter(|one| one.start >= since && test(one)).count()
        };
        if first >= since {
            let events = after(&|_| true);
            all.push(Newcomer { group: group.clone(), country: None, first, events });
            continue;
        }
        for (country, first) in events.countries() {
            if first >= since {
                let events = after(&|one| one.country.as_deref() == Some(country.as_str()));
                all.push(Newcomer { group: group.clone(), country: Some(country), first, events });
            }
        }
    }
    all.sort_by(|a, b| (b.events, a.first, &a.group).cmp(&(a.events, b.first, &b.group)));
    all
}
