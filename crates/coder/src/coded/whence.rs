//! When and where.

use crate::time::{Granularity, Relation};
use bellwether_model::{Iso3, PlacePrecision, Point};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An interval of days as the words give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    /// First day.
    pub start: Date,
    /// Last day, never before the first.
    pub end: Date,
    /// How fine the words are.
    pub granularity: Granularity,
    /// What the words make of the interval: within it, from end to end, as of its end, since its start.
    pub relation: Relation,
}

/// A place as the text names it; coordinates only where a gazetteer was asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Where {
    /// The name as the text writes it, blanks as one.
    pub name: String,
    /// The country: that of the name itself, or that the words put beside it.
    pub country: Option<Iso3>,
    /// How exactly the name says where; a settlement is `near`, a province `admin1`.
    pub precision: PlacePrecision,
    /// GeoNames id, where a gazetteer was asked.
    pub geonameid: Option<u32>,
    /// The point that the precision is of, where a gazetteer was asked.
    pub point: Option<Point>,
}
