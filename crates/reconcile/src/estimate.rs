//! What an incident says of itself, from its reports.
//!
//! Nothing is averaged. Days come from the report that knows them best, the place from the one that knows it
//! best, deaths from the lowest low to the highest high with the best figure of the most specific report that
//! has one; every source's own toll is kept beside them.

use bellwether_export::licence::{Strictness, strictness};
use bellwether_model::PlacePrecision;
use serde::Serialize;

use crate::read::{Corpus, Row, Word};

/// An incident of several reports, ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct Estimate {
    pub(crate) licence: Word,
    pub(crate) datasets: String,
    pub(crate) reports: u32,
    pub(crate) summaries: u32,
    /// The report from which the kind of event is taken.
    pub(crate) kind: u32,
    /// The one from which the days are taken.
    pub(crate) when: u32,
    /// The one from which the place is taken.
    pub(crate) place: u32,
    pub(crate) civilians_targeted: bool,
    pub(crate) deaths: Option<[u32; 3]>,
    pub(crate) injured: Option<[u32; 3]>,
    pub(crate) targets: Option<String>,
    pub(crate) tolls: String,
}

/// One source's toll.
#[derive(Serialize)]
struct Toll<'a> {
    report: &'a str,
    dataset: &'a str,
    low: u32,
    best: u32,
    high: u32,
}

/// The estimate of an incident: `reports` tell of it, one or more; `summaries` sum it up with others.
pub(crate) fn estimate(corpus: &Corpus, reports: &[u32], summaries: &[u32]) -> Estimate {
    let row = |at: u32| &corpus.rows[at as usize];
    let mut ordered = reports.to_vec();
    ordered.sort_by(|a, b| corpus.ids[*a as usize].cmp(&corpus.ids[*b as usize]));
    let best = |rank: &dyn Fn(u32) -> (u32, i32, bool)| {
        ordered.iter().copied().min_by_key(|at| rank(*at)).unwrap_or_default()
    };
    let place_rank = |at: u32| place_rank(corpus.lexicon.get(row(at).place_precision));
    let days = |at: u32| corpus.records[at as usize].days();
    let no_toll = |at: u32| row(at).deaths.is_none();
    let specific = |at: u32| (place_rank(at), days(at), no_toll(at));
    let place = best(&specific);
    Estimate {
        licence: strictest(corpus, reports.iter().chain(summaries)),
        datasets: datasets(corpus, &ordered),
        reports: count(reports),
        summaries: count(summaries),
        kind: place,
        when: best(&|at| (u32::try_from(days(at)).unwrap_or(u32::MAX), 0, no_toll(at))),
        place,
        civilians_targeted: ordered.iter().any(|at| row(*at).civilians_targeted),
        deaths: toll(&ordered, &specific, |at| row(at).deaths),
        injured: toll(&ordered, &specific, |at| row(at).injured),
        targets: targets(corpus, reports.iter().chain(summaries)),
        tolls: tolls(corpus, &ordered),
    }
}

fn count(list: &[u32]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// How well a place is known, best first.
fn place_rank(precision: Option<&str>) -> u32 {
    let place = PlacePrecision::ALL.iter().position(|p| Some(p.as_str()) == precision);
    place.and_then(|place| u32::try_from(place).ok()).unwrap_or(u32::MAX)
}

/// From the lowest low to the highest high; the best figure is that of the most specific report with one.
fn toll(
    reports: &[u32],
    specific: &dyn Fn(u32) -> (u32, i32, bool),
    of: impl Fn(u32) -> Option<[u32; 3]>,
) -> Option<[u32; 3]> {
    let known: Vec<(u32, [u32; 3])> =
        reports.iter().filter_map(|at| Some((*at, of(*at)?))).collect();
    let (_, best) = known.iter().min_by_key(|(at, _)| specific(*at))?;
    let low = known.iter().map(|(_, toll)| toll[0]).min()?;
    let high = known.iter().map(|(_, toll)| toll[2]).max()?;
    Some([low, best[1], high])
}

fn strictest<'r>(corpus: &Corpus, reports: impl Iterator<Item = &'r u32>) -> Word {
    let rank = |word: Word| {
        let id = corpus.lexicon.get(word).unwrap_or_default();
        (strictness(id), std::cmp::Reverse(id.to_owned()))
    };
    let words = reports.map(|at| corpus.rows[*at as usize].licence);
    let unknown = (Strictness::Restricted, std::cmp::Reverse(String::new()));
    words.max_by_key(|word| if *word == 0 { unknown.clone() } else { rank(*word) }).unwrap_or(0)
}

fn words_of<'c>(
    corpus: &'c Corpus,
    words: impl Iterator<Item = Word>,
) -> std::collections::BTreeSet<&'c str> {
    words.filter_map(|word| corpus.lexicon.get(word)).flat_map(str::split_whitespace).collect()
}

fn joined(words: &std::collections::BTreeSet<&str>) -> String {
    words.iter().copied().collect::<Vec<_>>().join(" ")
}

fn datasets(corpus: &Corpus, reports: &[u32]) -> String {
    let row = |at: &u32| -> &Row { &corpus.rows[*at as usize] };
    joined(&words_of(corpus, reports.iter().map(|at| row(at).dataset)))
}

fn targets<'r>(corpus: &Corpus, reports: impl Iterator<Item = &'r u32>) -> Option<String> {
    let words = words_of(corpus, reports.map(|at| corpus.rows[*at as usize].targets));
    (!words.is_empty()).then(|| joined(&words))
}

fn tolls(corpus: &Corpus, reports: &[u32]) -> String {
    let tolls: Vec<Toll<'_>> = reports
        .iter()
        .filter_map(|at| {
            let row = &corpus.rows[*at as usize];
            let [low, best, high] = row.deaths?;
            let dataset = corpus.lexicon.get(row.dataset).unwrap_or_default();
            Some(Toll { report: &corpus.ids[*at as usize], dataset, low, best, high })
        })
        .collect();
    serde_json::to_string(&tolls).unwrap_or_default()
}

#[cfg(test)]
#[path = "estimate_tests.rs"]
mod tests;
