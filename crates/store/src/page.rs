//! Lists in pages: sorted by day, the latest first, and within a day by id.

use std::fmt;
use std::str::FromStr;

use bellwether_model::Date;

use crate::StoreError;
use crate::question::quoted;

/// A place in such a list: what comes after it is the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The day of the last row of the page before.
    pub day: Date,
    /// Its id.
    pub id: String,
}

impl Mark {
    /// The condition that a row comes after the mark.
    pub(crate) fn after(&self, id: &str) -> String {
        let (day, own) = (self.day, quoted(&self.id));
        format!("(date_start < DATE '{day}' OR (date_start = DATE '{day}' AND {id} > {own}))")
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day, self.id)
    }
}

impl FromStr for Mark {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let wrong = || {
            StoreError::Question(format!(
                "{text:?} is no place in a list; take it from the answer before (a day and an id)"
            ))
        };
        let (day, id) = text.split_once(' ').ok_or_else(wrong)?;
        let day = day.parse().map_err(|_| wrong())?;
        if id.is_empty() {
            return Err(wrong());
        }
        Ok(Self { day, id: id.to_owned() })
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
        let mark = Mark { day: Date::constant(2015, 1, 3), id: "ucdp-ged:1 a'b".into() };
        assert_eq!(mark.to_string().parse::<Mark>().expect("a mark"), mark);
        assert!(mark.after("report_id").contains("report_id > 'ucdp-ged:1 a''b'"));
        for wrong in ["", "2015-01-03", "2015-01-03 ", "x y", "2015-13-01 a"] {
            assert!(wrong.parse::<Mark>().is_err(), "{wrong}");
        }
    }
}
