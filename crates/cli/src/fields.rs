//! `--fields`: which columns of a list are wanted.

use bellwether_export::policy::Cleared;

use crate::failure::Failure;
use crate::output::{Grid, Output};

/// What every row with a place needs, so that a unit is not drawn as a point.
const OF_A_PLACE: [&str; 3] = ["latitude", "longitude", "place_precision"];

/// The columns that are wanted; all of them where none is named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a>(&'a [String]);

impl<'a> Fields<'a> {
    /// Every column.
    pub(crate) const ALL: Self = Self(&[]);

    /// Those of a list that comes with one set of columns or another. A name of either is taken, so that whoever asks
    /// does not have to know which it will be; the rows have those that they have.
    ///
    /// # Errors
    /// When a name is of neither.
    pub(crate) fn of(wanted: &'a [String], known: [&[&str]; 2]) -> Result<Self, Failure> {
        let is_known = |name: &&String| known.iter().any(|names| names.contains(&name.as_str()));
        match wanted.iter().find(|name| !is_known(name)) {
            None => Ok(Self(wanted)),
            Some(name) => {
                let [first, second] = known;
                let more: Vec<&str> =
                    second.iter().copied().filter(|name| !first.contains(name)).collect();
                Err(Failure::Usage(format!(
                    "{name:?} is not a column of this list; --fields takes {}, {}",
                    first.join(", "),
                    more.join(", ")
                )))
            }
        }
    }

    /// Whether all are.
    pub(crate) const fn is_all(self) -> bool {
        self.0.is_empty()
    }

    /// The rows with the columns that are wanted; a form that draws places keeps what it needs for that.
    pub(crate) fn cleared(self, rows: Cleared<Grid>, output: &Output) -> Cleared<Grid> {
        if self.is_all() { rows } else { rows.select(&self.names(output.draws_places())) }
    }

    /// The same for rows that stay on a terminal.
    pub(crate) fn shown(self, rows: Grid) -> Grid {
        if self.is_all() { rows } else { rows.select(&self.names(false)) }
    }

    fn names(self, of_places: bool) -> Vec<&'a str> {
        let own = self.0.iter().map(String::as_str);
        own.chain(OF_A_PLACE.into_iter().filter(|_| of_places)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_is_not_there_is_refused_with_those_that_are() {
        let wanted = ["date_start".to_owned(), "weapon".to_owned()];
        let refused = Fields::of(&wanted, [&["date_start", "country"], &["country", "sides"]])
            .expect_err("no such column");
        let text = refused.to_string();
        assert!(
            text.contains("\"weapon\"") && text.contains("date_start, country, sides"),
            "{text}"
        );
    }

    #[test]
    fn places_keep_their_precision_so_that_no_unit_becomes_a_point() {
        let wanted = ["country".to_owned()];
        let fields = Fields::of(&wanted, [&[], &["country"]]).expect("a column");
        assert_eq!(fields.names(true), ["country", "latitude", "longitude", "place_precision"]);
        assert_eq!(fields.names(false), ["country"]);
    }
}
