//! Who says so, and as what the text tells it.

use super::Party;
use serde::{Deserialize, Serialize};

/// How somebody stands to what is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Says so: "police said", "according to residents", "estimates".
    Said,
    /// Says that it did it: "claimed responsibility".
    Claimed,
    /// Says that another did it: "blamed", "accused".
    Blamed,
    /// Bears it out: "confirmed", "verified".
    Confirmed,
    /// Says that it is not so: "denied", "rejected".
    Denied,
}

impl Stance {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Claimed => "claimed",
            Self::Blamed => "blamed",
            Self::Confirmed => "confirmed",
            Self::Denied => "denied",
        }
    }
}

/// Who says so, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Attribution {
    /// How they stand to it.
    pub stance: Stance,
    /// Who; `None` when the text does not say: "reportedly", "no group claimed responsibility" gives none.
    pub by: Option<Party>,
    /// Of a blame, whom it falls on.
    pub on: Option<Party>,
}

/// Why an event is not one that happened now. PLOVER's auxiliary modes (PLOVER manual, 2021).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// It did not happen: "denied", "no attack", "foiled".
    Negated,
    /// It may happen or may have happened: "could", "if", "feared", an exercise.
    Hypothetical,
    /// It is yet to happen: "will", "plans to", "vowed to".
    Future,
    /// It is told as the past of something else: "the 2015 attack", an anniversary.
    Historical,
}

impl Mark {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Negated => "negated",
            Self::Hypothetical => "hypothetical",
            Self::Future => "future",
            Self::Historical => "historical",
        }
    }
}
