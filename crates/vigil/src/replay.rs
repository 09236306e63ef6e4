//! The past, walked day by day: what would have been said on which day.
//!
//! By the day of events: the reports are those that are known now, and on each day only events that were over
//! by then are seen. Rules are set anew at the beginning of each half-year, from what was seen before it.

use bellwether_model::Date;
use bellwether_watch::alert::Alert;

use crate::error::VigilError;
use crate::judge;
use crate::run::{Look, Notice, firsts};

/// What would have been said on a day.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// An alert.
    Alert(Box<Alert>),
    /// What no rule tests.
    Notice(Notice),
    /// That no rule could speak in a half-year, and why.
    Silence(Notice),
}

impl Said {
    /// The day.
    #[must_use]
    pub fn day(&self) -> Date {
        match self {
            Self::Alert(alert) => alert.first_signal,
            Self::Notice(notice) | Self::Silence(notice) => notice.day,
        }
    }
}

/// All that would have been said from one day to another.
///
/// # Errors
/// As [`crate::look`].
pub fn replay(look: &Look<'_>, from: Date, to: Date) -> Result<Vec<Said>, VigilError> {
    let mut said = Vec::new();
    let mut begin = from;
    while begin <= to {
        let end = half_year_end(begin).min(to);
        said.extend(part(look, begin, end)?);
        let Ok(next) = end.tomorrow() else { break };
        begin = next;
    }
    said.sort_by_key(Said::day);
    Ok(said)
}

fn half_year_end(day: Date) -> Date {
    let month = if day.month() <= 6 { 6 } else { 12 };
    Date::new(day.year(), month, 1).map_or(day, Date::last_of_month)
}

fn part(look: &Look<'_>, begin: Date, end: Date) -> Result<Vec<Said>, VigilError> {
    let events = look.events.until(end);
    let then = Look { events: &events, until: Some(end), known_on: end, ..*look };
    let Some(days) = then.days() else { return Ok(Vec::new()) };
    let mut said: Vec<Said> = firsts(&then, begin, end).into_iter().map(Said::Notice).collect();
    let before = begin.yesterday().unwrap_or(begin);
    if before < days.0 {
        return Ok(said);
    }
    let earlier = look.events.until(before);
    let past = Look { events: &earlier, until: Some(before), ..then };
    let (tests, without) = past.tests((days.0, before))?;
    said.extend(without.into_iter().map(|text| Said::Silence(Notice { day: begin, text })));
    for test in &tests {
        let read = judge::read(test, &then)?;
        for at in read.signals.iter().copied() {
            let day = read.readings[at].day;
            if day < begin || day > end {
                continue;
            }
            let mut alert = judge::alert(test, &then, &read, at);
            alert.known_on = day;
            said.push(Said::Alert(Box::new(alert)));
        }
    }
    Ok(said)
}
