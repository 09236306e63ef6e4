//! The best one-to-one pairing of the records of two datasets.

use rayon::prelude::*;

/// An edge of a pairing: two records and what choosing it is worth, above 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Worth {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) worth: f64,
}

/// Which edges make the pairing that is worth most, as positions in `edges`, in ascending order.
///
/// Each connected component is solved on its own by shortest augmenting paths (Jonker and Volgenant 1987,
/// Computing 38), where a record may stay alone. Equal pairings are told apart by the order of the edges, so
/// the caller's order must not depend on chance.
pub(crate) fn best(edges: &[Worth]) -> Vec<u32> {
    let mut chosen: Vec<u32> = components(edges)
        .par_iter()
        .flat_map_iter(|component| match component.as_slice() {
            [only] => vec![*only],
            several => Solver::new(edges, several).solve(),
        })
        .collect();
    chosen.sort_unstable();
    chosen
}

/// Edges by connected component, as positions.
fn components(edges: &[Worth]) -> Vec<Vec<u32>> {
    let count_a = edges.iter().map(|edge| edge.a + 1).max().unwrap_or(0);
    let count_b = edges.iter().map(|edge| edge.b + 1).max().unwrap_or(0);
    let mut sets = Sets::new((count_a + count_b) as usize);
    for edge in edges {
        sets.join(edge.a, count_a + edge.b);
    }
    let mut place = vec![u32::MAX; (count_a + count_b) as usize];
    let mut components: Vec<Vec<u32>> = Vec::new();
    for (position, edge) in (0_u32..).zip(edges) {
        let root = sets.root(edge.a) as usize;
        if place[root] == u32::MAX {
            place[root] = u32::try_from(components.len()).unwrap_or(u32::MAX);
            components.push(Vec::new());
        }
        components[place[root] as usize].push(position);
    }
    components
}

/// Disjoint sets with path halving.
#[derive(Debug)]
pub(crate) struct Sets {
    parents: Vec<u32>,
}

impl Sets {
    pub(crate) fn new(count: usize) -> Self {
        Self { parents: (0..u32::try_from(count).unwrap_or(u32::MAX)).collect() }
    }

    pub(crate) fn root(&mut self, mut element: u32) -> u32 {
        while self.parents[element as usize] != element {
            let above = self.parents[self.parents[element as usize] as usize];
            self.parents[element as usize] = above;
            element = above;
        }
        element
    }

    /// The smaller root becomes the root of both.
    pub(crate) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other) as usize] = one.min(other);
    }
}

const NONE: u32 = u32::MAX;

/// One component: records by small numbers, edges by their first record.
struct Solver<'e> {
    edges: &'e [Worth],
    /// For each edge in the order of first records: its position and its second record's number.
    targets: Vec<(u32, u32)>,
    starts: Vec<usize>,
    /// Duals: what a record of each side is worth.
    price_a: Vec<f64>,
    price_b: Vec<f64>,
    /// The edge by which each record is paired, as a place in `targets`.
    edge_of_a: Vec<u32>,
    a_of_b: Vec<u32>,
}

impl<'e> Solver<'e> {
    fn new(edges: &'e [Worth], component: &[u32]) -> Self {
        let mut sorted = component.to_vec();
        sorted.sort_by_key(|edge| edges[*edge as usize].a);
        let mut seconds: Vec<u32> = sorted.iter().map(|edge| edges[*edge as usize].b).collect();
        seconds.sort_unstable();
        seconds.dedup();
        let mut starts = Vec::new();
        let mut targets = Vec::with_capacity(sorted.len());
        let mut last = None;
        for edge in sorted {
            let Worth { a, b, .. } = edges[edge as usize];
            if last != Some(a) {
                starts.push(targets.len());
                last = Some(a);
            }
            let second = seconds.partition_point(|second| *second < b);
            targets.push((edge, u32::try_from(second).unwrap_or(NONE)));
        }
        let firsts = starts.len();
        starts.push(targets.len());
        let price_a = (0..firsts)
            .map(|a| {
                let worth = |(edge, _): &(u32, u32)| edges[*edge as usize].worth;
                targets[starts[a]..starts[a + 1]].iter().map(worth).fold(0.0, f64::max)
            })
            .collect();
        Self {
            edges,
            targets,
            starts,
            price_a,
            price_b: vec![0.0; seconds.len()],
            edge_of_a: vec![NONE; firsts],
            a_of_b: vec![NONE; seconds.len()],
        }
    }

    fn solve(mut self) -> Vec<u32> {
        let mut search = Search::new(self.price_b.len());
        for a in 0..self.edge_of_a.len() {
            self.augment(a, &mut search);
        }
        let paired = self.edge_of_a.iter().filter(|edge| **edge != NONE);
        paired.map(|edge| self.targets[*edge as usize].0).collect()
    }

    /// Finds the cheapest way to pair `root`: to a free second record, or by leaving some first record (itself
    /// or one that is displaced) alone, whose price is then 0.
    fn augment(&mut self, root: usize, search: &mut Search) {
        search.begin();
        let mut best_alone = (self.price_a[root], root, NONE);
        let (mut a, mut so_far) = (root, 0.0);
        let end = loop {
            for place in self.starts[a]..self.starts[a + 1] {
                let (edge, b) = self.targets[place];
                let reduced =
                    self.price_a[a] + self.price_b[b as usize] - self.edges[edge as usize].worth;
                search.reach(b, so_far + reduced.max(0.0), u32::try_from(place).unwrap_or(NONE));
            }
            let next = search.nearest();
            match next {
                Some((distance, b)) if distance < best_alone.0 => {
                    search.settle(b, distance);
                    so_far = distance;
                    let owner = self.a_of_b[b as usize];
                    if owner == NONE {
                        break (distance, Some(b));
                    }
                    a = owner as usize;
                    let alone = distance + self.price_a[a];
                    if alone < best_alone.0 {
                        best_alone = (alone, a, b);
                    }
                }
                _ => break (best_alone.0, None),
            }
        };
        self.reprice(root, end.0, search);
        match end.1 {
            Some(b) => self.flip(root, b, search),
            None if best_alone.2 == NONE => {}
            None => {
                self.edge_of_a[best_alone.1] = NONE;
                self.flip(root, best_alone.2, search);
            }
        }
    }

    /// Moves the prices of all that was settled nearer than the end, so that no reduced cost is negative.
    fn reprice(&mut self, root: usize, length: f64, search: &Search) {
        self.price_a[root] -= length;
        for (b, distance) in &search.settled {
            if *distance >= length {
                continue;
            }
            self.price_b[*b as usize] += length - distance;
            let owner = self.a_of_b[*b as usize];
            if owner != NONE {
                self.price_a[owner as usize] -= length - distance;
            }
        }
    }

    /// Pairs along the path from `root` to `b`.
    fn flip(&mut self, root: usize, mut b: u32, search: &Search) {
        loop {
            let place = search.by[b as usize];
            let a = self.starts.partition_point(|start| *start <= place as usize) - 1;
            let displaced = self.edge_of_a[a];
            self.edge_of_a[a] = place;
            self.a_of_b[b as usize] = u32::try_from(a).unwrap_or(NONE);
            if a == root || displaced == NONE {
                return;
            }
            b = self.targets[displaced as usize].1;
        }
    }
}

/// A search for the shortest path; what it touched is cleared before the next one.
struct Search {
    distance: Vec<f64>,
    by: Vec<u32>,
    done: Vec<bool>,
    touched: Vec<u32>,
    settled: Vec<(u32, f64)>,
    heap: std::collections::BinaryHeap<Reached>,
}

/// A second record at a distance; the nearest comes first, of equals the one with the smaller number.
#[derive(PartialEq)]
struct Reached(f64, u32);

impl Eq for Reached {}
impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Reached {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.0.total_cmp(&self.0).then_with(|| other.1.cmp(&self.1))
    }
}

impl Search {
    fn new(count: usize) -> Self {
        Self {
            distance: vec![f64::INFINITY; count],
            by: vec![NONE; count],
            done: vec![false; count],
            touched: Vec::new(),
            settled: Vec::new(),
            heap: std::collections::BinaryHeap::new(),
        }
    }

    fn begin(&mut self) {
        for b in self.touched.drain(..) {
            self.distance[b as usize] = f64::INFINITY;
            self.done[b as usize] = false;
        }
        self.settled.clear();
        self.heap.clear();
    }

    fn reach(&mut self, b: u32, distance: f64, place: u32) {
        let known = &mut self.distance[b as usize];
        if distance < *known {
            if *known == f64::INFINITY {
                self.touched.push(b);
            }
            *known = distance;
            self.by[b as usize] = place;
            self.heap.push(Reached(distance, b));
        }
    }

    fn nearest(&mut self) -> Option<(f64, u32)> {
        loop {
            let Reached(distance, b) = *self.heap.peek()?;
            if self.done[b as usize] || distance > self.distance[b as usize] {
                self.heap.pop();
            } else {
                return Some((distance, b));
            }
        }
    }

    fn settle(&mut self, b: u32, distance: f64) {
        self.done[b as usize] = true;
        self.settled.push((b, distance));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(edges: &[Worth], chosen: &[u32]) -> f64 {
        chosen.iter().map(|edge| edges[*edge as usize].worth).sum()
    }

    /// The best pairing by trying all.
    fn by_trying(edges: &[Worth], from: usize, used: (u32, u32)) -> f64 {
        let Some(edge) = edges.get(from) else { return 0.0 };
        let without = by_trying(edges, from + 1, used);
        if used.0 & 1 << edge.a != 0 || used.1 & 1 << edge.b != 0 {
            return without;
        }
        let taken = (used.0 | 1 << edge.a, used.1 | 1 << edge.b);
        without.max(edge.worth + by_trying(edges, from + 1, taken))
    }

    #[test]
    fn the_greedy_choice_is_given_up_where_two_others_are_worth_more() {
        let edge = |a, b, worth| Worth { a, b, worth };
        let edges = [edge(0, 0, 0.9), edge(0, 1, 0.8), edge(1, 0, 0.7)];
        assert_eq!(best(&edges), [1, 2]);
    }

    proptest! {
        #[test]
        fn a_pairing_is_one_to_one_and_no_other_is_worth_more(
            worths in proptest::collection::btree_map((0_u32..6, 0_u32..6), 1_u32..1000, 0..14)
        ) {
            let edges: Vec<Worth> = worths
                .iter()
                .map(|((a, b), worth)| Worth { a: *a, b: *b, worth: f64::from(*worth) / 100.0 })
                .collect();
            let chosen = best(&edges);
            for side in [|edge: &Worth| edge.a, |edge: &Worth| edge.b] {
                let mut records: Vec<u32> =
                    chosen.iter().map(|edge| side(&edges[*edge as usize])).collect();
                records.sort_unstable();
                let count = records.len();
                records.dedup();
                prop_assert_eq!(records.len(), count);
            }
            let most = by_trying(&edges, 0, (0, 0));
            prop_assert!((total(&edges, &chosen) - most).abs() < 1e-9);
        }
    }
}
