//! How a source writes its files. One module a format.

pub(crate) mod acled;
pub(crate) mod fragments;
pub(crate) mod gdelt;
pub(crate) mod ged;
pub(crate) mod gtd;
pub(crate) mod line;
pub(crate) mod news;
