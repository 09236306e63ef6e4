//! The sections of a brief, one file each.
//!
//! A section takes the desk and gives blocks; one that has nothing to say gives none and is left out. A new one is a
//! file here and a line in [`ALL`].

mod alerts;
mod calendar;
mod change;
mod claims;
mod disagreements;
mod group;
mod judgement;
mod lethality;
mod limits;
mod methods;
mod places;
mod restricted;
mod sources;
mod strengths;
mod stretches;
mod tactics;
mod targets;
mod tempo;

use crate::BriefError;
use crate::desk::Desk;
use crate::document::{Block, Piece, Sentence, say};
use crate::instrument::Unanswered;
use crate::query::{Count, Query, Tally};
use crate::rendering::Rendering;

/// A section: its word, its title, how it is written.
pub struct Entry {
    /// Its word in configurations and anchors.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    pub(crate) write: fn(&Desk<'_>) -> Result<Vec<Block>, Unanswered>,
}

/// All sections, in their order.
pub const ALL: [Entry; 17] = [
    Entry { id: "judgement", title: "Judgement", write: judgement::write },
    Entry { id: "group", title: "The group", write: group::write },
    Entry { id: "change", title: "What changed", write: change::write },
    Entry { id: "tempo", title: "Tempo", write: tempo::write },
    Entry { id: "lethality", title: "Lethality", write: lethality::write },
    Entry { id: "places", title: "Places and spread", write: places::write },
    Entry { id: "targets", title: "Targets and opponents", write: targets::write },
    Entry { id: "tactics", title: "Tactics", write: tactics::write },
    Entry { id: "alerts", title: "Alerts", write: alerts::write },
    Entry { id: "calendar", title: "The political calendar", write: calendar::write },
    Entry { id: "strengths", title: "Strength as sources put it", write: strengths::write },
    Entry { id: "claims", title: "Claims in circulation", write: claims::write },
    Entry { id: "disagreements", title: "Where the sources disagree", write: disagreements::write },
    Entry {
        id: "restricted",
        title: "Counts of datasets that may not be passed on",
        write: restricted::write,
    },
    Entry { id: "limits", title: "What the data cannot say", write: limits::write },
    Entry { id: "methods", title: "How the numbers were made", write: methods::write },
    Entry { id: "sources", title: "Sources, citations and licences", write: sources::write },
];

/// The section of a word.
///
/// # Errors
/// [`BriefError::NoSuchSection`] with those that there are.
pub fn section(id: &str) -> Result<&'static Entry, BriefError> {
    ALL.iter().find(|entry| entry.id == id).ok_or_else(|| BriefError::NoSuchSection {
        asked: id.to_owned(),
        known: ALL.iter().map(|entry| entry.id).collect::<Vec<_>>().join(", "),
    })
}

/// What is counted, as a noun.
fn noun(desk: &Desk<'_>) -> &'static str {
    if desk.request.unit == "reports" { "reported events" } else { "incidents" }
}

/// The name of the group.
fn name(desk: &Desk<'_>) -> Piece {
    Piece::name(&desk.instrument.subject().name)
}

/// `1,234 (1,100–1,400)`: best, and low to high where they differ.
fn toll(desk: &Desk<'_>, count: &Count, part: Option<&str>) -> Result<Sentence, Unanswered> {
    let counted = desk.counted(count)?;
    let own =
        part.map_or(counted.total, |part| counted.parts.get(part).copied().unwrap_or_default());
    let best = say![desk.n(count, part, Tally::Value)?];
    if (own.high - own.low).abs() < 0.5 {
        return Ok(best);
    }
    Ok(best
        .with(" (")
        .with(desk.n(count, part, Tally::Low)?)
        .with("–")
        .with(desk.n(count, part, Tally::High)?)
        .with(")"))
}

/// A share of one count in another.
fn share(desk: &Desk<'_>, of: Query, to: Query) -> Result<Piece, Unanswered> {
    desk.print(Query::Ratio { of: Box::new(of), to: Box::new(to) }, Rendering::Percent)
}

/// The largest parts first; of equals the first by key.
fn ranked(counted: &crate::instrument::Counted) -> Vec<(String, f64)> {
    let mut parts: Vec<(String, f64)> = counted
        .parts
        .iter()
        .filter(|(_, part)| part.value > 0.0)
        .map(|(key, part)| (key.clone(), part.value))
        .collect();
    parts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    parts
}

/// Parts put together with commas and a last word.
fn listed(parts: Vec<Sentence>, last: &'static str) -> Sentence {
    let count = parts.len();
    let mut all = Sentence::default();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            all = all.with(if at + 1 == count { last } else { ", " });
        }
        all = all.then(part);
    }
    all
}

/// Names put together.
pub(crate) fn listed_names(names: Vec<Sentence>) -> Sentence {
    listed(names, " and ")
}
