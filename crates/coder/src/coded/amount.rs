//! How many of what.

use crate::number::Qualifier;
use bellwether_model::TargetClass;
use serde::{Deserialize, Serialize};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Measure {
    /// Attacks, clashes, bombings, incidents: events.
    Attacks,
    /// Deaths.
    Killed,
    /// Injured people.
    Injured,
    /// Deaths and injuries together.
    Casualties,
    /// Abducted people.
    Abducted,
    /// Captured, arrested or detained people.
    Captured,
    /// People who gave up or changed sides.
    Surrendered,
    /// Displaced people.
    Displaced,
    /// Members of an armed group.
    Fighters,
    /// Money, in the currency of the words.
    Money,
    /// A part of a whole, 0..=1.
    Share,
    /// Districts, villages, camps and the like.
    Places,
    /// Something else.
    Other,
}

impl Measure {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Attacks => "attacks",
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Casualties => "casualties",
            Self::Abducted => "abducted",
            Self::Captured => "captured",
            Self::Surrendered => "surrendered",
            Self::Displaced => "displaced",
            Self::Fighters => "fighters",
            Self::Money => "money",
            Self::Share => "share",
            Self::Places => "places",
            Self::Other => "other",
        }
    }
}

/// A number as the words give it: an interval with what they say of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The least that the words allow; absent when they give only an upper end.
    pub low: Option<f64>,
    /// The number as it stands, the middle of a range.
    pub best: f64,
    /// The most that the words allow; absent when they give only a lower end.
    pub high: Option<f64>,
    /// What the words say of the number.
    pub qualifier: Qualifier,
}

impl Amount {
    /// This very number.
    #[must_use]
    pub const fn exactly(number: f64) -> Self {
        Self { low: Some(number), best: number, high: Some(number), qualifier: Qualifier::Exactly }
    }
}

/// What became of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// They died.
    Killed,
    /// They were hurt.
    Injured,
    /// They were taken away.
    Abducted,
    /// They were captured or arrested.
    Captured,
}

impl Fate {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Abducted => "abducted",
            Self::Captured => "captured",
        }
    }
}

/// People to whom the same was done.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Victims {
    /// What became of them.
    pub fate: Fate,
    /// Who they were; `None` when the text says only "people".
    pub group: Option<TargetClass>,
    /// How many; "no one" is exactly 0.
    pub count: Amount,
    /// Whether they are counted in another group of the event too: "including three children".
    pub part: bool,
    /// Whether they were on the side of those who attacked: "the bomber", "two of the attackers".
    pub attackers: bool,
}
