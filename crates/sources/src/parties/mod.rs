//! Which names of parties may be kept: those of organisations, countries, peoples, places and roles.
//!
//! Coded event tables name persons among their actors, in the same columns and often under the same
//! codes as the organisations that they lead (ICEWS gives a spokesman of the Taliban the sectors of the
//! Taliban; GDELT gives a president the code of his government). Persons are not followed here, so what
//! cannot be told from a person's name must not be kept. The rule is therefore a list of what may stay,
//! never one of what must go:
//!
//! 1. names that the registry has, and those of `organisations.txt`;
//! 2. countries, their adjectives and capitals (`places.txt`), and first-level units of the country that
//!    the row gives (only of that one: Obama is a town in Japan);
//! 3. texts of which every word is a word for a role or an organisation (`Armed Gang`);
//! 4. names with a word that only organisations bear (`Nigeria Police Force`), unless a title stands in
//!    them too (`Minister`), or initials.
//!
//! Everything else is replaced by what the party is: its sector or type, and its country. That costs
//! the names of some companies and parties, which nobody looks for here; the list of organisations is
//! there to be made longer.

mod words;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use bellwether_model::Iso3;
use bellwether_registry::actors::Registry;
use bellwether_registry::countries::Countries;

const ORGANISATIONS: &str = include_str!("organisations.txt");
const PLACES: &str = include_str!("places.txt");
const UNITS: &str = include_str!("../../../../data/gazetteer/admin1.tsv");

/// The datasets whose spellings of organisations are taken from the registry's selectors.
const DATASETS: [&str; 2] = ["gdelt", "icews"];

/// What may be kept.
#[derive(Debug)]
pub(crate) struct Names {
    /// Names as a whole, by their words.
    whole: HashSet<String>,
    /// Names of first-level units, by their words, with their countries.
    units: HashMap<String, Vec<Iso3>>,
    roles: HashSet<&'static str>,
    organisations: HashSet<&'static str>,
    titles: HashSet<&'static str>,
}

impl Names {
    /// The names that the program brings with it.
    pub(crate) fn embedded() -> &'static Self {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(Self::load)
    }

    fn load() -> Self {
        let lines = |text: &'static str| {
            text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
        };
        let mut whole: HashSet<String> =
            lines(ORGANISATIONS).chain(lines(PLACES)).map(words_of).collect();
        let countries = Countries::embedded().expect("the embedded countries are valid, by test");
        for country in countries.all() {
            whole.insert(words_of(&country.name));
            whole.extend(country.other_names.iter().map(|name| words_of(name)));
        }
        let registry = Registry::embedded().expect("the embedded registry is valid, by test");
        for actor in registry.all() {
            whole.insert(words_of(&actor.name));
            whole.extend(actor.names.iter().map(|name| words_of(&name.text)));
            for selector in &actor.selectors {
                if DATASETS.contains(&selector.dataset.as_str()) {
                    whole.extend(selector.names.iter().map(|name| words_of(name)));
                }
            }
        }
        whole.remove("");
        let mut units: HashMap<String, Vec<Iso3>> = HashMap::new();
        for line in lines(UNITS).skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [_, iso3, _, name, ..] = fields[..] else { continue };
            let Ok(country) = Iso3::new(iso3) else { continue };
            let others = fields.get(4).copied().unwrap_or_default().split('|');
            for name in std::iter::once(name).chain(others.filter(|name| name.is_ascii())) {
                units.entry(words_of(name)).or_default().push(country);
            }
        }
        units.remove("");
        let set = |text: &'static str| text.split_ascii_whitespace().collect();
        Self {
            whole,
            units,
            roles: set(words::ROLES),
            organisations: set(words::ORGANISATIONS),
            titles: set(words::TITLES),
        }
    }

    /// Whether a name may be kept for a party of this country.
    pub(crate) fn keeps(&self, name: &str, country: Option<Iso3>) -> bool {
        let text = words_of(name);
        if text.is_empty() || self.whole.contains(&text) {
            return true;
        }
        let own = |country| self.units.get(&text).is_some_and(|owners| owners.contains(&country));
        if country.is_some_and(own) {
            return true;
        }
        let words = || text.split(' ');
        self.is_role(&text)
            || (words().any(|word| self.organisations.contains(word))
                && !words().any(|word| word.len() == 1 || self.titles.contains(word)))
    }

    /// Whether every word of a text is one for a role or an organisation.
    fn is_role(&self, text: &str) -> bool {
        text.split(' ').all(|word| {
            self.roles.contains(word)
                || self.organisations.contains(word)
                || self.titles.contains(word)
        })
    }

    /// Whether a text speaks of a role: ICEWS writes `Armed Gang (Nigeria)` for parties that have no
    /// name.
    pub(crate) fn is_role_of(&self, name: &str) -> bool {
        let Some((role, whose)) = name.strip_suffix(')').and_then(|name| name.split_once(" ("))
        else {
            return false;
        };
        self.is_role(&words_of(role)) && self.keeps(whose.trim_end_matches(')'), None)
    }
}

/// The words of a name in lower case with single blanks between; apostrophes and full stops vanish,
/// other marks part words.
fn words_of(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '\'' | '’' | '.' => {}
            c if c.is_alphanumeric() => words.extend(c.to_lowercase()),
            _ if words.ends_with(' ') || words.is_empty() => {}
            _ => words.push(' '),
        }
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeps(name: &str, country: &str) -> bool {
        Names::embedded().keeps(name, Iso3::new(country).ok())
    }

    #[test]
    fn organisations_countries_peoples_places_and_roles_are_kept() {
        for name in [
            "Nigeria Police Force",
            "BOKO HARAM",
            "Islamic State of Iraq and the Levant",
            "Kurdistan Workers' Party",
            "Hamas",
            "THE WHITE HOUSE",
            "SOUTH AFRICAN",
            "Cote d'Ivoire",
            "Armed Gang",
            "PRIME MINISTER",
            "UNITED NATIONS",
            "LUSAKA",
            "",
        ] {
            assert!(keeps(name, ""), "{name}");
        }
        assert!(keeps("UTTARAKHAND", "IND") && !keeps("UTTARAKHAND", "USA"));
    }

    #[test]
    fn what_may_be_a_person_is_not_kept() {
        // Invented names, in the forms in which persons stand in the files.
        for name in [
            "ORLA VESTERMARK",
            "VESTERMARK",
            "Minister Vestermark",
            "Prime Minister bin Vestermark",
            "Orla II of Jordan",
            "O. Bank",
            "Deputy Head of State Orla Vestermark",
            "Pope Orla",
            "King",
        ] {
            let role = name == "King";
            assert_eq!(keeps(name, "USA"), role, "{name}");
        }
    }

    #[test]
    fn a_role_with_its_owner_in_brackets_is_one() {
        let role = |name| Names::embedded().is_role_of(name);
        for name in [
            "Armed Gang (Nigeria)",
            "Citizen (Palestinian Territory, Occupied)",
            "Terrorist (Boko Haram)",
            "Priest (Holy See (Vatican City State))",
            "Cabinet / Council of Ministers / Advisors (Africa)",
        ] {
            assert!(role(name), "{name}");
        }
        for name in ["Orla Vestermark (Nigeria)", "Citizen (Vestermark)", "Citizen", "(Nigeria)x"] {
            assert!(!role(name), "{name}");
        }
    }

    #[test]
    fn the_lists_are_in_order_and_no_title_makes_an_organisation() {
        for list in [words::ROLES, words::ORGANISATIONS, words::TITLES] {
            let words: Vec<&str> = list.split_ascii_whitespace().collect();
            assert!(words.is_sorted(), "{words:?}");
        }
        let names = Names::embedded();
        assert!(names.titles.is_disjoint(&names.organisations));
        for list in [ORGANISATIONS, PLACES] {
            let mut met = HashSet::new();
            let lines = list.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
            for line in lines {
                assert!(met.insert(words_of(line)), "{line} twice");
            }
        }
    }
}
