//! Identifiers that must not be swapped for one another.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Identifiers of actors and datasets are kebab-case: `is-west-africa`, `ucdp-ged`.
    #[error("{0:?} is not a kebab-case identifier (a-z, 0-9 and single hyphens)")]
    NotKebab(String),
    /// Three capital letters.
    #[error("{0:?} is not an ISO 3166-1 alpha-3 code (three capital letters)")]
    NotIso3(String),
}

fn is_kebab(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

macro_rules! kebab_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks and keeps the identifier.
            ///
            /// # Errors
            /// When it is not kebab-case.
            pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
                let text = text.into();
                if is_kebab(&text) { Ok(Self(text)) } else { Err(IdError::NotKebab(text)) }
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

kebab_id! {
    /// An organisation in the registry, e.g. `boko-haram`.
    ActorId
}
kebab_id! {
    /// A source's product, e.g. `ucdp-ged`.
    DatasetId
}

/// One report of one dataset: `ucdp-ged:12345`. The native part is the source's own id, as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportId {
    /// The dataset whose ids these are.
    pub dataset: DatasetId,
    /// The source's own id; never empty.
    pub native: String,
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.dataset, self.native)
    }
}

/// A Gleditsch-Ward state number; not a COW number, with which it differs over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GwCode(pub u16);

impl fmt::Display for GwCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// An ISO 3166-1 alpha-3 country code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iso3([u8; 3]);

impl Iso3 {
    /// Checks and keeps the code.
    ///
    /// # Errors
    /// When it is not three capital letters.
    pub fn new(text: &str) -> Result<Self, IdError> {
        match text.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|l| l.is_ascii_uppercase()) => Ok(Self([*a, *b, *c])),
            _ => Err(IdError::NotIso3(text.to_owned())),
        }
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("three ASCII letters")
    }
}

impl TryFrom<String> for Iso3 {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(&text)
    }
}

impl From<Iso3> for String {
    fn from(code: Iso3) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for Iso3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Iso3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iso3({})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_kebab_case() {
        assert!(ActorId::new("is-west-africa").is_ok());
        assert!(ActorId::new("m23").is_ok());
        for bad in ["", "-", "a--b", "Boko", "boko haram", "boko-", "é"] {
            assert_eq!(ActorId::new(bad), Err(IdError::NotKebab(bad.to_owned())));
        }
    }

    #[test]
    fn a_country_code_has_three_capitals() {
        assert_eq!(Iso3::new("NGA").expect("valid").as_str(), "NGA");
        for bad in ["nga", "NG", "NGAA", "N1A", "ÄÖ"] {
            assert!(Iso3::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_report_id_shows_its_dataset() {
        let dataset = DatasetId::new("ucdp-ged").expect("valid");
        let id = ReportId { dataset, native: "15960".into() };
        assert_eq!(id.to_string(), "ucdp-ged:15960");
    }
}
