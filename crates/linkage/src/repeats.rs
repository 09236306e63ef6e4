//! Repeats within one dataset: sets of reports that mostly agree with each other.

use rustc_hash::FxHashMap;

use crate::assign::Sets;
use crate::pairing::Paired;

/// The least mean probability between two sets that are joined.
const MEAN_LEAST: f32 = 0.4;

/// For each record the smallest position of its set; marks the links by which sets were joined.
///
/// The most probable links come first; two sets are joined when the mean probability of all pairs between them,
/// 0 where there is no link, is at least 0.4 (average linkage, Sokal and Michener 1958), so that no chain of
/// neighbours becomes one incident.
pub(crate) fn join(records: usize, links: &mut [Paired]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(links.len()).unwrap_or(u32::MAX)).collect();
    order.retain(|link| links[*link as usize].probability >= MEAN_LEAST);
    order.sort_by(|one, other| {
        let (one, other) = (&links[*one as usize], &links[*other as usize]);
        other.probability.total_cmp(&one.probability).then((one.a, one.b).cmp(&(other.a, other.b)))
    });
    let known: FxHashMap<(u32, u32), f32> =
        links.iter().map(|link| (ordered(link.a, link.b), link.probability)).collect();
    let mut sets = Sets::new(records);
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for position in order {
        let link = &mut links[position as usize];
        let (a, b) = (sets.root(link.a), sets.root(link.b));
        if a == b {
            link.chosen = true;
            continue;
        }
        let of = |root: u32| members.get(&root).cloned().unwrap_or_else(|| vec![root]);
        let (own, others) = (of(a), of(b));
        let between: f32 = own
            .iter()
            .flat_map(|one| others.iter().map(move |other| ordered(*one, *other)))
            .filter_map(|pair| known.get(&pair))
            .sum();
        #[allow(clippy::cast_precision_loss)] // a count of pairs
        let pairs = (own.len() * others.len()) as f32;
        if between / pairs >= MEAN_LEAST {
            link.chosen = true;
            sets.join(a, b);
            members.remove(&a.max(b));
            members.insert(a.min(b), own.into_iter().chain(others).collect());
        }
    }
    (0..u32::try_from(records).unwrap_or(u32::MAX)).map(|record| sets.root(record)).collect()
}

/// A pair with the smaller position first.
pub(crate) const fn ordered(a: u32, b: u32) -> (u32, u32) {
    if a < b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Contributions;

    fn link(a: u32, b: u32, probability: f32) -> Paired {
        Paired { a, b, probability, bits: Contributions::default(), chosen: false }
    }

    #[test]
    fn a_chain_of_neighbours_is_not_one_incident() {
        let mut chain = [link(0, 1, 0.9), link(1, 2, 0.8), link(2, 3, 0.9)];
        assert_eq!(join(4, &mut chain), [0, 0, 2, 2]);
        assert_eq!(chain.map(|link| link.chosen), [true, false, true]);
        let mut all = [link(0, 1, 0.9), link(1, 2, 0.8), link(0, 2, 0.7)];
        assert_eq!(join(3, &mut all), [0, 0, 0]);
    }
}
