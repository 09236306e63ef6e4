//! The Uppsala Conflict Data Program.

pub(crate) mod actors;
pub(crate) mod codes;
pub(crate) mod country_year;
pub(crate) mod deco;
pub(crate) mod ged;
pub(crate) mod version;
