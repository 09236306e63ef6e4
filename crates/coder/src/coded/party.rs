//! Who: organisations and classes of people, never persons.

use bellwether_model::{Iso3, TargetClass};
use serde::{Deserialize, Serialize};

/// What part people or an organisation play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// Organised or unorganised armed people who are no state's force.
    ArmedGroup,
    /// Armed forces of a state.
    Military,
    /// Police and prisons.
    Police,
    /// Forces of a state of which no more is said.
    SecurityForces,
    /// Officials, ministries, courts.
    Government,
    /// The United Nations, alliances, their missions.
    International,
    /// Parties, candidates, activists.
    Political,
    /// Those who demonstrate.
    Protesters,
    /// People who bear no arms, of any class.
    Civilians,
    /// Hospitals and those who work there, as a source.
    Health,
    /// Newspapers, agencies, broadcasters.
    Media,
    /// Researchers, monitors, think tanks, human-rights groups.
    Monitor,
    /// Who saw it: witnesses, residents, survivors, elders.
    Witnesses,
    /// A party of which nothing more is said.
    Unknown,
}

impl Role {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ArmedGroup => "armed-group",
            Self::Military => "military",
            Self::Police => "police",
            Self::SecurityForces => "security-forces",
            Self::Government => "government",
            Self::International => "international",
            Self::Political => "political",
            Self::Protesters => "protesters",
            Self::Civilians => "civilians",
            Self::Health => "health",
            Self::Media => "media",
            Self::Monitor => "monitor",
            Self::Witnesses => "witnesses",
            Self::Unknown => "unknown",
        }
    }

    /// Whether a state's force or office is meant.
    #[must_use]
    pub const fn is_state(self) -> bool {
        matches!(self, Self::Military | Self::Police | Self::SecurityForces | Self::Government)
    }

    /// The class of target that people of this role are.
    #[must_use]
    pub const fn target(self) -> Option<TargetClass> {
        match self {
            Self::ArmedGroup => Some(TargetClass::ArmedGroup),
            Self::Military | Self::SecurityForces => Some(TargetClass::Military),
            Self::Police => Some(TargetClass::Police),
            Self::Government => Some(TargetClass::Government),
            Self::International => Some(TargetClass::Diplomatic),
            Self::Political => Some(TargetClass::Political),
            Self::Protesters | Self::Civilians | Self::Witnesses => Some(TargetClass::Civilians),
            Self::Health => Some(TargetClass::Health),
            Self::Media => Some(TargetClass::Media),
            Self::Monitor | Self::Unknown => None,
        }
    }
}

/// An organisation, or people by what they are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Party {
    /// What part they play.
    pub role: Role,
    /// The registry's id, where the text names an organisation that it knows.
    pub actor: Option<String>,
    /// The name of an organisation as the text writes it, blanks as one; never a person's.
    pub name: Option<String>,
    /// The country that the text puts to it: "the Afghan army".
    pub country: Option<Iso3>,
}

impl Party {
    /// People by what they are.
    #[must_use]
    pub const fn of(role: Role) -> Self {
        Self { role, actor: None, name: None, country: None }
    }

    /// The id, the name, or the class with its country, as one word for tables.
    #[must_use]
    pub fn label(&self) -> String {
        if let Some(actor) = &self.actor {
            return actor.clone();
        }
        if let Some(name) = &self.name {
            return name.clone();
        }
        match self.country {
            Some(country) => format!("{}:{country}", self.role.as_str()),
            None => self.role.as_str().to_owned(),
        }
    }
}
