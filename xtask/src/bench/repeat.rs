//! A large table made of a small fixture: its rows over and over, each with an id of its own and, from one
//! round to the next, in another year.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use crate::failure::{Failure, Outcome};

/// Rounds go through so many years, as a source that has been coded for a decade.
const YEARS: u64 = 10;

/// A fixture to repeat.
#[derive(Debug)]
pub(crate) struct Fixture {
    /// Its path from the root.
    pub(crate) path: &'static str,
    /// The column that gets a new number in each row.
    pub(crate) id: &'static str,
    /// The columns that begin with a year of four digits.
    pub(crate) years: &'static [&'static str],
}

/// Writes so many rows of a fixture.
///
/// # Errors
/// When the fixture has not the columns that it is said to have, or a file cannot be read or written.
pub(crate) fn write(fixture: &Fixture, root: &Path, rows: u64, table: &Path) -> Outcome {
    let path = root.join(fixture.path);
    let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let small = Small::read(&text, fixture)
        .ok_or_else(|| Failure::Answer(format!("{} is not as it was", path.display())))?;
    let file = File::create(table).map_err(Failure::file(table))?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    let mut line = format!("{}\n", small.header);
    out.write_all(line.as_bytes()).map_err(Failure::file(table))?;
    for number in 0..rows {
        small.row(number, &mut line);
        out.write_all(line.as_bytes()).map_err(Failure::file(table))?;
    }
    out.flush().map_err(Failure::file(table))
}

/// A fixture, taken apart.
struct Small<'a> {
    header: &'a str,
    rows: Vec<Vec<&'a str>>,
    id: usize,
    years: Vec<usize>,
}

impl<'a> Small<'a> {
    /// `None` for a fixture without rows, without a column that is named, or with a year that is none.
    fn read(text: &'a str, fixture: &Fixture) -> Option<Self> {
        let mut lines = text.lines();
        let header = lines.next()?;
        let names = raw_fields(header);
        let column = |name: &str| names.iter().position(|known| *known == name);
        let id = column(fixture.id)?;
        let years = fixture.years.iter().map(|name| column(name)).collect::<Option<Vec<_>>>()?;
        let rows: Vec<_> = lines.map(raw_fields).collect();
        let is_sound = |row: &Vec<&str>| {
            row.len() == names.len() && years.iter().all(|&column| year(row[column]).is_some())
        };
        (!rows.is_empty() && rows.iter().all(is_sound)).then_some(Self { header, rows, id, years })
    }

    /// A row of the large table, with its line end.
    fn row(&self, number: u64, line: &mut String) {
        let round = number / self.rows.len() as u64;
        let row = &self.rows[(number % self.rows.len() as u64) as usize];
        line.clear();
        for (column, field) in row.iter().enumerate() {
            if column > 0 {
                line.push(',');
            }
            match year(field).filter(|_| self.years.contains(&column)) {
                Some((year, rest)) => line.push_str(&format!("{}{rest}", year - round % YEARS)),
                None if column == self.id => line.push_str(&(number + 1).to_string()),
                None => line.push_str(field),
            }
        }
        line.push('\n');
    }
}

/// The year that a field begins with, and what follows.
fn year(field: &str) -> Option<(u64, &str)> {
    let (year, rest) = field.split_at_checked(4)?;
    Some((year.parse().ok().filter(|year| *year > 1900)?, rest))
}

/// The fields of a line as they are written, quotes and all.
fn raw_fields(line: &str) -> Vec<&str> {
    let mut quoted = false;
    line.split(|character| {
        quoted ^= character == '"';
        character == ',' && !quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIXTURE: Fixture = Fixture { path: "", id: "id", years: &["day", "year"] };

    #[test]
    fn each_row_has_its_own_id_and_each_round_its_own_year() {
        let text = "id,what,day,year\n7,\"a, \"\"b\"\"\",2018-03-05,2018\n7,,2019-12-31,2019\n";
        let small = Small::read(text, &FIXTURE).expect("is sound");
        let row = |number| {
            let mut line = String::new();
            small.row(number, &mut line);
            line
        };
        assert_eq!(row(0), "1,\"a, \"\"b\"\"\",2018-03-05,2018\n");
        assert_eq!(row(3), "4,,2018-12-31,2018\n");
        assert_eq!(row(18), "19,\"a, \"\"b\"\"\",2009-03-05,2009\n");
        assert_eq!(row(20), "21,\"a, \"\"b\"\"\",2018-03-05,2018\n");
    }

    #[test]
    fn a_fixture_that_is_not_as_it_is_said_to_be_is_refused() {
        for text in [
            "",
            "id,day,year\n",
            "id,day\n1,2018-01-01\n",
            "id,day,year\n1,2018-01-01\n",
            "id,day,year\n1,unknown,2018\n",
        ] {
            assert!(Small::read(text, &FIXTURE).is_none(), "{text:?}");
        }
    }
}
