//! What a scan reports.

use bellwether_model::Date;

use super::search::{Candidate, Search};
use super::{Places, TimeAxis, inference};

/// A circle of places, over a stretch of time, with more cases than expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// The place in the centre.
    pub centre: usize,
    /// All places within the circle, nearest first, the centre among them.
    pub places: Vec<usize>,
    /// From the centre to the farthest of them: kilometres, or the unit of planar coordinates.
    pub radius: f64,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// How many cases there were.
    pub observed: u32,
    /// How many were expected.
    pub expected: f64,
    /// Observed over expected inside, divided by the same outside; infinite when all cases lie inside.
    pub relative_risk: f64,
    /// The logarithm of the likelihood ratio; above 0.
    pub llr: f64,
    /// How often a data set without clusters has one at least as high, anywhere: above 0, at most 1.
    pub p: f64,
    /// The same from a Gumbel approximation, which also tells values below 1 / (replications + 1); `None`
    /// where it cannot be fitted.
    pub p_gumbel: Option<f64>,
    /// After how many days chance alone would give such a cluster once, if the scan is repeated after
    /// every interval: the days of the last interval divided by p. `None` unless the scan is prospective.
    pub recurrence_days: Option<f64>,
}

/// The clusters of a study.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// The highest ratio first; no place is in two of them.
    pub clusters: Vec<Cluster>,
    /// How many cases there were in all.
    pub cases: u64,
    /// The highest ratio of each random data set, in the order in which they were made.
    pub highest: Vec<f64>,
}

/// Turns windows into clusters.
pub(super) struct Reporter<'a> {
    pub(super) search: &'a Search,
    pub(super) places: &'a Places,
    pub(super) axis: &'a TimeAxis,
    pub(super) highest: &'a [f64],
    pub(super) is_prospective: bool,
}

impl Reporter<'_> {
    /// The best window of each centre, highest first, without those that share a place with a higher one:
    /// the rule "no geographical overlap" of `SaTScan`.
    pub(super) fn clusters(&self, mut found: Vec<Candidate>, at_most: usize) -> Vec<Cluster> {
        found.sort_by(|a, b| b.llr.total_cmp(&a.llr).then(a.centre.cmp(&b.centre)));
        let mut taken = vec![false; self.places.len()];
        let mut clusters = Vec::new();
        for candidate in found {
            if clusters.len() == at_most {
                break;
            }
            let inside = self.inside(&candidate);
            if inside.iter().any(|place| taken[*place as usize]) {
                continue;
            }
            inside.iter().for_each(|place| taken[*place as usize] = true);
            clusters.push(self.cluster(&candidate));
        }
        clusters
    }

    fn inside(&self, candidate: &Candidate) -> &[u32] {
        let circles = &self.search.circles[candidate.centre];
        &circles.order[..circles.sizes[candidate.circle] as usize]
    }

    fn cluster(&self, candidate: &Candidate) -> Cluster {
        let Candidate { centre, observed, expected, llr, .. } = *candidate;
        let places: Vec<usize> =
            self.inside(candidate).iter().map(|place| *place as usize).collect();
        let nearness = |place: &usize| self.places.nearness(centre, *place);
        let farthest = places.iter().map(nearness).fold(0.0, f64::max);
        let window = &self.search.frame.windows[candidate.window];
        let (first, after) = self.search.frame.intervals(window);
        let all = self.search.likelihood.cases();
        let outside = (all - f64::from(observed)) / (all - expected);
        let p = inference::monte_carlo(self.highest, llr);
        Cluster {
            centre,
            radius: self.places.distance(farthest),
            places,
            start: self.axis.days(first).0,
            end: self.axis.days(after - 1).1,
            observed,
            expected,
            relative_risk: f64::from(observed) / expected / outside,
            llr,
            p,
            p_gumbel: inference::gumbel(self.highest, llr),
            recurrence_days: self.is_prospective.then(|| self.axis.step_days() / p),
        }
    }
}
