//! Which column is for what.

use super::profile::Profile;
use super::words::{PERSONS, Role, WORDS, folded};
use crate::mapped::spec::Codes;

/// The columns that were found for roles, with the reason.
#[derive(Debug)]
pub(super) struct Roles<'p> {
    found: Vec<(Role, &'p Profile, String)>,
}

impl<'p> Roles<'p> {
    /// Goes through the roles in their order; each takes the free column whose name fits best and whose
    /// values can be what the role needs.
    pub(super) fn of(profiles: &'p [Profile]) -> Self {
        let names: Vec<String> = profiles.iter().map(|profile| folded(&profile.name)).collect();
        let mut roles = Self { found: Vec::new() };
        for (role, words) in WORDS {
            let best = profiles
                .iter()
                .zip(&names)
                .filter(|(profile, _)| roles.is_free(profile) && can_be(*role, profile))
                .filter_map(|(profile, name)| Some((fit(name, words)?, profile)))
                .min_by_key(|(rank, _)| *rank);
            if let Some((_, profile)) = best {
                roles.found.push((*role, profile, "its name says so".to_owned()));
            }
        }
        roles.by_values(profiles);
        roles
    }

    /// A date and a country under a name that nobody thought of are found by their values.
    fn by_values(&mut self, profiles: &'p [Profile]) {
        let dated = self.get(Role::Start).is_some() || self.get(Role::Year).is_some();
        let date = |p: &&Profile| p.date_form().is_some();
        if let (false, Some(profile)) = (dated, self.first(profiles, date)) {
            self.found.push((Role::Start, profile, "its values are dates".to_owned()));
        }
        let known = self.get(Role::Country).or(self.get(Role::CountryCode)).is_some();
        let country = |p: &&Profile| p.countries(Codes::Name) >= 0.8 && !p.is_count();
        if let (false, Some(profile)) = (known, self.first(profiles, country)) {
            self.found.push((Role::Country, profile, "its values are countries".to_owned()));
        }
    }

    fn first(
        &self,
        profiles: &'p [Profile],
        fits: impl Fn(&&Profile) -> bool,
    ) -> Option<&'p Profile> {
        profiles.iter().find(|profile| self.is_free(profile) && fits(profile))
    }

    fn is_free(&self, profile: &Profile) -> bool {
        !self.found.iter().any(|(_, taken, _)| taken.name == profile.name)
    }

    /// The column of a role.
    pub(super) fn get(&self, role: Role) -> Option<&'p Profile> {
        self.found.iter().find(|(known, _, _)| *known == role).map(|(_, profile, _)| *profile)
    }

    /// Why it was taken for that.
    pub(super) fn why(&self, role: Role) -> &str {
        self.found.iter().find(|(known, _, _)| *known == role).map_or("", |(_, _, why)| why)
    }

    /// The columns without a role whose names speak of persons.
    pub(super) fn persons(&self, profiles: &'p [Profile]) -> Vec<&'p str> {
        let speaks = |name: &str| PERSONS.iter().any(|word| folded(name).contains(word));
        let free = profiles.iter().filter(|p| self.is_free(p) && speaks(&p.name));
        free.map(|profile| profile.name.as_str()).collect()
    }

    /// Whether the table looks like a calendar of elections and not of events.
    pub(super) fn is_calendar(&self) -> bool {
        let events = [Role::Best, Role::SideA, Role::Dyad, Role::Latitude, Role::Injured];
        let dated = self.get(Role::Start).or(self.get(Role::Year)).is_some();
        dated
            && self.get(Role::Election).is_some()
            && events.iter().all(|role| self.get(*role).is_none())
    }
}

/// How well a name fits a role: the position of its word, words within longer names behind all.
fn fit(name: &str, words: &str) -> Option<usize> {
    if let Some(at) = words.split(' ').position(|word| word == name) {
        return Some(at);
    }
    let within = |word: &str| {
        // Short words are within too many names.
        word.chars().count() >= 4
            && (name.starts_with(&format!("{word}_")) || name.ends_with(&format!("_{word}")))
    };
    words.split(' ').position(within).map(|at| 1_000 + at)
}

/// Whether the values can be what a role needs.
fn can_be(role: Role, profile: &Profile) -> bool {
    match role {
        Role::Id => profile.is_unique(),
        Role::Start | Role::End => profile.date_form().is_some(),
        Role::Year => profile.is_number(1_000.0, 2_100.0) && profile.is_count(),
        Role::Month => profile.is_number(0.0, 12.0) && profile.is_count(),
        Role::Day => profile.is_number(0.0, 31.0) && profile.is_count(),
        Role::Latitude => profile.is_number(-90.0, 90.0),
        Role::Longitude => profile.is_number(-180.0, 180.0),
        Role::Country => profile.countries(Codes::Name) >= 0.5 && !profile.is_count(),
        Role::CountryCode => codes(profile).is_some(),
        Role::PlacePrecision | Role::DatePrecision => profile.few(12).is_some(),
        Role::Best
        | Role::Low
        | Role::High
        | Role::DeathsA
        | Role::DeathsB
        | Role::DeathsCivilians
        | Role::DeathsUnknown
        | Role::Injured
        | Role::SourcesCount => profile.is_count(),
        Role::Type => profile.few(60).is_some(),
        Role::SideA | Role::SideB | Role::Admin1 | Role::Admin2 | Role::Place => {
            !profile.is_number(f64::MIN, f64::MAX) && !profile.values().is_empty()
        }
        Role::Dyad | Role::SideAId | Role::SideBId | Role::Election => true,
    }
}

/// The numbering of a column of codes: the one that its name says if its values agree, else the one that
/// fits most values.
pub(super) fn codes(profile: &Profile) -> Option<(Codes, &'static str)> {
    const ALL: [(Codes, &str); 7] = [
        (Codes::Gw, "gw"),
        (Codes::Cow, "cow"),
        (Codes::IsoNumeric, "iso-numeric"),
        (Codes::Iso3, "iso3"),
        (Codes::Iso2, "iso2"),
        (Codes::Fips, "fips"),
        (Codes::Cameo, "cameo"),
    ];
    const BY_NAME: [(&str, &str); 8] = [
        ("gw", "gw"),
        ("country_id", "gw"),
        ("cow", "cow"),
        ("ccode", "cow"),
        ("fips", "fips"),
        ("actiongeo", "fips"),
        ("iso3", "iso3"),
        ("iso2", "iso2"),
    ];
    let name = folded(&profile.name);
    let said = BY_NAME.iter().find(|(part, _)| name.contains(part)).map(|(_, codes)| *codes);
    let scored = ALL.iter().map(|(codes, word)| {
        let bonus = if said == Some(*word) { 0.3 } else { 0.0 };
        (profile.countries(*codes), bonus, (*codes, *word))
    });
    let best = scored
        .filter(|(share, _, _)| *share >= 0.8)
        .reduce(|a, b| if b.0 + b.1 > a.0 + a.1 { b } else { a });
    best.map(|(_, _, found)| found)
}
