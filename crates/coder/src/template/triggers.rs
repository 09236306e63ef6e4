//! The words in which incidents are told.

use super::stem::stem;
use rustc_hash::FxHashMap;
use serde::Deserialize;

const FILE: &str = include_str!("../../../../data/lexicons/triggers.toml");

/// The file: for each kind of incident the words that tell it.
#[derive(Debug, Deserialize)]
struct File {
    attack: Vec<String>,
    bombing: Vec<String>,
    kidnapping: Vec<String>,
    arson: Vec<String>,
    robbery: Vec<String>,
    forced_work_stoppage: Vec<String>,
}

/// Kinds of incident by stem, as bits in the order of [`crate::muc4::INCIDENTS`].
#[derive(Debug)]
pub(super) struct Triggers {
    kinds: FxHashMap<String, u8>,
}

impl Triggers {
    /// The words that ship with the program.
    ///
    /// # Errors
    /// The embedded file is no such list.
    pub(super) fn embedded() -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(FILE)?;
        let lists = [
            file.attack,
            file.bombing,
            file.kidnapping,
            file.arson,
            file.robbery,
            file.forced_work_stoppage,
        ];
        let mut kinds: FxHashMap<String, u8> = FxHashMap::default();
        for (kind, words) in lists.iter().enumerate() {
            for word in words {
                *kinds.entry(stem(word)).or_default() |= 1 << kind;
                *kinds.entry(word.clone()).or_default() |= 1 << kind;
            }
        }
        Ok(Self { kinds })
    }

    /// The kinds that a stem tells of, 0 for none.
    pub(super) fn kinds(&self, stem: &str) -> u8 {
        self.kinds.get(stem).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_tell_of_several_kinds() {
        let triggers = Triggers::embedded().expect("embedded list");
        assert_eq!(triggers.kinds(&stem("bombs")), 0b10);
        assert_eq!(triggers.kinds(&stem("assaulted")), 0b1_0001);
        assert_eq!(triggers.kinds("table"), 0);
    }
}
