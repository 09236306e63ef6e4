//! Lists in pages: sorted by day, the latest first, and within a day by id.

use std::fmt;
use std::str::FromStr;

use bellwether_model::Date;

use crate::StoreError;

/// A place in such a list: so many rows into a day. It names no row, because a row may not leave although the list
/// goes on behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The day of the last row of the page before.
    pub day: Date,
    /// Rows of that day on this page and those before.
    pub rows: u64,
}

impl Mark {
    /// The mark behind these days, which follow on a mark.
    pub(crate) fn behind(before: Option<&Self>, days: impl Iterator<Item = Date>) -> Option<Self> {
        days.fold(before.copied(), |mark, day| {
            let rows = mark.filter(|mark| mark.day == day).map_or(0, |mark| mark.rows);
            Some(Self { day, rows: rows + 1 })
        })
    }

    /// The condition and the number of rows to pass over that lead behind a mark.
    pub(crate) fn onward(mark: Option<&Self>) -> (String, u64) {
        mark.map_or_else(
            || ("TRUE".to_owned(), 0),
            |mark| (format!("date_start <= DATE '{}'", mark.day), mark.rows),
        )
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.day, self.rows)
    }
}

impl FromStr for Mark {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let wrong = || {
            StoreError::Question(format!(
                "{text:?} is no place in a list; take it from the answer before, such as 2015-01-03+2"
            ))
        };
        let (day, rows) = text.split_once('+').ok_or_else(wrong)?;
        let day = day.parse().map_err(|_| wrong())?;
        Ok(Self { day, rows: rows.parse().map_err(|_| wrong())? })
    }
}

/// One more than a limit, so that it is seen whether there is more; no more than a number of the engine's.
pub(crate) fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<Mark>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_end_is_asked_for_with_a_number_that_the_engine_takes() {
        assert_eq!(one_more(0), 1);
        assert_eq!(one_more(usize::MAX >> 1), i64::MAX);
        assert_eq!(one_more(usize::MAX), i64::MAX);
    }

    #[test]
    fn a_mark_comes_back_from_its_text_and_what_is_none_is_refused() {
        let mark = Mark { day: Date::constant(2015, 1, 3), rows: 2 };
        assert_eq!(mark.to_string().parse::<Mark>().expect("a mark"), mark);
        for wrong in ["", "2015-01-03", "2015-01-03+", "x+1", "2015-13-01+1", "2015-01-03+-1"] {
            assert!(wrong.parse::<Mark>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn rows_of_a_day_are_counted_on_from_page_to_page() {
        let day = |day| Date::constant(2015, 1, day);
        let first = Mark::behind(None, [day(9), day(8), day(8)].into_iter());
        assert_eq!(first, Some(Mark { day: day(8), rows: 2 }));
        let second = Mark::behind(first.as_ref(), [day(8), day(8)].into_iter());
        assert_eq!(second, Some(Mark { day: day(8), rows: 4 }));
        assert_eq!(
            Mark::behind(second.as_ref(), [day(7)].into_iter()),
            Some(Mark { day: day(7), rows: 1 })
        );
    }
}
