//! What can be wrong with a mapping, with the line that it stands in and what to do.

use std::fmt;

/// A place in a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The mapping's file, or its name when it is a bundled one.
    pub mapping: Box<str>,
    /// The line, counted from 1.
    pub line: usize,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.mapping, self.line)
    }
}

/// Why a text is not a mapping, or not one for this table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// The text is longer than any mapping is.
    #[error("{mapping} has {seen} bytes, above the limit of {limit} for a mapping")]
    TooLong {
        /// The mapping.
        mapping: Box<str>,
        /// Its size.
        seen: usize,
        /// The limit hit.
        limit: usize,
    },
    /// Not well-formed TOML, or `[dataset]` is not a description of one.
    #[error("{at}: {reason}")]
    Syntax {
        /// Where.
        at: At,
        /// What the parser said.
        reason: Box<str>,
    },
    /// A key that means nothing here, so that it would be lost in silence.
    #[error("{at}: {section} knows no {key:?}{hint}; it knows {known}")]
    UnknownKey {
        /// Where.
        at: At,
        /// The part of the mapping.
        section: Box<str>,
        /// The key.
        key: Box<str>,
        /// The nearest one that there is, as a question, or nothing.
        hint: Box<str>,
        /// What there is.
        known: Box<str>,
    },
    /// A key without which nothing can be read.
    #[error("{at}: {section} lacks {key}; {remedy}")]
    MissingKey {
        /// Where the part begins.
        at: At,
        /// The part of the mapping.
        section: Box<str>,
        /// The key.
        key: &'static str,
        /// What to write.
        remedy: &'static str,
    },
    /// A value of another kind than the key has.
    #[error("{at}: {key} must be {expected}")]
    WrongKind {
        /// Where.
        at: At,
        /// The key.
        key: Box<str>,
        /// What it must be.
        expected: &'static str,
    },
    /// A word that the field does not have.
    #[error("{at}: {word:?} is not {what}{hint}; write one of {known}")]
    UnknownWord {
        /// Where.
        at: At,
        /// The word.
        word: Box<str>,
        /// What it should be.
        what: &'static str,
        /// The nearest one that there is, as a question, or nothing.
        hint: Box<str>,
        /// What there is.
        known: Box<str>,
    },
    /// Parts that do not go together, or a value that cannot work.
    #[error("{at}: {reason}")]
    Unusable {
        /// Where.
        at: At,
        /// What is wrong and what to do.
        reason: Box<str>,
    },
    /// The table does not have a column that the mapping reads.
    #[error("{at}: the table has no column {column:?}{hint}; it has {known}")]
    UnknownColumn {
        /// Where.
        at: At,
        /// The column.
        column: Box<str>,
        /// The nearest one that there is, as a question, or nothing.
        hint: Box<str>,
        /// What there is.
        known: Box<str>,
    },
}

/// A question that names the nearest of the known words, or nothing when none is near.
pub(super) fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    /// Longer words are compared with nothing: the comparison takes the product of the lengths.
    const COMPARED: usize = 100;
    let lower = word.to_lowercase();
    let near = |one: &str| {
        let distance = strsim::damerau_levenshtein(&one.to_lowercase(), &lower);
        let longest = one.chars().count().max(lower.chars().count());
        let holds =
            one.len() >= 4 && lower.len() >= 4 && (lower.contains(one) || one.contains(&lower));
        (distance * 5 <= longest * 2 || holds).then_some(distance)
    };
    known
        .into_iter()
        .filter(|one| one.len() <= COMPARED && lower.len() <= COMPARED)
        .filter_map(|one| Some((near(one)?, one)))
        .min()
        .map_or_else(String::new, |(_, one)| format!(" (is {one:?} meant?)"))
}

/// Words in a row, cut short where there are very many.
pub(super) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 40;
    let words: Vec<&str> = words.into_iter().collect();
    let mut text = words.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    if words.len() > SHOWN {
        text.push_str(&format!(" and {} more", words.len() - SHOWN));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_asked_for_and_a_far_one_is_not() {
        let known = ["start_date", "end_date", "country"];
        assert_eq!(hint("startdate", known), " (is \"start_date\" meant?)");
        assert_eq!(hint("Contry", known), " (is \"country\" meant?)");
        assert_eq!(hint("fatalities", known), "");
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let words = vec!["w"; 43];
        assert!(listed(words).ends_with("w and 3 more"));
    }
}
