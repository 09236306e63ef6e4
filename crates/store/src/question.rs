//! Questions to the reports: which of them, counted how, split by what.

mod answer;
mod explain;
mod filters;
mod incidents;
mod spread;

pub use answer::{Answer, AnswerRow, NameActors, Value};
pub use explain::{Explanation, FilterStep};
pub(crate) use filters::quoted;
pub use filters::{ActorFilter, ActorTerm, FieldFilter, Filters, SideChoice};
pub(crate) use incidents::{incidents_of_one, incidents_of_several};

use bellwether_model::Date;
use serde::Serialize;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Reports of events, or incidents.
    #[default]
    Events,
    /// Deaths: low, best and high.
    Fatalities,
}

impl Measure {
    /// The word that stands in tables and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Fatalities => "fatalities",
        }
    }
}

/// What one unit of a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Reports: an event of which two sources tell counts twice.
    #[default]
    Reports,
    /// Incidents: each counts once, with its own values.
    Incidents,
}

impl Unit {
    /// The word that stands in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Incidents => "incidents",
        }
    }
}

/// What the answer is split by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Days, `2014-05-07`.
    Day,
    /// ISO weeks by their Monday, `2014-05-05`.
    Week,
    /// Months, `2014-05`.
    Month,
    /// Years, `2014`.
    Year,
    /// Countries, by ISO 3166-1 alpha-3 code where the registry knows it, else by the source's name.
    Country,
    /// First-level units, by gazetteer id where the registry knows it, else by the source's name.
    Admin1,
    /// Harmonised event types.
    Type,
    /// Actors of the registry, else the source's names. An event counts for each of its two sides, so
    /// the rows add up to more than the value.
    Actor,
    /// Datasets. An incident counts for each source that has a report of it, so the rows add up to more
    /// than the value.
    Source,
    /// Place precisions.
    Precision,
    /// Types in PLOVER's terms, by crosswalks from the sources' own.
    Plover,
}

impl By {
    /// Whether the parts are periods of time.
    #[must_use]
    pub const fn is_period(self) -> bool {
        matches!(self, Self::Day | Self::Week | Self::Month | Self::Year)
    }

    /// The key of the period in which a day lies; for what is no period, the day itself.
    #[must_use]
    pub fn period_of(self, day: Date) -> String {
        match self {
            Self::Year => format!("{:04}", day.year()),
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Week => {
                let back = i64::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(jiff::Span::new().days(back)).unwrap_or(day).to_string()
            }
            _ => day.to_string(),
        }
    }
}

/// One question.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// Which reports.
    pub filters: Filters,
    /// What is counted.
    pub measure: Measure,
    /// What the answer is split by.
    pub by: Option<By>,
    /// Whether an event is divided evenly over the days of its interval. Else it belongs to the period
    /// in which it starts.
    pub spread: bool,
    /// What one unit is. Incidents need that the snapshot has some ([`crate::Snapshot::has_incidents`]);
    /// else every report is one.
    pub unit: Unit,
}
