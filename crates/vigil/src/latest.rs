//! The latest weeks: what is still to come in, and what they may come to.

use bellwether_model::Date;
use bellwether_watch::{
    Period,
    alert::{Facet, Incomplete},
    nowcast::Triangle,
};

use crate::events::Events;

/// Days before the day of knowledge in which a source is still correcting: UCDP and ACLED publish by month and
/// by week, and each release changes the one before.
const SETTLING_DAYS: i64 = 35;
/// Weeks of reports that the delays are learnt from.
const LEARNT_WEEKS: usize = 104;
/// The longest delay in weeks that is foreseen.
const DELAY_WEEKS_MAX: usize = 16;
/// Days of knowledge without which the delays of reports are the rhythm of one release.
const VINTAGES_MIN: usize = 6;

/// The day from which on reports may still come in, given the day of knowledge.
pub(crate) fn incomplete_from(known_on: Date) -> Date {
    known_on.checked_sub(jiff::Span::new().days(SETTLING_DAYS)).unwrap_or(known_on)
}

/// What is to be said of a window that reaches into the days that are not complete.
pub(crate) fn incomplete(
    events: &Events,
    facet: Facet,
    window: (Date, Date),
    observed: f64,
    known_on: Date,
) -> Option<Incomplete> {
    let from = incomplete_from(known_on);
    if window.1 < from {
        return None;
    }
    let counts = matches!(facet, Facet::Tempo | Facet::MassCasualty);
    let expected = counts.then(|| nowcast(events, facet, window, known_on)).flatten();
    Some(Incomplete {
        from,
        completeness: expected.map(
            |(reported, sum, _, _)| {
                if sum > 0.0 { (reported / sum).min(1.0) } else { 1.0 }
            },
        ),
        nowcast: expected.map(|(reported, sum, low, high)| {
            // What the triangle adds is added to the window as the rule saw it.
            (observed + sum - reported, observed + low - reported, observed + high - reported)
        }),
    })
}

/// What the weeks of a window were reported to hold and are expected to come to, with its interval.
fn nowcast(
    events: &Events,
    facet: Facet,
    window: (Date, Date),
    known_on: Date,
) -> Option<(f64, f64, f64, f64)> {
    let weeks = LEARNT_WEEKS;
    let first = known_on.checked_sub(jiff::Span::new().days(7 * weeks as i64 - 1)).ok()?;
    let mut vintages: Vec<Date> = Vec::new();
    let mut reports = Vec::new();
    for one in events.all().iter().filter(|one| one.start >= first) {
        if facet == Facet::MassCasualty
            && one.deaths.is_none_or(|deaths| deaths < Facet::MASS_CASUALTY_DEATHS)
        {
            continue;
        }
        let known = one.known?;
        let (Some(week), Some(seen)) =
            (Period::Week.index(first, one.start), Period::Week.index(first, known))
        else {
            continue;
        };
        vintages.push(known);
        reports.push((week, seen.saturating_sub(week), 1.0));
    }
    vintages.sort_unstable();
    vintages.dedup();
    if vintages.len() < VINTAGES_MIN {
        return None;
    }
    let nowcasts = Triangle::new(weeks, DELAY_WEEKS_MAX, reports).ok()?.nowcast(0.9).ok()?;
    let mut sum = (0.0, 0.0, 0.0, 0.0);
    let mut variance = (0.0, 0.0);
    for (week, one) in nowcasts.iter().enumerate() {
        let begins = Period::Week.after(first, week)?;
        if begins > window.1 || Period::Week.after(first, week + 1)? <= window.0 {
            continue;
        }
        sum.0 += one.reported;
        sum.1 += one.expected;
        // Weeks miss each other's reports independently: half-widths add as squares.
        variance.0 += (one.expected - one.low).max(0.0).powi(2);
        variance.1 += (one.high - one.expected).max(0.0).powi(2);
    }
    sum.2 = (sum.1 - f64::sqrt(variance.0)).max(sum.0);
    sum.3 = sum.1 + f64::sqrt(variance.1);
    Some(sum)
}

#[cfg(test)]
mod tests {
    use bellwether_store::Activity;

    use super::*;
    use crate::events::event;

    /// Seven events a week; half of each are known in the same week, half two weeks later.
    fn reported(known_on: Date) -> Events {
        let first = known_on.checked_sub(jiff::Span::new().days(7 * 60)).expect("a day");
        let of = |at: i64| {
            let day = first.checked_add(jiff::Span::new().days(at)).expect("a day");
            let late = if at % 2 == 0 { 0 } else { 14 };
            let known = day.checked_add(jiff::Span::new().days(late)).expect("a day");
            Activity { known: Some(known), ..event(&at.to_string(), day, day) }
        };
        let all = (0..=7 * 60).map(of).filter(|one| one.known <= Some(known_on)).collect();
        Events::new(all)
    }

    #[test]
    fn what_is_missing_of_the_latest_weeks_is_foreseen_from_earlier_delays() {
        let known_on = Date::constant(2020, 6, 28);
        let from = Date::constant(2020, 6, 15);
        let said = incomplete(&reported(known_on), Facet::Tempo, (from, known_on), 7.0, known_on)
            .expect("incomplete");
        let (expected, low, high) = said.nowcast.expect("a nowcast");
        assert!((expected - 14.0).abs() < 2.5, "{said:?}");
        assert!(low <= 14.0 && 14.0 <= high && low >= 7.0, "{said:?}");
    }

    #[test]
    fn one_release_tells_no_delays_and_an_old_window_is_complete() {
        let known_on = Date::constant(2020, 6, 28);
        let all = reported(known_on).all().to_vec();
        let at_once = all.into_iter().map(|one| Activity { known: Some(known_on), ..one });
        let events = Events::new(at_once.collect());
        let latest = (Date::constant(2020, 6, 15), known_on);
        let said = incomplete(&events, Facet::Tempo, latest, 7.0, known_on).expect("incomplete");
        assert_eq!((said.nowcast, said.completeness), (None, None));
        let old = (Date::constant(2020, 1, 1), Date::constant(2020, 2, 1));
        assert_eq!(incomplete(&events, Facet::Tempo, old, 7.0, known_on), None);
    }
}
