//! Where and when the events of a watch lie closer together than chance explains.
//!
//! The space-time permutation scan (Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005, PLoS Medicine
//! 2(3), e59) over cells of PRIO-GRID and days: what is always violent, and a month in which everything was, is no
//! cluster. Events of which the place or the day is not known well enough are left out and counted.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::{Date, PrioGridId};
use bellwether_store::Activity;
use bellwether_watch::scan::{
    Case, Cluster, Places, Scan, ScanSettings, Step, TimeAxis, Windows, permutation,
};
use serde::Serialize;

use crate::collection::{breaks, concerns};
use crate::error::VigilError;
use crate::run::Look;

/// How a scan is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterPlan {
    /// Days of the study, back from the last day that is covered.
    pub study_days: i64,
    /// The longest cluster, in days.
    pub days_max: usize,
    /// The widest, as the radius of its circle in kilometres; none for half of all events.
    pub km_max: Option<f64>,
    /// Clusters of any time in the study, and not only those that last until its end.
    pub past: bool,
    /// Random data sets; the least p that can be found is one by one more than these.
    pub replications: usize,
    /// What the random data sets depend on.
    pub seed: u64,
}

/// A circle of cells over some days with more events than expected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundCluster {
    /// Latitude and longitude of the middle of the cell in the centre, in degrees.
    pub centre: [f64; 2],
    /// From the centre to the middle of the farthest cell, in kilometres; a cell is about 55 km wide.
    pub radius_km: f64,
    /// The cells of PRIO-GRID within the circle that have events in the study.
    pub cells: Vec<u32>,
    /// The first-level units of its events.
    pub units: Vec<String>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Events within.
    pub observed: u32,
    /// Events that the totals of the cells and of the days make expect.
    pub expected: f64,
    /// The log likelihood ratio.
    pub statistic: f64,
    /// How often a study without clusters shows one as strong, anywhere.
    pub p: f64,
    /// Once in how many days a daily scan shows as much by chance; only where clusters must last until the end.
    pub recurrence_days: Option<f64>,
    /// The ids of its events.
    pub evidence: Vec<String>,
}

/// What a scan found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clusters {
    /// The first day of the study.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// Events that were looked at.
    pub events: usize,
    /// Cells with events.
    pub cells: usize,
    /// Events left out because their place is no point.
    pub without_place: usize,
    /// Events left out because their day is not known.
    pub without_day: usize,
    /// The strongest first; no cell is in two of them.
    pub clusters: Vec<FoundCluster>,
}

/// The clusters among the events of a watch. A study does not reach across a day on which the counting changed.
///
/// # Errors
/// When nothing is covered, fewer than two events can be placed, or the plan is out of its range.
pub fn clusters(look: &Look<'_>, plan: &ClusterPlan) -> Result<Clusters, VigilError> {
    let nothing = |why: &str| VigilError::Definition(format!("there is nothing to scan: {why}"));
    let (first, to) = look.days().ok_or_else(|| nothing("no day is covered"))?;
    let back = jiff::Span::new().days(plan.study_days.saturating_sub(1).max(0));
    let tempo = bellwether_watch::alert::Facet::Tempo;
    let broken = breaks(look.collections)
        .into_iter()
        .filter(|one| concerns(one, tempo) && one.day <= to)
        .map(|one| one.day)
        .max();
    let from = to.checked_sub(back).unwrap_or(first).max(first).max(broken.unwrap_or(first));
    let axis = TimeAxis::new(from, to, Step::Days(1))?;
    let within = |one: &&Activity| one.start >= from && one.end <= to;
    let all: Vec<&Activity> = look.events.all().iter().filter(within).collect();
    let dated: Vec<&Activity> = all.iter().copied().filter(|one| one.start == one.end).collect();
    let placed: Vec<(PrioGridId, &Activity)> = dated
        .iter()
        .filter_map(|one| Some((PrioGridId::new(i64::from(one.cell?)).ok()?, *one)))
        .collect();
    if placed.len() < 2 {
        return Err(nothing("fewer than two events have a point and a day"));
    }
    let cells: Vec<PrioGridId> =
        placed.iter().map(|(cell, _)| *cell).collect::<BTreeSet<_>>().into_iter().collect();
    let mut counts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (cell, one) in &placed {
        if let Some(interval) = axis.interval(one.start) {
            let place = cells.partition_point(|other| other < cell);
            *counts.entry((place, interval)).or_default() += 1;
        }
    }
    let cases: Vec<Case> = counts
        .into_iter()
        .map(|((place, interval), count)| Case { place, interval, count })
        .collect();
    let max = plan.days_max.clamp(1, axis.intervals());
    let windows = if plan.past {
        Windows::Retrospective { min: 1, max }
    } else {
        Windows::Prospective { min: 1, max }
    };
    let settings = ScanSettings {
        radius_max: plan.km_max,
        replications: plan.replications,
        seed: plan.seed,
        ..ScanSettings::new(windows)
    };
    let centres: Vec<_> = cells.iter().map(|cell| cell.centroid()).collect();
    let Scan { clusters, .. } = permutation(&Places::on_globe(&centres), &axis, &cases, &settings)?;
    let found = clusters.into_iter().map(|cluster| describe(cluster, &cells, &placed)).collect();
    Ok(Clusters {
        from,
        to,
        events: placed.len(),
        cells: cells.len(),
        without_place: dated.len() - placed.len(),
        without_day: all.len() - dated.len(),
        clusters: found,
    })
}

fn describe(
    cluster: Cluster,
    cells: &[PrioGridId],
    placed: &[(PrioGridId, &Activity)],
) -> FoundCluster {
    let inside: BTreeSet<PrioGridId> = cluster.places.iter().map(|place| cells[*place]).collect();
    let within = |(cell, one): &&(PrioGridId, &Activity)| {
        inside.contains(cell) && one.start >= cluster.start && one.start <= cluster.end
    };
    let own: Vec<&Activity> = placed.iter().filter(within).map(|(_, one)| *one).collect();
    let units: BTreeSet<&String> = own.iter().filter_map(|one| one.unit.as_ref()).collect();
    let centre = cells[cluster.centre].centroid();
    FoundCluster {
        centre: [centre.latitude.degrees(), centre.longitude.degrees()],
        radius_km: cluster.radius,
        cells: inside.iter().map(|cell| cell.get()).collect(),
        units: units.into_iter().cloned().collect(),
        from: cluster.start,
        to: cluster.end,
        observed: cluster.observed,
        expected: cluster.expected,
        statistic: cluster.llr,
        p: cluster.p,
        recurrence_days: cluster.recurrence_days,
        evidence: own.iter().map(|one| one.id.clone()).collect(),
    }
}
