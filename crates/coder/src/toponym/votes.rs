//! What a text as a whole speaks of: how much of its names falls on each country and unit.

use super::candidate::{Candidate, Kind};
use super::page::Page;
use bellwether_model::{Iso3, Point};
use rustc_hash::FxHashMap;

/// What a name counts for in its text, and how that falls on its candidates.
#[derive(Debug, Clone)]
pub(super) struct Opinion {
    /// The greatest chance of any of its mentions to be a place.
    pub(super) weight: f32,
    /// For each candidate its chance, adding up to one.
    pub(super) chances: Vec<f32>,
}

/// Shares of countries and units among the places of a text or of a source, adding up to at most one for
/// each level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shares {
    countries: FxHashMap<Iso3, f32>,
    firsts: FxHashMap<String, f32>,
    seconds: FxHashMap<String, f32>,
}

impl Shares {
    fn add(&mut self, candidate: &Candidate, weight: f32) {
        if let Some(country) = candidate.country {
            *self.countries.entry(country).or_default() += weight;
        }
        if let Some(first) = &candidate.admin1 {
            *entry(&mut self.firsts, first) += weight;
        }
        if let Some(second) = &candidate.admin2 {
            *entry(&mut self.seconds, second) += weight;
        }
    }

    /// Adds those of another text.
    pub fn join(&mut self, other: &Self) {
        for (country, weight) in &other.countries {
            *self.countries.entry(*country).or_default() += weight;
        }
        for (code, weight) in &other.firsts {
            *entry(&mut self.firsts, code) += weight;
        }
        for (code, weight) in &other.seconds {
            *entry(&mut self.seconds, code) += weight;
        }
    }

    /// These without those of one text that were added.
    #[must_use]
    pub fn without(&self, text: &Self) -> Self {
        let mut rest = self.clone();
        let less = |sum: &mut f32, weight: f32| *sum = (*sum - weight).max(0.0);
        for (country, &weight) in &text.countries {
            less(rest.countries.entry(*country).or_default(), weight);
        }
        for (code, &weight) in &text.firsts {
            less(entry(&mut rest.firsts, code), weight);
        }
        for (code, &weight) in &text.seconds {
            less(entry(&mut rest.seconds, code), weight);
        }
        rest
    }

    /// The sums over country, first-level and second-level unit of a candidate.
    pub(super) fn of(&self, candidate: &Candidate) -> [f32; 3] {
        [
            candidate.country.and_then(|c| self.countries.get(&c)).copied().unwrap_or(0.0),
            candidate.admin1.as_ref().and_then(|c| self.firsts.get(c)).copied().unwrap_or(0.0),
            candidate.admin2.as_ref().and_then(|c| self.seconds.get(c)).copied().unwrap_or(0.0),
        ]
    }

    /// The sum over all countries.
    pub(super) fn whole(&self) -> f32 {
        self.countries.values().sum()
    }
}

fn entry<'a>(map: &'a mut FxHashMap<String, f32>, code: &str) -> &'a mut f32 {
    if !map.contains_key(code) {
        map.insert(code.to_owned(), 0.0);
    }
    map.entry(code.to_owned()).or_default()
}

/// The opinions of all names of a text, summed.
#[derive(Debug)]
pub(super) struct Votes {
    pub(super) opinions: Vec<Opinion>,
    all: Shares,
    /// What each name added to `all`.
    own: Vec<Shares>,
    /// Areas that names stand for themselves.
    named: Shares,
    named_own: Vec<Shares>,
    /// The sums over all countries of `all`, `named`, and what each name added to them.
    wholes: [f32; 2],
    own_wholes: Vec<[f32; 2]>,
    /// The likeliest places: name and point.
    tops: Vec<(usize, Point)>,
}

/// How a name's opinion may be strong enough to measure distances from.
const TOP_WEIGHT_MIN: f32 = 0.4;
const TOP_CHANCE_MIN: f32 = 0.5;
/// Names that distances are measured from.
const TOPS_MAX: usize = 60;

impl Votes {
    /// Sums the opinions on a page's names.
    pub(super) fn new(page: &Page<'_>, opinions: Vec<Opinion>) -> Self {
        let count = page.names.len();
        let mut votes = Self {
            all: Shares::default(),
            own: vec![Shares::default(); count],
            named: Shares::default(),
            named_own: vec![Shares::default(); count],
            wholes: [0.0; 2],
            own_wholes: Vec::with_capacity(count),
            tops: Vec::new(),
            opinions,
        };
        for (number, (name, opinion)) in page.names.iter().zip(&votes.opinions).enumerate() {
            for (candidate, chance) in name.candidates.iter().zip(&opinion.chances) {
                let weight = opinion.weight * chance;
                if weight < 0.01 {
                    continue;
                }
                votes.own[number].add(candidate, weight);
                if matches!(candidate.kind, Kind::Country | Kind::Admin1 | Kind::Admin2) {
                    votes.named_own[number].add(candidate, weight);
                }
                let local = matches!(candidate.kind, Kind::Place | Kind::Admin2);
                if local
                    && *chance >= TOP_CHANCE_MIN
                    && opinion.weight >= TOP_WEIGHT_MIN
                    && votes.tops.len() < TOPS_MAX
                {
                    votes.tops.push((number, candidate.point));
                }
            }
        }
        for number in 0..count {
            votes.all.join(&votes.own[number]);
            votes.named.join(&votes.named_own[number]);
            votes.own_wholes.push([votes.own[number].whole(), votes.named_own[number].whole()]);
        }
        votes.wholes = [votes.all.whole(), votes.named.whole()];
        votes
    }

    /// The shares of the countries and units of a candidate in what the other names say, and in what they
    /// name as areas.
    pub(super) fn shares(&self, name: usize, candidate: &Candidate) -> [f32; 6] {
        let less = |level: usize, all: &Shares, own: &Shares| {
            let whole = (self.wholes[level] - self.own_wholes[name][level]).max(1.0);
            let (all, own) = (all.of(candidate), own.of(candidate));
            std::array::from_fn::<f32, 3, _>(|at| (all[at] - own[at]).max(0.0) / whole)
        };
        let [a, b, c] = less(0, &self.all, &self.own[name]);
        let [d, e, f] = less(1, &self.named, &self.named_own[name]);
        [a, b, c, d, e, f]
    }

    /// Kilometres to the nearest likely place of another name, roughly; `None` where there is none.
    pub(super) fn nearest_km(&self, name: usize, point: Point) -> Option<f64> {
        let (latitude, longitude) = (point.latitude.degrees(), point.longitude.degrees());
        let wide = latitude.to_radians().cos();
        self.tops
            .iter()
            .filter(|(other, _)| *other != name)
            .map(|(_, top)| {
                let north = top.latitude.degrees() - latitude;
                let turn = (top.longitude.degrees() - longitude).rem_euclid(360.0);
                let east = turn.min(360.0 - turn) * wide;
                111.2 * north.hypot(east)
            })
            .min_by(f64::total_cmp)
    }

    /// The shares of all names.
    pub(super) fn into_shares(self) -> Shares {
        self.all
    }
}
