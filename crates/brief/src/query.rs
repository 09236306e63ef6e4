//! What the instrument can compute, as values that can be written down and asked again.

use bellwether_model::Date;
use serde::{Deserialize, Serialize};

use crate::claim::{ClaimAt, ClaimCountField, ClaimField};
use crate::judge::{Outlook, Rise};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Events: incidents or reports.
    Events,
    /// Deaths: low, best and high.
    Fatalities,
}

/// What a count is split by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the words of `bellwether count --by`
pub enum By {
    Month,
    Year,
    Country,
    Admin1,
    Type,
    Actor,
    Source,
    Precision,
    Plover,
}

impl By {
    /// The word of the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
            Self::Country => "country",
            Self::Admin1 => "admin1",
            Self::Type => "type",
            Self::Actor => "actor",
            Self::Source => "source",
            Self::Precision => "precision",
            Self::Plover => "plover",
        }
    }
}

/// A count, as `bellwether count` makes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Count {
    /// What is counted.
    pub measure: Measure,
    /// What it is split by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Only events against civilians.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub civilian_targets: bool,
    /// Only this dataset, as it says itself: its reports are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports_of: Option<String>,
}

impl Count {
    /// A count between two days.
    #[must_use]
    pub const fn between(measure: Measure, from: Date, to: Date) -> Self {
        Self {
            measure,
            by: None,
            from: Some(from),
            to: Some(to),
            civilian_targets: false,
            reports_of: None,
        }
    }

    /// The same, split.
    #[must_use]
    pub const fn by(mut self, by: By) -> Self {
        self.by = Some(by);
        self
    }

    /// The same, of events against civilians.
    #[must_use]
    pub const fn against_civilians(mut self) -> Self {
        self.civilian_targets = true;
        self
    }

    /// The command that gives the same answer, for an actor, a unit and datasets.
    #[must_use]
    pub fn command(&self, actor: &str, unit: &str, sources: &[String]) -> String {
        let mut line = format!("bellwether count --actor {actor}");
        let mut add = |words: String| {
            line.push(' ');
            line.push_str(&words);
        };
        if let Some(from) = self.from {
            add(format!("--from {from}"));
        }
        if let Some(to) = self.to {
            add(format!("--to {to}"));
        }
        if self.measure == Measure::Fatalities {
            add("--measure fatalities".into());
        }
        if self.civilian_targets {
            add("--civilian-targets".into());
        }
        match &self.reports_of {
            Some(dataset) => add(format!("--source {dataset} --unit reports")),
            None => {
                sources.iter().for_each(|source| add(format!("--source {source}")));
                add(format!("--unit {unit}"));
            }
        }
        if let Some(by) = self.by {
            add(format!("--by {}", by.as_str()));
        }
        line
    }
}

/// Which number of a part of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tally {
    /// The count, or the best estimate.
    Value,
    /// The low estimate.
    Low,
    /// The high estimate.
    High,
    /// Of incidents: the reports behind them.
    Reports,
    /// Of incidents: how many only one source has a report of.
    SingleSource,
    /// How many parts have a value above nought.
    Parts,
}

/// A study of attacks around the dates of politics.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Study {
    /// The kind of date.
    pub kind: String,
    /// Days before and after each date.
    pub window_days: usize,
    /// Days on each side of a window that it is compared with.
    pub baseline_days: usize,
    /// The last day of an attack; the group's whole history before it is studied.
    pub to: Date,
}

macro_rules! fields {
    ($(#[$doc:meta])* $name:ident { $($(#[$field:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs)] // named as in what they are fields of
        pub enum $name { $($(#[$field])* $variant),+ }
    };
}

fields!(
    /// A field of an alert.
    AlertField {
        FirstSignal, WindowFrom, WindowTo, WindowDays, Observed, Expected, BaselineLow, BaselineHigh,
        Reports, Promised, Measured, MeasuredLow, MeasuredHigh, Years,
    }
);
fields!(
    /// A field of a statement of the registry.
    StatementField { Text, Low, High, AsOf, AttributedTo, Source }
);
fields!(
    /// A field of a study.
    StudyField {
        Occasions, Within, WithinDays, Expected, RateRatio, Low, High, P, Detectable,
    }
);
fields!(
    /// A field of an incident, or of what one of its reports says.
    IncidentField { Day, Low, Best, High, Reports, Place }
);
fields!(
    /// A field of a dataset.
    SourceField { Covers, Selector, DataFrom, DataUntil, Accessed, Releases, Citation, Licence, LicenceUrl, Least, Terms }
);
fields!(
    /// A field of a judgement.
    JudgementField { Probability, Complement, Cases, Dispersion, Base }
);
fields!(
    /// A field of what the registry knows of the group.
    SubjectField { Line, Name, Relation, Note }
);
fields!(
    /// The first or the last day of an event of the group.
    SpanField { First, Last }
);

/// A number that a method sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // their values say what they are
pub enum Constant {
    MassCasualtyDeaths,
    NearKm,
    OutlookMonths,
    RecentMonths,
    WindowDays,
    BaselineDays,
    IntervalShare,
    SourcesForConfirmation,
}

impl Constant {
    /// Its value.
    #[must_use]
    pub const fn value(self) -> f64 {
        match self {
            Self::MassCasualtyDeaths => 25.0,
            Self::NearKm => 25.0,
            Self::OutlookMonths => 3.0,
            Self::RecentMonths => 12.0,
            Self::WindowDays => 14.0,
            Self::BaselineDays => 90.0,
            Self::IntervalShare => 0.95,
            Self::SourcesForConfirmation => 2.0,
        }
    }
}

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Query {
    /// A number of a count: of all of it, or of one part.
    Count {
        /// The question, by its place in the register.
        of: usize,
        /// The part; none for all of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<String>,
        /// Which number.
        tally: Tally,
    },
    /// The first or last event between two days.
    Span {
        /// From this day on.
        from: Option<Date>,
        /// Up to this day.
        to: Option<Date>,
        /// Which.
        field: SpanField,
    },
    /// A field of an alert.
    Alert {
        /// Its id.
        id: String,
        /// The field.
        field: AlertField,
    },
    /// What the watch noticed beside its tests, by its place.
    Notice {
        /// The place.
        number: usize,
    },
    /// What the registry knows of the group.
    Subject {
        /// The field.
        field: SubjectField,
        /// Which of several.
        #[serde(default)]
        number: usize,
    },
    /// A field of a statement of the registry.
    Statement {
        /// The statement, by its place among those about the actor.
        number: usize,
        /// The field.
        field: StatementField,
    },
    /// A field of a claim.
    Claim {
        /// Which.
        of: ClaimAt,
        /// The field.
        field: ClaimField,
    },
    /// One of the reasons of the verdict on a claim, by its place.
    ClaimReason {
        /// Which claim.
        of: ClaimAt,
        /// The place.
        number: usize,
    },
    /// What a dataset has to say of a claim.
    ClaimCount {
        /// Which claim.
        of: ClaimAt,
        /// The dataset, or `incidents`.
        dataset: String,
        /// The field.
        field: ClaimCountField,
    },
    /// A field of a study of the calendar.
    Study {
        /// The study.
        of: Study,
        /// The field.
        field: StudyField,
    },
    /// A field of an incident.
    Incident {
        /// Its id.
        id: String,
        /// The report whose word it is; none for the incident itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<String>,
        /// The field.
        field: IncidentField,
    },
    /// One of the limits of a dataset, by its place.
    Limit {
        /// The dataset.
        dataset: String,
        /// The place.
        number: usize,
    },
    /// A field of a dataset.
    Source {
        /// The dataset.
        dataset: String,
        /// The field.
        field: SourceField,
    },
    /// Queries added up.
    Sum {
        /// What is added.
        of: Vec<Query>,
    },
    /// One query divided by another; nothing where that is nought.
    Ratio {
        /// Above the line.
        of: Box<Query>,
        /// Below it.
        to: Box<Query>,
    },
    /// The change from one query to another, as a share of the first; nothing where that is nought.
    Change {
        /// Before.
        from: Box<Query>,
        /// After.
        to: Box<Query>,
    },
    /// Whether the rate of events rose.
    Rise {
        /// The judgement.
        of: Rise,
        /// The field.
        field: JudgementField,
    },
    /// Whether the months to come bring more than the last.
    Outlook {
        /// The judgement.
        of: Outlook,
        /// The field.
        field: JudgementField,
    },
    /// One less another query.
    Less {
        /// From what.
        of: Box<Query>,
        /// What is taken away.
        less: Box<Query>,
    },
    /// A number that a method sets.
    Constant {
        /// Which.
        name: Constant,
    },
    /// A mark of an axis or of a scale.
    Mark {
        /// Its value.
        value: f64,
    },
}
