//! What sources say that is not an event: actors, statements about them, published totals.

use serde::{Deserialize, Serialize};

use crate::{DatasetId, Estimate, GwCode};

/// What kind of organisation an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// An armed group that is not a state.
    ArmedGroup,
    /// A government and its forces.
    Government,
    /// An alliance or international force.
    Coalition,
    /// A criminal organisation with armed wings.
    Cartel,
    /// A militia or communal armed group.
    Militia,
    /// People who are not organised for violence.
    Civilians,
    /// Anything else, or not known.
    Other,
}

/// An actor as one dataset lists it, whether or not the registry knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NativeActor {
    /// The dataset whose ids these are.
    pub dataset: DatasetId,
    /// The dataset's id, as text.
    pub native_id: String,
    /// The dataset's name for it.
    pub name: String,
    /// Further names: original, full, translated; no duplicates.
    pub other_names: Vec<String>,
    /// What the dataset says that it is, in the dataset's words.
    pub native_kind: String,
    /// Countries, by Gleditsch-Ward number.
    pub countries: Vec<GwCode>,
}

/// What a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StatementKind {
    /// How many fighters a group has.
    Strength,
    /// How many events, deaths or others in an interval, as somebody counted them.
    Tally,
    /// How many fighters were killed, captured or gave up.
    Losses,
    /// When and how a group came to be.
    Formation,
    /// The group was called otherwise before or afterwards.
    Renamed,
    /// The group came out of another.
    SplitFrom,
    /// The group became part of another.
    Joined,
    /// The group worked with another.
    AlliedWith,
    /// The group belongs to another: a branch, a wing, an affiliate.
    BranchOf,
    /// The group swore loyalty to another.
    PledgedTo,
    /// The group fights or competes with another.
    RivalOf,
    /// The group has its money, arms or shelter from another.
    BackedBy,
    /// What the group wants.
    Aim,
    /// Where the group is active or holds ground.
    Area,
    /// What the group says that it will do, or others say that it can.
    Threat,
    /// What the group lives on.
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
            Self::Renamed => "renamed",
            Self::SplitFrom => "split-from",
            Self::Joined => "joined",
            Self::AlliedWith => "allied-with",
            Self::BranchOf => "branch-of",
            Self::PledgedTo => "pledged-to",
            Self::RivalOf => "rival-of",
            Self::BackedBy => "backed-by",
            Self::Aim => "aim",
            Self::Area => "area",
            Self::Threat => "threat",
            Self::Resources => "resources",
        }
    }
}

/// A count with its unit: 600 to 800 fighters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// At least; `None` when the source gives no lower end.
    pub low: Option<u64>,
    /// At most; `None` when the source gives no upper end.
    pub high: Option<u64>,
    /// What is counted: `fighters`, `attacks`, `deaths`.
    pub unit: String,
}

/// A sourced assertion that is not an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The source's own id for it, unique within its dataset.
    pub native_id: String,
    /// What it is about.
    pub kind: StatementKind,
    /// The actor in the source's words.
    pub actor: String,
    /// The actor's id in the dataset, if it has one.
    pub actor_native_id: Option<String>,
    /// The other party of a relation, in the source's words.
    pub object: Option<String>,
    /// The other party's id in the dataset.
    pub object_native_id: Option<String>,
    /// The count, for those kinds that have one.
    pub quantity: Option<Quantity>,
    /// The time it speaks of, in the source's words (a year, a month, an interval).
    pub as_of: Option<String>,
    /// Whom the source attributes it to.
    pub attributed_to: Option<String>,
    /// The sentence or cell that it was read from.
    pub text: String,
}

/// UCDP's three kinds of organized violence, for published totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ViolenceKind {
    /// Between a government and another party.
    StateBased,
    /// Between organised groups.
    NonState,
    /// Against civilians.
    OneSided,
}

impl ViolenceKind {
    /// All values, in UCDP's order.
    pub const ALL: [Self; 3] = [Self::StateBased, Self::NonState, Self::OneSided];

    /// The word that stands in tables; the same as the event type's.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StateBased => "state-based",
            Self::NonState => "non-state",
            Self::OneSided => "one-sided",
        }
    }
}

/// Deaths in one country, year and kind of violence, as a source published the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryYearTotal {
    /// The country by Gleditsch-Ward number.
    pub gw: GwCode,
    /// The country in the source's words.
    pub country: String,
    /// The calendar year.
    pub year: i16,
    /// The kind of violence.
    pub kind: ViolenceKind,
    /// Deaths.
    pub deaths: Estimate,
    /// Dyads (or one-sided actors) that the source counts as active, if it says.
    pub dyads: Option<u32>,
}
