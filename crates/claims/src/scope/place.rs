//! Where a claim says that something happened.

use std::ops::Range;

use bellwether_coder::names::Class;
use bellwether_model::Iso3;
use bellwether_registry::countries::Country;
use bellwether_registry::places::MatchReason;

use super::read::Sentence;
use super::words::{COMPASS, REGIONS, WORLD, is_in};
use super::{Party, Where};

/// The place, and what no first-level unit or country can say.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) place: Where,
    pub(super) narrower: Vec<String>,
    pub(super) unreadable: Vec<String>,
}

/// Words after which a place stands.
const BEFORE: &[&str] =
    &["in", "across", "throughout", "within", "inside", "near", "around", "of", "and", "at"];

/// The place of one number: what stands after it, else what stands anywhere in the sentence.
pub(super) fn place(
    sentence: &Sentence<'_>,
    region: &Range<usize>,
    actor: Option<&Party>,
) -> Found {
    let own = search(sentence, region, actor);
    if own.is_some() {
        return own.unwrap_or_default();
    }
    let before = sentence.range.start..region.start;
    search(sentence, &before, actor).unwrap_or_default()
}

fn search(sentence: &Sentence<'_>, region: &Range<usize>, actor: Option<&Party>) -> Option<Found> {
    let mut found = Found::default();
    let mut words: Vec<String> = Vec::new();
    for (tokens, name) in &sentence.names {
        if name.class == Class::Country && region.contains(&tokens.start) {
            let Ok(code) = Iso3::new(name.id) else { continue };
            let text = sentence.tokens.words(tokens.clone()).to_owned();
            let lead = sentence.word(tokens.start.wrapping_sub(1));
            if is_in(COMPASS, &lead) {
                found.narrower.push(format!("only {lead} {text}, which no dataset marks off"));
            }
            if !found.place.countries.contains(&code) {
                found.place.countries.push(code);
                words.push(text);
            }
        }
    }
    for phrase in phrases(sentence, region) {
        resolve(sentence, &phrase, actor, &mut found, &mut words);
    }
    found.place.world = sentence.any(region.clone(), WORLD);
    found.place.words = (!words.is_empty()).then(|| words.join(" and "));
    let any = !words.is_empty() || found.place.world || !found.unreadable.is_empty();
    any.then_some(found)
}

/// Runs of words with capitals after a preposition that are neither names nor times.
fn phrases(sentence: &Sentence<'_>, region: &Range<usize>) -> Vec<String> {
    let is_free = |at: usize| {
        !sentence.is_time(at)
            && !sentence.names.iter().any(|(tokens, name)| {
                matches!(name.class, Class::Actor | Class::Country) && tokens.contains(&at)
            })
    };
    let is_capital = |at: usize| {
        let word = sentence.tokens.word(at);
        word.chars().next().is_some_and(char::is_uppercase) && is_free(at)
    };
    let mut all = Vec::new();
    let mut at = region.start;
    while at < region.end {
        let lead = sentence.word(at.wrapping_sub(1));
        let led = is_in(BEFORE, &lead) || lead == "the" || is_in(COMPASS, &lead);
        if at == sentence.range.start || !led || !is_capital(at) {
            at += 1;
            continue;
        }
        let start = at;
        while at < region.end && (is_capital(at) || sentence.tokens.word(at) == "-") {
            at += 1;
        }
        all.push(sentence.tokens.words(start..at).to_owned());
    }
    all
}

/// Words that say what kind of unit a name is of.
const UNITS: &[&str] =
    &["state", "province", "region", "district", "governorate", "department", "prefecture"];

fn resolve(
    sentence: &Sentence<'_>,
    phrase: &str,
    actor: Option<&Party>,
    found: &mut Found,
    words: &mut Vec<String>,
) {
    let lists = sentence.lists;
    if REGIONS.iter().any(|region| phrase.eq_ignore_ascii_case(region)) {
        found.unreadable.push(format!(
            "{phrase} is no country, and people count different countries to it; name them with --country"
        ));
        words.push(phrase.to_owned());
        return;
    }
    let bare = phrase
        .rsplit_once(' ')
        .filter(|(_, last)| is_in(UNITS, last))
        .map_or(phrase, |(name, _)| name);
    if let Some(country) = lists.countries.find(phrase).filter(|_| phrase.chars().count() > 3) {
        if !found.place.countries.contains(&country.iso3) {
            found.place.countries.push(country.iso3);
            words.push(phrase.to_owned());
        }
        return;
    }
    let near = likely(sentence, &found.place.countries, actor);
    let unit = |country: Iso3| {
        lists
            .gazetteer
            .admin1_by_name(country, phrase)
            .or_else(|| lists.gazetteer.admin1_by_name(country, bare))
    };
    let mut units: Vec<_> = near.iter().filter_map(|country| unit(*country)).collect();
    if units.is_empty() && near.is_empty() {
        units = lists
            .countries
            .all()
            .iter()
            .filter_map(|country: &Country| unit(country.iso3))
            .collect();
    }
    if let [unit] = units.as_slice() {
        add_unit(&unit.id, unit.country, found);
        words.push(phrase.to_owned());
        return;
    }
    if units.len() > 1 {
        found
            .unreadable
            .push(format!("{phrase} is a unit of several countries; name one with --country"));
        return;
    }
    let places: Vec<_> = if near.is_empty() {
        lists.gazetteer.find(phrase, None, 2)
    } else {
        near.iter().flat_map(|country| lists.gazetteer.find(phrase, Some(*country), 1)).collect()
    };
    let Some(best) = places.iter().find(|place| !matches!(place.reason, MatchReason::Fuzzy(_)))
    else {
        found
            .unreadable
            .push(format!("{phrase} is no country, first-level unit or town that is known here"));
        return;
    };
    let country = best.place.country;
    words.push(phrase.to_owned());
    match lists.gazetteer.admin1_in(country, best.place.point) {
        Some(unit) => {
            found.narrower.push(format!(
                "only {phrase}, a place in {}; counted is the whole of it",
                unit.name
            ));
            add_unit(&unit.id, country, found);
        }
        None => {
            found.narrower.push(format!("only {phrase}; counted is the whole country"));
            if !found.place.countries.contains(&country) {
                found.place.countries.push(country);
            }
        }
    }
}

fn add_unit(id: &str, country: Iso3, found: &mut Found) {
    if !found.place.admin1.iter().any(|known| known == id) {
        found.place.admin1.push(id.to_owned());
    }
    if !found.place.countries.contains(&country) {
        found.place.countries.push(country);
    }
}

/// The countries in which a name without one is looked for: those of the claim, else those of its actor.
fn likely(sentence: &Sentence<'_>, said: &[Iso3], actor: Option<&Party>) -> Vec<Iso3> {
    if !said.is_empty() {
        return said.to_vec();
    }
    let elsewhere: Vec<Iso3> = sentence
        .names
        .iter()
        .filter(|(_, name)| name.class == Class::Country)
        .filter_map(|(_, name)| Iso3::new(name.id).ok())
        .collect();
    if !elsewhere.is_empty() {
        return elsewhere;
    }
    let numbers = match actor {
        Some(Party::Known { id, .. }) => {
            sentence.lists.actors.get(id).map_or(&[][..], |actor| &actor.countries)
        }
        Some(Party::Native { actor }) => &actor.countries,
        None => &[],
    };
    numbers
        .iter()
        .filter_map(|gw| sentence.lists.countries.by_gw(*gw, None).map(|country| country.iso3))
        .collect()
}
