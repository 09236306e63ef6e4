//! The lists as one automaton.

use super::branch::Branches;
use super::fold::Folded;
use super::{Class, Found};
use crate::Span;
use crate::token::Case;
use aho_corasick::{AhoCorasick, MatchKind};
use bellwether_model::Date;
use bellwether_registry::actors::{NameKind, Registry};
use bellwether_registry::countries::Countries;
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

const NOUNS: &str = include_str!("../../../../data/lexicons/nouns.toml");

/// Letters that a name must have where case does not tell an acronym from a word.
const CASELESS_LETTERS_MIN: usize = 3;

/// Why the lists cannot be used.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// The list of nouns is damaged.
    #[error("data/lexicons/nouns.toml cannot be read: {0}")]
    Nouns(#[from] toml::de::Error),
    /// The list of peoples is damaged.
    #[error("data/lexicons/demonyms.toml cannot be read: {0}")]
    Demonyms(toml::de::Error),
    /// The registry is damaged.
    #[error(transparent)]
    Actors(#[from] bellwether_registry::actors::RegistryError),
    /// The list of countries is damaged.
    #[error(transparent)]
    Countries(#[from] bellwether_registry::countries::CountryError),
    /// The names are too many for one automaton.
    #[error("the names cannot be made one automaton: {0}")]
    Automaton(#[from] aho_corasick::BuildError),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    weapons: BTreeMap<String, Vec<String>>,
    targets: BTreeMap<String, Vec<String>>,
    victims: BTreeMap<String, Vec<String>>,
}

/// Which of a name's letters must be capitals where capitals mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capitals {
    /// All: "JAS" is a name and "jas" is none.
    All,
    /// Those of the first word, an acronym: "IS in Libya" is a name, "is in Libya" is none.
    First,
    /// The first of the noun after an article: "The Base" is a name, "the base" is none.
    Noun,
    /// None.
    No,
}

impl Capitals {
    /// What a name asks for.
    fn of(name: &str, acronym: bool) -> Self {
        let mut words = name.split([' ', '-']).filter(|word| !word.is_empty());
        let (first, second) = (words.next().unwrap_or_default(), words.next());
        if acronym || is_acronym(name) {
            Self::All
        } else if second.is_some() && first.chars().count() > 1 && is_acronym(first) {
            Self::First
        } else if first.eq_ignore_ascii_case("the") && second.is_some() && words.next().is_none() {
            Self::Noun
        } else {
            Self::No
        }
    }

    /// Whether the words of a text may be such a name.
    fn fit(self, words: &str, case: Case) -> bool {
        let first = || words.split([' ', '-']).next().unwrap_or_default();
        match self {
            Self::All => is_written_as_acronym(words, case),
            Self::First => is_written_as_acronym(first(), case),
            Self::Noun => {
                let noun = words.split_whitespace().next_back().unwrap_or_default();
                case == Case::Mixed && noun.starts_with(char::is_uppercase)
            }
            Self::No => true,
        }
    }
}

/// A listed name.
#[derive(Debug)]
struct Entry {
    class: Class,
    id: String,
    capitals: Capitals,
    /// Days from which and to which it was in use.
    used: (Option<Date>, Option<Date>),
}

/// All listed names.
#[derive(Debug)]
pub struct Names {
    automaton: AhoCorasick,
    /// Entries of each pattern of the automaton.
    entries: Vec<Vec<Entry>>,
    branches: Branches,
}

/// Entries by their folded name.
#[derive(Default)]
struct Lists(BTreeMap<String, Vec<Entry>>);

impl Lists {
    fn push(&mut self, name: &str, entry: Entry) {
        let name = Folded::new(name).text.trim().to_owned();
        if name.chars().count() < 2 {
            return;
        }
        let entries = self.0.entry(name).or_default();
        if !entries.iter().any(|known| {
            known.class == entry.class && known.id == entry.id && known.used == entry.used
        }) {
            entries.push(entry);
        }
    }

    fn nouns(&mut self, class: Class, lists: BTreeMap<String, Vec<String>>) {
        for (code, nouns) in lists {
            for noun in nouns {
                self.push(
                    &noun,
                    Entry { class, id: code.clone(), capitals: Capitals::No, used: (None, None) },
                );
            }
        }
    }
}

impl Names {
    /// The lists that ship with the program.
    ///
    /// # Errors
    /// An embedded list is damaged.
    pub fn embedded() -> Result<Self, LexiconError> {
        Self::new(&Registry::embedded()?, &Countries::embedded()?)
    }

    /// The organisations of a registry and some countries, with the nouns that ship with the program.
    ///
    /// # Errors
    /// The list of nouns is damaged, or the names are too many for one automaton.
    pub fn new(registry: &Registry, countries: &Countries) -> Result<Self, LexiconError> {
        let mut lists = Lists::default();
        for actor in registry.all() {
            let entry = |capitals, used| Entry {
                class: Class::Actor,
                id: actor.id.to_string(),
                capitals,
                used,
            };
            lists.push(&actor.name, entry(Capitals::of(&actor.name, false), (None, None)));
            for name in &actor.names {
                let capitals = Capitals::of(&name.text, name.kind == NameKind::Acronym);
                lists.push(&name.text, entry(capitals, (name.from, name.to)));
            }
        }
        for country in countries.all() {
            let names = country.other_names.iter().chain([&country.name]);
            for name in names.filter(|name| name.chars().count() > 3) {
                let id = country.iso3.to_string();
                lists.push(
                    name,
                    Entry { class: Class::Country, id, capitals: Capitals::No, used: (None, None) },
                );
            }
        }
        let nouns: Nouns = toml::from_str(NOUNS)?;
        lists.nouns(Class::Weapon, nouns.weapons);
        lists.nouns(Class::Target, nouns.targets);
        lists.nouns(Class::Victim, nouns.victims);
        let (patterns, entries): (Vec<String>, Vec<Vec<Entry>>) = lists.0.into_iter().unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns)?;
        let branches = Branches::new(registry, countries).map_err(LexiconError::Demonyms)?;
        Ok(Self { automaton, entries, branches })
    }

    /// The names in a text, in order, none within another. `date` is the day that the text speaks of;
    /// without it names of all times are found. A name of several organisations is found for the first of them by id.
    #[must_use]
    pub fn find(&self, text: &str, date: Option<Date>) -> Vec<Found<'_>> {
        let folded = Folded::new(text);
        let case = Case::of(text);
        let mut all: Vec<(usize, usize, Class, &str)> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(&folded.text) {
            let Some(end) = word_end(&folded.text, hit.start(), hit.end()) else { continue };
            let words = &text[folded.source(hit.start(), hit.end())];
            let fits = |entry: &&Entry| {
                holds(entry.used, date)
                    && entry.capitals.fit(words, case)
                    && (end == hit.end() || is_noun(entry.class))
            };
            if let Some(entry) = self.entries[hit.pattern().as_usize()].iter().find(fits) {
                all.push((hit.start(), end, entry.class, &entry.id));
                let branch = match entry.class {
                    Class::Actor => self.branches.named(&folded.text, &entry.id, hit.start(), end),
                    _ => None,
                };
                all.extend(branch.map(|(start, end, id)| (start, end, Class::Actor, id)));
            }
        }
        all.sort_by_key(|&(start, end, ..)| (start, std::cmp::Reverse(end)));
        let (mut found, mut past) = (Vec::new(), 0);
        for (start, end, class, id) in all {
            if start >= past {
                past = end;
                let source = folded.source(start, end);
                found.push(Found { class, id, span: Span::new(source.start, source.end) });
            }
        }
        found
    }
}

fn is_noun(class: Class) -> bool {
    matches!(class, Class::Weapon | Class::Target | Class::Victim)
}

/// Whether a name in use over some days was so on a day; without a day it was.
fn holds((from, to): (Option<Date>, Option<Date>), date: Option<Date>) -> bool {
    date.is_none_or(|date| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to))
}

/// Whether a name has no small letter and is short.
fn is_acronym(name: &str) -> bool {
    const LETTERS_MAX: usize = 6;
    name.chars().count() <= LETTERS_MAX && !name.chars().any(char::is_lowercase) && name.is_ascii()
}

/// Whether the words may be an acronym: in capitals where these mean something, else of enough letters.
fn is_written_as_acronym(words: &str, case: Case) -> bool {
    match case {
        Case::Mixed => !words.chars().any(char::is_lowercase),
        Case::Upper | Case::Lower => words.chars().count() >= CASELESS_LETTERS_MIN,
    }
}

/// The end of the word that a hit ends with, which may have a plural's ending; `None` when the hit stands
/// within a word.
fn word_end(text: &str, start: usize, end: usize) -> Option<usize> {
    let goes_on = |rest: &str| rest.chars().next().is_some_and(char::is_alphanumeric);
    if text[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = &text[end..];
    if !goes_on(rest) {
        return Some(end);
    }
    ["s", "es"]
        .into_iter()
        .find(|plural| rest.strip_prefix(plural).is_some_and(|rest| !goes_on(rest)))
        .map(|plural| end + plural.len())
}
