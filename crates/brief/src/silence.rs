//! Months without an event in the middle of a series: a group that fell silent and came back, or one that a dataset
//! counts under another name for that time.

/// Months from which on a silence is said.
pub(crate) const LONG: usize = 6;

/// The longest run of months without an event between months that have some: where it begins and how long it is.
pub(crate) fn longest(counts: &[f64]) -> Option<(usize, usize)> {
    let first = counts.iter().position(|count| *count > 0.0)?;
    let last = counts.iter().rposition(|count| *count > 0.0)?;
    let mut found: Option<(usize, usize)> = None;
    let mut begin = None;
    for (at, count) in counts.iter().enumerate().take(last + 1).skip(first) {
        match (*count > 0.0, begin) {
            (false, None) => begin = Some(at),
            (true, Some(from)) => {
                if found.is_none_or(|(_, length)| at - from > length) {
                    found = Some((from, at - from));
                }
                begin = None;
            }
            _ => {}
        }
    }
    found.filter(|(_, length)| *length >= LONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_between_events_is_a_silence_within() {
        let series = |text: &str| -> Vec<f64> {
            text.chars().map(|c| if c == 'x' { 1.0 } else { 0.0 }).collect()
        };
        assert_eq!(longest(&series("xx......xx")), Some((2, 6)));
        assert_eq!(longest(&series("x.......x........x")), Some((9, 8)));
        assert_eq!(longest(&series("......xx......")), None, "before and after");
        assert_eq!(longest(&series("xx.....xx")), None, "five months");
        assert_eq!(longest(&series("......")), None);
        assert_eq!(longest(&[]), None);
    }
}
