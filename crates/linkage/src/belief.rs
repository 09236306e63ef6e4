//! Probabilities of links when a report has at most one counterpart.
//!
//! The odds of single pairs do not know of each other. Here they compete: the probability of a link is its
//! share among all ways to pair the records one to one, approximated by belief propagation on the graph of
//! candidates (Williams and Lau 2014, IEEE Transactions on Aerospace and Electronic Systems 50(4), equations
//! 18-21, where it converges always).

use rayon::prelude::*;

use crate::score::Edges;

/// Rounds after which messages are taken as they are.
const ROUNDS: usize = 30;
/// The largest change of a message at which they are still.
const STILL: f32 = 1e-3;
/// How much of the odds that were not kept counts: their records mostly have better counterparts.
pub(crate) const REST: f32 = 0.5;

/// The probability of each edge, in their order.
pub(crate) fn probabilities(edges: &Edges) -> Vec<f32> {
    let Edges { edges, rest_a, rest_b } = edges;
    let starts = starts(edges.iter().map(|edge| edge.a), rest_a.len());
    // Edges by second record: positions in the list of edges.
    let mut order: Vec<u32> = (0..u32::try_from(edges.len()).unwrap_or(u32::MAX)).collect();
    order.par_sort_unstable_by_key(|edge| (edges[*edge as usize].b, *edge));
    let starts_b = starts_of(&order, |edge| edges[edge as usize].b, rest_b.len());
    // How free a second record is for an edge, from 0 to 1.
    let mut free = vec![1.0_f32; edges.len()];
    let mut claims = vec![0.0_f32; edges.len()];
    for _ in 0..ROUNDS {
        claims.par_chunks_mut(1 << 14).enumerate().for_each(|(chunk, claims)| {
            for (offset, claim) in claims.iter_mut().enumerate() {
                let edge = &edges[(chunk << 14) + offset];
                let own = starts[edge.a as usize]..starts[edge.a as usize + 1];
                let mut all = 1.0 + REST * rest_a[edge.a as usize];
                for other in own {
                    if other != (chunk << 14) + offset {
                        all += edges[other].odds * free[other];
                    }
                }
                *claim = edge.odds / all;
            }
        });
        let sums: Vec<f32> = starts_b
            .par_windows(2)
            .enumerate()
            .map(|(b, ends)| {
                let claimed = order[ends[0]..ends[1]].iter().map(|edge| claims[*edge as usize]);
                1.0 + REST * rest_b[b] + claimed.sum::<f32>()
            })
            .collect();
        let moved = free
            .par_iter_mut()
            .zip(&claims)
            .zip(edges)
            .map(|((free, claim), edge)| {
                let now = 1.0 / (sums[edge.b as usize] - claim).max(1.0);
                let moved = (now - *free).abs();
                *free = now;
                moved
            })
            .reduce(|| 0.0, f32::max);
        if moved < STILL {
            break;
        }
    }
    let sums: Vec<f32> = starts
        .par_windows(2)
        .enumerate()
        .map(|(a, ends)| {
            let own = (ends[0]..ends[1]).map(|edge| edges[edge].odds * free[edge]);
            1.0 + REST * rest_a[a] + own.sum::<f32>()
        })
        .collect();
    edges
        .par_iter()
        .zip(&free)
        .map(|(edge, free)| edge.odds * free / sums[edge.a as usize])
        .collect()
}

/// Where the edges of each record begin, one more at the end; records are in ascending order.
fn starts(records: impl Iterator<Item = u32>, count: usize) -> Vec<usize> {
    let mut starts = vec![0; count + 1];
    records.for_each(|record| starts[record as usize + 1] += 1);
    for record in 0..count {
        starts[record + 1] += starts[record];
    }
    starts
}

fn starts_of(order: &[u32], record: impl Fn(u32) -> u32, count: usize) -> Vec<usize> {
    starts(order.iter().map(|edge| record(*edge)), count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Packed;
    use crate::score::Edge;

    fn of(edges: &[(u32, u32, f32)], a: usize, b: usize) -> Vec<f32> {
        let edges = edges
            .iter()
            .map(|(a, b, odds)| Edge { a: *a, b: *b, odds: *odds, bits: Packed::default() })
            .collect();
        probabilities(&Edges { edges, rest_a: vec![0.0; a], rest_b: vec![0.0; b] })
    }

    #[test]
    fn a_lone_pair_has_the_probability_of_its_odds() {
        assert!((of(&[(0, 0, 3.0)], 1, 1)[0] - 0.75).abs() < 1e-6);
    }

    #[test]
    fn two_that_claim_one_share_it() {
        // Ways: none 1, first 3, second 1; exact on a tree.
        let found = of(&[(0, 0, 3.0), (1, 0, 1.0)], 2, 1);
        assert!((found[0] - 0.6).abs() < 1e-3 && (found[1] - 0.2).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn a_square_is_near_the_exact_answer() {
        // Ways: none 1; single 4+1+1+4; both pairs 16 and 1: 28 in all. The first edge is in 4 + 16.
        let found = of(&[(0, 0, 4.0), (0, 1, 1.0), (1, 0, 1.0), (1, 1, 4.0)], 2, 2);
        assert!((found[0] - 20.0 / 28.0).abs() < 0.03, "{found:?}");
        assert!((found[0] - found[3]).abs() < 1e-4 && (found[1] - found[2]).abs() < 1e-4);
    }
}
