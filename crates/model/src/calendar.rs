//! Dates in politics that violence is held against: elections, changes of government, withdrawals.

use serde::{Deserialize, Serialize};

use crate::{DateInterval, Extra, GwCode, Iso3};

/// One date of a political calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarEntry {
    /// The source's own id for it, unique within its dataset.
    pub native_id: String,
    /// What kind of date, in kebab-case: `election-president`, `withdrawal`.
    pub kind: String,
    /// The country in the source's words.
    pub country: String,
    /// Its Gleditsch-Ward number, where the source gives one.
    pub gw: Option<GwCode>,
    /// Its ISO 3166-1 code, where it is known.
    pub iso3: Option<Iso3>,
    /// When.
    pub date: DateInterval,
    /// What, in a few words of the source's.
    pub what: String,
    /// The source's other columns.
    pub extra: Extra,
    /// The row of the file that it was read from.
    pub row: u64,
}
