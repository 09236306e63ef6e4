//! What a third dataset says of a link between two others.
//!
//! Two reports that both match a third one probably match each other; two that match different ones do not.
//! The odds of a link are multiplied by how much likelier the matches of both with the third dataset are when
//! the two tell of one incident than when they do not.

use rayon::prelude::*;

use crate::belief::probabilities;
use crate::score::Edges;

/// The edges of two datasets and how probable each is.
pub(crate) struct Between {
    /// Positions of the two among all datasets.
    pub(crate) ends: [usize; 2],
    pub(crate) edges: Edges,
    pub(crate) probabilities: Vec<f32>,
}

/// Less probable links say nothing of others.
const LEAST: f32 = 0.01;
/// No report is surer than so to have a counterpart, so that one error cannot undo everything.
const SUREST: f32 = 0.99;
/// How much of the logarithm of a link's own odds counts beside those of the matches of both with a third report.
const OWN: f32 = 1.0 / 3.0;
/// An incident that two datasets tell of is not missing in the third as often as one of which a single one does.
const MISSED: f32 = 2.5;
/// How much of the logarithm is believed: the three comparisons share their errors.
const TRUST: f32 = 0.6;
/// Bounds of what one dataset can say.
const SAYS: (f32, f32) = (1e-3, 1e3);

/// The links of one dataset's records with those of another: for each record the others, in ascending order.
struct Matches {
    starts: Vec<usize>,
    others: Vec<(u32, f32)>,
    /// The probability that a record has no counterpart.
    alone: Vec<f32>,
}

impl Matches {
    fn new(links: impl Iterator<Item = (u32, u32, f32)>, records: usize) -> Self {
        let mut links: Vec<(u32, u32, f32)> = links.filter(|(.., p)| *p >= LEAST).collect();
        links.par_sort_unstable_by_key(|(own, other, _)| (*own, *other));
        let mut starts = vec![0; records + 1];
        let mut alone = vec![1.0_f32; records];
        for (own, _, probability) in &links {
            starts[*own as usize + 1] += 1;
            alone[*own as usize] -= probability;
        }
        for record in 0..records {
            starts[record + 1] += starts[record];
        }
        alone.iter_mut().for_each(|alone| *alone = alone.max(1.0 - SUREST));
        Self { starts, others: links.into_iter().map(|(_, other, p)| (other, p)).collect(), alone }
    }

    fn of(&self, record: u32) -> (&[(u32, f32)], f32) {
        let record = record as usize;
        (&self.others[self.starts[record]..self.starts[record + 1]], self.alone[record])
    }
}

/// Revises the probabilities of all links by what the other datasets say.
pub(crate) fn revise(datasets: usize, pairs: &mut [Between]) {
    let known: Vec<[Matches; 2]> = pairs
        .iter()
        .map(|Between { edges, probabilities, .. }| {
            let links = || edges.edges.iter().zip(probabilities);
            [
                Matches::new(links().map(|(edge, p)| (edge.a, edge.b, *p)), edges.rest_a.len()),
                Matches::new(links().map(|(edge, p)| (edge.b, edge.a, *p)), edges.rest_b.len()),
            ]
        })
        .collect();
    let ends: Vec<[usize; 2]> = pairs.iter().map(|pair| pair.ends).collect();
    let matches = |own: usize, other: usize| {
        ends.iter().zip(&known).find_map(|(ends, [forth, back])| match *ends {
            [a, b] if (a, b) == (own, other) => Some(forth),
            [a, b] if (b, a) == (own, other) => Some(back),
            _ => None,
        })
    };
    for Between { ends: [a, b], edges, probabilities: revised } in pairs {
        for third in (0..datasets).filter(|third| third != a && third != b) {
            let (Some(one), Some(other)) = (matches(*a, third), matches(*b, third)) else {
                continue;
            };
            edges.edges.par_iter_mut().for_each(|edge| {
                let factor = says(one.of(edge.a), other.of(edge.b), edge.odds);
                edge.odds *= factor;
                edge.bits.and_third(factor);
            });
        }
        *revised = probabilities(edges);
    }
}

/// How much likelier the matches of two records with a third dataset are when they tell of one incident.
///
/// When they do, either both have no match there or both have the same; when they do not, their matches are
/// independent but never the same. That all three agree is worth the odds of both matches and a part of those of
/// the link itself, whose evidence is mostly the same once more.
fn says(
    (one, one_alone): (&[(u32, f32)], f32),
    (other, other_alone): (&[(u32, f32)], f32),
    odds: f32,
) -> f32 {
    let (mut both, mut rest) = (0.0_f32, other);
    for (third, probability) in one {
        rest = &rest[rest.partition_point(|(own, _)| own < third)..];
        if let Some((_, also)) = rest.first().filter(|(own, _)| own == third) {
            both += probability * also;
        }
    }
    let same = MISSED * (one_alone * other_alone + both * odds.powf(OWN - 1.0));
    let different = (1.0 - both).max((1.0 - SUREST) * (1.0 - SUREST));
    (same / different).powf(TRUST).clamp(SAYS.0, SAYS.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Packed;
    use crate::score::Edge;

    fn near(found: f32, expected: f32) {
        assert!((found / expected - 1.0).abs() < 1e-3, "{found} and not {expected}");
    }

    #[test]
    fn two_without_a_match_say_little_and_two_with_different_ones_much() {
        // Neither has a match: 2.5 · 1 · 1 / 1, to the power of 0.6.
        near(says((&[], 1.0), (&[], 1.0), 5.0), 2.5_f32.powf(0.6));
        // Each surely has another one: 2.5 · 0.01 · 0.01 / 1.
        let different = says((&[(1, 0.99)], 0.01), (&[(2, 0.99)], 0.01), 5.0);
        near(different, (2.5e-4_f32).powf(0.6));
        // Both surely have the same: 2.5 · (0.0001 + 0.9801 · 8^(-2/3)) / (1 - 0.9801).
        let same = says((&[(3, 0.99)], 0.01), (&[(3, 0.99)], 0.01), 8.0);
        near(same, (2.5 * (1e-4 + 0.9801 / 4.0) / 0.0199_f32).powf(0.6));
    }

    #[test]
    fn a_link_that_a_third_report_supports_gains_and_names_it() {
        let edge = |a, b, odds| Edge { a, b, odds, bits: Packed::default() };
        let between = |ends, edges: Vec<Edge>, a: usize, b: usize| {
            let edges = Edges { edges, rest_a: vec![0.0; a], rest_b: vec![0.0; b] };
            let probabilities = probabilities(&edges);
            Between { ends, edges, probabilities }
        };
        // One report of the first dataset, two of the second that are equal but for their matches with the third.
        let mut pairs = [
            between([0, 1], vec![edge(0, 0, 1.0), edge(0, 1, 1.0)], 1, 2),
            between([0, 2], vec![edge(0, 0, 50.0)], 1, 1),
            between([1, 2], vec![edge(0, 0, 50.0)], 2, 1),
        ];
        revise(3, &mut pairs);
        let [supported, other] = [pairs[0].probabilities[0], pairs[0].probabilities[1]];
        assert!(supported > 0.8 && other < 0.1, "{supported} {other}");
        let bits = pairs[0].edges.edges[0].bits.unpacked();
        // The link's own odds are even, so all it has comes from the third; kept to hundredths of a bit.
        assert!((pairs[0].edges.edges[0].odds.log2() - bits.third).abs() < 0.006, "{bits:?}");
    }
}
