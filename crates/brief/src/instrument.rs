//! What a brief asks: whoever holds a store answers these questions, all for one snapshot.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use bellwether_model::Date;
use bellwether_watch::alert::Alert;

use crate::claim::Claim;
use crate::query::{By, Count, Study};

/// Why a query has no answer.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct Unanswered(pub String);

/// Low, best and high of one part; of events the count three times.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Part {
    /// The count, or the best estimate.
    pub value: f64,
    /// The low estimate.
    pub low: f64,
    /// The high estimate.
    pub high: f64,
}

/// The answer to a [`Count`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counted {
    /// Over all.
    pub total: Part,
    /// By part, in the order of the keys.
    pub parts: BTreeMap<String, Part>,
    /// Of incidents: the reports behind them.
    pub reports: Option<f64>,
    /// Of incidents: how many only one source has a report of.
    pub single_source: Option<f64>,
    /// Parts that are withheld by the terms of a dataset; they are not among `parts`.
    pub withheld: BTreeSet<String>,
    /// Whether the whole is withheld.
    pub total_withheld: bool,
}

/// Who the brief is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// The id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// Other names.
    pub names: Vec<String>,
    /// What it is, in a line.
    pub line: Option<String>,
    /// What a reader of its numbers must know.
    pub note: Option<String>,
    /// How it stands to others, a line each.
    pub relations: Vec<String>,
    /// Whether the store holds a simulated world.
    pub simulated: bool,
}

/// What one report says of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The report's id.
    pub report: String,
    /// Its dataset.
    pub dataset: String,
    /// Low, best, high; none where it gives no toll.
    pub deaths: Option<[i64; 3]>,
}

/// One incident (or report, where reports are counted) of the group.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Its id.
    pub id: String,
    /// The first day on which it may have happened.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// Degrees north and east; what they stand for says `precision`.
    pub point: Option<[f64; 2]>,
    /// How well the place is known: `exact`, `near`, `admin2`, `admin1`, `region`, `country`, `international`.
    pub precision: String,
    /// ISO 3166-1 alpha-3 code of the country.
    pub country: Option<String>,
    /// First-level unit, by gazetteer id where it is known.
    pub unit: Option<String>,
    /// The named place.
    pub place: Option<String>,
    /// Low, best, high.
    pub deaths: Option<[i64; 3]>,
    /// The reports behind it.
    pub told: Vec<Told>,
}

/// What somebody said about the group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Whether it is about the number of fighters.
    pub is_strength: bool,
    /// Whether it is a number of attacks or of the dead, which can be held against events.
    pub is_claim: bool,
    /// The assertion.
    pub text: String,
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// Of what: `fighters`.
    pub unit: String,
    /// The time it speaks of.
    pub as_of: Option<String>,
    /// Whom it is attributed to.
    pub attributed_to: Option<String>,
    /// Whether it was read at second hand.
    pub second_hand: bool,
    /// Where it was read.
    pub source: String,
}

/// What a study of the calendar allows to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudyVerdict {
    /// Attacks gather around the dates.
    More,
    /// Attacks thin out around them.
    Fewer,
    /// Nothing of the kind, and a doubling would have been noticed.
    NoSign,
    /// Too little to tell.
    CannotTell,
}

/// The answer to a [`Study`].
#[derive(Debug, Clone, PartialEq)]
pub struct Studied {
    /// What may be said.
    pub verdict: StudyVerdict,
    /// Occasions.
    pub occasions: f64,
    /// Attacks within the windows.
    pub within: f64,
    /// Days of the windows.
    pub within_days: f64,
    /// Attacks that were to be expected in the windows.
    pub expected: f64,
    /// Rate within by rate outside.
    pub rate_ratio: Option<f64>,
    /// Its interval of 95%.
    pub interval: [f64; 2],
    /// For more or fewer.
    pub p: f64,
    /// The ratio that would have been noticed four times in five.
    pub detectable: Option<f64>,
    /// The dates that were looked at, with their countries.
    pub dates: Vec<(String, Date)>,
}

/// One dataset of the store.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Source {
    /// Its id.
    pub dataset: String,
    /// Its title.
    pub title: String,
    /// Whether it is a sample, which cannot give totals.
    pub sample: bool,
    /// What it covers.
    pub covers: String,
    /// How it speaks of the group.
    pub selector: String,
    /// What it leaves out, what to mind, and what it can say about the group here.
    pub limits: Vec<String>,
    /// The first day of an event of any group where this one acts.
    pub data_from: Option<Date>,
    /// The last.
    pub data_until: Option<Date>,
    /// How it wants to be cited.
    pub citation: String,
    /// Its licence.
    pub licence: String,
    /// Where that stands.
    pub licence_url: String,
    /// The releases in the store.
    pub releases: Vec<String>,
    /// The day on which the newest of them was retrieved.
    pub accessed: String,
    /// Whether its rows may be passed on. Where not, counts of it alone are in the brief.
    pub open: bool,
    /// The fewest events that a count must have behind it to leave, where rows may not.
    pub least: Option<f64>,
    /// What its terms allow instead of its rows.
    pub terms: Option<String>,
}

/// An outline: rings of longitude, latitude.
pub type Outline = Vec<Vec<[f64; 2]>>;

/// A unit or a country.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// Its rings; none where the gazetteer has no outline.
    pub outline: Outline,
}

/// Answers for one snapshot of a store and one group.
pub trait Instrument {
    /// Who it is about.
    fn subject(&self) -> &Subject;

    /// A count of the group's events.
    ///
    /// # Errors
    /// When the store cannot be asked.
    fn count(&self, count: &Count) -> Result<Rc<Counted>, Unanswered>;

    /// The first and the last day of an event of the group between two days.
    ///
    /// # Errors
    /// As above.
    fn span(
        &self,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<(Option<Date>, Option<Date>), Unanswered>;

    /// Alerts raised about the group between the first and the last day of the brief, and how often a rule like
    /// theirs fires for nothing.
    ///
    /// # Errors
    /// As above.
    fn alerts(&self) -> Result<Rc<Vec<Alert>>, Unanswered>;

    /// What else the watch noticed: tests that could not be made, first events.
    ///
    /// # Errors
    /// As above.
    fn notices(&self) -> Result<Rc<Vec<String>>, Unanswered>;

    /// What the registry knows to be said of the group.
    fn statements(&self) -> &[Statement];

    /// Claims about the group: those given with the request, then statements with numbers, each held against the store.
    ///
    /// # Errors
    /// As above.
    fn claims(&self) -> Result<Rc<Vec<Claim>>, Unanswered>;

    /// A study of the calendar; none where there is nothing to study, with the reason.
    ///
    /// # Errors
    /// As above.
    fn study(&self, study: &Study) -> Result<Rc<Result<Studied, String>>, Unanswered>;

    /// The group's incidents of the brief's days, by day and id.
    ///
    /// # Errors
    /// As above.
    fn incidents(&self) -> Result<Rc<Vec<Incident>>, Unanswered>;

    /// The datasets of the store, those with events of the group first.
    ///
    /// # Errors
    /// As above.
    fn sources(&self) -> Result<Rc<Vec<Source>>, Unanswered>;

    /// How a part of a count is called.
    fn label(&self, by: By, key: &str) -> String;

    /// The name and outline of a unit or a country; `key` as in a count by [`By::Admin1`] or [`By::Country`].
    fn area(&self, by: By, key: &str) -> Area;

    /// Says how far the work is.
    fn progress(&self, _what: &str) {}
}
