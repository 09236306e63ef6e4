//! Phrases of a word list, found by their first word.

use rustc_hash::FxHashMap;

/// Phrases with what each stands for.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: FxHashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T: Copy> Phrases<T> {
    /// Adds a phrase of words with blanks or hyphens between them. Longer phrases are found before shorter ones.
    pub(crate) fn push(&mut self, phrase: &str, value: T) {
        let mut words = split(phrase);
        if words.is_empty() {
            return;
        }
        let first = words.remove(0);
        let rows = self.by_first.entry(first).or_default();
        let at = rows.partition_point(|(rest, _)| rest.len() >= words.len());
        rows.insert(at, (words, value));
    }

    /// Adds a noun in the singular with its plural.
    pub(crate) fn push_noun(&mut self, noun: &str, value: T) {
        self.push(noun, value);
        for plural in plurals(noun) {
            self.push(&plural, value);
        }
    }

    /// The longest phrase that begins with `first`, of which the words after the first are `rest(0)`,
    /// `rest(1)`, …; with the number of its words.
    pub(crate) fn find<'w>(
        &self,
        first: &str,
        rest: impl Fn(usize) -> &'w str,
    ) -> Option<(T, usize)> {
        self.by_first.get(first)?.iter().find_map(|(words, value)| {
            words
                .iter()
                .enumerate()
                .all(|(index, word)| rest(index) == word)
                .then_some((*value, words.len() + 1))
        })
    }

    /// First words of all phrases.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = &str> {
        self.by_first.keys().map(String::as_str)
    }
}

/// Words as the tokens of a text have them: a hyphen is a word of its own.
fn split(phrase: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in phrase.split_whitespace() {
        let mut first = true;
        for piece in part.split('-') {
            if !first {
                words.push("-".to_owned());
            }
            if !piece.is_empty() {
                words.push(piece.to_owned());
            }
            first = false;
        }
    }
    words
}

fn plurals(noun: &str) -> Vec<String> {
    if let Some(stem) = noun.strip_suffix("man")
        && !noun.ends_with("german")
    {
        return vec![format!("{stem}men")];
    }
    if let Some(stem) = noun.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'o', 'u'])
    {
        return vec![format!("{stem}ies")];
    }
    if ["s", "x", "ch", "sh"].iter().any(|end| noun.ends_with(end)) {
        return vec![format!("{noun}es")];
    }
    vec![format!("{noun}s")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_is_found_and_plurals_are_too() {
        let mut phrases = Phrases::default();
        phrases.push_noun("police", 1);
        phrases.push_noun("police officer", 2);
        phrases.push_noun("suicide car bombing", 3);
        let words = ["police", "officers", "said"];
        assert_eq!(phrases.find("police", |i| words[i + 1]), Some((2, 2)));
        assert_eq!(phrases.find("police", |_| "x"), Some((1, 1)));
        assert_eq!(phrases.find("officer", |_| "x"), None);
    }
}
