//! An assertion that is not an event.

use super::{Amount, Attribution, Field, Mark, Measure, Party, When, Where};
use crate::Span;
use bellwether_model::TargetClass;
use serde::{Deserialize, Serialize};

/// What a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StatementKind {
    /// How many fighters a group has.
    Strength,
    /// How many events, deaths or others in an interval, as somebody counted them.
    Tally,
    /// How many of a group were killed, captured, or gave up.
    Losses,
    /// When and how a group came to be.
    Formation,
    /// The group came out of another.
    Split,
    /// How the group stands to another: [`Link`].
    Relation,
    /// What the group wants.
    Aim,
    /// Where it is active or holds ground.
    Area,
    /// What it says that it will do, or others say that it can.
    Threat,
    /// What it lives on.
    Resources,
}

impl StatementKind {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Strength => "strength",
            Self::Tally => "tally",
            Self::Losses => "losses",
            Self::Formation => "formation",
            Self::Split => "split",
            Self::Relation => "relation",
            Self::Aim => "aim",
            Self::Area => "area",
            Self::Threat => "threat",
            Self::Resources => "resources",
        }
    }
}

/// What part the actor has in what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorRelation {
    /// It did them: "attacks by", "carried out", "killed".
    By,
    /// It suffered them: "attacks against", "lost".
    Against,
    /// It took part: "involving".
    Involving,
    /// It says that it did them: "claimed".
    Claimed,
}

impl ActorRelation {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::By => "by",
            Self::Against => "against",
            Self::Involving => "involving",
            Self::Claimed => "claimed",
        }
    }
}

/// How two organisations stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// Came out of it.
    SplitFrom,
    /// Belongs to it: a branch, a wing, an affiliate.
    BranchOf,
    /// Swore loyalty to it.
    PledgedTo,
    /// Works with it.
    AlliedWith,
    /// Fights or competes with it.
    RivalOf,
    /// Became part of it, or one with it.
    MergedWith,
    /// Was called so before.
    RenamedFrom,
    /// Has its money, arms or shelter from it.
    BackedBy,
}

impl Link {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SplitFrom => "split-from",
            Self::BranchOf => "branch-of",
            Self::PledgedTo => "pledged-to",
            Self::AlliedWith => "allied-with",
            Self::RivalOf => "rival-of",
            Self::MergedWith => "merged-with",
            Self::RenamedFrom => "renamed-from",
            Self::BackedBy => "backed-by",
        }
    }
}

/// Which way a number went, in words that compare it with one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// It rose: "up from".
    Up,
    /// It fell: "down from".
    Down,
}

/// What an aim, a threat or a resource is, as a word of the list `data/lexicons/themes.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Theme(pub(crate) &'static str);

impl Theme {
    /// The word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// An assertion that is not an event, as one text makes it. What it does not say is `None`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// The sentence.
    pub sentence: Span,
    /// What it is about.
    pub kind: Field<StatementKind>,
    /// Of whom.
    pub actor: Option<Field<Party>>,
    /// What part the actor has in what is counted.
    pub relation: Option<Field<ActorRelation>>,
    /// The other organisation.
    pub other: Option<Field<Party>>,
    /// How the two stand to each other.
    pub link: Option<Field<Link>>,
    /// What is counted.
    pub measure: Option<Field<Measure>>,
    /// How many.
    pub quantity: Option<Field<Amount>>,
    /// The class of those whom what is counted was done to: "attacks on civilians".
    pub victims: Option<Field<TargetClass>>,
    /// The interval that is counted over, or the day as of which it holds.
    pub as_of: Option<Field<When>>,
    /// Where.
    pub place: Option<Field<Where>>,
    /// Of a number that is compared with an earlier one: which way it went.
    pub trend: Option<Field<Trend>>,
    /// Of aims, threats and resources: what.
    pub themes: Vec<Field<Theme>>,
    /// Who says, claims, confirms, denies.
    pub attribution: Vec<Field<Attribution>>,
    /// Negated, hypothetical, future, historical.
    pub marks: Vec<Field<Mark>>,
}
