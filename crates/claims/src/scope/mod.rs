//! What a claim says, and what it leaves out.
//!
//! What comes in: a sentence, or a document of several. What goes out: for each number that is claimed a
//! [`Scope`]: whose doing, what is counted, where, when, how many. What the sentence does not say is listed with
//! what is taken in its place ([`Missing`]); what it says and no dataset can tell is listed too
//! ([`Scope::narrower`], [`Scope::unreadable`]). Nothing is filled in without a word.

mod missing;
mod place;
mod read;
mod what;
mod who;
mod words;

pub use read::{Given, Lists, claims_of};

use bellwether_coder::number::Qualifier;
use bellwether_model::{Date, EventType, Iso3, NativeActor};
use serde::Serialize;

/// Whose doing a claim is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Party {
    /// An organisation of the registry.
    Known {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// An actor that only a dataset names.
    Native {
        /// The dataset's own entry.
        actor: NativeActor,
    },
}

impl Party {
    /// The name to show.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Known { name, .. } => name,
            Self::Native { actor } => &actor.name,
        }
    }

    /// What `--actor` takes for it.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Known { id, .. } => id.clone(),
            Self::Native { actor } => format!("{}:{}", actor.dataset, actor.native_id),
        }
    }
}

/// What part the actor has in what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It did them.
    By,
    /// They were done to it.
    Against,
    /// It took part.
    Involving,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Events.
    Events,
    /// Deaths.
    Deaths,
    /// Injured people.
    Injured,
    /// Members of an armed group at a time.
    Fighters,
    /// Members of an armed group who gave up.
    Surrenders,
    /// Abducted people.
    Abducted,
    /// Captured or arrested people.
    Captured,
    /// Displaced people.
    Displaced,
}

impl Measure {
    /// The word that stands in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Deaths => "deaths",
            Self::Injured => "injured",
            Self::Fighters => "fighters",
            Self::Surrenders => "surrenders",
            Self::Abducted => "abducted people",
            Self::Captured => "captured people",
            Self::Displaced => "displaced people",
        }
    }

    /// Whether datasets of events count it.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        matches!(self, Self::Events | Self::Deaths | Self::Injured)
    }
}

/// Whose dead (or injured) are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Victims {
    /// All.
    All,
    /// All but the actor's own.
    ButOwn,
    /// The actor's own.
    Own,
    /// Those of the side that the actor fought.
    OtherSide,
    /// Civilians.
    Civilians,
}

/// A number as the words give it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Amount {
    /// The least that the words allow; absent when they give only an upper end.
    pub low: Option<f64>,
    /// The number as it stands, the middle of a range.
    pub best: f64,
    /// The most that the words allow; absent when they give only a lower end.
    pub high: Option<f64>,
    /// What the words say of the number.
    #[serde(serialize_with = "qualifier_word")]
    pub qualifier: Qualifier,
}

fn qualifier_word<S: serde::Serializer>(value: &Qualifier, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(match value {
        Qualifier::Exactly => "exactly",
        Qualifier::AtLeast => "at-least",
        Qualifier::MoreThan => "more-than",
        Qualifier::AtMost => "at-most",
        Qualifier::LessThan => "less-than",
        Qualifier::Nearly => "nearly",
        Qualifier::About => "about",
        Qualifier::Between => "between",
    })
}

/// Where.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Where {
    /// Countries; empty when the claim names none.
    pub countries: Vec<Iso3>,
    /// First-level units by gazetteer id; empty when the claim names none.
    pub admin1: Vec<String>,
    /// The place in the claim's words.
    pub words: Option<String>,
    /// Whether the claim says that it means the whole world.
    pub world: bool,
}

/// When.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct When {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Whether the words give whole months, years or more, so that the months at the ends can be meant or not.
    pub coarse: bool,
    /// Whether the words say "between … and …" or "from … to …", whose ends can be meant or not.
    pub range: bool,
    /// Whether the end is the day on which the claim was made.
    pub until_now: bool,
}

/// A word that the claim leaves out, and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// What is missing: `actor`, `place`, `time`, `relation`, `what-counts`, `ends`, `source`.
    pub word: &'static str,
    /// What the claim does not say, as a clause.
    pub says: String,
    /// What is taken in its place, as a clause; none where nothing can be.
    pub taken_as: Option<String>,
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scope {
    /// The sentence, blanks as one.
    pub text: String,
    /// Whose doing; none where the claim names nobody.
    pub actor: Option<Party>,
    /// What part the actor has.
    pub relation: Relation,
    /// What is counted.
    pub measure: Measure,
    /// Whose dead or injured.
    pub victims: Victims,
    /// Whether only events with deaths are meant.
    pub lethal: bool,
    /// Whether only attacks on civilians are meant.
    pub on_civilians: bool,
    /// The harmonised types; empty for any.
    pub types: Vec<EventType>,
    /// Where.
    pub place: Where,
    /// When; none where the claim does not say.
    pub time: Option<When>,
    /// How many.
    pub amount: Amount,
    /// The number in the claim's words.
    pub amount_words: String,
    /// What the claim says beyond what datasets tell apart, so that a count of theirs is of more: `suicide
    /// bombings`, `Maiduguri, a town in Borno`.
    pub narrower: Vec<String>,
    /// Why the claim cannot be held against a count at all, as clauses.
    pub unreadable: Vec<String>,
    /// What it leaves out.
    pub missing: Vec<Missing>,
}

impl Scope {
    /// Whether the claim is about deaths or about events with deaths, so that a list of lethal events alone can
    /// be complete for it.
    #[must_use]
    pub const fn only_lethal(&self) -> bool {
        self.lethal || matches!(self.measure, Measure::Deaths)
    }

    /// The first day, where there is one.
    #[must_use]
    pub fn from(&self) -> Option<Date> {
        self.time.map(|time| time.from)
    }

    /// The last day, where there is one.
    #[must_use]
    pub fn to(&self) -> Option<Date> {
        self.time.map(|time| time.to)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
