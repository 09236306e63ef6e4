//! Linking in stretches of the calendar, so that memory holds a window and not the data.
//!
//! The calendar is cut into slabs from 1970-01-01 on. A slab is linked from its own records and those around it that
//! bear on them, and answers for the links that are found around its own records (of the dataset that is looked
//! around). So each link is found in one slab, from the same records whichever other slabs are linked beside it: a
//! run over a few slabs gives what a run over all gives there, and each may be linked on another machine.

use std::cell::OnceCell;

use rayon::prelude::*;

use crate::chance::{AHEAD, BACK};
use crate::gather::Effort;
use crate::index::Index;
use crate::level::width;
use crate::link::Link;
use crate::model::Model;
use crate::pairing::{Paired, THRESHOLD, decide, weigh};
use crate::record::{Day, Record};
use crate::repeated::{Incidents, Repeated};
use crate::settings::Settings;
use crate::triangle::{Between, revise};
use crate::whole::Listed;

/// Days of a slab. Shorter ones hold less in memory and leave less to do after a change; longer ones score fewer
/// records twice.
pub const SLAB_DAYS: Day = 180;
/// Days around a slab of which records are scored too, since they compete for the same counterparts: twice as far as
/// two reports of one day may lie apart.
const SCORED: Day = 14;
/// Days before and after a slab whose records bear on its links: those that are scored, and around them those by which
/// chance is measured.
const MARGIN_DAYS: [Day; 2] = [SCORED + BACK, SCORED + AHEAD];

/// The slab in which a day, in days since 1970-01-01, lies.
#[must_use]
pub const fn slab_of(day: Day) -> i32 {
    day.div_euclid(SLAB_DAYS)
}

/// The first and the last day of a slab.
#[must_use]
pub const fn days_of_slab(slab: i32) -> (Day, Day) {
    (slab * SLAB_DAYS, slab * SLAB_DAYS + SLAB_DAYS - 1)
}

/// The first and the last slab on whose links a record bears whose interval has this [`Record::middle`].
#[must_use]
pub const fn slabs_for(middle: Day) -> (i32, i32) {
    let [before, after] = MARGIN_DAYS;
    (slab_of(middle - after), slab_of(middle + before))
}

/// The first and the last day that bear on the slabs from one to another: a record whose interval has its
/// [`Record::middle`] outside of them changes none of their links.
#[must_use]
pub const fn days_for_slabs((from, to): (i32, i32)) -> (Day, Day) {
    days_for((days_of_slab(from).0, days_of_slab(to).1))
}

/// The first and the last day of reports that are scored so that some days can be answered for.
pub(crate) const fn scored_for((first, last): (Day, Day)) -> (Day, Day) {
    (first.saturating_sub(SCORED), last.saturating_add(SCORED))
}

/// The first and the last day that bear on the links of some days.
pub(crate) const fn days_for((first, last): (Day, Day)) -> (Day, Day) {
    let [before, after] = MARGIN_DAYS;
    (first.saturating_sub(before), last.saturating_add(after))
}

/// The links of a slab, as positions in `records`: those that [`slabs_for`] gives to it, each once, in any order.
/// Chosen links within a dataset join repeats.
#[must_use]
pub fn link_slab(model: &Model, records: &[Record], slab: i32, settings: &Settings) -> Vec<Link> {
    let days = days_of_slab(slab);
    let own = |list: &Listed, paired: &[Paired]| -> Vec<Paired> {
        let is_own = |link: &Paired| slab_of(list.records[link.a as usize].middle()) == slab;
        paired.iter().copied().filter(is_own).collect()
    };
    let Known { repeated, mut lists, across } = Known::of(model, records, days, settings);
    let mut links = Vec::new();
    for ([a, b], paired) in &across {
        lists[*a].add(&lists[*b], &own(&lists[*a], paired), &mut links);
    }
    if repeated.is_empty() {
        return links;
    }
    let mut incidents = Incidents::new(model, records, &lists, all_links(&lists, &across));
    for list in &repeated {
        let Some((within, told)) =
            model.within(list.dataset).and_then(|own| Some((own, own.told.as_ref()?)))
        else {
            continue;
        };
        let found = {
            let compared =
                Repeated::new((model, within), list, (&lists, &incidents), days, settings);
            compared.links(
                &compared.sample(told, Effort::Link),
                settings.threshold.unwrap_or(THRESHOLD),
            )
        };
        for (other, paired) in lists.iter().zip(&found.known) {
            list.add(other, &own(list, paired), &mut links);
        }
        list.add(list, &own(list, &found.repeats), &mut links);
        let represented = found.represented(list, &mut incidents);
        lists.push(represented);
    }
    links
}

/// What is known before the reports of those that repeat events are gathered.
pub(crate) struct Known {
    /// The datasets that repeat events, and the others.
    pub(crate) repeated: Vec<Listed>,
    pub(crate) lists: Vec<Listed>,
    /// Links between two of the others, by their positions.
    pub(crate) across: Vec<([usize; 2], Vec<Paired>)>,
}

impl Known {
    /// Links the datasets of which each tells an event once. Those that repeat events speak for or against these links
    /// with one report for each set of repeats.
    pub(crate) fn of(
        model: &Model,
        records: &[Record],
        days: (Day, Day),
        settings: &Settings,
    ) -> Self {
        let (repeated, mut lists): (Vec<Listed>, Vec<Listed>) =
            Listed::all(records).into_iter().partition(|list| model.within(list.dataset).is_some());
        let once = lists.len();
        // A single link needs no support.
        if once > 1 {
            lists.extend(repeated.iter().filter_map(|list| {
                let within = model.within(list.dataset)?;
                Some(Repeated::represented(within, list, days, settings))
            }));
        }
        let across = across(model, &lists, once, scored_for(days), settings);
        lists.truncate(once);
        Self { repeated, lists, across }
    }
}

/// Links between the first so many lists, by their positions; the others only speak for or against them.
fn across(
    model: &Model,
    lists: &[Listed],
    once: usize,
    scored: (Day, Day),
    settings: &Settings,
) -> Vec<([usize; 2], Vec<Paired>)> {
    let indexes: Vec<OnceCell<Index<'_>>> = lists.iter().map(|_| OnceCell::new()).collect();
    let place = |dataset| lists.iter().position(|list| list.dataset == dataset);
    let mut pairs = Vec::new();
    let mut thresholds = Vec::new();
    for (ends, learnt) in model.across() {
        let [Some(a), Some(b)] = ends.map(place) else { continue };
        let index = indexes[b].get_or_init(|| lists[b].index(learnt, settings));
        let (edges, probabilities) = weigh(&lists[a].records, index, scored, learnt, settings);
        pairs.push(Between { ends: [a, b], edges, probabilities });
        thresholds.push(settings.threshold.unwrap_or_else(|| learnt.threshold.into()));
    }
    if pairs.len() > 1 {
        revise(lists.len(), &mut pairs);
    }
    let decided = pairs.iter().zip(thresholds);
    decided
        .filter(|(pair, _)| pair.ends.iter().all(|end| *end < once))
        .map(|(pair, threshold)| (pair.ends, decide(&pair.edges, &pair.probabilities, threshold)))
        .collect()
}

/// As links between records.
pub(crate) fn all_links(lists: &[Listed], across: &[([usize; 2], Vec<Paired>)]) -> Vec<Link> {
    let mut links = Vec::new();
    across.iter().for_each(|([a, b], paired)| lists[*a].add(&lists[*b], paired, &mut links));
    links
}

/// The links of the slabs from one to another, as positions in `records`, which must be all that bear on them; `i32::MIN`
/// and `i32::MAX` stand for all slabs.
#[must_use]
pub fn links_of_slabs(
    model: &Model,
    records: &[Record],
    (from, to): (i32, i32),
    settings: &Settings,
) -> Vec<Link> {
    let mut order: Vec<(Day, u32)> = (0_u32..)
        .zip(records)
        .filter(|(_, record)| width(record.days()).is_some())
        .map(|(at, record)| (record.middle(), at))
        .collect();
    order.par_sort_unstable();
    let mut slabs: Vec<i32> = order.iter().map(|(middle, _)| slab_of(*middle)).collect();
    slabs.dedup();
    slabs.retain(|slab| (from..=to).contains(slab));
    let of_slab = |slab: i32| {
        let (first, last) = days_for_slabs((slab, slab));
        let start = order.partition_point(|(middle, _)| *middle < first);
        let end = order.partition_point(|(middle, _)| *middle <= last);
        let positions = &order[start..end];
        let own: Vec<Record> = positions.iter().map(|(_, at)| records[*at as usize]).collect();
        let whole = |at: u32| positions[at as usize].1;
        link_slab(model, &own, slab, settings)
            .into_iter()
            .map(|link| Link { a: whole(link.a), b: whole(link.b), ..link })
            .collect::<Vec<Link>>()
    };
    slabs.par_iter().with_max_len(1).flat_map_iter(|slab| of_slab(*slab)).collect()
}

#[cfg(test)]
#[path = "slab_tests.rs"]
mod tests;
