//! What a group file says, as types; unknown fields are refused.

use bellwether_model::{ActorId, ActorKind, Date, GwCode, Quantity, StatementKind};
use serde::{Deserialize, Deserializer, Serialize};

use super::selector::{Selector, SelectorEntry};

/// An organisation. Never a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Actor {
    /// The registry's id; the name of its file.
    pub id: ActorId,
    /// The name to show.
    pub name: String,
    /// What kind of organisation it is.
    pub kind: ActorKind,
    /// Where it is or was active, by Gleditsch-Ward number, the main country first; may be empty.
    pub countries: Vec<GwCode>,
    /// When it came to be, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` when not known well enough.
    pub active_from: Option<String>,
    /// When it ceased to be; `None` while it is active or when not known well enough.
    pub active_to: Option<String>,
    /// Its ideology, in a line.
    pub ideology: String,
    /// Its aims, in a line.
    pub aims: String,
    /// What a reader of its numbers must know: how datasets code it, what they leave out.
    pub note: Option<String>,
    /// Why no dataset's sides are claimed, for an actor without selectors.
    pub no_selectors: Option<String>,
    /// Further names: spellings, scripts, acronyms, former names. [`Actor::name`] is not repeated.
    pub names: Vec<Name>,
    /// How it stands to other organisations.
    pub relations: Vec<Relation>,
    /// How datasets speak of it.
    pub selectors: Vec<Selector>,
    /// Strengths, tallies and the like, each with who said it.
    pub statements: Vec<SourcedStatement>,
    /// Where the file's facts were read; never empty.
    pub sources: Vec<String>,
}

/// What a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// The full name, in some language.
    Full,
    /// A short or customary name.
    Short,
    /// An acronym.
    Acronym,
    /// A name that the organisation no longer uses.
    Former,
    /// Another spelling or transliteration.
    Spelling,
}

impl NameKind {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
            Self::Acronym => "acronym",
            Self::Former => "former",
            Self::Spelling => "spelling",
        }
    }
}

/// One name of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The name as it is written.
    pub text: String,
    /// What it is.
    pub kind: NameKind,
    /// The language and, where it matters, script, as a BCP 47 tag; `None` for acronyms in general use.
    #[serde(default)]
    pub language: Option<String>,
    /// The first day of its use, where the day is known.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day of its use, where the day is known.
    #[serde(default)]
    pub to: Option<Date>,
    /// When it was in use, in words, where no day is known: `2002-2003`.
    #[serde(default)]
    pub period: Option<String>,
}

/// How one organisation stands to another. Read it as `this KIND other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// Is a branch, province or wing of the other.
    BranchOf,
    /// Came out of the other (or members of the other formed it).
    SplitFrom,
    /// Became part of the other.
    MergedInto,
    /// Fights or competes with the other.
    RivalOf,
    /// Works or fights together with the other.
    AlliedWith,
    /// Took the place of the other.
    SuccessorOf,
}

impl RelationKind {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BranchOf => "branch-of",
            Self::SplitFrom => "split-from",
            Self::MergedInto => "merged-into",
            Self::RivalOf => "rival-of",
            Self::AlliedWith => "allied-with",
            Self::SuccessorOf => "successor-of",
        }
    }
}

/// A dated relation to another organisation of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// How this organisation stands to the other.
    pub kind: RelationKind,
    /// The other organisation; always one of the registry.
    pub other: ActorId,
    /// Since when, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[serde(default)]
    pub from: Option<String>,
    /// Until when; `None` while it holds or when not known.
    #[serde(default)]
    pub to: Option<String>,
    /// What else must be said.
    #[serde(default)]
    pub note: Option<String>,
    /// Where it was read; where absent, the file's [`Actor::sources`] stand for it.
    #[serde(default)]
    pub source: Option<String>,
}

/// A strength, tally or other assertion about the organisation, with who said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourcedStatement {
    /// What it is about.
    pub kind: StatementKind,
    /// The assertion, in a sentence or less.
    pub text: String,
    /// The count, for those kinds that have one; `low` and `high` are `None` where no such end is given.
    #[serde(default, deserialize_with = "quantity")]
    pub quantity: Option<Quantity>,
    /// The time it speaks of: `2018-10`, `2020-04/2021-03`.
    #[serde(default)]
    pub as_of: Option<String>,
    /// Whom the source attributes it to.
    #[serde(default)]
    pub attributed_to: Option<String>,
    /// Whether it was read in a source that repeats another's figure, not in the original.
    #[serde(default)]
    pub second_hand: bool,
    /// Where it was read: author or body, title, year, address where sure.
    pub source: String,
}

/// A quantity in a file; unlike the model's type it refuses unknown fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuantityEntry {
    #[serde(default)]
    low: Option<u64>,
    #[serde(default)]
    high: Option<u64>,
    unit: String,
}

fn quantity<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Quantity>, D::Error> {
    let QuantityEntry { low, high, unit } = QuantityEntry::deserialize(deserializer)?;
    Ok(Some(Quantity { low, high, unit }))
}

/// A group file, before its selectors are spread over their datasets.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorFile {
    id: ActorId,
    name: String,
    kind: ActorKind,
    #[serde(default)]
    countries: Vec<GwCode>,
    #[serde(default)]
    active_from: Option<String>,
    #[serde(default)]
    active_to: Option<String>,
    ideology: String,
    aims: String,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    no_selectors: Option<String>,
    #[serde(default)]
    names: Vec<Name>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default)]
    selectors: Vec<SelectorEntry>,
    #[serde(default)]
    statements: Vec<SourcedStatement>,
    sources: Vec<String>,
}

impl From<ActorFile> for Actor {
    fn from(file: ActorFile) -> Self {
        Self {
            id: file.id,
            name: file.name,
            kind: file.kind,
            countries: file.countries,
            active_from: file.active_from,
            active_to: file.active_to,
            ideology: file.ideology,
            aims: file.aims,
            note: file.note,
            no_selectors: file.no_selectors,
            names: file.names,
            relations: file.relations,
            selectors: file.selectors.into_iter().flat_map(SelectorEntry::spread).collect(),
            statements: file.statements,
            sources: file.sources,
        }
    }
}
