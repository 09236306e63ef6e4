//! What nouns and verbs stand for in an incident.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = include_str!("../../../../data/lexicons/role-nouns.toml");

/// The file: classes with their words.
#[derive(Debug, Deserialize)]
struct File {
    nouns: BTreeMap<String, Vec<String>>,
    verbs: BTreeMap<String, Vec<String>>,
}

/// Classes by word in lower case; of a word with several the first by its name.
#[derive(Debug)]
pub(super) struct Classes {
    nouns: FxHashMap<String, String>,
    verbs: FxHashMap<String, String>,
}

impl Classes {
    /// The words that ship with the program.
    ///
    /// # Errors
    /// The embedded file is no such list.
    pub(super) fn embedded() -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(FILE)?;
        Ok(Self { nouns: by_word(file.nouns), verbs: by_word(file.verbs) })
    }

    /// The class of a noun.
    pub(super) fn noun(&self, word: &str) -> Option<&str> {
        self.nouns.get(word).map(String::as_str)
    }

    /// The class of a verb.
    pub(super) fn verb(&self, word: &str) -> Option<&str> {
        self.verbs.get(word).map(String::as_str)
    }
}

fn by_word(classes: BTreeMap<String, Vec<String>>) -> FxHashMap<String, String> {
    let mut all = FxHashMap::default();
    for (class, words) in classes {
        for word in words {
            all.entry(word).or_insert_with(|| class.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_and_verbs_have_classes_of_their_own() {
        let classes = Classes::embedded().expect("embedded list");
        assert_eq!(classes.noun("guerrillas"), Some("armed"));
        assert_eq!(classes.noun("pylons"), Some("utility"));
        assert_eq!(classes.verb("murdered"), Some("kill"));
        assert_eq!(classes.noun("murdered"), None);
    }
}
