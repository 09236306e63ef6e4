//! The schemes of codes, and how a code as it is written becomes a code of its scheme.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::embedded;
use super::load;

/// A set of codes in which a source, or Bellwether itself, says what happened, to whom or with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Scheme {
    /// CAMEO event codes, `01` to `2042`, as GDELT and ICEWS use them.
    Cameo,
    /// PLOVER events and modes, `ASSAULT` or `ASSAULT/suicide-attack`.
    Plover,
    /// ACLED types, `Battles` or `Battles/Armed clash`.
    Acled,
    /// UCDP `type_of_violence`, `1` to `3`.
    Ucdp,
    /// GTD `attacktype1`, `1` to `9`.
    GtdAttack,
    /// GTD `targtype1`, `1` to `22`, and with `targsubtype1`, `14/65`.
    GtdTarget,
    /// GTD `weaptype1`, `1` to `13`.
    GtdWeapon,
    /// The incident types of the MUC-4 task.
    Muc4,
    /// Bellwether's harmonised event types, the words of `EventType`.
    Bellwether,
    /// Bellwether's harmonised classes of targets.
    Target,
    /// CAMEO actor type codes, as GDELT's `Actor1Type1Code` has them.
    CameoActor,
    /// How names of ACLED's actors and associated actors begin, `Health Workers`.
    AcledActor,
}

/// One code of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code as it is written.
    pub code: String,
    /// What its makers call it.
    pub label: String,
    /// The wider code that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What it means, in our words.
    pub gloss: String,
    /// Other spellings that stand for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Whether places of such events are coarsened and delayed before they leave (the location policy);
    /// only classes of targets have it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
}

/// Where a scheme comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchemeInfo {
    /// Its name in words.
    pub title: String,
    /// The document that defines it.
    pub source: String,
    /// Who made it.
    pub authors: String,
    /// The year of that document.
    pub year: i16,
    /// Where it is found, when it is on the web.
    pub url: Option<String>,
    /// The terms of what the file holds.
    pub licence: String,
    /// What we decided where the source leaves room.
    pub decided: Vec<String>,
}

/// A scheme as read from its file, with the index by spelling.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) info: SchemeInfo,
    pub(super) codes: Vec<Code>,
    /// Spelling in small letters to the place in `codes`.
    pub(super) index: HashMap<String, usize>,
}

impl Scheme {
    /// All schemes, in the order in which they are listed to people.
    pub const ALL: [Self; 12] = [
        Self::Cameo,
        Self::Plover,
        Self::Acled,
        Self::Ucdp,
        Self::GtdAttack,
        Self::GtdTarget,
        Self::GtdWeapon,
        Self::Muc4,
        Self::Bellwether,
        Self::Target,
        Self::CameoActor,
        Self::AcledActor,
    ];

    /// The word that names it on the command line and in the files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cameo => "cameo",
            Self::Plover => "plover",
            Self::Acled => "acled",
            Self::Ucdp => "ucdp",
            Self::GtdAttack => "gtd-attack",
            Self::GtdTarget => "gtd-target",
            Self::GtdWeapon => "gtd-weapon",
            Self::Muc4 => "muc4",
            Self::Bellwether => "bellwether",
            Self::Target => "target",
            Self::CameoActor => "cameo-actor",
            Self::AcledActor => "acled-actor",
        }
    }

    /// The inverse of [`Scheme::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.as_str() == word)
    }

    /// Its codes, in the order of its file; parents stand before what belongs to them.
    #[must_use]
    pub fn codes(self) -> &'static [Code] {
        &self.table().codes
    }

    /// Where it comes from.
    #[must_use]
    pub fn info(self) -> &'static SchemeInfo {
        &self.table().info
    }

    /// The code that a spelling stands for: case does not count, and other spellings that the file
    /// lists are known. `None` for what the scheme does not have; see [`Scheme::nearest`].
    #[must_use]
    pub fn code(self, written: &str) -> Option<&'static Code> {
        let table = self.table();
        table.position(written).map(|at| &table.codes[at])
    }

    /// The narrowest known code that covers what is written.
    ///
    /// Beyond [`Scheme::code`]: a CAMEO code that is not on the list is the listed code that it begins
    /// with (`1839` is `183`); a pair whose second part is not on the list is its first (`Battles/New
    /// kind` is `Battles`, `14/999` is `14`); a name of an ACLED actor is the longest listed beginning
    /// that ends with a word (`Health Workers (Nigeria)` is `Health Workers`).
    #[must_use]
    pub fn nearest(self, written: &str) -> Option<&'static Code> {
        self.nearest_position(written).map(|(at, _)| &self.table().codes[at])
    }

    /// The place of the nearest code, and whether it is what was written.
    pub(super) fn nearest_position(self, written: &str) -> Option<(usize, bool)> {
        let table = self.table();
        let whole = written.trim();
        let mut rest = whole;
        while !rest.is_empty() {
            if let Some(at) = table.position(rest) {
                return Some((at, rest.len() == whole.len()));
            }
            rest = match self {
                Self::Cameo => {
                    let shorter = rest.len() - 1;
                    if !rest.bytes().all(|b| b.is_ascii_digit()) || shorter < 2 {
                        return None;
                    }
                    &rest[..shorter]
                }
                Self::AcledActor => {
                    let end = rest.rfind(|c: char| !c.is_alphanumeric())?;
                    rest[..end].trim_end()
                }
                _ => &rest[..rest.rfind('/')?],
            };
        }
        None
    }

    pub(super) fn table(self) -> &'static Table {
        static TABLES: [OnceLock<Table>; Scheme::ALL.len()] =
            [const { OnceLock::new() }; Scheme::ALL.len()];
        TABLES[self as usize].get_or_init(|| {
            load::scheme(self, embedded::scheme(self))
                .expect("the embedded schemes are valid, by test")
        })
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Table {
    /// The place of the code that a spelling stands for.
    pub(super) fn position(&self, written: &str) -> Option<usize> {
        let written = written.trim();
        // Codes are mostly written as the file has them in small letters or digits: try without a copy.
        self.index.get(written).or_else(|| self.index.get(written.to_lowercase().as_str())).copied()
    }

    /// The place of a code's parent.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        self.codes[at].parent.as_deref().and_then(|parent| self.position(parent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_is_read_back_by_its_word_and_stands_at_its_place() {
        for (at, scheme) in Scheme::ALL.into_iter().enumerate() {
            assert_eq!(Scheme::parse(scheme.as_str()), Some(scheme));
            assert_eq!(scheme as usize, at, "{scheme} would share a table with another");
        }
        assert_eq!(Scheme::parse("CAMEO"), None);
    }

    #[test]
    fn case_and_listed_spellings_do_not_matter() {
        let code = Scheme::Acled.code("strategic developments/arrests").expect("known");
        assert_eq!(code.code, "Strategic developments/Arrests");
        let code = Scheme::Acled.code("Protests/Excessive force against protestors");
        assert_eq!(
            code.map(|c| c.code.as_str()),
            Some("Protests/Excessive force against protesters")
        );
    }

    #[test]
    fn what_is_not_listed_is_the_nearest_that_covers_it() {
        let near = |scheme: Scheme, written| scheme.nearest(written).map(|c| c.code.as_str());
        assert_eq!(near(Scheme::Cameo, "1839"), Some("183"));
        assert_eq!(near(Scheme::Cameo, "18"), Some("18"));
        assert_eq!(near(Scheme::Cameo, "999"), None);
        assert_eq!(near(Scheme::Cameo, "---"), None);
        assert_eq!(near(Scheme::Cameo, "1é9"), None);
        assert_eq!(near(Scheme::Acled, "Battles/New kind"), Some("Battles"));
        assert_eq!(near(Scheme::GtdTarget, "14/999"), Some("14"));
        assert_eq!(near(Scheme::AcledActor, "Health Workers (Nigeria)"), Some("Health Workers"));
        assert_eq!(
            near(Scheme::AcledActor, "Police Forces of Somalia (2012-2017)"),
            Some("Police Forces")
        );
        assert_eq!(near(Scheme::AcledActor, "Healthy Group (Nigeria)"), None);
        assert_eq!(near(Scheme::Muc4, ""), None);
    }
}
