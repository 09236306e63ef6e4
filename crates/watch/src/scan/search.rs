//! The best window around each centre.

use std::ops::Range;

use super::frame::{Frame, Window};
use super::likelihood::Likelihood;
use super::measure::{CircleMeasure, Measure};
use super::neighbours::Circles;
use super::null::Placed;

/// All that stays the same from one data set to the next.
#[derive(Debug)]
pub(super) struct Search {
    pub(super) frame: Frame,
    pub(super) measure: Measure,
    pub(super) likelihood: Likelihood,
    /// By centre.
    pub(super) circles: Vec<Circles>,
    pub(super) cases_min: u32,
}

/// A window and what it holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    pub(super) centre: usize,
    pub(super) circle: usize,
    /// The index of the window in the frame.
    pub(super) window: usize,
    pub(super) observed: u32,
    pub(super) expected: f64,
    pub(super) llr: f64,
}

/// The cases of one data set, by place.
#[derive(Debug, Clone)]
pub(super) struct CasesByPlace {
    /// Where a place's cases start, and how many there are.
    spans: Vec<(u32, u32)>,
    segments: Vec<u32>,
    /// The places that have cases, in the order of their first one.
    pub(super) touched: Vec<u32>,
}

impl CasesByPlace {
    pub(super) fn new(places: usize) -> Self {
        Self { spans: vec![(0, 0); places], segments: Vec::new(), touched: Vec::new() }
    }

    /// Replaces what is there.
    pub(super) fn fill(&mut self, cases: &[Placed]) {
        for place in self.touched.drain(..) {
            self.spans[place as usize] = (0, 0);
        }
        for (place, _) in cases {
            let span = &mut self.spans[*place as usize];
            if span.1 == 0 {
                self.touched.push(*place);
            }
            span.1 += 1;
        }
        let mut start = 0;
        for place in &self.touched {
            let span = &mut self.spans[*place as usize];
            span.0 = start;
            start += span.1;
            span.1 = 0;
        }
        self.segments.resize(cases.len(), 0);
        for (place, segment) in cases {
            let span = &mut self.spans[*place as usize];
            self.segments[(span.0 + span.1) as usize] = *segment;
            span.1 += 1;
        }
    }

    /// The segments of a place's cases.
    #[inline]
    pub(super) fn of(&self, place: u32) -> &[u32] {
        let (start, count) = self.spans[place as usize];
        &self.segments[start as usize..][..count as usize]
    }
}

/// Room for the sums of one circle.
#[derive(Debug, Clone)]
pub(super) struct Scratch {
    circle: CircleMeasure,
    /// Cases of the circle by segment.
    counts: Vec<u32>,
    /// Cases before each segment, and all.
    before: Vec<u32>,
}

impl Search {
    pub(super) fn scratch(&self) -> Scratch {
        let segments = self.frame.segments();
        Scratch {
            circle: self.measure.empty(),
            counts: vec![0; segments],
            before: vec![0; segments + 1],
        }
    }

    /// The best window around a centre, if one exceeds `floor`; the smallest and first of equals.
    ///
    /// A circle that holds no case that the next smaller one lacks cannot be the best: it has the same cases
    /// where more are expected. For the same reason a window neither begins nor ends with an empty segment
    /// that it may leave off.
    pub(super) fn best(
        &self,
        centre: usize,
        cases: &CasesByPlace,
        floor: f64,
        scratch: &mut Scratch,
    ) -> Option<Candidate> {
        let all = std::iter::once(0..self.circles[centre].sizes.len());
        self.best_within(centre, all, cases, floor, scratch)
    }

    /// The same among some circles only, given as ascending ranges. All others are known not to exceed
    /// the floor.
    pub(super) fn best_within(
        &self,
        centre: usize,
        ranges: impl IntoIterator<Item = Range<usize>>,
        cases: &CasesByPlace,
        floor: f64,
        scratch: &mut Scratch,
    ) -> Option<Candidate> {
        let circles = &self.circles[centre];
        scratch.circle.clear();
        scratch.counts.fill(0);
        let (mut best, mut floor, mut inside) = (None, floor, 0);
        for circle in ranges.into_iter().flatten() {
            let mut any = false;
            let size = circles.sizes[circle] as usize;
            for place in &circles.order[inside..size] {
                self.measure.add(&mut scratch.circle, *place as usize);
                for segment in cases.of(*place) {
                    scratch.counts[*segment as usize] += 1;
                    any = true;
                }
            }
            inside = size;
            if !any {
                continue;
            }
            if let Some((window, observed, expected, llr)) = self.best_of_circle(scratch, floor) {
                floor = llr;
                best = Some(Candidate { centre, circle, window, observed, expected, llr });
            }
        }
        best
    }

    fn best_of_circle(&self, scratch: &mut Scratch, floor: f64) -> Option<(usize, u32, f64, f64)> {
        let mut sum = 0;
        for (before, count) in scratch.before[1..].iter_mut().zip(&scratch.counts) {
            sum += count;
            *before = sum;
        }
        let (mut best, mut floor) = (None, floor);
        for (index, window) in self.frame.windows.iter().enumerate() {
            if leaves_off(window, &scratch.counts) {
                continue;
            }
            let observed = scratch.before[window.end] - scratch.before[window.start];
            if observed < self.cases_min {
                continue;
            }
            let (count, expected) =
                (f64::from(observed), self.measure.expected(&scratch.circle, window));
            if !self.likelihood.may_exceed(count, expected, floor) {
                continue;
            }
            let llr = self.likelihood.ratio(count, expected);
            if llr > floor {
                floor = llr;
                best = Some((index, observed, expected, llr));
            }
        }
        best
    }

    /// The best window around each centre that has any with more cases than expected.
    pub(super) fn all(&self, cases: &CasesByPlace) -> Vec<Candidate> {
        use rayon::prelude::*;
        (0..self.circles.len())
            .into_par_iter()
            .map_init(|| self.scratch(), |scratch, centre| self.best(centre, cases, 0.0, scratch))
            .flatten()
            .collect()
    }

    /// The highest ratio around any of the centres; 0 where none has more cases than expected.
    pub(super) fn highest(&self, cases: &CasesByPlace, scratch: &mut Scratch) -> f64 {
        (0..self.circles.len()).fold(0.0, |floor, centre| {
            self.best(centre, cases, floor, scratch).map_or(floor, |best| best.llr)
        })
    }
}

#[inline]
fn leaves_off(window: &Window, counts: &[u32]) -> bool {
    (window.front_optional && counts[window.start] == 0)
        || (window.back_optional && counts[window.end - 1] == 0)
}
