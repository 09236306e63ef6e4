//! Whom or what an event was directed at, in classes that several sources share.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A class of target. The words are those of the scheme `target` in `data/crosswalks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TargetClass {
    /// People who take no part in fighting, without further word on who they are.
    Civilians,
    /// A government: offices, officials, courts.
    Government,
    /// Armed forces of a state.
    Military,
    /// Police and other forces of order.
    Police,
    /// An organised armed group.
    ArmedGroup,
    /// Aid workers and what they work with.
    AidWorkers,
    /// Hospitals, clinics, ambulances and those who work there.
    Health,
    /// Schools, universities, teachers, pupils.
    Education,
    /// Places of worship and religious people.
    Religious,
    /// Journalists and media.
    Media,
    /// Refugees and displaced people, their camps.
    Displaced,
    /// Shops, companies, banks, markets.
    Business,
    /// Roads, buses, trains, ships, aviation.
    Transport,
    /// Power, water, fuel, telecommunication.
    Utilities,
    /// Embassies and diplomats.
    Diplomatic,
    /// Parties, candidates, election offices.
    Political,
}

impl TargetClass {
    /// All values, in the order in which they are listed to people.
    pub const ALL: [Self; 16] = [
        Self::Civilians,
        Self::Government,
        Self::Military,
        Self::Police,
        Self::ArmedGroup,
        Self::AidWorkers,
        Self::Health,
        Self::Education,
        Self::Religious,
        Self::Media,
        Self::Displaced,
        Self::Business,
        Self::Transport,
        Self::Utilities,
        Self::Diplomatic,
        Self::Political,
    ];

    /// The word that stands in tables, filters and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Civilians => "civilians",
            Self::Government => "government",
            Self::Military => "military",
            Self::Police => "police",
            Self::ArmedGroup => "armed-group",
            Self::AidWorkers => "aid-workers",
            Self::Health => "health",
            Self::Education => "education",
            Self::Religious => "religious",
            Self::Media => "media",
            Self::Displaced => "displaced",
            Self::Business => "business",
            Self::Transport => "transport",
            Self::Utilities => "utilities",
            Self::Diplomatic => "diplomatic",
            Self::Political => "political",
        }
    }

    /// Whether the class takes no part in fighting and is not the state.
    #[must_use]
    pub const fn is_civilian(self) -> bool {
        !matches!(
            self,
            Self::Government
                | Self::Military
                | Self::Police
                | Self::ArmedGroup
                | Self::Diplomatic
                | Self::Political
        )
    }

    /// The inverse of [`TargetClass::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == word)
    }

    /// Whether where such a target was hit can put people at risk who are protected in war: the classes
    /// to which the location policy applies (OCHA, Data Responsibility Guidelines, 2021).
    #[must_use]
    pub const fn is_sensitive(self) -> bool {
        matches!(self, Self::AidWorkers | Self::Health | Self::Education | Self::Displaced)
    }
}

/// A set of target classes; written as words in the order of [`TargetClass::ALL`] with spaces between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Targets(u32);

impl Targets {
    /// No class.
    pub const NONE: Self = Self(0);

    /// With one class more.
    #[must_use]
    pub const fn with(self, class: TargetClass) -> Self {
        Self(self.0 | 1 << class as u32)
    }

    /// Whether the class is in the set.
    #[must_use]
    pub const fn contains(self, class: TargetClass) -> bool {
        self.0 & 1 << class as u32 != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The classes, in the order of [`TargetClass::ALL`].
    pub fn iter(self) -> impl Iterator<Item = TargetClass> {
        TargetClass::ALL.into_iter().filter(move |class| self.contains(*class))
    }

    /// Reads words with spaces between; `None` when one is not a class.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.split_ascii_whitespace()
            .try_fold(Self::NONE, |set, word| Some(set.with(TargetClass::parse(word)?)))
    }
}

impl FromIterator<TargetClass> for Targets {
    fn from_iter<I: IntoIterator<Item = TargetClass>>(classes: I) -> Self {
        classes.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Display for Targets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, class) in self.iter().enumerate() {
            if position > 0 {
                f.write_str(" ")?;
            }
            f.write_str(class.as_str())?;
        }
        Ok(())
    }
}

impl Serialize for Targets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Targets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<TargetClass>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_read_back_from_its_words() {
        let set = Targets::from_iter([TargetClass::Health, TargetClass::Civilians]);
        assert_eq!(set.to_string(), "civilians health");
        assert_eq!(Targets::parse("health civilians"), Some(set));
        assert_eq!(Targets::parse(""), Some(Targets::NONE));
        assert_eq!(Targets::parse("health hospital"), None);
        assert!(set.contains(TargetClass::Health) && !set.contains(TargetClass::Police));
    }

    #[test]
    fn every_class_has_a_word_of_its_own_and_four_are_sensitive() {
        for class in TargetClass::ALL {
            assert_eq!(TargetClass::parse(class.as_str()), Some(class));
        }
        assert_eq!(TargetClass::ALL.iter().filter(|class| class.is_sensitive()).count(), 4);
    }
}
