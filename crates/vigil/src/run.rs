//! One look: all tests of a watch on what is known on a day.

use bellwether_model::Date;
use bellwether_watch::alert::{Alert, Basis, Facet, Revision, State, Subject};
use serde::{Deserialize, Serialize};

use bellwether_watch::marks::Mark;

use crate::collection::{Break, Collection, breaks, concerns, span};
use crate::definition::Watch;
use crate::error::VigilError;
use crate::events::Events;
use crate::judge::{self, NearMiss, QUIET_DAYS};
use crate::latest::Vintage;
use crate::test::{Effort, Test, period_of};

/// What a watch is held against.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The watch.
    pub watch: &'a Watch,
    /// The events that it is about.
    pub events: &'a Events,
    /// What the datasets cover of them.
    pub collections: &'a [Collection],
    /// The days on which reports became known, in order.
    pub vintages: &'a [Vintage],
    /// Reports or incidents.
    pub unit: &'a str,
    /// The day of knowledge.
    pub known_on: Date,
    /// The last day of events that is looked at; none for all that are covered.
    pub until: Option<Date>,
    /// What the answer rests on.
    pub basis: Basis,
    /// Whether the latest reports may still be coming in.
    pub settles: bool,
    /// The version of the store.
    pub store_version: i64,
    /// Days before the last covered day in which a new signal is an alert.
    pub back_days: i64,
    /// How much is simulated.
    pub effort: Effort,
}

/// Something that no rule tests: it happens or it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its day.
    pub day: Date,
    /// What it is, in a sentence.
    pub text: String,
}

/// What a look found.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Signals of the latest days.
    pub alerts: Vec<Alert>,
    /// How near the other tests came.
    pub near: Vec<NearMiss>,
    /// First events of the group, anywhere or in a country; tests that could not be made.
    pub notices: Vec<Notice>,
    /// The first and the last day of the series.
    pub days: Option<(Date, Date)>,
    /// Where the series breaks.
    pub breaks: Vec<Break>,
}

impl Look<'_> {
    /// The days of the series.
    pub(crate) fn days(&self) -> Option<(Date, Date)> {
        self.events.days(self.collections, self.watch.actor.is_some(), self.until)
    }

    /// The marks of a facet since the last break in how it is collected.
    pub(crate) fn marks(&self, facet: Facet, days: (Date, Date)) -> Vec<Mark> {
        let within = |one: &Break| concerns(one, facet) && one.day <= days.1;
        let last = breaks(self.collections).into_iter().filter(within).map(|one| one.day).max();
        self.events.marks(facet, (last.map_or(days.0, |last| last.max(days.0)), days.1))
    }

    /// Who and where.
    pub(crate) fn subject(&self) -> Subject {
        Subject {
            actor: self.watch.actor.clone(),
            name: self.watch.title.clone(),
            countries: self.watch.countries.clone(),
            admin1: self.watch.admin1.clone(),
            cells: self.watch.cells.clone(),
        }
    }

    /// The tests that can be made of what is seen before a day, and why the others cannot.
    pub(crate) fn tests(&self, days: (Date, Date)) -> Result<(Vec<Test>, Vec<String>), VigilError> {
        let price = self.watch.price_of_one();
        let (mut tests, mut without) = (Vec::new(), Vec::new());
        for (facet, rule) in self.watch.tests() {
            let made = match rule {
                Some(name) => {
                    let period = period_of(facet, name, self.watch.period.map(Into::into))?;
                    let series = self.events.series(facet, days, self.collections, period)?;
                    Test::of_counts(facet, name, &series, price, self.effort)
                }
                None => {
                    let marks = self.marks(facet, days);
                    if let Some(what) = unsaid(facet).filter(|_| marks.is_empty()) {
                        let text = format!("no test of {}: {what}", facet.as_str());
                        without.push(text);
                        continue;
                    }
                    Test::of_marks(facet, &marks, price, self.effort)
                }
            };
            match made {
                Ok(test) => tests.push(test),
                Err(VigilError::Watch(error)) => without.push(format!(
                    "no test of {} by {}: {error}",
                    facet.as_str(),
                    rule.unwrap_or(bellwether_watch::marks::NAME)
                )),
                Err(other) => return Err(other),
            }
        }
        Ok((tests, without))
    }
}

/// What no event says where a facet has no marks.
const fn unsaid(facet: Facet) -> Option<&'static str> {
    match facet {
        Facet::Lethality => Some("no event has a toll"),
        Facet::TacticsShare => {
            Some("no event says what it was done with; the datasets at hand do not code it")
        }
        Facet::Sources => Some("no event says how many sources tell of it"),
        _ => None,
    }
}

/// Runs all tests of a watch.
///
/// # Errors
/// When a rule cannot read the period that the watch asks for, or a series leaves the calendar.
pub fn look(look: &Look<'_>) -> Result<Outcome, VigilError> {
    let days = look.days();
    let told = |one: &Break| {
        let tested = look.watch.facets.iter().any(|facet| concerns(one, *facet));
        tested && days.is_some_and(|days| one.day > days.0 && one.day <= days.1)
    };
    let mut outcome = Outcome {
        alerts: Vec::new(),
        near: Vec::new(),
        notices: Vec::new(),
        days,
        breaks: breaks(look.collections).into_iter().filter(told).collect(),
    };
    let Some((_, last)) = days else { return Ok(outcome) };
    let since = last.checked_sub(jiff::Span::new().days(look.back_days)).unwrap_or(last);
    outcome.notices = firsts(look, since, last);
    let (tests, without) = look.tests(days.unwrap_or((last, last)))?;
    outcome.notices.extend(without.into_iter().map(|text| Notice { day: last, text }));
    for test in &tests {
        let read = judge::read(test, look)?;
        let late: Vec<usize> =
            read.signals.iter().copied().filter(|at| read.readings[*at].day >= since).collect();
        if late.is_empty() {
            outcome.near.extend(judge::near(test, &read, since));
        }
        outcome.alerts.extend(late.into_iter().map(|at| judge::alert(test, look, &read, at)));
    }
    outcome
        .alerts
        .sort_by(|a, b| (a.first_signal, a.facet, &a.id).cmp(&(b.first_signal, b.facet, &b.id)));
    Ok(outcome)
}

/// Days that must have been collected before something is called the first of its kind.
const PAST_DAYS: i64 = 365;

fn is_past(from: Date, day: Date) -> bool {
    i64::from((day - from).get_days()) >= PAST_DAYS
}

/// The first event of an actor, its first in each country and its first massacre, if they lie between two days.
pub(crate) fn firsts(look: &Look<'_>, since: Date, last: Date) -> Vec<Notice> {
    if look.watch.actor.is_none() {
        return Vec::new();
    }
    let within = |day: Date| day >= since && day <= last;
    let (Some(first), Some((from, _))) = (look.events.first(), span(look.collections)) else {
        return Vec::new();
    };
    let name = &look.watch.title;
    let mut notices = Vec::new();
    let massacre = look.events.first_massacre().filter(|day| within(*day) && is_past(from, *day));
    notices.extend(massacre.map(|day| Notice {
        day,
        text: format!(
            "{name}: its first event with {} deaths or more is of {day}",
            Facet::MASS_CASUALTY_DEATHS
        ),
    }));
    if within(first) {
        let text = if is_past(from, first) {
            format!(
                "{name} is new: its first event is of {first}, and what is collected begins on {from}; there is no \
                 past to hold it against, so no rule speaks and no rate of false alarms can be said"
            )
        } else {
            format!(
                "what is collected begins on {from}, so that it is not known what {name} did before; no rule speaks \
                 until there is a past"
            )
        };
        notices.push(Notice { day: first, text });
    } else {
        let countries = look.events.countries().into_iter();
        notices.extend(countries.filter(|(_, day)| within(*day)).map(|(country, day)| Notice {
            day,
            text: format!("{name} is new in {country}: its first event there is of {day}"),
        }));
    }
    notices.sort_by(|a, b| (a.day, &a.text).cmp(&(b.day, &b.text)));
    notices
}

/// What an earlier alert has become by what is known now, if anything: the same rule with the same limit is put
/// to the same days.
///
/// # Errors
/// As [`look`].
pub fn recheck(look: &Look<'_>, earlier: &Alert) -> Result<Option<Alert>, VigilError> {
    let span = jiff::Span::new().days(QUIET_DAYS);
    let until = earlier.first_signal.checked_add(span).unwrap_or(earlier.first_signal);
    let then = Look { until: Some(look.until.map_or(until, |own| own.min(until))), ..*look };
    let test = Test::again(earlier.facet, &earlier.rule)?;
    let read = judge::read(&test, &then)?;
    let apart = |day: Date| (day - earlier.first_signal).get_days().abs();
    let nearest = read
        .signals
        .iter()
        .copied()
        .filter(|at| i64::from(apart(read.readings[*at].day)) <= QUIET_DAYS)
        .min_by_key(|at| apart(read.readings[*at].day));
    let mut now = earlier.clone();
    now.known_on = look.known_on;
    now.store_version = look.store_version;
    let why = match nearest {
        Some(at) => {
            let found = judge::alert(&test, &then, &read, at);
            let when = if found.first_signal == earlier.first_signal {
                "on the same day".to_owned()
            } else {
                format!("on {} instead of {}", found.first_signal, earlier.first_signal)
            };
            let why = format!(
                "the rule still fires, {when}; {} observed where {} were",
                earlier.value(found.observed),
                earlier.value(earlier.observed)
            );
            now.state = State::Confirmed;
            now.window = found.window;
            now.observed = found.observed;
            now.statistic = found.statistic;
            now.baseline = found.baseline;
            now.evidence = found.evidence;
            now.evidence_total = found.evidence_total;
            now.datasets = found.datasets;
            now.incomplete = found.incomplete;
            why
        }
        None => {
            let (evidence, _) =
                look.events.evidence(earlier.facet, earlier.window.from, earlier.window.to);
            now.state = State::Dissolved;
            format!(
                "the rule no longer fires within {QUIET_DAYS} days: the window rests on {} {} now, on {} then",
                evidence.len(),
                look.unit,
                earlier.evidence_total
            )
        }
    };
    let same = now.state == earlier.state
        && (now.observed - earlier.observed).abs() < 1e-9
        && now.evidence_total == earlier.evidence_total;
    let raised_now = earlier.state == State::New && earlier.known_on == look.known_on;
    if same || raised_now {
        return Ok(None);
    }
    now.revisions.push(Revision {
        known_on: look.known_on,
        state: now.state,
        observed: now.observed,
        why,
    });
    Ok(Some(now))
}
