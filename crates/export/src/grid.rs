//! Rows with named, typed columns, on their way to any form of file.

use std::borrow::Cow;

use bellwether_model::Date;
use serde_json::{Map, Value};

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number with a fraction; not-a-number and infinities are written as nothing.
    Real(f64),
    /// A day of the calendar.
    Day(Date),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// Text, or nothing.
    #[must_use]
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// A count that may be divided over periods: whole where it is whole, else with six decimals.
    #[must_use]
    pub fn number(value: f64) -> Self {
        // Whole numbers below 2^53 are exact.
        #[allow(clippy::cast_possible_truncation)]
        if value.fract() == 0.0 && value.abs() < 9e15 {
            Self::Int(value as i64)
        } else {
            Self::Real((value * 1e6).round() / 1e6)
        }
    }

    /// The value as JSON: days as text, flags as true and false.
    #[must_use]
    pub fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => Value::String(text.clone()),
            Self::Int(value) => (*value).into(),
            Self::Real(value) => (*value).into(),
            Self::Day(day) => Value::String(day.to_string()),
            Self::Flag(flag) => (*flag).into(),
        }
    }

    /// The value as text; empty for nothing, `true` and `false` for flags.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) => text.as_str().into(),
            Self::Int(value) => value.to_string().into(),
            Self::Real(value) if value.is_finite() => value.to_string().into(),
            Self::Real(_) => "".into(),
            Self::Day(day) => day.to_string().into(),
            Self::Flag(flag) => if *flag { "true" } else { "false" }.into(),
        }
    }

    /// The value as a number with a fraction, if it is a number.
    #[must_use]
    pub fn real(&self) -> Option<f64> {
        match self {
            Self::Real(value) if value.is_finite() => Some(*value),
            // Counts and whole degrees are far below 2^53.
            #[allow(clippy::cast_precision_loss)]
            Self::Int(value) => Some(*value as f64),
            _ => None,
        }
    }

    /// The value as a day, also from text of the form `2021-08-26`.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(*day),
            Self::Text(text) if text.len() == 10 => text.parse().ok(),
            _ => None,
        }
    }

    /// Whether there is nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    fn is_of(&self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::Empty, _) | (Self::Text(_), Kind::Text) | (Self::Int(_), Kind::Int) => true,
            (Self::Int(_) | Self::Real(_), Kind::Real | Kind::Latitude | Kind::Longitude) => true,
            (Self::Flag(_), Kind::Flag) => true,
            (_, Kind::Day) => self.day().is_some(),
            _ => false,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u64> for Cell {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or_else(|_| Self::Text(value.to_string()), Self::Int)
    }
}

impl From<u32> for Cell {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers with a fraction.
    Real,
    /// Days of the calendar.
    Day,
    /// Yes or no.
    Flag,
    /// Degrees north, WGS 84.
    Latitude,
    /// Degrees east, WGS 84.
    Longitude,
}

impl Kind {
    /// The kinds that are told by a column's name alone.
    fn of_name(name: &str) -> Option<Self> {
        match name {
            "latitude" => Some(Self::Latitude),
            "longitude" => Some(Self::Longitude),
            "date" | "date_start" | "date_end" => Some(Self::Day),
            _ => None,
        }
    }
}

/// A column: its name, and what its values are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name, unique within its grid.
    pub name: String,
    /// What the values are; `None` lets the cells decide ([`Grid::kind`]).
    pub kind: Option<Kind>,
}

impl Column {
    /// A column of one kind.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind: Some(kind) }
    }
}

impl From<&str> for Column {
    /// A column whose kind its name tells, else its cells.
    fn from(name: &str) -> Self {
        Self { name: name.to_owned(), kind: Kind::of_name(name) }
    }
}

/// Rows with named columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// No rows yet; kinds are told by names (`latitude`, `longitude`, `date_start`, …) and by cells.
    #[must_use]
    pub fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|name| Column::from(*name)).collect(), rows: Vec::new() }
    }

    /// No rows yet, with columns whose kinds are given.
    #[must_use]
    pub const fn with_columns(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row, which must have a cell for each column.
    pub fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a row has a cell for each column");
        self.rows.push(row);
    }

    /// The index of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The columns' names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// What the cells of a column are: the kind that the column declares where all cells fit it, else
    /// the narrowest that holds all of them (whole numbers, numbers, days, flags, text). A column
    /// without any value is text.
    #[must_use]
    pub fn kind(&self, index: usize) -> Kind {
        let fit = |kind: Kind| self.rows.iter().all(|row| row[index].is_of(kind));
        if let Some(kind) = self.columns[index].kind.filter(|kind| fit(*kind)) {
            return kind;
        }
        if self.rows.iter().all(|row| row[index].is_empty()) {
            return Kind::Text;
        }
        let any_text = self.rows.iter().any(|row| matches!(row[index], Cell::Text(_)));
        let narrow = [Kind::Int, Kind::Real, Kind::Day, Kind::Flag];
        narrow.into_iter().find(|kind| !any_text && fit(*kind)).unwrap_or(Kind::Text)
    }

    /// The kinds of all columns, as [`Grid::kind`] finds them.
    #[must_use]
    pub fn kinds(&self) -> Vec<Kind> {
        (0..self.columns.len()).map(|index| self.kind(index)).collect()
    }

    /// The same rows with these columns alone, in this order; a name that is not there, or stands twice, is passed
    /// over.
    #[must_use]
    pub fn select(self, names: &[&str]) -> Self {
        let mut wanted: Vec<usize> = Vec::new();
        for index in names.iter().filter_map(|name| self.column(name)) {
            if !wanted.contains(&index) {
                wanted.push(index);
            }
        }
        let columns = wanted.iter().map(|index| self.columns[*index].clone()).collect();
        let of = |mut row: Vec<Cell>| {
            wanted.iter().map(|index| std::mem::replace(&mut row[*index], Cell::Empty)).collect()
        };
        Self { columns, rows: self.rows.into_iter().map(of).collect() }
    }

    /// A row as an object.
    #[must_use]
    pub fn object(&self, row: &[Cell]) -> Map<String, Value> {
        self.names().map(str::to_owned).zip(row.iter().map(Cell::json)).collect()
    }

    /// All rows as objects.
    #[must_use]
    pub fn objects(&self) -> Vec<Value> {
        self.rows.iter().map(|row| Value::Object(self.object(row))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::Date;

    #[test]
    fn a_column_takes_the_narrowest_kind_that_holds_its_cells() {
        let mut grid = Grid::new(&["a", "b", "c", "d", "e"]);
        let day = Date::constant(2021, 8, 26);
        grid.push(vec![1i64.into(), 1i64.into(), Cell::Empty, day.into(), true.into()]);
        grid.push(vec![2i64.into(), Cell::Real(0.5), Cell::Empty, Cell::Empty, "x".into()]);
        assert_eq!(grid.kinds(), [Kind::Int, Kind::Real, Kind::Text, Kind::Day, Kind::Text]);
    }

    #[test]
    fn a_declared_kind_holds_only_where_all_cells_fit_it() {
        let mut grid = Grid::new(&["date_start", "latitude"]);
        grid.push(vec!["2021-08-26".into(), 34i64.into()]);
        assert_eq!(grid.kinds(), [Kind::Day, Kind::Latitude]);
        grid.push(vec!["2021-08-26 to 2021-08-30".into(), "north".into()]);
        assert_eq!(grid.kinds(), [Kind::Text, Kind::Text]);
    }

    #[test]
    fn whole_numbers_stay_whole_and_others_keep_six_decimals() {
        assert_eq!(Cell::number(3.0), Cell::Int(3));
        assert_eq!(Cell::number(1.0 / 3.0), Cell::Real(0.333_333));
        assert_eq!(Cell::from(u64::MAX), Cell::Text(u64::MAX.to_string()));
    }

    #[test]
    fn columns_are_chosen_with_their_cells_and_in_the_order_asked_for() {
        let mut grid = Grid::new(&["a", "b", "c"]);
        grid.push(vec![1i64.into(), "x".into(), true.into()]);
        let chosen = grid.select(&["c", "none", "a", "c"]);
        assert_eq!(chosen.names().collect::<Vec<_>>(), ["c", "a"]);
        assert_eq!(chosen.rows, [vec![Cell::Flag(true), Cell::Int(1)]]);
    }

    #[test]
    fn what_is_no_number_is_written_as_nothing() {
        assert_eq!(Cell::Real(f64::NAN).text(), "");
        assert_eq!(Cell::Real(f64::INFINITY).json(), Value::Null);
        assert_eq!(Cell::Real(f64::NAN).real(), None);
    }
}
