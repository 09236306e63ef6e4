//! What an assistant may propose: classes of ours and words of the text, no values.

use super::weights::ProposedPart;
use crate::coded::{ActorRelation, Link, Mark, Measure, Stance, StatementKind};
use serde::Deserialize;

/// An event, a statement or a part of one that a model takes a text to tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Candidate {
    /// An event.
    Event(ProposedEvent),
    /// A statement.
    Statement(ProposedStatement),
    /// Words that are a part of an event which the text tells.
    Part(ProposedPart),
}

/// Who says so, in the words of the text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Said {
    /// How they stand to it.
    pub stance: Stance,
    /// The words for who says it; of a blame, for whom it falls on.
    pub who: String,
}

/// An event in the words of the text. Every string is copied from it, letter by letter.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct ProposedEvent {
    /// Words of one sentence that tell of it, among them its verb or noun.
    pub quote: String,
    /// A code of the scheme `plover`.
    pub kind: String,
    /// Who did it.
    #[serde(default)]
    pub by: Option<String>,
    /// To whom or what.
    #[serde(default)]
    pub to: Option<String>,
    /// With what.
    #[serde(default)]
    pub weapon: Option<String>,
    /// When.
    #[serde(default)]
    pub date: Option<String>,
    /// Where.
    #[serde(default)]
    pub place: Option<String>,
    /// Who died, each group with its number.
    #[serde(default)]
    pub killed: Vec<String>,
    /// Who was hurt.
    #[serde(default)]
    pub injured: Vec<String>,
    /// Who was taken away.
    #[serde(default)]
    pub abducted: Vec<String>,
    /// Who was captured or arrested.
    #[serde(default)]
    pub captured: Vec<String>,
    /// Who says so.
    #[serde(default)]
    pub said: Vec<Said>,
    /// Why it is not an event that happened now.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

/// A statement in the words of the text. Every string is copied from it, letter by letter.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ProposedStatement {
    /// Words of one sentence that make it.
    pub quote: String,
    /// What it is about.
    pub kind: StatementKind,
    /// Of whom.
    #[serde(default)]
    pub actor: Option<String>,
    /// The other organisation.
    #[serde(default)]
    pub other: Option<String>,
    /// How the two stand to each other.
    #[serde(default)]
    pub link: Option<Link>,
    /// What part the actor has in what is counted.
    #[serde(default)]
    pub relation: Option<ActorRelation>,
    /// What is counted.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// How many.
    #[serde(default)]
    pub number: Option<String>,
    /// The day or stretch of time that it holds for.
    #[serde(default)]
    pub as_of: Option<String>,
    /// Where.
    #[serde(default)]
    pub place: Option<String>,
    /// Who says so.
    #[serde(default)]
    pub said: Vec<Said>,
    /// Why it does not hold now.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

impl Candidate {
    /// Every string that must stand in the text, the quote first.
    pub(crate) fn strings(&self) -> Vec<&str> {
        let mut strings: Vec<&str> = Vec::new();
        match self {
            Self::Event(event) => {
                strings.push(&event.quote);
                for one in [&event.by, &event.to, &event.weapon, &event.date, &event.place] {
                    strings.extend(one.as_deref());
                }
                for list in [&event.killed, &event.injured, &event.abducted, &event.captured] {
                    strings.extend(list.iter().map(String::as_str));
                }
                strings.extend(event.said.iter().map(|said| said.who.as_str()));
            }
            Self::Statement(statement) => {
                strings.push(&statement.quote);
                for one in [
                    &statement.actor,
                    &statement.other,
                    &statement.number,
                    &statement.as_of,
                    &statement.place,
                ] {
                    strings.extend(one.as_deref());
                }
                strings.extend(statement.said.iter().map(|said| said.who.as_str()));
            }
            Self::Part(part) => strings.push(&part.words),
        }
        strings
    }

    /// The same without strings that are empty.
    pub(crate) fn without_blanks(mut self) -> Self {
        let blank = |text: &String| text.trim().is_empty();
        let clear = |one: &mut Option<String>| {
            if one.as_ref().is_some_and(blank) {
                *one = None;
            }
        };
        match &mut self {
            Self::Event(event) => {
                let ProposedEvent { by, to, weapon, date, place, .. } = event;
                [by, to, weapon, date, place].into_iter().for_each(clear);
                let ProposedEvent { killed, injured, abducted, captured, .. } = event;
                for list in [killed, injured, abducted, captured] {
                    list.retain(|text| !blank(text));
                }
                event.said.retain(|said| !blank(&said.who));
            }
            Self::Statement(statement) => {
                let ProposedStatement { actor, other, number, as_of, place, .. } = statement;
                [actor, other, number, as_of, place].into_iter().for_each(clear);
                statement.said.retain(|said| !blank(&said.who));
            }
            Self::Part(_) => {}
        }
        self
    }
}
