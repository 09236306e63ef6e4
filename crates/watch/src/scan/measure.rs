//! How many cases are expected where and when.

use super::frame::{Frame, Window};

/// The expected cases by place and segment of the frame.
#[derive(Debug, Clone)]
pub(super) enum Measure {
    /// A place's part times a segment's part: cases of the place, cases up to a segment, all cases.
    Product {
        /// By place.
        place: Vec<f64>,
        /// Sums before each segment, and the sum of all.
        before: Vec<f64>,
        /// What the product is divided by.
        divisor: f64,
    },
    /// A table: for each place the sums before each segment, and the sum of all.
    Table {
        /// Place by place.
        before: Vec<f64>,
        /// How many sums a place has.
        width: usize,
    },
}

impl Measure {
    /// The product of two margins; `interval` has the cases of each interval.
    pub(super) fn product(frame: &Frame, place: Vec<f64>, interval: &[f64], divisor: f64) -> Self {
        let before = sums(frame, |index| interval[index], interval.len());
        Self::Product { place, before, divisor }
    }

    /// A table of places by intervals.
    pub(super) fn table(frame: &Frame, places: usize, intervals: usize, values: &[f64]) -> Self {
        let before = (0..places)
            .flat_map(|place| sums(frame, |at| values[place * intervals + at], intervals))
            .collect();
        Self::Table { before, width: frame.segments() + 1 }
    }

    /// A circle without any place.
    pub(super) fn empty(&self) -> CircleMeasure {
        CircleMeasure(match self {
            Self::Product { .. } => vec![0.0],
            Self::Table { width, .. } => vec![0.0; *width],
        })
    }

    /// Adds a place to a circle.
    #[inline]
    pub(super) fn add(&self, circle: &mut CircleMeasure, added: usize) {
        match self {
            Self::Product { place, .. } => circle.0[0] += place[added],
            Self::Table { before, width } => {
                let row = &before[added * width..][..*width];
                circle.0.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
        }
    }

    /// The cases expected in a circle during a window.
    #[inline]
    pub(super) fn expected(&self, circle: &CircleMeasure, window: &Window) -> f64 {
        match self {
            Self::Product { before, divisor, .. } => {
                circle.0[0] * (before[window.end] - before[window.start]) / divisor
            }
            Self::Table { .. } => circle.0[window.end] - circle.0[window.start],
        }
    }

    /// The cases expected in one place during one segment.
    pub(super) fn cell(&self, place: usize, segment: usize) -> f64 {
        let mut circle = self.empty();
        self.add(&mut circle, place);
        let window = Window {
            start: segment,
            end: segment + 1,
            front_optional: false,
            back_optional: false,
        };
        self.expected(&circle, &window)
    }
}

/// What a circle has gathered so far.
#[derive(Debug, Clone)]
pub(super) struct CircleMeasure(Vec<f64>);

impl CircleMeasure {
    /// Takes all places out again.
    pub(super) fn clear(&mut self) {
        self.0.fill(0.0);
    }
}

/// The sums before each segment, and the sum of all.
fn sums(frame: &Frame, value: impl Fn(usize) -> f64, intervals: usize) -> Vec<f64> {
    let mut sums = vec![0.0; frame.segments() + 1];
    for interval in 0..intervals {
        if let Some(segment) = frame.segment(interval) {
            sums[segment + 1] += value(interval);
        }
    }
    for segment in 1..sums.len() {
        sums[segment] += sums[segment - 1];
    }
    sums
}
