//! The windows of time, on an axis that keeps only the boundaries that some window has.

use super::Windows;

/// A window of time and what may be left off it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    /// The first segment.
    pub(super) start: usize,
    /// The segment after the last.
    pub(super) end: usize,
    /// Whether the window without its first segment is a window too.
    pub(super) front_optional: bool,
    /// Whether the window without its last segment is a window too.
    pub(super) back_optional: bool,
}

/// The intervals joined into segments within which no window begins or ends, and the windows over them.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// The interval at which each segment starts, and the one after the last segment.
    bounds: Vec<usize>,
    pub(super) windows: Vec<Window>,
}

impl Frame {
    /// The windows over so many intervals; lengths have been checked.
    pub(super) fn new(intervals: usize, windows: Windows) -> Self {
        match windows {
            Windows::Whole => Self::alive(intervals, intervals, intervals),
            Windows::Prospective { min, max } => Self::alive(intervals, min, max),
            Windows::Retrospective { min, max } => Self::any(intervals, min, max),
        }
    }

    fn alive(intervals: usize, min: usize, max: usize) -> Self {
        let mut bounds: Vec<usize> = (intervals - max..=intervals - min).collect();
        bounds.push(intervals);
        let end = bounds.len() - 1;
        let window =
            |start| Window { start, end, front_optional: start + 1 < end, back_optional: false };
        Self { windows: (0..end).rev().map(window).collect(), bounds }
    }

    fn any(intervals: usize, min: usize, max: usize) -> Self {
        let of_length = |length: usize| {
            (0..=intervals - length).map(move |start| Window {
                start,
                end: start + length,
                front_optional: length > min,
                back_optional: length > min,
            })
        };
        Self {
            bounds: (0..=intervals).collect(),
            windows: (min..=max).flat_map(of_length).collect(),
        }
    }

    /// How many segments there are.
    pub(super) const fn segments(&self) -> usize {
        self.bounds.len() - 1
    }

    /// The segment of an interval; `None` for those that no window covers.
    pub(super) fn segment(&self, interval: usize) -> Option<usize> {
        let segment = self.bounds.partition_point(|bound| *bound <= interval).checked_sub(1)?;
        (segment < self.segments()).then_some(segment)
    }

    /// The first interval of a window and the one after its last.
    pub(super) fn intervals(&self, window: &Window) -> (usize, usize) {
        (self.bounds[window.start], self.bounds[window.end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn living_windows_end_with_the_study() {
        let frame = Frame::new(10, Windows::Prospective { min: 2, max: 4 });
        let spans: Vec<_> = frame.windows.iter().map(|window| frame.intervals(window)).collect();
        assert_eq!(spans, [(8, 10), (7, 10), (6, 10)]);
        assert_eq!(frame.segment(5), None);
        assert_eq!(frame.segment(6), Some(0));
        assert_eq!(frame.segment(9), Some(2));
    }

    #[test]
    fn past_windows_begin_anywhere() {
        let frame = Frame::new(4, Windows::Retrospective { min: 1, max: 2 });
        assert_eq!(frame.windows.len(), 4 + 3);
        assert_eq!(frame.segments(), 4);
    }

    #[test]
    fn a_spatial_scan_has_one_window() {
        let frame = Frame::new(5, Windows::Whole);
        assert_eq!(frame.windows.len(), 1);
        assert_eq!(frame.intervals(&frame.windows[0]), (0, 5));
        assert_eq!(frame.segment(4), Some(0));
    }
}
