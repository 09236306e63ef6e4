//! Who publishes a text, and how far to trust it.

use std::fmt;
use std::str::FromStr;

/// A grade of the Admiralty code: how reliable a source is, A to F, and how credible what it says, 1 to 6
/// (NATO STANAG 2511; UK Joint Doctrine Publication 2-00, 2011, table 3.1). F and 6 stand for "cannot be judged".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grade {
    reliability: u8,
    credibility: u8,
}

impl Default for Grade {
    /// F6: nobody has judged it.
    fn default() -> Self {
        Self { reliability: b'F', credibility: b'6' }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", char::from(self.reliability), char::from(self.credibility))
    }
}

impl FromStr for Grade {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim().to_ascii_uppercase().as_bytes() {
            [reliability @ b'A'..=b'F', credibility @ b'1'..=b'6'] => {
                Ok(Self { reliability: *reliability, credibility: *credibility })
            }
            _ => Err(format!(
                "{text:?} is no grade; give a letter A to F and a digit 1 to 6, as B2 (F6: not judged)"
            )),
        }
    }
}

/// Who publishes texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Source {
    /// The outlet's name; none for the host of each text's address.
    pub(crate) name: Option<String>,
    /// How far it is trusted.
    pub(crate) grade: Grade,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_a_letter_and_a_digit() {
        assert_eq!("b2".parse::<Grade>().map(|grade| grade.to_string()).as_deref(), Ok("B2"));
        assert_eq!(Grade::default().to_string(), "F6");
        for wrong in ["", "G1", "B7", "B", "2B", "B22"] {
            assert!(wrong.parse::<Grade>().is_err(), "{wrong}");
        }
    }
}
