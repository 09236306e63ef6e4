//! What newsrooms intend to publish, before a word is written.

use std::rc::Rc;

use super::{knowledge::Known, ledger::Measure, unrest::Heard};
use crate::calendar::Day;

/// Minutes since midnight of the calendar's first day.
pub(crate) type Minute = u64;

/// Minutes of a day.
pub(crate) const DAY: Minute = 1_440;

/// What an article is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Topic {
    /// An incident, for the first time.
    Report(Known),
    /// The same incident later, with another toll.
    FollowUp { before: Known, now: Known },
    /// What was wrong before is put right.
    Correction { before: Known, now: Known },
    /// Several incidents of the last days.
    Roundup(Vec<Known>),
    /// Statements about a group.
    Analysis { group: u16, said: Vec<Said> },
    /// Something that was prevented, is feared or only practised; nothing happened.
    Alarm { group: u16, town: u32 },
    /// A protest, a riot or a strategic development.
    Unrest(Heard),
    /// Nothing about violence.
    Noise { country: u8 },
}

impl Topic {
    /// The word in truth files.
    pub(crate) const fn as_str(&self) -> &'static str {
        match self {
            Self::Report(_) => "report",
            Self::FollowUp { .. } => "follow-up",
            Self::Correction { .. } => "correction",
            Self::Roundup(_) => "roundup",
            Self::Analysis { .. } => "analysis",
            Self::Alarm { .. } => "alarm",
            Self::Unrest(_) => "unrest",
            Self::Noise { .. } => "noise",
        }
    }
}

/// A statement about a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Said {
    pub(crate) group: u16,
    pub(crate) what: What,
    /// Who is said to have said it: an index into the list of invented bodies.
    pub(crate) body: u8,
}

/// A range of numbers, lowest and highest.
pub(crate) type Range = (u64, u64);
/// First and last day of an interval.
pub(crate) type Days = (Day, Day);

/// What a statement says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum What {
    /// Fighters, and how many there were before.
    Strength { now: Range, as_of: Days, before: Option<(Range, Days)>, right: bool },
    /// Counted over whole months; in a second country as well where there is one. `truth` is what the
    /// world's ledger holds.
    Tally { measure: Measure, days: Days, first: Count, second: Option<Count> },
    /// Fighters who died. The truth is the world's.
    Losses { said: u64, truth: u64, days: Days },
    /// Fighters who gave up; the world knows nothing of it.
    Surrenders { said: u64, days: Days },
    /// When it was formed.
    Formed { days: Days, right: bool },
    /// It came out of another group.
    Split { from: u16, days: Days },
    /// It is the branch of another.
    Allied { with: u16 },
    /// It fights another.
    Rival { of: u16 },
}

/// One count of a tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    /// Everywhere when `None`.
    pub(crate) country: Option<u8>,
    pub(crate) said: u64,
    pub(crate) truth: u64,
}

/// What stands behind the news of the day.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Background {
    /// An older incident.
    pub(crate) history: Option<Known>,
    pub(crate) said: Option<Said>,
}

/// An article that a newsroom writes itself.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Story {
    pub(crate) id: u64,
    pub(crate) published: Minute,
    pub(crate) outlet: u8,
    pub(crate) topic: Topic,
    pub(crate) background: Background,
}

/// What a copy does to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Verbatim,
    /// Words exchanged, a sentence dropped, another headline.
    Edited,
    /// Only the first paragraphs.
    Truncated,
}

impl Manner {
    /// The word in truth files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Edited => "edited",
            Self::Truncated => "truncated",
        }
    }
}

/// One act of copying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CopyStep {
    pub(crate) id: u64,
    /// The article that was copied.
    pub(crate) of: u64,
    pub(crate) outlet: u8,
    pub(crate) published: Minute,
    pub(crate) manner: Manner,
}

/// Something to publish: a story, or a copy with the steps that led to it.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) story: Rc<Story>,
    /// Empty for the original; a copy of a copy has two.
    pub(crate) steps: Vec<CopyStep>,
}

impl Plan {
    /// The article's number.
    pub(crate) fn id(&self) -> u64 {
        self.steps.last().map_or(self.story.id, |step| step.id)
    }

    /// Who publishes it.
    pub(crate) fn outlet(&self) -> u8 {
        self.steps.last().map_or(self.story.outlet, |step| step.outlet)
    }

    /// When.
    pub(crate) fn published(&self) -> Minute {
        self.steps.last().map_or(self.story.published, |step| step.published)
    }
}
