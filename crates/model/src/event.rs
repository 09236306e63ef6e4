//! The harmonised type of an event. A report keeps its source's own type beside it.

use serde::{Deserialize, Serialize};

/// What kind of event a report is about, in words that several sources share.
///
/// The first three are UCDP's types of violence (GED codebook, `type_of_violence` 1-3); the others are
/// there for sources that also record what is not organised violence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EventType {
    /// Armed force between two parties of which at least one is the government of a state.
    StateBased,
    /// Armed force between two organised groups, neither of them a government.
    NonState,
    /// Deliberate armed force by a government or an organised group against civilians.
    OneSided,
    /// A demonstration without violence by those who demonstrate.
    Protest,
    /// Violence by a crowd that is not an organised group.
    Riot,
    /// A change that matters for a conflict and is not itself violence.
    Strategic,
    /// The source says nothing that decides it.
    Unspecified,
}

impl EventType {
    /// All values, in the order in which they are listed to people.
    pub const ALL: [Self; 7] = [
        Self::StateBased,
        Self::NonState,
        Self::OneSided,
        Self::Protest,
        Self::Riot,
        Self::Strategic,
        Self::Unspecified,
    ];

    /// UCDP `type_of_violence`: 1 state-based, 2 non-state, 3 one-sided; `None` for anything else.
    #[must_use]
    pub const fn from_ucdp(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::StateBased),
            2 => Some(Self::NonState),
            3 => Some(Self::OneSided),
            _ => None,
        }
    }

    /// The word that stands in tables, filters and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StateBased => "state-based",
            Self::NonState => "non-state",
            Self::OneSided => "one-sided",
            Self::Protest => "protest",
            Self::Riot => "riot",
            Self::Strategic => "strategic",
            Self::Unspecified => "unspecified",
        }
    }

    /// The inverse of [`EventType::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ucdp_types_are_the_first_three() {
        assert_eq!(EventType::from_ucdp(1), Some(EventType::StateBased));
        assert_eq!(EventType::from_ucdp(2), Some(EventType::NonState));
        assert_eq!(EventType::from_ucdp(3), Some(EventType::OneSided));
        assert_eq!(EventType::from_ucdp(0), None);
        assert_eq!(EventType::from_ucdp(4), None);
    }

    #[test]
    fn every_word_is_read_back_as_its_type() {
        for kind in EventType::ALL {
            assert_eq!(EventType::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(EventType::parse("battle"), None);
    }
}
