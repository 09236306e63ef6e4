//! How a source writes its files. One module a format.

pub(crate) mod fragments;
pub(crate) mod ged;
pub(crate) mod news;
