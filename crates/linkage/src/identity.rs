//! Ids of incidents that survive when reports join and leave.
//!
//! An id is cited in papers and briefs, so it stays with the reports that most of it stood for; where it
//! cannot, forwards say where they are now.

use std::cmp::Reverse;

use bellwether_model::incident_id_of;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// Why an id leads to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ForwardReason {
    /// What most of the id's reports stood for is now a part of the other incident, and the id lives no more.
    Merged,
    /// Some of the id's reports are now an incident, or a part of one, of their own.
    Split,
}

/// Where reports of an incident went that no longer have its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Forward {
    /// The id that they had. Where it still lives, only [`ForwardReason::Split`] leads away from it.
    pub from: String,
    /// The id that they have, which lives.
    pub to: String,
    /// Why.
    pub reason: ForwardReason,
}

/// What [`identify`] gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identities<'a> {
    /// The id of each group, in the order of the groups.
    pub ids: Vec<String>,
    /// Reports that were in an incident and are in no group now, with their ids, in the order of the reports.
    /// Only where an id is not [`incident_id_of`] the report does it have to be remembered.
    pub alone: Vec<(&'a str, String)>,
    /// Where the reports of old incidents went, in ascending order. At most one `Merged` an id.
    pub forwards: Vec<Forward>,
}

/// Gives groups of reports the ids of the incidents that they go on from.
///
/// `groups` are the incidents of now; no report stands in two. `members` are the pairs of report id and
/// incident id of before; a report that is in none of them is a new one, and one that is in no group stands
/// alone. `retired` are ids that earlier forwards lead away from, which no new group of two or more takes.
///
/// Each old id goes to the group with most of its members (of equal ones to that with the smallest report
/// id). A group takes, of the ids that come to it, the one that most of its members had (of equal ones the
/// smallest). A group without one takes [`incident_id_of`] its smallest report id, or where that id is or was
/// another's, that of the next. The order of groups, reports and members does not matter, and a second run
/// with the same groups changes nothing. Takes time as n log n.
#[must_use]
pub fn identify<'a>(
    groups: &[&[&'a str]],
    members: &[(&'a str, &'a str)],
    retired: &[&str],
) -> Identities<'a> {
    let old = Old::of(members);
    let (parts, given) = parts(groups, &old);
    let shared = shared(&parts, &old);
    let kept = kept(&parts, &shared);
    let ids = with_new(&parts, &kept, &old.ids, retired);
    let forwards = forwards(&parts, &shared, &old.ids, &ids);
    let mut ids = ids.into_iter();
    let of_groups = ids.by_ref().take(given).collect();
    let alone = parts[given..].iter().map(|part| part.smallest).zip(ids).collect();
    Identities { ids: of_groups, alone, forwards }
}

/// The incidents of before.
struct Old<'a> {
    /// Ids in ascending order.
    ids: Vec<&'a str>,
    /// For each report the position of its id; of several ids the smallest.
    id_of: FxHashMap<&'a str, u32>,
}

impl<'a> Old<'a> {
    fn of(members: &[(&'a str, &'a str)]) -> Self {
        let mut positions: FxHashMap<&str, u32> = FxHashMap::default();
        for (_, id) in members {
            positions.entry(id).or_default();
        }
        let mut ids: Vec<&str> = positions.keys().copied().collect();
        ids.sort_unstable();
        for (position, id) in (0..).zip(&ids) {
            positions.insert(id, position);
        }
        let mut id_of = FxHashMap::with_capacity_and_hasher(members.len(), FxBuildHasher);
        for (report, id) in members {
            let id = positions[id];
            id_of.entry(*report).and_modify(|old: &mut u32| *old = id.min(*old)).or_insert(id);
        }
        Self { ids, id_of }
    }
}

/// Reports that are one incident now.
struct Part<'a> {
    reports: Vec<&'a str>,
    smallest: &'a str,
}

/// The groups, and after them the reports that stand alone; and how many the groups are.
fn parts<'a>(groups: &[&[&'a str]], old: &Old<'a>) -> (Vec<Part<'a>>, usize) {
    let mut parts: Vec<Part<'a>> = groups
        .iter()
        .map(|group| {
            let mut reports = group.to_vec();
            reports.sort_unstable();
            reports.dedup();
            Part { smallest: reports.first().copied().unwrap_or_default(), reports }
        })
        .collect();
    let given = parts.len();
    let grouped: FxHashSet<&str> = groups.iter().flat_map(|group| group.iter().copied()).collect();
    let mut alone: Vec<&str> =
        old.id_of.keys().copied().filter(|report| !grouped.contains(report)).collect();
    alone.sort_unstable();
    parts.extend(alone.into_iter().map(|report| Part { reports: vec![report], smallest: report }));
    (parts, given)
}

/// How many reports an old id and a part of now have in common.
struct Shared {
    old: u32,
    part: u32,
    count: usize,
}

/// All that have any in common, by old id.
fn shared(parts: &[Part<'_>], old: &Old<'_>) -> Vec<Shared> {
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(old.id_of.len());
    for (part, now) in (0..).zip(parts) {
        pairs.extend(now.reports.iter().filter_map(|r| old.id_of.get(r)).map(|old| (*old, part)));
    }
    pairs.sort_unstable();
    let runs = pairs.chunk_by(|one, next| one == next);
    runs.map(|run| Shared { old: run[0].0, part: run[0].1, count: run.len() }).collect()
}

/// Of the parts that share reports with one old id, the one with most.
fn main_part<'s>(run: &'s [Shared], parts: &[Part<'_>]) -> Option<&'s Shared> {
    run.iter().max_by_key(|shared| (shared.count, Reverse(parts[shared.part as usize].smallest)))
}

/// For each part the old id that it keeps.
fn kept(parts: &[Part<'_>], shared: &[Shared]) -> Vec<Option<u32>> {
    let mut best: Vec<Option<(usize, Reverse<u32>)>> = vec![None; parts.len()];
    for run in shared.chunk_by(|one, next| one.old == next.old) {
        if let Some(main) = main_part(run, parts) {
            let best = &mut best[main.part as usize];
            *best = (*best).max(Some((main.count, Reverse(main.old))));
        }
    }
    best.into_iter().map(|best| best.map(|(_, Reverse(old))| old)).collect()
}

/// The id of each part: the one it keeps, or a new one.
fn with_new(
    parts: &[Part<'_>],
    kept: &[Option<u32>],
    old: &[&str],
    retired: &[&str],
) -> Vec<String> {
    let mut ids: Vec<String> = kept
        .iter()
        .map(|kept| kept.map_or_else(String::new, |old_id| old[old_id as usize].to_owned()))
        .collect();
    let mut without: Vec<usize> = (0..parts.len()).filter(|part| kept[*part].is_none()).collect();
    without.sort_unstable_by_key(|part| parts[*part].smallest);
    let old: FxHashSet<&str> = old.iter().copied().collect();
    let retired: FxHashSet<&str> = retired.iter().copied().collect();
    let mut new: FxHashSet<String> = FxHashSet::default();
    for part in without {
        let is_retired = |id: &str| parts[part].reports.len() > 1 && retired.contains(id);
        let is_free = |id: &String| {
            !old.contains(id.as_str()) && !new.contains(id) && !is_retired(id.as_str())
        };
        // After the members' own come numbered ones, of which one is free in the end.
        let of_members = parts[part].reports.iter().map(|report| incident_id_of(report));
        let numbered = (1_u64..).map(|n| incident_id_of(&format!("{}#{n}", parts[part].smallest)));
        if let Some(id) = of_members.chain(numbered).find(is_free) {
            new.insert(id.clone());
            ids[part] = id;
        }
    }
    ids
}

/// By old id and new id, in ascending order.
fn forwards(parts: &[Part<'_>], shared: &[Shared], old: &[&str], ids: &[String]) -> Vec<Forward> {
    let mut forwards: Vec<Forward> = Vec::new();
    for run in shared.chunk_by(|one, next| one.old == next.old) {
        let from = old[run[0].old as usize];
        let main = main_part(run, parts).map(|main| main.part);
        let start = forwards.len();
        for shared in run.iter().filter(|shared| ids[shared.part as usize] != from) {
            let is_main = main == Some(shared.part);
            let reason = if is_main { ForwardReason::Merged } else { ForwardReason::Split };
            let to = ids[shared.part as usize].clone();
            forwards.push(Forward { from: from.to_owned(), to, reason });
        }
        forwards[start..].sort_unstable();
    }
    forwards
}

#[cfg(test)]
mod tests;
