//! How sources name the groups of an incident.

use std::collections::HashMap;

use bellwether_linkage::Record;
use rustc_hash::FxHashMap;

use super::super::truth::Truth;
use super::super::world::Prepared;
use super::super::world_truth::Happenings;
use super::{Acting, class_of};

/// How the organisations of a record stand to the groups that acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Naming {
    /// All of them, and nobody else.
    All,
    /// One of two.
    One,
    /// Nobody.
    Nobody,
    /// Somebody else.
    Other,
}

/// How the organisations of a record stand to the groups.
pub(crate) fn who(record: &Record, acting: &Acting, numbers: &[u32]) -> Naming {
    let acted = acting.map(|group| group.map(|group| numbers[usize::from(group)]));
    let (mut named, mut strange) = (0, false);
    for own in record.organisations.into_iter().filter(|own| *own != 0) {
        named += 1;
        strange |= !acted.contains(&Some(own));
    }
    let groups = acting.iter().flatten().count();
    match named {
        _ if strange => Naming::Other,
        0 if groups > 0 => Naming::Nobody,
        _ if named < groups => Naming::One,
        _ => Naming::All,
    }
}

/// The class of what is told and the dataset that tells it.
type Telling = (usize, u8);

/// Shares of each naming, by class and dataset, and by how many groups acted.
pub(crate) struct Who {
    shares: FxHashMap<(Telling, usize, Naming), f32>,
    /// Groups that one may be mistaken for.
    others: f32,
}

impl Who {
    #[allow(clippy::cast_precision_loss)] // counts
    pub(super) fn new(
        prepared: &Prepared,
        truth: &Truth,
        happenings: &Happenings,
        numbers: &[u32],
    ) -> Self {
        let mut counts: HashMap<(Telling, usize, Naming), f32> = HashMap::new();
        let mut all: HashMap<(Telling, usize), f32> = HashMap::new();
        for (row, tells) in prepared.rows.iter().zip(&truth.tells) {
            let Some(incident) = tells.first() else { continue };
            let Some(happened) = happenings.incidents.get(incident) else { continue };
            let groups = happened.groups.iter().flatten().count();
            let naming = who(&row.record, &happened.groups, numbers);
            let telling = (class_of(*incident), row.record.dataset.0);
            *counts.entry((telling, groups, naming)).or_default() += 1.0;
            *all.entry((telling, groups)).or_default() += 1.0;
        }
        let shares = counts.into_iter().map(|(key, count)| (key, count / all[&(key.0, key.1)]));
        let countries: std::collections::HashSet<&str> =
            happenings.towns.iter().filter_map(|town| town.unit.split('.').next()).collect();
        let others = happenings.groups.len() as f32 / countries.len().max(1) as f32;
        Self { shares: shares.collect(), others: others.max(1.0) }
    }

    /// How likely a dataset names somebody so, one of as many as could be named so.
    pub(super) fn likely(&self, telling: Telling, naming: Naming, acting: &Acting) -> f32 {
        let groups = acting.iter().flatten().count();
        let share = self.shares.get(&(telling, groups, naming)).copied().unwrap_or(0.0);
        match naming {
            Naming::All | Naming::Nobody => share,
            Naming::One => share / 2.0,
            Naming::Other => share / self.others,
        }
    }
}

/// The records' numbers of organisations, by group: what most records that name one organisation say.
pub(super) fn numbers(prepared: &Prepared, truth: &Truth, happenings: &Happenings) -> Vec<u32> {
    let mut votes: Vec<HashMap<u32, u32>> = vec![HashMap::new(); happenings.groups.len()];
    for (row, tells) in prepared.rows.iter().zip(&truth.tells) {
        let happened = tells.first().and_then(|incident| happenings.incidents.get(incident));
        if let (Some([Some(group), None]), [own, 0, 0]) =
            (happened.map(|happened| happened.groups), row.record.organisations)
        {
            *votes[usize::from(group)].entry(own).or_default() += u32::from(own != 0);
        }
    }
    let most = |votes: HashMap<u32, u32>| {
        votes.into_iter().filter(|(own, _)| *own != 0).max_by_key(|(_, count)| *count)
    };
    // A group that no record names has a number that none has.
    votes.into_iter().map(|votes| most(votes).map_or(u32::MAX, |(own, _)| own)).collect()
}
