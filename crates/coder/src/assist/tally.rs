//! What became of an assistant's proposals.

use serde::Serialize;
use std::collections::BTreeMap;

/// Why something that was proposed is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// The reply has more bytes than are read.
    TooLarge,
    /// The reply is no JSON, is cut off or nested too deep, or holds no list of events and statements.
    Unreadable,
    /// One event or statement has not the form that was asked for.
    Malformed,
    /// There were more than are read of one reply, or a string is too long to be words of a sentence.
    TooMany,
    /// A string does not stand in the text.
    NotInText,
    /// Its strings stand in the text, but not in the sentence of its quote.
    Scattered,
    /// The quote has no verb and no noun that could tell of anything.
    NoPredicate,
    /// The kind is none that the coder knows.
    UnknownKind,
    /// The grammar of numbers reads no number of people or things in the words.
    NoNumber,
    /// The grammar of time reads no day in the words.
    NoDate,
    /// The words name no place that the gazetteer or the rules know.
    NoPlace,
    /// The words are neither an organisation nor a class of people: they may be a person's name.
    NoParty,
    /// The word lists know no weapon in the words.
    NoWeapon,
    /// The words are counted in a statement already.
    Counted,
    /// Too little of it was left to say anything.
    Incomplete,
    /// A model marks the words as a person's name.
    Person,
    /// Nobody said what the label of the words means, or it means no field.
    NoRole,
    /// The sentence tells of no event or statement that the words could be a part of.
    NoEvent,
    /// The sentence leaves open which event the words are a part of, or on which side.
    Ambiguous,
}

impl Reason {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Unreadable => "unreadable",
            Self::Malformed => "malformed",
            Self::TooMany => "too-many",
            Self::NotInText => "not-in-text",
            Self::Scattered => "scattered",
            Self::NoPredicate => "no-predicate",
            Self::UnknownKind => "unknown-kind",
            Self::NoNumber => "no-number",
            Self::NoDate => "no-date",
            Self::NoPlace => "no-place",
            Self::NoParty => "no-party",
            Self::NoWeapon => "no-weapon",
            Self::Counted => "counted",
            Self::Incomplete => "incomplete",
            Self::Person => "person",
            Self::NoRole => "no-role",
            Self::NoEvent => "no-event",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// What became of proposals. Each event and statement is in `added`, `joined` or `dropped`; fields that were
/// dropped from one that was kept are in `fields_dropped`. Of a model that marks words, each that it marked tells of an event (and is
/// counted as one), is in `filled` or `known`, or is dropped, alone or as a field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Replies that were asked for.
    pub replies: u64,
    /// Events and statements that the rules had not read.
    pub added: u64,
    /// Those that the rules had read too; they lend fields that the rules left empty.
    pub joined: u64,
    /// Words that were marked.
    #[serde(skip_serializing_if = "is_nought")]
    pub marked: u64,
    /// Marked words that gave an event or statement a field.
    #[serde(skip_serializing_if = "is_nought")]
    pub filled: u64,
    /// Marked words whose field the rules had read.
    #[serde(skip_serializing_if = "is_nought")]
    pub known: u64,
    /// Whole replies, events, statements and marked words that were dropped.
    pub dropped: BTreeMap<Reason, u64>,
    /// Single fields that were dropped.
    pub fields_dropped: BTreeMap<Reason, u64>,
    /// Bytes of texts that were too long to be proposed for.
    pub bytes_not_sent: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the form that serde asks for
fn is_nought(count: &u64) -> bool {
    *count == 0
}

impl Tally {
    /// Counts something that is not kept.
    pub fn drop(&mut self, reason: Reason) {
        *self.dropped.entry(reason).or_default() += 1;
    }

    /// Counts a field that is not kept.
    pub(crate) fn drop_field(&mut self, reason: Reason) {
        *self.fields_dropped.entry(reason).or_default() += 1;
    }

    /// Adds another tally.
    pub fn join(&mut self, other: &Self) {
        self.replies += other.replies;
        self.added += other.added;
        self.joined += other.joined;
        self.marked += other.marked;
        self.filled += other.filled;
        self.known += other.known;
        self.bytes_not_sent += other.bytes_not_sent;
        let sums = [
            (&mut self.dropped, &other.dropped),
            (&mut self.fields_dropped, &other.fields_dropped),
        ];
        for (sum, more) in sums {
            for (&reason, count) in more {
                *sum.entry(reason).or_default() += count;
            }
        }
    }
}
