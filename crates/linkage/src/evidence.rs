//! What is known of the reports of a dataset that repeats events before they are gathered, and which of it hangs together.

use rustc_hash::FxHashMap;

use crate::assign::Sets;
use crate::common::{Seen, Together};

/// A report of the dataset that repeats events.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) key: u64,
    /// How many unrelated ones could be of its incident, as odds against that it is alone.
    pub(crate) rest: f32,
    /// The logarithm of the share of such reports of which nobody else tells.
    pub(crate) alone: f32,
}

/// Two reports, by their positions, and the logarithm of how much likelier they compare so when they tell of one
/// incident.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) says: f32,
}

/// A report and an incident that it may tell of: the logarithm of the odds that it does, against that it tells of what
/// nobody else does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) report: u32,
    pub(crate) incident: u32,
    pub(crate) says: f32,
    /// How much of that is said of any such report and incident, before they are compared.
    pub(crate) prior: f32,
}

/// What is compared. `told` is the share of incidents such as each that are told; `repeats` how many repeats a report has
/// in the mean, above 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence<'e> {
    pub(crate) nodes: &'e [Node],
    pub(crate) pairs: &'e [Pair],
    pub(crate) claims: &'e [Claim],
    pub(crate) told: &'e [f32],
    /// Whether the record by which each incident stands may be as far from what happened as reports are.
    pub(crate) loose: &'e [bool],
    pub(crate) repeats: f32,
    /// What each report says of when, where and what.
    pub(crate) seen: &'e [Seen],
    /// What is known of these for each incident, and of nothing.
    pub(crate) known: &'e [Together],
    pub(crate) nothing: &'e Together,
}

/// Positions of pairs and of claims.
pub(crate) type Positions = [Vec<u32>; 2];

/// Positions by connected component.
pub(crate) fn components(
    Evidence { nodes, pairs, claims, told, .. }: Evidence<'_>,
) -> Vec<Positions> {
    let first = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    let mut sets = Sets::new(nodes.len() + told.len());
    pairs.iter().for_each(|pair| sets.join(pair.a, pair.b));
    claims.iter().for_each(|claim| sets.join(claim.report, first + claim.incident));
    let mut components: Vec<Positions> = Vec::new();
    let mut known: FxHashMap<u32, usize> = FxHashMap::default();
    let ends = [
        pairs.iter().map(|pair| pair.a).collect::<Vec<u32>>(),
        claims.iter().map(|claim| claim.report).collect(),
    ];
    for (which, reports) in ends.iter().enumerate() {
        for (position, report) in (0_u32..).zip(reports) {
            let at = *known.entry(sets.root(*report)).or_insert_with(|| {
                components.push(Positions::default());
                components.len() - 1
            });
            components[at][which].push(position);
        }
    }
    components
}
