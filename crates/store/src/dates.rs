//! The dates of political calendars.

use bellwether_model::{Date, Iso3};
use serde::Serialize;

use crate::columns::Cells;
use crate::question::quoted;
use crate::{Snapshot, StoreError};

/// A date of a calendar as it counts in a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredDate {
    /// The dataset.
    pub dataset: String,
    /// Its id there.
    pub id: String,
    /// What kind of date, such as `election-executive`.
    pub kind: String,
    /// The country in the source's words.
    pub country: String,
    /// Its ISO 3166-1 alpha-3 code, where it is known.
    pub iso3: Option<Iso3>,
    /// The first day on which it may be.
    pub date_start: Date,
    /// The last; the same when the day is known.
    pub date_end: Date,
    /// What, in the source's words.
    pub what: String,
}

impl Snapshot<'_> {
    /// The dates that may lie within `from..=to`, in these countries (empty: in all), by date, country and
    /// kind.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn calendar(
        &self,
        countries: &[Iso3],
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<Vec<StoredDate>, StoreError> {
        let mut conditions = vec!["TRUE".to_owned()];
        if !countries.is_empty() {
            let codes: Vec<String> = countries.iter().map(|code| quoted(code.as_str())).collect();
            conditions.push(format!("iso3 IN ({})", codes.join(", ")));
        }
        conditions.extend(from.map(|day| format!("date_end >= DATE '{day}'")));
        conditions.extend(to.map(|day| format!("date_start <= DATE '{day}'")));
        let sql = format!(
            "SELECT dataset, key, kind, country, iso3, date_start, date_end, what FROM calendar \
             WHERE {} ORDER BY date_start, country, kind, dataset, key",
            conditions.join(" AND ")
        );
        let mut all = Vec::new();
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                all.push(stored(&cells, row)?);
            }
        }
        Ok(all)
    }
}

fn stored(cells: &Cells<'_>, row: usize) -> Result<StoredDate, StoreError> {
    let text = |name| -> Result<String, StoreError> { Ok(cells.must(name, row)?.to_owned()) };
    let day = |name| -> Result<Date, StoreError> {
        let missing = || StoreError::Integrity(format!("{name} of a date of a calendar is empty"));
        cells.day(name, row)?.ok_or_else(missing)
    };
    let code = |text: &str| Iso3::new(text);
    let iso3 = cells.text("iso3", row)?.map(code).transpose();
    Ok(StoredDate {
        dataset: text("dataset")?,
        id: text("key")?,
        kind: text("kind")?,
        country: text("country")?,
        iso3: iso3.map_err(|error| StoreError::Integrity(error.to_string()))?,
        date_start: day("date_start")?,
        date_end: day("date_end")?,
        what: text("what")?,
    })
}
