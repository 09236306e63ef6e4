//! Claims about the group that are in circulation, as the instrument holds them against its store.

use serde::{Deserialize, Serialize};

use crate::instrument::{Instrument, Unanswered};
use crate::rendering::Value;

/// Which claim: one of a text that was given for the brief, or one of the statements that are known of the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimAt {
    /// Whether its text was given for the brief.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub given: bool,
    /// The place of its text: among those given, else among the statements with numbers of `bellwether claim list`.
    pub number: usize,
    /// The place of the number in its text.
    #[serde(default, skip_serializing_if = "is_first")]
    pub at: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the form that serde asks for
const fn is_first(at: &usize) -> bool {
    *at == 0
}

/// What is known of a claim in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimStanding {
    /// The data have what it says, or nearly.
    Supported,
    /// They have something else.
    NotSupported,
    /// They decide nothing.
    Undecided,
    /// It is about the number of fighters, which no events give.
    OfFighters,
}

/// What one dataset has to say of a claim; `incidents` is what reports of several were put together to.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimCount {
    /// The dataset.
    pub dataset: String,
    /// The lowest count of its estimates.
    pub low: f64,
    /// The best one, where there is one.
    pub best: Option<f64>,
    /// The highest.
    pub high: f64,
    /// What the count can show: `a lower bound`.
    pub shows: String,
}

/// A claim with what the store says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Which it is.
    pub of: ClaimAt,
    /// Its words.
    pub text: String,
    /// Whom it is attributed to.
    pub said_by: Option<String>,
    /// Where it was read; none for one that was given for the brief.
    pub source: Option<String>,
    /// Whether it was read at second hand.
    pub second_hand: bool,
    /// The time it speaks of, where it stands beside the words.
    pub as_of: Option<String>,
    /// Whether that time and the brief's days have one in common; false where no time is known.
    pub touches: bool,
    /// What is known of it.
    pub standing: ClaimStanding,
    /// The verdict in words: `not supported: the data have fewer`.
    pub verdict: String,
    /// The verdict in a sentence, with the count behind it.
    pub finding: String,
    /// Why it is no clearer, as sentences.
    pub why: Vec<String>,
    /// What was counted.
    pub counts: Vec<ClaimCount>,
    /// What would settle it; none where it is settled or nothing would.
    pub settles: Option<String>,
}

/// A field of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // named as in what they are fields of
pub enum ClaimField {
    Text,
    SaidBy,
    Source,
    AsOf,
    Verdict,
    Finding,
    Settles,
}

/// A field of what a dataset has to say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // named as in what they are fields of
pub enum ClaimCountField {
    Low,
    Best,
    High,
    Shows,
}

fn with<T: Default>(
    instrument: &dyn Instrument,
    of: ClaimAt,
    take: impl FnOnce(&Claim) -> T,
) -> Result<T, Unanswered> {
    let claims = instrument.claims()?;
    Ok(claims.iter().find(|claim| claim.of == of).map(take).unwrap_or_default())
}

/// A field of a claim.
pub(crate) fn field(
    instrument: &dyn Instrument,
    of: ClaimAt,
    field: ClaimField,
) -> Result<Value, Unanswered> {
    let text = with(instrument, of, |claim| match field {
        ClaimField::Text => Some(claim.text.clone()),
        ClaimField::SaidBy => claim.said_by.clone(),
        ClaimField::Source => claim.source.clone(),
        ClaimField::AsOf => claim.as_of.clone(),
        ClaimField::Verdict => Some(claim.verdict.clone()),
        ClaimField::Finding => Some(claim.finding.clone()),
        ClaimField::Settles => claim.settles.clone(),
    })?;
    Ok(Value::from(text))
}

/// One of the reasons of a claim.
pub(crate) fn reason(
    instrument: &dyn Instrument,
    of: ClaimAt,
    number: usize,
) -> Result<Value, Unanswered> {
    Ok(Value::from(with(instrument, of, |claim| claim.why.get(number).cloned())?))
}

/// A count behind a verdict.
pub(crate) fn count(
    instrument: &dyn Instrument,
    of: ClaimAt,
    dataset: &str,
    field: ClaimCountField,
) -> Result<Value, Unanswered> {
    let own = with(instrument, of, |claim| {
        claim.counts.iter().find(|count| count.dataset == dataset).cloned()
    })?;
    let Some(own) = own else { return Ok(Value::Nothing) };
    Ok(match field {
        ClaimCountField::Low => Value::from(own.low),
        ClaimCountField::Best => Value::from(own.best),
        ClaimCountField::High => Value::from(own.high),
        ClaimCountField::Shows => Value::Text(own.shows),
    })
}
