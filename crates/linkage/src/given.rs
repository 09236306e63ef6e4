//! Linking by odds that come from elsewhere: for an oracle that knows how the data were made.

use crate::assign::Sets;
use crate::belief::probabilities;
use crate::index::{Index, Scratch};
use crate::judged::Judgements;
use crate::link::{Contributions, Link, LinkKind, Packed};
use crate::pairing::{PROBABILITY_LEAST, choose};
use crate::record::Record;
use crate::score::{Edge, Edges};
use crate::settings::Settings;
use crate::whole::{Linkage, Listed, finish};

/// Odds below this are not kept.
const ODDS_LEAST: f32 = 1e-4;

/// As [`crate::link`], with the odds that two records, named by their positions, tell of one incident, against
/// that both have no counterpart at all.
#[must_use]
pub fn link_given(
    records: &[Record],
    settings: &Settings,
    odds: &(dyn Fn(u32, u32) -> f32 + Sync),
) -> Linkage {
    let lists = Listed::all(records);
    let mut links = Vec::new();
    for (first, a) in lists.iter().enumerate() {
        for b in &lists[first + 1..] {
            pair(a, b, settings, odds, &mut links);
        }
    }
    finish(records, links, &Judgements::default(), Sets::new(records.len()))
}

fn pair(
    a: &Listed,
    b: &Listed,
    settings: &Settings,
    odds: &(dyn Fn(u32, u32) -> f32 + Sync),
    links: &mut Vec<Link>,
) {
    use rayon::prelude::*;
    let index = Index::new(&b.records, settings.km_max, None);
    let edges: Vec<Edge> = a
        .records
        .par_iter()
        .enumerate()
        .map_init(Scratch::default, |scratch, (own, record)| {
            let mut edges = Vec::new();
            index.candidates(record, settings.days_max, scratch, |other, _, _| {
                let odds = odds(a.positions[own], b.positions[other as usize]);
                if odds >= ODDS_LEAST {
                    let a = u32::try_from(own).unwrap_or(u32::MAX);
                    edges.push(Edge { a, b: other, odds, bits: Packed::default() });
                }
            });
            edges
        })
        .flatten_iter()
        .collect();
    let edges =
        Edges { edges, rest_a: vec![0.0; a.records.len()], rest_b: vec![0.0; b.records.len()] };
    let probabilities = probabilities(&edges);
    let kept: Vec<(Edge, f32)> = edges
        .edges
        .into_iter()
        .zip(probabilities)
        .filter(|(_, probability)| *probability >= PROBABILITY_LEAST)
        .collect();
    let begin = links.len();
    links.extend(kept.iter().map(|(edge, probability)| Link {
        a: a.positions[edge.a as usize],
        b: b.positions[edge.b as usize],
        kind: LinkKind::Same,
        probability: *probability,
        bits: Contributions::default(),
        chosen: false,
    }));
    for position in choose(&kept, settings.threshold) {
        links[begin + position as usize].chosen = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DatasetIndex;
    use crate::testing::at;

    #[test]
    fn given_odds_compete_one_to_one() {
        let of =
            |dataset: u8, key: u64| Record { dataset: DatasetIndex(dataset), key, ..at(0.0, 0.0) };
        let records = [of(0, 1), of(0, 2), of(1, 3)];
        let odds = |a: u32, _: u32| if a == 0 { 30.0 } else { 10.0 };
        let linkage = link_given(&records, &Settings::default(), &odds);
        assert_eq!(linkage.incident_of, [0, 1, 0]);
        assert!((linkage.links[0].probability - 30.0 / 41.0).abs() < 1e-3);
    }
}
