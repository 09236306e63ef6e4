//! One pass over a text for all names and nouns that are listed: organisations of the registry with their
//! dated aliases, countries, weapons, targets, victims.
//!
//! What comes in: a text, and the day that it speaks of where it is known. What goes out: for each name
//! found its class, its id or code, and its bytes. The search is one automaton over all lists
//! (Aho & Corasick 1975), run over a folded copy of the text, so that case, line breaks, hyphens, accents
//! and kinds of apostrophe do not matter, and its time does not grow with the lists. The longest name that
//! begins first wins, and an organisation's name with the place of one of its branches is that branch's name. Places
//! have an index of their own in the registry and are not in here.
//!
//! A name that an organisation did not bear on the day is not found. Persons are in no list.

mod branch;
mod fold;
mod lexicon;

pub use lexicon::{LexiconError, Names};

use crate::Span;
use std::collections::BTreeMap;

/// Adjectives and peoples of countries, by ISO 3166-1 alpha-3 code.
pub(crate) fn demonyms() -> Result<BTreeMap<String, Vec<String>>, toml::de::Error> {
    toml::from_str(include_str!("../../../../data/lexicons/demonyms.toml"))
}

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// An organisation; its id is the registry's.
    Actor,
    /// A country; its id is its ISO 3166-1 alpha-3 code.
    Country,
    /// A weapon; its id is a code of the scheme `gtd-weapon`.
    Weapon,
    /// A thing that may be hit; its id is a code of the scheme `target`.
    Target,
    /// People who may be hit; its id is a code of the scheme `target`.
    Victim,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// What it is of.
    pub class: Class,
    /// Its id or code.
    pub id: &'a str,
    /// Its bytes.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::Date;

    fn found(text: &str, date: Option<Date>) -> Vec<(Class, String, String)> {
        let names = Names::embedded().expect("embedded lists");
        let found = names.find(text, date);
        found.into_iter().map(|f| (f.class, f.id.to_owned(), f.span.of(text).to_owned())).collect()
    }

    fn ids(text: &str) -> Vec<String> {
        found(text, None).into_iter().map(|(_, id, _)| id).collect()
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        for text in ["Boko Haram", "BOKO HARAM", "boko haram", "Boko\nHaram", "Boko-Haram"] {
            assert_eq!(ids(text), ["boko-haram"], "{text}");
        }
        assert_eq!(ids("Jama'atu Ahlis Sunna Lidda'awati wal-Jihad"), ["boko-haram"]);
        assert_eq!(
            ids("Jama\u{2019}atu Ahlis Sunna Lidda\u{2019}awati wal\u{2013}Jihad"),
            ["boko-haram"]
        );
        assert_eq!(ids("قالت بوكو حرام"), ["boko-haram"]);
    }

    #[test]
    fn an_article_and_a_common_noun_are_a_name_with_a_capital_only() {
        assert_eq!(ids("They swore loyalty to The Base in Kandahar."), ["al-qaida"]);
        assert!(ids("Last Friday the base was shelled.").is_empty());
        assert!(ids("The base was shelled.").is_empty());
        assert!(ids("LAST FRIDAY THE BASE WAS SHELLED.").is_empty());
    }

    #[test]
    fn an_acronym_before_in_and_a_country_is_a_name_in_capitals_only() {
        let actors = |text: &str| -> Vec<String> {
            found(text, None)
                .into_iter()
                .filter(|(class, ..)| *class == Class::Actor)
                .map(|(_, id, _)| id)
                .collect()
        };
        assert_eq!(actors("Troops fought IS in Libya in 2016."), ["is-libya"]);
        assert!(actors("The base is in Libya.").is_empty());
        assert!(actors("It is in Libya that they met.").is_empty());
        assert!(actors("Is in Libya anybody left?").is_empty());
    }

    #[test]
    fn a_name_within_a_word_is_none() {
        assert!(found("the ADFX and the minefield", None).is_empty());
    }

    #[test]
    fn an_acronym_must_be_written_as_one_where_capitals_mean_something() {
        let text = "The JAS said that jas is none.";
        assert_eq!(found(text, None).len(), 1);
    }

    #[test]
    fn spans_lead_to_the_words_of_the_text() {
        let text = "In Níger, the Boko\n  Haram fighters burned schools with grenades.";
        let words: Vec<String> = found(text, None).into_iter().map(|(_, _, words)| words).collect();
        assert!(words.contains(&"Boko\n  Haram".to_owned()), "{words:?}");
        assert!(
            words.contains(&"schools".to_owned()) && words.contains(&"grenades".to_owned()),
            "{words:?}"
        );
    }

    #[test]
    fn weapons_targets_and_victims_have_codes() {
        let classes =
            found("A car bomb hit a police station and killed two teachers in Somalia.", None);
        let expected = [
            (Class::Weapon, "6", "car bomb"),
            (Class::Target, "police", "police station"),
            (Class::Victim, "education", "teachers"),
            (Class::Country, "SOM", "Somalia"),
        ];
        let expected: Vec<_> =
            expected.iter().map(|(c, i, w)| (*c, (*i).to_owned(), (*w).to_owned())).collect();
        assert_eq!(classes, expected);
    }
}
