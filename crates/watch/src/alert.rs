//! An alert: one test that fired, with all that is needed to judge it.
//!
//! It is plain data that is stored, delivered and read again as JSON. An alert says what moved, against which
//! baseline, on which reports, and how often a test like it fires where nothing has changed. It names
//! organisations and areas only.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a test looks at. Each facet is a series of its own with a test of its own; there is no sum of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// How many events.
    Tempo,
    /// Deaths per event.
    Lethality,
    /// Events with at least [`Facet::MASS_CASUALTY_DEATHS`] deaths.
    MassCasualty,
    /// First-level units with an event, by week.
    SpreadUnits,
    /// Cells of PRIO-GRID with an event that is known to the place, by week.
    SpreadCells,
    /// The share of events that were directed against civilians.
    CivilianShare,
    /// The share of suicide and bomb attacks among events whose tactic is known.
    TacticsShare,
    /// Sources per event: whether reporting rose, not the group.
    Sources,
}

impl Facet {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Tempo,
        Self::Lethality,
        Self::MassCasualty,
        Self::SpreadUnits,
        Self::SpreadCells,
        Self::CivilianShare,
        Self::TacticsShare,
        Self::Sources,
    ];

    /// Deaths from which on an event counts as a mass-casualty event (Quillen 2002, Studies in Conflict &
    /// Terrorism 25: 279-292).
    pub const MASS_CASUALTY_DEATHS: i64 = 25;

    /// The word that stands in tables, JSON and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tempo => "tempo",
            Self::Lethality => "lethality",
            Self::MassCasualty => "mass-casualty",
            Self::SpreadUnits => "spread-units",
            Self::SpreadCells => "spread-cells",
            Self::CivilianShare => "civilian-share",
            Self::TacticsShare => "tactics-share",
            Self::Sources => "sources",
        }
    }

    /// The facet of this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.as_str() == word)
    }

    /// What the numbers of the facet are, for a sentence.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Tempo => "events",
            Self::Lethality => "deaths per event",
            Self::MassCasualty => "mass-casualty events",
            Self::SpreadUnits => "active first-level units, summed over weeks",
            Self::SpreadCells => "active grid cells, summed over weeks",
            Self::CivilianShare => "of events against civilians",
            Self::TacticsShare => "of events suicide or bomb attacks",
            Self::Sources => "sources per event",
        }
    }

    /// Whether the numbers are means or shares over events, which events could have in another order; else
    /// they are counts by period.
    #[must_use]
    pub const fn is_ratio(self) -> bool {
        matches!(self, Self::Lethality | Self::CivilianShare | Self::TacticsShare | Self::Sources)
    }
}

/// Who and where.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Subject {
    /// The actor's id in the registry, or `DATASET:ID`; none for an area as such.
    pub actor: Option<String>,
    /// How the actor, or the area, is called.
    pub name: String,
    /// ISO 3166-1 alpha-3 codes of the countries; empty for anywhere.
    pub countries: Vec<String>,
    /// First-level units, by id or name; empty for all.
    pub admin1: Vec<String>,
    /// Cells of PRIO-GRID; empty for all.
    pub cells: Vec<i32>,
}

/// The rule that fired.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name in the list of detectors, or `shuffled-marks` for facets that are ratios.
    pub name: String,
    /// Where it was published.
    pub source: String,
    /// The period by which it reads: `day`, `week` or `month`.
    pub period: String,
    /// The statistic above which it alarms.
    pub limit: f64,
    /// Its parameters and their values.
    pub parameters: Vec<(String, String)>,
}

/// Days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
}

/// What was to be expected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// The value that the rule expected.
    pub expected: f64,
    /// The 5% point of what windows of this length came to in the year before.
    pub low: f64,
    /// The 95% point.
    pub high: f64,
    /// The days of the baseline.
    pub days: Days,
}

/// How often a test like this one fires where nothing has changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FalseAlarms {
    /// What is promised: at most so many alarms in a year of one group.
    pub promised_per_year: f64,
    /// What was measured, alarms in a year of one group.
    pub measured_per_year: f64,
    /// Lower end of the exact 95% interval of what was measured.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Years over which it was measured.
    pub years: f64,
    /// On what: simulated series of the group's own fitted baseline, or its own events shuffled.
    pub method: String,
}

/// That the latest periods are not all in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incomplete {
    /// From this day on reports may still come in.
    pub from: Date,
    /// The share that is expected to be in, 0 to 1, where earlier versions of the data tell it.
    pub completeness: Option<f64>,
    /// What the window is expected to come to, with its 90% interval, where it can be told.
    pub nowcast: Option<(f64, f64, f64)>,
}

/// What an alert rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// What was known on the day of knowledge.
    AsKnown,
    /// Events up to a day, as they are known later: what would have been said if each report had come on
    /// the day of its event.
    ByEventDate,
}

/// What later data make of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It has been raised.
    New,
    /// Later data raise it too.
    Confirmed,
    /// Later data no longer raise it.
    Dissolved,
}

impl State {
    /// The word that stands in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Confirmed => "confirmed",
            Self::Dissolved => "dissolved",
        }
    }
}

/// What an alert was at a day of knowledge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// The day of knowledge.
    pub known_on: Date,
    /// What it was then.
    pub state: State,
    /// What was observed, as it was known then.
    pub observed: f64,
    /// What moved it, in words.
    pub why: String,
}

/// One test that fired.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Its id: `a` and twelve hexadecimal digits; the same as long as the surge is the same one.
    pub id: String,
    /// The watch that it belongs to.
    pub watch: String,
    /// Who and where.
    pub subject: Subject,
    /// What moved.
    pub facet: Facet,
    /// What was counted: `reports` or `incidents`.
    pub unit: String,
    /// The rule that fired.
    pub rule: Rule,
    /// The day on which the rule first fired: the last day of the period that it had read.
    pub first_signal: Date,
    /// The window that the statistic is about.
    pub window: Days,
    /// What was observed in it.
    pub observed: f64,
    /// What was to be expected.
    pub baseline: Expectation,
    /// The value of the window above which the rule would have fired, where it can be put so.
    pub threshold: Option<f64>,
    /// The statistic, in the rule's own units.
    pub statistic: f64,
    /// How often a test like this one fires where nothing has changed.
    pub false_alarms: FalseAlarms,
    /// That the latest periods are not all in.
    pub incomplete: Option<Incomplete>,
    /// Ids of reports or incidents of the window, by day; at most [`Alert::EVIDENCE_MAX`].
    pub evidence: Vec<String>,
    /// How many there are.
    pub evidence_total: usize,
    /// The datasets that they come from.
    pub datasets: Vec<String>,
    /// The day of knowledge: nothing that became known later is in it.
    pub known_on: Date,
    /// What it rests on.
    pub basis: Basis,
    /// The version of the store that it was computed from.
    pub store_version: i64,
    /// What later data make of it.
    pub state: State,
    /// What it was at each day of knowledge, oldest first; the last is what it is now.
    pub revisions: Vec<Revision>,
    /// Why it is muted, if it is.
    pub muted: Option<String>,
}

impl Alert {
    /// Ids that an alert holds at most.
    pub const EVIDENCE_MAX: usize = 500;

    /// The alert in one line, for a title.
    #[must_use]
    pub fn headline(&self) -> String {
        format!(
            "{}: {} {} in {}, {} expected",
            self.subject.name,
            self.value(self.observed),
            self.facet.noun(),
            days(self.window_days()),
            self.value(self.baseline.expected),
        )
    }

    /// The alert in whole sentences: what moved, against what, on how many reports, by which rule, and how
    /// often that rule fires for nothing.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut text = format!(
            "On {} {} showed {} {} in the {} from {} to {}, where {} were expected from {} to {} (9 in 10 such \
             windows of the baseline came to {} to {}).",
            self.first_signal,
            self.subject.name,
            self.value(self.observed),
            self.facet.noun(),
            days(self.window_days()),
            self.window.from,
            self.window.to,
            self.value(self.baseline.expected),
            self.baseline.days.from,
            self.baseline.days.to,
            self.value(self.baseline.low),
            self.value(self.baseline.high),
        );
        text.push_str(&format!(" It rests on {} {}.", self.evidence_total, self.unit));
        text.push(' ');
        text.push_str(&self.false_alarms.sentence(&self.rule.name));
        if let Some(incomplete) = &self.incomplete {
            text.push(' ');
            text.push_str(&incomplete.sentence(self));
        }
        if self.basis == Basis::ByEventDate {
            text.push_str(
                " This is by the day of the events, as they are known now; their reports came later.",
            );
        }
        text
    }

    /// Days of the window.
    #[must_use]
    pub fn window_days(&self) -> i64 {
        crate::series::days_between(self.window.from, self.window.to) + 1
    }

    /// A value of the facet as it is written: shares in per cent, others with at most one decimal.
    #[must_use]
    pub fn value(&self, value: f64) -> String {
        match self.facet {
            Facet::CivilianShare | Facet::TacticsShare => format!("{:.0}%", value * 100.0),
            _ => plain(value),
        }
    }
}

impl FalseAlarms {
    /// The promised and the measured rate of a rule, as a sentence.
    #[must_use]
    pub fn sentence(&self, rule: &str) -> String {
        format!(
            "Where nothing changes, the rule {rule} is to fire at most {} a year; measured: {:.2} times a \
             year ({:.2} to {:.2}) over {} years of {}.",
            times(self.promised_per_year),
            self.measured_per_year,
            self.low,
            self.high,
            self.years.round(),
            self.method,
        )
    }
}

impl Incomplete {
    fn sentence(&self, alert: &Alert) -> String {
        let mut text = format!("Reports from {} on may still come in", self.from);
        if let Some(completeness) = self.completeness {
            text.push_str(&format!("; about {:.0}% are in", completeness * 100.0));
        }
        if let Some((expected, low, high)) = self.nowcast {
            text.push_str(&format!(
                ", and the window is expected to come to {} ({} to {})",
                alert.value(expected),
                alert.value(low),
                alert.value(high)
            ));
        }
        text.push('.');
        text
    }
}

/// Days with their word.
fn days(count: i64) -> String {
    if count == 1 { "1 day".into() } else { format!("{count} days") }
}

/// How often, in words.
fn times(rate: f64) -> String {
    // A price that several tests share is not rounded down to less than was promised.
    let rate = (rate * 1000.0).round() / 1000.0;
    if (rate - 1.0).abs() < 1e-9 { "once".into() } else { format!("{rate} times") }
}

/// A number without a needless decimal.
fn plain(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if value > 0.0 && value < 0.005 {
        "under 0.01".to_owned()
    } else if value > 0.0 && tenths < 0.1 {
        format!("{value:.2}")
    } else if (tenths - tenths.round()).abs() < 1e-9 {
        format!("{tenths:.0}")
    } else {
        format!("{tenths:.1}")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn alert() -> Alert {
        Alert {
            id: "a0123456789ab".into(),
            watch: "north".into(),
            subject: Subject { name: "Example Front".into(), ..Subject::default() },
            facet: Facet::Tempo,
            unit: "reports".into(),
            rule: Rule {
                name: "resurgence".into(),
                source: "this project".into(),
                period: "day".into(),
                limit: 2.0,
                parameters: vec![("restart".into(), "60".into())],
            },
            first_signal: date(2011, 1, 28),
            window: Days { from: date(2011, 1, 1), to: date(2011, 1, 28) },
            observed: 34.0,
            baseline: Expectation {
                expected: 4.13,
                low: 0.0,
                high: 9.0,
                days: Days { from: date(2010, 1, 1), to: date(2010, 12, 31) },
            },
            threshold: None,
            statistic: 6.2,
            false_alarms: FalseAlarms {
                promised_per_year: 1.0,
                measured_per_year: 0.84,
                low: 0.7,
                high: 1.0,
                years: 300.0,
                method: "simulated series of the group's own baseline".into(),
            },
            incomplete: Some(Incomplete {
                from: date(2011, 1, 20),
                completeness: Some(0.5),
                nowcast: Some((60.0, 44.0, 81.0)),
            }),
            evidence: vec!["ucdp-ged:1".into()],
            evidence_total: 34,
            datasets: vec!["ucdp-ged".into()],
            known_on: date(2011, 1, 29),
            basis: Basis::AsKnown,
            store_version: 3,
            state: State::New,
            revisions: Vec::new(),
            muted: None,
        }
    }

    #[test]
    fn the_sentence_says_what_moved_and_how_often_the_rule_is_wrong() {
        let sentence = alert().sentence();
        for part in [
            "Example Front showed 34 events in the 28 days from 2011-01-01 to 2011-01-28",
            "where 4.1 were expected",
            "at most once a year; measured: 0.84 times a year (0.70 to 1.00) over 300 years",
            "about 50% are in, and the window is expected to come to 60 (44 to 81).",
        ] {
            assert!(sentence.contains(part), "{part:?} is not in {sentence:?}");
        }
    }

    #[test]
    fn an_alert_comes_back_from_json_as_it_was() {
        let text = serde_json::to_string(&alert()).unwrap();
        assert_eq!(serde_json::from_str::<Alert>(&text).unwrap(), alert());
    }

    #[test]
    fn a_facet_is_found_under_its_word() {
        for facet in Facet::ALL {
            assert_eq!(Facet::parse(facet.as_str()), Some(facet));
        }
    }
}
