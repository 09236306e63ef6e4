//! Names to places, ranked, with the reason for each.

use std::collections::HashMap;

use bellwether_model::Iso3;
use serde::Serialize;

use super::normalise::normalise;
use super::{Gazetteer, PlaceRecord};

/// Why a place is among the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchReason {
    /// The query is the place's name.
    Exact,
    /// The query is another name of the place.
    Alternate,
    /// The query is that many letters from a name of the place.
    Fuzzy(usize),
}

impl MatchReason {
    /// 100 for the name, 90 for another name, 60 and 45 for one and two letters off.
    fn points(self) -> f64 {
        match self {
            Self::Exact => 100.0,
            Self::Alternate => 90.0,
            Self::Fuzzy(1) => 60.0,
            Self::Fuzzy(_) => 45.0,
        }
    }
}

/// A place, why it was found, and how it ranks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceMatch {
    /// The place.
    pub place: PlaceRecord,
    /// Why.
    pub reason: MatchReason,
    /// The name that matched, in normal form.
    pub matched: String,
    /// Points for the reason (100 the name, 90 another name, 60 and 45 one and two letters off) plus 5
    /// for each power of ten of inhabitants: a village's name does not outrank a great city's other
    /// name.
    pub score: f64,
}

/// A place before its record is made: embedded by row, or added by a world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Spot {
    Embedded(usize),
    Added(usize),
}

impl Gazetteer {
    /// The places that go by a name, best first, within a country if one is given; at most `limit`.
    ///
    /// Any script; case, accents, apostrophes and hyphens do not matter. Only when nothing bears the
    /// name are names one letter off tried (two for eight letters and more; none below four).
    #[must_use]
    pub fn find(&self, query: &str, country: Option<Iso3>, limit: usize) -> Vec<PlaceMatch> {
        let name = normalise(query);
        let mut found = HashMap::new();
        for bearer in self.names.exact(&name) {
            let reason = if bearer.alternate { MatchReason::Alternate } else { MatchReason::Exact };
            found.insert(Spot::Embedded(bearer.place), (reason, name.clone()));
        }
        for &(at, alternate) in self.extra.names.get(&name).into_iter().flatten() {
            let reason = if alternate { MatchReason::Alternate } else { MatchReason::Exact };
            found.insert(Spot::Added(at), (reason, name.clone()));
        }
        found.retain(|spot, _| self.is_in(*spot, country));
        if found.is_empty() {
            found = self.near_names(&name, country);
        }
        self.ranked(found, limit)
    }

    /// The places that bear exactly a name in [normal form](normalise), with whether it is another name
    /// than the one that tables show; the `limit` with most inhabitants, most first. Never guesses at
    /// spellings, so a text can be held against it word by word.
    #[must_use]
    pub fn bearers(&self, normal: &str, limit: usize) -> Vec<(PlaceRecord, bool)> {
        let mut rows: Vec<(u32, usize, bool)> = self
            .names
            .exact(normal)
            .into_iter()
            .map(|bearer| (self.table.population(bearer.place), bearer.place, bearer.alternate))
            .collect();
        rows.sort_unstable_by_key(|&(population, row, _)| (std::cmp::Reverse(population), row));
        rows.truncate(limit);
        let added = self.extra.names.get(normal).into_iter().flatten();
        let added = added.map(|&(at, alternate)| (self.extra.places[at].record.clone(), alternate));
        added
            .chain(
                rows.iter().filter_map(|&(_, row, alternate)| Some((self.record(row)?, alternate))),
            )
            .take(limit)
            .collect()
    }

    fn near_names(
        &self,
        name: &str,
        country: Option<Iso3>,
    ) -> HashMap<Spot, (MatchReason, String)> {
        let most = match name.chars().count() {
            0..=3 => return HashMap::new(),
            4..=7 => 1,
            _ => 2,
        };
        let mut found: HashMap<Spot, (MatchReason, String)> = HashMap::new();
        let mut note = |spot: Spot, distance: usize, key: &str| {
            let entry = found.get(&spot);
            if self.is_in(spot, country)
                && entry.is_none_or(|(had, _)| *had > MatchReason::Fuzzy(distance))
            {
                found.insert(spot, (MatchReason::Fuzzy(distance), key.to_owned()));
            }
        };
        for (key, distance, bearers) in self.names.near(name, most) {
            for bearer in bearers {
                note(Spot::Embedded(bearer.place), distance, &key);
            }
        }
        for (key, bearers) in &self.extra.names {
            let distance = strsim::levenshtein(key, name);
            for &(at, _) in bearers.iter().filter(|_| distance <= most) {
                note(Spot::Added(at), distance, key);
            }
        }
        found
    }

    fn is_in(&self, spot: Spot, country: Option<Iso3>) -> bool {
        country.is_none_or(|country| match spot {
            Spot::Embedded(row) => self.table.country(row) == Some(country),
            Spot::Added(at) => self.extra.places[at].record.country == country,
        })
    }

    fn ranked(&self, found: HashMap<Spot, (MatchReason, String)>, limit: usize) -> Vec<PlaceMatch> {
        let mut matches: Vec<PlaceMatch> = found
            .into_iter()
            .filter_map(|(spot, (reason, matched))| {
                let place = match spot {
                    Spot::Embedded(row) => self.record(row)?,
                    Spot::Added(at) => self.extra.places[at].record.clone(),
                };
                let score =
                    5.0f64.mul_add((f64::from(place.population) + 1.0).log10(), reason.points());
                Some(PlaceMatch { place, reason, matched, score })
            })
            .collect();
        matches.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then_with(|| a.place.geonameid.cmp(&b.place.geonameid))
        });
        matches.truncate(limit);
        matches
    }
}

impl PartialOrd for MatchReason {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        // Better reasons are less.
        other.points().partial_cmp(&self.points())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    static GAZETTEER: LazyLock<Gazetteer> =
        LazyLock::new(|| Gazetteer::embedded().expect("embedded"));

    fn first(query: &str, country: Option<&str>) -> Option<PlaceMatch> {
        let country = country.map(|code| Iso3::new(code).expect("a code"));
        GAZETTEER.find(query, country, 1).into_iter().next()
    }

    #[test]
    fn a_name_of_several_countries_finds_each_and_a_country_narrows_it() {
        let all = GAZETTEER.find("Jalalabad", None, 50);
        let countries: BTreeSet<_> = all.iter().map(|hit| hit.place.country).collect();
        assert!(countries.len() >= 3, "{countries:?}");
        let afghan = first("Jalalabad", Some("AFG")).expect("found");
        assert_eq!(afghan.place.admin1.as_deref(), Some("Nangarhar"));
        assert_eq!(afghan.reason, MatchReason::Exact);
    }

    #[test]
    fn other_scripts_and_spellings_find_the_place() {
        for (query, expected, reason) in [
            ("Харків", "Kharkiv", MatchReason::Alternate),
            ("الرقة", "Ar Raqqah", MatchReason::Alternate),
            ("Kiev", "Kyiv", MatchReason::Alternate),
            ("MAIDUGURI", "Maiduguri", MatchReason::Exact),
            ("Maidugri", "Maiduguri", MatchReason::Fuzzy(1)),
            ("யாழ்ப்பாணம்", "Jaffna", MatchReason::Alternate),
        ] {
            let hit = first(query, None).expect(query);
            assert_eq!((hit.place.name.as_str(), hit.reason), (expected, reason), "{query}");
        }
    }

    #[test]
    fn bearers_have_the_name_itself_and_come_by_size() {
        let all = GAZETTEER.bearers("alexandria", 100);
        assert!(all.len() > 10 && all.iter().any(|(place, _)| place.geonameid == 4_314_550));
        assert!(all.windows(2).all(|pair| pair[0].0.population >= pair[1].0.population));
        assert_eq!(GAZETTEER.bearers("alexandria", 3).len(), 3);
        assert!(GAZETTEER.bearers("alexandrja", 3).is_empty(), "no guessing");
        assert!(GAZETTEER.bearers("", 3).is_empty());
    }

    #[test]
    fn nothing_answers_to_nothing() {
        assert!(first("", None).is_none() && first("…", None).is_none());
        assert!(first("qzx", None).is_none(), "too short to guess at");
        assert!(first("Maiduguri", Some("UKR")).is_none());
        assert!(GAZETTEER.find("Jalalabad", None, 0).is_empty());
    }

    #[test]
    fn ranks_go_down_and_are_the_same_each_time() {
        let once = GAZETTEER.find("San José", None, 40);
        assert_eq!(once.len(), 40);
        assert!(once.windows(2).all(|pair| pair[0].score >= pair[1].score));
        assert_eq!(once, GAZETTEER.find("san jose", None, 40));
    }
}
