//! One incident, and the episode of which it is a part.

use serde::Serialize;

use super::Degrees;
use crate::calendar::Day;

/// How it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Method {
    /// Two sides shot at one another.
    Firefight,
    /// One side attacked from hiding.
    Ambush,
    /// Artillery, mortars or rockets.
    Shelling,
    /// An explosive that nobody carried.
    Bombing,
    /// An explosive whose carrier died.
    SuicideBombing,
    /// Armed people attacked people who were not.
    Raid,
}

impl Method {
    /// The word in truth files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Firefight => "firefight",
            Self::Ambush => "ambush",
            Self::Shelling => "shelling",
            Self::Bombing => "bombing",
            Self::SuicideBombing => "suicide-bombing",
            Self::Raid => "raid",
        }
    }
}

/// Deaths by side. `unknown` is never true of the world, but sources say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Killed {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) civilians: u32,
    pub(crate) unknown: u32,
}

impl Killed {
    /// All of them.
    pub(crate) const fn total(self) -> u32 {
        self.a + self.b + self.civilians + self.unknown
    }
}

/// What binds incidents together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EpisodeKind {
    /// Nothing: one incident alone.
    Single,
    /// Several bombings, an hour apart, in one town on one day.
    SequentialBombing,
    /// Fighting in one town on several days running, one incident a day.
    Operation,
    /// The planted attack with many dead.
    MassCasualty,
    /// Two attacks by different groups in one town within a day.
    SameTown,
    /// Two attacks by one group on one day in neighbouring towns.
    NextTown,
}

impl EpisodeKind {
    /// The word in truth files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::SequentialBombing => "sequential-bombing",
            Self::Operation => "operation",
            Self::MassCasualty => "mass-casualty",
            Self::SameTown => "near-miss-same-town",
            Self::NextTown => "near-miss-next-town",
        }
    }
}

/// Something that happened in one place on one day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Incident {
    /// Counted from 1 in the order in which the world tells them.
    pub(crate) number: u64,
    pub(crate) day: Day,
    /// Minutes since midnight.
    pub(crate) minute: u32,
    /// Index into [`super::Cast::dyads`].
    pub(crate) dyad: u32,
    /// Index into [`super::Land::towns`].
    pub(crate) town: u32,
    /// Where exactly, in the town or within some 12 km of it.
    pub(crate) at: Degrees,
    pub(crate) method: Method,
    pub(crate) killed: Killed,
}

/// One or more incidents that belong together. One is reused for all, so that nothing is allocated.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Episode {
    pub(crate) kind: EpisodeKind,
    /// Counted from 1 among those with more than one incident or a planted one; 0 for singles.
    pub(crate) cluster: u64,
    pub(crate) incidents: Vec<Incident>,
}
