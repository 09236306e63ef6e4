//! Countries and their codes in every system that the sources use.
//!
//! The table is `data/countries/countries.toml`, kept by hand and embedded. A number of a state list
//! means a state only together with its list: 345 is Yugoslavia to Gleditsch and Ward until 2006, and
//! Serbia to the Correlates of War project until today.

mod load;
mod lookup;

use bellwether_model::{Date, Iso3};
use serde::Serialize;

pub use load::CountryError;
pub use lookup::Countries;

/// A number of a state list with the days on which it began and ceased to be in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedCode {
    /// The number in its list.
    pub code: u16,
    /// First day; `None` for a state that was in the list before 1946.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day; `None` while it is in force.
    #[serde(default)]
    pub to: Option<Date>,
}

impl DatedCode {
    /// Whether the number is in force on a day; both ends are included.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }
}

/// A country or territory with an ISO 3166-1 code, or one that a simulated world invented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-3, or user-assigned (`XKX`, `XAA`).
    pub iso3: Iso3,
    /// ISO 3166-1 alpha-2, or user-assigned.
    #[serde(default)]
    pub iso2: Option<String>,
    /// ISO 3166-1 numeric, 4 to 894.
    #[serde(default)]
    pub numeric: Option<u16>,
    /// United Nations M49; equal to `numeric` where the UN lists the country.
    #[serde(default)]
    pub m49: Option<u16>,
    /// The name that tables show.
    pub name: String,
    /// Other names, among them each source's own spelling.
    #[serde(default)]
    pub other_names: Vec<String>,
    /// Gleditsch-Ward numbers as UCDP uses them, the current one first.
    #[serde(default)]
    pub gw: Vec<DatedCode>,
    /// Correlates of War state numbers, the current one first.
    #[serde(default)]
    pub cow: Vec<DatedCode>,
    /// FIPS 10-4 codes, the usual one first.
    #[serde(default)]
    pub fips: Vec<String>,
    /// CAMEO country codes, CAMEO's own first.
    #[serde(default)]
    pub cameo: Vec<String>,
}
