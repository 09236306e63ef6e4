//! Probabilities of repeats within one dataset, where a report may be of one incident with several others.
//!
//! What is sampled are sets of reports (Gibbs sampling over partitions): one report after the other is taken out of its
//! set and put into one near it, or left alone, as likely as the odds say. The odds of a set of *m* reports are those of
//! all its pairs, each to the power of 2/*m*: *m* - 1 comparisons with what happened are worth as much as
//! *m*(*m* - 1)/2 comparisons with each other. That is exact where errors are those of Gauss and the rest lies evenly
//! (a composite likelihood, adjusted as by Pauli, Racugno and Ventura 2011, Statistica Sinica 21).
//!
//! How many reports there are of an incident is taken to be of Poisson's distribution without 0. Where a report has *r*
//! repeats in the mean, each that is joined to a set is then exp(*r*) times as likely as the pairs by themselves say,
//! since few are told once only.
//!
//! A link is as probable as the share of all partitions in which its two reports are in one set. Each step counts by the
//! probabilities of its choices and not by the choice alone (Gelfand and Smith 1990, JASA 85(410)), so that few
//! rounds suffice. Chance begins with the keys of the reports, so neither their order nor threads matter.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::assign::Sets;

/// Rounds before anything is counted; the first half of them is hotter, so that small sets find each other.
const WARM_UP: usize = 16;
/// Rounds that are counted.
const COUNTED: usize = 32;
/// The temperature of the first round.
const HOT: f32 = 2.0;
/// The logarithm of the odds of two reports in one set that are no candidates: less than the least that is kept.
const STRANGERS: f32 = -4.6;

/// A report among those that are sampled together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) key: u64,
    /// How many unrelated ones could be of its incident, as odds against that it is alone.
    pub(crate) rest: f32,
}

/// Two reports, by their positions, and the logarithm of the odds that they tell of one incident, against that they do
/// not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) ln_odds: f32,
}

/// The probability of each pair, in their order.
pub(crate) fn probabilities(nodes: &[Node], pairs: &[Pair], further: f32) -> Vec<f32> {
    let components = components(nodes, pairs);
    let sampled: Vec<Vec<(u32, f32)>> = components
        .par_iter()
        .with_max_len(1)
        .map(|members| Component::new(nodes, pairs, members).probable(further))
        .collect();
    let mut probabilities = vec![0.0; pairs.len()];
    for (pair, probability) in sampled.into_iter().flatten() {
        probabilities[pair as usize] = probability;
    }
    probabilities
}

/// Pairs by connected component.
fn components(nodes: &[Node], pairs: &[Pair]) -> Vec<Vec<u32>> {
    let mut sets = Sets::new(nodes.len());
    for pair in pairs {
        sets.join(pair.a, pair.b);
    }
    let mut place = vec![u32::MAX; nodes.len()];
    let mut components: Vec<Vec<u32>> = Vec::new();
    for (position, pair) in (0_u32..).zip(pairs) {
        let root = sets.root(pair.a) as usize;
        if place[root] == u32::MAX {
            place[root] = u32::try_from(components.len()).unwrap_or(u32::MAX);
            components.push(Vec::new());
        }
        components[place[root] as usize].push(position);
    }
    components
}

/// A neighbour: its number, the pair, and by how much more than strangers both agree.
#[derive(Debug, Clone, Copy)]
struct Neighbour {
    other: u32,
    pair: u32,
    more: f32,
}

/// One connected component; its reports are numbered by their keys.
struct Component {
    alone: Vec<f32>,
    starts: Vec<usize>,
    neighbours: Vec<Neighbour>,
    chance: Chance,
}

/// What is known of a set.
#[derive(Debug, Clone, Copy, Default)]
struct Kept {
    size: f32,
    /// The sum of the logarithms of the odds of all pairs.
    sum: f32,
}

impl Kept {
    const ALONE: Self = Self { size: 1.0, sum: 0.0 };

    /// The logarithm of the odds of the set, of which each report but one is `further` likelier than its pairs say.
    fn worth(self, further: f32) -> f32 {
        if self.size > 1.5 { 2.0 * self.sum / self.size + further * (self.size - 1.0) } else { 0.0 }
    }
}

/// A set that a report may be put into.
#[derive(Debug, Clone, Copy)]
struct Choice {
    set: u32,
    with: Kept,
    weight: f32,
}

impl Component {
    fn new(nodes: &[Node], all: &[Pair], pairs: &[u32]) -> Self {
        let ends = |pair: &u32| [all[*pair as usize].a, all[*pair as usize].b];
        let mut members: Vec<u32> = pairs.iter().flat_map(ends).collect();
        members.sort_unstable_by_key(|member| (nodes[*member as usize].key, *member));
        members.dedup();
        let key = |member: u32| (nodes[member as usize].key, member);
        let number = |member: u32| {
            let found = members.binary_search_by_key(&key(member), |own| key(*own));
            u32::try_from(found.unwrap_or_default()).unwrap_or(u32::MAX)
        };
        let mut directed: Vec<(u32, Neighbour)> = Vec::with_capacity(2 * pairs.len());
        for pair in pairs {
            let [a, b] = ends(pair).map(number);
            let more = all[*pair as usize].ln_odds - STRANGERS;
            directed.push((a, Neighbour { other: b, pair: *pair, more }));
            directed.push((b, Neighbour { other: a, pair: *pair, more }));
        }
        directed.sort_unstable_by_key(|(own, neighbour)| (*own, neighbour.other));
        let mut starts = vec![0; members.len() + 1];
        directed.iter().for_each(|(own, _)| starts[*own as usize + 1] += 1);
        for member in 0..members.len() {
            starts[member + 1] += starts[member];
        }
        Self {
            alone: members.iter().map(|member| 1.0 + nodes[*member as usize].rest).collect(),
            starts,
            neighbours: directed.into_iter().map(|(_, neighbour)| neighbour).collect(),
            chance: Chance(members.first().map_or(0, |member| nodes[*member as usize].key)),
        }
    }

    /// Each pair with its probability.
    fn probable(self, further: f32) -> Vec<(u32, f32)> {
        let mut chain = Chain::new(self);
        for round in 0..WARM_UP {
            #[allow(clippy::cast_precision_loss)] // few rounds
            let warmth = (1.0 - 2.0 * round as f32 / WARM_UP as f32).max(0.0);
            chain.round(further, 1.0 / (1.0 + (HOT - 1.0) * warmth), false);
        }
        (0..COUNTED).for_each(|_| chain.round(further, 1.0, true));
        #[allow(clippy::cast_precision_loss)] // few rounds
        let times = 2.0 * COUNTED as f32;
        let mut probable: FxHashMap<u32, f32> = FxHashMap::default();
        for (neighbour, counted) in chain.component.neighbours.iter().zip(chain.counted) {
            *probable.entry(neighbour.pair).or_default() += counted / times;
        }
        probable.into_iter().collect()
    }
}

/// The state of sampling.
struct Chain {
    component: Component,
    sets: Vec<Kept>,
    set_of: Vec<u32>,
    empty: Vec<u32>,
    /// Of each set by how much more than strangers its reports agree with the one that is looked at.
    sums: Vec<f32>,
    share: Vec<f32>,
    touched: Vec<u32>,
    choices: Vec<Choice>,
    /// Of each neighbour the sum of its probabilities.
    counted: Vec<f32>,
}

impl Chain {
    fn new(component: Component) -> Self {
        let count = component.alone.len();
        Self {
            sets: vec![Kept::ALONE; count],
            set_of: (0..).take(count).collect(),
            empty: Vec::new(),
            sums: vec![0.0; count],
            share: vec![0.0; count],
            touched: Vec::new(),
            choices: Vec::new(),
            counted: vec![0.0; component.neighbours.len()],
            component,
        }
    }

    /// Takes each report out of its set once and puts it into one.
    fn round(&mut self, further: f32, cooled: f32, counting: bool) {
        let Self { component, sets, set_of, empty, sums, share, touched, choices, counted } = self;
        for own in 0..set_of.len() {
            let from = component.starts[own];
            let neighbours = &component.neighbours[from..component.starts[own + 1]];
            touched.clear();
            for neighbour in neighbours {
                let set = set_of[neighbour.other as usize];
                if sums[set as usize] == 0.0 {
                    touched.push(set);
                }
                sums[set as usize] += neighbour.more;
            }
            let left = set_of[own] as usize;
            let set = &mut sets[left];
            if set.size > 1.5 {
                set.size -= 1.0;
                set.sum -= sums[left] + STRANGERS * set.size;
            } else {
                *set = Kept::default();
                empty.push(set_of[own]);
            }
            let alone = component.alone[own];
            let mut all = alone;
            choices.clear();
            for set in &*touched {
                let kept = sets[*set as usize];
                if kept.size > 0.5 {
                    let sum = kept.sum + sums[*set as usize] + STRANGERS * kept.size;
                    let with = Kept { size: kept.size + 1.0, sum };
                    let more = with.worth(further) - kept.worth(further);
                    let weight = more.min(60.0).exp();
                    choices.push(Choice { set: *set, with, weight });
                    all += weight;
                }
                sums[*set as usize] = 0.0;
            }
            if counting {
                choices.iter().for_each(|choice| share[choice.set as usize] = choice.weight / all);
                for (counted, neighbour) in counted[from..].iter_mut().zip(neighbours) {
                    *counted += share[set_of[neighbour.other as usize] as usize];
                }
                choices.iter().for_each(|choice| share[choice.set as usize] = 0.0);
            }
            let chosen = choose(choices, alone, cooled, component.chance.next());
            let (set, with) = chosen.map_or_else(
                || (empty.pop().unwrap_or_default(), Kept::ALONE),
                |choice| (choice.set, choice.with),
            );
            sets[set as usize] = with;
            set_of[own] = set;
        }
    }
}

/// One of the choices, or none, as likely as their weights.
fn choose(choices: &[Choice], alone: f32, cooled: f32, chance: f32) -> Option<Choice> {
    let weigh = |weight: f32| if cooled < 1.0 { weight.powf(cooled) } else { weight };
    let all = weigh(alone) + choices.iter().map(|choice| weigh(choice.weight)).sum::<f32>();
    let mut left = chance * all - weigh(alone);
    if left < 0.0 {
        return None;
    }
    for choice in choices {
        left -= weigh(choice.weight);
        if left < 0.0 {
            return Some(*choice);
        }
    }
    choices.last().copied()
}

/// `SplitMix` (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    /// From 0 to 1.
    #[allow(clippy::cast_precision_loss)] // 24 bits
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1_u64 << 24) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(keys: &[u64]) -> Vec<Node> {
        keys.iter().map(|key| Node { key: *key, rest: 0.0 }).collect()
    }

    fn pair(a: u32, b: u32, odds: f32) -> Pair {
        Pair { a, b, ln_odds: odds.ln() }
    }

    #[test]
    fn a_lone_pair_has_the_probability_of_its_odds_and_of_how_often_things_are_repeated() {
        let found = probabilities(&nodes(&[1, 2]), &[pair(0, 1, 3.0)], 0.0);
        assert!((found[0] - 0.75).abs() < 1e-5, "{found:?}");
        let found = probabilities(&nodes(&[1, 2]), &[pair(0, 1, 3.0)], 2.0_f32.ln());
        assert!((found[0] - 6.0 / 7.0).abs() < 1e-5, "{found:?}");
    }

    #[test]
    fn three_that_agree_are_surer_than_two() {
        // Ways: none 1, each pair 4, all three (4 * 4 * 4)^(2/3) = 16; a pair is in 20 of 29.
        let three = [pair(0, 1, 4.0), pair(0, 2, 4.0), pair(1, 2, 4.0)];
        let found = probabilities(&nodes(&[1, 2, 3]), &three, 0.0);
        assert!(found.iter().all(|found| (found - 20.0 / 29.0).abs() < 0.1), "{found:?}");
    }

    #[test]
    fn neither_the_order_of_reports_nor_of_pairs_matters() {
        let pairs = [pair(0, 1, 4.0), pair(1, 2, 2.0), pair(2, 3, 9.0), pair(0, 3, 0.5)];
        let found = probabilities(&nodes(&[5, 6, 7, 8]), &pairs, 0.5);
        // The same reports the other way round, and the pairs too.
        let turned = [pair(0, 3, 0.5), pair(1, 0, 9.0), pair(2, 1, 2.0), pair(3, 2, 4.0)];
        let again = probabilities(&nodes(&[8, 7, 6, 5]), &turned, 0.5);
        assert_eq!(found, [again[3], again[2], again[1], again[0]]);
    }
}
