//! A long text in stretches that a model can read at a time.

use std::ops::Range;

/// The part of a stretch that the next one reads again.
const OVERLAP: usize = 4;

/// Words whose pieces fit, given how many pieces each word has; each stretch reads the last quarter of the one before
/// again. A word that alone has more than fit is a stretch of its own.
pub(super) fn windows(pieces: &[usize], fit: usize) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let (mut end, mut sum) = (start, 0);
        while end < pieces.len() && (end == start || sum + pieces[end] <= fit) {
            sum += pieces[end];
            end += 1;
        }
        windows.push(start..end);
        if end == pieces.len() {
            break;
        }
        let (mut next, mut again) = (end, 0);
        while next > start + 1 && again + pieces[next - 1] <= fit / OVERLAP {
            next -= 1;
            again += pieces[next];
        }
        start = next;
    }
    windows
}

/// How many words stand between a word and the nearer end of its window; the ends of the text are none.
pub(super) fn context(window: &Range<usize>, word: usize, words: usize) -> usize {
    let before = if window.start == 0 { usize::MAX } else { word - window.start };
    let after = if window.end == words { usize::MAX } else { window.end - 1 - word };
    before.min(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_and_neighbours_overlap() {
        for fit in [4, 6, 32, 510] {
            let pieces: Vec<usize> = (0..400).map(|at| at % 7 + 1).collect();
            let found = windows(&pieces, fit);
            assert_eq!((found[0].start, found[found.len() - 1].end), (0, 400));
            for window in &found {
                let sum: usize = pieces[window.clone()].iter().sum();
                assert!(sum <= fit || window.len() == 1, "{window:?} of {fit}");
            }
            for pair in found.windows(2) {
                assert!(pair[1].start <= pair[0].end && pair[1].start > pair[0].start, "{pair:?}");
                assert!(fit < 32 || pair[1].start < pair[0].end, "{pair:?} do not overlap");
            }
        }
        assert!(windows(&[], 6).is_empty());
    }

    #[test]
    fn a_word_in_the_middle_has_more_about_it_than_one_at_the_end() {
        assert!(context(&(10..30), 20, 100) > context(&(10..30), 28, 100));
        assert_eq!(context(&(0..10), 9, 10), usize::MAX, "the end of the text is no cut");
        assert_eq!(context(&(0..10), 9, 20), 0);
    }
}
