//! The latest weeks: what is still to come in, and what they may come to.

use bellwether_model::Date;
use bellwether_watch::alert::{Facet, Incomplete};
use bellwether_watch::nowcast::{Nowcast, Triangle};

use crate::run::Look;

/// Days before the day of knowledge in which a source is still correcting: UCDP and ACLED publish by month and
/// by week, and each release changes the one before.
const SETTLING_DAYS: i64 = 35;
/// Days back from which the delays are learnt.
const LEARNT_DAYS: i64 = 3 * 365;
/// Days between the vintages that are compared: nearer ones see the same window.
const APART_DAYS: i64 = 28;
/// The longest delay that is foreseen, in vintages that are compared.
const DELAY_MAX: usize = 16;
/// Vintages without which no delays are known.
const VINTAGES_MIN: usize = 6;

/// A day on which reports became known, and how far what was published then reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vintage {
    /// The day of knowledge.
    pub known: Date,
    /// The last day for which it was complete; none where that is not said.
    pub to: Option<Date>,
}

/// The day from which on reports may still come in, given the day of knowledge.
#[must_use]
pub fn incomplete_from(known_on: Date) -> Date {
    known_on.checked_sub(jiff::Span::new().days(SETTLING_DAYS)).unwrap_or(known_on)
}

/// What is to be said of a window that reaches into the days that are not complete.
pub(crate) fn incomplete(
    look: &Look<'_>,
    facet: Facet,
    window: (Date, Date),
    observed: f64,
) -> Option<Incomplete> {
    let from = incomplete_from(look.known_on);
    if window.1 < from {
        return None;
    }
    let counts = matches!(facet, Facet::Tempo | Facet::MassCasualty);
    let expected = counts.then(|| nowcast(look, facet, window)).flatten();
    Some(Incomplete {
        from,
        completeness: expected.map(|one| one.completeness),
        nowcast: expected.map(|one| {
            // What is still to come is added to the window as the rule saw it.
            let more = |all: f64| observed + all - one.reported;
            (more(one.expected), more(one.low), more(one.high))
        }),
    })
}

/// What a window is expected to come to, from what windows as long before earlier vintages came to. Sources publish in
/// batches, so it is the lag behind a vintage, and not the age of an event, that says how much of it is in: the rows of
/// the reporting triangle are vintages, each with the window that lies as far before it, and delays are counted in
/// vintages.
fn nowcast(look: &Look<'_>, facet: Facet, window: (Date, Date)) -> Option<Nowcast> {
    let vintages = rows(look, window)?;
    let newest = *vintages.last()?;
    let lags = (newest - window.0, newest - window.1);
    let mut reports = Vec::new();
    for one in look.events.all() {
        if facet == Facet::MassCasualty
            && one.deaths.is_none_or(|deaths| deaths < Facet::MASS_CASUALTY_DEATHS)
        {
            continue;
        }
        let known = one.known?;
        let seen = vintages.partition_point(|vintage| *vintage < known);
        let lies_in = |vintage: Date| {
            let lag = (vintage - one.start).get_days();
            lag <= lags.0.get_days() && lag >= lags.1.get_days()
        };
        for (row, vintage) in vintages.iter().enumerate() {
            if lies_in(*vintage) {
                reports.push((row, seen.saturating_sub(row), 1.0));
            }
        }
    }
    let delay_max = DELAY_MAX.min(vintages.len() - 1);
    let nowcasts = Triangle::new(vintages.len(), delay_max, reports).ok()?.nowcast(0.9).ok()?;
    nowcasts.last().copied()
}

/// The vintages that can be compared with the newest one, in order, that one last: those that reached as far towards
/// their own day. None where they are too few.
fn rows(look: &Look<'_>, window: (Date, Date)) -> Option<Vec<Date>> {
    let known = look.vintages.iter().filter(|one| one.known <= look.known_on);
    let newest = known.clone().map(|one| one.known).max()?;
    let lag = newest - window.1;
    let back = |day: Date, days: i64| day.checked_sub(jiff::Span::new().days(days)).ok();
    let first = back(newest, LEARNT_DAYS)?;
    let length = i64::from((window.1 - window.0).get_days()) + 1;
    let apart = APART_DAYS.min(length) - 3;
    let mut all: Vec<Date> = known
        .filter(|one| one.known >= first)
        .filter(|one| {
            let end = one.known.checked_sub(lag).ok();
            one.known == newest || one.to.is_none_or(|to| end.is_some_and(|end| to >= end))
        })
        .map(|one| one.known)
        .collect();
    all.sort_unstable();
    all.dedup();
    let mut rows = vec![newest];
    for vintage in all.into_iter().rev() {
        if rows.last().is_some_and(|next| i64::from((*next - vintage).get_days()) >= apart) {
            rows.push(vintage);
        }
    }
    rows.reverse();
    (rows.len() >= VINTAGES_MIN).then_some(rows)
}

#[cfg(test)]
mod tests {
    use bellwether_store::Activity;
    use bellwether_watch::alert::Basis;

    use super::*;
    use crate::events::{Events, event};
    use crate::{Effort, Watch};

    const KNOWN_ON: Date = Date::constant(2020, 6, 28);

    fn back(day: Date, days: i64) -> Date {
        day.checked_sub(jiff::Span::new().days(days)).expect("a day")
    }

    /// What is said of the days `window` before the day of knowledge, of events with the day on which each is known.
    fn said(all: Vec<Activity>, vintages: &[Vintage], window: (i64, i64)) -> Option<Incomplete> {
        let known = |one: &Activity| one.known <= Some(KNOWN_ON);
        let events = Events::new(all.into_iter().filter(known).collect());
        let watch = Watch::of_actor("w", "example");
        let look = Look {
            watch: &watch,
            events: &events,
            collections: &[],
            vintages,
            unit: "reports",
            known_on: KNOWN_ON,
            until: None,
            basis: Basis::AsKnown,
            settles: true,
            store_version: 1,
            back_days: 90,
            effort: Effort::default(),
        };
        let window = (back(KNOWN_ON, window.0), back(KNOWN_ON, window.1));
        let within = |one: &&Activity| one.start >= window.0 && one.start <= window.1;
        let observed = events.all().iter().filter(within).count() as f64;
        incomplete(&look, Facet::Tempo, window, observed)
    }

    /// An event a day for 60 weeks, with the day on which it is known.
    fn daily(known: impl Fn(i64, Date) -> Date) -> Vec<Activity> {
        let of = |at: i64| {
            let day = back(KNOWN_ON, 420 - at);
            Activity { known: Some(known(at, day)), ..event(&at.to_string(), day, day) }
        };
        (0..=420).map(of).collect()
    }

    fn every_day() -> Vec<Vintage> {
        (0..=420).rev().map(|at| Vintage { known: back(KNOWN_ON, at), to: None }).collect()
    }

    #[test]
    fn what_is_missing_of_the_latest_weeks_is_foreseen_from_earlier_delays() {
        // Every second one is known two weeks later.
        let late = |at: i64, day: Date| if at % 2 == 0 { day } else { back(day, -14) };
        let said = said(daily(late), &every_day(), (13, 0)).expect("incomplete");
        let (expected, low, high) = said.nowcast.expect("a nowcast");
        assert!((expected - 14.0).abs() < 2.5, "{said:?}");
        assert!(low <= 14.0 && 14.0 <= high && low >= 7.0, "{said:?}");
    }

    /// A month is published 20 days after its end, and nothing comes later: the last month is complete, although most
    /// reports came later than its last ones did.
    #[test]
    fn what_is_published_by_the_month_is_complete_when_its_month_is_out() {
        let known = |day: Date| back(day.last_of_month(), -20);
        let all = daily(|_, day| known(day));
        let mut vintages: Vec<Vintage> = all
            .iter()
            .map(|one| Vintage { known: known(one.start), to: Some(one.start.last_of_month()) })
            .collect();
        vintages.dedup();
        // 28 June: May is out since the 20th.
        let said = said(all, &vintages, (58, 28)).expect("incomplete");
        assert!(said.completeness.is_some_and(|share| share > 0.97), "{said:?}");
        let (expected, low, high) = said.nowcast.expect("a nowcast");
        assert!((expected - 31.0).abs() < 1.0 && low >= 31.0 && high < 34.0, "{said:?}");
    }

    /// The same, but every fourth event comes with the next month's release.
    #[test]
    fn what_comes_with_the_next_release_is_foreseen() {
        let month = |day: Date| back(day.last_of_month(), -20);
        let known = |at: i64, day: Date| {
            if at % 4 == 0 { month(back(day.last_of_month(), -1)) } else { month(day) }
        };
        let all = daily(known);
        let mut vintages: Vec<Vintage> = all
            .iter()
            .map(|one| Vintage { known: month(one.start), to: Some(one.start.last_of_month()) })
            .collect();
        vintages.dedup();
        let said = said(all, &vintages, (58, 28)).expect("incomplete");
        let (expected, low, high) = said.nowcast.expect("a nowcast");
        assert!((expected - 31.0).abs() < 2.5, "{said:?}");
        assert!(low <= 31.0 && 31.0 <= high, "{said:?}");
    }

    #[test]
    fn one_release_tells_no_delays_and_an_old_window_is_complete() {
        let one = [Vintage { known: KNOWN_ON, to: None }];
        let all = || daily(|_, _| KNOWN_ON);
        let latest = said(all(), &one, (13, 0)).expect("incomplete");
        assert_eq!((latest.nowcast, latest.completeness), (None, None));
        assert_eq!(said(all(), &one, (180, 150)), None);
    }
}
