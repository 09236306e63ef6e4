//! What people said of pairs of reports, and how it binds.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::assign::Sets;
use crate::link::Link;
use crate::record::Record;
use crate::repeats::ordered;

/// Pairs of records, as positions, of which a person has said what they are. Whatever the odds say, the same are
/// put together and the different are not, not even through others.
#[derive(Debug, Clone, Default)]
pub struct Judgements {
    /// Pairs that tell of one incident.
    pub same: Vec<(u32, u32)>,
    /// Pairs that do not. Where these contradict `same`, `same` wins.
    pub different: Vec<(u32, u32)>,
}

impl Judgements {
    /// Makes links obey: one that a person rejected is not chosen and has probability 0; one that a person
    /// confirmed, or missed, is chosen and has probability 1.
    pub(crate) fn apply(&self, records: &[Record], links: &mut Vec<Link>) {
        if self.same.is_empty() && self.different.is_empty() {
            return;
        }
        let different: FxHashSet<(u32, u32)> =
            self.different.iter().map(|(a, b)| ordered(*a, *b)).collect();
        let mut same: FxHashSet<(u32, u32)> =
            self.same.iter().map(|(a, b)| ordered(*a, *b)).collect();
        for link in links.iter_mut() {
            let pair = ordered(link.a, link.b);
            if same.remove(&pair) {
                (link.probability, link.chosen) = (1.0, true);
            } else if different.contains(&pair) {
                (link.probability, link.chosen) = (0.0, false);
            }
        }
        let mut missed: Vec<(u32, u32)> = same.into_iter().collect();
        missed.sort_unstable();
        links.extend(missed.into_iter().map(|(a, b)| {
            let (first, second) = (&records[a as usize], &records[b as usize]);
            let (a, b) = if second.dataset < first.dataset { (b, a) } else { (a, b) };
            Link::said(a, b)
        }));
    }

    /// Joins the same.
    pub(crate) fn join(&self, sets: &mut Sets) {
        self.same.iter().for_each(|(a, b)| sets.join(*a, *b));
    }
}

/// Sets that must not become one.
#[derive(Debug, Default)]
pub(crate) struct Apart {
    foes: FxHashMap<u32, Vec<u32>>,
}

impl Apart {
    pub(crate) fn of(judgements: &Judgements, sets: &mut Sets) -> Self {
        let mut foes: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (a, b) in &judgements.different {
            let (a, b) = (sets.root(*a), sets.root(*b));
            if a != b {
                foes.entry(a).or_default().push(b);
                foes.entry(b).or_default().push(a);
            }
        }
        Self { foes }
    }

    /// Whether two roots may become one set.
    pub(crate) fn may_join(&self, a: u32, b: u32, sets: &mut Sets) -> bool {
        let apart = |one: u32, other: u32, sets: &mut Sets| {
            self.foes.get(&one).is_some_and(|foes| foes.iter().any(|foe| sets.root(*foe) == other))
        };
        !apart(a, b, sets) && !apart(b, a, sets)
    }

    /// Tells that two roots are one now.
    pub(crate) fn joined(&mut self, kept: u32, gone: u32) {
        if let Some(foes) = self.foes.remove(&gone) {
            self.foes.entry(kept).or_default().extend(foes);
        }
    }
}
