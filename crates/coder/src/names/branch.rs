//! Names of branches made of the organisation's name and a place: "the Islamic State's Khorasan branch",
//! "Islamic State in Khorasan", "the Sinai province of the Islamic State". The registry says which branches
//! an organisation has; the places are those of the branches' own names, and the country where each is
//! mainly active.

use super::demonyms;
use super::fold::Folded;
use bellwether_registry::actors::{Actor, Registry, RelationKind};
use bellwether_registry::countries::Countries;
use std::collections::BTreeMap;

/// Words for a branch.
const BRANCH: &[&str] = &[
    "branch",
    "affiliate",
    "province",
    "wing",
    "chapter",
    "franchise",
    "arm",
    "offshoot",
    "subsidiary",
    "faction",
];

/// What stands before a word for a branch that says so of somebody else: "X is the Khorasan branch of Y".
const SAYS_SO: &[&str] = &["is", "was", "are", "were", "as", "be", "become", "became", "called"];

/// Letters that the name of a place has at least.
const PLACE_LETTERS_MIN: usize = 4;

/// A place by which a branch is told from others.
#[derive(Debug)]
struct Place {
    /// In folded form.
    name: String,
    branch: String,
    /// A country or its adjective: "in Libya" alone then only says where.
    country: bool,
}

/// Branches by the organisation that they are of, the longest place first.
#[derive(Debug, Default)]
pub(super) struct Branches(BTreeMap<String, Vec<Place>>);

impl Branches {
    /// The branches that a registry knows.
    pub(super) fn new(registry: &Registry, countries: &Countries) -> Result<Self, toml::de::Error> {
        let demonyms = demonyms()?;
        let mut all = Self::default();
        for actor in registry.all() {
            let of = actor
                .relations
                .iter()
                .filter(|relation| relation.kind == RelationKind::BranchOf && relation.to.is_none())
                .filter_map(|relation| registry.get(relation.other.as_str()));
            for parent in of {
                let places = all.0.entry(parent.id.to_string()).or_default();
                let mut push = |name: String, country| {
                    if !places.iter().any(|place| place.name == name) {
                        places.push(Place { name, branch: actor.id.to_string(), country });
                    }
                };
                let main = actor.countries.first().copied();
                let main = main.and_then(|gw| countries.by_gw(gw, None));
                if let Some(country) = main {
                    let adjectives = demonyms.get(country.iso3.as_str()).into_iter().flatten();
                    let names = country.other_names.iter().chain([&country.name]);
                    for name in names.chain(adjectives) {
                        push(Folded::new(name).text, true);
                    }
                }
                for name in own_places(actor, parent) {
                    push(name, false);
                }
            }
        }
        for places in all.0.values_mut() {
            places.retain(|place| place.name.chars().count() >= PLACE_LETTERS_MIN);
            places.sort_by(|a, b| b.name.len().cmp(&a.name.len()).then(a.name.cmp(&b.name)));
        }
        Ok(all)
    }

    /// Where the name of `parent` stands in a folded text and words beside it make it the name of one of its
    /// branches: the bytes of the whole, and the branch.
    pub(super) fn named(
        &self,
        text: &str,
        parent: &str,
        start: usize,
        end: usize,
    ) -> Option<(usize, usize, &str)> {
        let places = self.0.get(parent)?;
        after(places, text, end)
            .map(|(to, branch)| (start, to, branch))
            .or_else(|| before(places, text, start).map(|(from, branch)| (from, end, branch)))
    }
}

/// The places in a branch's own names: what they say beyond the organisation's name and words for a branch.
fn own_places(actor: &Actor, parent: &Actor) -> Vec<String> {
    let names = |actor: &Actor| -> Vec<String> {
        let further = actor.names.iter().map(|name| &name.text);
        further.chain([&actor.name]).map(|name| Folded::new(name).text).collect()
    };
    let mut of = names(parent);
    of.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut found = Vec::new();
    for name in names(actor) {
        let after = of.iter().find_map(|of| name.strip_prefix(of.as_str())?.strip_prefix(' '));
        let before = of.iter().find_map(|of| name.strip_suffix(of.as_str()));
        let before = before
            .and_then(|rest| rest.strip_suffix(" of the ").or_else(|| rest.strip_suffix(" of ")));
        let wilayat = name.strip_prefix("wilayat ").or_else(|| name.strip_prefix("wilaya "));
        let Some(mut place) = after.or(before).or(wilayat) else { continue };
        for small in ["in ", "of ", "the "] {
            place = place.strip_prefix(small).unwrap_or(place);
        }
        for word in BRANCH {
            place = place.strip_suffix(word).map_or(place, str::trim_end);
        }
        let plain = place.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
        if plain && !matches!(place, "core" | "central") {
            found.push(place.to_owned());
        }
    }
    found
}

/// What follows a word, when it is the next one.
fn eat<'t>(rest: &'t str, word: &str) -> Option<&'t str> {
    let rest = rest.strip_prefix(' ')?.strip_prefix(word)?;
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

fn eat_any<'t>(rest: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| eat(rest, word))
}

fn eat_place<'t, 'p>(rest: &'t str, places: &'p [Place]) -> Option<(&'t str, &'p Place)> {
    let rest = eat(rest, "the").unwrap_or(rest);
    places.iter().find_map(|place| Some((eat(rest, &place.name)?, place)))
}

/// "'s Khorasan branch", "'s branch in Khorasan", " in Khorasan", " Khorasan Province".
fn after<'p>(places: &'p [Place], text: &str, end: usize) -> Option<(usize, &'p str)> {
    let rest = &text[end..];
    let at = |rest: &str| text.len() - rest.len();
    let own = rest.strip_prefix("'s").or_else(|| rest.strip_prefix('\''));
    let link = ["in", "of", "for"];
    let noun = own.unwrap_or(rest);
    let in_place = eat_any(noun, BRANCH)
        .and_then(|rest| eat_any(rest, &link))
        .and_then(|rest| eat_place(rest, places));
    if let Some((rest, place)) = in_place {
        return Some((at(rest), &place.branch));
    }
    let linked = if own.is_none() { eat_any(rest, &link).unwrap_or(rest) } else { noun };
    let (rest, place) = eat_place(linked, places)?;
    match eat_any(rest, BRANCH) {
        Some(rest) => Some((at(rest), &place.branch)),
        None => (own.is_none() && !place.country).then(|| (at(rest), place.branch.as_str())),
    }
}

/// "Khorasan branch of the ".
fn before<'p>(places: &'p [Place], text: &str, start: usize) -> Option<(usize, &'p str)> {
    let words = text[..start].trim_end();
    let words = words.strip_suffix(" the").unwrap_or(words).strip_suffix(" of")?;
    let words = BRANCH.iter().find_map(|word| words.strip_suffix(word)?.strip_suffix(' '))?;
    places.iter().find_map(|place| {
        let rest = words.strip_suffix(place.name.as_str())?;
        let lead = rest.trim_end();
        let lead = ["a", "an", "the", "its"]
            .iter()
            .find_map(|article| lead.strip_suffix(article)?.strip_suffix(' '))
            .unwrap_or(lead);
        let last = lead.trim_end().rsplit(' ').next().unwrap_or_default();
        let whole = !rest.ends_with(char::is_alphanumeric);
        let of_another = last.ends_with(',') || SAYS_SO.contains(&last);
        (whole && !of_another).then_some((rest.len(), place.branch.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use crate::names::{Class, Names};

    fn actors(text: &str) -> Vec<String> {
        let names = Names::embedded().expect("embedded lists");
        let found = names.find(text, None);
        found.into_iter().filter(|f| f.class == Class::Actor).map(|f| f.id.to_owned()).collect()
    }

    #[test]
    fn an_organisation_and_a_place_are_its_branch_there() {
        let table = [
            ("isis-k", "Islamic State's Khorasan branch"),
            ("isis-k", "the Islamic State’s branch in Khorasan"),
            ("isis-k", "Islamic State in Khorasan"),
            ("isis-k", "Islamic State in Khorasan Province"),
            ("isis-k", "ISIS-K"),
            ("isis-k", "ISKP"),
            ("isis-k", "IS Khorasan Province"),
            ("isis-k", "Daesh-Khorasan"),
            ("isis-k", "ISIL Khorasan"),
            ("isis-k", "Islamic State group's Afghan affiliate"),
            ("isis-k", "attacks by the Khorasan wing of the Islamic State"),
            ("is-west-africa", "Islamic State's West Africa Province"),
            ("is-west-africa", "the West African branch of Islamic State in West Africa"),
            ("is-west-africa", "Daesh West Africa"),
            ("is-sahel", "ISIS-Sahel"),
            ("is-sahel", "the Islamic State's Sahel branch"),
            ("is-sinai", "ISIL's Sinai affiliate"),
            ("is-sinai", "Islamic State's branch in the Sinai"),
            ("is-mozambique", "Islamic State Mozambique Province"),
            ("is-mozambique", "IS affiliate in Mozambique"),
            ("adf", "the Central Africa Province of the Islamic State"),
            ("is-libya", "Islamic State's Libyan branch"),
            ("aqap", "al-Qaeda's Yemen branch"),
            ("aqap", "al Qaida's affiliate in the Arabian Peninsula"),
            ("aqim", "al-Qaeda's Islamic Maghreb branch"),
            ("al-shabaab", "al-Qaida's branch in Somalia"),
        ];
        for (branch, text) in table {
            assert_eq!(actors(text), [branch], "{text}");
        }
    }

    #[test]
    fn a_place_where_it_fights_and_a_branch_said_of_another_leave_the_organisation() {
        for text in [
            "Islamic State fighters in Khorasan",
            "the Islamic State in Libya killed ten",
            "it became the Khorasan branch of the Islamic State",
            "Islamic State's branches",
            "an affiliate of the Islamic State",
        ] {
            let expected = if text.contains("in Libya") { "is-libya" } else { "islamic-state" };
            assert_eq!(actors(text), [expected], "{text}");
        }
        let text = "The Kestrel Front, the Sinai branch of the Islamic State, said so.";
        assert_eq!(actors(text), ["islamic-state"]);
    }
}
