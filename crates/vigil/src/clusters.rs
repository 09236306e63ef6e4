//! Where and when the events of a watch lie closer together than chance explains.
//!
//! Scans over cells of PRIO-GRID and days, by what is held fixed ([`Method`]). Events of which the place or the day is
//! not known well enough are left out and counted.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::{Date, PrioGridId};
use bellwether_store::Activity;
use bellwether_watch::alert::Facet;
use bellwether_watch::scan::{
    Case, Cluster, Expected, Places, Scan, ScanSettings, Step, TimeAxis, Windows, bernoulli,
    permutation, poisson,
};
use serde::Serialize;

use crate::collection::{breaks, concerns};
use crate::error::VigilError;
use crate::run::Look;

/// What is held fixed, and so what a cluster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// How many events each cell and each day has (Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005,
    /// PLoS Medicine 2(3), e59): what is always violent, and a month in which everything was, is no cluster.
    Permutation,
    /// How many events there are in all, spread as the cells' own past spreads them and evenly over the days (Kulldorff
    /// 1997, 2001): a cell that is more violent than it used to be is a cluster, and so is a month in which everything
    /// is.
    Poisson {
        /// Days of the past before the study.
        past_days: i64,
    },
    /// Where and when events are, and how many of them are of a kind (Kulldorff 1997): where that kind is more frequent
    /// among them than elsewhere is a cluster.
    Bernoulli {
        /// The facet whose events are the cases; the other events are the controls.
        cases: Facet,
    },
}

/// How a scan is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterPlan {
    /// What is held fixed.
    pub method: Method,
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
    /// The cells of PRIO-GRID within the circle that have events in the study or its past.
    pub cells: Vec<u32>,
    /// The first-level units of its events.
    pub units: Vec<String>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Cases within.
    pub observed: u32,
    /// Events within, cases or not.
    pub events: usize,
    /// Cases that what is held fixed makes expect.
    pub expected: f64,
    /// The log likelihood ratio.
    pub statistic: f64,
    /// How often a study without clusters shows one as strong, anywhere.
    pub p: f64,
    /// Once in how many days a daily scan shows as much by chance; only where clusters must last until the end.
    pub recurrence_days: Option<f64>,
    /// The ids of its cases.
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
    /// How many of them are cases.
    pub cases: usize,
    /// Cells with events.
    pub cells: usize,
    /// Events left out because their place is no point.
    pub without_place: usize,
    /// Events left out because their day is not known.
    pub without_day: usize,
    /// Events left out because it is not known whether they are cases.
    pub without_mark: usize,
    /// The days of the past that says what is expected, and its events.
    pub past: Option<(Date, Date, usize)>,
    /// The strongest first; no cell is in two of them.
    pub clusters: Vec<FoundCluster>,
}

/// Days of the past without which it says nothing of what to expect.
const PAST_DAYS_MIN: i32 = 180;

/// What is added to the past of each cell: half an event, so that a cell without a past expects something.
const PRIOR: f64 = 0.5;

/// The clusters among the events of a watch. A study, and the past before it, do not reach across a day on which the
/// counting changed.
///
/// # Errors
/// When nothing is covered, fewer than two events can be placed, there is no past or no kind to compare with, or the
/// plan is out of its range.
pub fn clusters(look: &Look<'_>, plan: &ClusterPlan) -> Result<Clusters, VigilError> {
    let (first, to) = look.days().ok_or_else(|| nothing("no day is covered"))?;
    let broken = breaks(look.collections)
        .into_iter()
        .filter(|one| concerns(one, Facet::Tempo) && one.day <= to)
        .map(|one| one.day)
        .max();
    let earliest = broken.map_or(first, |day| day.max(first));
    let from = back(to, plan.study_days.saturating_sub(1).max(0)).max(earliest);
    let axis = TimeAxis::new(from, to, Step::Days(1))?;
    let sorted = Sorted::of(look, (from, to), plan.method);
    if sorted.placed.len() < 2 {
        return Err(nothing("fewer than two events have a point and a day"));
    }
    let past = match plan.method {
        Method::Poisson { past_days } => Some(Past::of(look, earliest, from, past_days)?),
        _ => None,
    };
    let mut cells: BTreeSet<PrioGridId> = sorted.placed.iter().map(|one| one.cell).collect();
    cells.extend(past.iter().flat_map(|past| past.counts.keys()));
    let cells: Vec<PrioGridId> = cells.into_iter().collect();
    let scan = scan(plan, &axis, &cells, &sorted, past.as_ref())?;
    let found = scan.clusters.into_iter().map(|one| describe(one, &cells, &sorted.placed));
    Ok(Clusters {
        from,
        to,
        events: sorted.placed.len(),
        cases: sorted.placed.iter().filter(|one| one.is_case).count(),
        cells: cells.len(),
        without_place: sorted.without_place,
        without_day: sorted.without_day,
        without_mark: sorted.without_mark,
        past: past.map(|past| (past.days.0, past.days.1, past.counts.values().sum())),
        clusters: found.collect(),
    })
}

fn nothing(why: &str) -> VigilError {
    VigilError::Definition(format!("there is nothing to scan: {why}"))
}

fn back(day: Date, days: i64) -> Date {
    day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day)
}

/// The cell and the day of an event, where they are known.
fn placed(one: &Activity) -> Option<PrioGridId> {
    PrioGridId::new(i64::from(one.cell?)).ok()
}

/// An event with a point and a day.
struct Placed<'a> {
    cell: PrioGridId,
    event: &'a Activity,
    is_case: bool,
}

/// The events of a study, and how many are left out.
struct Sorted<'a> {
    placed: Vec<Placed<'a>>,
    without_place: usize,
    without_day: usize,
    without_mark: usize,
}

impl<'a> Sorted<'a> {
    fn of(look: &Look<'a>, (from, to): (Date, Date), method: Method) -> Self {
        let mut sorted =
            Self { placed: Vec::new(), without_place: 0, without_day: 0, without_mark: 0 };
        let within = |one: &&Activity| one.start >= from && one.end <= to;
        for event in look.events.all().iter().filter(within) {
            if event.start != event.end {
                sorted.without_day += 1;
                continue;
            }
            let Some(cell) = placed(event) else {
                sorted.without_place += 1;
                continue;
            };
            match method.is_case(event) {
                Some(is_case) => sorted.placed.push(Placed { cell, event, is_case }),
                None => sorted.without_mark += 1,
            }
        }
        sorted
    }
}

impl Method {
    /// Whether an event is a case; none where it is not known.
    fn is_case(self, event: &Activity) -> Option<bool> {
        match self {
            Self::Permutation | Self::Poisson { .. } => Some(true),
            Self::Bernoulli { cases: Facet::CivilianShare } => Some(event.civilians),
            Self::Bernoulli { cases: Facet::TacticsShare } => event.bombing,
            Self::Bernoulli { cases: Facet::MassCasualty } => {
                event.deaths.map(|deaths| deaths >= Facet::MASS_CASUALTY_DEATHS)
            }
            Self::Bernoulli { .. } => None,
        }
    }
}

/// What happened in each cell before a study.
struct Past {
    days: (Date, Date),
    counts: BTreeMap<PrioGridId, usize>,
}

impl Past {
    fn of(look: &Look<'_>, earliest: Date, study: Date, days: i64) -> Result<Self, VigilError> {
        let from = back(study, days).max(earliest);
        let have = (study - from).get_days();
        if have < PAST_DAYS_MIN {
            return Err(nothing(&format!(
                "{have} days are covered before the study, and {PAST_DAYS_MIN} are needed to say what to expect; shorten \
                 --study-days, or take another method"
            )));
        }
        let to = study.yesterday().unwrap_or(study);
        let mut counts = BTreeMap::new();
        let within = |one: &&Activity| one.start == one.end && one.start >= from && one.end <= to;
        for cell in look.events.all().iter().filter(within).filter_map(placed) {
            *counts.entry(cell).or_insert(0) += 1;
        }
        Ok(Self { days: (from, to), counts })
    }

    /// Expected events by cell and day, up to a factor.
    fn expected(&self, cells: &[PrioGridId], days: usize) -> Result<Expected, VigilError> {
        let own = |cell: &PrioGridId| self.counts.get(cell).copied().unwrap_or(0) as f64 + PRIOR;
        let values = cells.iter().flat_map(|cell| std::iter::repeat_n(own(cell), days)).collect();
        Ok(Expected::table(cells.len(), days, values)?)
    }
}

fn scan(
    plan: &ClusterPlan,
    axis: &TimeAxis,
    cells: &[PrioGridId],
    sorted: &Sorted<'_>,
    past: Option<&Past>,
) -> Result<Scan, VigilError> {
    let count = |is_case: bool| -> Vec<Case> {
        let mut counts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for one in sorted.placed.iter().filter(|one| one.is_case == is_case) {
            if let Some(interval) = axis.interval(one.event.start) {
                let place = cells.partition_point(|other| *other < one.cell);
                *counts.entry((place, interval)).or_default() += 1;
            }
        }
        let case = |((place, interval), count)| Case { place, interval, count };
        counts.into_iter().map(case).collect()
    };
    let (cases, controls) = (count(true), count(false));
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
    let places = Places::on_globe(&centres);
    Ok(match (plan.method, past) {
        (Method::Poisson { .. }, Some(past)) => {
            let expected = past.expected(cells, axis.intervals())?;
            poisson(&places, axis, &cases, &expected, &settings)?
        }
        (Method::Bernoulli { cases: facet }, _) => {
            if cases.is_empty() || controls.is_empty() {
                return Err(nothing(&format!(
                    "of the events that say it {} of {} are cases of {}, and both kinds are needed",
                    sorted.placed.iter().filter(|one| one.is_case).count(),
                    sorted.placed.len(),
                    facet.as_str()
                )));
            }
            bernoulli(&places, axis, &cases, &controls, &settings)?
        }
        _ => permutation(&places, axis, &cases, &settings)?,
    })
}

fn describe(cluster: Cluster, cells: &[PrioGridId], placed: &[Placed<'_>]) -> FoundCluster {
    let inside: BTreeSet<PrioGridId> = cluster.places.iter().map(|place| cells[*place]).collect();
    let within = |one: &&Placed<'_>| {
        inside.contains(&one.cell)
            && one.event.start >= cluster.start
            && one.event.start <= cluster.end
    };
    let own: Vec<&Placed<'_>> = placed.iter().filter(within).collect();
    let cases = || own.iter().filter(|one| one.is_case).map(|one| one.event);
    let units: BTreeSet<&String> = cases().filter_map(|one| one.unit.as_ref()).collect();
    let centre = cells[cluster.centre].centroid();
    FoundCluster {
        centre: [centre.latitude.degrees(), centre.longitude.degrees()],
        radius_km: cluster.radius,
        cells: inside.iter().map(|cell| cell.get()).collect(),
        units: units.into_iter().cloned().collect(),
        from: cluster.start,
        to: cluster.end,
        observed: cluster.observed,
        events: own.len(),
        expected: cluster.expected,
        statistic: cluster.llr,
        p: cluster.p,
        recurrence_days: cluster.recurrence_days,
        evidence: cases().map(|one| one.id.clone()).collect(),
    }
}
