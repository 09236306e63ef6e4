//! What was found, handed to the store or laid over a snapshot.

use bellwether_linkage::{ForwardReason, LinkKind, Linkage, Role, identify};
use bellwether_store::{
    Forward, IncidentRow, LinkRow, LinkState, MemberRow, StoreError, TakeIncidents,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::estimate::{Estimate, estimate};
use crate::read::Corpus;

/// Rows that are handed over at once.
const ROWS: usize = 1 << 16;

/// Incidents of two or more reports, with their ids.
#[derive(Debug, Default)]
pub(crate) struct Grouped {
    /// Reports of each incident, in the order of their ids; those that sum it up are apart.
    pub(crate) groups: Vec<Vec<u32>>,
    pub(crate) ids: Vec<String>,
    /// Reports that are alone and keep another id than their own.
    pub(crate) alone: Vec<(u32, String)>,
    /// For each record that sums up others the groups of its parts.
    pub(crate) summaries: Vec<(u32, Vec<u32>)>,
    pub(crate) forwards: Vec<Forward>,
}

/// What was before: members as report and incident, and ids that lead elsewhere.
#[derive(Debug, Default)]
pub(crate) struct Before {
    pub(crate) members: Vec<(String, String)>,
    pub(crate) retired: Vec<String>,
}

/// Puts records into groups and names them. `within` says which records are written at all.
pub(crate) fn group(
    corpus: &Corpus,
    linkage: &Linkage,
    before: &Before,
    within: &dyn Fn(u32) -> bool,
) -> Grouped {
    let mut sets: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, (incident, role)) in (0..).zip(linkage.incident_of.iter().zip(&linkage.roles)) {
        if *role == Role::Report && within(at) {
            sets.entry(*incident).or_default().push(at);
        }
    }
    // A report alone whose incident is summed up by another is a group of its own, so that the summary has
    // something to belong to.
    let mut parts: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for link in linkage.links.iter().filter(|link| link.kind == LinkKind::PartOf && link.chosen) {
        if within(link.a) && within(link.b) {
            parts.entry(link.a).or_default().push(link.b);
        }
    }
    let summed: FxHashSet<u32> =
        parts.values().flatten().map(|part| linkage.incident_of[*part as usize]).collect();
    let mut groups: Vec<Vec<u32>> = sets
        .into_iter()
        .filter(|(root, reports)| reports.len() > 1 || summed.contains(root))
        .map(|(_, reports)| reports)
        .collect();
    let id = |at: u32| corpus.ids[at as usize].as_str();
    groups.iter_mut().for_each(|group| group.sort_by(|a, b| id(*a).cmp(id(*b))));
    groups.sort_by(|a, b| id(a[0]).cmp(id(b[0])));
    name(corpus, groups, &parts, before)
}

fn name(
    corpus: &Corpus,
    groups: Vec<Vec<u32>>,
    parts: &FxHashMap<u32, Vec<u32>>,
    before: &Before,
) -> Grouped {
    let texts: Vec<Vec<&str>> = groups
        .iter()
        .map(|group| group.iter().map(|at| corpus.ids[*at as usize].as_str()).collect())
        .collect();
    let slices: Vec<&[&str]> = texts.iter().map(Vec::as_slice).collect();
    let members: Vec<(&str, &str)> =
        before.members.iter().map(|(report, id)| (report.as_str(), id.as_str())).collect();
    let retired: Vec<&str> = before.retired.iter().map(String::as_str).collect();
    let named = identify(&slices, &members, &retired);
    let alone = named
        .alone
        .iter()
        .filter(|(report, id)| *id != bellwether_model::incident_id_of(report))
        .filter_map(|(report, id)| Some((corpus.position(report)?, id.clone())))
        .collect();
    let forwards = named
        .forwards
        .into_iter()
        .map(|forward| Forward {
            from_id: forward.from,
            to_id: forward.to,
            reason: match forward.reason {
                ForwardReason::Merged => bellwether_store::ForwardReason::Merged,
                ForwardReason::Split => bellwether_store::ForwardReason::Split,
            },
        })
        .collect();
    let mut group_of: FxHashMap<u32, u32> = FxHashMap::default();
    for (number, group) in (0..).zip(&groups) {
        group_of.extend(group.iter().map(|at| (*at, number)));
    }
    let mut summaries: Vec<(u32, Vec<u32>)> = parts
        .iter()
        .map(|(summary, parts)| {
            let mut of: Vec<u32> =
                parts.iter().filter_map(|part| group_of.get(part).copied()).collect();
            of.sort_unstable();
            of.dedup();
            (*summary, of)
        })
        .filter(|(_, of)| !of.is_empty())
        .collect();
    summaries.sort_unstable();
    Grouped { groups, ids: named.ids, alone, summaries, forwards }
}

/// Hands everything over.
pub(crate) fn write(
    corpus: &Corpus,
    linkage: &Linkage,
    grouped: &Grouped,
    judged: &Judged,
    takes: &dyn Fn(u32, u32) -> bool,
    into: &mut dyn TakeIncidents,
) -> Result<(), StoreError> {
    write_links(corpus, linkage, judged, takes, into)?;
    write_members(corpus, linkage, grouped, into)?;
    write_incidents(corpus, grouped, into)
}

/// Pairs of which people said what they are, as positions in order.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub(crate) same: FxHashSet<(u32, u32)>,
    pub(crate) different: FxHashSet<(u32, u32)>,
}

fn write_links(
    corpus: &Corpus,
    linkage: &Linkage,
    judged: &Judged,
    takes: &dyn Fn(u32, u32) -> bool,
    into: &mut dyn TakeIncidents,
) -> Result<(), StoreError> {
    let mut rows: Vec<LinkRow<'_>> = linkage
        .links
        .iter()
        .filter(|link| takes(link.a, link.b))
        .map(|link| {
            let (a, b) = (&corpus.records[link.a as usize], &corpus.records[link.b as usize]);
            let pair = (link.a.min(link.b), link.a.max(link.b));
            let state = if judged.same.contains(&pair) {
                LinkState::Confirmed
            } else if judged.different.contains(&pair) {
                LinkState::Rejected
            } else {
                LinkState::Machine
            };
            let bits = link.bits;
            LinkRow {
                report_a: &corpus.ids[link.a as usize],
                report_b: &corpus.ids[link.b as usize],
                day_first: a.first.min(b.first),
                day_last: a.last.max(b.last),
                kind: match link.kind {
                    LinkKind::Same => bellwether_store::LinkKind::Same,
                    LinkKind::PartOf => bellwether_store::LinkKind::PartOf,
                    LinkKind::Overlap => bellwether_store::LinkKind::Overlap,
                },
                probability: f64::from(link.probability),
                bits: [
                    bits.when,
                    bits.place,
                    bits.who,
                    bits.what,
                    bits.toll,
                    bits.cited,
                    bits.third,
                    bits.rivals,
                    bits.prior,
                ]
                .map(f64::from),
                chosen: link.chosen,
                state,
            }
        })
        .collect();
    rows.sort_unstable_by(|a, b| {
        (a.day_first, a.report_a, a.report_b).cmp(&(b.day_first, b.report_a, b.report_b))
    });
    rows.chunks(ROWS).try_for_each(|rows| into.links(rows))
}

/// How probable it is that a report belongs to its incident: that of its best chosen link.
fn probabilities(linkage: &Linkage) -> FxHashMap<u32, f32> {
    let mut best: FxHashMap<u32, f32> = FxHashMap::default();
    for link in linkage.links.iter().filter(|link| link.chosen) {
        let ends = if link.kind == LinkKind::PartOf { vec![link.a] } else { vec![link.a, link.b] };
        for end in ends {
            let best = best.entry(end).or_default();
            *best = best.max(link.probability);
        }
    }
    best
}

fn write_members(
    corpus: &Corpus,
    linkage: &Linkage,
    grouped: &Grouped,
    into: &mut dyn TakeIncidents,
) -> Result<(), StoreError> {
    let probabilities = probabilities(linkage);
    let row = |at: u32, incident_id, role| MemberRow {
        report_id: &corpus.ids[at as usize],
        incident_id,
        role,
        probability: f64::from(probabilities.get(&at).copied().unwrap_or(1.0)),
        report_revision: corpus.rows[at as usize].revision,
    };
    let mut rows: Vec<MemberRow<'_>> = Vec::new();
    for (group, id) in grouped.groups.iter().zip(&grouped.ids) {
        rows.extend(group.iter().map(|at| row(*at, id, bellwether_store::Role::Report)));
    }
    let alone = grouped.alone.iter();
    rows.extend(alone.map(|(at, id)| row(*at, id, bellwether_store::Role::Report)));
    for (summary, groups) in &grouped.summaries {
        rows.extend(groups.iter().map(|group| {
            row(*summary, &grouped.ids[*group as usize], bellwether_store::Role::Summary)
        }));
    }
    rows.sort_unstable_by_key(|row| (row.report_id, row.incident_id));
    rows.chunks(ROWS).try_for_each(|rows| into.members(rows))
}

fn write_incidents(
    corpus: &Corpus,
    grouped: &Grouped,
    into: &mut dyn TakeIncidents,
) -> Result<(), StoreError> {
    let mut summaries: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (summary, groups) in &grouped.summaries {
        for group in groups {
            summaries.entry(*group).or_default().push(*summary);
        }
    }
    let none = Vec::new();
    let mut all: Vec<(&str, Vec<u32>, &Vec<u32>)> = (0..)
        .zip(grouped.groups.iter().zip(&grouped.ids))
        .map(|(number, (group, id))| {
            (id.as_str(), group.clone(), summaries.get(&number).unwrap_or(&none))
        })
        .collect();
    all.extend(grouped.alone.iter().map(|(at, id)| (id.as_str(), vec![*at], &none)));
    for chunk in all.chunks(ROWS) {
        let estimates: Vec<Estimate> =
            chunk.iter().map(|(_, reports, sums)| estimate(corpus, reports, sums)).collect();
        let rows: Vec<IncidentRow<'_>> =
            chunk.iter().zip(&estimates).map(|((id, ..), e)| incident_row(corpus, id, e)).collect();
        into.incidents(&rows)?;
    }
    Ok(())
}

fn incident_row<'a>(corpus: &'a Corpus, id: &'a str, estimate: &'a Estimate) -> IncidentRow<'a> {
    let row = |at: u32| &corpus.rows[at as usize];
    let word = |word| corpus.lexicon.get(word);
    let must = |word| corpus.lexicon.get(word).unwrap_or_default();
    let (kind, when, place) = (row(estimate.kind), row(estimate.when), row(estimate.place));
    let days = &corpus.records[estimate.when as usize];
    IncidentRow {
        incident_id: id,
        licence: must(estimate.licence),
        datasets: &estimate.datasets,
        reports: estimate.reports,
        summaries: estimate.summaries,
        event_type: must(kind.event_type),
        civilians_targeted: estimate.civilians_targeted,
        date_start: days.first,
        date_end: days.last,
        date_precision: must(when.date_precision),
        at: place.at,
        place_precision: must(place.place_precision),
        country: must(place.country),
        country_gw: place.country_gw,
        iso3: word(place.iso3),
        admin1: word(place.admin1),
        admin1_id: word(place.admin1_id),
        admin2: word(place.admin2),
        place_name: word(place.place_name),
        grid: place.grid,
        deaths: estimate.deaths,
        injured: estimate.injured,
        plover: word(kind.plover),
        targets: estimate.targets.as_deref(),
        tolls: Some(&estimate.tolls),
    }
}
